#pragma once

#include <gio/gio.h>

#include "base/stemma-date.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

/**
 * StemmaSimulator:
 *
 * An invented Hub: seventeen weekly listings of models that never existed, shaped like the real thing. The
 * same seed and scale give the same bytes on every run. Sealed once made: any number of threads may read it.
 *
 * Facts that follow from the design and that a reader may rely on:
 * - A model is its oid; oids ascend in the order of arrival, and their first four bytes are the second of
 * creation.
 * - An edge carries the oid of its parent where its source is the Hub's own field and the parent is listed.
 *   A parent that is renamed or whose name is reused keeps its oid in the edge even when it is gone, and the
 *   declared string stays what it was when the child was made. Such edges never come from tags or cards.
 * - Licence, new version, template and so on move only with the sha; gating and disabling move without it.
 */
typedef struct _StemmaSimulator StemmaSimulator;

#define STEMMA_SIMULATOR_MIN_SCALE 0.0005
#define STEMMA_SIMULATOR_MAX_SCALE 4.0

/**
 * StemmaSimulatorCounts:
 *
 * What was planted in a week. Definitions as in the figures of the app, exact reading; @fine_tuned counts
 * adapters in. @ghosts are distinct parents that are declared but not listed. The four that tell of a step
 * (@added to @recreated) compare with the week before and are 0 in the first week; a rename is neither an
 * addition nor a deletion, a recreation is an addition (of a name that an earlier model held).
 */
typedef struct
{
  guint64 models;
  guint64 derived;
  guint64 base;
  guint64 roots;
  guint64 isolated;
  guint64 fine_tuned;
  guint64 adapters;
  guint64 merged;
  guint64 quantized;
  guint64 edges;
  guint64 ghosts;
  guint64 self_loops;
  guint64 models_in_cycles;
  guint64 added;
  guint64 deleted;
  guint64 renamed;
  guint64 recreated;
  guint64 vanished_owners;
} StemmaSimulatorCounts;

/**
 * StemmaSimulatorMeasurement:
 *
 * One measured rate, in [0, 1]. Where @base is set, the row belongs to a pair of base and derived model, and
 * @stated is the delta that the (invented) source states for it: a few of those are wrong on purpose.
 */
typedef struct
{
  const char *group; /* PEFT, SFT, MERGE, QUANTIZE */
  const char *model;
  const char *variant; /* (nullable): a quantization level */
  const char *metric;  /* HR, JSR, PSR */
  double value;
  const char *base;         /* (nullable): the other side of the pair */
  const char *base_variant; /* (nullable) */
  double base_value;
  double stated;
  guint pair; /* rows of one pair stand together and share this number */
  StemmaDate date;
} StemmaSimulatorMeasurement;

typedef gboolean (*StemmaSimulatorFunc) (const StemmaRecord *record, gpointer user_data, GError **error);
typedef gboolean (*StemmaSimulatorDeletedFunc) (const char *name, const guint8 oid[STEMMA_OID_SIZE],
                                                gpointer user_data, GError **error);
typedef gboolean (*StemmaSimulatorRenamedFunc) (const char *before, const char *after,
                                                const guint8 oid[STEMMA_OID_SIZE], gpointer user_data,
                                                GError **error);
typedef gboolean (*StemmaSimulatorMeasurementFunc) (const StemmaSimulatorMeasurement *measurement,
                                                    gpointer user_data, GError **error);

StemmaSimulator *stemma_simulator_new (guint32 seed, double scale);
void stemma_simulator_free (StemmaSimulator *simulator);

guint stemma_simulator_get_n_weeks (const StemmaSimulator *simulator);
StemmaDate stemma_simulator_get_date (const StemmaSimulator *simulator, guint week);
const char *stemma_simulator_get_source (const StemmaSimulator *simulator);
void stemma_simulator_get_counts (const StemmaSimulator *simulator, guint week,
                                  StemmaSimulatorCounts *counts);

gboolean stemma_simulator_list (const StemmaSimulator *simulator, guint week, StemmaSimulatorFunc func,
                                gpointer user_data, GCancellable *cancellable, GError **error);
gboolean stemma_simulator_list_changes (const StemmaSimulator *simulator, guint week,
                                        StemmaSimulatorFunc changed, StemmaSimulatorDeletedFunc deleted,
                                        gpointer user_data, GCancellable *cancellable, GError **error);
gboolean stemma_simulator_list_renames (const StemmaSimulator *simulator, guint week,
                                        StemmaSimulatorRenamedFunc func, gpointer user_data, GError **error);
gboolean stemma_simulator_list_measurements (const StemmaSimulator *simulator,
                                             StemmaSimulatorMeasurementFunc func, gpointer user_data,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSimulator, stemma_simulator_free)

G_END_DECLS
