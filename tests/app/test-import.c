/* Importing files from the window: by what the file chooser and a drop hand over, with refusals told and
 * nothing lost. */
#include <glib/gi18n.h>

#include "app-fixture.h"
#include "app/stemma-import-dialog.h"
#include "app/stemma-jobs-button.h"

static const char first[] = "parent,child,relation\nacme/base,acme/tuned,finetune\n";
static const char added[] = "Model ID,Type,Base Model\nacme/more,quantized,acme/tuned\n";
static const char broken[]
  = "Model ID,Type,Base Model\nacme/more,quantized,acme/tuned\nacme/more,quantized,acme/tuned\n";

static GListModel *
list_file (AppFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_list_store_append (files, file);
  return G_LIST_MODEL (files);
}

static GtkWindow *
find_dialog (AppFixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      if (STEMMA_IS_IMPORT_DIALOG (window)
          && gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window;
    }
  return NULL;
}

static gboolean
dialog_is_shown (gpointer data)
{
  GtkWindow *dialog = find_dialog (data);
  return dialog != NULL && app_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Import") != NULL;
}

/* Opens the dialog on one file and presses its button; what the file is and its day are guessed from its
 * name. */
static void
import_file (AppFixture *fixture, const char *name, const char *text)
{
  g_autoptr (GListModel) files = list_file (fixture, name, text);
  stemma_window_import (fixture->window, files);
  app_wait_until (dialog_is_shown, fixture, "the dialog");
  GtkWidget *button = app_find (GTK_WIDGET (find_dialog (fixture)), GTK_TYPE_BUTTON, "_Import");
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_two_weeks (gpointer window)
{
  GPtrArray *infos = stemma_document_get_infos (stemma_window_get_document (window));
  return infos != NULL && infos->len == 2;
}

static gboolean
shows_failure (gpointer window)
{
  GtkWidget *label = app_find (window, GTK_TYPE_REVEALER, NULL);
  return label != NULL && gtk_revealer_get_reveal_child (GTK_REVEALER (label));
}

static void
test_week (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { first, NULL };
  app_fixture_open (&fixture, weeks);
  import_file (&fixture, "added_2025-03-19.csv", added);
  app_wait_until (has_two_weeks, fixture.window, "the second week");
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (stemma_window_get_document (fixture.window));
  g_assert_cmpuint (stemma_snapshot_get_columns (snapshot)->n_models, ==, 3);
  app_fixture_close (&fixture);
}

static void
test_refusal (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { first, NULL };
  app_fixture_open (&fixture, weeks);
  import_file (&fixture, "added_2025-03-19.csv", broken);
  app_wait_until (shows_failure, fixture.window, "the banner");
  StemmaDocument *document = stemma_window_get_document (fixture.window);
  g_assert_cmpuint (stemma_document_get_infos (document)->len, ==, 1);
  app_fixture_close (&fixture);
}

static gboolean
has_own_store (gpointer window)
{
  StemmaDocument *document = stemma_window_get_document (window);
  return stemma_document_get_state (document) == STEMMA_DOCUMENT_READY;
}

static void
test_first_store (void)
{
  AppFixture fixture = { 0 };
  app_fixture_open (&fixture, NULL);
  import_file (&fixture, "models-2025-03-12.csv", first);
  app_wait_until (has_own_store, fixture.window, "a store of its own");
  app_fixture_close (&fixture);
}

static GtkWidget *
find_question (gpointer unused G_GNUC_UNUSED)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static gboolean
is_asked (gpointer unused)
{
  return find_question (unused) != NULL;
}

static guint32
count_models (AppFixture *fixture)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (stemma_window_get_document (fixture->window));
  return snapshot != NULL ? stemma_snapshot_get_columns (snapshot)->n_models : 0;
}

static gboolean
has_three_models (gpointer fixture)
{
  return count_models (fixture) == 3;
}

/* A day that the store has already: it is asked, in the window's own words, and done. */
static void
test_replace (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { first, NULL };
  app_fixture_open (&fixture, weeks);
  g_assert_cmpuint (count_models (&fixture), ==, 2);
  import_file (&fixture, "models-2025-03-12.csv",
               "parent,child,relation\nacme/base,acme/tuned,finetune\nacme/base,acme/other,adapter\n");
  app_wait_until (is_asked, NULL, "the question");
  GtkWidget *question = find_question (NULL);
  g_assert_nonnull (app_find (question, GTK_TYPE_LABEL, "Replace the newest snapshot?"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "replace");
  app_wait_until (has_three_models, &fixture, "the snapshot that takes its place");
  StemmaDocument *document = stemma_window_get_document (fixture.window);
  g_assert_cmpuint (stemma_document_get_infos (document)->len, ==, 1);
  app_fixture_close (&fixture);
}

static void
assert_refused (AppFixture *fixture, const char *name, const char *text, const char *why)
{
  import_file (fixture, name, text);
  app_settle (fixture);
  GtkWindow *dialog = find_dialog (fixture);
  g_assert_nonnull (dialog);
  g_assert_nonnull (app_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, why));
  gtk_window_close (dialog);
  app_settle (fixture);
}

/* What cannot be is told before anything begins, where it can be mended. */
static void
test_dates (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { first, NULL };
  app_fixture_open (&fixture, weeks);
  assert_refused (
    &fixture, "models-2025-03-05.csv", first,
    "5 March 2025 is before the newest snapshot, of 12 March 2025. Snapshots are added in the order of "
    "their days: choose a later day, or a store of its own.");
  assert_refused (
    &fixture, "added_2025-03-12.csv", added,
    "There is no snapshot before 12 March 2025 that these changes could be applied to. Import a whole "
    "snapshot first.");
  g_assert_cmpuint (count_models (&fixture), ==, 2);
  app_fixture_close (&fixture);
}

#define MANY 400000

static char *
make_large (void)
{
  GString *text = g_string_new ("parent,child,relation\n");
  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (text, "acme/base-%u,acme/tuned-%u,finetune\n", i / 10, i);
  return g_string_free (text, FALSE);
}

static gboolean
shows_cancel (gpointer window)
{
  GtkWidget *jobs = app_find (window, STEMMA_TYPE_JOBS_BUTTON, NULL);
  if (jobs == NULL)
    return FALSE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (jobs))));
  return app_find (jobs, GTK_TYPE_BUTTON, "Cancel") != NULL
         && app_find (jobs, GTK_TYPE_LABEL, "Importing files") != NULL;
}

static gboolean
says_cancelled (gpointer window)
{
  return app_find (window, GTK_TYPE_LABEL, "The import was cancelled; the store is as before") != NULL;
}

static char *
digest_store (AppFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = stemma_workspace_list (
    stemma_document_get_workspace (stemma_window_get_document (fixture->window)), NULL, &error);
  g_assert_no_error (error);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < infos->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i);
      g_string_append_printf (text, "%d %" G_GUINT64_FORMAT "\n", info->date, info->models);
    }
  return g_string_free (text, FALSE);
}

/* A long import is cancelled where its progress is shown; the store is as it was, and can be imported into.
 */
static void
test_cancel (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { first, NULL };
  app_fixture_open (&fixture, weeks);
  g_autofree char *before = digest_store (&fixture);
  g_autofree char *large = make_large ();
  import_file (&fixture, "models-2025-03-19.csv", large);
  app_wait_until (shows_cancel, fixture.window, "the work in progress");
  GtkWidget *jobs = app_find (GTK_WIDGET (fixture.window), STEMMA_TYPE_JOBS_BUTTON, NULL);
  g_signal_emit_by_name (app_find (jobs, GTK_TYPE_BUTTON, "Cancel"), "clicked");
  app_wait_until (says_cancelled, fixture.window, "that it was cancelled");
  g_autofree char *after = digest_store (&fixture);
  g_assert_cmpstr (after, ==, before);
  import_file (&fixture, "added_2025-03-19.csv", added);
  app_wait_until (has_two_weeks, fixture.window, "the second week");
  g_assert_cmpuint (count_models (&fixture), ==, 3);
  app_fixture_close (&fixture);
}

static GtkEventController *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }
  return NULL;
}

/* Files that are dropped anywhere on the window are asked about as those that were chosen. */
static void
test_drop (void)
{
  AppFixture fixture = { 0 };
  const char *const weeks[] = { first, NULL };
  app_fixture_open (&fixture, weeks);
  GtkEventController *target = find_drop_target (GTK_WIDGET (fixture.window));
  g_assert_nonnull (target);
  GdkContentFormats *formats = gtk_drop_target_get_formats (GTK_DROP_TARGET (target));
  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
  g_assert_true ((gtk_drop_target_get_actions (GTK_DROP_TARGET (target)) & GDK_ACTION_COPY) != 0);
  g_autoptr (GListModel) list = list_file (&fixture, "added_2025-03-19.csv", added);
  g_autoptr (GFile) file = g_list_model_get_item (list, 0);
  GFile *files[] = { file };
  g_auto (GValue) value = G_VALUE_INIT;
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, 1));
  gboolean taken = FALSE;
  g_signal_emit_by_name (target, "drop", &value, 20.0, 20.0, &taken);
  g_assert_true (taken);
  app_wait_until (dialog_is_shown, &fixture, "the dialog");
  g_assert_nonnull (app_find (GTK_WIDGET (find_dialog (&fixture)), GTK_TYPE_LABEL, "added_2025-03-19.csv"));
  GtkWidget *button = app_find (GTK_WIDGET (find_dialog (&fixture)), GTK_TYPE_BUTTON, "_Import");
  g_signal_emit_by_name (button, "clicked");
  app_wait_until (has_two_weeks, fixture.window, "the second week");
  app_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/import/week", test_week);
  g_test_add_func ("/import/refusal", test_refusal);
  g_test_add_func ("/import/first-store", test_first_store);
  g_test_add_func ("/import/replace", test_replace);
  g_test_add_func ("/import/dates", test_dates);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/drop", test_drop);
  return g_test_run ();
}
