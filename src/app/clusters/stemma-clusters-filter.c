#include "app/clusters/stemma-clusters-filter.h"

#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "scene/stemma-text.h"

/**
 * StemmaClustersFilter:
 *
 * A button that tells how many filters are set, and the filters behind it. Tells by `changed` that they were
 * changed.
 */
struct _StemmaClustersFilter
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkSpinButton *min_size;
  GtkDropDown *dominant;
  GtkDropDown *diversity;
  GtkDropDown *task;
  GtkWidget *reset;
  GPtrArray *tasks; /* char *: as in the snapshot, for each of the drop-down but the first */
  gboolean quiet;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaClustersFilter, stemma_clusters_filter, ADW_TYPE_BIN)

static void
stemma_clusters_filter_finalize (GObject *object)
{
  g_clear_pointer (&STEMMA_CLUSTERS_FILTER (object)->tasks, g_ptr_array_unref);
  G_OBJECT_CLASS (stemma_clusters_filter_parent_class)->finalize (object);
}

static void
stemma_clusters_filter_class_init (StemmaClustersFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_clusters_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

/** stemma_clusters_filter_fill: writes the filters into @query, all but its text, order and list */
void
stemma_clusters_filter_fill (StemmaClustersFilter *filter, StemmaClusterQuery *query)
{
  guint task = gtk_drop_down_get_selected (filter->task);
  query->min_size = (guint32) gtk_spin_button_get_value_as_int (filter->min_size);
  query->dominant = (int) gtk_drop_down_get_selected (filter->dominant) - 1;
  query->diversity = (int) gtk_drop_down_get_selected (filter->diversity) - 1;
  g_free (query->task);
  query->task = task > 0 && task <= filter->tasks->len ? g_strdup (filter->tasks->pdata[task - 1]) : NULL;
}

static void
show_count (StemmaClustersFilter *filter)
{
  g_auto (StemmaClusterQuery) query;
  stemma_cluster_query_init (&query);
  stemma_clusters_filter_fill (filter, &query);
  guint n = (query.min_size > 1) + (query.dominant >= 0) + (query.diversity >= 0) + (query.task != NULL);
  g_autofree char *label = n > 0 ? g_strdup_printf (_ ("Fi_lter · %u"), n) : g_strdup (_ ("Fi_lter"));
  gtk_menu_button_set_label (filter->button, label);
  gtk_widget_set_sensitive (filter->reset, n > 0);
}

static void
on_changed (StemmaClustersFilter *filter)
{
  show_count (filter);
  if (!filter->quiet)
    g_signal_emit (filter, signals[CHANGED], 0);
}

static void
add_row (GtkGrid *grid, const char *title, const char *definition, GtkWidget *widget)
{
  int row = 0;
  while (gtk_grid_get_child_at (grid, 0, row) != NULL)
    row++;
  GtkWidget *label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, definition);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  -1);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
}

static GtkDropDown *
create_drop_down (StemmaClustersFilter *filter, const char *const *words)
{
  GtkWidget *widget = gtk_drop_down_new_from_strings (words);
  g_signal_connect_swapped (widget, "notify::selected", G_CALLBACK (on_changed), filter);
  return GTK_DROP_DOWN (widget);
}

static GtkWidget *
create_popover (StemmaClustersFilter *filter)
{
  const char *const kinds[] = { _ ("Any"),
                                stemma_cluster_kind_title (0),
                                stemma_cluster_kind_title (1),
                                stemma_cluster_kind_title (2),
                                stemma_cluster_kind_title (3),
                                NULL };
  const char *const numbers[] = { _ ("Any"), "0", "1", "2", "3", "4", NULL };
  const char *const any[] = { _ ("Any"), NULL };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkWidget *popover = gtk_popover_new ();
  filter->min_size = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 1e7, 1));
  filter->dominant = create_drop_down (filter, kinds);
  filter->diversity = create_drop_down (filter, numbers);
  filter->task = create_drop_down (filter, any);
  filter->reset = gtk_button_new_with_mnemonic (_ ("_Reset"));
  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 12);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "filter-grid");
  add_row (grid, _ ("Models, at least"), _ (stemma_cluster_columns[STEMMA_CLUSTER_SIZE].definition),
           GTK_WIDGET (filter->min_size));
  add_row (grid, _ ("Dominant"), _ (stemma_cluster_columns[STEMMA_CLUSTER_DOMINANT].definition),
           GTK_WIDGET (filter->dominant));
  add_row (grid, _ ("Diversity"), _ (stemma_cluster_columns[STEMMA_CLUSTER_DIVERSITY].definition),
           GTK_WIDGET (filter->diversity));
  add_row (grid, _ ("Task"), _ (stemma_cluster_columns[STEMMA_CLUSTER_TASK].definition),
           GTK_WIDGET (filter->task));
  gtk_grid_attach (grid, filter->reset, 0, 4, 2, 1);
  g_signal_connect_swapped (filter->min_size, "value-changed", G_CALLBACK (on_changed), filter);
  g_signal_connect_swapped (filter->reset, "clicked", G_CALLBACK (stemma_clusters_filter_reset), filter);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (grid));
  return popover;
}

static void
stemma_clusters_filter_init (StemmaClustersFilter *filter)
{
  filter->tasks = g_ptr_array_new_with_free_func (g_free);
  filter->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_use_underline (filter->button, TRUE);
  gtk_menu_button_set_popover (filter->button, create_popover (filter));
  gtk_widget_set_tooltip_text (GTK_WIDGET (filter->button), _ ("Show only some of the clusters"));
  adw_bin_set_child (ADW_BIN (filter), GTK_WIDGET (filter->button));
  show_count (filter);
}

/** stemma_clusters_filter_new: Returns: (transfer floating): a filter that leaves nothing out */
GtkWidget *
stemma_clusters_filter_new (void)
{
  return g_object_new (STEMMA_TYPE_CLUSTERS_FILTER, NULL);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Which tasks heads declare, by code; "none" only beside others. */
static GPtrArray *
list_tasks (StemmaFigures *figures)
{
  guint32 n = stemma_snapshot_get_n_words (figures->snapshot, STEMMA_WORD_TASK);
  g_autofree gboolean *seen = g_new0 (gboolean, (gsize) n + 1);
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_free);
  for (guint32 i = 0; i < figures->clusters->n_clusters; i++)
    seen[MIN (figures->clusters->clusters[i].task, n)] = TRUE;
  for (guint32 code = 0; code < n; code++)
    if (seen[code])
      g_ptr_array_add (tasks,
                       g_strdup (stemma_snapshot_get_word (figures->snapshot, STEMMA_WORD_TASK, code)));
  if (tasks->len == 1 && *(const char *) tasks->pdata[0] == '\0')
    g_ptr_array_set_size (tasks, 0);
  g_ptr_array_sort (tasks, compare_texts);
  return tasks;
}

/** stemma_clusters_filter_set_figures: offers the tasks that occur in @figures; the one that was chosen stays
 * if it does */
void
stemma_clusters_filter_set_figures (StemmaClustersFilter *filter, StemmaFigures *figures)
{
  guint chosen = gtk_drop_down_get_selected (filter->task), found = 0;
  g_autofree char *task
    = chosen > 0 && chosen <= filter->tasks->len ? g_strdup (filter->tasks->pdata[chosen - 1]) : NULL;
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_ptr_array_unref (filter->tasks);
  filter->tasks = list_tasks (figures);
  gtk_string_list_append (words, _ ("Any"));
  for (guint i = 0; i < filter->tasks->len; i++)
    {
      const char *word = filter->tasks->pdata[i];
      g_autofree char *shown = word[0] != '\0' ? stemma_text_clean (word) : g_strdup (_ ("None"));
      gtk_string_list_append (words, shown);
      if (g_strcmp0 (word, task) == 0)
        found = i + 1;
    }
  filter->quiet = TRUE;
  gtk_drop_down_set_model (filter->task, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (filter->task, found);
  gtk_widget_set_sensitive (GTK_WIDGET (filter->task), filter->tasks->len > 0);
  filter->quiet = FALSE;
  show_count (filter);
}

/** stemma_clusters_filter_reset: leaves nothing out any more */
void
stemma_clusters_filter_reset (StemmaClustersFilter *filter)
{
  filter->quiet = TRUE;
  gtk_spin_button_set_value (filter->min_size, 1);
  gtk_drop_down_set_selected (filter->dominant, 0);
  gtk_drop_down_set_selected (filter->diversity, 0);
  gtk_drop_down_set_selected (filter->task, 0);
  filter->quiet = FALSE;
  on_changed (filter);
}

/** stemma_clusters_filter_set_min_size: @min_size: in models; 1 for all */
void
stemma_clusters_filter_set_min_size (StemmaClustersFilter *filter, guint32 min_size)
{
  gtk_spin_button_set_value (filter->min_size, min_size);
}

/** stemma_clusters_filter_set_dominant: @dominant: a #StemmaKind, or %STEMMA_CLUSTER_ANY */
void
stemma_clusters_filter_set_dominant (StemmaClustersFilter *filter, int dominant)
{
  gtk_drop_down_set_selected (filter->dominant, (guint) (dominant + 1));
}
