#pragma once

#include <adwaita.h>

#include "app/clusters/stemma-cluster-query.h"
#include "app/clusters/stemma-cluster-rows.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_CLUSTER_TABLE (stemma_cluster_table_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClusterTable, stemma_cluster_table, STEMMA, CLUSTER_TABLE, AdwBin)

GtkWidget *stemma_cluster_table_new (void);
void stemma_cluster_table_show (
  StemmaClusterTable *table, StemmaFigures *figures, gboolean ghosts, GArray *places, gboolean follow);
StemmaClusterRows *stemma_cluster_table_get_rows (StemmaClusterTable *table);
gboolean stemma_cluster_table_is_settled (StemmaClusterTable *table);
void stemma_cluster_table_sort (StemmaClusterTable *table, StemmaClusterField field, gboolean descending);
void
stemma_cluster_table_get_sort (StemmaClusterTable *table, StemmaClusterField *field, gboolean *descending);
void stemma_cluster_table_select (StemmaClusterTable *table, const char *name);
const char *stemma_cluster_table_get_selected (StemmaClusterTable *table);
StemmaClusterItem *stemma_cluster_table_dup_selected (StemmaClusterTable *table);
GtkColumnView *stemma_cluster_table_get_view (StemmaClusterTable *table);
GtkColumnViewColumn *stemma_cluster_table_get_column (StemmaClusterTable *table, StemmaClusterField field);
gboolean stemma_cluster_table_has_column (StemmaClusterTable *table, StemmaClusterField field);
GActionGroup *stemma_cluster_table_get_actions (StemmaClusterTable *table);
GMenuModel *stemma_cluster_table_get_menu (StemmaClusterTable *table);

G_END_DECLS
