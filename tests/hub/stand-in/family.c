#include "family.h"

#include "simulate/sim-facts.h"

struct _StandInFamily
{
  const SimWorld *sim;
  guint n;
  guint32 *hashes;   /* of declared names, ascending */
  guint32 *children; /* beside them, ascending within one hash */
  guint32 *first;    /* n_models + 1: places in .offspring */
  guint32 *offspring;
};

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return x < y ? -1 : x > y;
}

static void
index_names (StandInFamily *family)
{
  const SimWorld *sim = family->sim;
  g_autofree guint64 *pairs = g_new (guint64, family->n + 1);
  guint n = 0;
  for (guint32 model = 0; model < sim->n_models; model++)
    for (guint32 edge = sim->first_edge[model]; edge < sim->first_edge[model + 1]; edge++)
      {
        char name[SIM_NAME_SIZE];
        guint32 hash = g_str_hash (sim_name_declared (sim, model, sim->parents[edge], name));
        pairs[n++] = (guint64) hash << 32 | model;
      }
  qsort (pairs, n, sizeof *pairs, compare_pairs);
  family->hashes = g_new (guint32, n + 1);
  family->children = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    {
      family->hashes[i] = (guint32) (pairs[i] >> 32);
      family->children[i] = (guint32) pairs[i];
    }
}

static void
index_models (StandInFamily *family)
{
  const SimWorld *sim = family->sim;
  family->first = g_new0 (guint32, sim->n_models + 2);
  family->offspring = g_new (guint32, family->n + 1);
  for (guint i = 0; i < family->n; i++)
    if ((sim->parents[i] & SIM_GHOST) == 0)
      family->first[sim->parents[i] + 2]++;
  for (guint i = 2; i < sim->n_models + 2; i++)
    family->first[i] += family->first[i - 1];
  for (guint32 model = 0; model < sim->n_models; model++)
    for (guint32 edge = sim->first_edge[model]; edge < sim->first_edge[model + 1]; edge++)
      if ((sim->parents[edge] & SIM_GHOST) == 0)
        family->offspring[family->first[sim->parents[edge] + 1]++] = model;
}

/**
 * stand_in_family_new:
 * @sim: a world that outlives the index
 *
 * Returns: (transfer full): half a second's work at full size
 */
StandInFamily *
stand_in_family_new (const SimWorld *sim)
{
  StandInFamily *family = g_new0 (StandInFamily, 1);
  family->sim = sim;
  family->n = sim->first_edge[sim->n_models];
  index_names (family);
  index_models (family);
  return family;
}

void
stand_in_family_free (StandInFamily *family)
{
  if (family == NULL)
    return;
  g_free (family->hashes);
  g_free (family->children);
  g_free (family->first);
  g_free (family->offspring);
  g_free (family);
}

/**
 * stand_in_family_declaring:
 * @family: an index
 * @name: what models may have declared as parent
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): those who did, in some week, and maybe some who did not
 */
const guint32 *
stand_in_family_declaring (const StandInFamily *family, const char *name, guint *n)
{
  guint32 hash = g_str_hash (name);
  guint low = 0, high = family->n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (family->hashes[middle] < hash)
        low = middle + 1;
      else
        high = middle;
    }
  guint end = low;
  while (end < family->n && family->hashes[end] == hash)
    end++;
  *n = end - low;
  return family->children + low;
}

/* Children that are listed now, by what they call themselves now. */
void
stand_in_family_count (const StandInFamily *family, const StandInWorld *world, guint32 model,
                       guint counts[SIM_N_KINDS])
{
  for (guint i = 0; i < SIM_N_KINDS; i++)
    counts[i] = 0;
  for (guint32 i = family->first[model]; i < family->first[model + 1]; i++)
    if (stand_in_world_has (world, family->offspring[i]))
      counts[sim_kind (world->sim, family->offspring[i], world->week)]++;
}
