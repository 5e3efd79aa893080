#include "export/stemma-csv.h"

#include <math.h>
#include <string.h>

struct _StemmaCsv
{
  GString *out;
  gboolean in_row;
};

/**
 * stemma_csv_new:
 *
 * Returns: (transfer full): an empty table
 */
StemmaCsv *
stemma_csv_new (void)
{
  StemmaCsv *csv = g_new0 (StemmaCsv, 1);
  csv->out = g_string_new (NULL);
  return csv;
}

/**
 * stemma_csv_free:
 * @csv: (nullable) (transfer full): a table
 */
void
stemma_csv_free (StemmaCsv *csv)
{
  if (csv == NULL)
    return;
  g_string_free (csv->out, TRUE);
  g_free (csv);
}

static void
begin_cell (StemmaCsv *csv)
{
  if (csv->in_row)
    g_string_append_c (csv->out, ',');
  csv->in_row = TRUE;
}

/* A spreadsheet takes a cell that begins so for a formula, and runs it. Apostrophes before it count as well, so that
 * whoever takes one away from every cell of that form has the text as it was. */
static gboolean
looks_like_formula (const char *text)
{
  text += strspn (text, "'");
  return *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL;
}

static gboolean
needs_quotes (const char *text)
{
  return strpbrk (text, "\",;\t\r\n") != NULL || *text == ' ' || g_str_has_suffix (text, " ");
}

/**
 * stemma_csv_text:
 * @csv: a table
 * @text: (nullable): bytes from anywhere; what is not UTF-8 is replaced
 *
 * Writes a cell of words. One that a spreadsheet would run as a formula gets an apostrophe in front; figures
 * have their own functions and keep their signs. To read it back: of apostrophes that = + - @, a tab or the end of a
 * line follows, one goes.
 */
void
stemma_csv_text (StemmaCsv *csv, const char *text)
{
  begin_cell (csv);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gboolean quoted = needs_quotes (valid);
  if (quoted)
    g_string_append_c (csv->out, '"');
  if (looks_like_formula (valid))
    g_string_append_c (csv->out, '\'');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv->out, '"');
      g_string_append_c (csv->out, *p);
    }
  if (quoted)
    g_string_append_c (csv->out, '"');
}

/**
 * stemma_csv_integer:
 * @csv: a table
 * @value: a figure
 */
void
stemma_csv_integer (StemmaCsv *csv, gint64 value)
{
  begin_cell (csv);
  g_string_append_printf (csv->out, "%" G_GINT64_FORMAT, value);
}

/**
 * stemma_csv_unsigned:
 * @csv: a table
 * @value: a figure
 */
void
stemma_csv_unsigned (StemmaCsv *csv, guint64 value)
{
  begin_cell (csv);
  g_string_append_printf (csv->out, "%" G_GUINT64_FORMAT, value);
}

/**
 * stemma_csv_real:
 * @csv: a table
 * @value: a figure; what is no number leaves the cell empty
 * @decimals: how many, 15 at most; the point is a point in every locale
 */
void
stemma_csv_real (StemmaCsv *csv, double value, guint decimals)
{
  begin_cell (csv);
  if (!isfinite (value))
    return;
  char format[8], buffer[400];
  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 15));
  g_string_append (csv->out, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

/**
 * stemma_csv_empty:
 * @csv: a table
 *
 * Writes a cell for what is not known.
 */
void
stemma_csv_empty (StemmaCsv *csv)
{
  begin_cell (csv);
}

/**
 * stemma_csv_end_row:
 * @csv: a table
 */
void
stemma_csv_end_row (StemmaCsv *csv)
{
  g_string_append (csv->out, "\r\n");
  csv->in_row = FALSE;
}

/**
 * stemma_csv_header:
 * @csv: a table
 * @names: (array zero-terminated=1): the columns
 *
 * Writes a whole row of words.
 */
void
stemma_csv_header (StemmaCsv *csv, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    stemma_csv_text (csv, names[i]);
  stemma_csv_end_row (csv);
}

/**
 * stemma_csv_finish:
 * @csv: a table, every row of which is ended; it is empty afterwards
 *
 * Returns: (transfer full): the file
 */
GBytes *
stemma_csv_finish (StemmaCsv *csv)
{
  GBytes *file = g_string_free_to_bytes (csv->out);
  csv->out = g_string_new (NULL);
  csv->in_row = FALSE;
  return file;
}
