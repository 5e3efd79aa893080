#include "simulate/sim-build.h"

#include <math.h>

#define PEOPLE_PER_MODEL 0.27
#define QUANTIZERS 24
#define BIG_MAKERS 40

/* Who does what is spread like most things are: a few do a lot. */
static guint32
draw_owner (const SimWorld *world, guint32 model)
{
  guint64 hash = sim_hash (world->seed, 4, model);
  double u = sim_unit (hash), v = sim_unit (sim_mix (hash));
  if (world->traits[model] & SIM_TRAIT_BIG)
    return (guint32) (v * v * BIG_MAKERS);
  if (world->kind[model] == SIM_QUANTIZED && u < 0.45)
    return BIG_MAKERS + (guint32) (v * v * v * QUANTIZERS);
  guint32 first = BIG_MAKERS + QUANTIZERS;
  double people = world->n_owners - first;
  if (world->kind[model] == SIM_MERGE)
    return first + (guint32) (pow (v, 4) * people * 0.02);
  return first + (guint32) (pow (v, 2.1) * people);
}

/*
 * Some who leave take all they have with them: their models are among those that are deleted in one week. In
 * the two weeks of the great clean-ups nearly all deletions are of this sort.
 */
static double
leaving_share (guint week)
{
  return week == 3 || week == 8 ? 0.8 : week == 13 ? 0.4 : 0.05;
}

void
sim_build_owners (SimBuild *build)
{
  SimWorld *world = build->world;
  world->n_owners = BIG_MAKERS + QUANTIZERS + 8 + (guint) (world->n_models * PEOPLE_PER_MODEL);
  guint32 first[SIM_WEEKS], count[SIM_WEEKS];
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      first[week] = world->n_owners;
      count[week] = 1 + (guint) (world->targets.deleted[week].models * 0.004);
      world->n_owners += count[week];
    }
  for (guint32 model = 0; model < world->n_models; model++)
    {
      guint week = world->death[model];
      if (week != SIM_NEVER && sim_chance (&build->random, leaving_share (week)))
        {
          double u = sim_uniform (&build->random);
          world->owner[model] = first[week] + (guint32) (u * u * u * count[week]);
        }
      else
        world->owner[model] = draw_owner (world, model);
    }
}

static int
compare_aliases (gconstpointer a, gconstpointer b)
{
  const SimAlias *x = a, *y = b;
  return x->model < y->model ? -1 : x->model > y->model;
}

static gboolean
is_plain (const SimWorld *world, guint32 model)
{
  return (world->traits[model] & (SIM_TRAIT_ALIAS | SIM_TRAIT_STICKY | SIM_TRAIT_RING | SIM_TRAIT_BIG)) == 0
         && !sim_world_is_self (world, model);
}

static void
draw_renames (SimBuild *build, guint week)
{
  SimWorld *world = build->world;
  guint wanted = MAX (1, (guint) (60 * build->targets->scale + 0.5));
  guint32 end = world->week_start[week];
  for (guint attempt = 0; wanted > 0 && end > 0 && attempt < 400 * wanted + 4000; attempt++)
    {
      guint32 model = sim_below (&build->random, end);
      gboolean base = world->traits[model] & SIM_TRAIT_BASE;
      if (world->death[model] != SIM_NEVER || !is_plain (world, model) || (wanted % 2 == 0 && !base))
        continue;
      SimAlias alias = { model, model, week };
      g_array_append_val (world->renames, alias);
      world->traits[model] |= SIM_TRAIT_ALIAS | SIM_TRAIT_STICKY;
      wanted--;
    }
}

/* Models that are gone by @week and whose names nobody has taken, those first that others were made of. */
static guint32
find_free_name (SimBuild *build, GArray *gone, guint week)
{
  SimWorld *world = build->world;
  guint32 found = G_MAXUINT32;
  for (guint attempt = 0; attempt < 60 && gone->len > 0; attempt++)
    {
      guint32 model = g_array_index (gone, guint32, sim_below (&build->random, gone->len));
      if (world->death[model] > week || !is_plain (world, model))
        continue;
      found = model;
      if (world->traits[model] & SIM_TRAIT_BASE)
        break;
    }
  return found;
}

static void
draw_reuses (SimBuild *build, GArray *gone, guint week)
{
  SimWorld *world = build->world;
  guint wanted = MAX (1, (guint) (50 * build->targets->scale + 0.5));
  guint32 start = world->week_start[week], n = world->week_start[week + 1] - start;
  for (guint attempt = 0; wanted > 0 && n > 0 && attempt < 20 * wanted + 200; attempt++)
    {
      guint32 taker = start + sim_below (&build->random, n), taken = find_free_name (build, gone, week);
      if (taken == G_MAXUINT32)
        return;
      if (!is_plain (world, taker) || world->kind[taker] == SIM_QUANTIZED
          || (world->traits[taker] & SIM_TRAIT_BASE) != 0)
        continue;
      SimAlias alias = { taker, taken, week };
      g_array_append_val (world->reuses, alias);
      world->traits[taker] |= SIM_TRAIT_ALIAS;
      world->traits[taken] |= SIM_TRAIT_STICKY;
      world->owner[taker] = world->owner[taken];
      wanted--;
    }
}

/**
 * sim_build_aliases:
 * @build: with owners
 *
 * Renames models, and gives names that have become free to newcomers.
 */
void
sim_build_aliases (SimBuild *build)
{
  SimWorld *world = build->world;
  world->renames = g_array_new (FALSE, FALSE, sizeof (SimAlias));
  world->reuses = g_array_new (FALSE, FALSE, sizeof (SimAlias));
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      draw_renames (build, week);
      for (guint32 model = 0; model < world->week_start[week]; model++)
        if (world->death[model] == week)
          g_array_append_val (gone, model);
      draw_reuses (build, gone, week);
    }
  g_array_sort (world->renames, compare_aliases);
  g_array_sort (world->reuses, compare_aliases);
}
