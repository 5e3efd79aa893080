#include "analysis/naive-graph.h"

#include <string.h>

#include "analysis/graph-fixture.h"

static gboolean
one_in (GRand *random, gint32 n)
{
  return g_rand_int_range (random, 0, n) == 0;
}

static guint
below (GRand *random, guint n)
{
  return (guint) g_rand_int_range (random, 0, (gint32) n);
}

static StemmaRelation
random_relation (GRand *random)
{
  static const StemmaRelation often[]
    = { STEMMA_RELATION_FINETUNE, STEMMA_RELATION_ADAPTER, STEMMA_RELATION_MERGE, STEMMA_RELATION_MERGE,
        STEMMA_RELATION_QUANTIZED };
  return one_in (random, 9) ? STEMMA_RELATION_OTHER : often[below (random, G_N_ELEMENTS (often))];
}

/* Mostly an older model, so that there are chains; once in @tame any, itself included, or a ghost. */
static void
declare_parents (NaiveGraph *graph, GRand *random, guint model, gint32 tame)
{
  gboolean merge = graph->relation[model] == STEMMA_RELATION_MERGE;
  guint n = merge ? 2 + below (random, 3) : 1u + (one_in (random, 6) ? 1 : 0);
  for (guint i = 0; i < n; i++)
    {
      guint parent = model > 0 && !one_in (random, tame) ? below (random, model) : below (random, graph->n);
      graph->parents[model][i] = parent;
      graph->parent_relations[model][i]
        = i > 0 && one_in (random, 3) ? random_relation (random) : graph->relation[model];
    }
  graph->n_parents[model] = n;
  graph->derived[model] = TRUE;
}

static void
work_out (NaiveGraph *graph)
{
  for (guint child = 0; child < graph->n_models; child++)
    for (guint i = 0; i < graph->n_parents[child]; i++)
      {
        guint parent = graph->parents[child][i];
        if (graph->edge[parent][child])
          continue;
        graph->edge[parent][child] = TRUE;
        graph->edge_relation[parent][child] = graph->parent_relations[child][i];
      }
  memcpy (graph->reach, graph->edge, sizeof graph->reach);
  for (guint k = 0; k < graph->n; k++)
    for (guint i = 0; i < graph->n; i++)
      for (guint j = 0; j < graph->n; j++)
        graph->reach[i][j] |= graph->reach[i][k] && graph->reach[k][j];
}

/**
 * naive_graph_random:
 * @random: where the graph comes from
 *
 * Returns: (transfer full): a graph with merges, ghosts, self-loops, rings, repeated edges and odd relations;
 * a ghost that nobody declares is in nobody's way
 */
NaiveGraph *
naive_graph_random (GRand *random)
{
  NaiveGraph *graph = g_new0 (NaiveGraph, 1);
  graph->n_models = 1 + below (random, 19);
  graph->n = graph->n_models + below (random, 4);
  guint turn = below (random, 26);
  gboolean dense = one_in (random, 3);
  gint32 tame = one_in (random, 2) ? 5 : 60;
  for (guint i = 0; i < graph->n; i++)
    g_snprintf (graph->names[i], sizeof graph->names[i], "%c/%c%u", 'a' + (gint) (i * 7 + turn) % 26,
                'a' + (gint) (i * 11) % 5, i);
  for (guint i = 0; i < graph->n_models; i++)
    {
      graph->relation[i] = dense && !one_in (random, 4) ? STEMMA_RELATION_MERGE : random_relation (random);
      graph->downloads[i] = below (random, 100);
      graph->arrival[i] = i + 1;
      if (!one_in (random, i < 2 ? 2 : 15))
        declare_parents (graph, random, i, tame);
    }
  for (guint i = graph->n_models; i-- > 1 && turn % 2 == 0;)
    {
      guint j = below (random, i + 1);
      guint arrival = graph->arrival[i];
      graph->arrival[i] = graph->arrival[j];
      graph->arrival[j] = arrival;
    }
  work_out (graph);
  return graph;
}

/**
 * naive_graph_build:
 * @graph: a graph
 *
 * Returns: (transfer full): the same as a snapshot; row i is model i
 */
StemmaSnapshot *
naive_graph_build (const NaiveGraph *graph)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  for (guint i = 0; i < graph->n_models; i++)
    {
      StemmaSnapshotModel model = { .derived = graph->derived[i],
                                    .relation = graph->relation[i],
                                    .downloads = graph->downloads[i],
                                    .likes = 3 * i,
                                    .created = (gint64) (i + 1) * 86400 * 50,
                                    .modified = (gint64) (i + 1) * 86400 * 60,
                                    .sha = (guint64) (i + 1) << 40,
                                    .arrival = graph->arrival[i] };
      guint32 key = graph_fixture_add (fixture, &model, graph->names[i]);
      for (guint j = 0; j < graph->n_parents[i]; j++)
        graph_fixture_edge (fixture, key, graph->names[graph->parents[i][j]], graph->parent_relations[i][j]);
    }
  return graph_fixture_seal (fixture);
}

gboolean
naive_is_base (const NaiveGraph *graph, guint model)
{
  for (guint child = 0; child < graph->n_models; child++)
    if (model < graph->n_models && graph->edge[model][child])
      return TRUE;
  return FALSE;
}

gboolean
naive_is_root (const NaiveGraph *graph, guint model)
{
  return model < graph->n_models && !graph->derived[model] && naive_is_base (graph, model);
}

gboolean
naive_is_relational (const NaiveGraph *graph, guint model)
{
  return graph->derived[model] || naive_is_base (graph, model);
}

gboolean
naive_in_cycle (const NaiveGraph *graph, guint model)
{
  for (guint other = 0; other < graph->n; other++)
    if (other != model && graph->reach[model][other] && graph->reach[other][model])
      return TRUE;
  return FALSE;
}

/* Whether an edge is part of the exact chains: no self-loop, and not inside of a ring. */
gboolean
naive_keeps_edge (const NaiveGraph *graph, guint parent, guint child)
{
  return graph->edge[parent][child] && parent != child && !graph->reach[child][parent];
}

static GArray *
with_one_more (const GArray *path, guint model)
{
  GArray *longer = g_array_copy ((GArray *) path);
  g_array_append_val (longer, model);
  return longer;
}

static void
follow (const NaiveGraph *graph, GPtrArray *chains, const GArray *path)
{
  guint last = g_array_index (path, guint, path->len - 1);
  gboolean ends = TRUE;
  for (guint child = 0; child < graph->n_models; child++)
    if (naive_keeps_edge (graph, last, child))
      {
        g_autoptr (GArray) longer = with_one_more (path, child);
        ends = FALSE;
        follow (graph, chains, longer);
      }
  if (ends)
    g_ptr_array_add (chains, g_array_copy ((GArray *) path));
}

GPtrArray *
naive_paths (const NaiveGraph *graph, guint head)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (path, head);
  follow (graph, paths, path);
  return paths;
}

/* By the definition's words: in the order of relations, and inside each in the order of arrival. */
static GArray *
paper_children (const NaiveGraph *graph, guint model)
{
  GArray *children = g_array_new (FALSE, FALSE, sizeof (guint));
  if (graph->edge[model][model])
    return children;
  for (guint relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    for (guint arrival = 1; arrival <= graph->n_models; arrival++)
      for (guint child = 0; child < graph->n_models; child++)
        if (graph->arrival[child] == arrival && graph->edge[model][child]
            && graph->edge_relation[model][child] == relation)
          g_array_append_val (children, child);
  return children;
}

static void
walk_like_the_paper (const NaiveGraph *graph, GPtrArray *chains, guint root)
{
  GQueue queue = G_QUEUE_INIT;
  gboolean visited[NAIVE_MAX] = { FALSE };
  GArray *start = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (start, root);
  g_queue_push_tail (&queue, start);
  while (!g_queue_is_empty (&queue))
    {
      g_autoptr (GArray) path = g_queue_pop_head (&queue);
      guint model = g_array_index (path, guint, path->len - 1);
      visited[model] = TRUE;
      g_autoptr (GArray) children = paper_children (graph, model);
      if (children->len == 0)
        g_ptr_array_add (chains, g_array_copy (path));
      for (guint i = 0; i < children->len; i++)
        if (!visited[g_array_index (children, guint, i)])
          g_queue_push_tail (&queue, with_one_more (path, g_array_index (children, guint, i)));
    }
}

/**
 * naive_chains:
 * @graph: a graph
 * @reading: a reading
 *
 * Returns: (transfer full) (element-type GArray): all chains, one by one
 */
GPtrArray *
naive_chains (const NaiveGraph *graph, StemmaReading reading)
{
  GPtrArray *chains = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint root = 0; root < graph->n_models; root++)
    {
      if (!naive_is_root (graph, root))
        continue;
      g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (path, root);
      if (reading == STEMMA_READING_EXACT)
        follow (graph, chains, path);
      else
        walk_like_the_paper (graph, chains, root);
    }
  return chains;
}

/* How often each kind occurs on a chain; kinds that the reading does not know are left out. */
static void
count_kinds (const NaiveGraph *graph, const GArray *chain, StemmaReading reading, guint kinds[STEMMA_N_KINDS])
{
  memset (kinds, 0, STEMMA_N_KINDS * sizeof *kinds);
  for (guint i = 1; i < chain->len; i++)
    kinds[stemma_kind_of (
      graph->edge_relation[g_array_index (chain, guint, i - 1)][g_array_index (chain, guint, i)])]++;
  if (reading == STEMMA_READING_PAPER)
    kinds[STEMMA_KIND_OTHER] = 0;
}

StemmaKind
naive_dominant (const NaiveGraph *graph, const GArray *chain, StemmaReading reading)
{
  guint kinds[STEMMA_N_KINDS];
  guint most = 0;
  count_kinds (graph, chain, reading, kinds);
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    most = MAX (most, kinds[k]);
  for (guint i = 1; i < chain->len; i++)
    {
      StemmaKind kind = stemma_kind_of (
        graph->edge_relation[g_array_index (chain, guint, i - 1)][g_array_index (chain, guint, i)]);
      if (kinds[kind] == most)
        return kind;
    }
  return STEMMA_KIND_OTHER;
}

guint
naive_diversity (const NaiveGraph *graph, const GArray *chain, StemmaReading reading)
{
  guint kinds[STEMMA_N_KINDS];
  guint diversity = 0;
  count_kinds (graph, chain, reading, kinds);
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    diversity += kinds[k] > 0;
  return diversity;
}

/* The longer first, then by the bytes of ids. */
int
naive_compare_chains (const NaiveGraph *graph, const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return a->len > b->len ? -1 : 1;
  for (guint i = 0; i < a->len; i++)
    {
      int side
        = strcmp (graph->names[g_array_index (a, guint, i)], graph->names[g_array_index (b, guint, i)]);
      if (side != 0)
        return side;
    }
  return 0;
}
