#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "export/stemma-svg-names.h"
#include "export/stemma-svg.h"

/* The metadata stands at the head of a drawing; what comes later than this is not looked at. */
#define MAX_SCANNED (4 * 1024 * 1024)
#define CHUNK (64 * 1024)

typedef struct
{
  const char *key;
  gboolean in_svg;
  gboolean in_entry; /* of the key that is asked for */
  gboolean done;
  GString *value;
} Reader;

static void
on_start (GMarkupParseContext *context, const char *element, const char **names, const char **values,
          gpointer data, GError **error)
{
  Reader *reader = data;
  if (!reader->in_svg && !g_str_equal (element, "svg") && !g_str_has_suffix (element, ":svg"))
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _ ("it is not an SVG"));
      return;
    }
  reader->in_svg = TRUE;
  if (reader->done || !g_str_equal (element, STEMMA_SVG_ENTRY))
    return;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "key") && g_str_equal (values[i], reader->key))
      reader->in_entry = TRUE;
  (void) context;
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;
  if (reader->in_entry && g_str_equal (element, STEMMA_SVG_ENTRY))
    {
      reader->in_entry = FALSE;
      reader->done = TRUE;
    }
  (void) context;
  (void) error;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  if (reader->in_entry)
    g_string_append_len (reader->value, text, (gssize) length);
  (void) context;
  (void) error;
}

static gboolean
scan (GInputStream *stream, Reader *reader, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, reader, NULL);
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize length = 0;
  for (gsize scanned = 0; scanned < MAX_SCANNED && !reader->done; scanned += (gsize) length)
    {
      length = g_input_stream_read (stream, chunk, CHUNK, NULL, error);
      if (length < 0)
        return FALSE;
      if (length == 0)
        return g_markup_parse_context_end_parse (context, error);
      if (!g_markup_parse_context_parse (context, chunk, length, error))
        return FALSE;
    }
  return TRUE;
}

static int
code_of (const GError *error)
{
  if (error->domain == G_MARKUP_ERROR)
    return STEMMA_ERROR_INPUT;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? STEMMA_ERROR_NOT_FOUND
                                                                   : STEMMA_ERROR_FAILED;
}

/**
 * stemma_svg_read_metadata:
 * @path: a drawing
 * @key: which of its entries
 * @error: return location; %STEMMA_ERROR_INPUT if it is no drawing, %STEMMA_ERROR_NOT_FOUND if there is no
 *   such file or it holds no such entry
 *
 * Reads back what stemma_svg_write() kept. Only the first 4 MiB are looked at, and only as far as the entry;
 * the file may come from anywhere, so the value is for the caller to judge.
 *
 * Returns: (transfer full): the value, UTF-8
 */
char *
stemma_svg_read_metadata (const char *path, const char *key, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &inner);
  Reader reader = { .key = key, .value = g_string_new (NULL) };
  gboolean good = stream != NULL && scan (G_INPUT_STREAM (stream), &reader, &inner);
  if (good && reader.done)
    return g_string_free (reader.value, FALSE);
  g_string_free (reader.value, TRUE);
  if (!good)
    g_set_error (error, STEMMA_ERROR, code_of (inner), _ ("%s cannot be read as a drawing: %s"), shown,
                 inner->message);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("%s holds no “%s”; only drawings that Stemma has written can be opened again"), shown,
                 key);
  return NULL;
}
