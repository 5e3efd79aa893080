#include "store/stemma-record-digest.h"

#include <string.h>

#include "store/stemma-text-hash.h"

struct _StemmaRecordDigest
{
  guint8 key[STEMMA_TEXT_HASH_KEY_SIZE];
  guint8 *bytes; /* the record, or a list of it, as one text that no other record has */
  gsize length, capacity;
};

/**
 * stemma_record_digest_new:
 * @key: 16 bytes that only the store knows, so that nobody can make a change that looks like none
 *
 * Returns: (transfer full): a digest
 */
StemmaRecordDigest *
stemma_record_digest_new (const guint8 *key)
{
  StemmaRecordDigest *digest = g_new0 (StemmaRecordDigest, 1);
  memcpy (digest->key, key, sizeof digest->key);
  return digest;
}

/** stemma_record_digest_free: @digest: (nullable) (transfer full): what is done with */
void
stemma_record_digest_free (StemmaRecordDigest *digest)
{
  if (digest == NULL)
    return;
  g_free (digest->bytes);
  g_free (digest);
}

static inline void
add_bytes (StemmaRecordDigest *digest, gconstpointer bytes, gsize length)
{
  if (digest->capacity - digest->length < length)
    {
      digest->capacity = (digest->capacity + length) * 2;
      digest->bytes = g_realloc (digest->bytes, digest->capacity);
    }
  memcpy (digest->bytes + digest->length, bytes, length);
  digest->length += length;
}

static void
add_text (StemmaRecordDigest *digest, const char *text)
{
  /* The terminator parts the fields; a missing one differs from an empty one, and no text begins with this byte. */
  if (text == NULL)
    add_bytes (digest, "\xff", 1);
  else
    add_bytes (digest, text, strlen (text) + 1);
}

static void
add_number (StemmaRecordDigest *digest, guint64 number)
{
  guint64 value = GUINT64_TO_LE (number);
  add_bytes (digest, &value, sizeof value);
}

static void
add_oid (StemmaRecordDigest *digest, gboolean has_oid, const guint8 *oid)
{
  add_number (digest, (guint64) has_oid);
  if (has_oid)
    add_bytes (digest, oid, STEMMA_OID_SIZE);
}

/* Begins anew afterwards. Never 0, which stands for nothing. */
static guint64
finish (StemmaRecordDigest *digest)
{
  guint64 hash = stemma_text_hash (digest->key, (const char *) digest->bytes, digest->length).low;
  digest->length = 0;
  return hash == 0 ? 1 : hash;
}

static guint64
digest_edges (StemmaRecordDigest *digest, const StemmaRecord *record)
{
  if (record->n_edges == 0)
    return 0;
  for (guint i = 0; i < record->n_edges; i++)
    {
      const StemmaRecordEdge *edge = &record->edges[i];
      add_text (digest, edge->parent);
      add_text (digest, edge->relation_word);
      add_oid (digest, edge->has_oid, edge->parent_oid);
      add_number (digest, (guint64) edge->relation << 8 | edge->source);
    }
  return finish (digest);
}

static guint64
digest_datasets (StemmaRecordDigest *digest, const StemmaRecord *record)
{
  if (record->n_datasets == 0)
    return 0;
  for (guint i = 0; i < record->n_datasets; i++)
    add_text (digest, record->datasets[i]);
  return finish (digest);
}

static guint64
digest_evaluations (StemmaRecordDigest *digest, const StemmaRecord *record)
{
  if (record->n_evaluations == 0)
    return 0;
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *e = &record->evaluations[i];
      const char *const texts[] = { e->task, e->dataset, e->config, e->split, e->metric, e->source };
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        add_text (digest, texts[j]);
      guint64 bits;
      memcpy (&bits, &e->value, sizeof bits);
      add_number (digest, bits);
      add_number (digest, (guint64) e->verified);
    }
  return finish (digest);
}

/**
 * stemma_record_digest_take:
 * @digest: a digest
 * @record: a record
 * @hashes: (out): its numbers
 *
 * Two records with equal numbers say the same of a model (but for one case in 2^64): names, parents, licence and so on.
 * The counters, which change every week for everybody, do not count.
 */
void
stemma_record_digest_take (StemmaRecordDigest *digest, const StemmaRecord *record, StemmaRecordHashes *hashes)
{
  hashes->edges = digest_edges (digest, record);
  hashes->datasets = digest_datasets (digest, record);
  hashes->evaluations = digest_evaluations (digest, record);

  const char *const texts[]
      = { record->name,         record->sha,           record->licence,         record->licence_name,
          record->licence_link, record->task,          record->library,         record->new_version,
          record->model_type,   record->template_text, record->code_repository, record->tags };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (digest, texts[i]);
  add_oid (digest, record->has_oid, record->oid);
  const guint64 numbers[]
      = { (guint64) record->known << 32 | record->flags,
          (guint64) record->bits << 32 | (record->n_edges > 0 ? (guint64) record->relation : 0),
          (guint64) record->created,
          (guint64) record->modified,
          record->parameters,
          hashes->edges,
          hashes->datasets,
          hashes->evaluations };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_number (digest, numbers[i]);
  hashes->content = finish (digest);
}
