#include "snapshot/stemma-names-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-checksum.h"

#define MAGIC "STEMMANA"
#define VERSION 1
#define BYTE_ORDER_MARK 0x01020304

/* After it: an offset a name (guint32, padded to 8 bytes), then the names, each terminated. */
typedef struct
{
  char magic[8];
  guint32 version;
  guint32 byte_order;
  guint32 count;
  guint32 padding;
  guint64 text_size;
  guint64 body_checksum;
  guint64 header_checksum; /* of what stands before it */
} Header;

static gsize
offsets_size (guint32 count)
{
  return ((gsize) count * sizeof (guint32) + 7) & ~(gsize) 7;
}

static gsize
total_text_size (const StemmaNames *names)
{
  gsize size = 0;
  guint32 count = stemma_names_get_count (names);
  for (guint32 id = 0; id < count; id++)
    size += strlen (stemma_names_get (names, id)) + 1;
  return size;
}

/* Where names are being written to, and the sum of them so far. */
typedef struct
{
  FILE *file;
  StemmaChecksum sum;
} Target;

static gboolean
put (Target *target, gconstpointer data, gsize size)
{
  stemma_checksum_add (&target->sum, data, size);
  return size == 0 || fwrite (data, size, 1, target->file) == 1;
}

static gboolean
put_offsets (Target *target, const StemmaNames *names)
{
  guint32 count = stemma_names_get_count (names);
  guint32 offset = 0;
  for (guint32 id = 0; id < count; id++)
    {
      if (!put (target, &offset, sizeof offset))
        return FALSE;
      offset += (guint32) strlen (stemma_names_get (names, id)) + 1;
    }
  offset = 0;
  return put (target, &offset, offsets_size (count) - (gsize) count * sizeof (guint32));
}

static gboolean
put_text (Target *target, const StemmaNames *names)
{
  guint32 count = stemma_names_get_count (names);
  for (guint32 id = 0; id < count; id++)
    {
      const char *name = stemma_names_get (names, id);
      if (!put (target, name, strlen (name) + 1))
        return FALSE;
    }
  return TRUE;
}

/* The header is written twice, as it holds the sum of all that follows. Returns 0 or the number of the error. */
static int
write_names (FILE *file, const StemmaNames *names, gsize text_size)
{
  Target target = { .file = file };
  Header header = { .version = VERSION,
                    .byte_order = BYTE_ORDER_MARK,
                    .count = stemma_names_get_count (names),
                    .text_size = text_size };
  memcpy (header.magic, MAGIC, sizeof header.magic);
  stemma_checksum_init (&target.sum);
  errno = EIO;
  if (fwrite (&header, sizeof header, 1, file) != 1 || !put_offsets (&target, names) || !put_text (&target, names))
    return errno;
  header.body_checksum = stemma_checksum_finish (&target.sum);
  header.header_checksum = stemma_checksum (&header, G_STRUCT_OFFSET (Header, header_checksum));
  gboolean done = fseek (file, 0, SEEK_SET) == 0 && fwrite (&header, sizeof header, 1, file) == 1
                  && fflush (file) == 0 && fsync (fileno (file)) == 0;
  return done ? 0 : errno;
}

/* Beside the old file, which is replaced when the new one is whole. Returns 0 or the number of the error. */
static int
replace (const StemmaNames *names, gsize text_size, const char *path)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  FILE *file = fd < 0 ? NULL : fdopen (fd, "w+");
  if (file == NULL)
    return errno;
  int number = write_names (file, names, text_size);
  if (fclose (file) != 0 && number == 0)
    number = errno;
  if (number == 0 && g_rename (temporary, path) != 0)
    number = errno;
  if (number != 0)
    g_unlink (temporary);
  return number;
}

/**
 * stemma_names_save:
 * @names: names
 * @path: where to
 * @error: what went wrong
 *
 * Writes all names to a file, whole or not at all: whoever has the old file mapped keeps it.
 *
 * Returns: whether it is written
 */
gboolean
stemma_names_save (const StemmaNames *names, const char *path, GError **error)
{
  gsize text_size = total_text_size (names);
  if (text_size > G_MAXUINT32)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED,
                   _ ("%s was not written: the names take more than 4 GiB"), path);
      return FALSE;
    }
  int number = replace (names, text_size, path);
  if (number == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", path, g_strerror (number));
  return FALSE;
}

static gboolean
check_header (const Header *header, gsize size, const char *path, GError **error)
{
  if (size >= sizeof *header && memcmp (header->magic, MAGIC, sizeof header->magic) == 0
      && header->byte_order == BYTE_ORDER_MARK && header->version > VERSION)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NEWER, _ ("%s was written by a newer version"), path);
      return FALSE;
    }
  if (size < sizeof *header || memcmp (header->magic, MAGIC, sizeof header->magic) != 0
      || header->byte_order != BYTE_ORDER_MARK || header->version != VERSION
      || header->header_checksum != stemma_checksum (header, G_STRUCT_OFFSET (Header, header_checksum))
      || size - sizeof *header < offsets_size (header->count)
      || size - sizeof *header - offsets_size (header->count) != header->text_size)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                   _ ("%s is damaged: it does not hold the names it should"), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
adopt (StemmaNames *names, guint32 min_count, const char *path, GError **error)
{
  const char *bytes = g_mapped_file_get_contents (names->file);
  gsize size = g_mapped_file_get_length (names->file);
  const Header *header = (const Header *) (gconstpointer) bytes;
  if (!check_header (header, size, path, error))
    return FALSE;
  if (header->count < min_count || (header->text_size > 0 && bytes[size - 1] != '\0'))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                   _ ("%s is damaged: it holds %u names where %u are expected"), path, header->count,
                   min_count);
      return FALSE;
    }
  names->mapped_offset = (const guint32 *) (gconstpointer) (bytes + sizeof *header);
  names->mapped_text = bytes + sizeof *header + offsets_size (header->count);
  names->mapped_size = header->text_size;
  names->n_mapped = header->count;
  return TRUE;
}

/**
 * stemma_names_open:
 * @path: a file of stemma_names_save()
 * @min_count: how many names there have to be at least
 * @error: %STEMMA_ERROR_DAMAGED, %STEMMA_ERROR_NEWER, or that of the file system
 *
 * Maps a file of names. More can be appended in memory. Only the header and the sizes are checked, so that it
 * takes no time; reading is safe nevertheless, and stemma_names_verify() looks at every byte.
 *
 * Returns: (transfer full): the names
 */
StemmaNames *
stemma_names_open (const char *path, guint32 min_count, GError **error)
{
  g_autoptr (StemmaNames) names = stemma_names_new ();
  names->file = g_mapped_file_new (path, FALSE, error);
  if (names->file == NULL || !adopt (names, min_count, path, error))
    return NULL;
  return g_steal_pointer (&names);
}

static gboolean
offsets_follow (const StemmaNames *names)
{
  gsize at = 0;
  for (guint32 id = 0; id < names->n_mapped; id++)
    {
      if (names->mapped_offset[id] != at || at >= names->mapped_size)
        return FALSE;
      at += strlen (names->mapped_text + at) + 1;
    }
  return at == names->mapped_size;
}

/**
 * stemma_names_verify:
 * @names: names
 * @error: %STEMMA_ERROR_DAMAGED
 *
 * Reads every byte of the file that @names were opened from. Names that never were in a file are always
 * right.
 *
 * Returns: whether the file holds what was written
 */
gboolean
stemma_names_verify (const StemmaNames *names, GError **error)
{
  if (names->file == NULL)
    return TRUE;
  const char *bytes = g_mapped_file_get_contents (names->file);
  const Header *header = (const Header *) (gconstpointer) bytes;
  gsize body = g_mapped_file_get_length (names->file) - sizeof *header;
  if (stemma_checksum (bytes + sizeof *header, body) == header->body_checksum && offsets_follow (names))
    return TRUE;
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                       _ ("The saved names are damaged; they can be rebuilt from the store"));
  return FALSE;
}
