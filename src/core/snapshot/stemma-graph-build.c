#include "snapshot/stemma-graph-build.h"

#include <string.h>

static gboolean
sorted_by_child (const StemmaBuiltEdge *edges, guint32 n)
{
  for (guint32 i = 1; i < n; i++)
    if (edges[i].child < edges[i - 1].child)
      return FALSE;
  return TRUE;
}

static void
sort_by_child (StemmaGraphBuild *build)
{
  if (sorted_by_child (build->edges, build->n_edges))
    return;
  g_autofree guint32 *start = g_new0 (guint32, (gsize) build->n_models + 1);
  StemmaBuiltEdge *sorted = g_new (StemmaBuiltEdge, build->n_edges);
  for (guint32 i = 0; i < build->n_edges; i++)
    start[build->edges[i].child + 1]++;
  for (guint32 row = 0; row < build->n_models; row++)
    start[row + 1] += start[row];
  for (guint32 i = 0; i < build->n_edges; i++)
    sorted[start[build->edges[i].child]++] = build->edges[i];
  g_free (build->edges);
  build->edges = sorted;
}

static void
drop_repeated_pairs (StemmaGraphBuild *build)
{
  gsize n_ends = (gsize) build->n_models + build->n_ghosts;
  g_autofree guint32 *last_child = g_new (guint32, MAX (n_ends, 1));
  memset (last_child, 0xff, n_ends * sizeof *last_child);
  guint32 kept = 0;
  for (guint32 i = 0; i < build->n_edges; i++)
    {
      StemmaBuiltEdge edge = build->edges[i];
      if (last_child[edge.parent] == edge.child)
        continue;
      last_child[edge.parent] = edge.child;
      build->edges[kept++] = edge;
    }
  build->n_edges = kept;
}

static void
draft_numbers (StemmaGraphBuild *build)
{
  g_autofree guint8 *relational = g_new0 (guint8, (gsize) build->n_models + build->n_ghosts + 1);
  for (guint32 row = 0; row < build->n_models; row++)
    relational[row] = stemma_graph_build_is_derived (build, row);
  for (guint32 i = 0; i < build->n_edges; i++)
    relational[build->edges[i].child] = relational[build->edges[i].parent] = TRUE;
  guint32 n = 0;
  build->draft_of_row = g_new (guint32, (gsize) build->n_models + 1);
  for (guint32 row = 0; row < build->n_models; row++)
    build->draft_of_row[row] = relational[row] ? n++ : STEMMA_NONE;
  build->n_nodes = n + build->n_ghosts;
  build->row_of_draft = g_new (guint32, (gsize) build->n_nodes + 1);
  memset (build->row_of_draft, 0xff, build->n_nodes * sizeof (guint32));
  for (guint32 row = 0; row < build->n_models; row++)
    if (build->draft_of_row[row] != STEMMA_NONE)
      build->row_of_draft[build->draft_of_row[row]] = row;
}

/* Edges stand by child already, so only the starts are missing. */
static void
draft_parents (StemmaGraphBuild *build)
{
  build->parent_start = g_new0 (guint32, (gsize) build->n_nodes + 1);
  for (guint32 i = 0; i < build->n_edges; i++)
    build->parent_start[build->draft_of_row[build->edges[i].child] + 1]++;
  for (guint32 i = 0; i < build->n_nodes; i++)
    build->parent_start[i + 1] += build->parent_start[i];
}

/**
 * stemma_graph_build_new:
 * @models: the listed models; what its columns point to is good as long as the result
 * @ghost_names: name ids, good as long as the result
 * @n_ghosts: how many
 * @edges: (transfer full): the edges in the order of declaration, repeated pairs and all
 * @n_edges: how many
 *
 * Drops repeated pairs (the first counts), finds the relational models, the rings and the order along the
 * edges.
 *
 * Returns: (transfer full): the graph, ready to be written
 */
StemmaGraphBuild *
stemma_graph_build_new (const StemmaBuiltModels *models,
                        const guint32 *ghost_names,
                        guint32 n_ghosts,
                        StemmaBuiltEdge *edges,
                        guint32 n_edges)
{
  StemmaGraphBuild *build = g_new0 (StemmaGraphBuild, 1);
  build->models = *models;
  build->n_models = models->n;
  build->ghost_names = ghost_names;
  build->n_ghosts = n_ghosts;
  build->edges = edges;
  build->n_edges = n_edges;
  sort_by_child (build);
  drop_repeated_pairs (build);
  draft_numbers (build);
  draft_parents (build);
  stemma_graph_build_order_children (build);
  build->components
    = stemma_components_new (build->n_nodes, build->child_start, build->child, build->parent_start);
  return build;
}

/**
 * stemma_graph_build_free:
 * @build: (nullable) (transfer full): a graph
 */
void
stemma_graph_build_free (StemmaGraphBuild *build)
{
  if (build == NULL)
    return;
  g_free (build->edges);
  g_free (build->draft_of_row);
  g_free (build->row_of_draft);
  g_free (build->parent_start);
  g_free (build->child_start);
  g_free (build->child);
  g_free (build->child_edge);
  stemma_components_free (build->components);
  g_free (build);
}
