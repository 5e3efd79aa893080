#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-image.h"

/**
 * stemma_snapshot_save:
 * @snapshot: a snapshot
 * @path: where to
 * @error: what went wrong
 *
 * Writes the snapshot to a file, whole or not at all: whoever has the old file mapped keeps it.
 *
 * Returns: whether it is written
 */
gboolean
stemma_snapshot_save (const StemmaSnapshot *snapshot, const char *path, GError **error)
{
  return g_file_set_contents_full (path, (const char *) snapshot->image,
                                   (gssize) stemma_image_header (snapshot->image)->size,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
check_version (const StemmaImageHeader *header, const char *path, GError **error)
{
  if (header->byte_order == STEMMA_IMAGE_BYTE_ORDER && header->version > STEMMA_IMAGE_VERSION)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NEWER, _ ("%s was written by a newer version"), path);
      return FALSE;
    }
  if (header->byte_order != STEMMA_IMAGE_BYTE_ORDER || header->version != STEMMA_IMAGE_VERSION)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                   _ ("%s is not a saved snapshot of this version"), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_file (GMappedFile *file, const char *path, GError **error)
{
  const guint8 *image = (const guint8 *) g_mapped_file_get_contents (file);
  gsize size = g_mapped_file_get_length (file);
  if (size >= sizeof (StemmaImageHeader) && memcmp (image, STEMMA_IMAGE_MAGIC, 8) == 0
      && !check_version (stemma_image_header (image), path, error))
    return FALSE;
  if (size < sizeof (StemmaImageHeader) || memcmp (image, STEMMA_IMAGE_MAGIC, 8) != 0
      || !stemma_image_check (image, size))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                   _ ("%s is damaged: it is not the saved snapshot it should be"), path);
      return FALSE;
    }
  return TRUE;
}

/**
 * stemma_snapshot_open:
 * @path: a file of stemma_snapshot_save()
 * @names: the names of the same store
 * @store_id: the random id of the store: 16 bytes
 * @revision: the store's number of the state that is wanted
 * @error: %STEMMA_ERROR_DAMAGED, %STEMMA_ERROR_NEWER, %STEMMA_ERROR_NOT_FOUND if the file belongs to another
 *   store or state, or that of the file system
 *
 * Maps a saved snapshot. Header, sizes and bounds of sections are checked, not what the sections hold: that
 * is stemma_snapshot_verify(), which belongs before the first use of a file that somebody else may have
 * touched.
 *
 * Returns: (transfer full): the snapshot
 */
StemmaSnapshot *
stemma_snapshot_open (
  const char *path, StemmaNames *names, const guint8 store_id[16], guint64 revision, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL || !check_file (file, path, error))
    return NULL;
  const guint8 *image = (const guint8 *) g_mapped_file_get_contents (file);
  const StemmaImageHeader *header = stemma_image_header (image);
  if (memcmp (header->store_id, store_id, sizeof header->store_id) != 0 || header->revision != revision)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                   _ ("%s belongs to another store or to an earlier state of it"), path);
      return NULL;
    }
  if (header->n_names > stemma_names_get_count (names))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                   _ ("%s is damaged: it speaks of names there are not"), path);
      return NULL;
    }
  return stemma_snapshot_new_for_image (names, image, g_steal_pointer (&file));
}
