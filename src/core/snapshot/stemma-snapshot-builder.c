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
  builder->models = g_array_new (FALSE, FALSE, sizeof (StemmaBuiltModel));
  builder->edges = g_array_new (FALSE, FALSE, sizeof (ToldEdge));
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    builder->words[i] = stemma_words_new (i == STEMMA_WORD_OWNER ? G_MAXUINT32 - 1 : G_MAXUINT16);
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
  g_array_unref (builder->models);
  g_array_unref (builder->edges);
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
  const StemmaBuiltModel *last
    = builder->models->len == 0
        ? NULL
        : &g_array_index (builder->models, StemmaBuiltModel, builder->models->len - 1);
  if (model->key > MAX_KEY || (last != NULL && model->key <= last->key))
    note_fault (builder, _ ("the models' keys are not in order at key %u"), model->key);
  if (model->name >= stemma_names_get_count (builder->names))
    note_fault (builder, _ ("the model with key %u has no name"), model->key);
  StemmaBuiltModel built = {
    .key = model->key,
    .name = model->name,
    .known = model->known,
    .flags = model->flags,
    .likes = (guint32) MIN (model->likes, G_MAXUINT32),
    .task = (guint16) stemma_words_code (builder->words[STEMMA_WORD_TASK], model->task),
    .library = (guint16) stemma_words_code (builder->words[STEMMA_WORD_LIBRARY], model->library),
    .licence = (guint16) stemma_words_code (builder->words[STEMMA_WORD_LICENCE], model->licence),
    .derived = model->derived != FALSE,
    .relation = (guint8) MIN ((guint) model->relation, (guint) STEMMA_RELATION_OTHER),
    .arrival = model->arrival,
    .downloads = model->downloads,
    .created = model->created,
    .modified = model->modified,
    .sha = model->sha,
  };
  g_array_append_val (builder->models, built);
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
