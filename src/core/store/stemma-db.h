#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Bytes by which a store keys the hashes of its texts: its own random identity. */
#define STEMMA_DB_KEY_SIZE 16

/**
 * StemmaDb:
 *
 * One connection to a store, used by one thread at a time. Private to src/core/store/.
 */
typedef struct _StemmaDb StemmaDb;

typedef enum
{
  STEMMA_DB_READ,
  STEMMA_DB_WRITE,
  STEMMA_DB_CREATE,
} StemmaDbMode;

StemmaDb *stemma_db_open (const char *path, StemmaDbMode mode, GError **error);
void stemma_db_close (StemmaDb *db);
const char *stemma_db_get_path (StemmaDb *db);
gboolean stemma_db_exec (StemmaDb *db, const char *sql, GError **error);
gboolean stemma_db_begin (StemmaDb *db, GError **error);
gboolean stemma_db_end (StemmaDb *db, gboolean commit, GError **error);
gboolean stemma_db_get_int (StemmaDb *db, const char *sql, gint64 *value, GError **error);
void stemma_db_release_memory (StemmaDb *db);
gint64 stemma_db_last_id (StemmaDb *db);
gint64 stemma_db_changes (StemmaDb *db);
void stemma_db_set_cancellable (StemmaDb *db, GCancellable *cancellable);
const guint8 *stemma_db_get_key (StemmaDb *db);
struct _StemmaRows;
void stemma_db_show (StemmaDb *db, struct _StemmaRows *rows);
void stemma_db_set_key (StemmaDb *db, const guint8 *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaDb, stemma_db_close)

/**
 * StemmaStatement:
 *
 * A prepared statement of a connection. Parameters and columns count from 0. Statements come from a cache of the
 * connection by their text: stemma_statement_release() gives them back.
 */
typedef struct _StemmaStatement StemmaStatement;

typedef enum
{
  STEMMA_STEP_ROW,
  STEMMA_STEP_DONE,
  STEMMA_STEP_ERROR,
} StemmaStep;

StemmaStatement *stemma_db_prepare (StemmaDb *db, const char *sql, GError **error);
StemmaStatement *stemma_db_keep (StemmaDb *db, StemmaStatement **place, const char *sql, GError **error);
void stemma_statement_release (StemmaStatement *statement);
void stemma_statement_clear (StemmaStatement *statement);
void stemma_statement_reset (StemmaStatement *statement);
void stemma_statement_bind_int (StemmaStatement *statement, int index, gint64 value);
void stemma_statement_bind_double (StemmaStatement *statement, int index, double value);
void stemma_statement_bind_text (StemmaStatement *statement, int index, const char *text);
void stemma_statement_bind_blob (StemmaStatement *statement, int index, gconstpointer data, gsize size);
void stemma_statement_bind_null (StemmaStatement *statement, int index);
StemmaStep stemma_statement_step (StemmaStatement *statement, GError **error);
gboolean stemma_statement_run (StemmaStatement *statement, GError **error);
gint64 stemma_statement_get_int (StemmaStatement *statement, int column);
double stemma_statement_get_double (StemmaStatement *statement, int column);
const char *stemma_statement_get_text (StemmaStatement *statement, int column);
gconstpointer stemma_statement_get_blob (StemmaStatement *statement, int column, gsize *size);
gboolean stemma_statement_is_null (StemmaStatement *statement, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaStatement, stemma_statement_release)

G_END_DECLS
