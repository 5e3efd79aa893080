/* A list of edges tells of one model in many rows. Once all are staged, its parents are known and can be hashed. */
#include "store/stemma-stage-private.h"

#define CHUNK 4096

typedef struct
{
  gint64 key;
  char *name;
  int state;
  gboolean present;
  guint64 hash;
} Unsettled;

static void
unsettled_clear (gpointer data)
{
  g_free (((Unsettled *) data)->name);
}

static gboolean
read_chunk (StemmaDb *db, gint64 after, GArray *chunk, GError **error)
{
  g_array_set_size (chunk, 0);
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db,
                           "SELECT f.model, n.text, s.state, m.hash FROM stage_fact f JOIN stage_model s USING (model) "
                           "JOIN name n ON n.id = f.name JOIN model m ON m.key = f.model "
                           "WHERE f.hash = 0 AND f.model > ? ORDER BY f.model LIMIT ?",
                           error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, after);
  stemma_statement_bind_int (find, 1, CHUNK);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      Unsettled row = { .key = stemma_statement_get_int (find, 0),
                        .name = g_strdup (stemma_statement_get_text (find, 1)),
                        .state = (int) stemma_statement_get_int (find, 2),
                        .present = !stemma_statement_is_null (find, 3),
                        .hash = (guint64) stemma_statement_get_int (find, 3) };
      g_array_append_val (chunk, row);
    }
  return step == STEMMA_STEP_DONE;
}

static gboolean
run_with (StemmaDb *db, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr (StemmaStatement) statement = stemma_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  stemma_statement_bind_int (statement, 0, first);
  if (second >= 0)
    stemma_statement_bind_int (statement, 1, second);
  return stemma_statement_run (statement, error);
}

/* Reads the parents of one model, first row first; rows that name a parent again are collected in @again. */
static gboolean
read_parents (StemmaDb *db, gint64 key, StemmaArena *arena, GArray *edges, GArray *again, GError **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db,
                           "SELECT e.ord, n.text, e.relation, w.text FROM stage_edge e JOIN name n ON n.id = e.parent "
                           "LEFT JOIN word w ON w.id = e.word WHERE e.model = ? ORDER BY e.ord",
                           error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, key);
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      gint64 ord = stemma_statement_get_int (find, 0);
      StemmaRecordEdge edge = { .parent = stemma_arena_strdup (arena, stemma_statement_get_text (find, 1)),
                                .relation_word = stemma_arena_strdup (arena, stemma_statement_get_text (find, 3)),
                                .relation = (StemmaRelation) stemma_statement_get_int (find, 2),
                                .source = STEMMA_EDGE_SOURCE_FILE };
      if (g_hash_table_add (met, (gpointer) edge.parent))
        g_array_append_val (edges, edge);
      else
        g_array_append_val (again, ord);
    }
  return step == STEMMA_STEP_DONE;
}

static gboolean
write_hashes (StemmaDb *db, const Unsettled *row, const StemmaRecord *record, const StemmaRecordHashes *hashes,
              GError **error)
{
  g_autoptr (StemmaStatement) update = stemma_db_prepare (
      db, "UPDATE stage_fact SET hash = ?, edge_hash = ?, relation = ? WHERE model = ?", error);
  if (update == NULL)
    return FALSE;
  stemma_statement_bind_int (update, 0, (gint64) hashes->content);
  stemma_statement_bind_int (update, 1, (gint64) hashes->edges);
  stemma_statement_bind_int (update, 2, record->n_edges > 0 ? (gint64) record->relation : STEMMA_STAGED_NO_RELATION);
  stemma_statement_bind_int (update, 3, row->key);
  return stemma_statement_run (update, error);
}

static gboolean
settle_model (StemmaDb *db, const Unsettled *row, StemmaArena *arena, GError **error)
{
  stemma_arena_reset (arena);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (StemmaRecordEdge));
  g_autoptr (GArray) again = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!read_parents (db, row->key, arena, edges, again, error))
    return FALSE;
  for (guint i = 0; i < again->len; i++)
    if (!run_with (db, "DELETE FROM stage_edge WHERE model = ? AND ord = ?", row->key,
                   g_array_index (again, gint64, i), error))
      return FALSE;

  StemmaRecord record = { .name = row->name,
                          .known = STEMMA_KNOWN_PARENTS,
                          .edges = (const StemmaRecordEdge *) (gpointer) edges->data,
                          .n_edges = edges->len };
  if (edges->len > 0)
    record.relation = record.edges[0].relation;
  StemmaRecordHashes hashes;
  stemma_record_hash (&record, &hashes);
  gboolean same = row->present && (row->state & STEMMA_STAGED_PRESENT) != 0 && row->hash == hashes.content;
  if (!same)
    return write_hashes (db, row, &record, &hashes, error);
  return run_with (db, "DELETE FROM stage_model WHERE model = ?", row->key, -1, error)
         && run_with (db, "DELETE FROM stage_fact WHERE model = ?", row->key, -1, error)
         && run_with (db, "DELETE FROM stage_edge WHERE model = ?", row->key, -1, error)
         && run_with (db, "INSERT INTO stage_seen VALUES (?, ?)", row->key, 0, error);
}

/**
 * stemma_stage_settle_edges:
 * @stage: a stage with all its pages
 * @db: the writer's connection
 * @error: what went wrong
 *
 * Gives every model that came from a list of edges its first relation and its hashes, drops pairs that were given
 * twice, and finds the models that did not change.
 *
 * Returns: whether that worked
 */
gboolean
stemma_stage_settle_edges (StemmaStage *stage, StemmaDb *db, GError **error)
{
  if (!stage->edge_list)
    return TRUE;
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  g_autoptr (GArray) chunk = g_array_new (FALSE, FALSE, sizeof (Unsettled));
  g_array_set_clear_func (chunk, unsettled_clear);
  gint64 after = -1;
  do
    {
      if (!read_chunk (db, after, chunk, error))
        return FALSE;
      for (guint i = 0; i < chunk->len; i++)
        {
          const Unsettled *row = &g_array_index (chunk, Unsettled, i);
          if (!settle_model (db, row, arena, error))
            return FALSE;
          after = row->key;
        }
    }
  while (chunk->len > 0);
  return TRUE;
}
