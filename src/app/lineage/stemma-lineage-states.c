#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "app/stemma-week-button.h"
#include "snapshot/stemma-search.h"

#define SUGGESTIONS 6
#define NEAREST 4
/* Of the weeks there are, the nearest ones are asked. */
#define MAX_WEEKS 8

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
on_name_clicked (GtkButton *button, gpointer user_data)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "name"));
  stemma_window_go (STEMMA_LINEAGE_PAGE (user_data)->window, "lineage", name);
}

static void
add_name_button (StemmaLineagePage *page, GtkBox *box, const char *name)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_name_clicked), page);
  gtk_box_append (box, button);
}

static void
add_caption (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 12);
  gtk_box_append (box, label);
}

/* The models with the most children, ghosts left out unless there is nothing else: the roots of the
   big families. */
static guint
find_largest (StemmaSnapshot *snapshot, StemmaNode *best, StemmaNodeFlags without)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint32 counts[SUGGESTIONS] = { 0 };
  guint n = 0;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      guint32 children = graph->child_start[node + 1] - graph->child_start[node];
      if (children == 0 || (graph->flags[node] & without) != 0
          || (n == SUGGESTIONS && children <= counts[SUGGESTIONS - 1]))
        continue;
      guint at = n < SUGGESTIONS ? n++ : SUGGESTIONS - 1;
      for (; at > 0 && counts[at - 1] < children; at--)
        {
          counts[at] = counts[at - 1];
          best[at] = best[at - 1];
        }
      counts[at] = children;
      best[at] = node;
    }
  return n;
}

/** Asks whose lineage to show, and offers the largest families. */
void
stemma_lineage_page_show_empty (StemmaLineagePage *page)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  StemmaNode best[SUGGESTIONS];
  stemma_lineage_page_update_header (page);
  stemma_lineage_page_update_actions (page);
  clear_box (page->suggestions);
  guint n = snapshot != NULL ? find_largest (snapshot, best, STEMMA_NODE_GHOST) : 0;
  if (snapshot != NULL && n == 0)
    n = find_largest (snapshot, best, 0);
  if (n > 0)
    add_caption (page->suggestions, _ ("Large families of this week"));
  for (guint i = 0; i < n; i++)
    add_name_button (page, page->suggestions, stemma_snapshot_get_node_name (snapshot, best[i]));
  gtk_stack_set_visible_child_name (page->stack, "empty");
}

/* What is asked about a model that this week does not list: where else it is, and what is spelt like it. */
typedef struct
{
  StemmaWorkspace *workspace;
  StemmaSnapshot *snapshot;
  GArray *dates; /* of StemmaDate: to be asked */
  char *name;
  GArray *found; /* of StemmaDate: where it is */
  GPtrArray *nearest; /* of char * */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  stemma_workspace_unref (question->workspace);
  stemma_snapshot_unref (question->snapshot);
  g_array_unref (question->dates);
  g_array_unref (question->found);
  g_ptr_array_unref (question->nearest);
  g_free (question->name);
  g_free (question);
}

static void
ask_weeks (const Question *question, GCancellable *cancellable)
{
  char text[STEMMA_DATE_TEXT_SIZE];
  for (guint i = 0; i < question->dates->len; i++)
    {
      StemmaDate date = g_array_index (question->dates, StemmaDate, i);
      g_autoptr (StemmaSnapshot) snapshot
          = stemma_workspace_load (question->workspace, stemma_date_format (date, text), cancellable, NULL);
      if (snapshot != NULL
          && (stemma_snapshot_find_row (snapshot, question->name) != STEMMA_NONE
              || stemma_snapshot_find_node (snapshot, question->name) != STEMMA_NONE))
        g_array_append_val (question->found, date);
    }
}

static void
ask_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  g_autoptr (GArray) hits
      = stemma_search_nearest (question->snapshot, question->name, NEAREST, cancellable, NULL);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    g_ptr_array_add (question->nearest,
                     g_strdup (stemma_search_hit_name (question->snapshot,
                                                       &g_array_index (hits, StemmaSearchHit, i))));
  ask_weeks (question, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
on_week_clicked (GtkButton *button, gpointer user_data)
{
  StemmaDate date = (StemmaDate) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "date"));
  stemma_document_select (STEMMA_LINEAGE_PAGE (user_data)->document, date);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaLineagePage *page = STEMMA_LINEAGE_PAGE (source);
  const Question *question = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  clear_box (page->absent_links);
  if (question->found->len > 0)
    add_caption (page->absent_links, _ ("It is there in these weeks"));
  for (guint i = 0; i < question->found->len; i++)
    {
      StemmaDate date = g_array_index (question->found, StemmaDate, i);
      g_autofree char *text = stemma_week_format (date);
      GtkWidget *button = gtk_button_new_with_label (g_strstrip (text));
      g_object_set_data (G_OBJECT (button), "date", GINT_TO_POINTER ((int) date));
      g_signal_connect (button, "clicked", G_CALLBACK (on_week_clicked), page);
      gtk_box_append (page->absent_links, button);
    }
  if (question->nearest->len > 0)
    add_caption (page->absent_links, _ ("Models with such names"));
  for (guint i = 0; i < question->nearest->len; i++)
    add_name_button (page, page->absent_links, g_ptr_array_index (question->nearest, i));
}

static gint
compare_distance (gconstpointer a, gconstpointer b, gpointer user_data)
{
  int here = GPOINTER_TO_INT (user_data);
  return ABS ((int) *(const StemmaDate *) a - here) - ABS ((int) *(const StemmaDate *) b - here);
}

static GArray *
nearest_weeks (StemmaLineagePage *page, StemmaDate here)
{
  GPtrArray *infos = stemma_document_get_infos (page->document);
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (StemmaDate));
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      StemmaDate date = ((const StemmaSnapshotInfo *) g_ptr_array_index (infos, i))->date;
      if (date != here)
        g_array_append_val (dates, date);
    }
  g_array_sort_with_data (dates, compare_distance, GINT_TO_POINTER ((int) here));
  if (dates->len > MAX_WEEKS)
    g_array_set_size (dates, MAX_WEEKS);
  return dates;
}

/** Says that the focus is not listed in this week, and where to find it. */
void
stemma_lineage_page_show_absent (StemmaLineagePage *page)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  StemmaDate here = stemma_snapshot_get_date (snapshot);
  const char *name = stemma_view_get_focus (stemma_lineage_page_get_view (page));
  g_autofree char *day = stemma_week_format (here);
  g_autofree char *text
      = g_strdup_printf (_ ("%s is neither listed nor declared as a parent in the snapshot of %s."), name,
                         g_strstrip (day));
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (page->absent, escaped);
  stemma_lineage_page_set_sentence (page, "");
  clear_box (page->absent_links);
  gtk_stack_set_visible_child_name (page->stack, "absent");
  g_cancellable_cancel (page->asking);
  g_clear_object (&page->asking);
  page->asking = g_cancellable_new ();
  Question *question = g_new0 (Question, 1);
  question->workspace = stemma_workspace_ref (stemma_document_get_workspace (page->document));
  question->snapshot = stemma_snapshot_ref (snapshot);
  question->dates = nearest_weeks (page, here);
  question->found = g_array_new (FALSE, FALSE, sizeof (StemmaDate));
  question->nearest = g_ptr_array_new_with_free_func (g_free);
  question->name = g_strdup (name);
  g_autoptr (GTask) task = g_task_new (page, page->asking, on_asked, NULL);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, ask_in_thread);
}

/** Says that no picture could be made. */
void
stemma_lineage_page_show_failed (StemmaLineagePage *page, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (page->failed, escaped);
  gtk_stack_set_visible_child_name (page->stack, "failed");
}

static void
on_chosen (StemmaNameEntry *entry G_GNUC_UNUSED, const char *name, gpointer user_data)
{
  stemma_window_go (STEMMA_LINEAGE_PAGE (user_data)->window, "lineage", name);
}

static GtkBox *
create_column (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return GTK_BOX (box);
}

static AdwStatusPage *
add_status (StemmaLineagePage *page, const char *name, const char *icon, const char *title, GtkWidget *child)
{
  AdwStatusPage *status
    = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", icon, "title", title, "child", child, NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (status), TRUE);
  gtk_stack_add_named (page->stack, GTK_WIDGET (status), name);
  return status;
}

/** Adds the states of the page in which there is no picture. */
void
stemma_lineage_page_add_states (StemmaLineagePage *page)
{
  GtkBox *empty = create_column ();
  GtkWidget *retry = gtk_button_new_with_mnemonic (_ ("_Retry"));
  page->suggestions = create_column ();
  page->absent_links = create_column ();
  page->empty_entry = STEMMA_NAME_ENTRY (stemma_name_entry_new ());
  gtk_widget_set_size_request (GTK_WIDGET (page->empty_entry), 360, -1);
  g_signal_connect (page->empty_entry, "chosen", G_CALLBACK (on_chosen), page);
  gtk_box_append (empty, GTK_WIDGET (page->empty_entry));
  gtk_box_append (empty, GTK_WIDGET (page->suggestions));
  gtk_widget_add_css_class (retry, "pill");
  gtk_widget_set_halign (retry, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (retry), "lineage.retry");
  add_status (page, "empty", "io.github.stemma.Stemma-symbolic", _ ("Whose lineage?"), GTK_WIDGET (empty));
  page->absent = add_status (page, "absent", "edit-find-symbolic", _ ("Not listed in this week"),
                             GTK_WIDGET (page->absent_links));
  page->failed
    = add_status (page, "failed", "dialog-error-symbolic", _ ("The picture cannot be drawn"), retry);
}
