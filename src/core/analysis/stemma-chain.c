#include "analysis/stemma-chain.h"

/**
 * stemma_chain_edge_kind:
 * @graph: a graph
 * @parent: a node
 * @child: one of its children
 *
 * Returns: the edge's kind byte: its relation and %STEMMA_EDGE_ bits
 */
guint8
stemma_chain_edge_kind (const StemmaGraph *graph, StemmaNode parent, StemmaNode child)
{
  for (guint32 i = graph->parent_start[child]; i < graph->parent_start[child + 1]; i++)
    if (graph->parent[i] == parent)
      return graph->parent_kind[i];
  g_return_val_if_reached (STEMMA_RELATION_OTHER);
}

/**
 * stemma_chain_new:
 * @snapshot: a snapshot
 * @nodes: nodes, each a child of the one before; copied
 * @n_nodes: how many
 *
 * Returns: (transfer full): the chain, its edges counted by kind
 */
StemmaChain *
stemma_chain_new (const StemmaSnapshot *snapshot, const StemmaNode *nodes, guint32 n_nodes)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  StemmaChain *chain = g_new0 (StemmaChain, 1);
  chain->n_nodes = n_nodes;
  chain->nodes = g_memdup2 (nodes, n_nodes * sizeof *nodes);
  for (guint32 i = 1; i < n_nodes; i++)
    {
      guint8 kind = stemma_chain_edge_kind (graph, nodes[i - 1], nodes[i]);
      chain->kinds[stemma_kind_of (STEMMA_EDGE_RELATION (kind))]++;
    }
  return chain;
}

/**
 * stemma_chain_free:
 * @chain: (nullable) (transfer full): a chain
 */
void
stemma_chain_free (StemmaChain *chain)
{
  if (chain == NULL)
    return;
  g_free (chain->nodes);
  g_free (chain);
}

/**
 * stemma_chain_compare_ids:
 * @snapshot: a snapshot
 * @a: nodes of a path
 * @b: nodes of another
 * @n: how many in each
 *
 * Returns: which comes first, by the bytes of the ids from the root on, as strcmp() says it
 */
int
stemma_chain_compare_ids (const StemmaSnapshot *snapshot, const StemmaNode *a, const StemmaNode *b, guint32 n)
{
  const guint32 *rank = stemma_snapshot_get_graph (snapshot)->name_rank;
  for (guint32 i = 0; i < n; i++)
    if (a[i] != b[i])
      return rank[a[i]] < rank[b[i]] ? -1 : 1;
  return 0;
}
