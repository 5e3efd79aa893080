#include "check.h"

#include <math.h>

#define GAP 18.0
#define SAMPLES 24

static void
check_places (const StemmaLayout *layout, const StemmaLayoutRequest *request)
{
  guint n;
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, &n);
  g_assert_cmpuint (n, ==, request->n_boxes);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (places[i].id, ==, request->boxes[i].id);
      g_assert_cmpfloat (places[i].width, ==, request->boxes[i].width);
      g_assert_cmpfloat (places[i].height, ==, request->boxes[i].height);
      g_assert_true (isfinite (places[i].x) && isfinite (places[i].y));
      g_assert_true (stemma_layout_find (layout, places[i].id) == &places[i]);
    }
}

/* Within a column one above the other with the gap between; between columns a gutter. */
static void
check_apart (const StemmaLayout *layout)
{
  guint n;
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, &n);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      {
        const StemmaLayoutPlace *a = &places[i], *b = &places[k];
        if (a->column < b->column)
          g_assert_cmpfloat (a->x + a->width + 63, <, b->x);
        if (i == k || a->column != b->column)
          continue;
        g_assert_cmpfloat (a->x, ==, b->x);
        g_assert_cmpuint (a->rank_in_column, !=, b->rank_in_column);
        if (a->rank_in_column < b->rank_in_column)
          g_assert_cmpfloat (a->y + a->height + GAP, <=, b->y + 1e-6);
      }
}

static void
check_direction (const StemmaLayout *layout, const StemmaLayoutRequest *request)
{
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, NULL);
  for (guint i = 0; i < request->n_edges; i++)
    if (!request->edges[i].backward)
      g_assert_cmpuint (places[request->edges[i].from].column, <, places[request->edges[i].to].column);
}

static void
check_ends (const double *points, guint n, const StemmaLayoutPlace *from, const StemmaLayoutPlace *to)
{
  g_assert_cmpuint (n % 3, ==, 1);
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpfloat_with_epsilon (points[0], from->x + from->width, 1e-6);
  g_assert_cmpfloat_with_epsilon (points[1], from->y + from->height / 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (points[2 * n - 2], to->x, 1e-6);
  g_assert_cmpfloat_with_epsilon (points[2 * n - 1], to->y + to->height / 2, 0.06);
}

/* It leaves to the right, enters to the right, and has no corner: at each joint both sides are level and go
 * one way. */
static void
check_smooth (const double *points, guint n)
{
  g_assert_cmpfloat (points[2], >, points[0]);
  g_assert_cmpfloat (points[2 * n - 4], <, points[2 * n - 2]);
  for (guint p = 0; p < n; p += 3)
    {
      if (p > 0)
        g_assert_cmpfloat_with_epsilon (points[2 * p - 1], points[2 * p + 1], 1e-6);
      if (p + 1 < n)
        g_assert_cmpfloat_with_epsilon (points[2 * p + 3], points[2 * p + 1], 1e-6);
      if (p > 0 && p + 1 < n)
        g_assert_cmpfloat ((points[2 * p] - points[2 * p - 2]) * (points[2 * p + 2] - points[2 * p]), >, 0);
    }
}

static double
cubic (const double *points, guint coordinate, double t)
{
  double u = 1 - t;
  return u * u * u * points[coordinate] + 3 * u * u * t * points[2 + coordinate] +
         3 * u * t * t * points[4 + coordinate] + t * t * t * points[6 + coordinate];
}

static void
check_clear (const StemmaLayout *layout, const double *points, guint n)
{
  guint n_places;
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, &n_places);
  for (guint p = 0; p + 1 < n; p += 3)
    for (guint s = 0; s <= SAMPLES; s++)
      {
        double x = cubic (points + 2 * p, 0, (double) s / SAMPLES);
        double y = cubic (points + 2 * p, 1, (double) s / SAMPLES);
        for (guint i = 0; i < n_places; i++)
          {
            const StemmaLayoutPlace *place = &places[i];
            gboolean across = x > place->x + 0.01 && x < place->x + place->width - 0.01;
            gboolean down = y > place->y + 0.01 && y < place->y + place->height - 0.01;
            g_assert_false (across && down);
          }
      }
}

static void
check_bounds (const StemmaLayout *layout, const StemmaLayoutRequest *request)
{
  guint n;
  double x, y, width, height;
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, &n);
  stemma_layout_get_bounds (layout, &x, &y, &width, &height);
  g_assert_cmpfloat (width, ==, stemma_layout_get_width (layout));
  g_assert_cmpfloat (height, ==, stemma_layout_get_height (layout));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (places[i].x, >=, x);
      g_assert_cmpfloat (places[i].y, >=, y);
      g_assert_cmpfloat (places[i].x + places[i].width, <=, x + width + 1e-6);
      g_assert_cmpfloat (places[i].y + places[i].height, <=, y + height + 1e-6);
    }
  for (guint i = 0; i < request->n_edges; i++)
    {
      guint n_points;
      const double *points = stemma_layout_get_curve (layout, i, &n_points);
      for (guint p = 0; p < n_points; p++)
        {
          g_assert_true (points[2 * p] >= x - 1e-6 && points[2 * p] <= x + width + 1e-6);
          g_assert_true (points[2 * p + 1] >= y - 1e-6 && points[2 * p + 1] <= y + height + 1e-6);
        }
    }
}

/* Everything that holds of every layout. */
void
check_layout (const StemmaLayout *layout, const StemmaLayoutRequest *request)
{
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, NULL);
  check_places (layout, request);
  check_apart (layout);
  check_direction (layout, request);
  check_bounds (layout, request);
  g_assert_cmpuint (stemma_layout_get_n_curves (layout), ==, request->n_edges);
  for (guint i = 0; i < request->n_edges; i++)
    {
      guint n_points;
      const StemmaLayoutEdge *edge = &request->edges[i];
      const double *points = stemma_layout_get_curve (layout, i, &n_points);
      check_ends (points, n_points, &places[edge->from], &places[edge->to]);
      check_smooth (points, n_points);
      check_clear (layout, points, n_points);
    }
}

/* Everything that holds of a layout and the one before it. */
void
check_kept (const StemmaLayout *layout, const StemmaLayout *previous)
{
  guint n;
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, &n);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      {
        const StemmaLayoutPlace *a = stemma_layout_find (previous, places[i].id);
        const StemmaLayoutPlace *b = stemma_layout_find (previous, places[k].id);
        if (a == NULL || b == NULL || a->column != b->column || places[i].column != places[k].column)
          continue;
        g_assert_true ((a->rank_in_column < b->rank_in_column) == (places[i].y < places[k].y));
        g_assert_true ((a->rank_in_column < b->rank_in_column) ==
                       (places[i].rank_in_column < places[k].rank_in_column));
      }
}
