#include "app-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "app/stemma-screenshot.h"
#include "intake/stemma-import.h"

#define TIMEOUT_S 10

static char *test_home;

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
remove_home (void)
{
  remove_folder (test_home);
}

void
app_fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", FALSE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  /* Stores and caches of the user are none of a test's business. */
  g_autofree char *home = g_dir_make_tmp ("stemma-home-XXXXXX", NULL);
  g_assert_nonnull (home);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("HOME", home, TRUE);
  static const char *const variables[] = { "HF_ENDPOINT", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HOME", "HF_TOKEN_PATH",
                                           "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_IMPLICIT_TOKEN" };
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  test_home = g_strdup (home);
  atexit (remove_home);
  if (gtk_init_check ())
    {
      adw_init ();
      return;
    }
  g_print ("1..0 # SKIP there is no display\n");
  exit (77);
}

static void
import_week (AppFixture *fixture, const char *table, StemmaDate date)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "week.csv", NULL);
  g_file_set_contents (path, table, -1, &error);
  g_assert_no_error (error);
  g_autoptr (StemmaStore) store = stemma_store_open (fixture->store, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  const char *const files[] = { path, NULL };
  StemmaImportOptions options = { .date = date, .snapshot = files };
  StemmaPublished published;
  stemma_import_run (store, &options, NULL, &published, NULL, &error);
  g_assert_no_error (error);
}

/* One for the whole program: an application that was registered cannot be taken back. */
static StemmaApplication *
get_application (void)
{
  static StemmaApplication *application;
  if (application != NULL)
    return application;
  g_autoptr (GError) error = NULL;
  application = stemma_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  return application;
}

void
app_fixture_start (void)
{
  get_application ();
}

static void
start (AppFixture *fixture)
{
  fixture->application = get_application ();
  fixture->window = stemma_window_new (GTK_APPLICATION (fixture->application));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static gboolean
is_loaded (gpointer data)
{
  StemmaDocumentState state = stemma_document_get_state (data);
  return state != STEMMA_DOCUMENT_LOADING && state != STEMMA_DOCUMENT_EMPTY;
}

static void
make_folder (AppFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("stemma-app-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = g_build_filename (fixture->folder, "weeks.db", NULL);
}

void
app_fixture_open_store (AppFixture *fixture, const char *path)
{
  if (fixture->folder == NULL)
    make_folder (fixture);
  start (fixture);
  StemmaDocument *document = stemma_window_get_document (fixture->window);
  stemma_document_open (document, path, STEMMA_STORE_WRITE);
  app_wait_until (is_loaded, document, "the store to open");
  app_settle (fixture);
}

void
app_fixture_open (AppFixture *fixture, const char *const *weeks)
{
  StemmaDate date = 0;
  g_assert_true (stemma_date_parse ("2025-03-12", &date));
  make_folder (fixture);
  for (guint i = 0; weeks != NULL && weeks[i] != NULL; i++)
    import_week (fixture, weeks[i], date + 7 * (StemmaDate) i);
  if (weeks != NULL && weeks[0] != NULL)
    app_fixture_open_store (fixture, fixture->store);
  else
    start (fixture);
  app_settle (fixture);
}

static gboolean
has_no_windows (gpointer data)
{
  return gtk_application_get_windows (data) == NULL;
}

void
app_fixture_close (AppFixture *fixture)
{
  stemma_document_close (stemma_window_get_document (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  app_wait_until (has_no_windows, fixture->application, "the window to close");
  fixture->application = NULL;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->store, g_free);
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

void
app_wait_until (AppPredicate predicate, gpointer data, const char *what)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (TIMEOUT_S, set_flag, &late);
  while (!predicate (data))
    {
      if (late)
        g_error ("waited in vain for %s", what);
      g_main_context_iteration (NULL, TRUE);
    }
  if (!late)
    g_source_remove (source);
}

void
app_settle (AppFixture *fixture)
{
  gboolean done = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
  g_timeout_add (120, set_flag, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget))
    return g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0)
    return TRUE;
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0
         || g_strcmp0 (gtk_widget_get_name (widget), text) == 0;
}

GtkWidget *
app_find (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || has_text (root, text)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_find (child, type, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Key controllers and shortcuts of the widget and those around it, as a key press would meet them. */
static gboolean
press_in_controllers (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;
      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
      if (taken)
        return TRUE;
    }
  return FALSE;
}

gboolean
app_press (GtkWidget *widget, guint key, GdkModifierType state)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    if (press_in_controllers (at, key, state))
      return TRUE;
  return FALSE;
}

void
app_screenshot (GtkWidget *widget, const char *path)
{
  g_autoptr (GError) error = NULL;
  stemma_screenshot_save (widget, path, &error);
  g_assert_no_error (error);
}
