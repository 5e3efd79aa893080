#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-table-private.h"
#include "app/clusters/stemma-width-watch.h"

/**
 * StemmaClusterTable:
 *
 * The table of clusters: shows the rows it is given, in their order, in as many columns as there is room for. It tells by
 * `sorted` that a header asks for another order, by `opened` that a row was opened (with its head's name), by `selected`
 * that another row was chosen.
 */
enum
{
  SORTED,
  OPENED,
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaClusterTable, stemma_cluster_table, ADW_TYPE_BIN)

static void
stemma_cluster_table_dispose (GObject *object)
{
  StemmaClusterTable *table = STEMMA_CLUSTER_TABLE (object);
  g_clear_object (&table->rows);
  g_clear_object (&table->actions);
  g_clear_object (&table->menu);
  g_clear_object (&table->probe_a);
  g_clear_object (&table->probe_b);
  g_clear_pointer (&table->selected, g_free);
  G_OBJECT_CLASS (stemma_cluster_table_parent_class)->dispose (object);
}

static void
stemma_cluster_table_class_init (StemmaClusterTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_cluster_table_dispose;
  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
on_activate (GtkColumnView *view G_GNUC_UNUSED, guint position, gpointer user_data)
{
  StemmaClusterTable *table = user_data;
  g_autoptr (StemmaClusterItem) item = g_list_model_get_item (G_LIST_MODEL (table->rows), position);
  if (item != NULL)
    g_signal_emit (table, signals[OPENED], 0, stemma_cluster_item_get_name (item));
}

static void
on_selected (StemmaClusterTable *table)
{
  StemmaClusterItem *item = gtk_single_selection_get_selected_item (table->selection);
  if (table->swapping || item == NULL)
    return;
  g_free (table->selected);
  table->selected = g_strdup (stemma_cluster_item_get_name (item));
  g_signal_emit (table, signals[SELECTED], 0);
}

static void
on_width (StemmaClusterTable *table, int width)
{
  table->width = width;
  stemma_cluster_fit (table);
}

static void
add_columns (StemmaClusterTable *table)
{
  for (StemmaClusterField field = 0; field < STEMMA_N_CLUSTER_FIELDS; field++)
    {
      GtkColumnViewColumn *column = gtk_column_view_column_new (_ (stemma_cluster_columns[field].title),
                                                                stemma_cluster_cells_new (field));
      g_autoptr (GtkSorter) sorter = stemma_cluster_sort_new_sorter (table, field);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (table->menu));
      gtk_column_view_column_set_expand (column, field == STEMMA_CLUSTER_ROOT);
      gtk_column_view_append_column (table->view, column);
      table->columns[field] = column;
      g_object_unref (column);
    }
}

static GtkWidget *
create_view (StemmaClusterTable *table)
{
  table->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (table->selection, FALSE);
  gtk_single_selection_set_can_unselect (table->selection, TRUE);
  table->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (table->selection)));
  gtk_column_view_set_reorderable (table->view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (table->view), "cluster-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clusters"), -1);
  g_signal_connect (table->view, "activate", G_CALLBACK (on_activate), table);
  g_signal_connect_swapped (table->selection, "notify::selected", G_CALLBACK (on_selected), table);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  /* Columns drop before they scroll; their widths never hold the window open. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (table->view));
  return scrolled;
}

static void
stemma_cluster_table_init (StemmaClusterTable *table)
{
  stemma_cluster_sort_init (table);
  stemma_cluster_fit_init (table);
  GtkWidget *watch = stemma_width_watch_new (create_view (table));
  add_columns (table);
  stemma_cluster_sort_watch (table);
  stemma_cluster_fit_decorate_headers (table);
  stemma_cluster_fit (table);
  g_signal_connect_object (watch, "width", G_CALLBACK (on_width), table, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (table), watch);
}

/** stemma_cluster_table_new: Returns: (transfer floating): a table without rows */
GtkWidget *
stemma_cluster_table_new (void)
{
  return g_object_new (STEMMA_TYPE_CLUSTER_TABLE, NULL);
}

static void
scroll_to (StemmaClusterTable *table, guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (table->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

static void
show_selected (StemmaClusterTable *table, gboolean follow)
{
  guint position = table->rows != NULL ? stemma_cluster_rows_find (table->rows, table->selected)
                                       : GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (table->selection, position);
  if (table->rows != NULL && g_list_model_get_n_items (G_LIST_MODEL (table->rows)) > 0)
    scroll_to (table, follow && position != GTK_INVALID_LIST_POSITION ? position : 0);
}

/**
 * stemma_cluster_table_set_rows:
 * @table: a table
 * @rows: (nullable): what to show
 * @follow: whether to scroll to what is selected, if it is among them; else to the top
 */
void
stemma_cluster_table_set_rows (StemmaClusterTable *table, StemmaClusterRows *rows, gboolean follow)
{
  table->swapping = TRUE;
  g_set_object (&table->rows, rows);
  stemma_cluster_fit (table);
  gtk_single_selection_set_model (table->selection, rows != NULL ? G_LIST_MODEL (rows) : NULL);
  show_selected (table, follow);
  table->swapping = FALSE;
}

/** stemma_cluster_table_get_rows: Returns: (transfer none) (nullable): what is shown */
StemmaClusterRows *
stemma_cluster_table_get_rows (StemmaClusterTable *table)
{
  return table->rows;
}

/** stemma_cluster_table_select: @name: (nullable): the head of the row to select and to scroll to, now or once it comes */
void
stemma_cluster_table_select (StemmaClusterTable *table, const char *name)
{
  char *kept = g_strdup (name);
  g_free (table->selected);
  table->selected = kept;
  table->swapping = TRUE;
  show_selected (table, TRUE);
  table->swapping = FALSE;
}

/** stemma_cluster_table_get_selected: Returns: (transfer none) (nullable): the name of the head that was chosen last */
const char *
stemma_cluster_table_get_selected (StemmaClusterTable *table)
{
  return table->selected;
}

/** stemma_cluster_table_get_selected_item: Returns: (transfer none) (nullable): the row that is selected */
StemmaClusterItem *
stemma_cluster_table_get_selected_item (StemmaClusterTable *table)
{
  return gtk_single_selection_get_selected_item (table->selection);
}

/** stemma_cluster_table_get_view: Returns: (transfer none): the view inside */
GtkColumnView *
stemma_cluster_table_get_view (StemmaClusterTable *table)
{
  return table->view;
}

/** stemma_cluster_table_get_column: Returns: (transfer none): the column of @field */
GtkColumnViewColumn *
stemma_cluster_table_get_column (StemmaClusterTable *table, StemmaClusterField field)
{
  return table->columns[field];
}

/** stemma_cluster_table_get_actions: Returns: (transfer none): what shows and hides columns, to be named `columns` */
GActionGroup *
stemma_cluster_table_get_actions (StemmaClusterTable *table)
{
  return G_ACTION_GROUP (table->actions);
}

/** stemma_cluster_table_get_menu: Returns: (transfer none): the columns that can be hidden */
GMenuModel *
stemma_cluster_table_get_menu (StemmaClusterTable *table)
{
  return G_MENU_MODEL (table->menu);
}
