#pragma once

#include "analysis/stemma-chains.h"

G_BEGIN_DECLS

/* The children of one node, cycles and self-loops left out. */
typedef struct
{
  guint32 leaves[STEMMA_N_KINDS]; /* those that end chains, by the kind of the edge */
  guint32 others;                 /* those below which chains go on */
} StemmaChainFan;

/** StemmaChainHeights: what lies below each node, cycles and self-loops left out. Arrays of n_inner entries: below
 * what comes after them there is nothing. */
typedef struct
{
  guint32 n_inner;
  guint32 *height; /* edges of the longest path down */
  guint64 *count;  /* paths down to a node without children; saturating; 1 for such a node itself */
  StemmaChainFan *fan;
} StemmaChainHeights;

static inline guint32
stemma_chain_heights_get (const StemmaChainHeights *heights, StemmaNode node)
{
  return node < heights->n_inner ? heights->height[node] : 0;
}

StemmaChainHeights *stemma_chain_heights_new (const StemmaGraph *graph);
void stemma_chain_heights_free (StemmaChainHeights *heights);

/* Of the two readings: fill everything but the top. */
gboolean stemma_chains_fill_exact (StemmaChains *chains,
                                   const StemmaSnapshot *snapshot,
                                   const StemmaChainHeights *heights,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean stemma_chains_fill_paper (StemmaChains *chains,
                                   const StemmaSnapshot *snapshot,
                                   GCancellable *cancellable,
                                   GError **error);

/* The longest chain of one root, the first of them by the bytes of ids. */
StemmaChain *stemma_chains_longest_exact (const StemmaSnapshot *snapshot,
                                          const StemmaChainHeights *heights,
                                          StemmaNode root);
StemmaChain *stemma_chains_longest_paper (const StemmaSnapshot *snapshot, StemmaNode root, guint32 longest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChainHeights, stemma_chain_heights_free)

G_END_DECLS
