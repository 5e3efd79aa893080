#pragma once

#include "app/clusters/stemma-cluster-item.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_CLUSTER_ROWS (stemma_cluster_rows_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClusterRows, stemma_cluster_rows, STEMMA, CLUSTER_ROWS, GObject)

StemmaClusterRows *stemma_cluster_rows_new (void);
void
stemma_cluster_rows_set (StemmaClusterRows *rows, StemmaFigures *figures, gboolean ghosts, GArray *places);
void stemma_cluster_rows_follow (StemmaClusterRows *rows, guint at_least);
gboolean stemma_cluster_rows_is_settled (StemmaClusterRows *rows);
guint stemma_cluster_rows_get_count (StemmaClusterRows *rows);
StemmaFigures *stemma_cluster_rows_get_figures (StemmaClusterRows *rows);
gboolean stemma_cluster_rows_get_ghosts (StemmaClusterRows *rows);
GArray *stemma_cluster_rows_get_places (StemmaClusterRows *rows);
StemmaClusterItem *stemma_cluster_rows_get (StemmaClusterRows *rows, guint position);
guint stemma_cluster_rows_find (StemmaClusterRows *rows, const char *name);

G_END_DECLS
