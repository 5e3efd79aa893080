#include "world.h"

#include "simulate/sim-facts.h"

#include <string.h>

enum
{
  FIELD_FICKLE = 200,
};

#define FICKLE_ONE_IN 40

static void
clear_extra (gpointer data)
{
  g_free (((StandInExtra *) data)->name);
}

/**
 * stand_in_world_new:
 * @seed: where all chance comes from
 * @scale: 1 is the Hub of 2025-06-25
 * @week: the week it is, from 0
 *
 * Returns: (transfer full): an invented Hub
 */
StandInWorld *
stand_in_world_new (guint32 seed, double scale, guint week)
{
  StandInWorld *world = g_new0 (StandInWorld, 1);
  world->sim = sim_world_new (seed, scale);
  world->week = week;
  world->extras = g_array_new (FALSE, FALSE, sizeof (StandInExtra));
  g_array_set_clear_func (world->extras, clear_extra);
  return world;
}

void
stand_in_world_free (StandInWorld *world)
{
  if (world == NULL)
    return;
  sim_world_free (world->sim);
  g_array_unref (world->extras);
  g_free (world);
}

/**
 * stand_in_world_pass_week:
 * @world: the world
 *
 * Returns: %FALSE where it was the last week
 */
gboolean
stand_in_world_pass_week (StandInWorld *world)
{
  if (world->week + 1 >= SIM_WEEKS)
    return FALSE;
  world->week++;
  world->version++;
  return TRUE;
}

static int
compare_extras (gconstpointer a, gconstpointer b)
{
  return memcmp (((const StandInExtra *) a)->oid, ((const StandInExtra *) b)->oid, STEMMA_OID_SIZE);
}

/* Comes right behind one of the models of the first week, so that it has its place in every week. */
static void
add_beside (StandInWorld *world, guint32 model, guint8 last, StandInExtra extra)
{
  sim_oid (world->sim, model, extra.oid);
  memset (extra.oid + STEMMA_OID_SIZE - 5, 0xff, 4);
  extra.oid[STEMMA_OID_SIZE - 1] = last;
  extra.created = sim_created (world->sim, model);
  g_array_append_val (world->extras, extra);
  g_array_sort (world->extras, compare_extras);
  world->version++;
}

/**
 * stand_in_world_add_broken:
 * @world: the world
 *
 * Strews in one model of each kind that stand_in_broken_get() knows.
 */
void
stand_in_world_add_broken (StandInWorld *world)
{
  guint n = stand_in_broken_n (), old = world->sim->week_start[1];
  for (guint i = 0; i < n; i++)
    {
      const StandInBroken *broken = stand_in_broken_get (i);
      guint32 model = (guint32) ((guint64) old * (i + 1) / (n + 1));
      add_beside (world, model, (guint8) i,
                  (StandInExtra){ .kind = STAND_IN_EXTRA_BROKEN,
                                  .name = g_strconcat ("broken-records/", broken->kind, NULL),
                                  .broken = broken });
    }
}

/**
 * stand_in_world_add_private:
 * @world: the world
 * @n: how many
 *
 * Adds models that are listed for those with the token only.
 */
void
stand_in_world_add_private (StandInWorld *world, guint n)
{
  for (guint i = 0; i < n; i++)
    add_beside (world, (guint32) ((guint64) world->sim->week_start[1] * (i + 1) / (n + 2)), 0xf0,
                (StandInExtra){ .kind = STAND_IN_EXTRA_PRIVATE,
                                .name = g_strdup_printf ("private-models/model-%u", i) });
}

/**
 * stand_in_world_churn:
 * @world: a world in which things go on while somebody crawls
 *
 * After each page a model is made, and some of the fickle ones vanish.
 */
void
stand_in_world_churn (StandInWorld *world)
{
  if (!world->churning)
    return;
  if (world->step++ >= STAND_IN_MOST_LATE)
    return;
  StandInExtra extra = { .kind = STAND_IN_EXTRA_LATE, .created = g_get_real_time () / G_USEC_PER_SEC };
  guint32 seconds = (guint32) extra.created;
  for (guint i = 0; i < 4; i++)
    extra.oid[i] = (guint8) (seconds >> (24 - 8 * i));
  extra.oid[STEMMA_OID_SIZE - 1] = (guint8) world->step;
  extra.name = g_strdup_printf ("late-comers/model-%u", world->step);
  g_array_append_val (world->extras, extra);
  world->version++;
}

/* Whether a model may vanish while somebody crawls. */
gboolean
stand_in_world_is_fickle (const StandInWorld *world, guint32 ref)
{
  return world->churning && (ref & STAND_IN_EXTRA) == 0
         && sim_hash (world->sim->seed, FIELD_FICKLE, ref) % FICKLE_ONE_IN == 0;
}

/* Whether it has not vanished yet. */
gboolean
stand_in_world_has (const StandInWorld *world, guint32 ref)
{
  if ((ref & STAND_IN_EXTRA) == 0 && !sim_world_lists (world->sim, ref, world->week))
    return FALSE;
  if (!stand_in_world_is_fickle (world, ref))
    return TRUE;
  return world->step
         <= sim_hash (world->sim->seed, FIELD_FICKLE, ref) / FICKLE_ONE_IN % STAND_IN_FICKLE_STEPS;
}

gboolean
stand_in_world_shows (const StandInWorld *world, guint32 ref, gboolean with_token)
{
  const StandInExtra *extra = stand_in_world_extra (world, ref);
  return with_token || extra == NULL || extra->kind != STAND_IN_EXTRA_PRIVATE;
}

/* NULL where it is one of the simulator's. */
const StandInExtra *
stand_in_world_extra (const StandInWorld *world, guint32 ref)
{
  return ref & STAND_IN_EXTRA ? &g_array_index (world->extras, StandInExtra, ref & ~STAND_IN_EXTRA) : NULL;
}

void
stand_in_world_oid (const StandInWorld *world, guint32 ref, guint8 oid[STEMMA_OID_SIZE])
{
  const StandInExtra *extra = stand_in_world_extra (world, ref);
  if (extra != NULL)
    memcpy (oid, extra->oid, STEMMA_OID_SIZE);
  else
    sim_oid (world->sim, ref, oid);
}

const char *
stand_in_world_name (const StandInWorld *world, guint32 ref, char name[SIM_NAME_SIZE])
{
  const StandInExtra *extra = stand_in_world_extra (world, ref);
  return extra != NULL ? extra->name : sim_name (world->sim, ref, world->week, name);
}

int
stand_in_world_compare (const StandInWorld *world, guint32 ref, const guint8 oid[STEMMA_OID_SIZE])
{
  guint8 own[STEMMA_OID_SIZE];
  stand_in_world_oid (world, ref, own);
  return memcmp (own, oid, STEMMA_OID_SIZE);
}
