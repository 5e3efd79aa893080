#include "export/stemma-csv.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "export/hostile.h"

static char *
finish (StemmaCsv *csv)
{
  g_autoptr (GBytes) file = stemma_csv_finish (csv);
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  return data != NULL ? g_strndup (data, size) : g_strdup ("");
}

static void
test_cells (void)
{
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  static const char *const header[] = { "model", "n", "share", NULL };
  stemma_csv_header (csv, header);
  stemma_csv_text (csv, "acorn/base");
  stemma_csv_integer (csv, -5);
  stemma_csv_real (csv, -0.12345, 3);
  stemma_csv_end_row (csv);
  stemma_csv_text (csv, "a \"b\", c");
  stemma_csv_unsigned (csv, G_MAXUINT64);
  stemma_csv_real (csv, NAN, 3);
  stemma_csv_end_row (csv);
  stemma_csv_text (csv, NULL);
  stemma_csv_empty (csv);
  stemma_csv_real (csv, 1e300, 99);
  stemma_csv_end_row (csv);
  g_autofree char *text = finish (csv);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", 0);
  g_assert_cmpstr (lines[0], ==, "model,n,share");
  g_assert_cmpstr (lines[1], ==, "acorn/base,-5,-0.123");
  g_assert_cmpstr (lines[2], ==, "\"a \"\"b\"\", c\",18446744073709551615,");
  g_assert_true (g_str_has_prefix (lines[3], ",,1000000000000000"));
  g_assert_cmpstr (lines[4], ==, "");
  g_assert_null (lines[5]);
}

static void
test_formulas (void)
{
  static const char *const cells[][2] = {
    { "=1+1", "'=1+1" },   { "+1", "'+1" },         { "-1", "'-1" },       { "@x", "'@x" },
    { "\t=1", "\"'\t=1\"" }, { "\r=1", "\"'\r=1\"" }, { "\n=1", "\"'\n=1\"" }, { "a=1", "a=1" },
    { "'=1", "''=1" },     { "''-1", "'''-1" },   { "'a", "'a" },       { "'", "'" },
    { " =1", "\" =1\"" },  { "a;=1", "\"a;=1\"" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (StemmaCsv) csv = stemma_csv_new ();
      stemma_csv_text (csv, cells[i][0]);
      g_autofree char *text = finish (csv);
      g_assert_cmpstr (text, ==, cells[i][1]);
    }
}

/* A reader of RFC 4180, as plain as can be. */
static GPtrArray *
read_cells (const char *text)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  GString *cell = g_string_new (NULL);
  gboolean quoted = FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' && quoted && p[1] == '"')
        g_string_append_c (cell, *++p);
      else if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (*p == ',' || g_str_has_prefix (p, "\r\n")))
        {
          g_ptr_array_add (cells, g_strdup (cell->str));
          g_string_truncate (cell, 0);
          p += *p == '\r';
        }
      else
        g_string_append_c (cell, *p);
    }
  g_assert_false (quoted);
  g_string_free (cell, TRUE);
  return cells;
}

static void
test_hostile_comes_back (void)
{
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      stemma_csv_text (csv, hostile_texts[i]);
      stemma_csv_integer (csv, i);
      stemma_csv_end_row (csv);
    }
  g_autofree char *text = finish (csv);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_autoptr (GPtrArray) cells = read_cells (text);
  g_assert_cmpuint (cells->len, ==, 2 * G_N_ELEMENTS (hostile_texts));
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *cell = g_ptr_array_index (cells, 2 * i);
      g_autofree char *valid = g_utf8_make_valid (hostile_texts[i], -1);
      gboolean guarded = *valid != '\0' && strchr ("=+-@\t\r\n", *valid) != NULL;
      g_assert_cmpstr (cell + guarded, ==, valid);
      g_assert_true (*cell == '\0' || strchr ("=+-@\t\r\n", *cell) == NULL);
    }
}

static void
test_locale (void)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma");
      return;
    }
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  stemma_csv_real (csv, 0.5, 2);
  g_autofree char *text = finish (csv);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (text, ==, "0.50");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-writer/cells", test_cells);
  g_test_add_func ("/csv-writer/formulas", test_formulas);
  g_test_add_func ("/csv-writer/hostile", test_hostile_comes_back);
  g_test_add_func ("/csv-writer/locale", test_locale);
  return g_test_run ();
}
