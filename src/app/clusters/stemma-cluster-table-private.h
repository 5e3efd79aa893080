#pragma once

#include "app/clusters/stemma-cluster-table.h"

G_BEGIN_DECLS

/* How a compare function of a column tells that it was the one that ran. */
typedef struct
{
  StemmaClusterTable *table;
  StemmaClusterField field;
} StemmaClusterProbe;

struct _StemmaClusterTable
{
  AdwBin parent_instance;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkColumnViewColumn *columns[STEMMA_N_CLUSTER_FIELDS];
  StemmaClusterRows *rows; /* (nullable) */
  char *selected;          /* (nullable): the name of a head, kept while it is not among the rows */
  gboolean swapping;       /* rows are being exchanged: what is selected meanwhile means nothing */

  int width; /* pixels there are for columns */
  GSimpleActionGroup *actions;
  GMenu *menu;

  StemmaClusterField sort;
  gboolean descending;
  gboolean resorting; /* the headers are being set, not clicked */
  StemmaClusterProbe probes[STEMMA_N_CLUSTER_FIELDS];
  int probed; /* the column whose function ran, or -1 */
  GObject *probe_a, *probe_b;
};

GtkListItemFactory *stemma_cluster_cells_new (StemmaClusterField field);

void stemma_cluster_sort_init (StemmaClusterTable *table);
GtkSorter *stemma_cluster_sort_new_sorter (StemmaClusterTable *table, StemmaClusterField field);
void stemma_cluster_sort_watch (StemmaClusterTable *table);

void stemma_cluster_fit_init (StemmaClusterTable *table);
void stemma_cluster_fit (StemmaClusterTable *table);
void stemma_cluster_fit_decorate_headers (StemmaClusterTable *table);

G_END_DECLS
