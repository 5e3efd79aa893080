#pragma once

#include "base/stemma-progress.h"
#include "store/stemma-stage.h"

G_BEGIN_DECLS

/**
 * StemmaImportOptions:
 * @date: the day that the files stand for
 * @snapshot: (nullable) (array zero-terminated=1): files that together list every model; not with the other two
 * @added: (nullable) (array zero-terminated=1): files of models that came
 * @deleted: (nullable) (array zero-terminated=1): files of models that went; applied first
 * @replace: put it in the place of the newest snapshot if that is of the same day
 */
typedef struct
{
  StemmaDate date;
  const char *const *snapshot;
  const char *const *added;
  const char *const *deleted;
  gboolean replace;
} StemmaImportOptions;

gboolean stemma_import_run (StemmaStore *store, const StemmaImportOptions *options, const StemmaProgress *progress,
                            StemmaPublished *published, GCancellable *cancellable, GError **error);

G_END_DECLS
