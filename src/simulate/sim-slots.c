#include "simulate/sim-build.h"

#define SMALL_TREE 13 /* larger ones take in what comes and goes */

SimSlot *
sim_build_add_slot (SimBuild *build, SimRole role, guint32 group, SimKind kind)
{
  SimSlot slot = { .group = group, .kind = (guint8) kind, .role = (guint8) role, .death = SIM_NEVER };
  g_array_append_val (build->slots, slot);
  return &g_array_index (build->slots, SimSlot, build->slots->len - 1);
}

/**
 * sim_build_quotas:
 * @build: with targets and plan
 *
 * What the trees have to give birth to and to bury in each week: the published figures less what the plan of
 * merges takes of them. Week 0 is what must have been there for the reference week to come out.
 */
void
sim_build_quotas (SimBuild *build)
{
  const SimTargets *targets = build->targets;
  gint64 start[2] = { targets->fine_tuned, targets->quantized };
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      const SimStep *added = &targets->added[week], *deleted = &targets->deleted[week];
      const guint *planned = build->plan->births[week];
      build->quota[week][SIM_TUNED] = added->fine_tuned - planned[SIM_FINETUNE] - planned[SIM_ADAPTER];
      build->quota[week][SIM_SQUEEZED] = added->quantized - planned[SIM_QUANTIZED];
      build->doom[week][SIM_TUNED] = deleted->fine_tuned;
      build->doom[week][SIM_SQUEEZED] = deleted->quantized;
      guint inner = deleted->bases > deleted->roots ? deleted->bases - deleted->roots : 0;
      build->inner[week] = MIN (inner, deleted->fine_tuned * 9 / 10);
      if (week > SIM_REFERENCE_WEEK)
        continue;
      start[SIM_TUNED] += (gint64) deleted->fine_tuned - added->fine_tuned;
      start[SIM_SQUEEZED] += (gint64) deleted->quantized - added->quantized;
    }
  const guint *planned = build->plan->births[0];
  start[SIM_TUNED] -= planned[SIM_FINETUNE] + planned[SIM_ADAPTER];
  start[SIM_SQUEEZED] -= planned[SIM_QUANTIZED];
  for (guint c = 0; c < 2; c++)
    build->quota[0][c] = (guint) MAX (start[c], 0);
}

static SimKind
draw_kind (SimBuild *build, const SimTree *tree)
{
  if (sim_chance (&build->random, tree->quantized))
    return SIM_QUANTIZED;
  return sim_chance (&build->random, tree->adapters) ? SIM_ADAPTER : SIM_FINETUNE;
}

static void
fill_clusters (SimBuild *build)
{
  for (guint32 index = 0; index < build->n_clusters; index++)
    for (guint32 i = sim_build_tree (build, index)->n_slots; i > 0; i--)
      sim_build_add_slot (build, SIM_ROLE_TREE, index, draw_kind (build, sim_build_tree (build, index)));
}

/* Some roots that go take all their children with them, as far as the week's quota lets them. */
static void
fill_doomed (SimBuild *build, guint32 index)
{
  SimTree *tree = sim_build_tree (build, index);
  guint week = tree->death;
  gboolean together
    = sim_chance (&build->random, 0.4) && build->doom[week][SIM_TUNED] >= build->inner[week] + tree->n_slots;
  for (guint32 i = 0; i < tree->n_slots; i++)
    {
      SimSlot *slot = sim_build_add_slot (build, SIM_ROLE_TREE, index, SIM_FINETUNE);
      slot->death = (guint8) (together ? week : SIM_NEVER);
    }
  if (together)
    build->doom[week][SIM_TUNED] -= tree->n_slots;
}

static void
fill_passing (SimBuild *build)
{
  for (guint32 index = build->n_clusters; index < build->trees->len; index++)
    {
      SimTree *tree = sim_build_tree (build, index);
      if (tree->flags & SIM_TREE_DOOMED)
        fill_doomed (build, index);
      if ((tree->flags & SIM_TREE_FIXED) == 0)
        continue;
      guint *quota = &build->quota[SIM_WEEKS - 1][SIM_TUNED];
      tree->n_slots = MIN (tree->n_slots, *quota);
      *quota -= tree->n_slots;
      for (guint32 i = 0; i < tree->n_slots; i++)
        sim_build_add_slot (build, SIM_ROLE_TREE, index, SIM_FINETUNE)->key = (guint64) tree->birth << 32;
    }
}

static void
add_faults (SimBuild *build)
{
  static const guint ring_sizes[] = { 2, 3, 22, 2, 2, 4, 2, 3, 2, 2, 5, 2 };
  double scale = build->targets->scale;
  for (guint i = 0; i < MAX (1, (guint) (359 * scale)); i++)
    sim_build_add_slot (build, SIM_ROLE_SELF, 0, SIM_FINETUNE);
  build->n_rings = scale < 0.01 ? 1 : scale < 0.2 ? 3 : G_N_ELEMENTS (ring_sizes);
  for (guint ring = 0; ring < build->n_rings; ring++)
    for (guint i = 0; i < ring_sizes[ring]; i++)
      sim_build_add_slot (build, SIM_ROLE_RING, ring, SIM_FINETUNE);
}

/* How many births up to the reference week still want a place, those not counted that come only to be
 * deleted. */
static gint64
still_wanted (const SimBuild *build, guint class)
{
  gint64 wanted = 0;
  for (guint week = 0; week <= SIM_REFERENCE_WEEK; week++)
    wanted += build->quota[week][class];
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      guint inner = class == SIM_TUNED ? build->inner[week] : 0, doom = build->doom[week][class];
      wanted -= doom > inner ? doom - inner : 0;
    }
  for (guint32 i = 0; i < build->slots->len; i++)
    {
      const SimSlot *slot = &g_array_index (build->slots, SimSlot, i);
      if (sim_slot_birth (slot) <= SIM_REFERENCE_WEEK && sim_class_of_kind (slot->kind) == class)
        wanted--;
    }
  return wanted;
}

static void
fill_ghosts (SimBuild *build)
{
  gint64 room = still_wanted (build, SIM_TUNED) + still_wanted (build, SIM_SQUEEZED);
  guint32 first = build->n_clusters;
  while (first < build->trees->len && (sim_build_tree (build, first)->flags & SIM_TREE_GHOST) == 0)
    first++;
  guint32 index = first;
  while (room > 0 && index < build->trees->len)
    {
      SimTree *tree = sim_build_tree (build, index);
      for (guint32 i = 0; i < tree->n_slots && room > 0; i++, room--)
        sim_build_add_slot (build, SIM_ROLE_TREE, index, draw_kind (build, sim_build_tree (build, index)));
      index = index + 1 < build->trees->len ? index + 1 : first;
    }
}

/* Turns models of mixed families into the other class until both classes have what the figures say. */
static void
balance_kinds (SimBuild *build)
{
  gint64 wanted = still_wanted (build, SIM_SQUEEZED);
  guint from = wanted > 0 ? SIM_TUNED : SIM_SQUEEZED;
  guint64 attempts = (guint64) build->slots->len * 60;
  for (guint64 i = 0; i < attempts && wanted != 0; i++)
    {
      SimSlot *slot = &g_array_index (build->slots, SimSlot, sim_below (&build->random, build->slots->len));
      if (slot->role != SIM_ROLE_TREE || slot->death != SIM_NEVER || sim_slot_birth (slot) > 0
          || sim_class_of_kind (slot->kind) != from)
        continue;
      guint8 flags = sim_build_tree (build, slot->group)->flags;
      gboolean rigid = (flags & (SIM_TREE_LINE | SIM_TREE_DOOMED)) != 0;
      if (rigid || ((flags & SIM_TREE_PURE) != 0 && i < attempts / 2))
        continue;
      if (slot->group < 11 && build->n_clusters > 5000 && i < attempts / 2)
        continue;
      slot->kind = from == SIM_TUNED ? SIM_QUANTIZED : SIM_FINETUNE;
      wanted += from == SIM_TUNED ? -1 : 1;
    }
}

/* A tree that a model is likely to come to: the one where another of its kind stands. */
static guint32
draw_tree (SimBuild *build, guint n_slots, guint class)
{
  guint32 fallback = 0;
  for (guint attempt = 0; attempt < 400; attempt++)
    {
      const SimSlot *slot = &g_array_index (build->slots, SimSlot, sim_below (&build->random, n_slots));
      if (slot->role != SIM_ROLE_TREE)
        continue;
      const SimTree *tree = sim_build_tree (build, slot->group);
      if ((tree->flags & (SIM_TREE_DOOMED | SIM_TREE_FIXED | SIM_TREE_LINE)) != 0
          || tree->n_slots < SMALL_TREE)
        continue;
      fallback = slot->group;
      /* The big old families grow little and lose little. */
      if (sim_class_of_kind (slot->kind) == class && (tree->heat > 0.1 || sim_chance (&build->random, 0.05)))
        return slot->group;
    }
  return fallback;
}

static void
add_passing_slots (SimBuild *build, guint n_slots, guint week, guint class, guint n, gboolean dies)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 index = draw_tree (build, n_slots, class);
      const SimTree *tree = sim_build_tree (build, index);
      SimKind kind = SIM_QUANTIZED;
      if (class == SIM_TUNED)
        kind = sim_chance (&build->random, tree->adapters) ? SIM_ADAPTER : SIM_FINETUNE;
      SimSlot *slot = sim_build_add_slot (build, SIM_ROLE_TREE, index, kind);
      if (dies)
        slot->death = (guint8) week;
      else
        slot->key = (guint64) week << 32;
    }
}

/**
 * sim_build_slots:
 * @build: with its forest
 *
 * Gives every derived model outside the plan its kind and its family.
 */
void
sim_build_slots (SimBuild *build)
{
  fill_clusters (build);
  fill_passing (build);
  add_faults (build);
  fill_ghosts (build);
  balance_kinds (build);
  guint n_slots = build->slots->len, last = SIM_WEEKS - 1;
  for (guint class = 0; class < 2; class ++)
    {
      for (guint week = 1; week < SIM_WEEKS; week++)
        {
          guint inner = class == SIM_TUNED ? build->inner[week] : 0;
          guint doom = build->doom[week][class];
          add_passing_slots (build, n_slots, week, class, doom > inner ? doom - inner : 0, TRUE);
        }
      add_passing_slots (build, n_slots, last, class, build->quota[last][class], FALSE);
      build->quota[last][class] = 0;
    }
}
