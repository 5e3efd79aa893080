#include "files/stemma-reader.h"

#include "files/stemma-reader-private.h"
#include "record/stemma-finding.h"
#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  StemmaFileKind kind;
  const char *names[3];
} headers[] = {
  { STEMMA_FILE_MODELS_CSV, { "Model ID", "Type", "Base Model" } },
  { STEMMA_FILE_EDGES_CSV, { "parent", "child", "relation" } },
  { STEMMA_FILE_EDGES_CSV, { "source", "target", "edge" } },
};

/**
 * stemma_reader_finding:
 * @handler: what is done with a file
 * @id: (nullable): the model, %NULL to name the line instead
 * @line: the line of the row or record
 * @kind: one of the words of stemma-finding.h
 * @format: a printf format, translated
 * @...: its arguments
 *
 * Tells of an oddity.
 */
void
stemma_reader_finding (const StemmaReaderHandler *handler, const char *id, guint64 line, const char *kind,
                       const char *format, ...)
{
  if (handler->finding == NULL)
    return;
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  char place[32];
  g_snprintf (place, sizeof place, "line %" G_GUINT64_FORMAT, line);
  handler->finding (id != NULL ? id : place, kind, text, handler->user_data);
}

/**
 * stemma_reader_row:
 * @csv: a walk behind the header
 * @n_columns: cells of the header
 * @got: (out): whether there was one more row
 * @error: return location
 *
 * Takes the next row and holds it against the header.
 *
 * Returns: %FALSE on an error, a row of another length among them: a comma too many or too few shifts the
 * cells
 */
gboolean
stemma_reader_row (StemmaCsv *csv, guint n_columns, gboolean *got, GError **error)
{
  if (!stemma_csv_next (csv, got, error))
    return FALSE;
  if (*got && csv->n_cells != n_columns)
    return stemma_read_window_fail (csv->window, csv->line, error, _("%u cells where the header has %u"),
                               csv->n_cells, n_columns);
  return TRUE;
}

/**
 * stemma_reader_is_long:
 * @handler: what is done with a file
 * @owner: (nullable): the model that names @id, %NULL to name the line instead
 * @line: the line of the row
 * @id: a cell or a part of one
 *
 * Returns: whether @id is too long to be one, which is a finding
 */
gboolean
stemma_reader_is_long (const StemmaReaderHandler *handler, const char *owner, guint64 line, const StemmaCsvCell *id)
{
  if (id->length <= STEMMA_ID_MAX)
    return FALSE;
  char text[STEMMA_ID_SHORT_SIZE];
  stemma_reader_finding (handler, owner, line, STEMMA_FINDING_LONG_ID,
                         _("an id of more than %d bytes is passed over: “%s”"), STEMMA_ID_MAX,
                         stemma_id_shorten (id->text, text));
  return TRUE;
}

/**
 * stemma_reader_is_odd:
 * @csv: a walk that stands on the row of @id
 * @id: a cell
 *
 * Returns: whether @id holds control characters; such an id is kept as it is, but somebody should know
 */
gboolean
stemma_reader_is_odd (const StemmaCsv *csv, const StemmaCsvCell *id)
{
  gboolean control = FALSE;
  if (csv->control)
    stemma_utf8_scan (id->text, id->length, &control);
  return control;
}

static gboolean
read_table (StemmaReadWindow *window, const StemmaReaderHandler *handler, StemmaFileKind *kind, GError **error)
{
  StemmaCsv csv;
  gboolean got;
  guint columns[3];
  stemma_csv_init (&csv, window);
  if (!stemma_csv_next (&csv, &got, error))
    return FALSE;
  for (guint i = 0; got && i < G_N_ELEMENTS (headers); i++)
    {
      if (!stemma_csv_columns (&csv, headers[i].names, G_N_ELEMENTS (headers[i].names), columns))
        continue;
      *kind = headers[i].kind;
      if (*kind == STEMMA_FILE_MODELS_CSV && handler->record == NULL)
        return stemma_read_window_fail (window, 0, error, _("a table of models is of no use here"));
      if (*kind == STEMMA_FILE_EDGES_CSV && handler->edge == NULL)
        return stemma_read_window_fail (window, 0, error, _("a table of edges is of no use here"));
      return *kind == STEMMA_FILE_MODELS_CSV ? stemma_models_csv_read (&csv, columns, handler, error)
                                             : stemma_edges_csv_read (&csv, columns, handler, error);
    }
  return stemma_read_window_fail (window, csv.line, error,
                             _("neither JSON nor a known header (“Model ID,Type,Base Model”, "
                               "“parent,child,relation” or “source,target,edge”)"));
}

/* Looks past white space for the first byte that tells something; 0 if there is none. */
static gboolean
peek (StemmaReadWindow *window, char *first, GError **error)
{
  static const char mark[] = "\xef\xbb\xbf";
  *first = '\0';
  if (!stemma_read_window_more (window, error))
    return FALSE;
  if (window->end == 0)
    return stemma_read_window_fail (window, 0, error, _("it is empty"));
  if (window->end >= 3 && memcmp (window->data, mark, 3) == 0)
    window->start = 3;
  for (;;)
    {
      const char *at = window->data + window->start;
      gsize rest = window->end - window->start;
      gsize length = rest;
      stemma_utf8_trim (at, &length);
      if (length > 0)
        {
          while (g_ascii_isspace (*at))
            at++;
          *first = *at;
          return TRUE;
        }
      if (window->at_end)
        return stemma_read_window_fail (window, 0, error, _("it holds nothing"));
      stemma_read_window_take (window, rest);
      if (!stemma_read_window_more (window, error))
        return FALSE;
    }
}

/**
 * stemma_reader_read:
 * @path: a file's name, or "-" for standard input
 * @handler: what is done with the content
 * @progress: (nullable): told of bytes of the file, packed as they are; the total is 0 for standard input
 * @kind: (out) (optional): what the file holds; set before the first call of @handler
 * @cancellable: (nullable): to interrupt
 * @error: return location: %STEMMA_ERROR_INPUT (naming file and line), %G_IO_ERROR_CANCELLED, or what a
 * callback of @handler set
 *
 * Reads a file from end to end and hands on row by row, record by record. The kind is told by the content:
 * gzip by its first bytes, JSON by its first bracket, a table by its header. Memory stays flat; a single row
 * or record may take up to 64 MB (%STEMMA_WINDOW_MAX).
 *
 * A table: UTF-8 with or without a byte order mark, LF or CRLF, cells by RFC 4180; the columns of the header
 * in any order, columns of other names are ignored; empty lines are no rows. An id is the cell byte for byte;
 * a parent is trimmed. JSON: an array, or one value a line (a value may span lines, two must not share one).
 *
 * What breaks the frame refuses the file: an unknown header, a row that is longer or shorter than it, a quote
 * out of place, JSON that breaks RFC 8259 anywhere, breaks off or goes on behind its end, NUL, bytes that are
 * not UTF-8, broken gzip, nothing at all, a row or record past 64 MB, and JSON values not one of which is a
 * record. Calls made until then cannot be taken back: a caller that wants all or nothing stages. Oddities
 * inside a sound row or record, a record without an id among them, are findings.
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_reader_read (const char *path, const StemmaReaderHandler *handler, const StemmaProgress *progress,
                    StemmaFileKind *kind, GCancellable *cancellable, GError **error)
{
  g_auto (StemmaReadWindow) window = { 0 };
  StemmaFileKind found = STEMMA_FILE_HUB_JSON;
  StemmaFileKind *told = kind != NULL ? kind : &found;
  char first;
  if (!stemma_read_window_open (&window, path, progress, cancellable, error) || !peek (&window, &first, error))
    return FALSE;
  if (first != '[' && first != '{')
    return read_table (&window, handler, told, error);
  *told = STEMMA_FILE_HUB_JSON;
  if (handler->record == NULL)
    return stemma_read_window_fail (&window, 0, error, _("records of the Hub are of no use here"));
  return stemma_hub_json_read (&window, handler, error);
}
