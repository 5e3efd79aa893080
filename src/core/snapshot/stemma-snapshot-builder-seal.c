#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-builder-private.h"
#include "snapshot/stemma-name-order.h"

static void
sealing_clear (StemmaSealing *sealing)
{
  g_free (sealing->row_of_name);
  g_free (sealing->ghost_of_name);
  g_free (sealing->presence_rank);
  g_clear_pointer (&sealing->ghosts, g_array_unref);
  stemma_graph_build_free (sealing->graph);
  g_free (sealing->name_order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StemmaSealing, sealing_clear)

static StemmaRow
row_of_key (const StemmaSealing *sealing, guint32 key)
{
  return stemma_bits_has (&sealing->keys, key) ? stemma_bits_count_before (&sealing->keys, key) : STEMMA_NONE;
}

static void
index_keys (const StemmaSnapshotBuilder *builder, StemmaSealing *sealing)
{
  guint32 n = builder->presence->len;
  sealing->presence_rank = g_new (guint32, MAX (n, 1));
  sealing->keys = (StemmaBits){ .words = (const guint64 *) (gpointer) builder->presence->data,
                                .rank = sealing->presence_rank,
                                .n_words = n,
                                .n = builder->n_models };
  stemma_bits_rank (sealing->keys.words, n, sealing->presence_rank);
}

static void
index_names (const StemmaSnapshotBuilder *builder, StemmaSealing *sealing)
{
  StemmaPacked names = stemma_packer_get (builder->columns[STEMMA_PACKED_ROW_NAME]);
  sealing->n_names = stemma_names_get_count (builder->names);
  sealing->row_of_name = g_new0 (guint32, MAX (sealing->n_names, 1));
  sealing->ghost_of_name = g_new0 (guint32, MAX (sealing->n_names, 1));
  sealing->ghosts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 row = builder->n_models; row-- > 0;)
    sealing->row_of_name[stemma_packed_get (&names, row)] = row + 1;
}

static guint32
resolve_parent (const StemmaSnapshotBuilder *builder, StemmaSealing *sealing, const ToldEdge *told)
{
  StemmaRow row = told->parent_key != STEMMA_NONE ? row_of_key (sealing, told->parent_key)
                                                  : sealing->row_of_name[told->declared] - 1;
  if (row != STEMMA_NONE)
    return row;
  guint32 *ghost = &sealing->ghost_of_name[told->declared];
  if (*ghost == 0)
    {
      g_array_append_val (sealing->ghosts, told->declared);
      *ghost = sealing->ghosts->len;
    }
  return builder->n_models + *ghost - 1;
}

static StemmaBuiltEdge *
resolve_edges (const StemmaSnapshotBuilder *builder, StemmaSealing *sealing, GError **error)
{
  g_autofree StemmaBuiltEdge *edges = g_new (StemmaBuiltEdge, MAX (builder->edges->len, 1));
  for (guint32 i = 0; i < builder->edges->len; i++)
    {
      const ToldEdge *told = &g_array_index (builder->edges, ToldEdge, i);
      StemmaRow child = row_of_key (sealing, told->child_key);
      if (child == STEMMA_NONE)
        {
          g_set_error (
            error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
            _ ("The snapshot cannot be built: the model with key %u declares a parent and is not listed"),
            told->child_key);
          return NULL;
        }
      edges[i] = (StemmaBuiltEdge){ child, resolve_parent (builder, sealing, told), told->declared,
                                    told->relation, told->source };
    }
  return g_steal_pointer (&edges);
}

static gboolean
build_graph (StemmaSnapshotBuilder *builder, StemmaSealing *sealing, GError **error)
{
  StemmaBuiltEdge *edges = resolve_edges (builder, sealing, error);
  if (edges == NULL)
    return FALSE;
  guint32 n = builder->edges->len;
  g_clear_pointer (&builder->edges, g_array_unref);
  StemmaBuiltModels models = { .n = builder->n_models,
                               .status = stemma_packer_get (builder->status),
                               .arrival = stemma_packer_get (builder->arrival) };
  sealing->graph = stemma_graph_build_new (&models, (const guint32 *) (gpointer) sealing->ghosts->data,
                                           sealing->ghosts->len, edges, n);
  return TRUE;
}

static void
order_names (const StemmaSnapshotBuilder *builder, StemmaSealing *sealing)
{
  guint32 n = builder->n_models;
  StemmaPacked names = stemma_packer_get (builder->columns[STEMMA_PACKED_ROW_NAME]);
  g_autofree guint32 *ids = g_new (guint32, MAX (n, 1));
  for (guint32 row = 0; row < n; row++)
    ids[row] = (guint32) stemma_packed_get (&names, row);
  sealing->name_order = g_new (guint32, MAX (n, 1));
  stemma_name_order (builder->names, ids, n, sealing->name_order);
}

/**
 * stemma_snapshot_builder_seal:
 * @builder: a builder; it has done its work and can only be freed
 * @cancellable: (nullable): to stop it between its steps
 * @error: %STEMMA_ERROR_DAMAGED if what it was told cannot be, or that it was cancelled
 *
 * Finds out who is meant by each declared parent, orders the nodes and lays everything out in one piece.
 *
 * Returns: (transfer full): the snapshot
 */
StemmaSnapshot *
stemma_snapshot_builder_seal (StemmaSnapshotBuilder *builder, GCancellable *cancellable, GError **error)
{
  g_auto (StemmaSealing) sealing = { 0 };
  if (builder->fault != NULL)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The snapshot cannot be built: %s"),
                   builder->fault);
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  index_keys (builder, &sealing);
  index_names (builder, &sealing);
  if (!build_graph (builder, &sealing, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  order_names (builder, &sealing);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return stemma_snapshot_builder_write (builder, &sealing);
}
