/* The preferences: what they keep, what the environment says before them, and the timer that they install. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/fetch/stemma-fetch-settings.h"
#include "app/fetch/stemma-preferences.h"
#include "app/fetch/stemma-schedule.h"
#include "app/fetch/stemma-scheduler.h"
#include "app/fetch/stemma-timer-units.h"
#include "hub-fixture.h"

#define DAY (24 * 60 * 60)

static char *stub_folder;

/* A systemctl that only writes down what it was told, and a stemma-cli to be found, on PATH of this test
 * alone. */
static void
make_stubs (void)
{
  g_autoptr (GError) error = NULL;
  stub_folder = g_dir_make_tmp ("stemma-stub-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *systemctl = g_build_filename (stub_folder, "systemctl", NULL);
  g_autofree char *cli = g_build_filename (stub_folder, "stemma-cli", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\necho \"$@\" >>'%s/log'\n", stub_folder);
  g_autofree char *path = g_strdup_printf ("%s:%s", stub_folder, g_getenv ("PATH"));
  g_file_set_contents_full (systemctl, script, -1, G_FILE_SET_CONTENTS_NONE, 0755, &error);
  g_assert_no_error (error);
  g_assert_cmpint (symlink (g_getenv ("STEMMA_CLI"), cli), ==, 0);
  g_setenv ("PATH", path, TRUE);
}

static void
remove_stubs (void)
{
  static const char *const names[] = { "systemctl", "stemma-cli", "log" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (stub_folder, names[i], NULL);
      g_unlink (path);
    }
  g_rmdir (stub_folder);
  g_free (stub_folder);
}

static GtkWidget *
open_preferences (HubFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->app.application), "preferences", NULL);
  app_settle (&fixture->app);
  GtkWidget *window = hub_fixture_find_window (ADW_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (window);
  return window;
}

static gboolean
has_no_preferences (gpointer data G_GNUC_UNUSED)
{
  return hub_fixture_find_window (ADW_TYPE_PREFERENCES_WINDOW) == NULL;
}

static void
close_preferences (GtkWidget *window)
{
  gtk_window_close (GTK_WINDOW (window));
  app_wait_until (has_no_preferences, NULL, "the preferences to close");
}

static AdwActionRow *
get_row (GtkWidget *inside)
{
  return ADW_ACTION_ROW (gtk_widget_get_ancestor (inside, ADW_TYPE_ACTION_ROW));
}

typedef struct
{
  AdwActionRow *row;
  const char *part;
} Saying;

static gboolean
says (gpointer data)
{
  const Saying *saying = data;
  const char *text = adw_action_row_get_subtitle (saying->row);
  return text != NULL && strstr (text, saying->part) != NULL;
}

static void
wait_for_words (GtkWidget *inside, const char *part)
{
  Saying saying = { get_row (inside), part };
  app_wait_until (says, &saying, part);
}

/* What is chosen is what the client is given. */
static void
test_values (void)
{
  HubFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  hub_fixture_open (&fixture, "0.001", NULL);
  GSettings *settings = stemma_application_get_settings ();
  GtkWidget *window = open_preferences (&fixture);
  GtkWidget *endpoint = app_find (window, GTK_TYPE_ENTRY, "hub-endpoint");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_find (window, GTK_TYPE_SPIN_BUTTON, "hub-share")), 35);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_find (window, GTK_TYPE_SPIN_BUTTON, "keep-snapshots")), 12);
  gtk_editable_set_text (GTK_EDITABLE (endpoint), "ftp://user:word@hub.example");
  g_signal_emit_by_name (endpoint, "activate");
  g_assert_true (gtk_widget_has_css_class (endpoint, "error"));
  gtk_editable_set_text (GTK_EDITABLE (endpoint), "https://mirror.example/");
  g_signal_emit_by_name (endpoint, "activate");
  g_assert_false (gtk_widget_has_css_class (endpoint, "error"));
  wait_for_words (endpoint, "https://mirror.example, as set here");
  g_autoptr (StemmaFetchSettings) read = stemma_fetch_settings_read (settings);
  g_autoptr (StemmaHubOptions) options = stemma_fetch_settings_make_options (read, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (options->endpoint, ==, "https://mirror.example");
  g_assert_cmpfloat (options->share, ==, 0.35);
  g_assert_cmpuint (read->keep, ==, 12);
  close_preferences (window);
  hub_fixture_close (&fixture);
}

/* A variable comes first, is shown so, and cannot be overruled here. */
static void
test_environment (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.001", NULL);
  g_setenv ("HF_ENDPOINT", "https://named.example", TRUE);
  g_setenv ("HF_TOKEN", "hf_invented", TRUE);
  GtkWidget *window = open_preferences (&fixture);
  GtkWidget *endpoint = app_find (window, GTK_TYPE_ENTRY, "hub-endpoint");
  GtkWidget *token = app_find (window, GTK_TYPE_PASSWORD_ENTRY, "hub-token");
  wait_for_words (token, "HF_TOKEN");
  wait_for_words (endpoint, "HF_ENDPOINT");
  g_assert_false (gtk_widget_is_sensitive (endpoint));
  g_assert_false (gtk_widget_is_sensitive (token));
  g_assert_null (strstr (adw_action_row_get_subtitle (get_row (token)), "invented"));
  close_preferences (window);
  g_unsetenv ("HF_ENDPOINT");
  g_unsetenv ("HF_TOKEN");
  hub_fixture_close (&fixture);
}

/* The Hub's own file is used where it lies; without a secret store a token is refused, with the alternatives.
 */
static void
test_token (void)
{
  HubFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (g_get_user_data_dir (), "token-file", NULL);
  hub_fixture_open (&fixture, "0.001", NULL);
  g_file_set_contents (file, "hf_from_file\n", -1, &error);
  g_assert_no_error (error);
  g_setenv ("HF_TOKEN_PATH", file, TRUE);
  GtkWidget *window = open_preferences (&fixture);
  GtkWidget *token = app_find (window, GTK_TYPE_PASSWORD_ENTRY, "hub-token");
  wait_for_words (token, "own tools is used");
  gtk_editable_set_text (GTK_EDITABLE (token), "hf_ another");
  g_signal_emit_by_name (token, "activate");
  wait_for_words (token, "not usable");
  gtk_editable_set_text (GTK_EDITABLE (token), "hf_another");
  g_signal_emit_by_name (token, "activate");
  wait_for_words (token, "no secret store");
  wait_for_words (token, "HF_TOKEN");
  g_autoptr (StemmaFetchSettings) read = stemma_fetch_settings_read (stemma_application_get_settings ());
  g_autoptr (StemmaHubOptions) options = stemma_fetch_settings_make_options (read, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (options->token, ==, "hf_from_file");
  close_preferences (window);
  g_unsetenv ("HF_TOKEN_PATH");
  hub_fixture_close (&fixture);
}

static gboolean
is_installed (gpointer data G_GNUC_UNUSED)
{
  g_autofree char *log = g_build_filename (stub_folder, "log", NULL);
  g_autofree char *text = NULL;
  return stemma_timer_units_are_installed () && g_file_get_contents (log, &text, NULL, NULL)
         && strstr (text, "--user enable --now stemma-fetch.timer") != NULL;
}

static gboolean
is_removed (gpointer data G_GNUC_UNUSED)
{
  g_autofree char *log = g_build_filename (stub_folder, "log", NULL);
  g_autofree char *text = NULL;
  return !stemma_timer_units_are_installed () && g_file_get_contents (log, &text, NULL, NULL)
         && strstr (text, "--user disable --now stemma-fetch.timer") != NULL;
}

/* systemd reads the units as they were meant. */
static void
verify (void)
{
  g_autofree char *analyze = g_find_program_in_path ("systemd-analyze");
  g_autofree char *service
    = g_build_filename (g_get_user_config_dir (), "systemd", "user", "stemma-fetch.service", NULL);
  g_autofree char *timer
    = g_build_filename (g_get_user_config_dir (), "systemd", "user", "stemma-fetch.timer", NULL);
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  if (analyze == NULL)
    {
      g_test_message ("systemd-analyze is not there: the units were not verified");
      return;
    }
  g_autoptr (GSubprocess) process
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error, analyze,
                        "verify", "--man=no", service, timer, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("systemd-analyze: %s", said);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_null (strstr (said, "stemma-fetch"));
}

static void
test_timer (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.001", NULL);
  g_assert_false (stemma_timer_units_are_installed ());
  GtkWidget *window = open_preferences (&fixture);
  GtkWidget *schedule = app_find (window, ADW_TYPE_COMBO_ROW, "fetch-schedule");
  adw_combo_row_set_selected (ADW_COMBO_ROW (schedule), STEMMA_SCHEDULE_WEEKLY);
  app_wait_until (is_installed, NULL, "the timer");
  g_assert_cmpint (g_settings_get_enum (stemma_application_get_settings (), "fetch-schedule"), ==,
                   STEMMA_SCHEDULE_WEEKLY);
  verify ();
  adw_combo_row_set_selected (ADW_COMBO_ROW (schedule), STEMMA_SCHEDULE_NEVER);
  app_wait_until (is_removed, NULL, "the timer to go");
  g_autofree char *service
    = g_build_filename (g_get_user_config_dir (), "systemd", "user", "stemma-fetch.service", NULL);
  g_assert_false (g_file_test (service, G_FILE_TEST_EXISTS));
  close_preferences (window);
  hub_fixture_close (&fixture);
}

static void
test_escape (void)
{
  static const char *const words[][2] = {
    { "/plain/path.db", "\"/plain/path.db\"" }, { "/a b/c\"d", "\"/a b/c\\\"d\"" },
    { "/100%/$HOME/x", "\"/100%%/$$HOME/x\"" }, { "/back\\slash", "\"/back\\\\slash\"" },
    { "/two\nlines", "\"/two\\x0alines\"" },    { "/a; rm 'b'", "\"/a; rm 'b'\"" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *escaped = stemma_timer_units_escape (words[i][0]);
      g_assert_cmpstr (escaped, ==, words[i][1]);
    }
}

static void
test_due (void)
{
  const gint64 now = 1750000000;
  g_assert_false (stemma_schedule_is_due (STEMMA_SCHEDULE_NEVER, now, 0, 0));
  g_assert_true (stemma_schedule_is_due (STEMMA_SCHEDULE_WEEKLY, now, 0, 0));
  g_assert_true (stemma_schedule_is_due (STEMMA_SCHEDULE_WEEKLY, now, now - 7 * DAY, 0));
  g_assert_false (stemma_schedule_is_due (STEMMA_SCHEDULE_WEEKLY, now, now - 7 * DAY + 1, 0));
  g_assert_true (stemma_schedule_is_due (STEMMA_SCHEDULE_DAILY, now, now - DAY, 0));
  g_assert_false (stemma_schedule_is_due (STEMMA_SCHEDULE_DAILY, now, now - DAY, now - 60));
  g_assert_false (stemma_schedule_is_due (STEMMA_SCHEDULE_DAILY, now, now + 30 * DAY, 0));
}

/* By the schedule, without anybody's asking; what was fetched counts, and is not fetched again. */
static void
test_schedule (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.001", NULL);
  GSettings *settings = stemma_application_get_settings ();
  g_autofree char *store = hub_fixture_fetch_as (&fixture, "2025-01-01");
  g_autoptr (StemmaScheduler) scheduler = stemma_scheduler_new (stemma_fetcher_get ());
  stemma_scheduler_check (scheduler);
  app_settle (&fixture.app);
  g_assert_false (stemma_fetcher_is_busy (stemma_fetcher_get (), NULL));
  g_settings_set_enum (settings, "fetch-schedule", STEMMA_SCHEDULE_WEEKLY);
  stemma_scheduler_check (scheduler);
  while (fixture.ended == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture.error, ==, NULL);
  g_assert_true (fixture.done);
  g_assert_cmpint (g_settings_get_int64 (settings, "last-fetch"), >, 1750000000);
  /* As if somebody else had fetched: the store itself tells. */
  g_settings_reset (settings, "last-fetch");
  g_settings_reset (settings, "last-fetch-attempt");
  stemma_scheduler_check (scheduler);
  for (guint i = 0; i < 5; i++)
    app_settle (&fixture.app);
  g_assert_cmpuint (fixture.ended, ==, 1);
  g_settings_reset (settings, "fetch-schedule");
  hub_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  make_stubs ();
  g_test_add_func ("/preferences/values", test_values);
  g_test_add_func ("/preferences/environment", test_environment);
  g_test_add_func ("/preferences/token", test_token);
  g_test_add_func ("/preferences/timer", test_timer);
  g_test_add_func ("/preferences/escape", test_escape);
  g_test_add_func ("/preferences/due", test_due);
  g_test_add_func ("/preferences/schedule", test_schedule);
  int status = g_test_run ();
  remove_stubs ();
  return status;
}
