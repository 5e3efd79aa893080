/* Bringing a store to this program's format: from every format there ever was, all of it or nothing. */
#include <string.h>

#include "base/stemma-error.h"
#include "store-fixture.h"
#include "store/stemma-db.h"

static void
run_sql (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaDb) db = stemma_db_open (path, STEMMA_DB_CREATE, &error);
  g_assert_no_error (error);
  stemma_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

/* What every table and index was made by, in one text. */
static char *
read_schema (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (StemmaDb) db = stemma_db_open (path, STEMMA_DB_READ, &error);
  g_assert_no_error (error);
  StemmaStatement *find
      = stemma_db_prepare (db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name", &error);
  g_assert_no_error (error);
  while (stemma_statement_step (find, &error) == STEMMA_STEP_ROW)
    g_string_append_printf (text, "%s\n", stemma_statement_get_text (find, 0));
  g_assert_no_error (error);
  stemma_statement_release (find);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
read_number (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaDb) db = stemma_db_open (path, STEMMA_DB_READ, &error);
  g_assert_no_error (error);
  gint64 number = 0;
  stemma_db_get_int (db, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
test_opens_format_1 (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *sql_path = g_test_build_filename (G_TEST_DIST, "store", "format-1.sql", NULL);
  g_autofree char *sql = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  g_autofree char *path = g_build_filename (fixture.folder, "old.db", NULL);
  g_file_get_contents (sql_path, &sql, NULL, &error);
  g_assert_no_error (error);
  run_sql (path, sql);

  g_autofree char *fresh = read_schema (fixture.path);
  StoreFixture old = { .folder = fixture.folder, .path = path };
  old.store = stemma_store_open (path, STEMMA_STORE_WRITE, &error);
  g_assert_no_error (error);
  static const guint8 id[STEMMA_STORE_ID_SIZE] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  g_assert_cmpmem (stemma_store_get_id (old.store), STEMMA_STORE_ID_SIZE, id, sizeof id);
  static const char *const lines[] = { "a/x", "b/y < a/x merge", NULL };
  StemmaStageOptions options = { .whole = TRUE, .date = 100 };
  store_fixture_publish (&old, options, lines, &published, &error);
  g_assert_no_error (error);
  g_autofree char *dump = store_fixture_dump (&old, 100);
  g_assert_cmpstr (dump, ==, "a/x\nb/y < a/x merge");
  stemma_store_unref (old.store);

  /* It is the format of this program, so nothing was to be changed. */
  g_autofree char *kept = read_schema (path);
  g_assert_cmpstr (kept, ==, fresh);
  store_fixture_close (&fixture);
}

/* One of the tables to be made is there already: the migration fails half way through. */
static void
test_fails_whole (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  g_autofree char *path = g_build_filename (fixture.folder, "half.db", NULL);
  run_sql (path, "PRAGMA journal_mode = WAL; PRAGMA application_id = 0x53746d61; CREATE TABLE rename (x);");
  g_autofree char *before = read_schema (path);
  g_assert_null (stemma_store_open (path, STEMMA_STORE_CREATE, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "half.db"));
  g_clear_error (&error);
  g_autofree char *after = read_schema (path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (read_number (path, "PRAGMA user_version"), ==, 0);

  /* What stood in the way is gone: now all of it is done. */
  run_sql (path, "DROP TABLE rename;");
  StemmaStore *store = stemma_store_open (path, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  stemma_store_unref (store);
  g_assert_cmpint (read_number (path, "PRAGMA user_version"), ==, 1);
  store_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/opens-format-1", test_opens_format_1);
  g_test_add_func ("/migration/fails-whole", test_fails_whole);
  return g_test_run ();
}
