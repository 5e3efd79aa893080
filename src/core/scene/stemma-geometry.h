#pragma once

#include "scene/stemma-scene.h"

G_BEGIN_DECLS

gboolean stemma_rect_is_finite (const StemmaRect *rect);
StemmaRect stemma_rect_outset (StemmaRect rect, double by);
StemmaRect stemma_rect_union (StemmaRect a, StemmaRect b);
gboolean stemma_rect_overlaps (const StemmaRect *a, const StemmaRect *b);
double stemma_rect_distance (const StemmaRect *rect, double x, double y);

StemmaPoint stemma_cubic_at (const StemmaPoint p[4], double t);
void stemma_cubic_part (const StemmaPoint p[4], double from, double to, StemmaPoint part[4]);
StemmaRect stemma_path_bounds (const StemmaPoint *points, guint n_points);
double stemma_path_distance (const StemmaPoint *points, guint n_points, double x, double y, double limit);
gboolean stemma_path_contains (const StemmaPoint *points, guint n_points, double x, double y);

double stemma_stroke_reach (const StemmaPaint *paint);
guint stemma_stroke_lines (const StemmaPaint *paint, double *width);
StemmaPoint *stemma_stroke_points (const StemmaSceneItem *item, guint line);
StemmaRect stemma_stroke_rect (const StemmaSceneItem *item, guint line, double *radius);
gboolean stemma_arrow_head (const StemmaSceneItem *item, StemmaPoint head[3]);

G_END_DECLS
