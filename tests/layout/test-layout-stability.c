#include "check.h"
#include "family.h"

#include "layout/stemma-layout-request.h"

#include <string.h>

#define N_BOXES 300
#define MOST_SHOWN 60

/* A person at work on a family: expands, collapses, hides and brings back cards, one after the other. */
typedef struct
{
  GRand *rand;
  Family *family;
  gboolean shown[N_BOXES];
  StemmaLayout *layout;
} Session;

static guint
count_shown (const Session *session)
{
  guint n = 0;
  for (guint i = 0; i < N_BOXES; i++)
    n += session->shown[i] ? 1 : 0;
  return n;
}

static guint
pick_shown (Session *session)
{
  guint box;
  do
    box = (guint) g_rand_int_range (session->rand, 0, N_BOXES);
  while (!session->shown[box]);
  return box;
}

/* Shows or hides the boxes at the other end of the edges of a box, as far as there is room. */
static void
toggle_neighbours (Session *session, guint box, gboolean show, gboolean parents)
{
  const GArray *edges = session->family->edges;
  for (guint i = 0; i < edges->len; i++)
    {
      const StemmaLayoutEdge *edge = &g_array_index (edges, StemmaLayoutEdge, i);
      guint here = parents ? edge->to : edge->from, there = parents ? edge->from : edge->to;
      if (here == box && there != box && (!show || count_shown (session) < MOST_SHOWN))
        session->shown[there] = show;
    }
}

static void
edit (Session *session)
{
  guint box = pick_shown (session);
  gboolean full = count_shown (session) > MOST_SHOWN - 8;
  switch (g_rand_int_range (session->rand, 0, 8))
    {
    case 0:
      session->shown[g_rand_int_range (session->rand, 0, N_BOXES)] = TRUE;
      break;
    case 1:
      session->shown[pick_shown (session)] = count_shown (session) < 5;
      break;
    case 2:
      toggle_neighbours (session, box, !full, TRUE);
      break;
    default:
      toggle_neighbours (session, box, !full, FALSE);
      break;
    }
  session->shown[box] = TRUE;
}

static StemmaLayout *
lay_out (StemmaLayouter *layouter, const StemmaLayoutRequest *request)
{
  g_autoptr (GError) error = NULL;
  StemmaLayout *layout = layouter != NULL ? stemma_layouter_run (layouter, request, NULL, &error)
                                          : stemma_layout_grid (request, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

/* Columns that both layouts hold are kept: an old box is only ever pushed to the right by a parent. */
static void
check_columns (const StemmaLayout *layout, const StemmaLayout *previous, const StemmaLayoutRequest *request)
{
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, NULL);
  for (guint i = 0; i < request->n_edges; i++)
    {
      const StemmaLayoutPlace *from = &places[request->edges[i].from], *to = &places[request->edges[i].to];
      const StemmaLayoutPlace *old_from = stemma_layout_find (previous, from->id);
      const StemmaLayoutPlace *old_to = stemma_layout_find (previous, to->id);
      gboolean both = old_from != NULL && old_to != NULL && !request->edges[i].backward;
      if (both && old_from->column == old_to->column)
        g_assert_cmpuint (from->column, <, to->column);
    }
}

static void
work (StemmaLayouter *layouter, double merges, guint32 seed, guint n_steps)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Family) family = family_new_random (rand, N_BOXES, merges, 6);
  Session session = { .rand = rand, .family = family };
  for (guint i = 0; i < 20; i++)
    session.shown[i] = TRUE;
  for (guint step = 0; step < n_steps; step++)
    {
      if (step > 0)
        edit (&session);
      g_autoptr (Family) part = family_new_part (family, session.shown);
      StemmaLayoutRequest request = family_ask (part);
      request.previous = session.layout;
      StemmaLayout *layout = lay_out (layouter, &request);
      check_layout (layout, &request);
      if (session.layout != NULL)
        {
          check_kept (layout, session.layout);
          check_columns (layout, session.layout, &request);
        }
      stemma_layout_unref (session.layout);
      session.layout = layout;
    }
  stemma_layout_unref (session.layout);
}

static StemmaLayouter *
new_layouter (void)
{
  g_autofree char *path = stemma_layouter_find_helper (NULL);
  return stemma_layouter_new (path);
}

static void
test_edits (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  work (layouter, 0.0, 11, 150);
  work (layouter, 0.15, 12, 150);
  work (layouter, 0.5, 13, 150);
}

static void
test_edits_of_grid (void)
{
  work (NULL, 0.0, 21, 150);
  work (NULL, 0.3, 22, 150);
}

/* From the plain layout to the good one and back, as when a deadline passed once. */
static void
test_between_kinds (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  g_autoptr (Family) family = family_new_random (rand, 50, 0.2, 1);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) plain = stemma_layout_grid (&request, NULL, NULL);
  request.previous = plain;
  g_autoptr (StemmaLayout) good = lay_out (layouter, &request);
  check_layout (good, &request);
  check_kept (good, plain);
  request.previous = good;
  g_autoptr (StemmaLayout) again = lay_out (NULL, &request);
  check_layout (again, &request);
  check_kept (again, good);
}

/* The same view once more: nothing moves at all. */
static void
test_no_edit_no_move (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  guint still = 0;
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (Family) family = family_new_random (rand, 40, 0, 0);
      StemmaLayoutRequest request = family_ask (family);
      g_autoptr (StemmaLayout) first = lay_out (layouter, &request);
      request.previous = first;
      g_autoptr (StemmaLayout) second = lay_out (layouter, &request);
      request.previous = second;
      g_autoptr (StemmaLayout) third = lay_out (layouter, &request);
      g_autofree char *dump = stemma_layout_dump (second);
      g_autofree char *again = stemma_layout_dump (third);
      still += strcmp (dump, again) == 0 ? 1 : 0;
    }
  g_assert_cmpuint (still, ==, 20);
}

static StemmaLayout *
new_order (StemmaLayout *layout, guint n_columns)
{
  guint n;
  const StemmaLayoutPlace *places = stemma_layout_get_places (layout, &n);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 column = 0; column < n_columns; column++)
    for (guint rank = 0; rank < n; rank++)
      for (guint i = 0; i < n; i++)
        if (places[i].column == column && places[i].rank_in_column == rank)
          {
            g_array_append_val (ids, places[i].id);
            g_array_append_val (columns, column);
          }
  g_assert_cmpuint (ids->len, ==, n);
  return stemma_layout_new_order ((const guint64 *) (void *) ids->data,
                                  (const guint32 *) (void *) columns->data, n);
}

/* Of the layout before only the columns and their order count: written down and brought back they give the
 * same layout and the same key, wherever things stood. */
static void
test_order_is_all_that_counts (void)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (51);
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (Family) family = family_new_random (rand, 60, 0.3, 2);
      gboolean shown[60] = { FALSE };
      for (guint i = 0; i < 60; i++)
        shown[i] = i < 30 || g_rand_boolean (rand);
      g_autoptr (Family) part = family_new_part (family, shown);
      StemmaLayoutRequest first = family_ask (part), second = family_ask (family), third = second;
      g_autoptr (StemmaLayout) before = lay_out (layouter, &first);
      g_autoptr (StemmaLayout) order = new_order (before, 60);
      second.previous = before;
      third.previous = order;
      guint8 a[STEMMA_LAYOUT_KEY_SIZE], b[STEMMA_LAYOUT_KEY_SIZE];
      stemma_layout_request_hash (&second, FALSE, a);
      stemma_layout_request_hash (&third, FALSE, b);
      g_assert_cmpmem (a, sizeof a, b, sizeof b);
      g_autoptr (StemmaLayout) layout = lay_out (layouter, &second);
      g_autoptr (StemmaLayouter) fresh = new_layouter ();
      g_autoptr (StemmaLayout) again = lay_out (fresh, &third);
      g_autofree char *dump = stemma_layout_dump (layout), *dump_again = stemma_layout_dump (again);
      g_assert_cmpstr (dump, ==, dump_again);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/stability/edits", test_edits);
  g_test_add_func ("/layout/stability/edits-of-grid", test_edits_of_grid);
  g_test_add_func ("/layout/stability/between-kinds", test_between_kinds);
  g_test_add_func ("/layout/stability/no-edit-no-move", test_no_edit_no_move);
  g_test_add_func ("/layout/stability/order", test_order_is_all_that_counts);
  return g_test_run ();
}
