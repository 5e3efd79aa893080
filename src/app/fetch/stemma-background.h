#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean stemma_background_is_sandboxed (void);
void stemma_background_request_async (GtkWindow *parent,
                                      gboolean wanted,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean stemma_background_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
