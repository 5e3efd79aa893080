/* What the window does with the Hub, against a stand-in on this machine. */
#include <glib/gstdio.h>

#include "app/fetch/stemma-look-up-dialog.h"
#include "app/fetch/stemma-window-fetch.h"
#include "hub-fixture.h"

static void
act (HubFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->app.window), action, NULL));
}

static StemmaDocument *
get_document (HubFixture *fixture)
{
  return stemma_window_get_document (fixture->app.window);
}

static gboolean
is_ready (gpointer data)
{
  return stemma_document_get_state (get_document (data)) == STEMMA_DOCUMENT_READY;
}

static gboolean
shows_part (gpointer data)
{
  const StemmaSnapshotInfo *info = stemma_document_get_info (get_document (data));
  return info != NULL && !info->complete;
}

static gboolean
shows_whole (gpointer data)
{
  const StemmaSnapshotInfo *info = stemma_document_get_info (get_document (data));
  return info != NULL && info->complete;
}

static gboolean
shows_model (gpointer data)
{
  HubFixture *fixture = data;
  g_autofree char *model = stemma_window_get_model (fixture->app.window);
  const char *page = stemma_window_get_page_name (fixture->app.window);
  return model != NULL && (g_strcmp0 (page, "lineage") == 0 || g_strcmp0 (page, "model") == 0);
}

static gboolean
dialog_is_gone (gpointer data G_GNUC_UNUSED)
{
  return hub_fixture_find_window (STEMMA_TYPE_LOOK_UP_DIALOG) == NULL;
}

/* Types @text into the dialog and presses its button. */
static GtkWidget *
look_up (HubFixture *fixture, const char *text)
{
  act (fixture, "win.look-up");
  GtkWidget *dialog = hub_fixture_find_window (STEMMA_TYPE_LOOK_UP_DIALOG);
  g_assert_nonnull (dialog);
  app_settle (&fixture->app);
  GtkWidget *entry = app_find (dialog, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
  return dialog;
}

static const char *
get_fault (GtkWidget *dialog)
{
  for (GtkWidget *at = app_find (dialog, GTK_TYPE_ENTRY, NULL); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    if (GTK_IS_LABEL (at) && gtk_widget_has_css_class (at, "error") && gtk_widget_get_visible (at))
      return gtk_label_get_text (GTK_LABEL (at));
  return NULL;
}

/* A link, on the first start: the family opens at the model. */
static void
test_look_up (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.002", NULL);
  g_assert_cmpint (stemma_document_get_state (get_document (&fixture)), ==, STEMMA_DOCUMENT_EMPTY);
  g_autofree char *model = hub_fixture_find_child (&fixture);
  g_autofree char *link = g_strdup_printf ("%s/%s/tree/main", fixture.url, model);
  look_up (&fixture, link);
  hub_fixture_wait_end (&fixture);
  g_assert_cmpstr (fixture.error, ==, NULL);
  g_assert_true (fixture.done);
  app_wait_until (is_ready, &fixture, "the family");
  app_wait_until (shows_model, &fixture, "the model");
  app_wait_until (dialog_is_gone, NULL, "the dialog to close");
  g_autofree char *shown = stemma_window_get_model (fixture.app.window);
  g_assert_cmpstr (shown, ==, model);
  g_assert_true (shows_part (&fixture));
  g_assert_nonnull (hub_fixture_find_notice (&fixture, "were looked up"));
  hub_fixture_close (&fixture);
}

static void
test_look_up_nobody (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.002", NULL);
  GtkWidget *dialog = look_up (&fixture, "no name at all");
  g_assert_nonnull (get_fault (dialog));
  g_assert_cmpuint (fixture.ended, ==, 0);
  gtk_window_close (GTK_WINDOW (dialog));
  app_wait_until (dialog_is_gone, NULL, "the dialog to close");
  dialog = look_up (&fixture, "nobody/nothing-of-the-sort");
  hub_fixture_wait_end (&fixture);
  g_assert_cmpint (fixture.fault, ==, STEMMA_FETCH_FAULT_FINAL);
  g_assert_nonnull (strstr (get_fault (dialog), "nobody/nothing-of-the-sort"));
  /* Nothing came, so no store was made. */
  g_assert_cmpint (stemma_document_get_state (get_document (&fixture)), ==, STEMMA_DOCUMENT_EMPTY);
  g_autofree char *store = g_build_filename (g_get_user_data_dir (), "stemma", "stemma.db", NULL);
  g_assert_false (g_file_test (store, G_FILE_TEST_EXISTS));
  gtk_window_close (GTK_WINDOW (dialog));
  app_wait_until (dialog_is_gone, NULL, "the dialog to close");
  hub_fixture_close (&fixture);
}

/* Answers the question before a fetch. */
static void
answer (const char *response)
{
  GtkWidget *dialog = hub_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
}

static char *
get_progress (HubFixture *fixture)
{
  GListModel *jobs = stemma_document_get_jobs (get_document (fixture));
  g_autoptr (StemmaJob) job = g_list_model_get_item (jobs, 0);
  char *what = NULL;
  if (job != NULL)
    g_object_get (job, "what", &what, NULL);
  return what;
}

static gboolean
is_listing (gpointer data)
{
  g_autofree char *what = get_progress (data);
  return what != NULL && strstr (what, "page") != NULL && strstr (what, "a second") != NULL
         && strstr (what, "left") != NULL && strstr (what, "quota") != NULL;
}

static gboolean
offers_to_go_on (gpointer data)
{
  return hub_fixture_find_notice (data, "is not finished") != NULL;
}

/* Fetched, stopped, gone on with, published. */
static void
test_fetch (void)
{
  static const char *const slow[] = { "--faults", "stall:1", "--fault-times", "1", "--stall", "0.3", NULL };
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.008", slow);
  act (&fixture, "win.fetch");
  answer ("fetch");
  app_wait_until (is_listing, &fixture, "progress with rate, time left and quota");
  g_autofree char *store = g_settings_get_string (stemma_application_get_settings (), "hub-store");
  stemma_job_cancel (stemma_fetcher_get_job (stemma_fetcher_get (), store));
  hub_fixture_wait_end (&fixture);
  g_assert_cmpint (fixture.fault, ==, STEMMA_FETCH_FAULT_CANCELLED);
  g_assert_cmpint (stemma_document_get_state (get_document (&fixture)), ==, STEMMA_DOCUMENT_EMPTY);
  app_wait_until (offers_to_go_on, &fixture, "the offer to go on");
  act (&fixture, "win.fetch-resume");
  hub_fixture_wait_end (&fixture);
  g_assert_cmpstr (fixture.error, ==, NULL);
  g_assert_true (fixture.done && fixture.resumed);
  app_wait_until (shows_whole, &fixture, "the new snapshot");
  g_assert_cmpuint (fixture.published.models, ==, fixture.published.added);
  g_assert_cmpuint (fixture.published.models, >, 5000);
  g_assert_null (hub_fixture_find_notice (&fixture, "is not finished"));
  hub_fixture_close (&fixture);
}

/* What was begun before the application started is offered when it does. */
static void
test_resume_at_start (void)
{
  static const char *const slow[] = { "--faults", "stall:1", "--fault-times", "1", "--stall", "0.3", NULL };
  HubFixture fixture = { 0 };
  AppFixture second = { 0 };
  hub_fixture_open (&fixture, "0.008", slow);
  g_assert_true (stemma_window_fetch_hub (fixture.app.window, FALSE, FALSE));
  app_wait_until (is_listing, &fixture, "some pages");
  /* What closing does, without the window's going. */
  gboolean kept = TRUE;
  g_signal_emit_by_name (fixture.app.window, "close-request", &kept);
  g_assert_false (kept);
  hub_fixture_wait_end (&fixture);
  g_assert_cmpint (fixture.fault, ==, STEMMA_FETCH_FAULT_CANCELLED);
  app_fixture_open (&second, NULL);
  AppFixture first = fixture.app;
  fixture.app = second;
  app_wait_until (offers_to_go_on, &fixture, "the offer to go on");
  fixture.app = first;
  gtk_window_destroy (GTK_WINDOW (second.window));
  g_rmdir (second.folder);
  g_free (second.folder);
  g_free (second.store);
  hub_fixture_close (&fixture);
}

static void
open_store (HubFixture *fixture, const char *path)
{
  stemma_document_open (get_document (fixture), path, STEMMA_STORE_WRITE);
  app_wait_until (shows_whole, fixture, "the store");
}

/* Refreshed, a family is newer than the snapshot, and there is a way back. */
static void
test_refresh (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.002", NULL);
  g_autofree char *store = hub_fixture_fetch_as (&fixture, "2025-01-01");
  g_autofree char *model = hub_fixture_find_child (&fixture);
  open_store (&fixture, store);
  stemma_window_go (fixture.app.window, "model", model);
  act (&fixture, "win.refresh-family");
  hub_fixture_wait_end (&fixture);
  g_assert_cmpstr (fixture.error, ==, NULL);
  app_wait_until (shows_part, &fixture, "the refreshed family");
  g_assert_null (stemma_document_get_before (get_document (&fixture)));
  const char *notice = hub_fixture_find_notice (&fixture, "newer than the snapshot of");
  g_assert_nonnull (notice);
  g_assert_nonnull (strstr (notice, "today"));
  act (&fixture, "win.show-snapshot");
  app_wait_until (shows_whole, &fixture, "the snapshot");
  g_assert_null (hub_fixture_find_notice (&fixture, "newer than the snapshot of"));
  hub_fixture_close (&fixture);
}

static gboolean
offers_publishing (gpointer data)
{
  return app_find (GTK_WIDGET (((HubFixture *) data)->app.window), GTK_TYPE_BUTTON, "Publish anyway") != NULL;
}

static gboolean
offers_trying (gpointer data)
{
  return app_find (GTK_WIDGET (((HubFixture *) data)->app.window), GTK_TYPE_BUTTON, "Try again") != NULL;
}

/* Far fewer models than before are published only if the user says so. */
static void
test_short_list (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.002", NULL);
  g_autofree char *store = hub_fixture_fetch_as (&fixture, "2025-01-01");
  hub_fixture_restart (&fixture, "0.001", NULL);
  open_store (&fixture, store);
  g_assert_true (stemma_window_fetch_hub (fixture.app.window, FALSE, FALSE));
  hub_fixture_wait_end (&fixture);
  g_assert_cmpint (fixture.fault, ==, STEMMA_FETCH_FAULT_SHORT);
  g_assert_nonnull (hub_fixture_find_notice (&fixture, "not all was told"));
  app_wait_until (offers_publishing, &fixture, "the offer to publish");
  act (&fixture, "win.fetch-accept");
  hub_fixture_wait_end (&fixture);
  g_assert_cmpstr (fixture.error, ==, NULL);
  g_assert_true (fixture.done);
  g_assert_cmpuint (fixture.published.deleted, >, 0);
  g_assert_null (hub_fixture_find_notice (&fixture, "not all was told"));
  hub_fixture_close (&fixture);
}

/* The oldest go when there are more than the user wants. */
static void
test_retention (void)
{
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.001", NULL);
  g_free (hub_fixture_fetch_as (&fixture, "2025-01-01"));
  g_autofree char *store = hub_fixture_fetch_as (&fixture, "2025-01-08");
  g_settings_set_int (stemma_application_get_settings (), "keep-snapshots", 2);
  open_store (&fixture, store);
  g_assert_cmpuint (stemma_document_get_infos (get_document (&fixture))->len, ==, 2);
  g_assert_true (stemma_window_fetch_hub (fixture.app.window, FALSE, FALSE));
  hub_fixture_wait_end (&fixture);
  g_assert_cmpstr (fixture.error, ==, NULL);
  g_assert_cmpuint (fixture.forgotten, ==, 1);
  hub_fixture_close (&fixture);
}

static void
test_offline (void)
{
  HubFixture fixture = { 0 };
  g_setenv ("HF_HUB_OFFLINE", "1", TRUE);
  hub_fixture_open (&fixture, "0.001", NULL);
  g_assert_nonnull (hub_fixture_find_notice (&fixture, "HF_HUB_OFFLINE"));
  g_assert_true (stemma_window_look_up (fixture.app.window, "acme/base"));
  hub_fixture_wait_end (&fixture);
  g_assert_false (fixture.done);
  g_assert_nonnull (strstr (fixture.error, "HF_HUB_OFFLINE"));
  g_unsetenv ("HF_HUB_OFFLINE");
  hub_fixture_close (&fixture);
}

/* A login page in the Hub's place is told as what it is, with a button to try again. */
static void
test_captive_portal (void)
{
  static const char *const portal[] = { "--faults", "portal:1", "--fault-times", "0", NULL };
  HubFixture fixture = { 0 };
  hub_fixture_open (&fixture, "0.001", portal);
  g_assert_true (stemma_window_fetch_hub (fixture.app.window, FALSE, FALSE));
  hub_fixture_wait_end (&fixture);
  g_assert_cmpint (fixture.fault, ==, STEMMA_FETCH_FAULT_AGAIN);
  g_assert_nonnull (hub_fixture_find_notice (&fixture, "login"));
  app_wait_until (offers_trying, &fixture, "the offer to try again");
  hub_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/fetch/look-up", test_look_up);
  g_test_add_func ("/fetch/look-up-nobody", test_look_up_nobody);
  g_test_add_func ("/fetch/whole", test_fetch);
  g_test_add_func ("/fetch/resume-at-start", test_resume_at_start);
  g_test_add_func ("/fetch/refresh", test_refresh);
  g_test_add_func ("/fetch/short-list", test_short_list);
  g_test_add_func ("/fetch/retention", test_retention);
  g_test_add_func ("/fetch/offline", test_offline);
  g_test_add_func ("/fetch/captive-portal", test_captive_portal);
  return g_test_run ();
}
