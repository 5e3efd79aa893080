#include "analysis/stemma-chains.h"

#include "analysis/stemma-chains-private.h"
#include "analysis/stemma-rank-sort.h"

/**
 * stemma_chain_heights_new:
 * @graph: a graph
 *
 * Goes up the numbering once: every child's number is higher than its parent's.
 *
 * Returns: (transfer full): what lies below each node
 */
StemmaChainHeights *
stemma_chain_heights_new (const StemmaGraph *graph)
{
  StemmaChainHeights *heights = g_new0 (StemmaChainHeights, 1);
  heights->height = g_new (guint32, MAX (graph->n_nodes, 1));
  heights->count = g_new (guint64, MAX (graph->n_nodes, 1));
  for (StemmaNode node = graph->n_nodes; node-- > 0;)
    {
      guint32 height = 0;
      guint64 count = 0;
      for (guint32 i = graph->child_start[node]; i < graph->child_start[node + 1]; i++)
        {
          if (graph->child_kind[i] & STEMMA_EDGE_DROPPED)
            continue;
          StemmaNode child = graph->child[i];
          height = MAX (height, heights->height[child] + 1);
          count = __builtin_add_overflow (count, heights->count[child], &count) ? G_MAXUINT64 : count;
        }
      heights->height[node] = height;
      heights->count[node] = MAX (count, 1);
    }
  return heights;
}

/**
 * stemma_chain_heights_free:
 * @heights: (nullable) (transfer full): heights
 */
void
stemma_chain_heights_free (StemmaChainHeights *heights)
{
  if (heights == NULL)
    return;
  g_free (heights->height);
  g_free (heights->count);
  g_free (heights);
}

static void
list_roots (StemmaChains *chains, const StemmaGraph *graph)
{
  guint32 n = 0;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    n += (graph->flags[node] & STEMMA_NODE_ROOT) != 0;
  chains->roots = g_new0 (StemmaChainsRoot, MAX (n, 1));
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    if (graph->flags[node] & STEMMA_NODE_ROOT)
      chains->roots[chains->n_roots++].root = node;
}

/* Roots by their longest chain, then by id; those without a chain are left out. */
static StemmaRanked *
rank_roots (const StemmaChains *chains, const StemmaGraph *graph, guint32 *n)
{
  StemmaRanked *ranked = g_new (StemmaRanked, MAX (chains->n_roots, 1));
  *n = 0;
  for (guint32 i = 0; i < chains->n_roots; i++)
    if (chains->roots[i].longest > 0)
      ranked[(*n)++]
        = (StemmaRanked){ stemma_rank_key (chains->roots[i].longest, graph->name_rank[chains->roots[i].root]),
                          i };
  stemma_rank_sort (ranked, *n);
  return ranked;
}

static gboolean
list_top (StemmaChains *chains,
          const StemmaSnapshot *snapshot,
          const StemmaChainHeights *heights,
          guint n_top,
          GCancellable *cancellable,
          GError **error)
{
  guint32 n = 0;
  g_autofree StemmaRanked *ranked = rank_roots (chains, stemma_snapshot_get_graph (snapshot), &n);
  for (guint i = 0; i < MIN (n, n_top); i++)
    {
      const StemmaChainsRoot *root = &chains->roots[ranked[i].place];
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_ptr_array_add (chains->top, heights != NULL
                                      ? stemma_chains_longest_exact (snapshot, heights, root->root)
                                      : stemma_chains_longest_paper (snapshot, root->root, root->longest));
    }
  return TRUE;
}

/**
 * stemma_chains_new:
 * @snapshot: a snapshot
 * @reading: `exact`: every path from a root to a leaf, self-loops and the edges inside of cycles left out;
 *   `paper`: the study's walk, breadth first
 * @n_top: how many roots to show the longest chain of
 * @cancellable: (nullable): to stop it
 * @error: that it was cancelled
 *
 * Counts the chains of a snapshot. Nothing is ever listed but the chains at the top.
 *
 * Returns: (transfer full): the figures
 */
StemmaChains *
stemma_chains_new (const StemmaSnapshot *snapshot,
                   StemmaReading reading,
                   guint n_top,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (StemmaChains) chains = g_new0 (StemmaChains, 1);
  g_autoptr (StemmaChainHeights) heights = NULL;
  g_atomic_ref_count_init (&chains->ref_count);
  chains->reading = reading;
  chains->top = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_chain_free);
  list_roots (chains, stemma_snapshot_get_graph (snapshot));
  if (reading == STEMMA_READING_EXACT)
    heights = stemma_chain_heights_new (stemma_snapshot_get_graph (snapshot));
  gboolean filled = heights != NULL ? stemma_chains_fill_exact (chains, snapshot, heights, cancellable, error)
                                    : stemma_chains_fill_paper (chains, snapshot, cancellable, error);
  if (!filled || (n_top > 0 && !list_top (chains, snapshot, heights, n_top, cancellable, error)))
    return NULL;
  return g_steal_pointer (&chains);
}

/**
 * stemma_chains_ref:
 * @chains: figures
 *
 * Returns: (transfer full): @chains
 */
StemmaChains *
stemma_chains_ref (StemmaChains *chains)
{
  g_atomic_ref_count_inc (&chains->ref_count);
  return chains;
}

/**
 * stemma_chains_unref:
 * @chains: (nullable) (transfer full): figures
 */
void
stemma_chains_unref (StemmaChains *chains)
{
  if (chains == NULL || !g_atomic_ref_count_dec (&chains->ref_count))
    return;
  g_free (chains->lengths);
  g_free (chains->roots);
  g_clear_pointer (&chains->top, g_ptr_array_unref);
  g_free (chains);
}

/**
 * stemma_chains_find_root:
 * @chains: figures
 * @root: a node
 *
 * Returns: (transfer none) (nullable): the chains of that root; %NULL if it is none
 */
const StemmaChainsRoot *
stemma_chains_find_root (const StemmaChains *chains, StemmaNode root)
{
  guint32 low = 0;
  guint32 high = chains->n_roots;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (chains->roots[middle].root < root)
        low = middle + 1;
      else
        high = middle;
    }
  return low < chains->n_roots && chains->roots[low].root == root ? &chains->roots[low] : NULL;
}
