#include "lineage/stemma-lineage.h"

#include <string.h>

#include "base/stemma-error.h"
#include "lineage/checks.h"
#include "lineage/invented.h"

static void
test_star (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (3000, 40);
  g_autoptr (StemmaLineage) lineage = show_name (snapshot, "acme/root");
  check_all (lineage);
  g_assert_cmpuint (the_card (lineage, "acme/root")->n_chips, ==, STEMMA_N_RELATIONS);
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_MERGE)->count, ==,
                    600);
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
  g_autoptr (StemmaView) picked = stemma_view_with_picked (open, "acme/root", STEMMA_DOWN, "leaf/n00003", TRUE);
  g_autoptr (StemmaLineage) lineage = show (snapshot, picked);
  check_all (lineage);
  g_assert_cmpuint (count_cards (lineage), ==, 4 + 24 + 1);
  g_assert_nonnull (card_named (lineage, "leaf/n00003"));
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_MERGE)->count, ==,
                    576);
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_QUANTIZED)->count, ==,
                    599);
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
  g_autoptr (StemmaView) picked = stemma_view_with_picked (view, "acme/root", STEMMA_DOWN, "acme/n90-b", TRUE);
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
  g_autoptr (StemmaView) picked = stemma_view_with_picked (view, "acme/root", STEMMA_DOWN, "leaf/n00009", TRUE);
  g_autoptr (StemmaLineage) both = show (snapshot, picked);
  check_all (both);
  g_assert_cmpuint (count_cards (both), ==, 3);
  g_assert_cmpuint (stemma_lineage_count (both, STEMMA_SIDE_GUEST), ==, 1);
}

/* Two rings: one through the focus, one among its ancestors. Each is broken where it would close, seen from
 * there. */
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
  g_assert_cmpuint (the_chip (ghost, "gone/parent", STEMMA_CHIP_LEAVES, STEMMA_RELATION_ADAPTER)->count, ==,
                    1);
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
  g_assert_null (
      find_chip (lineage, the_card (lineage, "acme/root"), STEMMA_CHIP_LEAVES, STEMMA_RELATION_ADAPTER));
  g_assert_cmpuint (the_chip (lineage, "acme/root", STEMMA_CHIP_LEAVES, STEMMA_RELATION_QUANTIZED)->count, ==,
                    20);
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
