#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/**
 * StemmaChainPaths:
 *
 * The ways through one node: those from roots down to it and those from it down to leaves, self-loops and
 * edges inside of cycles left out. What is asked of a node that is on neither side is undefined. Only
 * src/core/analysis/ includes this.
 */
typedef struct
{
  const StemmaGraph *graph;
  StemmaNode node;
  guint32 n_above;
  StemmaNode *above; /* ancestors by number */
  guint32 n_below;
  StemmaNode *below;    /* descendants by number */
  guint8 *side;         /* by node: STEMMA_PATHS_ABOVE, … or 0 */
  guint64 ways_down;    /* from the node to leaves; saturating */
  guint64 ways_up;      /* from roots to the node; saturating */
  guint32 longest_down; /* edges */
  guint32 longest_up;
  guint32 *height; /* by node above and below: edges of the longest way down: to the node, or to a leaf */
} StemmaChainPaths;

#define STEMMA_PATHS_ABOVE 1
#define STEMMA_PATHS_HERE 2
#define STEMMA_PATHS_BELOW 4

StemmaChainPaths *stemma_chain_paths_new (const StemmaGraph *graph, StemmaNode node);
void stemma_chain_paths_free (StemmaChainPaths *paths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChainPaths, stemma_chain_paths_free)

G_END_DECLS
