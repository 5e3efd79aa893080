#include "analysis/stemma-chain-set.h"
#include "analysis/stemma-chains-private.h"

/* The walk can queue exponentially many paths; what the study walked stays far below a million for a root. */
#define MAX_QUEUED (1u << 23)
#define MAX_QUEUED_IN_ALL (G_GUINT64_CONSTANT (1) << 27)
#define POLL_MASK 0x3fff

/* A path is its last edge and the path before that, so that none is ever copied, and what its edges come to.
 */
typedef struct
{
  guint32 edge;   /* place among the children; STEMMA_NONE for the root */
  guint32 before; /* place in the queue */
  StemmaChainStep step;
} Path;

typedef struct
{
  const StemmaGraph *graph;
  guint32 *visited; /* by node: the walk in which it was popped */
  guint32 epoch;
  GArray *queue;  /* of Path */
  guint64 queued; /* in all walks */
  gboolean cut;   /* a bound was reached */
} Walk;

/* Told of each chain: the queue and the place of its last path. */
typedef void (*ChainFunc) (const Walk *walk, StemmaNode root, guint32 last, gpointer user_data);

static StemmaNode
node_of (const Walk *walk, StemmaNode root, const Path *path)
{
  return path->edge == STEMMA_NONE ? root : walk->graph->child[path->edge];
}

static void
queue_children (Walk *walk, StemmaNode node, guint32 place)
{
  const StemmaGraph *graph = walk->graph;
  for (guint32 edge = graph->child_start[node]; edge < graph->child_start[node + 1]; edge++)
    {
      if (walk->visited[graph->child[edge]] == walk->epoch)
        continue;
      if (walk->queue->len >= MAX_QUEUED || walk->queued >= MAX_QUEUED_IN_ALL)
        {
          walk->cut = TRUE;
          return;
        }
      Path path = { edge, place, g_array_index (walk->queue, Path, place).step };
      stemma_chain_step_add (&path.step, stemma_kind_of (STEMMA_EDGE_RELATION (graph->child_kind[edge])));
      g_array_append_val (walk->queue, path);
      walk->queued++;
    }
}

/* The study's walk, in its order: children by relation, then by arrival, as the graph has them. */
static gboolean
walk_root (
  Walk *walk, StemmaNode root, ChainFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const StemmaGraph *graph = walk->graph;
  Path start = { .edge = STEMMA_NONE, .before = STEMMA_NONE };
  walk->epoch++;
  g_array_set_size (walk->queue, 0);
  g_array_append_val (walk->queue, start);
  for (guint32 place = 0; place < walk->queue->len; place++)
    {
      if ((place & POLL_MASK) == POLL_MASK && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      StemmaNode node = node_of (walk, root, &g_array_index (walk->queue, Path, place));
      walk->visited[node] = walk->epoch;
      gboolean has_children = graph->child_start[node] < graph->child_start[node + 1]
                              && (graph->flags[node] & STEMMA_NODE_SELF_LOOP) == 0;
      if (has_children)
        queue_children (walk, node, place);
      else
        func (walk, root, place, user_data);
    }
  return TRUE;
}

/* The study knows three kinds; only a chain of nothing else counts as other. */
static StemmaKind
dominant_of (const StemmaChainStep *step)
{
  guint best = STEMMA_KIND_OTHER;
  for (StemmaKindOrder order = STEMMA_KIND_ORDER_LIST (step->order); order != 0; order >>= 4)
    {
      guint kind = (order & 0xf) - 1;
      if (kind != STEMMA_KIND_OTHER && (best == STEMMA_KIND_OTHER || step->edges[kind] > step->edges[best]))
        best = kind;
    }
  return (StemmaKind) best;
}

typedef struct
{
  StemmaChains *chains;
  StemmaChainsRoot *root;
  GArray *lengths; /* of guint64 */
} Fill;

static void
count_chain (const Walk *walk, StemmaNode root, guint32 last, gpointer user_data)
{
  Fill *fill = user_data;
  StemmaChains *chains = fill->chains;
  const StemmaChainStep *step = &g_array_index (walk->queue, Path, last).step;
  guint32 models = stemma_chain_step_get_length (step) + 1;
  guint kinds = stemma_kind_order_mask (step->order) & ~(1u << STEMMA_KIND_OTHER);
  (void) root;
  if (fill->lengths->len <= models)
    g_array_set_size (fill->lengths, models + 1);
  g_array_index (fill->lengths, guint64, models)++;
  chains->count++;
  chains->longer_than_2 += models > 2;
  chains->dominant[dominant_of (step)]++;
  chains->diversity[__builtin_popcount (kinds)]++;
  fill->root->count++;
  fill->root->longest = MAX (fill->root->longest, models);
}

static void
walk_clear (Walk *walk)
{
  g_free (walk->visited);
  g_array_unref (walk->queue);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static Walk
walk_new (const StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  return (Walk){ .graph = graph,
                 .visited = g_new0 (guint32, MAX (graph->n_nodes, 1)),
                 .queue = g_array_new (FALSE, FALSE, sizeof (Path)) };
}

/* The study's reading; see there why it depends on the order in which the models came in. */
gboolean
stemma_chains_fill_paper (StemmaChains *chains,
                          const StemmaSnapshot *snapshot,
                          GCancellable *cancellable,
                          GError **error)
{
  g_auto (Walk) walk = walk_new (snapshot);
  g_autoptr (GArray) lengths = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_array_set_size (lengths, 1);
  for (guint32 i = 0; i < chains->n_roots; i++)
    {
      Fill fill = { chains, &chains->roots[i], lengths };
      if ((i & POLL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!walk_root (&walk, chains->roots[i].root, count_chain, &fill, cancellable, error))
        return FALSE;
      chains->longest = MAX (chains->longest, chains->roots[i].longest);
    }
  chains->saturated = walk.cut;
  chains->lengths = g_new0 (guint64, (gsize) chains->longest + 1);
  for (guint i = 0; i < lengths->len && i <= chains->longest; i++)
    chains->lengths[i] = g_array_index (lengths, guint64, i);
  return TRUE;
}

typedef struct
{
  const StemmaSnapshot *snapshot;
  guint32 longest;
  StemmaNode *best; /* @longest nodes, the root first; unset until a chain is found */
  StemmaNode *next;
} Pick;

static void
pick_chain (const Walk *walk, StemmaNode root, guint32 last, gpointer user_data)
{
  Pick *pick = user_data;
  guint32 at = pick->longest;
  const Path *path = &g_array_index (walk->queue, Path, last);
  if (stemma_chain_step_get_length (&path->step) + 1 != pick->longest)
    return;
  for (; path->edge != STEMMA_NONE; path = &g_array_index (walk->queue, Path, path->before))
    pick->next[--at] = walk->graph->child[path->edge];
  pick->next[0] = root;
  if (pick->best != NULL
      && stemma_chain_compare_ids (pick->snapshot, pick->next, pick->best, pick->longest) >= 0)
    return;
  StemmaNode *spare = pick->best != NULL ? pick->best : g_new (StemmaNode, pick->longest);
  pick->best = pick->next;
  pick->next = spare;
}

StemmaChain *
stemma_chains_longest_paper (const StemmaSnapshot *snapshot, StemmaNode root, guint32 longest)
{
  g_auto (Walk) walk = walk_new (snapshot);
  Pick pick = { .snapshot = snapshot, .longest = longest, .next = g_new (StemmaNode, longest) };
  walk_root (&walk, root, pick_chain, &pick, NULL, NULL);
  StemmaChain *chain = stemma_chain_new (snapshot, pick.best, longest);
  g_free (pick.best);
  g_free (pick.next);
  return chain;
}
