#include "chart/stemma-scale.h"

#include <math.h>

#include "base/stemma-date.h"

static void
assert_sound (const StemmaScale *scale, guint most)
{
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  guint n = stemma_scale_ticks (scale, most, ticks);
  g_assert_cmpuint (n, <=, STEMMA_SCALE_MAX_TICKS);
  double span = fabs (scale->to - scale->from);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (ticks[i].value, >=, scale->from - span * 1e-9);
      g_assert_cmpfloat (ticks[i].value, <=, scale->to + span * 1e-9);
      g_assert_cmpstr (ticks[i].label, !=, "");
      if (i > 0)
        {
          g_assert_cmpfloat (ticks[i].value, >, ticks[i - 1].value);
          g_assert_cmpstr (ticks[i].label, !=, ticks[i - 1].label);
        }
    }
}

static void
test_linear (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  for (guint i = 0; i < 2000; i++)
    {
      double power = pow (10, g_rand_double_range (rand, -3, 9));
      double from = g_rand_double_range (rand, -1, 1) * power, to = from + g_rand_double (rand) * power;
      guint most = (guint) g_rand_int_range (rand, 2, 9);
      StemmaScale scale = stemma_scale_new (STEMMA_SCALE_LINEAR, from, to, most);
      g_assert_cmpfloat (scale.from, <=, from);
      g_assert_cmpfloat (scale.to, >=, to);
      guint n = stemma_scale_ticks (&scale, most, ticks);
      g_assert_cmpuint (n, >=, 2);
      g_assert_cmpuint (n, <=, most + 1);
      /* Round: the step is 1, 2 or 5 times a power of ten. */
      double step = ticks[1].value - ticks[0].value, lead = step / pow (10, floor (log10 (step) + 1e-9));
      g_assert_true (fabs (lead - 1) < 1e-6 || fabs (lead - 2) < 1e-6 || fabs (lead - 5) < 1e-6);
    }
}

static void
test_positions (void)
{
  StemmaScaleKind kinds[] = { STEMMA_SCALE_LINEAR, STEMMA_SCALE_LOG, STEMMA_SCALE_TIME };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      StemmaScale scale = stemma_scale_new (kinds[i], 3, 5000, 5);
      scale.start = 300;
      scale.end = 20;
      for (double value = 3; value < 5000; value *= 1.7)
        {
          double at = stemma_scale_at (&scale, value);
          g_assert_cmpfloat (at, >=, 20);
          g_assert_cmpfloat (at, <=, 300);
          g_assert_cmpfloat_with_epsilon (stemma_scale_value (&scale, at), value, value * 1e-9);
        }
    }
  StemmaScale log_scale = stemma_scale_new (STEMMA_SCALE_LOG, 1, 10000, 5);
  log_scale.start = 0, log_scale.end = 100;
  g_assert_cmpfloat_with_epsilon (stemma_scale_at (&log_scale, 100) - stemma_scale_at (&log_scale, 10),
                                  stemma_scale_at (&log_scale, 1000) - stemma_scale_at (&log_scale, 100),
                                  1e-9);
  g_assert_cmpfloat (stemma_scale_at (&log_scale, 1), >, 0);
  g_assert_cmpfloat (stemma_scale_at (&log_scale, 0), ==, 0);
  g_assert_cmpfloat (stemma_scale_at (&log_scale, -5), ==, 0);
}

static void
test_log_ticks (void)
{
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  StemmaScale scale = stemma_scale_new (STEMMA_SCALE_LOG, 6, 12422, 6);
  g_assert_cmpuint (stemma_scale_ticks (&scale, 6, ticks), ==, 5);
  g_assert_cmpstr (ticks[0].label, ==, "1");
  g_assert_cmpstr (ticks[3].label, ==, "1,000");
  g_assert_cmpstr (ticks[4].label, ==, "10\302\240k");
  g_assert_cmpuint (stemma_scale_ticks (&scale, 3, ticks), ==, 3);
}

static void
assert_days (const char *from, const char *to, guint most, const char *const *labels)
{
  StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
  StemmaDate first, last;
  g_assert_true (stemma_date_parse (from, &first) && stemma_date_parse (to, &last));
  StemmaScale scale = stemma_scale_new (STEMMA_SCALE_TIME, first, last, most);
  guint n = stemma_scale_ticks (&scale, most, ticks);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_assert_cmpuint (i, <, n);
      g_assert_cmpstr (ticks[i].label, ==, labels[i]);
    }
  g_assert_cmpuint (n, ==, g_strv_length ((char **) labels));
  assert_sound (&scale, most);
}

static void
test_time_ticks (void)
{
  static const char *const days[] = { "24\302\240Feb", "25\302\240Feb", "26\302\240Feb", NULL };
  static const char *const mondays[]
    = { "2\302\240Jun", "9\302\240Jun", "16\302\240Jun", "23\302\240Jun", NULL };
  static const char *const months[] = { "Nov\302\240" "2024", "Dec", "2025", "Feb", NULL };
  static const char *const quarters[] = { "Oct\302\240" "2024", "2025", "Apr", "Jul", NULL };
  static const char *const years[] = { "2021", "2022", "2023", "2024", "2025", NULL };
  static const char *const decades[] = { "1980", "1990", "2000", "2010", NULL };
  assert_days ("2025-02-24", "2025-02-26", 6, days);
  assert_days ("2025-05-28", "2025-06-25", 5, mondays);
  assert_days ("2024-10-15", "2025-02-20", 5, months);
  assert_days ("2024-09-15", "2025-08-20", 5, quarters);
  assert_days ("2020-09-15", "2025-08-20", 6, years);
  assert_days ("1979-09-15", "2015-08-20", 4, decades);
}

static void
test_ticks_of_any_time (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  for (guint i = 0; i < 1000; i++)
    {
      double from = g_rand_double_range (rand, -700000, 2.9e6),
             to = from + pow (10, g_rand_double_range (rand, 0, 6));
      StemmaScale scale = stemma_scale_new (STEMMA_SCALE_TIME, floor (from), floor (to), 5);
      assert_sound (&scale, (guint) g_rand_int_range (rand, 1, 12));
    }
}

static void
test_wild_values (void)
{
  static const double wild[] = { NAN, INFINITY, -INFINITY, 1e308, -1e308, 0, -1, 1e-300, 5e-324 };
  for (StemmaScaleKind kind = STEMMA_SCALE_LINEAR; kind <= STEMMA_SCALE_TIME; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (wild); i++)
      for (guint j = 0; j < G_N_ELEMENTS (wild); j++)
        {
          StemmaTick ticks[STEMMA_SCALE_MAX_TICKS];
          StemmaScale scale = stemma_scale_new (kind, wild[i], wild[j], 5);
          g_assert_true (isfinite (scale.from) && isfinite (scale.to));
          g_assert_cmpfloat (scale.from, <, scale.to);
          g_assert_true (isfinite (stemma_scale_at (&scale, 1)));
          g_assert_cmpuint (stemma_scale_ticks (&scale, 5, ticks), <=, STEMMA_SCALE_MAX_TICKS);
        }
}

static void
test_figures (void)
{
  char buffer[STEMMA_FIGURE_SIZE];
  g_assert_cmpstr (stemma_figure_exact (0, buffer), ==, "0");
  g_assert_cmpstr (stemma_figure_exact (-0.0001, buffer), ==, "0");
  g_assert_cmpstr (stemma_figure_exact (999, buffer), ==, "999");
  g_assert_cmpstr (stemma_figure_exact (1000, buffer), ==, "1,000");
  g_assert_cmpstr (stemma_figure_exact (-1234567.25, buffer), ==, "-1,234,567.25");
  g_assert_cmpstr (stemma_figure_exact (395018, buffer), ==, "395,018");
  g_assert_cmpstr (stemma_figure_exact (NAN, buffer), ==, "–");
  g_assert_cmpstr (stemma_figure_exact (1e300, buffer), ==, "1.000e+300");
  g_assert_cmpstr (stemma_figure_short (5000, 15000, buffer), ==, "5\302\240k");
  g_assert_cmpstr (stemma_figure_short (5000, 5000, buffer), ==, "5,000");
  g_assert_cmpstr (stemma_figure_short (0, 15000, buffer), ==, "0");
  g_assert_cmpstr (stemma_figure_short (2.5e6, 5e6, buffer), ==, "2.5\302\240M");
  g_assert_cmpstr (stemma_figure_short (-4e9, 5e9, buffer), ==, "-4\302\240G");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/linear", test_linear);
  g_test_add_func ("/scale/positions", test_positions);
  g_test_add_func ("/scale/log", test_log_ticks);
  g_test_add_func ("/scale/time", test_time_ticks);
  g_test_add_func ("/scale/time/any", test_ticks_of_any_time);
  g_test_add_func ("/scale/wild", test_wild_values);
  g_test_add_func ("/scale/figures", test_figures);
  return g_test_run ();
}
