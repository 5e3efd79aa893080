#include "snapshot/stemma-image.h"

#include <string.h>

#include "snapshot/stemma-checksum.h"

#define ALIGNMENT 64

/* How many entries a section has. */
typedef enum
{
  COUNT_FREE, /* its size is given */
  COUNT_MODELS,
  COUNT_NODES,
  COUNT_NODES_AND_ONE,
  COUNT_EDGES,
  COUNT_GHOSTS,
  COUNT_NAMES,
  COUNT_WORDS_AND_ONE,
} Count;

static const struct
{
  guint8 width; /* bytes an entry */
  guint8 count;
} shapes[STEMMA_N_SECTIONS] = {
  [STEMMA_SECTION_SOURCE] = { 1, COUNT_FREE },
  [STEMMA_SECTION_ROW] = { 4, COUNT_NODES },
  [STEMMA_SECTION_NODE_NAME] = { 4, COUNT_NODES },
  [STEMMA_SECTION_ARRIVAL] = { 4, COUNT_NODES },
  [STEMMA_SECTION_NODE_FLAGS] = { 1, COUNT_NODES },
  [STEMMA_SECTION_RELATION] = { 1, COUNT_NODES },
  [STEMMA_SECTION_NODE_DOWNLOADS] = { 8, COUNT_NODES },
  [STEMMA_SECTION_NAME_RANK] = { 4, COUNT_NODES },
  [STEMMA_SECTION_CHILD_START] = { 4, COUNT_NODES_AND_ONE },
  [STEMMA_SECTION_CHILD] = { 4, COUNT_EDGES },
  [STEMMA_SECTION_CHILD_KIND] = { 1, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_START] = { 4, COUNT_NODES_AND_ONE },
  [STEMMA_SECTION_PARENT] = { 4, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_KIND] = { 1, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_SOURCE] = { 1, COUNT_EDGES },
  [STEMMA_SECTION_PARENT_DECLARED] = { 4, COUNT_EDGES },
  [STEMMA_SECTION_KEY] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_ROW_NAME] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_NODE] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_OWNER] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_TASK] = { 2, COUNT_MODELS },
  [STEMMA_SECTION_LIBRARY] = { 2, COUNT_MODELS },
  [STEMMA_SECTION_LICENCE] = { 2, COUNT_MODELS },
  [STEMMA_SECTION_KNOWN] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_FLAGS] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_DOWNLOADS] = { 8, COUNT_MODELS },
  [STEMMA_SECTION_LIKES] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_CREATED] = { 8, COUNT_MODELS },
  [STEMMA_SECTION_MODIFIED] = { 8, COUNT_MODELS },
  [STEMMA_SECTION_SHA] = { 8, COUNT_MODELS },
  [STEMMA_SECTION_NAME_ORDER] = { 4, COUNT_MODELS },
  [STEMMA_SECTION_GHOST_ORDER] = { 4, COUNT_GHOSTS },
  [STEMMA_SECTION_HOLDER] = { 4, COUNT_NAMES },
  [STEMMA_SECTION_PRESENCE] = { 8, COUNT_FREE },
  [STEMMA_SECTION_WORD_START... STEMMA_SECTION_WORD_TEXT - 1] = { 4, COUNT_WORDS_AND_ONE },
  [STEMMA_SECTION_WORD_TEXT... STEMMA_N_SECTIONS - 1] = { 1, COUNT_FREE },
};

static guint64
expected_size (const StemmaImageHeader *header, guint section, guint64 given)
{
  guint64 count = 0;
  switch ((Count) shapes[section].count)
    {
    case COUNT_FREE:
      return given;
    case COUNT_MODELS:
      count = header->n_models;
      break;
    case COUNT_NODES:
      count = header->n_nodes;
      break;
    case COUNT_NODES_AND_ONE:
      count = (guint64) header->n_nodes + 1;
      break;
    case COUNT_EDGES:
      count = header->n_edges;
      break;
    case COUNT_GHOSTS:
      count = header->n_ghosts;
      break;
    case COUNT_NAMES:
      count = header->n_names;
      break;
    case COUNT_WORDS_AND_ONE:
      count = (guint64) header->n_words[section - STEMMA_SECTION_WORD_START] + 1;
      break;
    }
  return count * shapes[section].width;
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
          || size != expected_size (header, i, size) || size % shapes[i].width != 0)
        return FALSE;
      at = offset + size;
    }
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
      || header->n_models >= STEMMA_HOLDER_GHOST
      || header->n_nodes >= STEMMA_HOLDER_GHOST
      || header->header_checksum
           != stemma_checksum (image, G_STRUCT_OFFSET (StemmaImageHeader, header_checksum))
      || !sections_fit (header))
    return FALSE;
  for (guint i = 0; i < STEMMA_N_SECTIONS; i++)
    {
      gsize length = 0;
      const char *text = stemma_image_const_section (image, i, &length);
      gboolean is_text = i == STEMMA_SECTION_SOURCE || i >= STEMMA_SECTION_WORD_TEXT;
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
