#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-table-private.h"

/*
 * The rows are sorted in a thread, not by the view. Which header was clicked, and which way its arrow points,
 * a view of GTK 4.8 does not tell; but its sorter runs the function of the first column, and turns round what
 * that says.
 */

static int
tell_that_it_ran (gconstpointer a G_GNUC_UNUSED, gconstpointer b G_GNUC_UNUSED, gpointer user_data)
{
  const StemmaClusterColumnData *data = user_data;
  if (data->table->probed < 0)
    data->table->probed = (int) data->field;
  return GTK_ORDERING_SMALLER;
}

/** stemma_cluster_sort_new_sorter: Returns: (transfer full): what makes the header of @field one to click on
 */
GtkSorter *
stemma_cluster_sort_new_sorter (StemmaClusterTable *table, StemmaClusterField field)
{
  return GTK_SORTER (gtk_custom_sorter_new (tell_that_it_ran, &table->data[field], NULL));
}

static void
read_sorter (StemmaClusterTable *table, GtkSorter *sorter, StemmaClusterField *field, gboolean *descending)
{
  table->probed = -1;
  GtkOrdering side = gtk_sorter_compare (sorter, table->probe_a, table->probe_b);
  *field = table->probed >= 0 ? (StemmaClusterField) table->probed : STEMMA_CLUSTER_SIZE;
  *descending = table->probed >= 0 ? side == GTK_ORDERING_LARGER : TRUE;
}

static void
on_changed (GtkSorter *sorter, GtkSorterChange change G_GNUC_UNUSED, gpointer user_data)
{
  StemmaClusterTable *table = user_data;
  StemmaClusterField field;
  gboolean descending;
  /* The view clears its order once more while it goes. */
  if (table->resorting || table->probe_a == NULL)
    return;
  read_sorter (table, sorter, &field, &descending);
  if (field == table->sort && descending == table->descending)
    return;
  gboolean first_time = field != table->sort;
  table->sort = field;
  table->descending = descending;
  /* Of a figure one wants to see the greatest first; setting that comes back here. */
  if (first_time && !descending && stemma_cluster_columns[field].number)
    gtk_column_view_sort_by_column (table->view, table->columns[field], GTK_SORT_DESCENDING);
  else
    g_signal_emit_by_name (table, "sorted");
}

/** stemma_cluster_sort_init: prepares @table, which is sorted by size at first */
void
stemma_cluster_sort_init (StemmaClusterTable *table)
{
  table->probe_a = g_object_new (G_TYPE_OBJECT, NULL);
  table->probe_b = g_object_new (G_TYPE_OBJECT, NULL);
  table->sort = STEMMA_CLUSTER_SIZE;
  table->descending = TRUE;
}

/** stemma_cluster_sort_show: makes the headers show the order that @table has, if the view has its column */
void
stemma_cluster_sort_show (StemmaClusterTable *table)
{
  table->resorting = TRUE;
  /* GTK 4.8 leaves the arrow of the column before where it was, unless it is cleared first. */
  gtk_column_view_sort_by_column (table->view, NULL, GTK_SORT_ASCENDING);
  if (table->attached[table->sort])
    gtk_column_view_sort_by_column (table->view, table->columns[table->sort],
                                    table->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  table->resorting = FALSE;
}

/** stemma_cluster_sort_watch: follows the headers, once @table has its columns */
void
stemma_cluster_sort_watch (StemmaClusterTable *table)
{
  stemma_cluster_sort_show (table);
  g_signal_connect_object (gtk_column_view_get_sorter (table->view), "changed", G_CALLBACK (on_changed),
                           table, 0);
}

/**
 * stemma_cluster_table_sort:
 * @table: a table
 * @field: the column to sort by
 * @descending: whether the greatest comes first
 *
 * As if its header had been clicked; the signal `sorted` tells of it.
 */
void
stemma_cluster_table_sort (StemmaClusterTable *table, StemmaClusterField field, gboolean descending)
{
  if (field == table->sort && descending == table->descending)
    return;
  table->sort = field;
  table->descending = descending;
  stemma_cluster_sort_show (table);
  g_signal_emit_by_name (table, "sorted");
}

/** stemma_cluster_table_get_sort: @field: (out): @descending: (out): the order that the headers show */
void
stemma_cluster_table_get_sort (StemmaClusterTable *table, StemmaClusterField *field, gboolean *descending)
{
  *field = table->sort;
  *descending = table->descending;
}
