#include "simulate/sim-build.h"

#include <math.h>
#include <string.h>

#define LAST (SIM_WEEKS - 1)

typedef struct
{
  float key;
  guint32 slot;
} Turn;

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->slot < y->slot ? -1 : x->slot > y->slot;
}

static void
set_birth (SimBuild *build, SimSlot *slot, guint week)
{
  slot->key = (guint64) week << 32;
  guint *quota = &build->quota[week][sim_class_of_kind (slot->kind)];
  if (*quota > 0)
    (*quota)--;
}

/* What is deleted in a week was there before: half of it since long. */
static void
bear_doomed (SimBuild *build)
{
  guint room[SIM_WEEKS][2];
  for (guint week = 0; week < SIM_WEEKS; week++)
    for (guint class = 0; class < 2; class ++)
      room[week][class] = build->quota[week][class] / 2;
  for (guint32 i = 0; i < build->slots->len; i++)
    {
      SimSlot *slot = &g_array_index (build->slots, SimSlot, i);
      if (slot->role != SIM_ROLE_TREE || slot->death == SIM_NEVER)
        continue;
      gboolean with_root = sim_build_tree (build, slot->group)->flags & SIM_TREE_DOOMED;
      guint week = 0, class = sim_class_of_kind (slot->kind);
      if (!with_root && slot->death > 1 && sim_chance (&build->random, 0.45))
        week = 1 + sim_below (&build->random, slot->death - 1u);
      if (week > 0 && room[week][class] == 0)
        week = 0;
      if (week > 0)
        room[week][class]--;
      set_birth (build, slot, week);
    }
}

/* Whole small families that come into being in one week: roots that were added with their first children. */
static void
bear_new_trees (SimBuild *build)
{
  g_autofree guint32 *first = g_new0 (guint32, build->n_clusters + 1);
  guint32 n = 0;
  for (guint32 index = 0; index < build->n_clusters; index++)
    {
      first[index] = n; /* cluster slots stand first and in order */
      n += sim_build_tree (build, index)->n_slots;
    }
  for (guint week = 1; week < LAST; week++)
    {
      guint wanted = build->targets->added[week].roots;
      for (guint attempt = 0; wanted > 0 && attempt < 40 * build->n_clusters; attempt++)
        {
          guint32 index = sim_below (&build->random, build->n_clusters);
          SimTree *tree = sim_build_tree (build, index);
          guint limit = sim_chance (&build->random, 0.06) ? 12 : 4;
          if (tree->n_slots == 0 || tree->n_slots > limit
              || (tree->flags & (SIM_TREE_COMMUNITY | SIM_TREE_LINE | SIM_TREE_FIXED)) != 0)
            continue;
          SimSlot *slots = &g_array_index (build->slots, SimSlot, first[index]);
          guint class = sim_class_of_kind (slots[0].kind);
          if (build->quota[week][class] < tree->n_slots
              || ((tree->flags & SIM_TREE_PURE) == 0 && build->quota[week][!class] < tree->n_slots))
            continue;
          for (guint32 i = 0; i < tree->n_slots; i++)
            set_birth (build, &slots[i], week);
          tree->flags |= SIM_TREE_FIXED;
          tree->birth = (guint8) week;
          wanted--;
        }
    }
}

/* Whether the slot still waits for its week. */
static gboolean
waits (const SimBuild *build, const SimSlot *slot)
{
  if (slot->role == SIM_ROLE_SELF || slot->role == SIM_ROLE_RING)
    return TRUE;
  if (slot->role != SIM_ROLE_TREE || slot->death != SIM_NEVER || sim_slot_birth (slot) != 0)
    return FALSE;
  return (sim_build_tree (build, slot->group)->flags & (SIM_TREE_FIXED | SIM_TREE_DOOMED)) == 0;
}

/* A race: families that are hot get their models late. */
static void
bear_by_heat (SimBuild *build, guint class)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  for (guint32 i = 0; i < build->slots->len; i++)
    {
      const SimSlot *slot = &g_array_index (build->slots, SimSlot, i);
      if (!waits (build, slot) || sim_class_of_kind (slot->kind) != class)
        continue;
      float heat = slot->role == SIM_ROLE_TREE ? sim_build_tree (build, slot->group)->heat : 1;
      Turn turn = { (float) (-log (1 - sim_uniform (&build->random)) / heat), i };
      g_array_append_val (turns, turn);
    }
  g_array_sort (turns, compare_turns);
  guint n = 0;
  for (guint week = 1; week < LAST; week++)
    n += build->quota[week][class];
  n = MIN (n, turns->len);
  Turn *turn = (Turn *) turns->data;
  for (guint i = n; i > 1; i--)
    {
      guint j = sim_below (&build->random, i);
      Turn other = turn[i - 1];
      turn[i - 1] = turn[j];
      turn[j] = other;
    }
  for (guint week = 1; week < LAST; week++)
    for (guint left = build->quota[week][class]; left > 0 && n > 0; left--)
      set_birth (build, &g_array_index (build->slots, SimSlot, turn[--n].slot), week);
}

static guint32
moment_of (double u)
{
  return (guint32) (CLAMP (u, 0.0, 1.0) * 4294967295.0);
}

/* When each model of the plan comes, and by when the roots of its communities must be there. */
static void
place_plan (SimBuild *build, guint64 *keys)
{
  const SimPlan *plan = build->plan;
  guint in_week[SIM_WEEKS] = { 0 }, seen[SIM_WEEKS] = { 0 };
  for (guint32 n = 0; n < plan->n; n++)
    in_week[plan->birth[n]]++;
  for (guint32 n = 0; n < plan->n; n++)
    {
      guint week = plan->birth[n];
      double share = (seen[week]++ + 0.5) / in_week[week];
      keys[n] = (guint64) week << 32 | moment_of (week == 0 ? 0.3 + 0.7 * share : share);
      SimSlot *slot = sim_build_add_slot (build, SIM_ROLE_PLAN, 0, (SimKind) plan->kind[n]);
      slot->key = keys[n];
      slot->item = n;
      slot->death = plan->death[n];
    }
}

static double
draw_root_moment (SimBuild *build, guint32 index, const guint64 *keys)
{
  const SimTree *tree = sim_build_tree (build, index);
  double u = sim_uniform (&build->random);
  if (tree->community != SIM_NO_COMMUNITY)
    {
      guint32 first = build->plan->communities[tree->community].first_use[tree->community_root];
      guint64 key = first < build->plan->n ? keys[first] : (guint64) 1 << 32;
      return key >> 32 ? 0.9 * u : (double) key / 4294967296.0 * (0.3 + 0.65 * u);
    }
  return index < 60 && index < build->n_clusters ? 0.1 + 0.5 * u : 0.97 * u;
}

static void
add_roots (SimBuild *build, const guint64 *keys)
{
  g_autofree guint8 *first = g_malloc (build->trees->len);
  memset (first, LAST, build->trees->len);
  for (guint32 i = 0; i < build->slots->len; i++)
    {
      const SimSlot *slot = &g_array_index (build->slots, SimSlot, i);
      if (slot->role == SIM_ROLE_TREE)
        first[slot->group] = (guint8) MIN (first[slot->group], sim_slot_birth (slot));
    }
  for (guint32 index = 0; index < build->trees->len; index++)
    {
      SimTree *tree = sim_build_tree (build, index);
      if (tree->flags & SIM_TREE_GHOST)
        continue;
      guint week = tree->flags & SIM_TREE_FIXED ? tree->birth : 0;
      gboolean free = tree->community == SIM_NO_COMMUNITY && (tree->flags & SIM_TREE_FIXED) == 0;
      if (free && first[index] > 1 && first[index] < LAST && sim_chance (&build->random, 0.4))
        week = 1 + sim_below (&build->random, first[index] - 1u);
      tree->birth = (guint8) week;
      double u = week == 0 ? draw_root_moment (build, index, keys) : 0.9 * sim_uniform (&build->random);
      tree->moment = moment_of (u);
      SimSlot *slot = sim_build_add_slot (build, SIM_ROLE_ROOT, index, SIM_ORIGINAL);
      slot->key = (guint64) week << 32 | tree->moment;
      slot->death = tree->death;
    }
}

/* Within its week a model comes at any moment, but after its root. */
static void
give_moments (SimBuild *build)
{
  for (guint32 i = 0; i < build->slots->len; i++)
    {
      SimSlot *slot = &g_array_index (build->slots, SimSlot, i);
      if (slot->role == SIM_ROLE_PLAN || slot->role == SIM_ROLE_ROOT)
        continue;
      double u = sim_uniform (&build->random), from = sim_slot_birth (slot) == 0 ? 0.1 : 0;
      if (slot->role == SIM_ROLE_TREE)
        {
          const SimTree *tree = sim_build_tree (build, slot->group);
          if ((tree->flags & SIM_TREE_GHOST) == 0 && tree->birth == sim_slot_birth (slot))
            from = (tree->moment + 1.0) / 4294967296.0;
        }
      slot->key |= moment_of (from + (1 - from) * u);
    }
}

/**
 * sim_build_births:
 * @build: with its slots
 *
 * Gives everything that belongs to a family its week and its moment, so that every week adds what it should.
 */
void
sim_build_births (SimBuild *build)
{
  bear_doomed (build);
  bear_new_trees (build);
  bear_by_heat (build, SIM_TUNED);
  bear_by_heat (build, SIM_SQUEEZED);
  g_autofree guint64 *keys = g_new0 (guint64, build->plan->n + 1);
  place_plan (build, keys);
  add_roots (build, keys);
  give_moments (build);
}

/**
 * sim_build_rest:
 * @build: with everything that belongs to a family
 *
 * Fills up the weeks with models that nobody is related to.
 */
void
sim_build_rest (SimBuild *build)
{
  const SimTargets *targets = build->targets;
  gint64 missing[SIM_WEEKS];
  missing[0] = targets->models;
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      missing[week] = targets->added[week].models;
      if (week <= SIM_REFERENCE_WEEK)
        missing[0] += (gint64) targets->deleted[week].models - targets->added[week].models;
    }
  for (guint32 i = 0; i < build->slots->len; i++)
    missing[sim_slot_birth (&g_array_index (build->slots, SimSlot, i))]--;
  guint32 next[SIM_WEEKS], end[SIM_WEEKS];
  for (guint week = 0; week < SIM_WEEKS; week++)
    {
      next[week] = build->slots->len;
      for (gint64 i = 0; i < missing[week]; i++)
        {
          SimSlot *slot = sim_build_add_slot (build, SIM_ROLE_ISOLATED, 0, SIM_ORIGINAL);
          slot->key = (guint64) week << 32 | (guint32) sim_next (&build->random);
        }
      end[week] = build->slots->len;
    }
  for (guint week = 1; week < SIM_WEEKS; week++)
    for (guint i = 0; i < targets->deleted[week].isolated; i++)
      {
        guint birth = sim_chance (&build->random, 0.55) ? 0 : sim_below (&build->random, week);
        birth = next[birth] < end[birth] ? birth : 0;
        if (next[birth] < end[birth])
          g_array_index (build->slots, SimSlot, next[birth]++).death = (guint8) week;
      }
}
