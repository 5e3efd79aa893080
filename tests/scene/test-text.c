#include "scene/stemma-text.h"

#include <string.h>

static void
assert_cleaned (const char *raw, const char *expected)
{
  g_autofree char *clean = stemma_text_clean (raw);
  g_assert_cmpstr (clean, ==, expected);
}

static void
test_clean (void)
{
  assert_cleaned (NULL, "");
  assert_cleaned ("acorn/base-7b", "acorn/base-7b");
  assert_cleaned ("\xc3\xa9\xe6\xa8\xa1\xf0\x9f\x90\xbf", "\xc3\xa9\xe6\xa8\xa1\xf0\x9f\x90\xbf");
  assert_cleaned ("a\tb\x1b\x7f", "a\xe2\x90\x89" "b\xe2\x90\x9b\xe2\x90\xa1");
  assert_cleaned ("evil\xe2\x80\xae" "fdp", "evil\xef\xbf\xbd" "fdp");           /* right-to-left override */
  assert_cleaned ("\xe2\x81\xa6x\xe2\x81\xa9", "\xef\xbf\xbdx\xef\xbf\xbd");     /* isolates */
  assert_cleaned ("a\xe2\x80\x8b" "b", "a\xef\xbf\xbd" "b");                     /* no width */
  assert_cleaned ("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* half of a surrogate pair */
  assert_cleaned ("\xef\xbf\xbe", "\xef\xbf\xbd");                               /* not a character */
  assert_cleaned ("x\xf0\x9f", "x\xef\xbf\xbd\xef\xbf\xbd");                     /* cut off */
  assert_cleaned ("\xc2\x85", "\xef\xbf\xbd");                                   /* C1 */
}

static void
test_clean_is_bounded (void)
{
  g_autofree char *long_text = g_strnfill (1000000, 'x');
  g_autofree char *clean = stemma_text_clean (long_text);
  g_assert_cmpuint (strlen (clean), <=, STEMMA_TEXT_MAX_BYTES);
  g_assert_true (g_str_has_suffix (clean, "\xe2\x80\xa6"));
  GString *heap = g_string_new ("o");
  for (guint i = 0; i < 500; i++)
    g_string_append (heap, "\xcc\x81");
  g_autofree char *lower = stemma_text_clean (heap->str);
  g_assert_cmpuint (g_utf8_strlen (lower, -1), ==, 5);
  g_string_free (heap, TRUE);
}

static void
test_widths (void)
{
  double one = stemma_text_width ("acorn", STEMMA_FONT_NAME);
  g_assert_cmpfloat (one, >, 25);
  g_assert_cmpfloat (one, <, 45);
  g_assert_cmpfloat (stemma_text_width ("acorn", STEMMA_FONT_NAME), ==, one);
  g_assert_cmpfloat (stemma_text_width ("acorn", STEMMA_FONT_FIGURE), >, one * 1.3);
  g_assert_cmpfloat (stemma_text_width ("", STEMMA_FONT_NAME), ==, 0);
  g_assert_cmpfloat (stemma_text_width (NULL, STEMMA_FONT_NAME), ==, 0);
  g_assert_cmpfloat_with_epsilon (stemma_text_width ("\x1b", STEMMA_FONT_NAME),
                                  stemma_text_width ("\xe2\x90\x9b", STEMMA_FONT_NAME), 1e-9);
  for (StemmaFont font = 0; font < STEMMA_N_FONTS; font++)
    {
      g_assert_cmpfloat (stemma_text_ascent (font), >, stemma_font_size (font) * 0.6);
      g_assert_cmpfloat (stemma_text_height (font), >, stemma_text_ascent (font));
      g_assert_cmpfloat (stemma_text_height (font), <, stemma_font_size (font) * 2);
    }
}

/*
 * With hinting off a text is as wide as its letters, whatever size they are drawn at: 20 / 16 of the title's.
 */
static void
test_widths_are_not_rounded (void)
{
  const char *text = "illllliiiiwwwww";
  double ratio = stemma_text_width (text, STEMMA_FONT_FIGURE) / stemma_text_width (text, STEMMA_FONT_TITLE);
  g_assert_cmpfloat_with_epsilon (ratio, 20.0 / 16.0, 0.01);
}

static void
test_shorten_in_the_middle (void)
{
  const char *name = "Acorn-3.1-70B-Instruct-abliterated-heretic-merged-v2-Q4_K_M-GGUF";
  g_autofree char *whole = stemma_text_shorten (name, STEMMA_FONT_NAME, 10000);
  g_assert_cmpstr (whole, ==, name);
  double full = stemma_text_width (name, STEMMA_FONT_NAME);
  for (double room = full - 1; room > 30; room -= 17)
    {
      g_autofree char *text = stemma_text_shorten (name, STEMMA_FONT_NAME, room);
      g_auto (GStrv) parts = g_strsplit (text, "\xe2\x80\xa6", 0);
      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      g_assert_true (g_str_has_prefix (name, parts[0]));
      g_assert_true (g_str_has_suffix (name, parts[1]));
      g_assert_cmpuint (strlen (parts[1]), >=, strlen (parts[0]));
      g_assert_cmpfloat (stemma_text_width (text, STEMMA_FONT_NAME), <=, room);
      /* Not wasteful: two letters more would not have fitted. */
      g_assert_cmpfloat (stemma_text_width (text, STEMMA_FONT_NAME), >, room - 26);
    }
  g_autofree char *nothing = stemma_text_shorten (name, STEMMA_FONT_NAME, 0);
  g_assert_cmpstr (nothing, ==, "\xe2\x80\xa6");
  g_autofree char *empty = stemma_text_shorten ("", STEMMA_FONT_NAME, -5);
  g_assert_cmpstr (empty, ==, "\xe2\x80\xa6");
}

static void
test_shorten_keeps_letters_whole (void)
{
  /* A family of four joined by zero-width joiners, a flag, an accent of its own: each is one letter. */
  const char *unit = "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7";
  GString *name = g_string_new (NULL);
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (name, "%se\xcc\x81", unit);
  for (double room = 20; room < 300; room += 23)
    {
      g_autofree char *text = stemma_text_shorten (name->str, STEMMA_FONT_NAME, room);
      g_auto (GStrv) parts = g_strsplit (text, "\xe2\x80\xa6", 0);
      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      g_assert_false (g_str_has_suffix (parts[0], "e"));
      g_assert_false (g_str_has_prefix (parts[1], "\xcc\x81"));
      g_assert_false (g_str_has_suffix (parts[0], "\xe2\x80\x8d"));
      g_assert_false (g_str_has_prefix (parts[1], "\xe2\x80\x8d"));
    }
  g_string_free (name, TRUE);
}

static gpointer
measure_many (gpointer data)
{
  const double *expected = data;
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *text = g_strdup_printf ("acorn/model-%u", i);
      if (stemma_text_width (text, STEMMA_FONT_NAME) != expected[i])
        return GINT_TO_POINTER (FALSE);
    }
  return GINT_TO_POINTER (TRUE);
}

static void
test_threads_agree (void)
{
  double expected[400];
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = g_strdup_printf ("acorn/model-%u", i);
      expected[i] = stemma_text_width (text, STEMMA_FONT_NAME);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("measure", measure_many, expected);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/clean/bounded", test_clean_is_bounded);
  g_test_add_func ("/text/width", test_widths);
  g_test_add_func ("/text/width/unrounded", test_widths_are_not_rounded);
  g_test_add_func ("/text/shorten", test_shorten_in_the_middle);
  g_test_add_func ("/text/shorten/graphemes", test_shorten_keeps_letters_whole);
  g_test_add_func ("/text/threads", test_threads_agree);
  return g_test_run ();
}
