#include "store/stemma-schema.h"

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"

/* "Stma", so that file(1) and we can tell a store from another SQLite file. */
#define APPLICATION_ID 0x53746d61

#define STR_(x) #x
#define STR(x) STR_ (x)

/* What each table is for is told in docs/store.md. A span [from_s, to_s) counts snapshot ids; an open one ends at
 * STEMMA_SPAN_OPEN. Tables stage_* hold what an import or a crawl has brought but not yet published, but for models
 * that nobody had met before: their spans are in their place at once, from a snapshot that is not there yet, and their
 * keys begin at stage.first_key. */
#define FACT_COLUMNS                                                                                            \
  "model INTEGER NOT NULL, from_s INTEGER NOT NULL, to_s INTEGER NOT NULL, arrival INTEGER NOT NULL,"           \
  " name INTEGER NOT NULL, hash INTEGER NOT NULL, edge_hash INTEGER NOT NULL, data_hash INTEGER NOT NULL,"      \
  " eval_hash INTEGER NOT NULL, relation INTEGER NOT NULL, known INTEGER NOT NULL, flags INTEGER NOT NULL,"     \
  " sha BLOB, licence INTEGER, licence_name INTEGER, licence_link INTEGER, task INTEGER, library INTEGER,"      \
  " new_version INTEGER, model_type INTEGER, template INTEGER, code_repository INTEGER, tags INTEGER,"          \
  " created INTEGER, modified INTEGER, parameters INTEGER, bits INTEGER, PRIMARY KEY (model, from_s)"
#define EDGE_COLUMNS                                                                                            \
  "model INTEGER NOT NULL, from_s INTEGER NOT NULL, ord INTEGER NOT NULL, to_s INTEGER NOT NULL,"               \
  " parent INTEGER NOT NULL, parent_oid BLOB, relation INTEGER NOT NULL, word INTEGER, source INTEGER NOT NULL," \
  " PRIMARY KEY (model, from_s, ord)"
#define DATA_COLUMNS                                                                                            \
  "model INTEGER NOT NULL, from_s INTEGER NOT NULL, ord INTEGER NOT NULL, to_s INTEGER NOT NULL,"               \
  " dataset INTEGER NOT NULL, PRIMARY KEY (model, from_s, ord)"
#define EVALUATION_COLUMNS                                                                                      \
  "model INTEGER NOT NULL, from_s INTEGER NOT NULL, ord INTEGER NOT NULL, to_s INTEGER NOT NULL,"               \
  " task INTEGER, dataset INTEGER, config INTEGER, split INTEGER, metric INTEGER, source INTEGER,"              \
  " value REAL NOT NULL, verified INTEGER NOT NULL, PRIMARY KEY (model, from_s, ord)"
/* The same columns twice, so that publishing copies rows as they are. */
#define WITH_STAGE(name, columns)                                                                               \
  "CREATE TABLE " name " (" columns ") WITHOUT ROWID;"                                                          \
  "CREATE TABLE stage_" name " (" columns ") WITHOUT ROWID;"

/* These are away while the first snapshot of a store comes in: made of all rows at once they take a fraction of the time,
 * and less room. Whoever finds them missing makes them. */
#define INDEX_NAMES(if_missing) "CREATE INDEX " if_missing "name_hash ON name (hash);"
#define INDEX_MODELS(if_missing)                                                                                \
  "CREATE INDEX " if_missing "model_name ON model (name);"                                                      \
  "CREATE UNIQUE INDEX " if_missing "model_oid ON model (oid) WHERE oid IS NOT NULL;"

static const char version_1[]
    = "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
      "CREATE TABLE snapshot (id INTEGER PRIMARY KEY, date INTEGER NOT NULL, source TEXT NOT NULL,"
      " models INTEGER NOT NULL, complete INTEGER NOT NULL, revision INTEGER NOT NULL, published INTEGER NOT NULL,"
      " findings INTEGER NOT NULL);"
      "CREATE TABLE name (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL);"
      "CREATE TABLE word (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL);"
      "CREATE TABLE text (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, body TEXT NOT NULL);"
      "CREATE TABLE model (key INTEGER PRIMARY KEY, oid BLOB, name INTEGER NOT NULL, hash INTEGER);"
      "CREATE INDEX word_hash ON word (hash);"
      "CREATE INDEX text_hash ON text (hash);"
      INDEX_NAMES ("") INDEX_MODELS ("")
      WITH_STAGE ("fact", FACT_COLUMNS)
      WITH_STAGE ("edge", EDGE_COLUMNS)
      WITH_STAGE ("data", DATA_COLUMNS)
      WITH_STAGE ("evaluation", EVALUATION_COLUMNS)
      "CREATE TABLE rename (name INTEGER NOT NULL, snapshot INTEGER NOT NULL, model INTEGER NOT NULL,"
      " PRIMARY KEY (name, snapshot, model)) WITHOUT ROWID;"
      "CREATE TABLE alias (name INTEGER NOT NULL, snapshot INTEGER NOT NULL, oid BLOB,"
      " PRIMARY KEY (name, snapshot)) WITHOUT ROWID;"
      "CREATE TABLE counter (snapshot INTEGER NOT NULL, kind INTEGER NOT NULL, chunk INTEGER NOT NULL,"
      " data BLOB NOT NULL, PRIMARY KEY (snapshot, kind, chunk));"
      "CREATE TABLE finding (snapshot INTEGER NOT NULL, ord INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
      " text TEXT NOT NULL, PRIMARY KEY (snapshot, ord)) WITHOUT ROWID;"
      "CREATE TABLE measurement (id INTEGER PRIMARY KEY, model TEXT NOT NULL, variant TEXT, metric TEXT NOT NULL,"
      " grouping TEXT, value REAL NOT NULL, base TEXT, base_variant TEXT, base_value REAL, stated REAL,"
      " source TEXT NOT NULL, date INTEGER);"
      "CREATE TABLE stage (id INTEGER PRIMARY KEY CHECK (id = 1), snapshot INTEGER NOT NULL,"
      " first_key INTEGER NOT NULL, whole INTEGER NOT NULL, date INTEGER NOT NULL, source TEXT NOT NULL);"
      "CREATE TABLE crawl (id INTEGER PRIMARY KEY CHECK (id = 1), endpoint TEXT NOT NULL, phase INTEGER NOT NULL,"
      " next_url TEXT, sorted INTEGER NOT NULL, started INTEGER NOT NULL, pages INTEGER NOT NULL,"
      " models INTEGER NOT NULL, repeated INTEGER NOT NULL, unreadable INTEGER NOT NULL, expected INTEGER NOT NULL,"
      " newest INTEGER NOT NULL, dropped TEXT NOT NULL, accepted INTEGER NOT NULL, next_key INTEGER NOT NULL,"
      " arrival INTEGER NOT NULL, added INTEGER NOT NULL, findings INTEGER NOT NULL, counters INTEGER NOT NULL);"
      "CREATE TABLE stage_model (model INTEGER PRIMARY KEY, line INTEGER NOT NULL, state INTEGER NOT NULL, oid BLOB);"
      "CREATE TABLE stage_seen (model INTEGER PRIMARY KEY, line INTEGER NOT NULL);"
      "CREATE TABLE stage_gone (model INTEGER PRIMARY KEY, line INTEGER NOT NULL);"
      "CREATE TABLE stage_counter (model INTEGER PRIMARY KEY, downloads INTEGER, downloads_all INTEGER,"
      " likes INTEGER);"
      "CREATE TABLE stage_lookup (ord INTEGER PRIMARY KEY, name INTEGER NOT NULL, model INTEGER, outcome INTEGER,"
      " oid BLOB);"
      "CREATE TABLE stage_finding (ord INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,"
      " text TEXT NOT NULL);"
      "INSERT INTO meta VALUES ('id', randomblob (16)), ('revision', 0);"
      "PRAGMA application_id = " STR (APPLICATION_ID) ";";

/* Each entry leads from its index to the next version; forwards only. */
static const char *const migrations[STEMMA_SCHEMA_VERSION] = { version_1 };

static gboolean
migrate (StemmaDb *db, gint64 version, GError **error)
{
  if (!stemma_db_begin (db, error))
    return FALSE;
  gboolean done = TRUE;
  for (gint64 v = version; done && v < STEMMA_SCHEMA_VERSION; v++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", (int) v + 1);
      done = stemma_db_exec (db, migrations[v], error) && stemma_db_exec (db, mark, error);
    }
  return stemma_db_end (db, done, error);
}

static gboolean
check_identity (StemmaDb *db, gint64 version, GError **error)
{
  gint64 application = 0, tables = 0;
  if (!stemma_db_get_int (db, "PRAGMA application_id", &application, error)
      || !stemma_db_get_int (db, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (application == APPLICATION_ID || (version == 0 && tables == 0))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s is a database, but not a store of Stemma; it was not touched"),
               stemma_db_get_path (db));
  return FALSE;
}

/* SQLite counts this in pages, of the size that it knows at the moment: before the file was looked at it is not the
 * right one, and four times as much would be held. */
static gboolean
limit_memory (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db, "PRAGMA cache_size = -65536", error);
}

/**
 * stemma_schema_prepare:
 * @db: a connection
 * @may_write: whether an older or empty store may be brought up to date
 * @error: what went wrong
 *
 * Checks that the file is a store and brings it to this program's version; a newer one is refused, untouched.
 *
 * Returns: whether the store can be used
 */
gboolean
stemma_schema_prepare (StemmaDb *db, gboolean may_write, GError **error)
{
  gint64 version = 0;
  if (!stemma_db_get_int (db, "PRAGMA user_version", &version, error) || !check_identity (db, version, error))
    return FALSE;
  if (version > STEMMA_SCHEMA_VERSION)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NEWER,
                   _ ("The store %s was written by a newer Stemma (format %d, this one knows %d); it was not "
                      "touched: please update Stemma"),
                   stemma_db_get_path (db), (int) version, STEMMA_SCHEMA_VERSION);
      return FALSE;
    }
  if (version == STEMMA_SCHEMA_VERSION)
    return limit_memory (db, error);
  if (may_write)
    return stemma_db_exec (db, "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL", error)
           && migrate (db, version, error) && limit_memory (db, error);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY,
               _ ("The store %s has an older format and cannot be brought up to date without writing to it"),
               stemma_db_get_path (db));
  return FALSE;
}

/**
 * stemma_schema_index_names:
 * @db: the writer's connection, within a transaction
 * @error: what went wrong
 *
 * Returns: whether names can be found by their hashes
 */
gboolean
stemma_schema_index_names (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db, INDEX_NAMES ("IF NOT EXISTS "), error);
}

/**
 * stemma_schema_index:
 * @db: the writer's connection, within a transaction
 * @error: what went wrong
 *
 * Returns: whether names and models can be found
 */
gboolean
stemma_schema_index (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db, INDEX_NAMES ("IF NOT EXISTS ") INDEX_MODELS ("IF NOT EXISTS "), error);
}

/**
 * stemma_schema_unindex:
 * @db: the writer's connection, within a transaction, of a store without a snapshot
 * @error: what went wrong
 *
 * Takes the indexes of names and models away until stemma_schema_index() is called.
 *
 * Returns: whether they are gone
 */
gboolean
stemma_schema_unindex (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db,
                         "DROP INDEX IF EXISTS name_hash; DROP INDEX IF EXISTS model_name;"
                         "DROP INDEX IF EXISTS model_oid",
                         error);
}
