#include <math.h>
#include <stdlib.h>

#include "base/stemma-date.h"
#include "chart/stemma-chart-private.h"
#include "scene/stemma-text.h"

#define AXIS_LABELS 20.0
#define WIDEST_LABEL 140.0
#define LABEL_STEP 14.0
#define DOT 5.0

typedef struct
{
  double least_x, most_x, least_y, most_y;
  gboolean any;
} Extent;

typedef struct
{
  guint series;
  double y;  /* where the line ends, then where its label stands */
} EndLabel;

static Extent
extent_of (const StemmaChartSeries *series, guint n_series, gboolean log_values)
{
  Extent extent = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, FALSE };
  for (guint i = 0; i < n_series; i++)
    for (guint j = 0; j < series[i].n_points; j++)
      {
        StemmaChartPoint point = series[i].points[j];
        if (!isfinite (point.x) || !isfinite (point.y) || (log_values && point.y <= 0))
          continue;
        extent.least_x = MIN (extent.least_x, point.x), extent.most_x = MAX (extent.most_x, point.x);
        extent.least_y = MIN (extent.least_y, point.y), extent.most_y = MAX (extent.most_y, point.y);
        extent.any = TRUE;
      }
  return extent;
}

/* Zero belongs to the picture unless what happens is far above it. */
static StemmaScale
value_scale (const Extent *extent, gboolean log_values, guint ticks)
{
  double least = extent->least_y;
  if (log_values)
    return stemma_scale_new (STEMMA_SCALE_LOG, least, extent->most_y, ticks);
  if (least > 0 && least < extent->most_y * 0.6)
    least = 0;
  return stemma_scale_new (STEMMA_SCALE_LINEAR, least, extent->most_y, ticks);
}

static double
width_of_end_labels (const StemmaChartSeries *series, guint n)
{
  double widest = 0;
  for (guint i = 0; i < n; i++)
    widest = MAX (widest, stemma_text_width (series[i].label, STEMMA_FONT_OWNER));
  return MIN (widest, WIDEST_LABEL);
}

static void
draw_dot (StemmaSceneBuilder *builder, StemmaPoint at, StemmaRole role)
{
  stemma_scene_builder_rect (builder, (StemmaRect){ at.x - DOT / 2, at.y - DOT / 2, DOT, DOT }, DOT / 2,
                             (StemmaPaint){ .fill = role });
}

/* A run of points without a gap: a path of straight pieces, or a dot if there is but one. */
static void
draw_run (StemmaSceneBuilder *builder, const GArray *run, StemmaPaint paint)
{
  const StemmaPoint *points = (const StemmaPoint *) (const void *) run->data;
  if (run->len == 1)
    draw_dot (builder, points[0], paint.stroke);
  if (run->len < 2)
    return;
  guint n = 1 + 3 * (run->len - 1);
  g_autofree StemmaPoint *path = g_new (StemmaPoint, n);
  path[0] = points[0];
  for (guint i = 1; i < run->len; i++)
    {
      StemmaPoint a = points[i - 1], b = points[i];
      path[3 * i - 2] = (StemmaPoint){ a.x + (b.x - a.x) / 3, a.y + (b.y - a.y) / 3 };
      path[3 * i - 1] = (StemmaPoint){ b.x - (b.x - a.x) / 3, b.y - (b.y - a.y) / 3 };
      path[3 * i] = b;
    }
  stemma_scene_builder_path (builder, path, n, FALSE, paint);
}

static gboolean
draw_series (StemmaSceneBuilder *builder, const StemmaScale *x_scale, const StemmaScale *y_scale,
             const StemmaChartSeries *series, StemmaPoint *end)
{
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (StemmaPoint));
  StemmaPaint paint = { .stroke = series->role, .width = 1.6, .dash = series->dash };
  gboolean any = FALSE;
  for (guint i = 0; i < series->n_points; i++)
    {
      StemmaChartPoint point = series->points[i];
      if (isfinite (point.x) && isfinite (point.y) && (y_scale->kind != STEMMA_SCALE_LOG || point.y > 0))
        {
          *end = (StemmaPoint){ stemma_scale_at (x_scale, point.x), stemma_scale_at (y_scale, point.y) };
          g_array_append_val (run, *end);
          any = TRUE;
          continue;
        }
      draw_run (builder, run, paint);
      g_array_set_size (run, 0);
    }
  draw_run (builder, run, paint);
  if (any)
    draw_dot (builder, *end, series->role);
  return any;
}

static int
by_height (gconstpointer a, gconstpointer b)
{
  const EndLabel *first = a, *second = b;
  if (first->y != second->y)
    return first->y < second->y ? -1 : 1;
  return first->series < second->series ? -1 : first->series > second->series;
}

/* Pushes labels apart downwards, then the stack back up above the floor. */
static void
spread (EndLabel *labels, guint n, double floor_y)
{
  qsort (labels, n, sizeof *labels, by_height);
  for (guint i = 1; i < n; i++)
    labels[i].y = MAX (labels[i].y, labels[i - 1].y + LABEL_STEP);
  for (guint i = n; i-- > 0;)
    labels[i].y = MIN (labels[i].y, floor_y - (n - 1 - i) * LABEL_STEP);
}

static void
draw_all_series (StemmaChartDrawing *drawing, const StemmaScale *x_scale, const StemmaScale *y_scale,
                 const StemmaChartSeries *series, guint n)
{
  g_autofree EndLabel *labels = g_new (EndLabel, n);
  guint n_labels = 0;
  for (guint i = 0; i < n; i++)
    {
      StemmaPoint end;
      stemma_scene_builder_begin_group (drawing->builder, "series", series[i].label, NULL);
      if (draw_series (drawing->builder, x_scale, y_scale, &series[i], &end))
        labels[n_labels++] = (EndLabel){ i, end.y };
      stemma_scene_builder_end_group (drawing->builder);
    }
  spread (labels, n_labels, drawing->plot.y + drawing->plot.height);
  for (guint i = 0; i < n_labels; i++)
    {
      double x = drawing->plot.x + drawing->plot.width + 8;
      g_autofree char *text
        = stemma_text_shorten (series[labels[i].series].label, STEMMA_FONT_OWNER, WIDEST_LABEL);
      stemma_scene_builder_text (drawing->builder, x, stemma_chart_middle (labels[i].y, STEMMA_FONT_OWNER),
                                 text, STEMMA_FONT_OWNER, STEMMA_ANCHOR_START, STEMMA_ROLE_INK);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;
  return (first > second) - (first < second);
}

/* Every x of any series once, rising: what the cross-hair snaps to. */
static GArray *
all_x (const StemmaChartSeries *series, guint n)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (double));
  guint kept = 0;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < series[i].n_points; j++)
      if (isfinite (series[i].points[j].x))
        g_array_append_val (all, series[i].points[j].x);
  g_array_sort (all, compare_doubles);
  for (guint i = 0; i < all->len; i++)
    if (i == 0 || g_array_index (all, double, i) != g_array_index (all, double, i - 1))
      g_array_index (all, double, kept++) = g_array_index (all, double, i);
  g_array_set_size (all, kept);
  return all;
}

static void
append_values_at (GString *title, double x, const StemmaChartSeries *series, guint n)
{
  char figure[STEMMA_FIGURE_SIZE];
  for (guint i = 0; i < n; i++)
    {
      StemmaChartPoint wanted = { x, 0 };
      if (series[i].n_points == 0)
        continue;
      const StemmaChartPoint *point
          = bsearch (&wanted, series[i].points, series[i].n_points, sizeof wanted, compare_doubles);
      if (point != NULL && isfinite (point->y))
        g_string_append_printf (title, " · %s: %s", series[i].label, stemma_figure_exact (point->y, figure));
    }
}

static char *
title_of_x (double x, gboolean is_date, const StemmaChartSeries *series, guint n)
{
  char figure[STEMMA_FIGURE_SIZE], date[STEMMA_DATE_TEXT_SIZE];
  GString *title = g_string_new (is_date ? stemma_date_format ((StemmaDate) CLAMP (x, -1e6, 2.9e6), date)
                                         : stemma_figure_exact (x, figure));
  append_values_at (title, x, series, n);
  return g_string_free (title, FALSE);
}

/* Unseen slices, each reaching half way to its neighbours. */
static void
add_slices (StemmaChartDrawing *drawing, const StemmaScale *scale, const StemmaChartSeries *series, guint n,
            gboolean is_date)
{
  const StemmaRect *plot = &drawing->plot;
  g_autoptr (GArray) all = all_x (series, n);
  for (guint i = 0; i < all->len; i++)
    {
      double x = g_array_index (all, double, i), at = stemma_scale_at (scale, x);
      double left = i == 0 ? plot->x : (stemma_scale_at (scale, g_array_index (all, double, i - 1)) + at) / 2;
      double right = i + 1 == all->len
                       ? plot->x + plot->width
                       : (stemma_scale_at (scale, g_array_index (all, double, i + 1)) + at) / 2;
      g_autofree char *title = title_of_x (x, is_date, series, n);
      stemma_scene_builder_set_hit (drawing->builder, i + 1);
      stemma_scene_builder_begin_group (drawing->builder, "point", title, NULL);
      stemma_scene_builder_rect (drawing->builder,
                                 (StemmaRect){ left, plot->y, MAX (right - left, 0), plot->height }, 0,
                                 (StemmaPaint){ 0 });
      stemma_scene_builder_end_group (drawing->builder);
    }
  stemma_scene_builder_set_hit (drawing->builder, 0);
}

/**
 * stemma_chart_lines:
 * @frame: title, unit and size
 * @series: the lines
 * @n_series: how many
 * @x_is_date: whether x counts days; the axis is to scale either way
 * @log_values: whether the values are spread by powers of ten; what is not above zero is a gap there
 *
 * Each line is labelled where it ends. The hit of the n-th x, of those that occur in any series, rising, is
 * n, counted from 1; it reaches over the whole height, for a cross-hair.
 *
 * Returns: (transfer full): the picture
 */
StemmaScene *
stemma_chart_lines (const StemmaChartFrame *frame, const StemmaChartSeries *series, guint n_series,
                    gboolean x_is_date, gboolean log_values)
{
  StemmaChartDrawing drawing;
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  double top = stemma_chart_begin (&drawing, frame, frame->height);
  Extent extent = extent_of (series, n_series, log_values);
  if (!extent.any)
    {
      stemma_chart_say_empty (&drawing, top);
      return stemma_chart_end (&drawing);
    }
  double height = MAX (drawing.height - top - 6 - AXIS_LABELS - 4, 10);
  guint most = stemma_chart_ticks_that_fit (height, 36);
  StemmaScale y_scale = value_scale (&extent, log_values, most);
  double labels = stemma_chart_labels_width (ticks, stemma_scale_ticks (&y_scale, most, ticks));
  double left = STEMMA_CHART_MARGIN + labels + STEMMA_CHART_TICK_GAP;
  double right = drawing.width - STEMMA_CHART_MARGIN - width_of_end_labels (series, n_series) - 8;
  drawing.plot = (StemmaRect){ left, top + 6, MAX (right - left, 10), height };
  StemmaScale x_scale = { x_is_date ? STEMMA_SCALE_TIME : STEMMA_SCALE_LINEAR, extent.least_x, extent.most_x,
                          drawing.plot.x, drawing.plot.x + drawing.plot.width };
  if (!(x_scale.to > x_scale.from))
    x_scale.to = x_scale.from + 1;
  y_scale.start = drawing.plot.y + height;
  y_scale.end = drawing.plot.y;
  stemma_chart_value_axis (&drawing, &y_scale);
  stemma_chart_baseline (&drawing);
  stemma_chart_x_axis (&drawing, &x_scale);
  add_slices (&drawing, &x_scale, series, n_series, x_is_date);
  draw_all_series (&drawing, &x_scale, &y_scale, series, n_series);
  return stemma_chart_end (&drawing);
}

/**
 * stemma_chart_sparkline:
 * @width: pixels
 * @height: pixels
 * @values: at equal distances; what is no number is a gap
 * @n_values: how many
 *
 * A line as large as a word: no axes, no figures, a dot at its end. The hit of the n-th value is n, counted
 * from 1.
 *
 * Returns: (transfer full): the picture
 */
StemmaScene *
stemma_chart_sparkline (double width, double height, const double *values, guint n_values)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  g_autofree StemmaChartPoint *points = g_new (StemmaChartPoint, n_values + 1);
  StemmaPoint end;
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ 0, 0, width, height });
  for (guint i = 0; i < n_values; i++)
    points[i] = (StemmaChartPoint){ i, values[i] };
  StemmaChartSeries series = { NULL, STEMMA_ROLE_INK, STEMMA_DASH_SOLID, points, n_values };
  Extent extent = extent_of (&series, 1, FALSE);
  double slot = n_values > 0 ? width / n_values : width;
  StemmaScale x_scale = { STEMMA_SCALE_LINEAR, 0, MAX (n_values, 2) - 1, DOT, width - DOT };
  gboolean level = !(extent.most_y > extent.least_y);
  StemmaScale y_scale = { STEMMA_SCALE_LINEAR, level ? extent.least_y - 1 : extent.least_y,
                          level ? extent.least_y + 1 : extent.most_y, height - DOT, DOT };
  for (guint i = 0; i < n_values; i++)
    {
      stemma_scene_builder_set_hit (builder, i + 1);
      stemma_scene_builder_rect (builder, (StemmaRect){ i * slot, 0, slot, height }, 0, (StemmaPaint){ 0 });
    }
  stemma_scene_builder_set_hit (builder, 0);
  if (extent.any)
    draw_series (builder, &x_scale, &y_scale, &series, &end);
  return stemma_scene_builder_seal (builder);
}
