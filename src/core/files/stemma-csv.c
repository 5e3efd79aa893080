#include "files/stemma-csv.h"

#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * stemma_csv_init:
 * @csv: (out): the walk
 * @window: where the table comes from; must outlive @csv
 */
void
stemma_csv_init (StemmaCsv *csv, StemmaReadWindow *window)
{
  csv->window = window;
  csv->n_cells = 0;
  csv->line = window->line;
  csv->control = FALSE;
}

/* The line feed that ends the row at @at, %NULL if it is not in sight. Every quote turns "inside" over, a
 * doubled one twice; a stray one leads astray here, but the row is refused then anyway. */
static char *
find_row_end (char *at, char *end)
{
  char *newline = memchr (at, '\n', (gsize) (end - at));
  char *quote = memchr (at, '"', (gsize) ((newline != NULL ? newline : end) - at));
  while (quote != NULL)
    {
      quote = memchr (quote + 1, '"', (gsize) (end - quote - 1));
      if (quote == NULL)
        return NULL;
      at = quote + 1;
      newline = memchr (at, '\n', (gsize) (end - at));
      quote = memchr (at, '"', (gsize) ((newline != NULL ? newline : end) - at));
    }
  return newline;
}

/* Makes sure that a whole row is in memory; @length is without its line end. */
static gboolean
find_row (StemmaCsv *csv, gsize *length, GError **error)
{
  StemmaReadWindow *window = csv->window;
  char *newline;
  while ((newline = find_row_end (window->data + window->start, window->data + window->end)) == NULL
         && !window->at_end)
    if (!stemma_read_window_more (window, error))
      return FALSE;
  char *at = window->data + window->start;
  *length = newline != NULL ? (gsize) (newline - at) : window->end - window->start;
  return TRUE;
}

static gboolean
check_row (StemmaCsv *csv, const char *at, gsize length, GError **error)
{
  gsize sound = stemma_utf8_scan (at, length, &csv->control);
  if (sound == length)
    return TRUE;
  guint64 line = csv->line + stemma_read_window_newlines (at, sound);
  return stemma_read_window_fail (csv->window, line, error, "%s",
                             at[sound] == '\0' ? _("a NUL byte") : _("bytes that are not UTF-8"));
}

/* Takes the quoted cell at @at, whose text is written over its own quotes. Gives what follows it. */
static char *
take_quoted (StemmaCsv *csv, char *at, char *end, StemmaCsvCell *cell, GError **error)
{
  char *out = at;
  char *from = at + 1;
  for (;;)
    {
      char *quote = memchr (from, '"', (gsize) (end - from));
      if (quote == NULL)
        {
          stemma_read_window_fail (csv->window, csv->line, error, _("a quote that is not closed"));
          return NULL;
        }
      gsize n = (gsize) (quote - from);
      memmove (out, from, n);
      out += n;
      from = quote + 1;
      if (from == end || *from != '"')
        break;
      *out++ = '"';
      from++;
    }
  if (from < end && *from != ',')
    {
      stemma_read_window_fail (csv->window, csv->line, error,
                          _("something between a closing quote and the comma"));
      return NULL;
    }
  cell->text = at;
  cell->length = (gsize) (out - at);
  return from;
}

static char *
take_plain (StemmaCsv *csv, char *at, char *end, StemmaCsvCell *cell, GError **error)
{
  char *comma = memchr (at, ',', (gsize) (end - at));
  char *stop = comma != NULL ? comma : end;
  gsize length = (gsize) (stop - at);
  if (memchr (at, '"', length) != NULL)
    {
      stemma_read_window_fail (csv->window, csv->line, error, _("a quote inside a cell that is not quoted"));
      return NULL;
    }
  if (csv->control && memchr (at, '\r', length) != NULL)
    {
      stemma_read_window_fail (csv->window, csv->line, error, _("a carriage return without a line feed"));
      return NULL;
    }
  cell->text = at;
  cell->length = length;
  return stop;
}

static gboolean
split_row (StemmaCsv *csv, char *at, char *end, GError **error)
{
  csv->n_cells = 0;
  for (;;)
    {
      if (csv->n_cells == STEMMA_CSV_MAX_CELLS)
        return stemma_read_window_fail (csv->window, csv->line, error, _("more than %d columns"),
                                   STEMMA_CSV_MAX_CELLS);
      StemmaCsvCell *cell = &csv->cells[csv->n_cells];
      char *stop = at < end && *at == '"' ? take_quoted (csv, at, end, cell, error)
                                          : take_plain (csv, at, end, cell, error);
      if (stop == NULL)
        return FALSE;
      csv->n_cells++;
      gboolean last = stop == end;
      cell->text[cell->length] = '\0';
      if (last)
        return TRUE;
      at = stop + 1;
    }
}

/**
 * stemma_csv_next:
 * @csv: a walk
 * @got: (out): whether there was one more row
 * @error: return location: %STEMMA_ERROR_INPUT (a quote out of place, a NUL, no UTF-8, a lone carriage
 * return, a row past %STEMMA_WINDOW_MAX) or %G_IO_ERROR_CANCELLED
 *
 * Takes the next row into @cells. Rows end in LF or CRLF, the last one may end in neither; an empty line is
 * no row.
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_csv_next (StemmaCsv *csv, gboolean *got, GError **error)
{
  StemmaReadWindow *window = csv->window;
  gsize length;
  do
    {
      if (!find_row (csv, &length, error))
        return FALSE;
      csv->line = window->line;
      *got = window->start < window->end;
      if (!*got)
        return TRUE;
      char *at = window->data + window->start;
      gboolean ended = window->start + length < window->end;
      stemma_read_window_take (window, length + ended);
      if (length > 0 && at[length - 1] == '\r')
        length--;
      if (length > 0)
        return check_row (csv, at, length, error) && split_row (csv, at, at + length, error);
    }
  while (TRUE);
}

/**
 * stemma_csv_columns:
 * @csv: a walk that stands on the header
 * @names: (array length=n_names): names of columns
 * @n_names: how many
 * @columns: (out caller-allocates) (array length=n_names): where they stand
 *
 * Returns: whether every one of @names heads exactly one column
 */
gboolean
stemma_csv_columns (const StemmaCsv *csv, const char *const *names, guint n_names, guint *columns)
{
  for (guint i = 0; i < n_names; i++)
    {
      guint found = 0;
      for (guint j = 0; j < csv->n_cells; j++)
        if (strcmp (csv->cells[j].text, names[i]) == 0)
          {
            columns[i] = j;
            found++;
          }
      if (found != 1)
        return FALSE;
    }
  return TRUE;
}

/**
 * stemma_csv_trim:
 * @cell: a cell
 *
 * Takes the ASCII white space off both ends.
 */
void
stemma_csv_trim (StemmaCsvCell *cell)
{
  const char *start = stemma_utf8_trim (cell->text, &cell->length);
  cell->text += start - cell->text;
  cell->text[cell->length] = '\0';
}
