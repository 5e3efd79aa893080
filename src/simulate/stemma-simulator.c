#include "simulate/stemma-simulator.h"

#include "simulate/sim-counts.h"
#include "simulate/sim-facts.h"
#include "simulate/sim-measurements.h"
#include "simulate/sim-names.h"
#include "simulate/sim-record.h"

#define POLL_EVERY 1024

struct _StemmaSimulator
{
  SimWorld *world;
  char *source;
};

/**
 * stemma_simulator_new:
 * @seed: where all chance comes from
 * @scale: 1 is the Hub of 2025-06-25 with its 1,817,398 models; brought to between
 *   %STEMMA_SIMULATOR_MIN_SCALE and %STEMMA_SIMULATOR_MAX_SCALE
 *
 * Makes an invented Hub: 3 s and 120 MB at scale 1.
 *
 * Returns: (transfer full): the Hub
 */
StemmaSimulator *
stemma_simulator_new (guint32 seed, double scale)
{
  StemmaSimulator *simulator = g_new0 (StemmaSimulator, 1);
  /* Written so that what is no number comes out as the smallest. */
  double brought = scale > STEMMA_SIMULATOR_MIN_SCALE ? scale : STEMMA_SIMULATOR_MIN_SCALE;
  brought = MIN (brought, STEMMA_SIMULATOR_MAX_SCALE);
  simulator->world = sim_world_new (seed, brought);
  simulator->source = g_strdup_printf ("sample: invented models, seed %u, scale %g", seed, brought);
  return simulator;
}

/**
 * stemma_simulator_free:
 * @simulator: (nullable) (transfer full): a simulator
 */
void
stemma_simulator_free (StemmaSimulator *simulator)
{
  if (simulator == NULL)
    return;
  sim_world_free (simulator->world);
  g_free (simulator->source);
  g_free (simulator);
}

/**
 * stemma_simulator_get_n_weeks:
 * @simulator: a simulator
 *
 * Returns: how many weekly listings there are: 17
 */
guint
stemma_simulator_get_n_weeks (const StemmaSimulator *simulator)
{
  g_return_val_if_fail (simulator != NULL, 0);
  return SIM_WEEKS;
}

/**
 * stemma_simulator_get_date:
 * @simulator: a simulator
 * @week: a week, from 0
 *
 * Returns: the day of the listing: 2025-03-12 and every seventh day from there to 2025-07-02
 */
StemmaDate
stemma_simulator_get_date (const StemmaSimulator *simulator, guint week)
{
  g_return_val_if_fail (simulator != NULL && week < SIM_WEEKS, STEMMA_DATE_NONE);
  return sim_week_date (week);
}

/**
 * stemma_simulator_get_source:
 * @simulator: a simulator
 *
 * Returns: (transfer none): what a snapshot names as its source, so that nobody takes it for the Hub
 */
const char *
stemma_simulator_get_source (const StemmaSimulator *simulator)
{
  g_return_val_if_fail (simulator != NULL, NULL);
  return simulator->source;
}

/**
 * stemma_simulator_get_counts:
 * @simulator: a simulator
 * @week: a week, from 0
 * @counts: (out): what was planted
 */
void
stemma_simulator_get_counts (const StemmaSimulator *simulator, guint week, StemmaSimulatorCounts *counts)
{
  g_return_if_fail (simulator != NULL && week < SIM_WEEKS);
  sim_count (simulator->world, week, counts);
}

static gboolean
may_go_on (guint32 model, GCancellable *cancellable, GError **error)
{
  return model % POLL_EVERY != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * stemma_simulator_list:
 * @simulator: a simulator
 * @week: a week, from 0
 * @func: (scope call): told of each model; the record dies when it returns; stops the listing by FALSE
 * @user_data: for @func
 * @cancellable: (nullable): polled every thousand models
 * @error: return location: %G_IO_ERROR_CANCELLED, or what @func set
 *
 * Lists every model of a week in the order in which they came to be.
 *
 * Returns: whether the listing went through to its end
 */
gboolean
stemma_simulator_list (const StemmaSimulator *simulator, guint week, StemmaSimulatorFunc func,
                       gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (simulator != NULL && week < SIM_WEEKS, FALSE);
  const SimWorld *world = simulator->world;
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  for (guint32 model = 0; model < world->week_start[week + 1]; model++)
    {
      if (!may_go_on (model, cancellable, error))
        return FALSE;
      if (world->death[model] <= week)
        continue;
      StemmaRecord record;
      stemma_arena_reset (arena);
      sim_record_make (world, model, week, arena, &record);
      if (!func (&record, user_data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
tell_deleted (const SimWorld *world, guint32 model, guint week, StemmaSimulatorDeletedFunc deleted,
              gpointer user_data, GError **error)
{
  char name[SIM_NAME_SIZE];
  guint8 oid[STEMMA_OID_SIZE];
  sim_oid (world, model, oid);
  return deleted (sim_name (world, model, week - 1, name), oid, user_data, error);
}

/* One model's part in the step from the week before. */
static gboolean
tell_change (const SimWorld *world, guint32 model, guint week, StemmaArena *arena,
             StemmaSimulatorFunc changed, gpointer user_data, GError **error)
{
  gboolean before = week > 0 && sim_world_lists (world, model, week - 1);
  if (before && !sim_has_changed (world, model, week))
    return TRUE;
  StemmaRecord record;
  stemma_arena_reset (arena);
  sim_record_make (world, model, week, arena, &record);
  return changed (&record, user_data, error);
}

/**
 * stemma_simulator_list_changes:
 * @simulator: a simulator
 * @week: a week, from 0; everything is added in the first
 * @changed: (scope call) (nullable): told of each model that is new, or of which a lasting fact changed
 * @deleted: (scope call) (nullable): told of each that is gone, by its last name
 * @user_data: for both
 * @cancellable: (nullable): polled every thousand models
 * @error: return location: %G_IO_ERROR_CANCELLED, or what a function set
 *
 * Lists what parts a week from the week before: first all that is gone, then what is new or changed, in the
 * order in which they came to be. A renamed model is a changed one. Where only downloads or likes moved,
 * which they do every week for nearly everybody, nothing is told.
 *
 * Returns: whether the listing went through to its end
 */
gboolean
stemma_simulator_list_changes (const StemmaSimulator *simulator, guint week, StemmaSimulatorFunc changed,
                               StemmaSimulatorDeletedFunc deleted, gpointer user_data,
                               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (simulator != NULL && week < SIM_WEEKS, FALSE);
  const SimWorld *world = simulator->world;
  for (guint32 model = 0; deleted != NULL && week > 0 && model < world->week_start[week]; model++)
    {
      if (!may_go_on (model, cancellable, error))
        return FALSE;
      if (world->death[model] == week && !tell_deleted (world, model, week, deleted, user_data, error))
        return FALSE;
    }
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  for (guint32 model = 0; changed != NULL && model < world->week_start[week + 1]; model++)
    {
      if (!may_go_on (model, cancellable, error))
        return FALSE;
      if (world->death[model] > week && !tell_change (world, model, week, arena, changed, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * stemma_simulator_list_renames:
 * @simulator: a simulator
 * @week: a week, from 0
 * @func: (scope call): told of each model that is called otherwise than in the week before
 * @user_data: for @func
 * @error: return location: what @func set
 *
 * Returns: whether the listing went through to its end
 */
gboolean
stemma_simulator_list_renames (const StemmaSimulator *simulator, guint week, StemmaSimulatorRenamedFunc func,
                               gpointer user_data, GError **error)
{
  g_return_val_if_fail (simulator != NULL && week < SIM_WEEKS, FALSE);
  const SimWorld *world = simulator->world;
  for (guint i = 0; week > 0 && i < world->renames->len; i++)
    {
      const SimAlias *alias = &g_array_index (world->renames, SimAlias, i);
      if (alias->week != week)
        continue;
      char before[SIM_NAME_SIZE], after[SIM_NAME_SIZE];
      guint8 oid[STEMMA_OID_SIZE];
      sim_oid (world, alias->model, oid);
      sim_name (world, alias->model, week - 1, before);
      sim_name (world, alias->model, week, after);
      if (!func (before, after, oid, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * stemma_simulator_list_measurements:
 * @simulator: a simulator
 * @func: (scope call): told of each measurement; its strings die when it returns
 * @user_data: for @func
 * @error: return location: what @func set
 *
 * Lists invented risk measurements: about a hundred pairs of a base and what was made of it, three metrics
 * each. As in such studies, one delta has the wrong sign, one pair stands twice and one base has two results.
 *
 * Returns: whether the listing went through to its end
 */
gboolean
stemma_simulator_list_measurements (const StemmaSimulator *simulator, StemmaSimulatorMeasurementFunc func,
                                    gpointer user_data, GError **error)
{
  g_return_val_if_fail (simulator != NULL, FALSE);
  return sim_measure (simulator->world, func, user_data, error);
}
