#include "snapshot/stemma-graph-build.h"

typedef struct
{
  guint64 arrival;
  guint32 draft;
} Arrival;

static int
compare_arrivals (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Arrival *x = a;
  const Arrival *y = b;
  (void) user_data;
  if (x->arrival != y->arrival)
    return x->arrival < y->arrival ? -1 : 1;
  return x->draft < y->draft ? -1 : x->draft > y->draft;
}

/* The listed nodes in the order in which they came in; most often that is the order of their keys. */
static Arrival *
order_of_arrival (const StemmaGraphBuild *build, guint32 n_listed)
{
  Arrival *order = g_new (Arrival, MAX (n_listed, 1));
  gboolean sorted = TRUE;
  for (guint32 draft = 0; draft < n_listed; draft++)
    {
      order[draft] = (Arrival){ stemma_packed_get (&build->models.arrival, build->row_of_draft[draft]), draft };
      sorted &= draft == 0 || order[draft - 1].arrival <= order[draft].arrival;
    }
  if (!sorted)
    g_qsort_with_data (order, (gint) n_listed, sizeof *order, compare_arrivals, NULL);
  return order;
}

/* Where the children of each node and relation go; leaves the starts of the nodes in the graph. */
static guint32 *
count_children (StemmaGraphBuild *build)
{
  guint32 *fill = g_new0 (guint32, (gsize) build->n_nodes * STEMMA_N_RELATIONS + 1);
  for (guint32 i = 0; i < build->n_edges; i++)
    {
      guint32 parent = stemma_graph_build_draft (build, build->edges[i].parent);
      fill[(gsize) parent * STEMMA_N_RELATIONS + build->edges[i].relation]++;
    }
  guint32 at = 0;
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    {
      build->child_start[draft] = at;
      for (guint r = 0; r < STEMMA_N_RELATIONS; r++)
        {
          guint32 *place = &fill[(gsize) draft * STEMMA_N_RELATIONS + r];
          guint32 here = *place;
          *place = at;
          at += here;
        }
    }
  build->child_start[build->n_nodes] = at;
  return fill;
}

/**
 * stemma_graph_build_order_children:
 * @build: a graph whose parents are in place
 *
 * Puts the children of each node in order: by relation, then by arrival.
 */
void
stemma_graph_build_order_children (StemmaGraphBuild *build)
{
  guint32 n_listed = build->n_nodes - build->n_ghosts;
  build->child_start = g_new (guint32, (gsize) build->n_nodes + 1);
  build->child = g_new (guint32, MAX (build->n_edges, 1));
  build->child_edge = g_new (guint32, MAX (build->n_edges, 1));
  g_autofree guint32 *fill = count_children (build);
  g_autofree Arrival *order = order_of_arrival (build, n_listed);
  for (guint32 rank = 0; rank < n_listed; rank++)
    {
      guint32 draft = order[rank].draft;
      for (guint32 i = build->parent_start[draft]; i < build->parent_start[draft + 1]; i++)
        {
          guint32 parent = stemma_graph_build_draft (build, build->edges[i].parent);
          guint32 at = fill[(gsize) parent * STEMMA_N_RELATIONS + build->edges[i].relation]++;
          build->child[at] = draft;
          build->child_edge[at] = i;
        }
    }
}
