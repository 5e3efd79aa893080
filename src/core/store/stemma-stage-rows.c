/* Writing what a record says of its model: in place if the model is new, else into the stage. */
#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

#define COPY_FACT                                                                                               \
  " SELECT c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,c18,c19,c20,c21,c22,c23,c24,c25,c26"   \
  " FROM stemma_rows"
#define COPY_EDGE " SELECT c0,c1,c2,c3,c4,c5,c6,c7,c8 FROM stemma_rows"
#define COPY_DATA " SELECT c0,c1,c2,c3,c4 FROM stemma_rows"
#define COPY_EVALUATION " SELECT c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11 FROM stemma_rows"

static const char *const queries[STEMMA_N_STAGE_SQL] = {
  [STEMMA_STAGE_FIND_OID] = "SELECT key, hash FROM model WHERE oid = ?",
  /* One that is present comes first. */
  [STEMMA_STAGE_FIND_NAME]
  = "SELECT key, hash FROM model WHERE name = ?1 AND key < ?2 ORDER BY hash IS NULL, key DESC LIMIT 1",
  [STEMMA_STAGE_FIND_ADOPTER]
  = "SELECT key, hash FROM model WHERE name = ?1 AND key < ?2 AND hash IS NOT NULL AND oid IS NULL",
  [STEMMA_STAGE_FIND_STAGED] = "SELECT line FROM stage_model WHERE model = ?",
  [STEMMA_STAGE_FIND_SEEN] = "SELECT line FROM stage_seen WHERE model = ?",
  [STEMMA_STAGE_FIND_GONE] = "SELECT line FROM stage_gone WHERE model = ?",
  [STEMMA_STAGE_FIND_SPAN]
  = "SELECT arrival, edge_hash, data_hash, eval_hash FROM fact WHERE model = ? ORDER BY from_s DESC LIMIT 1",
  [STEMMA_STAGE_ADD_GONE] = "INSERT INTO stage_gone VALUES (?,?)",
  [STEMMA_STAGE_ADD_FINDING] = "INSERT INTO stage_finding VALUES (?,?,?,?)",
};

static const struct
{
  guint n_columns;
  const char *sql;
} tables[STEMMA_N_STAGE_TABLES] = {
  [STEMMA_STAGE_KEYS] = { 4, "INSERT INTO model (key, oid, name, hash) SELECT c0,c1,c2,c3 FROM stemma_rows" },
  [STEMMA_STAGE_MODELS] = { 4, "INSERT INTO stage_model SELECT c0,c1,c2,c3 FROM stemma_rows" },
  [STEMMA_STAGE_SEEN] = { 2, "INSERT INTO stage_seen SELECT c0,c1 FROM stemma_rows" },
  [STEMMA_STAGE_COUNTERS] = { 4, "INSERT OR REPLACE INTO stage_counter SELECT c0,c1,c2,c3 FROM stemma_rows" },
  [STEMMA_STAGE_FACTS] = { 27, "INSERT INTO fact" COPY_FACT },
  [STEMMA_STAGE_STAGED_FACTS] = { 27, "INSERT INTO stage_fact" COPY_FACT },
  [STEMMA_STAGE_EDGES] = { 9, "INSERT INTO edge" COPY_EDGE },
  [STEMMA_STAGE_STAGED_EDGES] = { 9, "INSERT INTO stage_edge" COPY_EDGE },
  [STEMMA_STAGE_DATA] = { 5, "INSERT INTO data" COPY_DATA },
  [STEMMA_STAGE_STAGED_DATA] = { 5, "INSERT INTO stage_data" COPY_DATA },
  [STEMMA_STAGE_EVALUATIONS] = { 12, "INSERT INTO evaluation" COPY_EVALUATION },
  [STEMMA_STAGE_STAGED_EVALUATIONS] = { 12, "INSERT INTO stage_evaluation" COPY_EVALUATION },
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

/**
 * stemma_stage_add_row:
 * @stage: a stage
 * @db: the writer's connection
 * @table: a table
 * @error: what went wrong with rows before this one
 *
 * Returns: (transfer none): a row to be filled at once, from texts that live as long as the page; %NULL on error
 */
StemmaCell *
stemma_stage_add_row (StemmaStage *stage, StemmaDb *db, StemmaStageTable table, GError **error)
{
  if (stage->rows[table] == NULL)
    stage->rows[table] = stemma_rows_new (db, tables[table].n_columns, tables[table].sql);
  return stemma_rows_add (stage->rows[table], error);
}

/**
 * stemma_stage_flush:
 * @stage: a stage
 * @error: what went wrong
 *
 * Returns: whether all that came so far is in the tables
 */
gboolean
stemma_stage_flush (StemmaStage *stage, GError **error)
{
  if (!stemma_intern_flush (stage->intern, error))
    return FALSE;
  for (guint i = 0; i < STEMMA_N_STAGE_TABLES; i++)
    if (stage->rows[i] != NULL && !stemma_rows_flush (stage->rows[i], error))
      return FALSE;
  return TRUE;
}

static StemmaCell *
add_row (StemmaStage *stage, StemmaDb *db, StemmaStageTable in_place, const StemmaStageRow *row, GError **error)
{
  return stemma_stage_add_row (stage, db, row->in_place ? in_place : in_place + 1, error);
}

static gboolean
set_word (StemmaStage *stage, StemmaCell *cell, const char *text, GError **error)
{
  gint64 id = stemma_intern_word (stage->intern, text, error);
  if (id > 0)
    stemma_cell_set_int (cell, id);
  return id >= 0;
}

static gboolean
set_words (StemmaStage *stage, StemmaCell *cells, const StemmaRecord *record, GError **error)
{
  const char *const words[] = { record->licence, record->licence_name, record->licence_link, record->task,
                                record->library, record->new_version,  record->model_type };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL && !set_word (stage, &cells[13 + i], words[i], error))
      return FALSE;
  if (!set_word (stage, &cells[21], record->code_repository, error))
    return FALSE;
  const char *const texts[] = { record->template_text, record->tags };
  static const int places[] = { 20, 22 };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 id = stemma_intern_text (stage->intern, texts[i], error);
      if (id < 0)
        return FALSE;
      if (id > 0)
        stemma_cell_set_int (&cells[places[i]], id);
    }
  return TRUE;
}

static void
set_known (StemmaCell *cell, const StemmaRecord *record, guint32 known, gint64 value)
{
  if ((record->known & known) != 0)
    stemma_cell_set_int (cell, value);
}

static void
set_numbers (StemmaStage *stage, StemmaCell *cells, const StemmaRecord *record, const StemmaStageRow *row)
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
    stemma_cell_set_int (&cells[i], numbers[i]);
  if (record->sha != NULL)
    stemma_cell_set_text (&cells[12], record->sha);
  set_known (&cells[23], record, STEMMA_KNOWN_CREATED, record->created);
  set_known (&cells[24], record, STEMMA_KNOWN_MODIFIED, record->modified);
  set_known (&cells[25], record, STEMMA_KNOWN_CONFIG, (gint64) record->parameters);
  set_known (&cells[26], record, STEMMA_KNOWN_CONFIG, record->bits);
}

static gboolean
add_facts (StemmaStage *stage, StemmaDb *db, const StemmaRecord *record, const StemmaStageRow *row, GError **error)
{
  StemmaCell *cells = add_row (stage, db, STEMMA_STAGE_FACTS, row, error);
  if (cells == NULL)
    return FALSE;
  set_numbers (stage, cells, record, row);
  return set_words (stage, cells, record, error);
}

/* The first four columns of every list: model, from_s, ord, to_s. */
static void
set_place (StemmaStage *stage, StemmaCell *cells, const StemmaStageRow *row, gint64 ord)
{
  stemma_cell_set_int (&cells[0], row->key);
  stemma_cell_set_int (&cells[1], stage->snapshot);
  stemma_cell_set_int (&cells[2], ord);
  stemma_cell_set_int (&cells[3], STEMMA_SPAN_OPEN);
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
  gint64 parent = stemma_intern_name (stage->intern, edge->parent, error);
  StemmaCell *cells = parent == 0 ? NULL : add_row (stage, db, STEMMA_STAGE_EDGES, row, error);
  if (cells == NULL)
    return FALSE;
  set_place (stage, cells, row, ord);
  stemma_cell_set_int (&cells[4], parent);
  if (edge->has_oid)
    stemma_cell_set_blob (&cells[5], edge->parent_oid, STEMMA_OID_SIZE);
  stemma_cell_set_int (&cells[6], edge->relation);
  stemma_cell_set_int (&cells[8], edge->source);
  return set_word (stage, &cells[7], edge->relation_word, error);
}

static gboolean
add_datasets (StemmaStage *stage, StemmaDb *db, const StemmaRecord *record, const StemmaStageRow *row, GError **error)
{
  for (guint i = 0; i < record->n_datasets; i++)
    {
      gint64 name = stemma_intern_name (stage->intern, record->datasets[i], error);
      StemmaCell *cells = name == 0 ? NULL : add_row (stage, db, STEMMA_STAGE_DATA, row, error);
      if (cells == NULL)
        return FALSE;
      set_place (stage, cells, row, i);
      stemma_cell_set_int (&cells[4], name);
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
      StemmaCell *cells = add_row (stage, db, STEMMA_STAGE_EVALUATIONS, row, error);
      if (cells == NULL)
        return FALSE;
      set_place (stage, cells, row, i);
      stemma_cell_set_real (&cells[10], e->value);
      stemma_cell_set_int (&cells[11], e->verified);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if (!set_word (stage, &cells[4 + j], words[j], error))
          return FALSE;
    }
  return TRUE;
}

/* What is in place needs no entry: its key tells. */
static gboolean
add_entry (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, const StemmaStageRow *row, GError **error)
{
  StemmaCell *cells = stemma_stage_add_row (stage, db, STEMMA_STAGE_MODELS, error);
  if (cells == NULL)
    return FALSE;
  stemma_cell_set_int (&cells[0], row->key);
  stemma_cell_set_int (&cells[1], (gint64) entry->line);
  stemma_cell_set_int (&cells[2], row->state);
  if (entry->record.has_oid)
    stemma_cell_set_blob (&cells[3], entry->record.oid, STEMMA_OID_SIZE);
  return TRUE;
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
  StemmaCell *cells = stemma_stage_add_row (stage, db, STEMMA_STAGE_COUNTERS, error);
  if (cells == NULL)
    return FALSE;
  stemma_cell_set_int (&cells[0], key);
  set_known (&cells[1], record, STEMMA_KNOWN_DOWNLOADS, (gint64) MIN (record->downloads, (guint64) G_MAXINT64));
  set_known (&cells[2], record, STEMMA_KNOWN_DOWNLOADS, (gint64) MIN (record->downloads_all, (guint64) G_MAXINT64));
  set_known (&cells[3], record, STEMMA_KNOWN_LIKES, (gint64) MIN (record->likes, (guint64) G_MAXINT64));
  return TRUE;
}
