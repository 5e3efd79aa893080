/* Counters change every week for every model: they are kept as one compressed column a snapshot, in the order of the
 * keys, cut into chunks. A value v is written as the variable-length number v + 1; 0 stands for "not known". */
#include "store/stemma-counters.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#include "base/stemma-error.h"
#include "store/stemma-stage-private.h"

#define MAX_VARINT 10

struct _StemmaCounterReader
{
  StemmaDb *db;
  gint64 snapshot;
  StemmaCounter kind;
  gint64 chunk; /* the one in @values, -1 for none */
  guint64 *values;
};

static void
write_varint (GByteArray *bytes, guint64 value)
{
  guint8 buffer[MAX_VARINT];
  guint n = 0;
  for (; value >= 0x80; value >>= 7)
    buffer[n++] = (guint8) (value | 0x80);
  buffer[n++] = (guint8) value;
  g_byte_array_append (bytes, buffer, n);
}

static gboolean
read_varint (const guint8 **at, const guint8 *end, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; shift < 64 && *at < end; shift += 7)
    {
      guint8 byte = *(*at)++;
      *value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Unpacks what a hostile file may hold: never more than a chunk of the longest numbers. */
static gboolean
unpack (gconstpointer data, gsize size, guint64 values[STEMMA_COUNTER_CHUNK])
{
  uLongf length = STEMMA_COUNTER_CHUNK * MAX_VARINT;
  g_autofree guint8 *bytes = g_malloc (length);
  if (size == 0 || uncompress (bytes, &length, data, size) != Z_OK)
    return FALSE;
  const guint8 *at = bytes, *end = bytes + length;
  for (guint i = 0; i < STEMMA_COUNTER_CHUNK; i++)
    {
      guint64 coded = 0;
      if (at < end && !read_varint (&at, end, &coded))
        return FALSE;
      values[i] = coded - 1;
    }
  return at == end;
}

static gboolean
load_chunk (StemmaDb *db, gint64 snapshot, StemmaCounter kind, gint64 chunk, guint64 *values, GError **error)
{
  memset (values, 0xff, STEMMA_COUNTER_CHUNK * sizeof *values);
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db, "SELECT data FROM counter WHERE snapshot = ? AND kind = ? AND chunk = ?", error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, snapshot);
  stemma_statement_bind_int (find, 1, kind);
  stemma_statement_bind_int (find, 2, chunk);
  StemmaStep step = stemma_statement_step (find, error);
  if (step != STEMMA_STEP_ROW)
    return step == STEMMA_STEP_DONE;
  gsize size;
  gconstpointer data = stemma_statement_get_blob (find, 0, &size);
  if (unpack (data, size, values))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The store %s is damaged: a column of counters"),
               stemma_db_get_path (db));
  return FALSE;
}

static gboolean
store_chunk (StemmaDb *db, gint64 snapshot, StemmaCounter kind, gint64 chunk, const guint64 *values, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint used = STEMMA_COUNTER_CHUNK;
  while (used > 0 && values[used - 1] == STEMMA_COUNTER_UNKNOWN)
    used--;
  if (used == 0)
    return TRUE;
  for (guint i = 0; i < used; i++)
    write_varint (bytes, values[i] + 1);

  uLongf length = compressBound (bytes->len);
  g_autofree guint8 *packed = g_malloc (length);
  int code = compress2 (packed, &length, bytes->data, bytes->len, 6);
  g_assert (code == Z_OK);
  g_autoptr (StemmaStatement) add = stemma_db_prepare (db, "INSERT INTO counter VALUES (?,?,?,?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, snapshot);
  stemma_statement_bind_int (add, 1, kind);
  stemma_statement_bind_int (add, 2, chunk);
  stemma_statement_bind_blob (add, 3, packed, length);
  return stemma_statement_run (add, error);
}

/* Lays what is staged over @values, which hold chunk @chunk of the snapshot before or nothing. */
static gboolean
overlay_chunk (StemmaDb *db, StemmaCounter kind, gint64 chunk, guint64 *values, GError **error)
{
  static const char *const queries[STEMMA_N_COUNTERS] = {
    "SELECT model, downloads FROM stage_counter WHERE model >= ? AND model < ?",
    "SELECT model, downloads_all FROM stage_counter WHERE model >= ? AND model < ?",
    "SELECT model, likes FROM stage_counter WHERE model >= ? AND model < ?",
  };
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, queries[kind], error);
  if (find == NULL)
    return FALSE;
  gint64 first = chunk * STEMMA_COUNTER_CHUNK;
  stemma_statement_bind_int (find, 0, first);
  stemma_statement_bind_int (find, 1, first + STEMMA_COUNTER_CHUNK);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    if (!stemma_statement_is_null (find, 1))
      values[stemma_statement_get_int (find, 0) - first] = (guint64) stemma_statement_get_int (find, 1);
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_counters_publish:
 * @db: the writer's connection, within a transaction
 * @snapshot: id of the snapshot that is being published
 * @previous: id of the snapshot whose counters stay for models that were not staged, 0 for none
 * @error: what went wrong
 *
 * Returns: whether the staged counters are kept as columns
 */
gboolean
stemma_counters_publish (StemmaDb *db, gint64 snapshot, gint64 previous, GError **error)
{
  gint64 last = 0;
  if (!stemma_db_get_int (db, "SELECT max (key) FROM model", &last, error))
    return FALSE;
  g_autofree guint64 *values = g_new (guint64, STEMMA_COUNTER_CHUNK);
  for (guint kind = 0; kind < STEMMA_N_COUNTERS; kind++)
    for (gint64 chunk = 0; chunk <= last / STEMMA_COUNTER_CHUNK; chunk++)
      if (!load_chunk (db, previous, kind, chunk, values, error) || !overlay_chunk (db, kind, chunk, values, error)
          || !store_chunk (db, snapshot, kind, chunk, values, error))
        return FALSE;
  return TRUE;
}

/** stemma_counter_reader_new: Returns: (transfer full): a reader of column @kind of @snapshot */
StemmaCounterReader *
stemma_counter_reader_new (StemmaDb *db, gint64 snapshot, StemmaCounter kind)
{
  StemmaCounterReader *reader = g_new0 (StemmaCounterReader, 1);
  reader->db = db;
  reader->snapshot = snapshot;
  reader->kind = kind;
  reader->chunk = -1;
  reader->values = g_new (guint64, STEMMA_COUNTER_CHUNK);
  return reader;
}

/** stemma_counter_reader_free: @reader: (nullable) (transfer full): what is done with */
void
stemma_counter_reader_free (StemmaCounterReader *reader)
{
  if (reader == NULL)
    return;
  g_free (reader->values);
  g_free (reader);
}

/**
 * stemma_counter_reader_get:
 * @reader: a reader
 * @key: a model's permanent key
 * @value: (out): what was counted, or %STEMMA_COUNTER_UNKNOWN
 * @error: what went wrong
 *
 * Returns: whether the column could be read
 */
gboolean
stemma_counter_reader_get (StemmaCounterReader *reader, gint64 key, guint64 *value, GError **error)
{
  gint64 chunk = key / STEMMA_COUNTER_CHUNK;
  if (chunk != reader->chunk)
    {
      if (!load_chunk (reader->db, reader->snapshot, reader->kind, chunk, reader->values, error))
        return FALSE;
      reader->chunk = chunk;
    }
  *value = reader->values[key % STEMMA_COUNTER_CHUNK];
  return TRUE;
}
