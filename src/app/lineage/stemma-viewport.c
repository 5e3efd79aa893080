#include "app/lineage/stemma-viewport.h"

#include <math.h>

#include "scene/stemma-geometry.h"

/* Room that a fitted picture keeps to the edges, pixels on screen. */
#define FIT_MARGIN 12.0

/** stemma_viewport_to_scene: Returns: what of the scene is seen at (@x, @y) of the screen */
StemmaPoint
stemma_viewport_to_scene (const StemmaViewport *viewport, double x, double y)
{
  return (StemmaPoint){ viewport->x + x / viewport->zoom, viewport->y + y / viewport->zoom };
}

/** stemma_viewport_to_screen: Returns: where on the screen (@x, @y) of the scene is seen */
StemmaPoint
stemma_viewport_to_screen (const StemmaViewport *viewport, double x, double y)
{
  return (StemmaPoint){ (x - viewport->x) * viewport->zoom, (y - viewport->y) * viewport->zoom };
}

/** stemma_viewport_rect_to_screen: Returns: where on the screen @rect of the scene is seen */
StemmaRect
stemma_viewport_rect_to_screen (const StemmaViewport *viewport, StemmaRect rect)
{
  StemmaPoint at = stemma_viewport_to_screen (viewport, rect.x, rect.y);
  return (StemmaRect){ at.x, at.y, rect.width * viewport->zoom, rect.height * viewport->zoom };
}

/** stemma_viewport_get_visible: Returns: what of the scene is seen */
StemmaRect
stemma_viewport_get_visible (const StemmaViewport *viewport)
{
  return (StemmaRect){ viewport->x, viewport->y, viewport->width / viewport->zoom,
                       viewport->height / viewport->zoom };
}

/** stemma_viewport_moved: Returns: @viewport with the picture moved by (@dx, @dy) pixels on screen */
StemmaViewport
stemma_viewport_moved (StemmaViewport viewport, double dx, double dy)
{
  viewport.x -= dx / viewport.zoom;
  viewport.y -= dy / viewport.zoom;
  return viewport;
}

/* The middle of what is seen stays between the edges; where it was outside before, it comes no farther
   out. */
static double
middle_within (double middle, double before, double low, double size)
{
  return CLAMP (middle, MIN (low, before), MAX (low + size, before));
}

/**
 * stemma_viewport_within:
 * @viewport: where the user wants to go
 * @bounds: of the scene
 * @before: where he was
 *
 * Returns: @viewport, kept from losing the scene out of sight
 */
StemmaViewport
stemma_viewport_within (StemmaViewport viewport, StemmaRect bounds, StemmaViewport before)
{
  StemmaRect now = stemma_viewport_get_visible (&viewport), old = stemma_viewport_get_visible (&before);
  double x = middle_within (now.x + now.width / 2, old.x + old.width / 2, bounds.x, bounds.width);
  double y = middle_within (now.y + now.height / 2, old.y + old.height / 2, bounds.y, bounds.height);
  return stemma_viewport_centred (viewport, x, y);
}

/** stemma_viewport_zoomed: Returns: @viewport at another @zoom, (@x, @y) of the screen staying where it is */
StemmaViewport
stemma_viewport_zoomed (StemmaViewport viewport, double zoom, double x, double y)
{
  StemmaPoint at = stemma_viewport_to_scene (&viewport, x, y);
  viewport.zoom = CLAMP (zoom, STEMMA_ZOOM_MIN, STEMMA_ZOOM_MAX);
  viewport.x = at.x - x / viewport.zoom;
  viewport.y = at.y - y / viewport.zoom;
  return viewport;
}

/** stemma_viewport_fitted: Returns: @viewport with all of @bounds in sight, never enlarged */
StemmaViewport
stemma_viewport_fitted (StemmaViewport viewport, StemmaRect bounds)
{
  double across = (viewport.width - 2 * FIT_MARGIN) / MAX (bounds.width, 1);
  double down = (viewport.height - 2 * FIT_MARGIN) / MAX (bounds.height, 1);
  viewport.zoom = CLAMP (MIN (across, down), STEMMA_ZOOM_MIN, 1);
  return stemma_viewport_centred (viewport, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
}

/* Where to begin along one axis: all of it in the middle if it fits, else @focus in the middle without
   empty room. */
static double
open_axis (double low, double size, double focus, double seen)
{
  if (size <= seen)
    return low - (seen - size) / 2;
  return CLAMP (focus - seen / 2, low, low + size - seen);
}

/**
 * stemma_viewport_opened: Returns: how a picture is first seen: at 1:1, on its focus, without empty room
 * beside it
 */
StemmaViewport
stemma_viewport_opened (StemmaViewport viewport, StemmaRect bounds, StemmaRect focus)
{
  viewport.zoom = 1;
  viewport.x = open_axis (bounds.x, bounds.width, focus.x + focus.width / 2, viewport.width);
  viewport.y = open_axis (bounds.y, bounds.height, focus.y + focus.height / 2, viewport.height);
  return viewport;
}

/** stemma_viewport_centred: Returns: @viewport with (@x, @y) of the scene in its middle */
StemmaViewport
stemma_viewport_centred (StemmaViewport viewport, double x, double y)
{
  viewport.x = x - viewport.width / viewport.zoom / 2;
  viewport.y = y - viewport.height / viewport.zoom / 2;
  return viewport;
}

static double
reveal_axis (double from, double seen, double low, double size)
{
  if (low + size > from + seen)
    from = low + size - seen;
  return MIN (from, low);
}

/**
 * stemma_viewport_revealing: Returns: @viewport moved no farther than needed to see @rect with @margin
 * around it
 */
StemmaViewport
stemma_viewport_revealing (StemmaViewport viewport, StemmaRect rect, double margin)
{
  StemmaRect seen = stemma_viewport_get_visible (&viewport);
  double across = MIN (margin / viewport.zoom, MAX (seen.width - rect.width, 0) / 2);
  double down = MIN (margin / viewport.zoom, MAX (seen.height - rect.height, 0) / 2);
  viewport.x = reveal_axis (viewport.x, seen.width, rect.x - across, rect.width + 2 * across);
  viewport.y = reveal_axis (viewport.y, seen.height, rect.y - down, rect.height + 2 * down);
  return viewport;
}

/**
 * stemma_viewport_uncovering:
 * @viewport: what is seen
 * @rect: what of the scene is to be seen whole
 * @cover: what lies over the lower part of the screen, pixels on screen
 *
 * Returns: @viewport moved no farther than needed for @rect to stand above or beside @cover; as it is where
 *   there is room for neither
 */
StemmaViewport
stemma_viewport_uncovering (StemmaViewport viewport, StemmaRect rect, StemmaRect cover)
{
  StemmaRect at = stemma_viewport_rect_to_screen (&viewport, rect);
  gboolean on_left = cover.x + cover.width / 2 < viewport.width / 2;
  double up = at.y + at.height - cover.y;
  double aside = on_left ? at.x - (cover.x + cover.width) : at.x + at.width - cover.x;
  gboolean has_above = at.y - up >= 0;
  gboolean has_beside = on_left ? at.x - aside + at.width <= viewport.width : at.x - aside >= 0;
  if (!stemma_rect_overlaps (&at, &cover))
    return viewport;
  if (has_above && (!has_beside || up <= fabs (aside)))
    viewport.y += up / viewport.zoom;
  else if (has_beside)
    viewport.x += aside / viewport.zoom;
  return viewport;
}

/** stemma_viewport_between: Returns: the viewport at @share of the way; its middle goes straight */
StemmaViewport
stemma_viewport_between (StemmaViewport from, StemmaViewport to, double share)
{
  StemmaRect a = stemma_viewport_get_visible (&from), b = stemma_viewport_get_visible (&to);
  double ax = a.x + a.width / 2, ay = a.y + a.height / 2, bx = b.x + b.width / 2, by = b.y + b.height / 2;
  if (share >= 1)
    return to;
  to.zoom = from.zoom * pow (to.zoom / from.zoom, share);
  return stemma_viewport_centred (to, ax + (bx - ax) * share, ay + (by - ay) * share);
}

/**
 * stemma_viewport_snapped: Returns: @viewport moved onto whole pixels of a screen of @scale, so that text
 * is sharp
 */
StemmaViewport
stemma_viewport_snapped (StemmaViewport viewport, int scale)
{
  double step = viewport.zoom * scale;
  viewport.x = round (viewport.x * step) / step;
  viewport.y = round (viewport.y * step) / step;
  return viewport;
}
