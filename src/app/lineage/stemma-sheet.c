#include "app/lineage/stemma-sheet.h"

#include <math.h>

#include "scene/stemma-geometry.h"
#include "scene/stemma-painter.h"

/* A stroked curve is by far the dearest of items, and the dearer the longer it is, pixels for one unit
   of cost. */
#define CURVE_COST 4.0
#define CURVE_LENGTH 40.0

struct _StemmaSheet
{
  gatomicrefcount ref_count;
  StemmaSheetJob *job;
  cairo_surface_t *whole;
  cairo_surface_t *lines; /* (nullable): the lines alone, for motion */
};

/** stemma_sheet_job_copy: Returns: (transfer full): a copy that shares what @job shares */
StemmaSheetJob *
stemma_sheet_job_copy (const StemmaSheetJob *job)
{
  StemmaSheetJob *copy = g_memdup2 (job, sizeof *job);
  stemma_diagram_ref (copy->diagram);
  if (copy->lights.cards != NULL)
    {
      g_bytes_ref (copy->lights.cards);
      g_bytes_ref (copy->lights.lines);
    }
  return copy;
}

/** stemma_sheet_job_free: @job: (transfer full) (nullable): a copy */
void
stemma_sheet_job_free (StemmaSheetJob *job)
{
  if (job == NULL)
    return;
  stemma_diagram_unref (job->diagram);
  g_clear_pointer (&job->lights.cards, g_bytes_unref);
  g_clear_pointer (&job->lights.lines, g_bytes_unref);
  g_free (job);
}

static double
item_cost (const StemmaSceneItem *item, const StemmaSheetJob *job)
{
  if (item->type >= STEMMA_ITEM_GROUP_BEGIN || item->min_zoom > job->zoom
      || !stemma_rect_overlaps (&item->bounds, &job->area))
    return 0;
  if (item->type != STEMMA_ITEM_PATH || item->paint.stroke == STEMMA_ROLE_NONE)
    return 1;
  double width = MIN (item->bounds.width, job->area.width),
         height = MIN (item->bounds.height, job->area.height);
  double lines = item->paint.dash == STEMMA_DASH_DOUBLE ? 2 : 1;
  return lines * (CURVE_COST + (width + height) * job->zoom * job->scale / CURVE_LENGTH);
}

/** stemma_sheet_job_cost: Returns: how much work @job is, in plain items: some 10 µs each */
double
stemma_sheet_job_cost (const StemmaSheetJob *job)
{
  guint n_items;
  const StemmaSceneItem *items = stemma_scene_get_items (stemma_diagram_get_scene (job->diagram), &n_items);
  double cost = 0;
  for (guint i = 0; i < n_items; i++)
    cost += item_cost (&items[i], job);
  return cost;
}

static cairo_t *
begin_surface (StemmaSheet *sheet, cairo_surface_t **surface, cairo_format_t format)
{
  const StemmaSheetJob *job = sheet->job;
  double factor = job->zoom * job->scale;
  *surface = cairo_image_surface_create (format, MAX ((int) ceil (job->area.width * factor), 1),
                                         MAX ((int) ceil (job->area.height * factor), 1));
  cairo_t *cr = cairo_create (*surface);
  if (format == CAIRO_FORMAT_RGB24)
    {
      guint32 rgba = job->palette.rgba[STEMMA_ROLE_PAPER];
      cairo_set_source_rgb (cr, (rgba >> 24) / 255.0, ((rgba >> 16) & 0xff) / 255.0,
                            ((rgba >> 8) & 0xff) / 255.0);
      cairo_paint (cr);
    }
  cairo_scale (cr, factor, factor);
  cairo_translate (cr, -job->area.x, -job->area.y);
  return cr;
}

static gboolean
end_surface (cairo_t *cr, cairo_surface_t *surface)
{
  gboolean good = cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return good;
}

static gboolean
paint_range (const StemmaSheetJob *job, cairo_t *cr, StemmaItemRange range, GCancellable *cancellable)
{
  StemmaPaintOptions options = { .visible = &job->area,
                                 .zoom = job->zoom * job->scale,
                                 .first = range.first,
                                 .end = range.end,
                                 .cancellable = cancellable };
  if (range.end <= range.first)
    return TRUE;
  return stemma_painter_paint_with (stemma_diagram_get_scene (job->diagram), cr, &job->palette, &options);
}

/* Lines stand before cards in the scene; a rectangle of cards without lines has none. */
static guint
end_of_lines (const StemmaDiagram *diagram)
{
  guint n_items, n_cards;
  stemma_scene_get_items (stemma_diagram_get_scene (diagram), &n_items);
  stemma_lineage_get_cards (stemma_diagram_get_lineage (diagram), &n_cards);
  return n_cards > 0 ? stemma_diagram_get_card_items (diagram, 0).first : n_items;
}

static gboolean
paint_whole (StemmaSheet *sheet, GCancellable *cancellable)
{
  const StemmaSheetJob *job = sheet->job;
  guint n_items, middle = end_of_lines (job->diagram);
  stemma_scene_get_items (stemma_diagram_get_scene (job->diagram), &n_items);
  cairo_t *cr = begin_surface (sheet, &sheet->lines, CAIRO_FORMAT_ARGB32);
  gboolean good = paint_range (job, cr, (StemmaItemRange){ 0, middle }, cancellable);
  good = end_surface (cr, sheet->lines) && good;
  if (!good)
    return FALSE;
  cr = begin_surface (sheet, &sheet->whole, CAIRO_FORMAT_RGB24);
  cairo_save (cr);
  cairo_identity_matrix (cr);
  cairo_set_source_surface (cr, sheet->lines, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  good = paint_range (job, cr, (StemmaItemRange){ middle, n_items }, cancellable);
  return end_surface (cr, sheet->whole) && good;
}

static gboolean
paint_lit (StemmaSheet *sheet, GCancellable *cancellable)
{
  const StemmaSheetJob *job = sheet->job;
  gsize n_cards, n_lines;
  const guint8 *cards = g_bytes_get_data (job->lights.cards, &n_cards);
  const guint8 *lines = g_bytes_get_data (job->lights.lines, &n_lines);
  cairo_t *cr = begin_surface (sheet, &sheet->whole, CAIRO_FORMAT_ARGB32);
  gboolean good = TRUE;
  for (guint i = 0; good && i < n_lines; i++)
    if (lines[i])
      good = paint_range (job, cr, stemma_diagram_get_line_items (job->diagram, i), cancellable);
  for (guint i = 0; good && i < n_cards; i++)
    if (cards[i])
      good = paint_range (job, cr, stemma_diagram_get_card_items (job->diagram, i), cancellable);
  return end_surface (cr, sheet->whole) && good;
}

/* Onto whole device pixels, so that a sheet at the zoom of the screen is copied, not interpolated. */
static StemmaRect
snap_area (StemmaRect area, double factor)
{
  double left = floor (area.x * factor) / factor, top = floor (area.y * factor) / factor;
  return (StemmaRect){ left, top, area.x + area.width - left, area.y + area.height - top };
}

/**
 * stemma_sheet_paint:
 * @job: what to paint
 * @cancellable: (nullable): polled
 *
 * Safe to call from any thread.
 *
 * Returns: (transfer full) (nullable): the sheet; %NULL if it was cancelled or there is no memory for it
 */
StemmaSheet *
stemma_sheet_paint (const StemmaSheetJob *job, GCancellable *cancellable)
{
  StemmaSheet *sheet = g_new0 (StemmaSheet, 1);
  g_atomic_ref_count_init (&sheet->ref_count);
  sheet->job = stemma_sheet_job_copy (job);
  sheet->job->area = snap_area (job->area, job->zoom * job->scale);
  gboolean painted
      = job->lights.cards != NULL ? paint_lit (sheet, cancellable) : paint_whole (sheet, cancellable);
  if (!painted)
    g_clear_pointer (&sheet, stemma_sheet_unref);
  return sheet;
}

/** stemma_sheet_ref: Returns: (transfer full): @sheet */
StemmaSheet *
stemma_sheet_ref (StemmaSheet *sheet)
{
  g_atomic_ref_count_inc (&sheet->ref_count);
  return sheet;
}

/** stemma_sheet_unref: @sheet: (nullable) (transfer full): a sheet */
void
stemma_sheet_unref (StemmaSheet *sheet)
{
  if (sheet == NULL || !g_atomic_ref_count_dec (&sheet->ref_count))
    return;
  stemma_sheet_job_free (sheet->job);
  g_clear_pointer (&sheet->whole, cairo_surface_destroy);
  g_clear_pointer (&sheet->lines, cairo_surface_destroy);
  g_free (sheet);
}

/** stemma_sheet_get_job: Returns: (transfer none): what is painted on @sheet */
const StemmaSheetJob *
stemma_sheet_get_job (const StemmaSheet *sheet)
{
  return sheet->job;
}

/** stemma_sheet_covers: Returns: whether all that is to be seen of the scene in @visible is on @sheet */
gboolean
stemma_sheet_covers (const StemmaSheet *sheet, const StemmaRect *visible)
{
  const StemmaRect *area = &sheet->job->area;
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (sheet->job->diagram));
  double left = MAX (visible->x, bounds.x), top = MAX (visible->y, bounds.y);
  double right = MIN (visible->x + visible->width, bounds.x + bounds.width);
  double bottom = MIN (visible->y + visible->height, bounds.y + bounds.height);
  if (right <= left || bottom <= top)
    return TRUE;
  return left >= area->x - 0.5 && top >= area->y - 0.5 && right <= area->x + area->width + 0.5
         && bottom <= area->y + area->height + 0.5;
}

/* Makes @surface the colour of what is drawn next, @area of the scene lying at @to of the screen. */
static void
set_source (cairo_t *cr, cairo_surface_t *surface, const StemmaSheetJob *job, StemmaPoint to, double zoom)
{
  double ratio = zoom / (job->zoom * job->scale);
  cairo_matrix_t matrix;
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_matrix_init_scale (&matrix, 1 / ratio, 1 / ratio);
  cairo_matrix_translate (&matrix, -to.x, -to.y);
  cairo_pattern_set_matrix (cairo_get_source (cr), &matrix);
  gboolean same = fabs (zoom / job->zoom - 1) < 1e-9;
  cairo_pattern_set_filter (cairo_get_source (cr), same ? CAIRO_FILTER_FAST : CAIRO_FILTER_BILINEAR);
}

static void
draw_surface (const StemmaSheet *sheet, cairo_surface_t *surface, cairo_t *cr, const StemmaViewport *viewport,
              double opacity)
{
  const StemmaSheetJob *job = sheet->job;
  StemmaRect to = stemma_viewport_rect_to_screen (viewport, job->area);
  if (surface == NULL || opacity <= 0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, to.x, to.y, to.width, to.height);
  cairo_clip (cr);
  set_source (cr, surface, job, (StemmaPoint){ to.x, to.y }, viewport->zoom);
  if (opacity < 1)
    cairo_paint_with_alpha (cr, opacity);
  else
    cairo_paint (cr);
  cairo_restore (cr);
}

/** stemma_sheet_draw: draws @sheet as it is seen in @viewport */
void
stemma_sheet_draw (const StemmaSheet *sheet, cairo_t *cr, const StemmaViewport *viewport, double opacity)
{
  draw_surface (sheet, sheet->whole, cr, viewport, opacity);
}

/** stemma_sheet_draw_lines: draws the lines alone */
void
stemma_sheet_draw_lines (const StemmaSheet *sheet, cairo_t *cr, const StemmaViewport *viewport,
                         double opacity)
{
  draw_surface (sheet, sheet->lines, cr, viewport, opacity);
}

static void
trace_round (cairo_t *cr, StemmaRect rect, double radius)
{
  double right = rect.x + rect.width - radius, bottom = rect.y + rect.height - radius;
  double left = rect.x + radius, top = rect.y + radius;
  cairo_new_sub_path (cr);
  cairo_arc (cr, right, top, radius, -(G_PI / 2), 0);
  cairo_arc (cr, right, bottom, radius, 0, G_PI / 2);
  cairo_arc (cr, left, bottom, radius, G_PI / 2, G_PI);
  cairo_arc (cr, left, top, radius, G_PI, G_PI * 3 / 2);
  cairo_close_path (cr);
}

/**
 * stemma_sheet_draw_part:
 * @sheet: a sheet
 * @cr: where to
 * @part: what of the scene
 * @to: where on the screen; its width decides the zoom
 * @radius: of the part's corners, in the scene's pixels
 * @opacity: 0 to 1
 *
 * Draws one card somewhere else than where it stands.
 */
void
stemma_sheet_draw_part (const StemmaSheet *sheet, cairo_t *cr, StemmaRect part, StemmaRect to, double radius,
                        double opacity)
{
  const StemmaSheetJob *job = sheet->job;
  double zoom = to.width / part.width;
  StemmaPoint origin = { to.x - (part.x - job->area.x) * zoom, to.y - (part.y - job->area.y) * zoom };
  to.height = part.height * zoom;
  if (opacity <= 0)
    return;
  cairo_save (cr);
  trace_round (cr, to, radius * zoom);
  set_source (cr, sheet->whole, job, origin, zoom);
  if (opacity < 1)
    {
      cairo_clip (cr);
      cairo_paint_with_alpha (cr, opacity);
    }
  else
    cairo_fill (cr);
  cairo_restore (cr);
}
