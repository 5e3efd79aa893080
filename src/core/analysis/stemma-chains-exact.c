#include <string.h>

#include "analysis/stemma-chain-set.h"
#include "analysis/stemma-chains-private.h"
#include "analysis/stemma-saturate.h"

/* How tangled it may get: bytes of sets alive at once, standings in one set, and steps in all. A standing
 * costs 30 ns and more, a length a twentieth of that. Real graphs stay a hundred times below. */
#define MAX_LIVE ((gsize) 128 << 20)
#define MAX_TALLIES (1u << 17)
#define MAX_WORK (G_GUINT64_CONSTANT (40) << 20)
#define LENGTHS_PER_TALLY 20

/* How many nodes, and how much work, lie between two looks at the cancellable. */
#define POLL_NODES_MASK 0x3fff
#define POLL_WORK 100000

/* A node below whose children chains go on, and that is reached from a root: its paths are those of a set, each
 * prolonged by a step. */
typedef struct
{
  StemmaChainSet *set; /* until all children that have children themselves have asked for it */
  guint32 pending;     /* how many of those have not yet */
  StemmaChainStep step;
} Place;

typedef struct
{
  StemmaChains *chains;
  const StemmaGraph *graph;
  const StemmaChainHeights *heights;
  GCancellable *cancellable;
  StemmaChainSet *unit;
  StemmaChainTable *table;
  guint32 *place_of_node; /* of nodes that have children; STEMMA_NONE for those that nobody asks for */
  Place *places;
  guint32 n_places;
  GArray *ways; /* of StemmaChainWay, of the node at hand */
  gsize live;   /* bytes of sets */
  guint64 work;
} Count;

static Place *
place_of (const Count *count, StemmaNode node)
{
  return &count->places[count->place_of_node[node]];
}

static void
leave_set (Count *count, Place *place)
{
  if (place->set->users == 1)
    count->live -= stemma_chain_set_get_size (place->set);
  g_clear_pointer (&place->set, stemma_chain_set_unref);
}

/* An edge that belongs to chains, from a parent that a root reaches. */
static gboolean
comes_from_root (const Count *count, guint32 parent_edge)
{
  return (count->graph->parent_kind[parent_edge] & STEMMA_EDGE_DROPPED) == 0
         && count->place_of_node[count->graph->parent[parent_edge]] != STEMMA_NONE;
}

static void
find_ways (Count *count, StemmaNode node)
{
  const StemmaGraph *graph = count->graph;
  g_array_set_size (count->ways, 0);
  for (guint32 i = graph->parent_start[node]; i < graph->parent_start[node + 1]; i++)
    {
      if (!comes_from_root (count, i))
        continue;
      const Place *place = place_of (count, graph->parent[i]);
      StemmaChainWay way = { place->set, place->step };
      stemma_chain_step_add (&way.step, stemma_kind_of (STEMMA_EDGE_RELATION (graph->parent_kind[i])));
      g_array_append_val (count->ways, way);
    }
}

/* Returns a set for a node of several parents, or NULL if it gets too tangled. */
static StemmaChainSet *
join_ways (Count *count, StemmaNode node)
{
  const StemmaChainWay *ways = (const StemmaChainWay *) (gpointer) count->ways->data;
  for (guint i = 0; i < count->ways->len; i++)
    count->work += ways[i].set->n_tallies + ways[i].set->n_lengths / LENGTHS_PER_TALLY + 1;
  if (count->work > MAX_WORK)
    return NULL;
  StemmaChainSet *set = stemma_chain_set_new_joined (count->table, ways, count->ways->len,
                                                     count->heights->height[node], MAX_TALLIES,
                                                     count->cancellable);
  if (set != NULL)
    count->live += stemma_chain_set_get_size (set);
  return set;
}

/* @node has taken what it needs of its parents. */
static void
let_parents_go (Count *count, StemmaNode node)
{
  const StemmaGraph *graph = count->graph;
  for (guint32 i = graph->parent_start[node]; i < graph->parent_start[node + 1]; i++)
    {
      if (!comes_from_root (count, i))
        continue;
      Place *place = place_of (count, graph->parent[i]);
      if (--place->pending == 0)
        leave_set (count, place);
    }
}

static inline void
add_to (guint64 *sum, guint64 a, guint64 b)
{
  *sum = stemma_saturating_add (*sum, stemma_saturating_multiply (a, b));
}

/* How long the chains are that end in @n leaves below @place, whatever kind the last edges are of. */
static void
close_lengths (Count *count, const Place *place, guint32 n)
{
  const StemmaChainSet *set = place->set;
  guint64 *lengths = &count->chains->lengths[set->shortest + stemma_chain_step_get_length (&place->step) + 2];
  for (guint32 i = 0; i < set->n_lengths; i++)
    add_to (&lengths[i], set->lengths[i], n);
}

/* The other figures of chains that end in @n leaves below @place, by edges of one kind. */
static void
close_chains (Count *count, const Place *place, StemmaKind kind, guint32 n)
{
  StemmaChains *chains = count->chains;
  const StemmaChainSet *set = place->set;
  StemmaChainStep step = place->step;
  stemma_chain_step_add (&step, kind);
  for (guint left = set->occurring; left != 0; left &= left - 1)
    {
      guint mask = (guint) __builtin_ctz (left);
      guint kinds = mask | stemma_kind_order_mask (step.order);
      add_to (&chains->diversity[stemma_kind_mask_count (kinds)], set->kinds[mask], n);
    }
  for (guint32 i = 0; i < set->n_tallies; i++)
    add_to (&chains->dominant[stemma_chain_tally_dominant (&set->tallies[i], &step)], set->tallies[i].count,
            n);
  count->work += set->n_tallies + set->n_lengths / LENGTHS_PER_TALLY;
}

/* Leaves end chains here, all of one kind at once; the other children will ask for @place. */
static void
see_to_children (Count *count, StemmaNode node, Place *place)
{
  const StemmaChainFan *fan = &count->heights->fan[node];
  guint32 n = 0;
  place->pending = fan->others;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    {
      n += fan->leaves[k];
      if (fan->leaves[k] > 0)
        close_chains (count, place, (StemmaKind) k, fan->leaves[k]);
    }
  if (n > 0)
    close_lengths (count, place, n);
}

/* How many parents a root reaches, and the place of the last of these edges. */
static guint32
count_ways (const Count *count, StemmaNode node, guint32 *edge)
{
  guint32 n = 0;
  for (guint32 i = count->graph->parent_start[node]; i < count->graph->parent_start[node + 1]; i++)
    if (comes_from_root (count, i))
      {
        *edge = i;
        n++;
      }
  return n;
}

/* Finds the paths to a node; leaves @place->set unset where there are none. Returns FALSE if it gets too
 * tangled. */
static gboolean
find_paths (Count *count, StemmaNode node, Place *place)
{
  guint32 edge = 0;
  if (count->graph->flags[node] & STEMMA_NODE_ROOT)
    {
      place->set = stemma_chain_set_ref (count->unit);
      return TRUE;
    }
  guint32 n = count_ways (count, node, &edge);
  if (n == 1)
    {
      const Place *parent = place_of (count, count->graph->parent[edge]);
      place->set = stemma_chain_set_ref (parent->set);
      place->step = parent->step;
      stemma_chain_step_add (&place->step,
                             stemma_kind_of (STEMMA_EDGE_RELATION (count->graph->parent_kind[edge])));
    }
  if (n <= 1)
    return TRUE;
  find_ways (count, node);
  place->set = join_ways (count, node);
  return place->set != NULL;
}

/* A root with nothing but leaves: there are more of those than of all else. */
static void
close_star (StemmaChains *chains, const StemmaChainFan *fan)
{
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    {
      add_to (&chains->lengths[2], fan->leaves[k], 1);
      add_to (&chains->diversity[1], fan->leaves[k], 1);
      add_to (&chains->dominant[k], fan->leaves[k], 1);
    }
}

static gboolean
visit (Count *count, StemmaNode node)
{
  Place place = { 0 };
  const StemmaChainFan *fan = &count->heights->fan[node];
  if ((count->graph->flags[node] & STEMMA_NODE_ROOT) != 0 && fan->others == 0)
    {
      close_star (count->chains, fan);
      return TRUE;
    }
  if (!find_paths (count, node, &place))
    return FALSE;
  if (place.set == NULL)
    return TRUE;
  see_to_children (count, node, &place);
  let_parents_go (count, node);
  if (place.pending == 0)
    leave_set (count, &place);
  else
    {
      count->place_of_node[node] = count->n_places;
      count->places[count->n_places++] = place;
    }
  return count->live <= MAX_LIVE && count->work <= MAX_WORK;
}

static gboolean
visit_all (Count *count, GError **error)
{
  guint64 polled = 0;
  gboolean simple = TRUE;
  for (StemmaNode node = 0; node < count->graph->n_inner && simple; node++)
    {
      if ((node & POLL_NODES_MASK) == 0 || count->work - polled > POLL_WORK)
        {
          polled = count->work;
          if (g_cancellable_set_error_if_cancelled (count->cancellable, error))
            return FALSE;
        }
      if (count->heights->height[node] > 0)
        simple = visit (count, node);
    }
  if (g_cancellable_set_error_if_cancelled (count->cancellable, error))
    return FALSE;
  count->chains->abridged = !simple;
  return TRUE;
}

static void
give_up_distributions (StemmaChains *chains)
{
  memset (chains->lengths, 0, ((gsize) chains->longest + 1) * sizeof *chains->lengths);
  memset (chains->dominant, 0, sizeof chains->dominant);
  memset (chains->diversity, 0, sizeof chains->diversity);
}

/* Chains of a root but for those that its own leaves end. */
static guint64
count_longer (const StemmaGraph *graph, const StemmaChainHeights *heights, StemmaNode root)
{
  guint64 count = heights->count[root];
  if (count < G_MAXUINT64)
    {
      for (guint k = 0; k < STEMMA_N_KINDS; k++)
        count -= heights->fan[root].leaves[k];
      return count;
    }
  guint64 longer = 0;
  for (guint32 i = graph->child_start[root]; i < graph->child_start[root + 1]; i++)
    if (stemma_chain_heights_get (heights, graph->child[i]) > 0)
      longer = stemma_saturating_add (longer, heights->count[graph->child[i]]);
  return longer;
}

/* What needs no standings: these figures are right however tangled the graph is. */
static void
fill_roots (StemmaChains *chains, const StemmaGraph *graph, const StemmaChainHeights *heights)
{
  for (guint32 i = 0; i < chains->n_roots; i++)
    {
      StemmaChainsRoot *root = &chains->roots[i];
      root->longest = heights->height[root->root] + 1;
      root->count = heights->count[root->root];
      chains->longest = MAX (chains->longest, root->longest);
      chains->count = stemma_saturating_add (chains->count, root->count);
      guint64 longer = count_longer (graph, heights, root->root);
      chains->longer_than_2 = stemma_saturating_add (chains->longer_than_2, longer);
    }
  chains->saturated = chains->count == G_MAXUINT64;
}

static guint32
count_places (const StemmaGraph *graph, const StemmaChainHeights *heights)
{
  guint32 n = 0;
  for (StemmaNode node = 0; node < graph->n_inner; node++)
    n += heights->fan[node].others > 0;
  return n;
}

/*
 * Goes down the numbering once. Only nodes that have children are visited, and only where several parents
 * meet are paths put together; single-parent stretches are a step, and leaves are counted at their parent.
 */
gboolean
stemma_chains_fill_exact (StemmaChains *chains,
                          const StemmaSnapshot *snapshot,
                          const StemmaChainHeights *heights,
                          GCancellable *cancellable,
                          GError **error)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  g_autoptr (StemmaChainSet) unit = stemma_chain_set_new_unit ();
  g_autoptr (StemmaChainTable) table = stemma_chain_table_new ();
  g_autofree guint32 *place_of_node = g_new (guint32, MAX (graph->n_inner, 1));
  g_autofree Place *places = g_new (Place, (gsize) count_places (graph, heights) + 1);
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (StemmaChainWay));
  Count count = { .chains = chains,
                  .graph = graph,
                  .heights = heights,
                  .cancellable = cancellable,
                  .unit = unit,
                  .table = table,
                  .place_of_node = place_of_node,
                  .places = places,
                  .ways = ways };
  memset (place_of_node, 0xff, graph->n_inner * sizeof *place_of_node);
  fill_roots (chains, graph, heights);
  chains->lengths = g_new0 (guint64, (gsize) chains->longest + 1);
  gboolean done = visit_all (&count, error);
  for (guint32 i = 0; i < count.n_places; i++)
    stemma_chain_set_unref (places[i].set);
  if (chains->abridged)
    give_up_distributions (chains);
  return done;
}

/*
 * Of the children from which it is far enough to a leaf, always the one whose id comes first.
 */
StemmaChain *
stemma_chains_longest_exact (const StemmaSnapshot *snapshot,
                             const StemmaChainHeights *heights,
                             StemmaNode root)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint32 n = heights->height[root] + 1;
  g_autofree StemmaNode *nodes = g_new (StemmaNode, n);
  nodes[0] = root;
  for (guint32 place = 1; place < n; place++)
    {
      StemmaNode best = STEMMA_NONE;
      for (guint32 i = graph->child_start[nodes[place - 1]]; i < graph->child_start[nodes[place - 1] + 1];
           i++)
        {
          StemmaNode child = graph->child[i];
          if ((graph->child_kind[i] & STEMMA_EDGE_DROPPED) == 0
              && stemma_chain_heights_get (heights, child) == n - 1 - place
              && (best == STEMMA_NONE || stemma_chain_compare_ids (snapshot, &child, &best, 1) < 0))
            best = child;
        }
      nodes[place] = best;
    }
  return stemma_chain_new (snapshot, nodes, n);
}
