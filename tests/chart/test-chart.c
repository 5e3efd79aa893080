#include "chart/stemma-chart.h"

#include <math.h>
#include <string.h>

#include "export/golden.h"
#include "export/hostile.h"
#include "export/stemma-svg.h"
#include "scene/stemma-text.h"

static const StemmaChartFrame frame = { "Cluster sizes", "clusters", "A root and all below it", 400, 200 };

static const StemmaChartBar sizes[] = {
  { "2", 400, STEMMA_ROLE_NONE, NULL }, { "3", 200, STEMMA_ROLE_NONE, NULL },
  { "4", 100, STEMMA_ROLE_NONE, NULL }, { "5", 0, STEMMA_ROLE_NONE, NULL },
  { "6", NAN, STEMMA_ROLE_NONE, NULL },
};

static const StemmaChartBar relations[] = {
  { "Fine-tune", 60, STEMMA_ROLE_FINETUNE, "F" }, { "Adapter", 30, STEMMA_ROLE_ADAPTER, "A" },
  { "Merge", 0, STEMMA_ROLE_MERGE, "M" },         { "Quantized", 10, STEMMA_ROLE_QUANTIZED, "Q" },
};

/* The filled rectangle of the bar with that number, all zero if it has none. */
static StemmaRect
bar_rect (const StemmaScene *scene, guint hit)
{
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  for (guint i = 0; i < n; i++)
    if (items[i].type == STEMMA_ITEM_RECT && items[i].hit == hit && items[i].paint.fill != STEMMA_ROLE_NONE)
      return items[i].rect.rect;
  return (StemmaRect){ 0, 0, 0, 0 };
}

static void
assert_inside (const StemmaScene *scene)
{
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  for (guint i = 0; i < n; i++)
    {
      if (items[i].type >= STEMMA_ITEM_GROUP_BEGIN)
        continue;
      g_assert_cmpfloat (items[i].bounds.x, >=, -1);
      g_assert_cmpfloat (items[i].bounds.y, >=, -1);
      g_assert_cmpfloat (items[i].bounds.x + items[i].bounds.width, <=, bounds.width + 1);
      g_assert_cmpfloat (items[i].bounds.y + items[i].bounds.height, <=, bounds.height + 1);
    }
}

static void
test_histogram (void)
{
  g_autoptr (StemmaScene) scene = stemma_chart_histogram (&frame, sizes, G_N_ELEMENTS (sizes), FALSE);
  StemmaRect first = bar_rect (scene, 1), second = bar_rect (scene, 2), third = bar_rect (scene, 3);
  assert_inside (scene);
  g_assert_cmpfloat_with_epsilon (first.height, 2 * second.height, 1e-6);
  g_assert_cmpfloat_with_epsilon (first.height, 4 * third.height, 1e-6);
  g_assert_cmpfloat_with_epsilon (first.y + first.height, third.y + third.height, 1e-6);
  g_assert_cmpfloat (bar_rect (scene, 4).height, ==, 0);
  g_assert_cmpfloat (bar_rect (scene, 5).height, ==, 0);
  g_assert_cmpuint (stemma_scene_hit (scene, first.x + 1, first.y + 1, 0), ==, 1);
  g_assert_cmpuint (stemma_scene_hit (scene, third.x + 1, first.y, 0), ==, 3);
  g_assert_cmpuint (stemma_scene_hit (scene, 1, 1, 0), ==, 0);
  g_assert_cmpstr (stemma_scene_get_title (scene), ==, "Cluster sizes");
  g_assert_cmpstr (stemma_scene_get_description (scene), ==, "A root and all below it");
}

static void
test_log_histogram (void)
{
  g_autoptr (StemmaScene) scene = stemma_chart_histogram (&frame, sizes, G_N_ELEMENTS (sizes), TRUE);
  double a = bar_rect (scene, 1).height, b = bar_rect (scene, 2).height, c = bar_rect (scene, 3).height;
  assert_inside (scene);
  g_assert_cmpfloat_with_epsilon (a - b, b - c, 1e-6);
  g_assert_cmpfloat (c, >, 0);
  g_assert_cmpfloat (bar_rect (scene, 4).height, ==, 0);
}

static void
test_bars (void)
{
  g_autoptr (StemmaScene) scene = stemma_chart_bars (&frame, relations, G_N_ELEMENTS (relations));
  StemmaRect first = bar_rect (scene, 1), second = bar_rect (scene, 2);
  assert_inside (scene);
  g_assert_cmpfloat_with_epsilon (first.width, 2 * second.width, 1e-6);
  g_assert_cmpfloat_with_epsilon (first.x, second.x, 1e-6);
  g_assert_cmpfloat (bar_rect (scene, 3).width, ==, 0);
  g_assert_cmpuint (stemma_scene_hit (scene, 5, second.y + 2, 0), ==, 2);
}

static void
test_mix (void)
{
  g_autoptr (StemmaScene) scene = stemma_chart_mix (200, 20, relations, G_N_ELEMENTS (relations));
  assert_inside (scene);
  g_assert_cmpfloat_with_epsilon (bar_rect (scene, 1).width, 119, 1e-6);
  g_assert_cmpfloat_with_epsilon (bar_rect (scene, 4).x, 180, 1e-6);
  g_assert_cmpuint (stemma_scene_hit (scene, 119, 15, 0), ==, 1);
  g_assert_cmpuint (stemma_scene_hit (scene, 121, 15, 0), ==, 2);
  g_assert_cmpuint (stemma_scene_hit (scene, 190, 15, 0), ==, 4);
  g_autoptr (StemmaScene) nothing = stemma_chart_mix (200, 20, relations + 2, 1);
  g_assert_cmpuint (stemma_scene_hit (nothing, 100, 10, 5), ==, 0);
}

static const StemmaChartPoint up[] = { { 20000, 1 }, { 20007, 2 }, { 20014, NAN }, { 20021, 4 } };
static const StemmaChartPoint level[] = { { 20000, 3 }, { 20010, 3.9 }, { 20021, 4 } };

static void
test_lines (void)
{
  StemmaChartSeries series[] = {
    { "Fine-tune", STEMMA_ROLE_FINETUNE, STEMMA_DASH_SOLID, up, G_N_ELEMENTS (up) },
    { "Merge", STEMMA_ROLE_MERGE, STEMMA_DASH_DOUBLE, level, G_N_ELEMENTS (level) },
    { "None", STEMMA_ROLE_OTHER, STEMMA_DASH_DASH_DOT, NULL, 0 },
  };
  g_autoptr (StemmaScene) scene = stemma_chart_lines (&frame, series, G_N_ELEMENTS (series), TRUE, FALSE);
  g_autofree char *dump = stemma_scene_dump (scene);
  guint n, paths = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  const StemmaSceneItem *first = NULL;
  double label_y[2] = { 0, 0 };
  assert_inside (scene);
  for (guint i = 0; i < n; i++)
    {
      if (items[i].type == STEMMA_ITEM_PATH && items[i].paint.stroke == STEMMA_ROLE_FINETUNE)
        first = paths++ == 0 ? &items[i] : first;
      if (items[i].type == STEMMA_ITEM_TEXT && g_str_equal (items[i].text.text, "Fine-tune"))
        label_y[0] = items[i].text.baseline;
      if (items[i].type == STEMMA_ITEM_TEXT && g_str_equal (items[i].text.text, "Merge"))
        label_y[1] = items[i].text.baseline;
    }
  /* The gap leaves one run of two points, and a dot for what stands alone behind it. */
  g_assert_cmpuint (paths, ==, 1);
  g_assert_cmpuint (first->path.n_points, ==, 4);
  g_assert_cmpfloat (fabs (label_y[0] - label_y[1]), >=, 13);
  /* Days 20000, 7, 10, 14 and 21: five places for the cross-hair, at their right distances. */
  double left = first->path.points[0].x, week = first->path.points[3].x - left;
  g_assert_cmpuint (stemma_scene_hit (scene, left + 1, 100, 0), ==, 1);
  g_assert_cmpuint (stemma_scene_hit (scene, left + week, 100, 0), ==, 2);
  g_assert_cmpuint (stemma_scene_hit (scene, left + week * 10 / 7, 100, 0), ==, 3);
  g_assert_cmpuint (stemma_scene_hit (scene, left + week * 2, 100, 0), ==, 4);
  g_assert_cmpuint (stemma_scene_hit (scene, left + week * 3 - 1, 100, 0), ==, 5);
  g_assert_nonnull (strstr (dump, "title=\"2024-10-04 \\302\\267 Fine-tune: 1 \\302\\267 Merge: 3\""));
}

static void
test_many_end_labels_keep_apart (void)
{
  StemmaChartSeries series[9];
  StemmaChartPoint points[9][2];
  for (guint i = 0; i < 9; i++)
    {
      points[i][0] = (StemmaChartPoint){ 0, 5 };
      points[i][1] = (StemmaChartPoint){ 1, 5 + i * 0.001 };
      series[i] = (StemmaChartSeries){ "same", STEMMA_ROLE_BAR, STEMMA_DASH_SOLID, points[i], 2 };
    }
  g_autoptr (StemmaScene) scene = stemma_chart_lines (&frame, series, 9, FALSE, FALSE);
  guint n, found = 0;
  double before = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  assert_inside (scene);
  for (guint i = 0; i < n; i++)
    {
      if (items[i].type != STEMMA_ITEM_TEXT || !g_str_equal (items[i].text.text, "same"))
        continue;
      if (found++ > 0)
        g_assert_cmpfloat (items[i].text.baseline - before, >=, 13);
      before = items[i].text.baseline;
    }
  g_assert_cmpuint (found, ==, 9);
}

static void
test_sparkline (void)
{
  static const double values[] = { 1, 2, 3, NAN, 2, 5 };
  g_autoptr (StemmaScene) scene = stemma_chart_sparkline (120, 30, values, G_N_ELEMENTS (values));
  assert_inside (scene);
  g_assert_cmpuint (stemma_scene_hit (scene, 1, 29, 0), ==, 1);
  g_assert_cmpuint (stemma_scene_hit (scene, 119, 1, 0), ==, 6);
  static const double same[] = { 4, 4, 4 };
  g_autoptr (StemmaScene) level_scene = stemma_chart_sparkline (120, 30, same, G_N_ELEMENTS (same));
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (level_scene, &n);
  g_assert_cmpint (items[3].type, ==, STEMMA_ITEM_PATH);
  g_assert_cmpfloat (items[3].path.points[0].y, ==, 15);
}

static void
test_empty_and_wild (void)
{
  static const double nothing[] = { NAN, INFINITY };
  static const StemmaChartBar wild[] = { { NULL, INFINITY, STEMMA_ROLE_NONE, NULL },
                                         { "", -5, STEMMA_ROLE_NONE, "" },
                                         { "x", 1e308, 99, NULL } };
  static const StemmaChartPoint far[] = { { -1e308, 1e308 }, { NAN, 1 }, { 1e308, -1e308 } };
  StemmaChartSeries series = { NULL, STEMMA_ROLE_BAR, STEMMA_DASH_SOLID, far, G_N_ELEMENTS (far) };
  StemmaChartFrame tiny = { "A title much too long for so little room", NULL, NULL, 0, NAN };
  StemmaScene *scenes[] = {
    stemma_chart_histogram (&frame, NULL, 0, TRUE),
    stemma_chart_bars (&frame, NULL, 0),
    stemma_chart_mix (100, 20, NULL, 0),
    stemma_chart_lines (&frame, NULL, 0, TRUE, TRUE),
    stemma_chart_sparkline (100, 20, NULL, 0),
    stemma_chart_sparkline (100, 20, nothing, 2),
    stemma_chart_histogram (&frame, wild, 3, FALSE),
    stemma_chart_histogram (&frame, wild, 3, TRUE),
    stemma_chart_histogram (&tiny, sizes, 5, FALSE),
    stemma_chart_bars (&tiny, wild, 3),
    stemma_chart_mix (-5, NAN, wild, 3),
    stemma_chart_lines (&frame, &series, 1, FALSE, FALSE),
    stemma_chart_lines (&tiny, &series, 1, TRUE, TRUE),
  };
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *dump = stemma_scene_dump (scenes[i]);
      g_assert_null (strstr (dump, " nan"));
      g_assert_null (strstr (dump, " inf"));
      stemma_scene_unref (scenes[i]);
    }
}

static void
test_hostile_labels (void)
{
  StemmaChartBar bars[G_N_ELEMENTS (hostile_texts)];
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    bars[i] = (StemmaChartBar){ hostile_texts[i], i + 1, STEMMA_ROLE_NONE, hostile_texts[i] };
  StemmaChartFrame hostile_frame = { hostile_texts[0], hostile_texts[1], hostile_texts[2], 900, 400 };
  g_autoptr (StemmaScene) list = stemma_chart_bars (&hostile_frame, bars, G_N_ELEMENTS (bars));
  g_autoptr (StemmaScene) columns = stemma_chart_histogram (&hostile_frame, bars, G_N_ELEMENTS (bars), FALSE);
  g_autoptr (GBytes) first = stemma_svg_write (list);
  g_autoptr (GBytes) second = stemma_svg_write (columns);
  assert_well_formed (first, NULL);
  assert_well_formed (second, NULL);
}

/* Where figures stand depends on the font; the mix has none but the letters, centred. */
static void
test_golden (void)
{
  g_autoptr (StemmaScene) scene = stemma_chart_mix (200, 20, relations, G_N_ELEMENTS (relations));
  g_autofree char *dump = stemma_scene_dump (scene);
  assert_golden ("chart", "mix.txt", dump, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/histogram", test_histogram);
  g_test_add_func ("/chart/histogram/log", test_log_histogram);
  g_test_add_func ("/chart/bars", test_bars);
  g_test_add_func ("/chart/mix", test_mix);
  g_test_add_func ("/chart/lines", test_lines);
  g_test_add_func ("/chart/lines/labels", test_many_end_labels_keep_apart);
  g_test_add_func ("/chart/sparkline", test_sparkline);
  g_test_add_func ("/chart/wild", test_empty_and_wild);
  g_test_add_func ("/chart/hostile", test_hostile_labels);
  g_test_add_func ("/chart/golden", test_golden);
  return g_test_run ();
}
