#pragma once

#include "analysis/stemma-chain.h"

G_BEGIN_DECLS

/**
 * StemmaChainIter:
 *
 * The chains through one model one after the other, the longest first, then by the bytes of ids; of a root
 * these are all its chains. `exact` reading. Nothing is listed before it is asked for. Belongs to one thread.
 */
typedef struct _StemmaChainIter StemmaChainIter;

StemmaChainIter *stemma_chain_iter_new (StemmaSnapshot *snapshot, StemmaNode node);
void stemma_chain_iter_free (StemmaChainIter *iter);
StemmaChain *stemma_chain_iter_next (StemmaChainIter *iter);
GPtrArray *stemma_chain_iter_next_page (StemmaChainIter *iter, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChainIter, stemma_chain_iter_free)

G_END_DECLS
