#pragma once

#include "analysis/stemma-chain.h"

G_BEGIN_DECLS

/** StemmaChainsRoot: the chains of one root, or what hangs on one ghost, counted in the same way. */
typedef struct
{
  StemmaNode root;
  guint32 longest; /* models in the longest */
  guint64 count;   /* saturating */
} StemmaChainsRoot;

/**
 * StemmaChains:
 *
 * All figures of the chains of a snapshot, in one reading. Made once, never changed, reference-counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  StemmaReading reading;
  guint64 count;
  guint64 longer_than_2;
  guint32 longest;                       /* models in the longest; 0 without chains */
  guint64 *lengths;                      /* chains of 0, 1, … @longest models */
  guint64 dominant[STEMMA_N_KINDS];      /* chains by their most frequent kind */
  guint64 diversity[STEMMA_N_KINDS + 1]; /* chains by how many kinds occur */
  gboolean saturated;                    /* a count passed 2^64 - 1, or the paper's queue its bound */
  gboolean abridged; /* too tangled: @lengths, @dominant, @diversity were given up and are 0 */
  guint32 n_roots;
  StemmaChainsRoot *roots; /* by node */
  guint32 n_ghosts;         /* 0 in the paper's reading */
  StemmaChainsRoot *ghosts; /* by node; counted apart, in none of the other figures */
  GPtrArray *top;          /* of StemmaChain: the longest of each root, by length, then root id */
} StemmaChains;

StemmaChains *stemma_chains_new (const StemmaSnapshot *snapshot,
                                 StemmaReading reading,
                                 guint n_top,
                                 GCancellable *cancellable,
                                 GError **error);
StemmaChains *stemma_chains_ref (StemmaChains *chains);
void stemma_chains_unref (StemmaChains *chains);
const StemmaChainsRoot *stemma_chains_find_root (const StemmaChains *chains, StemmaNode root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChains, stemma_chains_unref)

G_END_DECLS
