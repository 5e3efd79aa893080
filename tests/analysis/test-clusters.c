#include <string.h>

#include "analysis/graph-fixture.h"
#include "analysis/naive-graph.h"
#include "analysis/stemma-clusters.h"
#include "analysis/stemma-usage.h"

#define ROUNDS 3000

static StemmaClusters *
clusters_of (const StemmaSnapshot *snapshot, StemmaReading reading)
{
  g_autoptr (GError) error = NULL;
  StemmaClusters *clusters = stemma_clusters_new (snapshot, reading, NULL, NULL, &error);
  g_assert_no_error (error);
  return clusters;
}

typedef struct
{
  guint size;
  guint listed;
  guint relations[STEMMA_N_RELATIONS];
  guint kinds[STEMMA_N_KINDS];
  guint diversity;
  guint64 downloads;
} Expected;

static Expected
naive_cluster (const NaiveGraph *graph, guint head, StemmaReading reading)
{
  Expected expected = { .size = 1, .listed = head < graph->n_models };
  for (guint model = 0; model < graph->n_models; model++)
    {
      if (model == head || !graph->reach[head][model])
        continue;
      expected.size++;
      expected.listed++;
      expected.relations[graph->relation[model]]++;
      expected.downloads += graph->downloads[model];
      StemmaKind kind = stemma_kind_of (graph->relation[model]);
      if (reading == STEMMA_READING_PAPER && kind == STEMMA_KIND_OTHER)
        continue;
      expected.diversity += expected.kinds[kind]++ == 0;
    }
  return expected;
}

static guint
model_of (const NaiveGraph *graph, const char *name)
{
  for (guint i = 0; i < graph->n; i++)
    if (strcmp (graph->names[i], name) == 0)
      return i;
  g_assert_not_reached ();
}

static void
compare_cluster (const StemmaSnapshot *snapshot,
                 const NaiveGraph *graph,
                 const GPtrArray *all_chains,
                 const StemmaCluster *cluster,
                 StemmaReading reading)
{
  guint head = model_of (graph, stemma_snapshot_get_node_name (snapshot, cluster->head));
  Expected expected = naive_cluster (graph, head, reading);
  g_autoptr (GPtrArray) ghost_paths = head >= graph->n_models ? naive_paths (graph, head) : NULL;
  const GPtrArray *chains = ghost_paths != NULL ? ghost_paths : all_chains;
  guint n_chains = 0;
  guint longest = 0;
  for (guint i = 0; i < chains->len; i++)
    {
      const GArray *chain = g_ptr_array_index (chains, i);
      if (g_array_index (chain, guint, 0) != head)
        continue;
      n_chains++;
      longest = MAX (longest, chain->len);
    }
  g_assert_cmpuint (cluster->size, ==, expected.size);
  g_assert_cmpuint (cluster->listed, ==, expected.listed);
  for (guint r = 0; r < STEMMA_N_RELATIONS; r++)
    g_assert_cmpuint (cluster->relations[r], ==, expected.relations[r]);
  g_assert_cmpuint (cluster->diversity, ==, expected.diversity);
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    {
      g_assert_cmpuint (expected.kinds[k], <=, expected.kinds[cluster->dominant]);
      if (k < cluster->dominant)
        g_assert_true (expected.kinds[k] < expected.kinds[cluster->dominant] || expected.diversity == 0);
    }
  g_assert_cmpuint (cluster->downloads, ==, expected.downloads);
  g_assert_cmpuint (cluster->chains, ==, n_chains);
  g_assert_cmpuint (cluster->longest, ==, longest);
}

static void
assert_sorted (const StemmaSnapshot *snapshot, const StemmaCluster *clusters, guint32 n)
{
  for (guint32 i = 1; i < n; i++)
    {
      g_assert_cmpuint (clusters[i].size, <=, clusters[i - 1].size);
      if (clusters[i].size == clusters[i - 1].size)
        g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, clusters[i - 1].head), <,
                         stemma_snapshot_get_node_name (snapshot, clusters[i].head));
    }
}

static void
assert_summed_up (const StemmaClusters *clusters)
{
  guint64 members = 0;
  guint diversity[STEMMA_N_KINDS + 1] = { 0 };
  guint dominant[STEMMA_N_KINDS + 1][STEMMA_N_KINDS] = { 0 };
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);
  for (guint32 i = 0; i < clusters->n_clusters; i++)
    {
      const StemmaCluster *cluster = &clusters->clusters[i];
      gpointer size = GUINT_TO_POINTER (cluster->size);
      members += cluster->size;
      diversity[cluster->diversity]++;
      dominant[cluster->diversity][cluster->dominant]++;
      g_hash_table_insert (sizes, size, (char *) g_hash_table_lookup (sizes, size) + 1);
    }
  g_assert_cmpuint (clusters->members, ==, members);
  g_assert_cmpuint (clusters->largest, ==, clusters->n_clusters > 0 ? clusters->clusters[0].size : 0);
  g_assert_cmpfloat (clusters->mean_size * clusters->n_clusters, <=, (double) members + 1e-6);
  g_assert_cmpfloat (clusters->mean_size * clusters->n_clusters, >=, (double) members - 1e-6);
  g_assert_cmpmem (clusters->diversity, sizeof clusters->diversity, diversity, sizeof diversity);
  g_assert_cmpmem (clusters->dominant, sizeof clusters->dominant, dominant, sizeof dominant);
  g_assert_cmpuint (clusters->n_sizes, ==, g_hash_table_size (sizes));
  for (guint32 i = 0; i < clusters->n_sizes; i++)
    g_assert_cmpuint (
      clusters->sizes[i].count, ==,
      GPOINTER_TO_UINT (g_hash_table_lookup (sizes, GUINT_TO_POINTER (clusters->sizes[i].size))));
}

static void
test_random (gconstpointer data)
{
  StemmaReading reading = (StemmaReading) GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (815);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      g_autoptr (GPtrArray) chains = naive_chains (graph, reading);
      g_autoptr (StemmaClusters) clusters = clusters_of (snapshot, reading);
      guint n_roots = 0;
      guint n_ghosts = 0;
      for (guint i = 0; i < graph->n; i++)
        {
          n_roots += naive_is_root (graph, i);
          n_ghosts
            += i >= graph->n_models && stemma_snapshot_find_node (snapshot, graph->names[i]) != STEMMA_NONE;
        }
      g_assert_cmpuint (clusters->n_clusters, ==, n_roots);
      g_assert_cmpuint (clusters->n_ghost_families, ==, reading == STEMMA_READING_EXACT ? n_ghosts : 0);
      for (guint32 i = 0; i < clusters->n_clusters; i++)
        compare_cluster (snapshot, graph, chains, &clusters->clusters[i], reading);
      for (guint32 i = 0; i < clusters->n_ghost_families; i++)
        compare_cluster (snapshot, graph, chains, &clusters->ghost_families[i], reading);
      assert_sorted (snapshot, clusters->clusters, clusters->n_clusters);
      assert_sorted (snapshot, clusters->ghost_families, clusters->n_ghost_families);
      assert_summed_up (clusters);
    }
}

/* Clusters overlap, a tie goes to the first kind, and rings belong to the cluster. */
static void
test_by_hand (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (
    "r1@fill-mask+9 r2 f<r1 q+5<q:r1 m+7<m:f,r2 n<m:n2,m n2<m:n ghostly<lost alone");
  g_autoptr (StemmaClusters) clusters = clusters_of (snapshot, STEMMA_READING_EXACT);
  g_assert_cmpuint (clusters->n_clusters, ==, 2);
  const StemmaCluster *first = &clusters->clusters[0];
  g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, first->head), ==, "r1");
  g_assert_cmpuint (first->size, ==, 6);
  g_assert_cmpuint (first->relations[STEMMA_RELATION_MERGE], ==, 3);
  g_assert_cmpuint (first->diversity, ==, 3);
  g_assert_cmpuint (first->dominant, ==, STEMMA_KIND_MERGE);
  g_assert_cmpuint (first->downloads, ==, 12);
  g_assert_cmpstr (stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, first->task), ==, "fill-mask");
  g_assert_cmpuint (clusters->clusters[1].size, ==, 4);
  g_assert_cmpuint (clusters->n_ghost_families, ==, 1);
  g_assert_cmpuint (clusters->ghost_families[0].size, ==, 2);
  g_assert_cmpuint (clusters->ghost_families[0].listed, ==, 1);
  g_assert_cmpuint (clusters->ghost_families[0].chains, ==, 1);
  g_assert_cmpuint (clusters->ghost_families[0].longest, ==, 2);
  g_autoptr (StemmaSnapshot) tie = graph_fixture_snapshot ("r q<q:r m<m:r");
  g_autoptr (StemmaClusters) tied = clusters_of (tie, STEMMA_READING_PAPER);
  g_assert_cmpuint (tied->clusters[0].dominant, ==, STEMMA_KIND_MERGE);
}

static gboolean
has_root_above (const NaiveGraph *graph, guint model)
{
  for (guint root = 0; root < graph->n_models; root++)
    if (naive_is_root (graph, root) && graph->reach[root][model])
      return TRUE;
  return FALSE;
}

static void
count_model (StemmaUsage *expected, const NaiveGraph *graph, guint model)
{
  gboolean base = naive_is_base (graph, model);
  gboolean derived = graph->derived[model];
  gboolean relational = naive_is_relational (graph, model);
  guint64 downloads = graph->downloads[model];
  expected->base += base;
  expected->derived += derived;
  expected->relational += relational;
  expected->isolated += !relational;
  expected->roots += naive_is_root (graph, model);
  expected->leaves += derived && !base;
  expected->orphans += derived && !has_root_above (graph, model);
  expected->self_loops += graph->edge[model][model];
  expected->models_in_cycles += naive_in_cycle (graph, model);
  expected->downloads.all += downloads;
  expected->downloads.base += base ? downloads : 0;
  expected->downloads.derived += derived ? downloads : 0;
  expected->downloads.relational += relational ? downloads : 0;
  expected->downloads.isolated += relational ? 0 : downloads;
}

static void
count_edges (StemmaUsage *expected, const NaiveGraph *graph)
{
  for (guint parent = 0; parent < graph->n; parent++)
    {
      gboolean declared = FALSE;
      for (guint child = 0; child < graph->n; child++)
        {
          expected->edges += graph->edge[parent][child];
          declared |= graph->edge[parent][child];
        }
      expected->ghosts += parent >= graph->n_models && declared;
    }
}

static void
test_usage_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (99);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      StemmaUsage usage = stemma_usage (snapshot);
      StemmaUsage expected = { .models = graph->n_models };
      guint kinds[STEMMA_N_RELATIONS] = { 0 };
      for (guint model = 0; model < graph->n_models; model++)
        {
          count_model (&expected, graph, model);
          kinds[graph->relation[model]] += graph->derived[model];
        }
      count_edges (&expected, graph);
      expected.fine_tuned = kinds[STEMMA_RELATION_FINETUNE] + kinds[STEMMA_RELATION_ADAPTER];
      expected.adapters = kinds[STEMMA_RELATION_ADAPTER];
      expected.merged = kinds[STEMMA_RELATION_MERGE];
      expected.quantized = kinds[STEMMA_RELATION_QUANTIZED];
      expected.other = kinds[STEMMA_RELATION_OTHER];
      g_assert_cmpmem (&usage, sizeof usage, &expected, sizeof expected);
    }
}

/* M_b + M_d - M_r are both; M_r - M_d is the number of roots and of clusters; M_r + M_i are all. */
static void
test_identities (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      StemmaUsage usage = stemma_usage (snapshot);
      guint both = 0;
      for (guint i = 0; i < graph->n_models; i++)
        both += graph->derived[i] && naive_is_base (graph, i);
      g_assert_cmpuint (usage.base + usage.derived - usage.relational, ==, both);
      g_assert_cmpuint (usage.relational - usage.derived, ==, usage.roots);
      g_assert_cmpuint (usage.relational + usage.isolated, ==, usage.models);
      g_assert_cmpuint (usage.fine_tuned + usage.merged + usage.quantized + usage.other, ==, usage.derived);
      for (guint reading = 0; reading < 2; reading++)
        {
          g_autoptr (StemmaClusters) clusters = clusters_of (snapshot, (StemmaReading) reading);
          g_assert_cmpuint (clusters->n_clusters, ==, usage.roots);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clusters/exact", GUINT_TO_POINTER (STEMMA_READING_EXACT), test_random);
  g_test_add_data_func ("/clusters/paper", GUINT_TO_POINTER (STEMMA_READING_PAPER), test_random);
  g_test_add_func ("/clusters/by-hand", test_by_hand);
  g_test_add_func ("/clusters/usage", test_usage_random);
  g_test_add_func ("/clusters/identities", test_identities);
  return g_test_run ();
}
