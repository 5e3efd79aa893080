#pragma once

#include <adwaita.h>

#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_CLUSTERS_HEAD (stemma_clusters_head_get_type ())
G_DECLARE_FINAL_TYPE (StemmaClustersHead, stemma_clusters_head, STEMMA, CLUSTERS_HEAD, AdwBin)

GtkWidget *stemma_clusters_head_new (void);
void stemma_clusters_head_set_figures (StemmaClustersHead *head, StemmaFigures *figures);
void stemma_clusters_head_set_narrow (StemmaClustersHead *head, gboolean narrow);

G_END_DECLS
