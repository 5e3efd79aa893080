#include "store/stemma-db.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <sqlite3.h>
#include <string.h>

#include "base/stemma-error.h"
#include "store/stemma-rows.h"

#define BUSY_TIMEOUT_MS 5000

struct _StemmaDb
{
  sqlite3 *handle;
  char *path;
  guint8 key[STEMMA_DB_KEY_SIZE];
  StemmaRows *shown; /* (nullable): the rows of the table stemma_rows */
  GHashTable *statements; /* address of the SQL text -> StemmaStatement that is not in use */
};

struct _StemmaStatement
{
  StemmaDb *db;
  sqlite3_stmt *handle;
  const char *sql; /* NULL: not to be kept */
};

static StemmaError
error_code (int code)
{
  /* A file that has come to its limit, or a quota to its end, is told from a full disk by nobody. */
  if (code == SQLITE_IOERR_WRITE)
    return STEMMA_ERROR_FULL;
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return STEMMA_ERROR_LOCKED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return STEMMA_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return STEMMA_ERROR_DAMAGED;
    case SQLITE_FULL:
      return STEMMA_ERROR_FULL;
    default:
      return STEMMA_ERROR_FAILED;
    }
}

static void
fail (StemmaDb *db, int code, GError **error)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Interrupted"));
      return;
    }
  StemmaError kind = error_code (code);
  const char *advice = "";
  if (kind == STEMMA_ERROR_LOCKED)
    advice = _ ("; another program is writing to it: wait or close that program");
  else if (kind == STEMMA_ERROR_READ_ONLY)
    advice = _ ("; it cannot be written: check its permissions");
  else if (kind == STEMMA_ERROR_DAMAGED)
    advice = _ ("; it is damaged and was left untouched: “stemma-cli check --repair” sets it aside");
  else if (kind == STEMMA_ERROR_FULL)
    advice = _ ("; the disk is full, or the file may not grow: nothing of this step was kept");
  g_set_error (error, STEMMA_ERROR, kind, _ ("The store %s: %s%s"), db->path,
               db->handle != NULL ? sqlite3_errmsg (db->handle) : sqlite3_errstr (code), advice);
}

static void
statement_free (gpointer data)
{
  StemmaStatement *statement = data;
  sqlite3_finalize (statement->handle);
  g_free (statement);
}

static void
configure_once (void)
{
  static gsize configured;
  if (!g_once_init_enter (&configured))
    return;
  /* Nobody asks how much memory it holds, and the count costs a lock at every allocation. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&configured, 1);
}

static int
open_handle (StemmaDb *db, const char *name, int flags)
{
  g_clear_pointer (&db->handle, sqlite3_close);
  int code = sqlite3_open_v2 (name, &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  if (code == SQLITE_OK)
    code = sqlite3_exec (db->handle, "PRAGMA foreign_keys=OFF; PRAGMA temp_store=FILE; PRAGMA trusted_schema=OFF;"
                         "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;",
                         NULL, NULL, NULL);
  return code;
}

/* Where nothing may be written beside the file, its log cannot be opened. Without a log the file holds everything, and
 * whoever may not write to it reads it as it is. */
static int
open_for_reading (StemmaDb *db)
{
  int code = open_handle (db, db->path, SQLITE_OPEN_READONLY);
  if (code == SQLITE_OK)
    code = sqlite3_exec (db->handle, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
  if ((code & 0xff) != SQLITE_READONLY && (code & 0xff) != SQLITE_CANTOPEN)
    return SQLITE_OK; /* anything else is told by the first one who reads */
  g_autofree char *log = g_strconcat (db->path, "-wal", NULL);
  g_autofree char *full = g_canonicalize_filename (db->path, NULL);
  g_autofree char *uri = g_filename_to_uri (full, NULL, NULL);
  GStatBuf info;
  if (uri == NULL || (g_stat (log, &info) == 0 && info.st_size > 0))
    return code;
  g_autofree char *name = g_strconcat (uri, "?immutable=1", NULL);
  return open_handle (db, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

/**
 * stemma_db_open:
 * @path: the file
 * @mode: whether to write, and whether to create it
 * @error: what went wrong
 *
 * Opens a connection. Temporary data goes to files, so that large sorts stay out of memory.
 *
 * Returns: (transfer full): a connection, or %NULL
 */
StemmaDb *
stemma_db_open (const char *path, StemmaDbMode mode, GError **error)
{
  configure_once ();
  StemmaDb *db = g_new0 (StemmaDb, 1);
  db->path = g_strdup (path);
  db->statements = g_hash_table_new_full (NULL, NULL, NULL, statement_free);
  int create = mode == STEMMA_DB_CREATE ? SQLITE_OPEN_CREATE : 0;
  int code = mode == STEMMA_DB_READ ? open_for_reading (db) : open_handle (db, path, SQLITE_OPEN_READWRITE | create);
  if (code == SQLITE_OK && (mode == STEMMA_DB_READ || stemma_rows_register (db->handle, &db->shown)))
    return db;
  fail (db, code, error);
  stemma_db_close (db);
  return NULL;
}

/** stemma_db_close: @db: (nullable) (transfer full): a connection without statements in use */
void
stemma_db_close (StemmaDb *db)
{
  if (db == NULL)
    return;
  g_hash_table_unref (db->statements);
  sqlite3_close (db->handle);
  g_free (db->path);
  g_free (db);
}

/** stemma_db_get_path: Returns: (transfer none): the file of @db */
const char *
stemma_db_get_path (StemmaDb *db)
{
  return db->path;
}

/**
 * stemma_db_exec:
 * @db: a connection
 * @sql: one or more statements without parameters, written in this program
 * @error: what went wrong
 *
 * Returns: whether all of them ran
 */
gboolean
stemma_db_exec (StemmaDb *db, const char *sql, GError **error)
{
  int code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  fail (db, code, error);
  return FALSE;
}

/** stemma_db_begin: opens a transaction that may write. Returns: whether that worked */
gboolean
stemma_db_begin (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db, "BEGIN IMMEDIATE", error);
}

/**
 * stemma_db_end:
 * @db: a connection within a transaction
 * @commit: whether to keep what was written
 * @error: what went wrong
 *
 * Ends the transaction. When a commit fails, everything is rolled back.
 *
 * Returns: @commit, unless the commit failed
 */
gboolean
stemma_db_end (StemmaDb *db, gboolean commit, GError **error)
{
  if (commit && stemma_db_exec (db, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/** stemma_db_release_memory: gives back the pages of the file that are held in memory: something else comes next */
void
stemma_db_release_memory (StemmaDb *db)
{
  sqlite3_db_release_memory (db->handle);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/** stemma_db_last_id: Returns: the row id of the last insertion */
gint64
stemma_db_last_id (StemmaDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

/** stemma_db_changes: Returns: rows touched by the last statement */
gint64
stemma_db_changes (StemmaDb *db)
{
  return sqlite3_changes64 (db->handle);
}

/** stemma_db_get_key: Returns: (transfer none): %STEMMA_DB_KEY_SIZE bytes that key the hashes of texts */
const guint8 *
stemma_db_get_key (StemmaDb *db)
{
  return db->key;
}

/** stemma_db_set_key: @key: %STEMMA_DB_KEY_SIZE bytes; told once, when the store's identity is known */
void
stemma_db_set_key (StemmaDb *db, const guint8 *key)
{
  memcpy (db->key, key, sizeof db->key);
}

/** stemma_db_show: @rows: (nullable): what the table stemma_rows holds from now on; only where @db may write */
void
stemma_db_show (StemmaDb *db, struct _StemmaRows *rows)
{
  db->shown = rows;
}

static int
poll_cancellable (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

/** stemma_db_set_cancellable: @cancellable: (nullable): ends the statements that run from now on; must outlive them */
void
stemma_db_set_cancellable (StemmaDb *db, GCancellable *cancellable)
{
  sqlite3_progress_handler (db->handle, cancellable != NULL ? 20000 : 0, poll_cancellable, cancellable);
}

static StemmaStatement *
prepare (StemmaDb *db, const char *sql, gboolean keep, GError **error)
{
  sqlite3_stmt *handle = NULL;
  int code = sqlite3_prepare_v3 (db->handle, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &handle, NULL);
  if (code != SQLITE_OK)
    {
      fail (db, code, error);
      return NULL;
    }
  StemmaStatement *statement = g_new0 (StemmaStatement, 1);
  statement->db = db;
  statement->handle = handle;
  statement->sql = keep ? sql : NULL;
  return statement;
}

/**
 * stemma_db_prepare:
 * @db: a connection
 * @sql: one statement, a string literal: it is told from others by its address
 * @error: what went wrong
 *
 * Returns: (transfer full): a statement ready for binding
 */
StemmaStatement *
stemma_db_prepare (StemmaDb *db, const char *sql, GError **error)
{
  gpointer cached = NULL;
  if (g_hash_table_steal_extended (db->statements, sql, NULL, &cached))
    return cached;
  return prepare (db, sql, TRUE, error);
}

/**
 * stemma_db_keep:
 * @db: a connection
 * @place: (inout): where the caller keeps the statement, %NULL at first; released by the caller
 * @sql: one statement, a string literal
 * @error: what went wrong
 *
 * For statements that run a million times: there is nothing to look up. What was bound before stays bound.
 *
 * Returns: (transfer none): the statement
 */
StemmaStatement *
stemma_db_keep (StemmaDb *db, StemmaStatement **place, const char *sql, GError **error)
{
  if (*place == NULL)
    *place = stemma_db_prepare (db, sql, error);
  return *place;
}

/** stemma_statement_clear: takes back everything bound: it is NULL then */
void
stemma_statement_clear (StemmaStatement *statement)
{
  sqlite3_clear_bindings (statement->handle);
}

/** stemma_statement_reset: ends a query of which no more rows are wanted, so that it holds no lock */
void
stemma_statement_reset (StemmaStatement *statement)
{
  sqlite3_reset (statement->handle);
}

/** stemma_statement_release: @statement: (nullable) (transfer full): gives it back for the next use of its text */
void
stemma_statement_release (StemmaStatement *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  if (statement->sql == NULL || g_hash_table_contains (statement->db->statements, statement->sql))
    statement_free (statement);
  else
    g_hash_table_insert (statement->db->statements, (gpointer) statement->sql, statement);
}

/* Binding fails only for an index that the statement does not have or for want of memory: errors of this program. */
static void
check_bound (int code)
{
  g_assert (code == SQLITE_OK);
}

/** stemma_statement_bind_int: @index: which parameter, from 0 */
void
stemma_statement_bind_int (StemmaStatement *statement, int index, gint64 value)
{
  check_bound (sqlite3_bind_int64 (statement->handle, index + 1, value));
}

/** stemma_statement_bind_double: @index: which parameter, from 0 */
void
stemma_statement_bind_double (StemmaStatement *statement, int index, double value)
{
  check_bound (sqlite3_bind_double (statement->handle, index + 1, value));
}

/** stemma_statement_bind_text: @text: (nullable): must live until the next step or release; %NULL binds NULL */
void
stemma_statement_bind_text (StemmaStatement *statement, int index, const char *text)
{
  check_bound (sqlite3_bind_text (statement->handle, index + 1, text, -1, SQLITE_STATIC));
}

/** stemma_statement_bind_blob: @data: (nullable): must live until the next step or release; %NULL binds NULL */
void
stemma_statement_bind_blob (StemmaStatement *statement, int index, gconstpointer data, gsize size)
{
  check_bound (sqlite3_bind_blob64 (statement->handle, index + 1, data, size, SQLITE_STATIC));
}

/** stemma_statement_bind_null: @index: which parameter, from 0 */
void
stemma_statement_bind_null (StemmaStatement *statement, int index)
{
  check_bound (sqlite3_bind_null (statement->handle, index + 1));
}

/**
 * stemma_statement_step:
 * @statement: a statement
 * @error: what went wrong
 *
 * Returns: whether there is a row, the end, or an error
 */
StemmaStep
stemma_statement_step (StemmaStatement *statement, GError **error)
{
  int code = sqlite3_step (statement->handle);
  if (code == SQLITE_ROW)
    return STEMMA_STEP_ROW;
  if (code == SQLITE_DONE)
    return STEMMA_STEP_DONE;
  fail (statement->db, code, error);
  return STEMMA_STEP_ERROR;
}

/**
 * stemma_statement_run:
 * @statement: a statement that answers no rows
 * @error: what went wrong
 *
 * Runs it to the end and makes it ready for the next binding.
 *
 * Returns: whether it ran
 */
gboolean
stemma_statement_run (StemmaStatement *statement, GError **error)
{
  int code = sqlite3_step (statement->handle);
  if (code != SQLITE_DONE && code != SQLITE_ROW)
    {
      fail (statement->db, code, error);
      sqlite3_reset (statement->handle);
      return FALSE;
    }
  sqlite3_reset (statement->handle);
  return TRUE;
}

/** stemma_statement_get_int: Returns: the number in @column, 0 for NULL */
gint64
stemma_statement_get_int (StemmaStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

/**
 * stemma_db_get_int:
 * @db: a connection
 * @sql: a query that answers one number
 * @value: (out): the number; 0 if there is no row or it is NULL
 * @error: what went wrong
 *
 * Returns: whether the query ran
 */
gboolean
stemma_db_get_int (StemmaDb *db, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (StemmaStatement) statement = prepare (db, sql, FALSE, error);
  if (statement == NULL)
    return FALSE;
  StemmaStep step = stemma_statement_step (statement, error);
  *value = step == STEMMA_STEP_ROW ? stemma_statement_get_int (statement, 0) : 0;
  return step != STEMMA_STEP_ERROR;
}

/** stemma_statement_get_double: Returns: the number in @column, 0 for NULL */
double
stemma_statement_get_double (StemmaStatement *statement, int column)
{
  return sqlite3_column_double (statement->handle, column);
}

/** stemma_statement_get_text: Returns: (transfer none) (nullable): the text in @column until the next step */
const char *
stemma_statement_get_text (StemmaStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

/** stemma_statement_get_blob: Returns: (transfer none) (nullable): the bytes in @column until the next step */
gconstpointer
stemma_statement_get_blob (StemmaStatement *statement, int column, gsize *size)
{
  gconstpointer data = sqlite3_column_blob (statement->handle, column);
  *size = (gsize) sqlite3_column_bytes (statement->handle, column);
  return data;
}

/** stemma_statement_is_null: Returns: whether @column is NULL */
gboolean
stemma_statement_is_null (StemmaStatement *statement, int column)
{
  return sqlite3_column_type (statement->handle, column) == SQLITE_NULL;
}
