#pragma once

#include <glib-object.h>

#include "app/clusters/stemma-cluster-item.h"
#include "app/clusters/stemma-cluster-query.h"

G_BEGIN_DECLS

/**
 * StemmaClusterColumn:
 * @id: what settings call it
 * @title: its header; marked with N_()
 * @definition: what the figure means; marked with N_()
 * @digits: the width of what its cells hold, in digits; the root's is the least it gets
 * @number: whether it is a figure: aligned right, the greatest first when it is first sorted by
 * @clusters_only: whether ghost families have no such figure
 * @ghost_title: (nullable): its header where ghost families are listed, if another
 * @ghost_definition: (nullable): what the figure means there, if something else
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *definition;
  guint digits;
  gboolean number;
  gboolean clusters_only;
  const char *ghost_title;
  const char *ghost_definition;
} StemmaClusterColumn;

extern const StemmaClusterColumn stemma_cluster_columns[STEMMA_N_CLUSTER_FIELDS];

const char *stemma_cluster_column_title (StemmaClusterField field, gboolean ghosts);
const char *stemma_cluster_column_definition (StemmaClusterField field, gboolean ghosts);
gboolean
stemma_cluster_column_applies (StemmaClusterField field, const StemmaFigures *figures, gboolean ghosts);
char *stemma_cluster_column_text (StemmaClusterField field, StemmaClusterItem *item, gboolean *is_zero);
gboolean stemma_cluster_column_has_hint (StemmaClusterField field);
char *stemma_cluster_column_hint (StemmaClusterField field, StemmaClusterItem *item);
char *stemma_cluster_mix_text (const StemmaCluster *cluster);
char *stemma_cluster_row_text (StemmaClusterItem *item);

const char *stemma_cluster_kind_title (StemmaKind kind);
const char *stemma_cluster_relation_title (StemmaRelation relation);
const char *stemma_cluster_reading_title (StemmaReading reading);

G_END_DECLS
