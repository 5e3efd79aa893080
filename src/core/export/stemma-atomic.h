#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean stemma_atomic_write (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
