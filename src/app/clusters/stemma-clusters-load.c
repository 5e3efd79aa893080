#include <glib/gi18n.h>

#include "app/clusters/stemma-clusters-page-private.h"
#include "app/stemma-number.h"
#include "app/stemma-week-button.h"
#include "app/clusters/stemma-cluster-column.h"

/* What a job is asked for. */
typedef struct
{
  StemmaWorkspace *workspace;
  StemmaSnapshot *snapshot;
  StemmaSnapshot *before; /* (nullable) */
  StemmaReading reading;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;
  stemma_workspace_unref (load->workspace);
  stemma_snapshot_unref (load->snapshot);
  g_clear_pointer (&load->before, stemma_snapshot_unref);
  g_free (load);
}

static gboolean
load_work (StemmaJob *job, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  const Load *load = data;
  stemma_progress_tell (stemma_job_get_progress (job), 0, 0, _ ("Counting clusters and chains"));
  *result = stemma_workspace_get_figures (load->workspace, load->snapshot, load->before, load->reading,
                                          cancellable, error);
  return *result != NULL;
}

static void
take_figures (StemmaClustersPage *page, StemmaFigures *figures)
{
  g_clear_pointer (&page->figures, stemma_figures_unref);
  page->figures = figures;
  gboolean has_ghosts = figures->clusters->n_ghost_families > 0;
  gtk_widget_set_sensitive (page->ghosts_button, has_ghosts);
  if (page->ghosts && !has_ghosts)
    stemma_clusters_page_set_ghosts (page, FALSE);
  stemma_clusters_head_set_figures (page->head, figures);
  stemma_clusters_side_set_figures (page->side, figures);
  stemma_clusters_filter_set_figures (page->filter, figures);
  gtk_stack_set_visible_child_name (page->states, "body");
  stemma_clusters_page_run_query (page, TRUE);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (StemmaClustersPage) page = user_data;
  g_autoptr (GError) error = NULL;
  StemmaFigures *figures = stemma_job_finish (STEMMA_JOB (source), result, &error);
  if (page->job != STEMMA_JOB (source))
    {
      g_clear_pointer (&figures, stemma_figures_unref);
      return;
    }
  g_clear_object (&page->job);
  gtk_spinner_stop (page->spinner);
  if (figures != NULL)
    {
      take_figures (page, figures);
      return;
    }
  g_autofree char *text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (page->failed, text);
  gtk_stack_set_visible_child_name (page->states, "failed");
}

static void
cancel (StemmaClustersPage *page)
{
  if (page->job != NULL)
    stemma_job_cancel (page->job);
  g_clear_object (&page->job);
  g_cancellable_cancel (page->query);
  g_clear_object (&page->query);
}

/** stemma_clusters_page_drop: shows nothing any more, and ends what goes on */
void
stemma_clusters_page_drop (StemmaClustersPage *page)
{
  cancel (page);
  g_clear_pointer (&page->figures, stemma_figures_unref);
}

/** stemma_clusters_page_reload: asks for the figures of the document's week; those of another week are not
 * waited for */
void
stemma_clusters_page_reload (StemmaClustersPage *page)
{
  StemmaSnapshot *before = stemma_document_get_before (page->document);
  Load *load = g_new0 (Load, 1);
  cancel (page);
  load->workspace = stemma_workspace_ref (stemma_document_get_workspace (page->document));
  load->snapshot = stemma_snapshot_ref (stemma_document_get_snapshot (page->document));
  load->before = before != NULL ? stemma_snapshot_ref (before) : NULL;
  load->reading = page->reading;
  page->job = stemma_job_new (_ ("Clusters and chains"));
  stemma_document_add_job (page->document, page->job);
  if (page->figures == NULL)
    gtk_stack_set_visible_child_name (page->states, "loading");
  gtk_spinner_start (page->spinner);
  stemma_job_run (page->job, load_work, load, load_free, (GDestroyNotify) stemma_figures_unref, on_loaded,
                  g_object_ref (page));
}

/* What a search and sort is asked for. */
typedef struct
{
  StemmaFigures *figures;
  StemmaClusterQuery query;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  stemma_figures_unref (query->figures);
  stemma_cluster_query_clear (&query->query);
  g_free (query);
}

static void
query_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const Query *query = data;
  GError *error = NULL;
  GArray *places = stemma_cluster_query_run (&query->query, query->figures, cancellable, &error);
  if (places != NULL)
    g_task_return_pointer (task, places, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
show_count (StemmaClustersPage *page, guint shown, guint32 n)
{
  const StemmaFigures *figures = page->figures;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *few = stemma_number_text (shown);
  g_autofree char *all = stemma_number_text (n);
  if (shown < n)
    g_string_append_printf (text, _ ("%s of "), few);
  g_string_append_printf (text,
                          page->ghosts ? g_dngettext (NULL, "%s ghost family", "%s ghost families", n)
                                       : g_dngettext (NULL, "%s cluster", "%s clusters", n),
                          all);
  g_string_append_printf (text, " · %s", stemma_cluster_reading_title (figures->reading));
  if (figures->before != NULL)
    {
      g_autofree char *date = stemma_week_format (figures->before->date);
      g_string_append_printf (text, _ (" · change since %s"), g_strstrip (date));
    }
  gtk_label_set_text (page->count, text->str);
}

/* The target before the name: a name whose target does not fit is refused. */
static void
offer (StemmaClustersPage *page, const char *label, const char *action, const char *target)
{
  GtkActionable *button = GTK_ACTIONABLE (page->bare_button);
  gtk_button_set_label (page->bare_button, label);
  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button, target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (button, action);
}

/* Families of the other sort may be there even if there are none of this one. */
static void
explain_bare (StemmaClustersPage *page)
{
  guint32 n_ghosts = page->figures->clusters->n_ghost_families;
  adw_status_page_set_title (page->bare,
                             page->ghosts ? _ ("No ghost families") : _ ("No clusters in this snapshot"));
  if (page->ghosts)
    {
      adw_status_page_set_description (page->bare, _ ("Every parent that a model declares is listed."));
      offer (page, _ ("Show _clusters"), "clusters.families", "clusters");
      return;
    }
  if (n_ghosts == 0)
    {
      adw_status_page_set_description (
        page->bare,
        _ ("No listed model declares another as its parent. Import a list that names base models."));
      offer (page, _ ("_Import files"), "win.import", NULL);
      return;
    }
  g_autofree char *count = stemma_number_text (n_ghosts);
  g_autofree char *text = g_strdup_printf (
    g_dngettext (
      NULL, "No model without a parent has a listed child. %s family hangs on a parent that is not listed.",
      "No model without a parent has a listed child. %s families hang on parents that are not listed.",
      n_ghosts),
    count);
  adw_status_page_set_description (page->bare, text);
  offer (page, _ ("Show _ghost families"), "clusters.families", "ghosts");
}

static void
on_query (GObject *source, GAsyncResult *result, gpointer user_data)
{
  StemmaClustersPage *page = STEMMA_CLUSTERS_PAGE (source);
  const Query *query = user_data;
  guint32 n;
  g_autoptr (GArray) places = g_task_propagate_pointer (G_TASK (result), NULL);
  if (places == NULL || page->query != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&page->query);
  stemma_cluster_list_of (query->figures, query->query.ghosts, &n);
  stemma_cluster_table_show (page->table, query->figures, query->query.ghosts, places, page->follow);
  page->follow = FALSE;
  show_count (page, places->len, n);
  if (n == 0)
    explain_bare (page);
  gtk_stack_set_visible_child_name (page->rows, n == 0 ? "bare" : places->len == 0 ? "none" : "table");
}

/** stemma_clusters_page_run_query: searches, filters and sorts anew; @follow: whether to scroll to what is
 * selected */
void
stemma_clusters_page_run_query (StemmaClustersPage *page, gboolean follow)
{
  if (page->figures == NULL)
    return;
  g_cancellable_cancel (page->query);
  g_clear_object (&page->query);
  page->query = g_cancellable_new ();
  page->follow = page->follow || follow;
  Query *query = g_new0 (Query, 1);
  query->figures = stemma_figures_ref (page->figures);
  stemma_cluster_query_init (&query->query);
  stemma_clusters_filter_fill (page->filter, &query->query);
  stemma_cluster_table_get_sort (page->table, &query->query.sort, &query->query.descending);
  query->query.text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (page->search)));
  query->query.ghosts = page->ghosts;
  g_autoptr (GTask) task = g_task_new (page, page->query, on_query, query);
  g_task_set_task_data (task, query, query_free);
  g_task_run_in_thread (task, query_in_thread);
}
