#include <glib/gi18n-lib.h>
#include <string.h>

#include "snapshot/stemma-builder-private.h"

/* Presence takes a bit a key; keys are dense, and this many would be 150 Hubs. */
#define MAX_KEY ((1u << 28) - 1)

/**
 * stemma_snapshot_builder_new:
 * @names: where the name ids count; appended to no more once the snapshot is sealed, but by its owner
 * @date: the day of the snapshot
 * @source: (nullable): where it comes from
 *
 * Returns: (transfer full): a builder
 */
StemmaSnapshotBuilder *
stemma_snapshot_builder_new (StemmaNames *names, StemmaDate date, const char *source)
{
  StemmaSnapshotBuilder *builder = g_new0 (StemmaSnapshotBuilder, 1);
  builder->names = stemma_names_ref (names);
  builder->date = date;
  builder->source = g_strdup (source != NULL ? source : "");
  builder->presence = g_array_new (FALSE, TRUE, sizeof (guint64));
  builder->traits = g_array_new (FALSE, FALSE, sizeof (guint64));
  builder->trait_codes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  builder->status = stemma_packer_new ();
  builder->arrival = stemma_packer_new ();
  for (guint kind = 0; kind < STEMMA_PACKED_NAME_ORDER; kind++)
    builder->columns[kind] = stemma_packer_new ();
  builder->edges = g_array_new (FALSE, FALSE, sizeof (ToldEdge));
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    builder->words[i] = stemma_words_new (G_MAXUINT16);
  return builder;
}

/**
 * stemma_snapshot_builder_free:
 * @builder: (nullable) (transfer full): a builder
 */
void
stemma_snapshot_builder_free (StemmaSnapshotBuilder *builder)
{
  if (builder == NULL)
    return;
  stemma_names_unref (builder->names);
  g_free (builder->source);
  g_free (builder->fault);
  g_array_unref (builder->presence);
  g_array_unref (builder->traits);
  g_hash_table_unref (builder->trait_codes);
  stemma_packer_free (builder->status);
  stemma_packer_free (builder->arrival);
  for (guint kind = 0; kind < STEMMA_N_PACKED; kind++)
    stemma_packer_free (builder->columns[kind]);
  g_clear_pointer (&builder->edges, g_array_unref);
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    stemma_words_free (builder->words[i]);
  g_free (builder);
}

/**
 * stemma_snapshot_builder_set_origin:
 * @builder: a builder
 * @store_id: the random id of the store: 16 bytes
 * @revision: the store's number of this state of the snapshot
 *
 * Says what a saved snapshot is checked against when it is opened. Without it both are 0.
 */
void
stemma_snapshot_builder_set_origin (StemmaSnapshotBuilder *builder,
                                    const guint8 store_id[16],
                                    guint64 revision)
{
  memcpy (builder->store_id, store_id, sizeof builder->store_id);
  builder->revision = revision;
}

static void
note_fault (StemmaSnapshotBuilder *builder, const char *format, guint32 number)
{
  if (builder->fault == NULL)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      builder->fault = g_strdup_printf (format, number);
#pragma GCC diagnostic pop
    }
}

/* Few combinations of what is known and the flags occur. */
static guint32
trait_code (StemmaSnapshotBuilder *builder, guint32 known, guint32 flags)
{
  guint64 trait = known | (guint64) flags << 32;
  guint32 code = GPOINTER_TO_UINT (g_hash_table_lookup (builder->trait_codes, &trait));
  if (code != 0)
    return code - 1;
  g_array_append_val (builder->traits, trait);
  g_hash_table_insert (builder->trait_codes, g_memdup2 (&trait, sizeof trait),
                       GUINT_TO_POINTER (builder->traits->len));
  return builder->traits->len - 1;
}

static void
note_key (StemmaSnapshotBuilder *builder, guint32 key)
{
  if (key > MAX_KEY || (builder->n_models > 0 && key <= builder->last_key))
    {
      note_fault (builder, _ ("the models' keys are not in order at key %u"), key);
      return;
    }
  builder->last_key = key;
  if (key / 64 >= builder->presence->len)
    g_array_set_size (builder->presence, key / 64 + 1);
  g_array_index (builder->presence, guint64, key / 64) |= G_GUINT64_CONSTANT (1) << (key % 64);
}

static guint64
day_of (gint64 seconds)
{
  return seconds > 0 ? (guint64) seconds / 86400 : 0;
}

/* A sha changes as a whole, so any 3 bytes of it tell but once in 16 million; 0 is kept for those that are not known. */
static guint32
shorten_sha (guint64 sha)
{
  guint32 part = (guint32) (sha >> 40);
  return sha != 0 && part == 0 ? 1 : part;
}

/**
 * stemma_snapshot_builder_add_model:
 * @builder: a builder
 * @model: a listed model, its key higher than the last
 *
 * What cannot be (a key out of order, a name id that there is not) makes sealing fail.
 */
void
stemma_snapshot_builder_add_model (StemmaSnapshotBuilder *builder, const StemmaSnapshotModel *model)
{
  note_key (builder, model->key);
  if (model->name >= stemma_names_get_count (builder->names))
    note_fault (builder, _ ("the model with key %u has no name"), model->key);
  guint relation = MIN ((guint) model->relation, (guint) STEMMA_RELATION_OTHER);
  const guint64 values[STEMMA_PACKED_NAME_ORDER] = {
    [STEMMA_PACKED_ROW_NAME] = model->name,
    [STEMMA_PACKED_TASK] = stemma_words_code (builder->words[STEMMA_WORD_TASK], model->task),
    [STEMMA_PACKED_LIBRARY] = stemma_words_code (builder->words[STEMMA_WORD_LIBRARY], model->library),
    [STEMMA_PACKED_LICENCE] = stemma_words_code (builder->words[STEMMA_WORD_LICENCE], model->licence),
    [STEMMA_PACKED_TRAIT] = trait_code (builder, model->known, model->flags),
    [STEMMA_PACKED_DOWNLOADS] = model->downloads,
    [STEMMA_PACKED_LIKES] = MIN (model->likes, G_MAXUINT32),
    [STEMMA_PACKED_CREATED] = day_of (model->created),
    [STEMMA_PACKED_MODIFIED] = day_of (model->modified),
    [STEMMA_PACKED_SHA] = shorten_sha (model->sha),
  };
  for (guint kind = 0; kind < STEMMA_PACKED_NAME_ORDER; kind++)
    stemma_packer_add (builder->columns[kind], values[kind]);
  stemma_packer_add (builder->status, relation | (model->derived ? STEMMA_BUILT_DERIVED : 0));
  stemma_packer_add (builder->arrival, model->arrival);
  builder->n_models++;
}

/**
 * stemma_snapshot_builder_has_key:
 * @builder: a builder
 * @key: a permanent key
 *
 * Returns: whether a model of that key was added
 */
gboolean
stemma_snapshot_builder_has_key (const StemmaSnapshotBuilder *builder, guint32 key)
{
  return key / 64 < builder->presence->len
         && (g_array_index (builder->presence, guint64, key / 64) >> (key % 64) & 1) != 0;
}

/**
 * stemma_snapshot_builder_add_edge:
 * @builder: a builder
 * @child_key: the key of a model that is added, before or after
 * @declared_name: the id of what it declares
 * @parent_key: the key of the model that is meant, or %STEMMA_NONE: whichever holds the declared name in this
 *   snapshot. If that model is not listed, the parent is a ghost, known by its declared name
 * @relation: how the child came from it
 * @source: where it is declared
 *
 * Adds a declared parent. Those of one child are told in the order of declaration; of a pair told twice the
 * first counts.
 */
void
stemma_snapshot_builder_add_edge (StemmaSnapshotBuilder *builder,
                                  guint32 child_key,
                                  guint32 declared_name,
                                  guint32 parent_key,
                                  StemmaRelation relation,
                                  StemmaEdgeSource source)
{
  if (declared_name >= stemma_names_get_count (builder->names))
    note_fault (builder, _ ("a parent of the model with key %u has no name"), child_key);
  ToldEdge edge = { .child_key = child_key,
                    .declared = declared_name,
                    .parent_key = parent_key,
                    .relation = (guint8) MIN ((guint) relation, (guint) STEMMA_RELATION_OTHER),
                    .source = (guint8) MIN ((guint) source, (guint) STEMMA_EDGE_SOURCE_FILE) };
  g_array_append_val (builder->edges, edge);
}
