#include "view/stemma-history.h"

static void
replace (StemmaHistory **place, StemmaHistory *fresh)
{
  stemma_history_unref (*place);
  *place = fresh;
}

static StemmaView *
view_of (guint n)
{
  g_autofree char *name = g_strdup_printf ("acme/model-%u", n);
  return stemma_view_new (name);
}

static void
edit_depth (StemmaHistory **history, guint depth)
{
  g_autoptr (StemmaView) view
      = stemma_view_with_depth (stemma_history_get_view (*history), STEMMA_DOWN, depth);
  replace (history, stemma_history_edit (*history, view));
}

static guint
depth_of (StemmaHistory *history)
{
  return stemma_view_get_depth (stemma_history_get_view (history), STEMMA_DOWN);
}

static void
test_undo_redo (void)
{
  g_autoptr (StemmaView) first = view_of (1);
  g_autoptr (StemmaHistory) history = stemma_history_new (first);
  g_assert_false (stemma_history_can_undo (history));
  for (guint depth = 1; depth <= 3; depth++)
    edit_depth (&history, depth);
  replace (&history, stemma_history_undo (history));
  g_assert_cmpuint (depth_of (history), ==, 2);
  replace (&history, stemma_history_undo (history));
  g_assert_cmpuint (depth_of (history), ==, 1);
  replace (&history, stemma_history_redo (history));
  g_assert_cmpuint (depth_of (history), ==, 2);
  g_assert_true (stemma_history_can_redo (history));
  edit_depth (&history, 9);
  g_assert_false (stemma_history_can_redo (history));
  replace (&history, stemma_history_undo (history));
  g_assert_cmpuint (depth_of (history), ==, 2);
}

/* Another view in place of the present one is no edit: what was before and after stays. */
static void
test_replace (void)
{
  g_autoptr (StemmaView) first = view_of (1), other = view_of (7);
  g_autoptr (StemmaHistory) history = stemma_history_new (first);
  for (guint depth = 1; depth <= 3; depth++)
    edit_depth (&history, depth);
  replace (&history, stemma_history_undo (history));
  g_autoptr (StemmaHistory) old = stemma_history_ref (history);
  replace (&history, stemma_history_replace (history, other));
  g_assert_true (stemma_history_get_view (history) == other);
  g_assert_cmpuint (depth_of (old), ==, 2);
  replace (&history, stemma_history_redo (history));
  g_assert_cmpuint (depth_of (history), ==, 3);
  replace (&history, stemma_history_undo (history));
  g_assert_true (stemma_history_get_view (history) == other);
  replace (&history, stemma_history_undo (history));
  g_assert_cmpuint (depth_of (history), ==, 1);
}

static void
test_same_edit_is_none (void)
{
  g_autoptr (StemmaView) first = view_of (1);
  g_autoptr (StemmaHistory) history = stemma_history_new (first);
  edit_depth (&history, STEMMA_VIEW_ALL);
  g_assert_false (stemma_history_can_undo (history));
}

static void
test_places_keep_their_edits (void)
{
  g_autoptr (StemmaView) first = view_of (1);
  g_autoptr (StemmaView) second = view_of (2);
  g_autoptr (StemmaHistory) history = stemma_history_new (first);
  edit_depth (&history, 4);
  replace (&history, stemma_history_go (history, second));
  g_assert_false (stemma_history_can_undo (history));
  edit_depth (&history, 7);
  replace (&history, stemma_history_go_back (history));
  g_assert_cmpuint (depth_of (history), ==, 4);
  g_assert_true (stemma_history_can_undo (history));
  replace (&history, stemma_history_go_forward (history));
  g_assert_cmpuint (depth_of (history), ==, 7);
  g_assert_false (stemma_history_can_go_forward (history));
}

static void
test_values_stay (void)
{
  g_autoptr (StemmaView) first = view_of (1);
  g_autoptr (StemmaView) second = view_of (2);
  g_autoptr (StemmaHistory) old = stemma_history_new (first);
  g_autoptr (StemmaHistory) fresh = stemma_history_go (old, second);
  g_assert_true (stemma_history_get_view (old) == first);
  g_assert_true (stemma_history_get_view (fresh) == second);
  g_assert_false (stemma_history_can_go_back (old));
}

static void
test_bounds (void)
{
  g_autoptr (StemmaView) first = view_of (0);
  g_autoptr (StemmaHistory) history = stemma_history_new (first);
  for (guint i = 1; i <= 3 * STEMMA_HISTORY_MAX_EDITS; i++)
    edit_depth (&history, i);
  guint undone = 0;
  for (; stemma_history_can_undo (history); undone++)
    replace (&history, stemma_history_undo (history));
  g_assert_cmpuint (undone, ==, STEMMA_HISTORY_MAX_EDITS - 1);
  for (guint i = 1; i <= 2 * STEMMA_HISTORY_MAX_PLACES; i++)
    {
      g_autoptr (StemmaView) view = view_of (i);
      replace (&history, stemma_history_go (history, view));
    }
  guint back = 0;
  for (; stemma_history_can_go_back (history); back++)
    replace (&history, stemma_history_go_back (history));
  g_assert_cmpuint (back, ==, STEMMA_HISTORY_MAX_PLACES - 1);
}

/* Undo and back walked at random give what a plain list of views gives. */
static void
test_random_walk (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (71);
  g_autoptr (StemmaView) first = view_of (0);
  g_autoptr (StemmaHistory) history = stemma_history_new (first);
  g_autoptr (GArray) reference = g_array_new (FALSE, FALSE, sizeof (guint));
  guint current = 0, none = STEMMA_VIEW_ALL;
  g_array_append_val (reference, none);
  for (guint step = 1; step < 150; step++)
    {
      guint what = (guint) g_rand_int_range (rand, 0, 4);
      if (what == 0 && current > 0)
        current--;
      else if (what == 1 && current + 1 < reference->len)
        current++;
      else if (what > 1)
        {
          g_array_set_size (reference, ++current);
          g_array_append_val (reference, step);
        }
      if (what == 0)
        replace (&history, stemma_history_undo (history));
      else if (what == 1)
        replace (&history, stemma_history_redo (history));
      else
        edit_depth (&history, step);
      g_assert_cmpuint (depth_of (history), ==, g_array_index (reference, guint, current));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/undo-redo", test_undo_redo);
  g_test_add_func ("/history/replace", test_replace);
  g_test_add_func ("/history/same-edit-is-none", test_same_edit_is_none);
  g_test_add_func ("/history/places-keep-their-edits", test_places_keep_their_edits);
  g_test_add_func ("/history/values-stay", test_values_stay);
  g_test_add_func ("/history/bounds", test_bounds);
  g_test_add_func ("/history/random-walk", test_random_walk);
  return g_test_run ();
}
