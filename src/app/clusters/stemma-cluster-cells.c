#include <string.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-table-private.h"
#include "app/clusters/stemma-mix-bar.h"

/* About a screen of them. */
#define ROWS_IN_SIGHT 28
/* A few milliseconds. */
#define CELLS_AT_A_TIME 100

/* Asked for when a pointer rests there: to set a tooltip anew asks the display where the pointer is, for
 * every cell. */
static gboolean
on_query_tooltip (GtkWidget *widget,
                  int x G_GNUC_UNUSED,
                  int y G_GNUC_UNUSED,
                  gboolean keyboard G_GNUC_UNUSED,
                  GtkTooltip *tooltip,
                  gpointer user_data)
{
  const StemmaClusterColumnData *data = user_data;
  GtkListItem *cell = g_object_get_data (G_OBJECT (widget), "cell");
  g_autoptr (StemmaClusterItem) item
    = stemma_cluster_rows_get (data->table->rows, gtk_list_item_get_position (cell));
  g_autofree char *hint = item != NULL ? stemma_cluster_column_hint (data->field, item) : NULL;
  gtk_tooltip_set_text (tooltip, hint);
  return hint != NULL;
}

static void
add_child (GtkListItem *cell, GtkWidget *child, const StemmaClusterColumnData *data)
{
  g_object_set_data (G_OBJECT (child), "cell", cell);
  gtk_widget_set_has_tooltip (child, stemma_cluster_column_has_hint (data->field));
  g_signal_connect (child, "query-tooltip", G_CALLBACK (on_query_tooltip), (gpointer) data);
  gtk_list_item_set_child (cell, child);
}

static void
setup_text (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell, gpointer user_data)
{
  const StemmaClusterColumnData *data = user_data;
  const StemmaClusterColumn *column = &stemma_cluster_columns[data->field];
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), column->number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column->number ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_MIDDLE);
  if (column->number)
    gtk_widget_add_css_class (label, "numeric");
  add_child (cell, label, data);
}

static void
setup_mix (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell, gpointer user_data)
{
  GtkWidget *bar = stemma_mix_bar_new ();
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  add_child (cell, bar, user_data);
}

/* What stands before the last slash is dimmed. */
static PangoAttrList *
dim_owner (const char *name)
{
  const char *slash = strrchr (name, '/');
  PangoAttrList *list = pango_attr_list_new ();
  if (slash == NULL)
    return list;
  PangoAttribute *dim = pango_attr_foreground_alpha_new (G_MAXUINT16 / 100 * 60);
  dim->start_index = 0;
  dim->end_index = (guint) (slash + 1 - name);
  pango_attr_list_insert (list, dim);
  return list;
}

static void
set_dim (GtkWidget *label, gboolean dim)
{
  if (dim == gtk_widget_has_css_class (label, "zero"))
    return;
  if (dim)
    gtk_widget_add_css_class (label, "zero");
  else
    gtk_widget_remove_css_class (label, "zero");
}

static void
show_text (GtkWidget *label, StemmaClusterField field, StemmaClusterItem *item)
{
  gboolean is_zero = FALSE;
  g_autofree char *text = item != NULL ? stemma_cluster_column_text (field, item, &is_zero) : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (label), text);
  set_dim (label, is_zero);
  if (field != STEMMA_CLUSTER_ROOT)
    return;
  PangoAttrList *attributes = dim_owner (text);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

static void
show_mix (GtkWidget *bar, StemmaClusterItem *item)
{
  static const guint32 nothing[STEMMA_N_RELATIONS];
  const StemmaCluster *cluster = item != NULL ? stemma_cluster_item_get_cluster (item) : NULL;
  g_autofree char *words = cluster != NULL ? stemma_cluster_mix_text (cluster) : NULL;
  stemma_mix_bar_set (STEMMA_MIX_BAR (bar), cluster != NULL ? cluster->relations : nothing, words);
}

/* What stands at its position by now: an item may be from before another order. */
static void
show_cell (const StemmaClusterColumnData *data, GtkListItem *cell)
{
  g_autoptr (StemmaClusterItem) item
    = stemma_cluster_rows_get (data->table->rows, gtk_list_item_get_position (cell));
  if (data->field == STEMMA_CLUSTER_MIX)
    show_mix (gtk_list_item_get_child (cell), item);
  else
    show_text (gtk_list_item_get_child (cell), data->field, item);
}

static void
bind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell, gpointer user_data)
{
  const StemmaClusterColumnData *data = user_data;
  g_hash_table_insert (data->table->bound[data->field], cell, GUINT_TO_POINTER (data->table->round));
  show_cell (data, cell);
}

static void
unbind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell, gpointer user_data)
{
  const StemmaClusterColumnData *data = user_data;
  if (data->table->bound[data->field] != NULL)
    g_hash_table_remove (data->table->bound[data->field], cell);
}

/* Shows cells of rows from @first to @last anew that were not yet, @most of them. Returns how many. */
static guint
refresh_some (StemmaClusterTable *table, guint first, guint last, guint most)
{
  guint n = 0;
  for (StemmaClusterField field = 0; field < STEMMA_N_CLUSTER_FIELDS && n < most; field++)
    {
      GHashTableIter iter;
      gpointer cell, round;
      g_hash_table_iter_init (&iter, table->bound[field]);
      while (n < most && g_hash_table_iter_next (&iter, &cell, &round))
        {
          guint position = gtk_list_item_get_position (cell);
          if (GPOINTER_TO_UINT (round) == table->round || position < first || position > last)
            continue;
          g_hash_table_iter_replace (&iter, GUINT_TO_POINTER (table->round));
          show_cell (&table->data[field], cell);
          n++;
        }
    }
  return n;
}

/* Between frames, not whenever there is time: many changes would gather for one frame to lay out. */
static gboolean
refresh_more (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  StemmaClusterTable *table = STEMMA_CLUSTER_TABLE (widget);
  if (refresh_some (table, 0, G_MAXUINT, CELLS_AT_A_TIME) == CELLS_AT_A_TIME)
    return G_SOURCE_CONTINUE;
  table->refreshing = 0;
  return G_SOURCE_REMOVE;
}

/**
 * stemma_cluster_cells_refresh:
 * @table: a table
 * @position: a row that will be in sight
 *
 * Shows in all cells what stands at their position by now: at once around @position, elsewhere a few at a
 * time, since most of the rows that a view has widgets for are out of sight.
 */
void
stemma_cluster_cells_refresh (StemmaClusterTable *table, guint position)
{
  guint first = position > ROWS_IN_SIGHT ? position - ROWS_IN_SIGHT : 0;
  gboolean seen = gtk_widget_get_mapped (GTK_WIDGET (table));
  table->round++;
  refresh_some (table, seen ? first : 0, seen ? position + ROWS_IN_SIGHT : G_MAXUINT, G_MAXUINT);
  if (table->refreshing == 0 && seen)
    table->refreshing = gtk_widget_add_tick_callback (GTK_WIDGET (table), refresh_more, NULL, NULL);
}

/** stemma_cluster_cells_new: Returns: (transfer full): what makes the cells of the column of @field */
GtkListItemFactory *
stemma_cluster_cells_new (StemmaClusterTable *table, StemmaClusterField field)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  StemmaClusterColumnData *data = &table->data[field];
  gboolean mix = field == STEMMA_CLUSTER_MIX;
  g_signal_connect (factory, "setup", mix ? G_CALLBACK (setup_mix) : G_CALLBACK (setup_text), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), data);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), data);
  return factory;
}
