/* Writing one page of an intake to the staging tables, on the writer thread. */
#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"
#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

#define MAX_FINDINGS 10000

typedef struct
{
  gint64 key;
  gboolean present;
  gboolean added; /* nobody had met it before */
  guint64 hash;   /* of the open span, if present */
} Identity;

/* The statement is bound by the caller; answers key and hash. */
static gboolean
read_identity (StemmaStatement *find, Identity *identity, gboolean *found, GError **error)
{
  StemmaStep step = stemma_statement_step (find, error);
  *found = step == STEMMA_STEP_ROW;
  if (*found)
    {
      identity->key = stemma_statement_get_int (find, 0);
      identity->present = !stemma_statement_is_null (find, 1);
      identity->hash = (guint64) stemma_statement_get_int (find, 1);
    }
  return step != STEMMA_STEP_ERROR;
}

static gboolean
find_by_oid (StemmaDb *db, const guint8 *oid, Identity *identity, gboolean *found, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, "SELECT key, hash FROM model WHERE oid = ?", error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_blob (find, 0, oid, STEMMA_OID_SIZE);
  return read_identity (find, identity, found, error);
}

/* An identity that comes later is adopted only by a model that is present and has none. */
static gboolean
find_by_name (StemmaDb *db, gint64 name, gboolean adopt, Identity *identity, gboolean *found, GError **error)
{
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db,
                           adopt ? "SELECT key, hash FROM model WHERE name = ? AND hash IS NOT NULL AND oid IS NULL"
                                 : "SELECT key, hash FROM model WHERE name = ? ORDER BY hash IS NULL, key DESC LIMIT 1",
                           error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, name);
  return read_identity (find, identity, found, error);
}

static gboolean
add_model (StemmaDb *db, const StemmaRecord *record, gint64 name, Identity *identity, GError **error)
{
  g_autoptr (StemmaStatement) add = stemma_db_prepare (db, "INSERT INTO model (oid, name) VALUES (?, ?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_blob (add, 0, record->has_oid ? record->oid : NULL, STEMMA_OID_SIZE);
  stemma_statement_bind_int (add, 1, name);
  *identity = (Identity) { .added = TRUE };
  if (!stemma_statement_run (add, error))
    return FALSE;
  identity->key = stemma_db_last_id (db);
  return TRUE;
}

static gboolean
identify (StemmaDb *db, const StemmaRecord *record, gint64 name, gboolean name_is_new, Identity *identity,
          GError **error)
{
  gboolean found = FALSE;
  if (record->has_oid && !find_by_oid (db, record->oid, identity, &found, error))
    return FALSE;
  if (!found && !name_is_new && !find_by_name (db, name, record->has_oid, identity, &found, error))
    return FALSE;
  return found || add_model (db, record, name, identity, error);
}

static gboolean
is_staged (StemmaDb *db, const char *sql, gint64 key, gint64 *line, gboolean *staged, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, sql, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, key);
  StemmaStep step = stemma_statement_step (find, error);
  *staged = step == STEMMA_STEP_ROW;
  *line = *staged ? stemma_statement_get_int (find, 0) : 0;
  return step != STEMMA_STEP_ERROR;
}

static gboolean
refuse_twice (const char *name, guint64 line, gint64 first, GError **error)
{
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               _ ("line %" G_GUINT64_FORMAT ": %s is added twice (first in line %" G_GINT64_FORMAT "). "
                  "The store is as before"),
               line, name, first);
  return FALSE;
}

/* In a week's change a model may leave and come back at once; otherwise it must not be there yet. */
static gboolean
check_change (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, Identity *identity, GError **error)
{
  if (stage->options.whole || !identity->present)
    return TRUE;
  gint64 line = 0;
  gboolean gone = FALSE;
  if (!is_staged (db, "SELECT line FROM stage_gone WHERE model = ?", identity->key, &line, &gone, error))
    return FALSE;
  if (gone)
    identity->present = FALSE;
  if (gone || stage->options.update)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               _ ("line %" G_GUINT64_FORMAT ": %s is added, but it is already there. The store is as before"),
               entry->line, entry->record.name);
  return FALSE;
}

/* What an open span need not have written again, and the arrival that it keeps. */
static gboolean
compare_span (StemmaDb *db, gint64 key, const StemmaRecordHashes *hashes, int *state, gint64 *arrival, GError **error)
{
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db,
                           "SELECT arrival, edge_hash, data_hash, eval_hash FROM fact WHERE model = ? "
                           "ORDER BY from_s DESC LIMIT 1",
                           error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, key);
  StemmaStep step = stemma_statement_step (find, error);
  if (step == STEMMA_STEP_ERROR)
    return FALSE;
  *state = STEMMA_STAGED_PRESENT;
  if (step == STEMMA_STEP_DONE)
    return TRUE;
  *arrival = stemma_statement_get_int (find, 0);
  if ((guint64) stemma_statement_get_int (find, 1) == hashes->edges)
    *state |= STEMMA_STAGED_SAME_EDGES;
  if ((guint64) stemma_statement_get_int (find, 2) == hashes->datasets)
    *state |= STEMMA_STAGED_SAME_DATA;
  if ((guint64) stemma_statement_get_int (find, 3) == hashes->evaluations)
    *state |= STEMMA_STAGED_SAME_EVAL;
  return TRUE;
}

static gboolean
bind_word (StemmaStage *stage, StemmaStatement *statement, int index, const char *text, GError **error)
{
  gint64 id = stemma_intern_word (stage->intern, text, error);
  if (id > 0)
    stemma_statement_bind_int (statement, index, id);
  else
    stemma_statement_bind_null (statement, index);
  return id >= 0;
}

static gboolean
bind_words (StemmaStage *stage, StemmaStatement *add, const StemmaRecord *record, GError **error)
{
  const char *const words[] = { record->licence, record->licence_name, record->licence_link, record->task,
                                record->library, record->new_version,  record->model_type };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (!bind_word (stage, add, 14 + (int) i, words[i], error))
      return FALSE;
  if (!bind_word (stage, add, 22, record->code_repository, error))
    return FALSE;
  const char *const texts[] = { record->template_text, record->tags };
  static const int places[] = { 21, 23 };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 id = stemma_intern_text (stage->intern, texts[i], error);
      if (id < 0)
        return FALSE;
      if (id > 0)
        stemma_statement_bind_int (add, places[i], id);
      else
        stemma_statement_bind_null (add, places[i]);
    }
  return TRUE;
}

static void
bind_known (StemmaStatement *add, int index, const StemmaRecord *record, guint32 known, gint64 value)
{
  if ((record->known & known) != 0)
    stemma_statement_bind_int (add, index, value);
  else
    stemma_statement_bind_null (add, index);
}

typedef struct
{
  gint64 key, name, arrival;
  int state;
  StemmaRecordHashes hashes;
} Row;

static void
bind_numbers (StemmaStatement *add, const StemmaPageRecord *entry, const Row *row)
{
  const StemmaRecord *record = &entry->record;
  const gint64 numbers[] = { row->arrival,
                             row->name,
                             (gint64) row->hashes.content,
                             (gint64) row->hashes.edges,
                             (gint64) row->hashes.datasets,
                             (gint64) row->hashes.evaluations,
                             record->n_edges > 0 ? (gint64) record->relation : STEMMA_STAGED_NO_RELATION,
                             record->known,
                             record->flags };
  stemma_statement_bind_int (add, 0, row->key);
  stemma_statement_bind_int (add, 1, (gint64) entry->line);
  stemma_statement_bind_int (add, 2, row->state);
  stemma_statement_bind_blob (add, 3, record->has_oid ? record->oid : NULL, STEMMA_OID_SIZE);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    stemma_statement_bind_int (add, 4 + (int) i, numbers[i]);
  stemma_statement_bind_text (add, 13, record->sha);
  bind_known (add, 24, record, STEMMA_KNOWN_CREATED, record->created);
  bind_known (add, 25, record, STEMMA_KNOWN_MODIFIED, record->modified);
  bind_known (add, 26, record, STEMMA_KNOWN_CONFIG, (gint64) record->parameters);
  bind_known (add, 27, record, STEMMA_KNOWN_CONFIG, record->bits);
}

static gboolean
stage_facts (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, const Row *row, GError **error)
{
  g_autoptr (StemmaStatement) add
      = stemma_db_prepare (db,
                           "INSERT INTO stage_model VALUES "
                           "(?,?,?,?, ?,?,?,?,?,?,?,?,?, ?,?,?,?,?,?,?,?, ?,?,?,?,?,?,?)",
                           error);
  if (add == NULL)
    return FALSE;
  bind_numbers (add, entry, row);
  return bind_words (stage, add, &entry->record, error) && stemma_statement_run (add, error);
}

static gboolean
stage_edge (StemmaStage *stage, StemmaDb *db, gint64 key, gint64 ord, const StemmaRecordEdge *edge, GError **error)
{
  gboolean is_new;
  gint64 parent = stemma_intern_name (stage->intern, edge->parent, &is_new, error);
  g_autoptr (StemmaStatement) add
      = parent == 0 ? NULL : stemma_db_prepare (db, "INSERT INTO stage_edge VALUES (?,?,?,?,?,?,?)", error);
  if (add == NULL || !bind_word (stage, add, 5, edge->relation_word, error))
    return FALSE;
  stemma_statement_bind_int (add, 0, key);
  stemma_statement_bind_int (add, 1, ord);
  stemma_statement_bind_int (add, 2, parent);
  stemma_statement_bind_blob (add, 3, edge->has_oid ? edge->parent_oid : NULL, STEMMA_OID_SIZE);
  stemma_statement_bind_int (add, 4, edge->relation);
  stemma_statement_bind_int (add, 6, edge->source);
  return stemma_statement_run (add, error);
}

static gboolean
stage_datasets (StemmaStage *stage, StemmaDb *db, gint64 key, const StemmaRecord *record, GError **error)
{
  for (guint i = 0; i < record->n_datasets; i++)
    {
      gboolean is_new;
      gint64 name = stemma_intern_name (stage->intern, record->datasets[i], &is_new, error);
      g_autoptr (StemmaStatement) add
          = name == 0 ? NULL : stemma_db_prepare (db, "INSERT INTO stage_data VALUES (?,?,?)", error);
      if (add == NULL)
        return FALSE;
      stemma_statement_bind_int (add, 0, key);
      stemma_statement_bind_int (add, 1, i);
      stemma_statement_bind_int (add, 2, name);
      if (!stemma_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
stage_evaluations (StemmaStage *stage, StemmaDb *db, gint64 key, const StemmaRecord *record, GError **error)
{
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *e = &record->evaluations[i];
      const char *const words[] = { e->task, e->dataset, e->config, e->split, e->metric, e->source };
      g_autoptr (StemmaStatement) add
          = stemma_db_prepare (db, "INSERT INTO stage_evaluation VALUES (?,?,?,?,?,?,?,?,?,?)", error);
      if (add == NULL)
        return FALSE;
      stemma_statement_bind_int (add, 0, key);
      stemma_statement_bind_int (add, 1, i);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if (!bind_word (stage, add, 2 + (int) j, words[j], error))
          return FALSE;
      stemma_statement_bind_double (add, 8, e->value);
      stemma_statement_bind_int (add, 9, e->verified);
      if (!stemma_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
stage_counters (StemmaStage *stage, StemmaDb *db, gint64 key, const StemmaRecord *record, GError **error)
{
  if ((record->known & (STEMMA_KNOWN_DOWNLOADS | STEMMA_KNOWN_LIKES)) == 0)
    return TRUE;
  stage->counters = TRUE;
  g_autoptr (StemmaStatement) add
      = stemma_db_prepare (db, "INSERT OR REPLACE INTO stage_counter VALUES (?,?,?,?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, key);
  bind_known (add, 1, record, STEMMA_KNOWN_DOWNLOADS, (gint64) MIN (record->downloads, (guint64) G_MAXINT64));
  bind_known (add, 2, record, STEMMA_KNOWN_DOWNLOADS, (gint64) MIN (record->downloads_all, (guint64) G_MAXINT64));
  bind_known (add, 3, record, STEMMA_KNOWN_LIKES, (gint64) MIN (record->likes, (guint64) G_MAXINT64));
  return stemma_statement_run (add, error);
}

static gboolean
stage_lists (StemmaStage *stage, StemmaDb *db, gint64 key, int state, const StemmaRecord *record, GError **error)
{
  if ((state & STEMMA_STAGED_SAME_EDGES) == 0)
    for (guint i = 0; i < record->n_edges; i++)
      if (!stage_edge (stage, db, key, i, &record->edges[i], error))
        return FALSE;
  return ((state & STEMMA_STAGED_SAME_DATA) != 0 || stage_datasets (stage, db, key, record, error))
         && ((state & STEMMA_STAGED_SAME_EVAL) != 0 || stage_evaluations (stage, db, key, record, error));
}

static gboolean
stage_seen (StemmaDb *db, gint64 key, GError **error)
{
  g_autoptr (StemmaStatement) add = stemma_db_prepare (db, "INSERT INTO stage_seen VALUES (?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, key);
  return stemma_statement_run (add, error);
}

static gboolean
check_once (StemmaDb *db, gint64 key, const StemmaPageRecord *entry, GError **error)
{
  gint64 line = 0;
  gboolean staged = FALSE;
  if (!is_staged (db, "SELECT line FROM stage_model WHERE model = ?", key, &line, &staged, error))
    return FALSE;
  if (!staged && !is_staged (db, "SELECT 0 FROM stage_seen WHERE model = ?", key, &line, &staged, error))
    return FALSE;
  return !staged || refuse_twice (entry->record.name, entry->line, line, error);
}

static gboolean
stage_record (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, GError **error)
{
  const StemmaRecord *record = &entry->record;
  gboolean name_is_new;
  Identity identity = { 0 };
  Row row = { .arrival = stage->arrival, .hashes = entry->hashes };
  row.name = stemma_intern_name (stage->intern, record->name, &name_is_new, error);
  if (row.name == 0 || !identify (db, record, row.name, name_is_new, &identity, error)
      || (!identity.added && !check_once (db, identity.key, entry, error))
      || !check_change (stage, db, entry, &identity, error))
    return FALSE;
  row.key = identity.key;
  if (!stage_counters (stage, db, row.key, record, error))
    return FALSE;
  if (identity.present && identity.hash == row.hashes.content)
    return stage_seen (db, row.key, error);
  if (!identity.present)
    stage->arrival++;
  else if (!compare_span (db, row.key, &row.hashes, &row.state, &row.arrival, error))
    return FALSE;
  return stage_facts (stage, db, entry, &row, error) && stage_lists (stage, db, row.key, row.state, record, error);
}

/* Lists a model that a row of edges names; its hashes are settled once all rows are in. */
static gboolean
stage_named (StemmaStage *stage, StemmaDb *db, const char *name, guint64 line, gint64 *key, GError **error)
{
  StemmaPageRecord entry = { .record = { .name = name, .known = STEMMA_KNOWN_PARENTS }, .line = line };
  gboolean name_is_new, staged = FALSE;
  gint64 first = 0;
  Identity identity = { 0 };
  Row row = { .arrival = stage->arrival };
  row.name = stemma_intern_name (stage->intern, name, &name_is_new, error);
  if (row.name == 0 || !identify (db, &entry.record, row.name, name_is_new, &identity, error)
      || !is_staged (db, "SELECT line FROM stage_model WHERE model = ?", identity.key, &first, &staged, error))
    return FALSE;
  *key = row.key = identity.key;
  if (staged)
    return TRUE;
  if (!check_change (stage, db, &entry, &identity, error))
    return FALSE;
  if (!identity.present)
    stage->arrival++;
  else if (!compare_span (db, row.key, &row.hashes, &row.state, &row.arrival, error))
    return FALSE;
  row.state &= ~STEMMA_STAGED_SAME_EDGES;
  return stage_facts (stage, db, &entry, &row, error);
}

static gboolean
stage_edge_row (StemmaStage *stage, StemmaDb *db, const StemmaPageEdge *row, GError **error)
{
  gint64 parent, child;
  stage->edge_list = TRUE;
  if (row->parent == NULL)
    return stage_named (stage, db, row->child, row->line, &child, error);
  StemmaRecordEdge edge = { .parent = row->parent,
                            .relation_word = row->word,
                            .relation = row->relation,
                            .source = STEMMA_EDGE_SOURCE_FILE };
  return stage_named (stage, db, row->parent, row->line, &parent, error)
         && stage_named (stage, db, row->child, row->line, &child, error)
         && stage_edge (stage, db, child, (gint64) row->line, &edge, error);
}

static gboolean
stage_deletion (StemmaStage *stage, StemmaDb *db, const StemmaPageDeletion *deletion, GError **error)
{
  gboolean is_new, found = FALSE;
  Identity identity = { 0 };
  gint64 name = stemma_intern_name (stage->intern, deletion->name, &is_new, error);
  if (name == 0 || !find_by_name (db, name, FALSE, &identity, &found, error))
    return FALSE;
  if (!found || !identity.present)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("line %" G_GUINT64_FORMAT ": %s is deleted, but it is not there. The store is as before"),
                   deletion->line, deletion->name);
      return FALSE;
    }
  gint64 line = 0;
  gboolean staged = FALSE;
  if (!is_staged (db, "SELECT line FROM stage_gone WHERE model = ?", identity.key, &line, &staged, error))
    return FALSE;
  if (staged)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("line %" G_GUINT64_FORMAT ": %s is deleted twice (first in line %" G_GINT64_FORMAT "). "
                      "The store is as before"),
                   deletion->line, deletion->name, line);
      return FALSE;
    }
  g_autoptr (StemmaStatement) add = stemma_db_prepare (db, "INSERT INTO stage_gone VALUES (?,?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, identity.key);
  stemma_statement_bind_int (add, 1, (gint64) deletion->line);
  return stemma_statement_run (add, error);
}

static gboolean
stage_finding (StemmaStage *stage, StemmaDb *db, const StemmaPageFinding *finding, GError **error)
{
  if (stage->findings++ >= MAX_FINDINGS)
    return TRUE;
  g_autoptr (StemmaStatement) add = stemma_db_prepare (db, "INSERT INTO stage_finding VALUES (?,?,?,?)", error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, stage->findings);
  stemma_statement_bind_text (add, 1, finding->kind);
  stemma_statement_bind_text (add, 2, finding->id);
  stemma_statement_bind_text (add, 3, finding->text);
  return stemma_statement_run (add, error);
}

static gboolean
stage_all (StemmaStage *stage, StemmaDb *db, GError **error)
{
  const StemmaPage *page = stage->page;
  for (guint i = 0; i < page->deletions->len; i++)
    if (!stage_deletion (stage, db, &g_array_index (page->deletions, StemmaPageDeletion, i), error))
      return FALSE;
  for (guint i = 0; i < page->records->len; i++)
    if (!stage_record (stage, db, &g_array_index (page->records, StemmaPageRecord, i), error))
      return FALSE;
  for (guint i = 0; i < page->edges->len; i++)
    if (!stage_edge_row (stage, db, &g_array_index (page->edges, StemmaPageEdge, i), error))
      return FALSE;
  for (guint i = 0; i < page->findings->len; i++)
    if (!stage_finding (stage, db, &g_array_index (page->findings, StemmaPageFinding, i), error))
      return FALSE;
  return TRUE;
}

/**
 * stemma_stage_store_page:
 * @db: the writer's connection
 * @data: the #StemmaStage with its page
 * @cancellable: not used: a page is short
 * @error: what went wrong; nothing of the page is kept then
 *
 * Returns: whether the page is in the staging tables
 */
gboolean
stemma_stage_store_page (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaStage *stage = data;
  return stemma_stage_enter (stage, db, error) && stemma_stage_leave (stage, db, stage_all (stage, db, error), error);
}
