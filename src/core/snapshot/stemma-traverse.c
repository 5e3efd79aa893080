#include "snapshot/stemma-traverse.h"

struct _StemmaWalker
{
  StemmaSnapshot *snapshot;
  const StemmaGraph *graph;
  guint32 *mark;  /* by node: the epoch in which it was last met */
  guint32 *depth; /* by node, if its mark is the epoch's */
  guint32 *from;  /* by node, likewise: through which it was met */
  StemmaNode *queue;
  guint32 n_starts;
  guint32 n_queue;
  guint32 epoch;
};

/**
 * stemma_walker_new:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full): a walker on it
 */
StemmaWalker *
stemma_walker_new (StemmaSnapshot *snapshot)
{
  StemmaWalker *walker = g_new0 (StemmaWalker, 1);
  walker->snapshot = stemma_snapshot_ref (snapshot);
  walker->graph = stemma_snapshot_get_graph (snapshot);
  gsize n = MAX (walker->graph->n_nodes, 1);
  walker->mark = g_new0 (guint32, n);
  walker->depth = g_new (guint32, n);
  walker->from = g_new (guint32, n);
  walker->queue = g_new (StemmaNode, n);
  return walker;
}

/**
 * stemma_walker_free:
 * @walker: (nullable) (transfer full): a walker
 */
void
stemma_walker_free (StemmaWalker *walker)
{
  if (walker == NULL)
    return;
  g_free (walker->mark);
  g_free (walker->depth);
  g_free (walker->from);
  g_free (walker->queue);
  stemma_snapshot_unref (walker->snapshot);
  g_free (walker);
}

/**
 * stemma_walker_get_snapshot:
 * @walker: a walker
 *
 * Returns: (transfer none): what it walks on
 */
StemmaSnapshot *
stemma_walker_get_snapshot (const StemmaWalker *walker)
{
  return walker->snapshot;
}

static void
new_epoch (StemmaWalker *walker)
{
  walker->n_queue = 0;
  walker->n_starts = 0;
  if (++walker->epoch != 0)
    return;
  for (guint32 i = 0; i < walker->graph->n_nodes; i++)
    walker->mark[i] = 0;
  walker->epoch = 1;
}

static inline gboolean
met (const StemmaWalker *walker, StemmaNode node)
{
  return walker->mark[node] == walker->epoch;
}

static inline void
meet (StemmaWalker *walker, StemmaNode node, StemmaNode from, guint32 depth)
{
  walker->mark[node] = walker->epoch;
  walker->depth[node] = depth;
  walker->from[node] = from;
  walker->queue[walker->n_queue++] = node;
}

/* The neighbours of the node at @place of the queue. */
static void
meet_neighbours (StemmaWalker *walker, guint32 place, StemmaWalk direction)
{
  const StemmaGraph *graph = walker->graph;
  StemmaNode node = walker->queue[place];
  const guint32 *start = direction == STEMMA_WALK_DOWN ? graph->child_start : graph->parent_start;
  const StemmaNode *next = direction == STEMMA_WALK_DOWN ? graph->child : graph->parent;
  for (guint32 i = start[node]; i < start[node + 1]; i++)
    if (!met (walker, next[i]))
      meet (walker, next[i], node, walker->depth[node] + 1);
}

/**
 * stemma_walker_walk_all:
 * @walker: a walker
 * @starts: nodes; one given twice counts once
 * @n_starts: how many
 * @direction: up or down
 * @max_depth: how many steps at most, or %STEMMA_WALK_UNBOUNDED
 *
 * Finds all nodes that can be reached, breadth first: children by relation and arrival, parents as declared.
 * Edges inside of cycles are walked like any other.
 *
 * Returns: how many were reached, the starts not counted
 */
guint32
stemma_walker_walk_all (
  StemmaWalker *walker, const StemmaNode *starts, guint32 n_starts, StemmaWalk direction, guint32 max_depth)
{
  new_epoch (walker);
  for (guint32 i = 0; i < n_starts; i++)
    {
      g_return_val_if_fail (starts[i] < walker->graph->n_nodes, 0);
      if (!met (walker, starts[i]))
        meet (walker, starts[i], STEMMA_NONE, 0);
    }
  walker->n_starts = walker->n_queue;
  for (guint32 i = 0; i < walker->n_queue && walker->depth[walker->queue[i]] < max_depth; i++)
    meet_neighbours (walker, i, direction);
  return walker->n_queue - walker->n_starts;
}

/**
 * stemma_walker_walk:
 * @walker: a walker
 * @start: a node
 * @direction: up or down
 * @max_depth: how many steps at most, or %STEMMA_WALK_UNBOUNDED
 *
 * As stemma_walker_walk_all(), from one node: its descendants or its ancestors.
 *
 * Returns: how many were reached, @start not counted
 */
guint32
stemma_walker_walk (StemmaWalker *walker, StemmaNode start, StemmaWalk direction, guint32 max_depth)
{
  return stemma_walker_walk_all (walker, &start, 1, direction, max_depth);
}

/**
 * stemma_walker_get_nodes:
 * @walker: a walker
 *
 * Returns: (transfer none): the nodes that the last walk reached, nearest first, the starts not among them;
 * good until the next walk
 */
const StemmaNode *
stemma_walker_get_nodes (const StemmaWalker *walker)
{
  return walker->queue + walker->n_starts;
}

/**
 * stemma_walker_get_depth:
 * @walker: a walker
 * @node: a node
 *
 * Returns: how many steps the last walk took to it, 0 for a start, or %STEMMA_NONE if it did not get there
 */
guint32
stemma_walker_get_depth (const StemmaWalker *walker, StemmaNode node)
{
  g_return_val_if_fail (node < walker->graph->n_nodes, STEMMA_NONE);
  return met (walker, node) ? walker->depth[node] : STEMMA_NONE;
}

/**
 * stemma_walker_path_to_root:
 * @walker: a walker
 * @node: a node
 *
 * Finds a shortest way up to a root; among several, the one through the parents declared first.
 *
 * Returns: (transfer full) (nullable) (element-type StemmaNode): the root first, @node last; %NULL if there
 * is no way to a root
 */
GArray *
stemma_walker_path_to_root (StemmaWalker *walker, StemmaNode node)
{
  g_return_val_if_fail (node < walker->graph->n_nodes, NULL);
  new_epoch (walker);
  meet (walker, node, STEMMA_NONE, 0);
  for (guint32 i = 0; i < walker->n_queue; i++)
    {
      StemmaNode at = walker->queue[i];
      if ((walker->graph->flags[at] & STEMMA_NODE_ROOT) == 0)
        {
          meet_neighbours (walker, i, STEMMA_WALK_UP);
          continue;
        }
      GArray *path = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
      for (; at != STEMMA_NONE; at = walker->from[at])
        g_array_append_val (path, at);
      return path;
    }
  return NULL;
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  StemmaNode x = *(const StemmaNode *) a;
  StemmaNode y = *(const StemmaNode *) b;
  return x < y ? -1 : x > y;
}

/**
 * stemma_walker_between:
 * @walker: a walker
 * @top: a node
 * @bottom: a node
 *
 * Finds what lies on any way from @top down to @bottom.
 *
 * Returns: (transfer full) (element-type StemmaNode): the nodes in their topological order, both ends
 * included; empty if there is no way
 */
GArray *
stemma_walker_between (StemmaWalker *walker, StemmaNode top, StemmaNode bottom)
{
  const StemmaGraph *graph = walker->graph;
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  stemma_walker_walk (walker, top, STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED);
  if (!met (walker, bottom))
    return nodes;
  /* A node that is found from below as well loses its mark, so that it is found once. */
  walker->mark[bottom] = walker->epoch - 1;
  g_array_append_val (nodes, bottom);
  for (guint i = 0; i < nodes->len; i++)
    {
      StemmaNode node = g_array_index (nodes, StemmaNode, i);
      for (guint32 j = graph->parent_start[node]; j < graph->parent_start[node + 1]; j++)
        if (met (walker, graph->parent[j]))
          {
            walker->mark[graph->parent[j]] = walker->epoch - 1;
            g_array_append_val (nodes, graph->parent[j]);
          }
    }
  g_array_sort (nodes, compare_nodes);
  new_epoch (walker);
  return nodes;
}
