#include "record/stemma-utf8.h"

#include <string.h>

/* The reference: GLib's own validation, which stops at a NUL too when it is told the length. */
static gsize
reference_scan (const char *text, gsize length)
{
  const char *end;
  g_utf8_validate_len (text, length, &end);
  return (gsize) (end - text);
}

static void
check (const char *text, gsize length)
{
  gboolean control = FALSE;
  gsize sound = stemma_utf8_scan (text, length, &control);
  g_assert_cmpuint (sound, ==, reference_scan (text, length));
  gboolean expected = FALSE;
  for (gsize i = 0; i < sound; i++)
    expected |= (guint8) text[i] < 0x20;
  g_assert_true (control == expected);
}

static void
test_all_pairs (void)
{
  for (guint a = 0; a < 256; a++)
    for (guint b = 0; b < 256; b++)
      {
        const char text[] = { 'x', (char) a, (char) b, 'y' };
        check (text, sizeof text);
      }
}

/* Pieces on both sides of every border of RFC 3629, in random order and at every offset to a word. */
static void
test_borders (void)
{
  static const char *const pieces[] = {
    "plain ascii text",
    "a",
    "\xc2\x80",
    "\xc1\xbf",
    "\xdf\xbf",
    "\xe0\xa0\x80",
    "\xe0\x9f\xbf",
    "\xed\x9f\xbf",
    "\xed\xa0\x80",
    "\xee\x80\x80",
    "\xf0\x90\x80\x80",
    "\xf0\x8f\xbf\xbf",
    "\xf4\x8f\xbf\xbf",
    "\xf4\x90\x80\x80",
    "\xf5\x80\x80\x80",
    "\xe2\x82",
    "\xff",
    "\t",
    "\x7f",
    "\x1f",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = (guint) g_rand_int_range (rand, 0, 9);
      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_int_range (rand, 0, 20) == 0)
        g_string_append_c (text, '\0');
      g_autofree char *exact = g_memdup2 (text->str, text->len);
      check (exact, text->len);
    }
}

static void
test_trim (void)
{
  static const struct
  {
    const char *text;
    const char *trimmed;
  } cases[]
    = { { "", "" }, { "  ", "" }, { " a b\t\r\n", "a b" }, { "a", "a" }, { "\n a", "a" }, { "a ", "a" } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);
      g_assert_true (stemma_utf8_is_blank (cases[i].text, length) == (*cases[i].trimmed == '\0'));
      const char *start = stemma_utf8_trim (cases[i].text, &length);
      g_autofree char *trimmed = g_strndup (start, length);
      g_assert_cmpstr (trimmed, ==, cases[i].trimmed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf8/all-pairs", test_all_pairs);
  g_test_add_func ("/utf8/borders", test_borders);
  g_test_add_func ("/utf8/trim", test_trim);
  return g_test_run ();
}
