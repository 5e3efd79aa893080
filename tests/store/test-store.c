/* Opening, refusing, locking: what happens to a store as a file. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "store-fixture.h"

#define LINES(...) ((const char *const[]) { __VA_ARGS__, NULL })

static const StemmaStageOptions whole = { .whole = TRUE, .date = 100 };

static void
overwrite (const char *path, goffset offset, gconstpointer bytes, gsize size)
{
  int file = g_open (path, O_WRONLY, 0);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (pwrite (file, bytes, size, offset), ==, (gssize) size);
  close (file);
}

static void
test_refuses_what_is_no_store (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  g_autofree char *text = g_build_filename (fixture.folder, "text", NULL);
  g_file_set_contents (text, "this is no database, whatever its name says, and it is long enough", -1, NULL);
  g_assert_null (stemma_store_open (text, STEMMA_STORE_CREATE, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, text));
  g_autofree char *after = NULL;
  g_assert_true (g_file_get_contents (text, &after, NULL, NULL));
  g_assert_true (g_str_has_prefix (after, "this is no database"));
  g_clear_error (&error);

  g_autofree char *none = g_build_filename (fixture.folder, "none", NULL);
  g_assert_null (stemma_store_open (none, STEMMA_STORE_READ, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (none, G_FILE_TEST_EXISTS));
  store_fixture_close (&fixture);
}

static void
expect_refused (const char *path, StemmaStoreMode mode, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_store_open (path, mode, &error));
  g_assert_error (error, STEMMA_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_refuses_folders_and_nothing (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  for (StemmaStoreMode mode = STEMMA_STORE_READ; mode <= STEMMA_STORE_CREATE; mode++)
    {
      expect_refused ("", mode, STEMMA_ERROR_USAGE, "empty");
      expect_refused (fixture.folder, mode, STEMMA_ERROR_INPUT, "is a folder");
    }
  g_autofree char *nothing = g_build_filename (fixture.folder, "nothing.db", NULL);
  g_assert_true (g_file_set_contents (nothing, "", 0, NULL));
  expect_refused (nothing, STEMMA_STORE_READ, STEMMA_ERROR_INPUT, "nothing.db is an empty file");
  expect_refused (nothing, STEMMA_STORE_WRITE, STEMMA_ERROR_INPUT, "nothing.db is an empty file");
  g_autoptr (StemmaStore) store = stemma_store_open (nothing, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  g_clear_pointer (&store, stemma_store_unref);
  store_fixture_close (&fixture);
}

/* Only what was made for the purpose that failed goes, and only while nothing is in it. */
static void
test_new_store_is_discarded (void)
{
  StoreFixture fixture = { 0 }, other = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  other = (StoreFixture) { .folder = fixture.folder, .path = g_build_filename (fixture.folder, "new.db", NULL) };
  static const char *const files[] = { "", "-wal", "-shm", "-intake" };
  for (guint round = 0; round < 4; round++)
    {
      gboolean unwanted = round != 1, filled = round == 2;
      other.store = stemma_store_open (other.path, STEMMA_STORE_CREATE, &error);
      g_assert_no_error (error);
      if (filled)
        g_assert_true (store_fixture_publish (&other, whole, LINES ("a/x"), &published, &error));
      if (unwanted)
        stemma_store_discard_if_new (other.store);
      g_clear_pointer (&other.store, stemma_store_unref);
      /* First it goes; then it is kept; then it was there already when it was opened. */
      for (guint i = 0; round == 0 && i < G_N_ELEMENTS (files); i++)
        {
          g_autofree char *name = g_strconcat (other.path, files[i], NULL);
          g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));
        }
      g_assert_true (g_file_test (other.path, G_FILE_TEST_EXISTS) == (round > 0));
    }
  g_free (other.path);
  store_fixture_close (&fixture);
}

/* Bytes 60 to 63 of an SQLite file hold its user version, 68 to 71 the application's mark. */
static void
test_refuses_newer_and_foreign (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  g_clear_pointer (&fixture.store, stemma_store_unref);

  overwrite (fixture.path, 60, "\0\0\x27\x0f", 4);
  g_autofree char *before = NULL, *after = NULL;
  gsize size_before, size_after;
  g_file_get_contents (fixture.path, &before, &size_before, NULL);
  g_assert_null (stemma_store_open (fixture.path, STEMMA_STORE_WRITE, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NEWER);
  g_clear_error (&error);
  g_file_get_contents (fixture.path, &after, &size_after, NULL);
  g_assert_cmpmem (before, size_before, after, size_after);

  overwrite (fixture.path, 60, "\0\0\0\1", 4);
  overwrite (fixture.path, 68, "abcd", 4);
  g_assert_null (stemma_store_open (fixture.path, STEMMA_STORE_WRITE, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  store_fixture_close (&fixture);
}

static void
test_damage_is_found_and_set_aside (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  g_assert_true (store_fixture_publish (&fixture, whole, LINES ("a/x", "b/y < a/x finetune"), &published, &error));
  g_clear_pointer (&fixture.store, stemma_store_unref);

  char noise[4096];
  memset (noise, 0xa5, sizeof noise);
  overwrite (fixture.path, 0, noise, 512);
  g_assert_null (stemma_store_open (fixture.path, STEMMA_STORE_WRITE, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
  g_clear_error (&error);

  g_autofree char *aside = stemma_store_set_aside (fixture.path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (fixture.path, G_FILE_TEST_EXISTS));
  fixture.store = stemma_store_open (fixture.path, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  store_fixture_close (&fixture);
}

static void
test_read_only (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  g_assert_true (store_fixture_publish (&fixture, whole, LINES ("a/x"), &published, &error));
  g_clear_pointer (&fixture.store, stemma_store_unref);
  fixture.store = stemma_store_open (fixture.path, STEMMA_STORE_READ, &error);
  g_assert_no_error (error);
  StemmaStageOptions later = { .whole = TRUE, .date = 107 };
  g_assert_false (store_fixture_publish (&fixture, later, LINES ("a/x"), &published, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY);
  g_autofree char *dump = store_fixture_dump (&fixture, 100);
  g_assert_cmpstr (dump, ==, "a/x");
  store_fixture_close (&fixture);
}

static void
test_second_intake_waits_outside (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  g_autofree char *lock = g_strconcat (fixture.path, "-intake", NULL);
  int file = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (flock (file, LOCK_EX), ==, 0);
  g_assert_false (store_fixture_publish (&fixture, whole, LINES ("a/x"), &published, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_LOCKED);
  g_clear_error (&error);
  close (file);
  g_assert_true (store_fixture_publish (&fixture, whole, LINES ("a/x"), &published, &error));
  store_fixture_close (&fixture);
}

static gboolean
never_run (StemmaDb *db G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
           GError **error G_GNUC_UNUSED)
{
  g_assert_not_reached ();
}

static void
test_cancelled_read_is_skipped (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  store_fixture_open (&fixture);
  g_cancellable_cancel (cancellable);
  g_assert_false (stemma_store_read (fixture.store, never_run, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  store_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/refuses-what-is-no-store", test_refuses_what_is_no_store);
  g_test_add_func ("/store/refuses-folders-and-nothing", test_refuses_folders_and_nothing);
  g_test_add_func ("/store/new-store-is-discarded", test_new_store_is_discarded);
  g_test_add_func ("/store/refuses-newer-and-foreign", test_refuses_newer_and_foreign);
  g_test_add_func ("/store/damage-is-found-and-set-aside", test_damage_is_found_and_set_aside);
  g_test_add_func ("/store/read-only", test_read_only);
  g_test_add_func ("/store/second-intake-waits-outside", test_second_intake_waits_outside);
  g_test_add_func ("/store/cancelled-read-is-skipped", test_cancelled_read_is_skipped);
  return g_test_run ();
}
