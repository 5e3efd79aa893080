#include "app/clusters/stemma-cluster-item.h"

/**
 * StemmaClusterItem:
 *
 * A row of the table: one cluster, or one ghost family, of sealed figures. Made when a row comes into sight.
 */
struct _StemmaClusterItem
{
  GObject parent_instance;
  StemmaFigures *figures;
  gboolean ghost;
  guint32 place;
};

G_DEFINE_FINAL_TYPE (StemmaClusterItem, stemma_cluster_item, G_TYPE_OBJECT)

static void
stemma_cluster_item_finalize (GObject *object)
{
  stemma_figures_unref (STEMMA_CLUSTER_ITEM (object)->figures);
  G_OBJECT_CLASS (stemma_cluster_item_parent_class)->finalize (object);
}

static void
stemma_cluster_item_class_init (StemmaClusterItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_cluster_item_finalize;
}

static void
stemma_cluster_item_init (StemmaClusterItem *item G_GNUC_UNUSED)
{
}

/**
 * stemma_cluster_item_new:
 * @figures: figures
 * @ghost: whether it is one of the ghost families
 * @place: its place in the list of @figures
 *
 * Returns: (transfer full): a row
 */
StemmaClusterItem *
stemma_cluster_item_new (StemmaFigures *figures, gboolean ghost, guint32 place)
{
  StemmaClusterItem *item = g_object_new (STEMMA_TYPE_CLUSTER_ITEM, NULL);
  item->figures = stemma_figures_ref (figures);
  item->ghost = ghost;
  item->place = place;
  return item;
}

/** stemma_cluster_item_get_figures: Returns: (transfer none): the figures that it belongs to */
StemmaFigures *
stemma_cluster_item_get_figures (StemmaClusterItem *item)
{
  return item->figures;
}

/** stemma_cluster_item_is_ghost: Returns: whether a ghost is at the head */
gboolean
stemma_cluster_item_is_ghost (StemmaClusterItem *item)
{
  return item->ghost;
}

/** stemma_cluster_item_get_place: Returns: its place in the list of its figures */
guint32
stemma_cluster_item_get_place (StemmaClusterItem *item)
{
  return item->place;
}

/** stemma_cluster_item_get_cluster: Returns: (transfer none): the cluster */
const StemmaCluster *
stemma_cluster_item_get_cluster (StemmaClusterItem *item)
{
  return &stemma_cluster_list_of (item->figures, item->ghost, NULL)[item->place];
}

/** stemma_cluster_item_get_name: Returns: (transfer none): the name of its head, as it came in: not fit to be
 * shown */
const char *
stemma_cluster_item_get_name (StemmaClusterItem *item)
{
  return stemma_snapshot_get_node_name (item->figures->snapshot,
                                        stemma_cluster_item_get_cluster (item)->head);
}

/**
 * stemma_cluster_list_of:
 * @figures: figures
 * @ghosts: whether to take the ghost families
 * @n: (out) (nullable): how many there are
 *
 * Returns: (transfer none): one of the two lists
 */
const StemmaCluster *
stemma_cluster_list_of (const StemmaFigures *figures, gboolean ghosts, guint32 *n)
{
  if (n != NULL)
    *n = ghosts ? figures->clusters->n_ghost_families : figures->clusters->n_clusters;
  return ghosts ? figures->clusters->ghost_families : figures->clusters->clusters;
}

/** stemma_cluster_find: Returns: the place of the family that @name heads, or %STEMMA_NONE */
guint32
stemma_cluster_find (const StemmaFigures *figures, gboolean ghosts, const char *name)
{
  guint32 n;
  const StemmaCluster *list = stemma_cluster_list_of (figures, ghosts, &n);
  StemmaNode node = name != NULL ? stemma_snapshot_find_node (figures->snapshot, name) : STEMMA_NONE;
  for (guint32 i = 0; node != STEMMA_NONE && i < n; i++)
    if (list[i].head == node)
      return i;
  return STEMMA_NONE;
}

/**
 * stemma_cluster_change:
 * @figures: figures
 * @ghost: whether it is one of the ghost families
 * @place: its place
 * @change: (out): models more, or fewer if negative, than in the snapshot before
 * @is_new: (out): whether its head was not there then
 *
 * Returns: whether there is a snapshot before
 */
gboolean
stemma_cluster_change (
  const StemmaFigures *figures, gboolean ghost, guint32 place, gint64 *change, gboolean *is_new)
{
  *change = 0;
  *is_new = FALSE;
  if (figures->before == NULL)
    return FALSE;
  guint32 then = (ghost ? figures->before->ghost_sizes : figures->before->sizes)[place];
  *change = (gint64) stemma_cluster_list_of (figures, ghost, NULL)[place].size - then;
  *is_new = then == 0;
  return TRUE;
}

/** stemma_cluster_largest_share: Returns: the share of the most frequent relation, 0 to 1: how little mixed
 * it is */
double
stemma_cluster_largest_share (const StemmaCluster *cluster)
{
  guint64 total = 0, most = 0;
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    {
      total += cluster->relations[i];
      most = MAX (most, cluster->relations[i]);
    }
  return total > 0 ? (double) most / (double) total : 0;
}
