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

/* The kinds in the order in which they were first met: kind + 1 in each four bits, the first lowest; 0 ends. Above
 * them, from STEMMA_KIND_ORDER_BITS on, a bit for each kind in it. */
typedef guint32 StemmaKindOrder;

#define STEMMA_KIND_ORDER_BITS (4 * STEMMA_N_KINDS)
#define STEMMA_KIND_ORDER_LIST(order) ((order) & ((1u << STEMMA_KIND_ORDER_BITS) - 1))

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
  guint32 occurring;                  /* a bit for each of those sets that occurs */
  guint32 n_tallies;
  StemmaChainTally *tallies;
} StemmaChainSet;

/* One of several ways into a node: the paths of a set, each prolonged by a step. */
typedef struct
{
  StemmaChainSet *set;
  StemmaChainStep step;
} StemmaChainWay;

/* Room to join tallies in, used again and again. */
typedef struct _StemmaChainTable StemmaChainTable;

StemmaChainTable *stemma_chain_table_new (void);
void stemma_chain_table_free (StemmaChainTable *table);

StemmaChainSet *stemma_chain_set_new_unit (void);
StemmaChainSet *stemma_chain_set_new_joined (StemmaChainTable *table,
                                             const StemmaChainWay *ways,
                                             guint n_ways,
                                             guint32 height,
                                             guint32 max_tallies,
                                             GCancellable *cancellable);
StemmaChainSet *stemma_chain_set_ref (StemmaChainSet *set);
void stemma_chain_set_unref (StemmaChainSet *set);
gsize stemma_chain_set_get_size (const StemmaChainSet *set);
StemmaKind stemma_chain_tally_dominant (const StemmaChainTally *tally, const StemmaChainStep *step);

static inline guint
stemma_kind_order_mask (StemmaKindOrder order)
{
  return order >> STEMMA_KIND_ORDER_BITS;
}

static inline guint
stemma_kind_mask_count (guint mask)
{
  return (mask & 1) + (mask >> 1 & 1) + (mask >> 2 & 1) + (mask >> 3 & 1);
}

/* @order with @kind at its end, unless it is there already. */
static inline StemmaKindOrder
stemma_kind_order_add (StemmaKindOrder order, guint kind)
{
  guint mask = stemma_kind_order_mask (order);
  guint n = stemma_kind_mask_count (mask);
  return mask >> kind & 1 ? order : order | (kind + 1) << 4 * n | 1u << (STEMMA_KIND_ORDER_BITS + kind);
}

/* Adds an edge of that kind at the end of a step. */
static inline void
stemma_chain_step_add (StemmaChainStep *step, StemmaKind kind)
{
  step->edges[kind]++;
  step->order = stemma_kind_order_add (step->order, kind);
}

static inline guint32
stemma_chain_step_get_length (const StemmaChainStep *step)
{
  guint32 length = 0;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    length += step->edges[k];
  return length;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChainSet, stemma_chain_set_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaChainTable, stemma_chain_table_free)

G_END_DECLS
