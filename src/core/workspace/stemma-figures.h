#pragma once

#include "analysis/stemma-clusters.h"
#include "analysis/stemma-degrees.h"
#include "analysis/stemma-tasks.h"
#include "analysis/stemma-usage.h"

G_BEGIN_DECLS

/**
 * StemmaFiguresBefore:
 *
 * What an earlier snapshot had, in the same reading. A size stands for the same head (the permanent key of a
 * root, the name of a ghost) and all that descended from it then, whether or not it was a root; 0 marks a
 * head that was not there.
 */
typedef struct
{
  StemmaDate date;
  guint64 revision;
  guint32 models;
  guint32 relational;
  guint32 n_clusters;
  guint32 n_ghost_families;
  guint64 chains;       /* saturating */
  guint32 *sizes;       /* one for each of the clusters */
  guint32 *ghost_sizes; /* one for each of the ghost families */
} StemmaFiguresBefore;

/**
 * StemmaFigures:
 *
 * All figures of one snapshot in one reading. Made once, never changed, reference-counted, shared between
 * threads.
 */
typedef struct
{
  gatomicrefcount ref_count;
  StemmaSnapshot *snapshot; /* whose nodes the figures speak of */
  StemmaReading reading;
  StemmaUsage usage;
  StemmaChains *chains;
  StemmaClusters *clusters;
  GArray *degrees_in;  /* StemmaDegree: the models with most parents */
  GArray *degrees_out; /* StemmaDegree: the models with most children */
  StemmaTasks tasks;
  StemmaFiguresBefore *before; /* (nullable) */
} StemmaFigures;

/** How long the lists of the first are. */
#define STEMMA_FIGURES_TOP 10

StemmaFigures *stemma_figures_new (StemmaSnapshot *snapshot,
                                   StemmaReading reading,
                                   GCancellable *cancellable,
                                   GError **error);
StemmaFigures *stemma_figures_new_compared (const StemmaFigures *figures,
                                            const StemmaFigures *before,
                                            GCancellable *cancellable,
                                            GError **error);
StemmaFigures *stemma_figures_ref (StemmaFigures *figures);
void stemma_figures_unref (StemmaFigures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaFigures, stemma_figures_unref)

G_END_DECLS
