/* The window around the pages: what it says without a store, with one that is empty and with one that is
 * damaged. */
#include <glib/gi18n.h>

#include "app-fixture.h"
#include "app/clusters/stemma-clusters-page.h"
#include "app/compat/stemma-banner.h"
#include "app/compat/stemma-split.h"
#include "app/model/stemma-model-view.h"
#include "app/stemma-page-widget.h"
#include "app/stemma-week-button.h"

static const char small[]
  = "parent,child,relation\nacme/base,acme/tuned,finetune\nacme/tuned,fast/tuned-GGUF,quantized\n";

static gboolean
failed (gpointer window)
{
  return stemma_document_get_state (stemma_window_get_document (window)) == STEMMA_DOCUMENT_FAILED;
}

static void
test_welcome (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, NULL);
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.window), GTK_TYPE_LABEL, "The supply chain of AI models"));
  app_fixture_close (&fixture);
}

static gboolean
is_open (gpointer window)
{
  StemmaDocumentState state = stemma_document_get_state (stemma_window_get_document (window));
  return state == STEMMA_DOCUMENT_READY || state == STEMMA_DOCUMENT_BARE;
}

static const char *
banner_text (AppFixture *fixture)
{
  return stemma_banner_get_text (
    STEMMA_BANNER (app_find (GTK_WIDGET (fixture->window), STEMMA_TYPE_BANNER, NULL)));
}

/* What can only be read is shown, and said to be so. */
static void
test_read_only (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { small, NULL };
  app_fixture_open (&fixture, weeks);
  StemmaDocument *document = stemma_window_get_document (fixture.window);
  g_assert_null (banner_text (&fixture));
  stemma_document_close (document);
  stemma_document_open (document, fixture.store, STEMMA_STORE_READ);
  app_wait_until (is_open, fixture.window, "the store");
  app_settle (&fixture);
  g_assert_true (stemma_document_is_read_only (document));
  g_assert_true (g_str_has_prefix (banner_text (&fixture), "This store can be read but not written to"));
  app_fixture_close (&fixture);
}

static gboolean
has_banner (gpointer fixture)
{
  return banner_text (fixture) != NULL;
}

/* A store that cannot be opened does not close the one that is, even if that has no week yet. */
static void
test_bare (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, NULL);
  GtkWidget *window = GTK_WIDGET (fixture.window);
  StemmaDocument *document = stemma_window_get_document (fixture.window);
  stemma_document_open (document, fixture.store, STEMMA_STORE_CREATE);
  app_wait_until (is_open, window, "the empty store");
  g_autofree char *path = g_build_filename (fixture.folder, "gone.db", NULL);
  stemma_document_open (document, path, STEMMA_STORE_WRITE);
  app_wait_until (has_banner, &fixture, "the banner");
  g_assert_null (strstr (banner_text (&fixture), "stemma-cli"));
  app_settle (&fixture);
  g_assert_nonnull (app_find (window, GTK_TYPE_LABEL, "No snapshot yet"));
  app_fixture_close (&fixture);
}

static void
test_damaged (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, NULL);
  g_autofree char *path = g_build_filename (fixture.folder, "noise.db", NULL);
  g_file_set_contents (path, "no store at all, but a text that is long enough to be looked at", -1, NULL);
  stemma_document_open (stemma_window_get_document (fixture.window), path, STEMMA_STORE_WRITE);
  app_wait_until (failed, fixture.window, "the refusal");
  app_settle (&fixture);
  GtkWidget *page = app_find (GTK_WIDGET (fixture.window), ADW_TYPE_STATUS_PAGE, NULL);
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "The store cannot be opened");
  /* In the window's words, with something to do about it. */
  g_assert_null (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), "stemma-cli"));
  g_assert_nonnull (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), path));
  g_assert_nonnull (app_find (page, GTK_TYPE_BUTTON, "_Open another store…"));
  app_fixture_close (&fixture);
}

static gboolean
shows_second_week (gpointer window)
{
  StemmaDate date;
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (stemma_window_get_document (window));
  return stemma_date_parse ("2025-03-19", &date) && snapshot != NULL
         && stemma_snapshot_get_date (snapshot) == date;
}

static gboolean
shows_first_week (gpointer window)
{
  StemmaDate date;
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (stemma_window_get_document (window));
  return stemma_date_parse ("2025-03-12", &date) && snapshot != NULL
         && stemma_snapshot_get_date (snapshot) == date;
}

static gboolean
shows_third_week (gpointer window)
{
  StemmaDocument *document = stemma_window_get_document (window);
  return g_str_has_suffix (stemma_document_get_path (document), "weeks.db")
         && stemma_document_get_state (document) == STEMMA_DOCUMENT_READY;
}

static void
test_weeks (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { small, small, NULL };
  app_fixture_open (&fixture, weeks);
  g_assert_true (shows_second_week (fixture.window));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.week", "i", -1);
  app_wait_until (shows_first_week, fixture.window, "the week before");
  app_fixture_close (&fixture);
}

static GtkWidget *
focused_row (gpointer window)
{
  GtkWidget *button = app_find (window, STEMMA_TYPE_WEEK_BUTTON, NULL);
  GtkWidget *popover = app_find (button, GTK_TYPE_POPOVER, NULL);
  GtkWidget *focus = popover != NULL ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;
  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
}

static gboolean
stands_on_first_week (gpointer window)
{
  GtkWidget *row = focused_row (window);
  if (row == NULL || app_find (row, GTK_TYPE_LABEL, "12 March 2025") == NULL)
    return FALSE;
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  double y;
  gtk_widget_translate_coordinates (row, scrolled, 0, 0, NULL, &y);
  return y >= 0 && y + gtk_widget_get_height (row) <= gtk_widget_get_height (scrolled) + 1;
}

static gboolean
shows_other_store (gpointer window)
{
  StemmaDocument *document = stemma_window_get_document (window);
  const char *path = stemma_document_get_path (document);
  return path != NULL && g_str_has_suffix (path, "other.db")
         && stemma_document_get_state (document) == STEMMA_DOCUMENT_READY;
}

/* The selector opens on the week that is looked at, and leads to the stores that were open before. */
static void
test_selector (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { small, small, small, small, small, small, small, small, NULL };
  app_fixture_open (&fixture, weeks);
  GtkWidget *window = GTK_WIDGET (fixture.window);
  g_autofree char *other = g_build_filename (fixture.folder, "other.db", NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (fixture.store, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (other, bytes, (gssize) length, NULL));
  gtk_widget_activate_action (window, "win.open-path", "s", other);
  app_wait_until (shows_other_store, window, "the other store");
  gtk_widget_activate_action (window, "win.open-path", "s", fixture.store);
  app_wait_until (shows_third_week, window, "the first store again");
  gtk_widget_activate_action (window, "win.week", "i", -7);
  app_wait_until (shows_first_week, window, "the first week");
  GtkWidget *button = app_find (app_find (window, STEMMA_TYPE_WEEK_BUTTON, NULL), GTK_TYPE_MENU_BUTTON, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_wait_until (stands_on_first_week, window, "the row of the week that is looked at");
  g_assert_nonnull (app_find (button, GTK_TYPE_BUTTON, "_Open another store…"));
  GtkWidget *recent = app_find (button, GTK_TYPE_LABEL, "other.db");
  g_assert_nonnull (recent);
  g_assert_true (gtk_widget_activate (gtk_widget_get_ancestor (recent, GTK_TYPE_LIST_BOX_ROW)));
  app_wait_until (shows_other_store, window, "the recent store");
  app_fixture_close (&fixture);
}

static gboolean
clusters_are_ready (gpointer window)
{
  return stemma_clusters_page_is_ready (STEMMA_CLUSTERS_PAGE (stemma_window_get_page (window, "clusters")));
}

/* The view of a model that is no page. */
static GtkWidget *
panel_of (gpointer window)
{
  GtkWidget *split = app_find (window, STEMMA_TYPE_SPLIT, NULL);
  return stemma_split_get_panel (STEMMA_SPLIT (split));
}

static gboolean
panel_shows_base (gpointer window)
{
  GtkWidget *panel = panel_of (window);
  return panel != NULL && app_find (panel, GTK_TYPE_LABEL, "acme/base") != NULL;
}

static gboolean
page_shows_tuned (gpointer window)
{
  GtkWidget *page = stemma_window_get_page (window, "model");
  return app_find (page, GTK_TYPE_LABEL, "acme/tuned") != NULL;
}

static gboolean
panel_shows_tuned (gpointer window)
{
  GtkWidget *panel = panel_of (window);
  return panel != NULL && app_find (panel, GTK_TYPE_LABEL, "acme/tuned") != NULL;
}

static char *
get_model (AppFixture *fixture, const char *page)
{
  return stemma_page_widget_get_model (STEMMA_PAGE_WIDGET (stemma_window_get_page (fixture->window, page)));
}

/* Whatever page a model was chosen on, the others and the panel know it. */
static void
test_selected (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { small, NULL };
  app_fixture_open (&fixture, weeks);
  GtkWidget *window = GTK_WIDGET (fixture.window);
  app_wait_until (clusters_are_ready, window, "the clusters");
  app_settle (&fixture);
  GtkColumnView *view = stemma_cluster_table_get_view (stemma_clusters_page_get_table (
    STEMMA_CLUSTERS_PAGE (stemma_window_get_page (fixture.window, "clusters"))));
  gtk_selection_model_select_item (gtk_column_view_get_model (view), 0, TRUE);
  gtk_widget_activate_action (window, "win.panel", NULL);
  app_wait_until (panel_shows_base, window, "the panel of the row that was selected before it came out");
  gtk_widget_activate_action (window, "win.panel", NULL);
  gtk_widget_activate_action (window, "win.page", "s", "lineage");
  g_autofree char *focus = get_model (&fixture, "lineage");
  g_assert_cmpstr (focus, ==, "acme/base");
  stemma_window_go (fixture.window, "lineage", "acme/tuned");
  gtk_widget_activate_action (window, "win.page", "s", "model");
  app_wait_until (page_shows_tuned, window, "the page of what was in focus");
  gtk_widget_activate_action (window, "win.page", "s", "clusters");
  app_settle (&fixture);
  gtk_widget_activate_action (window, "win.panel", NULL);
  app_wait_until (panel_shows_tuned, window, "the panel of what was in focus");
  app_fixture_close (&fixture);
}

static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

static void
watch (gpointer object, gpointer *pointer)
{
  *pointer = object;
  g_object_add_weak_pointer (object, pointer);
}

/* A window that is closed takes everything with it: pages, panel, document and the split that holds them. */
static void
test_finalized (void)
{
  static const char *const names[] = { "clusters", "lineage", "model" };
  AppFixture fixture = { 0 };
  const char *const weeks[] = { small, small, NULL };
  gpointer pages[G_N_ELEMENTS (names)], document, split, panel, window;
  app_fixture_open (&fixture, weeks);
  GtkWidget *widget = GTK_WIDGET (fixture.window);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      stemma_window_go (fixture.window, names[i], i > 0 ? "acme/tuned" : NULL);
      for (guint j = 0; j < 4; j++)
        app_settle (&fixture);
      watch (stemma_window_get_page (fixture.window, names[i]), &pages[i]);
    }
  gtk_widget_activate_action (widget, "win.panel", NULL);
  for (guint j = 0; j < 8; j++)
    app_settle (&fixture);
  watch (app_find (widget, STEMMA_TYPE_SPLIT, NULL), &split);
  watch (panel_of (widget), &panel);
  watch (stemma_window_get_document (fixture.window), &document);
  watch (widget, &window);
  app_fixture_close (&fixture);
  app_wait_until (is_gone, &window, "the window to go");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    app_wait_until (is_gone, &pages[i], names[i]);
  app_wait_until (is_gone, &panel, "the panel to go");
  app_wait_until (is_gone, &split, "the split to go");
  app_wait_until (is_gone, &document, "the document to go");
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/window/welcome", test_welcome);
  g_test_add_func ("/window/damaged", test_damaged);
  g_test_add_func ("/window/read-only", test_read_only);
  g_test_add_func ("/window/bare", test_bare);
  g_test_add_func ("/window/weeks", test_weeks);
  g_test_add_func ("/window/selector", test_selector);
  g_test_add_func ("/window/selected", test_selected);
  g_test_add_func ("/window/finalized", test_finalized);
  return g_test_run ();
}
