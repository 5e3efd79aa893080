#include "analysis/stemma-stems.h"

#include "analysis/stemma-saturate.h"

typedef struct
{
  StemmaNode node;
  StemmaStem whole; /* itself, and what hangs on it by no other joint */
} Joint;

struct _StemmaStems
{
  const StemmaGraph *graph;
  StemmaStem *below;   /* by node with children: what hangs on it by no joint, itself left out */
  GArray *joints;      /* of Joint; leaves among them first */
  guint32 *mark;       /* by joint: the sum in which it was last met */
  StemmaNode *queue;   /* joints that have children */
  guint32 *next_start; /* by node at which a stem begins */
  guint32 *next;       /* the joints that hang on nodes of that stem */
  guint32 epoch;
};

static inline void
add_node (StemmaStem *stem, const StemmaGraph *graph, StemmaNode node)
{
  stem->n++;
  stem->relations[graph->relation[node]]++;
  stem->downloads = stemma_saturating_add (stem->downloads, stemma_packed_get (&graph->downloads, node));
}

static inline void
add_stem (StemmaStem *to, const StemmaStem *stem)
{
  to->n += stem->n;
  for (guint r = 0; r < STEMMA_N_RELATIONS; r++)
    to->relations[r] += stem->relations[r];
  to->downloads = stemma_saturating_add (to->downloads, stem->downloads);
}

static void
add_joint (StemmaStems *stems, StemmaNode node)
{
  Joint joint = { .node = node };
  if (node < stems->graph->n_inner)
    joint.whole = stems->below[node];
  add_node (&joint.whole, stems->graph, node);
  g_array_append_val (stems->joints, joint);
}

static inline gboolean
hangs_on_one (const StemmaGraph *graph, StemmaNode node)
{
  return graph->parent_start[node + 1] - graph->parent_start[node] == 1
         && (graph->flags[node] & (STEMMA_NODE_IN_CYCLE | STEMMA_NODE_SELF_LOOP)) == 0;
}

/* Counters side by side, one a relation but the last, so that leaves are counted without a detour through memory. */
typedef guint32 RelationCounts __attribute__ ((vector_size (16)));

static const RelationCounts one_of_relation[STEMMA_N_RELATIONS]
  = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 }, { 0, 0, 0, 0 } };

static void
add_leaves (StemmaStem *to, guint32 n, RelationCounts leaves, guint64 downloads)
{
  to->n += n;
  for (guint r = 0; r < STEMMA_RELATION_OTHER; r++)
    {
      to->relations[r] += leaves[r];
      n -= leaves[r];
    }
  to->relations[STEMMA_RELATION_OTHER] += n;
  to->downloads = stemma_saturating_add (to->downloads, downloads);
}

/* Leaves of one parent stand together: they are summed up before they are put to it. */
static void
take_leaves (StemmaStems *stems)
{
  const StemmaGraph *graph = stems->graph;
  RelationCounts leaves = { 0 };
  guint64 downloads = 0;
  StemmaNode last = STEMMA_NONE;
  guint32 n_leaves = 0;
  for (StemmaNode node = graph->n_inner; node < graph->n_nodes; node++)
    {
      guint32 first = graph->parent_start[node];
      guint32 n = graph->parent_start[node + 1] - first;
      if (n > 1)
        add_joint (stems, node);
      if (n != 1)
        continue;
      if (graph->parent[first] != last && last != STEMMA_NONE)
        {
          add_leaves (&stems->below[last], n_leaves, leaves, downloads);
          n_leaves = 0;
          leaves = (RelationCounts){ 0 };
          downloads = 0;
        }
      last = graph->parent[first];
      n_leaves++;
      leaves += one_of_relation[graph->relation[node]];
      downloads = stemma_saturating_add (downloads, stemma_packed_get (&graph->downloads, node));
    }
  if (last != STEMMA_NONE)
    add_leaves (&stems->below[last], n_leaves, leaves, downloads);
}

/* From the last to the first: what hangs on a node is complete when it is put to its parent. */
static void
take_others (StemmaStems *stems)
{
  const StemmaGraph *graph = stems->graph;
  for (StemmaNode node = graph->n_inner; node-- > 0;)
    {
      guint32 first = graph->parent_start[node];
      if (hangs_on_one (graph, node))
        {
          StemmaStem *parent = &stems->below[graph->parent[first]];
          add_stem (parent, &stems->below[node]);
          add_node (parent, graph, node);
        }
      else if (first < graph->parent_start[node + 1])
        add_joint (stems, node);
    }
}

/* Where the stem of each node with children begins. */
static StemmaNode *
find_beginnings (const StemmaGraph *graph)
{
  StemmaNode *beginning = g_new (StemmaNode, MAX (graph->n_inner, 1));
  for (StemmaNode node = 0; node < graph->n_inner; node++)
    beginning[node]
      = hangs_on_one (graph, node) ? beginning[graph->parent[graph->parent_start[node]]] : node;
  return beginning;
}

/* For each stem the joints that hang on it; one that hangs on it twice stands there twice. */
static void
link_joints (StemmaStems *stems)
{
  const StemmaGraph *graph = stems->graph;
  g_autofree StemmaNode *beginning = find_beginnings (graph);
  guint32 *start = stems->next_start = g_new0 (guint32, (gsize) graph->n_inner + 1);
  for (guint32 j = 0; j < stems->joints->len; j++)
    {
      StemmaNode node = g_array_index (stems->joints, Joint, j).node;
      for (guint32 i = graph->parent_start[node]; i < graph->parent_start[node + 1]; i++)
        start[beginning[graph->parent[i]]]++;
    }
  guint32 end = 0;
  for (StemmaNode node = 0; node <= graph->n_inner; node++)
    start[node] = end += start[node];
  stems->next = g_new (guint32, MAX (end, 1));
  for (guint32 j = stems->joints->len; j-- > 0;)
    {
      StemmaNode node = g_array_index (stems->joints, Joint, j).node;
      for (guint32 i = graph->parent_start[node]; i < graph->parent_start[node + 1]; i++)
        stems->next[--start[beginning[graph->parent[i]]]] = j;
    }
}

/**
 * stemma_stems_new:
 * @graph: a graph, good as long as the result
 *
 * Returns: (transfer full): its stems
 */
StemmaStems *
stemma_stems_new (const StemmaGraph *graph)
{
  StemmaStems *stems = g_new0 (StemmaStems, 1);
  stems->graph = graph;
  stems->below = g_new0 (StemmaStem, MAX (graph->n_inner, 1));
  stems->joints = g_array_new (FALSE, FALSE, sizeof (Joint));
  take_leaves (stems);
  take_others (stems);
  link_joints (stems);
  stems->mark = g_new0 (guint32, MAX (stems->joints->len, 1));
  stems->queue = g_new (StemmaNode, MAX (stems->joints->len, 1));
  return stems;
}

/**
 * stemma_stems_free:
 * @stems: (nullable) (transfer full): stems
 */
void
stemma_stems_free (StemmaStems *stems)
{
  if (stems == NULL)
    return;
  g_free (stems->below);
  g_array_unref (stems->joints);
  g_free (stems->mark);
  g_free (stems->queue);
  g_free (stems->next_start);
  g_free (stems->next);
  g_free (stems);
}

/* Counts the joints in that hang on the stem of @node and were not met yet. */
static guint32
meet_next (StemmaStems *stems, StemmaNode node, StemmaStem *sum, guint32 n_queue)
{
  const Joint *joints = (const Joint *) (gpointer) stems->joints->data;
  for (guint32 i = stems->next_start[node]; i < stems->next_start[node + 1]; i++)
    {
      const Joint *joint = &joints[stems->next[i]];
      if (stems->mark[stems->next[i]] == stems->epoch)
        continue;
      stems->mark[stems->next[i]] = stems->epoch;
      add_stem (sum, &joint->whole);
      if (joint->node < stems->graph->n_inner)
        stems->queue[n_queue++] = joint->node;
    }
  return n_queue;
}

/**
 * stemma_stems_sum:
 * @stems: stems
 * @head: a node with children and without a parent
 * @sum: (out): what all its descendants come to, each counted once
 *
 * Returns: how many joints were walked on from: a measure of the work
 */
guint32
stemma_stems_sum (StemmaStems *stems, StemmaNode head, StemmaStem *sum)
{
  *sum = stems->below[head];
  stems->epoch++;
  guint32 n_queue = meet_next (stems, head, sum, 0);
  for (guint32 i = 0; i < n_queue; i++)
    n_queue = meet_next (stems, stems->queue[i], sum, n_queue);
  return n_queue;
}
