#include "files/stemma-read-window.h"

#include "base/stemma-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_CAPACITY (256 * 1024)

/**
 * stemma_read_window_open:
 * @window: (out caller-allocates): a window, all zeros
 * @path: a file's name, or "-" for standard input
 * @progress: (nullable): told of bytes; must outlive @window
 * @cancellable: (nullable): to interrupt; must outlive @window
 * @error: return location
 *
 * Opens @path at its first byte, with nothing in memory yet.
 *
 * Returns: %FALSE on an error; @window is to be cleared in any case
 */
gboolean
stemma_read_window_open (StemmaReadWindow *window, const char *path, const StemmaProgress *progress,
                    GCancellable *cancellable, GError **error)
{
  memset (window, 0, sizeof *window);
  window->source = stemma_source_open (path, cancellable, error);
  if (window->source == NULL)
    return FALSE;
  window->line = 1;
  window->progress = progress;
  window->cancellable = cancellable;
  window->what = g_strdup_printf (_("Reading %s"), stemma_source_name (window->source));
  window->capacity = FIRST_CAPACITY;
  window->data = g_malloc (FIRST_CAPACITY + 1);
  return TRUE;
}

/**
 * stemma_read_window_over:
 * @window: (out caller-allocates): a window
 * @text: what is in memory already; only read, and must outlive @window
 * @length: bytes
 * @what: what to call it in messages
 */
void
stemma_read_window_over (StemmaReadWindow *window, const char *text, gsize length, const char *what)
{
  *window = (StemmaReadWindow) { .end = length, .line = 1, .at_end = TRUE, .over = text, .what = g_strdup (what) };
  window->data = (char *) text;
}

/**
 * stemma_read_window_clear:
 * @window: a window, opened or all zeros
 */
void
stemma_read_window_clear (StemmaReadWindow *window)
{
  g_clear_pointer (&window->source, stemma_source_free);
  if (window->over == NULL)
    g_free (window->data);
  window->data = NULL;
  g_clear_pointer (&window->what, g_free);
}

/**
 * stemma_read_window_fail:
 * @window: a window
 * @line: the line at fault, 0 for the file as a whole
 * @error: return location
 * @format: a printf format, translated
 * @...: its arguments
 *
 * Sets %STEMMA_ERROR_INPUT with the file's name and the line before the text.
 *
 * Returns: %FALSE
 */
gboolean
stemma_read_window_fail (const StemmaReadWindow *window, guint64 line, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  const char *name = window->source != NULL ? stemma_source_name (window->source) : window->what;
  if (line == 0)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("%s: %s"), name, text);
  else
    {
      /* A translated format can hold no macro. */
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("%s, line %s: %s"), name, number, text);
    }
  return FALSE;
}

/* Always leaves room, so that what is searched again after a refill at least doubles: linear in all. */
static gboolean
make_room (StemmaReadWindow *window, GError **error)
{
  gsize rest = window->end - window->start;
  if (rest >= STEMMA_WINDOW_MAX)
    return stemma_read_window_fail (window, window->line, error,
                               _("a row or record of more than %d MB begins here; is a quote not closed?"),
                               STEMMA_WINDOW_MAX / (1024 * 1024));
  if (rest > window->capacity / 2)
    {
      window->capacity = MIN (window->capacity * 2, (gsize) STEMMA_WINDOW_MAX);
      window->data = g_realloc (window->data, window->capacity + 1);
    }
  memmove (window->data, window->data + window->start, rest);
  window->start = 0;
  window->end = rest;
  return TRUE;
}

/**
 * stemma_read_window_more:
 * @window: a window
 * @error: return location: %STEMMA_ERROR_INPUT or %G_IO_ERROR_CANCELLED
 *
 * Reads on, as much as there is room for. What is not yet taken stays; pointers into @data are dead.
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_read_window_more (StemmaReadWindow *window, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (window->cancellable, error) || !make_room (window, error))
    return FALSE;
  while (window->end < window->capacity && !window->at_end)
    {
      gsize n;
      if (!stemma_source_read (window->source, window->data + window->end, window->capacity - window->end, &n,
                               window->cancellable, error))
        return FALSE;
      window->end += n;
      window->at_end = n == 0;
    }
  stemma_progress_tell (window->progress, stemma_source_done (window->source),
                        stemma_source_total (window->source), window->what);
  return TRUE;
}

/**
 * stemma_read_window_newlines:
 * @text: bytes
 * @length: how many
 *
 * Returns: line feeds among them
 */
guint64
stemma_read_window_newlines (const char *text, gsize length)
{
  guint64 count = 0;
  const char *end = text + length;
  while (text < end && (text = memchr (text, '\n', (gsize) (end - text))) != NULL)
    {
      count++;
      text++;
    }
  return count;
}

/**
 * stemma_read_window_take:
 * @window: a window
 * @n: bytes
 *
 * Steps over @n bytes and counts their lines. They stay where they are until more is read.
 */
void
stemma_read_window_take (StemmaReadWindow *window, gsize n)
{
  window->line += stemma_read_window_newlines (window->data + window->start, n);
  window->start += n;
}
