#pragma once

#include "app/stemma-document.h"

G_BEGIN_DECLS

gboolean stemma_fetch_store_is_of_hub (GPtrArray *infos);
char *stemma_fetch_store_choose (StemmaDocument *document, gboolean whole, StemmaWorkspace **workspace);
char *stemma_fetch_store_of_schedule (GSettings *settings);
guint stemma_fetch_store_retain (StemmaWorkspace *workspace, guint keep);
gint64 stemma_fetch_store_newest (StemmaWorkspace *workspace, GCancellable *cancellable);

G_END_DECLS
