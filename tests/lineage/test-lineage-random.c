#include "lineage/checks.h"
#include "lineage/invented.h"

/* Some node of a random graph, by name. */
static const char *
random_node (GRand *rand, StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  if (graph->n_nodes == 0)
    return NULL;
  return stemma_snapshot_get_node_name (snapshot,
                                        (guint32) g_rand_int_range (rand, 0, (gint32) graph->n_nodes));
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
          g_assert_cmpstr (stemma_lineage_get_card_name (lineage, stemma_lineage_get_focus (lineage)), ==,
                           name);
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
      return stemma_view_with_picked (view, name, direction, member, TRUE);
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
      g_autoptr (StemmaView) open
          = stemma_view_with_expanded (view, other, direction, STEMMA_VIEW_ALL_RELATIONS);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lineage-random/random-first", test_random_first);
  g_test_add_func ("/lineage-random/random-edited", test_random_edited);
  g_test_add_func ("/lineage-random/expand-then-collapse", test_expand_then_collapse);
  g_test_add_func ("/lineage-random/ids-stay", test_ids_stay);
  return g_test_run ();
}
