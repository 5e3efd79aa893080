#include "intake/stemma-crawl-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/stemma-hub-record.h"

/* An id that is shown in a finding of a value that could not be read. */
#define MAX_ID 200

/** stemma_crawl_reader_init: @keys: (array zero-terminated=1): what is asked of each model */
void
stemma_crawl_reader_init (StemmaCrawlReader *reader, const char *const *keys)
{
  *reader = (StemmaCrawlReader) { .arena = stemma_arena_new (), .keys = g_ptr_array_new () };
  for (guint i = 0; keys[i] != NULL; i++)
    g_ptr_array_add (reader->keys, (gpointer) keys[i]);
}

/** stemma_crawl_reader_clear: @reader: what is done with; may be all zeros */
void
stemma_crawl_reader_clear (StemmaCrawlReader *reader)
{
  g_clear_pointer (&reader->arena, stemma_arena_free);
  g_clear_pointer (&reader->keys, g_ptr_array_unref);
}

/** stemma_crawl_reader_drop_keys: @dropped: (nullable): keys, parted by blanks, that the Hub does not know */
void
stemma_crawl_reader_drop_keys (StemmaCrawlReader *reader, const char *dropped)
{
  g_auto (GStrv) keys = g_strsplit (dropped != NULL ? dropped : "", " ", -1);
  for (guint i = reader->keys->len; i > 0; i--)
    if (g_strv_contains ((const char *const *) keys, g_ptr_array_index (reader->keys, i - 1)))
      g_ptr_array_remove_index (reader->keys, i - 1);
}

static void
take_finding (const char *id, const char *kind, const char *text, gpointer user_data)
{
  StemmaCrawlReader *reader = user_data;
  stemma_page_add_finding (reader->page, id, kind, text);
}

/* What looks like the model's id in a text that is no JSON; only ever shown. */
static char *
guess_id (const char *text, gsize length)
{
  static const char *const marks[] = { "\"id\":\"", "\"id\": \"", "\"_id\":\"" };
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = g_strstr_len (text, (gssize) length, marks[i]);
      if (at == NULL)
        continue;
      at += strlen (marks[i]);
      gsize rest = MIN (length - (gsize) (at - text), MAX_ID);
      const char *end = memchr (at, '"', rest);
      return g_utf8_make_valid (at, (gssize) (end != NULL ? (gsize) (end - at) : rest));
    }
  return g_strdup ("?");
}

/**
 * stemma_crawl_reader_read:
 * @reader: a reader with a page
 * @text: one value
 * @length: its bytes
 * @record: (out): the record; lives until the next call
 *
 * A value that is no record costs nobody else anything: it becomes a finding.
 *
 * Returns: whether it is a record
 */
gboolean
stemma_crawl_reader_read (StemmaCrawlReader *reader, const char *text, gsize length, StemmaRecord *record)
{
  g_autoptr (GError) fault = NULL;
  stemma_arena_reset (reader->arena);
  if (stemma_hub_record_parse (text, length, reader->arena, record, take_finding, reader, &fault))
    {
      stemma_hub_record_asked (record, (const char *const *) reader->keys->pdata, reader->keys->len);
      return TRUE;
    }
  g_autofree char *id = guess_id (text, length);
  stemma_page_add_finding (reader->page, id, STEMMA_FINDING_NO_RECORD, fault->message);
  reader->unreadable++;
  return FALSE;
}

/** stemma_crawl_oid_second: Returns: the second in which a model was made, since 1970: its identity begins with it */
gint64
stemma_crawl_oid_second (const guint8 oid[STEMMA_OID_SIZE])
{
  return (gint64) oid[0] << 24 | (gint64) oid[1] << 16 | (gint64) oid[2] << 8 | (gint64) oid[3];
}
