#include "simulate/sim-measurements.h"

#include "simulate/sim-names.h"
#include "simulate/sim-random.h"
#include "simulate/sim-repo.h"

#include <math.h>

#define FIELD_RATE 90
#define STEP 7919 /* a prime, so that the walk comes past every model once */
#define LAST (SIM_WEEKS - 1)
#define MOST_OF_A_BASE 5

enum
{
  GROUP_PEFT,
  GROUP_SFT,
  GROUP_OTHERS,
  GROUP_MERGE,
  GROUP_QUANTIZE,
  N_GROUPS
};

static const struct
{
  const char *word;
  guint wanted;              /* pairs; of merges models, of quantizations repositories */
  double shift[3], width[3]; /* by metric */
} groups[N_GROUPS] = {
  { "PEFT", 16, { 0, 0, 0 }, { 0.04, 0.05, 0.05 } },
  { "SFT", 19, { 0.05, 0.18, 0.06 }, { 0.15, 0.3, 0.25 } },
  { "OTHERS", 40, { 0.01, 0.05, 0.02 }, { 0.12, 0.2, 0.15 } },
  { "MERGE", 9, { 0, 0, 0 }, { 0.3, 0.25, 0.2 } },
  { "QUANTIZE", 4, { 0, 0, 0 }, { 0, 0, 0 } },
};
static const char *const metrics[] = { "HR", "JSR", "PSR" };
static const struct
{
  const char *word;
  double loss;
} levels[] = { { "Q2_K", 0.5 }, { "Q4_K_S", 0.08 }, { "Q8_0", 0.01 } };

typedef struct
{
  const SimWorld *world;
  StemmaSimulatorMeasurementFunc func;
  gpointer user_data;
  GError **error;
  guint n_pairs;
  guint n_of[N_GROUPS];
  gboolean contradicted, turned, doubled; /* the slips that were made */
  GHashTable *bases;                      /* base -> how often it was taken */
} Study;

static double
rounded (double value)
{
  return floor (value * 10000 + 0.5) / 10000;
}

static guint
group_of (const SimWorld *world, guint32 model)
{
  switch ((SimKind) world->kind[model])
    {
    case SIM_ADAPTER:
      return GROUP_PEFT;
    case SIM_FINETUNE:
      return model % 3 == 0 ? GROUP_SFT : GROUP_OTHERS;
    case SIM_MERGE:
      return GROUP_MERGE;
    default:
      return GROUP_QUANTIZE;
    }
}

/* A model's rate is its first parent's and what its making did to it. */
static double
rate_of (const SimWorld *world, guint32 model, guint metric)
{
  double moved = 0;
  for (guint step = 0; step < 64; step++)
    {
      double u = sim_unit (sim_hash (world->seed, FIELD_RATE + metric, model));
      guint32 edge = world->first_edge[model];
      if (world->kind[model] == SIM_ORIGINAL || world->parents[edge] & SIM_GHOST
          || world->parents[edge] == model)
        return rounded (CLAMP ((metric == 0 ? 0.5 * u * u : 0.1 + 0.7 * u) + moved, 0.0021, 0.9808));
      guint group = group_of (world, model);
      moved += groups[group].shift[metric] + (u - 0.5) * groups[group].width[metric];
      model = world->parents[edge];
    }
  return 0.5;
}

/* The slips that such tables have: a wrong sign, and a base that was measured twice with two results. */
static void
slip (Study *study, StemmaSimulatorMeasurement *row, guint metric, gboolean again)
{
  if (metric == 2 && again && !study->contradicted && row->pair >= 8)
    {
      row->base_value = rounded (row->base_value > 0.5 ? row->base_value - 0.05 : row->base_value + 0.05);
      row->stated = rounded (row->value - row->base_value);
      study->contradicted = TRUE;
    }
  if (metric == 1 && !study->turned && row->pair >= 20 && fabs (row->stated) > 0.01)
    {
      row->stated = -row->stated;
      study->turned = TRUE;
    }
}

static gboolean
tell_pair (Study *study, StemmaSimulatorMeasurement *row, const double base[3], const double derived[3],
           gboolean again)
{
  row->pair = study->n_pairs++;
  for (guint metric = 0; metric < 3; metric++)
    {
      row->metric = metrics[metric];
      row->base_value = base[metric];
      row->value = derived[metric];
      row->stated = rounded (derived[metric] - base[metric]);
      slip (study, row, metric, again);
      if (!study->func (row, study->user_data, study->error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
tell_edge (Study *study, guint group, guint32 model, guint32 parent, gboolean again)
{
  const SimWorld *world = study->world;
  char name[SIM_NAME_SIZE], base_name[SIM_NAME_SIZE];
  double base[3], derived[3];
  for (guint metric = 0; metric < 3; metric++)
    {
      base[metric] = rate_of (world, parent, metric);
      derived[metric] = rate_of (world, model, metric);
    }
  StemmaSimulatorMeasurement row = { .group = groups[group].word, .date = sim_week_date (LAST) };
  row.model = sim_name (world, model, LAST, name);
  row.base = sim_name (world, parent, LAST, base_name);
  if (!tell_pair (study, &row, base, derived, again))
    return FALSE;
  /* One pair stands twice. */
  if (study->doubled || study->n_pairs < 25)
    return TRUE;
  study->doubled = TRUE;
  return tell_pair (study, &row, base, derived, FALSE);
}

/* One repository at its levels, against the same at full precision. */
static gboolean
tell_levels (Study *study, guint32 model)
{
  const SimWorld *world = study->world;
  char name[SIM_NAME_SIZE];
  double full[3];
  StemmaSimulatorMeasurement row = { .group = groups[GROUP_QUANTIZE].word, .date = sim_week_date (LAST) };
  row.model = row.base = sim_name (world, model, LAST, name);
  row.base_variant = "fp16";
  for (guint metric = 0; metric < 3; metric++)
    full[metric] = rate_of (world, model, metric);
  for (guint level = 0; level < G_N_ELEMENTS (levels); level++)
    {
      double values[3];
      for (guint metric = 0; metric < 3; metric++)
        {
          double u = sim_unit (sim_hash (world->seed, FIELD_RATE + 3 + metric, (guint64) model << 2 | level));
          double loss = levels[level].loss * (metric == 0 ? u : u - 0.6);
          values[metric] = rounded (CLAMP (full[metric] + loss, 0.0021, 0.9808));
        }
      row.variant = levels[level].word;
      if (!tell_pair (study, &row, full, values, FALSE))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_measurable (const SimWorld *world, guint32 model)
{
  return (model & SIM_GHOST) == 0 && sim_world_lists (world, model, LAST) && world->domain[model] == SIM_NLP
         && sim_size_billions (world, model) > 0.4 && (world->traits[model] & SIM_TRAIT_RING) == 0
         && !sim_world_is_self (world, model);
}

static gboolean
study_model (Study *study, guint32 model)
{
  const SimWorld *world = study->world;
  if (!is_measurable (world, model) || world->kind[model] == SIM_ORIGINAL)
    return TRUE;
  guint group = group_of (world, model), n = sim_world_n_parents (world, model);
  if (study->n_of[group] >= groups[group].wanted || n > 3 || (group != GROUP_MERGE && n > 1))
    return TRUE;
  if (group == GROUP_QUANTIZE && sim_variant (world, model)->method != NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (!is_measurable (world, world->parents[world->first_edge[model] + i]))
      return TRUE;
  gpointer first = GUINT_TO_POINTER (world->parents[world->first_edge[model]]);
  guint taken = GPOINTER_TO_UINT (g_hash_table_lookup (study->bases, first));
  if (taken >= MOST_OF_A_BASE)
    return TRUE;
  g_hash_table_insert (study->bases, first, GUINT_TO_POINTER (taken + 1));
  study->n_of[group]++;
  if (group == GROUP_QUANTIZE)
    return tell_levels (study, model);
  for (guint i = 0; i < n; i++)
    if (!tell_edge (study, group, model, world->parents[world->first_edge[model] + i], i == 0 && taken > 0))
      return FALSE;
  return TRUE;
}

/**
 * sim_measure:
 * @world: the world
 * @func: (scope call): told of each measurement
 * @user_data: for @func
 * @error: return location: what @func set
 *
 * Returns: whether it went through to its end
 */
gboolean
sim_measure (const SimWorld *world, StemmaSimulatorMeasurementFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GHashTable) bases = g_hash_table_new (NULL, NULL);
  Study study = { .world = world, .func = func, .user_data = user_data, .error = error, .bases = bases };
  guint step = STEP % world->n_models == 0 ? 1 : STEP;
  guint32 model = (guint32) (sim_hash (world->seed, FIELD_RATE + 6, 0) % world->n_models);
  for (guint i = 0; i < world->n_models; i++)
    {
      if (!study_model (&study, model))
        return FALSE;
      model = (guint32) (((guint64) model + step) % world->n_models);
    }
  return TRUE;
}
