/* What is known of a model as a file: the same that the command line prints. */
#include "app/model/stemma-model-save.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/stemma-window.h"
#include "export/stemma-atomic.h"
#include "report/stemma-report-model.h"

typedef struct
{
  StemmaModelSheet *sheet;
  char *path;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;
  stemma_model_sheet_unref (save->sheet);
  g_free (save->path);
  g_free (save);
}

static void
add_csv (GString *out, StemmaReport *report)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      g_string_append (out, out->len > 0 ? "\r\n" : "");
      stemma_table_write_csv (g_ptr_array_index (report->tables, i), out);
    }
}

/* One object: what the model is, with what happened to it as a member. */
static void
add_json (GString *out, StemmaReport *show, StemmaReport *history)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  StemmaReport *whole = show != NULL ? show : history;
  if (show != NULL && history != NULL)
    json_object_set_member (json_node_get_object (show->json), "history", json_node_ref (history->json));
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, whole->json);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  g_string_append_printf (out, "%s\n", text);
}

static void
save_in_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  const Save *save = data;
  GError *error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (StemmaReport) show = save->sheet->facts != NULL ? stemma_report_show (save->sheet) : NULL;
  g_autoptr (StemmaReport) history = save->sheet->stored != NULL ? stemma_report_history (save->sheet) : NULL;
  if (g_str_has_suffix (save->path, ".json"))
    add_json (out, show, history);
  else
    {
      if (show != NULL)
        add_csv (out, show);
      if (history != NULL)
        add_csv (out, history);
    }
  g_autoptr (GBytes) bytes = g_bytes_new (out->str, out->len);
  if (stemma_atomic_write (save->path, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * stemma_model_save_to:
 * @widget: for whom it is saved
 * @sheet: a model
 * @path: where to; a name that ends in `.json` makes it JSON, any other CSV
 * @callback: called on the main thread once it is done
 * @user_data: for @callback
 */
void
stemma_model_save_to (GtkWidget *widget,
                      StemmaModelSheet *sheet,
                      const char *path,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Save *save = g_new0 (Save, 1);
  save->sheet = stemma_model_sheet_ref (sheet);
  save->path = g_strdup (path);
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, user_data);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread);
}

/** stemma_model_save_finish: Returns: whether the file was written, whole */
gboolean
stemma_model_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (source));
  g_autoptr (GError) error = NULL;
  gboolean saved = stemma_model_save_finish (result, &error);
  if (!STEMMA_IS_WINDOW (root))
    return;
  if (saved)
    stemma_window_toast (STEMMA_WINDOW (root), _ ("What is known of the model was saved"));
  else
    stemma_window_fail (STEMMA_WINDOW (root), _ ("It was not saved"), error);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GtkNativeDialog) owned = dialog;
  GtkWidget *widget = user_data;
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    stemma_model_save_to (widget, g_object_get_data (G_OBJECT (dialog), "sheet"), path, on_saved, NULL);
}

/* A name from outside becomes a part of a file's name: only letters, digits, points and dashes stay. */
static char *
propose_name (const char *model)
{
  g_autofree char *name = g_strndup (model, 100);
  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '-');
  return g_strdup_printf ("model-%s.json", name);
}

static void
unref_sheet (gpointer sheet)
{
  stemma_model_sheet_unref (sheet);
}

/** stemma_model_ask_save: asks where to save what is known of the model, and saves it there */
void
stemma_model_ask_save (GtkWidget *widget, StemmaModelSheet *sheet)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    _ ("Save what is known of the model"), GTK_WINDOW (gtk_widget_get_root (widget)),
    GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  static const char *const patterns[] = { "*.json", "*.csv" };
  const char *const names[] = { _ ("JSON"), _ ("CSV") };
  g_autofree char *name = propose_name (sheet->name);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      gtk_file_filter_set_name (filter, names[i]);
      gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data_full (G_OBJECT (dialog), "sheet", stemma_model_sheet_ref (sheet), unref_sheet);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
