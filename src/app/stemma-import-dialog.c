#include "app/stemma-import-dialog.h"

#include <glib/gi18n.h>

#include "app/stemma-application.h"
#include "app/stemma-number.h"
#include "base/stemma-error.h"

/**
 * StemmaImportDialog:
 *
 * Asks what files are (a whole snapshot, or what was added and deleted), which day they stand for and which store they
 * go into, then imports them in the background.
 */
struct _StemmaImportDialog
{
  AdwWindow parent_instance;
  StemmaWindow *window;
  GListModel *files; /* GFile */
  GtkEditable *date;
  GtkSwitch *replace;
  GtkSwitch *own_store;
  GtkWidget *import_button;
  GtkLabel *fault;
  GPtrArray *kinds; /* AdwComboRow, one a file */
};

enum
{
  KIND_SNAPSHOT,
  KIND_ADDED,
  KIND_DELETED,
};

/* What the job is given. */
typedef struct
{
  StemmaWindow *window;
  StemmaWorkspace *workspace; /* NULL: open @path */
  char *path;
  StemmaDate date;
  gboolean replace;
  GPtrArray *lists[3]; /* by kind: paths */
  StemmaPublished published;
} Request;

G_DEFINE_FINAL_TYPE (StemmaImportDialog, stemma_import_dialog, ADW_TYPE_WINDOW)

static void
request_free (gpointer data)
{
  Request *request = data;
  g_clear_object (&request->window);
  g_clear_pointer (&request->workspace, stemma_workspace_unref);
  g_free (request->path);
  for (guint i = 0; i < G_N_ELEMENTS (request->lists); i++)
    g_ptr_array_unref (request->lists[i]);
  g_free (request);
}

static const char *const *
finish_list (GPtrArray *list)
{
  if (list->len == 0)
    return NULL;
  g_ptr_array_add (list, NULL);
  return (const char *const *) list->pdata;
}

static gboolean
import_work (StemmaJob *job, gpointer data, gpointer *result G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  if (request->workspace == NULL)
    request->workspace = stemma_workspace_open (request->path, STEMMA_STORE_CREATE, error);
  if (request->workspace == NULL)
    return FALSE;
  StemmaImportOptions options = { .date = request->date,
                                  .replace = request->replace,
                                  .snapshot = finish_list (request->lists[KIND_SNAPSHOT]),
                                  .added = finish_list (request->lists[KIND_ADDED]),
                                  .deleted = finish_list (request->lists[KIND_DELETED]) };
  return stemma_workspace_import (request->workspace, &options, stemma_job_get_progress (job), &request->published,
                                  cancellable, error);
}

static void
show_imported (const Request *request)
{
  StemmaDocument *document = stemma_window_get_document (request->window);
  g_autofree char *models = stemma_number_text (request->published.models);
  g_autofree char *added = stemma_number_text (request->published.added);
  g_autofree char *deleted = stemma_number_text (request->published.deleted);
  g_autofree char *text = g_strdup_printf (_ ("Imported: %s models, %s added, %s deleted"), models, added, deleted);
  stemma_window_toast (request->window, text);
  if (g_strcmp0 (stemma_document_get_path (document), request->path) == 0)
    stemma_document_reload (document);
  else
    stemma_document_open (document, request->path, STEMMA_STORE_WRITE);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;
  stemma_job_finish (STEMMA_JOB (source), result, &error);
  if (error == NULL)
    show_imported (request);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stemma_window_toast (request->window, _ ("The import was cancelled; the store is as before"));
  else
    stemma_window_fail (request->window, _ ("The import failed"), error);
  request_free (request);
}

static Request *
collect (StemmaImportDialog *self, StemmaDate date)
{
  Request *request = g_new0 (Request, 1);
  StemmaDocument *document = stemma_window_get_document (self->window);
  request->window = g_object_ref (self->window);
  request->date = date;
  request->replace = gtk_switch_get_active (self->replace);
  for (guint i = 0; i < G_N_ELEMENTS (request->lists); i++)
    request->lists[i] = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->kinds->len; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, i);
      guint kind = adw_combo_row_get_selected (g_ptr_array_index (self->kinds, i));
      g_ptr_array_add (request->lists[kind], g_file_get_path (file));
    }
  if (gtk_switch_get_active (self->own_store))
    request->path = stemma_application_new_store_path ();
  else
    {
      request->path = g_strdup (stemma_document_get_path (document));
      request->workspace = stemma_workspace_ref (stemma_document_get_workspace (document));
    }
  return request;
}

static void
on_import (StemmaImportDialog *self)
{
  StemmaDate date;
  if (!stemma_date_parse (gtk_editable_get_text (self->date), &date))
    {
      gtk_label_set_text (self->fault, _ ("The day is written as YYYY-MM-DD, for example 2025-03-12."));
      gtk_widget_add_css_class (GTK_WIDGET (self->date), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->date));
      return;
    }
  StemmaJob *job = stemma_job_new (_ ("Importing files"));
  Request *request = collect (self, date);
  stemma_document_add_job (stemma_window_get_document (self->window), job);
  stemma_job_run (job, import_work, request, NULL, NULL, on_imported, request);
  g_object_unref (job);
  gtk_window_close (GTK_WINDOW (self));
}

/* Real weeks carry their day and their kind in their names; a guess is offered, never taken silently. */
static guint
guess_kind (const char *name)
{
  if (g_str_has_prefix (name, "added"))
    return KIND_ADDED;
  return g_str_has_prefix (name, "deleted") ? KIND_DELETED : KIND_SNAPSHOT;
}

static char *
guess_date (const char *name)
{
  StemmaDate date;
  for (const char *at = name; strlen (at) >= 10; at++)
    {
      g_autofree char *piece = g_strndup (at, 10);
      if (stemma_date_parse (piece, &date))
        return g_steal_pointer (&piece);
    }
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  return g_date_time_format (now, "%Y-%m-%d");
}

static GtkWidget *
create_file_row (StemmaImportDialog *self, GFile *file)
{
  const char *const kinds[] = { _ ("Whole snapshot"), _ ("Added"), _ ("Deleted"), NULL };
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);
  g_autoptr (GtkStringList) model = gtk_string_list_new (kinds);
  GtkWidget *row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), guess_kind (name));
  g_ptr_array_add (self->kinds, row);
  if (gtk_editable_get_text (self->date)[0] == '\0')
    {
      g_autofree char *date = guess_date (name);
      gtk_editable_set_text (self->date, date);
    }
  return row;
}

static GtkSwitch *
add_switch_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, gboolean active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (group, row);
  return GTK_SWITCH (toggle);
}

static void
fill (StemmaImportDialog *self, AdwPreferencesGroup *files, AdwPreferencesGroup *options)
{
  StemmaDocument *document = stemma_window_get_document (self->window);
  const char *path = stemma_document_get_path (document);
  gboolean no_store = stemma_document_get_workspace (document) == NULL;
  gboolean sample = path != NULL && stemma_application_is_sample (path);
  GtkWidget *entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Day (YYYY-MM-DD)"));
  self->date = GTK_EDITABLE (entry);
  adw_preferences_group_add (options, entry);
  self->own_store = add_switch_row (options, _ ("Into a store of its own"),
                                    _ ("Sources that list different models do not compare well in one store"),
                                    no_store || sample);
  gtk_widget_set_sensitive (GTK_WIDGET (self->own_store), !no_store && !sample);
  self->replace = add_switch_row (options, _ ("Replace the newest snapshot"), _ ("If it is of the same day"), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (self->files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, i);
      adw_preferences_group_add (files, create_file_row (self, file));
    }
}

static void
stemma_import_dialog_dispose (GObject *object)
{
  StemmaImportDialog *self = STEMMA_IMPORT_DIALOG (object);
  g_clear_object (&self->files);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  G_OBJECT_CLASS (stemma_import_dialog_parent_class)->dispose (object);
}

static void
stemma_import_dialog_class_init (StemmaImportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_import_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
create_content (StemmaImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *files = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *options = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (files, _ ("What the files are"));
  adw_preferences_group_set_title (options, _ ("What they stand for"));
  self->import_button = gtk_button_new_with_mnemonic (_ ("_Import"));
  gtk_widget_add_css_class (self->import_button, "suggested-action");
  g_signal_connect_swapped (self->import_button, "clicked", G_CALLBACK (on_import), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->import_button);
  self->fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->fault, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), options);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), files);
  gtk_widget_set_vexpand (page, TRUE);
  fill (self, files, options);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  return box;
}

static void
stemma_import_dialog_init (StemmaImportDialog *self)
{
  self->kinds = g_ptr_array_new ();
}

/** stemma_import_dialog_new: @files: (transfer none): #GFile. Returns: (transfer floating): asks what they are */
StemmaImportDialog *
stemma_import_dialog_new (StemmaWindow *window, GListModel *files)
{
  StemmaImportDialog *self
      = g_object_new (STEMMA_TYPE_IMPORT_DIALOG, "transient-for", window, "modal", TRUE, "title", _ ("Import files"),
                      "default-width", 480, "default-height", 520, NULL);
  self->window = window;
  self->files = g_object_ref (files);
  adw_window_set_content (ADW_WINDOW (self), create_content (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import_button);
  return self;
}
