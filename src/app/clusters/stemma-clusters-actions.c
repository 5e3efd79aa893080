#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-csv.h"
#include "app/clusters/stemma-clusters-page-private.h"
#include "export/stemma-atomic.h"

/** stemma_clusters_page_set_ghosts: @ghosts: which of the two lists to show; the rows are asked for by
 * whoever calls */
void
stemma_clusters_page_set_ghosts (StemmaClustersPage *page, gboolean ghosts)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (page->actions), "families");
  page->ghosts = ghosts;
  g_object_set (page->search, "placeholder-text", ghosts ? _ ("Search ghosts") : _ ("Search roots"), NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (ghosts ? "ghosts" : "clusters"));
}

static void
on_families (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  stemma_clusters_page_set_ghosts (user_data, g_str_equal (g_variant_get_string (state, NULL), "ghosts"));
  stemma_clusters_page_run_query (user_data, TRUE);
}

static void
on_reading (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  StemmaClustersPage *page = user_data;
  StemmaReading reading;
  if (!stemma_reading_parse (g_variant_get_string (state, NULL), &reading) || reading == page->reading)
    return;
  page->reading = reading;
  g_simple_action_set_state (action, state);
  if (stemma_document_get_snapshot (page->document) != NULL)
    stemma_clusters_page_reload (page);
}

static void
on_side (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  StemmaClustersPage *page = user_data;
  *(page->narrow ? &page->side_narrow : &page->side_wide) = g_variant_get_boolean (state);
  stemma_clusters_page_show_side (page);
}

/** stemma_clusters_page_show_side: shows table, charts or both, as there is room and as the user wants */
void
stemma_clusters_page_show_side (StemmaClustersPage *page)
{
  gboolean shown = page->narrow ? page->side_narrow : page->side_wide;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (page->actions), "side");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shown));
  gtk_widget_set_visible (GTK_WIDGET (page->side), shown);
  gtk_widget_set_hexpand (GTK_WIDGET (page->side), page->narrow);
  gtk_widget_set_visible (page->main, !page->narrow || !shown);
}

static void
on_show_all (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaClustersPage *page = user_data;
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  stemma_clusters_filter_reset (page->filter);
}

static void
on_reload (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaClustersPage *page = user_data;
  if (stemma_document_get_snapshot (page->document) != NULL)
    stemma_clusters_page_reload (page);
}

/** stemma_clusters_page_add_actions: adds the actions of the page, `clusters`, and those of its columns */
void
stemma_clusters_page_add_actions (StemmaClustersPage *page)
{
  static const GActionEntry entries[] = {
    { .name = "families", .parameter_type = "s", .state = "'clusters'", .change_state = on_families },
    { .name = "reading", .parameter_type = "s", .state = "'exact'", .change_state = on_reading },
    { .name = "side", .state = "true", .change_state = on_side },
    { .name = "show-all", .activate = on_show_all },
    { .name = "reload", .activate = on_reload },
  };
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "clusters", G_ACTION_GROUP (page->actions));
  gtk_widget_insert_action_group (GTK_WIDGET (page), "columns",
                                  stemma_cluster_table_get_actions (page->table));
}

static void
on_selected (StemmaClustersPage *page)
{
  const char *name = stemma_cluster_table_get_selected (page->table);
  if (name != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), "win.select-model", "s", name);
}

static void
on_opened (StemmaClustersPage *page, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.go-lineage", "s", name);
}

static gboolean
copy_row (StemmaClustersPage *page)
{
  g_autoptr (StemmaClusterItem) item = stemma_cluster_table_dup_selected (page->table);
  if (item == NULL)
    return FALSE;
  g_autofree char *text = stemma_cluster_row_text (item);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text);
  return TRUE;
}

/* Before the table sees them: it would take the space for itself. */
static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED,
        guint key,
        guint code G_GNUC_UNUSED,
        GdkModifierType state,
        gpointer user_data)
{
  StemmaClustersPage *page = user_data;
  state &= gtk_accelerator_get_default_mod_mask ();
  if (key == GDK_KEY_c && state == GDK_CONTROL_MASK)
    return copy_row (page);
  g_autoptr (StemmaClusterItem) item = stemma_cluster_table_dup_selected (page->table);
  if (key != GDK_KEY_space || state != 0 || item == NULL)
    return FALSE;
  on_selected (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "win.panel", NULL);
  return TRUE;
}

static void
on_search_changed (StemmaClustersPage *page)
{
  stemma_clusters_page_run_query (page, FALSE);
}

static void
on_search_next (StemmaClustersPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (page->table), GTK_DIR_TAB_FORWARD);
}

static void
on_stop_search (StemmaClustersPage *page)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (stemma_cluster_table_get_view (page->table)));
}

static void
on_sorted (StemmaClustersPage *page)
{
  stemma_clusters_page_run_query (page, FALSE);
}

/** stemma_clusters_page_add_keys: follows keys, search, filters, headers and selection */
void
stemma_clusters_page_add_keys (StemmaClustersPage *page)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), page);
  gtk_widget_add_controller (GTK_WIDGET (page->table), keys);
  gtk_search_entry_set_key_capture_widget (page->search, GTK_WIDGET (page->table));
  g_signal_connect_swapped (page->search, "search-changed", G_CALLBACK (on_search_changed), page);
  g_signal_connect_swapped (page->search, "activate", G_CALLBACK (on_search_next), page);
  g_signal_connect_swapped (page->search, "stop-search", G_CALLBACK (on_stop_search), page);
  g_signal_connect_swapped (page->filter, "changed", G_CALLBACK (on_search_changed), page);
  g_signal_connect_swapped (page->table, "sorted", G_CALLBACK (on_sorted), page);
  g_signal_connect_swapped (page->table, "selected", G_CALLBACK (on_selected), page);
  g_signal_connect_swapped (page->table, "opened", G_CALLBACK (on_opened), page);
}

/* What is saved. */
typedef struct
{
  StemmaFigures *figures;
  gboolean ghosts;
  GArray *places;
  char *path;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;
  stemma_figures_unref (save->figures);
  g_array_unref (save->places);
  g_free (save->path);
  g_free (save);
}

static void
save_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const Save *save = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes
    = stemma_cluster_csv (save->figures, save->ghosts, save->places, cancellable, &error);
  if (bytes != NULL && stemma_atomic_write (save->path, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * stemma_clusters_page_save_to:
 * @page: a page that shows rows
 * @path: where to
 * @callback: (nullable): called on the main thread once it is done
 * @user_data: for @callback
 *
 * Writes the rows that are shown, in their order, with all columns, as CSV.
 */
void
stemma_clusters_page_save_to (StemmaClustersPage *page,
                              const char *path,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Save *save = g_new0 (Save, 1);
  StemmaClusterRows *rows = stemma_cluster_table_get_rows (page->table);
  save->figures = stemma_figures_ref (stemma_cluster_rows_get_figures (rows));
  save->ghosts = stemma_cluster_rows_get_ghosts (rows);
  save->places = g_array_ref (stemma_cluster_rows_get_places (rows));
  save->path = g_strdup (path);
  g_autoptr (GTask) task = g_task_new (page, NULL, callback, user_data);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread);
}

/** stemma_clusters_page_save_finish: Returns: whether the table was written */
gboolean
stemma_clusters_page_save_finish (StemmaClustersPage *page G_GNUC_UNUSED,
                                  GAsyncResult *result,
                                  GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaClustersPage *page = STEMMA_CLUSTERS_PAGE (source);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autoptr (GError) error = NULL;
  gboolean saved = stemma_clusters_page_save_finish (page, result, &error);
  if (!STEMMA_IS_WINDOW (root))
    return;
  if (saved)
    stemma_window_toast (STEMMA_WINDOW (root), _ ("The table was saved"));
  else
    stemma_window_fail (STEMMA_WINDOW (root), _ ("The table was not saved"), error);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (StemmaClustersPage) page = user_data;
  g_autoptr (GtkNativeDialog) owned = dialog;
  if (response != GTK_RESPONSE_ACCEPT || page->figures == NULL)
    return;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    stemma_clusters_page_save_to (page, path, on_saved, NULL);
}

/** stemma_clusters_page_ask_save: Returns: whether there are rows, and it was asked where to save them */
gboolean
stemma_clusters_page_ask_save (StemmaClustersPage *page)
{
  if (page->figures == NULL
      || stemma_cluster_rows_get_count (stemma_cluster_table_get_rows (page->table)) == 0)
    return FALSE;
  char date[STEMMA_DATE_TEXT_SIZE];
  g_autofree char *name
    = g_strdup_printf ("%s-%s-%s.csv", page->ghosts ? "ghost-families" : "clusters",
                       stemma_date_format (stemma_snapshot_get_date (page->figures->snapshot), date),
                       stemma_reading_word (page->figures->reading));
  GtkFileChooserNative *dialog
    = gtk_file_chooser_native_new (_ ("Save the table"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), g_object_ref (page));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  return TRUE;
}
