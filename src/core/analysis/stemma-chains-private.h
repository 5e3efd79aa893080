#pragma once

#include "analysis/stemma-chains.h"

G_BEGIN_DECLS

/** StemmaChainHeights: what lies below each node, cycles and self-loops left out. */
typedef struct
{
  guint32 *height; /* by node: edges of the longest path down */
  guint64 *count;  /* by node: paths down to a node without children; saturating; 1 for such a node itself */
} StemmaChainHeights;

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
