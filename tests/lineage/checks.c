#include "lineage/checks.h"

/* Who is in the family, worked out anew: a byte a node, 1 focus, 2 descendant, 3 ancestor. */
static guint8 *
reference_family (StemmaSnapshot *snapshot, StemmaNode focus, guint *n_members)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint8 *sides = g_new0 (guint8, graph->n_nodes);
  guint8 marks[2] = { 2, 3 };
  for (guint pass = 0; pass < 2; pass++)
    {
      g_autofree guint8 *met = g_new0 (guint8, graph->n_nodes);
      met[focus] = 1;
      for (gboolean changed = TRUE; changed;)
        {
          changed = FALSE;
          for (StemmaNode v = 0; v < graph->n_nodes; v++)
            for (guint32 e = graph->child_start[v]; e < graph->child_start[v + 1]; e++)
              {
                StemmaNode from = pass == 0 ? v : graph->child[e], to = pass == 0 ? graph->child[e] : v;
                changed = changed || (met[from] && !met[to]);
                met[to] |= met[from];
              }
        }
      for (StemmaNode v = 0; v < graph->n_nodes; v++)
        if (met[v] && sides[v] == 0)
          sides[v] = marks[pass];
    }
  sides[focus] = 1;
  *n_members = 0;
  for (StemmaNode v = 0; v < graph->n_nodes; v++)
    *n_members += sides[v] != 0;
  return sides;
}

static void
check_members (StemmaLineage *lineage, guint32 card, guint32 chip, guint32 count, guint32 heads, guint *seen)
{
  g_autoptr (GArray) all = stemma_lineage_list_members (lineage, card, chip, TRUE);
  g_autoptr (GArray) direct = stemma_lineage_list_members (lineage, card, chip, FALSE);
  g_assert_cmpuint (all->len, ==, count);
  g_assert_cmpuint (direct->len, ==, heads);
  for (guint i = 0; i < all->len; i++)
    {
      StemmaNode node = g_array_index (all, StemmaNode, i);
      guint32 at_card, at_chip;
      g_assert_true (stemma_lineage_locate (lineage, node, &at_card, &at_chip));
      g_assert_cmpuint (at_card, ==, card);
      g_assert_cmpuint (at_chip, ==, chip);
      seen[node]++;
    }
}

/* Every member of the family is on exactly one card or counted on exactly one chip, fold or "more". */
static void
check_conservation (StemmaLineage *lineage)
{
  StemmaSnapshot *snapshot = stemma_lineage_get_snapshot (lineage);
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint n_cards, n_chips, n_members, total = 0;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  const StemmaChip *chips = stemma_lineage_get_chips (lineage, &n_chips);
  StemmaNode focus = cards[stemma_lineage_get_focus (lineage)].node;
  g_autofree guint8 *sides = reference_family (snapshot, focus, &n_members);
  g_autofree guint *seen = g_new0 (guint, graph->n_nodes);
  guint away = stemma_lineage_count_hidden (lineage) + stemma_lineage_count_filtered (lineage);
  for (guint i = 0; i < n_cards; i++)
    {
      if (cards[i].side == STEMMA_SIDE_GUEST)
        continue;
      check_members (lineage, i, STEMMA_NONE, cards[i].count, cards[i].n_members, seen);
      total += cards[i].count;
    }
  for (guint i = 0; i < n_chips; i++)
    if (chips[i].kind < STEMMA_CHIP_OTHER_CHILDREN)
      {
        check_members (lineage, chips[i].card, i, chips[i].count, chips[i].n_members, seen);
        total += chips[i].count;
      }
  for (StemmaNode v = 0; v < graph->n_nodes; v++)
    {
      g_assert_cmpuint (seen[v], <=, sides[v] != 0);
      total += away > 0 && sides[v] != 0 && seen[v] == 0;
    }
  g_assert_cmpuint (total, ==, n_members);
  g_assert_cmpuint (stemma_lineage_count (lineage, STEMMA_SIDE_FOCUS)
                        + stemma_lineage_count (lineage, STEMMA_SIDE_ANCESTOR)
                        + stemma_lineage_count (lineage, STEMMA_SIDE_DESCENDANT) + away,
                    ==, n_members);
}

/* Lines follow the order of the cards, but for backward ones, which stand on rings of the graph only. */
void
check_lines (StemmaLineage *lineage)
{
  guint n_cards, n_lines;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      const StemmaCard *from = &cards[lines[i].from], *to = &cards[lines[i].to];
      g_assert_cmpuint (lines[i].from, <, n_cards);
      g_assert_cmpuint (lines[i].to, <, n_cards);
      if (!(lines[i].flags & STEMMA_LINE_BACKWARD))
        g_assert_cmpuint (lines[i].from, <, lines[i].to);
      else
        g_assert_true (lines[i].flags & STEMMA_LINE_DROPPED);
      g_assert_true (from->kind == STEMMA_CARD_MODEL || from->direction == STEMMA_UP);
      g_assert_true (to->kind != STEMMA_CARD_MORE || to->direction == STEMMA_DOWN);
      g_assert_true (i == 0 || lines[i - 1].from < lines[i].from
                     || (lines[i - 1].from == lines[i].from && lines[i - 1].to < lines[i].to));
    }
}

/* Between two models on cards there is a line exactly where there is an edge; every card hangs together with
 * another. */
static void
check_edges (StemmaLineage *lineage)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (stemma_lineage_get_snapshot (lineage));
  guint n_cards, n_lines, n_edges = 0, n_between = 0;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  g_autofree guint8 *touched = g_new0 (guint8, n_cards);
  g_autoptr (GHashTable) on_card = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n_cards; i++)
    if (cards[i].kind == STEMMA_CARD_MODEL)
      g_hash_table_add (on_card, GUINT_TO_POINTER (cards[i].node + 1));
  for (guint i = 0; i < n_cards; i++)
    if (cards[i].kind == STEMMA_CARD_MODEL)
      for (guint32 e = graph->parent_start[cards[i].node]; e < graph->parent_start[cards[i].node + 1]; e++)
        n_edges += graph->parent[e] != cards[i].node
                   && g_hash_table_contains (on_card, GUINT_TO_POINTER (graph->parent[e] + 1));
  for (guint i = 0; i < n_lines; i++)
    {
      n_between
          += cards[lines[i].from].kind == STEMMA_CARD_MODEL && cards[lines[i].to].kind == STEMMA_CARD_MODEL;
      touched[lines[i].from] = touched[lines[i].to] = 1;
    }
  g_assert_cmpuint (n_edges, ==, n_between);
  for (guint i = 0; i < n_cards; i++)
    g_assert_true (touched[i] || n_cards == 1);
}

void
check_ids (StemmaLineage *lineage)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    {
      g_assert_cmpuint (cards[i].id, !=, 0);
      g_assert_cmpuint (stemma_lineage_find_card (lineage, cards[i].id), ==, i);
    }
}

StemmaLineage *
show (StemmaSnapshot *snapshot, StemmaView *view)
{
  g_autoptr (GError) error = NULL;
  StemmaLineage *lineage = stemma_lineage_new (snapshot, view, &error);
  g_assert_no_error (error);
  return lineage;
}

StemmaLineage *
show_name (StemmaSnapshot *snapshot, const char *name)
{
  g_autoptr (StemmaView) view = stemma_view_new (name);
  return show (snapshot, view);
}

void
check_all (StemmaLineage *lineage)
{
  check_ids (lineage);
  check_lines (lineage);
  check_edges (lineage);
  check_conservation (lineage);
}

const StemmaCard *
card_named (StemmaLineage *lineage, const char *name)
{
  StemmaNode node = stemma_snapshot_find_node (stemma_lineage_get_snapshot (lineage), name);
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    if (cards[i].kind == STEMMA_CARD_MODEL && cards[i].node == node)
      return &cards[i];
  return NULL;
}

const StemmaChip *
find_chip (StemmaLineage *lineage, const StemmaCard *card, StemmaChipKind kind, StemmaRelation relation)
{
  guint n_chips;
  const StemmaChip *chips = stemma_lineage_get_chips (lineage, &n_chips);
  for (guint i = card->first_chip; i < card->first_chip + card->n_chips; i++)
    if (chips[i].kind == kind && (kind != STEMMA_CHIP_LEAVES || chips[i].relation == relation))
      return &chips[i];
  return NULL;
}

const StemmaCard *
the_card (StemmaLineage *lineage, const char *name)
{
  const StemmaCard *card = card_named (lineage, name);
  if (card == NULL)
    g_error ("%s is not on a card", name);
  return card;
}

const StemmaChip *
the_chip (StemmaLineage *lineage, const char *name, StemmaChipKind kind, StemmaRelation relation)
{
  const StemmaChip *chip = find_chip (lineage, the_card (lineage, name), kind, relation);
  if (chip == NULL)
    g_error ("%s has no such chip", name);
  return chip;
}

guint
count_kind (StemmaLineage *lineage, StemmaCardKind kind)
{
  guint n_cards, n = 0;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    n += cards[i].kind == kind;
  return n;
}

guint
count_cards (StemmaLineage *lineage)
{
  guint n_cards;
  stemma_lineage_get_cards (lineage, &n_cards);
  return n_cards;
}
