/* One model in the window: its page, the panel, a switch of weeks, names that would do harm. */
#include "app-fixture.h"

#include "app/model/stemma-model-list.h"
#include "app/model/stemma-model-save.h"
#include "app/model/stemma-model-view.h"
#include "app/stemma-page-widget.h"

#define HOSTILE "<b>&amp;\"%s%n/$(x)\xe2\x80\xae"

static const char first_week[]
  = "Model ID,Type,Base Model\nacme/base,,\nacme/tuned,finetune,acme/base\nacme/lora-a,adapter,acme/base\n"
    "acme/lora-b,adapter,acme/base\nfast/tuned-GGUF,quantized,acme/tuned\n"
    "acme/mixed,merge,\"lost/ghost, acme/tuned\"\n"
    "\"<b>&amp;\"\"%s%n/$(x)\xe2\x80\xae\",quantized,acme/base\n";
static const char second_week[] = "Model ID,Type,Base Model\nacme/base,,\nacme/lora-a,adapter,acme/base\n"
                                  "acme/mixed,finetune,acme/base\n";
static const char *const weeks[] = { first_week, second_week, first_week, NULL };

static StemmaModelView *
get_page_view (AppFixture *fixture)
{
  GtkWidget *page = stemma_window_get_page (fixture->window, "model");
  GtkWidget *view = app_find (page, STEMMA_TYPE_MODEL_VIEW, NULL);
  g_assert_nonnull (view);
  return STEMMA_MODEL_VIEW (view);
}

static gboolean
is_loaded (gpointer view)
{
  return !stemma_model_view_is_loading (view);
}

static StemmaModelView *
open_model (AppFixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go-model", "s", name);
  app_settle (fixture);
  StemmaModelView *view = get_page_view (fixture);
  app_wait_until (is_loaded, view, "the model");
  app_settle (fixture);
  g_assert_cmpstr (stemma_window_get_page_name (fixture->window), ==, "model");
  g_assert_cmpstr (stemma_model_view_get_name (view), ==, name);
  return view;
}

typedef struct
{
  StemmaModelView *view;
  StemmaModelSheet *before;
} Switch;

static gboolean
shows_another (gpointer data)
{
  const Switch *wanted = data;
  return !stemma_model_view_is_loading (wanted->view)
         && stemma_model_view_get_sheet (wanted->view) != wanted->before;
}

static void
step_week (AppFixture *fixture, StemmaModelView *view, int step)
{
  /* Held, so that no later sheet can be taken for it. */
  g_autoptr (StemmaModelSheet) before = stemma_model_sheet_ref (stemma_model_view_get_sheet (view));
  Switch wanted = { view, before };
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.week", "i", step);
  app_wait_until (shows_another, &wanted, "the other week");
  app_settle (fixture);
}

static GtkWidget *
find_named (GtkWidget *root, const char *name)
{
  if (g_str_equal (gtk_widget_get_name (root), name))
    return root;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);
  return found;
}

static const char *
text_of (StemmaModelView *view, const char *widget_name)
{
  GtkWidget *label = find_named (GTK_WIDGET (view), widget_name);
  return label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static gboolean
shows (StemmaModelView *view, const char *text)
{
  return app_find (GTK_WIDGET (view), GTK_TYPE_LABEL, text) != NULL;
}

static void
test_root (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "acme/base");
  g_assert_cmpstr (text_of (view, "model-answer"), ==,
                   "A root: it declares no parent. 6 models hang on it, 4 of them directly.");
  g_assert_cmpstr (text_of (view, "children-adapter"), ==, "2");
  g_assert_cmpstr (text_of (view, "children-finetune"), ==, "1");
  g_assert_cmpstr (text_of (view, "children-quantized"), ==, "1");
  g_assert_null (text_of (view, "children-merge"));
  g_assert_true (shows (view, "Listed when the record begins"));
  g_assert_true (shows (view, "Not known"));
  g_assert_false (shows (view, "None"));
  app_fixture_close (&fixture);
}

/* What is derived names its parents, marks the ghost among them and leads to the others. */
static void
test_parents (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "acme/mixed");
  g_assert_cmpstr (text_of (view, "model-answer"), ==,
                   "A merge of 2 models; it goes back to acme/base. Nothing hangs on it.");
  g_assert_true (shows (view, "Parents (2)"));
  g_assert_true (shows (view, "Ghost"));
  g_assert_true (shows (view, "lost/ghost"));
  GtkWidget *row = gtk_widget_get_ancestor (app_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "acme/tuned"),
                                            GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activate");
  app_wait_until (is_loaded, view, "the parent");
  app_settle (&fixture);
  g_assert_cmpstr (stemma_model_view_get_name (view), ==, "acme/tuned");
  g_assert_true (
    shows (view, "A fine-tune of acme/base, which is a root. 2 models hang on it, all directly."));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.back", NULL);
  app_settle (&fixture);
  app_wait_until (is_loaded, view, "the child again");
  g_assert_cmpstr (stemma_model_view_get_name (view), ==, "acme/mixed");
  app_fixture_close (&fixture);
}

static void
test_ghost (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "lost/ghost");
  g_assert_cmpstr (text_of (view, "model-answer"), ==,
                   "A ghost: declared as a parent, but not listed in this week. 1 model hangs on it.");
  g_assert_false (shows (view, "Not known"));
  app_fixture_close (&fixture);
}

/* A week in which the model is not: the page says so, keeps the model and offers the weeks in which it is. */
static void
test_weeks (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "acme/tuned");
  g_assert_true (shows (view, "Returned"));
  step_week (&fixture, view, -1);
  g_assert_cmpstr (text_of (view, "model-answer"), ==,
                   "Not in this week: neither listed nor declared by any model.");
  g_assert_true (shows (view, "Returned"));
  g_assert_true (shows (view, "Deleted, or made private"));
  GtkWidget *week = app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "12 March 2025");
  g_assert_nonnull (week);
  g_autoptr (StemmaModelSheet) before = stemma_model_sheet_ref (stemma_model_view_get_sheet (view));
  Switch wanted = { view, before };
  g_signal_emit_by_name (week, "clicked");
  app_wait_until (shows_another, &wanted, "the first week");
  app_settle (&fixture);
  g_assert_true (
    shows (view, "A fine-tune of acme/base, which is a root. 2 models hang on it, all directly."));
  app_fixture_close (&fixture);
}

static void
test_changes (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "acme/mixed");
  g_assert_true (shows (view, "Other parents"));
  g_assert_true (shows (view, "lost/ghost, acme/tuned → acme/base"));
  g_assert_true (shows (view, "merge → finetune"));
  step_week (&fixture, view, -1);
  g_assert_true (shows (view, "A fine-tune of acme/base, which is a root. Nothing hangs on it."));
  app_fixture_close (&fixture);
}

/* Text from outside is shown as text: no markup, no format, nothing that turns the direction. */
static void
test_hostile (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, HOSTILE);
  const char *clean = "<b>&amp;\"%s%n/$(x)\xef\xbf\xbd";
  g_assert_true (shows (view, clean));
  g_assert_true (shows (view, "A quantized copy of acme/base, which is a root. Nothing hangs on it."));
  g_assert_null (app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Open on the Hub"));
  open_model (&fixture, "acme/base");
  g_assert_true (shows (view, clean));
  g_assert_nonnull (app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Open on the Hub"));
  app_fixture_close (&fixture);
}

static gboolean
has_chains (gpointer view)
{
  return shows (view, "3 models");
}

static void
test_chains (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "acme/tuned");
  g_assert_false (has_chains (view));
  GtkWidget *button = app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "List them, the longest first");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_wait_until (has_chains, view, "the chains");
  app_settle (&fixture);
  g_assert_null (app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "List more chains"));
  app_fixture_close (&fixture);
}

/* The panel follows a selection without leaving the page, and loads only when it is out. */
static void
test_panel (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *page = open_model (&fixture, "acme/base");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.select-model", "s", "acme/mixed");
  app_settle (&fixture);
  g_assert_cmpstr (stemma_model_view_get_name (page), ==, "acme/base");
  g_assert_true (app_find (GTK_WIDGET (fixture.window), STEMMA_TYPE_MODEL_VIEW, NULL) == GTK_WIDGET (page));
  g_assert_null (app_find (GTK_WIDGET (fixture.window), GTK_TYPE_LABEL, "Parents (2)"));

  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.panel", NULL);
  for (guint i = 0; i < 8; i++)
    app_settle (&fixture);
  GtkWidget *title = app_find (GTK_WIDGET (fixture.window), GTK_TYPE_LABEL, "Parents (2)");
  g_assert_nonnull (title);
  GtkWidget *panel = gtk_widget_get_ancestor (title, STEMMA_TYPE_MODEL_VIEW);
  g_assert_true (panel != GTK_WIDGET (page));
  g_assert_cmpstr (stemma_model_view_get_name (STEMMA_MODEL_VIEW (panel)), ==, "acme/mixed");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.select-model", "s", "acme/lora-a");
  app_wait_until (is_loaded, panel, "the next selection");
  app_settle (&fixture);
  g_assert_true (
    shows (STEMMA_MODEL_VIEW (panel), "An adapter for acme/base, which is a root. Nothing hangs on it."));
  g_assert_cmpstr (stemma_window_get_page_name (fixture.window), ==, "model");
  g_assert_cmpstr (stemma_model_view_get_name (page), ==, "acme/base");
  app_fixture_close (&fixture);
}

static gboolean
has_hits (gpointer page)
{
  return app_find (page, GTK_TYPE_LABEL, "acme/lora-a") != NULL;
}

static void
test_chooser (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.page", "s", "model");
  app_settle (&fixture);
  GtkWidget *page = stemma_window_get_page (fixture.window, "model");
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Which model?"));
  GtkWidget *entry = app_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "LORA");
  app_wait_until (has_hits, page, "names that fit");
  GtkWidget *row
    = gtk_widget_get_ancestor (app_find (page, GTK_TYPE_LABEL, "acme/lora-a"), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (row, "activate");
  app_settle (&fixture);
  g_assert_cmpstr (stemma_model_view_get_name (get_page_view (&fixture)), ==, "acme/lora-a");
  g_assert_true (stemma_page_widget_start_search (STEMMA_PAGE_WIDGET (page)));
  app_settle (&fixture);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Which model?"));
  app_fixture_close (&fixture);
}

static GtkWidget *
find_near (gpointer page)
{
  return app_find (page, GTK_TYPE_LABEL, "acme/lora-a");
}

static gboolean
offers_near (gpointer page)
{
  return find_near (page) != NULL;
}

/* A name that is nobody's: names like it are offered, and lead where they say. */
static void
test_unknown (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  stemma_window_go (fixture.window, "model", "acme/lora-aa");
  GtkWidget *page = stemma_window_get_page (fixture.window, "model");
  app_wait_until (offers_near, page, "names like it");
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "No such model"));
  g_assert_true (gtk_widget_activate (gtk_widget_get_ancestor (find_near (page), GTK_TYPE_LIST_BOX_ROW)));
  app_wait_until (is_loaded, get_page_view (&fixture), "the model");
  g_assert_cmpstr (stemma_model_view_get_name (get_page_view (&fixture)), ==, "acme/lora-a");
  app_fixture_close (&fixture);
}

static char *
make_star (void)
{
  g_autoptr (GString) table = g_string_new ("parent,child,relation\n");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (table, "acme/base,acme/copy-%03u,quantized\n", i);
  return g_string_free (g_steal_pointer (&table), FALSE);
}

static void
test_all_children (void)
{
  AppFixture fixture = { 0 };
  g_autofree char *star = make_star ();
  const char *const one[] = { star, NULL };
  app_fixture_open (&fixture, one);
  StemmaModelView *view = open_model (&fixture, "acme/base");
  g_assert_cmpstr (text_of (view, "children-quantized"), ==, "300");
  g_signal_emit_by_name (app_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Show all"), "clicked");
  app_settle (&fixture);
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWidget *list = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      list = STEMMA_IS_MODEL_LIST (window) ? window : list;
    }
  g_assert_nonnull (list);
  g_assert_nonnull (app_find (list, GTK_TYPE_LABEL, "300 models"));
  gtk_editable_set_text (GTK_EDITABLE (app_find (list, GTK_TYPE_SEARCH_ENTRY, NULL)), "COPY-29");
  for (guint i = 0; i < 4; i++)
    app_settle (&fixture);
  g_assert_nonnull (app_find (list, GTK_TYPE_LABEL, "10 models"));
  g_signal_emit_by_name (app_find (list, GTK_TYPE_LIST_VIEW, NULL), "activate", 3u);
  app_settle (&fixture);
  g_assert_cmpstr (stemma_model_view_get_name (view), ==, "acme/copy-293");
  app_fixture_close (&fixture);
}

static void
take_result (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (stemma_model_save_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

static char *
save_as (AppFixture *fixture, StemmaModelView *view, const char *name)
{
  gboolean saved = FALSE;
  char *text = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  stemma_model_save_to (GTK_WIDGET (view), stemma_model_view_get_sheet (view), path, take_result, &saved);
  app_wait_until (is_set, &saved, "the file");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_save (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, weeks);
  StemmaModelView *view = open_model (&fixture, "acme/mixed");
  g_autofree char *json = save_as (&fixture, view, "model.json");
  g_assert_nonnull (strstr (json, "\"longest_chain\" : 3"));
  g_assert_nonnull (strstr (json, "\"kind\" : \"parents\""));
  g_autofree char *csv = save_as (&fixture, view, "model.csv");
  g_assert_nonnull (strstr (csv, "lost/ghost,merge,file"));
  g_assert_nonnull (strstr (csv, "2025-03-19,parents"));
  app_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/model/root", test_root);
  g_test_add_func ("/model/parents", test_parents);
  g_test_add_func ("/model/ghost", test_ghost);
  g_test_add_func ("/model/weeks", test_weeks);
  g_test_add_func ("/model/changes", test_changes);
  g_test_add_func ("/model/hostile", test_hostile);
  g_test_add_func ("/model/chains", test_chains);
  g_test_add_func ("/model/panel", test_panel);
  g_test_add_func ("/model/chooser", test_chooser);
  g_test_add_func ("/model/unknown", test_unknown);
  g_test_add_func ("/model/all-children", test_all_children);
  g_test_add_func ("/model/save", test_save);
  return g_test_run ();
}
