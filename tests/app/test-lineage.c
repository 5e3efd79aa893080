/* The Lineage page: what it shows, what clicks and keys do to it, and what it saves. */
#include "lineage-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/stemma-page-widget.h"
#include "report/stemma-lineage-file.h"
#include "workspace/stemma-layout-service.h"

static const char *const one_week[] = { lineage_small, NULL };

static StemmaDocument *
get_document (LineageFixture *fixture)
{
  return stemma_window_get_document (fixture->app.window);
}

static void
test_shows_a_family (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  const char *const wanted[] = { "lost/origin", "acme/base", "acme/chat", "acme/chat-code", "blend/mix" };
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (lineage_has_card (&fixture, wanted[i]));
  g_assert_false (lineage_has_card (&fixture, "fast/chat-GGUF"));
  g_assert_cmpstr (lineage_selected (&fixture), ==, "acme/chat");
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_LABEL, "acme/chat"));
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_LABEL,
                              "2 ancestors, 1 of them not listed, 11 descendants"));
  /* At 1:1, with the focus in sight. */
  StemmaViewport viewport = stemma_canvas_get_viewport (fixture.canvas);
  StemmaRect place = stemma_canvas_get_card_place (fixture.canvas, lineage_card (&fixture, "acme/chat"));
  g_assert_cmpfloat (viewport.zoom, ==, 1);
  g_assert_cmpfloat (place.x, >=, 0);
  g_assert_cmpfloat (place.x + place.width, <=, viewport.width);
  g_assert_cmpfloat (place.y, >=, 0);
  g_assert_cmpfloat (place.y + place.height, <=, viewport.height);
  lineage_close (&fixture);
}

static void
click (LineageFixture *fixture, StemmaRect place, guint n_press)
{
  for (guint i = 1; i <= n_press; i++)
    stemma_canvas_click (fixture->canvas, place.x + place.width - 8, place.y + 8, i);
  lineage_wait (fixture);
}

static void
test_clicks (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  click (&fixture, stemma_canvas_get_card_place (fixture.canvas, lineage_card (&fixture, "blend/mix")), 1);
  g_assert_cmpstr (lineage_selected (&fixture), ==, "blend/mix");
  g_assert_cmpstr (stemma_view_get_focus (stemma_lineage_page_get_view (fixture.page)), ==, "acme/chat");
  click (&fixture, stemma_canvas_get_card_place (fixture.canvas, lineage_card (&fixture, "blend/mix")), 2);
  g_assert_cmpstr (stemma_view_get_focus (stemma_lineage_page_get_view (fixture.page)), ==, "blend/mix");
  g_assert_true (lineage_has_card (&fixture, "north/second"));
  /* Beside the cards nothing is selected. */
  stemma_canvas_click (fixture.canvas, 1, 1, 1);
  g_assert_cmpuint (stemma_canvas_get_selected (fixture.canvas), ==, STEMMA_NONE);
  lineage_close (&fixture);
}

static void
test_walks (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  lineage_press (&fixture, GDK_KEY_Left, 0);
  g_assert_cmpstr (lineage_selected (&fixture), ==, "acme/base");
  lineage_press (&fixture, GDK_KEY_Left, 0);
  g_assert_cmpstr (lineage_selected (&fixture), ==, "lost/origin");
  lineage_press (&fixture, GDK_KEY_Left, 0);
  g_assert_cmpstr (lineage_selected (&fixture), ==, "lost/origin");
  lineage_press (&fixture, GDK_KEY_Home, 0);
  g_assert_cmpstr (lineage_selected (&fixture), ==, "acme/chat");
  lineage_press (&fixture, GDK_KEY_Right, 0);
  guint32 child = stemma_canvas_get_selected (fixture.canvas);
  g_autofree char *first = g_strdup (lineage_selected (&fixture));
  StemmaDiagram *diagram = stemma_canvas_get_diagram (fixture.canvas);
  gboolean below = stemma_diagram_step (diagram, child, STEMMA_STEP_NEXT) != STEMMA_NONE;
  lineage_press (&fixture, below ? GDK_KEY_Down : GDK_KEY_Up, 0);
  g_assert_cmpstr (lineage_selected (&fixture), !=, first);
  lineage_press (&fixture, below ? GDK_KEY_Up : GDK_KEY_Down, 0);
  g_assert_cmpstr (lineage_selected (&fixture), ==, first);
  lineage_press (&fixture, GDK_KEY_Return, 0);
  g_assert_cmpstr (stemma_view_get_focus (stemma_lineage_page_get_view (fixture.page)), ==, first);
  lineage_close (&fixture);
}

static void
test_expands_and_collapses (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  StemmaView *view = stemma_lineage_page_get_view (fixture.page);
  g_autoptr (StemmaView) first = stemma_view_ref (view);
  guint before = lineage_count_cards (&fixture);
  lineage_press (&fixture, GDK_KEY_e, 0);
  g_assert_cmpuint (lineage_count_cards (&fixture), >, before);
  g_assert_true (lineage_has_card (&fixture, "fast/chat-GGUF"));
  g_assert_true (lineage_has_card (&fixture, "small/chat-lora-a"));
  lineage_press (&fixture, GDK_KEY_e, 0);
  g_assert_true (stemma_view_equal (first, stemma_lineage_page_get_view (fixture.page)));
  lineage_press (&fixture, GDK_KEY_u, 0);
  g_assert_false (lineage_has_card (&fixture, "acme/base"));
  lineage_press (&fixture, GDK_KEY_u, 0);
  g_assert_true (lineage_has_card (&fixture, "acme/base"));
  lineage_select (&fixture, "blend/mix");
  lineage_press (&fixture, GDK_KEY_p, 0);
  lineage_press (&fixture, GDK_KEY_e, 0);
  lineage_select (&fixture, "blend/mix-tuned");
  lineage_press (&fixture, GDK_KEY_Delete, 0);
  g_assert_false (lineage_has_card (&fixture, "blend/mix-tuned"));
  /* The keys go on from what it hung on. */
  g_assert_cmpstr (lineage_selected (&fixture), ==, "blend/mix");
  lineage_close (&fixture);
}

static void
test_undo (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  lineage_press (&fixture, GDK_KEY_e, 0);
  g_autofree char *open = lineage_target (&fixture);
  lineage_press (&fixture, GDK_KEY_u, 0);
  g_autofree char *closed = lineage_target (&fixture);
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_autofree char *undone = lineage_target (&fixture);
  g_assert_cmpstr (undone, ==, open);
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_autofree char *redone = lineage_target (&fixture);
  g_assert_cmpstr (redone, ==, closed);
  lineage_close (&fixture);
}

/* Back brings what was done there along, and undo still knows it. */
static void
test_back_and_forward (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  lineage_press (&fixture, GDK_KEY_e, 0);
  g_autofree char *first = lineage_target (&fixture);
  lineage_select (&fixture, "blend/mix");
  lineage_press (&fixture, GDK_KEY_Return, 0);
  g_autofree char *second = lineage_target (&fixture);
  g_assert_cmpstr (first, !=, second);
  gtk_widget_activate_action (GTK_WIDGET (fixture.app.window), "win.back", NULL);
  lineage_wait (&fixture);
  g_autofree char *back = lineage_target (&fixture);
  g_assert_cmpstr (back, ==, first);
  g_assert_true (lineage_has_card (&fixture, "fast/chat-GGUF"));
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_false (lineage_has_card (&fixture, "fast/chat-GGUF"));
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  gtk_widget_activate_action (GTK_WIDGET (fixture.app.window), "win.forward", NULL);
  lineage_wait (&fixture);
  g_autofree char *forth = lineage_target (&fixture);
  g_assert_cmpstr (forth, ==, second);
  lineage_close (&fixture);
}

static gboolean
list_is_ready (gpointer page)
{
  StemmaMemberList *list = stemma_lineage_page_get_list (page);
  return list != NULL && stemma_member_list_is_ready (list);
}

static void
test_picks_from_a_list (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  g_assert_true (app_press (GTK_WIDGET (fixture.canvas), GDK_KEY_l, 0));
  app_wait_until (list_is_ready, fixture.page, "the list");
  StemmaMemberList *list = stemma_lineage_page_get_list (fixture.page);
  StemmaMemberModel *model = stemma_member_list_get_model (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 4);
  stemma_member_model_filter (model, "gguf");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  stemma_member_model_sort (model, STEMMA_MEMBER_NAME, TRUE);
  g_assert_cmpstr (stemma_member_model_get_name (model, 0), ==, "fast/chat-i1-GGUF");
  g_signal_emit_by_name (list, "pick", "fast/chat-i1-GGUF");
  lineage_wait (&fixture);
  g_assert_true (lineage_has_card (&fixture, "fast/chat-i1-GGUF"));
  g_assert_false (lineage_has_card (&fixture, "fast/chat-GGUF"));
  g_signal_emit_by_name (list, "pick", "fast/chat-i1-GGUF");
  lineage_wait (&fixture);
  g_assert_false (lineage_has_card (&fixture, "fast/chat-i1-GGUF"));
  stemma_member_model_filter (model, "");
  g_signal_emit_by_name (list, "pick-first", 3);
  lineage_wait (&fixture);
  for (guint i = 0; i < 3; i++)
    g_assert_true (lineage_has_card (&fixture, stemma_member_model_get_name (model, i)));
  g_assert_false (lineage_has_card (&fixture, stemma_member_model_get_name (model, 3)));
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_false (lineage_has_card (&fixture, "fast/chat-i1-GGUF"));
  lineage_close (&fixture);
}

static gboolean
file_is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_same_bytes (const char *a, const char *b)
{
  g_autofree char *first = NULL, *second = NULL;
  gsize n_first, n_second;
  g_assert_true (g_file_get_contents (a, &first, &n_first, NULL));
  g_assert_true (g_file_get_contents (b, &second, &n_second, NULL));
  g_assert_cmpuint (n_first, >, 1000);
  g_assert_cmpmem (first, n_first, second, n_second);
}

/* The same view by the function that the command line calls, and by the command line itself. */
static void
save_otherwise (LineageFixture *fixture, const char *uri, const char *by_function, const char *by_program)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) view = stemma_view_from_uri (uri, &error);
  g_assert_no_error (error);
  StemmaDocument *document = get_document (fixture);
  g_autoptr (StemmaLayouter) layouter = stemma_layout_service_new (stemma_document_get_workspace (document));
  g_assert_true (
    stemma_save_lineage (stemma_document_get_snapshot (document), NULL, view, layouter, by_function, NULL, &error));
  g_assert_no_error (error);
  const char *program = g_getenv ("STEMMA_CLI");
  g_assert_nonnull (program);
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--store", fixture->app.store, "--quiet",
                          "lineage", "--view", uri, "-o", by_program, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static void
test_saves_what_the_command_line_saves (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  static const guint keys[] = { GDK_KEY_e, GDK_KEY_Right, GDK_KEY_p,    GDK_KEY_Home,  GDK_KEY_u,
                                GDK_KEY_u, GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_Delete };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    lineage_press (&fixture, keys[i], 0);
  g_autofree char *uri = lineage_target (&fixture);
  g_autofree char *here = g_build_filename (fixture.app.folder, "window.svg", NULL);
  g_autofree char *function = g_build_filename (fixture.app.folder, "function.svg", NULL);
  g_autofree char *program = g_build_filename (fixture.app.folder, "program.svg", NULL);
  stemma_lineage_page_save_to (fixture.page, here);
  app_wait_until (file_is_there, here, "the file");
  save_otherwise (&fixture, uri, function, program);
  assert_same_bytes (here, function);
  assert_same_bytes (here, program);
  /* And back: the drawing brings its view with it. */
  g_autoptr (GError) error = NULL;
  lineage_go (&fixture, "blend/mix");
  g_assert_true (stemma_lineage_page_open_svg (fixture.page, here, &error));
  g_assert_no_error (error);
  lineage_wait (&fixture);
  g_autofree char *again = lineage_target (&fixture);
  g_assert_cmpstr (again, ==, uri);
  g_assert_false (stemma_lineage_page_open_svg (fixture.page, fixture.app.store, &error));
  g_assert_nonnull (error);
  lineage_close (&fixture);
}

static void
test_drawing_of_another_store (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  g_autofree char *path = g_build_filename (fixture.app.folder, "other.svg", NULL);
  g_autoptr (StemmaView) view = stemma_view_with_store (stemma_lineage_page_get_view (fixture.page),
                                                        "00112233445566778899aabbccddeeff");
  StemmaDocument *document = get_document (&fixture);
  g_autoptr (StemmaLayouter) layouter = stemma_layout_service_new (stemma_document_get_workspace (document));
  g_autoptr (GError) error = NULL;
  g_assert_true (
    stemma_save_lineage (stemma_document_get_snapshot (document), NULL, view, layouter, path, NULL, &error));
  g_assert_false (stemma_lineage_page_open_svg (fixture.page, path, &error));
  g_assert_nonnull (strstr (error->message, "another store"));
  lineage_close (&fixture);
}

static gboolean
is_first_week (gpointer document)
{
  StemmaDate date;
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (document);
  return stemma_date_parse ("2025-03-12", &date) && snapshot != NULL
         && stemma_snapshot_get_date (snapshot) == date;
}

static gboolean
shows_week_button (gpointer page)
{
  return app_find (page, GTK_TYPE_BUTTON, "12 March 2025") != NULL;
}

/* The same view in another week; where the model is not, the page says so and knows where it is. */
static void
test_weeks (void)
{
  static const char later[] = "Model ID,Type,Base Model\nacme/base,finetune,\nacme/new,finetune,acme/base\n";
  const char *const weeks[] = { lineage_small, later, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  lineage_go (&fixture, "acme/base");
  g_assert_false (lineage_has_card (&fixture, "acme/chat"));
  stemma_window_go (fixture.app.window, "lineage", "acme/chat");
  app_wait_until (shows_week_button, fixture.page, "the weeks in which the model is");
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_LABEL, "Not listed in this week"));
  GtkWidget *button = app_find (GTK_WIDGET (fixture.page), GTK_TYPE_BUTTON, "12 March 2025");
  g_signal_emit_by_name (button, "clicked");
  app_wait_until (is_first_week, get_document (&fixture), "the first week");
  lineage_wait (&fixture);
  g_assert_true (lineage_has_card (&fixture, "acme/chat"));
  g_assert_true (lineage_has_card (&fixture, "blend/mix"));
  lineage_close (&fixture);
}

static void
test_finds_on_the_canvas (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  gtk_widget_activate_action (GTK_WIDGET (fixture.app.window), "win.page-search", NULL);
  g_assert_cmpuint (stemma_canvas_find (fixture.canvas, "ACME/"), ==, 3);
  g_assert_cmpuint (stemma_canvas_find_next (fixture.canvas, 1), ==, 2);
  g_assert_cmpuint (stemma_canvas_find_next (fixture.canvas, 1), ==, 3);
  g_assert_cmpuint (stemma_canvas_find_next (fixture.canvas, 1), ==, 1);
  g_assert_nonnull (strstr (lineage_selected (&fixture), "acme/"));
  g_assert_true (app_press (GTK_WIDGET (fixture.canvas), GDK_KEY_Escape, 0));
  g_assert_cmpuint (stemma_canvas_find_next (fixture.canvas, 1), ==, 0);
  lineage_close (&fixture);
}

/* A name that would be markup, a path or a command somewhere else is only a name here. */
static void
test_hostile_name (void)
{
  static const char table[] = "parent,child,relation\n"
                              "\"<b>a&amp;/\"\"x\"\"</b>\",'><script>alert(1)</script>,finetune\n"
                              "\"<b>a&amp;/\"\"x\"\"</b>\",../../etc/%s%n,adapter\n"
                              "../../etc/%s%n,deep/child,adapter\n";
  const char *const weeks[] = { table, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  const char *name = "<b>a&amp;/\"x\"</b>";
  lineage_go (&fixture, name);
  g_assert_true (lineage_has_card (&fixture, "../../etc/%s%n"));
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_LABEL, name));
  lineage_press (&fixture, GDK_KEY_e, 0);
  lineage_press (&fixture, GDK_KEY_e, 0);
  lineage_press (&fixture, GDK_KEY_Right, 0);
  lineage_press (&fixture, GDK_KEY_p, 0);
  g_autofree char *uri = lineage_target (&fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) view = stemma_view_from_uri (uri, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stemma_view_get_focus (view), ==, name);
  stemma_window_go (fixture.app.window, "lineage", "no/such <i>model</i>");
  lineage_wait (&fixture);
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_LABEL, "Not listed in this week"));
  lineage_close (&fixture);
}

static gboolean
shows_cancel (gpointer page)
{
  return app_find (page, GTK_TYPE_LABEL, "Placing the cards…") != NULL;
}

static gboolean
is_idle (gpointer page)
{
  return !stemma_lineage_page_is_busy (page);
}

static char *
write_helper (LineageFixture *fixture, const char *text)
{
  char *path = g_build_filename (fixture->app.folder, "helper", NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  return path;
}

/* Placing the cards can be cancelled, a helper that fails is told, and the page works again afterwards. */
static void
test_cancel_and_failure (void)
{
  /* A family of its own: the places of others are in the cache by now. */
  g_autofree char *table = lineage_random_table (77);
  const char *const weeks[] = { table, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  g_autofree char *helper = write_helper (&fixture, "#!/bin/sh\nexec sleep 60\n");
  g_autofree char *good = g_strdup (g_getenv ("STEMMA_LAYOUT_HELPER"));
  g_setenv ("STEMMA_LAYOUT_HELPER", helper, TRUE);
  stemma_window_go (fixture.app.window, "lineage", "root/m002");
  app_wait_until (shows_cancel, fixture.page, "the progress");
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "lineage.cancel", NULL);
  app_wait_until (is_idle, fixture.page, "the end of it");
  g_assert_false (shows_cancel (fixture.page));
  g_assert_null (stemma_canvas_get_diagram (fixture.canvas));
  g_assert_nonnull (app_find (GTK_WIDGET (fixture.page), GTK_TYPE_LABEL, "The picture cannot be drawn"));
  g_autofree char *crash = write_helper (&fixture, "#!/bin/sh\nexit 3\n");
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "lineage.retry", NULL);
  app_wait_until (is_idle, fixture.page, "the crash");
  g_assert_null (stemma_canvas_get_diagram (fixture.canvas));
  g_unlink (crash);
  if (good != NULL)
    g_assert_cmpint (symlink (good, crash), ==, 0);
  else
    g_unsetenv ("STEMMA_LAYOUT_HELPER");
  if (good != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture.page), "lineage.retry", NULL);
      lineage_wait (&fixture);
      g_assert_true (lineage_has_card (&fixture, "root/m002"));
      g_setenv ("STEMMA_LAYOUT_HELPER", good, TRUE);
    }
  lineage_close (&fixture);
}

static void
test_filters (void)
{
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, one_week);
  lineage_go (&fixture, "acme/chat");
  GtkWidget *quantized
      = app_find (GTK_WIDGET (fixture.page), GTK_TYPE_TOGGLE_BUTTON, "Show edges of relation: quantized");
  g_assert_nonnull (quantized);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (quantized), FALSE);
  lineage_wait (&fixture);
  g_assert_cmpuint (stemma_lineage_count_filtered (lineage_get (&fixture)), ==, 4);
  lineage_press (&fixture, GDK_KEY_e, 0);
  g_assert_false (lineage_has_card (&fixture, "fast/chat-GGUF"));
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  lineage_press (&fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (stemma_lineage_count_filtered (lineage_get (&fixture)), ==, 0);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (quantized)));
  lineage_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/lineage/shows", test_shows_a_family);
  g_test_add_func ("/lineage/clicks", test_clicks);
  g_test_add_func ("/lineage/walks", test_walks);
  g_test_add_func ("/lineage/expands", test_expands_and_collapses);
  g_test_add_func ("/lineage/undo", test_undo);
  g_test_add_func ("/lineage/back", test_back_and_forward);
  g_test_add_func ("/lineage/list", test_picks_from_a_list);
  g_test_add_func ("/lineage/saves", test_saves_what_the_command_line_saves);
  g_test_add_func ("/lineage/other-store", test_drawing_of_another_store);
  g_test_add_func ("/lineage/weeks", test_weeks);
  g_test_add_func ("/lineage/finds", test_finds_on_the_canvas);
  g_test_add_func ("/lineage/filters", test_filters);
  g_test_add_func ("/lineage/hostile-name", test_hostile_name);
  g_test_add_func ("/lineage/cancel", test_cancel_and_failure);
  return g_test_run ();
}
