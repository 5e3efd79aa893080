/* Reading everything that one snapshot holds, in the order in which it is sealed. */
#include <string.h>

#include "store/stemma-counters.h"
#include "store/stemma-db.h"
#include "store/stemma-schema.h"
#include "store/stemma-snapshots.h"

typedef struct
{
  gint64 snapshot;
  const StemmaSnapshotVisitor *visitor;
} VisitJob;

static GPtrArray *
read_words (StemmaDb *db, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, "SELECT id, text FROM word ORDER BY id", error);
  if (find == NULL)
    return NULL;
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      guint id = (guint) stemma_statement_get_int (find, 0);
      if (id >= words->len)
        g_ptr_array_set_size (words, (int) id + 1);
      g_free (words->pdata[id]);
      words->pdata[id] = g_strdup (stemma_statement_get_text (find, 1));
    }
  return step == STEMMA_STEP_DONE ? g_steal_pointer (&words) : NULL;
}

static const char *
get_word (GPtrArray *words, StemmaStatement *row, int column)
{
  gint64 id = stemma_statement_get_int (row, column);
  return id > 0 && id < words->len ? words->pdata[id] : NULL;
}

/* A sha is told from another by its first 16 hexadecimal digits. */
static guint64
read_sha (StemmaStatement *row, int column)
{
  const char *text = stemma_statement_get_text (row, column);
  if (text == NULL || strlen (text) < 16)
    return 0;
  char start[17];
  g_strlcpy (start, text, sizeof start);
  return g_ascii_strtoull (start, NULL, 16);
}

static gboolean
visit_model (StemmaStatement *row, GPtrArray *words, StemmaCounterReader *downloads, StemmaCounterReader *likes,
             const StemmaSnapshotVisitor *visitor, GError **error)
{
  StemmaStoredModel model = { .key = (guint32) stemma_statement_get_int (row, 0),
                              .name = (guint32) stemma_statement_get_int (row, 1),
                              .arrival = (guint64) stemma_statement_get_int (row, 2),
                              .relation = (int) stemma_statement_get_int (row, 3),
                              .known = (guint32) stemma_statement_get_int (row, 4),
                              .flags = (guint32) stemma_statement_get_int (row, 5),
                              .sha = read_sha (row, 6),
                              .licence = get_word (words, row, 7),
                              .task = get_word (words, row, 8),
                              .library = get_word (words, row, 9),
                              .created = stemma_statement_get_int (row, 10),
                              .modified = stemma_statement_get_int (row, 11) };
  return stemma_counter_reader_get (downloads, model.key, &model.downloads, error)
         && stemma_counter_reader_get (likes, model.key, &model.likes, error)
         && visitor->model (&model, visitor->user_data, error);
}

static gboolean
visit_models (StemmaDb *db, const VisitJob *job, GError **error)
{
  g_autoptr (GPtrArray) words = read_words (db, error);
  g_autoptr (StemmaCounterReader) downloads
      = stemma_counter_reader_new (db, job->snapshot, STEMMA_COUNTER_DOWNLOADS);
  g_autoptr (StemmaCounterReader) likes = stemma_counter_reader_new (db, job->snapshot, STEMMA_COUNTER_LIKES);
  g_autoptr (StemmaStatement) find
      = words == NULL ? NULL
                      : stemma_db_prepare (db,
                                           "SELECT model, name, arrival, relation, known, flags, sha, licence, task, "
                                           "library, created, modified FROM fact WHERE from_s <= ?1 AND to_s > ?1 "
                                           "ORDER BY model",
                                           error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->snapshot);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    if (!visit_model (find, words, downloads, likes, job->visitor, error))
      return FALSE;
  return step == STEMMA_STEP_DONE;
}

static gboolean
visit_edges (StemmaDb *db, const VisitJob *job, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db,
      "SELECT e.model, e.parent, m.key, e.parent_oid IS NOT NULL, e.relation, e.source FROM edge e "
      "LEFT JOIN model m ON m.oid = e.parent_oid WHERE e.from_s <= ?1 AND e.to_s > ?1 ORDER BY e.model, e.ord",
      error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->snapshot);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      StemmaStoredEdge edge = { .child = (guint32) stemma_statement_get_int (find, 0),
                                .parent = (guint32) stemma_statement_get_int (find, 1),
                                .parent_key = (guint32) stemma_statement_get_int (find, 2),
                                .has_oid = stemma_statement_get_int (find, 3) != 0,
                                .relation = (StemmaRelation) stemma_statement_get_int (find, 4),
                                .source = (StemmaEdgeSource) stemma_statement_get_int (find, 5) };
      if (!job->visitor->edge (&edge, job->visitor->user_data, error))
        return FALSE;
    }
  return step == STEMMA_STEP_DONE;
}

static gboolean
visit_former_names (StemmaDb *db, const VisitJob *job, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (
      db,
      /* The last one counts: where the Hub was asked, it was because the rename led nowhere. */
      "SELECT name, model, snapshot, 0 FROM rename WHERE snapshot <= ?1 UNION ALL "
      "SELECT a.name, m.key, a.snapshot, 1 FROM alias a JOIN model m ON m.oid = a.oid WHERE a.snapshot <= ?1 "
      "ORDER BY 1, 3, 4, 2",
      error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->snapshot);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    if (!job->visitor->former_name ((guint32) stemma_statement_get_int (find, 0),
                                    (guint32) stemma_statement_get_int (find, 1), job->visitor->user_data, error))
      return FALSE;
  return step == STEMMA_STEP_DONE;
}

static gboolean
visit_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const VisitJob *job = data;
  /* One transaction, so that a publication in between does not show half. */
  if (!stemma_db_exec (db, "BEGIN", error))
    return FALSE;
  gboolean done = visit_former_names (db, job, error) && visit_models (db, job, error) && visit_edges (db, job, error);
  stemma_db_end (db, FALSE, NULL);
  return done;
}

/**
 * stemma_snapshots_visit:
 * @store: a store
 * @snapshot: a snapshot's id
 * @visitor: who is told, on the reader thread
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: whether everything was told
 */
gboolean
stemma_snapshots_visit (StemmaStore *store, guint32 snapshot, const StemmaSnapshotVisitor *visitor,
                        GCancellable *cancellable, GError **error)
{
  VisitJob job = { snapshot, visitor };
  return stemma_store_read (store, visit_job, &job, cancellable, error);
}

typedef struct
{
  guint32 after;
  gboolean (*func) (guint32 id, const char *text, gpointer user_data, GError **error);
  gpointer user_data;
} NamesJob;

static gboolean
names_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const NamesJob *job = data;
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db, "SELECT id, text FROM name WHERE id > ? ORDER BY id", error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, job->after);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    if (!job->func ((guint32) stemma_statement_get_int (find, 0), stemma_statement_get_text (find, 1),
                    job->user_data, error))
      return FALSE;
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_snapshots_visit_names:
 * @store: a store
 * @after: the last id that is known already, 0 for all; ids count from 1 without gaps
 * @func: told of each name, on the reader thread
 * @user_data: for @func
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: whether every later name was told
 */
gboolean
stemma_snapshots_visit_names (StemmaStore *store, guint32 after,
                              gboolean (*func) (guint32 id, const char *text, gpointer user_data, GError **error),
                              gpointer user_data, GCancellable *cancellable, GError **error)
{
  NamesJob job = { after, func, user_data };
  return stemma_store_read (store, names_job, &job, cancellable, error);
}
