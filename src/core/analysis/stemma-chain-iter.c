#include "analysis/stemma-chain-iter.h"

#include "analysis/stemma-chain-paths.h"
#include "analysis/stemma-rank-sort.h"

/* The children of a node that lead on, those with the longest way down first, then by id. */
typedef struct
{
  guint32 n;
  StemmaNode nodes[];
} Children;

/* A path is the path before it and one node more. */
typedef struct
{
  guint32 before;  /* in the paths; STEMMA_NONE for a root */
  guint32 sibling; /* place among the children of the node before */
  guint32 depth;   /* nodes before this one */
  guint32 longest; /* models in the longest chain that begins like this */
  StemmaNode node;
} Path;

struct _StemmaChainIter
{
  StemmaSnapshot *snapshot;
  const StemmaGraph *graph;
  StemmaChainPaths *ways;
  Children *roots;
  GHashTable *children; /* node + 1 to Children */
  GArray *paths;        /* of Path */
  GArray *heap;         /* of guint32: paths that are not gone on with; the best first */
};

static int
compare_paths (const StemmaChainIter *iter, guint32 a, guint32 b)
{
  const Path *x = &g_array_index (iter->paths, Path, a);
  const Path *y = &g_array_index (iter->paths, Path, b);
  if (x->longest != y->longest)
    return x->longest > y->longest ? -1 : 1;
  while (x->depth > y->depth)
    x = &g_array_index (iter->paths, Path, x->before);
  while (y->depth > x->depth)
    y = &g_array_index (iter->paths, Path, y->before);
  while (x->before != y->before)
    {
      x = &g_array_index (iter->paths, Path, x->before);
      y = &g_array_index (iter->paths, Path, y->before);
    }
  return iter->graph->name_rank[x->node] < iter->graph->name_rank[y->node] ? -1 : 1;
}

static gboolean
better (const StemmaChainIter *iter, guint i, guint j)
{
  return compare_paths (iter, g_array_index (iter->heap, guint32, i), g_array_index (iter->heap, guint32, j))
         < 0;
}

static void
swap (StemmaChainIter *iter, guint i, guint j)
{
  guint32 path = g_array_index (iter->heap, guint32, i);
  g_array_index (iter->heap, guint32, i) = g_array_index (iter->heap, guint32, j);
  g_array_index (iter->heap, guint32, j) = path;
}

static void
push (StemmaChainIter *iter, const Path *path)
{
  guint32 place = iter->paths->len;
  g_array_append_val (iter->paths, *path);
  g_array_append_val (iter->heap, place);
  for (guint i = iter->heap->len - 1; i > 0 && better (iter, i, (i - 1) / 2); i = (i - 1) / 2)
    swap (iter, i, (i - 1) / 2);
}

static guint32
pop (StemmaChainIter *iter)
{
  guint32 best = g_array_index (iter->heap, guint32, 0);
  swap (iter, 0, iter->heap->len - 1);
  g_array_set_size (iter->heap, iter->heap->len - 1);
  for (guint i = 0;;)
    {
      guint first = i;
      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < iter->heap->len; child++)
        if (better (iter, child, first))
          first = child;
      if (first == i)
        return best;
      swap (iter, i, first);
      i = first;
    }
}

/* Models of the longest chain that goes on from @node: above the model the way below it comes on top. */
static guint32
longest_from (const StemmaChainIter *iter, StemmaNode node)
{
  guint32 edges = iter->ways->height[node];
  if (iter->ways->side[node] == STEMMA_PATHS_ABOVE)
    edges += iter->ways->longest_down;
  return edges + 1;
}

static Children *
sorted_children (const StemmaChainIter *iter, const GArray *nodes)
{
  Children *children = g_malloc (sizeof *children + nodes->len * sizeof (StemmaNode));
  g_autofree StemmaRanked *ranked = g_new (StemmaRanked, MAX (nodes->len, 1));
  children->n = nodes->len;
  for (guint i = 0; i < nodes->len; i++)
    {
      StemmaNode node = g_array_index (nodes, StemmaNode, i);
      ranked[i]
        = (StemmaRanked){ stemma_rank_key (longest_from (iter, node), iter->graph->name_rank[node]), node };
    }
  stemma_rank_sort (ranked, nodes->len);
  for (guint i = 0; i < nodes->len; i++)
    children->nodes[i] = ranked[i].place;
  return children;
}

/* From above the model one can only go on towards it: an edge past it is no way through it. */
static const Children *
children_of (StemmaChainIter *iter, StemmaNode node)
{
  const StemmaGraph *graph = iter->graph;
  Children *children = g_hash_table_lookup (iter->children, GUINT_TO_POINTER (node + 1));
  if (children != NULL)
    return children;
  guint8 sides = iter->ways->side[node] == STEMMA_PATHS_ABOVE ? STEMMA_PATHS_ABOVE | STEMMA_PATHS_HERE
                                                              : STEMMA_PATHS_BELOW;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  for (guint32 i = graph->child_start[node]; i < graph->child_start[node + 1]; i++)
    if ((graph->child_kind[i] & STEMMA_EDGE_DROPPED) == 0 && (iter->ways->side[graph->child[i]] & sides) != 0)
      g_array_append_val (nodes, graph->child[i]);
  children = sorted_children (iter, nodes);
  g_hash_table_insert (iter->children, GUINT_TO_POINTER (node + 1), children);
  return children;
}

static void
push_child (StemmaChainIter *iter, const Children *children, guint32 before, guint32 depth, guint32 sibling)
{
  if (sibling >= children->n)
    return;
  StemmaNode node = children->nodes[sibling];
  Path path = { before, sibling, depth, depth + longest_from (iter, node), node };
  push (iter, &path);
}

static void
start (StemmaChainIter *iter)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  const StemmaChainPaths *ways = iter->ways;
  if (iter->graph->flags[ways->node] & STEMMA_NODE_ROOT)
    g_array_append_val (roots, ways->node);
  for (guint32 i = 0; i < ways->n_above; i++)
    if (iter->graph->flags[ways->above[i]] & STEMMA_NODE_ROOT)
      g_array_append_val (roots, ways->above[i]);
  iter->roots = sorted_children (iter, roots);
  push_child (iter, iter->roots, STEMMA_NONE, 0, 0);
}

/**
 * stemma_chain_iter_new:
 * @snapshot: a snapshot
 * @node: a model: a root, or any other
 *
 * Takes time by what is above and below the model.
 *
 * Returns: (transfer full): its chains, none of them listed yet
 */
StemmaChainIter *
stemma_chain_iter_new (StemmaSnapshot *snapshot, StemmaNode node)
{
  g_return_val_if_fail (node < stemma_snapshot_get_graph (snapshot)->n_nodes, NULL);
  StemmaChainIter *iter = g_new0 (StemmaChainIter, 1);
  iter->snapshot = stemma_snapshot_ref (snapshot);
  iter->graph = stemma_snapshot_get_graph (snapshot);
  iter->ways = stemma_chain_paths_new (iter->graph, node);
  iter->children = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  iter->paths = g_array_new (FALSE, FALSE, sizeof (Path));
  iter->heap = g_array_new (FALSE, FALSE, sizeof (guint32));
  start (iter);
  return iter;
}

/**
 * stemma_chain_iter_free:
 * @iter: (nullable) (transfer full): chains
 */
void
stemma_chain_iter_free (StemmaChainIter *iter)
{
  if (iter == NULL)
    return;
  stemma_chain_paths_free (iter->ways);
  g_hash_table_unref (iter->children);
  g_free (iter->roots);
  g_array_unref (iter->paths);
  g_array_unref (iter->heap);
  stemma_snapshot_unref (iter->snapshot);
  g_free (iter);
}

static StemmaChain *
chain_of (const StemmaChainIter *iter, guint32 place)
{
  const Path *path = &g_array_index (iter->paths, Path, place);
  guint32 n = path->depth + 1;
  g_autofree StemmaNode *nodes = g_new (StemmaNode, n);
  for (; place != STEMMA_NONE; place = path->before)
    {
      path = &g_array_index (iter->paths, Path, place);
      nodes[path->depth] = path->node;
    }
  return stemma_chain_new (iter->snapshot, nodes, n);
}

/**
 * stemma_chain_iter_next:
 * @iter: chains
 *
 * The best path is gone on with by its best child, and its next sibling waits: so no more paths are kept than
 * were asked for, times their length.
 *
 * Returns: (transfer full) (nullable): the next chain; %NULL after the last
 */
StemmaChain *
stemma_chain_iter_next (StemmaChainIter *iter)
{
  while (iter->heap->len > 0)
    {
      guint32 place = pop (iter);
      Path path = g_array_index (iter->paths, Path, place);
      const Children *siblings = path.before == STEMMA_NONE
                                   ? iter->roots
                                   : children_of (iter, g_array_index (iter->paths, Path, path.before).node);
      push_child (iter, siblings, path.before, path.depth, path.sibling + 1);
      if (path.longest == path.depth + 1)
        return chain_of (iter, place);
      push_child (iter, children_of (iter, path.node), place, path.depth + 1, 0);
    }
  return NULL;
}

/**
 * stemma_chain_iter_next_page:
 * @iter: chains
 * @n: how many
 *
 * Returns: (transfer full) (element-type StemmaChain): the next @n chains, fewer at the end
 */
GPtrArray *
stemma_chain_iter_next_page (StemmaChainIter *iter, guint n)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_chain_free);
  for (guint i = 0; i < n; i++)
    {
      StemmaChain *chain = stemma_chain_iter_next (iter);
      if (chain == NULL)
        break;
      g_ptr_array_add (page, chain);
    }
  return page;
}
