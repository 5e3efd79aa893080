#include "lineage/stemma-lineage.h"

#include <string.h>

#include "base/stemma-error.h"
#include "lineage/invented.h"

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
static void
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

/* Between two models on cards there is a line exactly where there is an edge; every card hangs together with another. */
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
      n_between += cards[lines[i].from].kind == STEMMA_CARD_MODEL && cards[lines[i].to].kind == STEMMA_CARD_MODEL;
      touched[lines[i].from] = touched[lines[i].to] = 1;
    }
  g_assert_cmpuint (n_edges, ==, n_between);
  for (guint i = 0; i < n_cards; i++)
    g_assert_true (touched[i] || n_cards == 1);
}

static void
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

static StemmaLineage *
show (StemmaSnapshot *snapshot, StemmaView *view)
{
  g_autoptr (GError) error = NULL;
  StemmaLineage *lineage = stemma_lineage_new (snapshot, view, &error);
  g_assert_no_error (error);
  return lineage;
}

static StemmaLineage *
show_name (StemmaSnapshot *snapshot, const char *name)
{
  g_autoptr (StemmaView) view = stemma_view_new (name);
  return show (snapshot, view);
}

static void
check_all (StemmaLineage *lineage)
{
  check_ids (lineage);
  check_lines (lineage);
  check_edges (lineage);
  check_conservation (lineage);
}

static const StemmaCard *
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

static const StemmaChip *
find_chip (StemmaLineage *lineage, const StemmaCard *card, StemmaChipKind kind, StemmaRelation relation)
{
  guint n_chips;
  const StemmaChip *chips = stemma_lineage_get_chips (lineage, &n_chips);
  for (guint i = card->first_chip; i < card->first_chip + card->n_chips; i++)
    if (chips[i].kind == kind && (kind != STEMMA_CHIP_LEAVES || chips[i].relation == relation))
      return &chips[i];
  return NULL;
}

static const StemmaCard *
the_card (StemmaLineage *lineage, const char *name)
{
  const StemmaCard *card = card_named (lineage, name);
  if (card == NULL)
    g_error ("%s is not on a card", name);
  return card;
}

static const StemmaChip *
the_chip (StemmaLineage *lineage, const char *name, StemmaChipKind kind, StemmaRelation relation)
{
  const StemmaChip *chip = find_chip (lineage, the_card (lineage, name), kind, relation);
  if (chip == NULL)
    g_error ("%s has no such chip", name);
  return chip;
}

static guint
count_kind (StemmaLineage *lineage, StemmaCardKind kind)
{
  guint n_cards, n = 0;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    n += cards[i].kind == kind;
  return n;
}

static guint
count_cards (StemmaLineage *lineage)
{
  guint n_cards;
  stemma_lineage_get_cards (lineage, &n_cards);
  return n_cards;
}

/* Some node of a random graph, by name. */
static const char *
random_node (GRand *rand, StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  if (graph->n_nodes == 0)
    return NULL;
  return stemma_snapshot_get_node_name (snapshot, (guint32) g_rand_int_range (rand, 0, (gint32) graph->n_nodes));
}

static void
test_random_first (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  for (guint i = 0; i < 1500; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      for (guint n = 0; n < 3; n++)
        {
          const char *name = random_node (rand, snapshot);
          if (name == NULL)
            break;
          g_autoptr (StemmaLineage) lineage = show_name (snapshot, name);
          check_all (lineage);
          g_assert_cmpuint (count_cards (lineage), <=, STEMMA_LINEAGE_FIRST_CARDS);
          g_assert_cmpstr (stemma_lineage_get_card_name (lineage, stemma_lineage_get_focus (lineage)), ==, name);
        }
    }
}

static StemmaView *
random_edit (GRand *rand, StemmaSnapshot *snapshot, StemmaView *view)
{
  const char *name = random_node (rand, snapshot), *member = random_node (rand, snapshot);
  StemmaDirection direction = g_rand_boolean (rand) ? STEMMA_UP : STEMMA_DOWN;
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      return stemma_view_with_expanded (view, name, direction, 1u << g_rand_int_range (rand, 0, 5));
    case 1:
      return stemma_view_with_collapsed (view, name, direction);
    case 2:
      return stemma_view_with_more (view, name, direction, (guint) g_rand_int_range (rand, 1, 30));
    case 3:
      return stemma_view_with_picked (view, name, direction, member);
    case 4:
      return stemma_view_with_hidden (view, name, TRUE);
    case 5:
      return stemma_view_with_pinned (view, name, TRUE);
    case 6:
      return stemma_view_with_depth (view, direction, (guint) g_rand_int_range (rand, 0, 4));
    case 7:
      return stemma_view_with_relations (view, g_rand_int (rand));
    case 8:
      return stemma_view_with_min_downloads (view, (guint64) g_rand_int_range (rand, 0, 20));
    default:
      return stemma_view_with_fold (view, g_rand_boolean (rand) ? STEMMA_FOLD_NONE : STEMMA_FOLD_AUTO);
    }
}

static void
test_random_edited (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (32);
  for (guint i = 0; i < 1500; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      const char *name = random_node (rand, snapshot);
      if (name == NULL)
        continue;
      StemmaView *view = stemma_view_new (name);
      for (guint n = 0; n < 1 + i % 9; n++)
        {
          StemmaView *next = random_edit (rand, snapshot, view);
          stemma_view_unref (view);
          view = next;
        }
      g_autoptr (StemmaLineage) lineage = show (snapshot, view);
      g_autoptr (StemmaLineage) again = show (snapshot, view);
      check_all (lineage);
      g_assert_true (stemma_lineage_equal (lineage, again));
      stemma_view_unref (view);
    }
}

static void
test_expand_then_collapse (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (33);
  guint differed = 0;
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      const char *name = random_node (rand, snapshot);
      if (name == NULL)
        continue;
      const char *other = g_rand_boolean (rand) ? name : random_node (rand, snapshot);
      StemmaDirection direction = g_rand_boolean (rand) ? STEMMA_UP : STEMMA_DOWN;
      g_autoptr (StemmaView) view = stemma_view_new (name);
      g_autoptr (StemmaView) open = stemma_view_with_expanded (view, other, direction, STEMMA_VIEW_ALL_RELATIONS);
      g_autoptr (StemmaView) back = stemma_view_with_collapsed (open, other, direction);
      g_autoptr (StemmaView) shut = stemma_view_with_collapsed (back, other, direction);
      g_autoptr (StemmaLineage) first = show (snapshot, view);
      g_autoptr (StemmaLineage) second = show (snapshot, open);
      g_autoptr (StemmaLineage) third = show (snapshot, back);
      g_autoptr (StemmaLineage) fourth = show (snapshot, shut);
      g_assert_true (stemma_lineage_equal (first, third));
      differed += !stemma_lineage_equal (first, second);
      g_assert_cmpuint (count_cards (fourth), <=, count_cards (first));
    }
  g_assert_cmpuint (differed, >, 50);
}

/* What an edit leaves on the canvas keeps its id. */
static void
test_ids_stay (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (34);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      const char *name = random_node (rand, snapshot), *other = random_node (rand, snapshot);
      if (name == NULL)
        continue;
      g_autoptr (StemmaLineage) a = show_name (snapshot, name);
      g_autoptr (StemmaLineage) b = show_name (snapshot, other);
      guint n_cards;
      const StemmaCard *cards = stemma_lineage_get_cards (a, &n_cards);
      for (guint c = 0; c < n_cards; c++)
        {
          const StemmaCard *same = cards[c].kind == STEMMA_CARD_MODEL
                                       ? card_named (b, stemma_lineage_get_card_name (a, c))
                                       : NULL;
          if (same != NULL)
            g_assert_cmpuint (same->id, ==, cards[c].id);
        }
    }
}

static void
test_star (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (3000, 40);
  g_autoptr (StemmaLineage) lineage = show_name (snapshot, "acme/root");
  check_all (lineage);
  g_assert_cmpuint (the_card (lineage, "acme/root")->n_chips, ==, STEMMA_N_RELATIONS);
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_MERGE)->count, ==, 600);
  /* Of 40 alike inner models two stay out, the others fold with their 76 leaves. */
  g_assert_cmpuint (count_cards (lineage), ==, 4);
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  g_assert_cmpint (cards[3].kind, ==, STEMMA_CARD_FOLD);
  g_assert_cmpuint (cards[3].n_members, ==, 38);
  g_assert_cmpuint (cards[3].count, ==, 38 * 3);
  g_assert_cmpuint (cards[3].mix[STEMMA_RELATION_FINETUNE], ==, 38);
  g_assert_cmpuint (cards[3].mix[STEMMA_RELATION_QUANTIZED], ==, 76);
}

static void
test_star_opened (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (3000, 40);
  g_autoptr (StemmaView) view = stemma_view_new ("acme/root");
  g_autoptr (StemmaView) open
      = stemma_view_with_expanded (view, "acme/root", STEMMA_DOWN, 1u << STEMMA_RELATION_MERGE);
  g_autoptr (StemmaView) picked = stemma_view_with_picked (open, "acme/root", STEMMA_DOWN, "leaf/n00003");
  g_autoptr (StemmaLineage) lineage = show (snapshot, picked);
  check_all (lineage);
  g_assert_cmpuint (count_cards (lineage), ==, 4 + 24 + 1);
  g_assert_nonnull (card_named (lineage, "leaf/n00003"));
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_MERGE)->count, ==, 576);
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_QUANTIZED)->count, ==, 599);
}

static void
test_deep (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_deep (5000);
  g_autoptr (StemmaLineage) top = show_name (snapshot, "deep/n00000");
  g_autoptr (StemmaLineage) middle = show_name (snapshot, "deep/n02500");
  check_ids (top);
  check_lines (top);
  g_assert_cmpuint (count_cards (top), ==, STEMMA_LINEAGE_FIRST_CARDS);
  g_assert_cmpuint (count_cards (middle), ==, STEMMA_LINEAGE_FIRST_CARDS);
  const StemmaChip *below = the_chip (top, "deep/n00059", STEMMA_CHIP_BELOW, 0);
  g_assert_cmpuint (below->count, ==, 2 * (4999 - 59) - 1);
  g_assert_cmpuint (below->n_members, ==, 1);
  g_assert_cmpuint (stemma_lineage_count (middle, STEMMA_SIDE_ANCESTOR), ==, 2500);
  /* Half of the cards are not enough for the ancestors: the rest is counted. */
  guint n_cards, above = 0;
  const StemmaCard *cards = stemma_lineage_get_cards (middle, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    {
      const StemmaChip *chip = find_chip (middle, &cards[i], STEMMA_CHIP_ABOVE, 0);
      above += chip != NULL ? chip->count : 0;
    }
  g_assert_cmpuint (above, ==, 2500 - 39);
}

static void
test_more (void)
{
  Invented *invented = invented_new ();
  char name[32], child[32];
  invented_model (invented, "acme/root", 5);
  for (guint i = 0; i < 100; i++)
    {
      g_snprintf (name, sizeof name, "acme/n%02u", i);
      g_snprintf (child, sizeof child, "acme/n%02u-a", i);
      invented_model (invented, name, 1000 - i);
      invented_edge (invented, name, "acme/root", STEMMA_RELATION_FINETUNE);
      invented_model (invented, child, 0);
      invented_edge (invented, child, name, STEMMA_RELATION_FINETUNE);
      g_snprintf (name, sizeof name, "acme/n%02u-b", i);
      invented_model (invented, name, 0);
      invented_edge (invented, name, child, STEMMA_RELATION_FINETUNE);
    }
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaView) view = stemma_view_new ("acme/root");
  g_autoptr (StemmaLineage) lineage = show (snapshot, view);
  check_all (lineage);
  g_assert_cmpuint (count_cards (lineage), ==, 1 + 2 * STEMMA_LINEAGE_FIRST_FAN + 1);
  g_assert_cmpuint (count_kind (lineage, STEMMA_CARD_MORE), ==, 1);
  g_assert_nonnull (card_named (lineage, "acme/n15"));
  g_assert_null (card_named (lineage, "acme/n16"));
  g_autoptr (StemmaView) wider = stemma_view_with_more (view, "acme/root", STEMMA_DOWN, 12);
  g_autoptr (StemmaLineage) more = show (snapshot, wider);
  check_all (more);
  g_assert_nonnull (card_named (more, "acme/n27"));
  g_assert_null (card_named (more, "acme/n28"));
  g_autoptr (StemmaView) widest = stemma_view_with_more (view, "acme/root", STEMMA_DOWN, 1000);
  g_autoptr (StemmaLineage) most = show (snapshot, widest);
  check_all (most);
  g_assert_cmpuint (count_kind (most, STEMMA_CARD_MORE), ==, 0);
  /* A model behind "+N more" that is picked comes out with nothing left hanging in the air. */
  g_autoptr (StemmaView) picked = stemma_view_with_picked (view, "acme/root", STEMMA_DOWN, "acme/n90-b");
  g_autoptr (StemmaLineage) out = show (snapshot, picked);
  check_all (out);
  g_assert_nonnull (card_named (out, "acme/n90-b"));
  g_assert_nonnull (card_named (out, "acme/n90"));
}

static void
test_same_parents_fold (void)
{
  Invented *invented = invented_new ();
  char name[32];
  invented_model (invented, "acme/root", 5);
  invented_model (invented, "acme/a", 4);
  invented_edge (invented, "acme/a", "acme/root", STEMMA_RELATION_FINETUNE);
  invented_model (invented, "acme/b", 3);
  invented_edge (invented, "acme/b", "acme/root", STEMMA_RELATION_FINETUNE);
  for (guint i = 0; i < 10; i++)
    {
      g_snprintf (name, sizeof name, "acme/merge%u", i);
      invented_model (invented, name, i);
      invented_edge (invented, name, i % 2 ? "acme/a" : "acme/b", STEMMA_RELATION_MERGE);
      invented_edge (invented, name, i % 2 ? "acme/b" : "acme/a", STEMMA_RELATION_MERGE);
      invented_edge (invented, name, "acme/elsewhere", STEMMA_RELATION_MERGE);
    }
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaLineage) lineage = show_name (snapshot, "acme/root");
  check_all (lineage);
  g_assert_cmpuint (count_kind (lineage, STEMMA_CARD_FOLD), ==, 1);
  g_assert_nonnull (card_named (lineage, "acme/merge9"));
  g_assert_nonnull (card_named (lineage, "acme/merge8"));
  g_assert_null (card_named (lineage, "acme/merge7"));
  const StemmaCard *out = the_card (lineage, "acme/merge9");
  g_assert_cmpuint (out->n_parents, ==, 3);
  g_assert_cmpuint (out->n_parents_away, ==, 1);
  g_assert_nonnull (find_chip (lineage, out, STEMMA_CHIP_OTHER_PARENTS, 0));
  /* Opened upwards, the parent from elsewhere, a ghost, stands beside it. */
  g_autoptr (StemmaView) view = stemma_view_new ("acme/root");
  g_autoptr (StemmaView) open
      = stemma_view_with_expanded (view, "acme/merge9", STEMMA_UP, STEMMA_VIEW_ALL_RELATIONS);
  g_autoptr (StemmaLineage) opened = show (snapshot, open);
  check_all (opened);
  g_assert_cmpint (the_card (opened, "acme/elsewhere")->side, ==, STEMMA_SIDE_GUEST);
  g_assert_null (find_chip (opened, the_card (opened, "acme/merge9"), STEMMA_CHIP_OTHER_PARENTS, 0));
}

static void
test_siblings_as_guests (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (50, 0);
  g_autoptr (StemmaLineage) lineage = show_name (snapshot, "leaf/n00007");
  check_all (lineage);
  g_assert_cmpuint (count_cards (lineage), ==, 2);
  const StemmaChip *others = the_chip (lineage, "acme/root", STEMMA_CHIP_OTHER_CHILDREN, 0);
  g_assert_cmpuint (others->count, ==, 49);
  g_autoptr (GArray) listed = stemma_lineage_list_members (lineage, others->card, 0, TRUE);
  g_assert_cmpuint (listed->len, ==, 49);
  g_autoptr (StemmaView) view = stemma_view_new ("leaf/n00007");
  g_autoptr (StemmaView) picked = stemma_view_with_picked (view, "acme/root", STEMMA_DOWN, "leaf/n00009");
  g_autoptr (StemmaLineage) both = show (snapshot, picked);
  check_all (both);
  g_assert_cmpuint (count_cards (both), ==, 3);
  g_assert_cmpuint (stemma_lineage_count (both, STEMMA_SIDE_GUEST), ==, 1);
}

/* Two rings: one through the focus, one among its ancestors. Each is broken where it would close, seen from there. */
static void
test_cycles (void)
{
  Invented *invented = invented_new ();
  static const char *const names[] = { "far", "near", "focus", "one", "two" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    invented_model (invented, names[i], 1);
  invented_edge (invented, "near", "far", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "far", "near", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "focus", "near", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "one", "focus", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "two", "one", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "focus", "two", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "one", "one", STEMMA_RELATION_FINETUNE);
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaLineage) lineage = show_name (snapshot, "focus");
  check_all (lineage);
  guint n_lines, n_backward = 0;
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      if (!(lines[i].flags & STEMMA_LINE_BACKWARD))
        continue;
      const char *from = stemma_lineage_get_card_name (lineage, lines[i].from);
      const char *to = stemma_lineage_get_card_name (lineage, lines[i].to);
      g_assert_cmpstr (to, ==, strcmp (from, "two") == 0 ? "focus" : "far");
      g_assert_cmpstr (from, ==, strcmp (to, "far") == 0 ? "near" : "two");
      n_backward++;
    }
  g_assert_cmpuint (n_backward, ==, 2);
  g_assert_cmpuint (n_lines, ==, 6);
}

static void
test_ghosts_and_lone (void)
{
  Invented *invented = invented_new ();
  invented_model (invented, "acme/lone", 3);
  invented_model (invented, "acme/child", 2);
  invented_edge (invented, "acme/child", "gone/parent", STEMMA_RELATION_ADAPTER);
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaLineage) lineage = show_name (snapshot, "acme/child");
  check_all (lineage);
  g_assert_cmpuint (the_card (lineage, "gone/parent")->row, ==, STEMMA_NONE);
  g_autoptr (StemmaLineage) ghost = show_name (snapshot, "gone/parent");
  check_all (ghost);
  g_assert_cmpuint (the_chip (ghost, "gone/parent", STEMMA_CHIP_LEAVES, STEMMA_RELATION_ADAPTER)->count, ==, 1);
  g_autoptr (StemmaLineage) lone = show_name (snapshot, "acme/lone");
  g_assert_cmpuint (count_cards (lone), ==, 1);
  g_assert_cmpstr (stemma_lineage_get_card_name (lone, 0), ==, "acme/lone");
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) view = stemma_view_new ("acme/nobody");
  g_assert_null (stemma_lineage_new (snapshot, view, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
}

static void
test_unfolded (void)
{
  g_autoptr (StemmaSnapshot) small = invented_star (100, 10);
  g_autoptr (StemmaSnapshot) big = invented_star (2000, 0);
  g_autoptr (StemmaView) view = stemma_view_new ("acme/root");
  g_autoptr (StemmaView) open = stemma_view_with_fold (view, STEMMA_FOLD_NONE);
  g_autoptr (StemmaLineage) lineage = show (small, open);
  check_all (lineage);
  g_assert_cmpuint (count_cards (lineage), ==, 131);
  g_assert_cmpuint (count_kind (lineage, STEMMA_CARD_MODEL), ==, 131);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_lineage_new (big, open, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "2001"));
}

static void
test_filters (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (100, 10);
  g_autoptr (StemmaView) view = stemma_view_new ("acme/root");
  g_autoptr (StemmaView) only = stemma_view_with_relations (view, 1u << STEMMA_RELATION_QUANTIZED);
  g_autoptr (StemmaLineage) lineage = show (snapshot, only);
  check_all (lineage);
  g_assert_null (find_chip (lineage, the_card (lineage, "acme/root"), STEMMA_CHIP_LEAVES, STEMMA_RELATION_ADAPTER));
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_QUANTIZED)->count, ==, 20);
  /* The fine-tunes between stay: quantizations hang on them. */
  g_assert_cmpuint (stemma_lineage_count (lineage, STEMMA_SIDE_DESCENDANT), ==, 20 + 30);
  g_assert_cmpuint (stemma_lineage_count_filtered (lineage), ==, 80);
  g_autoptr (StemmaView) text = stemma_view_with_text (view, "N00003-");
  g_autoptr (StemmaLineage) named = show (snapshot, text);
  check_all (named);
  g_assert_cmpuint (stemma_lineage_count (named, STEMMA_SIDE_DESCENDANT), ==, 3);
}

static void
test_trace_and_steps (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_deep (20);
  g_autoptr (StemmaView) view = stemma_view_new ("deep/n00010");
  g_autoptr (StemmaView) open = stemma_view_with_fold (view, STEMMA_FOLD_NONE);
  g_autoptr (StemmaLineage) lineage = show (snapshot, open);
  guint n_cards, n_lines, lit = 0;
  stemma_lineage_get_cards (lineage, &n_cards);
  stemma_lineage_get_lines (lineage, &n_lines);
  g_autofree guint8 *cards = g_new0 (guint8, n_cards);
  g_autofree guint8 *lines = g_new0 (guint8, n_lines);
  guint32 at = (guint32) (the_card (lineage, "deep/n00015") - stemma_lineage_get_cards (lineage, &n_cards));
  stemma_lineage_trace (lineage, at, cards, lines);
  for (guint i = 0; i < n_cards; i++)
    lit += cards[i];
  g_assert_cmpuint (lit, ==, 15 + 1 + 4 * 2);
  guint32 parent = stemma_lineage_step (lineage, at, STEMMA_UP);
  g_assert_cmpstr (stemma_lineage_get_card_name (lineage, parent), ==, "deep/n00014");
  g_assert_cmpuint (stemma_lineage_step (lineage, parent, STEMMA_DOWN), ==, at);
  g_assert_cmpuint (stemma_lineage_step (lineage, 0, STEMMA_UP), ==, STEMMA_NONE);
  guint n_found;
  g_autofree guint32 *found = stemma_lineage_find_text (lineage, "DEEP/N0001", &n_found);
  g_assert_cmpuint (n_found, ==, 10);
  g_free (stemma_lineage_find_text (lineage, "", &n_found));
  g_assert_cmpuint (n_found, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lineage/random-first", test_random_first);
  g_test_add_func ("/lineage/random-edited", test_random_edited);
  g_test_add_func ("/lineage/expand-then-collapse", test_expand_then_collapse);
  g_test_add_func ("/lineage/ids-stay", test_ids_stay);
  g_test_add_func ("/lineage/star", test_star);
  g_test_add_func ("/lineage/star-opened", test_star_opened);
  g_test_add_func ("/lineage/deep", test_deep);
  g_test_add_func ("/lineage/more", test_more);
  g_test_add_func ("/lineage/same-parents-fold", test_same_parents_fold);
  g_test_add_func ("/lineage/siblings-as-guests", test_siblings_as_guests);
  g_test_add_func ("/lineage/cycles", test_cycles);
  g_test_add_func ("/lineage/ghosts-and-lone", test_ghosts_and_lone);
  g_test_add_func ("/lineage/unfolded", test_unfolded);
  g_test_add_func ("/lineage/filters", test_filters);
  g_test_add_func ("/lineage/trace-and-steps", test_trace_and_steps);
  return g_test_run ();
}
