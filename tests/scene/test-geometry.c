#include "scene/stemma-geometry.h"

#include <math.h>

#include "scene/stemma-dash.h"
#include "style/stemma-mark.h"

static void
random_curve (GRand *rand, StemmaPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    points[i] = (StemmaPoint){ g_rand_double_range (rand, -50, 50), g_rand_double_range (rand, -50, 50) };
}

static void
test_bounds_are_tight (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (guint round = 0; round < 500; round++)
    {
      StemmaPoint p[4];
      random_curve (rand, p, 4);
      if (round % 7 == 0)
        p[2].x = p[0].x + (p[1].x - p[0].x) * 2; /* a derivative that is no quadratic, or nearly none */
      if (round % 5 == 0)
        p[3].y = p[0].y + 3 * (p[2].y - p[1].y);
      StemmaRect bounds = stemma_path_bounds (p, 4);
      double least = G_MAXDOUBLE, most = -G_MAXDOUBLE, top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
      for (guint i = 0; i <= 4000; i++)
        {
          StemmaPoint at = stemma_cubic_at (p, i / 4000.0);
          least = MIN (least, at.x), most = MAX (most, at.x);
          top = MIN (top, at.y), bottom = MAX (bottom, at.y);
        }
      g_assert_cmpfloat_with_epsilon (bounds.x, least, 1e-3);
      g_assert_cmpfloat_with_epsilon (bounds.x + bounds.width, most, 1e-3);
      g_assert_cmpfloat_with_epsilon (bounds.y, top, 1e-3);
      g_assert_cmpfloat_with_epsilon (bounds.y + bounds.height, bottom, 1e-3);
    }
}

static void
test_part_of_curve (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  for (guint round = 0; round < 100; round++)
    {
      StemmaPoint p[4], part[4];
      random_curve (rand, p, 4);
      double from = g_rand_double (rand), to = g_rand_double (rand), t = g_rand_double (rand);
      stemma_cubic_part (p, from, to, part);
      StemmaPoint whole = stemma_cubic_at (p, from + (to - from) * t), piece = stemma_cubic_at (part, t);
      g_assert_cmpfloat_with_epsilon (whole.x, piece.x, 1e-9);
      g_assert_cmpfloat_with_epsilon (whole.y, piece.y, 1e-9);
    }
}

static StemmaScene *
edge_scene (const StemmaPoint *points, guint n, StemmaPaint paint)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_path (builder, points, n, FALSE, paint);
  return stemma_scene_builder_seal (builder);
}

static void
test_double_line_keeps_its_distance (void)
{
  StemmaPoint edge[4] = { { 0, 0 }, { 60, 0 }, { 60, 80 }, { 120, 80 } };
  StemmaPaint paint = { .stroke = STEMMA_ROLE_MERGE, .width = 2, .dash = STEMMA_DASH_DOUBLE };
  g_autoptr (StemmaScene) scene = edge_scene (edge, 4, paint);
  guint n;
  double width;
  const StemmaSceneItem *item = stemma_scene_get_items (scene, &n);
  g_assert_cmpuint (stemma_stroke_lines (&item->paint, &width), ==, 2);
  for (guint line = 0; line < 2; line++)
    {
      g_autofree StemmaPoint *moved = stemma_stroke_points (item, line);
      for (guint i = 0; i <= 20; i++)
        {
          StemmaPoint at = stemma_cubic_at (moved, i / 20.0);
          double distance = stemma_path_distance (edge, 4, at.x, at.y, 100);
          g_assert_cmpfloat (distance, >, 1.1);
          g_assert_cmpfloat (distance, <, 2.1);
          g_assert_cmpfloat (distance + width / 2, <=, stemma_stroke_reach (&item->paint) + 0.5);
        }
    }
}

static void
test_arrow_head (void)
{
  StemmaPoint edge[4] = { { 0, 0 }, { 50, 0 }, { 100, 10 }, { 100, 10 } };
  StemmaPaint paint = { .stroke = STEMMA_ROLE_LINE, .width = 2, .arrow = TRUE };
  g_autoptr (StemmaScene) scene = edge_scene (edge, 4, paint);
  guint n;
  StemmaPoint head[3];
  const StemmaSceneItem *item = stemma_scene_get_items (scene, &n);
  g_assert_true (stemma_arrow_head (item, head));
  g_assert_cmpfloat (head[0].x, ==, 100);
  StemmaPoint foot = { (head[1].x + head[2].x) / 2, (head[1].y + head[2].y) / 2 };
  g_assert_cmpfloat_with_epsilon (atan2 (10 - foot.y, 100 - foot.x), atan2 (10, 50), 1e-9);
  g_autofree StemmaPoint *line = stemma_stroke_points (item, 0);
  g_assert_cmpfloat (line[3].x, <, 100 - 5);
  StemmaPoint dot[4] = { { 5, 5 }, { 5, 5 }, { 5, 5 }, { 5, 5 } };
  g_autoptr (StemmaScene) nothing = edge_scene (dot, 4, paint);
  g_assert_false (stemma_arrow_head (stemma_scene_get_items (nothing, &n), head));
}

static void
test_lines_tell_relations_apart (void)
{
  for (StemmaRelation a = 0; a < STEMMA_N_RELATIONS; a++)
    for (StemmaRelation b = 0; b < a; b++)
      g_assert_cmpint (stemma_dash_of_relation (a), !=, stemma_dash_of_relation (b));
  double lengths[STEMMA_DASH_MAX];
  g_assert_cmpuint (stemma_dash_lengths (STEMMA_DASH_SOLID, 2, lengths), ==, 0);
  g_assert_cmpuint (stemma_dash_lengths (STEMMA_DASH_DOUBLE, 2, lengths), ==, 0);
  g_assert_cmpuint (stemma_dash_lengths (STEMMA_DASH_DASH_DOT, 2, lengths), ==, 4);
  g_assert_cmpfloat (lengths[0], ==, 12);
  g_assert_cmpuint (stemma_dash_lengths (99, 2, lengths), ==, 0);
  g_assert_cmpstr (stemma_dash_name (STEMMA_DASH_DASH_DOT), ==, "dash-dot");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/bounds", test_bounds_are_tight);
  g_test_add_func ("/geometry/part", test_part_of_curve);
  g_test_add_func ("/geometry/double", test_double_line_keeps_its_distance);
  g_test_add_func ("/geometry/arrow", test_arrow_head);
  g_test_add_func ("/geometry/dash", test_lines_tell_relations_apart);
  return g_test_run ();
}
