#include "diagram/stemma-diagram-private.h"

/* StemmaFlags of a card's model; none where it is not listed. */
guint32
stemma_diagram_card_flags (const StemmaDiagram *diagram, const StemmaCard *card)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (diagram->snapshot);
  return card->row == STEMMA_NONE ? 0 : stemma_columns_get_flags (columns, card->row);
}

/* Whether it stays out because somebody wants it to. */
gboolean
stemma_diagram_card_is_pinned (const StemmaDiagram *diagram, const StemmaCard *card)
{
  if (card->kind != STEMMA_CARD_MODEL)
    return FALSE;
  const char *name = card->node != STEMMA_NONE ? stemma_snapshot_get_node_name (diagram->snapshot, card->node)
                                               : stemma_snapshot_get_row_name (diagram->snapshot, card->row);
  return stemma_view_find_entry (diagram->view, STEMMA_VIEW_PIN, name, STEMMA_DOWN, NULL) != NULL;
}

gboolean
stemma_diagram_card_knows (const StemmaDiagram *diagram, const StemmaCard *card, StemmaKnown what)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (diagram->snapshot);
  return card->row != STEMMA_NONE && (stemma_columns_get_known (columns, card->row) & (guint32) what) != 0;
}

StemmaNodeFlags
stemma_diagram_card_node_flags (const StemmaDiagram *diagram, const StemmaCard *card)
{
  return card->node == STEMMA_NONE ? 0 : stemma_snapshot_get_graph (diagram->snapshot)->flags[card->node];
}

/* How a card's models came from their parents; FALSE for a root, a ghost and what stands for several
 * relations. */
gboolean
stemma_diagram_card_relation (const StemmaDiagram *diagram, const StemmaCard *card, StemmaRelation *relation)
{
  *relation = card->relation;
  if (card->kind != STEMMA_CARD_MODEL)
    return card->kind == STEMMA_CARD_FOLD;
  if (!(stemma_diagram_card_node_flags (diagram, card) & STEMMA_NODE_DERIVED))
    return FALSE;
  guint8 kind = stemma_snapshot_get_graph (diagram->snapshot)->relation[card->node];
  *relation = MIN (kind, STEMMA_RELATION_OTHER);
  return TRUE;
}

/* A word of a card's model, NULL where it has none. */
const char *
stemma_diagram_card_word (const StemmaDiagram *diagram, const StemmaCard *card, StemmaWordKind kind)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (diagram->snapshot);
  if (card->row == STEMMA_NONE)
    return NULL;
  guint32 code = (guint32) stemma_packed_get (kind == STEMMA_WORD_TASK ? &columns->task : &columns->licence,
                                              card->row);
  return code == 0 ? NULL : stemma_snapshot_get_word (diagram->snapshot, kind, code);
}
