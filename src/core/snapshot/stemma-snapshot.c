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
  graph->flags = stemma_image_const_section (image, STEMMA_SECTION_NODE_FLAGS, NULL);
  graph->relation = stemma_image_const_section (image, STEMMA_SECTION_RELATION, NULL);
  graph->downloads = stemma_image_get_packed (image, STEMMA_PACKED_NODE_DOWNLOADS);
  graph->name_rank = stemma_image_const_section (image, STEMMA_SECTION_NAME_RANK, NULL);
  graph->child_start = stemma_image_const_section (image, STEMMA_SECTION_CHILD_START, NULL);
  graph->child = stemma_image_const_section (image, STEMMA_SECTION_CHILD, NULL);
  graph->child_kind = stemma_image_const_section (image, STEMMA_SECTION_CHILD_KIND, NULL);
  graph->parent_start = stemma_image_const_section (image, STEMMA_SECTION_PARENT_START, NULL);
  graph->parent = stemma_image_const_section (image, STEMMA_SECTION_PARENT, NULL);
  graph->parent_kind = stemma_image_const_section (image, STEMMA_SECTION_PARENT_KIND, NULL);
  graph->parent_source = stemma_image_const_section (image, STEMMA_SECTION_PARENT_SOURCE, NULL);
}

static StemmaBits
get_bits (const guint8 *image, StemmaSection section, guint32 n)
{
  gsize size = 0;
  StemmaBits bits = { .words = stemma_image_const_section (image, section, &size), .n = n };
  bits.rank = stemma_image_const_section (image, section + 1, NULL);
  bits.n_words = (guint32) (size / sizeof (guint64));
  return bits;
}

static void
point_columns (StemmaColumns *columns, const guint8 *image)
{
  const StemmaImageHeader *header = stemma_image_header (image);
  columns->n_models = header->n_models;
  columns->keys = get_bits (image, STEMMA_SECTION_PRESENCE, header->n_models);
  columns->relational = get_bits (image, STEMMA_SECTION_RELATIONAL, header->n_nodes - header->n_ghosts);
  columns->node = stemma_image_get_packed (image, STEMMA_PACKED_NODE);
  columns->name = stemma_image_get_packed (image, STEMMA_PACKED_ROW_NAME);
  columns->task = stemma_image_get_packed (image, STEMMA_PACKED_TASK);
  columns->library = stemma_image_get_packed (image, STEMMA_PACKED_LIBRARY);
  columns->licence = stemma_image_get_packed (image, STEMMA_PACKED_LICENCE);
  columns->trait = stemma_image_get_packed (image, STEMMA_PACKED_TRAIT);
  columns->traits = stemma_image_const_section (image, STEMMA_SECTION_TRAITS, NULL);
  columns->n_traits = header->n_traits;
  columns->downloads = stemma_image_get_packed (image, STEMMA_PACKED_DOWNLOADS);
  columns->likes = stemma_image_get_packed (image, STEMMA_PACKED_LIKES);
  columns->created = stemma_image_get_packed (image, STEMMA_PACKED_CREATED);
  columns->modified = stemma_image_get_packed (image, STEMMA_PACKED_MODIFIED);
  columns->sha = stemma_image_get_packed (image, STEMMA_PACKED_SHA);
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
  snapshot->name_order = stemma_image_get_packed (image, STEMMA_PACKED_NAME_ORDER);
  snapshot->holder = stemma_image_get_packed (image, STEMMA_PACKED_HOLDER);
  snapshot->ghost_name = stemma_image_get_packed (image, STEMMA_PACKED_GHOST_NAME);
  snapshot->parent_declared = stemma_image_get_packed (image, STEMMA_PACKED_PARENT_DECLARED);
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
  *n_words = snapshot->columns.keys.n_words;
  return snapshot->columns.keys.words;
}
