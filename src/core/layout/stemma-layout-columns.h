#pragma once

#include "layout/stemma-layout.h"

G_BEGIN_DECLS

gboolean stemma_layout_columns_pushes (const StemmaLayoutEdge *edge);
gint32 *stemma_layout_columns_new (const StemmaLayoutRequest *request);

G_END_DECLS
