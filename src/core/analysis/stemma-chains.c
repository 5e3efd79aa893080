#include "analysis/stemma-chains.h"

#include <string.h>

#include "analysis/stemma-chains-private.h"
#include "analysis/stemma-rank-sort.h"
#include "analysis/stemma-saturate.h"

/* Counters side by side, one a kind, so that leaves are counted without a detour through memory. */
typedef guint32 KindCounts __attribute__ ((vector_size (16)));

static const KindCounts one_of_relation[8]
  = { [STEMMA_RELATION_FINETUNE] = { 1, 0, 0, 0 }, [STEMMA_RELATION_ADAPTER] = { 1, 0, 0, 0 },
      [STEMMA_RELATION_MERGE] = { 0, 1, 0, 0 },    [STEMMA_RELATION_QUANTIZED] = { 0, 0, 1, 0 },
      [STEMMA_RELATION_OTHER] = { 0, 0, 0, 1 },    { 0, 0, 0, 1 },
      { 0, 0, 0, 1 },                              { 0, 0, 0, 1 } };

/* All children of @node are done. */
static void
measure (StemmaChainHeights *heights, const StemmaGraph *graph, StemmaNode node)
{
  StemmaChainFan *fan = &heights->fan[node];
  KindCounts leaves = { 0 };
  guint32 others = 0;
  guint32 height = 0;
  guint64 count = 0;
  for (guint32 i = graph->child_start[node]; i < graph->child_start[node + 1]; i++)
    {
      guint8 kind = graph->child_kind[i];
      StemmaNode child = graph->child[i];
      if (G_UNLIKELY (kind & STEMMA_EDGE_DROPPED))
        continue;
      if (stemma_chain_heights_get (heights, child) == 0)
        {
          leaves += one_of_relation[STEMMA_EDGE_RELATION (kind)];
          continue;
        }
      height = MAX (height, heights->height[child] + 1);
      count = stemma_saturating_add (count, heights->count[child]);
      others++;
    }
  guint32 n_leaves = leaves[0] + leaves[1] + leaves[2] + leaves[3];
  memcpy (fan->leaves, &leaves, sizeof leaves);
  fan->others = others;
  heights->height[node] = MAX (height, n_leaves > 0);
  heights->count[node] = MAX (stemma_saturating_add (count, n_leaves), 1);
}

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
  heights->n_inner = graph->n_inner;
  heights->height = g_new (guint32, MAX (graph->n_inner, 1));
  heights->count = g_new (guint64, MAX (graph->n_inner, 1));
  heights->fan = g_new (StemmaChainFan, MAX (graph->n_inner, 1));
  for (StemmaNode node = graph->n_inner; node-- > 0;)
    measure (heights, graph, node);
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
  g_free (heights->fan);
  g_free (heights);
}

/* The nodes of one sort: roots, or ghosts. Both have children. */
static StemmaChainsRoot *
list_heads (const StemmaGraph *graph, guint8 flag, guint32 *n_heads)
{
  guint32 n = 0;
  for (StemmaNode node = 0; node < graph->n_inner; node++)
    n += (graph->flags[node] & flag) != 0;
  StemmaChainsRoot *heads = g_new0 (StemmaChainsRoot, MAX (n, 1));
  *n_heads = n;
  n = 0;
  for (StemmaNode node = 0; node < graph->n_inner; node++)
    if (graph->flags[node] & flag)
      heads[n++].root = node;
  return heads;
}

/* What hangs on ghosts is no chain, as nothing that is listed heads it; it is counted apart, in the same way. */
static void
fill_ghosts (StemmaChains *chains, const StemmaGraph *graph, const StemmaChainHeights *heights)
{
  chains->ghosts = list_heads (graph, STEMMA_NODE_GHOST, &chains->n_ghosts);
  for (guint32 i = 0; i < chains->n_ghosts; i++)
    {
      StemmaChainsRoot *ghost = &chains->ghosts[i];
      ghost->longest = heights->height[ghost->root] + 1;
      ghost->count = heights->count[ghost->root];
    }
}

/* The shortest longest chain that can be among the first @n_top. */
static guint32
length_at_place (const StemmaChains *chains, guint n_top)
{
  g_autofree guint32 *roots_of_length = g_new0 (guint32, (gsize) chains->longest + 1);
  for (guint32 i = 0; i < chains->n_roots; i++)
    roots_of_length[chains->roots[i].longest]++;
  guint64 n = 0;
  guint32 length = chains->longest;
  for (; length > 1; length--)
    {
      n += roots_of_length[length];
      if (n >= n_top)
        break;
    }
  return MAX (length, 1);
}

/* Roots by their longest chain, then by id, as many as are asked for and those as long as the last; roots without a
 * chain are left out. */
static StemmaRanked *
rank_roots (const StemmaChains *chains, const StemmaGraph *graph, guint n_top, guint32 *n)
{
  guint32 shortest = length_at_place (chains, n_top);
  StemmaRanked *ranked = g_new (StemmaRanked, MAX (chains->n_roots, 1));
  *n = 0;
  for (guint32 i = 0; i < chains->n_roots; i++)
    if (chains->roots[i].longest >= shortest)
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
  g_autofree StemmaRanked *ranked = rank_roots (chains, stemma_snapshot_get_graph (snapshot), n_top, &n);
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
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  g_autoptr (StemmaChains) chains = g_new0 (StemmaChains, 1);
  g_autoptr (StemmaChainHeights) heights = NULL;
  g_atomic_ref_count_init (&chains->ref_count);
  chains->reading = reading;
  chains->top = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_chain_free);
  chains->roots = list_heads (graph, STEMMA_NODE_ROOT, &chains->n_roots);
  if (reading == STEMMA_READING_EXACT)
    {
      heights = stemma_chain_heights_new (graph);
      fill_ghosts (chains, graph, heights);
    }
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
  g_free (chains->ghosts);
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
