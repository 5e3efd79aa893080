#include "scene/stemma-painter.h"

#include <pango/pangocairo.h>

#include "scene/stemma-dash.h"
#include "scene/stemma-geometry.h"
#include "scene/stemma-text-layout.h"

#define READABLE_PIXELS 3.0  /* text below this height on screen is not painted */
#define POLL_EVERY 256
#define BLUNT 0.1             /* of a pixel or a point: not seen */

static void
set_colour (cairo_t *cr, const StemmaPalette *palette, StemmaRole role, double opacity)
{
  guint32 rgba = palette->rgba[role];
  cairo_set_source_rgba (cr, (rgba >> 24) / 255.0, ((rgba >> 16) & 0xff) / 255.0,
                         ((rgba >> 8) & 0xff) / 255.0, (rgba & 0xff) / 255.0 * opacity);
}

static void
trace_rect (cairo_t *cr, const StemmaRect *rect, double radius)
{
  if (radius <= 0)
    {
      cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
      return;
    }
  double right = rect->x + rect->width - radius, bottom = rect->y + rect->height - radius;
  double left = rect->x + radius, top = rect->y + radius;
  cairo_new_sub_path (cr);
  cairo_arc (cr, right, top, radius, -(G_PI / 2), 0);
  cairo_arc (cr, right, bottom, radius, 0, (G_PI / 2));
  cairo_arc (cr, left, bottom, radius, (G_PI / 2), G_PI);
  cairo_arc (cr, left, top, radius, G_PI, G_PI * 3 / 2);
  cairo_close_path (cr);
}

static void
trace_path (cairo_t *cr, const StemmaPoint *points, guint n, gboolean closed)
{
  cairo_move_to (cr, points[0].x, points[0].y);
  for (guint i = 1; i + 2 < n; i += 3)
    cairo_curve_to (cr, points[i].x, points[i].y, points[i + 1].x, points[i + 1].y, points[i + 2].x,
                    points[i + 2].y);
  if (closed)
    cairo_close_path (cr);
}

static void
trace_line_of_stroke (cairo_t *cr, const StemmaSceneItem *item, guint line)
{
  if (item->type == STEMMA_ITEM_RECT)
    {
      double radius;
      StemmaRect rect = stemma_stroke_rect (item, line, &radius);
      trace_rect (cr, &rect, radius);
      return;
    }
  g_autofree StemmaPoint *points = stemma_stroke_points (item, line);
  trace_path (cr, points, item->path.n_points, item->path.closed);
}

static void
stroke (cairo_t *cr, const StemmaPalette *palette, const StemmaSceneItem *item)
{
  double width, lengths[STEMMA_DASH_MAX];
  guint n_lines = stemma_stroke_lines (&item->paint, &width);
  if (n_lines == 0)
    return;
  guint n_lengths = stemma_dash_lengths (item->paint.dash, width, lengths);
  cairo_set_dash (cr, lengths, (int) n_lengths, 0);
  gboolean round = stemma_dash_is_round (item->paint.dash);
  cairo_set_line_cap (cr, round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, width);
  set_colour (cr, palette, item->paint.stroke, item->paint.opacity);
  for (guint line = 0; line < n_lines; line++)
    trace_line_of_stroke (cr, item, line);
  cairo_stroke (cr);
  StemmaPoint head[3];
  if (!stemma_arrow_head (item, head))
    return;
  cairo_move_to (cr, head[0].x, head[0].y);
  cairo_line_to (cr, head[1].x, head[1].y);
  cairo_line_to (cr, head[2].x, head[2].y);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/*
 * In a PDF with links corners are never quite sharp: cairo 1.16 takes a rectangle that covers the page for a
 * new background and forgets what came before, the beginning of the link included, and then fails at its end.
 */
static void
fill (cairo_t *cr, const StemmaPalette *palette, const StemmaSceneItem *item, gboolean links)
{
  double blunt = links ? BLUNT : 0, unused = 0;
  if (item->paint.fill == STEMMA_ROLE_NONE)
    return;
  cairo_device_to_user_distance (cr, &blunt, &unused);
  set_colour (cr, palette, item->paint.fill, item->paint.opacity);
  if (item->type == STEMMA_ITEM_RECT)
    trace_rect (cr, &item->rect.rect, MAX (item->rect.radius, blunt));
  else
    trace_path (cr, item->path.points, item->path.n_points, item->path.closed);
  cairo_fill (cr);
}

static void
paint_text (cairo_t *cr, const StemmaPalette *palette, const StemmaSceneItem *item)
{
  PangoLayout *layout = stemma_text_layout (item->text.text, item->text.font);
  set_colour (cr, palette, item->paint.fill, item->paint.opacity);
  cairo_move_to (cr, item->bounds.x, item->text.baseline);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, 0));
  cairo_new_path (cr);
}

static gboolean
is_seen (const StemmaSceneItem *item, const StemmaPaintOptions *options)
{
  if (item->min_zoom > options->zoom)
    return FALSE;
  if (item->type == STEMMA_ITEM_TEXT && stemma_font_size (item->text.font) * options->zoom < READABLE_PIXELS)
    return FALSE;
  return options->visible == NULL || stemma_rect_overlaps (&item->bounds, options->visible);
}

/* A link's address holds no quote or backslash: the builder of the scene keeps only such. */
static void
begin_link (cairo_t *cr, const StemmaSceneItem *item)
{
  g_autofree char *attributes = g_strdup_printf ("uri='%s'", item->group.link);
  cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
}

/* Links do not nest in a PDF: the outermost counts. */
static void
paint_group (cairo_t *cr, const StemmaSceneItem *item, const StemmaPaintOptions *options, guint *depth,
             guint *linked_at)
{
  if (item->type == STEMMA_ITEM_GROUP_BEGIN)
    {
      ++*depth;
      if (options->links && *linked_at == 0 && item->group.link != NULL)
        {
          begin_link (cr, item);
          *linked_at = *depth;
        }
      return;
    }
  if (*linked_at == *depth && *depth > 0)
    {
      cairo_tag_end (cr, CAIRO_TAG_LINK);
      *linked_at = 0;
    }
  --*depth;
}

static void
paint_item (cairo_t *cr, const StemmaPalette *palette, const StemmaSceneItem *item, gboolean links)
{
  if (item->type == STEMMA_ITEM_TEXT)
    {
      paint_text (cr, palette, item);
      return;
    }
  fill (cr, palette, item, links);
  stroke (cr, palette, item);
}

/**
 * stemma_painter_paint_with:
 * @scene: what to paint
 * @cr: where; its transformation maps the scene's pixels, which the caller has set
 * @palette: the colours
 * @options: what of it, how detailed
 *
 * Paints no background. Safe to call from any thread, with a surface of the caller's.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
stemma_painter_paint_with (const StemmaScene *scene, cairo_t *cr, const StemmaPalette *palette,
                           const StemmaPaintOptions *options)
{
  guint n_items, depth = 0, linked_at = 0, painted = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n_items);
  gboolean cancelled = g_cancellable_is_cancelled (options->cancellable);
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (options->end > 0)
    n_items = MIN (n_items, options->end);
  for (guint i = options->first; i < n_items && !cancelled; i++)
    {
      if (items[i].type >= STEMMA_ITEM_GROUP_BEGIN)
        paint_group (cr, &items[i], options, &depth, &linked_at);
      else if (is_seen (&items[i], options))
        {
          paint_item (cr, palette, &items[i], options->links);
          if (++painted % POLL_EVERY == 0)
            cancelled = g_cancellable_is_cancelled (options->cancellable);
        }
    }
  if (linked_at > 0)
    cairo_tag_end (cr, CAIRO_TAG_LINK);
  cairo_restore (cr);
  return !cancelled;
}

/**
 * stemma_painter_paint:
 * @scene: what to paint
 * @cr: where; its transformation maps the scene's pixels
 * @palette: the colours
 * @visible: (nullable): what of the scene is seen, in its own pixels
 * @zoom: pixels on screen for one of the scene; decides the detail
 *
 * stemma_painter_paint_with() without the rarer options.
 */
void
stemma_painter_paint (const StemmaScene *scene, cairo_t *cr, const StemmaPalette *palette,
                      const StemmaRect *visible, double zoom)
{
  StemmaPaintOptions options = { .visible = visible, .zoom = zoom };
  stemma_painter_paint_with (scene, cr, palette, &options);
}
