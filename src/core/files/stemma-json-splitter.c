#include "files/stemma-json-splitter.h"

#include "record/stemma-json.h"

#include <glib/gi18n-lib.h>

static gboolean
is_space (char byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* Steps over white space; @next is what stands behind it, 0 at the end of the file (or a NUL, which nothing
 * takes for good either). */
static gboolean
skip_space (StemmaJsonSplitter *splitter, char *next, GError **error)
{
  StemmaReadWindow *window = splitter->window;
  for (;;)
    {
      gsize at = window->start;
      while (at < window->end && is_space (window->data[at]))
        at++;
      stemma_read_window_take (window, at - window->start);
      if (window->start < window->end)
        {
          *next = window->data[window->start];
          return TRUE;
        }
      if (window->at_end)
        {
          *next = '\0';
          return TRUE;
        }
      if (!stemma_read_window_more (window, error))
        return FALSE;
    }
}

/* How long the value at @at is, 0 if its end is not in sight. */
static gsize
value_length (const char *at, const char *end, gboolean at_end)
{
  const char *start = at;
  gsize depth = 0;
  while (at < end)
    {
      char byte = *at;
      if (byte == '"')
        {
          at = stemma_json_string_end (at + 1, end);
          if (at == NULL)
            return 0;
          at++;
        }
      else if (byte == '{' || byte == '[')
        {
          depth++;
          at++;
          continue;
        }
      else if (depth > 0)
        {
          at++;
          if (byte != '}' && byte != ']')
            continue;
          depth--;
        }
      else
        {
          /* A number or a word; at least one byte, so that a stray bracket cannot hold things up. */
          for (at++; at < end && *at != ',' && *at != ']' && *at != '}' && !is_space (*at);)
            at++;
          return at < end || at_end ? (gsize) (at - start) : 0;
        }
      if (depth == 0)
        return (gsize) (at - start);
    }
  return 0;
}

static gboolean
take_value (StemmaJsonSplitter *splitter, const char **text, gsize *length, guint64 *line, GError **error)
{
  StemmaReadWindow *window = splitter->window;
  gsize n;
  while ((n = value_length (window->data + window->start, window->data + window->end, window->at_end)) == 0)
    {
      if (window->at_end)
        return stemma_read_window_fail (window, window->line, error, _("what begins here breaks off"));
      if (!stemma_read_window_more (window, error))
        return FALSE;
    }
  *text = window->data + window->start;
  *length = n;
  *line = window->line;
  stemma_read_window_take (window, n);
  return TRUE;
}

/**
 * stemma_json_splitter_init:
 * @splitter: (out): the splitter
 * @window: a window before the first bracket; must outlive @splitter
 * @error: return location
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_json_splitter_init (StemmaJsonSplitter *splitter, StemmaReadWindow *window, GError **error)
{
  char next;
  *splitter = (StemmaJsonSplitter) { .window = window, .first = TRUE };
  if (!skip_space (splitter, &next, error))
    return FALSE;
  splitter->array = next == '[';
  if (splitter->array)
    stemma_read_window_take (window, 1);
  return TRUE;
}

static gboolean
end_array (StemmaJsonSplitter *splitter, GError **error)
{
  char next;
  splitter->ended = TRUE;
  stemma_read_window_take (splitter->window, 1);
  if (!skip_space (splitter, &next, error))
    return FALSE;
  if (splitter->window->start < splitter->window->end)
    return stemma_read_window_fail (splitter->window, splitter->window->line, error,
                               _("something follows the end of the array"));
  return TRUE;
}

/* Up to the next value of an array, or its end. */
static gboolean
step_in_array (StemmaJsonSplitter *splitter, GError **error)
{
  StemmaReadWindow *window = splitter->window;
  char next;
  if (!skip_space (splitter, &next, error))
    return FALSE;
  if (next == ']')
    return end_array (splitter, error);
  if (!splitter->first)
    {
      if (next != ',' && window->start < window->end)
        return stemma_read_window_fail (window, window->line, error,
                                   _("a comma or the end of the array is missing"));
      stemma_read_window_take (window, window->start < window->end);
      if (!skip_space (splitter, &next, error))
        return FALSE;
    }
  if (window->start == window->end)
    return stemma_read_window_fail (window, window->line, error, _("the array breaks off"));
  if (next == ']' || next == ',')
    return stemma_read_window_fail (window, window->line, error, _("a comma without a value"));
  return TRUE;
}

static gboolean
step_in_lines (StemmaJsonSplitter *splitter, GError **error)
{
  StemmaReadWindow *window = splitter->window;
  guint64 line = window->line;
  char next;
  if (!skip_space (splitter, &next, error))
    return FALSE;
  splitter->ended = window->start == window->end;
  if (!splitter->first && !splitter->ended && window->line == line)
    return stemma_read_window_fail (window, line, error, _("something follows the record on its line"));
  return TRUE;
}

/**
 * stemma_json_splitter_next:
 * @splitter: a splitter
 * @text: (out) (transfer none) (nullable): the next value's bytes, until the next call; %NULL at the end
 * @length: (out): how many
 * @line: (out): where it starts
 * @error: return location: %STEMMA_ERROR_INPUT if the frame is broken, %G_IO_ERROR_CANCELLED
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_json_splitter_next (StemmaJsonSplitter *splitter, const char **text, gsize *length, guint64 *line,
                           GError **error)
{
  *text = NULL;
  *length = 0;
  if (!(splitter->array ? step_in_array (splitter, error) : step_in_lines (splitter, error)))
    return FALSE;
  splitter->first = FALSE;
  return splitter->ended || take_value (splitter, text, length, line, error);
}
