#include "simulate/sim-world.h"

#include "simulate/sim-build.h"
#include "simulate/sim-names.h"

/* Models of the reference week, and those that live to be buried as inner ones, that trees have to hold. */
static guint
room_in_trees (const SimBuild *build)
{
  gint64 room = 0;
  for (guint week = 0; week <= SIM_REFERENCE_WEEK; week++)
    for (guint class = 0; class < 2; class ++)
      room += (gint64) build->quota[week][class] - build->doom[week][class];
  return (guint) MAX (room, 0);
}

static void
build_clear (SimBuild *build)
{
  g_array_unref (build->slots);
  g_array_unref (build->trees);
  g_free (build->tree_of_community);
  sim_plan_free (build->plan);
}

/**
 * sim_world_new:
 * @seed: where all chance comes from
 * @scale: 1 is the Hub of 2025-06-25
 *
 * Returns: (transfer full): the whole world
 */
SimWorld *
sim_world_new (guint32 seed, double scale)
{
  SimWorld *world = g_new0 (SimWorld, 1);
  world->seed = seed;
  sim_targets_init (&world->targets, scale);
  SimBuild build = { .world = world, .targets = &world->targets, .random = { sim_hash (seed, 0, 0) } };
  build.slots = g_array_new (FALSE, TRUE, sizeof (SimSlot));
  build.trees = g_array_new (FALSE, TRUE, sizeof (SimTree));
  build.plan = sim_plan_new (&world->targets, seed);
  sim_build_quotas (&build);
  sim_build_forest (&build, room_in_trees (&build));
  sim_build_slots (&build);
  sim_build_births (&build);
  sim_build_rest (&build);
  sim_build_attach (&build);
  sim_build_bury_inner (&build);
  sim_build_owners (&build);
  sim_build_aliases (&build);
  build_clear (&build);
  world->names = sim_names_new (world);
  return world;
}

void
sim_world_free (SimWorld *world)
{
  if (world == NULL)
    return;
  sim_names_free (world->names);
  g_free (world->kind);
  g_free (world->death);
  g_free (world->traits);
  g_free (world->domain);
  g_free (world->owner);
  g_free (world->family);
  g_free (world->first_edge);
  g_free (world->parents);
  if (world->renames != NULL)
    g_array_unref (world->renames);
  if (world->reuses != NULL)
    g_array_unref (world->reuses);
  g_free (world);
}
