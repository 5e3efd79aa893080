#include "files/stemma-reader-private.h"
#include "record/stemma-finding.h"
#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A row of which only one end is there, or fit to be there: the model it names is listed all the same. */
static gboolean
read_half (const StemmaReaderHandler *handler, guint64 line, const char *id, gboolean told, GError **error)
{
  if (!told)
    stemma_reader_finding (handler, id, line, STEMMA_FINDING_NO_ID,
                           id != NULL ? _("the row names one model only, and therefore no edge")
                                      : _("the row names no model and is passed over"));
  if (id == NULL || handler->record == NULL)
    return TRUE;
  StemmaRecord record = { .name = id, .known = STEMMA_KNOWN_PARENTS };
  return handler->record (&record, line, handler->user_data, error);
}

static void
tell_oddities (const StemmaReaderHandler *handler, const StemmaCsv *csv, const StemmaCsvCell *parent,
               const StemmaCsvCell *child, StemmaRelation relation, const char *word)
{
  if (strcmp (parent->text, child->text) == 0)
    stemma_reader_finding (handler, child->text, csv->line, STEMMA_FINDING_SELF_LOOP,
                           _("declares itself as its base model"));
  if (relation == STEMMA_RELATION_OTHER && word == NULL)
    stemma_reader_finding (handler, child->text, csv->line, STEMMA_FINDING_NO_RELATION,
                           _("the row names no relation"));
  else if (relation == STEMMA_RELATION_OTHER)
    stemma_reader_finding (handler, child->text, csv->line, STEMMA_FINDING_UNKNOWN_RELATION,
                           _("unknown relation “%s”"), word);
  const StemmaCsvCell *const ids[] = { parent, child };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (stemma_reader_is_odd (csv, ids[i]))
      stemma_reader_finding (handler, ids[i]->text, csv->line, STEMMA_FINDING_ODD_ID,
                             _("control characters in the id"));
}

static gboolean
read_row (const StemmaReaderHandler *handler, const StemmaCsv *csv, const StemmaCsvCell *parent,
          const StemmaCsvCell *child, StemmaCsvCell *type, GError **error)
{
  gboolean long_child = stemma_reader_is_long (handler, NULL, csv->line, child);
  gboolean long_parent = stemma_reader_is_long (handler, long_child ? NULL : child->text, csv->line, parent);
  gboolean no_parent = long_parent || stemma_utf8_is_blank (parent->text, parent->length);
  gboolean no_child = long_child || stemma_utf8_is_blank (child->text, child->length);
  if (no_parent || no_child)
    {
      const char *id = no_parent ? (no_child ? NULL : child->text) : parent->text;
      return read_half (handler, csv->line, id, long_parent || long_child, error);
    }
  stemma_csv_trim (type);
  StemmaRelation relation = stemma_relation_parse (type->text, (gssize) type->length);
  const char *word = relation == STEMMA_RELATION_OTHER && type->length > 0 ? type->text : NULL;
  tell_oddities (handler, csv, parent, child, relation, word);
  return handler->edge (parent->text, child->text, relation, word, csv->line, handler->user_data, error);
}

/**
 * stemma_edges_csv_read:
 * @csv: a walk that stands on the header
 * @columns: where parent, child and relation stand
 * @handler: what is done with the edges
 * @error: return location
 *
 * Hands on every row as an edge. Both ids are the cells byte for byte: in this table either column lists
 * models. That a pair given twice is one edge is up to whoever keeps them; to find out here would take memory
 * that grows with the file.
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_edges_csv_read (StemmaCsv *csv, const guint columns[3], const StemmaReaderHandler *handler,
                       GError **error)
{
  guint n_columns = csv->n_cells;
  StemmaCsvCell *cells = csv->cells;
  gboolean got;
  for (;;)
    {
      if (!stemma_reader_row (csv, n_columns, &got, error))
        return FALSE;
      if (!got)
        return TRUE;
      if (!read_row (handler, csv, &cells[columns[0]], &cells[columns[1]], &cells[columns[2]], error))
        return FALSE;
    }
}
