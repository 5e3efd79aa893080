/* Writing one page of an intake, on the writer thread. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/stemma-error.h"
#include "store/stemma-stage-private.h"

#define MAX_FINDINGS 10000

/* What an open span need not have written again, and the arrival that it keeps. */
static gboolean
compare_span (StemmaStage *stage, StemmaDb *db, StemmaStageRow *row, GError **error)
{
  StemmaStatement *find = stemma_stage_prepare (stage, db, STEMMA_STAGE_FIND_SPAN, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, row->key);
  StemmaStep step = stemma_statement_step (find, error);
  row->state = STEMMA_STAGED_PRESENT;
  if (step == STEMMA_STEP_ROW)
    {
      row->arrival = stemma_statement_get_int (find, 0);
      if ((guint64) stemma_statement_get_int (find, 1) == row->hashes.edges)
        row->state |= STEMMA_STAGED_SAME_EDGES;
      if ((guint64) stemma_statement_get_int (find, 2) == row->hashes.datasets)
        row->state |= STEMMA_STAGED_SAME_DATA;
      if ((guint64) stemma_statement_get_int (find, 3) == row->hashes.evaluations)
        row->state |= STEMMA_STAGED_SAME_EVAL;
    }
  stemma_statement_reset (find);
  return step != STEMMA_STEP_ERROR;
}

static gboolean
add_seen (StemmaStage *stage, StemmaDb *db, gint64 key, guint64 line, GError **error)
{
  StemmaCell *cells = stemma_stage_add_row (stage, db, STEMMA_STAGE_SEEN, error);
  if (cells == NULL)
    return FALSE;
  stemma_cell_set_int (&cells[0], key);
  stemma_cell_set_int (&cells[1], (gint64) line);
  return TRUE;
}

static gboolean
stage_record (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, GError **error)
{
  const StemmaRecord *record = &entry->record;
  StemmaIdentity identity = { 0 };
  StemmaStageRow row = { .arrival = stage->arrival, .hashes = entry->hashes };
  row.name = stemma_intern_name (stage->intern, record->name, error);
  if (row.name == 0 || !stemma_stage_identify (stage, db, entry, row.name, &identity, error))
    return FALSE;
  if (stage->crawl != NULL && stemma_stage_is_repeated (stage, &identity))
    return TRUE;
  if ((!identity.added && stage->crawl == NULL && !stemma_stage_check_once (stage, db, &identity, entry, error))
      || !stemma_stage_check_change (stage, db, entry, &identity, error))
    return FALSE;
  row.key = identity.key;
  row.in_place = identity.added;
  if (!identity.added)
    stemma_newcomers_meet (stage->newcomers, row.key, STEMMA_MET_RECORD);
  if (!stemma_stage_add_counters (stage, db, row.key, record, error))
    return FALSE;
  if (identity.present && identity.hash == row.hashes.content)
    return add_seen (stage, db, row.key, entry->line, error);
  if (!identity.present)
    stage->arrival++;
  else if (!compare_span (stage, db, &row, error))
    return FALSE;
  return stemma_stage_add_record (stage, db, entry, &row, error);
}

/* One end of an edge. */
typedef struct
{
  const char *name;
  gboolean is_parent;
  gint64 key;        /* (out) */
  gboolean told;     /* (out): a record of this stage has told of its parents already */
} Named;

/* In a week's change a parent may be there already, and stays as it is; a child that is there is an error. */
static gboolean
is_kept (StemmaStage *stage, StemmaDb *db, const Named *named, const StemmaIdentity *identity, gboolean *kept,
         GError **error)
{
  gint64 line = 0;
  gboolean gone = FALSE;
  *kept = named->is_parent && !stage->options.whole && identity->present;
  if (*kept && !stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_GONE, named->key, &line, &gone, error))
    return FALSE;
  *kept = *kept && !gone;
  return TRUE;
}

/* Lists a model that a row of edges names; its hashes are settled once all rows are in. */
static gboolean
stage_named (StemmaStage *stage, StemmaDb *db, Named *named, guint64 line, GError **error)
{
  StemmaPageRecord entry = { .record = { .name = named->name, .known = STEMMA_KNOWN_PARENTS }, .line = line };
  gboolean kept = FALSE;
  StemmaIdentity identity = { 0 };
  StemmaStageRow row = { .arrival = stage->arrival };
  row.name = stemma_intern_name (stage->intern, named->name, error);
  if (row.name == 0 || !stemma_stage_identify (stage, db, &entry, row.name, &identity, error))
    return FALSE;
  named->key = row.key = identity.key;
  guint met = stemma_newcomers_get_met (stage->newcomers, row.key);
  if ((met & STEMMA_MET_EDGES) != 0)
    return TRUE;
  named->told = !identity.added && (identity.pending || met != 0);
  if (named->told)
    return TRUE;
  if (!is_kept (stage, db, named, &identity, &kept, error) || kept)
    return kept;
  if (!stemma_stage_check_change (stage, db, &entry, &identity, error))
    return FALSE;
  stemma_newcomers_meet (stage->newcomers, row.key, STEMMA_MET_EDGES);
  if (!identity.present)
    stage->arrival++;
  else if (!compare_span (stage, db, &row, error))
    return FALSE;
  row.state &= ~STEMMA_STAGED_SAME_EDGES;
  return stemma_stage_add_record (stage, db, &entry, &row, error);
}

static gboolean
stage_edge_row (StemmaStage *stage, StemmaDb *db, const StemmaPageEdge *row, GError **error)
{
  Named parent = { .name = row->parent, .is_parent = TRUE }, child = { .name = row->child };
  stage->edge_list = TRUE;
  if (row->parent != NULL && !stage_named (stage, db, &parent, row->line, error))
    return FALSE;
  if (!stage_named (stage, db, &child, row->line, error))
    return FALSE;
  if (row->parent == NULL)
    return TRUE;
  if (child.told)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("line %" PRIu64 ": the parents of %s were told by another file already. "
                      "The store is as before"),
                   row->line, row->child);
      return FALSE;
    }
  StemmaRecordEdge edge = { .parent = row->parent,
                            .relation_word = row->word,
                            .relation = row->relation,
                            .source = STEMMA_EDGE_SOURCE_FILE };
  return stemma_stage_add_edge (stage, db, &(StemmaStageRow) { .key = child.key }, (gint64) row->line, &edge, error);
}

static gboolean
add_gone (StemmaStage *stage, StemmaDb *db, gint64 key, guint64 line, GError **error)
{
  StemmaStatement *add = stemma_stage_prepare (stage, db, STEMMA_STAGE_ADD_GONE, error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, key);
  stemma_statement_bind_int (add, 1, (gint64) line);
  return stemma_statement_run (add, error);
}

static gboolean
stage_deletion (StemmaStage *stage, StemmaDb *db, const StemmaPageDeletion *deletion, GError **error)
{
  gboolean found = FALSE;
  StemmaIdentity identity = { 0 };
  gint64 name = stemma_intern_name (stage->intern, deletion->name, error);
  if (name == 0 || !stemma_stage_find_holder (stage, db, name, &identity, &found, error))
    return FALSE;
  if (!found || !identity.present)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("line %" PRIu64 ": %s is deleted, but it is not there. The store is as before"),
                   deletion->line, deletion->name);
      return FALSE;
    }
  gint64 line = 0;
  gboolean staged = FALSE;
  if (!stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_GONE, identity.key, &line, &staged, error))
    return FALSE;
  if (!staged)
    return add_gone (stage, db, identity.key, deletion->line, error);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               _ ("line %" PRIu64 ": %s is deleted twice (first in line %" PRId64 "). "
                  "The store is as before"),
               deletion->line, deletion->name, line);
  return FALSE;
}

static gboolean
stage_finding (StemmaStage *stage, StemmaDb *db, const StemmaPageFinding *finding, GError **error)
{
  if (stage->findings++ >= MAX_FINDINGS)
    return TRUE;
  StemmaStatement *add = stemma_stage_prepare (stage, db, STEMMA_STAGE_ADD_FINDING, error);
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
  return stemma_stage_flush (stage, error)
         && (stage->crawl == NULL || stemma_stage_note_crawl (stage, db, error));
}

/**
 * stemma_stage_store_page:
 * @db: the writer's connection
 * @data: the #StemmaStage with its page
 * @cancellable: not used: a page is short
 * @error: what went wrong; nothing of the page is kept then
 *
 * Returns: whether the page is staged
 */
gboolean
stemma_stage_store_page (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  StemmaStage *stage = data;
  return stemma_stage_enter (stage, db, error) && stemma_stage_leave (stage, db, stage_all (stage, db, error), error);
}
