/* Which names a crawl looks up one by one after the list, and what the Hub said of each. The questions are chosen
 * once and kept with their answers, so that a process that was killed goes on where it was. */
#include "store/stemma-crawl-lookup.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "store/stemma-counters.h"
#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

/* A name that led nowhere is tried again after so many days. */
#define RETRY_DAYS 56

/* Listed in the snapshot before, not in this crawl. Where another model has taken the name, asking for it would tell
 * of that one. */
#define MISSING                                                                                                      \
  "m.key < (SELECT first_key FROM stage) AND m.hash IS NOT NULL "                                                    \
  "AND m.key NOT IN (SELECT model FROM stage_model) AND m.key NOT IN (SELECT model FROM stage_seen) "
#define NAME_IS_FREE                                                                                                 \
  "AND m.name NOT IN (SELECT name FROM stage_fact) AND NOT EXISTS (SELECT 1 FROM model o WHERE o.name = m.name "     \
  "AND (o.key >= (SELECT first_key FROM stage) OR o.key IN (SELECT model FROM stage_seen)))"

/** stemma_crawl_question_free: @question: (nullable) (transfer full): what is done with */
void
stemma_crawl_question_free (StemmaCrawlQuestion *question)
{
  if (question == NULL)
    return;
  g_free (question->name);
  g_free (question);
}

typedef struct
{
  gint64 key, name;
  gint64 children;
  guint64 downloads;
} Missing;

typedef struct
{
  StemmaStage *stage;
  guint max;
  StemmaCrawlNameCheck check;
  gpointer user_data;
} ChooseJob;

static int
compare_missing (gconstpointer a, gconstpointer b)
{
  const Missing *x = a, *y = b;
  if (x->children != y->children)
    return x->children > y->children ? -1 : 1;
  if (x->downloads != y->downloads)
    return x->downloads > y->downloads ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* By key, so that the counters are read chunk after chunk. */
static gboolean
find_missing (StemmaStage *stage, StemmaDb *db, GArray *list, GError **error)
{
  g_autoptr (StemmaCounterReader) downloads
      = stemma_counter_reader_new (db, stage->snapshot - 1, STEMMA_COUNTER_DOWNLOADS);
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db,
      "SELECT m.key, m.name, coalesce (c.n, 0) FROM model m LEFT JOIN (SELECT parent, count(*) AS n FROM edge "
      "WHERE to_s = 0x7fffffff GROUP BY parent) c ON c.parent = m.name WHERE " MISSING NAME_IS_FREE " ORDER BY m.key",
      error);
  if (find == NULL)
    return FALSE;
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      Missing row = { .key = stemma_statement_get_int (find, 0),
                      .name = stemma_statement_get_int (find, 1),
                      .children = stemma_statement_get_int (find, 2) };
      if (!stemma_counter_reader_get (downloads, row.key, &row.downloads, error))
        return FALSE;
      if (row.downloads == STEMMA_COUNTER_UNKNOWN)
        row.downloads = 0;
      g_array_append_val (list, row);
    }
  return step == STEMMA_STEP_DONE;
}

static gboolean
add_question (StemmaDb *db, gint64 name, gint64 model, GError **error)
{
  g_autoptr (StemmaStatement) add
      = stemma_db_prepare (db, "INSERT INTO stage_lookup (name, model) VALUES (?,?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, name);
  if (model != 0)
    stemma_statement_bind_int (add, 1, model);
  return stemma_statement_run (add, error);
}

/* What was chosen once stays chosen. */
static gboolean
is_chosen (StemmaDb *db, const char *count, gboolean *chosen, GError **error)
{
  gint64 n = 0;
  if (!stemma_db_get_int (db, count, &n, error))
    return FALSE;
  *chosen = n > 0;
  return TRUE;
}

static gboolean
choose_missing (const ChooseJob *job, StemmaDb *db, GError **error)
{
  gboolean chosen;
  if (!is_chosen (db, "SELECT count(*) FROM stage_lookup WHERE model IS NOT NULL", &chosen, error) || chosen)
    return chosen;
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Missing));
  if (!find_missing (job->stage, db, list, error))
    return FALSE;
  g_array_sort (list, compare_missing);
  for (guint i = 0; i < MIN (list->len, job->max); i++)
    {
      const Missing *row = &g_array_index (list, Missing, i);
      if (!add_question (db, row->name, row->key, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
choose_missing_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const ChooseJob *job = data;
  return stemma_db_begin (db, error)
         && stemma_db_end (db, stemma_stage_index (job->stage, db, error) && choose_missing (job, db, error), error);
}

/**
 * stemma_crawl_choose_missing:
 * @stage: the stage of a crawl whose list is whole
 * @max: how many to look up at most
 * @error: what went wrong
 *
 * Chooses among the models that are not listed any more those to ask for: those with most children first, then those
 * downloaded most.
 *
 * Returns: whether they are chosen
 */
gboolean
stemma_crawl_choose_missing (StemmaStage *stage, guint max, GError **error)
{
  ChooseJob job = { .stage = stage, .max = max };
  return stemma_stage_wait (stage, error) && stemma_store_write (stage->store, choose_missing_job, &job, error);
}

/* Declared by name alone, by models that are listed, and borne by none: neither now nor, through a rename, before. What
 * the Hub was asked lately is not asked again. */
static const char ghosts_sql[]
    = "SELECT g.parent, n.text FROM ("
      "SELECT parent, count(*) AS children FROM ("
      " SELECT parent FROM edge WHERE to_s = 0x7fffffff AND parent_oid IS NULL"
      " AND (model >= (SELECT first_key FROM stage) OR model IN (SELECT model FROM stage_seen)"
      "  OR model IN (SELECT model FROM stage_model WHERE state & 2))"
      " UNION ALL SELECT parent FROM stage_edge WHERE parent_oid IS NULL)"
      " GROUP BY parent) g JOIN name n ON n.id = g.parent "
      "WHERE g.parent NOT IN (SELECT name FROM stage_fact) "
      "AND NOT EXISTS (SELECT 1 FROM model m WHERE m.name = g.parent AND (m.key >= (SELECT first_key FROM stage)"
      " OR m.key IN (SELECT model FROM stage_seen) OR m.key IN (SELECT model FROM stage_model WHERE state & 1))) "
      "AND NOT EXISTS (SELECT 1 FROM rename r WHERE r.name = g.parent AND (r.model IN (SELECT model FROM stage_seen)"
      " OR r.model IN (SELECT model FROM stage_model))) "
      "AND NOT EXISTS (SELECT 1 FROM alias a JOIN model m ON m.oid = a.oid WHERE a.name = g.parent AND ("
      " m.key >= (SELECT first_key FROM stage) OR m.key IN (SELECT model FROM stage_seen)"
      " OR m.key IN (SELECT model FROM stage_model))) "
      "AND NOT EXISTS (SELECT 1 FROM alias a JOIN snapshot s ON s.id = a.snapshot WHERE a.name = g.parent"
      " AND s.date > (SELECT date FROM stage) - ?1) "
      /* With a model that was asked for by the same name, the answer is there already. */
      "AND g.parent NOT IN (SELECT name FROM stage_lookup) "
      "ORDER BY g.children DESC, n.text";

static gboolean
collect_ghosts (const ChooseJob *job, StemmaDb *db, GArray *names, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, ghosts_sql, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, RETRY_DAYS);
  StemmaStep step = STEMMA_STEP_DONE;
  while (names->len < job->max && (step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      gint64 name = stemma_statement_get_int (find, 0);
      if (job->check == NULL || job->check (stemma_statement_get_text (find, 1), job->user_data))
        g_array_append_val (names, name);
    }
  return step != STEMMA_STEP_ERROR;
}

static gboolean
choose_ghosts (const ChooseJob *job, StemmaDb *db, GError **error)
{
  gboolean chosen;
  if (!is_chosen (db, "SELECT count(*) FROM stage_lookup WHERE model IS NULL", &chosen, error) || chosen)
    return chosen;
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!collect_ghosts (job, db, names, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!add_question (db, g_array_index (names, gint64, i), 0, error))
      return FALSE;
  return TRUE;
}

static gboolean
choose_ghosts_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const ChooseJob *job = data;
  return stemma_db_begin (db, error)
         && stemma_db_end (db, stemma_stage_index (job->stage, db, error) && choose_ghosts (job, db, error), error);
}

/**
 * stemma_crawl_choose_ghosts:
 * @stage: the stage of a crawl whose list is whole
 * @max: how many to look up at most
 * @check: (nullable): which names could be the Hub's at all
 * @user_data: for @check
 * @error: what went wrong
 *
 * Chooses among the names that some model declares as its parent and that no model bears: those declared most often
 * first.
 *
 * Returns: whether they are chosen
 */
gboolean
stemma_crawl_choose_ghosts (StemmaStage *stage, guint max, StemmaCrawlNameCheck check, gpointer user_data,
                            GError **error)
{
  ChooseJob job = { stage, max, check, user_data };
  return stemma_stage_wait (stage, error) && stemma_store_write (stage->store, choose_ghosts_job, &job, error);
}

typedef struct
{
  gboolean ghosts;
  GPtrArray *questions;
  StemmaCrawlTally *tally;
} ReadJob;

static gboolean
questions_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const ReadJob *job = data;
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db,
      "SELECT l.ord, n.text, m.oid FROM stage_lookup l JOIN name n ON n.id = l.name LEFT JOIN model m ON m.key = l.model "
      "WHERE l.outcome IS NULL AND (l.model IS NULL) = ? ORDER BY l.ord",
      error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->ghosts);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      gsize size = 0;
      gconstpointer oid = stemma_statement_get_blob (find, 2, &size);
      StemmaCrawlQuestion *question = g_new0 (StemmaCrawlQuestion, 1);
      question->ord = stemma_statement_get_int (find, 0);
      question->name = g_strdup (stemma_statement_get_text (find, 1));
      question->has_oid = oid != NULL && size == STEMMA_OID_SIZE;
      if (question->has_oid)
        memcpy (question->oid, oid, STEMMA_OID_SIZE);
      g_ptr_array_add (job->questions, question);
    }
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_crawl_list_questions:
 * @stage: the stage of a crawl
 * @ghosts: whether names that nobody bears are wanted, or else models that are not listed any more
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type StemmaCrawlQuestion): what was chosen and not answered yet, in its order
 */
GPtrArray *
stemma_crawl_list_questions (StemmaStage *stage, gboolean ghosts, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_crawl_question_free);
  ReadJob job = { .ghosts = ghosts, .questions = list };
  if (!stemma_stage_wait (stage, error) || !stemma_store_write (stage->store, questions_job, &job, error))
    return NULL;
  return g_steal_pointer (&list);
}

/**
 * stemma_crawl_answer_write:
 * @db: the writer's connection, within a transaction
 * @answer: what the Hub said
 * @error: what went wrong
 *
 * Returns: whether it is kept
 */
gboolean
stemma_crawl_answer_write (StemmaDb *db, const StemmaCrawlAnswer *answer, GError **error)
{
  g_autoptr (StemmaStatement) update
      = stemma_db_prepare (db, "UPDATE stage_lookup SET outcome = ?, oid = ? WHERE ord = ?", error);
  if (update == NULL)
    return FALSE;
  stemma_statement_bind_int (update, 0, answer->outcome);
  if (answer->has_oid)
    stemma_statement_bind_blob (update, 1, answer->oid, STEMMA_OID_SIZE);
  stemma_statement_bind_int (update, 2, answer->ord);
  if (!stemma_statement_run (update, error))
    return FALSE;
  if (!answer->unread)
    return TRUE;
  g_autoptr (StemmaStatement) keep = stemma_db_prepare (
      db, "INSERT OR IGNORE INTO stage_seen SELECT model, 0 FROM stage_lookup WHERE ord = ? AND model IS NOT NULL",
      error);
  if (keep == NULL)
    return FALSE;
  stemma_statement_bind_int (keep, 0, answer->ord);
  return stemma_statement_run (keep, error);
}

static gboolean
tally_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const ReadJob *job = data;
  StemmaCrawlTally *tally = job->tally;
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db, "SELECT outcome, count(*) FROM stage_lookup WHERE outcome IS NOT NULL AND (model IS NULL) = ? GROUP BY 1", error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->ghosts);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      gint64 outcome = CLAMP (stemma_statement_get_int (find, 0), 0, STEMMA_N_CRAWL_OUTCOMES - 1);
      guint64 count = (guint64) stemma_statement_get_int (find, 1);
      tally->outcomes[outcome] += count;
      tally->asked += count;
    }
  gint64 missing = 0;
  if (step == STEMMA_STEP_ERROR
      || !stemma_db_get_int (db, "SELECT count(*) FROM model m WHERE " MISSING, &missing, error))
    return FALSE;
  tally->missing = (guint64) missing;
  return TRUE;
}

/**
 * stemma_crawl_get_tally:
 * @stage: the stage of a crawl
 * @ghosts: which phase is wanted, see stemma_crawl_list_questions()
 * @tally: (out): what it came to so far
 * @error: what went wrong
 *
 * Returns: whether it could be counted
 */
gboolean
stemma_crawl_get_tally (StemmaStage *stage, gboolean ghosts, StemmaCrawlTally *tally, GError **error)
{
  ReadJob job = { .ghosts = ghosts, .tally = tally };
  *tally = (StemmaCrawlTally) { 0 };
  return stemma_stage_wait (stage, error) && stemma_store_write (stage->store, tally_job, &job, error);
}
