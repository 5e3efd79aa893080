/* Publishing: what is staged becomes the newest snapshot, inside one transaction. */
#include <glib/gi18n-lib.h>

#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

/* Runs @sql with @number as parameter 1 and tells how many rows it touched. */
static gboolean
run (StemmaDb *db, const char *sql, gint64 number, guint64 *touched, GError **error)
{
  g_autoptr (StemmaStatement) statement = stemma_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  stemma_statement_bind_int (statement, 0, number);
  if (!stemma_statement_run (statement, error))
    return FALSE;
  if (touched != NULL)
    *touched = (guint64) stemma_db_changes (db);
  return TRUE;
}

static gboolean
find_gone (StemmaStage *stage, StemmaDb *db, guint64 *deleted, GError **error)
{
  /* stage_gone ends as the list of models that are not listed any more, with those that come back at once. */
  if (stage->options.whole
      && !run (db,
               "INSERT INTO stage_gone SELECT key, 0 FROM model WHERE key < ?1 AND hash IS NOT NULL "
               "AND key NOT IN (SELECT model FROM stage_model) AND key NOT IN (SELECT model FROM stage_seen)",
               stage->first_key, NULL, error))
    return FALSE;
  gint64 count = 0;
  if (!stemma_db_get_int (db, "SELECT count(*) FROM stage_gone", &count, error))
    return FALSE;
  *deleted = (guint64) count;
  return TRUE;
}

/* Ends the open spans of what left and of what changed. */
static gboolean
close_spans (StemmaDb *db, gint64 snapshot, GError **error)
{
  static const char *const statements[] = {
    "UPDATE fact SET to_s = ?1 WHERE to_s = 0x7fffffff AND model IN "
    "(SELECT model FROM stage_gone UNION SELECT model FROM stage_model WHERE state & 1)",
    "UPDATE edge SET to_s = ?1 WHERE to_s = 0x7fffffff AND model IN "
    "(SELECT model FROM stage_gone UNION SELECT model FROM stage_model WHERE state & 1 AND NOT state & 2)",
    "UPDATE data SET to_s = ?1 WHERE to_s = 0x7fffffff AND model IN "
    "(SELECT model FROM stage_gone UNION SELECT model FROM stage_model WHERE state & 1 AND NOT state & 4)",
    "UPDATE evaluation SET to_s = ?1 WHERE to_s = 0x7fffffff AND model IN "
    "(SELECT model FROM stage_gone UNION SELECT model FROM stage_model WHERE state & 1 AND NOT state & 8)",
  };
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!run (db, statements[i], snapshot, NULL, error))
      return FALSE;
  return TRUE;
}

/* Those of new models are open already. */
static gboolean
open_spans (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db,
                         "INSERT INTO fact SELECT * FROM stage_fact; INSERT INTO edge SELECT * FROM stage_edge;"
                         "INSERT INTO data SELECT * FROM stage_data;"
                         "INSERT INTO evaluation SELECT * FROM stage_evaluation",
                         error);
}

static gboolean
move_identities (StemmaDb *db, gint64 snapshot, StemmaPublished *published, GError **error)
{
  return run (db,
              "INSERT OR IGNORE INTO rename SELECT m.name, ?1, m.key FROM stage_model s "
              "JOIN stage_fact f ON f.model = s.model JOIN model m ON m.key = s.model "
              "WHERE s.state & 1 AND m.name <> f.name",
              snapshot, &published->renamed, error)
         /* One that comes back under another name is no rename of this week, but its old name is a former one too. */
         && run (db,
                 "INSERT OR IGNORE INTO rename SELECT m.name, ?1, m.key FROM stage_fact f JOIN model m ON m.key = f.model "
                 "WHERE m.name <> f.name",
                 snapshot, NULL, error)
         && stemma_db_exec (db,
                            "UPDATE model SET hash = NULL WHERE key IN (SELECT model FROM stage_gone);"
                            "UPDATE model SET oid = s.oid FROM stage_model s "
                            "WHERE s.state & 1 AND s.model = model.key AND model.oid IS NULL AND s.oid IS NOT NULL;"
                            "UPDATE model SET name = f.name FROM stage_fact f "
                            "WHERE f.model = model.key AND f.name <> model.name;"
                            "UPDATE model SET hash = f.hash FROM stage_fact f WHERE f.model = model.key",
                            error);
}

static gboolean
count_changes (StemmaStage *stage, StemmaDb *db, StemmaPublished *published, GError **error)
{
  gint64 staged = 0, changed = 0, before = 0;
  if (!stemma_db_get_int (db, "SELECT count(*) FROM stage_model", &staged, error)
      || !stemma_db_get_int (db, "SELECT count(*) FROM stage_model WHERE state & 1", &changed, error)
      || !stemma_db_get_int (db, "SELECT models FROM snapshot ORDER BY id DESC LIMIT 1", &before, error))
    return FALSE;
  published->changed = (guint64) changed;
  published->added = (guint64) (stage->added + staged - changed);
  published->models = (guint64) before + published->added - published->deleted;
  return TRUE;
}

static gboolean
add_snapshot (StemmaStage *stage, StemmaDb *db, const StemmaPublished *published, GError **error)
{
  g_autoptr (StemmaStatement) add = stemma_db_prepare (
      db,
      "INSERT INTO snapshot (id, date, source, models, complete, revision, published, findings) VALUES "
      "(?1,?2,?3,?4,?7,(SELECT value + 1 FROM meta WHERE key = 'revision'),?5,?6)",
      error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, published->snapshot);
  stemma_statement_bind_int (add, 1, stage->options.date);
  stemma_statement_bind_text (add, 2, stage->source);
  stemma_statement_bind_int (add, 3, (gint64) published->models);
  stemma_statement_bind_int (add, 4, g_get_real_time () / G_USEC_PER_SEC);
  stemma_statement_bind_int (add, 5, stage->findings);
  stemma_statement_bind_int (add, 6, !stage->options.incomplete);
  return stemma_statement_run (add, error)
         && run (db, "INSERT INTO finding SELECT ?1, ord, kind, id, text FROM stage_finding ORDER BY ord",
                 published->snapshot, NULL, error)
         && run (db, "INSERT OR REPLACE INTO meta VALUES ('arrival', ?1)", stage->arrival, NULL, error)
         && stemma_db_exec (db, "UPDATE meta SET value = value + 1 WHERE key = 'revision'", error);
}

/* What a crawl has learned of names that no model bears. */
static gboolean
add_aliases (StemmaDb *db, gint64 snapshot, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("INSERT OR REPLACE INTO alias SELECT name, ?1, oid FROM stage_lookup "
                         "WHERE outcome = %d OR (model IS NULL AND outcome IS NOT NULL)",
                         STEMMA_CRAWL_LEADS_ON);
  return run (db, sql, snapshot, NULL, error);
}

/* An incomplete snapshot is only there for as long as there is nothing newer. */
static gboolean
forget_incomplete (StemmaDb *db, gint64 snapshot, GError **error)
{
  gint64 id = 0;
  g_autofree char *find
      = g_strdup_printf ("SELECT coalesce (max (id), 0) FROM snapshot WHERE NOT complete AND id < %d", (int) snapshot);
  do
    if (!stemma_db_get_int (db, find, &id, error)
        || (id != 0 && !stemma_snapshots_forget_rows (db, id, snapshot, error)))
      return FALSE;
  while (id != 0);
  return TRUE;
}

/**
 * stemma_publish:
 * @stage: a stage with all its pages, its edges settled
 * @db: the writer's connection, within a transaction
 * @published: (out): what changed
 * @error: what went wrong
 *
 * Returns: whether the tables now hold the new snapshot
 */
gboolean
stemma_publish (StemmaStage *stage, StemmaDb *db, StemmaPublished *published, GError **error)
{
  gint64 snapshot = stage->snapshot, previous = snapshot - 1;
  published->snapshot = (guint32) snapshot;
  published->findings = (guint64) stage->findings;
  return find_gone (stage, db, &published->deleted, error) && count_changes (stage, db, published, error)
         && (previous == 0 || close_spans (db, snapshot, error)) && open_spans (db, error)
         && move_identities (db, snapshot, published, error)
         && (!stage->counters || stemma_counters_publish (db, snapshot, stage->options.whole ? 0 : previous, error))
         && add_snapshot (stage, db, published, error) && add_aliases (db, snapshot, error)
         && forget_incomplete (db, snapshot, error);
}
