#include "snapshot/stemma-verify.h"

#include <string.h>

#include "snapshot/stemma-image.h"

/**
 * stemma_verify_below:
 * @values: numbers
 * @n: how many
 * @bound: what they have to stay below
 * @none_allowed: whether %STEMMA_NONE is right as well
 *
 * Returns: whether all are
 */
gboolean
stemma_verify_below (const guint32 *values, gsize n, guint32 bound, gboolean none_allowed)
{
  for (gsize i = 0; i < n; i++)
    if (values[i] >= bound && !(none_allowed && values[i] == STEMMA_NONE))
      return FALSE;
  return TRUE;
}

/**
 * stemma_verify_starts:
 * @start: where each of @n pieces starts, and where the last ends
 * @n: how many
 * @end: where the last has to end
 *
 * Returns: whether they begin at 0 and never fall
 */
gboolean
stemma_verify_starts (const guint32 *start, gsize n, guint32 end)
{
  if (start[0] != 0 || start[n] != end)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (start[i] > start[i + 1])
      return FALSE;
  return TRUE;
}

static gboolean
indexes_lie_within (const StemmaGraph *graph, guint32 n_models)
{
  return stemma_verify_starts (graph->child_start, graph->n_nodes, graph->n_edges)
         && stemma_verify_starts (graph->parent_start, graph->n_nodes, graph->n_edges)
         && stemma_verify_below (graph->child, graph->n_edges, graph->n_nodes, FALSE)
         && stemma_verify_below (graph->parent, graph->n_edges, graph->n_nodes, FALSE)
         && stemma_verify_below (graph->row, graph->n_nodes, n_models, TRUE)
         && stemma_verify_below (graph->name_rank, graph->n_nodes, graph->n_nodes, FALSE);
}

/* An edge is as the numbering says: down it, or marked as what it is. */
static gboolean
edge_holds (const StemmaGraph *graph, StemmaNode parent, StemmaNode child, guint8 kind)
{
  gboolean self = (kind & STEMMA_EDGE_SELF) != 0;
  gboolean in_cycle = (kind & STEMMA_EDGE_IN_CYCLE) != 0;
  if (STEMMA_EDGE_RELATION (kind) >= STEMMA_N_RELATIONS || self != (parent == child) || (self && in_cycle))
    return FALSE;
  if (in_cycle)
    return (graph->flags[parent] & graph->flags[child] & STEMMA_NODE_IN_CYCLE) != 0;
  return self || parent < child;
}

static gboolean
same_model (const StemmaGraph *graph, const StemmaColumns *columns, StemmaNode node, StemmaRow row)
{
  return stemma_columns_get_node (columns, row) == node
         && stemma_packed_get (&graph->downloads, node) == stemma_packed_get (&columns->downloads, row);
}

/* Rows and nodes name each other, and the flags say what the edges say. */
static gboolean
node_holds (const StemmaGraph *graph, const StemmaColumns *columns, StemmaNode node)
{
  guint8 flags = graph->flags[node];
  gboolean ghost = graph->row[node] == STEMMA_NONE;
  gboolean has_parent = graph->parent_start[node] < graph->parent_start[node + 1];
  gboolean has_child = graph->child_start[node] < graph->child_start[node + 1];
  gboolean base = !ghost && has_child;
  gboolean derived = (flags & STEMMA_NODE_DERIVED) != 0;
  gboolean self = FALSE;
  for (guint32 i = graph->parent_start[node]; i < graph->parent_start[node + 1]; i++)
    {
      if (!edge_holds (graph, graph->parent[i], node, graph->parent_kind[i]))
        return FALSE;
      self |= graph->parent[i] == node;
    }
  return has_child == (node < graph->n_inner) && ghost == ((flags & STEMMA_NODE_GHOST) != 0) && base == ((flags & STEMMA_NODE_BASE) != 0)
         && self == ((flags & STEMMA_NODE_SELF_LOOP) != 0) && (!has_parent || derived) && !(ghost && derived)
         && (base && !derived) == ((flags & STEMMA_NODE_ROOT) != 0)
         && graph->relation[node] < STEMMA_N_RELATIONS
         && (ghost || same_model (graph, columns, node, graph->row[node]));
}

static gboolean
nodes_hold (const StemmaGraph *graph, const StemmaColumns *columns)
{
  guint32 n_ghosts = 0;
  guint32 n_listed = 0;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      if (!node_holds (graph, columns, node))
        return FALSE;
      n_ghosts += graph->row[node] == STEMMA_NONE;
    }
  for (StemmaRow row = 0; row < columns->n_models; row++)
    n_listed += stemma_columns_get_node (columns, row) != STEMMA_NONE;
  return n_ghosts == graph->n_ghosts && n_listed == graph->n_nodes - n_ghosts;
}

/* For each node the places of its edges as a child, in the rows of its parents. */
static guint32 *
places_by_child (const StemmaGraph *graph, guint32 *start)
{
  guint32 *places = g_new (guint32, MAX (graph->n_edges, 1));
  memset (start, 0, ((gsize) graph->n_nodes + 1) * sizeof *start);
  for (guint32 i = 0; i < graph->n_edges; i++)
    start[graph->child[i]]++;
  guint32 at = 0;
  for (StemmaNode node = 0; node <= graph->n_nodes; node++)
    {
      guint32 here = node < graph->n_nodes ? start[node] : 0;
      start[node] = at;
      at += here;
    }
  for (StemmaNode parent = 0; parent < graph->n_nodes; parent++)
    for (guint32 i = graph->child_start[parent]; i < graph->child_start[parent + 1]; i++)
      places[start[graph->child[i]]++] = i;
  return places; /* each start has moved to its end, which is the next one's start */
}

/* The way down holds the same edges as the way up: each of them once, and of the same kind. A pair that
 * stands twice is found where its second one is no longer expected. */
static gboolean
both_ways_agree (const StemmaGraph *graph)
{
  g_autofree guint32 *end = g_new (guint32, (gsize) graph->n_nodes + 1);
  g_autofree guint32 *seen_by = g_new (guint32, MAX (graph->n_nodes, 1));
  g_autofree guint8 *kind_of = g_new (guint8, MAX (graph->n_nodes, 1));
  g_autofree guint32 *places = places_by_child (graph, end);
  g_autofree StemmaNode *parent_of = g_new (StemmaNode, MAX (graph->n_edges, 1));
  for (StemmaNode parent = 0; parent < graph->n_nodes; parent++)
    for (guint32 i = graph->child_start[parent]; i < graph->child_start[parent + 1]; i++)
      parent_of[i] = parent;
  memset (seen_by, 0xff, graph->n_nodes * sizeof *seen_by);
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      guint32 first = graph->parent_start[node];
      guint32 n = graph->parent_start[node + 1] - first;
      guint32 from = node > 0 ? end[node - 1] : 0;
      if (end[node] - from != n)
        return FALSE;
      for (guint32 i = 0; i < n; i++)
        {
          StemmaNode parent = parent_of[places[from + i]];
          seen_by[parent] = node;
          kind_of[parent] = graph->child_kind[places[from + i]];
        }
      for (guint32 i = first; i < first + n; i++)
        {
          if (seen_by[graph->parent[i]] != node || kind_of[graph->parent[i]] != graph->parent_kind[i])
            return FALSE;
          seen_by[graph->parent[i]] = STEMMA_NONE;
        }
    }
  return TRUE;
}

/**
 * stemma_verify_graph:
 * @snapshot: a snapshot
 *
 * Whether every index lies within what it points into, the numbering runs along the edges, both ways hold the
 * same edges and the flags follow from them: all that walking and counting lean on.
 *
 * Returns: whether it does
 */
gboolean
stemma_verify_graph (const StemmaSnapshot *snapshot)
{
  const StemmaImageHeader *header = stemma_image_header (snapshot->image);
  const StemmaGraph *graph = &snapshot->graph;
  return indexes_lie_within (graph, header->n_models)
         && nodes_hold (graph, &snapshot->columns) && both_ways_agree (graph);
}
