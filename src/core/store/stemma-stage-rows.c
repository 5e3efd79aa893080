/* Writing what a record says of its model: in place if the model is new, else into the stage. */
#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

#define INSERT_FACT " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
#define INSERT_EDGE " VALUES (?,?,?,?,?,?,?,?,?)"
#define INSERT_DATA " VALUES (?,?,?,?,?)"
#define INSERT_EVALUATION " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"

static const char *const queries[STEMMA_N_STAGE_SQL] = {
  [STEMMA_STAGE_FIND_OID] = "SELECT key, hash FROM model WHERE oid = ?",
  /* One that is present comes first; one that this stage brought counts as one that is not. */
  [STEMMA_STAGE_FIND_NAME]
  = "SELECT key, hash FROM model WHERE name = ?1 ORDER BY hash IS NULL OR key >= ?2, key DESC LIMIT 1",
  [STEMMA_STAGE_FIND_ADOPTER] = "SELECT key, hash FROM model WHERE name = ? AND hash IS NOT NULL AND oid IS NULL",
  [STEMMA_STAGE_FIND_STAGED] = "SELECT line FROM stage_model WHERE model = ?",
  [STEMMA_STAGE_FIND_SEEN] = "SELECT line FROM stage_seen WHERE model = ?",
  [STEMMA_STAGE_FIND_TOLD] = "SELECT line FROM stage_seen WHERE model = ?1 "
                             "UNION ALL SELECT 0 FROM stage_fact WHERE model = ?1 AND hash <> 0",
  [STEMMA_STAGE_FIND_GONE] = "SELECT line FROM stage_gone WHERE model = ?",
  [STEMMA_STAGE_FIND_SPAN]
  = "SELECT arrival, edge_hash, data_hash, eval_hash FROM fact WHERE model = ? ORDER BY from_s DESC LIMIT 1",
  [STEMMA_STAGE_ADD_KEY] = "INSERT INTO model (key, oid, name, hash) VALUES (?,?,?,?)",
  [STEMMA_STAGE_ADD_MODEL] = "INSERT INTO stage_model VALUES (?,?,?,?)",
  [STEMMA_STAGE_ADD_SEEN] = "INSERT INTO stage_seen VALUES (?,?)",
  [STEMMA_STAGE_ADD_GONE] = "INSERT INTO stage_gone VALUES (?,?)",
  [STEMMA_STAGE_ADD_COUNTER] = "INSERT OR REPLACE INTO stage_counter VALUES (?,?,?,?)",
  [STEMMA_STAGE_ADD_FINDING] = "INSERT INTO stage_finding VALUES (?,?,?,?)",
  [STEMMA_STAGE_ADD_FACT] = "INSERT INTO fact" INSERT_FACT,
  [STEMMA_STAGE_ADD_STAGED_FACT] = "INSERT INTO stage_fact" INSERT_FACT,
  [STEMMA_STAGE_ADD_EDGE] = "INSERT INTO edge" INSERT_EDGE,
  [STEMMA_STAGE_ADD_STAGED_EDGE] = "INSERT INTO stage_edge" INSERT_EDGE,
  [STEMMA_STAGE_ADD_DATA] = "INSERT INTO data" INSERT_DATA,
  [STEMMA_STAGE_ADD_STAGED_DATA] = "INSERT INTO stage_data" INSERT_DATA,
  [STEMMA_STAGE_ADD_EVALUATION] = "INSERT INTO evaluation" INSERT_EVALUATION,
  [STEMMA_STAGE_ADD_STAGED_EVALUATION] = "INSERT INTO stage_evaluation" INSERT_EVALUATION,
};

/**
 * stemma_stage_prepare:
 * @stage: a stage
 * @db: the writer's connection
 * @sql: which statement
 * @error: what went wrong
 *
 * Returns: (transfer none): the statement, with nothing bound
 */
StemmaStatement *
stemma_stage_prepare (StemmaStage *stage, StemmaDb *db, StemmaStageSql sql, GError **error)
{
  StemmaStatement *statement = stemma_db_keep (db, &stage->statements[sql], queries[sql], error);
  if (statement != NULL)
    stemma_statement_clear (statement);
  return statement;
}

static StemmaStatement *
prepare_row (StemmaStage *stage, StemmaDb *db, StemmaStageSql in_place, const StemmaStageRow *row, GError **error)
{
  return stemma_stage_prepare (stage, db, row->in_place ? in_place : in_place + 1, error);
}

static gboolean
bind_word (StemmaStage *stage, StemmaStatement *statement, int index, const char *text, GError **error)
{
  gint64 id = stemma_intern_word (stage->intern, text, error);
  if (id > 0)
    stemma_statement_bind_int (statement, index, id);
  return id >= 0;
}

static gboolean
bind_words (StemmaStage *stage, StemmaStatement *add, const StemmaRecord *record, GError **error)
{
  const char *const words[] = { record->licence, record->licence_name, record->licence_link, record->task,
                                record->library, record->new_version,  record->model_type };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL && !bind_word (stage, add, 13 + (int) i, words[i], error))
      return FALSE;
  if (!bind_word (stage, add, 21, record->code_repository, error))
    return FALSE;
  const char *const texts[] = { record->template_text, record->tags };
  static const int places[] = { 20, 22 };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 id = stemma_intern_text (stage->intern, texts[i], error);
      if (id < 0)
        return FALSE;
      if (id > 0)
        stemma_statement_bind_int (add, places[i], id);
    }
  return TRUE;
}

static void
bind_known (StemmaStatement *add, int index, const StemmaRecord *record, guint32 known, gint64 value)
{
  if ((record->known & known) != 0)
    stemma_statement_bind_int (add, index, value);
}

static void
bind_numbers (StemmaStage *stage, StemmaStatement *add, const StemmaRecord *record, const StemmaStageRow *row)
{
  const gint64 numbers[] = { row->key,
                             stage->snapshot,
                             STEMMA_SPAN_OPEN,
                             row->arrival,
                             row->name,
                             (gint64) row->hashes.content,
                             (gint64) row->hashes.edges,
                             (gint64) row->hashes.datasets,
                             (gint64) row->hashes.evaluations,
                             record->n_edges > 0 ? (gint64) record->relation : STEMMA_STAGED_NO_RELATION,
                             record->known,
                             record->flags };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    stemma_statement_bind_int (add, (int) i, numbers[i]);
  if (record->sha != NULL)
    stemma_statement_bind_text (add, 12, record->sha);
  bind_known (add, 23, record, STEMMA_KNOWN_CREATED, record->created);
  bind_known (add, 24, record, STEMMA_KNOWN_MODIFIED, record->modified);
  bind_known (add, 25, record, STEMMA_KNOWN_CONFIG, (gint64) record->parameters);
  bind_known (add, 26, record, STEMMA_KNOWN_CONFIG, record->bits);
}

static gboolean
add_facts (StemmaStage *stage, StemmaDb *db, const StemmaRecord *record, const StemmaStageRow *row, GError **error)
{
  StemmaStatement *add = prepare_row (stage, db, STEMMA_STAGE_ADD_FACT, row, error);
  if (add == NULL)
    return FALSE;
  bind_numbers (stage, add, record, row);
  return bind_words (stage, add, record, error) && stemma_statement_run (add, error);
}

/* The first four columns of every list: model, from_s, ord, to_s. */
static void
bind_place (StemmaStage *stage, StemmaStatement *add, const StemmaStageRow *row, gint64 ord)
{
  stemma_statement_bind_int (add, 0, row->key);
  stemma_statement_bind_int (add, 1, stage->snapshot);
  stemma_statement_bind_int (add, 2, ord);
  stemma_statement_bind_int (add, 3, STEMMA_SPAN_OPEN);
}

/**
 * stemma_stage_add_edge:
 * @stage: a stage
 * @db: the writer's connection
 * @row: the child
 * @ord: the edge's place among its edges
 * @edge: the edge
 * @error: what went wrong
 *
 * Returns: whether it is written
 */
gboolean
stemma_stage_add_edge (StemmaStage *stage, StemmaDb *db, const StemmaStageRow *row, gint64 ord,
                       const StemmaRecordEdge *edge, GError **error)
{
  gboolean is_new;
  gint64 parent = stemma_intern_name (stage->intern, edge->parent, &is_new, error);
  StemmaStatement *add = parent == 0 ? NULL : prepare_row (stage, db, STEMMA_STAGE_ADD_EDGE, row, error);
  if (add == NULL || !bind_word (stage, add, 7, edge->relation_word, error))
    return FALSE;
  bind_place (stage, add, row, ord);
  stemma_statement_bind_int (add, 4, parent);
  if (edge->has_oid)
    stemma_statement_bind_blob (add, 5, edge->parent_oid, STEMMA_OID_SIZE);
  stemma_statement_bind_int (add, 6, edge->relation);
  stemma_statement_bind_int (add, 8, edge->source);
  return stemma_statement_run (add, error);
}

static gboolean
add_datasets (StemmaStage *stage, StemmaDb *db, const StemmaRecord *record, const StemmaStageRow *row, GError **error)
{
  for (guint i = 0; i < record->n_datasets; i++)
    {
      gboolean is_new;
      gint64 name = stemma_intern_name (stage->intern, record->datasets[i], &is_new, error);
      StemmaStatement *add = name == 0 ? NULL : prepare_row (stage, db, STEMMA_STAGE_ADD_DATA, row, error);
      if (add == NULL)
        return FALSE;
      bind_place (stage, add, row, i);
      stemma_statement_bind_int (add, 4, name);
      if (!stemma_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_evaluations (StemmaStage *stage, StemmaDb *db, const StemmaRecord *record, const StemmaStageRow *row,
                 GError **error)
{
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *e = &record->evaluations[i];
      const char *const words[] = { e->task, e->dataset, e->config, e->split, e->metric, e->source };
      StemmaStatement *add = prepare_row (stage, db, STEMMA_STAGE_ADD_EVALUATION, row, error);
      if (add == NULL)
        return FALSE;
      bind_place (stage, add, row, i);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if (!bind_word (stage, add, 4 + (int) j, words[j], error))
          return FALSE;
      stemma_statement_bind_double (add, 10, e->value);
      stemma_statement_bind_int (add, 11, e->verified);
      if (!stemma_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

/* What is in place needs no entry: its key tells. */
static gboolean
add_entry (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, const StemmaStageRow *row, GError **error)
{
  StemmaStatement *add = stemma_stage_prepare (stage, db, STEMMA_STAGE_ADD_MODEL, error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, row->key);
  stemma_statement_bind_int (add, 1, (gint64) entry->line);
  stemma_statement_bind_int (add, 2, row->state);
  if (entry->record.has_oid)
    stemma_statement_bind_blob (add, 3, entry->record.oid, STEMMA_OID_SIZE);
  return stemma_statement_run (add, error);
}

/**
 * stemma_stage_add_record:
 * @stage: a stage
 * @db: the writer's connection
 * @entry: a record
 * @row: where and how it is written
 * @error: what went wrong
 *
 * Returns: whether all of it is written but for its counters
 */
gboolean
stemma_stage_add_record (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, const StemmaStageRow *row,
                         GError **error)
{
  const StemmaRecord *record = &entry->record;
  if (!row->in_place && !add_entry (stage, db, entry, row, error))
    return FALSE;
  stage->added += row->in_place ? 1 : 0;
  if (!add_facts (stage, db, record, row, error))
    return FALSE;
  if ((row->state & STEMMA_STAGED_SAME_EDGES) == 0)
    for (guint i = 0; i < record->n_edges; i++)
      if (!stemma_stage_add_edge (stage, db, row, i, &record->edges[i], error))
        return FALSE;
  return ((row->state & STEMMA_STAGED_SAME_DATA) != 0 || add_datasets (stage, db, record, row, error))
         && ((row->state & STEMMA_STAGED_SAME_EVAL) != 0 || add_evaluations (stage, db, record, row, error));
}

/**
 * stemma_stage_add_counters:
 * @stage: a stage
 * @db: the writer's connection
 * @key: a model
 * @record: what was counted
 * @error: what went wrong
 *
 * Returns: whether downloads and likes are staged, where they are known
 */
gboolean
stemma_stage_add_counters (StemmaStage *stage, StemmaDb *db, gint64 key, const StemmaRecord *record, GError **error)
{
  if ((record->known & (STEMMA_KNOWN_DOWNLOADS | STEMMA_KNOWN_LIKES)) == 0)
    return TRUE;
  stage->counters = TRUE;
  StemmaStatement *add = stemma_stage_prepare (stage, db, STEMMA_STAGE_ADD_COUNTER, error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, key);
  bind_known (add, 1, record, STEMMA_KNOWN_DOWNLOADS, (gint64) MIN (record->downloads, (guint64) G_MAXINT64));
  bind_known (add, 2, record, STEMMA_KNOWN_DOWNLOADS, (gint64) MIN (record->downloads_all, (guint64) G_MAXINT64));
  bind_known (add, 3, record, STEMMA_KNOWN_LIKES, (gint64) MIN (record->likes, (guint64) G_MAXINT64));
  return stemma_statement_run (add, error);
}
