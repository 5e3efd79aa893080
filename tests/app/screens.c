/* Writes a picture of every page, light and dark, wide and narrow, filled, empty and in error, and one sheet
 * of all. */
#include <cairo.h>
#include <glib/gstdio.h>

#include "analysis/stemma-degrees.h"
#include "app-fixture.h"
#include "app/fetch/stemma-fetch-words.h"
#include "app/fetch/stemma-look-up-dialog.h"
#include "app/stemma-screenshot.h"
#include "app/stemma-week-button.h"

#define THUMB_WIDTH 480
#define COLUMNS 4
#define MAX_TRIES 25

typedef struct
{
  const char *folder;
  GPtrArray *pictures; /* names */
} Sheet;

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  gboolean done = FALSE;
  g_timeout_add (ms, set_flag, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
take (Sheet *sheet, GtkWidget *widget, const char *what, const char *look)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.png", what, look);
  g_autofree char *path = g_build_filename (sheet->folder, name, NULL);
  /* A window that has just come up may not have been drawn yet. */
  for (guint i = 0; i < MAX_TRIES && !stemma_screenshot_save (widget, path, NULL); i++)
    wait_ms (200);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_ptr_array_add (sheet->pictures, g_steal_pointer (&name));
}

/* The model on which most hang: it has something to show on every page. */
static char *
pick_model (StemmaWindow *window)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (stemma_window_get_document (window));
  g_autoptr (GArray) top = stemma_degrees_in (snapshot, 1);
  g_autoptr (GArray) out = stemma_degrees_out (snapshot, 1);
  GArray *chosen = top->len > 0 ? top : out;
  return g_strdup (stemma_snapshot_get_node_name (snapshot, g_array_index (chosen, StemmaDegree, 0).node));
}

static void
take_pages (Sheet *sheet, AppFixture *fixture, const char *look)
{
  g_autofree char *model = pick_model (fixture->window);
  stemma_window_go (fixture->window, "clusters", NULL);
  wait_ms (1200);
  take (sheet, GTK_WIDGET (fixture->window), "clusters", look);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-model", "s", model);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.panel", NULL);
  wait_ms (1200);
  take (sheet, GTK_WIDGET (fixture->window), "panel", look);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.panel", NULL);
  stemma_window_go (fixture->window, "lineage", model);
  wait_ms (2000);
  take (sheet, GTK_WIDGET (fixture->window), "lineage", look);
  stemma_window_go (fixture->window, "model", model);
  wait_ms (1200);
  take (sheet, GTK_WIDGET (fixture->window), "model", look);
}

/* What opens over a page: each is a surface of its own. */
static GtkWidget *
find_toplevel (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      if (gtk_window_get_transient_for (window) == parent && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return GTK_WIDGET (window);
    }
  g_assert_not_reached ();
}

static void
take_dialog (Sheet *sheet, AppFixture *fixture, const char *what, const char *look)
{
  wait_ms (400);
  GtkWidget *dialog = find_toplevel (GTK_WINDOW (fixture->window));
  take (sheet, dialog, what, look);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_ms (200);
}

static void
take_selector (Sheet *sheet, AppFixture *fixture, const char *look)
{
  GtkWidget *week = app_find (GTK_WIDGET (fixture->window), STEMMA_TYPE_WEEK_BUTTON, NULL);
  GtkMenuButton *button = GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (week)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.week", "i", -6);
  wait_ms (800);
  gtk_menu_button_popup (button);
  wait_ms (1500);
  take (sheet, GTK_WIDGET (gtk_menu_button_get_popover (button)), "weeks", look);
  gtk_menu_button_popdown (button);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.week", "i", 6);
  wait_ms (800);
}

static void
take_overlays (Sheet *sheet, AppFixture *fixture, const char *look)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *path = g_build_filename (fixture->folder, "models-2020-01-01.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_file_set_contents (path, "parent,child,relation\nacme/base,acme/tuned,finetune\n", -1, NULL);
  g_list_store_append (files, file);
  stemma_window_import (fixture->window, G_LIST_MODEL (files));
  take_dialog (sheet, fixture, "import", look);
  gtk_widget_activate_action (window, "win.search", NULL);
  wait_ms (300);
  GtkWidget *entry = app_find (find_toplevel (GTK_WINDOW (window)), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "instruct");
  take_dialog (sheet, fixture, "search", look);
}

static void
take_more_pages (Sheet *sheet, AppFixture *fixture, const char *look)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *page = stemma_window_get_page (fixture->window, "clusters");
  stemma_window_go (fixture->window, "clusters", NULL);
  gtk_widget_activate_action (page, "clusters.families", "s", "ghosts");
  wait_ms (800);
  take (sheet, window, "ghosts", look);
  gtk_widget_activate_action (page, "clusters.families", "s", "clusters");
  stemma_window_go (fixture->window, "model", "zeka/Favur-8B-25");
  wait_ms (1000);
  take (sheet, window, "unknown", look);
  gtk_widget_activate_action (window, "win.page-search", NULL);
  wait_ms (400);
  take (sheet, window, "chooser", look);
}

static void
take_read_only (Sheet *sheet, AppFixture *fixture, const char *store, const char *look)
{
  StemmaDocument *document = stemma_window_get_document (fixture->window);
  stemma_document_close (document);
  stemma_document_open (document, store, STEMMA_STORE_READ);
  wait_ms (1500);
  take (sheet, GTK_WIDGET (fixture->window), "readonly", look);
}

static void
take_states (Sheet *sheet, AppFixture *fixture, const char *look)
{
  StemmaDocument *document = stemma_window_get_document (fixture->window);
  g_autofree char *noise = g_build_filename (fixture->folder, "noise.db", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty.db", NULL);
  stemma_document_close (document);
  wait_ms (300);
  take (sheet, GTK_WIDGET (fixture->window), "welcome", look);
  stemma_document_open (document, empty, STEMMA_STORE_CREATE);
  wait_ms (500);
  take (sheet, GTK_WIDGET (fixture->window), "empty", look);
  stemma_document_close (document);
  g_file_set_contents (noise, "not a store, and long enough to be read as one that is damaged", -1, NULL);
  stemma_document_open (document, noise, STEMMA_STORE_WRITE);
  wait_ms (500);
  take (sheet, GTK_WIDGET (fixture->window), "error", look);
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static void
take_toplevel (Sheet *sheet, GType type, const char *what, const char *look)
{
  GtkWidget *dialog = find_window (type);
  take (sheet, dialog, what, look);
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_ms (200);
}

static gboolean
pretend (StemmaJob *job, gpointer data G_GNUC_UNUSED, gpointer *result G_GNUC_UNUSED, GCancellable *cancellable,
         GError **error)
{
  const StemmaCrawlProgress progress
      = { .phase = STEMMA_CRAWL_LIST, .pages = 1213, .models = 1213000, .expected = 2870000, .rate = 1333,
          .seconds_left = 1243, .hub = { .quota = { .limit = 500, .window = 300, .remaining = 262, .reset = 120 } } };
  g_autofree char *line = stemma_fetch_words_progress (&progress);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      stemma_progress_tell (stemma_job_get_progress (job), progress.models, progress.expected, line);
      g_usleep (100000);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
on_pretended (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) ignored = NULL;
  stemma_job_finish (STEMMA_JOB (source), result, &ignored);
}

static void
take_progress (Sheet *sheet, AppFixture *fixture, const char *look)
{
  g_autoptr (StemmaJob) job = stemma_job_new ("Fetching the Hub");
  stemma_document_add_job (stemma_window_get_document (fixture->window), job);
  stemma_job_run (job, pretend, NULL, NULL, NULL, on_pretended, NULL);
  wait_ms (300);
  stemma_window_show_jobs (fixture->window);
  wait_ms (700);
  take (sheet, GTK_WIDGET (fixture->window), "fetching", look);
  GtkWidget *row = app_find (GTK_WIDGET (fixture->window), GTK_TYPE_PROGRESS_BAR, NULL);
  take (sheet, gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX), "progress", look);
  stemma_job_cancel (job);
  wait_ms (500);
}

static void
take_offline (Sheet *sheet, AppFixture *fixture, int width, const char *look)
{
  g_setenv ("HF_HUB_OFFLINE", "1", TRUE);
  GtkWidget *window = GTK_WIDGET (stemma_window_new (GTK_APPLICATION (fixture->application)));
  gtk_window_set_default_size (GTK_WINDOW (window), width, 800);
  gtk_window_present (GTK_WINDOW (window));
  wait_ms (700);
  take (sheet, window, "offline", look);
  gtk_window_destroy (GTK_WINDOW (window));
  g_unsetenv ("HF_HUB_OFFLINE");
}

/* What is asked of the Hub. No server is asked: what would come of it is put there. */
static void
take_hub (Sheet *sheet, AppFixture *fixture, const char *look)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  stemma_document_close (stemma_window_get_document (fixture->window));
  gtk_widget_activate_action (window, "win.look-up", NULL);
  wait_ms (500);
  take_toplevel (sheet, STEMMA_TYPE_LOOK_UP_DIALOG, "look-up", look);
  gtk_widget_activate_action (window, "win.fetch", NULL);
  wait_ms (500);
  take_toplevel (sheet, ADW_TYPE_MESSAGE_DIALOG, "fetch", look);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "preferences", NULL);
  wait_ms (700);
  take_toplevel (sheet, ADW_TYPE_PREFERENCES_WINDOW, "preferences", look);
  take_progress (sheet, fixture, look);
}

static void
take_look (Sheet *sheet, const char *store, gboolean dark, int width)
{
  AppFixture fixture = { 0 };
  g_autofree char *look = g_strdup_printf ("%s-%d", dark ? "dark" : "light", width);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  app_fixture_open_store (&fixture, store);
  /* A window that is just being shown may take the size that it had asked for before. */
  for (guint i = 0; i < MAX_TRIES && gtk_widget_get_width (GTK_WIDGET (fixture.window)) != width; i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture.window), width, 800);
      wait_ms (200);
    }
  take_pages (sheet, &fixture, look);
  take_more_pages (sheet, &fixture, look);
  take_selector (sheet, &fixture, look);
  take_overlays (sheet, &fixture, look);
  take_read_only (sheet, &fixture, store, look);
  take_states (sheet, &fixture, look);
  take_hub (sheet, &fixture, look);
  take_offline (sheet, &fixture, width, look);
  app_fixture_close (&fixture);
}

static void
draw_sheet (const Sheet *sheet)
{
  guint rows = (sheet->pictures->len + COLUMNS - 1) / COLUMNS;
  int cell = THUMB_WIDTH * 800 / 1280 + 24;
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_RGB24, COLUMNS * (THUMB_WIDTH + 12), (int) rows * (cell + 12));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_paint (cr);
  for (guint i = 0; i < sheet->pictures->len; i++)
    {
      const char *name = g_ptr_array_index (sheet->pictures, i);
      g_autofree char *path = g_build_filename (sheet->folder, name, NULL);
      cairo_surface_t *picture = cairo_image_surface_create_from_png (path);
      double scale = MIN ((double) THUMB_WIDTH / cairo_image_surface_get_width (picture),
                          (double) (cell - 24) / cairo_image_surface_get_height (picture));
      cairo_save (cr);
      cairo_translate (cr, (i % COLUMNS) * (THUMB_WIDTH + 12) + 6, (i / COLUMNS) * (guint) (cell + 12) + 6);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_move_to (cr, 0, 14);
      cairo_show_text (cr, name);
      cairo_translate (cr, 0, 20);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, picture, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
      cairo_surface_destroy (picture);
    }
  g_autofree char *path = g_build_filename (sheet->folder, "sheet.png", NULL);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_print ("%u pictures, and all of them on %s\n", sheet->pictures->len, path);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  if (argc != 3)
    {
      g_printerr ("screens STORE FOLDER\n");
      return 2;
    }
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_free);
  Sheet sheet = { argv[2], pictures };
  g_mkdir_with_parents (sheet.folder, 0755);
  static const int widths[] = { 1280, 720 };
  for (guint dark = 0; dark < 2; dark++)
    for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
      take_look (&sheet, argv[1], dark != 0, widths[i]);
  draw_sheet (&sheet);
  return 0;
}
