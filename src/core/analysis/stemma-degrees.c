#include "analysis/stemma-degrees.h"

#include "analysis/stemma-rank-sort.h"

static guint32
degree_of (const StemmaGraph *graph, const guint32 *start, StemmaNode node)
{
  return graph->flags[node] & STEMMA_NODE_GHOST ? 0 : start[node + 1] - start[node];
}

/* The lowest degree that can be among the first @n_top. */
static guint32
degree_at_place (const StemmaGraph *graph, const guint32 *start, guint n_top)
{
  guint32 highest = 0;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    highest = MAX (highest, degree_of (graph, start, node));
  g_autofree guint32 *nodes_of_degree = g_new0 (guint32, (gsize) highest + 1);
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    nodes_of_degree[degree_of (graph, start, node)]++;
  guint64 n = 0;
  guint32 degree = highest;
  for (; degree > 1; degree--)
    {
      n += nodes_of_degree[degree];
      if (n >= n_top)
        break;
    }
  return MAX (degree, 1);
}

static GArray *
highest_degrees (const StemmaSnapshot *snapshot, const guint32 *start, guint n_top)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint32 lowest = degree_at_place (graph, start, n_top);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (StemmaRanked));
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      guint32 degree = degree_of (graph, start, node);
      StemmaRanked ranked = { stemma_rank_key (degree, graph->name_rank[node]), node };
      if (degree >= lowest)
        g_array_append_val (near, ranked);
    }
  stemma_rank_sort ((StemmaRanked *) (gpointer) near->data, near->len);
  GArray *first = g_array_new (FALSE, FALSE, sizeof (StemmaDegree));
  for (guint i = 0; i < MIN (near->len, n_top); i++)
    {
      StemmaNode node = g_array_index (near, StemmaRanked, i).place;
      StemmaDegree degree = { node, degree_of (graph, start, node) };
      g_array_append_val (first, degree);
    }
  return first;
}

/**
 * stemma_degrees_in:
 * @snapshot: a snapshot
 * @n_top: how many at most
 *
 * Returns: (transfer full) (element-type StemmaDegree): the models that declare most parents, ghosts and
 *   themselves counted, then by the bytes of ids
 */
GArray *
stemma_degrees_in (const StemmaSnapshot *snapshot, guint n_top)
{
  return highest_degrees (snapshot, stemma_snapshot_get_graph (snapshot)->parent_start, n_top);
}

/**
 * stemma_degrees_out:
 * @snapshot: a snapshot
 * @n_top: how many at most
 *
 * Returns: (transfer full) (element-type StemmaDegree): the listed models that most models declare,
 * themselves counted, then by the bytes of ids
 */
GArray *
stemma_degrees_out (const StemmaSnapshot *snapshot, guint n_top)
{
  return highest_degrees (snapshot, stemma_snapshot_get_graph (snapshot)->child_start, n_top);
}
