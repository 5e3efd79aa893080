#include "simulate/sim-build.h"

#include <math.h>

/* The ten largest families differ in temper: how much hangs deep, how fast they grew of late, what they
 * consist of. */
static const struct
{
  float deep, heat, adapters, quantized;
  guint8 domain;
} large[] = {
  { 0.001f, 0.005f, 0.995f, 0.003f, SIM_NLP }, { 0.004f, 3.4f, 0.97f, 0.002f, SIM_VISION },
  { 0.001f, 0.003f, 0.995f, 0.003f, SIM_NLP }, { 0.003f, 0.005f, 0.98f, 0.004f, SIM_NLP },
  { 0.72f, 1.5f, 0.45f, 0.20f, SIM_NLP },      { 0.50f, 0.6f, 0.60f, 0.12f, SIM_NLP },
  { 0.70f, 2.8f, 0.40f, 0.20f, SIM_NLP },      { 0.03f, 0.1f, 0.97f, 0.01f, SIM_NLP },
  { 0.03f, 1.0f, 0.0f, 0.004f, SIM_NLP },      { 0.55f, 0.5f, 0.45f, 0.22f, SIM_NLP },
  { 0.02f, 1.3f, 0.90f, 0.003f, SIM_VISION },
};

/* Which of them the family at a rank takes after, or -1: a small world has only room for four. */
static int
temper_of_rank (const SimBuild *build, guint32 rank)
{
  static const int few[] = { 0, 4, 1, 5 };
  if (build->n_clusters > 5000)
    return rank < G_N_ELEMENTS (large) ? (int) rank : -1;
  return rank < G_N_ELEMENTS (few) ? few[rank] : -1;
}

/* Shares of the tuned models of trees by domain, after the published table of tasks. */
static const double domain_shares[SIM_N_DOMAINS] = { 1, 0.19, 0.044, 0.0125, 0.0011, 0.0004 };

static double
draw_bell (SimRandom *random)
{
  double sum = -6;
  for (guint i = 0; i < 12; i++)
    sum += sim_uniform (random);
  return sum;
}

static guint32
add_tree (SimBuild *build, guint n_slots, guint flags)
{
  SimRandom *random = &build->random;
  SimTree tree
    = { .n_slots = n_slots, .flags = (guint8) flags, .death = SIM_NEVER, .community = SIM_NO_COMMUNITY };
  tree.heat = (float) exp (0.9 * draw_bell (random));
  tree.deep = 0.45f;
  tree.adapters = sim_chance (random, 0.55) ? 0.0f : (float) sqrt (sim_uniform (random));
  g_array_append_val (build->trees, tree);
  return build->trees->len - 1;
}

/* Which share of the clusters of a size is of one kind only. */
static double
pure_share (guint size)
{
  static const struct
  {
    guint size;
    double share;
  } steps[] = { { 2, 1 }, { 3, 0.77 }, { 4, 0.67 }, { 5, 0.58 }, { 10, 0.52 }, { 20, 0.46 }, { 50, 0.40 } };
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (size <= steps[i].size)
      return steps[i].share;
  return 0.55;
}

static void
give_temper (SimBuild *build, guint32 rank, guint size)
{
  SimTree *tree = sim_build_tree (build, rank);
  SimRandom *random = &build->random;
  int temper = temper_of_rank (build, rank);
  if (temper >= 0)
    {
      tree->deep = large[temper].deep;
      tree->heat = large[temper].heat;
      /* With fewer families one of them weighs more, and what most others are made by would be too rare. */
      tree->adapters = large[temper].adapters * (build->n_clusters > 5000 ? 1 : 0.65f);
      tree->quantized = large[temper].quantized;
      return;
    }
  if (sim_chance (random, 0.45))
    tree->flags |= SIM_TREE_STAR;
  if (tree->community == SIM_NO_COMMUNITY && sim_chance (random, pure_share (size)))
    {
      tree->flags |= SIM_TREE_PURE;
      tree->quantized = sim_chance (random, size > 50 ? 0.05 : size > 5 ? 0.2 : 0.32) ? 1 : 0;
      return;
    }
  double u = sim_uniform (random);
  tree->quantized = (float) (size > 1000 ? 0.22 * u : size > 60 ? 0.3 * u : 0.4 + 0.6 * u);
}

/* Roots of communities take the places among the clusters that leave room for their trees. */
static guint32
find_place (const guint32 *sizes, const guint8 *taken, guint n, double wanted, guint least)
{
  guint low = 0, high = n;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (sizes[middle] > wanted)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = MIN (low, n - 1) + 1; i-- > 0;)
    if (!taken[i] && sizes[i] >= least)
      return i;
  for (guint i = low; i < n && sizes[i] >= least; i++)
    if (!taken[i])
      return i;
  return G_MAXUINT32;
}

typedef struct
{
  guint32 members;
  guint16 community;
  guint8 root;
} Seat;

static int
compare_seats (gconstpointer a, gconstpointer b)
{
  const Seat *x = a, *y = b;
  if (x->members != y->members)
    return x->members < y->members ? 1 : -1;
  return x->community != y->community ? (int) x->community - y->community : (int) x->root - y->root;
}

static void
seat_communities (SimBuild *build, const guint32 *sizes)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (guint32));
  SimPlan *plan = build->plan;
  g_autoptr (GArray) seats = g_array_new (FALSE, FALSE, sizeof (Seat));
  for (guint16 c = 0; c < plan->n_communities; c++)
    for (guint8 root = 0; root < plan->communities[c].n_roots; root++)
      {
        Seat seat = { plan->communities[c].members[root], c, root };
        if (seat.members > 0)
          g_array_append_val (seats, seat);
      }
  g_array_sort (seats, compare_seats);
  g_autofree guint8 *taken = g_new0 (guint8, build->n_clusters + 16);
  for (guint32 rank = 0; rank < MIN (G_N_ELEMENTS (large), build->n_clusters); rank++)
    {
      int temper = temper_of_rank (build, rank);
      if (temper >= 0 && large[temper].deep > 0.3)
        g_array_append_val (heads, rank);
      else
        taken[rank] = temper >= 0;
    }
  for (guint i = 0; i < seats->len; i++)
    {
      const Seat *seat = &g_array_index (seats, Seat, i);
      double u = sim_uniform (&build->random), wanted = seat->members * (1.08 + 1.2 * u * u * u) + 2 + 4 * u;
      guint32 place = i < heads->len ? g_array_index (heads, guint32, i) : G_MAXUINT32;
      if (place == G_MAXUINT32 || taken[place] || sizes[place] < seat->members + 2)
        place = find_place (sizes, taken, build->n_clusters, wanted, seat->members + 2);
      build->tree_of_community[seat->community * SIM_COMMUNITY_ROOTS + seat->root] = place;
      if (place == G_MAXUINT32)
        continue;
      taken[place] = TRUE;
      SimTree *tree = sim_build_tree (build, place);
      tree->community = seat->community;
      tree->community_root = seat->root;
      tree->flags |= SIM_TREE_COMMUNITY;
      tree->n_slots = sizes[place] - 1 - seat->members;
    }
}

/* Fills the smaller domains one after the other with the families that fit; what is left speaks. */
static void
give_domains (SimBuild *build)
{
  double tuned = build->targets->fine_tuned, used[SIM_N_DOMAINS] = { 0 };
  for (guint32 rank = 0; rank < build->n_clusters; rank++)
    {
      SimTree *tree = sim_build_tree (build, rank);
      double mass = tree->n_slots * (1 - tree->quantized);
      guint chosen = SIM_NLP;
      if (temper_of_rank (build, rank) >= 0)
        chosen = large[temper_of_rank (build, rank)].domain;
      else if (tree->flags & SIM_TREE_COMMUNITY)
        chosen = tree->community > 0 && tree->community % 16 == 15 ? SIM_VISION : SIM_NLP;
      else if (sim_chance (&build->random, 0.55))
        {
          double best = 0;
          for (guint domain = SIM_VISION; domain < SIM_N_DOMAINS; domain++)
            {
              double room = 1 - used[domain] / (domain_shares[domain] * tuned);
              if (mass <= room * domain_shares[domain] * tuned * 0.5 + 1 && room > best)
                chosen = domain, best = room;
            }
        }
      used[chosen] += mass;
      tree->domain = (guint8) chosen;
    }
}

/* A few families are one long line, each made from the one before. */
static void
draw_lines (SimBuild *build)
{
  static const guint lengths[] = { 40, 21, 21, 20, 16, 18, 14, 12, 15, 13, 17, 11 };
  guint n_lines = build->n_clusters < 100 ? 0 : build->n_clusters < 5000 ? 2 : G_N_ELEMENTS (lengths);
  for (guint i = 0; i < n_lines; i++)
    for (guint32 rank = 0; rank < build->n_clusters; rank++)
      {
        SimTree *tree = sim_build_tree (build, rank);
        if (tree->n_slots >= lengths[i] || (tree->flags & (SIM_TREE_LINE | SIM_TREE_COMMUNITY)) != 0)
          continue;
        tree->flags = SIM_TREE_LINE | SIM_TREE_PURE;
        tree->n_slots = lengths[i] - 1;
        tree->quantized = tree->adapters = 0;
        break;
      }
}

/* Makes the clusters hold @room models of the reference week, by making middling and large ones larger or
 * smaller. */
static void
fit_to_room (SimBuild *build, guint room)
{
  guint64 held = 0, flexible = 0;
  for (guint32 rank = 0; rank < build->n_clusters; rank++)
    {
      guint n = sim_build_tree (build, rank)->n_slots;
      held += n;
      flexible += rank >= 11 && n > 40 ? n : 0;
    }
  if (flexible == 0)
    return;
  double factor = CLAMP (1 + ((double) room - (double) held) / (double) flexible, 0.3, 3.0);
  for (guint32 rank = 0; rank < build->n_clusters; rank++)
    {
      SimTree *tree = sim_build_tree (build, rank);
      if (rank >= 11 && tree->n_slots > 40 && (tree->flags & SIM_TREE_LINE) == 0)
        tree->n_slots = (guint32) (tree->n_slots * factor);
    }
}

/* Families of ghosts: what they hold is what no cluster has room for. */
static void
add_ghost_trees (SimBuild *build, guint room)
{
  guint32 number = 0;
  while (room > 0)
    {
      double u = 1 - sim_uniform (&build->random);
      guint n = (guint) CLAMP (0.8 * pow (u, -0.8), 1, MAX (room / 8, 3));
      n = MIN (n, room);
      guint32 index = add_tree (build, n, SIM_TREE_GHOST);
      SimTree *tree = sim_build_tree (build, index);
      tree->quantized = sim_chance (&build->random, 0.2) ? 0.5f : 0.05f;
      tree->moment = number++;
      tree->domain = sim_chance (&build->random, 0.05) ? SIM_VISION : SIM_NLP;
      room -= n;
    }
  build->world->n_ghosts = number;
}

/* Small trees whose roots come or go in the weeks around the reference week. */
static void
add_passing_trees (SimBuild *build)
{
  SimRandom *random = &build->random;
  for (guint week = 1; week < SIM_WEEKS; week++)
    for (guint i = 0; i < build->targets->deleted[week].roots; i++)
      {
        guint32 index = add_tree (build, 1 + sim_below (random, 2), SIM_TREE_DOOMED | SIM_TREE_STAR);
        sim_build_tree (build, index)->death = (guint8) week;
      }
  for (guint i = 0; i < build->targets->added[SIM_WEEKS - 1].roots; i++)
    {
      guint32 index = add_tree (build, 1 + sim_below (random, 3), SIM_TREE_FIXED | SIM_TREE_STAR);
      sim_build_tree (build, index)->birth = SIM_WEEKS - 1;
    }
}

/**
 * sim_build_forest:
 * @build: with plan and quotas
 * @room: how many models of the reference week trees, those of ghosts included, have to hold
 *
 * Lays down the families: how large, how deep, of what.
 */
void
sim_build_forest (SimBuild *build, guint room)
{
  /* Some will have lost their only child by the reference week. */
  guint lost = 0;
  for (guint week = 1; week <= SIM_REFERENCE_WEEK; week++)
    lost += build->inner[week];
  build->n_clusters = build->targets->roots + lost / 8;
  g_autofree guint32 *sizes = sim_root_sizes (build->targets->scale, build->n_clusters);
  for (guint32 rank = 0; rank < build->n_clusters; rank++)
    add_tree (build, sizes[rank] - 1, 0);
  build->tree_of_community = g_new (guint32, build->plan->n_communities * SIM_COMMUNITY_ROOTS);
  for (guint i = 0; i < build->plan->n_communities * SIM_COMMUNITY_ROOTS; i++)
    build->tree_of_community[i] = G_MAXUINT32;
  seat_communities (build, sizes);
  for (guint32 rank = 0; rank < build->n_clusters; rank++)
    give_temper (build, rank, sizes[rank]);
  draw_lines (build);
  guint ghosts = (guint) (0.042 * build->targets->derived);
  fit_to_room (build, room > ghosts ? room - ghosts : room);
  give_domains (build);
  guint64 held = 0;
  for (guint32 rank = 0; rank < build->n_clusters; rank++)
    held += sim_build_tree (build, rank)->n_slots;
  add_passing_trees (build);
  add_ghost_trees (build, held < room ? (guint) (room - held) : 0);
}
