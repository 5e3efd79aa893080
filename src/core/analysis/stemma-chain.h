#pragma once

#include "analysis/stemma-reading.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/** StemmaChain: one path from a root to a leaf. */
typedef struct
{
  guint32 n_nodes;               /* its length: root and leaf included */
  StemmaNode *nodes;             /* the root first */
  guint32 kinds[STEMMA_N_KINDS]; /* edges of each kind; n_nodes - 1 in all */
} StemmaChain;

StemmaChain *stemma_chain_new (const StemmaSnapshot *snapshot, const StemmaNode *nodes, guint32 n_nodes);
void stemma_chain_free (StemmaChain *chain);
guint8 stemma_chain_edge_kind (const StemmaGraph *graph, StemmaNode parent, StemmaNode child);
int stemma_chain_compare_ids (const StemmaSnapshot *snapshot,
                              const StemmaNode *a,
                              const StemmaNode *b,
                              guint32 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChain, stemma_chain_free)

G_END_DECLS
