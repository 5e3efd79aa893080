/* Importing files from the window: by what the file chooser and a drop hand over, with refusals told and nothing lost. */
#include <glib/gi18n.h>

#include "app-fixture.h"
#include "app/stemma-import-dialog.h"

static const char first[] = "parent,child,relation\nacme/base,acme/tuned,finetune\n";
static const char added[] = "Model ID,Type,Base Model\nacme/more,quantized,acme/tuned\n";
static const char broken[] = "Model ID,Type,Base Model\nacme/more,quantized,acme/tuned\nacme/more,quantized,acme/tuned\n";

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
      if (STEMMA_IS_IMPORT_DIALOG (window) && gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
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

/* Opens the dialog on one file and presses its button; what the file is and its day are guessed from its name. */
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

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/import/week", test_week);
  g_test_add_func ("/import/refusal", test_refusal);
  g_test_add_func ("/import/first-store", test_first_store);
  return g_test_run ();
}
