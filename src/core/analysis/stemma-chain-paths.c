#include "analysis/stemma-chain-paths.h"

#include <stdlib.h>

#include "analysis/stemma-saturate.h"

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  StemmaNode x = *(const StemmaNode *) a;
  StemmaNode y = *(const StemmaNode *) b;
  return x < y ? -1 : x > y;
}

/* Many nodes that stand close together are found again faster than they are sorted. */
static void
sort_by_number (const StemmaChainPaths *paths, guint8 side, GArray *nodes)
{
  StemmaNode first = STEMMA_NONE;
  StemmaNode last = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      first = MIN (first, g_array_index (nodes, StemmaNode, i));
      last = MAX (last, g_array_index (nodes, StemmaNode, i));
    }
  if (nodes->len == 0 || (last - first) / 32 > nodes->len)
    {
      g_array_sort (nodes, compare_nodes);
      return;
    }
  guint n = 0;
  for (StemmaNode node = first; node <= last; node++)
    if (paths->side[node] == side)
      g_array_index (nodes, StemmaNode, n++) = node;
}

/* All nodes on one side, by number. In a graph without cycles no node is on both. */
static StemmaNode *
collect (StemmaChainPaths *paths, guint8 side, guint32 *n)
{
  const StemmaGraph *graph = paths->graph;
  gboolean down = side == STEMMA_PATHS_BELOW;
  const guint32 *start = down ? graph->child_start : graph->parent_start;
  const StemmaNode *next = down ? graph->child : graph->parent;
  const guint8 *kind = down ? graph->child_kind : graph->parent_kind;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  StemmaNode at = paths->node;
  for (guint i = 0;; i++)
    {
      for (guint32 j = start[at]; j < start[at + 1]; j++)
        if ((kind[j] & STEMMA_EDGE_DROPPED) == 0 && paths->side[next[j]] == 0)
          {
            paths->side[next[j]] = side;
            g_array_append_val (nodes, next[j]);
          }
      if (i == nodes->len)
        break;
      at = g_array_index (nodes, StemmaNode, i);
    }
  sort_by_number (paths, side, nodes);
  gsize length = 0;
  StemmaNode *all = g_array_steal (nodes, &length);
  *n = (guint32) length;
  return all;
}

typedef struct
{
  guint64 ways;
  guint32 longest;
} Reach;

/* What lies below a node, of which all children on @side are known. */
static Reach
reach_down (const StemmaChainPaths *paths, StemmaNode node, guint8 side, const guint64 *ways)
{
  const StemmaGraph *graph = paths->graph;
  Reach reach = { 0, 0 };
  for (guint32 j = graph->child_start[node]; j < graph->child_start[node + 1]; j++)
    {
      StemmaNode child = graph->child[j];
      if (graph->child_kind[j] & STEMMA_EDGE_DROPPED || (paths->side[child] & side) == 0)
        continue;
      reach.ways = stemma_saturating_add (reach.ways, ways[child]);
      reach.longest = MAX (reach.longest, paths->height[child] + 1);
    }
  return reach;
}

static void
count_down (StemmaChainPaths *paths, guint64 *ways)
{
  for (guint32 i = paths->n_below; i-- > 0;)
    {
      StemmaNode node = paths->below[i];
      Reach reach = reach_down (paths, node, STEMMA_PATHS_BELOW, ways);
      ways[node] = MAX (reach.ways, 1);
      paths->height[node] = reach.longest;
    }
  Reach reach = reach_down (paths, paths->node, STEMMA_PATHS_BELOW, ways);
  paths->ways_down = MAX (reach.ways, 1);
  paths->longest_down = reach.longest;
  paths->height[paths->node] = reach.longest;
}

/* From the bottom up: for each ancestor the ways from it to the node; only those from roots are chains'. */
static void
count_up (StemmaChainPaths *paths, guint64 *ways)
{
  ways[paths->node] = 1;
  paths->height[paths->node] = 0;
  if (paths->graph->flags[paths->node] & STEMMA_NODE_ROOT)
    paths->ways_up = 1;
  for (guint32 i = paths->n_above; i-- > 0;)
    {
      StemmaNode node = paths->above[i];
      Reach reach = reach_down (paths, node, STEMMA_PATHS_ABOVE | STEMMA_PATHS_HERE, ways);
      ways[node] = reach.ways;
      paths->height[node] = reach.longest;
      if ((paths->graph->flags[node] & STEMMA_NODE_ROOT) == 0)
        continue;
      paths->ways_up = stemma_saturating_add (paths->ways_up, reach.ways);
      paths->longest_up = MAX (paths->longest_up, reach.longest);
    }
  paths->height[paths->node] = paths->longest_down;
}

/**
 * stemma_chain_paths_new:
 * @graph: a graph
 * @node: one of its nodes
 *
 * Takes time by what is above and below @node, not by the size of the graph.
 *
 * Returns: (transfer full): the ways through it
 */
StemmaChainPaths *
stemma_chain_paths_new (const StemmaGraph *graph, StemmaNode node)
{
  StemmaChainPaths *paths = g_new0 (StemmaChainPaths, 1);
  paths->graph = graph;
  paths->node = node;
  paths->side = calloc (graph->n_nodes, sizeof *paths->side); /* pages that are not touched cost nothing */
  if (paths->side == NULL)
    g_error ("out of memory");
  paths->height = g_new (guint32, graph->n_nodes);
  g_autofree guint64 *ways = g_new (guint64, graph->n_nodes);
  paths->side[node] = STEMMA_PATHS_HERE;
  paths->below = collect (paths, STEMMA_PATHS_BELOW, &paths->n_below);
  paths->above = collect (paths, STEMMA_PATHS_ABOVE, &paths->n_above);
  count_down (paths, ways);
  count_up (paths, ways);
  return paths;
}

/**
 * stemma_chain_paths_free:
 * @paths: (nullable) (transfer full): ways
 */
void
stemma_chain_paths_free (StemmaChainPaths *paths)
{
  if (paths == NULL)
    return;
  free (paths->side);
  g_free (paths->height);
  g_free (paths->above);
  g_free (paths->below);
  g_free (paths);
}
