#include "app/lineage/stemma-canvas-private.h"

#include <math.h>

#include "scene/stemma-geometry.h"

/* How far everything else steps back behind what is lit: the share of paper over it. */
#define DIM 0.72
#define OUTLINE 2.0f
#define SELECTION_GAP 5.0
#define RADIUS 9.0

static GdkRGBA
get_colour (const StemmaCanvas *canvas, StemmaRole role, double opacity)
{
  guint32 rgba = canvas->palette.rgba[role];
  return (GdkRGBA){ (float) (rgba >> 24) / 255.0f, (float) ((rgba >> 16) & 0xff) / 255.0f,
                    (float) ((rgba >> 8) & 0xff) / 255.0f, (float) opacity };
}

static graphene_rect_t
get_frame (const StemmaCanvas *canvas)
{
  return GRAPHENE_RECT_INIT (0, 0, (float) canvas->viewport.width, (float) canvas->viewport.height);
}

static gboolean
same_viewport (const StemmaViewport *a, const StemmaViewport *b)
{
  return a->x == b->x && a->y == b->y && a->zoom == b->zoom && a->width == b->width && a->height == b->height;
}

/* The overview is seen only where the sheet does not reach. */
static void
draw_overview (StemmaCanvas *canvas, cairo_t *cr, const StemmaSheet *sheet, const StemmaSheet *overview)
{
  StemmaRect at = stemma_viewport_rect_to_screen (&canvas->viewport, stemma_sheet_get_job (sheet)->area);
  cairo_save (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 0, 0, canvas->viewport.width, canvas->viewport.height);
  cairo_rectangle (cr, ceil (at.x), ceil (at.y), MAX (floor (at.x + at.width) - ceil (at.x), 0),
                   MAX (floor (at.y + at.height) - ceil (at.y), 0));
  cairo_clip (cr);
  stemma_sheet_draw (overview, cr, &canvas->viewport, 1);
  cairo_restore (cr);
}

/* Where nothing is painted yet there is at least to be seen where the cards stand. */
static void
draw_places (StemmaCanvas *canvas, GtkSnapshot *snapshot)
{
  guint n_places;
  const StemmaLayoutPlace *places
    = stemma_layout_get_places (stemma_diagram_get_layout (canvas->diagram), &n_places);
  StemmaRect visible = stemma_viewport_get_visible (&canvas->viewport);
  GdkRGBA fill = get_colour (canvas, STEMMA_ROLE_SURFACE, 1);
  for (guint i = 0; i < n_places; i++)
    {
      StemmaRect rect = { places[i].x, places[i].y, places[i].width, places[i].height };
      if (!stemma_rect_overlaps (&rect, &visible))
        continue;
      StemmaRect at = stemma_viewport_rect_to_screen (&canvas->viewport, rect);
      gtk_snapshot_append_color (
        snapshot, &fill,
        &GRAPHENE_RECT_INIT ((float) at.x, (float) at.y, (float) at.width, (float) at.height));
    }
}

/* The picture as a node that is kept while it is seen in the same way: what lies over it changes
   without it. */
static void
draw_picture (StemmaCanvas *canvas, GtkSnapshot *snapshot)
{
  StemmaSheet *sheet = canvas->sheets[STEMMA_SHEET_WHOLE], *overview = canvas->sheets[STEMMA_SHEET_OVERVIEW];
  StemmaRect visible = stemma_viewport_get_visible (&canvas->viewport);
  graphene_rect_t frame = get_frame (canvas);
  if (sheet == NULL)
    {
      draw_places (canvas, snapshot);
      return;
    }
  gboolean covered = stemma_sheet_covers (sheet, &visible);
  if (canvas->node == NULL || canvas->node_sheet != sheet || !covered
      || !same_viewport (&canvas->node_viewport, &canvas->viewport))
    {
      g_clear_pointer (&canvas->node, gsk_render_node_unref);
      canvas->node = gsk_cairo_node_new (&frame);
      cairo_t *cr = gsk_cairo_node_get_draw_context (canvas->node);
      if (!covered && overview != NULL)
        draw_overview (canvas, cr, sheet, overview);
      stemma_sheet_draw (sheet, cr, &canvas->viewport, 1);
      cairo_destroy (cr);
      g_clear_pointer (&canvas->node_sheet, stemma_sheet_unref);
      canvas->node_sheet = stemma_sheet_ref (sheet);
      canvas->node_viewport = canvas->viewport;
    }
  gtk_snapshot_append_node (snapshot, canvas->node);
}

static void
draw_lit (StemmaCanvas *canvas, GtkSnapshot *snapshot)
{
  StemmaSheet *lit = canvas->sheets[STEMMA_SHEET_LIT];
  graphene_rect_t frame = get_frame (canvas);
  if (lit == NULL || canvas->dim <= 0)
    return;
  GdkRGBA veil = get_colour (canvas, STEMMA_ROLE_PAPER, DIM * canvas->dim);
  gtk_snapshot_append_color (snapshot, &veil, &frame);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &frame);
  stemma_sheet_draw (lit, cr, &canvas->viewport, canvas->dim);
  cairo_destroy (cr);
}

static void
draw_outline (StemmaCanvas *canvas, GtkSnapshot *snapshot, StemmaRect rect, double gap, double radius,
              StemmaRole role, double opacity, double tint)
{
  StemmaRect at = stemma_viewport_rect_to_screen (&canvas->viewport, rect);
  GskRoundedRect round;
  graphene_rect_t frame = GRAPHENE_RECT_INIT ((float) (at.x - gap), (float) (at.y - gap),
                                              (float) (at.width + 2 * gap), (float) (at.height + 2 * gap));
  const float widths[4] = { OUTLINE, OUTLINE, OUTLINE, OUTLINE };
  GdkRGBA colour = get_colour (canvas, role, opacity), fill = get_colour (canvas, role, tint);
  gsk_rounded_rect_init_from_rect (&round, &frame, (float) (radius * canvas->viewport.zoom + gap));
  if (tint > 0)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &round);
      gtk_snapshot_append_color (snapshot, &fill, &frame);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_append_border (snapshot, &round, widths, (GdkRGBA[4]){ colour, colour, colour, colour });
}

/* What is selected, pointed at or found is framed; the picture below is left as it is. */
static void
draw_marks (StemmaCanvas *canvas, GtkSnapshot *snapshot)
{
  StemmaDiagram *diagram = canvas->diagram;
  gboolean focused = gtk_widget_has_focus (GTK_WIDGET (canvas));
  for (guint i = 0; i < canvas->n_found; i++)
    draw_outline (canvas, snapshot, stemma_diagram_get_card_rect (diagram, canvas->found[i]), 2, RADIUS,
                  STEMMA_ROLE_WARNING, i == canvas->at_found ? 1 : 0.5, i == canvas->at_found ? 0.12 : 0.05);
  if (canvas->selected != STEMMA_NONE)
    draw_outline (canvas, snapshot, stemma_diagram_get_card_rect (diagram, canvas->selected), SELECTION_GAP,
                  RADIUS, STEMMA_ROLE_ACCENT, focused ? 1 : 0.45, focused ? 0.10 : 0.05);
  if (canvas->hovered_hit != 0)
    {
      StemmaHitInfo info;
      stemma_diagram_hit_info (diagram, canvas->hovered_hit, &info);
      StemmaRect rect = stemma_canvas_hit_rect (canvas, canvas->hovered_hit);
      double radius = info.kind == STEMMA_HIT_CHIP ? rect.height / 2 : RADIUS;
      draw_outline (canvas, snapshot, rect, 0, radius, STEMMA_ROLE_ACCENT, 0.8, 0.06);
    }
}

/** Draws the canvas. */
void
stemma_canvas_draw (StemmaCanvas *canvas, GtkSnapshot *snapshot)
{
  graphene_rect_t frame = get_frame (canvas);
  GdkRGBA paper = get_colour (canvas, STEMMA_ROLE_PAPER, 1);
  gtk_snapshot_append_color (snapshot, &paper, &frame);
  if (canvas->diagram == NULL)
    return;
  stemma_canvas_ensure_sheets (canvas);
  if (canvas->motion.sheet != NULL)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &frame);
      stemma_canvas_draw_motion (canvas, cr);
      cairo_destroy (cr);
      return;
    }
  draw_picture (canvas, snapshot);
  draw_lit (canvas, snapshot);
  draw_marks (canvas, snapshot);
}
