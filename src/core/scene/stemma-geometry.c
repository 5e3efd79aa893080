#include "scene/stemma-geometry.h"

#include <math.h>
#include <string.h>

#define FLAT_ENOUGH 0.05
#define MAX_DEPTH 12
#define INSIDE_STEPS 16

/**
 * stemma_rect_is_finite:
 * @rect: a rectangle from anywhere
 *
 * Returns: whether all of it is a number that can be drawn
 */
gboolean
stemma_rect_is_finite (const StemmaRect *rect)
{
  return isfinite (rect->x) && isfinite (rect->y) && isfinite (rect->width) && isfinite (rect->height);
}

/**
 * stemma_rect_outset:
 * @rect: a rectangle
 * @by: pixels, negative to shrink
 *
 * Returns: @rect, moved out by @by on each side; it never turns inside out
 */
StemmaRect
stemma_rect_outset (StemmaRect rect, double by)
{
  by = MAX (by, -MIN (rect.width, rect.height) / 2);
  return (StemmaRect){ rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by };
}

/**
 * stemma_rect_union:
 * @a: a rectangle
 * @b: another
 *
 * Returns: the smallest rectangle that holds both
 */
StemmaRect
stemma_rect_union (StemmaRect a, StemmaRect b)
{
  double x = MIN (a.x, b.x), y = MIN (a.y, b.y);
  double right = MAX (a.x + a.width, b.x + b.width), bottom = MAX (a.y + a.height, b.y + b.height);
  return (StemmaRect){ x, y, right - x, bottom - y };
}

/**
 * stemma_rect_overlaps:
 * @a: a rectangle
 * @b: another
 *
 * Returns: whether they share a point, edges included
 */
gboolean
stemma_rect_overlaps (const StemmaRect *a, const StemmaRect *b)
{
  return a->x <= b->x + b->width && b->x <= a->x + a->width && a->y <= b->y + b->height
         && b->y <= a->y + a->height;
}

/**
 * stemma_rect_distance:
 * @rect: a rectangle
 * @x: pixels
 * @y: pixels
 *
 * Returns: how far the point is outside, 0 inside
 */
double
stemma_rect_distance (const StemmaRect *rect, double x, double y)
{
  double dx = MAX (MAX (rect->x - x, x - rect->x - rect->width), 0);
  double dy = MAX (MAX (rect->y - y, y - rect->y - rect->height), 0);
  return dx == 0 ? dy : dy == 0 ? dx : hypot (dx, dy);
}

/**
 * stemma_cubic_at:
 * @p: start, two controls, end
 * @t: 0 to 1
 *
 * Returns: the point of the curve
 */
StemmaPoint
stemma_cubic_at (const StemmaPoint p[4], double t)
{
  double u = 1 - t;
  double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
  return (StemmaPoint){ a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                        a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

static StemmaPoint
mix (StemmaPoint a, StemmaPoint b, double t)
{
  return (StemmaPoint){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/* The polar form of the curve: its three arguments split a piece out of it. */
static StemmaPoint
blossom (const StemmaPoint p[4], double r, double s, double t)
{
  StemmaPoint ab = mix (p[0], p[1], r), bc = mix (p[1], p[2], r), cd = mix (p[2], p[3], r);
  return mix (mix (ab, bc, s), mix (bc, cd, s), t);
}

/**
 * stemma_cubic_part:
 * @p: start, two controls, end
 * @from: 0 to 1
 * @to: 0 to 1
 * @part: (out): the curve between the two, with controls of its own
 */
void
stemma_cubic_part (const StemmaPoint p[4], double from, double to, StemmaPoint part[4])
{
  part[0] = blossom (p, from, from, from);
  part[1] = blossom (p, from, from, to);
  part[2] = blossom (p, from, to, to);
  part[3] = blossom (p, to, to, to);
}

static StemmaRect
include_point (StemmaRect rect, StemmaPoint point)
{
  return stemma_rect_union (rect, (StemmaRect){ point.x, point.y, 0, 0 });
}

/* Where the curve turns in one coordinate: the roots of its derivative, a quadratic, that lie inside. */
static guint
turning_points (double p0, double p1, double p2, double p3, double roots[2])
{
  double a = -p0 + 3 * p1 - 3 * p2 + p3, b = 2 * (p0 - 2 * p1 + p2), c = p1 - p0;
  double found[2];
  guint n = 0, kept = 0;
  if (fabs (a) < 1e-9 * (fabs (b) + fabs (c)))
    {
      if (b != 0)
        found[n++] = -c / b;
    }
  else
    {
      double under = b * b - 4 * a * c;
      if (under >= 0)
        {
          found[n++] = (-b + sqrt (under)) / (2 * a);
          found[n++] = (-b - sqrt (under)) / (2 * a);
        }
    }
  for (guint i = 0; i < n; i++)
    if (found[i] > 0 && found[i] < 1)
      roots[kept++] = found[i];
  return kept;
}

/**
 * stemma_path_bounds:
 * @points: a start, then three points a cubic piece
 * @n_points: how many, 1 or more
 *
 * Returns: the smallest rectangle that holds the curve itself (not its control points, not its stroke)
 */
StemmaRect
stemma_path_bounds (const StemmaPoint *points, guint n_points)
{
  StemmaRect bounds = { points[0].x, points[0].y, 0, 0 };
  for (guint i = 0; i + 3 < n_points; i += 3)
    {
      const StemmaPoint *p = points + i;
      double roots[4];
      guint n = turning_points (p[0].x, p[1].x, p[2].x, p[3].x, roots);
      n += turning_points (p[0].y, p[1].y, p[2].y, p[3].y, roots + n);
      for (guint j = 0; j < n; j++)
        bounds = include_point (bounds, stemma_cubic_at (p, roots[j]));
      bounds = include_point (bounds, p[3]);
    }
  return bounds;
}

static double
segment_distance (StemmaPoint a, StemmaPoint b, double x, double y)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double t = square > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / square : 0;
  t = CLAMP (t, 0, 1);
  return hypot (a.x + t * dx - x, a.y + t * dy - y);
}

static double
hull_distance (const StemmaPoint p[4], double x, double y)
{
  double left = MIN (MIN (p[0].x, p[1].x), MIN (p[2].x, p[3].x));
  double right = MAX (MAX (p[0].x, p[1].x), MAX (p[2].x, p[3].x));
  double top = MIN (MIN (p[0].y, p[1].y), MIN (p[2].y, p[3].y));
  double bottom = MAX (MAX (p[0].y, p[1].y), MAX (p[2].y, p[3].y));
  StemmaRect hull = { left, top, right - left, bottom - top };
  return stemma_rect_distance (&hull, x, y);
}

/*
 * stemma_cubic_part() at a half, which takes a third of the time: a pointer's every move comes through here.
 */
static void
halve (const StemmaPoint p[4], StemmaPoint first[4], StemmaPoint second[4])
{
  StemmaPoint ab = mix (p[0], p[1], 0.5), bc = mix (p[1], p[2], 0.5), cd = mix (p[2], p[3], 0.5);
  StemmaPoint abc = mix (ab, bc, 0.5), bcd = mix (bc, cd, 0.5), all = mix (abc, bcd, 0.5);
  first[0] = p[0], first[1] = ab, first[2] = abc, first[3] = all;
  second[0] = all, second[1] = bcd, second[2] = cd, second[3] = p[3];
}

static gboolean
is_flat (const StemmaPoint p[4])
{
  return segment_distance (p[0], p[3], p[1].x, p[1].y) < FLAT_ENOUGH
         && segment_distance (p[0], p[3], p[2].x, p[2].y) < FLAT_ENOUGH;
}

/* Halves are left out as soon as their hull is no nearer than what was found, so that few are looked at. */
static double
cubic_distance (const StemmaPoint curve[4], double x, double y, double best)
{
  StemmaPoint stack[MAX_DEPTH + 2][4];
  guint depth_of[MAX_DEPTH + 2], n = 1;
  memcpy (stack[0], curve, sizeof stack[0]);
  depth_of[0] = 0;
  while (n > 0)
    {
      StemmaPoint p[4];
      guint depth = depth_of[--n];
      memcpy (p, stack[n], sizeof p);
      if (hull_distance (p, x, y) >= best)
        continue;
      if (depth == MAX_DEPTH || is_flat (p))
        {
          best = MIN (best, segment_distance (p[0], p[3], x, y));
          continue;
        }
      halve (p, stack[n], stack[n + 1]);
      depth_of[n] = depth_of[n + 1] = depth + 1;
      n += 2;
    }
  return best;
}

/**
 * stemma_path_distance:
 * @points: a start, then three points a cubic piece
 * @n_points: how many
 * @x: pixels
 * @y: pixels
 * @limit: what is farther away does not matter
 *
 * Returns: the distance to the curve, to a twentieth of a pixel; @limit if it is not less
 */
double
stemma_path_distance (const StemmaPoint *points, guint n_points, double x, double y, double limit)
{
  double best = limit;
  for (guint i = 0; i + 3 < n_points; i += 3)
    best = cubic_distance (points + i, x, y, best);
  return best;
}

/* One more or one less turn round the point if the segment crosses the ray that leaves it to the right. */
static int
crossing (StemmaPoint a, StemmaPoint b, double x, double y)
{
  if ((a.y <= y) == (b.y <= y))
    return 0;
  double at = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
  return at <= x ? 0 : b.y > a.y ? 1 : -1;
}

/**
 * stemma_path_contains:
 * @points: a start, then three points a cubic piece; read as closed
 * @n_points: how many
 * @x: pixels
 * @y: pixels
 *
 * Returns: whether the filled path covers the point (nonzero winding)
 */
gboolean
stemma_path_contains (const StemmaPoint *points, guint n_points, double x, double y)
{
  int winding = 0;
  StemmaPoint at = points[0];
  for (guint i = 0; i + 3 < n_points; i += 3)
    for (guint step = 1; step <= INSIDE_STEPS; step++)
      {
        StemmaPoint next = stemma_cubic_at (points + i, step / (double) INSIDE_STEPS);
        winding += crossing (at, next, x, y);
        at = next;
      }
  return winding + crossing (at, points[0], x, y) != 0;
}
