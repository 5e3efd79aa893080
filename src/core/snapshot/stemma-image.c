#include "snapshot/stemma-image.h"

#include <string.h>

#include "snapshot/stemma-checksum.h"
#include "snapshot/stemma-packer.h"

#define ALIGNMENT 64

/* How many entries a section has. */
typedef enum
{
  COUNT_FREE, /* its size is given */
  COUNT_MODELS,
  COUNT_NODES,
  COUNT_NODES_AND_ONE,
  COUNT_LISTED_NODES,
  COUNT_EDGES,
  COUNT_GHOSTS,
  COUNT_NAMES,
  COUNT_TRAITS,
  COUNT_WORDS_AND_ONE,
} Count;

static const struct
{
  guint8 width; /* bytes an entry */
  guint8 count;
} shapes[STEMMA_SECTION_PACKED] = {
  [STEMMA_SECTION_SOURCE] = { 1, COUNT_FREE },
  [STEMMA_SECTION_ROW] = { 4, COUNT_NODES },
  [STEMMA_SECTION_NODE_FLAGS] = { 1, COUNT_NODES },
  [STEMMA_SECTION_RELATION] = { 1, COUNT_NODES },
  [STEMMA_SECTION_NAME_RANK] = { 4, COUNT_NODES },
  [STEMMA_SECTION_CHILD_START] = { 4, COUNT_NODES_AND_ONE },
  [STEMMA_SECTION_CHILD] = { 4, COUNT_EDGES },
  [STEMMA_SECTION_CHILD_KIND] = { 1, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_START] = { 4, COUNT_NODES_AND_ONE },
  [STEMMA_SECTION_PARENT] = { 4, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_KIND] = { 1, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_SOURCE] = { 1, COUNT_EDGES },
  [STEMMA_SECTION_GHOST_ORDER] = { 4, COUNT_GHOSTS },
  [STEMMA_SECTION_PRESENCE] = { 8, COUNT_FREE },
  [STEMMA_SECTION_PRESENCE_RANK] = { 4, COUNT_FREE },
  [STEMMA_SECTION_RELATIONAL] = { 8, COUNT_FREE },
  [STEMMA_SECTION_RELATIONAL_RANK] = { 4, COUNT_FREE },
  [STEMMA_SECTION_TRAITS] = { 8, COUNT_TRAITS },
  [STEMMA_SECTION_WORD_START... STEMMA_SECTION_WORD_TEXT - 1] = { 4, COUNT_WORDS_AND_ONE },
  [STEMMA_SECTION_WORD_TEXT... STEMMA_SECTION_PACKED - 1] = { 1, COUNT_FREE },
};

static const guint8 packed_counts[STEMMA_N_PACKED] = {
  [STEMMA_PACKED_ROW_NAME... STEMMA_PACKED_NAME_ORDER] = COUNT_MODELS,
  [STEMMA_PACKED_NODE] = COUNT_LISTED_NODES,
  [STEMMA_PACKED_HOLDER] = COUNT_NAMES,
  [STEMMA_PACKED_GHOST_NAME] = COUNT_NODES,
  [STEMMA_PACKED_NODE_DOWNLOADS] = COUNT_NODES,
  [STEMMA_PACKED_PARENT_DECLARED] = COUNT_EDGES,
};

static guint64
count_entries (const StemmaImageHeader *header, Count count)
{
  switch (count)
    {
    case COUNT_MODELS:
      return header->n_models;
    case COUNT_NODES:
      return header->n_nodes;
    case COUNT_NODES_AND_ONE:
      return (guint64) header->n_nodes + 1;
    case COUNT_LISTED_NODES:
      return header->n_nodes - header->n_ghosts;
    case COUNT_EDGES:
      return header->n_edges;
    case COUNT_GHOSTS:
      return header->n_ghosts;
    case COUNT_NAMES:
      return header->n_names;
    case COUNT_TRAITS:
      return header->n_traits;
    case COUNT_FREE:
    case COUNT_WORDS_AND_ONE:
      break;
    }
  return 0;
}

static guint64
expected_size (const StemmaImageHeader *header, guint section, guint64 given)
{
  if (section >= STEMMA_SECTION_PACKED)
    {
      guint kind = (section - STEMMA_SECTION_PACKED) / 3;
      const guint64 sizes[] = { header->packed[kind].width * count_entries (header, packed_counts[kind]),
                                header->packed[kind].n_rest * sizeof (guint32),
                                header->packed[kind].n_rest * sizeof (guint64) };
      return sizes[(section - STEMMA_SECTION_PACKED) % 3];
    }
  if (shapes[section].count == COUNT_FREE)
    return given;
  if (shapes[section].count == COUNT_WORDS_AND_ONE)
    return ((guint64) header->n_words[section - STEMMA_SECTION_WORD_START] + 1) * shapes[section].width;
  return count_entries (header, shapes[section].count) * shapes[section].width;
}

static guint64
aligned (guint64 size)
{
  return (size + ALIGNMENT - 1) & ~(guint64) (ALIGNMENT - 1);
}

/**
 * stemma_image_new:
 * @header: counts filled in; magic, sizes and sections are set here
 * @sizes: bytes of the sections whose size does not follow from the counts
 *
 * Returns: (transfer full): a cleared image with its header, to be freed with g_aligned_free()
 */
guint8 *
stemma_image_new (StemmaImageHeader *header, const StemmaImageSizes *sizes)
{
  memcpy (header->magic, STEMMA_IMAGE_MAGIC, sizeof header->magic);
  header->version = STEMMA_IMAGE_VERSION;
  header->byte_order = STEMMA_IMAGE_BYTE_ORDER;
  guint64 at = aligned (sizeof *header);
  for (guint i = 0; i < STEMMA_N_SECTIONS; i++)
    {
      header->sections[i].offset = at;
      header->sections[i].size = expected_size (header, i, sizes->sizes[i]);
      at = aligned (at + header->sections[i].size);
    }
  header->size = at;
  guint8 *image = g_aligned_alloc0 (1, at, ALIGNMENT);
  memcpy (image, header, sizeof *header);
  return image;
}

/**
 * stemma_image_finish:
 * @image: an image whose sections are filled
 *
 * Sets the two checksums.
 */
void
stemma_image_finish (guint8 *image)
{
  StemmaImageHeader *header = (StemmaImageHeader *) (gpointer) image;
  header->body_checksum = stemma_checksum (image + sizeof *header, header->size - sizeof *header);
  header->header_checksum = stemma_checksum (image, G_STRUCT_OFFSET (StemmaImageHeader, header_checksum));
}

static gboolean
sections_fit (const StemmaImageHeader *header)
{
  guint64 at = sizeof *header;
  for (guint i = 0; i < STEMMA_N_SECTIONS; i++)
    {
      guint64 offset = header->sections[i].offset;
      guint64 size = header->sections[i].size;
      if (offset % ALIGNMENT != 0 || offset < at || offset > header->size || size > header->size - offset
          || size != expected_size (header, i, size)
          || (i < STEMMA_SECTION_PACKED && size % shapes[i].width != 0))
        return FALSE;
      at = offset + size;
    }
  return TRUE;
}

/* Bits and the ranks of their words, and columns of widths that there are. */
static gboolean
columns_fit (const StemmaImageHeader *header)
{
  static const guint bits[] = { STEMMA_SECTION_PRESENCE, STEMMA_SECTION_RELATIONAL };
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    if (header->sections[bits[i]].size / 8 != header->sections[bits[i] + 1].size / 4
        || header->sections[bits[i]].size / 8 > G_MAXUINT32 / 64)
      return FALSE;
  for (guint kind = 0; kind < STEMMA_N_PACKED; kind++)
    if (!stemma_packed_width_is_known (header->packed[kind].width))
      return FALSE;
  return TRUE;
}

/**
 * stemma_image_check:
 * @image: (nullable): bytes from a file, of this format and version
 * @size: how many
 *
 * The cheap checks: the header's sum, the file's size, every section within it and of the size its count asks
 * for, texts terminated. What the sections hold is not looked at.
 *
 * Returns: whether the sections can be pointed to
 */
gboolean
stemma_image_check (const guint8 *image, gsize size)
{
  if (image == NULL || size < sizeof (StemmaImageHeader))
    return FALSE;
  const StemmaImageHeader *header = stemma_image_header (image);
  if (header->size != size || header->n_ghosts > header->n_nodes || header->n_inner > header->n_nodes
      || header->n_models > G_MAXINT32
      || header->n_nodes > G_MAXINT32 || header->n_nodes - header->n_ghosts > header->n_models
      || header->header_checksum
           != stemma_checksum (image, G_STRUCT_OFFSET (StemmaImageHeader, header_checksum))
      || !columns_fit (header) || !sections_fit (header))
    return FALSE;
  for (guint i = 0; i < STEMMA_N_SECTIONS; i++)
    {
      gsize length = 0;
      const char *text = stemma_image_const_section (image, i, &length);
      gboolean is_text
        = i == STEMMA_SECTION_SOURCE || (i >= STEMMA_SECTION_WORD_TEXT && i < STEMMA_SECTION_PACKED);
      if (is_text && (length == 0 || text[length - 1] != '\0'))
        return FALSE;
    }
  return TRUE;
}

/**
 * stemma_image_section:
 * @image: an image that is being filled
 * @section: which
 *
 * Returns: (transfer none): where it starts
 */
gpointer
stemma_image_section (guint8 *image, StemmaSection section)
{
  return image + stemma_image_header (image)->sections[section].offset;
}

/**
 * stemma_image_const_section:
 * @image: an image
 * @section: which
 * @size: (out) (optional): its bytes
 *
 * Returns: (transfer none): where it starts
 */
gconstpointer
stemma_image_const_section (const guint8 *image, StemmaSection section, gsize *size)
{
  const StemmaImageHeader *header = stemma_image_header (image);
  if (size != NULL)
    *size = header->sections[section].size;
  return image + header->sections[section].offset;
}

/**
 * stemma_image_write_packed:
 * @image: an image that was laid out for this column
 * @kind: which
 * @packed: the column
 */
void
stemma_image_write_packed (guint8 *image, StemmaPackedKind kind, const StemmaPacked *packed)
{
  guint section = STEMMA_SECTION_PACKED + 3 * kind;
  const void *parts[] = { packed->bytes, packed->rest, packed->rest_value };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize size = stemma_image_header (image)->sections[section + i].size;
      if (size > 0)
        memcpy (stemma_image_section (image, section + i), parts[i], size);
    }
}

/**
 * stemma_image_get_packed:
 * @image: an image
 * @kind: which column
 *
 * Returns: the column, good as long as @image
 */
StemmaPacked
stemma_image_get_packed (const guint8 *image, StemmaPackedKind kind)
{
  const StemmaImageHeader *header = stemma_image_header (image);
  guint section = STEMMA_SECTION_PACKED + 3 * kind;
  return (StemmaPacked){ .bytes = stemma_image_const_section (image, section, NULL),
                         .rest = stemma_image_const_section (image, section + 1, NULL),
                         .rest_value = stemma_image_const_section (image, section + 2, NULL),
                         .n = (guint32) count_entries (header, packed_counts[kind]),
                         .n_rest = header->packed[kind].n_rest,
                         .width = header->packed[kind].width };
}
