#include <glib/gi18n-lib.h>

#include "chart/stemma-chart-private.h"
#include "scene/stemma-text.h"

#define MIN_SIDE 40.0
#define MAX_SIDE 20000.0

static const StemmaPaint hairline = { .stroke = STEMMA_ROLE_HAIRLINE, .width = 1 };

/**
 * stemma_chart_begin:
 * @drawing: (out): what is being drawn
 * @frame: what the caller asks for
 * @height: of the picture, pixels
 *
 * Starts a picture with its title and its unit.
 *
 * Returns: where the room below them begins
 */
double
stemma_chart_begin (StemmaChartDrawing *drawing, const StemmaChartFrame *frame, double height)
{
  StemmaSceneBuilder *builder = stemma_scene_builder_new ();
  drawing->builder = builder;
  drawing->width = CLAMP (frame->width, MIN_SIDE, MAX_SIDE);
  drawing->height = CLAMP (height, MIN_SIDE, MAX_SIDE);
  stemma_scene_builder_set_title (builder, frame->title, frame->definition);
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ 0, 0, drawing->width, drawing->height });
  double room = drawing->width - 2 * STEMMA_CHART_MARGIN, y = STEMMA_CHART_MARGIN;
  g_autofree char *title = stemma_text_shorten (frame->title, STEMMA_FONT_TITLE, room);
  y += stemma_text_ascent (STEMMA_FONT_TITLE);
  stemma_scene_builder_text (builder, STEMMA_CHART_MARGIN, y, title, STEMMA_FONT_TITLE, STEMMA_ANCHOR_START,
                             STEMMA_ROLE_INK);
  if (frame->unit != NULL)
    {
      g_autofree char *unit = stemma_text_shorten (frame->unit, STEMMA_FONT_OWNER, room);
      y += stemma_text_height (STEMMA_FONT_OWNER) + 3;
      stemma_scene_builder_text (builder, STEMMA_CHART_MARGIN, y, unit, STEMMA_FONT_OWNER,
                                 STEMMA_ANCHOR_START, STEMMA_ROLE_INK_DIM);
    }
  return y + 12;
}

/**
 * stemma_chart_end:
 * @drawing: what was drawn; its builder is freed
 *
 * Returns: (transfer full): the picture
 */
StemmaScene *
stemma_chart_end (StemmaChartDrawing *drawing)
{
  StemmaScene *scene = stemma_scene_builder_seal (drawing->builder);
  stemma_scene_builder_free (drawing->builder);
  return scene;
}

/**
 * stemma_chart_say_empty:
 * @drawing: what is being drawn
 * @top: where the room below the title begins
 */
void
stemma_chart_say_empty (StemmaChartDrawing *drawing, double top)
{
  stemma_scene_builder_text (drawing->builder, drawing->width / 2, (top + drawing->height) / 2,
                             _ ("Nothing to show"), STEMMA_FONT_NAME, STEMMA_ANCHOR_MIDDLE,
                             STEMMA_ROLE_INK_DIM);
}

/**
 * stemma_chart_middle:
 * @centre: pixels
 * @font: a style
 *
 * Returns: the baseline at which figures and capitals stand centred on @centre
 */
double
stemma_chart_middle (double centre, StemmaFont font)
{
  return centre + stemma_font_size (font) * 0.35;
}

/**
 * stemma_chart_ticks_that_fit:
 * @length: of an axis, pixels
 * @each: what a label takes, pixels
 *
 * Returns: how many ticks the axis has room for, 2 to 8
 */
guint
stemma_chart_ticks_that_fit (double length, double each)
{
  return (guint) CLAMP (length / each, 2, 8);
}

/**
 * stemma_chart_labels_width:
 * @ticks: of a vertical axis
 * @n: how many
 *
 * Returns: the width of the widest label, pixels
 */
double
stemma_chart_labels_width (const StemmaTick *ticks, guint n)
{
  double widest = 0;
  for (guint i = 0; i < n; i++)
    widest = MAX (widest, stemma_text_width (ticks[i].label, STEMMA_FONT_SMALL));
  return widest;
}

/**
 * stemma_chart_value_axis:
 * @drawing: what is being drawn
 * @scale: of the values, its pixels along the plot's height
 *
 * Hairlines across the plot and their figures left of it.
 */
void
stemma_chart_value_axis (StemmaChartDrawing *drawing, const StemmaScale *scale)
{
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  const StemmaRect *plot = &drawing->plot;
  guint n = stemma_scale_ticks (scale, stemma_chart_ticks_that_fit (plot->height, 36), ticks);
  for (guint i = 0; i < n; i++)
    {
      double y = stemma_scale_at (scale, ticks[i].value);
      stemma_scene_builder_line (drawing->builder, (StemmaPoint){ plot->x, y },
                                 (StemmaPoint){ plot->x + plot->width, y }, hairline);
      stemma_scene_builder_text (drawing->builder, plot->x - STEMMA_CHART_TICK_GAP,
                                 stemma_chart_middle (y, STEMMA_FONT_SMALL), ticks[i].label,
                                 STEMMA_FONT_SMALL, STEMMA_ANCHOR_END, STEMMA_ROLE_INK_DIM);
    }
}

/**
 * stemma_chart_x_axis:
 * @drawing: what is being drawn
 * @scale: its pixels along the plot's width
 *
 * Short ticks below the plot and their labels, kept inside the picture.
 */
void
stemma_chart_x_axis (StemmaChartDrawing *drawing, const StemmaScale *scale)
{
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  const StemmaRect *plot = &drawing->plot;
  double bottom = plot->y + plot->height, free_from = 0;
  guint n = stemma_scale_ticks (scale, stemma_chart_ticks_that_fit (plot->width, 56), ticks);
  for (guint i = 0; i < n; i++)
    {
      double x = stemma_scale_at (scale, ticks[i].value);
      double width = stemma_text_width (ticks[i].label, STEMMA_FONT_SMALL);
      double left = CLAMP (x - width / 2, 0, drawing->width - width);
      stemma_scene_builder_line (drawing->builder, (StemmaPoint){ x, bottom }, (StemmaPoint){ x, bottom + 4 },
                                 (StemmaPaint){ .stroke = STEMMA_ROLE_LINE, .width = 1 });
      if (left < free_from)
        continue;
      stemma_scene_builder_text (drawing->builder, left, bottom + 15, ticks[i].label, STEMMA_FONT_SMALL,
                                 STEMMA_ANCHOR_START, STEMMA_ROLE_INK_DIM);
      free_from = left + width + 6;
    }
}

/**
 * stemma_chart_baseline:
 * @drawing: what is being drawn
 *
 * The line that bars stand on.
 */
void
stemma_chart_baseline (StemmaChartDrawing *drawing)
{
  double y = drawing->plot.y + drawing->plot.height;
  stemma_scene_builder_line (drawing->builder, (StemmaPoint){ drawing->plot.x, y },
                             (StemmaPoint){ drawing->plot.x + drawing->plot.width, y },
                             (StemmaPaint){ .stroke = STEMMA_ROLE_LINE, .width = 1 });
}
