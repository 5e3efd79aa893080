#pragma once

#include "analysis/stemma-reading.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/** StemmaDownloads: downloads of the last 30 days, summed over models; saturating. */
typedef struct
{
  guint64 base;
  guint64 derived;
  guint64 relational;
  guint64 isolated;
  guint64 all;
} StemmaDownloads;

/** StemmaUsage: how many models there are of each sort. */
typedef struct
{
  guint32 models;
  guint32 base;
  guint32 derived;
  guint32 relational;
  guint32 isolated;
  guint32 roots;
  guint32 leaves;
  guint32 fine_tuned; /* adapters counted in */
  guint32 adapters;   /* the part of fine_tuned that are adapters */
  guint32 quantized;
  guint32 merged;
  guint32 other; /* derived, by a relation that is none of the four */
  guint32 ghosts;
  guint32 orphans;
  guint32 self_loops;
  guint32 models_in_cycles; /* of two or more */
  guint32 edges;
  StemmaDownloads downloads;
} StemmaUsage;

StemmaUsage stemma_usage (const StemmaSnapshot *snapshot);
guint8 *stemma_usage_reach_of_roots (const StemmaSnapshot *snapshot);

G_END_DECLS
