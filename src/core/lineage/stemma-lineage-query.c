#include "lineage/stemma-lineage-private.h"

#include <string.h>

/**
 * stemma_lineage_get_card_name:
 * @lineage: a lineage
 * @card: one of its cards
 *
 * Returns: (transfer none): the name of the model; for what stands for several, of the model it is opened at
 */
const char *
stemma_lineage_get_card_name (const StemmaLineage *lineage, guint32 card)
{
  const StemmaCard *c = &g_array_index (lineage->cards, StemmaCard, card);
  if (c->anchor == STEMMA_NONE)
    return stemma_snapshot_get_row_name (lineage->snapshot, c->row);
  return stemma_snapshot_get_node_name (lineage->snapshot, c->anchor);
}

/**
 * stemma_lineage_find_card:
 * @lineage: a lineage
 * @id: a card's id, of this or another lineage
 *
 * Returns: the card of that id, or %STEMMA_NONE
 */
guint32
stemma_lineage_find_card (const StemmaLineage *lineage, guint64 id)
{
  for (guint i = 0; i < lineage->cards->len; i++)
    if (g_array_index (lineage->cards, StemmaCard, i).id == id)
      return i;
  return STEMMA_NONE;
}

/**
 * stemma_lineage_locate:
 * @lineage: a lineage
 * @node: a node of its snapshot
 * @card: (out): the card that it is, or on which it is counted
 * @chip: (out): the chip on which it is counted, %STEMMA_NONE if on none
 *
 * Returns: whether @node is in the picture at all
 */
gboolean
stemma_lineage_locate (const StemmaLineage *lineage, StemmaNode node, guint32 *card, guint32 *chip)
{
  guint32 member = lineage->family != NULL ? stemma_family_member (lineage->family, node) : STEMMA_NONE;
  *card = *chip = STEMMA_NONE;
  if (member == STEMMA_NONE)
    return FALSE;
  if (member < lineage->family->n_members)
    {
      *card = lineage->slot_card[member];
      *chip = lineage->slot_chip[member];
      return TRUE;
    }
  for (guint i = 0; i < lineage->cards->len; i++)
    if (g_array_index (lineage->cards, StemmaCard, i).node == node)
      *card = i;
  return *card != STEMMA_NONE;
}

static gint
compare_best (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return stemma_family_compare_best (user_data, *(const StemmaNode *) a, *(const StemmaNode *) b);
}

static void
list_outside (const StemmaLineage *lineage, const StemmaChip *chip, GArray *nodes)
{
  const StemmaFamily *family = lineage->family;
  const StemmaGraph *graph = family->graph;
  gboolean children = chip->kind == STEMMA_CHIP_OTHER_CHILDREN;
  const guint32 *start = children ? graph->child_start : graph->parent_start;
  const StemmaNode *neighbour = children ? graph->child : graph->parent;
  StemmaNode node = g_array_index (lineage->cards, StemmaCard, chip->card).node;
  for (guint32 e = start[node]; e < start[node + 1]; e++)
    if (family->place[neighbour[e]] == 0)
      g_array_append_val (nodes, neighbour[e]);
}

/**
 * stemma_lineage_list_members:
 * @lineage: a lineage
 * @card: one of its cards
 * @chip: one of that card's chips, or %STEMMA_NONE for the card itself
 * @deep: whether to list all that it stands for, or only what stands directly behind it
 *
 * Lists what a fold, a "more" or a chip stands for: the most downloaded first, then by name. Takes time in
 * proportion to the family; nothing of it is kept ready.
 *
 * Returns: (transfer full) (element-type StemmaNode): the nodes
 */
GArray *
stemma_lineage_list_members (const StemmaLineage *lineage, guint32 card, guint32 chip, gboolean deep)
{
  StemmaFamily *family = lineage->family;
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  if (family == NULL)
    return nodes;
  const StemmaChip *c = chip != STEMMA_NONE ? &g_array_index (lineage->chips, StemmaChip, chip) : NULL;
  if (c != NULL && c->kind >= STEMMA_CHIP_OTHER_CHILDREN)
    list_outside (lineage, c, nodes);
  else
    for (guint32 member = 0; member < family->n_members; member++)
      if (lineage->slot_card[member] == card && lineage->slot_chip[member] == chip
          && (deep || lineage->head[member]))
        g_array_append_val (nodes, g_array_index (family->nodes, StemmaNode, member));
  g_array_sort_with_data (nodes, compare_best, family);
  return nodes;
}

static char *
fold_case (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/**
 * stemma_lineage_find_text:
 * @lineage: a lineage
 * @text: what to look for, in whatever letter case; nothing is found by ""
 * @n_found: (out): how many
 *
 * Returns: (transfer full) (array length=n_found): the cards of models whose names contain @text, in their
 * order
 */
guint32 *
stemma_lineage_find_text (const StemmaLineage *lineage, const char *text, guint *n_found)
{
  g_autofree char *needle = fold_case (text);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; needle[0] != '\0' && i < lineage->cards->len; i++)
    {
      if (g_array_index (lineage->cards, StemmaCard, i).kind != STEMMA_CARD_MODEL)
        continue;
      g_autofree char *name = fold_case (stemma_lineage_get_card_name (lineage, i));
      if (strstr (name, needle) != NULL)
        g_array_append_val (found, i);
    }
  *n_found = found->len;
  return (guint32 *) (void *) g_array_free (found, FALSE);
}

/* Lights what is reached from @card in one direction. Lines stand by the card they leave, parents first. */
static void
trace_one_way (const StemmaLineage *lineage, guint32 card, gboolean up, guint8 *cards_lit, guint8 *lines_lit)
{
  const StemmaLine *lines = (const StemmaLine *) (void *) lineage->lines->data;
  guint n_lines = lineage->lines->len;
  g_autofree guint8 *reached = g_new0 (guint8, lineage->cards->len);
  reached[card] = 1;
  for (gboolean changed = TRUE; changed;)
    {
      changed = FALSE;
      for (guint i = 0; i < n_lines; i++)
        {
          guint at = up ? n_lines - 1 - i : i;
          guint32 near = up ? lines[at].to : lines[at].from, far = up ? lines[at].from : lines[at].to;
          if (!reached[near])
            continue;
          lines_lit[at] = 1;
          /* Only a backward line reaches what was gone past already. */
          changed = changed || (!reached[far] && (lines[at].flags & STEMMA_LINE_BACKWARD));
          reached[far] = 1;
        }
    }
  for (guint i = 0; i < lineage->cards->len; i++)
    cards_lit[i] |= reached[i];
}

/**
 * stemma_lineage_trace:
 * @lineage: a lineage
 * @card: one of its cards
 * @cards_lit: (inout): a byte a card, set to 1 for @card and all that lies on a path through it
 * @lines_lit: (inout): a byte a line, set to 1 for the lines of these paths
 *
 * The path of a card, up to the roots and down to the leaves: what is lit while it is pointed at.
 */
void
stemma_lineage_trace (const StemmaLineage *lineage, guint32 card, guint8 *cards_lit, guint8 *lines_lit)
{
  trace_one_way (lineage, card, TRUE, cards_lit, lines_lit);
  trace_one_way (lineage, card, FALSE, cards_lit, lines_lit);
}

/**
 * stemma_lineage_step:
 * @lineage: a lineage
 * @card: one of its cards
 * @direction: where to go
 *
 * Returns: the first parent's or the first child's card, %STEMMA_NONE where there is none
 */
guint32
stemma_lineage_step (const StemmaLineage *lineage, guint32 card, StemmaDirection direction)
{
  const StemmaLine *lines = (const StemmaLine *) (void *) lineage->lines->data;
  guint32 best = STEMMA_NONE;
  for (guint i = 0; i < lineage->lines->len; i++)
    {
      guint32 near = direction == STEMMA_UP ? lines[i].to : lines[i].from;
      guint32 far = direction == STEMMA_UP ? lines[i].from : lines[i].to;
      if (near == card && (lines[i].flags & STEMMA_LINE_BACKWARD) == 0)
        best = MIN (best, far);
    }
  return best;
}

/**
 * stemma_lineage_equal:
 * @a: a lineage
 * @b: a lineage
 *
 * Returns: whether both show the same cards, chips and lines, whatever view and snapshot they were made of
 */
gboolean
stemma_lineage_equal (const StemmaLineage *a, const StemmaLineage *b)
{
  if (a->cards->len != b->cards->len || a->chips->len != b->chips->len || a->lines->len != b->lines->len)
    return FALSE;
  for (guint i = 0; i < a->cards->len; i++)
    {
      const StemmaCard *x = &g_array_index (a->cards, StemmaCard, i);
      const StemmaCard *y = &g_array_index (b->cards, StemmaCard, i);
      if (x->id != y->id || x->kind != y->kind || x->count != y->count || x->n_members != y->n_members
          || x->side != y->side || x->downloads != y->downloads || x->n_chips != y->n_chips)
        return FALSE;
    }
  for (guint i = 0; i < a->chips->len; i++)
    {
      const StemmaChip *x = &g_array_index (a->chips, StemmaChip, i);
      const StemmaChip *y = &g_array_index (b->chips, StemmaChip, i);
      if (x->card != y->card || x->kind != y->kind || x->relation != y->relation || x->count != y->count
          || x->n_members != y->n_members || x->collapsed != y->collapsed)
        return FALSE;
    }
  for (guint i = 0; i < a->lines->len; i++)
    {
      const StemmaLine *x = &g_array_index (a->lines, StemmaLine, i);
      const StemmaLine *y = &g_array_index (b->lines, StemmaLine, i);
      if (x->from != y->from || x->to != y->to || x->relation != y->relation || x->flags != y->flags)
        return FALSE;
    }
  return TRUE;
}
