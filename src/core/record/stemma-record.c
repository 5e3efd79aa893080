#include "record/stemma-record.h"

#include <string.h>

/**
 * stemma_oid_parse:
 * @text: (nullable): 24 hexadecimal digits
 * @oid: (out): the 12 bytes
 *
 * Returns: whether @text is exactly that
 */
gboolean
stemma_oid_parse (const char *text, guint8 oid[STEMMA_OID_SIZE])
{
  if (text == NULL || strlen (text) != 2 * STEMMA_OID_SIZE)
    return FALSE;
  for (guint i = 0; i < STEMMA_OID_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);
      if (high < 0 || low < 0)
        return FALSE;
      oid[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

/**
 * stemma_oid_format:
 * @oid: 12 bytes
 * @text: (out): room for 24 digits and the terminator
 */
void
stemma_oid_format (const guint8 oid[STEMMA_OID_SIZE], char text[2 * STEMMA_OID_SIZE + 1])
{
  for (guint i = 0; i < STEMMA_OID_SIZE; i++)
    g_snprintf (text + 2 * i, 3, "%02x", oid[i]);
}

static void
hash_string (GChecksum *sum, const char *text)
{
  /* The terminator parts the fields; a missing one differs from an empty one. */
  if (text == NULL)
    g_checksum_update (sum, (const guchar *) "\1", 1);
  else
    g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
hash_number (GChecksum *sum, guint64 number)
{
  guint64 value = GUINT64_TO_LE (number);
  g_checksum_update (sum, (const guchar *) &value, sizeof value);
}

static guint64
finish_hash (GChecksum *sum)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_checksum_get_digest (sum, digest, &length);
  guint64 hash;
  memcpy (&hash, digest, sizeof hash);
  hash = GUINT64_FROM_LE (hash);
  return hash == 0 ? 1 : hash;
}

static guint64
hash_edges (const StemmaRecord *record)
{
  if (record->n_edges == 0)
    return 0;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < record->n_edges; i++)
    {
      const StemmaRecordEdge *edge = &record->edges[i];
      hash_string (sum, edge->parent);
      hash_string (sum, edge->relation_word);
      if (edge->has_oid)
        g_checksum_update (sum, edge->parent_oid, STEMMA_OID_SIZE);
      hash_number (sum, (guint64) edge->relation << 8 | edge->source);
    }
  return finish_hash (sum);
}

static guint64
hash_datasets (const StemmaRecord *record)
{
  if (record->n_datasets == 0)
    return 0;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < record->n_datasets; i++)
    hash_string (sum, record->datasets[i]);
  return finish_hash (sum);
}

static guint64
hash_evaluations (const StemmaRecord *record)
{
  if (record->n_evaluations == 0)
    return 0;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *e = &record->evaluations[i];
      const char *const texts[] = { e->task, e->dataset, e->config, e->split, e->metric, e->source };
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        hash_string (sum, texts[j]);
      guint64 bits;
      memcpy (&bits, &e->value, sizeof bits);
      hash_number (sum, bits);
      hash_number (sum, (guint64) e->verified);
    }
  return finish_hash (sum);
}

/**
 * stemma_record_hash:
 * @record: a record
 * @hashes: (out): its numbers
 *
 * Two records with equal numbers say the same of a model (but for one case in 2^64): names, parents, licence and so on.
 * The counters, which change every week for everybody, do not count. Each is the first eight bytes of a SHA-256.
 */
void
stemma_record_hash (const StemmaRecord *record, StemmaRecordHashes *hashes)
{
  hashes->edges = hash_edges (record);
  hashes->datasets = hash_datasets (record);
  hashes->evaluations = hash_evaluations (record);

  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *const texts[]
      = { record->name,    record->sha,         record->licence,    record->licence_name,
          record->licence_link, record->task,   record->library,    record->new_version,
          record->model_type,   record->template_text, record->code_repository, record->tags };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    hash_string (sum, texts[i]);
  if (record->has_oid)
    g_checksum_update (sum, record->oid, STEMMA_OID_SIZE);
  const guint64 numbers[]
      = { record->known,  record->flags, record->n_edges > 0 ? record->relation : 0, (guint64) record->created,
          (guint64) record->modified, record->parameters, record->bits, hashes->edges,
          hashes->datasets, hashes->evaluations };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    hash_number (sum, numbers[i]);
  hashes->content = finish_hash (sum);
}
