#include "files/stemma-json-splitter.h"
#include "files/stemma-reader-private.h"
#include "record/stemma-hub-record.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  StemmaReadWindow *window;
  const StemmaReaderHandler *handler;
  StemmaArena *arena;
  guint64 n_values;
  guint64 n_records;
} HubFile;

static gboolean
read_value (HubFile *file, const char *text, gsize length, guint64 line, GError **error)
{
  StemmaJson value;
  gsize fault_at;
  const char *fault;
  file->n_values++;
  if (!stemma_json_check (text, length, &value, &fault_at, &fault))
    return stemma_read_window_fail (file->window, line + stemma_read_window_newlines (text, fault_at), error,
                               _("not JSON: %s"), fault);
  StemmaRecord record;
  g_autoptr (GError) unreadable = NULL;
  const StemmaReaderHandler *handler = file->handler;
  stemma_arena_reset (file->arena);
  if (!stemma_hub_record_read (value, file->arena, &record, handler->finding, handler->user_data,
                               &unreadable))
    {
      stemma_reader_finding (handler, NULL, line, STEMMA_FINDING_NO_RECORD, "%s", unreadable->message);
      return TRUE;
    }
  file->n_records++;
  return handler->record (&record, line, handler->user_data, error);
}

/**
 * stemma_hub_json_read:
 * @window: a window before the first bracket
 * @handler: what is done with the records
 * @error: return location
 *
 * Hands on every record of an array or of lines. A value that is no record is a finding and passed over;
 * values not one of which is a record (an error page of the Hub, another program's JSON) refuse the file.
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_hub_json_read (StemmaReadWindow *window, const StemmaReaderHandler *handler, GError **error)
{
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  HubFile file = { .window = window, .handler = handler, .arena = arena };
  StemmaJsonSplitter splitter;
  const char *text;
  gsize length;
  guint64 line = 0;
  if (!stemma_json_splitter_init (&splitter, window, error))
    return FALSE;
  do
    {
      if (!stemma_json_splitter_next (&splitter, &text, &length, &line, error))
        return FALSE;
      if (text != NULL && !read_value (&file, text, length, line, error))
        return FALSE;
    }
  while (text != NULL);
  if (file.n_values > 0 && file.n_records == 0)
    return stemma_read_window_fail (window, 0, error, _("JSON, but no record of a model in it"));
  return TRUE;
}
