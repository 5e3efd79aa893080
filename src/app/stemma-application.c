#include "app/stemma-application.h"

#include <glib/gi18n.h>

#include "analysis/stemma-degrees.h"
#include "app/fetch/stemma-preferences.h"
#include "app/fetch/stemma-schedule.h"
#include "app/fetch/stemma-scheduler.h"
#include "app/stemma-drawing.h"
#include "app/stemma-screenshot.h"
#include "app/stemma-window.h"
#include "workspace/stemma-sample.h"

struct _StemmaApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  StemmaFetcher *fetcher;
  StemmaScheduler *scheduler;
  char *screenshot; /* (nullable): where to put a picture of the window, once there is something to see */
};

G_DEFINE_FINAL_TYPE (StemmaApplication, stemma_application, ADW_TYPE_APPLICATION)

/** stemma_application_get_settings: Returns: (transfer none): the user's preferences */
GSettings *
stemma_application_get_settings (void)
{
  return STEMMA_APPLICATION (g_application_get_default ())->settings;
}

/** stemma_fetcher_get: Returns: (transfer none): the application's fetcher */
StemmaFetcher *
stemma_fetcher_get (void)
{
  return STEMMA_APPLICATION (g_application_get_default ())->fetcher;
}

/** stemma_application_is_sample: Returns: whether the store at @path is the sample */
gboolean
stemma_application_is_sample (const char *path)
{
  g_autofree char *sample = stemma_sample_path ();
  return g_str_equal (path, sample);
}

/** stemma_application_new_store_path: Returns: (transfer full): where a store can be made that is not there
 * yet */
char *
stemma_application_new_store_path (void)
{
  char *path = stemma_workspace_default_path ();
  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf ("stemma-%u.db", i);
      g_free (path);
      path = g_build_filename (g_get_user_data_dir (), "stemma", name, NULL);
    }
  return path;
}

static StemmaWindow *
get_window (StemmaApplication *application)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));
  while (active != NULL && !STEMMA_IS_WINDOW (active))
    active = gtk_window_get_transient_for (active);
  if (active == NULL)
    active = GTK_WINDOW (stemma_window_new (GTK_APPLICATION (application)));
  gtk_window_present (active);
  return STEMMA_WINDOW (active);
}

static gboolean
take_screenshot (gpointer user_data)
{
  StemmaApplication *application = user_data;
  g_autoptr (GError) error = NULL;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (!stemma_screenshot_save (GTK_WIDGET (window), application->screenshot, &error))
    g_printerr ("stemma: %s\n", error->message);
  g_application_quit (G_APPLICATION (application));
  return G_SOURCE_REMOVE;
}

/* Shows the lineage of the largest cluster, waits until it is drawn, and takes the picture. */
static void
prepare_screenshot (StemmaApplication *application, StemmaDocument *document)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (document);
  g_autoptr (GArray) top = stemma_degrees_out (snapshot, 1);
  if (top->len > 0)
    stemma_window_go (get_window (application), "lineage",
                      stemma_snapshot_get_node_name (snapshot, g_array_index (top, StemmaDegree, 0).node));
  g_timeout_add (3000, take_screenshot, application);
}

static void
on_store_changed (StemmaDocument *document, gpointer user_data)
{
  StemmaApplication *application = user_data;
  if (stemma_document_get_state (document) == STEMMA_DOCUMENT_READY && application->screenshot != NULL)
    prepare_screenshot (application, document);
}

static void
open_store (StemmaApplication *application, const char *path)
{
  StemmaWindow *window = get_window (application);
  StemmaDocument *document = stemma_window_get_document (window);
  g_signal_handlers_disconnect_by_func (document, on_store_changed, application);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_store_changed), application, 0);
  stemma_document_open (document, path, STEMMA_STORE_WRITE);
}

typedef struct
{
  StemmaApplication *application;
  StemmaWindow *window;
} SampleRequest;

static gboolean
make_sample (
  StemmaJob *job, gpointer data G_GNUC_UNUSED, gpointer *result, GCancellable *cancellable, GError **error)
{
  *result = stemma_sample_ensure (stemma_job_get_progress (job), cancellable, error);
  return *result != NULL;
}

static void
on_sample (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SampleRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = stemma_job_finish (STEMMA_JOB (source), result, &error);
  if (path != NULL)
    open_store (request->application, path);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stemma_window_fail (request->window, _ ("The sample cannot be opened"), error);
  g_object_unref (request->window);
  g_free (request);
}

static void
on_open_sample (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  SampleRequest *request = g_new0 (SampleRequest, 1);
  request->application = user_data;
  request->window = g_object_ref (get_window (user_data));
  g_autoptr (StemmaJob) job = stemma_job_new (_ ("Preparing the sample"));
  stemma_document_add_job (stemma_window_get_document (request->window), job);
  stemma_job_run (job, make_sample, NULL, NULL, g_free, on_sample, request);
}

static void
on_preferences (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (stemma_preferences_new (gtk_application_get_active_window (user_data))));
}

/* For who starts the application by D-Bus, without a window. */
static void
on_fetch (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_scheduler_fetch (STEMMA_APPLICATION (user_data)->scheduler);
}

static void
on_about (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  gtk_window_present (
    g_object_new (ADW_TYPE_ABOUT_WINDOW, "transient-for", gtk_application_get_active_window (user_data),
                  "modal", TRUE, "application-name", "Stemma", "application-icon", "io.github.stemma.Stemma",
                  "version", STEMMA_VERSION, "license-type", GTK_LICENSE_APACHE_2_0, "comments",
                  _ ("The supply chain of AI models: where a model comes from, what hangs on it, what "
                     "changed, and what risk came down the line."),
                  NULL));
}

static void
on_quit (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  g_application_quit (user_data);
}

static void
add_keys (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "win.look-up", { "<Control><Shift>k" } },
    { "win.refresh-family", { "F5", "<Control>r" } },
    { "win.fetch", { "<Control><Shift>r" } },
    { "win.open", { "<Control>o" } },
    { "win.import", { "<Control>i" } },
    { "win.save", { "<Control>s" } },
    { "win.search", { "<Control>k" } },
    { "win.page-search", { "<Control>f" } },
    { "win.back", { "<Alt>Left" } },
    { "win.forward", { "<Alt>Right" } },
    { "win.panel", { "F9" } },
    { "win.page('clusters')", { "<Alt>1" } },
    { "win.page('lineage')", { "<Alt>2" } },
    { "win.page('model')", { "<Alt>3" } },
    { "win.week(-1)", { "<Alt>Page_Up" } },
    { "win.week(1)", { "<Alt>Page_Down" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].keys);
}

static void
stemma_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "open-sample", .activate = on_open_sample },
    { .name = "about", .activate = on_about },
    { .name = "preferences", .activate = on_preferences },
    { .name = "fetch", .activate = on_fetch },
    { .name = "quit", .activate = on_quit },
  };
  StemmaApplication *self = STEMMA_APPLICATION (application);
  G_APPLICATION_CLASS (stemma_application_parent_class)->startup (application);
  self->settings = g_settings_new ("io.github.stemma.Stemma");
  self->fetcher = stemma_fetcher_new (self->settings);
  self->scheduler = stemma_scheduler_new (self->fetcher);
  /* Started at login to keep the schedule: it has no window that would keep it. */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0
      && g_settings_get_enum (self->settings, "fetch-schedule") != STEMMA_SCHEDULE_NEVER)
    g_application_hold (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  add_keys (GTK_APPLICATION (application));
}

static void
stemma_application_activate (GApplication *application)
{
  StemmaApplication *self = STEMMA_APPLICATION (application);
  g_autofree char *last = g_settings_get_string (self->settings, "last-store");
  gboolean running = gtk_application_get_active_window (GTK_APPLICATION (application)) != NULL;
  StemmaWindow *window = get_window (self);
  if (!running && last[0] != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    open_store (self, last);
  else
    gtk_window_present (GTK_WINDOW (window));
}

/* A store, or a picture that was saved here and brings its view back. */
static void
stemma_application_open (GApplication *application,
                         GFile **files,
                         int n_files G_GNUC_UNUSED,
                         const char *hint G_GNUC_UNUSED)
{
  g_autofree char *path = g_file_get_path (files[0]);
  if (path != NULL && stemma_drawing_is_one (path))
    {
      stemma_application_activate (application);
      stemma_drawing_open (get_window (STEMMA_APPLICATION (application)), path);
    }
  else if (path != NULL)
    open_store (STEMMA_APPLICATION (application), path);
}

static void
stemma_application_finalize (GObject *object)
{
  g_clear_object (&STEMMA_APPLICATION (object)->scheduler);
  g_clear_object (&STEMMA_APPLICATION (object)->fetcher);
  g_clear_object (&STEMMA_APPLICATION (object)->settings);
  g_free (STEMMA_APPLICATION (object)->screenshot);
  G_OBJECT_CLASS (stemma_application_parent_class)->finalize (object);
}

static void
stemma_application_class_init (StemmaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = stemma_application_finalize;
  application_class->startup = stemma_application_startup;
  application_class->activate = stemma_application_activate;
  application_class->open = stemma_application_open;
}

static int
on_local_options (GApplication *application, GVariantDict *options, gpointer data G_GNUC_UNUSED)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("stemma %s\n", STEMMA_VERSION);
      return 0;
    }
  g_autoptr (GError) error = NULL;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("stemma: %s\n", error->message);
      return 1;
    }
  g_variant_dict_lookup (options, "screenshot", "^ay", &STEMMA_APPLICATION (application)->screenshot);
  if (!g_variant_dict_contains (options, "sample"))
    return -1;
  g_application_activate (application);
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-sample", NULL);
  return -1;
}

static void
stemma_application_init (StemmaApplication *application)
{
  static const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample"), NULL },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Save a picture of the window and quit"),
      N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_application_add_main_option_entries (G_APPLICATION (application), entries);
  g_signal_connect (application, "handle-local-options", G_CALLBACK (on_local_options), NULL);
}

/** stemma_application_new: Returns: (transfer full): the application */
StemmaApplication *
stemma_application_new (void)
{
  return g_object_new (STEMMA_TYPE_APPLICATION, "application-id", "io.github.stemma.Stemma", "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/io/github/stemma/Stemma", NULL);
}
