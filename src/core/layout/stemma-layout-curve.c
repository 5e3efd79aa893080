#include "layout/stemma-layout-curve.h"

#include "layout/stemma-layout-gaps.h"

#include <math.h>

/* A bend reaches over this many columns at most. */
#define MAX_REACH 6

/* How far a turn reaches into a gutter at least and at most: three quarters of it, so that it stays
 * inside. */
#define BULGE_MIN 24.0
#define BULGE_MAX (STEMMA_LAYOUT_GUTTER * 0.9)

/* Heights that differ by less are drawn as one. */
#define FLAT 0.05

/* A pen that draws cubic pieces. It joins level pieces into one: @ahead is how far the last one reaches. */
typedef struct
{
  GArray *points;
  double x, y;
  double ahead;
} Pen;

static void
put (Pen *pen, double x, double y)
{
  g_array_append_val (pen->points, x);
  g_array_append_val (pen->points, y);
}

static void
flush (Pen *pen)
{
  double from = pen->x, to = pen->ahead;
  if (fabs (to - from) < FLAT)
    return;
  put (pen, from + (to - from) / 3, pen->y);
  put (pen, to - (to - from) / 3, pen->y);
  put (pen, to, pen->y);
  pen->x = to;
}

static void
cubic_to (Pen *pen, double x1, double x2, double x, double y)
{
  put (pen, x1, pen->y);
  put (pen, x2, y);
  put (pen, x, y);
  pen->x = pen->ahead = x;
  pen->y = y;
}

static void
level_to (Pen *pen, double x)
{
  pen->ahead = x;
}

/* Through a gutter to another height, leaving and arriving level. */
static void
bend_to (Pen *pen, double x, double y)
{
  if (fabs (y - pen->y) < FLAT)
    {
      level_to (pen, x);
      return;
    }
  flush (pen);
  double half = (x - pen->x) / 2;
  cubic_to (pen, pen->x + half, x - half, x, y);
}

/* Round and back: @side is 1 for a turn that bulges to the right, -1 to the left. */
static void
turn_to (Pen *pen, double side, double y)
{
  flush (pen);
  double bulge = CLAMP (fabs (y - pen->y) * 0.7, BULGE_MIN, BULGE_MAX) * side;
  cubic_to (pen, pen->x + bulge, pen->x + bulge, pen->x, y);
}

/* Where a bend from (0, 0) to (1, 1) is at @x: its two control points lie half way. */
static double
rise_at (double x)
{
  double low = 0, high = 1;
  for (guint i = 0; i < 24; i++)
    {
      double t = (low + high) / 2;
      if (t * (1.5 + t * (t - 1.5)) < x)
        low = t;
      else
        high = t;
    }
  return low * low * (3 - 2 * low);
}

/* Whether a bend to (@x, @y) stays inside the gap of a pass. It rises or falls all the way, so its ends
 * tell. */
static gboolean
clears (const Pen *pen, const StemmaLayoutDraft *draft, const StemmaLayoutPass *pass, double x, double y)
{
  StemmaLayoutGap room = stemma_layout_gap_get (draft, pass->column, pass->gap);
  double width = x - pen->ahead, step = y - pen->y;
  double in = pen->y + step * rise_at ((draft->left[pass->column] - pen->ahead) / width);
  double out = pen->y + step * rise_at ((draft->right[pass->column] - pen->ahead) / width);
  return MIN (in, out) >= room.upper && MAX (in, out) <= room.lower;
}

/* Whether one bend can take the place of the next @n passes. */
static gboolean
can_reach (const Pen *pen, const StemmaLayoutDraft *draft, const StemmaLayoutPass *passes, guint n, double x,
           double y)
{
  for (guint i = 0; i < n; i++)
    if (!clears (pen, draft, &passes[i], x, y))
      return FALSE;
  return TRUE;
}

/* Bends are drawn as long as the room allows: an edge that crosses open space swings instead of turning
 * corners. */
static void
draw_forward (Pen *pen, const StemmaLayoutDraft *draft, const StemmaLayoutPass *passes, guint n, guint to)
{
  double end = stemma_layout_draft_get_middle (draft, to);
  for (guint i = 0; i <= n; i++)
    {
      guint last = MIN (n, i + MAX_REACH);
      double x = 0, y = 0;
      for (;; last--)
        {
          x = draft->left[last < n ? passes[last].column : draft->column[to]];
          y = last < n ? passes[last].y : end;
          if (last == i || can_reach (pen, draft, passes + i, last - i, x, y))
            break;
        }
      bend_to (pen, x, y);
      if (last < n)
        level_to (pen, draft->right[passes[last].column]);
      i = last;
    }
}

static void
draw_backward (Pen *pen, const StemmaLayoutDraft *draft, const StemmaLayoutPass *passes, guint n, guint to)
{
  double y = n > 0 ? passes[0].y : pen->y;
  turn_to (pen, 1, y);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        bend_to (pen, draft->right[passes[i].column], passes[i].y);
      level_to (pen, draft->left[passes[i].column]);
    }
  level_to (pen, draft->left[draft->column[to]]);
  turn_to (pen, -1, stemma_layout_draft_get_middle (draft, to));
}

/*
 * stemma_layout_curve_append:
 * @draft: boxes in their places
 * @routes: how edges cross columns
 * @edge: index of an edge
 * @points: (element-type double): where the curve is added: a start, then three points a cubic piece
 *
 * Draws an edge: level through the gaps of columns and in bends through the gutters between them, so that it
 * crosses no card.
 */
void
stemma_layout_curve_append (const StemmaLayoutDraft *draft, const StemmaLayoutRoutes *routes, guint edge,
                            GArray *points)
{
  const StemmaLayoutEdge *ends = &draft->request->edges[edge];
  const StemmaLayoutPass *passes = &g_array_index (routes->passes, StemmaLayoutPass, routes->starts[edge]);
  guint n = routes->starts[edge + 1] - routes->starts[edge], column = draft->column[ends->from];
  Pen pen = { .points = points };
  pen.x = draft->left[column] + draft->request->boxes[ends->from].width;
  pen.y = stemma_layout_draft_get_middle (draft, ends->from);
  pen.ahead = draft->right[column];
  put (&pen, pen.x, pen.y);
  if (stemma_layout_routes_goes_back (draft, ends))
    draw_backward (&pen, draft, passes, n, ends->to);
  else
    draw_forward (&pen, draft, passes, n, ends->to);
  flush (&pen);
}
