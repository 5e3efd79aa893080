#include "check.h"
#include "family.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static StemmaLayouter *
new_layouter (void)
{
  g_autofree char *path = stemma_layouter_find_helper (NULL);
  return stemma_layouter_new (path);
}

static StemmaLayout *
run (StemmaLayouter *layouter, const StemmaLayoutRequest *request)
{
  g_autoptr (GError) error = NULL;
  StemmaLayout *layout = stemma_layouter_run (layouter, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (layout);
  return layout;
}

static void
test_small (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (Family) family = family_new ();
  family_add_box (family, 7, 200, 60);
  family_add_box (family, 8, 200, 60);
  family_add_box (family, 9, 200, 60);
  family_add_edge (family, 0, 1, FALSE);
  family_add_edge (family, 0, 2, FALSE);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) layout = run (layouter, &request);
  g_autofree char *dump = stemma_layout_dump (layout);
  check_layout (layout, &request);
  g_assert_cmpstr (dump, ==,
                   "layout 0.00 0.00 464.00 138.00\n"
                   "box 7 0 0 0.00 39.00 200.00 60.00\n"
                   "box 8 1 0 264.00 0.00 200.00 60.00\n"
                   "box 9 1 1 264.00 78.00 200.00 60.00\n"
                   "curve 0 200.00 69.00 232.00 69.00 232.00 30.00 264.00 30.00\n"
                   "curve 1 200.00 69.00 232.00 69.00 232.00 108.00 264.00 108.00\n");
}

static void
test_nothing_and_one (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (Family) family = family_new ();
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) nothing = run (layouter, &request);
  check_layout (nothing, &request);
  g_assert_cmpfloat (stemma_layout_get_width (nothing), ==, 0);
  g_assert_null (stemma_layout_find (nothing, 1));

  family_add_box (family, G_MAXUINT64, 10.5, 20.25);
  family_add_edge (family, 0, 0, FALSE);
  request = family_ask (family);
  request.n_edges = 0;
  g_autoptr (StemmaLayout) one = run (layouter, &request);
  check_layout (one, &request);
  g_assert_cmpfloat (stemma_layout_get_height (one), ==, 20.25);
}

static void
test_random_families (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250625);
  for (guint i = 0; i < 300; i++)
    {
      guint n = (guint) g_rand_int_range (rand, 1, 61);
      double merges = (i % 4) * 0.15;
      g_autoptr (Family) family = family_new_random (rand, n, merges, i % 3 == 0 ? i % 7 : 0);
      StemmaLayoutRequest request = family_ask (family);
      g_autoptr (StemmaLayout) layout = run (layouter, &request);
      g_autoptr (StemmaLayout) grid = stemma_layout_grid (&request, NULL, NULL);
      check_layout (layout, &request);
      check_layout (grid, &request);
      g_assert_false (stemma_layout_is_plain (layout));
      g_assert_true (stemma_layout_is_plain (grid));
    }
}

/* Children that hang on one parent alone come out in the order in which they were told. */
static void
test_emission_is_kept (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (Family) family = family_new_random (rand, 40, 0, 0);
      StemmaLayoutRequest request = family_ask (family);
      g_autoptr (StemmaLayout) layout = run (layouter, &request);
      const StemmaLayoutPlace *places = stemma_layout_get_places (layout, NULL);
      for (guint i = 0; i < request.n_edges; i++)
        for (guint k = i + 1; k < request.n_edges; k++)
          if (request.edges[i].from == request.edges[k].from)
            g_assert_cmpfloat (places[request.edges[i].to].y, <, places[request.edges[k].to].y);
    }
}

/* Cycles that nobody marked, pairs told twice, boxes that declare themselves: drawn, and nothing lies on
 * anything. */
static void
test_nonsense_is_drawn (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (Family) family = family_new_random (rand, 20, 0.2, 0);
      for (guint i = 0; i < 8; i++)
        {
          guint from = (guint) g_rand_int_range (rand, 0, 20);
          family_add_edge (family, from, (guint) g_rand_int_range (rand, 0, 20), FALSE);
        }
      StemmaLayoutRequest request = family_ask (family);
      g_autoptr (StemmaLayout) layout = run (layouter, &request);
      StemmaLayoutRequest again = request;
      again.previous = layout;
      g_autoptr (StemmaLayout) second = run (layouter, &again);
      g_autoptr (StemmaLayout) grid = stemma_layout_grid (&again, NULL, NULL);
      for (guint i = 0; i < family->edges->len; i++)
        g_array_index (family->edges, StemmaLayoutEdge, i).backward = TRUE;
      check_layout (layout, &request);
      check_layout (second, &request);
      check_layout (grid, &request);
      check_kept (second, layout);
    }
}

/* A deep family, and many edges between the same two columns: more than a person follows, but nothing gives
 * way. */
static void
test_deep_and_wide (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (Family) deep = family_new ();
  for (guint i = 0; i < 3000; i++)
    {
      family_add_box (deep, i + 1, 100, 40);
      if (i > 0)
        family_add_edge (deep, i - 1, i, FALSE);
    }
  for (guint i = 0; i < 100; i++)
    family_add_edge (deep, i, 2999 - i, FALSE);
  StemmaLayoutRequest request = family_ask (deep);
  g_autoptr (StemmaLayout) grid = stemma_layout_grid (&request, NULL, NULL);
  g_assert_cmpuint (stemma_layout_find (grid, 3000)->column, ==, 2999);

  request.n_edges = 2999;
  g_autoptr (StemmaLayout) layout = run (layouter, &request);
  g_assert_cmpuint (stemma_layout_find (layout, 3000)->column, ==, 2999);
}

static char *
dump_of (StemmaLayouter *layouter, const StemmaLayoutRequest *request)
{
  g_autoptr (StemmaLayout) layout = run (layouter, request);
  return stemma_layout_dump (layout);
}

static void
test_determinism (void)
{
  g_autoptr (StemmaLayouter) used = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (StemmaLayouter) fresh = new_layouter ();
      g_autoptr (Family) other = family_new_random (rand, 50, 0.4, 1);
      g_autoptr (Family) family = family_new_random (rand, 50, 0.3, 2);
      StemmaLayoutRequest before = family_ask (other), request = family_ask (family);
      g_autofree char *unused = dump_of (used, &before);
      g_autofree char *first = dump_of (fresh, &request);
      g_autofree char *second = dump_of (used, &request);
      g_assert_cmpstr (first, ==, second);
    }
}

/* Numbers with a comma in them must reach neither Graphviz nor a dump. */
static void
test_locale (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (Family) family = family_new_random (rand, 30, 0.2, 1);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayouter) plain = new_layouter ();
  g_autofree char *first = dump_of (plain, &request);
  const char *names[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "pl_PL.UTF-8" };
  const char *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names) && found == NULL; i++)
    if (setlocale (LC_NUMERIC, names[i]) != NULL)
      found = names[i];
  if (found == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_setenv ("LC_NUMERIC", found, TRUE);
  g_autoptr (StemmaLayouter) comma = new_layouter ();
  g_autofree char *second = dump_of (comma, &request);
  setlocale (LC_NUMERIC, "C");
  g_unsetenv ("LC_NUMERIC");
  g_assert_cmpstr (first, ==, second);
}

static void
expect_refusal (StemmaLayouter *layouter, const StemmaLayoutRequest *request, const char *word)
{
  g_autoptr (GError) error = NULL, error_of_grid = NULL;
  g_assert_null (stemma_layouter_run (layouter, request, NULL, &error));
  g_assert_null (stemma_layout_grid (request, NULL, &error_of_grid));
  g_assert_nonnull (strstr (error->message, word));
  g_assert_cmpstr (error->message, ==, error_of_grid->message);
}

static void
test_refusals (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new ("/nonexistent/helper");
  const double sizes[] = { 0, -1, 1e300, 20001, (double) NAN, (double) INFINITY };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Family) family = family_new ();
      family_add_box (family, 1, 100, sizes[i]);
      StemmaLayoutRequest request = family_ask (family);
      expect_refusal (layouter, &request, "card 0 has no size");
    }
  g_autoptr (Family) family = family_new ();
  family_add_box (family, 5, 100, 40);
  family_add_edge (family, 0, 1, FALSE);
  StemmaLayoutRequest request = family_ask (family);
  expect_refusal (layouter, &request, "edge 0 leads to a card that is not there");
  family_add_box (family, 5, 100, 40);
  request = family_ask (family);
  expect_refusal (layouter, &request, "card 1 has the id of another card");
  request.n_boxes = 1u << 20;
  expect_refusal (layouter, &request, "65536");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/small", test_small);
  g_test_add_func ("/layout/nothing-and-one", test_nothing_and_one);
  g_test_add_func ("/layout/random-families", test_random_families);
  g_test_add_func ("/layout/emission-is-kept", test_emission_is_kept);
  g_test_add_func ("/layout/nonsense-is-drawn", test_nonsense_is_drawn);
  g_test_add_func ("/layout/deep-and-wide", test_deep_and_wide);
  g_test_add_func ("/layout/determinism", test_determinism);
  g_test_add_func ("/layout/locale", test_locale);
  g_test_add_func ("/layout/refusals", test_refusals);
  return g_test_run ();
}
