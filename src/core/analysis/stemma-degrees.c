#include "analysis/stemma-degrees.h"

#include "snapshot/stemma-name-order.h"

static int
compare_degrees (gconstpointer a, gconstpointer b)
{
  const StemmaDegree *x = a;
  const StemmaDegree *y = b;
  return x->degree > y->degree ? -1 : x->degree < y->degree;
}

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
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (StemmaDegree));
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      StemmaDegree degree = { node, degree_of (graph, start, node) };
      if (degree.degree < lowest)
        continue;
      g_array_append_val (near, degree);
      g_array_append_val (names, graph->name[node]);
    }
  g_autofree guint32 *order = g_new (guint32, MAX (near->len, 1));
  stemma_name_order (stemma_snapshot_get_names (snapshot), (const guint32 *) (gpointer) names->data,
                     near->len, order);
  GArray *first = g_array_sized_new (FALSE, FALSE, sizeof (StemmaDegree), near->len);
  for (guint i = 0; i < near->len; i++)
    g_array_append_val (first, g_array_index (near, StemmaDegree, order[i]));
  g_array_sort (first, compare_degrees);
  g_array_set_size (first, MIN (first->len, n_top));
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
