#pragma once

#include "snapshot/stemma-traverse.h"

G_BEGIN_DECLS

/** StemmaParentFact: one declared parent. */
typedef struct
{
  StemmaNode node;
  guint32 declared; /* name id of the string as declared */
  StemmaRelation relation;
  StemmaEdgeSource source;
  gboolean ghost;
  gboolean self;
  gboolean in_cycle;
} StemmaParentFact;

/** StemmaModelFacts: what the graph says of one model or ghost. */
typedef struct
{
  StemmaRow row;   /* STEMMA_NONE for a ghost */
  StemmaNode node; /* STEMMA_NONE for an isolated model */
  guint32 n_parents;
  StemmaParentFact *parents;            /* in the order of declaration */
  guint32 children[STEMMA_N_RELATIONS]; /* by the relation of the edge; itself not counted */
  guint32 descendants;
  guint32 descendants_by_relation[STEMMA_N_RELATIONS]; /* by the relation where each counts once */
  guint64 descendant_downloads;                        /* saturating */
  guint32 ancestors;                                   /* ghosts included */
  guint32 ghost_ancestors;
  guint32 n_roots;
  StemmaNode *roots;     /* of the clusters it belongs to, by the bytes of ids */
  guint64 chains;        /* that it lies on, `exact`; saturating */
  guint32 longest_chain; /* models in the longest of them; 0 without */
} StemmaModelFacts;

StemmaModelFacts *stemma_model_facts_new (StemmaWalker *walker, StemmaRow row, StemmaNode node);
void stemma_model_facts_free (StemmaModelFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaModelFacts, stemma_model_facts_free)

G_END_DECLS
