#include "check.h"
#include "family.h"

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

/* Returns the id of the card that was edited. */
static guint64
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
  return g_array_index (session->family->boxes, StemmaLayoutBox, box).id;
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
      guint64 anchor = step > 0 ? edit (&session) : 0;
      g_autoptr (Family) part = family_new_part (family, session.shown);
      StemmaLayoutRequest request = family_ask (part);
      request.previous = session.layout;
      request.anchor = step % 5 == 4 ? 0 : anchor;
      StemmaLayout *layout = lay_out (layouter, &request);
      check_layout (layout, &request);
      if (session.layout != NULL)
        {
          check_kept (layout, session.layout, request.anchor);
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
  request.anchor = 1010;
  g_autoptr (StemmaLayout) good = lay_out (layouter, &request);
  check_layout (good, &request);
  check_kept (good, plain, 1010);
  request.previous = good;
  g_autoptr (StemmaLayout) again = lay_out (NULL, &request);
  check_layout (again, &request);
  check_kept (again, good, 1010);
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
      request.anchor = 1005;
      g_autoptr (StemmaLayout) second = lay_out (layouter, &request);
      request.previous = second;
      g_autoptr (StemmaLayout) third = lay_out (layouter, &request);
      g_autofree char *dump = stemma_layout_dump (second);
      g_autofree char *again = stemma_layout_dump (third);
      still += strcmp (dump, again) == 0 ? 1 : 0;
    }
  g_assert_cmpuint (still, ==, 20);
}

/* Without an anchor the picture stays where most of it was. */
static void
test_no_anchor (void)
{
  g_autoptr (Family) family = family_new ();
  for (guint i = 0; i < 6; i++)
    {
      family_add_box (family, i + 1, 100, 40);
      if (i > 0)
        family_add_edge (family, 0, i, FALSE);
    }
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) first = stemma_layout_grid (&request, NULL, NULL);
  family_add_box (family, 7, 100, 40);
  family_add_edge (family, 6, 0, FALSE);
  StemmaLayoutRequest second = family_ask (family);
  second.previous = first;
  g_autoptr (StemmaLayout) layout = stemma_layout_grid (&second, NULL, NULL);
  check_layout (layout, &second);
  for (guint64 id = 1; id <= 6; id++)
    {
      g_assert_cmpfloat (stemma_layout_find (layout, id)->x, ==, stemma_layout_find (first, id)->x);
      g_assert_cmpfloat (stemma_layout_find (layout, id)->y, ==, stemma_layout_find (first, id)->y);
    }
  g_assert_cmpfloat (stemma_layout_find (layout, 7)->x, <, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/stability/edits", test_edits);
  g_test_add_func ("/layout/stability/edits-of-grid", test_edits_of_grid);
  g_test_add_func ("/layout/stability/between-kinds", test_between_kinds);
  g_test_add_func ("/layout/stability/no-edit-no-move", test_no_edit_no_move);
  g_test_add_func ("/layout/stability/no-anchor", test_no_anchor);
  return g_test_run ();
}
