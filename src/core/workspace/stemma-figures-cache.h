#pragma once

#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

/**
 * StemmaFiguresCache:
 *
 * The figures that were asked for last, by revision and reading. Used from any thread; nobody waits while
 * another computes.
 */
typedef struct _StemmaFiguresCache StemmaFiguresCache;

StemmaFiguresCache *stemma_figures_cache_new (void);
void stemma_figures_cache_free (StemmaFiguresCache *cache);
void stemma_figures_cache_clear (StemmaFiguresCache *cache);
StemmaFigures *stemma_figures_cache_get (StemmaFiguresCache *cache,
                                         StemmaSnapshot *snapshot,
                                         StemmaSnapshot *before,
                                         StemmaReading reading,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
