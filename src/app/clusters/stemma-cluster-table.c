#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-table-private.h"
#include "app/clusters/stemma-width-watch.h"

/**
 * StemmaClusterTable:
 *
 * The table of clusters: shows the rows it is given, in their order, whose columns are scrolled
 * to where there is no room for all.
 * It tells by `sorted` that a header asks for another order, by `opened` that a row was opened (with its
 * head's name), by `selected` that another row was chosen.
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
  for (guint i = 0; i < STEMMA_N_CLUSTER_FIELDS; i++)
    {
      g_clear_object (&table->columns[i]);
      g_clear_pointer (&table->bound[i], g_hash_table_unref);
    }
  if (table->refreshing != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (table), table->refreshing);
  table->refreshing = 0;
  g_clear_object (&table->rows);
  g_clear_object (&table->actions);
  g_clear_object (&table->menu);
  g_clear_object (&table->probe_a);
  g_clear_object (&table->probe_b);
  g_clear_pointer (&table->selected, g_free);
  G_OBJECT_CLASS (stemma_cluster_table_parent_class)->dispose (object);
}

/* Frames end here: what was left for the next is done now. */
static void
stemma_cluster_table_unmap (GtkWidget *widget)
{
  StemmaClusterTable *table = STEMMA_CLUSTER_TABLE (widget);
  GTK_WIDGET_CLASS (stemma_cluster_table_parent_class)->unmap (widget);
  if (table->refreshing == 0)
    return;
  gtk_widget_remove_tick_callback (widget, table->refreshing);
  table->refreshing = 0;
  stemma_cluster_cells_refresh (table, 0);
}

static void
stemma_cluster_table_class_init (StemmaClusterTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_cluster_table_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = stemma_cluster_table_unmap;
  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
on_activate (GtkColumnView *view G_GNUC_UNUSED, guint position, gpointer user_data)
{
  StemmaClusterTable *table = user_data;
  g_autoptr (StemmaClusterItem) item = stemma_cluster_rows_get (table->rows, position);
  if (item != NULL)
    g_signal_emit (table, signals[OPENED], 0, stemma_cluster_item_get_name (item));
}

static void
on_selected (StemmaClusterTable *table)
{
  if (table->swapping)
    return;
  g_autoptr (StemmaClusterItem) item = stemma_cluster_table_dup_selected (table);
  if (item == NULL)
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
make_columns (StemmaClusterTable *table)
{
  for (StemmaClusterField field = 0; field < STEMMA_N_CLUSTER_FIELDS; field++)
    {
      table->data[field] = (StemmaClusterColumnData){ table, field };
      table->bound[field] = g_hash_table_new (NULL, NULL);
      GtkColumnViewColumn *column = gtk_column_view_column_new (_ (stemma_cluster_columns[field].title),
                                                                stemma_cluster_cells_new (table, field));
      g_autoptr (GtkSorter) sorter = stemma_cluster_sort_new_sorter (table, field);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (table->menu));
      table->columns[field] = column;
    }
}

static gboolean
allocate_again (GtkWidget *view, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  gtk_widget_queue_allocate (view);
  return G_SOURCE_REMOVE;
}

/* Where columns and room change so that less is scrolled away, GTK 4.8 has put the header in its place by
 * then. */
static void
on_across_changed (StemmaClusterTable *table)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (table->view), allocate_again, NULL, NULL);
}

static GtkWidget *
create_view (StemmaClusterTable *table)
{
  table->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (table->rows)));
  gtk_single_selection_set_autoselect (table->selection, FALSE);
  gtk_single_selection_set_can_unselect (table->selection, TRUE);
  table->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (table->selection)));
  gtk_column_view_set_reorderable (table->view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (table->view), "cluster-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clusters"),
                                  -1);
  g_signal_connect (table->view, "activate", G_CALLBACK (on_activate), table);
  g_signal_connect_swapped (table->selection, "notify::selected", G_CALLBACK (on_selected), table);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (table->view));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)), "changed",
                           G_CALLBACK (on_across_changed), table, G_CONNECT_SWAPPED);
  return scrolled;
}

static void
stemma_cluster_table_init (StemmaClusterTable *table)
{
  table->rows = stemma_cluster_rows_new ();
  stemma_cluster_sort_init (table);
  stemma_cluster_fit_init (table);
  GtkWidget *watch = stemma_width_watch_new (create_view (table));
  make_columns (table);
  stemma_cluster_fit (table);
  stemma_cluster_sort_watch (table);
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

/* Rows are taken one after the other; the one that is selected may have to wait for those before it. */
static void
show_selected (StemmaClusterTable *table, guint position, gboolean follow)
{
  table->swapping = TRUE;
  gtk_single_selection_set_selected (table->selection, position);
  table->swapping = FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (table->rows)) > 0)
    scroll_to (table, follow && position != GTK_INVALID_LIST_POSITION ? position : 0);
}

/**
 * stemma_cluster_table_show:
 * @table: a table
 * @figures: figures
 * @ghosts: whether to show ghost families
 * @places: (element-type guint32): the rows in their order; not changed any more
 * @follow: whether to scroll to what is selected, if it is among them; else to the top
 */
void
stemma_cluster_table_show (
  StemmaClusterTable *table, StemmaFigures *figures, gboolean ghosts, GArray *places, gboolean follow)
{
  guint position = GTK_INVALID_LIST_POSITION;
  guint32 place = stemma_cluster_find (figures, ghosts, table->selected);
  for (guint i = 0; place != STEMMA_NONE && i < places->len; i++)
    if (g_array_index (places, guint32, i) == place)
      position = i;
  table->swapping = TRUE;
  stemma_cluster_rows_set (table->rows, figures, ghosts, places);
  stemma_cluster_cells_refresh (table, follow && position != GTK_INVALID_LIST_POSITION ? position : 0);
  stemma_cluster_rows_follow (table->rows, position != GTK_INVALID_LIST_POSITION ? position + 1 : 0);
  table->swapping = FALSE;
  stemma_cluster_fit (table);
  show_selected (table, position, follow);
}

/** stemma_cluster_table_get_rows: Returns: (transfer none): what is shown */
StemmaClusterRows *
stemma_cluster_table_get_rows (StemmaClusterTable *table)
{
  return table->rows;
}

/** stemma_cluster_table_is_settled: Returns: whether every row shows what it is to show */
gboolean
stemma_cluster_table_is_settled (StemmaClusterTable *table)
{
  return table->refreshing == 0 && stemma_cluster_rows_is_settled (table->rows);
}

/** stemma_cluster_table_select: @name: (nullable): the head of the row to select and to scroll to, now or
 * once it comes */
void
stemma_cluster_table_select (StemmaClusterTable *table, const char *name)
{
  char *kept = g_strdup (name);
  g_free (table->selected);
  table->selected = kept;
  show_selected (table, stemma_cluster_rows_find (table->rows, kept), TRUE);
}

/** stemma_cluster_table_get_selected: Returns: (transfer none) (nullable): the name of the head that was
 * chosen last */
const char *
stemma_cluster_table_get_selected (StemmaClusterTable *table)
{
  return table->selected;
}

/** stemma_cluster_table_dup_selected: Returns: (transfer full) (nullable): the row that is selected */
StemmaClusterItem *
stemma_cluster_table_dup_selected (StemmaClusterTable *table)
{
  return stemma_cluster_rows_get (table->rows, gtk_single_selection_get_selected (table->selection));
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

/** stemma_cluster_table_has_column: Returns: whether the column of @field is shown */
gboolean
stemma_cluster_table_has_column (StemmaClusterTable *table, StemmaClusterField field)
{
  return table->attached[field];
}

/** stemma_cluster_table_get_actions: Returns: (transfer none): what shows and hides columns, to be named
 * `columns` */
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
