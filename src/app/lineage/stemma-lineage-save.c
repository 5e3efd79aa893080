#include "app/lineage/stemma-lineage-page-private.h"
#include "app/lineage/stemma-lineage-request.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "export/stemma-svg.h"
#include "report/stemma-lineage-file.h"

static gboolean
work (StemmaJob *job, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  const StemmaLineageRequest *request = data;
  stemma_progress_tell (stemma_job_get_progress (job), 0, 0, _ ("Writing the file"));
  if (!stemma_save_lineage (request->snapshot, request->before, request->view, request->layouter, request->path,
                            cancellable, error))
    return FALSE;
  *result = g_filename_display_basename (request->path);
  return TRUE;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (StemmaLineagePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = stemma_job_finish (STEMMA_JOB (source), result, &error);
  if (page->document == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (name == NULL)
    {
      stemma_window_fail (page->window, _ ("The lineage was not saved"), error);
      return;
    }
  g_autofree char *said = g_strdup_printf (_ ("Saved as %s"), name);
  stemma_window_toast (page->window, said);
}

/**
 * stemma_lineage_page_save_to:
 * @page: a page that shows something
 * @path: where to; its suffix tells the format
 *
 * Saves the present view, in a thread.
 */
void
stemma_lineage_page_save_to (StemmaLineagePage *page, const char *path)
{
  StemmaLineageRequest *request = stemma_lineage_request_new (page, path);
  if (request == NULL)
    return;
  g_autoptr (StemmaJob) job = stemma_job_new (_ ("Saving a lineage"));
  stemma_document_add_job (page->document, job);
  stemma_job_run (job, work, request, stemma_lineage_request_free, g_free, on_saved, g_object_ref (page));
}

static void
on_chosen (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  g_autoptr (GtkNativeDialog) owned = dialog;
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  GtkFileFilter *filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  const char *suffix = filter != NULL ? g_object_get_data (G_OBJECT (filter), "suffix") : NULL;
  if (path == NULL)
    return;
  if (stemma_lineage_file_find_format (path) == NULL)
    {
      char *whole = g_strconcat (path, suffix != NULL ? suffix : ".svg", NULL);
      g_free (path);
      path = whole;
    }
  stemma_lineage_page_save_to (page, path);
}

/* A file name of the model's: what has a meaning in paths is left out. */
static char *
propose_name (const char *model)
{
  g_autofree char *name = g_str_to_ascii (model, "C");
  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '_');
  if (strlen (name) > 100)
    name[100] = '\0';
  return g_strconcat (name[0] == '.' ? "_" : "", name, ".svg", NULL);
}

static void
add_filters (GtkFileChooser *chooser)
{
  guint n_formats;
  const StemmaLineageFormat *formats = stemma_lineage_file_get_formats (&n_formats);
  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      gtk_file_filter_set_name (filter, _ (formats[i].title));
      gtk_file_filter_add_suffix (filter, formats[i].suffix + 1);
      g_object_set_data (G_OBJECT (filter), "suffix", (gpointer) formats[i].suffix);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

/** Asks where to save what is shown. Returns: whether there is anything */
gboolean
stemma_lineage_page_ask_where (StemmaLineagePage *page)
{
  StemmaView *view = stemma_lineage_page_get_view (page);
  if (view == NULL || stemma_canvas_get_diagram (page->canvas) == NULL)
    return FALSE;
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Save the lineage"), GTK_WINDOW (page->window),
                                     GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *name = propose_name (stemma_view_get_focus (view));
  add_filters (GTK_FILE_CHOOSER (dialog));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_chosen), page);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  return TRUE;
}

/**
 * stemma_lineage_page_open_svg:
 * @page: the page of a window with an open store
 * @path: a drawing that was saved here
 * @error: return location; as stemma_svg_read_metadata() and stemma_view_from_uri() set it,
 *   %STEMMA_ERROR_INPUT for a drawing of another store
 *
 * Brings back the view that a drawing was saved of.
 *
 * Returns: whether it is on its way
 */
gboolean
stemma_lineage_page_open_svg (StemmaLineagePage *page, const char *path, GError **error)
{
  g_autofree char *uri = stemma_svg_read_metadata (path, "view", error);
  g_autoptr (StemmaView) view = uri != NULL ? stemma_view_from_uri (uri, error) : NULL;
  g_autofree char *store = stemma_lineage_page_get_store_id (page);
  if (view == NULL)
    return FALSE;
  const char *of = stemma_view_get_store (view);
  if (store == NULL || (of[0] != '\0' && !g_str_equal (of, store)))
    {
      g_autofree char *shown = g_filename_display_basename (path);
      g_set_error (
        error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
        _ ("%s shows a lineage of another store: open that store first. The picture itself can be looked "
           "at with any viewer"),
        shown);
      return FALSE;
    }
  stemma_window_go (page->window, "lineage", uri);
  return TRUE;
}
