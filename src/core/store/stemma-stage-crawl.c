/* What a stage does for a crawl: it outlives the process, drops what comes again, and says where the crawl stands. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/stemma-error.h"
#include "store/stemma-stage-private.h"

/**
 * stemma_stage_refuse_unfinished:
 * @db: a connection
 * @error: what went wrong: what a crawl has brought is still waiting to be published
 *
 * Returns: whether there is nothing that would be lost
 */
gboolean
stemma_stage_refuse_unfinished (StemmaDb *db, GError **error)
{
  g_autoptr (StemmaCrawlState) state = NULL;
  char date[STEMMA_DATE_TEXT_SIZE];
  if (!stemma_crawl_state_read (db, &state, error))
    return FALSE;
  if (state == NULL)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LOCKED,
               _ ("The fetch of %s from %s is not finished: %" PRIu64 " models are kept. Finish it with “stemma-cli "
                  "fetch” or forget it with “stemma-cli fetch --drop” first. The store is as before"),
               stemma_date_format (state->date, date), state->endpoint, state->models);
  return FALSE;
}

/**
 * stemma_stage_begin_crawl:
 * @stage: a stage that begins
 * @db: the writer's connection, within the transaction
 * @error: what went wrong
 *
 * Returns: whether the store says that a crawl has begun
 */
gboolean
stemma_stage_begin_crawl (StemmaStage *stage, StemmaDb *db, GError **error)
{
  gint64 before = 0;
  if (!stemma_db_get_int (db, "SELECT models FROM snapshot WHERE complete ORDER BY id DESC LIMIT 1", &before, error))
    return FALSE;
  stage->crawl = stemma_crawl_state_copy (stage->options.crawl);
  stage->options.crawl = NULL;
  stage->crawl->expected = (guint64) before;
  return stemma_crawl_state_write (db, stage, error);
}

/**
 * stemma_stage_is_repeated:
 * @stage: the stage of a crawl
 * @identity: the model that a record speaks of
 *
 * Returns: whether a record of it came before: pages may overlap
 */
gboolean
stemma_stage_is_repeated (StemmaStage *stage, const StemmaIdentity *identity)
{
  gboolean repeated = identity->pending ? !identity->added
                                        : stemma_newcomers_get_met (stage->newcomers, identity->key) != 0;
  /* What is looked up later on does not belong to the list. */
  if (stage->crawl->phase == STEMMA_CRAWL_LIST)
    {
      stage->crawl->repeated += repeated ? 1 : 0;
      stage->crawl->models += repeated ? 0 : 1;
    }
  return repeated;
}

/**
 * stemma_stage_note_crawl:
 * @stage: the stage of a crawl, its page written
 * @db: the writer's connection, within the page's transaction
 * @error: what went wrong
 *
 * Returns: whether the store says where the crawl stands after this page
 */
gboolean
stemma_stage_note_crawl (StemmaStage *stage, StemmaDb *db, GError **error)
{
  const StemmaPage *page = stage->page;
  for (guint i = 0; i < page->answers->len; i++)
    if (!stemma_crawl_answer_write (db, &g_array_index (page->answers, StemmaCrawlAnswer, i), error))
      return FALSE;
  if (page->crawl == NULL)
    return stemma_crawl_state_write (db, stage, error);
  StemmaCrawlState *state = stemma_crawl_state_copy (page->crawl);
  state->models = stage->crawl->models;
  state->repeated = stage->crawl->repeated;
  state->expected = stage->crawl->expected;
  stemma_crawl_state_free (stage->crawl);
  stage->crawl = state;
  return stemma_crawl_state_write (db, stage, error);
}

/** stemma_stage_get_crawl: Returns: (transfer none): where the crawl stands, once all pages so far are written */
const StemmaCrawlState *
stemma_stage_get_crawl (const StemmaStage *stage)
{
  return stage->crawl;
}

/** stemma_stage_set_complete: @stage: a crawl's, all pages so far written; @complete: whether they are the whole Hub */
void
stemma_stage_set_complete (StemmaStage *stage, gboolean complete)
{
  stage->options.incomplete = !complete;
  stage->options.whole = complete;
  stage->options.update = !complete;
}

static void
take_counts (StemmaStage *stage, StemmaStatement *row)
{
  stage->snapshot = stemma_statement_get_int (row, 0);
  stage->first_key = stemma_statement_get_int (row, 1);
  stage->options.whole = stemma_statement_get_int (row, 2) != 0;
  stage->options.date = (StemmaDate) stemma_statement_get_int (row, 3);
  stage->source = g_strdup (stemma_statement_get_text (row, 4));
  stage->next_key = stemma_statement_get_int (row, 5);
  stage->arrival = stemma_statement_get_int (row, 6);
  stage->added = stemma_statement_get_int (row, 7);
  stage->findings = stemma_statement_get_int (row, 8);
  stage->counters = stemma_statement_get_int (row, 9) != 0;
}

static gboolean
read_counts (StemmaStage *stage, StemmaDb *db, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db,
      "SELECT s.snapshot, s.first_key, s.whole, s.date, s.source, c.next_key, c.arrival, c.added, c.findings, c.counters "
      "FROM stage s JOIN crawl c USING (id)",
      error);
  if (find == NULL)
    return FALSE;
  StemmaStep step = stemma_statement_step (find, error);
  if (step == STEMMA_STEP_ROW)
    take_counts (stage, find);
  return step != STEMMA_STEP_ERROR;
}

/* What the stage remembered of the models that it has added. */
static gboolean
recall_newcomers (StemmaStage *stage, StemmaDb *db, GError **error)
{
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db, "SELECT key, name, oid, hash FROM model WHERE key >= ? ORDER BY key", error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, stage->first_key);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      gsize size = 0;
      const guint8 *oid = stemma_statement_get_blob (find, 2, &size);
      if (size != STEMMA_OID_SIZE)
        oid = NULL;
      if (!stemma_newcomers_add (stage->newcomers, stemma_statement_get_int (find, 0),
                                 stemma_statement_get_int (find, 1), oid,
                                 oid == NULL && !stemma_statement_is_null (find, 3)))
        stage->oids_forgotten = TRUE;
    }
  return step == STEMMA_STEP_DONE;
}

/* And which of those that were known it has met. */
static gboolean
recall_met (StemmaStage *stage, StemmaDb *db, GError **error)
{
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db, "SELECT model FROM stage_seen UNION ALL SELECT model FROM stage_model", error);
  if (find == NULL)
    return FALSE;
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    stemma_newcomers_meet (stage->newcomers, stemma_statement_get_int (find, 0), STEMMA_MET_RECORD);
  return step == STEMMA_STEP_DONE;
}

/* The first snapshot may not be indexed yet; then every name has to be remembered. */
static gboolean
recall_all (StemmaStage *stage, StemmaDb *db, GError **error)
{
  gint64 indexed = 0;
  if (!stemma_db_get_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'model_oid'", &indexed, error))
    return FALSE;
  stage->unindexed = indexed == 0;
  stage->newcomers = stemma_newcomers_new (stemma_db_get_key (db), 0);
  stage->intern = stemma_intern_new (db, TRUE, 0, error);
  return stage->intern != NULL && recall_newcomers (stage, db, error) && recall_met (stage, db, error);
}

static gboolean
resume_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaStage *stage = data;
  gint64 next = 0;
  if (!stemma_crawl_state_read (db, &stage->crawl, error) || !read_counts (stage, db, error)
      || !stemma_db_get_int (db, "SELECT coalesce (max (id), 0) + 1 FROM snapshot", &next, error))
    return FALSE;
  if (stage->crawl != NULL && stage->snapshot == next)
    return recall_all (stage, db, error);
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                       _ ("There is no unfinished fetch that could be taken up; begin anew with “stemma-cli fetch "
                          "--restart”"));
  return FALSE;
}

/**
 * stemma_stage_resume:
 * @store: a store that may be written
 * @error: what went wrong: no crawl is unfinished, another intake is at work
 *
 * Takes up what a crawl has brought so far, as if the process had never ended.
 *
 * Returns: (transfer full): its stage, or %NULL
 */
StemmaStage *
stemma_stage_resume (StemmaStore *store, GError **error)
{
  g_autoptr (StemmaStage) stage = stemma_stage_new (store, error);
  return stage != NULL && stemma_store_write (store, resume_job, stage, error) ? g_steal_pointer (&stage) : NULL;
}
