#pragma once

#include "chart/stemma-scale.h"
#include "scene/stemma-scene.h"

G_BEGIN_DECLS

/**
 * StemmaChartFrame:
 * @title: what is shown, in a few words
 * @unit: (nullable): what is counted, written below the title
 * @definition: (nullable): how the figures come about; a screen reader and an SVG tell it
 * @width: of the picture, pixels
 * @height: of the picture, pixels; a list of bars takes what it needs instead
 */
typedef struct
{
  const char *title;
  const char *unit;
  const char *definition;
  double width, height;
} StemmaChartFrame;

/**
 * StemmaChartBar: a bar, or a part of a mix
 * @label: what it stands for
 * @value: its figure, 0 or more; what is no number is drawn as not known
 * @role: its colour; %STEMMA_ROLE_NONE for a neutral one
 * @letter: (nullable): stands beside the colour of a relation
 */
typedef struct
{
  const char *label;
  double value;
  StemmaRole role;
  const char *letter;
} StemmaChartBar;

/** StemmaChartPoint: @x a number, or a day as in StemmaDate; @y a gap if it is no number. */
typedef struct
{
  double x, y;
} StemmaChartPoint;

typedef struct
{
  const char *label;
  StemmaRole role;
  StemmaDash dash;
  const StemmaChartPoint *points;  /* rising in x */
  guint n_points;
} StemmaChartSeries;

StemmaScene *stemma_chart_histogram (const StemmaChartFrame *frame, const StemmaChartBar *bars, guint n_bars,
                                     gboolean log_values);
StemmaScene *stemma_chart_bars (const StemmaChartFrame *frame, const StemmaChartBar *bars, guint n_bars);
StemmaScene *stemma_chart_mix (double width, double height, const StemmaChartBar *parts, guint n_parts);
StemmaScene *stemma_chart_lines (const StemmaChartFrame *frame,
                                 const StemmaChartSeries *series,
                                 guint n_series,
                                 gboolean x_is_date,
                                 gboolean log_values);
StemmaScene *stemma_chart_sparkline (double width, double height, const double *values, guint n_values);

G_END_DECLS
