/* The page of clusters: what it shows of two weeks, and what searching, sorting, filtering and saving make of
 * it. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-clusters-page.h"

/* Week 2: "old/base" 5 (was 3): F F Q A, "mix/base" 3 (was 3): a merge of two roots, "new/base" 2 (new),
 * "alone/base" 2 (was 1: no child yet), "mix/other" 2 (was 2); ghosts "lost/ghost" 3 (was 2) and
 * "fresh/ghost" 2 (new). */
static const char first_week[] = "Model ID,Type,Base Model\n"
                                 "old/base,,\nacme/a,finetune,old/base\nacme/b,quantized,old/base\n"
                                 "mix/base,,\nmix/other,,\nacme/m,merge,\"mix/base, mix/other\"\n"
                                 "acme/n,finetune,mix/base\nalone/base,,\nacme/g,finetune,lost/ghost\n";
static const char second_week[]
  = "Model ID,Type,Base Model\n"
    "old/base,,\nacme/a,finetune,old/base\nacme/b,quantized,old/base\n"
    "acme/c,finetune,acme/a\nacme/d,adapter,acme/c\n"
    "mix/base,,\nmix/other,,\nacme/m,merge,\"mix/base, mix/other\"\n"
    "acme/n,finetune,mix/base\n"
    "alone/base,,\nacme/e,finetune,alone/base\nnew/base,,\nacme/f,finetune,new/base\n"
    "acme/g,finetune,lost/ghost\nacme/h,finetune,lost/ghost\nacme/i,finetune,fresh/ghost\n";
static const char *const weeks[] = { first_week, second_week, NULL };

static gboolean
is_ready (gpointer page)
{
  return stemma_clusters_page_is_ready (page);
}

static StemmaClustersPage *
get_page (AppFixture *fixture)
{
  return STEMMA_CLUSTERS_PAGE (stemma_window_get_page (fixture->window, "clusters"));
}

static StemmaClustersPage *
open_page (AppFixture *fixture, const char *const *told)
{
  app_fixture_open (fixture, told);
  stemma_window_go (fixture->window, "clusters", NULL);
  app_wait_until (is_ready, get_page (fixture), "the clusters");
  app_settle (fixture);
  return get_page (fixture);
}

/* The cells of one column, from top to bottom. */
static char *
read_column (StemmaClustersPage *page, StemmaClusterField field)
{
  StemmaClusterRows *rows = stemma_cluster_table_get_rows (stemma_clusters_page_get_table (page));
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      gboolean is_zero;
      g_autoptr (StemmaClusterItem) item = g_list_model_get_item (G_LIST_MODEL (rows), i);
      g_autofree char *cell = stemma_cluster_column_text (field, item, &is_zero);
      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_column (StemmaClustersPage *page, StemmaClusterField field, const char *expected)
{
  g_autofree char *told = read_column (page, field);
  g_assert_cmpstr (told, ==, expected);
}

static gboolean
shows (AppFixture *fixture, const char *text)
{
  return app_find (GTK_WIDGET (get_page (fixture)), GTK_TYPE_LABEL, text) != NULL;
}

static void
assert_selected (StemmaClusterTable *table, const char *name)
{
  g_autoptr (StemmaClusterItem) item = stemma_cluster_table_dup_selected (table);
  g_assert_nonnull (item);
  g_assert_cmpstr (stemma_cluster_item_get_name (item), ==, name);
}

static void
test_rows (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  assert_column (page, STEMMA_CLUSTER_ROOT, "old/base|mix/base|alone/base|mix/other|new/base");
  assert_column (page, STEMMA_CLUSTER_SIZE, "5|3|2|2|2");
  assert_column (page, STEMMA_CLUSTER_CHANGE, "▲ 2|0|▲ 1|0|new");
  assert_column (page, STEMMA_CLUSTER_CHAINS, "2|2|1|1|1");
  assert_column (page, STEMMA_CLUSTER_DOWNLOADS, "–|–|–|–|–");
  assert_column (page, STEMMA_CLUSTER_LONGEST, "4|2|2|2|2");
  assert_column (page, STEMMA_CLUSTER_DOMINANT, "Fine-tune|Fine-tune|Fine-tune|Merge|Fine-tune");
  assert_column (page, STEMMA_CLUSTER_DIVERSITY, "2|2|1|1|1");
  assert_column (
    page, STEMMA_CLUSTER_MIX,
    "Fine-tune 2 (50 %), Adapter 1 (25 %), Quantized 1 (25 %)|Fine-tune 1 (50 %), Merge 1 (50 %)|"
    "Fine-tune 1 (100 %)|Merge 1 (100 %)|Fine-tune 1 (100 %)");
  /* What is drawn, not only what the model holds: key figures, a row, the small table. */
  g_assert_true (shows (&fixture, "Clusters · exact reading"));
  g_assert_true (shows (&fixture, "16"));
  g_assert_true (shows (&fixture, "▲ 7 since 12 March 2025"));
  g_assert_true (shows (&fixture, "old/base"));
  g_assert_true (shows (&fixture, "▲ 2"));
  g_assert_true (shows (&fixture, "Most children"));
  g_assert_true (shows (
    &fixture, "5 clusters. Half have at most 2 models; the largest, old/base, has 5. 60 % know one kind of "
              "operation only."));
  app_fixture_close (&fixture);
}

static GtkWidget *
find_header (StemmaClustersPage *page, const char *title)
{
  GtkColumnView *view = stemma_cluster_table_get_view (stemma_clusters_page_get_table (page));
  return app_find (gtk_widget_get_first_child (GTK_WIDGET (view)), GTK_TYPE_LABEL, title);
}

static void
assert_sorted (StemmaClustersPage *page, StemmaClusterField field, gboolean descending, const char *roots)
{
  StemmaClusterField sort;
  gboolean down;
  app_wait_until (is_ready, page, "the order");
  stemma_cluster_table_get_sort (stemma_clusters_page_get_table (page), &sort, &down);
  g_assert_cmpint (sort, ==, field);
  g_assert_cmpint (down, ==, descending);
  assert_column (page, STEMMA_CLUSTER_ROOT, roots);
}

static void
test_sort (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  GtkColumnView *view = stemma_cluster_table_get_view (table);
  /* As a header does: first up, which for figures turns to down by itself, then to and fro. */
  gtk_column_view_sort_by_column (view, stemma_cluster_table_get_column (table, STEMMA_CLUSTER_CHANGE),
                                  GTK_SORT_ASCENDING);
  assert_sorted (page, STEMMA_CLUSTER_CHANGE, TRUE, "old/base|new/base|alone/base|mix/base|mix/other");
  gtk_column_view_sort_by_column (view, stemma_cluster_table_get_column (table, STEMMA_CLUSTER_CHANGE),
                                  GTK_SORT_ASCENDING);
  assert_sorted (page, STEMMA_CLUSTER_CHANGE, FALSE, "mix/base|mix/other|alone/base|old/base|new/base");
  gtk_column_view_sort_by_column (view, stemma_cluster_table_get_column (table, STEMMA_CLUSTER_ROOT),
                                  GTK_SORT_ASCENDING);
  assert_sorted (page, STEMMA_CLUSTER_ROOT, FALSE, "alone/base|mix/base|mix/other|new/base|old/base");
  stemma_cluster_table_sort (table, STEMMA_CLUSTER_DOMINANT, TRUE);
  assert_sorted (page, STEMMA_CLUSTER_DOMINANT, TRUE, "mix/other|old/base|mix/base|alone/base|new/base");
  stemma_cluster_table_sort (table, STEMMA_CLUSTER_MIX, TRUE);
  assert_sorted (page, STEMMA_CLUSTER_MIX, TRUE, "old/base|mix/base|alone/base|mix/other|new/base");
  g_assert_nonnull (find_header (page, "Models"));
  app_fixture_close (&fixture);
}

static void
type_in_search (AppFixture *fixture, const char *text)
{
  GtkWidget *entry = app_find (GTK_WIDGET (get_page (fixture)), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  /* A search begins a moment after the last key. */
  app_settle (fixture);
  app_settle (fixture);
  app_wait_until (is_ready, get_page (fixture), "the search");
  app_settle (fixture);
}

static void
test_search (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.page-search", NULL);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY));
  type_in_search (&fixture, "MIX/");
  assert_column (page, STEMMA_CLUSTER_ROOT, "mix/base|mix/other");
  g_assert_true (shows (&fixture, "2 of 5 clusters · exact reading · change since 12 March 2025"));
  type_in_search (&fixture, "nowhere");
  g_assert_true (shows (&fixture, "No family fits"));
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.show-all", NULL);
  type_in_search (&fixture, "");
  assert_column (page, STEMMA_CLUSTER_SIZE, "5|3|2|2|2");
  stemma_clusters_filter_set_min_size (stemma_clusters_page_get_filter (page), 3);
  app_wait_until (is_ready, page, "the filter");
  assert_column (page, STEMMA_CLUSTER_ROOT, "old/base|mix/base");
  stemma_clusters_filter_reset (stemma_clusters_page_get_filter (page));
  stemma_clusters_filter_set_dominant (stemma_clusters_page_get_filter (page), STEMMA_KIND_MERGE);
  app_wait_until (is_ready, page, "the filter");
  assert_column (page, STEMMA_CLUSTER_ROOT, "mix/other");
  app_fixture_close (&fixture);
}

static void
test_ghosts (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.families", "s", "ghosts");
  app_wait_until (is_ready, page, "the ghosts");
  app_settle (&fixture);
  assert_column (page, STEMMA_CLUSTER_ROOT, "lost/ghost|fresh/ghost");
  assert_column (page, STEMMA_CLUSTER_SIZE, "3|2");
  assert_column (page, STEMMA_CLUSTER_CHANGE, "▲ 1|new");
  g_assert_false (stemma_cluster_table_has_column (table, STEMMA_CLUSTER_CHAINS));
  g_assert_nonnull (find_header (page, "Ghost"));
  g_assert_null (find_header (page, "Root"));
  /* The paper knows no ghost families. */
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.reading", "s", "paper");
  app_wait_until (is_ready, page, "the paper's reading");
  app_settle (&fixture);
  assert_column (page, STEMMA_CLUSTER_SIZE, "5|3|2|2|2");
  g_assert_nonnull (find_header (page, "Root"));
  g_assert_true (shows (&fixture, "5 clusters · paper reading · change since 12 March 2025"));
  app_fixture_close (&fixture);
}

static gboolean
shows_before (gpointer page)
{
  return stemma_clusters_page_is_ready (page) && stemma_clusters_page_get_figures (page)->before == NULL;
}

static gboolean
shows_after (gpointer page)
{
  return stemma_clusters_page_is_ready (page) && stemma_clusters_page_get_figures (page)->before != NULL;
}

static void
test_weeks (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  g_assert_true (stemma_cluster_table_has_column (table, STEMMA_CLUSTER_CHANGE));
  stemma_cluster_table_select (table, "mix/other");
  stemma_cluster_table_sort (table, STEMMA_CLUSTER_ROOT, TRUE);
  type_in_search (&fixture, "/");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.week", "i", -1);
  app_wait_until (shows_before, page, "the first week");
  app_settle (&fixture);
  g_assert_false (stemma_cluster_table_has_column (table, STEMMA_CLUSTER_CHANGE));
  assert_column (page, STEMMA_CLUSTER_ROOT, "old/base|mix/other|mix/base");
  assert_selected (table, "mix/other");
  /* Overtaken at once: only the last request is shown. */
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.week", "i", 1);
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.reading", "s", "paper");
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.reading", "s", "exact");
  app_wait_until (shows_after, page, "the second week");
  app_settle (&fixture);
  g_assert_true (stemma_cluster_table_has_column (table, STEMMA_CLUSTER_CHANGE));
  assert_column (page, STEMMA_CLUSTER_CHANGE, "▲ 2|new|0|0|▲ 1");
  g_assert_cmpint (stemma_clusters_page_get_figures (page)->reading, ==, STEMMA_READING_EXACT);
  g_assert_cmpstr (stemma_cluster_table_get_selected (table), ==, "mix/other");
  app_fixture_close (&fixture);
}

typedef struct
{
  gboolean done;
  GError *error;
} Saved;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saved *saved = user_data;
  saved->done = TRUE;
  stemma_clusters_page_save_finish (STEMMA_CLUSTERS_PAGE (source), result, &saved->error);
}

static gboolean
is_saved (gpointer saved)
{
  return ((Saved *) saved)->done;
}

static void
test_save (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  g_autofree char *path = g_build_filename (fixture.folder, "clusters.csv", NULL);
  g_autofree char *text = NULL;
  Saved saved = { 0 };
  type_in_search (&fixture, "o");
  stemma_cluster_table_sort (stemma_clusters_page_get_table (page), STEMMA_CLUSTER_ROOT, FALSE);
  app_wait_until (is_ready, page, "the order");
  stemma_clusters_page_save_to (page, path, on_saved, &saved);
  app_wait_until (is_saved, &saved, "the file");
  g_assert_no_error (saved.error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (
    text, ==,
    "root,size,change,new,chains,longest,finetune,adapter,merge,quantized,other,dominant,diversity,task,"
    "downloads,reading,snapshot\r\n"
    "alone/base,2,1,0,1,2,1,0,0,0,0,finetune,1,,0,exact,2025-03-19\r\n"
    "mix/other,2,0,0,1,2,0,0,1,0,0,merge,1,,0,exact,2025-03-19\r\n"
    "old/base,5,2,0,2,4,2,1,0,1,0,finetune,2,,0,exact,2025-03-19\r\n");
  Saved refused = { 0 };
  stemma_clusters_page_save_to (page, "/nowhere/at/all.csv", on_saved, &refused);
  app_wait_until (is_saved, &refused, "the refusal");
  g_assert_nonnull (refused.error);
  g_error_free (refused.error);
  app_fixture_close (&fixture);
}

static void
test_cards (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersSide *side = stemma_clusters_page_get_side (open_page (&fixture, weeks));
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = g_build_filename (fixture.folder, "sizes.csv", NULL);
  g_autofree char *svg = g_build_filename (fixture.folder, "sizes.svg", NULL);
  g_autofree char *table = NULL;
  g_autofree char *picture = NULL;
  StemmaFigureCard *sizes = stemma_clusters_side_get_card (side, STEMMA_CLUSTERS_SIZES);
  g_assert_true (stemma_figure_card_save (sizes, csv, &error)
                 && stemma_figure_card_save (sizes, svg, &error));
  g_assert_no_error (error);
  g_file_get_contents (csv, &table, NULL, NULL);
  g_file_get_contents (svg, &picture, NULL, NULL);
  g_assert_cmpstr (table, ==, "models,count\r\n2,3\r\n3,1\r\n4,0\r\n5,1\r\n");
  g_assert_nonnull (g_strstr_len (picture, -1, "<svg"));
  g_assert_nonnull (g_strstr_len (picture, -1, "Cluster sizes"));
  g_clear_pointer (&table, g_free);
  g_assert_true (
    stemma_figure_card_save (stemma_clusters_side_get_card (side, STEMMA_CLUSTERS_PARENTS), csv, &error));
  g_file_get_contents (csv, &table, NULL, NULL);
  g_assert_true (g_str_has_prefix (table, "model,parents\r\nacme/m,2\r\nacme/a,1\r\n"));
  app_fixture_close (&fixture);
}

static gboolean
is_narrow (gpointer page)
{
  return gtk_widget_get_width (GTK_WIDGET (page)) < 500;
}

/* Where the header of @field ends in the table, or -1 where it is scrolled out of sight. */
static int
header_end (StemmaClustersPage *page, StemmaClusterField field)
{
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  GtkWidget *label = find_header (page, stemma_cluster_column_title (field, FALSE));
  double x, y;
  g_assert_nonnull (label);
  g_assert_true (
    gtk_widget_translate_coordinates (label, GTK_WIDGET (table), gtk_widget_get_width (label), 0, &x, &y));
  return x <= gtk_widget_get_width (GTK_WIDGET (table)) ? (int) x : -1;
}

static gboolean
is_wide (gpointer page)
{
  return gtk_widget_get_width (GTK_WIDGET (page)) > 1000;
}

static gboolean
is_very_wide (gpointer page)
{
  return gtk_widget_get_width (GTK_WIDGET (page)) > 1200;
}

/* As the window opens for most: every column is there, and what has no room comes by scrolling. */
static void
test_widths (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  GtkColumnView *view = stemma_cluster_table_get_view (table);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 1280, 800);
  app_wait_until (is_wide, page, "the wide window");
  app_settle (&fixture);
  for (StemmaClusterField field = 0; field < STEMMA_N_CLUSTER_FIELDS; field++)
    g_assert_true (stemma_cluster_table_has_column (table, field));
  for (StemmaClusterField field = 0; field <= STEMMA_CLUSTER_CHAINS; field++)
    g_assert_cmpint (header_end (page, field), >, 0);
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
  gtk_adjustment_set_value (across, G_MAXINT);
  app_settle (&fixture);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_TASK), >, 0);
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.side", NULL);
  app_settle (&fixture);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_TASK), >, 0);
  /* Wider still, nothing is scrolled away any more, and the header knows. */
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 1480, 800);
  app_wait_until (is_very_wide, page, "the wider window");
  app_settle (&fixture);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_TASK), >, 0);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_ROOT), >, 0);
  app_fixture_close (&fixture);
}

static void
test_columns (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 420, 700);
  app_wait_until (is_narrow, page, "the narrow window");
  app_settle (&fixture);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_ROOT), >, 0);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_SIZE), >, 0);
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_TASK), <, 0);
  /* One that the user hides makes room for the next. */
  gtk_widget_activate_action (GTK_WIDGET (page), "columns.size", NULL);
  app_settle (&fixture);
  g_assert_false (stemma_cluster_table_has_column (table, STEMMA_CLUSTER_SIZE));
  g_assert_cmpint (header_end (page, STEMMA_CLUSTER_CHANGE), >, 0);
  gtk_widget_activate_action (GTK_WIDGET (page), "columns.size", NULL);
  g_assert_true (stemma_cluster_table_has_column (table, STEMMA_CLUSTER_SIZE));
  /* Charts take the table's place, and give it back. */
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.side", NULL);
  app_settle (&fixture);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (table)));
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.side", NULL);
  app_settle (&fixture);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (table)));
  app_fixture_close (&fixture);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;
  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer text)
{
  return *(char **) text != NULL;
}

static void
test_keys (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  g_autofree char *text = NULL;
  GVariant *state;
  g_assert_false (app_press (GTK_WIDGET (table), GDK_KEY_c, GDK_CONTROL_MASK));
  stemma_cluster_table_select (table, "old/base");
  g_assert_true (app_press (GTK_WIDGET (table), GDK_KEY_c, GDK_CONTROL_MASK));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (page)), NULL, on_text, &text);
  app_wait_until (is_set, &text, "the clipboard");
  g_assert_true (g_str_has_prefix (text, "old/base\t5\t▲ 2\tFine-tune 2 (50 %), "));
  g_assert_true (app_press (GTK_WIDGET (table), GDK_KEY_space, 0));
  state = g_action_group_get_action_state (G_ACTION_GROUP (fixture.window), "panel");
  g_assert_true (g_variant_get_boolean (state));
  g_variant_unref (state);
  app_fixture_close (&fixture);
}

static void
test_bare (void)
{
  static const char *const isolated[]
    = { "Model ID,Type,Base Model\nacme/a,,\nacme/b,finetune,lost/ghost\n", NULL };
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, isolated);
  g_assert_true (shows (&fixture, "No clusters in this snapshot"));
  g_assert_true (shows (&fixture, "There is no cluster in this snapshot."));
  gtk_widget_activate_action (GTK_WIDGET (page), "clusters.families", "s", "ghosts");
  app_wait_until (is_ready, page, "the ghosts");
  app_settle (&fixture);
  assert_column (page, STEMMA_CLUSTER_ROOT, "lost/ghost");
  app_fixture_close (&fixture);
}

/* A place that names a head selects it, in the list where it is. */
static void
test_place (void)
{
  AppFixture fixture = { 0 };
  StemmaClustersPage *page = open_page (&fixture, weeks);
  StemmaClusterTable *table = stemma_clusters_page_get_table (page);
  stemma_window_go (fixture.window, "clusters", "mix/base");
  assert_selected (table, "mix/base");
  stemma_window_go (fixture.window, "clusters", "lost/ghost");
  app_wait_until (is_ready, page, "the ghosts");
  assert_selected (table, "lost/ghost");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.back", NULL);
  app_wait_until (is_ready, page, "the clusters");
  assert_selected (table, "mix/base");
  app_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/clusters/rows", test_rows);
  g_test_add_func ("/clusters/sort", test_sort);
  g_test_add_func ("/clusters/search", test_search);
  g_test_add_func ("/clusters/ghosts", test_ghosts);
  g_test_add_func ("/clusters/weeks", test_weeks);
  g_test_add_func ("/clusters/save", test_save);
  g_test_add_func ("/clusters/cards", test_cards);
  g_test_add_func ("/clusters/widths", test_widths);
  g_test_add_func ("/clusters/columns", test_columns);
  g_test_add_func ("/clusters/keys", test_keys);
  g_test_add_func ("/clusters/bare", test_bare);
  g_test_add_func ("/clusters/place", test_place);
  return g_test_run ();
}
