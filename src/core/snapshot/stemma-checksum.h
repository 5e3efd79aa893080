#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 stemma_checksum (gconstpointer data, gsize size);

G_END_DECLS
