/* A statement of its own for each row opens a cursor, walks down the table's tree and closes the cursor again: more work
 * than the row itself, which mostly goes to the end of the table. So rows are collected and shown to SQLite as a table,
 * from which one statement copies them all. */
#include "store/stemma-rows.h"

#include <sqlite3.h>
#include <string.h>

/* Few enough that what was put down is still in the processor's cache when it is copied. */
#define MAX_ROWS 2048

struct _StemmaRows
{
  StemmaDb *db;
  const char *sql;
  StemmaStatement *insert;
  guint n_columns;
  guint n_rows;
  StemmaCell *cells;
};

/* The table as SQLite sees it: the rows that are being flushed, by row and column. */
typedef struct
{
  sqlite3_vtab base;
  StemmaRows **shown;
} Table;

typedef struct
{
  sqlite3_vtab_cursor base;
  const StemmaRows *rows;
  guint at;
} Cursor;

static int
table_connect (sqlite3 *handle, void *data, int argc G_GNUC_UNUSED, const char *const *argv G_GNUC_UNUSED,
               sqlite3_vtab **vtab, char **message G_GNUC_UNUSED)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE rows (");
  for (guint i = 0; i < STEMMA_ROWS_MAX_COLUMNS; i++)
    g_string_append_printf (sql, "%sc%u", i > 0 ? ", " : "", i);
  g_string_append_c (sql, ')');
  int code = sqlite3_declare_vtab (handle, sql->str);
  if (code != SQLITE_OK)
    return code;
  sqlite3_vtab_config (handle, SQLITE_VTAB_DIRECTONLY);
  Table *table = g_new0 (Table, 1);
  table->shown = data;
  *vtab = &table->base;
  return SQLITE_OK;
}

static int
table_disconnect (sqlite3_vtab *vtab)
{
  g_free (vtab);
  return SQLITE_OK;
}

static int
table_plan (sqlite3_vtab *vtab G_GNUC_UNUSED, sqlite3_index_info *info)
{
  info->estimatedCost = info->estimatedRows = MAX_ROWS;
  return SQLITE_OK;
}

static int
cursor_open (sqlite3_vtab *vtab G_GNUC_UNUSED, sqlite3_vtab_cursor **cursor)
{
  Cursor *made = g_new0 (Cursor, 1);
  *cursor = &made->base;
  return SQLITE_OK;
}

static int
cursor_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
cursor_begin (sqlite3_vtab_cursor *base, int plan G_GNUC_UNUSED, const char *text G_GNUC_UNUSED,
              int argc G_GNUC_UNUSED, sqlite3_value **argv G_GNUC_UNUSED)
{
  Cursor *cursor = (Cursor *) base;
  cursor->rows = *((Table *) base->pVtab)->shown;
  cursor->at = 0;
  return SQLITE_OK;
}

static int
cursor_next (sqlite3_vtab_cursor *base)
{
  ((Cursor *) base)->at++;
  return SQLITE_OK;
}

static int
cursor_at_end (sqlite3_vtab_cursor *base)
{
  const Cursor *cursor = (const Cursor *) base;
  return cursor->rows == NULL || cursor->at >= cursor->rows->n_rows;
}

static int
cursor_column (sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
  const Cursor *cursor = (const Cursor *) base;
  if ((guint) column >= cursor->rows->n_columns)
    return SQLITE_OK;
  const StemmaCell *cell = &cursor->rows->cells[(gsize) cursor->at * cursor->rows->n_columns + (guint) column];
  switch (cell->kind)
    {
    case STEMMA_CELL_INT:
      sqlite3_result_int64 (context, cell->number);
      break;
    case STEMMA_CELL_REAL:
      sqlite3_result_double (context, cell->real);
      break;
    case STEMMA_CELL_TEXT:
      sqlite3_result_text (context, cell->bytes, -1, SQLITE_STATIC);
      break;
    case STEMMA_CELL_BLOB:
      sqlite3_result_blob (context, cell->bytes, (int) cell->size, SQLITE_STATIC);
      break;
    case STEMMA_CELL_NULL:
      break;
    }
  return SQLITE_OK;
}

static int
cursor_row_id (sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
  *id = ((const Cursor *) base)->at;
  return SQLITE_OK;
}

/**
 * stemma_rows_register:
 * @handle: a new connection, of SQLite
 * @shown: where the rows that are being written are found; must outlive the connection
 *
 * Makes the table `stemma_rows` known to a connection. It is no part of the store.
 *
 * Returns: whether that worked
 */
gboolean
stemma_rows_register (gpointer handle, StemmaRows **shown)
{
  static const sqlite3_module module = { .xConnect = table_connect,
                                         .xBestIndex = table_plan,
                                         .xDisconnect = table_disconnect,
                                         .xOpen = cursor_open,
                                         .xClose = cursor_close,
                                         .xFilter = cursor_begin,
                                         .xNext = cursor_next,
                                         .xEof = cursor_at_end,
                                         .xColumn = cursor_column,
                                         .xRowid = cursor_row_id };
  return sqlite3_create_module_v2 (handle, "stemma_rows", &module, shown, NULL) == SQLITE_OK;
}

/**
 * stemma_rows_new:
 * @db: the writer's connection, which must outlive what is returned
 * @n_columns: how many columns the rows have, %STEMMA_ROWS_MAX_COLUMNS at most
 * @sql: a string literal that copies them: `INSERT INTO … SELECT c0, c1, … FROM stemma_rows`
 *
 * Returns: (transfer full): no rows yet
 */
StemmaRows *
stemma_rows_new (StemmaDb *db, guint n_columns, const char *sql)
{
  g_assert (n_columns <= STEMMA_ROWS_MAX_COLUMNS);
  StemmaRows *rows = g_new0 (StemmaRows, 1);
  rows->db = db;
  rows->sql = sql;
  rows->n_columns = n_columns;
  rows->cells = g_new (StemmaCell, (gsize) MAX_ROWS * n_columns);
  return rows;
}

/** stemma_rows_free: @rows: (nullable) (transfer full): what is not written is forgotten */
void
stemma_rows_free (StemmaRows *rows)
{
  if (rows == NULL)
    return;
  stemma_statement_release (rows->insert);
  g_free (rows->cells);
  g_free (rows);
}

/**
 * stemma_rows_add:
 * @rows: rows
 * @error: what went wrong with the rows before
 *
 * Returns: (transfer none): a row of NULLs to be filled before anything else is called; %NULL on error
 */
StemmaCell *
stemma_rows_add (StemmaRows *rows, GError **error)
{
  if (rows->n_rows == MAX_ROWS && !stemma_rows_flush (rows, error))
    return NULL;
  StemmaCell *row = rows->cells + (gsize) rows->n_rows++ * rows->n_columns;
  memset (row, 0, rows->n_columns * sizeof *row);
  return row;
}

/**
 * stemma_rows_flush:
 * @rows: rows
 * @error: what went wrong; none of them is written then
 *
 * Returns: whether nothing waits any more
 */
gboolean
stemma_rows_flush (StemmaRows *rows, GError **error)
{
  if (rows->n_rows == 0)
    return TRUE;
  StemmaStatement *insert = stemma_db_keep (rows->db, &rows->insert, rows->sql, error);
  if (insert == NULL)
    return FALSE;
  stemma_db_show (rows->db, rows);
  gboolean done = stemma_statement_run (insert, error);
  stemma_db_show (rows->db, NULL);
  rows->n_rows = 0;
  return done;
}
