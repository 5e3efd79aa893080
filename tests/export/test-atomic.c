#include "export/stemma-atomic.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/stemma-error.h"

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("stemma-atomic-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
  place->path = g_build_filename (place->folder, "out.csv", NULL);
  (void) data;
}

static guint
count_files (const char *folder)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (place->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
  (void) data;
}

static gboolean
write_text (const char *path, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return stemma_atomic_write (path, bytes, error);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_write_and_replace (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct stat info;
  mode_t mask = umask (027);
  g_assert_true (write_text (place->path, "one", &error));
  umask (mask);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (place->path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0640);
  g_chmod (place->path, 0604);
  g_assert_true (write_text (place->path, "", &error));
  g_assert_true (write_text (place->path, "two", &error));
  assert_content (place->path, "two");
  g_assert_cmpint (g_stat (place->path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0604);
  g_assert_cmpuint (count_files (place->folder), ==, 1);
  (void) data;
}

static void
test_follows_link (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = g_build_filename (place->folder, "link", NULL);
  g_assert_true (write_text (place->path, "one", &error));
  g_assert_cmpint (symlink ("out.csv", link), ==, 0);
  g_assert_true (write_text (link, "two", &error));
  assert_content (place->path, "two");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  (void) data;
}

/* A limit on the size of files stands for a disk that fills up in the middle of writing. */
static void
test_full_disk_keeps_the_old (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *big = g_strnfill (1 << 20, 'x');
  struct rlimit old, small;
  g_assert_true (write_text (place->path, "what was there", &error));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 64 * 1024;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  gboolean written = write_text (place->path, big, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  signal (SIGXFSZ, handler);
  g_assert_false (written);
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "out.csv"));
  assert_content (place->path, "what was there");
  g_assert_cmpuint (count_files (place->folder), ==, 1);
  (void) data;
}

static void
test_device_without_room (void)
{
  g_autoptr (GError) error = NULL;
  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /dev/full");
      return;
    }
  g_assert_false (write_text ("/dev/full", "some", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FULL);
  g_assert_true (g_file_test ("/dev/full", G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (write_text ("/dev/null", "some", &error));
  g_assert_no_error (error);
}

static void
test_standard_output (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int kept = dup (STDOUT_FILENO);
  int fd = g_open (place->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  fflush (stdout);
  dup2 (fd, STDOUT_FILENO);
  gboolean written = write_text ("-", "to standard output", &error);
  dup2 (kept, STDOUT_FILENO);
  close (kept);
  close (fd);
  g_assert_true (written);
  assert_content (place->path, "to standard output");
  (void) data;
}

static void
test_places_that_cannot_be_written (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (place->folder, "no", "such", "folder.csv", NULL);
  g_assert_false (write_text (nowhere, "x", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (write_text (place->folder, "x", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED);
  g_clear_error (&error);
  if (geteuid () == 0)
    {
      g_test_message ("the superuser may write everything: permissions are not tried");
      return;
    }
  g_assert_true (write_text (place->path, "kept", &error));
  g_chmod (place->path, 0444);
  g_assert_false (write_text (place->path, "x", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY);
  assert_content (place->path, "kept");
  (void) data;
}

/* /proc refuses new files to everybody, the superuser too. */
static void
test_read_only (void)
{
  g_autoptr (GError) error = NULL;
  if (!g_file_test ("/proc/version", G_FILE_TEST_EXISTS) || geteuid () == 0)
    {
      g_test_skip ("needs /proc and a common user");
      return;
    }
  g_assert_false (write_text ("/proc/version", "x", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY);
}

/* Whoever writes to a reader that has gone may want to know that it is this, and nothing worse. */
static void
test_broken_pipe (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (mkfifo (place->path, 0600), ==, 0);
  int reader = g_open (place->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  g_assert_cmpint (reader, >=, 0);
  /* More than the pipe holds, and nobody to read it. */
  g_autofree char *text = g_strnfill (1 << 20, 'x');
  int writer = g_open (place->path, O_WRONLY | O_CLOEXEC, 0);
  int saved = dup (STDOUT_FILENO);
  dup2 (writer, STDOUT_FILENO);
  close (reader);
  signal (SIGPIPE, SIG_IGN);
  gboolean written = write_text ("-", text, &error);
  dup2 (saved, STDOUT_FILENO);
  close (saved);
  close (writer);
  g_assert_false (written);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  (void) data;
}

#define ADD(path, func) g_test_add (path, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/atomic/replace", test_write_and_replace);
  ADD ("/atomic/link", test_follows_link);
  ADD ("/atomic/broken-pipe", test_broken_pipe);
  ADD ("/atomic/full", test_full_disk_keeps_the_old);
  ADD ("/atomic/stdout", test_standard_output);
  ADD ("/atomic/errors", test_places_that_cannot_be_written);
  g_test_add_func ("/atomic/device", test_device_without_room);
  g_test_add_func ("/atomic/read-only", test_read_only);
  return g_test_run ();
}
