#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean stemma_secret_is_built (void);
gboolean
stemma_secret_look_up (const char *endpoint, char **token, GCancellable *cancellable, GError **error);
gboolean
stemma_secret_store (const char *endpoint, const char *token, GCancellable *cancellable, GError **error);
gboolean stemma_secret_clear (const char *endpoint, GCancellable *cancellable, GError **error);
void stemma_secret_free (char *token);

G_END_DECLS
