#include <math.h>

#include "chart/stemma-chart-private.h"
#include "scene/stemma-text.h"

#define WIDEST_BAR 56.0
#define BAR_SHARE 0.78
#define ROW 24.0
#define ROW_BAR 12.0
#define AXIS_LABELS 20.0

static double
bar_value (const StemmaChartBar *bar)
{
  return isfinite (bar->value) && bar->value > 0 ? bar->value : 0;
}

static StemmaRole
bar_role (const StemmaChartBar *bar)
{
  return bar->role == STEMMA_ROLE_NONE ? STEMMA_ROLE_BAR : bar->role;
}

static void
begin_bar (StemmaSceneBuilder *builder, const StemmaChartBar *bar, guint number, const char *suffix)
{
  char figure[STEMMA_FIGURE_SIZE];
  g_autofree char *title = g_strdup_printf ("%s: %s%s", bar->label != NULL ? bar->label : "",
                                            stemma_figure_exact (bar->value, figure), suffix);
  stemma_scene_builder_set_hit (builder, number);
  stemma_scene_builder_begin_group (builder, "bar", title, NULL);
}

static void
end_bar (StemmaSceneBuilder *builder)
{
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_set_hit (builder, 0);
}

static StemmaScale
scale_of_bars (const StemmaChartBar *bars, guint n, gboolean log_values, guint ticks)
{
  double least = G_MAXDOUBLE, most = 0;
  for (guint i = 0; i < n; i++)
    {
      double value = bar_value (&bars[i]);
      most = MAX (most, value);
      least = value > 0 ? MIN (least, value) : least;
    }
  if (log_values)
    return stemma_scale_new (STEMMA_SCALE_LOG, MIN (least, most), most, ticks);
  return stemma_scale_new (STEMMA_SCALE_LINEAR, 0, most, ticks);
}

static double
largest (const StemmaChartBar *bars, guint n)
{
  double most = 0;
  for (guint i = 0; i < n; i++)
    most = MAX (most, bar_value (&bars[i]));
  return most > 0 ? most : 1;
}

static double
widest_label (const StemmaChartBar *bars, guint n)
{
  double widest = 0;
  for (guint i = 0; i < n; i++)
    widest = MAX (widest, stemma_text_width (bars[i].label, STEMMA_FONT_SMALL));
  return widest;
}

static double
widest_figure (const StemmaChartBar *bars, guint n, StemmaFont font)
{
  char figure[STEMMA_FIGURE_SIZE];
  double widest = 0;
  for (guint i = 0; i < n; i++)
    widest = MAX (widest, stemma_text_width (stemma_figure_exact (bars[i].value, figure), font));
  return widest;
}

typedef struct
{
  double slot;        /* what a bar and its gap take */
  guint label_every;  /* where labels are wider than slots, only some are written */
  gboolean figures;   /* whether each bar's figure fits above it */
} Spacing;

static Spacing
space_bars (double width, const StemmaChartBar *bars, guint n)
{
  Spacing spacing = { .slot = width / n };
  spacing.label_every = (guint) CLAMP (ceil ((widest_label (bars, n) + 6) / spacing.slot), 1, n);
  spacing.figures = widest_figure (bars, n, STEMMA_FONT_SMALL) + 4 <= spacing.slot;
  return spacing;
}

/* Centred, but never out of the picture. */
static void
draw_label_below (StemmaChartDrawing *drawing, double centre, const char *label)
{
  g_autofree char *text = stemma_text_shorten (label, STEMMA_FONT_SMALL, drawing->width);
  double half = stemma_text_width (text, STEMMA_FONT_SMALL) / 2;
  stemma_scene_builder_text (drawing->builder, CLAMP (centre, half, drawing->width - half),
                             drawing->plot.y + drawing->plot.height + 15, text, STEMMA_FONT_SMALL,
                             STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK_DIM);
}

static void
draw_column (StemmaChartDrawing *drawing, const StemmaScale *scale, const Spacing *spacing,
             const StemmaChartBar *bar, guint number)
{
  const StemmaRect *plot = &drawing->plot;
  StemmaSceneBuilder *builder = drawing->builder;
  char figure[STEMMA_FIGURE_SIZE];
  double width = MIN (spacing->slot * BAR_SHARE, WIDEST_BAR), bottom = plot->y + plot->height;
  double centre = plot->x + (number - 0.5) * spacing->slot;
  double top = bar_value (bar) > 0 ? stemma_scale_at (scale, bar->value) : bottom;
  begin_bar (builder, bar, number, "");
  StemmaRect slot = { centre - spacing->slot / 2, plot->y, spacing->slot, plot->height + AXIS_LABELS };
  stemma_scene_builder_rect (builder, slot, 0, (StemmaPaint){ 0 });
  if (bottom - top > 0)
    stemma_scene_builder_rect (builder, (StemmaRect){ centre - width / 2, top, width, bottom - top }, 0,
                               (StemmaPaint){ .fill = bar_role (bar) });
  if (spacing->figures)
    stemma_scene_builder_text (builder, centre, top - 4, stemma_figure_exact (bar->value, figure),
                               STEMMA_FONT_SMALL, STEMMA_ANCHOR_MIDDLE,
                               bar_value (bar) > 0 ? STEMMA_ROLE_INK : STEMMA_ROLE_INK_DIM);
  if ((number - 1) % spacing->label_every == 0)
    draw_label_below (drawing, centre, bar->label);
  end_bar (builder);
}

/**
 * stemma_chart_histogram:
 * @frame: title, unit and size
 * @bars: from left to right
 * @n_bars: how many
 * @log_values: whether the values are spread by powers of ten
 *
 * Upright bars from zero (on a logarithmic scale, which has none, from half of the power below the least).
 * The hit of the n-th bar, its whole slot, is n, counted from 1.
 *
 * Returns: (transfer full): the picture
 */
StemmaScene *
stemma_chart_histogram (const StemmaChartFrame *frame, const StemmaChartBar *bars, guint n_bars,
                        gboolean log_values)
{
  StemmaChartDrawing drawing;
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  double top = stemma_chart_begin (&drawing, frame, frame->height);
  if (n_bars == 0)
    {
      stemma_chart_say_empty (&drawing, top);
      return stemma_chart_end (&drawing);
    }
  double height = MAX (drawing.height - top - 10 - AXIS_LABELS - 4, 10);
  guint most = stemma_chart_ticks_that_fit (height, 36);
  StemmaScale scale = scale_of_bars (bars, n_bars, log_values, most);
  double labels = stemma_chart_labels_width (ticks, stemma_scale_ticks (&scale, most, ticks));
  double left = STEMMA_CHART_MARGIN + labels + STEMMA_CHART_TICK_GAP;
  drawing.plot = (StemmaRect){ left, top + 10, MAX (drawing.width - left - STEMMA_CHART_MARGIN, 10), height };
  scale.start = drawing.plot.y + height;
  scale.end = drawing.plot.y;
  Spacing spacing = space_bars (drawing.plot.width, bars, n_bars);
  stemma_chart_value_axis (&drawing, &scale);
  for (guint i = 0; i < n_bars; i++)
    draw_column (&drawing, &scale, &spacing, &bars[i], i + 1);
  stemma_chart_baseline (&drawing);
  return stemma_chart_end (&drawing);
}

static gboolean
any_letter (const StemmaChartBar *bars, guint n)
{
  for (guint i = 0; i < n; i++)
    if (bars[i].letter != NULL)
      return TRUE;
  return FALSE;
}

static double
widest_name (const StemmaChartBar *bars, guint n, double at_most)
{
  double widest = 0;
  for (guint i = 0; i < n; i++)
    widest = MAX (widest, stemma_text_width (bars[i].label, STEMMA_FONT_OWNER));
  return MIN (widest, at_most);
}

static void
draw_row (StemmaChartDrawing *drawing, const StemmaScale *scale, const StemmaChartBar *bar, guint number,
          double names)
{
  StemmaSceneBuilder *builder = drawing->builder;
  char figure[STEMMA_FIGURE_SIZE];
  double top = drawing->plot.y + (number - 1) * ROW, centre = top + ROW / 2;
  double baseline = stemma_chart_middle (centre, STEMMA_FONT_OWNER);
  double length = stemma_scale_at (scale, bar_value (bar)) - scale->start;
  g_autofree char *label = stemma_text_shorten (bar->label, STEMMA_FONT_OWNER, names);
  begin_bar (builder, bar, number, "");
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, top, drawing->width, ROW }, 0, (StemmaPaint){ 0 });
  stemma_scene_builder_text (builder, STEMMA_CHART_MARGIN + names, baseline, label, STEMMA_FONT_OWNER,
                             STEMMA_ANCHOR_END, STEMMA_ROLE_INK);
  stemma_scene_builder_text (builder, scale->start - 10, baseline, bar->letter, STEMMA_FONT_OWNER,
                             STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK);
  if (length > 0)
    stemma_scene_builder_rect (builder, (StemmaRect){ scale->start, centre - ROW_BAR / 2, length, ROW_BAR },
                               0, (StemmaPaint){ .fill = bar_role (bar) });
  stemma_scene_builder_text (builder, scale->start + MAX (length, 0) + 6, baseline,
                             stemma_figure_exact (bar->value, figure), STEMMA_FONT_OWNER, STEMMA_ANCHOR_START,
                             bar_value (bar) > 0 ? STEMMA_ROLE_INK : STEMMA_ROLE_INK_DIM);
  end_bar (builder);
}

/**
 * stemma_chart_bars:
 * @frame: title, unit and width; the height is what the rows need
 * @bars: from top to bottom
 * @n_bars: how many
 *
 * A list: name, bar from zero, figure. The hit of the n-th row is n, counted from 1.
 *
 * Returns: (transfer full): the picture
 */
StemmaScene *
stemma_chart_bars (const StemmaChartFrame *frame, const StemmaChartBar *bars, guint n_bars)
{
  StemmaChartDrawing drawing;
  double above = 2 * STEMMA_CHART_MARGIN + stemma_text_ascent (STEMMA_FONT_TITLE)
                 + (frame->unit != NULL ? stemma_text_height (STEMMA_FONT_OWNER) + 3 : 0);
  double top = stemma_chart_begin (&drawing, frame, above + MAX (n_bars, 2) * ROW + 8);
  if (n_bars == 0)
    {
      stemma_chart_say_empty (&drawing, top);
      return stemma_chart_end (&drawing);
    }
  double names = widest_name (bars, n_bars, drawing.width * 0.4);
  double left = STEMMA_CHART_MARGIN + names + 8 + (any_letter (bars, n_bars) ? 14 : 0);
  double figures = widest_figure (bars, n_bars, STEMMA_FONT_OWNER) + 6;
  double right = MAX (drawing.width - STEMMA_CHART_MARGIN - figures, left + 10);
  drawing.plot = (StemmaRect){ left, top, right - left, n_bars * ROW };
  /* The longest bar takes the whole room: its figure stands beside it, so that no round end is needed. */
  StemmaScale scale = { STEMMA_SCALE_LINEAR, 0, largest (bars, n_bars), left, right };
  for (guint i = 0; i < n_bars; i++)
    draw_row (&drawing, &scale, &bars[i], i + 1, names);
  return stemma_chart_end (&drawing);
}

static void
draw_part (StemmaSceneBuilder *builder, const StemmaChartBar *part, guint number, StemmaRect room,
           double share)
{
  double letter = part->letter != NULL ? stemma_text_width (part->letter, STEMMA_FONT_SMALL) : 0;
  double above = room.height >= 16 ? 11 : 0;
  g_autofree char *suffix = g_strdup_printf (" (%.0f %%)", share * 100);
  begin_bar (builder, part, number, suffix);
  stemma_scene_builder_rect (builder, room, 0, (StemmaPaint){ 0 });
  if (above > 0 && letter > 0 && letter + 2 <= room.width)
    stemma_scene_builder_text (builder, room.x + room.width / 2, room.y + 9, part->letter, STEMMA_FONT_SMALL,
                               STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK);
  double gap = room.width > 3 ? 1 : 0;
  stemma_scene_builder_rect (
      builder, (StemmaRect){ room.x, room.y + above, room.width - gap, room.height - above }, 0,
      (StemmaPaint){ .fill = bar_role (part) });
  end_bar (builder);
}

/**
 * stemma_chart_mix:
 * @width: pixels
 * @height: pixels; from 16 on there is room for letters above the parts
 * @parts: from left to right, in an order that is always the same
 * @n_parts: how many
 *
 * One bar that shows shares, for a cell of a table or a card. The hit of the n-th part is n, counted from 1.
 *
 * Returns: (transfer full): the picture
 */
StemmaScene *
stemma_chart_mix (double width, double height, const StemmaChartBar *parts, guint n_parts)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  double total = 0, x = 0;
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ 0, 0, width, height });
  for (guint i = 0; i < n_parts; i++)
    total += bar_value (&parts[i]);
  for (guint i = 0; i < n_parts && total > 0; i++)
    {
      double share = bar_value (&parts[i]) / total;
      if (share > 0)
        draw_part (builder, &parts[i], i + 1, (StemmaRect){ x, 0, width * share, height }, share);
      x += width * share;
    }
  return stemma_scene_builder_seal (builder);
}
