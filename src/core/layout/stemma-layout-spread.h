#pragma once

#include <glib.h>

G_BEGIN_DECLS

void stemma_layout_spread (double *places, const double *distances, guint n_places);

G_END_DECLS
