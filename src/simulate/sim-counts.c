#include "simulate/sim-counts.h"

#include "simulate/sim-facts.h"

typedef struct
{
  const SimWorld *world;
  guint week;
  guint8 *is_base;   /* by model */
  guint8 *is_ghost;  /* by model, and behind them by ghost */
  guint8 *owners[2]; /* before, now */
  StemmaSimulatorCounts *counts;
} Counter;

static void
count_edges (Counter *counter, guint32 model)
{
  const SimWorld *world = counter->world;
  guint32 first = world->first_edge[model];
  guint n = sim_n_parents (world, model, counter->week);
  counter->counts->edges += n;
  counter->counts->self_loops += sim_world_is_self (world, model);
  for (guint32 edge = first; edge < first + n; edge++)
    {
      guint32 parent = world->parents[edge];
      if (parent & SIM_GHOST)
        counter->is_ghost[world->n_models + (parent & ~SIM_GHOST)] = TRUE;
      else if (sim_world_lists (world, parent, counter->week))
        counter->is_base[parent] = TRUE;
      else
        counter->is_ghost[parent] = TRUE;
    }
}

static void
count_model (Counter *counter, guint32 model)
{
  StemmaSimulatorCounts *counts = counter->counts;
  const SimWorld *world = counter->world;
  guint week = counter->week;
  gboolean before = week > 0 && sim_world_lists (world, model, week - 1);
  gboolean now = sim_world_lists (world, model, week);
  if (before)
    counter->owners[0][world->owner[model]] = TRUE;
  counts->deleted += before && !now;
  if (!now)
    return;
  counter->owners[1][world->owner[model]] = TRUE;
  counts->models++;
  counts->added += week > 0 && !before;
  SimKind kind = sim_kind (world, model, week);
  counts->derived += kind != SIM_ORIGINAL;
  counts->fine_tuned += kind == SIM_FINETUNE || kind == SIM_ADAPTER;
  counts->adapters += kind == SIM_ADAPTER;
  counts->merged += kind == SIM_MERGE;
  counts->quantized += kind == SIM_QUANTIZED;
  count_edges (counter, model);
}

/* A ring holds only as long as all its members are there; each member's parent is the next one. */
static gboolean
is_in_whole_ring (const Counter *counter, guint32 model)
{
  const SimWorld *world = counter->world;
  guint32 member = model;
  do
    {
      if (!sim_world_lists (world, member, counter->week))
        return FALSE;
      member = world->parents[world->first_edge[member]];
    }
  while (member != model);
  return TRUE;
}

static void
count_roles (Counter *counter)
{
  StemmaSimulatorCounts *counts = counter->counts;
  const SimWorld *world = counter->world;
  for (guint32 model = 0; model < world->week_start[counter->week + 1]; model++)
    {
      counts->ghosts += counter->is_ghost[model];
      counts->base += counter->is_base[model];
      counts->roots += counter->is_base[model] && world->kind[model] == SIM_ORIGINAL;
      if (world->traits[model] & SIM_TRAIT_RING)
        counts->models_in_cycles += is_in_whole_ring (counter, model);
    }
  for (guint32 model = world->week_start[counter->week + 1]; model < world->n_models + world->n_ghosts;
       model++)
    counts->ghosts += counter->is_ghost[model];
  counts->isolated = counts->models - counts->derived - counts->roots;
  for (guint32 owner = 0; owner < world->n_owners; owner++)
    counts->vanished_owners += counter->owners[0][owner] && !counter->owners[1][owner];
}

static void
count_aliases (Counter *counter)
{
  const SimWorld *world = counter->world;
  for (guint i = 0; i < world->renames->len; i++)
    {
      const SimAlias *alias = &g_array_index (world->renames, SimAlias, i);
      counter->counts->renamed += counter->week > 0 && alias->week == counter->week;
    }
  for (guint i = 0; i < world->reuses->len; i++)
    {
      const SimAlias *alias = &g_array_index (world->reuses, SimAlias, i);
      counter->counts->recreated += counter->week > 0 && alias->week == counter->week;
    }
}

/**
 * sim_count:
 * @world: the world
 * @week: when
 * @counts: (out): what was planted
 */
void
sim_count (const SimWorld *world, guint week, StemmaSimulatorCounts *counts)
{
  *counts = (StemmaSimulatorCounts){ 0 };
  g_autofree guint8 *is_base = g_new0 (guint8, world->n_models + 1);
  g_autofree guint8 *is_ghost = g_new0 (guint8, world->n_models + world->n_ghosts + 1);
  g_autofree guint8 *before = g_new0 (guint8, world->n_owners + 1);
  g_autofree guint8 *now = g_new0 (guint8, world->n_owners + 1);
  Counter counter = { world, week, is_base, is_ghost, { before, now }, counts };
  for (guint32 model = 0; model < world->week_start[week + 1]; model++)
    count_model (&counter, model);
  count_roles (&counter);
  count_aliases (&counter);
}
