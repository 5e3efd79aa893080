#pragma once

#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_CLUSTER_ITEM (stemma_cluster_item_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClusterItem, stemma_cluster_item, STEMMA, CLUSTER_ITEM, GObject)

StemmaClusterItem *stemma_cluster_item_new (StemmaFigures *figures, gboolean ghost, guint32 place);
StemmaFigures *stemma_cluster_item_get_figures (StemmaClusterItem *item);
gboolean stemma_cluster_item_is_ghost (StemmaClusterItem *item);
guint32 stemma_cluster_item_get_place (StemmaClusterItem *item);
const StemmaCluster *stemma_cluster_item_get_cluster (StemmaClusterItem *item);
const char *stemma_cluster_item_get_name (StemmaClusterItem *item);

const StemmaCluster *stemma_cluster_list_of (const StemmaFigures *figures, gboolean ghosts, guint32 *n);
guint32 stemma_cluster_find (const StemmaFigures *figures, gboolean ghosts, const char *name);
gboolean stemma_cluster_change (
  const StemmaFigures *figures, gboolean ghost, guint32 place, gint64 *change, gboolean *is_new);
double stemma_cluster_largest_share (const StemmaCluster *cluster);

G_END_DECLS
