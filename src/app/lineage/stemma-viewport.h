#pragma once

#include "scene/stemma-scene.h"

G_BEGIN_DECLS

#define STEMMA_ZOOM_MIN 0.05
#define STEMMA_ZOOM_MAX 4.0
#define STEMMA_ZOOM_STEP 1.25

/**
 * StemmaViewport:
 * @x: what of the scene is at the left edge, in its own pixels
 * @y: what of the scene is at the upper edge
 * @zoom: pixels on screen for one of the scene
 * @width: of the window's part, pixels on screen
 * @height: of the window's part
 *
 * Which part of a scene is seen, and how large. A plain value.
 */
typedef struct
{
  double x, y;
  double zoom;
  double width, height;
} StemmaViewport;

StemmaPoint stemma_viewport_to_scene (const StemmaViewport *viewport, double x, double y);
StemmaPoint stemma_viewport_to_screen (const StemmaViewport *viewport, double x, double y);
StemmaRect stemma_viewport_rect_to_screen (const StemmaViewport *viewport, StemmaRect rect);
StemmaRect stemma_viewport_get_visible (const StemmaViewport *viewport);

StemmaViewport stemma_viewport_moved (StemmaViewport viewport, double dx, double dy);
StemmaViewport stemma_viewport_within (StemmaViewport viewport, StemmaRect bounds, StemmaViewport before);
StemmaViewport stemma_viewport_zoomed (StemmaViewport viewport, double zoom, double x, double y);
StemmaViewport stemma_viewport_fitted (StemmaViewport viewport, StemmaRect bounds);
StemmaViewport stemma_viewport_opened (StemmaViewport viewport, StemmaRect bounds, StemmaRect focus);
StemmaViewport stemma_viewport_centred (StemmaViewport viewport, double x, double y);
StemmaViewport stemma_viewport_revealing (StemmaViewport viewport, StemmaRect rect, double margin);
StemmaViewport stemma_viewport_uncovering (StemmaViewport viewport, StemmaRect rect, StemmaRect cover);
StemmaViewport stemma_viewport_between (StemmaViewport from, StemmaViewport to, double share);
StemmaViewport stemma_viewport_snapped (StemmaViewport viewport, int scale);

G_END_DECLS
