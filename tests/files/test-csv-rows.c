#include "file-reading.h"
#include "files/stemma-csv.h"

#include <string.h>

/* A table as "cell|cell\n", with the bytes that would confuse spelt out; NULL if it is refused. */
static char *
rows_of (const char *bytes, gsize length)
{
  char *path = file_written (bytes, length);
  g_auto (StemmaReadWindow) window = { 0 };
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (stemma_read_window_open (&window, path, NULL, NULL, &error));
  StemmaCsv csv;
  gboolean got = TRUE;
  stemma_csv_init (&csv, &window);
  while (got && stemma_csv_next (&csv, &got, &error))
    for (guint i = 0; got && i < csv.n_cells; i++)
      {
        g_assert_cmpuint (strlen (csv.cells[i].text), ==, csv.cells[i].length);
        g_autofree char *plain = g_strescape (csv.cells[i].text, NULL);
        g_string_append_printf (rows, "%s%c", plain, i + 1 < csv.n_cells ? '|' : '\n');
      }
  file_removed (path);
  return error != NULL ? NULL : g_string_free (g_steal_pointer (&rows), FALSE);
}

/* The reference: RFC 4180 byte by byte over the whole text, by somebody with no thought of speed. */
static char *
reference_rows (const char *text, gsize length)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) cell = g_string_new (NULL);
  enum { START, PLAIN, QUOTED, CLOSED } state = START;
  gboolean empty_line = TRUE;
  for (gsize i = 0; i <= length; i++)
    {
      char c = i < length ? text[i] : '\n';
      gboolean crlf = c == '\r' && (i + 1 == length || text[i + 1] == '\n');
      if (i == length && state == QUOTED)
        return NULL;
      if (state == QUOTED && c == '"' && i + 1 < length && text[i + 1] == '"')
        g_string_append_c (cell, text[i++]);
      else if (state == QUOTED && c == '"')
        state = CLOSED;
      else if (state == QUOTED)
        g_string_append_c (cell, c);
      else if (c == ',' || c == '\n')
        {
          g_autofree char *plain = g_strescape (cell->str, NULL);
          if (c == ',' || !(state == START && empty_line))
            g_string_append_printf (rows, "%s%c", plain, c == ',' ? '|' : '\n');
          g_string_truncate (cell, 0);
          empty_line = c == '\n';
          state = START;
        }
      else if (crlf)
        continue;
      else if (state == START && c == '"')
        state = QUOTED;
      else if (state == CLOSED || c == '"' || c == '\r' || c == '\0')
        return NULL;
      else
        {
          g_string_append_c (cell, c);
          state = PLAIN;
        }
    }
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

static void
append_cell (GString *text, GRand *rand)
{
  static const char *const pieces[]
    = { "a", "owner/model", ",", "\n", "\r\n", "\"", " ", "é", "🌱", "x.y-z_", "" };
  g_autoptr (GString) cell = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 5);
  for (guint i = 0; i < n; i++)
    g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  gboolean needed = strpbrk (cell->str, ",\"\r\n") != NULL;
  if (!needed && g_rand_int_range (rand, 0, 3) > 0)
    {
      g_string_append (text, cell->str);
      return;
    }
  g_string_replace (cell, "\"", "\"\"", 0);
  g_string_append_printf (text, "\"%s\"", cell->str);
}

static char *
random_table (GRand *rand)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_rows = (guint) g_rand_int_range (rand, 0, 8);
  for (guint i = 0; i < n_rows; i++)
    {
      guint n_cells = (guint) g_rand_int_range (rand, 1, 5);
      for (guint j = 0; j < n_cells; j++)
        {
          g_string_append (text, j > 0 ? "," : "");
          append_cell (text, rand);
        }
      if (i + 1 < n_rows || g_rand_boolean (rand))
        g_string_append (text, g_rand_boolean (rand) ? "\n" : "\r\n");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1307);
  for (guint round = 0; round < 1500; round++)
    {
      g_autofree char *text = random_table (rand);
      g_autofree char *expected = reference_rows (text, strlen (text));
      g_autofree char *rows = rows_of (text, strlen (text));
      g_assert_nonnull (expected);
      g_assert_cmpstr (rows, ==, expected);
    }
}

/* Broken tables are broken to both, and what one of them still reads is the same to the other. */
static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2909);
  guint refused = 0;
  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = random_table (rand);
      gsize length = strlen (text);
      for (guint i = 0; i < 2 && length > 0; i++)
        text[g_rand_int_range (rand, 0, (gint32) length)] = "\"\",\n\rx"[g_rand_int_range (rand, 0, 6)];
      if (!g_utf8_validate (text, (gssize) length, NULL))
        continue;
      g_autofree char *expected = reference_rows (text, length);
      g_autofree char *rows = rows_of (text, length);
      refused += expected == NULL;
      if (g_strcmp0 (rows, expected) != 0)
        g_error ("“%s” is read as “%s”, not “%s”", text, rows, expected);
    }
  g_assert_cmpuint (refused, >, 300);
}

static void
test_cases (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } cases[] = {
    { "", "" },
    { "\n\r\n\n", "" },
    { "a", "a\n" },
    { "a,b\r\n", "a|b\n" },
    { "a,\n,", "a|\n|\n" },
    { "\"\"\n", "\n" },
    { "\"a\"\"b\",\"c\nd\"", "a\\\"b|c\\nd\n" },
    { "\"\"\"\"\r\n", "\\\"\n" },
    { "\"a\r\nb\"\r\n", "a\\r\\nb\n" },
    { "a\rb\n", NULL },
    { "a\"b\n", NULL },
    { "\"a\"b\n", NULL },
    { "\"a\n", NULL },
    { "\"a\"\"", NULL },
    { "a,\"b\" ,c", NULL },
    { "a \"b\"", NULL },
    { "\xff\n", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = rows_of (cases[i].text, strlen (cases[i].text));
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
  g_assert_null (rows_of ("a\0b\n", 4));
  g_assert_null (rows_of ("\"a\0\"\n", 5));
}

/* A cell of 10 MB with quotes and line ends, at the border of the window and past it. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("first,row\n\"");
  while (text->len < 10 * 1024 * 1024)
    g_string_append (text, "0123456789\"\"\n,");
  g_string_append (text, "\",last\nnext,row\n");
  g_autofree char *expected = reference_rows (text->str, text->len);
  g_autofree char *rows = rows_of (text->str, text->len);
  g_assert_true (g_strcmp0 (rows, expected) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/cases", test_cases);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/mutations", test_mutations);
  g_test_add_func ("/csv/long", test_long);
  return g_test_run ();
}
