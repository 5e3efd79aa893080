#pragma once

#include "base/stemma-progress.h"
#include "intake/stemma-import.h"
#include "snapshot/stemma-snapshot.h"
#include "store/stemma-snapshots.h"
#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

/**
 * StemmaWorkspace:
 *
 * What the command line and the app share: an open store and its snapshots, sealed on demand and kept in the cache
 * folder. Reference-counted; its functions may be called from any thread and block, so the main loop calls none but
 * the getters.
 */
typedef struct _StemmaWorkspace StemmaWorkspace;

char *stemma_workspace_default_path (void);

StemmaWorkspace *stemma_workspace_open (const char *path, StemmaStoreMode mode, GError **error);
StemmaWorkspace *stemma_workspace_ref (StemmaWorkspace *workspace);
void stemma_workspace_unref (StemmaWorkspace *workspace);

StemmaStore *stemma_workspace_get_store (StemmaWorkspace *workspace);
char *stemma_workspace_get_id (StemmaWorkspace *workspace);
const char *stemma_workspace_get_cache_folder (StemmaWorkspace *workspace);
GPtrArray *stemma_workspace_list (StemmaWorkspace *workspace, GCancellable *cancellable, GError **error);
StemmaSnapshot *stemma_workspace_load (StemmaWorkspace *workspace, const char *selector, GCancellable *cancellable,
                                       GError **error);
StemmaSnapshot *stemma_workspace_load_info (StemmaWorkspace *workspace, const StemmaSnapshotInfo *info,
                                            GCancellable *cancellable, GError **error);
StemmaSnapshot *stemma_workspace_load_before (StemmaWorkspace *workspace, StemmaDate date, GCancellable *cancellable,
                                              GError **error);
gboolean stemma_workspace_import (StemmaWorkspace *workspace, const StemmaImportOptions *options,
                                  const StemmaProgress *progress, StemmaPublished *published,
                                  GCancellable *cancellable, GError **error);
StemmaFigures *stemma_workspace_get_figures (StemmaWorkspace *workspace, StemmaSnapshot *snapshot,
                                             StemmaSnapshot *before, StemmaReading reading,
                                             GCancellable *cancellable, GError **error);
void stemma_workspace_clear_cache (StemmaWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaWorkspace, stemma_workspace_unref)

G_END_DECLS
