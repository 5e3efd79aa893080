#pragma once

#include "layout/stemma-layout-private.h"

G_BEGIN_DECLS

gboolean stemma_layout_file_write (const char *path, const StemmaLayout *layout, GError **error);
StemmaLayout *stemma_layout_file_read (const char *path, const guint8 key[STEMMA_LAYOUT_KEY_SIZE],
                                       const StemmaLayoutRequest *request);

G_END_DECLS
