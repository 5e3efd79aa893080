/* What lies over and around the lineage: legend, map, header, colours. */
#include "lineage-fixture.h"

#include <string.h>

#include "app/lineage/stemma-minimap.h"
#include "app/stemma-scene-view.h"

static const char *const one_week[] = { lineage_small, NULL };

static gboolean
overlap (const graphene_rect_t *a, const graphene_rect_t *b)
{
  return graphene_rect_intersection (a, b, NULL);
}

/* Where a widget over the canvas is seen; nothing where it is not. */
static gboolean
find_bounds (LineageFixture *fixture, GtkWidget *widget, graphene_rect_t *bounds)
{
  for (GtkWidget *at = widget; at != GTK_WIDGET (fixture->page); at = gtk_widget_get_parent (at))
    if (!gtk_widget_get_mapped (at) || gtk_widget_get_opacity (at) <= 0)
      return FALSE;
  return gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->canvas), bounds);
}

static GtkWidget *
find_legend (LineageFixture *fixture)
{
  return app_find (GTK_WIDGET (fixture->page), STEMMA_TYPE_SCENE_VIEW, "lineage-legend");
}

static void
assert_uncovered (LineageFixture *fixture, guint32 card)
{
  StemmaRect place = stemma_canvas_get_card_place (fixture->canvas, card);
  graphene_rect_t at = GRAPHENE_RECT_INIT ((float) place.x, (float) place.y, (float) place.width,
                                           (float) place.height), over;
  GtkWidget *map = app_find (GTK_WIDGET (fixture->page), STEMMA_TYPE_MINIMAP, NULL);
  GtkWidget *zoom = app_find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "Zoom in (+)");
  GtkWidget *const widgets[] = { find_legend (fixture), map, zoom };
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    if (widgets[i] != NULL && find_bounds (fixture, widgets[i], &over))
      g_assert_false (overlap (&at, &over));
}

/* In whatever size a picture opens, the focus is not under the legend, the map or the zoom controls. */
static void
test_focus_is_not_covered (void)
{
  g_autofree char *table = lineage_random_table (31);
  const char *const weeks[] = { table, NULL };
  static const int sizes[][2] = { { 1280, 800 }, { 1000, 640 }, { 720, 800 }, { 720, 520 }, { 900, 900 } };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture.app.window), sizes[i][0], sizes[i][1]);
      app_settle (&fixture.app);
      for (guint model = 0; model < 6; model++)
        {
          g_autofree char *name = g_strdup_printf ("root/m%03u", model * 7);
          lineage_go (&fixture, name);
          app_settle (&fixture.app);
          assert_uncovered (&fixture, stemma_lineage_get_focus (lineage_get (&fixture)));
        }
    }
  lineage_close (&fixture);
}

/* Walking over the cards by key does not lead behind the legend either. */
static void
test_walk_is_not_covered (void)
{
  g_autofree char *table = lineage_random_table (31);
  const char *const weeks[] = { table, NULL };
  static const guint keys[] = { GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_Down, GDK_KEY_Left, GDK_KEY_Down };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  lineage_go (&fixture, "root/m000");
  for (guint i = 0; i < 20; i++)
    {
      lineage_press (&fixture, keys[i % G_N_ELEMENTS (keys)], 0);
      assert_uncovered (&fixture, stemma_canvas_get_selected (fixture.canvas));
    }
  lineage_close (&fixture);
}

/* What was hidden stays so, in the next window too. */
static void
test_hidden_is_remembered (void)
{
  static const char *const actions[] = { "lineage.legend", "lineage.minimap", "lineage.zoom-controls" };
  GSettings *settings = stemma_application_get_settings ();
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  g_assert_nonnull (find_legend (&fixture));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture.page), actions[i], NULL);
  g_assert_null (find_legend (&fixture));
  lineage_close (&fixture);
  fixture = (LineageFixture){ 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  g_assert_null (find_legend (&fixture));
  g_assert_null (app_find (GTK_WIDGET (fixture.page), STEMMA_TYPE_MINIMAP, NULL));
  g_assert_null (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_BUTTON, "Zoom in (+)"));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture.page), actions[i], NULL);
  g_assert_nonnull (find_legend (&fixture));
  g_assert_true (g_settings_get_boolean (settings, "lineage-legend"));
  lineage_close (&fixture);
}

/* The figure of chains is that of the view's reading, and says so. */
static void
test_reading_of_the_header (void)
{
  static const char table[] = "parent,child,relation\na/r,a/x,finetune\na/r,a/y,finetune\na/x,a/m,merge\na/y,a/m,merge\n"
                              "a/m,a/leaf,finetune\n";
  const char *const weeks[] = { table, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  lineage_go (&fixture, "a/x");
  GtkWidget *page = GTK_WIDGET (fixture.page);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL,
                              "1 ancestor, 2 descendants, in 1 cluster, longest chain through it 4 models (exact)"));
  gtk_widget_activate_action (page, "lineage.reading", "s", "paper");
  lineage_wait (&fixture);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL,
                              "1 ancestor, 2 descendants, in 1 cluster, longest chain of its clusters 4 models "
                              "(as in the paper)"));
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL,
                              "1 ancestor, 2 descendants, in 1 cluster, longest chain through it 4 models (exact)"));
  lineage_close (&fixture);
}

static char *
describe (LineageFixture *fixture, const char *name)
{
  return stemma_diagram_describe_card (stemma_canvas_get_diagram (fixture->canvas), lineage_card (fixture, name));
}

/* By change: with the week before the one that is shown; the link says which that is. */
static void
test_colours_of_change (void)
{
  static const char first[] = "parent,child,relation\nacme/base,acme/a,finetune\nacme/base,acme/b,finetune\n";
  static const char second[] = "parent,child,relation\nacme/base,acme/a,finetune\nacme/base,acme/new,finetune\n";
  const char *const weeks[] = { first, second, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  lineage_go (&fixture, "acme/base");
  lineage_press (&fixture, GDK_KEY_e, 0);
  GtkWidget *drop = app_find (GTK_WIDGET (fixture.page), GTK_TYPE_DROP_DOWN, "What the colours stand for");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 3);
  lineage_wait (&fixture);
  g_autofree char *uri = lineage_target (&fixture);
  g_assert_nonnull (strstr (uri, "&colour=change"));
  g_assert_nonnull (strstr (uri, "&since=2025-03-12"));
  g_autofree char *fresh = describe (&fixture, "acme/new"), *old = describe (&fixture, "acme/a");
  g_assert_nonnull (strstr (fresh, "new since the week before"));
  g_assert_null (strstr (old, "week before"));
  /* The first week has none before it: nothing is coloured, and the legend says why. */
  gtk_widget_activate_action (GTK_WIDGET (fixture.app.window), "win.week", "i", -1);
  lineage_wait (&fixture);
  app_settle (&fixture.app);
  g_autofree char *alone = describe (&fixture, "acme/b");
  g_assert_null (strstr (alone, "week before"));
  lineage_close (&fixture);
}

static gboolean
list_is_ready (gpointer page)
{
  StemmaMemberList *list = stemma_lineage_page_get_list (page);
  return list != NULL && stemma_member_list_is_ready (list);
}

/* A merge's parent from elsewhere waits on a chip of its own; picked from its list it comes in, with its line. */
static void
test_other_parents_come_in (void)
{
  LineageFixture fixture = { 0 };
  guint n_lines, n_chips;
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "north/second");
  g_assert_false (lineage_has_card (&fixture, "acme/chat"));
  stemma_lineage_get_lines (lineage_get (&fixture), &n_lines);
  guint32 merge = lineage_card (&fixture, "blend/mix");
  const StemmaChip *chips = stemma_lineage_get_chips (lineage_get (&fixture), &n_chips);
  guint32 chip = 0;
  while (chip < n_chips && (chips[chip].card != merge || chips[chip].kind != STEMMA_CHIP_OTHER_PARENTS))
    chip++;
  g_assert_cmpuint (chip, <, n_chips);
  g_autofree char *words
    = stemma_diagram_describe_chip (stemma_canvas_get_diagram (fixture.canvas), chip);
  g_assert_cmpstr (words, ==, "1 parent outside this family, not shown");
  StemmaRect at = stemma_canvas_get_chip_place (fixture.canvas, chip);
  stemma_canvas_click (fixture.canvas, at.x + at.width / 2, at.y + at.height / 2, 1);
  app_wait_until (list_is_ready, fixture.page, "the list");
  GtkWidget *list = GTK_WIDGET (stemma_lineage_page_get_list (fixture.page));
  g_signal_emit_by_name (list, "pick", "acme/chat");
  lineage_wait (&fixture);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER)));
  app_settle (&fixture.app);
  g_assert_true (lineage_has_card (&fixture, "acme/chat"));
  guint n_after;
  stemma_lineage_get_lines (lineage_get (&fixture), &n_after);
  g_assert_cmpuint (n_after, >, n_lines);
  lineage_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/lineage-overlay/focus-not-covered", test_focus_is_not_covered);
  g_test_add_func ("/lineage-overlay/walk-not-covered", test_walk_is_not_covered);
  g_test_add_func ("/lineage-overlay/hidden-remembered", test_hidden_is_remembered);
  g_test_add_func ("/lineage-overlay/reading", test_reading_of_the_header);
  g_test_add_func ("/lineage-overlay/change", test_colours_of_change);
  g_test_add_func ("/lineage-overlay/other-parents", test_other_parents_come_in);
  return g_test_run ();
}
