#include <string.h>

#include "snapshot/stemma-graph-build.h"
#include "snapshot/stemma-image.h"

static guint8
edge_kind (const StemmaGraphBuild *build, const StemmaBuiltEdge *edge)
{
  guint32 child = build->draft_of_row[edge->child];
  guint32 parent = stemma_graph_build_draft (build, edge->parent);
  guint8 kind = edge->relation;
  if (child == parent)
    kind |= STEMMA_EDGE_SELF;
  else if (build->components->component[child] == build->components->component[parent])
    kind |= STEMMA_EDGE_IN_CYCLE;
  return kind;
}

static guint8
node_flags (const StemmaGraphBuild *build, guint32 draft)
{
  guint8 flags = 0;
  gboolean has_child = build->child_start[draft] < build->child_start[draft + 1];
  gboolean has_parent = build->parent_start[draft] < build->parent_start[draft + 1];
  guint32 row = build->row_of_draft[draft];
  if (row == STEMMA_NONE)
    return STEMMA_NODE_GHOST;
  if (has_parent || stemma_graph_build_is_derived (build, row))
    flags |= STEMMA_NODE_DERIVED;
  if (has_child)
    flags |= STEMMA_NODE_BASE;
  if (flags == STEMMA_NODE_BASE)
    flags |= STEMMA_NODE_ROOT;
  if (build->components->size[build->components->component[draft]] > 1)
    flags |= STEMMA_NODE_IN_CYCLE;
  for (guint32 i = build->parent_start[draft]; i < build->parent_start[draft + 1]; i++)
    if (build->edges[i].parent == row)
      flags |= STEMMA_NODE_SELF_LOOP;
  return flags;
}

static guint8
node_relation (const StemmaGraphBuild *build, guint32 draft, guint32 row)
{
  guint32 first = build->parent_start[draft];
  if (!stemma_graph_build_is_derived (build, row) && first < build->parent_start[draft + 1])
    return build->edges[first].relation;
  return stemma_packed_get (&build->models.status, row) & ~STEMMA_BUILT_DERIVED;
}

static void
write_nodes (const StemmaGraphBuild *build, guint8 *image)
{
  guint32 *rows = stemma_image_section (image, STEMMA_SECTION_ROW);
  guint8 *flags = stemma_image_section (image, STEMMA_SECTION_NODE_FLAGS);
  guint8 *relations = stemma_image_section (image, STEMMA_SECTION_RELATION);
  guint64 *relational = stemma_image_section (image, STEMMA_SECTION_RELATIONAL);
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    {
      StemmaNode node = build->components->number[draft];
      guint32 row = build->row_of_draft[draft];
      rows[node] = row;
      flags[node] = node_flags (build, draft);
      if (row == STEMMA_NONE)
        continue;
      relations[node] = node_relation (build, draft, row);
      relational[row / 64] |= G_GUINT64_CONSTANT (1) << (row % 64);
    }
  stemma_bits_rank (relational, (build->n_models + 63) / 64,
                    stemma_image_section (image, STEMMA_SECTION_RELATIONAL_RANK));
}

static void
write_parents (const StemmaGraphBuild *build, guint8 *image)
{
  guint32 *start = stemma_image_section (image, STEMMA_SECTION_PARENT_START);
  guint32 *parents = stemma_image_section (image, STEMMA_SECTION_PARENT);
  guint8 *kinds = stemma_image_section (image, STEMMA_SECTION_PARENT_KIND);
  guint8 *sources = stemma_image_section (image, STEMMA_SECTION_PARENT_SOURCE);
  const guint32 *number = build->components->number;
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    start[number[draft] + 1] = build->parent_start[draft + 1] - build->parent_start[draft];
  for (guint32 node = 0; node < build->n_nodes; node++)
    start[node + 1] += start[node];
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    {
      guint32 at = start[number[draft]];
      for (guint32 i = build->parent_start[draft]; i < build->parent_start[draft + 1]; i++, at++)
        {
          const StemmaBuiltEdge *edge = &build->edges[i];
          parents[at] = number[stemma_graph_build_draft (build, edge->parent)];
          kinds[at] = edge_kind (build, edge);
          sources[at] = edge->source;
        }
    }
}

static void
write_children (const StemmaGraphBuild *build, guint8 *image)
{
  guint32 *start = stemma_image_section (image, STEMMA_SECTION_CHILD_START);
  guint32 *children = stemma_image_section (image, STEMMA_SECTION_CHILD);
  guint8 *kinds = stemma_image_section (image, STEMMA_SECTION_CHILD_KIND);
  const guint32 *number = build->components->number;
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    start[number[draft] + 1] = build->child_start[draft + 1] - build->child_start[draft];
  for (guint32 node = 0; node < build->n_nodes; node++)
    start[node + 1] += start[node];
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    {
      guint32 at = start[number[draft]];
      for (guint32 i = build->child_start[draft]; i < build->child_start[draft + 1]; i++, at++)
        {
          children[at] = number[build->child[i]];
          kinds[at] = edge_kind (build, &build->edges[build->child_edge[i]]);
        }
    }
}

/**
 * stemma_graph_build_write:
 * @build: a graph
 * @image: an image of its counts
 *
 * Fills the sections of nodes and edges, and the nodes of the rows.
 */
void
stemma_graph_build_write (const StemmaGraphBuild *build, guint8 *image)
{
  write_nodes (build, image);
  write_parents (build, image);
  write_children (build, image);
}
