#include "app/clusters/stemma-cluster-rows.h"

#include <gtk/gtk.h>

/**
 * StemmaClusterRows:
 *
 * The rows of the table in their order, a #GListModel that makes its items when they are asked for. Never changed: another
 * order is another model.
 */
struct _StemmaClusterRows
{
  GObject parent_instance;
  StemmaFigures *figures;
  gboolean ghosts;
  GArray *places; /* guint32 */
};

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return STEMMA_TYPE_CLUSTER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return STEMMA_CLUSTER_ROWS (model)->places->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  StemmaClusterRows *rows = STEMMA_CLUSTER_ROWS (model);
  if (position >= rows->places->len)
    return NULL;
  return stemma_cluster_item_new (rows->figures, rows->ghosts, g_array_index (rows->places, guint32, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaClusterRows, stemma_cluster_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
stemma_cluster_rows_finalize (GObject *object)
{
  StemmaClusterRows *rows = STEMMA_CLUSTER_ROWS (object);
  stemma_figures_unref (rows->figures);
  g_array_unref (rows->places);
  G_OBJECT_CLASS (stemma_cluster_rows_parent_class)->finalize (object);
}

static void
stemma_cluster_rows_class_init (StemmaClusterRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_cluster_rows_finalize;
}

static void
stemma_cluster_rows_init (StemmaClusterRows *rows G_GNUC_UNUSED)
{
}

/**
 * stemma_cluster_rows_new:
 * @figures: figures
 * @ghosts: whether the rows are ghost families
 * @places: (element-type guint32): the rows; not changed any more
 *
 * Returns: (transfer full): a model
 */
StemmaClusterRows *
stemma_cluster_rows_new (StemmaFigures *figures, gboolean ghosts, GArray *places)
{
  StemmaClusterRows *rows = g_object_new (STEMMA_TYPE_CLUSTER_ROWS, NULL);
  rows->figures = stemma_figures_ref (figures);
  rows->ghosts = ghosts;
  rows->places = g_array_ref (places);
  return rows;
}

/** stemma_cluster_rows_get_figures: Returns: (transfer none): what the rows are taken from */
StemmaFigures *
stemma_cluster_rows_get_figures (StemmaClusterRows *rows)
{
  return rows->figures;
}

/** stemma_cluster_rows_get_ghosts: Returns: whether the rows are ghost families */
gboolean
stemma_cluster_rows_get_ghosts (StemmaClusterRows *rows)
{
  return rows->ghosts;
}

/** stemma_cluster_rows_get_places: Returns: (transfer none) (element-type guint32): the rows in their order */
GArray *
stemma_cluster_rows_get_places (StemmaClusterRows *rows)
{
  return rows->places;
}

/** stemma_cluster_rows_find: Returns: the row of the family that @name heads, or %GTK_INVALID_LIST_POSITION */
guint
stemma_cluster_rows_find (StemmaClusterRows *rows, const char *name)
{
  guint32 place = stemma_cluster_find (rows->figures, rows->ghosts, name);
  for (guint i = 0; place != STEMMA_NONE && i < rows->places->len; i++)
    if (g_array_index (rows->places, guint32, i) == place)
      return i;
  return GTK_INVALID_LIST_POSITION;
}
