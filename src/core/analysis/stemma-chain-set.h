#pragma once

#include <gio/gio.h>

#include "analysis/stemma-reading.h"

G_BEGIN_DECLS

/*
 * All paths from the roots to one node, counted without being listed. What the figures of whole chains need
 * is kept apart, so that each stays small: how long the paths are; which kinds occur on them; how the kinds
 * stand to each other. Only src/core/analysis/ includes this.
 *
 * How the kinds stand: for each kind how far it is behind the most frequent one, and in which order the kinds
 * were first met, for the ties. A kind that is further behind than a path can still grow is out of the race
 * and no longer told apart, which keeps deep graphs small. Below a node with one parent nothing is stored but
 * the step from the set above it.
 */

/* The kinds in the order in which they were first met: kind + 1 in each four bits, the first lowest; 0 ends.
 */
typedef guint32 StemmaKindOrder;

#define STEMMA_OUT_OF_RACE G_MAXUINT32

typedef struct
{
  guint32 behind[STEMMA_N_KINDS]; /* edges less than the most frequent kind, or STEMMA_OUT_OF_RACE */
  StemmaKindOrder order;          /* only of kinds in the race */
  guint64 count;
} StemmaChainTally;

/* A stretch of path: how often each kind occurs, and their order. */
typedef struct
{
  guint32 edges[STEMMA_N_KINDS];
  StemmaKindOrder order;
} StemmaChainStep;

typedef struct
{
  guint32 users;    /* who refers to it; one thread */
  guint32 shortest; /* edges of the shortest path */
  guint32 n_lengths;
  guint64 *lengths;                   /* paths of shortest, shortest + 1, … edges */
  guint64 kinds[1 << STEMMA_N_KINDS]; /* paths by the set of kinds on them */
  guint32 n_tallies;
  StemmaChainTally *tallies;
} StemmaChainSet;

/* One of several ways into a node: the paths of a set, each prolonged by a step. */
typedef struct
{
  StemmaChainSet *set;
  StemmaChainStep step;
} StemmaChainWay;

StemmaChainSet *stemma_chain_set_new_unit (void);
StemmaChainSet *stemma_chain_set_new_joined (
  const StemmaChainWay *ways, guint n_ways, guint32 height, guint32 max_tallies, GCancellable *cancellable);
StemmaChainSet *stemma_chain_set_ref (StemmaChainSet *set);
void stemma_chain_set_unref (StemmaChainSet *set);
gsize stemma_chain_set_get_size (const StemmaChainSet *set);
StemmaKind stemma_chain_tally_dominant (const StemmaChainTally *tally, const StemmaChainStep *step);
guint stemma_kind_order_mask (StemmaKindOrder order);
guint32 stemma_chain_step_get_length (const StemmaChainStep *step);
void stemma_chain_step_add (StemmaChainStep *step, StemmaKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChainSet, stemma_chain_set_unref)

G_END_DECLS
