#pragma once

#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

/** StemmaClusterField: what a column of the table shows and sorts by, the most telling first: a narrow window
 * shows those that come first, the others are scrolled to. */
typedef enum
{
  STEMMA_CLUSTER_ROOT,
  STEMMA_CLUSTER_SIZE,
  STEMMA_CLUSTER_CHANGE,
  STEMMA_CLUSTER_MIX,
  STEMMA_CLUSTER_CHAINS,
  STEMMA_CLUSTER_LONGEST,
  STEMMA_CLUSTER_DOWNLOADS,
  STEMMA_CLUSTER_DOMINANT,
  STEMMA_CLUSTER_DIVERSITY,
  STEMMA_CLUSTER_TASK,
  STEMMA_N_CLUSTER_FIELDS
} StemmaClusterField;

#define STEMMA_CLUSTER_ANY (-1)

/**
 * StemmaClusterQuery:
 * @text: (nullable): a part of the head's name; ASCII letters match whatever their case
 * @min_size: in models
 * @dominant: a #StemmaKind, or %STEMMA_CLUSTER_ANY
 * @diversity: how many kinds, or %STEMMA_CLUSTER_ANY
 * @task: (nullable): the head's task, "" for none; %NULL for any
 * @ghosts: whether to list the ghost families
 * @sort: the order; equals stand by size, then by name
 * @descending: whether the greatest comes first
 *
 * Which rows the table shows, and in which order.
 */
typedef struct
{
  char *text;
  guint32 min_size;
  int dominant;
  int diversity;
  char *task;
  gboolean ghosts;
  StemmaClusterField sort;
  gboolean descending;
} StemmaClusterQuery;

void stemma_cluster_query_init (StemmaClusterQuery *query);
void stemma_cluster_query_copy (StemmaClusterQuery *query, const StemmaClusterQuery *from);
void stemma_cluster_query_clear (StemmaClusterQuery *query);
gboolean stemma_cluster_query_is_filtered (const StemmaClusterQuery *query);
GArray *stemma_cluster_query_run (const StemmaClusterQuery *query,
                                  const StemmaFigures *figures,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StemmaClusterQuery, stemma_cluster_query_clear)

G_END_DECLS
