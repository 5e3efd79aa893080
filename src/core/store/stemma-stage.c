#include "store/stemma-stage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

/**
 * stemma_stage_lock:
 * @path: a store
 * @error: what went wrong: another intake is at work
 *
 * A lock of its own keeps a second intake out for as long as this process lives, and not a moment longer.
 *
 * Returns: the file descriptor that holds it, to be closed; -1 on error
 */
int
stemma_stage_lock (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, "-intake", NULL);
  int lock = open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY, _ ("Could not write beside the store %s: %s"), path,
                   g_strerror (errno));
      return -1;
    }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  close (lock);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LOCKED,
               _ ("Another import is writing to the store %s; wait for it or end it"), path);
  return -1;
}

/**
 * stemma_stage_clear:
 * @db: the writer's connection
 * @error: what went wrong
 *
 * Takes out what is staged and not published, be it of this stage or of one that was killed.
 *
 * Returns: whether nothing is staged any more
 */
gboolean
stemma_stage_clear (StemmaDb *db, GError **error)
{
  return stemma_db_exec (db,
                         "DELETE FROM fact WHERE model >= (SELECT first_key FROM stage);"
                         "DELETE FROM edge WHERE model >= (SELECT first_key FROM stage);"
                         "DELETE FROM data WHERE model >= (SELECT first_key FROM stage);"
                         "DELETE FROM evaluation WHERE model >= (SELECT first_key FROM stage);"
                         "DELETE FROM model WHERE key >= (SELECT first_key FROM stage);"
                         "DELETE FROM stage; DELETE FROM stage_model; DELETE FROM stage_seen; DELETE FROM stage_gone;"
                         "DELETE FROM stage_counter; DELETE FROM stage_fact; DELETE FROM stage_edge;"
                         "DELETE FROM stage_data; DELETE FROM stage_evaluation; DELETE FROM stage_finding;"
                         "DELETE FROM stage_lookup; DELETE FROM crawl;",
                         error);
}

/**
 * stemma_stage_enter:
 * @stage: a stage
 * @db: the writer's connection
 * @error: what went wrong
 *
 * Begins a transaction, unless the stage as a whole is one.
 *
 * Returns: whether the writer is within a transaction
 */
gboolean
stemma_stage_enter (StemmaStage *stage, StemmaDb *db, GError **error)
{
  return stage->one_transaction || stemma_db_begin (db, error);
}

/**
 * stemma_stage_leave:
 * @stage: a stage
 * @db: the writer's connection, after stemma_stage_enter()
 * @done: whether to keep what was written
 * @error: what went wrong
 *
 * Returns: @done, unless keeping it failed
 */
gboolean
stemma_stage_leave (StemmaStage *stage, StemmaDb *db, gboolean done, GError **error)
{
  if (done && stage->one_transaction)
    return TRUE;
  stage->one_transaction = FALSE;
  return stemma_db_end (db, done, error);
}

static gboolean
refuse_date (StemmaStage *stage, gint64 newest, GError **error)
{
  char mine[STEMMA_DATE_TEXT_SIZE], last[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (stage->options.date, mine);
  stemma_date_format ((StemmaDate) newest, last);
  if (newest < 0)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("There is no snapshot before %s that a change could be applied to; import one with --snapshot"),
                 mine);
  else if (stage->options.date == newest && (stage->options.crawl != NULL || stage->crawl != NULL))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("There is already a snapshot of %s: fetch again on another day, or forget that one. The store is as "
                    "before"),
                 mine);
  else if (stage->options.date == newest)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("There is already a snapshot of %s; --replace puts a new one in its place. The store is as before"),
                 mine);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("%s is older than the newest snapshot, %s: snapshots are appended in the order of their dates, "
                    "and only the newest can be replaced. The store is as before"),
                 mine, last);
  return FALSE;
}

static const char find_newest[] = "SELECT coalesce (max (date), -1) FROM snapshot WHERE complete";

/**
 * stemma_stage_check_date:
 * @stage: a stage
 * @db: the writer's connection
 * @error: what went wrong
 *
 * Complete snapshots follow each other by date; an incomplete one stands on the newest of them, be it of the same day.
 *
 * Returns: whether a snapshot of that day can be appended
 */
gboolean
stemma_stage_check_date (StemmaStage *stage, StemmaDb *db, GError **error)
{
  gint64 newest = -1;
  const StemmaStageOptions *options = &stage->options;
  if (!stemma_db_get_int (db, find_newest, &newest, error))
    return FALSE;
  if (options->incomplete ? options->date >= newest
                          : options->date > newest && (newest >= 0 || options->whole))
    return TRUE;
  return refuse_date (stage, newest, error);
}

static gboolean
forget_and_stay (StemmaStage *stage, StemmaDb *db, gint64 id, GError **error)
{
  stage->one_transaction = TRUE;
  return stemma_snapshots_forget_rows (db, id, 0, error);
}

/* Within the transaction: with --replace the newest snapshot of the same day makes room, and files go on top of the
 * newest complete snapshot. What takes hours cannot be one transaction: it goes on top of what there is. */
static gboolean
make_room (StemmaStage *stage, StemmaDb *db, GError **error)
{
  gint64 newest = -1, id = 0, incomplete = 0;
  if (!stemma_db_get_int (db, "SELECT coalesce (max (id), 0) FROM snapshot WHERE NOT complete", &incomplete, error)
      || (incomplete != 0 && !stage->options.incomplete && stage->options.crawl == NULL
          && !forget_and_stay (stage, db, incomplete, error))
      || !stemma_db_get_int (db, find_newest, &newest, error)
      || !stemma_db_get_int (db, "SELECT id FROM snapshot WHERE complete ORDER BY id DESC LIMIT 1", &id, error))
    return FALSE;
  if (stage->options.replace && stage->options.date == newest && !forget_and_stay (stage, db, id, error))
    return FALSE;
  return stemma_stage_check_date (stage, db, error);
}

/* A published intake has left where the next one goes on; to look for it takes long in a large store. */
static const char next_arrival[] = "SELECT coalesce ((SELECT value FROM meta WHERE key = 'arrival'), "
                                   "(SELECT coalesce (max (arrival), 0) + 1 FROM fact))";

/* What a killed intake left is told from what this one brings by the first key that is not known yet. */
static gboolean
mark_begin (StemmaStage *stage, StemmaDb *db, GError **error)
{
  if (!stemma_db_get_int (db, "SELECT coalesce (max (id), 0) + 1 FROM snapshot", &stage->snapshot, error)
      || !stemma_db_get_int (db, "SELECT coalesce (max (key), 0) + 1 FROM model", &stage->first_key, error)
      || !stemma_db_get_int (db, next_arrival, &stage->arrival, error))
    return FALSE;
  stage->next_key = stage->first_key;
  g_autoptr (StemmaStatement) mark = stemma_db_prepare (
      db, "INSERT INTO stage (id, snapshot, first_key, whole, date, source) VALUES (1,?,?,?,?,?)", error);
  if (mark == NULL)
    return FALSE;
  stemma_statement_bind_int (mark, 0, stage->snapshot);
  stemma_statement_bind_int (mark, 1, stage->first_key);
  stemma_statement_bind_int (mark, 2, stage->options.whole);
  stemma_statement_bind_int (mark, 3, stage->options.date);
  stemma_statement_bind_text (mark, 4, stage->source);
  return stemma_statement_run (mark, error);
}

/* Everything the stage asks and remembers. The first snapshot is indexed when all of it is there. */
static gboolean
make_ready (StemmaStage *stage, StemmaDb *db, GError **error)
{
  gint64 models = 0;
  if (!stemma_db_get_int (db, "SELECT count(*) FROM (SELECT 1 FROM model LIMIT 1)", &models, error))
    return FALSE;
  stage->unindexed = models == 0;
  if (!(stage->unindexed ? stemma_schema_unindex (db, error) : stemma_schema_index (db, error)))
    return FALSE;
  stage->newcomers = stemma_newcomers_new (stemma_db_get_key (db), stage->options.memory);
  stage->intern = stemma_intern_new (db, stage->options.whole, stage->options.memory, error);
  return stage->intern != NULL;
}

/**
 * stemma_stage_index:
 * @stage: a stage
 * @db: the writer's connection, within a transaction
 * @error: what went wrong
 *
 * Returns: whether all names and models in the tables can be found by their indexes
 */
gboolean
stemma_stage_index (StemmaStage *stage, StemmaDb *db, GError **error)
{
  if (!stage->unindexed)
    return TRUE;
  stage->unindexed = FALSE;
  return stemma_schema_index (db, error);
}

static gboolean
begin_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaStage *stage = data;
  if (!stemma_db_begin (db, error))
    return FALSE;
  gboolean done = stemma_stage_refuse_unfinished (db, error) && stemma_stage_clear (db, error)
                  && make_room (stage, db, error) && mark_begin (stage, db, error) && make_ready (stage, db, error)
                  && (stage->options.crawl == NULL || stemma_stage_begin_crawl (stage, db, error));
  return stemma_stage_leave (stage, db, done, error);
}

/**
 * stemma_stage_new:
 * @store: a store that may be written
 * @error: what went wrong: another intake is at work
 *
 * Returns: (transfer full): a stage that holds the lock of intakes and nothing else, or %NULL
 */
StemmaStage *
stemma_stage_new (StemmaStore *store, GError **error)
{
  g_autoptr (StemmaStage) stage = g_new0 (StemmaStage, 1);
  stage->store = stemma_store_ref (store);
  stage->runs = g_array_new (FALSE, FALSE, sizeof (StemmaStageRun));
  stage->lock = stemma_stage_lock (stemma_store_get_path (store), error);
  stage->begun = stage->lock >= 0;
  return stage->begun ? g_steal_pointer (&stage) : NULL;
}

/**
 * stemma_stage_begin:
 * @store: a store that may be written
 * @options: what is coming
 * @error: what went wrong: a date that cannot be appended, another intake at work
 *
 * Returns: (transfer full): an empty stage, or %NULL
 */
StemmaStage *
stemma_stage_begin (StemmaStore *store, const StemmaStageOptions *options, GError **error)
{
  g_autoptr (StemmaStage) stage = stemma_stage_new (store, error);
  if (stage == NULL)
    return NULL;
  stage->options = *options;
  stage->source = g_strdup (options->source);
  return stemma_store_write (store, begin_job, stage, error) ? g_steal_pointer (&stage) : NULL;
}

/**
 * stemma_stage_wait:
 * @stage: a stage
 * @error: what went wrong with the page that was written last
 *
 * Returns: whether all pages so far are written
 */
gboolean
stemma_stage_wait (StemmaStage *stage, GError **error)
{
  if (stage->ticket == NULL)
    return TRUE;
  gboolean written = stemma_store_write_finish (stage->store, g_steal_pointer (&stage->ticket), error);
  stemma_page_free (stage->spare);
  stage->spare = g_steal_pointer (&stage->page);
  stemma_page_clear (stage->spare);
  return written;
}

/**
 * stemma_stage_take_page:
 * @stage: a stage
 *
 * Pages are used again: their memory is warm.
 *
 * Returns: (transfer full): an empty page for stemma_stage_write_page()
 */
StemmaPage *
stemma_stage_take_page (StemmaStage *stage)
{
  return stage->spare != NULL ? g_steal_pointer (&stage->spare)
                              : stemma_page_new (stemma_store_get_id (stage->store));
}

/**
 * stemma_stage_write_page:
 * @stage: a stage
 * @page: (transfer full): what to add
 * @error: what went wrong, with this page or the one before
 *
 * Hands @page to the writer, as one transaction, and returns while it is being written, so that the next can be read
 * meanwhile.
 *
 * Returns: whether all pages before this one are written
 */
gboolean
stemma_stage_write_page (StemmaStage *stage, StemmaPage *page, GError **error)
{
  if (!stemma_stage_wait (stage, error))
    {
      stemma_page_free (page);
      return FALSE;
    }
  stage->page = page;
  stage->ticket = stemma_store_write_begin (stage->store, stemma_stage_store_page, stage);
  return TRUE;
}

/* What is remembered, up to the size of the store's names, is needed only as long as pages come. */
static void
forget (StemmaStage *stage)
{
  for (guint i = 0; i < STEMMA_N_STAGE_TABLES; i++)
    g_clear_pointer (&stage->rows[i], stemma_rows_free);
  g_clear_pointer (&stage->intern, stemma_intern_free);
  g_clear_pointer (&stage->newcomers, stemma_newcomers_free);
}

typedef struct
{
  StemmaStage *stage;
  StemmaPublished *published;
} PublishJob;

static gboolean
publish_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  PublishJob *job = data;
  if (!stemma_stage_enter (job->stage, db, error))
    return FALSE;
  forget (job->stage);
  gboolean done = stemma_stage_check_date (job->stage, db, error) && stemma_stage_index (job->stage, db, error)
                  && stemma_stage_settle_edges (job->stage, db, error)
                  && stemma_publish (job->stage, db, job->published, error)
                  /* What is in place stays from here on. */
                  && stemma_db_exec (db, "DELETE FROM stage", error) && stemma_stage_clear (db, error);
  job->stage->one_transaction = FALSE;
  return stemma_db_end (db, done, error);
}

/**
 * stemma_stage_publish:
 * @stage: a stage with all its pages
 * @published: (out): what changed
 * @error: what went wrong; the store is as before then
 *
 * Makes what is staged the newest snapshot, in one transaction.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_stage_publish (StemmaStage *stage, StemmaPublished *published, GError **error)
{
  PublishJob job = { stage, published };
  *published = (StemmaPublished) { 0 };
  return stemma_stage_wait (stage, error) && stemma_store_write (stage->store, publish_job, &job, error);
}

static gboolean
drop_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaStage *stage = data;
  if (stage->one_transaction)
    stemma_stage_leave (stage, db, FALSE, NULL);
  return stemma_db_begin (db, error)
         && stemma_db_end (db, stemma_stage_clear (db, error) && stemma_schema_index (db, error), error);
}

/**
 * stemma_stage_drop:
 * @stage: a stage
 * @error: what went wrong
 *
 * Forgets what is staged; the published part of the store is as before.
 *
 * Returns: whether that worked
 */
gboolean
stemma_stage_drop (StemmaStage *stage, GError **error)
{
  stemma_stage_wait (stage, NULL);
  return stemma_store_write (stage->store, drop_job, stage, error);
}

static gboolean
free_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED,
          GError **error G_GNUC_UNUSED)
{
  StemmaStage *stage = data;
  if (stage->one_transaction)
    stemma_stage_leave (stage, db, FALSE, NULL);
  for (guint i = 0; i < STEMMA_N_STAGE_SQL; i++)
    g_clear_pointer (&stage->statements[i], stemma_statement_release);
  forget (stage);
  stemma_db_release_memory (db);
  return TRUE;
}

/** stemma_stage_free: @stage: (nullable) (transfer full): what is staged stays in the store, for a later run */
void
stemma_stage_free (StemmaStage *stage)
{
  if (stage == NULL)
    return;
  stemma_stage_wait (stage, NULL);
  stemma_page_free (stage->spare);
  if (stage->begun)
    stemma_store_write (stage->store, free_job, stage, NULL);
  if (stage->lock >= 0)
    close (stage->lock);
  stemma_store_unref (stage->store);
  stemma_crawl_state_free (stage->crawl);
  g_array_unref (stage->runs);
  g_free (stage->source);
  g_free (stage);
}
