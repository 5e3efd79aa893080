/* Figures are written alike everywhere: digits in groups, also where the locale has none. */
#include <locale.h>

#include "app/stemma-number.h"

static void
assert_number (guint64 number, const char *expected)
{
  g_autofree char *text = stemma_number_text (number);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_change (gint64 change, const char *expected)
{
  g_autofree char *text = stemma_number_change_text (change);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_c (void)
{
  setlocale (LC_ALL, "C");
  assert_number (0, "0");
  assert_number (999, "999");
  assert_number (1000, "1,000");
  assert_number (36712, "36,712");
  assert_number (123456, "123,456");
  assert_number (1234567, "1,234,567");
  assert_number (G_MAXUINT64 - 1, "18,446,744,073,709,551,614");
  assert_number (G_MAXUINT64, "> 1.8 × 10¹⁹");
  assert_change (0, "0");
  assert_change (1234, "▲ 1,234");
  assert_change (-1234, "▼ 1,234");
  assert_change (G_MININT64, "▼ 9,223,372,036,854,775,808");
}

static void
test_locale (void)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("there is no locale de_DE.UTF-8");
      return;
    }
  assert_number (1234567, "1.234.567");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/c", test_c);
  g_test_add_func ("/number/locale", test_locale);
  return g_test_run ();
}
