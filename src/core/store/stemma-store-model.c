/* Reading all that the store ever knew of one model. */
#include "store/stemma-store-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "store/stemma-counters.h"
#include "store/stemma-db.h"
#include "store/stemma-intern.h"
#include "store/stemma-schema.h"

typedef struct
{
  guint32 key;
  gboolean counters;
  StemmaStoredHistory *history;
} ReadJob;

typedef gboolean (*RowFunc) (StemmaStoredHistory *history, StemmaStatement *row, GError **error);

static const char *
take_text (StemmaStoredHistory *history, StemmaStatement *row, int column)
{
  return stemma_arena_strdup (history->arena, stemma_statement_get_text (row, column));
}

/* Where an identity is damaged it counts as none. */
static gboolean
take_oid (StemmaStatement *row, int column, guint8 oid[STEMMA_OID_SIZE])
{
  gsize size = 0;
  gconstpointer bytes = stemma_statement_get_blob (row, column, &size);
  if (bytes == NULL || size != STEMMA_OID_SIZE)
    return FALSE;
  memcpy (oid, bytes, STEMMA_OID_SIZE);
  return TRUE;
}

static StemmaDate
date_of (const StemmaStoredHistory *history, guint32 snapshot)
{
  for (guint i = 0; i < history->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (history->weeks, StemmaModelWeek, i);
      if (week->snapshot == snapshot)
        return week->date;
    }
  return STEMMA_DATE_NONE;
}

/* Columns 0 and 1 of every table of spans. */
static StemmaSpan
take_span (const StemmaStoredHistory *history, StemmaStatement *row)
{
  StemmaSpan span = { .from = (guint32) stemma_statement_get_int (row, 0),
                      .to = (guint32) stemma_statement_get_int (row, 1) };
  span.since = date_of (history, span.from);
  span.until = span.to == STEMMA_SPAN_OPEN ? STEMMA_DATE_NONE : date_of (history, span.to);
  return span;
}

static gboolean
take_week (StemmaStoredHistory *history, StemmaStatement *row, GError **error G_GNUC_UNUSED)
{
  StemmaModelWeek week = { .snapshot = (guint32) stemma_statement_get_int (row, 0),
                           .date = (StemmaDate) stemma_statement_get_int (row, 1),
                           .downloads = STEMMA_COUNTER_UNKNOWN,
                           .downloads_all = STEMMA_COUNTER_UNKNOWN,
                           .likes = STEMMA_COUNTER_UNKNOWN };
  g_array_append_val (history->weeks, week);
  return TRUE;
}

static gboolean
take_fact (StemmaStoredHistory *history, StemmaStatement *row, GError **error G_GNUC_UNUSED)
{
  StemmaFactSpan fact = { .span = take_span (history, row),
                          .name = take_text (history, row, 2),
                          .relation = (int) stemma_statement_get_int (row, 3),
                          .known = (guint32) stemma_statement_get_int (row, 4),
                          .flags = (guint32) stemma_statement_get_int (row, 5),
                          .sha = take_text (history, row, 6),
                          .licence = take_text (history, row, 7),
                          .licence_name = take_text (history, row, 8),
                          .licence_link = take_text (history, row, 9),
                          .task = take_text (history, row, 10),
                          .library = take_text (history, row, 11),
                          .new_version = take_text (history, row, 12),
                          .model_type = take_text (history, row, 13),
                          .code_repository = take_text (history, row, 14),
                          .tags = take_text (history, row, 15),
                          .template_id = (guint32) stemma_statement_get_int (row, 16),
                          .created = stemma_statement_get_int (row, 17),
                          .modified = stemma_statement_get_int (row, 18),
                          .parameters = (guint64) stemma_statement_get_int (row, 19),
                          .bits = (guint) stemma_statement_get_int (row, 20) };
  g_array_append_val (history->facts, fact);
  return TRUE;
}

static gboolean
take_edge (StemmaStoredHistory *history, StemmaStatement *row, GError **error G_GNUC_UNUSED)
{
  gint64 relation = stemma_statement_get_int (row, 5), source = stemma_statement_get_int (row, 7);
  StemmaEdgeSpan edge = { .span = take_span (history, row),
                          .parent = take_text (history, row, 2),
                          .parent_key = (guint32) stemma_statement_get_int (row, 4),
                          .relation = (StemmaRelation) CLAMP (relation, 0, STEMMA_RELATION_OTHER),
                          .word = take_text (history, row, 6),
                          .source = (StemmaEdgeSource) CLAMP (source, 0, STEMMA_EDGE_SOURCE_FILE) };
  edge.has_oid = take_oid (row, 3, edge.parent_oid);
  g_array_append_val (history->edges, edge);
  return TRUE;
}

static gboolean
take_dataset (StemmaStoredHistory *history, StemmaStatement *row, GError **error G_GNUC_UNUSED)
{
  StemmaDatasetSpan dataset = { take_span (history, row), take_text (history, row, 2) };
  g_array_append_val (history->datasets, dataset);
  return TRUE;
}

static gboolean
take_evaluation (StemmaStoredHistory *history, StemmaStatement *row, GError **error G_GNUC_UNUSED)
{
  StemmaEvaluationSpan evaluation = { .span = take_span (history, row),
                                      .result = { .task = take_text (history, row, 2),
                                                  .dataset = take_text (history, row, 3),
                                                  .config = take_text (history, row, 4),
                                                  .split = take_text (history, row, 5),
                                                  .metric = take_text (history, row, 6),
                                                  .source = take_text (history, row, 7),
                                                  .value = stemma_statement_get_double (row, 8),
                                                  .verified = stemma_statement_get_int (row, 9) != 0 } };
  g_array_append_val (history->evaluations, evaluation);
  return TRUE;
}

static gboolean
take_identity (StemmaStoredHistory *history, StemmaStatement *row, GError **error G_GNUC_UNUSED)
{
  history->key = (guint32) stemma_statement_get_int (row, 0);
  history->has_oid = take_oid (row, 1, history->oid);
  return TRUE;
}

static gboolean
read_rows (StemmaDb *db, const char *sql, const ReadJob *job, RowFunc take, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, sql, error);
  if (find == NULL)
    return FALSE;
  if (take != take_week)
    stemma_statement_bind_int (find, 0, job->key);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    if (!take (job->history, find, error))
      return FALSE;
  return step == STEMMA_STEP_DONE;
}

static gboolean
read_tables (StemmaDb *db, const ReadJob *job, GError **error)
{
  static const struct
  {
    const char *sql;
    RowFunc take;
  } tables[] = {
    /* The weeks come first: the others take their dates from them. */
    { "SELECT id, date FROM snapshot ORDER BY date", take_week },
    { "SELECT key, oid FROM model WHERE key = ?", take_identity },
    { "SELECT f.from_s, f.to_s, n.text, f.relation, f.known, f.flags, f.sha, w1.text, w2.text, w3.text, "
      "w4.text, "
      "w5.text, w6.text, w7.text, w8.text, t.body, f.template, f.created, f.modified, f.parameters, f.bits "
      "FROM fact f JOIN name n ON n.id = f.name LEFT JOIN word w1 ON w1.id = f.licence "
      "LEFT JOIN word w2 ON w2.id = f.licence_name LEFT JOIN word w3 ON w3.id = f.licence_link "
      "LEFT JOIN word w4 ON w4.id = f.task LEFT JOIN word w5 ON w5.id = f.library "
      "LEFT JOIN word w6 ON w6.id = f.new_version LEFT JOIN word w7 ON w7.id = f.model_type "
      "LEFT JOIN word w8 ON w8.id = f.code_repository LEFT JOIN text t ON t.id = f.tags "
      "WHERE f.model = ? ORDER BY f.from_s",
      take_fact },
    { "SELECT e.from_s, e.to_s, n.text, e.parent_oid, m.key, e.relation, w.text, e.source FROM edge e "
      "JOIN name n ON n.id = e.parent LEFT JOIN model m ON m.oid = e.parent_oid LEFT JOIN word w ON w.id = "
      "e.word "
      "WHERE e.model = ? ORDER BY e.from_s, e.ord",
      take_edge },
    { "SELECT d.from_s, d.to_s, n.text FROM data d JOIN name n ON n.id = d.dataset WHERE d.model = ? "
      "ORDER BY d.from_s, d.ord",
      take_dataset },
    { "SELECT e.from_s, e.to_s, w1.text, w2.text, w3.text, w4.text, w5.text, w6.text, e.value, e.verified "
      "FROM evaluation e LEFT JOIN word w1 ON w1.id = e.task LEFT JOIN word w2 ON w2.id = e.dataset "
      "LEFT JOIN word w3 ON w3.id = e.config LEFT JOIN word w4 ON w4.id = e.split "
      "LEFT JOIN word w5 ON w5.id = e.metric LEFT JOIN word w6 ON w6.id = e.source "
      "WHERE e.model = ? ORDER BY e.from_s, e.ord",
      take_evaluation },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!read_rows (db, tables[i].sql, job, tables[i].take, error))
      return FALSE;
  return TRUE;
}

/* By the spans and not by the table of renames: that is ordered for the way from a name to its models. */
static void
find_former_names (StemmaStoredHistory *history)
{
  for (guint i = 1; i < history->facts->len; i++)
    {
      const StemmaFactSpan *before = &g_array_index (history->facts, StemmaFactSpan, i - 1);
      const StemmaFactSpan *after = &g_array_index (history->facts, StemmaFactSpan, i);
      StemmaFormerName former = { after->span.from, after->span.since, before->name };
      if (!g_str_equal (before->name, after->name))
        g_array_append_val (history->former_names, former);
    }
}

static gboolean
read_counters (StemmaDb *db, const ReadJob *job, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; job->counters && i < job->history->weeks->len; i++)
    {
      StemmaModelWeek *week = &g_array_index (job->history->weeks, StemmaModelWeek, i);
      guint64 *const values[STEMMA_N_COUNTERS] = { &week->downloads, &week->downloads_all, &week->likes };
      for (guint kind = 0; kind < STEMMA_N_COUNTERS; kind++)
        {
          g_autoptr (StemmaCounterReader) reader = stemma_counter_reader_new (db, week->snapshot, kind);
          if (g_cancellable_set_error_if_cancelled (cancellable, error)
              || !stemma_counter_reader_get (reader, job->key, values[kind], error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_job (StemmaDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const ReadJob *job = data;
  /* One transaction, so that a publication in between does not show half. */
  if (!stemma_db_exec (db, "BEGIN", error))
    return FALSE;
  gboolean done = read_tables (db, job, error) && read_counters (db, job, cancellable, error);
  stemma_db_end (db, FALSE, NULL);
  return done;
}

/** stemma_stored_history_free: @history: (nullable) (transfer full): what is done with */
void
stemma_stored_history_free (StemmaStoredHistory *history)
{
  if (history == NULL)
    return;
  g_array_unref (history->facts);
  g_array_unref (history->edges);
  g_array_unref (history->datasets);
  g_array_unref (history->evaluations);
  g_array_unref (history->former_names);
  g_array_unref (history->weeks);
  stemma_arena_free (history->arena);
  g_free (history);
}

static StemmaStoredHistory *
history_new (void)
{
  StemmaStoredHistory *history = g_new0 (StemmaStoredHistory, 1);
  history->arena = stemma_arena_new ();
  history->facts = g_array_new (FALSE, FALSE, sizeof (StemmaFactSpan));
  history->edges = g_array_new (FALSE, FALSE, sizeof (StemmaEdgeSpan));
  history->datasets = g_array_new (FALSE, FALSE, sizeof (StemmaDatasetSpan));
  history->evaluations = g_array_new (FALSE, FALSE, sizeof (StemmaEvaluationSpan));
  history->former_names = g_array_new (FALSE, FALSE, sizeof (StemmaFormerName));
  history->weeks = g_array_new (FALSE, FALSE, sizeof (StemmaModelWeek));
  return history;
}

/**
 * stemma_store_read_model:
 * @store: a store
 * @key: a model's permanent key
 * @counters: whether to read its downloads and likes of every week too, which takes longer than all the rest
 * @cancellable: (nullable): to give up
 * @error: what went wrong; %STEMMA_ERROR_NOT_FOUND for a key that there is not
 *
 * Returns: (transfer full): all that is known of it in any snapshot, or %NULL
 */
StemmaStoredHistory *
stemma_store_read_model (
  StemmaStore *store, guint32 key, gboolean counters, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaStoredHistory) history = history_new ();
  ReadJob job = { key, counters, history };
  if (!stemma_store_read (store, read_job, &job, cancellable, error))
    return NULL;
  find_former_names (history);
  if (history->facts->len > 0)
    return g_steal_pointer (&history);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("The store %s knows no model with the key %u"),
               stemma_store_get_path (store), key);
  return NULL;
}

/** stemma_span_holds: Returns: whether @span covers @snapshot */
gboolean
stemma_span_holds (const StemmaSpan *span, guint32 snapshot)
{
  return span->from <= snapshot && snapshot < span->to;
}

/** stemma_stored_history_at: Returns: (nullable): what was known in @snapshot; %NULL if it was not listed
 * there */
const StemmaFactSpan *
stemma_stored_history_at (const StemmaStoredHistory *history, guint32 snapshot)
{
  for (guint i = 0; i < history->facts->len; i++)
    {
      const StemmaFactSpan *fact = &g_array_index (history->facts, StemmaFactSpan, i);
      if (stemma_span_holds (&fact->span, snapshot))
        return fact;
    }
  return NULL;
}

/** stemma_stored_history_week: Returns: (nullable): the snapshot of the day @date */
const StemmaModelWeek *
stemma_stored_history_week (const StemmaStoredHistory *history, StemmaDate date)
{
  for (guint i = 0; i < history->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (history->weeks, StemmaModelWeek, i);
      if (week->date == date)
        return week;
    }
  return NULL;
}

typedef struct
{
  const char *name;
  GArray *keys;
} FindJob;

static gboolean
find_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const FindJob *job = data;
  gint64 name = 0;
  if (!stemma_intern_find_name (db, job->name, &name, error))
    return FALSE;
  /* Who holds a name stands in `model`, who held it before a rename in `rename`; both are indexed, `fact` is
   * not. What an intake has brought and not published is no answer. */
  g_autoptr (StemmaStatement) find
    = stemma_db_prepare (db,
                         "WITH holder (key) AS (SELECT key FROM model WHERE name = ?1 "
                         "UNION SELECT model FROM rename WHERE name = ?1) "
                         "SELECT h.key, max (f.to_s) AS until FROM holder h JOIN fact f ON f.model = h.key "
                         "WHERE f.name = ?1 AND f.from_s <= (SELECT max (id) FROM snapshot) "
                         "GROUP BY h.key ORDER BY until DESC, h.key DESC",
                         error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, name);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      guint32 key = (guint32) stemma_statement_get_int (find, 0);
      g_array_append_val (job->keys, key);
    }
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_store_find_keys:
 * @store: a store
 * @name: a name, byte for byte
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type guint32): the keys of all models that ever bore @name, the one that
 * bore it last first; empty if there is none
 */
GArray *
stemma_store_find_keys (StemmaStore *store, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  FindJob job = { name, keys };
  if (!stemma_store_read (store, find_job, &job, cancellable, error))
    return NULL;
  return g_steal_pointer (&keys);
}
