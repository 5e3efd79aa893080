#include "snapshot/stemma-snapshot.h"

#include <string.h>

#include "snapshot/stemma-image.h"

static void
point_graph (StemmaGraph *graph, const guint8 *image)
{
  const StemmaImageHeader *header = stemma_image_header (image);
  graph->n_nodes = header->n_nodes;
  graph->n_inner = header->n_inner;
  graph->n_edges = header->n_edges;
  graph->n_ghosts = header->n_ghosts;
  graph->row = stemma_image_const_section (image, STEMMA_SECTION_ROW, NULL);
  graph->name = stemma_image_const_section (image, STEMMA_SECTION_NODE_NAME, NULL);
  graph->arrival = stemma_image_const_section (image, STEMMA_SECTION_ARRIVAL, NULL);
  graph->flags = stemma_image_const_section (image, STEMMA_SECTION_NODE_FLAGS, NULL);
  graph->relation = stemma_image_const_section (image, STEMMA_SECTION_RELATION, NULL);
  graph->downloads = stemma_image_const_section (image, STEMMA_SECTION_NODE_DOWNLOADS, NULL);
  graph->name_rank = stemma_image_const_section (image, STEMMA_SECTION_NAME_RANK, NULL);
  graph->child_start = stemma_image_const_section (image, STEMMA_SECTION_CHILD_START, NULL);
  graph->child = stemma_image_const_section (image, STEMMA_SECTION_CHILD, NULL);
  graph->child_kind = stemma_image_const_section (image, STEMMA_SECTION_CHILD_KIND, NULL);
  graph->parent_start = stemma_image_const_section (image, STEMMA_SECTION_PARENT_START, NULL);
  graph->parent = stemma_image_const_section (image, STEMMA_SECTION_PARENT, NULL);
  graph->parent_kind = stemma_image_const_section (image, STEMMA_SECTION_PARENT_KIND, NULL);
  graph->parent_source = stemma_image_const_section (image, STEMMA_SECTION_PARENT_SOURCE, NULL);
  graph->parent_declared = stemma_image_const_section (image, STEMMA_SECTION_PARENT_DECLARED, NULL);
}

static void
point_columns (StemmaColumns *columns, const guint8 *image)
{
  columns->n_models = stemma_image_header (image)->n_models;
  columns->key = stemma_image_const_section (image, STEMMA_SECTION_KEY, NULL);
  columns->name = stemma_image_const_section (image, STEMMA_SECTION_ROW_NAME, NULL);
  columns->node = stemma_image_const_section (image, STEMMA_SECTION_NODE, NULL);
  columns->owner = stemma_image_const_section (image, STEMMA_SECTION_OWNER, NULL);
  columns->task = stemma_image_const_section (image, STEMMA_SECTION_TASK, NULL);
  columns->library = stemma_image_const_section (image, STEMMA_SECTION_LIBRARY, NULL);
  columns->licence = stemma_image_const_section (image, STEMMA_SECTION_LICENCE, NULL);
  columns->known = stemma_image_const_section (image, STEMMA_SECTION_KNOWN, NULL);
  columns->flags = stemma_image_const_section (image, STEMMA_SECTION_FLAGS, NULL);
  columns->downloads = stemma_image_const_section (image, STEMMA_SECTION_DOWNLOADS, NULL);
  columns->likes = stemma_image_const_section (image, STEMMA_SECTION_LIKES, NULL);
  columns->created = stemma_image_const_section (image, STEMMA_SECTION_CREATED, NULL);
  columns->modified = stemma_image_const_section (image, STEMMA_SECTION_MODIFIED, NULL);
  columns->sha = stemma_image_const_section (image, STEMMA_SECTION_SHA, NULL);
}

/**
 * stemma_snapshot_new_for_image:
 * @names: the names its ids count in
 * @image: (transfer full): a finished image: memory of its own, or inside of @file
 * @file: (nullable) (transfer full): the file that @image is mapped from
 *
 * Returns: (transfer full): the snapshot
 */
StemmaSnapshot *
stemma_snapshot_new_for_image (StemmaNames *names, const guint8 *image, GMappedFile *file)
{
  StemmaSnapshot *snapshot = g_new0 (StemmaSnapshot, 1);
  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->names = stemma_names_ref (names);
  snapshot->image = image;
  snapshot->file = file;
  point_graph (&snapshot->graph, image);
  point_columns (&snapshot->columns, image);
  return snapshot;
}

/**
 * stemma_snapshot_ref:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full): @snapshot
 */
StemmaSnapshot *
stemma_snapshot_ref (StemmaSnapshot *snapshot)
{
  g_atomic_ref_count_inc (&snapshot->ref_count);
  return snapshot;
}

/**
 * stemma_snapshot_unref:
 * @snapshot: (nullable) (transfer full): a snapshot
 */
void
stemma_snapshot_unref (StemmaSnapshot *snapshot)
{
  if (snapshot == NULL || !g_atomic_ref_count_dec (&snapshot->ref_count))
    return;
  if (snapshot->file != NULL)
    g_mapped_file_unref (snapshot->file);
  else
    g_aligned_free ((gpointer) snapshot->image);
  stemma_names_unref (snapshot->names);
  g_free (snapshot);
}

/**
 * stemma_snapshot_get_date:
 * @snapshot: a snapshot
 *
 * Returns: the day it shows
 */
StemmaDate
stemma_snapshot_get_date (const StemmaSnapshot *snapshot)
{
  return stemma_image_header (snapshot->image)->date;
}

/**
 * stemma_snapshot_get_source:
 * @snapshot: a snapshot
 *
 * Returns: (transfer none): where it came from, as the store says it
 */
const char *
stemma_snapshot_get_source (const StemmaSnapshot *snapshot)
{
  return stemma_image_const_section (snapshot->image, STEMMA_SECTION_SOURCE, NULL);
}

/**
 * stemma_snapshot_get_revision:
 * @snapshot: a snapshot
 *
 * Returns: the store's number of this state of the snapshot
 */
guint64
stemma_snapshot_get_revision (const StemmaSnapshot *snapshot)
{
  return stemma_image_header (snapshot->image)->revision;
}

/**
 * stemma_snapshot_get_names:
 * @snapshot: a snapshot
 *
 * Returns: (transfer none): the names its ids count in
 */
StemmaNames *
stemma_snapshot_get_names (const StemmaSnapshot *snapshot)
{
  return snapshot->names;
}

/**
 * stemma_snapshot_get_graph:
 * @snapshot: a snapshot
 *
 * Returns: (transfer none): who came from whom
 */
const StemmaGraph *
stemma_snapshot_get_graph (const StemmaSnapshot *snapshot)
{
  return &snapshot->graph;
}

/**
 * stemma_snapshot_get_columns:
 * @snapshot: a snapshot
 *
 * Returns: (transfer none): the facts of its listed models
 */
const StemmaColumns *
stemma_snapshot_get_columns (const StemmaSnapshot *snapshot)
{
  return &snapshot->columns;
}

/**
 * stemma_snapshot_get_presence:
 * @snapshot: a snapshot
 * @n_words: (out): how many words of 64 bits
 *
 * Returns: (transfer none): a bit a permanent key: whether that model is listed. Keys beyond the last word
 * are not
 */
const guint64 *
stemma_snapshot_get_presence (const StemmaSnapshot *snapshot, gsize *n_words)
{
  gsize size = 0;
  const guint64 *words = stemma_image_const_section (snapshot->image, STEMMA_SECTION_PRESENCE, &size);
  *n_words = size / sizeof (guint64);
  return words;
}

/**
 * stemma_snapshot_get_name_order:
 * @snapshot: a snapshot
 *
 * Returns: (transfer none): all rows by the bytes of their names, n_models entries
 */
const StemmaRow *
stemma_snapshot_get_name_order (const StemmaSnapshot *snapshot)
{
  return stemma_image_const_section (snapshot->image, STEMMA_SECTION_NAME_ORDER, NULL);
}
