#pragma once

#include "lineage/stemma-family.h"

G_BEGIN_DECLS

typedef struct
{
  StemmaNode node;   /* STEMMA_NONE for a model without parent and child */
  StemmaRow row;     /* STEMMA_NONE for a ghost */
  const char *name;  /* belongs to the snapshot */
  StemmaSide side;
  guint32 distance;  /* steps from the focus */
  guint32 n_parents_outside;  /* declared, but not among the nodes: their edges are not among the edges */
} StemmaSubgraphNode;

typedef struct
{
  guint32 from;      /* the parent, into the nodes */
  guint32 to;        /* the child */
  StemmaRelation relation;
  gboolean in_cycle; /* or to itself: left out of exact chains */
  StemmaEdgeSource source;
} StemmaSubgraphEdge;

/**
 * StemmaSubgraph:
 *
 * The family of a model as a plain graph, nothing folded, for files: the focus first, then descendants, then
 * ancestors, each nearest first, at last the guests that the view brings in from beside the family. All edges
 * between them are in it, by child, in the order of declaration; of a parent that is not in it there is only the
 * count.
 */
typedef struct
{
  StemmaSnapshot *snapshot;
  GArray *nodes;  /* of StemmaSubgraphNode */
  GArray *edges;  /* of StemmaSubgraphEdge */
} StemmaSubgraph;

StemmaSubgraph *stemma_lineage_subgraph (StemmaSnapshot *snapshot, StemmaView *view, GError **error);
void stemma_subgraph_free (StemmaSubgraph *subgraph);

char *stemma_lineage_tree_text (StemmaSnapshot *snapshot, StemmaView *view, guint max_lines, GError **error);

gboolean stemma_lineage_find_focus (StemmaSnapshot *snapshot, StemmaView *view, StemmaNode *node,
                                    StemmaRow *row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSubgraph, stemma_subgraph_free)

G_END_DECLS
