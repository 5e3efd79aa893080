#include "simulate/sim-build.h"

#define TOO_MANY 1000u
#define NOT_YET G_MAXUINT32 /* a root that is still to come */
#define PETS 0.012 /* the share of clusters that small merges outside the communities like to take in */

typedef struct
{
  guint64 key;
  guint32 slot;
  guint32 late; /* 0 for a root: at the same moment it comes before what hangs on it */
} Arrival;

typedef struct
{
  guint32 head;  /* the root, or a ghost */
  guint32 first; /* into Attacher.members and .inner */
  guint32 n_members, n_inner;
} Tree;

typedef struct
{
  SimBuild *build;
  SimWorld *world;
  Tree *trees;
  guint32 *members; /* what may get children, by tree */
  guint32 *inner;   /* what has some */
  GArray *edges;
  GArray *deep; /* models of trees, for merges outside the communities */
  GArray **rings;
  guint32 *of_plan;    /* model of each place in the plan */
  guint32 *of_outside; /* model or ghost taken for each outside */
  guint8 *death_of;    /* by model */
} Attacher;

static int
compare_arrivals (gconstpointer a, gconstpointer b)
{
  const Arrival *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->late != y->late)
    return x->late < y->late ? -1 : 1;
  return x->slot < y->slot ? -1 : x->slot > y->slot;
}

static Arrival *
sort_arrivals (const SimBuild *build)
{
  guint n = build->slots->len;
  Arrival *arrivals = g_new (Arrival, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    {
      const SimSlot *slot = &g_array_index (build->slots, SimSlot, i);
      arrivals[i] = (Arrival){ slot->key, i, slot->role != SIM_ROLE_ROOT };
    }
  qsort (arrivals, n, sizeof *arrivals, compare_arrivals);
  return arrivals;
}

static gboolean
may_have_children (const Attacher *attacher, guint32 model)
{
  guint8 kind = attacher->world->kind[model];
  if (attacher->death_of[model] != SIM_NEVER)
    return FALSE;
  return kind == SIM_FINETUNE || (kind == SIM_ADAPTER && model % 16 == 0)
         || (kind == SIM_QUANTIZED && model % 32 == 0);
}

/* One of the tree's models becomes the parent of others. */
static guint32
promote (Attacher *attacher, Tree *tree)
{
  SimRandom *random = &attacher->build->random;
  for (guint attempt = 0; attempt < 8 && tree->n_members > 0; attempt++)
    {
      guint32 model = attacher->members[tree->first + sim_below (random, tree->n_members)];
      if (!may_have_children (attacher, model))
        continue;
      attacher->inner[tree->first + tree->n_inner++] = model;
      return model;
    }
  return tree->head;
}

static guint32
find_parent (Attacher *attacher, const SimTree *plan, Tree *tree)
{
  SimRandom *random = &attacher->build->random;
  if (tree->n_members == 0)
    return tree->head;
  if (plan->flags & SIM_TREE_LINE)
    return attacher->members[tree->first + tree->n_members - 1];
  if ((plan->flags & SIM_TREE_STAR) != 0 || !sim_chance (random, plan->deep))
    return tree->head;
  gboolean full = tree->n_inner >= plan->n_slots;
  if (tree->n_inner > 0 && (full || sim_chance (random, 0.965)))
    {
      double u = sim_uniform (random);
      return attacher->inner[tree->first + (guint) (u * u * tree->n_inner)];
    }
  return promote (attacher, tree);
}

static void
attach_to_tree (Attacher *attacher, guint32 model, const SimSlot *slot)
{
  const SimTree *plan = sim_build_tree (attacher->build, slot->group);
  Tree *tree = &attacher->trees[slot->group];
  guint32 parent = find_parent (attacher, plan, tree);
  g_array_append_val (attacher->edges, parent);
  attacher->world->domain[model] = plan->domain;
  if (plan->flags & SIM_TREE_LINE)
    attacher->world->traits[model] |= SIM_TRAIT_LINE;
  if (tree->n_members < plan->n_slots && slot->death == SIM_NEVER)
    attacher->members[tree->first + tree->n_members++] = model;
  if ((plan->flags & (SIM_TREE_STAR | SIM_TREE_GHOST | SIM_TREE_DOOMED)) == 0
      && may_have_children (attacher, model))
    g_array_append_val (attacher->deep, model);
}

/* The family head above a model of a tree, as far as it is listed. */
static guint32
head_of (const Attacher *attacher, guint32 model)
{
  guint32 head = attacher->world->family[model];
  return head & SIM_GHOST ? model : head;
}

static guint32
draw_ghost (Attacher *attacher)
{
  SimBuild *build = attacher->build;
  return sim_below (&build->random, MAX (build->world->n_ghosts, 1)) | SIM_GHOST;
}

/* For a merge outside the communities: anything deep in a tree, or one of a few small families. */
static guint32
take_anywhere (Attacher *attacher, gboolean derived)
{
  SimBuild *build = attacher->build;
  SimRandom *random = &build->random;
  if (sim_chance (random, 0.25) && build->n_clusters > 0)
    {
      guint32 place = build->n_clusters - 1 - sim_below (random, 1 + (guint) (build->n_clusters * PETS));
      guint32 head = attacher->trees[place].head;
      if (head != NOT_YET)
        return head;
    }
  if (attacher->deep->len == 0)
    return draw_ghost (attacher);
  guint32 model = g_array_index (attacher->deep, guint32, sim_below (random, attacher->deep->len));
  return derived ? model : head_of (attacher, model);
}

/* One that hangs on the root itself, if it can be: so the lengths of chains come out as planned. */
static guint32
take_from_tree (Attacher *attacher, const Tree *tree, gboolean derived)
{
  SimRandom *random = &attacher->build->random;
  if (tree->head == NOT_YET)
    return draw_ghost (attacher);
  for (guint attempt = 0; derived && tree->n_members > 0 && attempt < 12; attempt++)
    {
      guint32 model = attacher->members[tree->first + sim_below (random, tree->n_members)];
      guint32 edge = attacher->world->first_edge[model];
      gboolean direct = g_array_index (attacher->edges, guint32, edge) == tree->head;
      if (may_have_children (attacher, model) && (direct || attempt > 8))
        return model;
    }
  return tree->head;
}

static guint32
take_outside (Attacher *attacher, guint32 index)
{
  SimBuild *build = attacher->build;
  const SimOutside *outside = &g_array_index (build->plan->outsides, SimOutside, index);
  if (outside->ghost)
    return draw_ghost (attacher);
  if (outside->community == SIM_NO_COMMUNITY)
    return take_anywhere (attacher, outside->derived);
  const guint32 *places = &build->tree_of_community[outside->community * SIM_COMMUNITY_ROOTS];
  guint32 place = places[outside->root] != G_MAXUINT32 ? places[outside->root] : places[0];
  if (place == G_MAXUINT32)
    return take_anywhere (attacher, outside->derived);
  return take_from_tree (attacher, &attacher->trees[place], outside->derived);
}

static void
attach_to_plan (Attacher *attacher, guint32 model, const SimSlot *slot)
{
  const SimPlan *plan = attacher->build->plan;
  guint32 from = attacher->edges->len;
  attacher->of_plan[slot->item] = model;
  for (guint32 i = plan->first[slot->item]; i < plan->first[slot->item + 1]; i++)
    {
      guint32 ref = g_array_index (plan->refs, guint32, i), parent;
      if (ref & SIM_PLAN_OUTSIDE)
        {
          guint32 *taken = &attacher->of_outside[ref & ~SIM_PLAN_OUTSIDE];
          if (*taken == G_MAXUINT32)
            *taken = take_outside (attacher, ref & ~SIM_PLAN_OUTSIDE);
          parent = *taken;
        }
      else
        parent = attacher->of_plan[ref];
      gboolean twice = FALSE;
      for (guint32 j = from; j < attacher->edges->len; j++)
        twice = twice || g_array_index (attacher->edges, guint32, j) == parent;
      if (!twice)
        g_array_append_val (attacher->edges, parent);
    }
  guint32 first = g_array_index (attacher->edges, guint32, from);
  attacher->world->domain[model] = first & SIM_GHOST ? SIM_NLP : attacher->world->domain[first];
}

static void
give_family (Attacher *attacher, guint32 model)
{
  SimWorld *world = attacher->world;
  world->family[model] = model;
  if (world->first_edge[model] == attacher->edges->len)
    return;
  guint32 parent = g_array_index (attacher->edges, guint32, world->first_edge[model]);
  if (parent & SIM_GHOST)
    world->family[model] = parent;
  else if (parent < model)
    world->family[model] = world->family[parent];
}

static void
attach_root (Attacher *attacher, guint32 model, guint32 index)
{
  SimWorld *world = attacher->world;
  const SimTree *tree = sim_build_tree (attacher->build, index);
  attacher->trees[index].head = model;
  world->domain[model] = tree->domain;
  if (index < 60 && tree->n_slots > 100)
    world->traits[model] |= SIM_TRAIT_BIG;
  if (tree->domain == SIM_NLP && ((tree->flags & SIM_TREE_COMMUNITY) != 0 || tree->adapters > 0.3))
    world->traits[model] |= SIM_TRAIT_SPEAKS;
}

static SimDomain
draw_domain (const SimWorld *world, guint32 model)
{
  static const double below[] = { 0.50, 0.72, 0.80, 0.83, 0.995 };
  double u = sim_unit (sim_hash (world->seed, 2, model));
  guint domain = 0;
  while (domain < G_N_ELEMENTS (below) && u >= below[domain])
    domain++;
  return (SimDomain) domain;
}

static void
attach_one (Attacher *attacher, guint32 model, const SimSlot *slot)
{
  SimWorld *world = attacher->world;
  world->kind[model] = slot->kind;
  world->death[model] = slot->death;
  world->first_edge[model] = attacher->edges->len;
  switch ((SimRole) slot->role)
    {
    case SIM_ROLE_ROOT:
      attach_root (attacher, model, slot->group);
      break;
    case SIM_ROLE_TREE:
      attach_to_tree (attacher, model, slot);
      break;
    case SIM_ROLE_PLAN:
      attach_to_plan (attacher, model, slot);
      break;
    case SIM_ROLE_RING:
      world->traits[model] |= SIM_TRAIT_RING;
      g_array_append_val (attacher->rings[slot->group], model);
      g_array_append_val (attacher->edges, model);
      break;
    case SIM_ROLE_SELF:
      g_array_append_val (attacher->edges, model);
      break;
    case SIM_ROLE_ISOLATED:
      world->domain[model] = (guint8) draw_domain (world, model);
      break;
    }
  give_family (attacher, model);
}

/* Each of a ring declares the next. */
static void
close_rings (Attacher *attacher)
{
  for (guint ring = 0; ring < attacher->build->n_rings; ring++)
    {
      GArray *models = attacher->rings[ring];
      for (guint i = 0; i < models->len; i++)
        {
          guint32 model = g_array_index (models, guint32, i);
          guint32 edge = attacher->world->first_edge[model];
          g_array_index (attacher->edges, guint32, edge)
            = g_array_index (models, guint32, (i + 1) % models->len);
        }
      g_array_unref (models);
    }
  g_free (attacher->rings);
}

static void
attacher_init (Attacher *attacher, SimBuild *build)
{
  SimWorld *world = build->world;
  guint n = build->slots->len;
  world->n_models = n;
  world->kind = g_new0 (guint8, n + 1);
  world->death = g_new0 (guint8, n + 1);
  world->traits = g_new0 (guint8, n + 1);
  world->domain = g_new0 (guint8, n + 1);
  world->family = g_new0 (guint32, n + 1);
  world->owner = g_new0 (guint32, n + 1);
  world->first_edge = g_new0 (guint32, n + 1);
  attacher->death_of = world->death;
  attacher->edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  attacher->deep = g_array_new (FALSE, FALSE, sizeof (guint32));
  attacher->rings = g_new0 (GArray *, build->n_rings);
  for (guint i = 0; i < build->n_rings; i++)
    attacher->rings[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  attacher->trees = g_new0 (Tree, build->trees->len + 1);
  guint32 room = 0;
  for (guint32 i = 0; i < build->trees->len; i++)
    {
      const SimTree *tree = sim_build_tree (build, i);
      attacher->trees[i].first = room;
      attacher->trees[i].head = tree->flags & SIM_TREE_GHOST ? tree->moment | SIM_GHOST : NOT_YET;
      room += tree->n_slots;
    }
  attacher->members = g_new (guint32, room + 1);
  attacher->inner = g_new (guint32, room + 1);
  attacher->of_plan = g_new0 (guint32, build->plan->n + 1);
  attacher->of_outside = g_new (guint32, build->plan->outsides->len + 1);
  for (guint32 i = 0; i < build->plan->outsides->len; i++)
    attacher->of_outside[i] = G_MAXUINT32;
}

static void
attacher_clear (Attacher *attacher)
{
  g_array_unref (attacher->deep);
  g_free (attacher->trees);
  g_free (attacher->members);
  g_free (attacher->inner);
  g_free (attacher->of_plan);
  g_free (attacher->of_outside);
}

/**
 * sim_build_attach:
 * @build: with all slots and their moments
 *
 * Lets everybody arrive in turn and find parents among those who are there: what comes out is free of cycles
 * but for the rings that were asked for.
 */
void
sim_build_attach (SimBuild *build)
{
  SimWorld *world = build->world;
  Attacher attacher = { .build = build, .world = world };
  attacher_init (&attacher, build);
  g_autofree Arrival *arrivals = sort_arrivals (build);
  for (guint32 model = 0; model < world->n_models; model++)
    {
      const SimSlot *slot = &g_array_index (build->slots, SimSlot, arrivals[model].slot);
      world->week_start[sim_slot_birth (slot) + 1] = model + 1;
      attach_one (&attacher, model, slot);
    }
  for (guint week = 1; week <= SIM_WEEKS; week++)
    world->week_start[week] = MAX (world->week_start[week], world->week_start[week - 1]);
  close_rings (&attacher);
  world->first_edge[world->n_models] = attacher.edges->len;
  attacher_clear (&attacher);
  world->parents = (guint32 *) g_array_free (attacher.edges, FALSE);
  for (guint32 model = 0; model < world->n_models; model++)
    for (guint32 edge = world->first_edge[model]; edge < world->first_edge[model + 1]; edge++)
      if ((world->parents[edge] & SIM_GHOST) == 0)
        world->traits[world->parents[edge]] |= SIM_TRAIT_BASE;
}

/**
 * sim_build_bury_inner:
 * @build: with its models attached
 *
 * Deletes models that others are made of, small ones as a rule: what makes chains break. Those that merges
 * took in are left to the plan, which knows what hangs on them.
 */
void
sim_build_bury_inner (SimBuild *build)
{
  SimWorld *world = build->world;
  g_autofree guint32 *children = g_new0 (guint32, world->n_models + 1);
  for (guint32 model = 0; model < world->n_models; model++)
    for (guint32 edge = world->first_edge[model]; edge < world->first_edge[model + 1]; edge++)
      if ((world->parents[edge] & SIM_GHOST) == 0)
        children[world->parents[edge]] += world->kind[model] == SIM_MERGE ? TOO_MANY : 1;
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      guint32 end = world->week_start[week];
      guint left = build->inner[week];
      for (guint attempt = 0; left > 0 && end > 0 && attempt < 20 * end; attempt++)
        {
          guint32 model = sim_below (&build->random, end);
          gboolean small = children[model] > 0 && children[model] <= (attempt < 10 * end ? 4u : TOO_MANY - 1);
          gboolean tuned = world->kind[model] == SIM_FINETUNE || world->kind[model] == SIM_ADAPTER;
          gboolean plain = !sim_world_is_self (world, model)
                           && (world->traits[model] & (SIM_TRAIT_RING | SIM_TRAIT_LINE)) == 0;
          if (!small || !tuned || !plain || world->death[model] != SIM_NEVER)
            continue;
          world->death[model] = (guint8) week;
          left--;
        }
    }
}
