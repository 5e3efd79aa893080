#include "layout/stemma-layout-columns.h"
#include "layout/stemma-layout-gaps.h"
#include "layout/stemma-layout-routes.h"
#include "layout/stemma-layout-seats.h"
#include "layout/stemma-layout-spread.h"
#include "family.h"

#include <glib/gstdio.h>
#include <math.h>

/* The regression by its definition: the greatest over all beginnings of the least over all ends of the mean
 * between. */
static double
spread_naively (const double *places, const double *distances, guint n, guint i)
{
  g_autofree double *offsets = g_new0 (double, n);
  for (guint k = 1; k < n; k++)
    offsets[k] = offsets[k - 1] + distances[k];
  double greatest = -G_MAXDOUBLE;
  for (guint begin = 0; begin <= i; begin++)
    {
      double least = G_MAXDOUBLE, sum = 0;
      for (guint end = begin; end < n; end++)
        {
          sum += places[end] - offsets[end];
          if (end >= i)
            least = MIN (least, sum / (end - begin + 1));
        }
      greatest = MAX (greatest, least);
    }
  return greatest + offsets[i];
}

static void
test_spread (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (71);
  for (guint round = 0; round < 400; round++)
    {
      double places[24], moved[24], distances[24];
      guint n = (guint) g_rand_int_range (rand, 0, 25);
      for (guint i = 0; i < n; i++)
        {
          moved[i] = places[i] = g_rand_double_range (rand, -300, 300);
          distances[i] = g_rand_double_range (rand, 0, 60);
        }
      stemma_layout_spread (moved, distances, n);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpfloat_with_epsilon (moved[i], spread_naively (places, distances, n, i), 1e-6);
          if (i > 0)
            g_assert_cmpfloat (moved[i] - moved[i - 1], >=, distances[i] - 1e-6);
        }
    }
}

static void
test_seats (void)
{
  guint row[] = { 10, 11, 12, 13, 14, 15 };
  const guint expected[] = { 13, 11, 15, 10, 14, 12 };
  g_autoptr (GArray) seats = g_array_new (FALSE, FALSE, sizeof (StemmaLayoutSeat));
  const StemmaLayoutSeat given[] = {
    { 1, 0, 7, 10 }, { 1, 3, 2, 13 }, { 5, 2, 9, 12 }, { 5, 5, 0, 15 }, { 5, 4, 3, 14 },
  };
  g_array_append_vals (seats, given, G_N_ELEMENTS (given));
  g_assert_true (stemma_layout_seats_restore (seats, row));
  for (guint i = 0; i < G_N_ELEMENTS (row); i++)
    g_assert_cmpuint (row[i], ==, expected[i]);

  g_array_set_size (seats, 0);
  g_assert_false (stemma_layout_seats_restore (seats, row));
  const StemmaLayoutSeat right = { 1, 0, 7, 13 };
  g_array_append_val (seats, right);
  g_assert_false (stemma_layout_seats_restore (seats, row));
}

/* Longest paths by trying every edge until nothing changes. */
static void
test_columns_from_nothing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (72);
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (Family) family = family_new_random (rand, 40, 0.3, 3);
      StemmaLayoutRequest request = family_ask (family);
      g_autofree gint32 *columns = stemma_layout_columns_new (&request);
      gint32 naive[40] = { 0 };
      for (guint pass = 0; pass < 40; pass++)
        for (guint i = 0; i < request.n_edges; i++)
          if (!request.edges[i].backward)
            naive[request.edges[i].to] = MAX (naive[request.edges[i].to], naive[request.edges[i].from] + 1);
      for (guint i = 0; i < 40; i++)
        g_assert_cmpint (columns[i], ==, naive[i]);
    }
}

/* New ancestors go to the left of what is there, new children to the right, and what is there stays. */
static void
test_columns_kept (void)
{
  g_autoptr (Family) family = family_new ();
  for (guint i = 0; i < 4; i++)
    family_add_box (family, i + 1, 100, 40);
  family_add_edge (family, 0, 1, FALSE);
  family_add_edge (family, 1, 2, FALSE);
  family_add_edge (family, 0, 3, FALSE);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) layout = stemma_layout_grid (&request, NULL, NULL);
  for (guint i = 4; i < 9; i++)
    family_add_box (family, i + 1, 100, 40);
  family_add_edge (family, 4, 5, FALSE); /* a grandparent */
  family_add_edge (family, 5, 0, FALSE); /* and a parent of the root */
  family_add_edge (family, 3, 6, FALSE); /* a child */
  family_add_edge (family, 7, 2, FALSE); /* another parent of the last */
  family_add_edge (family, 2, 3, FALSE); /* what pushes an old box to the right */
  request = family_ask (family);
  request.previous = layout;
  const gint32 expected[] = { 2, 3, 4, 5, 0, 1, 6, 3, 2 };
  g_autofree gint32 *columns = stemma_layout_columns_new (&request);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (columns[i], ==, expected[i]);
}

/* Inside its gap, and as far from the next as the room allows. */
static void
check_lanes (const StemmaLayoutDraft *draft, const StemmaLayoutRoutes *routes)
{
  for (guint i = 0; i < routes->passes->len; i++)
    {
      const StemmaLayoutPass *pass = &g_array_index (routes->passes, StemmaLayoutPass, i);
      StemmaLayoutGap room = stemma_layout_gap_get (draft, pass->column, pass->gap);
      g_assert_true (pass->y >= room.upper - 1e-9 && pass->y <= room.lower + 1e-9);
      guint n = 0;
      for (guint k = 0; k < routes->passes->len; k++)
        {
          const StemmaLayoutPass *other = &g_array_index (routes->passes, StemmaLayoutPass, k);
          n += other->column == pass->column && other->gap == pass->gap ? 1 : 0;
        }
      double apart = n > 1 ? MIN (STEMMA_LAYOUT_LANE, (room.lower - room.upper) / (n - 1)) : 0;
      for (guint k = 0; k < i; k++)
        {
          const StemmaLayoutPass *other = &g_array_index (routes->passes, StemmaLayoutPass, k);
          if (other->column == pass->column && other->gap == pass->gap)
            g_assert_cmpfloat (fabs (other->y - pass->y), >=, apart - 1e-6);
        }
    }
}

static void
test_lanes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (73);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (Family) family = family_new_random (rand, 40, 0.6, 5);
      StemmaLayoutRequest request = family_ask (family);
      g_autofree gint32 *columns = stemma_layout_columns_new (&request);
      double centres[40];
      for (guint i = 0; i < 40; i++)
        centres[i] = g_rand_double_range (rand, 0, 600);
      g_autoptr (StemmaLayoutDraft) draft = stemma_layout_draft_new (&request, columns, centres);
      g_autoptr (StemmaLayoutRoutes) routes = stemma_layout_routes_new (draft, NULL, NULL);
      g_assert_cmpuint (routes->passes->len, >, 20);
      check_lanes (draft, routes);
    }
}

static void
test_find_helper (void)
{
  g_autofree char *found = stemma_layouter_find_helper (NULL);
  g_assert_true (g_file_test (found, G_FILE_TEST_IS_EXECUTABLE));
  g_assert_true (g_str_has_suffix (found, "/src/core/layout/stemma-layout-helper"));
  g_setenv ("STEMMA_LAYOUT_HELPER", "/somewhere/else", TRUE);
  g_autofree char *given = stemma_layouter_find_helper (NULL);
  g_assert_cmpstr (given, ==, "/somewhere/else");
  g_setenv ("STEMMA_LAYOUT_HELPER", "", TRUE);
  g_autofree char *again = stemma_layouter_find_helper (NULL);
  g_assert_cmpstr (again, ==, found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("STEMMA_LAYOUT_HELPER");
  g_test_add_func ("/layout/parts/spread", test_spread);
  g_test_add_func ("/layout/parts/seats", test_seats);
  g_test_add_func ("/layout/parts/columns-from-nothing", test_columns_from_nothing);
  g_test_add_func ("/layout/parts/columns-kept", test_columns_kept);
  g_test_add_func ("/layout/parts/lanes", test_lanes);
  g_test_add_func ("/layout/parts/find-helper", test_find_helper);
  return g_test_run ();
}
