#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "scene/stemma-scene.h"
#include "style/stemma-palette.h"

G_BEGIN_DECLS

/**
 * StemmaPaintOptions:
 * @visible: (nullable): what of the scene is seen, in its own pixels; the rest is left out
 * @zoom: pixels on screen for one of the scene; decides the detail. Files take %STEMMA_ZOOM_ALL
 * @links: whether groups with a link are marked as such (PDF)
 * @first: the first item to paint
 * @end: the item to stop before; 0 paints to the last
 * @cancellable: (nullable): polled while painting
 */
typedef struct
{
  const StemmaRect *visible;
  double zoom;
  gboolean links;
  guint first, end;
  GCancellable *cancellable;
} StemmaPaintOptions;

#define STEMMA_ZOOM_ALL G_MAXDOUBLE

void stemma_painter_paint (const StemmaScene *scene, cairo_t *cr, const StemmaPalette *palette,
                           const StemmaRect *visible, double zoom);
gboolean stemma_painter_paint_with (const StemmaScene *scene, cairo_t *cr, const StemmaPalette *palette,
                                    const StemmaPaintOptions *options);

G_END_DECLS
