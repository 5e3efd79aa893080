#pragma once

#include "analysis/stemma-chains.h"

G_BEGIN_DECLS

/** StemmaCluster: a root and all that descends from it, or a ghost family: the same, with a ghost at the head. */
typedef struct
{
  StemmaNode head;
  guint32 size;                          /* the head and its descendants */
  guint32 listed;                        /* how many of them are listed models: all but a ghost */
  guint32 relations[STEMMA_N_RELATIONS]; /* descendants by the relation where they count once */
  guint8 diversity;                      /* how many kinds occur among the descendants */
  guint8 dominant;                       /* StemmaKind; of several the first in the order of StemmaKind */
  guint16 task;                          /* code of the head's task */
  guint32 longest;                       /* models in the longest chain, the head included */
  guint64 chains;                        /* from the head to a leaf; saturating */
  guint64 downloads;                     /* of the descendants; saturating */
} StemmaCluster;

/** StemmaClusterSize: how many clusters have one size. */
typedef struct
{
  guint32 size;
  guint32 count;
} StemmaClusterSize;

/**
 * StemmaClusters:
 *
 * All clusters of a snapshot, in one reading. Made once, never changed, reference-counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  StemmaReading reading;
  guint32 n_clusters;
  StemmaCluster *clusters; /* the largest first, then by the bytes of ids */
  guint32 largest;
  guint64 members;  /* sizes summed: mean_size is this by n_clusters */
  double mean_size; /* 0 without clusters */
  guint32 n_sizes;
  StemmaClusterSize *sizes; /* the smallest first */
  guint32 diversity[STEMMA_N_KINDS + 1];
  guint32 dominant[STEMMA_N_KINDS + 1][STEMMA_N_KINDS]; /* by diversity */
  guint32 n_ghost_families;      /* of ghosts with descendants; counted apart, never mixed in */
  StemmaCluster *ghost_families; /* in the same order */
} StemmaClusters;

StemmaClusters *stemma_clusters_new (const StemmaSnapshot *snapshot,
                                     StemmaReading reading,
                                     const StemmaChains *chains,
                                     GCancellable *cancellable,
                                     GError **error);
StemmaClusters *stemma_clusters_ref (StemmaClusters *clusters);
void stemma_clusters_unref (StemmaClusters *clusters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaClusters, stemma_clusters_unref)

G_END_DECLS
