#pragma once

#include <gio/gio.h>

#include "layout/stemma-layout.h"
#include "snapshot/stemma-snapshot.h"
#include "view/stemma-view.h"

G_BEGIN_DECLS

gboolean stemma_lineage_file_is_known (const char *path);
char *stemma_lineage_file_list_suffixes (void);
GBytes *stemma_lineage_file_write (StemmaSnapshot *snapshot, StemmaView *view, StemmaLayouter *layouter,
                                   const char *path, GCancellable *cancellable, GError **error);
gboolean stemma_lineage_file_save (StemmaSnapshot *snapshot, StemmaView *view, StemmaLayouter *layouter,
                                   const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
