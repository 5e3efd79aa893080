#pragma once

#include <gio/gio.h>

#include "snapshot/stemma-search.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_NAME_SEARCH_FITTING,      /* names that hold the text */
  STEMMA_NAME_SEARCH_ELSE_NEAREST, /* if there are none, those that are spelt like it */
} StemmaNameSearchMode;

void stemma_name_search_async (gpointer source,
                               StemmaSnapshot *snapshot,
                               const char *text,
                               guint limit,
                               StemmaNameSearchMode mode,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GArray *stemma_name_search_finish (GAsyncResult *result, StemmaSnapshot **snapshot, GError **error);

G_END_DECLS
