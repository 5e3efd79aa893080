#include "base/stemma-date.h"

static void
test_round_trip (void)
{
  char buffer[STEMMA_DATE_TEXT_SIZE];
  StemmaDate date;
  g_assert_true (stemma_date_parse ("1970-01-01", &date));
  g_assert_cmpint (date, ==, 0);
  g_assert_true (stemma_date_parse ("2025-06-25", &date));
  g_assert_cmpint (date, ==, 20264);
  for (StemmaDate day = 0; day < 60000; day += 17)
    {
      g_assert_true (stemma_date_parse (stemma_date_format (day, buffer), &date));
      g_assert_cmpint (date, ==, day);
    }
}

static void
test_refuses (void)
{
  static const char *const bad[] = { "", "2025", "2025-6-25", "2025-02-29", "2025-13-01", "2025-06-25 ",
                                     "1969-12-31", "2025/06/25", " 2025-06-2", "2025-00-10", "20250625" };
  StemmaDate date;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (stemma_date_parse (bad[i], &date));
}

static void
test_unix (void)
{
  g_assert_cmpint (stemma_date_from_unix (86399), ==, 0);
  g_assert_cmpint (stemma_date_from_unix (86400), ==, 1);
  g_assert_cmpint (stemma_date_from_unix (-1), ==, STEMMA_DATE_NONE);
  g_assert_cmpint (stemma_date_from_unix (G_MAXINT64), ==, STEMMA_DATE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/round-trip", test_round_trip);
  g_test_add_func ("/date/refuses", test_refuses);
  g_test_add_func ("/date/unix", test_unix);
  return g_test_run ();
}
