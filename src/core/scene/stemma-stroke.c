#include "scene/stemma-geometry.h"

#include <math.h>

/*
 * The two lines of a double stroke, as shares of its width: each 0.6 wide, their middles 0.8 from the middle.
 */
#define DOUBLE_WIDTH 0.6
#define DOUBLE_OFFSET 0.8

static double
arrow_length (double width)
{
  return 4 + 3 * width;
}

static double
arrow_half_width (double width)
{
  return 1.5 + 1.5 * width;
}

/**
 * stemma_stroke_reach:
 * @paint: how something is stroked
 *
 * Returns: how far the stroke and its arrow head can stand out from the path, pixels
 */
double
stemma_stroke_reach (const StemmaPaint *paint)
{
  if (paint->stroke == STEMMA_ROLE_NONE)
    return 0;
  double reach = paint->width / 2;
  if (paint->dash == STEMMA_DASH_DOUBLE)
    reach = paint->width * (DOUBLE_OFFSET + DOUBLE_WIDTH / 2);
  return paint->arrow ? MAX (reach, arrow_half_width (paint->width)) : reach;
}

/**
 * stemma_stroke_lines:
 * @paint: how something is stroked
 * @width: (out): the width of each line
 *
 * Returns: how many lines are drawn side by side: none, one, or two for %STEMMA_DASH_DOUBLE
 */
guint
stemma_stroke_lines (const StemmaPaint *paint, double *width)
{
  gboolean twice = paint->dash == STEMMA_DASH_DOUBLE;
  *width = twice ? paint->width * DOUBLE_WIDTH : paint->width;
  if (paint->stroke == STEMMA_ROLE_NONE || !(paint->width > 0))
    return 0;
  return twice ? 2 : 1;
}

static double
line_offset (const StemmaPaint *paint, guint line)
{
  if (paint->dash != STEMMA_DASH_DOUBLE)
    return 0;
  return paint->width * (line == 0 ? DOUBLE_OFFSET : -DOUBLE_OFFSET);
}

/* A unit vector from @from towards @to, zero where they coincide. */
static StemmaPoint
direction (StemmaPoint from, StemmaPoint to)
{
  double dx = to.x - from.x, dy = to.y - from.y, length = hypot (dx, dy);
  return length > 1e-9 ? (StemmaPoint){ dx / length, dy / length } : (StemmaPoint){ 0, 0 };
}

/* The way in which the path runs through its point @i; neighbours that coincide with it are passed over. */
static StemmaPoint
heading (const StemmaPoint *points, guint n, guint i)
{
  guint before = i, after = i;
  while (before > 0 && points[before].x == points[i].x && points[before].y == points[i].y)
    before--;
  while (after + 1 < n && points[after].x == points[i].x && points[after].y == points[i].y)
    after++;
  return direction (points[before], points[after]);
}

static void
shorten_end (StemmaPoint *points, guint n, double by)
{
  StemmaPoint along = heading (points, n, n - 1);
  for (guint i = n - 2; i < n; i++)
    {
      points[i].x -= along.x * by;
      points[i].y -= along.y * by;
    }
}

/**
 * stemma_stroke_points:
 * @item: a path
 * @line: which of the lines that stemma_stroke_lines() counts
 *
 * The curve that is stroked: moved aside if it is one of two, and ending under the arrow head if there is
 * one. Moving the control points along their normals is near enough for smooth edges and a few pixels.
 *
 * Returns: (transfer full): as many points as the item has; free with g_free()
 */
StemmaPoint *
stemma_stroke_points (const StemmaSceneItem *item, guint line)
{
  guint n = item->path.n_points;
  StemmaPoint *points = g_memdup2 (item->path.points, n * sizeof *points);
  if (item->paint.arrow && n >= 4)
    shorten_end (points, n, arrow_length (item->paint.width) * 0.8);
  double offset = line_offset (&item->paint, line);
  if (offset == 0)
    return points;
  StemmaPoint *moved = g_new (StemmaPoint, n);
  for (guint i = 0; i < n; i++)
    {
      StemmaPoint along = heading (points, n, i);
      moved[i] = (StemmaPoint){ points[i].x - along.y * offset, points[i].y + along.x * offset };
    }
  g_free (points);
  return moved;
}

/**
 * stemma_stroke_rect:
 * @item: a rectangle
 * @line: which of the lines that stemma_stroke_lines() counts
 * @radius: (out): of its corners
 *
 * Returns: the rectangle that is stroked
 */
StemmaRect
stemma_stroke_rect (const StemmaSceneItem *item, guint line, double *radius)
{
  double offset = line_offset (&item->paint, line);
  StemmaRect rect = stemma_rect_outset (item->rect.rect, offset);
  *radius = CLAMP (item->rect.radius + offset, 0, MIN (rect.width, rect.height) / 2);
  return rect;
}

/**
 * stemma_arrow_head:
 * @item: an item
 * @head: (out): the tip, then the two corners behind it
 *
 * Returns: whether the item ends in an arrow head
 */
gboolean
stemma_arrow_head (const StemmaSceneItem *item, StemmaPoint head[3])
{
  if (item->type != STEMMA_ITEM_PATH || !item->paint.arrow || item->paint.stroke == STEMMA_ROLE_NONE
      || item->path.n_points < 4)
    return FALSE;
  const StemmaPoint *points = item->path.points;
  guint n = item->path.n_points;
  StemmaPoint tip = points[n - 1], along = heading (points, n, n - 1);
  if (along.x == 0 && along.y == 0)
    return FALSE;
  double length = arrow_length (item->paint.width), half = arrow_half_width (item->paint.width);
  StemmaPoint foot = { tip.x - along.x * length, tip.y - along.y * length };
  head[0] = tip;
  head[1] = (StemmaPoint){ foot.x - along.y * half, foot.y + along.x * half };
  head[2] = (StemmaPoint){ foot.x + along.y * half, foot.y - along.x * half };
  return TRUE;
}
