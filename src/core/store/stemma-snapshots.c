#include "store/stemma-snapshots.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "store/stemma-db.h"
#include "store/stemma-stage-private.h"

/** stemma_snapshot_info_free: @info: (nullable) (transfer full): what is done with */
void
stemma_snapshot_info_free (StemmaSnapshotInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->source);
  g_free (info);
}

static void
finding_free (gpointer data)
{
  StemmaStoredFinding *finding = data;
  g_free (finding->kind);
  g_free (finding->id);
  g_free (finding->text);
  g_free (finding);
}

static gboolean
list_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  GPtrArray *list = data;
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db, "SELECT id, date, source, models, complete, revision, findings FROM snapshot ORDER BY id", error);
  if (find == NULL)
    return FALSE;
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      StemmaSnapshotInfo *info = g_new0 (StemmaSnapshotInfo, 1);
      info->id = (guint32) stemma_statement_get_int (find, 0);
      info->date = (StemmaDate) stemma_statement_get_int (find, 1);
      info->source = g_strdup (stemma_statement_get_text (find, 2));
      info->models = (guint64) stemma_statement_get_int (find, 3);
      info->complete = stemma_statement_get_int (find, 4) != 0;
      info->revision = (guint64) stemma_statement_get_int (find, 5);
      info->findings = (guint64) stemma_statement_get_int (find, 6);
      g_ptr_array_add (list, info);
    }
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_snapshots_list:
 * @store: a store
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type StemmaSnapshotInfo): the snapshots there are, oldest first, or %NULL
 */
GPtrArray *
stemma_snapshots_list (StemmaStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_snapshot_info_free);
  if (!stemma_store_read (store, list_job, list, cancellable, error))
    return NULL;
  return g_steal_pointer (&list);
}

typedef struct
{
  guint32 snapshot;
  GPtrArray *list;
} FindingsJob;

static gboolean
findings_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  FindingsJob *job = data;
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db, "SELECT kind, id, text FROM finding WHERE snapshot = ? ORDER BY ord", error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->snapshot);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      StemmaStoredFinding *finding = g_new0 (StemmaStoredFinding, 1);
      finding->kind = g_strdup (stemma_statement_get_text (find, 0));
      finding->id = g_strdup (stemma_statement_get_text (find, 1));
      finding->text = g_strdup (stemma_statement_get_text (find, 2));
      g_ptr_array_add (job->list, finding);
    }
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_snapshots_list_findings:
 * @store: a store
 * @snapshot: a snapshot's id
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type StemmaStoredFinding): the first 10,000 oddities met while it was brought in
 */
GPtrArray *
stemma_snapshots_list_findings (StemmaStore *store, guint32 snapshot, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (finding_free);
  FindingsJob job = { snapshot, list };
  if (!stemma_store_read (store, findings_job, &job, cancellable, error))
    return NULL;
  return g_steal_pointer (&list);
}

/* A span [f, t) that holds no other snapshot than @id goes; one that begins or ends at it moves to its neighbour. */
static gboolean
forget_spans (StemmaDb *db, const char *table, gint64 id, gint64 next, GError **error)
{
  g_autofree char *sql
      = next == 0 ? g_strdup_printf ("DELETE FROM %s WHERE from_s = %d;"
                                     "UPDATE %s SET to_s = 0x7fffffff WHERE to_s = %d",
                                     table, (int) id, table, (int) id)
                  : g_strdup_printf ("DELETE FROM %s WHERE from_s = %d AND to_s = %d;"
                                     "UPDATE %s SET from_s = %d WHERE from_s = %d;"
                                     "UPDATE %s SET to_s = %d WHERE to_s = %d",
                                     table, (int) id, (int) next, table, (int) next, (int) id, table, (int) next,
                                     (int) id);
  return stemma_db_exec (db, sql, error);
}

/* What a model is now follows from its open span, if there is one. */
static gboolean
restore_identities (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db,
                         "UPDATE model SET hash = (SELECT f.hash FROM fact f WHERE f.model = model.key "
                         "AND f.to_s = 0x7fffffff);"
                         "UPDATE model SET name = f.name FROM fact f WHERE f.model = model.key "
                         "AND f.to_s = 0x7fffffff AND f.name <> model.name",
                         error);
}

/**
 * stemma_snapshots_forget_rows:
 * @db: the writer's connection, within a transaction
 * @id: a snapshot's id
 * @next: id of the one after it, 0 if it is the newest
 * @error: what went wrong
 *
 * Returns: whether the tables do not know the snapshot any more
 */
gboolean
stemma_snapshots_forget_rows (StemmaDb *db, gint64 id, gint64 next, GError **error)
{
  static const char *const tables[] = { "fact", "edge", "data", "evaluation" };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!forget_spans (db, tables[i], id, next, error))
      return FALSE;
  g_autofree char *sql = g_strdup_printf ("DELETE FROM counter WHERE snapshot = %d;"
                                          "DELETE FROM finding WHERE snapshot = %d;"
                                          "DELETE FROM snapshot WHERE id = %d;"
                                          "UPDATE meta SET value = value + 1 WHERE key = 'revision'",
                                          (int) id, (int) id, (int) id);
  g_autofree char *renames
      = next == 0 ? g_strdup_printf ("DELETE FROM rename WHERE snapshot = %d; DELETE FROM alias WHERE snapshot = %d",
                                     (int) id, (int) id)
                  : g_strdup_printf ("UPDATE OR IGNORE rename SET snapshot = %d WHERE snapshot = %d;"
                                     "UPDATE OR IGNORE alias SET snapshot = %d WHERE snapshot = %d",
                                     (int) next, (int) id, (int) next, (int) id);
  return stemma_db_exec (db, sql, error) && stemma_db_exec (db, renames, error)
         && (next != 0 || restore_identities (db, error));
}

/* What an intake has left is made for the newest snapshot: if that goes, it goes too, but never unasked where it took
 * hours. */
static gboolean
clear_stage (StemmaDb *db, gint64 next, GError **error)
{
  gint64 crawls = 0;
  if (!stemma_db_get_int (db, "SELECT count(*) FROM crawl", &crawls, error))
    return FALSE;
  if (crawls == 0)
    return stemma_stage_clear (db, error);
  return next != 0 || stemma_stage_refuse_unfinished (db, error);
}

/* There may be an incomplete snapshot of the same day: it goes first. */
static gboolean
forget_day (StemmaDb *db, StemmaDate date, GError **error)
{
  g_autofree char *find_id = g_strdup_printf ("SELECT coalesce (max (id), 0) FROM snapshot WHERE date = %d", date);
  for (;;)
    {
      gint64 id = 0, next = 0;
      if (!stemma_db_get_int (db, find_id, &id, error))
        return FALSE;
      if (id == 0)
        return TRUE;
      g_autofree char *find_next = g_strdup_printf ("SELECT min (id) FROM snapshot WHERE id > %d", (int) id);
      if (!stemma_db_get_int (db, find_next, &next, error) || !clear_stage (db, next, error)
          || !stemma_snapshots_forget_rows (db, id, next, error))
        return FALSE;
    }
}

static gboolean
forget_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaDate date = *(const StemmaDate *) data;
  char text[STEMMA_DATE_TEXT_SIZE];
  g_autofree char *find = g_strdup_printf ("SELECT count(*) FROM snapshot WHERE date = %d", date);
  gint64 there = 0;
  if (!stemma_db_get_int (db, find, &there, error))
    return FALSE;
  if (there > 0)
    return stemma_db_begin (db, error) && stemma_db_end (db, forget_day (db, date, error), error);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("There is no snapshot of %s"),
               stemma_date_format (date, text));
  return FALSE;
}

/**
 * stemma_snapshots_forget:
 * @store: a store that may be written
 * @date: the day of the snapshot
 * @error: what went wrong
 *
 * Takes one snapshot out; what is known of the others does not change. Not while an intake is at work, which relies on
 * the newest one; nor the newest while a crawl is unfinished.
 *
 * Returns: whether it is gone
 */
gboolean
stemma_snapshots_forget (StemmaStore *store, StemmaDate date, GError **error)
{
  int lock = stemma_stage_lock (stemma_store_get_path (store), error);
  if (lock < 0)
    return FALSE;
  gboolean done = stemma_store_write (store, forget_job, &date, error);
  close (lock);
  return done;
}
