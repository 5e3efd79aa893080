#include "app/stemma-import-dialog.h"

#include <glib/gi18n.h>

#include "app/compat/stemma-question.h"
#include "app/stemma-application.h"
#include "app/stemma-import-check.h"
#include "app/stemma-number.h"
#include "app/stemma-week-button.h"
#include "base/stemma-error.h"

/**
 * StemmaImportDialog:
 *
 * Asks what files are (a whole snapshot, or what was added and deleted), which day they stand for and which
 * store they go into, then imports them in the background.
 */
struct _StemmaImportDialog
{
  AdwWindow parent_instance;
  StemmaWindow *window;
  GListModel *files; /* GFile */
  GtkEditable *date;
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

/* The store may have got another snapshot since the dialog looked. */
static gboolean
check_again (Request *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) infos = stemma_workspace_list (request->workspace, cancellable, error);
  if (infos == NULL)
    return FALSE;
  StemmaImportVerdict verdict
    = stemma_import_check (infos, request->date, request->lists[KIND_SNAPSHOT]->len,
                           request->lists[KIND_ADDED]->len + request->lists[KIND_DELETED]->len, error);
  if (verdict == STEMMA_IMPORT_REPLACES && !request->replace)
    g_set_error_literal (
      error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
      _ ("Another program has just added a snapshot of that day; the store is as it left it"));
  return verdict == STEMMA_IMPORT_FITS || (verdict == STEMMA_IMPORT_REPLACES && request->replace);
}

static gboolean
import_work (
  StemmaJob *job, gpointer data, gpointer *result G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  if (request->workspace == NULL)
    request->workspace = stemma_workspace_open (request->path, STEMMA_STORE_CREATE, error);
  if (request->workspace == NULL)
    return FALSE;
  if (!check_again (request, cancellable, error))
    return FALSE;
  StemmaImportOptions options = { .date = request->date,
                                  .replace = request->replace,
                                  .snapshot = finish_list (request->lists[KIND_SNAPSHOT]),
                                  .added = finish_list (request->lists[KIND_ADDED]),
                                  .deleted = finish_list (request->lists[KIND_DELETED]) };
  return stemma_workspace_import (request->workspace, &options, stemma_job_get_progress (job),
                                  &request->published, cancellable, error);
}

static void
show_imported (const Request *request)
{
  StemmaDocument *document = stemma_window_get_document (request->window);
  g_autofree char *models = stemma_number_text (request->published.models);
  g_autofree char *added = stemma_number_text (request->published.added);
  g_autofree char *deleted = stemma_number_text (request->published.deleted);
  g_autofree char *text
    = g_strdup_printf (_ ("Imported: %s models, %s added, %s deleted"), models, added, deleted);
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
    stemma_window_fail_offering (request->window, _ ("The import failed"), error, _ ("Import again…"),
                                 "win.import");
  request_free (request);
}

static Request *
collect (StemmaImportDialog *self, StemmaDate date, gboolean replace)
{
  Request *request = g_new0 (Request, 1);
  StemmaDocument *document = stemma_window_get_document (self->window);
  request->window = g_object_ref (self->window);
  request->date = date;
  request->replace = replace;
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
begin (StemmaImportDialog *self, StemmaDate date, gboolean replace)
{
  g_autoptr (StemmaJob) job = stemma_job_new (_ ("Importing files"));
  Request *request = collect (self, date, replace);
  stemma_document_add_job (stemma_window_get_document (self->window), job);
  stemma_job_run (job, import_work, request, NULL, NULL, on_imported, request);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_replace (AdwMessageDialog *question, const char *response, gpointer user_data)
{
  StemmaImportDialog *self = user_data;
  if (g_str_equal (response, "replace"))
    begin (self, (StemmaDate) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (question), "date")), TRUE);
}

static void
ask_replace (StemmaImportDialog *self, StemmaDate date)
{
  g_autofree char *day = stemma_week_format (date);
  g_autofree char *body
    = g_strdup_printf (_ ("The store has a snapshot of %s already. These files take its place once they have "
                          "been read in full; earlier snapshots stay."),
                       g_strstrip (day));
  AdwMessageDialog *dialog = stemma_question_new (GTK_WINDOW (self), _ ("Replace the newest snapshot?"), body);
  GtkWidget *question = GTK_WIDGET (dialog);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (question), "date", GINT_TO_POINTER (date));
  /* The answer closes the window that it stands before, which it lets go of only afterwards. */
  g_object_set_data_full (G_OBJECT (question), "asker", g_object_ref (self), g_object_unref);
  g_signal_connect_object (question, "response", G_CALLBACK (on_replace), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
refuse (StemmaImportDialog *self, const char *why, gboolean date_is_at_fault)
{
  gtk_label_set_text (self->fault, why);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
  if (!date_is_at_fault)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->date), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->date));
}

/* What was refused may fit by now. */
static void
forget_fault (StemmaImportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->date), "error");
}

static void
on_import (StemmaImportDialog *self)
{
  StemmaDate date;
  guint n_whole = 0;
  g_autoptr (GError) error = NULL;
  StemmaDocument *document = stemma_window_get_document (self->window);
  gboolean own = gtk_switch_get_active (self->own_store);
  if (!stemma_date_parse (gtk_editable_get_text (self->date), &date))
    {
      refuse (self, _ ("The day is written as YYYY-MM-DD, for example 2025-03-12."), TRUE);
      return;
    }
  for (guint i = 0; i < self->kinds->len; i++)
    n_whole += adw_combo_row_get_selected (g_ptr_array_index (self->kinds, i)) == KIND_SNAPSHOT;
  switch (stemma_import_check (own ? NULL : stemma_document_get_infos (document), date, n_whole,
                               self->kinds->len - n_whole, &error))
    {
    case STEMMA_IMPORT_FITS:
      begin (self, date, FALSE);
      break;
    case STEMMA_IMPORT_REPLACES:
      ask_replace (self, date);
      break;
    default:
      refuse (self, error->message, g_error_matches (error, STEMMA_ERROR, STEMMA_ERROR_INPUT));
    }
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
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (forget_fault), self);
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
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (forget_fault), self);
  adw_preferences_group_add (options, entry);
  self->own_store = add_switch_row (options, _ ("Into a store of its own"),
                                    _ ("Sources that list different models do not compare well in one store"),
                                    no_store || sample || stemma_document_is_read_only (document));
  gtk_widget_set_sensitive (GTK_WIDGET (self->own_store),
                            !no_store && !sample && !stemma_document_is_read_only (document));
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
  gtk_label_set_xalign (self->fault, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "fault");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
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

/** stemma_import_dialog_new: @files: (transfer none): #GFile. Returns: (transfer floating): asks what they
 * are */
StemmaImportDialog *
stemma_import_dialog_new (StemmaWindow *window, GListModel *files)
{
  StemmaImportDialog *self
    = g_object_new (STEMMA_TYPE_IMPORT_DIALOG, "transient-for", window, "modal", TRUE, "title",
                    _ ("Import files"), "default-width", 480, "default-height", 520, NULL);
  self->window = window;
  self->files = g_object_ref (files);
  adw_window_set_content (ADW_WINDOW (self), create_content (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import_button);
  return self;
}
