#include "export/stemma-atomic.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/stemma-error.h"

static void
set_error (GError **error, const char *path, int number)
{
  g_autofree char *shown
    = g_str_equal (path, "-") ? g_strdup (_ ("standard output")) : g_filename_display_name (path);
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FULL,
                   _ ("There is no room to write %s (%s). What was there before is kept."), shown,
                   g_strerror (number));
      break;
    case EROFS:
    case EACCES:
    case EPERM:
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY, _ ("%s cannot be written: %s"), shown,
                   g_strerror (number));
      break;
    case EPIPE:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, _ ("%s cannot be written: %s"), shown,
                   g_strerror (number));
      break;
    default:
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, _ ("%s cannot be written: %s"), shown,
                   g_strerror (number));
    }
}

/* Returns 0 or the number of the error. */
static int
write_all (int fd, GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  while (size > 0)
    {
      gssize written = write (fd, data, size);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      data += written;
      size -= (gsize) written;
    }
  return 0;
}

/* A pipe or a device has no content that could be kept, and must not be replaced by a file. */
static int
write_in_place (const char *path, GBytes *bytes)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return errno;
  int number = write_all (fd, bytes);
  if (close (fd) != 0 && number == 0)
    number = errno;
  return number;
}

/*
 * As mkstemp() does, but with permissions of the caller's choice, from which the process's mask is taken
 * away.
 */
static int
open_temporary (const char *folder, mode_t mode, char **name)
{
  for (guint attempt = 0; attempt < 100; attempt++)
    {
      g_autofree char *base = g_strdup_printf (".stemma-%08x", g_random_int ());
      g_autofree char *path = g_build_filename (folder, base, NULL);
      int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
      if (fd >= 0)
        *name = g_steal_pointer (&path);
      if (fd >= 0 || errno != EEXIST)
        return fd;
    }
  return -1;
}

static int
fill_temporary (int fd, GBytes *bytes, const struct stat *old)
{
  int number = write_all (fd, bytes);
  if (number == 0 && old != NULL && fchmod (fd, old->st_mode & 0777) != 0)
    number = errno;
  if (number == 0 && fsync (fd) != 0)
    number = errno;
  if (close (fd) != 0 && number == 0)
    number = errno;
  return number;
}

/*
 * Without it a crash can bring back the folder as it was; a file system that cannot do it is no reason to
 * fail.
 */
static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

static int
replace (const char *path, GBytes *bytes, const struct stat *old)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = NULL;
  int fd = open_temporary (folder, old != NULL ? 0600 : 0666, &temporary);
  if (fd < 0)
    return errno;
  int number = fill_temporary (fd, bytes, old);
  if (number == 0 && g_rename (temporary, path) != 0)
    number = errno;
  if (number != 0)
    g_unlink (temporary);
  else
    sync_folder (folder);
  return number;
}

static int
write_to (const char *path, GBytes *bytes)
{
  struct stat old;
  if (g_str_equal (path, "-"))
    return write_all (STDOUT_FILENO, bytes);
  if (stat (path, &old) != 0)
    return replace (path, bytes, NULL);
  if (S_ISDIR (old.st_mode))
    return EISDIR;
  if (!S_ISREG (old.st_mode))
    return write_in_place (path, bytes);
  /* Renaming would write a file that its owner has closed to writing. */
  if (access (path, W_OK) != 0)
    return errno;
  char *target = realpath (path, NULL);
  if (target == NULL)
    return errno;
  int number = replace (target, bytes, &old);
  free (target);
  return number;
}

/**
 * stemma_atomic_write:
 * @path: a file name, or "-" for standard output
 * @bytes: the whole content
 * @error: return location; %STEMMA_ERROR_FULL without room, %STEMMA_ERROR_READ_ONLY where nothing can be
 *   written, %G_IO_ERROR_BROKEN_PIPE where nobody reads any more
 *
 * Writes a file beside @path, brings it to the disk and renames it, so that whoever looks sees the old
 * content or the new, and a failure leaves the old. A link is followed, permissions are kept; pipes and
 * devices are written as they are.
 *
 * Returns: whether all of it was written
 */
gboolean
stemma_atomic_write (const char *path, GBytes *bytes, GError **error)
{
  int number = write_to (path, bytes);
  if (number == 0)
    return TRUE;
  set_error (error, path, number);
  return FALSE;
}
