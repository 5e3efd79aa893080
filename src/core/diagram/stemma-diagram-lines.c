#include <math.h>

#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"
#include "scene/stemma-dash.h"

/* Thinner with every step from the focus, never thinner than the last. */
static double
line_width (guint32 distance)
{
  static const double widths[] = { 2.2, 2.2, 1.7, 1.4 };
  return distance < G_N_ELEMENTS (widths) ? widths[distance] : 1.2;
}

static StemmaPoint
middle_of_curve (const StemmaPoint *points, guint n_points)
{
  guint pieces = (n_points - 1) / 3;
  const StemmaPoint *p = points + 3 * (pieces / 2);
  if (pieces % 2 == 0)
    return p[0];
  return (StemmaPoint){ (p[0].x + 3 * p[1].x + 3 * p[2].x + p[3].x) / 8,
                        (p[0].y + 3 * p[1].y + 3 * p[2].y + p[3].y) / 8 };
}

/* A line that closes a ring carries the mark of a ring in its middle. */
static void
draw_back_mark (StemmaDraw *draw, StemmaPoint at)
{
  StemmaRect disc = { at.x - 8, at.y - 8, 16, 16 };
  StemmaPaint paint = { .fill = STEMMA_ROLE_PAPER, .stroke = STEMMA_ROLE_WARNING, .width = 1 };
  stemma_scene_builder_rect (draw->builder, disc, 8, paint);
  stemma_diagram_draw_ring (draw->builder, at.x - 5, at.y, STEMMA_ROLE_WARNING);
}

static char *
describe_line (const StemmaDiagram *diagram, const StemmaLine *line)
{
  const char *from = stemma_lineage_get_card_name (diagram->lineage, line->from);
  const char *to = stemma_lineage_get_card_name (diagram->lineage, line->to);
  if (line->flags & STEMMA_LINE_BACKWARD)
    /* Translators: parent, child, relation */
    return g_strdup_printf (_ ("%s to %s, %s, closes a cycle"), from, to,
                            stemma_diagram_relation_name (line->relation));
  return g_strdup_printf (_ ("%s to %s, %s"), from, to, stemma_diagram_relation_name (line->relation));
}

static void
draw_line (StemmaDraw *draw, const StemmaLine *line, guint curve)
{
  guint n_points;
  const double *curve_points = stemma_layout_get_curve (draw->diagram->layout, curve, &n_points);
  gboolean mixed = (line->flags & STEMMA_LINE_MIXED) != 0, back = (line->flags & STEMMA_LINE_BACKWARD) != 0;
  if (curve_points == NULL || n_points < 4)
    return;
  if (draw->lines != NULL)
    g_array_append_val (draw->lines, curve);
  g_autofree StemmaPoint *points = g_new (StemmaPoint, n_points);
  for (guint i = 0; i < n_points; i++)
    points[i] = (StemmaPoint){ curve_points[2 * i] + draw->dx, curve_points[2 * i + 1] + draw->dy };
  StemmaPaint paint
      = { .stroke = mixed ? STEMMA_ROLE_LINE : stemma_diagram_relation_role (draw->diagram, line->relation),
          .width = mixed ? 1.5 : line_width (line->distance),
          .dash = mixed ? STEMMA_DASH_SOLID : stemma_dash_of_relation (line->relation),
          .arrow = back };
  g_autofree char *title = mixed ? NULL : describe_line (draw->diagram, line);
  stemma_scene_builder_begin_group (draw->builder, "edge", title, NULL);
  stemma_scene_builder_path (draw->builder, points, n_points, FALSE, paint);
  if (back)
    draw_back_mark (draw, middle_of_curve (points, n_points));
  stemma_scene_builder_end_group (draw->builder);
}

/* All lines, the ones farthest from the focus first: the near ones lie on top. */
void
stemma_diagram_draw_lines (StemmaDraw *draw)
{
  guint n_lines, deepest = 0;
  const StemmaLine *lines = stemma_lineage_get_lines (draw->diagram->lineage, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    deepest = MAX (deepest, MIN (lines[i].distance, 4));
  for (guint distance = deepest + 1; distance-- > 0;)
    for (guint i = 0; i < n_lines; i++)
      if (MIN (lines[i].distance, 4) == distance)
        draw_line (draw, &lines[i], i);
}
