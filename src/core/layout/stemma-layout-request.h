#pragma once

#include "layout/stemma-layout-private.h"

G_BEGIN_DECLS

gboolean stemma_layout_request_check (const StemmaLayoutRequest *request, GError **error);
void stemma_layout_request_hash (const StemmaLayoutRequest *request, gboolean plain,
                                 guint8 key[STEMMA_LAYOUT_KEY_SIZE]);
GByteArray *stemma_layout_request_encode (const StemmaLayoutRequest *request, guint32 serial);

G_END_DECLS
