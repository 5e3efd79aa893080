#pragma once

#include <gio/gio.h>

#include "scene/stemma-scene.h"
#include "style/stemma-palette.h"

G_BEGIN_DECLS

GBytes *stemma_raster_png (const StemmaScene *scene, const StemmaPalette *palette, double scale,
                           GCancellable *cancellable, GError **error);
GBytes *stemma_raster_pdf (const StemmaScene *scene, const StemmaPalette *palette, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
