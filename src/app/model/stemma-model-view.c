#include "app/model/stemma-model-view.h"

#include <glib/gi18n.h>

#include "app/model/stemma-model-body.h"
#include "app/model/stemma-model-parts.h"
#include "app/stemma-hit-row.h"
#include "app/stemma-name-search.h"
#include "base/stemma-error.h"
#include "scene/stemma-text.h"

#define MAX_NEAREST 8

/**
 * StemmaModelView:
 *
 * All that is known of one model in the week that a document is at. The page of models and, narrower, the
 * panel at the right. It loads in a thread, only while it is on the screen, and follows its model through
 * weeks and renames.
 */
struct _StemmaModelView
{
  AdwBin parent_instance;
  StemmaDocument *document;
  gboolean narrow;
  char *name;                 /* (nullable): what was asked for */
  StemmaModelSheet *sheet;    /* (nullable): what is shown */
  StemmaWorkspace *workspace; /* whose keys are meant; compared, never used */
  guint32 key;                /* of the model that is followed, 0 while only its name is known */
  gboolean stale;             /* to be loaded as soon as it is on the screen */
  GCancellable *loading;
  GCancellable *searching; /* for names like it */
  GtkStack *stack;
  AdwBin *body;
  AdwStatusPage *failed;
  GtkListBox *nearest; /* models of names like the one that is not there */
};

enum
{
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaModelView, stemma_model_view, ADW_TYPE_BIN)

typedef struct
{
  StemmaSnapshot *snapshot;
  StemmaWorkspace *workspace;
  char *name;
  guint32 key;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;
  stemma_snapshot_unref (load->snapshot);
  stemma_workspace_unref (load->workspace);
  g_free (load->name);
  g_free (load);
}

static void
load_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const Load *load = data;
  GError *error = NULL;
  StemmaModelSheet *sheet = stemma_model_sheet_new (
    load->snapshot, stemma_workspace_get_store (load->workspace), load->name, load->key, cancellable, &error);
  if (sheet != NULL)
    g_task_return_pointer (task, sheet, (GDestroyNotify) stemma_model_sheet_unref);
  else
    g_task_return_error (task, error);
}

static void
cancel (StemmaModelView *view)
{
  g_cancellable_cancel (view->loading);
  g_clear_object (&view->loading);
  g_cancellable_cancel (view->searching);
  g_clear_object (&view->searching);
}

/* What is taken away must not take the keyboard's focus with it: it waits where the next will stand. */
static void
set_body (StemmaModelView *view, GtkWidget *body)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (view->body)))
    gtk_widget_grab_focus (GTK_WIDGET (view->stack));
  adw_bin_set_child (view->body, body);
}

static void
on_nearest (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaModelView *view = STEMMA_MODEL_VIEW (source);
  StemmaSnapshot *searched = NULL;
  g_autoptr (GArray) hits = stemma_name_search_finish (result, &searched, NULL);
  if (hits == NULL || view->nearest == NULL || g_task_get_cancellable (G_TASK (result)) != view->searching)
    return;
  stemma_hit_rows_fill (view->nearest, searched, hits);
  gtk_widget_set_visible (GTK_WIDGET (view->nearest), hits->len > 0);
}

static void
show_unknown (StemmaModelView *view)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (view->document);
  g_autofree char *name = stemma_text_clean (view->name);
  g_autofree char *said = g_strdup_printf (_ ("“%s” is not known here, in this week or another. Models of "
                                              "names like it are listed below; Ctrl+F looks for "
                                              "others."),
                                           name);
  g_autofree char *text = g_markup_escape_text (said, -1);
  adw_status_page_set_description (view->failed, text);
  if (snapshot == NULL)
    return;
  view->searching = g_cancellable_new ();
  stemma_name_search_async (view, snapshot, view->name, MAX_NEAREST, STEMMA_NAME_SEARCH_ELSE_NEAREST,
                            view->searching, on_nearest, NULL);
}

static void
show_failure (StemmaModelView *view, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (view->failed, text);
  gboolean unknown = g_error_matches (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  adw_status_page_set_title (view->failed, unknown ? _ ("No such model") : _ ("It cannot be shown"));
  gtk_widget_set_visible (GTK_WIDGET (view->nearest), FALSE);
  if (unknown)
    show_unknown (view);
  gtk_stack_set_visible_child_name (view->stack, "failed");
}

static void
on_near (GtkListBox *list, GtkListBoxRow *row, gpointer user_data G_GNUC_UNUSED)
{
  gtk_widget_activate_action (GTK_WIDGET (list), "win.go-model", "s", stemma_hit_row_get_name (row));
}

static void
show_sheet (StemmaModelView *view, StemmaModelSheet *sheet)
{
  g_clear_pointer (&view->sheet, stemma_model_sheet_unref);
  view->sheet = sheet;
  view->key = sheet->key;
  set_body (view, stemma_model_body_new (sheet, view->document, view->narrow));
  gtk_stack_set_visible_child_name (view->stack, "sheet");
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaModelView *view = STEMMA_MODEL_VIEW (source);
  g_autoptr (GError) error = NULL;
  StemmaModelSheet *sheet = g_task_propagate_pointer (G_TASK (result), &error);
  /* An older request that was called off says so here, whatever it brought. */
  if (g_task_get_cancellable (G_TASK (result)) != view->loading)
    {
      stemma_model_sheet_unref (sheet);
      return;
    }
  g_clear_object (&view->loading);
  if (sheet != NULL)
    show_sheet (view, sheet);
  else
    show_failure (view, error);
  g_signal_emit (view, signals[SHOWN], 0);
}

static void
load (StemmaModelView *view)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (view->document);
  cancel (view);
  view->stale = FALSE;
  if (view->name == NULL || snapshot == NULL)
    {
      gtk_stack_set_visible_child_name (view->stack, "empty");
      return;
    }
  /* What is shown stays until the new is there: a week is switched without a flicker. */
  if (view->sheet == NULL)
    gtk_stack_set_visible_child_name (view->stack, "loading");
  Load *wanted = g_new0 (Load, 1);
  wanted->snapshot = stemma_snapshot_ref (snapshot);
  wanted->workspace = stemma_workspace_ref (stemma_document_get_workspace (view->document));
  wanted->name = g_strdup (view->name);
  wanted->key = view->key;
  view->loading = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (view, view->loading, on_loaded, NULL);
  g_task_set_task_data (task, wanted, load_free);
  g_task_run_in_thread (task, load_in_thread);
}

static void
invalidate (StemmaModelView *view)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    load (view);
  else
    view->stale = TRUE;
}

static void
forget (StemmaModelView *view)
{
  cancel (view);
  view->key = 0;
  g_clear_pointer (&view->name, g_free);
  g_clear_pointer (&view->sheet, stemma_model_sheet_unref);
  set_body (view, NULL);
}

static void
on_changed (StemmaModelView *view)
{
  StemmaWorkspace *workspace = stemma_document_get_workspace (view->document);
  if (workspace != view->workspace)
    forget (view);
  view->workspace = workspace;
  invalidate (view);
}

static void
on_map (StemmaModelView *view)
{
  if (view->stale)
    load (view);
}

static void
stemma_model_view_dispose (GObject *object)
{
  StemmaModelView *view = STEMMA_MODEL_VIEW (object);
  if (view->body != NULL)
    forget (view);
  view->body = NULL;
  view->nearest = NULL;
  g_clear_object (&view->document);
  G_OBJECT_CLASS (stemma_model_view_parent_class)->dispose (object);
}

static void
stemma_model_view_class_init (StemmaModelViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_model_view_dispose;
  /* StemmaModelView::shown: what was asked for is shown, or why it cannot be. */
  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static GtkWidget *
create_failed (StemmaModelView *view)
{
  GtkWidget *failed = adw_status_page_new ();
  GtkWidget *clamp = adw_clamp_new ();
  view->failed = ADW_STATUS_PAGE (failed);
  view->nearest = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (view->nearest, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (view->nearest), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->nearest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Models of a name like it"), -1);
  g_signal_connect (view->nearest, "row-activated", G_CALLBACK (on_near), NULL);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (view->nearest));
  adw_status_page_set_icon_name (view->failed, "system-search-symbolic");
  adw_status_page_set_child (view->failed, clamp);
  gtk_widget_add_css_class (failed, "compact");
  return failed;
}

static void
stemma_model_view_init (StemmaModelView *view)
{
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *empty = adw_status_page_new ();
  GtkWidget *body = adw_bin_new ();
  view->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_focusable (GTK_WIDGET (view->stack), TRUE);
  view->body = ADW_BIN (body);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Loading"), -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "view-list-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No model is selected"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (empty),
    _ ("Select one in a table or in a lineage: this panel tells what is known of it."));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (view->stack, empty, "empty");
  gtk_stack_add_named (view->stack, spinner, "loading");
  gtk_stack_add_named (view->stack, create_failed (view), "failed");
  gtk_stack_add_named (view->stack, body, "sheet");
  adw_bin_set_child (ADW_BIN (view), GTK_WIDGET (view->stack));
  g_signal_connect (view, "map", G_CALLBACK (on_map), NULL);
}

/**
 * stemma_model_view_new:
 * @document: whose weeks are looked at
 * @narrow: whether it stands in the panel
 *
 * Returns: (transfer floating): a view of no model yet
 */
GtkWidget *
stemma_model_view_new (StemmaDocument *document, gboolean narrow)
{
  StemmaModelView *view = g_object_new (STEMMA_TYPE_MODEL_VIEW, NULL);
  view->document = g_object_ref (document);
  view->workspace = stemma_document_get_workspace (document);
  view->narrow = narrow;
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), view, G_CONNECT_SWAPPED);
  if (narrow)
    {
      gtk_widget_set_size_request (GTK_WIDGET (view), 340, -1);
      /* Where there is little room the panel lies over the page, which must not shine through. */
      gtk_widget_add_css_class (GTK_WIDGET (view), "background");
    }
  return GTK_WIDGET (view);
}

/** stemma_model_view_show: @name: (nullable): the model to show; %NULL leaves what is shown */
void
stemma_model_view_show (StemmaModelView *view, const char *name)
{
  if (name == NULL || g_strcmp0 (name, view->name) == 0)
    return;
  char *kept = g_strdup (name);
  forget (view);
  view->name = kept;
  invalidate (view);
}

/** stemma_model_view_get_name: Returns: (transfer none) (nullable): the model, by the name that was asked for
 */
const char *
stemma_model_view_get_name (StemmaModelView *view)
{
  return view->name;
}

/** stemma_model_view_get_sheet: Returns: (transfer none) (nullable): what is shown */
StemmaModelSheet *
stemma_model_view_get_sheet (StemmaModelView *view)
{
  return view->sheet;
}

/** stemma_model_view_is_loading: Returns: whether something else will be shown in a moment */
gboolean
stemma_model_view_is_loading (StemmaModelView *view)
{
  return view->loading != NULL || view->stale;
}
