#pragma once

#include "app/clusters/stemma-cluster-table.h"
#include "app/clusters/stemma-clusters-filter.h"
#include "app/clusters/stemma-clusters-side.h"
#include "app/stemma-window.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_CLUSTERS_PAGE (stemma_clusters_page_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClustersPage, stemma_clusters_page, STEMMA, CLUSTERS_PAGE, AdwBin)

GtkWidget *stemma_clusters_page_new (StemmaWindow *window);
gboolean stemma_clusters_page_is_ready (StemmaClustersPage *page);
StemmaFigures *stemma_clusters_page_get_figures (StemmaClustersPage *page);
StemmaClusterTable *stemma_clusters_page_get_table (StemmaClustersPage *page);
StemmaClustersFilter *stemma_clusters_page_get_filter (StemmaClustersPage *page);
StemmaClustersSide *stemma_clusters_page_get_side (StemmaClustersPage *page);
void stemma_clusters_page_save_to (StemmaClustersPage *page,
                                   const char *path,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean stemma_clusters_page_save_finish (StemmaClustersPage *page, GAsyncResult *result, GError **error);

G_END_DECLS
