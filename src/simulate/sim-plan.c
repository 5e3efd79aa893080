#include "simulate/sim-plan.h"

#include <string.h>

#define COMMUNITIES 45
#define CANDIDATES 8
#define MAX_PARENTS 65
#define SIDE_SHARE 0.10
#define MADE_OF_MERGES 1.8 /* quantizations and fine-tunes for each merge */

/* How the chains of one model spread over lengths (number of models). */
typedef struct
{
  guint32 count[SIM_MAX_LENGTH + 1];
} Lengths;

typedef struct
{
  GArray *recent;   /* members that others are made of, in time */
  GArray *outsides; /* indexes into the plan's */
  guint n_joined;
} Scene;

typedef struct
{
  guint32 refs[MAX_PARENTS];
  guint n;
  Lengths lengths;
  double cost;
} Candidate;

typedef struct
{
  SimPlan *plan;
  const SimTargets *targets;
  SimRandom random;
  Scene *scenes;
  Lengths *lengths;
  guint64 *roots; /* bits of the community's roots above */
  guint32 *n_children;
  guint8 *doomed;
  double leaves[SIM_MAX_LENGTH + 1];
  double *weights;
  guint n_expected;
} Planner;

static guint
draw_parents (SimRandom *random)
{
  static const struct
  {
    double below;
    guint low, high;
  } steps[] = { { 0.02, 1, 1 }, { 0.36, 2, 2 },  { 0.56, 3, 3 },    { 0.72, 4, 4 },    { 0.83, 5, 5 },
                { 0.9, 6, 6 },  { 0.96, 7, 10 }, { 0.995, 11, 18 }, { 0.9992, 19, 36 } };
  double u = sim_uniform (random);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (u < steps[i].below)
      return steps[i].low + sim_below (random, steps[i].high - steps[i].low + 1);
  return 40 + sim_below (random, MAX_PARENTS - 39);
}

/* A model outside for a merge of a community: mostly one that was taken before. */
static guint32
draw_outside (Planner *planner, guint16 community)
{
  SimPlan *plan = planner->plan;
  SimRandom *random = &planner->random;
  Scene *scene = community == SIM_NO_COMMUNITY ? NULL : &planner->scenes[community];
  if (scene != NULL && scene->outsides->len > 2 && sim_chance (random, 0.82))
    {
      double u = sim_uniform (random);
      guint back = (guint) (u * u * scene->outsides->len);
      return g_array_index (scene->outsides, guint32, scene->outsides->len - 1 - back) | SIM_PLAN_OUTSIDE;
    }
  SimOutside outside = { community, 0, sim_chance (random, 0.4), sim_chance (random, 0.04) };
  if (scene != NULL)
    {
      SimCommunity *c = &plan->communities[community];
      gboolean joins = scene->n_joined < c->n_roots && (scene->n_joined < 2 || sim_chance (random, 0.3));
      double u = sim_uniform (random);
      outside.root = (guint8) (joins ? scene->n_joined : (guint) (u * u * scene->n_joined));
      if (joins)
        c->first_use[scene->n_joined++] = plan->n;
    }
  guint32 index = plan->outsides->len;
  g_array_append_val (plan->outsides, outside);
  if (scene != NULL)
    g_array_append_val (scene->outsides, index);
  return index | SIM_PLAN_OUTSIDE;
}

static guint32
draw_recent (Planner *planner, guint16 community, double spread)
{
  Scene *scene = &planner->scenes[community];
  double u = sim_uniform (&planner->random);
  double reach = sim_chance (&planner->random, 0.5) ? 10 : scene->recent->len * spread;
  guint back = MIN ((guint) (u * u * reach), scene->recent->len - 1);
  return g_array_index (scene->recent, guint32, scene->recent->len - 1 - back);
}

static void
lengths_of (const Planner *planner, guint32 ref, Lengths *lengths)
{
  if ((ref & SIM_PLAN_OUTSIDE) == 0)
    {
      *lengths = planner->lengths[ref];
      return;
    }
  const SimOutside *outside = &g_array_index (planner->plan->outsides, SimOutside, ref & ~SIM_PLAN_OUTSIDE);
  memset (lengths, 0, sizeof *lengths);
  if (!outside->ghost)
    lengths->count[outside->derived ? 2 : 1] = 1;
}

/* Whether two parents are one model: the same in the plan, or the same root outside. */
static gboolean
is_same (const Planner *planner, guint32 a, guint32 b)
{
  if (a == b || (a & b & SIM_PLAN_OUTSIDE) == 0)
    return a == b;
  const GArray *outsides = planner->plan->outsides;
  const SimOutside *x = &g_array_index (outsides, SimOutside, a & ~SIM_PLAN_OUTSIDE);
  const SimOutside *y = &g_array_index (outsides, SimOutside, b & ~SIM_PLAN_OUTSIDE);
  return x->community != SIM_NO_COMMUNITY && x->root == y->root && !x->derived && !y->derived && !x->ghost
         && !y->ghost;
}

/* Takes a parent in unless it is there or would break the budget of paths. */
static gboolean
candidate_add (const Planner *planner, Candidate *candidate, guint32 ref, double *budget)
{
  for (guint i = 0; i < candidate->n; i++)
    if (is_same (planner, candidate->refs[i], ref))
      return FALSE;
  Lengths above;
  double paths = 0;
  lengths_of (planner, ref, &above);
  for (guint length = 1; length <= SIM_MAX_LENGTH; length++)
    paths += above.count[length];
  if (paths > *budget || above.count[SIM_MAX_LENGTH] > 0)
    return FALSE;
  *budget -= paths;
  candidate->refs[candidate->n++] = ref;
  for (guint length = 1; length < SIM_MAX_LENGTH; length++)
    candidate->lengths.count[length + 1] += above.count[length];
  return TRUE;
}

/* How much nearer (below 0) or farther the published lengths of chains are with this candidate. */
static double
candidate_cost (const Planner *planner, const Candidate *candidate)
{
  double progress = (planner->plan->n + 1.0) / planner->n_expected * planner->targets->scale;
  double change[SIM_MAX_LENGTH + 1], cost = 0;
  for (guint length = 0; length <= SIM_MAX_LENGTH; length++)
    change[length] = candidate->lengths.count[length];
  for (guint i = 0; i < candidate->n; i++)
    {
      guint32 ref = candidate->refs[i];
      if ((ref & SIM_PLAN_OUTSIDE) == 0 && planner->n_children[ref] == 0)
        for (guint length = 1; length <= SIM_MAX_LENGTH; length++)
          change[length] -= planner->lengths[ref].count[length];
    }
  for (guint length = 2; length <= SIM_MAX_LENGTH; length++)
    {
      double wanted = sim_merge_chains (length) * progress;
      double before = planner->leaves[length] - wanted, after = before + change[length];
      cost += (after * after - before * before) / (wanted + 10);
    }
  return cost;
}

static void
draw_merge (Planner *planner, guint16 community, guint wanted, Candidate *candidate)
{
  SimRandom *random = &planner->random;
  gboolean inside = community != SIM_NO_COMMUNITY && planner->scenes[community].recent->len > 0;
  double u = sim_uniform (random), budget = MAX (wanted, 4 + 400 * u * u * u);
  for (guint attempt = 0; candidate->n < wanted && attempt < 6 * wanted; attempt++)
    {
      double share = candidate->n == 0 ? 0.9 : attempt < 2 * wanted ? 0.35 : 0;
      gboolean recent = inside && sim_chance (random, share);
      guint32 ref = recent ? draw_recent (planner, community, 0.7) : draw_outside (planner, community);
      candidate_add (planner, candidate, ref, &budget);
    }
  if (candidate->n == 0)
    {
      budget = 1;
      candidate_add (planner, candidate, draw_outside (planner, community), &budget);
    }
}

/* What is made of a merge has it as its only parent; now and then a quantization repeats the merge's own. */
static void
draw_made (Planner *planner, guint16 community, SimKind kind, Candidate *candidate)
{
  double budget = G_MAXINT;
  guint32 ref = draw_recent (planner, community, 1);
  if (kind == SIM_QUANTIZED && sim_chance (&planner->random, 0.004))
    {
      SimPlan *plan = planner->plan;
      for (guint32 i = plan->first[ref]; i < plan->first[ref + 1]; i++)
        candidate_add (planner, candidate, g_array_index (plan->refs, guint32, i), &budget);
      return;
    }
  candidate_add (planner, candidate, ref, &budget);
}

static void
draw_best (Planner *planner, guint16 community, SimKind kind, Candidate *best)
{
  guint wanted = kind == SIM_MERGE ? draw_parents (&planner->random) : 1;
  for (guint i = 0; i < CANDIDATES; i++)
    {
      Candidate candidate = { .n = 0 };
      if (kind == SIM_MERGE)
        draw_merge (planner, community, wanted, &candidate);
      else
        draw_made (planner, community, kind, &candidate);
      candidate.cost = candidate_cost (planner, &candidate);
      if (i == 0 || candidate.cost < best->cost)
        *best = candidate;
    }
}

static void
count_leaves (Planner *planner, const Lengths *lengths, double sign)
{
  for (guint length = 0; length <= SIM_MAX_LENGTH; length++)
    planner->leaves[length] += sign * lengths->count[length];
}

static guint64
roots_above (const Planner *planner, guint32 ref)
{
  if ((ref & SIM_PLAN_OUTSIDE) == 0)
    return planner->roots[ref];
  const SimOutside *outside = &g_array_index (planner->plan->outsides, SimOutside, ref & ~SIM_PLAN_OUTSIDE);
  return outside->ghost || outside->community == SIM_NO_COMMUNITY ? 0 : (guint64) 1 << outside->root;
}

static void
append (Planner *planner, guint16 community, SimKind kind, guint week, gboolean doomed,
        const Candidate *chosen)
{
  SimPlan *plan = planner->plan;
  guint32 n = plan->n;
  plan->community[n] = community;
  plan->kind[n] = (guint8) kind;
  plan->birth[n] = (guint8) week;
  plan->death[n] = SIM_NEVER;
  plan->births[week][kind]++;
  planner->doomed[n] = (guint8) doomed;
  planner->lengths[n] = chosen->lengths;
  for (guint i = 0; i < chosen->n; i++)
    {
      guint32 ref = chosen->refs[i];
      planner->roots[n] |= roots_above (planner, ref);
      if ((ref & SIM_PLAN_OUTSIDE) == 0 && !doomed)
        {
          if (planner->n_children[ref] == 0)
            count_leaves (planner, &planner->lengths[ref], -1);
          planner->n_children[ref]++;
        }
    }
  g_array_append_vals (plan->refs, chosen->refs, chosen->n);
  plan->first[++plan->n] = plan->refs->len;
  if (doomed)
    return;
  count_leaves (planner, &chosen->lengths, 1);
  if (community == SIM_NO_COMMUNITY || kind == SIM_QUANTIZED)
    return;
  if (kind == SIM_MERGE || sim_chance (&planner->random, 0.12))
    g_array_append_val (planner->scenes[community].recent, n);
}

static guint16
draw_community (Planner *planner)
{
  double u = sim_uniform (&planner->random) * planner->weights[planner->plan->n_communities - 1];
  guint16 community = 0;
  while (planner->weights[community] < u)
    community++;
  return community;
}

static void
add_merge (Planner *planner, guint week, double doomed_share)
{
  gboolean aside = sim_chance (&planner->random, SIDE_SHARE);
  guint16 community = aside ? SIM_NO_COMMUNITY : draw_community (planner);
  Candidate best = { .n = 0 };
  draw_best (planner, community, SIM_MERGE, &best);
  append (planner, community, SIM_MERGE, week, sim_chance (&planner->random, doomed_share), &best);
}

static void
add_made (Planner *planner, guint week, guint room_quantized, guint room_tuned)
{
  SimRandom *random = &planner->random;
  guint16 community = draw_community (planner);
  SimKind kind = SIM_QUANTIZED;
  if (sim_chance (random, 0.15))
    kind = sim_chance (random, 0.6) ? SIM_FINETUNE : SIM_ADAPTER;
  const guint *births = planner->plan->births[week];
  if (planner->scenes[community].recent->len == 0)
    return;
  if (kind == SIM_QUANTIZED ? births[kind] >= room_quantized
                            : births[SIM_FINETUNE] + births[SIM_ADAPTER] >= room_tuned)
    return;
  Candidate best = { .n = 0 };
  draw_best (planner, community, kind, &best);
  append (planner, community, kind, week, FALSE, &best);
}

static guint
merges_at_start (const SimTargets *targets)
{
  guint n = targets->merged;
  for (guint week = 1; week <= SIM_REFERENCE_WEEK; week++)
    n = n + targets->deleted[week].merged - targets->added[week].merged;
  return n;
}

static void
fill (Planner *planner)
{
  const SimTargets *targets = planner->targets;
  guint n_doomed = 0, n_all = merges_at_start (targets);
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      n_doomed += targets->deleted[week].merged;
      n_all += targets->added[week].merged;
    }
  double doomed_share = n_all == 0 ? 0 : 1.1 * n_doomed / n_all;
  double owed = 0;
  for (guint week = 0; week < SIM_WEEKS; week++)
    {
      guint n = week == 0 ? merges_at_start (targets) : targets->added[week].merged;
      guint room_quantized = week == 0 ? G_MAXUINT : targets->added[week].quantized * 6 / 10;
      guint room_tuned = week == 0 ? G_MAXUINT : targets->added[week].fine_tuned / 10;
      for (guint i = 0; i < n; i++)
        {
          add_merge (planner, week, doomed_share);
          for (owed += MADE_OF_MERGES; owed >= 1; owed--)
            add_made (planner, week, room_quantized, room_tuned);
        }
    }
}

/*
 * One that may go this week: of those marked, else any leaf, else none. Of those that others are made of only
 * late ones with few children go: an early one could take half of a small world's chains with it.
 */
static guint32
find_victim (Planner *planner, guint week, gboolean inner)
{
  const SimPlan *plan = planner->plan;
  guint32 start = sim_below (&planner->random, plan->n), leaf = G_MAXUINT32;
  for (guint32 i = 0; i < plan->n; i++)
    {
      guint32 n = (start + i) % plan->n;
      if (plan->kind[n] != SIM_MERGE || plan->death[n] != SIM_NEVER || plan->birth[n] >= week)
        continue;
      gboolean slight = planner->n_children[n] > 0 && planner->n_children[n] <= 3 && n > plan->n / 2;
      if (inner ? slight : planner->doomed[n])
        return n;
      if (leaf == G_MAXUINT32 && planner->n_children[n] == 0)
        leaf = n;
    }
  return leaf;
}

static void
bury (Planner *planner)
{
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      guint n = planner->targets->deleted[week].merged;
      for (guint i = 0; i < n && planner->plan->n > 0; i++)
        {
          guint32 victim = find_victim (planner, week, i * 100 >= n * 94);
          if (victim != G_MAXUINT32)
            planner->plan->death[victim] = (guint8) week;
        }
    }
}

/* How many models of the reference week each root of a community has below it through merges. */
static void
count_members (Planner *planner)
{
  SimPlan *plan = planner->plan;
  for (guint32 n = 0; n < plan->n; n++)
    {
      if (plan->birth[n] > SIM_REFERENCE_WEEK || plan->death[n] <= SIM_REFERENCE_WEEK
          || plan->community[n] == SIM_NO_COMMUNITY)
        continue;
      SimCommunity *community = &plan->communities[plan->community[n]];
      for (guint root = 0; root < SIM_COMMUNITY_ROOTS; root++)
        community->members[root] += (guint32) (planner->roots[n] >> root & 1);
    }
}

static void
planner_init (Planner *planner, SimPlan *plan, guint room)
{
  double scale = planner->targets->scale, sum = 0;
  plan->n_communities = MAX (1, (guint) (COMMUNITIES * scale + 0.5));
  plan->communities = g_new0 (SimCommunity, plan->n_communities);
  plan->community = g_new0 (guint16, room);
  plan->kind = g_new0 (guint8, room);
  plan->birth = g_new0 (guint8, room);
  plan->death = g_new0 (guint8, room);
  plan->first = g_new0 (guint32, room + 1);
  plan->refs = g_array_new (FALSE, FALSE, sizeof (guint32));
  plan->outsides = g_array_new (FALSE, FALSE, sizeof (SimOutside));
  planner->scenes = g_new0 (Scene, plan->n_communities);
  planner->weights = g_new0 (double, plan->n_communities);
  planner->lengths = g_new0 (Lengths, room);
  planner->roots = g_new0 (guint64, room);
  planner->n_children = g_new0 (guint32, room);
  planner->doomed = g_new0 (guint8, room);
  for (guint i = 0; i < plan->n_communities; i++)
    {
      planner->scenes[i].recent = g_array_new (FALSE, FALSE, sizeof (guint32));
      planner->scenes[i].outsides = g_array_new (FALSE, FALSE, sizeof (guint32));
      planner->weights[i] = sum += 1.0 / (1 + 4.0 * i / plan->n_communities);
      guint n_roots = 14 + sim_below (&planner->random, 29);
      plan->communities[i].n_roots = CLAMP (n_roots, 2, MAX (2, planner->targets->roots / 6));
    }
}

static void
planner_clear (Planner *planner)
{
  for (guint i = 0; i < planner->plan->n_communities; i++)
    {
      g_array_unref (planner->scenes[i].recent);
      g_array_unref (planner->scenes[i].outsides);
    }
  g_free (planner->scenes);
  g_free (planner->weights);
  g_free (planner->lengths);
  g_free (planner->roots);
  g_free (planner->n_children);
  g_free (planner->doomed);
}

SimPlan *
sim_plan_new (const SimTargets *targets, guint32 seed)
{
  SimPlan *plan = g_new0 (SimPlan, 1);
  Planner planner = { .plan = plan, .targets = targets, .random = { sim_hash (seed, 1, 0) } };
  guint n_merges = merges_at_start (targets);
  for (guint week = 1; week < SIM_WEEKS; week++)
    n_merges += targets->added[week].merged;
  planner.n_expected = (guint) (n_merges * (1 + MADE_OF_MERGES)) + 1;
  planner_init (&planner, plan, planner.n_expected + 8);
  fill (&planner);
  bury (&planner);
  count_members (&planner);
  planner_clear (&planner);
  return plan;
}

void
sim_plan_free (SimPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->community);
  g_free (plan->kind);
  g_free (plan->birth);
  g_free (plan->death);
  g_free (plan->first);
  g_array_unref (plan->refs);
  g_array_unref (plan->outsides);
  g_free (plan->communities);
  g_free (plan);
}
