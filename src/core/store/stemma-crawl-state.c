/* Where a crawl stands, as the store keeps it between two pages and between two processes. */
#include "store/stemma-crawl-state.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

/** stemma_crawl_state_copy: @state: (nullable). Returns: (transfer full) (nullable): the same again */
StemmaCrawlState *
stemma_crawl_state_copy (const StemmaCrawlState *state)
{
  if (state == NULL)
    return NULL;
  StemmaCrawlState *copy = g_memdup2 (state, sizeof *state);
  copy->endpoint = g_strdup (state->endpoint);
  copy->next_url = g_strdup (state->next_url);
  copy->dropped = g_strdup (state->dropped);
  return copy;
}

/** stemma_crawl_state_free: @state: (nullable) (transfer full): what is done with */
void
stemma_crawl_state_free (StemmaCrawlState *state)
{
  if (state == NULL)
    return;
  g_free (state->endpoint);
  g_free (state->next_url);
  g_free (state->dropped);
  g_free (state);
}

static StemmaCrawlState *
take_state (StemmaStatement *row)
{
  StemmaCrawlState *state = g_new0 (StemmaCrawlState, 1);
  state->endpoint = g_strdup (stemma_statement_get_text (row, 0));
  state->phase = (StemmaCrawlPhase) CLAMP (stemma_statement_get_int (row, 1), 0, STEMMA_CRAWL_READY);
  state->next_url = g_strdup (stemma_statement_get_text (row, 2));
  state->order = (int) stemma_statement_get_int (row, 3);
  state->started = stemma_statement_get_int (row, 4);
  state->pages = (guint64) stemma_statement_get_int (row, 5);
  state->models = (guint64) stemma_statement_get_int (row, 6);
  state->repeated = (guint64) stemma_statement_get_int (row, 7);
  state->unreadable = (guint64) stemma_statement_get_int (row, 8);
  state->expected = (guint64) stemma_statement_get_int (row, 9);
  state->newest = stemma_statement_get_int (row, 10);
  state->dropped = g_strdup (stemma_statement_get_text (row, 11));
  state->accepted = stemma_statement_get_int (row, 12) != 0;
  state->date = (StemmaDate) stemma_statement_get_int (row, 13);
  return state;
}

/**
 * stemma_crawl_state_read:
 * @db: a connection
 * @state: (out) (transfer full) (nullable): where an unfinished crawl stands; %NULL if there is none
 * @error: what went wrong
 *
 * Returns: whether it could be read
 */
gboolean
stemma_crawl_state_read (StemmaDb *db, StemmaCrawlState **state, GError **error)
{
  *state = NULL;
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db,
      "SELECT c.endpoint, c.phase, c.next_url, c.sorted, c.started, c.pages, c.models, c.repeated, c.unreadable, "
      "c.expected, c.newest, c.dropped, c.accepted, s.date FROM crawl c JOIN stage s USING (id)",
      error);
  if (find == NULL)
    return FALSE;
  StemmaStep step = stemma_statement_step (find, error);
  if (step == STEMMA_STEP_ROW)
    *state = take_state (find);
  return step != STEMMA_STEP_ERROR;
}

/**
 * stemma_crawl_state_write:
 * @db: the writer's connection, within a transaction
 * @stage: the stage of a crawl: what it counts is kept too, so that a later process can go on counting
 * @error: what went wrong
 *
 * Returns: whether the store says where the crawl stands
 */
gboolean
stemma_crawl_state_write (StemmaDb *db, const StemmaStage *stage, GError **error)
{
  const StemmaCrawlState *state = stage->crawl;
  g_autoptr (StemmaStatement) add = stemma_db_prepare (
      db, "INSERT OR REPLACE INTO crawl VALUES (1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", error);
  if (add == NULL)
    return FALSE;
  const struct
  {
    int place;
    gint64 number;
  } numbers[] = { { 1, state->phase },
                  { 3, state->order },
                  { 4, state->started },
                  { 5, (gint64) state->pages },
                  { 6, (gint64) state->models },
                  { 7, (gint64) state->repeated },
                  { 8, (gint64) state->unreadable },
                  { 9, (gint64) state->expected },
                  { 10, state->newest },
                  { 12, state->accepted },
                  { 13, stage->next_key },
                  { 14, stage->arrival },
                  { 15, stage->added },
                  { 16, stage->findings },
                  { 17, stage->counters } };
  stemma_statement_bind_text (add, 0, state->endpoint);
  if (state->next_url != NULL)
    stemma_statement_bind_text (add, 2, state->next_url);
  stemma_statement_bind_text (add, 11, state->dropped != NULL ? state->dropped : "");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    stemma_statement_bind_int (add, numbers[i].place, numbers[i].number);
  return stemma_statement_run (add, error);
}

static gboolean
load_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return stemma_crawl_state_read (db, data, error);
}

/**
 * stemma_crawl_state_load:
 * @store: a store
 * @state: (out) (transfer full) (nullable): where an unfinished crawl stands; %NULL if there is none
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: whether it could be read
 */
gboolean
stemma_crawl_state_load (StemmaStore *store, StemmaCrawlState **state, GCancellable *cancellable, GError **error)
{
  *state = NULL;
  return stemma_store_read (store, load_job, state, cancellable, error);
}

static gboolean
drop_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  gboolean *dropped = data;
  gint64 crawls = 0;
  if (!stemma_db_get_int (db, "SELECT count(*) FROM crawl", &crawls, error))
    return FALSE;
  *dropped = crawls > 0;
  return crawls == 0
         || (stemma_db_begin (db, error)
             && stemma_db_end (db, stemma_stage_clear (db, error) && stemma_schema_index (db, error), error));
}

/**
 * stemma_crawl_state_drop:
 * @store: a store that may be written
 * @dropped: (out): whether there was an unfinished crawl
 * @error: what went wrong: another intake is at work
 *
 * Forgets what an unfinished crawl has brought. What is published is as before.
 *
 * Returns: whether there is none any more
 */
gboolean
stemma_crawl_state_drop (StemmaStore *store, gboolean *dropped, GError **error)
{
  *dropped = FALSE;
  int lock = stemma_stage_lock (stemma_store_get_path (store), error);
  if (lock < 0)
    return FALSE;
  gboolean done = stemma_store_write (store, drop_job, dropped, error);
  close (lock);
  return done;
}
