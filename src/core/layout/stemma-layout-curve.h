#pragma once

#include "layout/stemma-layout-routes.h"

G_BEGIN_DECLS

void stemma_layout_curve_append (const StemmaLayoutDraft *draft, const StemmaLayoutRoutes *routes, guint edge,
                                 GArray *points);

G_END_DECLS
