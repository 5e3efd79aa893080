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
  if (has_parent || build->models[row].derived)
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

static void
write_nodes (const StemmaGraphBuild *build, guint8 *image)
{
  guint32 *rows = stemma_image_section (image, STEMMA_SECTION_ROW);
  guint32 *names = stemma_image_section (image, STEMMA_SECTION_NODE_NAME);
  guint8 *flags = stemma_image_section (image, STEMMA_SECTION_NODE_FLAGS);
  guint8 *relations = stemma_image_section (image, STEMMA_SECTION_RELATION);
  guint32 *nodes = stemma_image_section (image, STEMMA_SECTION_NODE);
  memset (nodes, 0xff, build->n_models * sizeof *nodes);
  guint32 n_listed = build->n_nodes - build->n_ghosts;
  for (guint32 draft = 0; draft < build->n_nodes; draft++)
    {
      StemmaNode node = build->components->number[draft];
      guint32 row = build->row_of_draft[draft];
      rows[node] = row;
      flags[node] = node_flags (build, draft);
      if (row == STEMMA_NONE)
        {
          names[node] = build->ghost_names[draft - n_listed];
          continue;
        }
      names[node] = build->models[row].name;
      nodes[row] = node;
      guint32 first = build->parent_start[draft];
      gboolean undeclared = !build->models[row].derived && first < build->parent_start[draft + 1];
      relations[node] = undeclared ? build->edges[first].relation : build->models[row].relation;
    }
}

static void
write_parents (const StemmaGraphBuild *build, guint8 *image)
{
  guint32 *start = stemma_image_section (image, STEMMA_SECTION_PARENT_START);
  guint32 *parents = stemma_image_section (image, STEMMA_SECTION_PARENT);
  guint8 *kinds = stemma_image_section (image, STEMMA_SECTION_PARENT_KIND);
  guint8 *sources = stemma_image_section (image, STEMMA_SECTION_PARENT_SOURCE);
  guint32 *declared = stemma_image_section (image, STEMMA_SECTION_PARENT_DECLARED);
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
          declared[at] = edge->declared;
        }
    }
}

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
      order[draft] = (Arrival){ build->models[build->row_of_draft[draft]].arrival, draft };
      sorted &= draft == 0 || order[draft - 1].arrival <= order[draft].arrival;
    }
  if (!sorted)
    g_qsort_with_data (order, (gint) n_listed, sizeof *order, compare_arrivals, NULL);
  return order;
}

/* Where the children of each node and relation go; leaves the starts in @start. */
static guint32 *
count_children (const StemmaGraphBuild *build, guint32 *start)
{
  guint32 *fill = g_new0 (guint32, (gsize) build->n_nodes * STEMMA_N_RELATIONS + 1);
  for (guint32 i = 0; i < build->n_edges; i++)
    {
      const StemmaBuiltEdge *edge = &build->edges[i];
      StemmaNode parent = build->components->number[stemma_graph_build_draft (build, edge->parent)];
      fill[(gsize) parent * STEMMA_N_RELATIONS + edge->relation]++;
    }
  guint32 at = 0;
  for (guint32 node = 0; node < build->n_nodes; node++)
    {
      start[node] = at;
      for (guint r = 0; r < STEMMA_N_RELATIONS; r++)
        {
          guint32 *place = &fill[(gsize) node * STEMMA_N_RELATIONS + r];
          guint32 here = *place;
          *place = at;
          at += here;
        }
    }
  start[build->n_nodes] = at;
  return fill;
}

static void
write_children (const StemmaGraphBuild *build, guint8 *image)
{
  guint32 *start = stemma_image_section (image, STEMMA_SECTION_CHILD_START);
  guint32 *children = stemma_image_section (image, STEMMA_SECTION_CHILD);
  guint8 *kinds = stemma_image_section (image, STEMMA_SECTION_CHILD_KIND);
  guint32 *arrivals = stemma_image_section (image, STEMMA_SECTION_ARRIVAL);
  const guint32 *number = build->components->number;
  guint32 n_listed = build->n_nodes - build->n_ghosts;
  memset (arrivals, 0xff, build->n_nodes * sizeof *arrivals);
  g_autofree guint32 *fill = count_children (build, start);
  g_autofree Arrival *order = order_of_arrival (build, n_listed);
  for (guint32 rank = 0; rank < n_listed; rank++)
    {
      guint32 draft = order[rank].draft;
      arrivals[number[draft]] = rank;
      for (guint32 i = build->parent_start[draft]; i < build->parent_start[draft + 1]; i++)
        {
          const StemmaBuiltEdge *edge = &build->edges[i];
          StemmaNode parent = number[stemma_graph_build_draft (build, edge->parent)];
          guint32 at = fill[(gsize) parent * STEMMA_N_RELATIONS + edge->relation]++;
          children[at] = number[draft];
          kinds[at] = edge_kind (build, edge);
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
