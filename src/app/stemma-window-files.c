/* What comes into a window as files: stores and drawings that are opened, lists that are imported, by dialog
 * or drop. */
#include "app/stemma-window-files.h"

#include <glib/gi18n.h>

#include "app/stemma-drawing.h"
#include "app/stemma-import-dialog.h"

static void
open_file (StemmaWindow *window, const char *path)
{
  if (stemma_drawing_is_one (path))
    stemma_drawing_open (window, path);
  else
    stemma_document_open (stemma_window_get_document (window), path, STEMMA_STORE_WRITE);
}

static void
on_store_chosen (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  StemmaWindow *window = user_data;
  g_autoptr (GtkNativeDialog) owned = dialog;
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    open_file (window, path);
}

static void
on_open (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    _ ("Open a store"), user_data, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Stores, and drawings saved here"));
  gtk_file_filter_add_pattern (filter, "*.db");
  gtk_file_filter_add_suffix (filter, "svg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect (dialog, "response", G_CALLBACK (on_store_chosen), user_data);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_open_path (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  open_file (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_import_chosen (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GtkNativeDialog) owned = dialog;
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  stemma_window_import (user_data, files);
}

static void
on_import (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    _ ("Import files"), user_data, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Continue"), _ ("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_import_chosen), user_data);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/** stemma_window_import: asks which day @files (a list of #GFile) stand for, and imports them */
void
stemma_window_import (StemmaWindow *window, GListModel *files)
{
  StemmaImportDialog *dialog = stemma_import_dialog_new (window, files);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
on_drop (GtkDropTarget *target G_GNUC_UNUSED,
         const GValue *value,
         double x G_GNUC_UNUSED,
         double y G_GNUC_UNUSED,
         gpointer user_data)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  const GdkFileList *dropped = g_value_get_boxed (value);
  GSList *list = gdk_file_list_get_files ((GdkFileList *) dropped);
  for (GSList *at = list; at != NULL; at = at->next)
    g_list_store_append (files, at->data);
  g_autofree char *first = list != NULL ? g_file_get_path (list->data) : NULL;
  g_slist_free (list);
  if (first != NULL && stemma_drawing_is_one (first))
    stemma_drawing_open (user_data, first);
  else
    stemma_window_import (user_data, G_LIST_MODEL (files));
  return TRUE;
}

/** stemma_window_add_files: gives @window the actions open, open-path and import, and takes what is dropped
 * on it */
void
stemma_window_add_files (StemmaWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = on_open },
    { .name = "open-path", .activate = on_open_path, .parameter_type = "s" },
    { .name = "import", .activate = on_import },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (drop));
}
