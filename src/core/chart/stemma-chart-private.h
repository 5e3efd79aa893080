#pragma once

#include "chart/stemma-chart.h"

G_BEGIN_DECLS

#define STEMMA_CHART_MARGIN 12.0
#define STEMMA_CHART_TICK_GAP 6.0

/* Where the parts of a chart lie; the plot is what the axes enclose. */
typedef struct
{
  StemmaSceneBuilder *builder;
  double width, height;
  StemmaRect plot;
} StemmaChartDrawing;

double stemma_chart_begin (StemmaChartDrawing *drawing, const StemmaChartFrame *frame, double height);
StemmaScene *stemma_chart_end (StemmaChartDrawing *drawing);
void stemma_chart_say_empty (StemmaChartDrawing *drawing, double top);
guint stemma_chart_ticks_that_fit (double length, double each);
double stemma_chart_labels_width (const StemmaTick *ticks, guint n);
void stemma_chart_value_axis (StemmaChartDrawing *drawing, const StemmaScale *scale);
void stemma_chart_x_axis (StemmaChartDrawing *drawing, const StemmaScale *scale);
void stemma_chart_baseline (StemmaChartDrawing *drawing);
double stemma_chart_middle (double centre, StemmaFont font);

G_END_DECLS
