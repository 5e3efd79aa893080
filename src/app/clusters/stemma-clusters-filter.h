#pragma once

#include <adwaita.h>

#include "app/clusters/stemma-cluster-query.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_CLUSTERS_FILTER (stemma_clusters_filter_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClustersFilter, stemma_clusters_filter, STEMMA, CLUSTERS_FILTER, AdwBin)

GtkWidget *stemma_clusters_filter_new (void);
void stemma_clusters_filter_set_figures (StemmaClustersFilter *filter, StemmaFigures *figures);
void stemma_clusters_filter_fill (StemmaClustersFilter *filter, StemmaClusterQuery *query);
void stemma_clusters_filter_reset (StemmaClustersFilter *filter);
void stemma_clusters_filter_set_min_size (StemmaClustersFilter *filter, guint32 min_size);
void stemma_clusters_filter_set_dominant (StemmaClustersFilter *filter, int dominant);

G_END_DECLS
