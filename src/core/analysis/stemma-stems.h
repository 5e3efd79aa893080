#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/** StemmaStem: what a number of nodes come to. */
typedef struct
{
  guint32 n;
  guint32 relations[STEMMA_N_RELATIONS]; /* by the relation where each counts once */
  guint64 downloads;                     /* saturating */
} StemmaStem;

/*
 * A graph cut into stems: a node hangs on its parent's stem if that parent is its only one, and begins a stem of its
 * own if it has several, or none, or is part of a ring: then it is a joint. What hangs on a stem is summed up once,
 * so that a walk over all descendants of a node goes from joint to joint; few nodes are joints. Only
 * src/core/analysis/ includes this. One thread.
 */
typedef struct _StemmaStems StemmaStems;

StemmaStems *stemma_stems_new (const StemmaGraph *graph);
void stemma_stems_free (StemmaStems *stems);
guint32 stemma_stems_sum (StemmaStems *stems, StemmaNode head, StemmaStem *sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaStems, stemma_stems_free)

G_END_DECLS
