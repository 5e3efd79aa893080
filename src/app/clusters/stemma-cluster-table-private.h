#pragma once

#include "app/clusters/stemma-cluster-table.h"

G_BEGIN_DECLS

/* What the functions of a column are given. */
typedef struct
{
  StemmaClusterTable *table;
  StemmaClusterField field;
} StemmaClusterColumnData;

struct _StemmaClusterTable
{
  AdwBin parent_instance;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkColumnViewColumn *columns[STEMMA_N_CLUSTER_FIELDS];
  gboolean attached[STEMMA_N_CLUSTER_FIELDS]; /* whether the view has the column */
  GHashTable
    *bound[STEMMA_N_CLUSTER_FIELDS]; /* GtkListItem to the round in which it was shown: the cells in use */
  guint round;                       /* goes up with each order */
  guint refreshing;                  /* shows what is out of sight */
  StemmaClusterRows *rows;
  char *selected;    /* (nullable): the name of a head, kept while it is not among the rows */
  gboolean swapping; /* rows are being exchanged: what is selected meanwhile means nothing */

  int width; /* pixels there are for columns */
  GSimpleActionGroup *actions;
  GMenu *menu;

  StemmaClusterField sort;
  gboolean descending;
  gboolean resorting; /* the headers are being set, not clicked */
  StemmaClusterColumnData data[STEMMA_N_CLUSTER_FIELDS];
  int probed; /* the column whose function ran, or -1 */
  GObject *probe_a, *probe_b;
};

GtkListItemFactory *stemma_cluster_cells_new (StemmaClusterTable *table, StemmaClusterField field);
void stemma_cluster_cells_refresh (StemmaClusterTable *table, guint position);

void stemma_cluster_sort_init (StemmaClusterTable *table);
GtkSorter *stemma_cluster_sort_new_sorter (StemmaClusterTable *table, StemmaClusterField field);
void stemma_cluster_sort_show (StemmaClusterTable *table);
void stemma_cluster_sort_watch (StemmaClusterTable *table);

void stemma_cluster_fit_init (StemmaClusterTable *table);
void stemma_cluster_fit (StemmaClusterTable *table);

G_END_DECLS
