#pragma once

#include "layout/stemma-layout-private.h"

G_BEGIN_DECLS

StemmaLayout *stemma_layout_finish (const StemmaLayoutRequest *request, const gint32 *columns,
                                    const double *centres, gboolean plain, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
