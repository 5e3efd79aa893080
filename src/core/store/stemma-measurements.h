#pragma once

#include "store/stemma-store.h"

G_BEGIN_DECLS

/**
 * StemmaMeasurement: one rate that somebody measured.
 * @group: (nullable): how the source groups the pair: PEFT, SFT, MERGE, QUANTIZE
 * @base: (nullable): the other side of a pair, with @base_value and the delta that the source states
 */
typedef struct
{
  char *model;
  char *variant; /* (nullable): a quantization level */
  char *metric;
  char *group;
  double value; /* in [0, 1] */
  char *base;
  char *base_variant; /* (nullable) */
  double base_value;
  double stated;
  StemmaDate date; /* STEMMA_DATE_NONE where not known */
} StemmaMeasurement;

GArray *stemma_measurements_new (void);
gboolean stemma_measurements_add (StemmaStore *store, const char *source, GArray *measurements, GError **error);
GArray *stemma_measurements_list (StemmaStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
