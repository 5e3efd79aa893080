#pragma once

#include "app/clusters/stemma-clusters-head.h"
#include "app/clusters/stemma-clusters-page.h"
#include "app/clusters/stemma-width-watch.h"

G_BEGIN_DECLS

struct _StemmaClustersPage
{
  AdwBin parent_instance;
  StemmaDocument *document;
  GSimpleActionGroup *actions;

  StemmaReading reading;
  gboolean ghosts;
  gboolean narrow;      /* table and charts take turns */
  gboolean side_wide;   /* whether charts are shown beside the table, where both have room */
  gboolean side_narrow; /* whether they are shown in its place, where not */

  StemmaFigures *figures; /* (nullable): what is shown */
  StemmaJob *job;         /* (nullable): brings the figures that were asked for last */
  GCancellable *query;    /* (nullable): cancels the search and sort that goes on */
  gboolean follow;        /* the next rows scroll to the selected one */

  StemmaWidthWatch *watch;
  GtkStack *states;
  AdwStatusPage *failed;
  StemmaClustersHead *head;
  GtkWidget *bar;
  GtkWidget *ghosts_button;
  GtkSearchEntry *search;
  StemmaClustersFilter *filter;
  GtkMenuButton *columns;
  GtkWidget *main;
  GtkStack *rows;
  StemmaClusterTable *table;
  AdwStatusPage *bare;
  GtkButton *bare_button;
  GtkLabel *count;
  GtkSpinner *spinner;
  StemmaClustersSide *side;
};

void stemma_clusters_page_reload (StemmaClustersPage *page);
void stemma_clusters_page_drop (StemmaClustersPage *page);
void stemma_clusters_page_run_query (StemmaClustersPage *page, gboolean follow);
gboolean stemma_clusters_page_ask_save (StemmaClustersPage *page);
void stemma_clusters_page_add_actions (StemmaClustersPage *page);
void stemma_clusters_page_add_keys (StemmaClustersPage *page);
void stemma_clusters_page_set_ghosts (StemmaClustersPage *page, gboolean ghosts);
void stemma_clusters_page_show_side (StemmaClustersPage *page);

G_END_DECLS
