#include "files/stemma-reader-private.h"
#include "record/stemma-edge-list.h"
#include "record/stemma-finding.h"
#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const StemmaReaderHandler *handler;
  StemmaCsv *csv;
  StemmaEdgeList *edges;
  StemmaRecord record;
  gboolean incomplete; /* a place for a parent is empty */
} Models;

static void
add_parent (Models *models, StemmaCsvCell parent, StemmaRecordEdge edge)
{
  stemma_csv_trim (&parent);
  models->incomplete |= parent.length == 0;
  if (parent.length == 0
      || stemma_reader_is_long (models->handler, models->record.name, models->csv->line, &parent))
    return;
  edge.parent = parent.text;
  gboolean added = stemma_edge_list_add (models->edges, &edge);
  if (added && strcmp (parent.text, models->record.name) == 0)
    stemma_reader_finding (models->handler, models->record.name, models->csv->line, STEMMA_FINDING_SELF_LOOP,
                           _("declares itself as its base model"));
}

/* Only a merge has several parents; the ids of others may hold commas. */
static void
add_parents (Models *models, const StemmaCsvCell *base, StemmaRecordEdge edge)
{
  char *at = base->text;
  char *end = base->text + base->length;
  if (edge.relation != STEMMA_RELATION_MERGE)
    {
      add_parent (models, *base, edge);
      return;
    }
  for (;;)
    {
      char *comma = memchr (at, ',', (gsize) (end - at));
      char *stop = comma != NULL ? comma : end;
      add_parent (models, (StemmaCsvCell) { at, (gsize) (stop - at) }, edge);
      if (comma == NULL)
        return;
      at = comma + 1;
    }
}

/* What the row says of itself does not fit together. */
static void
tell_oddities (const Models *models, const StemmaCsvCell *type, gboolean named)
{
  const StemmaRecord *record = &models->record;
  guint64 line = models->csv->line;
  gboolean unknown = record->n_edges > 0 && record->relation == STEMMA_RELATION_OTHER;
  if (models->incomplete || (type->length > 0 && !named))
    stemma_reader_finding (models->handler, record->name, line, STEMMA_FINDING_NO_PARENT,
                           named ? _("a place in the list of base models is empty")
                                 : _("names a type, but no base model"));
  if (unknown && type->length == 0)
    stemma_reader_finding (models->handler, record->name, line, STEMMA_FINDING_NO_RELATION,
                           _("names a base model, but no type"));
  else if (unknown)
    stemma_reader_finding (models->handler, record->name, line, STEMMA_FINDING_UNKNOWN_RELATION,
                           _("unknown relation “%s”"), type->text);
}

static void
read_parents (Models *models, StemmaCsvCell *type, const StemmaCsvCell *base)
{
  StemmaRecord *record = &models->record;
  stemma_edge_list_reset (models->edges);
  stemma_csv_trim (type);
  StemmaRecordEdge edge = { .source = STEMMA_EDGE_SOURCE_FILE };
  edge.relation = stemma_relation_parse (type->text, (gssize) type->length);
  if (edge.relation == STEMMA_RELATION_OTHER && type->length > 0)
    edge.relation_word = type->text;
  gboolean named = !stemma_utf8_is_blank (base->text, base->length);
  models->incomplete = FALSE;
  if (named)
    add_parents (models, base, edge);
  record->edges = stemma_edge_list_edges (models->edges, &record->n_edges);
  if (record->n_edges > 0)
    record->relation = edge.relation;
  tell_oddities (models, type, named);
}

static gboolean
read_row (Models *models, StemmaCsvCell *id, StemmaCsvCell *type, const StemmaCsvCell *base, GError **error)
{
  guint64 line = models->csv->line;
  if (stemma_utf8_is_blank (id->text, id->length))
    {
      stemma_reader_finding (models->handler, NULL, line, STEMMA_FINDING_NO_ID,
                             _("the row names no model and is passed over"));
      return TRUE;
    }
  if (stemma_reader_is_long (models->handler, NULL, line, id))
    return TRUE;
  memset (&models->record, 0, sizeof models->record);
  models->record.name = id->text;
  models->record.known = STEMMA_KNOWN_PARENTS;
  if (stemma_reader_is_odd (models->csv, id))
    stemma_reader_finding (models->handler, id->text, line, STEMMA_FINDING_ODD_ID,
                           _("control characters in the id"));
  read_parents (models, type, base);
  return models->handler->record (&models->record, line, models->handler->user_data, error);
}

/**
 * stemma_models_csv_read:
 * @csv: a walk that stands on the header
 * @columns: where id, type and base model stand
 * @handler: what is done with the models
 * @error: return location
 *
 * Hands on every row as a record that knows its parents and nothing else. The base of a merge names several,
 * parted by commas; that of any other type is one parent. A type without a base, and an empty place in a list,
 * say nothing and are findings. A base without a type is a parent by %STEMMA_RELATION_OTHER, and a finding.
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_models_csv_read (StemmaCsv *csv, const guint columns[3], const StemmaReaderHandler *handler,
                        GError **error)
{
  g_autoptr (StemmaEdgeList) edges = stemma_edge_list_new ();
  Models models = { .handler = handler, .csv = csv, .edges = edges };
  guint n_columns = csv->n_cells;
  StemmaCsvCell *cells = csv->cells;
  gboolean got;
  for (;;)
    {
      if (!stemma_reader_row (csv, n_columns, &got, error))
        return FALSE;
      if (!got)
        return TRUE;
      if (!read_row (&models, &cells[columns[0]], &cells[columns[1]], &cells[columns[2]], error))
        return FALSE;
    }
}
