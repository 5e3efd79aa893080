#include <string.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-table-private.h"
#include "app/clusters/stemma-mix-bar.h"

static void
setup_text (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  const StemmaClusterColumn *column = &stemma_cluster_columns[GPOINTER_TO_UINT (user_data)];
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), column->number ? 1 : 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), column->number ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_MIDDLE);
  if (column->number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
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
bind_text (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  StemmaClusterField field = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_list_item_get_child (item);
  gboolean is_zero;
  g_autofree char *text = stemma_cluster_column_text (field, gtk_list_item_get_item (item), &is_zero);
  g_autofree char *hint = stemma_cluster_column_hint (field, gtk_list_item_get_item (item));
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, hint);
  if (field == STEMMA_CLUSTER_ROOT)
    {
      PangoAttrList *attributes = dim_owner (text);
      gtk_label_set_attributes (GTK_LABEL (label), attributes);
      pango_attr_list_unref (attributes);
    }
  else if (is_zero)
    gtk_widget_add_css_class (label, "zero");
  else
    gtk_widget_remove_css_class (label, "zero");
}

static void
setup_mix (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *bar = stemma_mix_bar_new ();
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, bar);
}

static void
bind_mix (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  const StemmaCluster *cluster = stemma_cluster_item_get_cluster (gtk_list_item_get_item (item));
  g_autofree char *words = stemma_cluster_mix_text (cluster);
  stemma_mix_bar_set (STEMMA_MIX_BAR (gtk_list_item_get_child (item)), cluster->relations, words);
}

/** stemma_cluster_cells_new: Returns: (transfer full): what makes the cells of the column of @field */
GtkListItemFactory *
stemma_cluster_cells_new (StemmaClusterField field)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean mix = field == STEMMA_CLUSTER_MIX;
  g_signal_connect (factory, "setup", mix ? G_CALLBACK (setup_mix) : G_CALLBACK (setup_text), GUINT_TO_POINTER (field));
  g_signal_connect (factory, "bind", mix ? G_CALLBACK (bind_mix) : G_CALLBACK (bind_text), GUINT_TO_POINTER (field));
  return factory;
}
