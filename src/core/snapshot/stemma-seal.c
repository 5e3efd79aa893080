#include "snapshot/stemma-seal.h"

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-snapshot-builder.h"

typedef struct
{
  StemmaSnapshotBuilder *builder;
  guint32 n_names;
  guint32 *holder;      /* name -> key of the listed model that holds it and 1, or 0 */
  guint32 *former;      /* name -> key of the model that held it last and 1, or 0 */
} Seal;

static gboolean
append_name (guint32 id, const char *text, gpointer user_data, GError **error)
{
  StemmaNames *names = user_data;
  if (stemma_names_append (names, text) == id - 1)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The store is damaged: name %u is missing"), id - 1);
  return FALSE;
}

/**
 * stemma_seal_names:
 * @store: a store
 * @names: names of that store; what is new is appended
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * The id of a name here is one less than in the store, where ids count from 1.
 *
 * Returns: whether @names holds all names of the store
 */
gboolean
stemma_seal_names (StemmaStore *store, StemmaNames *names, GCancellable *cancellable, GError **error)
{
  return stemma_snapshots_visit_names (store, stemma_names_get_count (names), append_name, names, cancellable, error);
}

static gboolean
check_name (const Seal *seal, guint32 name, GError **error)
{
  if (name >= 1 && name <= seal->n_names)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The store is damaged: there is no name %u"), name);
  return FALSE;
}

static gboolean
take_former_name (guint32 name, guint32 model, gpointer user_data, GError **error)
{
  Seal *seal = user_data;
  if (!check_name (seal, name, error))
    return FALSE;
  seal->former[name - 1] = model + 1;
  return TRUE;
}

static gboolean
take_model (const StemmaStoredModel *stored, gpointer user_data, GError **error)
{
  Seal *seal = user_data;
  if (!check_name (seal, stored->name, error))
    return FALSE;
  StemmaSnapshotModel model = { .key = stored->key,
                                .name = stored->name - 1,
                                .arrival = stored->arrival,
                                .derived = stored->relation >= 0,
                                .relation = stored->relation >= 0 ? (StemmaRelation) stored->relation
                                                                  : STEMMA_RELATION_OTHER,
                                .known = stored->known,
                                .flags = stored->flags,
                                .task = stored->task,
                                .library = stored->library,
                                .licence = stored->licence,
                                .downloads = stored->downloads == G_MAXUINT64 ? 0 : stored->downloads,
                                .likes = stored->likes == G_MAXUINT64 ? 0 : stored->likes,
                                .created = stored->created,
                                .modified = stored->modified,
                                .sha = stored->sha };
  seal->holder[model.name] = model.key + 1;
  stemma_snapshot_builder_add_model (seal->builder, &model);
  return TRUE;
}

/* Which model is meant: the one whose identity was declared; else who holds the name now; else who held it last. A
 * model whose identity was declared and that is gone stays a ghost, even where somebody else has taken its name: 0 and
 * the key of a model that is not listed tell the builder so. */
static guint32
resolve (const Seal *seal, const StemmaStoredEdge *edge)
{
  guint32 name = edge->parent - 1;
  if (edge->has_oid)
    return edge->parent_key;
  if (seal->holder[name] != 0)
    return seal->holder[name] - 1;
  guint32 former = seal->former[name];
  return former != 0 && stemma_snapshot_builder_has_key (seal->builder, former - 1) ? former - 1 : STEMMA_NONE;
}

static gboolean
take_edge (const StemmaStoredEdge *edge, gpointer user_data, GError **error)
{
  Seal *seal = user_data;
  if (!check_name (seal, edge->parent, error))
    return FALSE;
  stemma_snapshot_builder_add_edge (seal->builder, edge->child, edge->parent - 1, resolve (seal, edge), edge->relation,
                                    edge->source);
  return TRUE;
}

/**
 * stemma_seal_snapshot:
 * @store: a store
 * @info: one of its snapshots
 * @names: all names of the store, by stemma_seal_names()
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Reads one snapshot from the store and seals it. Blocks for seconds at the size of the whole Hub.
 *
 * Returns: (transfer full): the sealed snapshot, or %NULL
 */
StemmaSnapshot *
stemma_seal_snapshot (StemmaStore *store, const StemmaSnapshotInfo *info, StemmaNames *names,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaSnapshotBuilder) builder = stemma_snapshot_builder_new (names, info->date, info->source);
  stemma_snapshot_builder_set_origin (builder, stemma_store_get_id (store), info->revision);
  guint32 n_names = stemma_names_get_count (names);
  g_autofree guint32 *holder = g_new0 (guint32, MAX (n_names, 1));
  g_autofree guint32 *former = g_new0 (guint32, MAX (n_names, 1)); /* hardly touched */
  Seal seal = { .builder = builder, .n_names = n_names, .holder = holder, .former = former };
  StemmaSnapshotVisitor visitor = { take_former_name, take_model, take_edge, &seal };
  if (!stemma_snapshots_visit (store, info->id, &visitor, cancellable, error))
    return NULL;
  g_clear_pointer (&holder, g_free);
  g_clear_pointer (&former, g_free);
  return stemma_snapshot_builder_seal (builder, cancellable, error);
}
