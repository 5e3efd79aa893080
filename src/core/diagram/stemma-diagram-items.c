#include "diagram/stemma-diagram-private.h"

/* Where the group that begins at @first ends: behind its last item. */
static guint
end_of_group (const StemmaSceneItem *items, guint n_items, guint first)
{
  guint depth = 0;
  for (guint i = first; i < n_items; i++)
    {
      depth += items[i].type == STEMMA_ITEM_GROUP_BEGIN;
      depth -= items[i].type == STEMMA_ITEM_GROUP_END;
      if (depth == 0)
        return i + 1;
    }
  return n_items;
}

/* Notes which items of the scene every card and every line is drawn with. Lines come first, in their
   own order. */
void
stemma_diagram_index_items (StemmaDiagram *diagram)
{
  guint n_items, n_cards, n_lines, n_met = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (diagram->scene, &n_items);
  stemma_lineage_get_cards (diagram->lineage, &n_cards);
  stemma_lineage_get_lines (diagram->lineage, &n_lines);
  diagram->card_items = g_new0 (StemmaItemRange, n_cards);
  diagram->line_items = g_new0 (StemmaItemRange, n_lines + 1);
  for (guint i = 0; i < n_items;)
    {
      if (items[i].type != STEMMA_ITEM_GROUP_BEGIN)
        {
          i++;
          continue;
        }
      StemmaItemRange range = { i, end_of_group (items, n_items, i) };
      if (items[i].hit == 0 && n_met < diagram->drawn_lines->len)
        diagram->line_items[g_array_index (diagram->drawn_lines, guint32, n_met++)] = range;
      else if (items[i].hit != 0)
        diagram->card_items[g_array_index (diagram->hits, StemmaHit, items[i].hit - 1).card] = range;
      i = range.end;
    }
}

/**
 * stemma_diagram_get_card_items:
 * @diagram: a diagram
 * @card: one of its lineage's cards
 *
 * Returns: the items of the scene that draw @card, for a painter that paints it alone
 */
StemmaItemRange
stemma_diagram_get_card_items (const StemmaDiagram *diagram, guint32 card)
{
  return diagram->card_items[card];
}

/**
 * stemma_diagram_get_line_items:
 * @diagram: a diagram
 * @line: one of its lineage's lines
 *
 * Returns: the items of the scene that draw @line; none for a line that has no curve
 */
StemmaItemRange
stemma_diagram_get_line_items (const StemmaDiagram *diagram, guint32 line)
{
  return diagram->line_items[line];
}
