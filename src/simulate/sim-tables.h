#pragma once

#include "base/stemma-date.h"

G_BEGIN_DECLS

#define SIM_WEEKS 17
#define SIM_REFERENCE_WEEK 15 /* the week that the tables of usage describe: 2025-06-25 */
#define SIM_NEVER 255
#define SIM_MAX_LENGTH 41

/* What a week adds or takes away; fine-tuned ones with the adapters. */
typedef struct
{
  guint models, isolated, roots, bases;
  guint fine_tuned, merged, quantized;
} SimStep;

/* All the numbers that a world of a given scale has to meet. */
typedef struct
{
  double scale;
  guint models, derived, roots; /* in the reference week */
  guint fine_tuned, merged, quantized;
  SimStep added[SIM_WEEKS];
  SimStep deleted[SIM_WEEKS];
} SimTargets;

void sim_targets_init (SimTargets *targets, double scale);
StemmaDate sim_week_date (guint week);
guint32 *sim_root_sizes (double scale, guint n_roots);
double sim_merge_chains (guint length);

G_END_DECLS
