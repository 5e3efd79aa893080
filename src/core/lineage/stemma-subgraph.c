#include "lineage/stemma-subgraph.h"

#include "lineage/stemma-lineage.h"
#include "snapshot/stemma-require.h"

/**
 * stemma_lineage_find_focus:
 * @snapshot: a snapshot
 * @view: a view
 * @node: (out): the focus as a node, %STEMMA_NONE if it has neither parent nor child
 * @row: (out): the focus as a listed model, %STEMMA_NONE if it is a ghost
 * @error: return location; %STEMMA_ERROR_NOT_FOUND
 *
 * Returns: whether the snapshot holds the focus of the view
 */
gboolean
stemma_lineage_find_focus (StemmaSnapshot *snapshot, StemmaView *view, StemmaNode *node, StemmaRow *row,
                           GError **error)
{
  return stemma_snapshot_require (snapshot, stemma_view_get_focus (view), node, row, error);
}

static gboolean
within_depth (const StemmaFamily *family, guint32 member, const StemmaView *view)
{
  gboolean up = stemma_family_side (family, member) == STEMMA_SIDE_ANCESTOR;
  return stemma_family_distance (family, member)
         <= stemma_view_get_depth (view, up ? STEMMA_UP : STEMMA_DOWN);
}

/* What stands in the picture beside the family: other parents of merges, siblings that were picked. */
static void
add_guests (StemmaFamily *family, StemmaSnapshot *snapshot, StemmaView *view)
{
  guint n_entries, n_cards = 0;
  stemma_view_get_entries (view, &n_entries);
  g_autoptr (StemmaLineage) lineage = n_entries > 0 ? stemma_lineage_new (snapshot, view, NULL) : NULL;
  const StemmaCard *cards = lineage != NULL ? stemma_lineage_get_cards (lineage, &n_cards) : NULL;
  for (guint i = 0; i < n_cards; i++)
    if (cards[i].side == STEMMA_SIDE_GUEST && family->place[cards[i].node] == 0)
      stemma_family_add_guest (family, cards[i].node, cards[i].distance);
}

static void
add_nodes (StemmaSubgraph *subgraph, const StemmaFamily *family, const StemmaView *view, guint32 *place)
{
  for (guint32 member = 0; member < family->nodes->len; member++)
    {
      StemmaNode node = stemma_family_node (family, member);
      gboolean guest = member >= family->n_members;
      place[member] = STEMMA_NONE;
      if (member > 0 && !guest && !within_depth (family, member, view))
        continue;
      StemmaSubgraphNode added
          = { node, family->graph->row[node], stemma_snapshot_get_node_name (family->snapshot, node),
              stemma_family_side (family, member), stemma_family_distance (family, member), 0 };
      place[member] = subgraph->nodes->len;
      g_array_append_val (subgraph->nodes, added);
    }
}

/* The edges from the parents of one node; those that are not among the nodes are counted. */
static void
add_edges_of (StemmaSubgraph *subgraph, const StemmaFamily *family, const guint32 *place, guint32 member)
{
  const StemmaGraph *graph = family->graph;
  StemmaNode node = stemma_family_node (family, member);
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    {
      guint32 parent = stemma_family_member (family, graph->parent[e]);
      guint8 kind = graph->parent_kind[e];
      if (parent == STEMMA_NONE || place[parent] == STEMMA_NONE)
        {
          g_array_index (subgraph->nodes, StemmaSubgraphNode, place[member]).n_parents_outside++;
          continue;
        }
      StemmaSubgraphEdge edge
          = { place[parent], place[member], STEMMA_EDGE_RELATION (kind), (kind & STEMMA_EDGE_DROPPED) != 0,
              (StemmaEdgeSource) graph->parent_source[e] };
      g_array_append_val (subgraph->edges, edge);
    }
}

/**
 * stemma_lineage_subgraph:
 * @snapshot: a snapshot
 * @view: whose focus, depth, hidden models, filters and guests count; nothing is folded
 * @error: return location; %STEMMA_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the family with all its edges, or %NULL with @error set
 */
StemmaSubgraph *
stemma_lineage_subgraph (StemmaSnapshot *snapshot, StemmaView *view, GError **error)
{
  StemmaNode node;
  StemmaRow row;
  if (!stemma_lineage_find_focus (snapshot, view, &node, &row, error))
    return NULL;
  StemmaSubgraph *subgraph = g_new0 (StemmaSubgraph, 1);
  subgraph->snapshot = stemma_snapshot_ref (snapshot);
  subgraph->nodes = g_array_new (FALSE, FALSE, sizeof (StemmaSubgraphNode));
  subgraph->edges = g_array_new (FALSE, FALSE, sizeof (StemmaSubgraphEdge));
  if (node == STEMMA_NONE)
    {
      StemmaSubgraphNode lone
          = { node, row, stemma_snapshot_get_row_name (snapshot, row), STEMMA_SIDE_FOCUS, 0, 0 };
      g_array_append_val (subgraph->nodes, lone);
      return subgraph;
    }
  g_autoptr (StemmaFamily) family = stemma_family_new (snapshot, node, view);
  add_guests (family, snapshot, view);
  g_autofree guint32 *place = g_new (guint32, family->nodes->len);
  add_nodes (subgraph, family, view, place);
  for (guint32 member = 0; member < family->nodes->len; member++)
    if (place[member] != STEMMA_NONE)
      add_edges_of (subgraph, family, place, member);
  return subgraph;
}

/**
 * stemma_subgraph_free:
 * @subgraph: (nullable) (transfer full): a subgraph
 */
void
stemma_subgraph_free (StemmaSubgraph *subgraph)
{
  if (subgraph == NULL)
    return;
  stemma_snapshot_unref (subgraph->snapshot);
  g_array_unref (subgraph->nodes);
  g_array_unref (subgraph->edges);
  g_free (subgraph);
}
