#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-builder-private.h"
#include "snapshot/stemma-name-order.h"

static StemmaRow
row_of_key (const StemmaSnapshotBuilder *builder, guint32 key)
{
  const StemmaBuiltModel *models = (const StemmaBuiltModel *) (gpointer) builder->models->data;
  guint32 low = 0;
  guint32 high = builder->models->len;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (models[middle].key < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low < builder->models->len && models[low].key == key ? low : STEMMA_NONE;
}

/* What sealing works out before the image can be laid out. */
typedef struct
{
  guint32 n_names;
  guint32 *row_of_name;
  guint32 *ghost_of_name;
  GArray *ghosts; /* of guint32, name ids */
  StemmaGraphBuild *graph;
  guint32 *name_order;
  guint32 *owner; /* by row */
} Seal;

static void
seal_clear (Seal *seal)
{
  g_free (seal->row_of_name);
  g_free (seal->ghost_of_name);
  g_clear_pointer (&seal->ghosts, g_array_unref);
  stemma_graph_build_free (seal->graph);
  g_free (seal->name_order);
  g_free (seal->owner);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seal, seal_clear)

static void
index_names (const StemmaSnapshotBuilder *builder, Seal *seal)
{
  seal->n_names = stemma_names_get_count (builder->names);
  seal->row_of_name = g_new (guint32, MAX (seal->n_names, 1));
  seal->ghost_of_name = g_new (guint32, MAX (seal->n_names, 1));
  memset (seal->row_of_name, 0xff, seal->n_names * sizeof (guint32));
  memset (seal->ghost_of_name, 0xff, seal->n_names * sizeof (guint32));
  seal->ghosts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 row = builder->models->len; row-- > 0;)
    seal->row_of_name[g_array_index (builder->models, StemmaBuiltModel, row).name] = row;
}

static guint32
resolve_parent (const StemmaSnapshotBuilder *builder, Seal *seal, const ToldEdge *told)
{
  StemmaRow row = told->parent_key != STEMMA_NONE ? row_of_key (builder, told->parent_key)
                                                  : seal->row_of_name[told->declared];
  if (row != STEMMA_NONE)
    return row;
  guint32 *ghost = &seal->ghost_of_name[told->declared];
  if (*ghost == STEMMA_NONE)
    {
      *ghost = seal->ghosts->len;
      g_array_append_val (seal->ghosts, told->declared);
    }
  return builder->models->len + *ghost;
}

static gboolean
resolve_edges (const StemmaSnapshotBuilder *builder, Seal *seal, GError **error)
{
  guint32 n = builder->edges->len;
  g_autofree StemmaBuiltEdge *edges = g_new (StemmaBuiltEdge, MAX (n, 1));
  guint32 last_key = STEMMA_NONE;
  StemmaRow child = STEMMA_NONE;
  for (guint32 i = 0; i < n; i++)
    {
      const ToldEdge *told = &g_array_index (builder->edges, ToldEdge, i);
      if (told->child_key != last_key)
        child = row_of_key (builder, told->child_key);
      last_key = told->child_key;
      if (child == STEMMA_NONE)
        {
          g_set_error (
            error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
            _ ("The snapshot cannot be built: the model with key %u declares a parent and is not listed"),
            told->child_key);
          return FALSE;
        }
      edges[i] = (StemmaBuiltEdge){ child, resolve_parent (builder, seal, told), told->declared,
                                    told->relation, told->source };
    }
  seal->graph = stemma_graph_build_new ((const StemmaBuiltModel *) (gpointer) builder->models->data,
                                        builder->models->len, (const guint32 *) (gpointer) seal->ghosts->data,
                                        seal->ghosts->len, g_steal_pointer (&edges), n);
  return TRUE;
}

/* In the order of names all models of one owner stand together: "owner/" is a prefix they share. */
static void
find_owners (StemmaSnapshotBuilder *builder, Seal *seal)
{
  guint32 n = builder->models->len;
  g_autofree guint32 *ids = g_new (guint32, MAX (n, 1));
  for (guint32 row = 0; row < n; row++)
    ids[row] = g_array_index (builder->models, StemmaBuiltModel, row).name;
  seal->name_order = g_new (guint32, MAX (n, 1));
  seal->owner = g_new0 (guint32, MAX (n, 1));
  stemma_name_order (builder->names, ids, n, seal->name_order);
  const char *last = "";
  gsize last_length = 0;
  guint32 code = 0;
  for (guint32 i = 0; i < n; i++)
    {
      const char *name = stemma_names_get (builder->names, ids[seal->name_order[i]]);
      const char *slash = strchr (name, '/');
      if (slash == NULL || slash == name)
        continue;
      gsize length = (gsize) (slash - name);
      if (length != last_length || memcmp (name, last, length) != 0)
        code = stemma_words_append (builder->words[STEMMA_WORD_OWNER], name, length);
      last = name;
      last_length = length;
      seal->owner[seal->name_order[i]] = code;
    }
}

static guint64
presence_size (const StemmaSnapshotBuilder *builder)
{
  guint n = builder->models->len;
  return n == 0 ? 0
                : (g_array_index (builder->models, StemmaBuiltModel, n - 1).key / 64 + 1) * sizeof (guint64);
}

static guint8 *
lay_out (const StemmaSnapshotBuilder *builder, const Seal *seal)
{
  StemmaImageSizes sizes = { { 0 } };
  StemmaImageHeader header = { .revision = builder->revision,
                               .date = builder->date,
                               .n_names = seal->n_names,
                               .n_models = builder->models->len,
                               .n_nodes = seal->graph->n_nodes,
                               .n_inner = seal->graph->components->n_inner,
                               .n_edges = seal->graph->n_edges,
                               .n_ghosts = seal->graph->n_ghosts };
  memcpy (header.store_id, builder->store_id, sizeof header.store_id);
  sizes.sizes[STEMMA_SECTION_SOURCE] = strlen (builder->source) + 1;
  sizes.sizes[STEMMA_SECTION_PRESENCE] = presence_size (builder);
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    {
      header.n_words[i] = stemma_words_get_count (builder->words[i]);
      sizes.sizes[STEMMA_SECTION_WORD_TEXT + i] = stemma_words_get_text_size (builder->words[i]);
    }
  return stemma_image_new (&header, &sizes);
}

/* One pass for all columns: the models are far bigger than any cache. */
static void
write_columns (const StemmaSnapshotBuilder *builder, guint8 *image)
{
  guint32 *keys = stemma_image_section (image, STEMMA_SECTION_KEY);
  guint32 *names = stemma_image_section (image, STEMMA_SECTION_ROW_NAME);
  guint16 *tasks = stemma_image_section (image, STEMMA_SECTION_TASK);
  guint16 *libraries = stemma_image_section (image, STEMMA_SECTION_LIBRARY);
  guint16 *licences = stemma_image_section (image, STEMMA_SECTION_LICENCE);
  guint32 *known = stemma_image_section (image, STEMMA_SECTION_KNOWN);
  guint32 *flags = stemma_image_section (image, STEMMA_SECTION_FLAGS);
  guint64 *downloads = stemma_image_section (image, STEMMA_SECTION_DOWNLOADS);
  guint32 *likes = stemma_image_section (image, STEMMA_SECTION_LIKES);
  gint64 *created = stemma_image_section (image, STEMMA_SECTION_CREATED);
  gint64 *modified = stemma_image_section (image, STEMMA_SECTION_MODIFIED);
  guint64 *shas = stemma_image_section (image, STEMMA_SECTION_SHA);
  guint64 *presence = stemma_image_section (image, STEMMA_SECTION_PRESENCE);
  for (guint32 row = 0; row < builder->models->len; row++)
    {
      const StemmaBuiltModel *model = &g_array_index (builder->models, StemmaBuiltModel, row);
      keys[row] = model->key;
      names[row] = model->name;
      tasks[row] = model->task;
      libraries[row] = model->library;
      licences[row] = model->licence;
      known[row] = model->known;
      flags[row] = model->flags;
      downloads[row] = model->downloads;
      likes[row] = model->likes;
      created[row] = model->created;
      modified[row] = model->modified;
      shas[row] = model->sha;
      presence[model->key / 64] |= G_GUINT64_CONSTANT (1) << (model->key % 64);
    }
}

static void
write_ghosts (const StemmaSnapshotBuilder *builder, const Seal *seal, guint8 *image)
{
  guint32 n = seal->ghosts->len;
  const guint32 *number = seal->graph->components->number;
  guint32 first = seal->graph->n_nodes - n;
  const guint32 *names = (const guint32 *) (gpointer) seal->ghosts->data;
  guint32 *order = stemma_image_section (image, STEMMA_SECTION_GHOST_ORDER);
  guint32 *holders = stemma_image_section (image, STEMMA_SECTION_HOLDER);
  stemma_name_order (builder->names, names, n, order);
  for (guint32 i = 0; i < n; i++)
    order[i] = number[first + order[i]];
  for (guint32 i = 0; i < n; i++)
    if (holders[names[i]] == STEMMA_NONE)
      holders[names[i]] = number[first + i] | STEMMA_HOLDER_GHOST;
}

/* How many rows' names come before a name. */
static guint32
rows_before (const StemmaSnapshotBuilder *builder, const Seal *seal, guint32 name)
{
  const char *text = stemma_names_get (builder->names, name);
  guint32 low = 0;
  guint32 high = builder->models->len;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      guint32 row = seal->name_order[middle];
      guint32 other = g_array_index (builder->models, StemmaBuiltModel, row).name;
      if (strcmp (stemma_names_get (builder->names, other), text) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Ranks all nodes by name: the two orders there are, rows and ghosts, become one. */
static void
write_name_ranks (const StemmaSnapshotBuilder *builder, const Seal *seal, guint8 *image)
{
  const StemmaNode *node_of_row = stemma_image_section (image, STEMMA_SECTION_NODE);
  const guint32 *node_name = stemma_image_section (image, STEMMA_SECTION_NODE_NAME);
  const StemmaNode *ghosts = stemma_image_section (image, STEMMA_SECTION_GHOST_ORDER);
  guint32 *ranks = stemma_image_section (image, STEMMA_SECTION_NAME_RANK);
  guint32 rank = 0;
  guint32 at = 0;
  for (guint32 i = 0; i <= seal->ghosts->len; i++)
    {
      gboolean last = i == seal->ghosts->len;
      guint32 end = last ? builder->models->len : rows_before (builder, seal, node_name[ghosts[i]]);
      for (; at < end; at++)
        if (node_of_row[seal->name_order[at]] != STEMMA_NONE)
          ranks[node_of_row[seal->name_order[at]]] = rank++;
      if (!last)
        ranks[ghosts[i]] = rank++;
    }
}

static StemmaSnapshot *
write_image (const StemmaSnapshotBuilder *builder, const Seal *seal)
{
  guint8 *image = lay_out (builder, seal);
  gsize rows = builder->models->len * sizeof (guint32);
  write_columns (builder, image);
  memcpy (stemma_image_section (image, STEMMA_SECTION_SOURCE), builder->source, strlen (builder->source));
  memcpy (stemma_image_section (image, STEMMA_SECTION_OWNER), seal->owner, rows);
  memcpy (stemma_image_section (image, STEMMA_SECTION_NAME_ORDER), seal->name_order, rows);
  memcpy (stemma_image_section (image, STEMMA_SECTION_HOLDER), seal->row_of_name,
          seal->n_names * sizeof (guint32));
  stemma_graph_build_write (seal->graph, image);
  write_ghosts (builder, seal, image);
  write_name_ranks (builder, seal, image);
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    stemma_words_write (builder->words[i], stemma_image_section (image, STEMMA_SECTION_WORD_START + i),
                        stemma_image_section (image, STEMMA_SECTION_WORD_TEXT + i));
  stemma_image_finish (image);
  return stemma_snapshot_new_for_image (builder->names, image, NULL);
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
  g_auto (Seal) seal = { 0 };
  if (builder->fault != NULL)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The snapshot cannot be built: %s"),
                   builder->fault);
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  index_names (builder, &seal);
  if (!resolve_edges (builder, &seal, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  find_owners (builder, &seal);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return write_image (builder, &seal);
}
