#pragma once

#include "snapshot/stemma-components.h"
#include "snapshot/stemma-packer.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/* What is told of the listed models, by row. Only src/core/snapshot/ includes this. */
typedef struct
{
  guint32 n;
  StemmaPacked status; /* the relation, and STEMMA_BUILT_DERIVED */
  StemmaPacked arrival;
} StemmaBuiltModels;

/* How a model is told: whether it is derived, and the relation where it counts once. */
#define STEMMA_BUILT_DERIVED 0x80

/* An edge whose ends are known. */
typedef struct
{
  guint32 child;  /* row */
  guint32 parent; /* row, or the number of models and on: a ghost */
  guint32 declared;
  guint8 relation;
  guint8 source;
} StemmaBuiltEdge;

/**
 * StemmaGraphBuild:
 *
 * A graph on its way into an image. Until its nodes are numbered along the edges they have a draft number:
 * relational models by row, then the ghosts.
 */
typedef struct
{
  StemmaBuiltModels models;
  guint32 n_models;
  const guint32 *ghost_names;
  guint32 n_ghosts;
  StemmaBuiltEdge *edges; /* by child, in the order of declaration; a pair stands once */
  guint32 n_edges;
  guint32 n_nodes;
  guint32 *draft_of_row; /* STEMMA_NONE where isolated */
  guint32 *row_of_draft; /* STEMMA_NONE for ghosts */
  guint32 *parent_start; /* by draft number, into edges */
  guint32 *child_start;  /* by draft number */
  guint32 *child;        /* draft numbers, by relation, then by arrival */
  guint32 *child_edge;   /* the place of each among the edges */
  StemmaComponents *components;
} StemmaGraphBuild;

static inline gboolean
stemma_graph_build_is_derived (const StemmaGraphBuild *build, guint32 row)
{
  return (stemma_packed_get (&build->models.status, row) & STEMMA_BUILT_DERIVED) != 0;
}

StemmaGraphBuild *stemma_graph_build_new (const StemmaBuiltModels *models,
                                          const guint32 *ghost_names,
                                          guint32 n_ghosts,
                                          StemmaBuiltEdge *edges,
                                          guint32 n_edges);
void stemma_graph_build_free (StemmaGraphBuild *build);
void stemma_graph_build_order_children (StemmaGraphBuild *build);
void stemma_graph_build_write (const StemmaGraphBuild *build, guint8 *image);

static inline guint32
stemma_graph_build_draft (const StemmaGraphBuild *build, guint32 row_or_ghost)
{
  return row_or_ghost < build->n_models ? build->draft_of_row[row_or_ghost]
                                        : build->n_nodes - build->n_ghosts + (row_or_ghost - build->n_models);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaGraphBuild, stemma_graph_build_free)

G_END_DECLS
