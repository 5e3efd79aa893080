#include "locate.h"

#include <string.h>

/* Valid for one version of the world. The table holds a hash and a reference, and no names: at full size
 * those would be 60 MB. */
typedef struct
{
  guint32 hash, ref;
} Place;

struct _StandInLocator
{
  const StandInWorld *world;
  Place *places;
  guint mask;
  GHashTable *former; /* lower-cased name -> ref */
};

static guint32
hash_name (const char *name)
{
  guint64 hash = 1469598103934665603u;
  for (const char *c = name; *c != '\0'; c++)
    hash = (hash ^ (guint64) g_ascii_tolower (*c)) * 1099511628211u;
  return (guint32) (sim_mix (hash) >> 32);
}

static void
add (StandInLocator *locator, guint32 ref)
{
  char name[SIM_NAME_SIZE];
  guint32 hash = hash_name (stand_in_world_name (locator->world, ref, name));
  guint place = hash & locator->mask;
  while (locator->places[place].ref != STAND_IN_NOBODY)
    place = (place + 1) & locator->mask;
  locator->places[place] = (Place){ hash, ref };
}

static void
add_former_names (StandInLocator *locator)
{
  const SimWorld *sim = locator->world->sim;
  for (guint i = 0; i < sim->renames->len; i++)
    {
      char name[SIM_NAME_SIZE];
      const SimAlias *alias = &g_array_index (sim->renames, SimAlias, i);
      if (alias->week > locator->world->week)
        continue;
      sim_name (sim, alias->model, alias->week - 1, name);
      g_hash_table_insert (locator->former, g_ascii_strdown (name, -1), GUINT_TO_POINTER (alias->model + 1));
    }
}

/**
 * stand_in_locator_new:
 * @world: a world that outlives the locator and does not change meanwhile
 *
 * Returns: (transfer full): what finds its models by name
 */
StandInLocator *
stand_in_locator_new (const StandInWorld *world)
{
  StandInLocator *locator = g_new0 (StandInLocator, 1);
  guint32 end = world->sim->week_start[world->week + 1];
  guint size = 1024;
  while (size < 2 * (end + world->extras->len))
    size *= 2;
  locator->world = world;
  locator->mask = size - 1;
  locator->places = g_new (Place, size);
  memset (locator->places, 0xff, size * sizeof *locator->places);
  locator->former = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint32 model = 0; model < end; model++)
    if (sim_world_lists (world->sim, model, world->week))
      add (locator, model);
  for (guint32 i = 0; i < world->extras->len; i++)
    add (locator, i | STAND_IN_EXTRA);
  add_former_names (locator);
  return locator;
}

void
stand_in_locator_free (StandInLocator *locator)
{
  if (locator == NULL)
    return;
  g_free (locator->places);
  g_hash_table_unref (locator->former);
  g_free (locator);
}

/**
 * stand_in_locator_find:
 * @locator: a locator
 * @name: what somebody calls a model
 * @ref: (out): the model, unless nothing is found
 *
 * Returns: whether it is called just that
 */
StandInFound
stand_in_locator_find (const StandInLocator *locator, const char *name, guint32 *ref)
{
  guint32 hash = hash_name (name);
  for (guint place = hash & locator->mask; locator->places[place].ref != STAND_IN_NOBODY;
       place = (place + 1) & locator->mask)
    {
      char own[SIM_NAME_SIZE];
      *ref = locator->places[place].ref;
      if (locator->places[place].hash != hash)
        continue;
      const char *called = stand_in_world_name (locator->world, *ref, own);
      if (g_ascii_strcasecmp (called, name) == 0)
        return g_str_equal (called, name) ? STAND_IN_FOUND_IT : STAND_IN_FOUND_MOVED;
    }
  g_autofree char *lower = g_ascii_strdown (name, -1);
  guint32 former = GPOINTER_TO_UINT (g_hash_table_lookup (locator->former, lower));
  if (former == 0 || !sim_world_lists (locator->world->sim, former - 1, locator->world->week))
    return STAND_IN_FOUND_NOTHING;
  *ref = former - 1;
  return STAND_IN_FOUND_MOVED;
}
