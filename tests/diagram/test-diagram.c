#include "diagram/stemma-diagram.h"

#include <math.h>
#include <string.h>

#include "diagram/families.h"

static guint32
card_of (StemmaDiagram *diagram, const char *name)
{
  StemmaLineage *lineage = stemma_diagram_get_lineage (diagram);
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    if (cards[i].kind == STEMMA_CARD_MODEL && strcmp (stemma_lineage_get_card_name (lineage, i), name) == 0)
      return i;
  return STEMMA_NONE;
}

static const char *
name_of (StemmaDiagram *diagram, guint32 card)
{
  return card == STEMMA_NONE ? NULL
                             : stemma_lineage_get_card_name (stemma_diagram_get_lineage (diagram), card);
}

static void
test_hits (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "juniper/Meridian");
  StemmaScene *scene = stemma_diagram_get_scene (diagram);
  guint n_cards, chips_hit = 0, n_items;
  const StemmaCard *cards = stemma_lineage_get_cards (stemma_diagram_get_lineage (diagram), &n_cards);
  StemmaHitInfo info;
  for (guint32 i = 0; i < n_cards; i++)
    {
      StemmaRect rect = stemma_diagram_get_card_rect (diagram, i);
      guint32 hit = stemma_scene_hit (scene, rect.x + 10, rect.y + 12, 0);
      g_assert_cmpuint (hit, ==, stemma_diagram_hit_of_card (diagram, i));
      g_assert_true (stemma_diagram_hit_info (diagram, hit, &info));
      g_assert_cmpint (info.kind, ==, STEMMA_HIT_CARD);
      g_assert_cmpuint (info.card, ==, i);
      g_assert_cmpuint (info.id, ==, cards[i].id);
      g_assert_cmpuint (info.node, ==, cards[i].anchor);
    }
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n_items);
  for (guint i = 0; i < n_items; i++)
    if (items[i].type == STEMMA_ITEM_GROUP_BEGIN && strcmp (items[i].group.role, "chip") == 0)
      {
        StemmaRect at = items[i].bounds;
        guint32 hit = stemma_scene_hit (scene, at.x + at.width / 2, at.y + at.height / 2, 0);
        g_assert_true (stemma_diagram_hit_info (diagram, hit, &info));
        g_assert_cmpint (info.kind, ==, STEMMA_HIT_CHIP);
        g_assert_cmpuint (info.chip, ==, chips_hit);
        chips_hit++;
      }
  guint n_chips;
  stemma_lineage_get_chips (stemma_diagram_get_lineage (diagram), &n_chips);
  g_assert_cmpuint (chips_hit, ==, n_chips);
  g_assert_false (stemma_diagram_hit_info (diagram, 0, &info));
  g_assert_false (stemma_diagram_hit_info (diagram, 100000, &info));
  g_assert_cmpuint (stemma_scene_hit (scene, -1000, -1000, 0), ==, 0);
}

static void
test_steps (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "juniper/Meridian");
  guint32 focus = card_of (diagram, "juniper/Meridian");
  guint32 parent = stemma_diagram_step (diagram, focus, STEMMA_STEP_PARENT);
  guint32 root = stemma_diagram_step (diagram, card_of (diagram, "north/Aurora-Chat"), STEMMA_STEP_PARENT);
  g_assert_cmpuint (parent, !=, STEMMA_NONE);
  g_assert_cmpstr (name_of (diagram, root), ==, "north/Aurora");
  g_assert_cmpuint (stemma_diagram_step (diagram, root, STEMMA_STEP_PARENT), ==, STEMMA_NONE);
  g_assert_cmpuint (stemma_diagram_step (diagram, parent, STEMMA_STEP_CHILD), ==, focus);
  g_assert_cmpuint (stemma_diagram_step (diagram, focus, STEMMA_STEP_NEXT), ==, STEMMA_NONE);
  /* Down a column and up again, in order of height. */
  guint32 card = stemma_diagram_step (diagram, focus, STEMMA_STEP_CHILD), first = card;
  while (stemma_diagram_step (diagram, first, STEMMA_STEP_PREVIOUS) != STEMMA_NONE)
    first = stemma_diagram_step (diagram, first, STEMMA_STEP_PREVIOUS);
  guint n = 0;
  for (guint32 at = first; at != STEMMA_NONE; at = stemma_diagram_step (diagram, at, STEMMA_STEP_NEXT), n++)
    {
      guint32 next = stemma_diagram_step (diagram, at, STEMMA_STEP_NEXT);
      if (next == STEMMA_NONE)
        continue;
      g_assert_cmpfloat (stemma_diagram_get_card_rect (diagram, at).y, <,
                         stemma_diagram_get_card_rect (diagram, next).y);
      g_assert_cmpuint (stemma_diagram_step (diagram, next, STEMMA_STEP_PREVIOUS), ==, at);
    }
  /* Five fine-tunes fold, two stay out, the adapter and the one that is merged on make four cards and a fold.
   */
  g_assert_cmpuint (n, ==, 5);
}

static char *
dump_layout (StemmaDiagram *diagram)
{
  return stemma_layout_dump (stemma_diagram_get_layout (diagram));
}

/* Cards that share a column before and after an edit stand in the same order in both. */
static void
assert_order_kept (StemmaDiagram *before, StemmaDiagram *after)
{
  guint n;
  const StemmaLayoutPlace *places = stemma_layout_get_places (stemma_diagram_get_layout (before), &n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const StemmaLayoutPlace *a = stemma_layout_find (stemma_diagram_get_layout (after), places[i].id);
        const StemmaLayoutPlace *b = stemma_layout_find (stemma_diagram_get_layout (after), places[j].id);
        if (a != NULL && b != NULL && places[i].column == places[j].column && a->column == b->column)
          g_assert_true ((places[i].y < places[j].y) == (a->y < b->y));
      }
}

/* A chain of edits as on screen: each view carries the order of the picture before, and is by its link alone
 * the same picture for somebody who has seen nothing of it. */
static void
test_view_is_the_picture (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaView) first = stemma_view_new ("juniper/Meridian");
  g_autoptr (StemmaDiagram) diagram = draw (snapshot, first);
  static const char *const edited[]
      = { "moss/Story-v1", "north/Aurora", "juniper/Meridian", "moss/Story-v0", "north/Aurora" };
  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    {
      StemmaView *view = stemma_lineage_get_view (stemma_diagram_get_lineage (diagram));
      g_autoptr (StemmaView) edit
          = i == 4 ? stemma_view_with_collapsed (view, edited[i], STEMMA_DOWN)
                   : stemma_view_with_expanded (view, edited[i], STEMMA_DOWN, STEMMA_VIEW_ALL_RELATIONS);
      g_autoptr (StemmaView) kept = stemma_diagram_keep_order (diagram, edit);
      g_assert_true (stemma_view_equal_but_order (edit, kept));
      StemmaDiagram *after = draw (snapshot, kept);
      assert_order_kept (diagram, after);
      g_autofree char *uri = stemma_view_to_uri (kept);
      g_autoptr (StemmaView) read = stemma_view_from_uri (uri, NULL);
      g_autofree char *helper = stemma_layouter_find_helper (NULL);
      g_autoptr (StemmaLayouter) fresh = stemma_layouter_new (helper);
      g_autoptr (StemmaDiagram) again = stemma_diagram_new (snapshot, NULL, read, fresh, NULL, NULL);
      g_autofree char *one = dump_layout (after), *other = dump_layout (again);
      g_assert_cmpstr (one, ==, other);
      stemma_diagram_unref (diagram);
      diagram = g_steal_pointer (&after);
    }
  g_autoptr (StemmaView) elsewhere = stemma_view_new ("moss/Story-v1");
  g_autoptr (StemmaView) same = stemma_diagram_keep_order (diagram, elsewhere);
  g_assert_true (same == elsewhere);
}

/* A card leads to the Hub where its name can be one of the Hub's. */
static void
test_links (void)
{
  static const char *const rows[][2] = { { "acme/Base-1.5_b", "https://huggingface.co/acme/Base-1.5_b" },
                                         { "/home/somebody/model", NULL },
                                         { "javascript:alert(1)", NULL } };
  Invented *invented = invented_new ();
  invented_model (invented, "acme/child", 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    invented_edge (invented, "acme/child", rows[i][0], STEMMA_RELATION_MERGE);
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "acme/child");
  guint n_items;
  const StemmaSceneItem *items = stemma_scene_get_items (stemma_diagram_get_scene (diagram), &n_items);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 hit = stemma_diagram_hit_of_card (diagram, card_of (diagram, rows[i][0]));
      g_assert_cmpuint (hit, !=, 0);
      for (guint n = 0; n < n_items; n++)
        if (items[n].type == STEMMA_ITEM_GROUP_BEGIN && items[n].hit == hit)
          g_assert_cmpstr (items[n].group.link, ==, rows[i][1]);
    }
}

static void
test_describe (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "juniper/Meridian");
  g_autofree char *focus = stemma_diagram_describe_card (diagram, card_of (diagram, "juniper/Meridian"));
  g_assert_cmpstr (focus, ==,
                   "juniper/Meridian, merge, 3 parents, 45,000 downloads in 30 days, licence other, "
                   "12 adapters without children, 37 quantized models without children");
  g_autofree char *ghost = stemma_diagram_describe_card (diagram, card_of (diagram, "hollow/Vanished"));
  g_assert_cmpstr (ghost, ==, "hollow/Vanished, not listed");
  g_autofree char *gated = stemma_diagram_describe_card (diagram, card_of (diagram, "Boreal"));
  g_assert_cmpstr (gated, ==, "Boreal, root, 900,000 downloads in 30 days, licence mit, gated");
}

/* More cards than Graphviz is asked to place: the picture is there at once, says what it is, and stays the same. */
static void
test_very_many_cards (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (1500, 30);
  g_autoptr (StemmaView) first = stemma_view_new ("acme/root");
  g_autoptr (StemmaView) view = stemma_view_with_fold (first, STEMMA_FOLD_NONE);
  g_autoptr (StemmaDiagram) diagram = draw (snapshot, view), again = draw (snapshot, view), few = draw (snapshot, first);
  g_autofree char *one = dump_layout (diagram), *other = dump_layout (again);
  g_assert_true (stemma_layout_is_plain (stemma_diagram_get_layout (diagram)));
  g_assert_false (stemma_layout_is_plain (stemma_diagram_get_layout (few)));
  g_assert_cmpstr (one, ==, other);
  const char *said = stemma_scene_get_description (stemma_diagram_get_scene (diagram));
  g_assert_nonnull (strstr (said, "too many cards to look for few crossings"));
}

static char *
describe (StemmaDiagram *diagram, const char *name)
{
  return stemma_diagram_describe_card (diagram, card_of (diagram, name));
}

/* Words and marks of what is different since the week before; with nothing to compare with there are none. */
static void
test_changes (void)
{
  static const char *const rows[][2] = {
    { "acme/New", "new since the week before" },
    { "acme/Gone", "listed the week before" },
    { "acme/Updated", "updated since the week before" },
    { "acme/Relicensed", "under another licence than the week before" },
    { "acme/Gated", "gated or disabled otherwise than the week before" },
    { "acme/Merged", "declares other parents than the week before" },
  };
  g_autoptr (StemmaSnapshot) before = NULL;
  g_autoptr (StemmaSnapshot) after = family_in_two_weeks (&before);
  g_autoptr (StemmaView) plain = stemma_view_new ("acme/Base");
  g_autoptr (StemmaView) all = stemma_view_with_fold (plain, STEMMA_FOLD_NONE);
  g_autoptr (StemmaView) undated = stemma_view_with_colour_by (all, STEMMA_COLOUR_CHANGE);
  g_autoptr (StemmaView) view = stemma_view_with_since (undated, stemma_snapshot_get_date (before));
  g_autoptr (StemmaDiagram) diagram = stemma_diagram_new (after, before, view, the_layouter (), NULL, NULL);
  g_autoptr (StemmaDiagram) lonely = stemma_diagram_new (after, NULL, view, the_layouter (), NULL, NULL);
  g_autoptr (StemmaDiagram) other = stemma_diagram_new (after, before, undated, the_layouter (), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = describe (diagram, rows[i][0]), *none = describe (lonely, rows[i][0]),
                      *off = describe (other, rows[i][0]);
      g_assert_nonnull (strstr (text, rows[i][1]));
      g_assert_null (strstr (none, "week before"));
      g_assert_null (strstr (off, "week before"));
    }
  static const char *const same[] = { "acme/Base", "acme/Same" };
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *text = describe (diagram, same[i]);
      g_assert_null (strstr (text, "week before"));
    }
}

static guint
count_role (StemmaScene *scene, StemmaRole role)
{
  guint n_items, n = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n_items);
  for (guint i = 0; i < n_items; i++)
    n += items[i].type < STEMMA_ITEM_GROUP_BEGIN && (items[i].paint.fill == role || items[i].paint.stroke == role);
  return n;
}

/* What is pinned says so, by a mark, in words and in the legend. */
static void
test_pinned (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaView) view = stemma_view_new ("juniper/Meridian");
  g_autoptr (StemmaView) pinned = stemma_view_with_pinned (view, "north/Aurora", TRUE);
  g_autoptr (StemmaDiagram) before = draw (snapshot, view), after = draw (snapshot, pinned);
  g_autofree char *plain = describe (before, "north/Aurora"), *said = describe (after, "north/Aurora");
  g_assert_null (strstr (plain, "pinned"));
  g_assert_nonnull (strstr (said, "pinned"));
  g_assert_cmpuint (count_role (stemma_diagram_get_scene (after), STEMMA_ROLE_ACCENT), >,
                    count_role (stemma_diagram_get_scene (before), STEMMA_ROLE_ACCENT));
  g_assert_cmpuint (count_role (stemma_diagram_get_legend_scene (before), STEMMA_ROLE_ACCENT), ==, 0);
  g_assert_cmpuint (count_role (stemma_diagram_get_legend_scene (after), STEMMA_ROLE_ACCENT), >, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaView) view = stemma_view_new ("juniper/Meridian");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_diagram_new (snapshot, NULL, view, the_layouter (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (3000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Cancelled while it is at work it either was done already or says that it was cancelled. */
static void
test_cancelled_midway (void)
{
  g_autoptr (StemmaSnapshot) snapshot = invented_star (600, 100);
  g_autoptr (StemmaView) first = stemma_view_new ("acme/root");
  g_autoptr (StemmaView) view = stemma_view_with_fold (first, STEMMA_FOLD_NONE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (StemmaDiagram) diagram
      = stemma_diagram_new (snapshot, NULL, view, the_layouter (), cancellable, &error);
  g_thread_join (thread);
  g_assert_true ((diagram == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autoptr (StemmaDiagram) again = draw (snapshot, first);
  g_assert_nonnull (again);
}

/* The same view of the same snapshot is the same picture, on whatever thread. */
static gpointer
draw_in_thread (gpointer snapshot)
{
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "juniper/Meridian");
  return stemma_scene_dump (stemma_diagram_get_scene (diagram));
}

static void
test_same_on_every_thread (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autofree char *here = draw_in_thread (snapshot);
  GThread *thread = g_thread_new ("draw", draw_in_thread, snapshot);
  g_autofree char *there = g_thread_join (thread);
  g_assert_cmpstr (here, ==, there);
}

/* Every card and line has its own items: a group that says whose it is, and nothing of another's. */
static void
test_items (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_with_rings ();
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "acme/Focus");
  StemmaLineage *lineage = stemma_diagram_get_lineage (diagram);
  guint n_items, n_cards, n_lines, covered = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (stemma_diagram_get_scene (diagram), &n_items);
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  stemma_lineage_get_cards (lineage, &n_cards);
  for (guint card = 0; card < n_cards; card++)
    {
      StemmaItemRange range = stemma_diagram_get_card_items (diagram, card);
      g_assert_cmpuint (items[range.first].hit, ==, stemma_diagram_hit_of_card (diagram, card));
      g_assert_cmpint (items[range.end - 1].type, ==, STEMMA_ITEM_GROUP_END);
      covered += range.end - range.first;
    }
  for (guint line = 0; line < n_lines; line++)
    {
      StemmaItemRange range = stemma_diagram_get_line_items (diagram, line);
      g_autofree char *begin = g_strdup_printf ("%s to %s", stemma_lineage_get_card_name (lineage, lines[line].from),
                                                stemma_lineage_get_card_name (lineage, lines[line].to));
      if (!(lines[line].flags & STEMMA_LINE_MIXED))
        g_assert_true (g_str_has_prefix (items[range.first].group.title, begin));
      covered += range.end - range.first;
    }
  g_assert_cmpuint (covered, ==, n_items);
}

static void
test_lone_model (void)
{
  Invented *invented = invented_new ();
  invented_model (invented, "acme/lone", 12);
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "acme/lone");
  g_autofree char *text = stemma_diagram_describe_card (diagram, 0);
  g_assert_cmpstr (text, ==, "acme/lone, neither parent nor child is known, 12 downloads in 30 days");
  g_autoptr (StemmaScene) scene = stemma_diagram_get_export_scene (diagram);
  g_assert_cmpfloat (stemma_scene_get_bounds (scene).width, >, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/hits", test_hits);
  g_test_add_func ("/diagram/steps", test_steps);
  g_test_add_func ("/diagram/view-is-the-picture", test_view_is_the_picture);
  g_test_add_func ("/diagram/links", test_links);
  g_test_add_func ("/diagram/describe", test_describe);
  g_test_add_func ("/diagram/very-many-cards", test_very_many_cards);
  g_test_add_func ("/diagram/changes", test_changes);
  g_test_add_func ("/diagram/pinned", test_pinned);
  g_test_add_func ("/diagram/cancelled", test_cancelled);
  g_test_add_func ("/diagram/cancelled-midway", test_cancelled_midway);
  g_test_add_func ("/diagram/same-on-every-thread", test_same_on_every_thread);
  g_test_add_func ("/diagram/items", test_items);
  g_test_add_func ("/diagram/lone-model", test_lone_model);
  int status = g_test_run ();
  stemma_layouter_unref (the_layouter ());
  return status;
}
