/* How often the whole Hub is fetched by itself, and by what while Stemma does not run. */
#include <glib/gi18n.h>

#include "app/fetch/stemma-background.h"
#include "app/fetch/stemma-fetch-settings.h"
#include "app/fetch/stemma-fetch-store.h"
#include "app/fetch/stemma-preferences.h"
#include "app/fetch/stemma-schedule.h"
#include "app/fetch/stemma-timer-units.h"
#include "app/stemma-application.h"

/* Kept with the group; goes with the window. */
typedef struct
{
  AdwPreferencesGroup *group;
  AdwComboRow *schedule;
  AdwActionRow *metered;
  guint applying; /* requests that are under way */
} Schedule;

static void
say_schedule (Schedule *self, const char *fault)
{
  GSettings *settings = stemma_application_get_settings ();
  g_autofree char *store = stemma_fetch_store_of_schedule (settings);
  g_autofree char *name = g_filename_display_basename (store);
  g_autofree char *by
    = stemma_background_is_sandboxed ()
        ? g_strdup_printf (_ ("Into %s, by Stemma itself; the desktop starts it at login, without a window"),
                           name)
        : g_strdup_printf (
          _ ("Into %s, by Stemma while it runs, and by a timer of systemd while it does not"), name);
  g_autofree char *text = fault != NULL ? g_strdup_printf (_ ("Only while Stemma runs: %s"), fault)
                          : g_settings_get_enum (settings, "fetch-schedule") == STEMMA_SCHEDULE_NEVER
                            ? g_strdup (_ ("Only when you ask for it"))
                            : g_steal_pointer (&by);
  stemma_preferences_say (ADW_ACTION_ROW (self->schedule), text);
}

static void
apply_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const StemmaTimerUnits *units = data;
  GError *error = NULL;
  gboolean done = units->schedule == STEMMA_SCHEDULE_NEVER
                    ? stemma_timer_units_remove (cancellable, &error)
                    : stemma_timer_units_install (units, cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  Schedule *self = g_object_get_data (source, "schedule");
  g_autoptr (GError) error = NULL;
  g_task_propagate_boolean (G_TASK (result), &error);
  self->applying--;
  if (self->applying == 0)
    say_schedule (self, error != NULL ? error->message : NULL);
}

static void
on_answered (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwPreferencesGroup) group = user_data;
  Schedule *self = g_object_get_data (G_OBJECT (group), "schedule");
  g_autoptr (GError) error = NULL;
  stemma_background_request_finish (result, &error);
  say_schedule (self, error != NULL ? error->message : NULL);
}

static StemmaTimerUnits *
collect (void)
{
  GSettings *settings = stemma_application_get_settings ();
  g_autoptr (StemmaFetchSettings) now = stemma_fetch_settings_read (settings);
  StemmaTimerUnits *units = g_new0 (StemmaTimerUnits, 1);
  units->program = stemma_timer_units_find_program ();
  units->store = stemma_fetch_store_of_schedule (settings);
  units->endpoint = stemma_fetch_settings_endpoint_variable () != NULL
                      ? stemma_fetch_settings_get_endpoint (now)
                      : g_strdup (now->endpoint);
  units->share = (guint) g_settings_get_int (settings, "hub-share");
  units->metered = g_settings_get_boolean (settings, "fetch-metered");
  units->schedule = (StemmaSchedule) g_settings_get_enum (settings, "fetch-schedule");
  return units;
}

/* Both ways lead to the store that the app itself fetches into. */
static void
apply (Schedule *self)
{
  GSettings *settings = stemma_application_get_settings ();
  g_autofree char *store = stemma_fetch_store_of_schedule (settings);
  gboolean wanted = g_settings_get_enum (settings, "fetch-schedule") != STEMMA_SCHEDULE_NEVER;
  if (wanted)
    g_settings_set_string (settings, "hub-store", store);
  if (stemma_background_is_sandboxed ())
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->group));
      stemma_background_request_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, wanted, NULL,
                                       on_answered, g_object_ref (self->group));
      return;
    }
  StemmaTimerUnits *units = collect ();
  if (units->program == NULL)
    {
      stemma_timer_units_free (units);
      say_schedule (self, _ ("stemma-cli, which the timer would call, is not found"));
      return;
    }
  self->applying++;
  g_autoptr (GTask) task = g_task_new (self->group, NULL, on_applied, NULL);
  g_task_set_task_data (task, units, (GDestroyNotify) stemma_timer_units_free);
  g_task_run_in_thread (task, apply_in_thread);
}

static void
on_schedule (Schedule *self)
{
  GSettings *settings = stemma_application_get_settings ();
  int chosen = (int) adw_combo_row_get_selected (self->schedule);
  if (chosen == g_settings_get_enum (settings, "fetch-schedule"))
    return;
  g_settings_set_enum (settings, "fetch-schedule", chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->metered), chosen != STEMMA_SCHEDULE_NEVER);
  say_schedule (self, NULL);
  apply (self);
}

/* What the timer was told may be old by now. */
static void
on_unmap (Schedule *self)
{
  if (!stemma_background_is_sandboxed () && stemma_timer_units_are_installed ())
    apply (self);
}

static void
add_metered (Schedule *self)
{
  GtkWidget *toggle = gtk_switch_new ();
  GSettings *settings = stemma_application_get_settings ();
  gtk_widget_set_name (toggle, "fetch-metered");
  self->metered = stemma_preferences_add_row (self->group, _ ("On metered connections too"), toggle);
  stemma_preferences_say (self->metered,
                          _ ("A whole Hub is some hundred megabytes. What you ask for yourself is fetched on "
                             "every connection"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->metered),
                            g_settings_get_enum (settings, "fetch-schedule") != STEMMA_SCHEDULE_NEVER);
  g_settings_bind (settings, "fetch-metered", toggle, "active", G_SETTINGS_BIND_DEFAULT);
}

/** stemma_preferences_add_schedule: adds to @page how often the Hub is fetched by itself */
void
stemma_preferences_add_schedule (AdwPreferencesPage *page)
{
  const char *const words[] = { _ ("Never"), _ ("Daily"), _ ("Weekly"), NULL };
  Schedule *self = g_new0 (Schedule, 1);
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->schedule = ADW_COMBO_ROW (adw_combo_row_new ());
  g_object_set_data_full (G_OBJECT (self->group), "schedule", self, g_free);
  adw_preferences_group_set_title (self->group, _ ("Schedule"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->schedule), _ ("Fetch the whole Hub by itself"));
  gtk_widget_set_name (GTK_WIDGET (self->schedule), "fetch-schedule");
  adw_combo_row_set_model (self->schedule, G_LIST_MODEL (model));
  adw_combo_row_set_selected (
    self->schedule, (guint) g_settings_get_enum (stemma_application_get_settings (), "fetch-schedule"));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->schedule));
  add_metered (self);
  g_signal_connect_swapped (self->schedule, "notify::selected", G_CALLBACK (on_schedule), self);
  g_signal_connect_swapped (self->group, "unmap", G_CALLBACK (on_unmap), self);
  adw_preferences_page_add (page, self->group);
  say_schedule (self, NULL);
}
