#include "analysis/stemma-model-facts.h"

#include "analysis/stemma-chain-paths.h"
#include "analysis/stemma-rank-sort.h"
#include "analysis/stemma-saturate.h"

static void
add_parents (StemmaModelFacts *facts, const StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint32 first = graph->parent_start[facts->node];
  facts->n_parents = graph->parent_start[facts->node + 1] - first;
  facts->parents = g_new0 (StemmaParentFact, MAX (facts->n_parents, 1));
  for (guint32 i = 0; i < facts->n_parents; i++)
    {
      StemmaNode parent = graph->parent[first + i];
      guint8 kind = graph->parent_kind[first + i];
      facts->parents[i] = (StemmaParentFact){
        .node = parent,
        .declared = stemma_snapshot_get_declared (snapshot, first + i),
        .relation = STEMMA_EDGE_RELATION (kind),
        .source = (StemmaEdgeSource) graph->parent_source[first + i],
        .ghost = (graph->flags[parent] & STEMMA_NODE_GHOST) != 0,
        .self = (kind & STEMMA_EDGE_SELF) != 0,
        .in_cycle = (kind & STEMMA_EDGE_IN_CYCLE) != 0,
      };
    }
}

static void
add_descendants (StemmaModelFacts *facts, StemmaWalker *walker, const StemmaGraph *graph)
{
  for (guint32 i = graph->child_start[facts->node]; i < graph->child_start[facts->node + 1]; i++)
    if ((graph->child_kind[i] & STEMMA_EDGE_SELF) == 0)
      facts->children[STEMMA_EDGE_RELATION (graph->child_kind[i])]++;
  facts->descendants = stemma_walker_walk (walker, facts->node, STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED);
  const StemmaNode *nodes = stemma_walker_get_nodes (walker);
  for (guint32 i = 0; i < facts->descendants; i++)
    {
      facts->descendants_by_relation[graph->relation[nodes[i]]]++;
      facts->descendant_downloads
        = stemma_saturating_add (facts->descendant_downloads, stemma_packed_get (&graph->downloads, nodes[i]));
    }
}

/* Puts the roots in the order of their ids. */
static StemmaNode *
sort_roots (const GArray *roots, const StemmaGraph *graph)
{
  g_autofree StemmaRanked *ranked = g_new (StemmaRanked, MAX (roots->len, 1));
  StemmaNode *sorted = g_new (StemmaNode, MAX (roots->len, 1));
  for (guint i = 0; i < roots->len; i++)
    {
      StemmaNode root = g_array_index (roots, StemmaNode, i);
      ranked[i] = (StemmaRanked){ graph->name_rank[root], root };
    }
  stemma_rank_sort (ranked, roots->len);
  for (guint i = 0; i < roots->len; i++)
    sorted[i] = ranked[i].place;
  return sorted;
}

static void
add_ancestors (StemmaModelFacts *facts, StemmaWalker *walker, const StemmaGraph *graph)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  facts->ancestors = stemma_walker_walk (walker, facts->node, STEMMA_WALK_UP, STEMMA_WALK_UNBOUNDED);
  const StemmaNode *nodes = stemma_walker_get_nodes (walker);
  if (graph->flags[facts->node] & STEMMA_NODE_ROOT)
    g_array_append_val (roots, facts->node);
  for (guint32 i = 0; i < facts->ancestors; i++)
    {
      facts->ghost_ancestors += (graph->flags[nodes[i]] & STEMMA_NODE_GHOST) != 0;
      if (graph->flags[nodes[i]] & STEMMA_NODE_ROOT)
        g_array_append_val (roots, nodes[i]);
    }
  facts->n_roots = roots->len;
  facts->roots = sort_roots (roots, graph);
}

static void
add_chains (StemmaModelFacts *facts, const StemmaGraph *graph)
{
  g_autoptr (StemmaChainPaths) paths = stemma_chain_paths_new (graph, facts->node);
  if (paths->ways_up == 0)
    return;
  facts->chains = stemma_saturating_multiply (paths->ways_up, paths->ways_down);
  facts->longest_chain = paths->longest_up + paths->longest_down + 1;
}

/**
 * stemma_model_facts_new:
 * @walker: a walker on the snapshot
 * @row: a listed model, or %STEMMA_NONE
 * @node: its node, or a ghost's, or %STEMMA_NONE for an isolated model
 *
 * Takes time by what is above and below the model, not by the size of the snapshot.
 *
 * Returns: (transfer full): what there is to know of it
 */
StemmaModelFacts *
stemma_model_facts_new (StemmaWalker *walker, StemmaRow row, StemmaNode node)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (stemma_walker_get_snapshot (walker));
  StemmaModelFacts *facts = g_new0 (StemmaModelFacts, 1);
  facts->row = row;
  facts->node = node;
  if (node == STEMMA_NONE)
    return facts;
  add_parents (facts, stemma_walker_get_snapshot (walker));
  add_descendants (facts, walker, graph);
  add_ancestors (facts, walker, graph);
  add_chains (facts, graph);
  return facts;
}

/**
 * stemma_model_facts_free:
 * @facts: (nullable) (transfer full): facts
 */
void
stemma_model_facts_free (StemmaModelFacts *facts)
{
  if (facts == NULL)
    return;
  g_free (facts->parents);
  g_free (facts->roots);
  g_free (facts);
}
