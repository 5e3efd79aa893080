#include "view/stemma-view.h"

#include <string.h>

#include "base/stemma-error.h"

/* Names with everything that a link could trip over. */
static const char *const names[] = { "acme/base",
                                     "acme/a b",
                                     "acme/x,y",
                                     "acme/x&y=z",
                                     "acme/ü-ж",
                                     "plain",
                                     "/home/x/model",
                                     "acme/%41",
                                     "acme/a\nb",
                                     "acme/#?+",
                                     "acme/base2",
                                     "acme/\"<>'",
                                     "acme/a\xE2\x80\xAE"
                                     "b" };

static const char *
random_name (GRand *rand)
{
  return names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
}

static StemmaView *
random_scalar_edit (GRand *rand, StemmaView *view)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      return stemma_view_with_focus (view, random_name (rand));
    case 1:
      return stemma_view_with_store (view, g_rand_boolean (rand) ? random_name (rand) : "");
    case 2:
      return stemma_view_with_date (view, g_rand_int_range (rand, 0, 40000));
    case 3:
      return stemma_view_with_since (view, g_rand_boolean (rand) ? STEMMA_DATE_NONE : 20000);
    case 4:
      return stemma_view_with_depth (view, g_rand_boolean (rand), g_rand_int (rand));
    case 5:
      return stemma_view_with_fold (view, g_rand_boolean (rand) ? STEMMA_FOLD_NONE : STEMMA_FOLD_AUTO);
    case 6:
      return stemma_view_with_relations (view, g_rand_int (rand));
    case 7:
      return stemma_view_with_min_downloads (view, ((guint64) g_rand_int (rand) << 32) | g_rand_int (rand));
    case 8:
      return stemma_view_with_text (view, g_rand_boolean (rand) ? random_name (rand) : "");
    default:
      return stemma_view_with_reading (view, g_rand_boolean (rand) ? STEMMA_READING_PAPER : 0);
    }
}

/* Some cards in some columns; now and then what is no order. */
static StemmaView *
random_order (GRand *rand, StemmaView *view)
{
  StemmaViewSeat seats[12];
  guint n_seats = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (seats) + 1);
  guint32 column = 0;
  for (guint i = 0; i < n_seats; i++)
    {
      column += i > 0 && g_rand_int_range (rand, 0, 3) == 0 ? 1 : 0;
      seats[i].id = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      seats[i].column = column;
    }
  if (n_seats > 2 && g_rand_int_range (rand, 0, 5) == 0)
    seats[n_seats - 1].id = seats[0].id;
  return stemma_view_with_order (view, seats, n_seats);
}

static StemmaView *
random_edit (GRand *rand, StemmaView *view)
{
  StemmaDirection direction = g_rand_boolean (rand) ? STEMMA_UP : STEMMA_DOWN;
  const char *name = random_name (rand);
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      return stemma_view_with_expanded (view, name, direction, g_rand_int (rand));
    case 1:
      return random_order (rand, view);
    case 2:
      return stemma_view_with_collapsed (view, name, direction);
    case 3:
      return stemma_view_with_more (view, name, direction, g_rand_int (rand));
    case 4:
    case 5:
      return stemma_view_with_picked (view, name, direction, random_name (rand), g_rand_boolean (rand));
    case 6:
      return stemma_view_with_hidden (view, name, g_rand_boolean (rand));
    case 7:
      return stemma_view_with_pinned (view, name, g_rand_boolean (rand));
    case 8:
      return stemma_view_with_colour_by (view, g_rand_int_range (rand, 0, STEMMA_N_COLOURS));
    default:
      return random_scalar_edit (rand, view);
    }
}

static StemmaView *
random_view (GRand *rand, guint n_edits)
{
  StemmaView *view = stemma_view_new (random_name (rand));
  for (guint i = 0; i < n_edits; i++)
    {
      StemmaView *next = random_edit (rand, view);
      stemma_view_unref (view);
      view = next;
    }
  return view;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaView) view = random_view (rand, i % 40);
      g_autofree char *uri = stemma_view_to_uri (view);
      g_assert_true (g_str_is_ascii (uri));
      g_autoptr (StemmaView) back = stemma_view_from_uri (uri, &error);
      g_assert_no_error (error);
      g_assert_true (stemma_view_equal (view, back));
      g_assert_cmpuint (stemma_view_hash (view), ==, stemma_view_hash (back));
      g_autofree char *again = stemma_view_to_uri (back);
      g_assert_cmpstr (uri, ==, again);
    }
}

/* Comparing says "equal" exactly where the links are the same, and is antisymmetric. */
static void
test_compare (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (StemmaView) a = random_view (rand, i % 4);
      g_autoptr (StemmaView) b = i % 3 == 0 ? random_edit (rand, a) : random_view (rand, i % 4);
      g_autofree char *uri_a = stemma_view_to_uri (a);
      g_autofree char *uri_b = stemma_view_to_uri (b);
      int order = stemma_view_compare (a, b);
      g_assert_cmpint (order == 0, ==, strcmp (uri_a, uri_b) == 0);
      g_assert_cmpint (CLAMP (order, -1, 1), ==, -CLAMP (stemma_view_compare (b, a), -1, 1));
    }
}

static void
test_first_link_is_short (void)
{
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autofree char *uri = stemma_view_to_uri (view);
  g_assert_cmpstr (uri, ==, "stemma:lineage?model=acme/base");
}

static void
test_link_spelt_out (void)
{
  g_autoptr (StemmaView) a = stemma_view_new ("acme/base");
  g_autoptr (StemmaView) b = stemma_view_with_expanded (a, "acme/x,y", STEMMA_DOWN, 1 | 8);
  g_autoptr (StemmaView) c = stemma_view_with_depth (b, STEMMA_UP, 2);
  g_autoptr (StemmaView) d = stemma_view_with_date (c, 20264);
  g_autofree char *uri = stemma_view_to_uri (d);
  g_assert_cmpstr (
      uri, ==, "stemma:lineage?model=acme/base&date=2025-06-25&up=2&open=down,acme/x%2Cy,finetune,quantized");
}

static void
test_order_of_keys_is_free (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) view
      = stemma_view_from_uri ("stemma:lineage?pin=b&up=1&pin=a&model=acme/base&fold=auto", &error);
  g_assert_no_error (error);
  g_autofree char *uri = stemma_view_to_uri (view);
  g_assert_cmpstr (uri, ==, "stemma:lineage?model=acme/base&up=1&pin=a&pin=b");
}

static const char *const bad[] = {
  "",
  "stemma:",
  "stemma:lineage",
  "stemma:lineage?",
  "http://acme/base",
  "Stemma:lineage?model=a",
  "stemma:lineage?model=",
  "stemma:lineage?model",
  "stemma:lineage?up=1",
  "stemma:lineage?model=a&",
  "stemma:lineage?model=a&model=b",
  "stemma:lineage?model=a&up=1&up=1",
  "stemma:lineage?model=a&x=1",
  "stemma:lineage?model=a%00b",
  "stemma:lineage?model=a%",
  "stemma:lineage?model=%zz",
  "stemma:lineage?model=%FF",
  "stemma:lineage?model=a&up=-1",
  "stemma:lineage?model=a&up=",
  "stemma:lineage?model=a&up=1x",
  "stemma:lineage?model=a&up=99999999999",
  "stemma:lineage?model=a&up=+1",
  "stemma:lineage?model=a&date=2025-02-30",
  "stemma:lineage?model=a&fold=maybe",
  "stemma:lineage?model=a&relations=",
  "stemma:lineage?model=a&relations=finetune,",
  "stemma:lineage?model=a&relations=tuned",
  "stemma:lineage?model=a&open=down,b",
  "stemma:lineage?model=a&open=sideways,b,merge",
  "stemma:lineage?model=a&open=b,merge",
  "stemma:lineage?model=a&more=up,b,0",
  "stemma:lineage?model=a&more=up,b,1,1",
  "stemma:lineage?model=a&pick=down,b",
  "stemma:lineage?model=a&pick=down,b,",
  "stemma:lineage?model=a&pick=down,,b",
  "stemma:lineage?model=a&collapse=down",
  "stemma:lineage?model=a&collapse=down,b,c",
  "stemma:lineage?model=a&hide=b&hide=b",
  "stemma:lineage?model=a&hide=",
  "stemma:lineage?model=a&colour=red",
  "stemma:lineage?model=a&reading=ours",
  "stemma:lineage?model=a&order=",
  "stemma:lineage?model=a&order=AAAAAAAAAA",
  "stemma:lineage?model=a&order=AAAAAAAAAAAA",
  "stemma:lineage?model=a&order=QAAAAAAAAAA",
  "stemma:lineage?model=a&order=AAAAAAAAAA=",
  "stemma:lineage?model=a&order=AAAAAAAAAAB,",
  "stemma:lineage?model=a&order=,AAAAAAAAAAB",
  "stemma:lineage?model=a&order=AAAAAAAAAAB,,AAAAAAAAAAC",
  "stemma:lineage?model=a&order=AAAAAAAAAAB,AAAAAAAAAAB",
  "stemma:lineage?model=a&order=AAAAAAAAAAB&order=AAAAAAAAAAC",
};

static void
test_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaView) view = stemma_view_from_uri (bad[i], &error);
      if (view != NULL)
        g_error ("was let through: %s", bad[i]);
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* How the cards stood is part of the view: it goes with the link, and leaves with the focus. */
static void
test_order (void)
{
  const StemmaViewSeat seats[] = { { 5, 0 }, { G_MAXUINT64, 1 }, { 1, 1 }, { 64, 2 } };
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autoptr (StemmaView) ordered = stemma_view_with_order (view, seats, G_N_ELEMENTS (seats));
  g_autofree char *uri = stemma_view_to_uri (ordered);
  g_assert_cmpstr (uri, ==,
                   "stemma:lineage?model=acme/base"
                   "&order=AAAAAAAAAAF,P__________AAAAAAAAAAB,AAAAAAAAABA");
  g_autoptr (StemmaView) read = stemma_view_from_uri (uri, NULL);
  guint n_seats;
  const StemmaViewSeat *back = stemma_view_get_order (read, &n_seats);
  g_assert_cmpuint (n_seats, ==, G_N_ELEMENTS (seats));
  for (guint i = 0; i < n_seats; i++)
    {
      g_assert_cmpuint (back[i].id, ==, seats[i].id);
      g_assert_cmpuint (back[i].column, ==, seats[i].column);
    }
  g_assert_true (stemma_view_equal (ordered, read));
  g_assert_false (stemma_view_equal (ordered, view));
  g_assert_true (stemma_view_equal_but_order (ordered, view));
  g_assert_null (stemma_view_find_edited (view, ordered));
  g_autoptr (StemmaView) elsewhere = stemma_view_with_focus (ordered, "acme/other");
  g_assert_null (stemma_view_get_order (elsewhere, &n_seats));
  g_autoptr (StemmaView) reset = stemma_view_with_nothing_edited (ordered);
  g_assert_true (stemma_view_equal (reset, view));
  const StemmaViewSeat twice[] = { { 5, 0 }, { 5, 1 } }, gap[] = { { 5, 0 }, { 6, 2 } }, late[] = { { 5, 1 } };
  g_autoptr (StemmaView) a = stemma_view_with_order (ordered, twice, 2);
  g_autoptr (StemmaView) b = stemma_view_with_order (ordered, gap, 2);
  g_autoptr (StemmaView) c = stemma_view_with_order (ordered, late, 1);
  g_assert_true (stemma_view_equal (a, view) && stemma_view_equal (b, view) && stemma_view_equal (c, view));
}

static void
test_refuses_too_much (void)
{
  g_autoptr (GString) uri = g_string_new ("stemma:lineage?model=a");
  for (guint i = 0; i <= STEMMA_VIEW_MAX_ENTRIES; i++)
    g_string_append_printf (uri, "&hide=x%u", i);
  g_assert_null (stemma_view_from_uri (uri->str, NULL));
  g_string_truncate (uri, (gsize) (strrchr (uri->str, '&') - uri->str));
  g_autoptr (StemmaView) full = stemma_view_from_uri (uri->str, NULL);
  g_assert_nonnull (full);
  g_autoptr (StemmaView) more = stemma_view_with_hidden (full, "acme/one-more", TRUE);
  g_assert_true (stemma_view_equal (full, more));
  g_autofree char *letters = g_strnfill (STEMMA_VIEW_MAX_URI, 'x');
  g_autofree char *endless = g_strconcat ("stemma:lineage?model=", letters, NULL);
  g_assert_null (stemma_view_from_uri (endless, NULL));
}

/* Bytes flipped in good links: read or refused, never anything else; what is read writes itself again. */
static void
test_mutated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (StemmaView) view = random_view (rand, i % 12);
      g_autofree char *uri = stemma_view_to_uri (view);
      gsize length = strlen (uri);
      for (guint n = 0; n < 1 + i % 3; n++)
        uri[g_rand_int_range (rand, 15, (gint32) length)] = (char) g_rand_int_range (rand, 1, 256);
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaView) read = stemma_view_from_uri (uri, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      if (read == NULL)
        continue;
      g_autofree char *again = stemma_view_to_uri (read);
      g_autoptr (StemmaView) back = stemma_view_from_uri (again, NULL);
      g_assert_true (back != NULL && stemma_view_equal (read, back));
    }
}

static void
test_edits_leave_the_old_view (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (StemmaView) view = random_view (rand, 20);
      g_autofree char *before = stemma_view_to_uri (view);
      g_autoptr (StemmaView) next = random_edit (rand, view);
      g_autofree char *after = stemma_view_to_uri (view);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_expand_and_collapse (void)
{
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autoptr (StemmaView) open = stemma_view_with_expanded (view, "acme/x", STEMMA_DOWN, 1 << 3);
  const StemmaViewEntry *entry = stemma_view_find_entry (open, STEMMA_VIEW_OPEN, "acme/x", STEMMA_DOWN, NULL);
  g_assert_nonnull (entry);
  g_assert_cmpuint (entry->value, ==, 1 << 3);
  g_autoptr (StemmaView) picked = stemma_view_with_picked (open, "acme/x", STEMMA_DOWN, "acme/y", TRUE);
  g_autoptr (StemmaView) back = stemma_view_with_collapsed (picked, "acme/x", STEMMA_DOWN);
  g_assert_true (stemma_view_equal (view, back));
  g_autoptr (StemmaView) closed = stemma_view_with_collapsed (back, "acme/x", STEMMA_DOWN);
  g_assert_nonnull (stemma_view_find_entry (closed, STEMMA_VIEW_COLLAPSE, "acme/x", STEMMA_DOWN, NULL));
  g_autoptr (StemmaView) again = stemma_view_with_expanded (closed, "acme/x", STEMMA_DOWN, 1 << 3);
  g_assert_true (stemma_view_equal (view, again));
}

static void
test_inverse_edits (void)
{
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autoptr (StemmaView) picked = stemma_view_with_picked (view, "acme/x", STEMMA_UP, "acme/y", TRUE);
  g_autoptr (StemmaView) unpicked = stemma_view_with_picked (picked, "acme/x", STEMMA_UP, "acme/y", FALSE);
  g_assert_false (stemma_view_equal (view, picked));
  g_assert_true (stemma_view_equal (view, unpicked));
  g_autoptr (StemmaView) hidden = stemma_view_with_hidden (view, "acme/base", TRUE);
  g_assert_true (stemma_view_equal (view, hidden));
}

static void
test_focus_keeps_pins (void)
{
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autoptr (StemmaView) pinned = stemma_view_with_pinned (view, "acme/p", TRUE);
  g_autoptr (StemmaView) hidden = stemma_view_with_hidden (pinned, "acme/h", TRUE);
  g_autoptr (StemmaView) open = stemma_view_with_expanded (hidden, "acme/x", STEMMA_DOWN, 1);
  g_autoptr (StemmaView) moved = stemma_view_with_focus (open, "acme/h");
  g_autofree char *uri = stemma_view_to_uri (moved);
  g_assert_cmpstr (uri, ==, "stemma:lineage?model=acme/h&pin=acme/p");
}

static void
test_find_edited (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (15);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (StemmaView) view = random_view (rand, 20);
      g_autofree char *name = g_strdup_printf ("acme/edited-%u", i);
      g_autoptr (StemmaView) open = stemma_view_with_expanded (view, name, STEMMA_DOWN, 1);
      g_assert_cmpstr (stemma_view_find_edited (view, open), ==, name);
      g_assert_cmpstr (stemma_view_find_edited (open, view), ==, name);
      g_assert_null (stemma_view_find_edited (view, view));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/round-trip", test_round_trip);
  g_test_add_func ("/view/compare", test_compare);
  g_test_add_func ("/view/first-link-is-short", test_first_link_is_short);
  g_test_add_func ("/view/link-spelt-out", test_link_spelt_out);
  g_test_add_func ("/view/order-of-keys-is-free", test_order_of_keys_is_free);
  g_test_add_func ("/view/order", test_order);
  g_test_add_func ("/view/refuses", test_refuses);
  g_test_add_func ("/view/refuses-too-much", test_refuses_too_much);
  g_test_add_func ("/view/mutated", test_mutated);
  g_test_add_func ("/view/edits-leave-the-old-view", test_edits_leave_the_old_view);
  g_test_add_func ("/view/expand-and-collapse", test_expand_and_collapse);
  g_test_add_func ("/view/inverse-edits", test_inverse_edits);
  g_test_add_func ("/view/focus-keeps-pins", test_focus_keeps_pins);
  g_test_add_func ("/view/find-edited", test_find_edited);
  return g_test_run ();
}
