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
 * @db: the writer's connection
 * @identity: the model that a record speaks of
 * @repeated: (out): whether a record of it came before; pages may overlap
 * @error: what went wrong
 *
 * Returns: whether it could be looked up
 */
gboolean
stemma_stage_is_repeated (StemmaStage *stage, StemmaDb *db, const StemmaIdentity *identity, gboolean *repeated,
                          GError **error)
{
  gint64 line = 0;
  *repeated = identity->pending && !identity->added;
  if (!identity->pending
      && (!stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_STAGED, identity->key, &line, repeated, error)
          || (!*repeated
              && !stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_SEEN, identity->key, &line, repeated, error))))
    return FALSE;
  /* What is looked up later on does not belong to the list. */
  if (stage->crawl->phase != STEMMA_CRAWL_LIST)
    return TRUE;
  if (*repeated)
    stage->crawl->repeated++;
  else
    stage->crawl->models++;
  return TRUE;
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

/** stemma_stage_set_incomplete: @stage: a stage, all pages so far written: what it brings is only a part of the Hub */
void
stemma_stage_set_incomplete (StemmaStage *stage)
{
  stage->options.incomplete = TRUE;
  stage->options.whole = FALSE;
  stage->options.update = TRUE;
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

static gboolean
resume_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaStage *stage = data;
  gint64 next = 0;
  if (!stemma_crawl_state_read (db, &stage->crawl, error) || !read_counts (stage, db, error)
      || !stemma_db_get_int (db, "SELECT coalesce (max (id), 0) + 1 FROM snapshot", &next, error))
    return FALSE;
  stage->intern = stemma_intern_new (db);
  if (stage->crawl != NULL && stage->snapshot == next)
    return TRUE;
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
