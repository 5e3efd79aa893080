#include "scene/stemma-geometry.h"

#include <math.h>

#define SAMPLES 3000

static double
random_within (GRand *rand, double from, double to)
{
  return g_rand_double_range (rand, from, to);
}

static StemmaPoint
random_point (GRand *rand, double size)
{
  return (StemmaPoint){ random_within (rand, 0, size), random_within (rand, 0, size) };
}

static void
add_path (StemmaSceneBuilder *builder, GRand *rand, double size)
{
  guint pieces = (guint) g_rand_int_range (rand, 1, 4);
  gboolean closed = g_rand_int_range (rand, 0, 4) == 0;
  StemmaPoint points[10];
  for (guint i = 0; i < 1 + 3 * pieces; i++)
    points[i] = random_point (rand, size);
  StemmaPaint paint = { .stroke = STEMMA_ROLE_MERGE,
                        .width = random_within (rand, 0.5, 4),
                        .fill = closed ? STEMMA_ROLE_SURFACE : STEMMA_ROLE_NONE,
                        .dash = (StemmaDash) g_rand_int_range (rand, 0, 6) };
  stemma_scene_builder_path (builder, points, 1 + 3 * pieces, closed, paint);
}

static StemmaScene *
random_scene (GRand *rand, guint n, double size, double card)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      StemmaPoint at = random_point (rand, size);
      stemma_scene_builder_set_hit (builder, g_rand_int_range (rand, 0, 10) == 0 ? 0 : i + 1);
      StemmaRect rect = { at.x, at.y, random_within (rand, 0, card), random_within (rand, 0, card) };
      switch (g_rand_int_range (rand, 0, 3))
        {
        case 0:
          stemma_scene_builder_rect (builder, rect, 0,
                                     (StemmaPaint){ .stroke = STEMMA_ROLE_LINE, .width = 2 });
          break;
        case 1:
          stemma_scene_builder_text (builder, at.x, at.y, "acorn/base", STEMMA_FONT_NAME,
                                     STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK);
          break;
        default:
          add_path (builder, rand, size);
        }
    }
  return stemma_scene_builder_seal (builder);
}

/* Without any index or cleverness: the curve as thousands of chords. Below zero inside. */
static double
naive_path_distance (const StemmaSceneItem *item, double x, double y)
{
  double best = G_MAXDOUBLE, turned = 0;
  StemmaPoint start = item->path.points[0], last = start;
  guint pieces = item->path.n_points / 3, steps = SAMPLES / 10;
  for (guint i = 0; i < pieces + (item->path.closed ? 1 : 0); i++)
    for (guint s = 1; s <= steps; s++)
      {
        double t = s / (double) steps;
        StemmaPoint end = item->path.points[item->path.n_points - 1];
        StemmaPoint at = i < pieces
                           ? stemma_cubic_at (item->path.points + 3 * i, t)
                           : (StemmaPoint){ end.x + (start.x - end.x) * t, end.y + (start.y - end.y) * t };
        double ax = last.x - x, ay = last.y - y, bx = at.x - x, by = at.y - y;
        double dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
        double u = square > 0 ? CLAMP (-(ax * dx + ay * dy) / square, 0, 1) : 0;
        best = MIN (best, hypot (ax + u * dx, ay + u * dy));
        turned += atan2 (ax * by - ay * bx, ax * bx + ay * by);
        last = at;
      }
  if (item->paint.fill != STEMMA_ROLE_NONE && fabs (turned) > 1)
    return -best - 1;
  return best - stemma_stroke_reach (&item->paint);
}

static double
naive_distance (const StemmaSceneItem *item, double x, double y)
{
  if (item->type == STEMMA_ITEM_PATH)
    return naive_path_distance (item, x, y);
  double dx = MAX (item->bounds.x - x, x - item->bounds.x - item->bounds.width);
  double dy = MAX (item->bounds.y - y, y - item->bounds.y - item->bounds.height);
  return dx <= 0 || dy <= 0 ? MAX (dx, dy) : hypot (dx, dy);
}

/*
 * Where a border runs close by, or two items are almost equally near, either answer is right: that is not
 * asked.
 */
static gboolean
naive_hit (const StemmaScene *scene, double x, double y, double tolerance, guint32 *hit)
{
  const double doubt = 0.3;
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  g_autofree double *distances = g_new (double, n);
  double best = tolerance;
  *hit = 0;
  for (guint i = 0; i < n; i++)
    {
      distances[i] = items[i].hit == 0 ? G_MAXDOUBLE : naive_distance (&items[i], x, y);
      if (fabs (distances[i]) < doubt || fabs (distances[i] - tolerance) < doubt)
        return FALSE;
      if (MAX (distances[i], 0) <= best)
        {
          best = MAX (distances[i], 0);
          *hit = items[i].hit;
        }
    }
  for (guint i = 0; i < n && best > 0; i++)
    if (items[i].hit != *hit && fabs (distances[i] - best) < doubt)
      return FALSE;
  return TRUE;
}

static void
test_against_naive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250625);
  guint sure = 0, something = 0;
  for (guint round = 0; round < 60; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 1, 60);
      g_autoptr (StemmaScene) scene = random_scene (rand, n, 400, 60);
      for (guint i = 0; i < 40; i++)
        {
          StemmaPoint at = { random_within (rand, -10, 410), random_within (rand, -10, 410) };
          double tolerance = g_rand_int_range (rand, 0, 3) * 4;
          guint32 expected;
          if (!naive_hit (scene, at.x, at.y, tolerance, &expected))
            continue;
          g_assert_cmpuint (stemma_scene_hit (scene, at.x, at.y, tolerance), ==, expected);
          sure++;
          something += expected != 0;
        }
    }
  g_test_message ("%u sure answers, %u of them something", sure, something);
  g_assert_cmpuint (sure, >, 2000);
  g_assert_cmpuint (something, >, 400);
}

static void
test_topmost (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  StemmaPaint paint = { .fill = STEMMA_ROLE_SURFACE };
  stemma_scene_builder_set_hit (builder, 1);
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, 0, 100, 100 }, 0, paint);
  stemma_scene_builder_set_hit (builder, 2);
  stemma_scene_builder_rect (builder, (StemmaRect){ 40, 40, 20, 20 }, 0, paint);
  stemma_scene_builder_set_hit (builder, 0);
  stemma_scene_builder_rect (builder, (StemmaRect){ 45, 45, 10, 10 }, 0, paint);
  stemma_scene_builder_set_hit (builder, 3);
  stemma_scene_builder_line (builder, (StemmaPoint){ 100, 20 }, (StemmaPoint){ 200, 20 },
                             (StemmaPaint){ .stroke = STEMMA_ROLE_LINE, .width = 2 });
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  g_assert_cmpuint (stemma_scene_hit (scene, 50, 50, 0), ==, 2);
  g_assert_cmpuint (stemma_scene_hit (scene, 10, 50, 0), ==, 1);
  g_assert_cmpuint (stemma_scene_hit (scene, 98, 20, 6), ==, 1);
  g_assert_cmpuint (stemma_scene_hit (scene, 150, 24, 6), ==, 3);
  g_assert_cmpuint (stemma_scene_hit (scene, 150, 24, 1), ==, 0);
  g_assert_cmpuint (stemma_scene_hit (scene, 104, 22, 6), ==, 3);
  g_assert_cmpuint (stemma_scene_hit (scene, NAN, 22, 6), ==, 0);
  g_assert_cmpuint (stemma_scene_hit (scene, 1e300, 22, 6), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hit/topmost", test_topmost);
  g_test_add_func ("/hit/naive", test_against_naive);
  return g_test_run ();
}
