#pragma once

#include <adwaita.h>

#include "app/clusters/stemma-figure-card.h"
#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_CLUSTERS_SIZES,
  STEMMA_CLUSTERS_LENGTHS,
  STEMMA_CLUSTERS_CHILDREN,
  STEMMA_CLUSTERS_PARENTS,
  STEMMA_CLUSTERS_TASKS,
  STEMMA_N_CLUSTERS_CARDS
} StemmaClustersCard;

#define STEMMA_TYPE_CLUSTERS_SIDE (stemma_clusters_side_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClustersSide, stemma_clusters_side, STEMMA, CLUSTERS_SIDE, AdwBin)

GtkWidget *stemma_clusters_side_new (void);
void stemma_clusters_side_set_figures (StemmaClustersSide *side, StemmaFigures *figures);
gboolean stemma_clusters_side_is_settled (StemmaClustersSide *side);
StemmaFigureCard *stemma_clusters_side_get_card (StemmaClustersSide *side, StemmaClustersCard card);

G_END_DECLS
