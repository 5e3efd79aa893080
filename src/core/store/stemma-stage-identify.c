/* Which model a record speaks of, and whether it may come now. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/stemma-error.h"
#include "store/stemma-stage-private.h"

/* Where models came from is remembered as long as that stays small. */
#define MAX_RUNS 65536

/* The statement is bound by the caller; answers key and hash. */
static gboolean
read_identity (StemmaStage *stage, StemmaStatement *find, StemmaIdentity *identity, gboolean *found, GError **error)
{
  StemmaStep step = stemma_statement_step (find, error);
  *found = step == STEMMA_STEP_ROW;
  if (*found)
    {
      identity->key = stemma_statement_get_int (find, 0);
      identity->pending = identity->key >= stage->first_key;
      identity->present = !identity->pending && !stemma_statement_is_null (find, 1);
      identity->hash = (guint64) stemma_statement_get_int (find, 1);
    }
  stemma_statement_reset (find);
  return step != STEMMA_STEP_ERROR;
}

/* One that this stage has brought: it may still wait to be written. */
static void
set_newcomer (StemmaIdentity *identity, gint64 key)
{
  *identity = (StemmaIdentity) { .key = key, .pending = TRUE };
}

/* Once there are too many identities to be remembered, all of them have to be in the store when it is asked. */
static gboolean
find_by_oid (StemmaStage *stage, StemmaDb *db, const guint8 *oid, StemmaIdentity *identity, gboolean *found,
             GError **error)
{
  gint64 key = stemma_newcomers_find_oid (stage->newcomers, oid);
  *found = key != 0;
  if (*found)
    set_newcomer (identity, key);
  if (*found || (stage->first_key == 1 && !stage->oids_forgotten))
    return TRUE;
  if (stage->oids_forgotten && (!stemma_stage_flush (stage, error) || !stemma_stage_index (stage, db, error)))
    return FALSE;
  StemmaStatement *find = stemma_stage_prepare (stage, db, STEMMA_STAGE_FIND_OID, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_blob (find, 0, oid, STEMMA_OID_SIZE);
  return read_identity (stage, find, identity, found, error);
}

/* Among the models that were there before this stage. */
static gboolean
find_known (StemmaStage *stage, StemmaDb *db, StemmaStageSql sql, gint64 name, StemmaIdentity *identity,
            gboolean *found, GError **error)
{
  *found = FALSE;
  if (stage->first_key == 1 || name >= stemma_intern_get_first_name (stage->intern))
    return TRUE;
  StemmaStatement *find = stemma_stage_prepare (stage, db, sql, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, name);
  stemma_statement_bind_int (find, 1, stage->first_key);
  return read_identity (stage, find, identity, found, error);
}

/**
 * stemma_stage_find_holder:
 * @stage: a stage
 * @db: the writer's connection
 * @name: a name's id
 * @identity: (out): the model that holds it, or held it last
 * @found: (out): whether there is one
 * @error: what went wrong
 *
 * Returns: whether it could be looked up
 */
gboolean
stemma_stage_find_holder (StemmaStage *stage, StemmaDb *db, gint64 name, StemmaIdentity *identity, gboolean *found,
                          GError **error)
{
  gboolean adopts;
  if (!find_known (stage, db, STEMMA_STAGE_FIND_NAME, name, identity, found, error))
    return FALSE;
  gint64 key = *found && identity->present ? 0 : stemma_newcomers_find_name (stage->newcomers, name, &adopts);
  if (key != 0)
    set_newcomer (identity, key);
  *found = *found || key != 0;
  return TRUE;
}

/* An identity that comes later is adopted only by a model that is present and has none. */
static gboolean
find_adopter (StemmaStage *stage, StemmaDb *db, gint64 name, StemmaIdentity *identity, gboolean *found,
              GError **error)
{
  gboolean adopts;
  if (!find_known (stage, db, STEMMA_STAGE_FIND_ADOPTER, name, identity, found, error))
    return FALSE;
  gint64 key = stemma_newcomers_find_name (stage->newcomers, name, &adopts);
  if (*found || key == 0 || !adopts)
    return TRUE;
  set_newcomer (identity, key);
  *found = TRUE;
  return TRUE;
}

/* Keys follow each other and mostly lines do too: then the last run tells of this model as well. */
static void
remember_line (StemmaStage *stage, gint64 key, guint64 line)
{
  StemmaStageRun *last
      = stage->runs->len > 0 ? &g_array_index (stage->runs, StemmaStageRun, stage->runs->len - 1) : NULL;
  if (last != NULL && (line == last->line + (guint64) (key - last->key) || (line == 0 && last->line == 0)))
    return;
  StemmaStageRun run = { key, stage->runs->len < MAX_RUNS ? line : 0 };
  if (stage->runs->len <= MAX_RUNS)
    g_array_append_val (stage->runs, run);
}

/* Where a new model came from; 0 if that is not known any more. */
static guint64
recall_line (StemmaStage *stage, gint64 key)
{
  for (guint i = stage->runs->len; i > 0; i--)
    {
      const StemmaStageRun *run = &g_array_index (stage->runs, StemmaStageRun, i - 1);
      if (run->key <= key)
        return run->line != 0 ? run->line + (guint64) (key - run->key) : 0;
    }
  return 0;
}

static gboolean
add_model (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, gint64 name, StemmaIdentity *identity,
           GError **error)
{
  const StemmaRecord *record = &entry->record;
  StemmaCell *row = stemma_stage_add_row (stage, db, STEMMA_STAGE_KEYS, error);
  if (row == NULL)
    return FALSE;
  *identity = (StemmaIdentity) { .key = stage->next_key++, .added = TRUE, .pending = TRUE };
  stemma_cell_set_int (&row[0], identity->key);
  if (record->has_oid)
    stemma_cell_set_blob (&row[1], record->oid, STEMMA_OID_SIZE);
  stemma_cell_set_int (&row[2], name);
  if (entry->hashes.content != 0)
    stemma_cell_set_int (&row[3], (gint64) entry->hashes.content);
  if (!stemma_newcomers_add (stage->newcomers, identity->key, name, record->has_oid ? record->oid : NULL,
                             !record->has_oid && entry->hashes.content != 0))
    stage->oids_forgotten = TRUE;
  remember_line (stage, identity->key, entry->line);
  return TRUE;
}

/**
 * stemma_stage_identify:
 * @stage: a stage
 * @db: the writer's connection
 * @entry: a record
 * @name: its name's id
 * @identity: (out): the model
 * @error: what went wrong
 *
 * Finds the model that a record speaks of by its identity, else by its name, else makes one.
 *
 * Returns: whether that worked
 */
gboolean
stemma_stage_identify (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, gint64 name,
                       StemmaIdentity *identity, GError **error)
{
  const StemmaRecord *record = &entry->record;
  gboolean found = FALSE;
  if (record->has_oid && !find_by_oid (stage, db, record->oid, identity, &found, error))
    return FALSE;
  if (!found
      && !(record->has_oid ? find_adopter (stage, db, name, identity, &found, error)
                           : stemma_stage_find_holder (stage, db, name, identity, &found, error)))
    return FALSE;
  return found || add_model (stage, db, entry, name, identity, error);
}

/**
 * stemma_stage_find_line:
 * @stage: a stage
 * @db: the writer's connection
 * @sql: one of the queries that answer the line of a key
 * @key: a model
 * @line: (out): where it came from
 * @found: (out): whether it did
 * @error: what went wrong
 *
 * Returns: whether it could be looked up
 */
gboolean
stemma_stage_find_line (StemmaStage *stage, StemmaDb *db, StemmaStageSql sql, gint64 key, gint64 *line,
                        gboolean *found, GError **error)
{
  StemmaStatement *find = stemma_stage_prepare (stage, db, sql, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_int (find, 0, key);
  StemmaStep step = stemma_statement_step (find, error);
  *found = step == STEMMA_STEP_ROW;
  *line = *found ? stemma_statement_get_int (find, 0) : 0;
  stemma_statement_reset (find);
  return step != STEMMA_STEP_ERROR;
}

static gboolean
refuse_twice (const StemmaPageRecord *entry, gint64 first, GError **error)
{
  if (first > 0)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("line %" PRIu64 ": %s is added twice (first in line %" PRId64 "). "
                    "The store is as before"),
                 entry->line, entry->record.name, first);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("line %" PRIu64 ": %s is added twice. The store is as before"), entry->line,
                 entry->record.name);
  return FALSE;
}

/**
 * stemma_stage_check_once:
 * @stage: a stage
 * @db: the writer's connection
 * @identity: a model that was known before this record
 * @entry: the record
 * @error: what went wrong: the same model came before in this stage
 *
 * Returns: whether it comes for the first time
 */
gboolean
stemma_stage_check_once (StemmaStage *stage, StemmaDb *db, const StemmaIdentity *identity,
                         const StemmaPageRecord *entry, GError **error)
{
  gint64 line = 0;
  gboolean found = FALSE;
  if (identity->pending)
    return refuse_twice (entry, (gint64) recall_line (stage, identity->key), error);
  if (stemma_newcomers_get_met (stage->newcomers, identity->key) == 0)
    return TRUE;
  if (!stemma_stage_flush (stage, error)
      || !stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_STAGED, identity->key, &line, &found, error))
    return FALSE;
  if (!found && !stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_SEEN, identity->key, &line, &found, error))
    return FALSE;
  return refuse_twice (entry, line, error);
}

/**
 * stemma_stage_check_change:
 * @stage: a stage
 * @db: the writer's connection
 * @entry: a record
 * @identity: (inout): its model: not present any more if this stage has deleted it
 * @error: what went wrong: it is there already
 *
 * In a week's change a model may leave and come back at once; otherwise it must not be there yet.
 *
 * Returns: whether the record may come
 */
gboolean
stemma_stage_check_change (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, StemmaIdentity *identity,
                           GError **error)
{
  if (stage->options.whole || !identity->present)
    return TRUE;
  gint64 line = 0;
  gboolean gone = FALSE;
  if (!stemma_stage_find_line (stage, db, STEMMA_STAGE_FIND_GONE, identity->key, &line, &gone, error))
    return FALSE;
  if (gone)
    identity->present = FALSE;
  if (gone || stage->options.update)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               _ ("line %" PRIu64 ": %s is added, but it is already there. The store is as before"),
               entry->line, entry->record.name);
  return FALSE;
}
