#include "simulate/sim-facts.h"

#include "simulate/sim-random.h"

#include <math.h>

#define DAY 86400
#define FIRST_SECOND 1646263744 /* 2022-03-02T23:29:04Z: what was there before the Hub kept count */
#define N_COMMITS 3

enum
{
  FIELD_OID = 30,
  FIELD_LAG,
  FIELD_COMMITS,
  FIELD_WHAT,
  FIELD_GATE,
  FIELD_DISABLED,
  FIELD_SOURCE,
  FIELD_DOWNLOADS,
  FIELD_DRIFT,
  FIELD_AGE,
  FIELD_LIKES,
};

/**
 * sim_created:
 * @world: the world
 * @model: a model
 *
 * Returns: its second of creation; grows with the model's number, faster and faster as the Hub did
 */
gint64
sim_created (const SimWorld *world, guint32 model)
{
  const double growth = 2.6;
  guint week = sim_world_birth (world, model);
  guint32 start = world->week_start[week];
  double share = (model - start + 0.5) / (world->week_start[week + 1] - start);
  gint64 end = (gint64) sim_week_date (week) * DAY;
  if (week > 0)
    return end - 7 * DAY + (gint64) (share * 7 * DAY);
  if (share < 0.008)
    return FIRST_SECOND + (share > 0.004);
  double passed = log (1 + (share - 0.008) / 0.992 * (exp (growth) - 1)) / growth;
  return FIRST_SECOND + 2 + (gint64) (passed * (double) (end - FIRST_SECOND - 3));
}

void
sim_oid (const SimWorld *world, guint32 model, guint8 oid[STEMMA_OID_SIZE])
{
  guint64 rest = ((guint64) model << 40) + (sim_hash (world->seed, FIELD_OID, model) & 0xffffffffff);
  guint32 seconds = (guint32) sim_created (world, model);
  for (guint i = 0; i < 4; i++)
    oid[i] = (guint8) (seconds >> (24 - 8 * i));
  for (guint i = 0; i < 8; i++)
    oid[4 + i] = (guint8) (rest >> (56 - 8 * i));
}

/* One model in ten moves on after its release, and one base in four. */
static double
commit_share (const SimWorld *world, guint32 model)
{
  static const double shares[SIM_N_KINDS] = { 0.091, 0.071, 0.071, 0.105, 0.063 };
  gboolean base = (world->traits[model] & SIM_TRAIT_BASE) != 0 && world->kind[model] != SIM_MERGE;
  return base ? 0.31 : shares[world->kind[model]];
}

/* The weeks of a model's commits after its release; SIM_NEVER where there is none. */
static void
commit_weeks (const SimWorld *world, guint32 model, guint weeks[N_COMMITS])
{
  guint64 hash = sim_hash (world->seed, FIELD_COMMITS, model);
  weeks[0] = weeks[1] = weeks[2] = SIM_NEVER;
  if (sim_unit (hash) >= commit_share (world, model))
    return;
  guint birth = sim_world_birth (world, model);
  hash = sim_mix (hash);
  for (guint i = 0; i < N_COMMITS; i++)
    {
      guint week = 1 + (guint) (hash >> (8 * i) & 0xff) % (SIM_WEEKS - 1);
      gboolean happens = i == 0 || (hash >> (32 + 8 * i) & 0xff) < (i == 1 ? 90 : 40);
      weeks[i] = happens && week > birth ? week : SIM_NEVER;
    }
}

/* How many commits there were since the release. */
guint
sim_version (const SimWorld *world, guint32 model, guint week)
{
  guint weeks[N_COMMITS], version = 0;
  commit_weeks (world, model, weeks);
  for (guint i = 0; i < N_COMMITS; i++)
    version += weeks[i] <= week;
  return version;
}

gint64
sim_modified (const SimWorld *world, guint32 model, guint week)
{
  guint weeks[N_COMMITS], last = 0;
  commit_weeks (world, model, weeks);
  for (guint i = 0; i < N_COMMITS; i++)
    if (weeks[i] <= week)
      last = MAX (last, weeks[i]);
  guint64 hash = sim_hash (world->seed, FIELD_LAG, model);
  if (last > 0)
    return (gint64) sim_week_date (last) * DAY - 1 - (gint64) (hash % (6 * DAY));
  gint64 created = sim_created (world, model);
  gint64 lag = (gint64) (hash % (hash & 1024 ? DAY / 4 : 60 * DAY));
  return MIN (created + lag, (gint64) sim_week_date (sim_world_birth (world, model)) * DAY - 1);
}

/* Whether the first commit was of a sort that @share of them are, beginning at @from; and whether it is done.
 */
static gboolean
commit_did (const SimWorld *world, guint32 model, guint week, double from, double share)
{
  double what = sim_unit (sim_hash (world->seed, FIELD_WHAT, model));
  if (what < from || what >= from + share)
    return FALSE;
  guint weeks[N_COMMITS];
  commit_weeks (world, model, weeks);
  return weeks[0] <= week;
}

gboolean
sim_has_new_version (const SimWorld *world, guint32 model, guint week)
{
  return commit_did (world, model, week, 0, 0.013);
}

gboolean
sim_keeps_licence (const SimWorld *world, guint32 model, guint week)
{
  return !commit_did (world, model, week, 0.02, 0.03);
}

/* A few say later that what they called a fine-tune is an adapter. */
SimKind
sim_kind (const SimWorld *world, guint32 model, guint week)
{
  SimKind kind = (SimKind) world->kind[model];
  if (kind == SIM_FINETUNE && commit_did (world, model, week, 0.06, 0.006))
    return SIM_ADAPTER;
  return kind;
}

/* And a few merges come to name one parent less. */
guint
sim_n_parents (const SimWorld *world, guint32 model, guint week)
{
  guint n = sim_world_n_parents (world, model);
  return n >= 3 && commit_did (world, model, week, 0.08, 0.05) ? n - 1 : n;
}

/* The week of something that befalls @share of all models, but not when they are born. */
static gboolean
has_befallen (const SimWorld *world, guint32 model, guint week, guint field, double share)
{
  guint64 hash = sim_hash (world->seed, field, model);
  guint when = 1 + (guint) (sim_mix (hash) % (SIM_WEEKS - 1));
  return sim_unit (hash) < share && when <= week && when > sim_world_birth (world, model);
}

/**
 * sim_access:
 * @world: the world
 * @model: a model
 * @week: when
 *
 * Returns: the flags that tell who may have it: gated or disabled
 */
guint32
sim_access (const SimWorld *world, guint32 model, guint week)
{
  guint64 hash = sim_mix (sim_hash (world->seed, FIELD_GATE, model) + 1);
  double share = world->traits[model] & SIM_TRAIT_BIG ? 0.35
                 : world->kind[model] == SIM_ORIGINAL ? 0.006
                                                      : 0.003;
  guint32 flags = 0;
  gboolean gated = sim_unit (hash) < share;
  if (has_befallen (world, model, week, FIELD_GATE, 0.0008))
    gated = !gated;
  if (gated)
    flags |= hash & 1 ? STEMMA_FLAG_GATED_MANUAL : STEMMA_FLAG_GATED_AUTO;
  if (has_befallen (world, model, week, FIELD_DISABLED, 0.0004))
    flags |= STEMMA_FLAG_DISABLED;
  return flags;
}

StemmaRelation
sim_relation_of_kind (SimKind kind)
{
  static const StemmaRelation relations[SIM_N_KINDS]
    = { STEMMA_RELATION_OTHER, STEMMA_RELATION_FINETUNE, STEMMA_RELATION_ADAPTER, STEMMA_RELATION_MERGE,
        STEMMA_RELATION_QUANTIZED };
  return relations[kind];
}

/**
 * sim_edge_source:
 * @world: the world
 * @model: a derived model
 *
 * Returns: where it declares its parents; always the Hub's own field where a parent changes its name or loses
 * it
 */
StemmaEdgeSource
sim_edge_source (const SimWorld *world, guint32 model)
{
  for (guint32 edge = world->first_edge[model]; edge < world->first_edge[model + 1]; edge++)
    if ((world->parents[edge] & SIM_GHOST) == 0
        && (world->traits[world->parents[edge]] & SIM_TRAIT_STICKY) != 0)
      return STEMMA_EDGE_SOURCE_BASE_MODELS;
  guint64 draw = sim_hash (world->seed, FIELD_SOURCE, model) % 1000;
  if (draw < 15)
    return STEMMA_EDGE_SOURCE_CARD;
  if (draw < 25)
    return STEMMA_EDGE_SOURCE_TAG;
  if (draw < 50)
    return STEMMA_EDGE_SOURCE_TYPED_TAG;
  gboolean peft = world->kind[model] == SIM_ADAPTER && world->domain[model] != SIM_VISION;
  return draw < 60 && peft && sim_world_n_parents (world, model) == 1 ? STEMMA_EDGE_SOURCE_PEFT
                                                                      : STEMMA_EDGE_SOURCE_BASE_MODELS;
}

gboolean
sim_edge_has_oid (const SimWorld *world, guint32 model, guint32 parent, guint week)
{
  if ((parent & SIM_GHOST) != 0 || sim_edge_source (world, model) != STEMMA_EDGE_SOURCE_BASE_MODELS)
    return FALSE;
  return (world->traits[parent] & SIM_TRAIT_STICKY) != 0 || sim_world_lists (world, parent, week);
}

static gboolean
is_renamed_in (const SimWorld *world, guint32 model, guint week)
{
  for (guint i = 0; i < world->renames->len; i++)
    {
      const SimAlias *alias = &g_array_index (world->renames, SimAlias, i);
      if (alias->model == model)
        return alias->week == week;
    }
  return FALSE;
}

/**
 * sim_has_changed:
 * @world: the world
 * @model: a model listed in @week and in the week before
 * @week: when, not the first
 *
 * Returns: whether a lasting fact differs from the week before; downloads and likes are none
 */
gboolean
sim_has_changed (const SimWorld *world, guint32 model, guint week)
{
  if (sim_version (world, model, week) != sim_version (world, model, week - 1)
      || sim_access (world, model, week) != sim_access (world, model, week - 1))
    return TRUE;
  if ((world->traits[model] & SIM_TRAIT_ALIAS) != 0 && is_renamed_in (world, model, week))
    return TRUE;
  for (guint32 edge = world->first_edge[model]; edge < world->first_edge[model + 1]; edge++)
    {
      guint32 parent = world->parents[edge];
      if (sim_edge_has_oid (world, model, parent, week) != sim_edge_has_oid (world, model, parent, week - 1))
        return TRUE;
    }
  return FALSE;
}

/* From a bounded Pareto distribution. */
static double
draw_heavy (double u, double low, double high, double shape)
{
  double reach = 1 - pow (low / high, shape);
  return low * pow (1 - u * reach, -1 / shape);
}

static double
downloads_before_drift (const SimWorld *world, guint32 model)
{
  double u = sim_unit (sim_hash (world->seed, FIELD_DOWNLOADS, model));
  gboolean base = (world->traits[model] & SIM_TRAIT_BASE) != 0, original = world->kind[model] == SIM_ORIGINAL;
  if (world->traits[model] & SIM_TRAIT_BIG)
    return draw_heavy (u, 4e5, 9e7, 0.35) * MIN (1, sqrt (world->targets.scale));
  if (base && original)
    return draw_heavy (0.999 * u, 80, 8e7, 0.55);
  /* In a small world the few that would be that big are not there. */
  if (base)
    return draw_heavy (u, 10, 2e7 * CLAMP (4 * world->targets.scale, 0.01, 1), 0.55) - 8;
  return original ? draw_heavy (u, 4, 3e6, 0.8) - 4 : draw_heavy (u, 7, 3e5, 0.9) - 7;
}

guint64
sim_downloads (const SimWorld *world, guint32 model, guint week)
{
  double drift = 0.85 + 0.3 * sim_unit (sim_hash (world->seed, FIELD_DRIFT, (guint64) model << 8 | week));
  if (sim_world_birth (world, model) == week && week > 0)
    drift *= 0.4;
  return (guint64) (downloads_before_drift (world, model) * drift);
}

guint64
sim_downloads_all (const SimWorld *world, guint32 model, guint week)
{
  gint64 age = (gint64) sim_week_date (week) * DAY - sim_created (world, model);
  double months = 1 + (double) age / (30.0 * DAY) * sim_unit (sim_hash (world->seed, FIELD_AGE, model));
  return MAX ((guint64) (downloads_before_drift (world, model) * months), sim_downloads (world, model, week));
}

guint64
sim_likes (const SimWorld *world, guint32 model, guint week)
{
  double liked = sim_unit (sim_hash (world->seed, FIELD_LIKES, model));
  return (guint64) (pow (downloads_before_drift (world, model), 0.55) * liked * liked * 0.4
                    * (1 + 0.01 * week));
}
