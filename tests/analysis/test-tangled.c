#include "analysis/graph-fixture.h"
#include "analysis/stemma-chain-iter.h"
#include "analysis/stemma-clusters.h"
#include "analysis/stemma-model-facts.h"

/* Shapes that no real Hub has, so that none can be made to bring the figures down. */

/* Good until the next call. */
static const char *
name_of (const char *stem, guint i)
{
  static char name[32];
  g_snprintf (name, sizeof name, "%s/%07u", stem, i);
  return name;
}

static guint32
add (GraphFixture *fixture, const char *stem, guint i, gboolean derived, StemmaRelation relation)
{
  StemmaSnapshotModel model = { .derived = derived, .relation = relation };
  return graph_fixture_add (fixture, &model, name_of (stem, i));
}

/* @n models, each made from the one before. */
static StemmaSnapshot *
make_line (guint n)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  for (guint i = 0; i < n; i++)
    {
      guint32 key = add (fixture, "line", i, i > 0, i % 4);
      if (i > 0)
        graph_fixture_edge (fixture, key, name_of ("line", i - 1), i % 4);
    }
  return graph_fixture_seal (fixture);
}

/* @depth layers of @width models, each merged from all of the layer above, under one root. */
static StemmaSnapshot *
make_layers (guint depth, guint width, GRand *random)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  add (fixture, "layer", 0, FALSE, STEMMA_RELATION_FINETUNE);
  for (guint layer = 0; layer < depth; layer++)
    for (guint i = 0; i < width; i++)
      {
        guint32 key = add (fixture, "layer", 1 + layer * width + i, TRUE, STEMMA_RELATION_MERGE);
        for (guint j = 0; j < (layer == 0 ? 1 : width); j++)
          graph_fixture_edge (fixture, key, name_of ("layer", layer == 0 ? 0 : 1 + (layer - 1) * width + j),
                              random != NULL ? (StemmaRelation) g_rand_int_range (random, 0, 4)
                                             : STEMMA_RELATION_MERGE);
      }
  return graph_fixture_seal (fixture);
}

/* @n models, each merged from the @reach before it: paths of all lengths. */
static StemmaSnapshot *
make_ladder (guint n, guint reach, GRand *random)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  for (guint i = 0; i < n; i++)
    {
      guint32 key = add (fixture, "rung", i, i > 0, STEMMA_RELATION_MERGE);
      for (guint back = 1; back <= MIN (i, reach); back++)
        graph_fixture_edge (fixture, key, name_of ("rung", i - back),
                            (StemmaRelation) g_rand_int_range (random, 0, STEMMA_N_RELATIONS));
    }
  return graph_fixture_seal (fixture);
}

static StemmaChains *
chains_of (const StemmaSnapshot *snapshot, StemmaReading reading)
{
  g_autoptr (GError) error = NULL;
  StemmaChains *chains = stemma_chains_new (snapshot, reading, 1, NULL, &error);
  g_assert_no_error (error);
  return chains;
}

static void
test_line (void)
{
  guint n = 200000;
  g_autoptr (StemmaSnapshot) snapshot = make_line (n);
  for (guint reading = 0; reading < 2; reading++)
    {
      g_autoptr (StemmaChains) chains = chains_of (snapshot, (StemmaReading) reading);
      g_assert_cmpuint (chains->count, ==, 1);
      g_assert_cmpuint (chains->longest, ==, n);
      g_assert_cmpuint (chains->lengths[n], ==, 1);
      g_assert_cmpuint (chains->dominant[STEMMA_KIND_FINETUNE], ==, 1);
      g_assert_cmpuint (chains->diversity[3], ==, 1);
      const StemmaChain *top = g_ptr_array_index (chains->top, 0);
      g_assert_cmpuint (top->n_nodes, ==, n);
    }
  StemmaNode middle = graph_fixture_node (snapshot, "line/0100000");
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  g_autoptr (StemmaModelFacts) facts
    = stemma_model_facts_new (walker, stemma_snapshot_find_row (snapshot, "line/0100000"), middle);
  g_assert_cmpuint (facts->ancestors, ==, 100000);
  g_assert_cmpuint (facts->descendants, ==, 99999);
  g_assert_cmpuint (facts->longest_chain, ==, n);
  g_autoptr (StemmaChainIter) iter = stemma_chain_iter_new (snapshot, middle);
  g_autoptr (GPtrArray) page = stemma_chain_iter_next_page (iter, 3);
  g_assert_cmpuint (page->len, ==, 1);
}

static void
test_star (void)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  guint n = 100000;
  add (fixture, "star", 0, FALSE, STEMMA_RELATION_FINETUNE);
  for (guint i = 1; i <= n; i++)
    {
      guint32 key = add (fixture, "star", i, TRUE, i % 4);
      graph_fixture_edge (fixture, key, name_of ("star", 0), i % 4);
    }
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_seal (fixture);
  for (guint reading = 0; reading < 2; reading++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaChains) chains = chains_of (snapshot, (StemmaReading) reading);
      g_assert_cmpuint (chains->lengths[2], ==, n);
      g_assert_cmpuint (chains->dominant[STEMMA_KIND_FINETUNE], ==, n / 2);
      g_autoptr (StemmaClusters) clusters
        = stemma_clusters_new (snapshot, (StemmaReading) reading, chains, NULL, &error);
      g_assert_cmpuint (clusters->largest, ==, n + 1);
      g_assert_cmpuint (clusters->clusters[0].chains, ==, n);
    }
  g_autoptr (StemmaChainIter) iter
    = stemma_chain_iter_new (snapshot, graph_fixture_node (snapshot, "star/0000000"));
  for (guint i = 1; i <= 50; i++)
    {
      g_autoptr (StemmaChain) chain = stemma_chain_iter_next (iter);
      g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, chain->nodes[1]), ==, name_of ("star", i));
    }
}

/* 3 ^ 39 chains, and every figure of them. */
static void
test_layers (void)
{
  g_autoptr (StemmaSnapshot) snapshot = make_layers (39, 3, NULL);
  g_autoptr (StemmaChains) chains = chains_of (snapshot, STEMMA_READING_EXACT);
  guint64 count = 1;
  for (guint i = 0; i < 39; i++)
    count *= 3;
  g_assert_cmpuint (chains->count, ==, count);
  g_assert_cmpuint (chains->lengths[40], ==, count);
  g_assert_cmpuint (chains->dominant[STEMMA_KIND_MERGE], ==, count);
  g_assert_cmpuint (chains->diversity[1], ==, count);
  g_assert_false (chains->saturated);
  g_autoptr (StemmaChainIter) iter
    = stemma_chain_iter_new (snapshot, graph_fixture_node (snapshot, "layer/0000000"));
  g_autoptr (GPtrArray) page = stemma_chain_iter_next_page (iter, 100);
  g_assert_cmpuint (page->len, ==, 100);
  for (guint i = 1; i < page->len; i++)
    {
      const StemmaChain *before = g_ptr_array_index (page, i - 1);
      const StemmaChain *chain = g_ptr_array_index (page, i);
      g_assert_cmpint (stemma_chain_compare_ids (snapshot, before->nodes, chain->nodes, 40), <, 0);
    }
}

/* With kinds at random the sums still come out: all chains have a dominant kind and a diversity. */
static void
test_mixed_layers (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (StemmaSnapshot) snapshot = make_layers (60, 2, random);
  g_autoptr (StemmaChains) chains = chains_of (snapshot, STEMMA_READING_EXACT);
  guint64 dominant = 0;
  guint64 diversity = 0;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    dominant += chains->dominant[k];
  for (guint k = 0; k <= STEMMA_N_KINDS; k++)
    diversity += chains->diversity[k];
  g_assert_cmpuint (chains->count, ==, G_GUINT64_CONSTANT (1) << 60);
  g_assert_cmpuint (dominant, ==, chains->count);
  g_assert_cmpuint (diversity, ==, chains->count);
  g_assert_false (chains->abridged || chains->saturated);
}

static void
test_saturated (void)
{
  g_autoptr (StemmaSnapshot) snapshot = make_layers (300, 8, NULL);
  g_autoptr (StemmaChains) chains = chains_of (snapshot, STEMMA_READING_EXACT);
  g_assert_true (chains->saturated);
  g_assert_cmpuint (chains->count, ==, G_MAXUINT64);
  g_assert_cmpuint (chains->lengths[301], ==, G_MAXUINT64);
  g_assert_cmpuint (chains->roots[0].count, ==, G_MAXUINT64);
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  g_autoptr (StemmaModelFacts) facts
    = stemma_model_facts_new (walker, 0, graph_fixture_node (snapshot, "layer/0001200"));
  g_assert_cmpuint (facts->chains, ==, G_MAXUINT64);
  g_assert_cmpuint (facts->longest_chain, ==, 301);
  g_autoptr (StemmaChains) paper = chains_of (snapshot, STEMMA_READING_PAPER);
  g_assert_true (paper->saturated);
}

/* So tangled that the standings of the kinds cannot all be kept: count and lengths of the longest stand. */
static void
test_abridged (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (StemmaSnapshot) snapshot = make_ladder (3000, 12, random);
  g_autoptr (StemmaChains) chains = chains_of (snapshot, STEMMA_READING_EXACT);
  g_assert_true (chains->abridged);
  g_assert_cmpuint (chains->longest, ==, 3000);
  g_assert_cmpuint (chains->count, ==, G_MAXUINT64);
  for (guint i = 0; i <= chains->longest; i++)
    g_assert_cmpuint (chains->lengths[i], ==, 0);
}

typedef struct
{
  GCancellable *cancellable;
  gint running;
} Delay;

static gpointer
cancel_soon (gpointer data)
{
  Delay *delay = data;
  while (g_atomic_int_get (&delay->running) == 0)
    g_thread_yield ();
  g_usleep (2000);
  g_cancellable_cancel (delay->cancellable);
  return NULL;
}

/* Cancelled in the middle of work that would take far longer than the delay. */
static void
test_cancelled (gconstpointer data)
{
  StemmaReading reading = (StemmaReading) GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (StemmaSnapshot) snapshot = make_ladder (3000, 12, random);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Delay delay = { cancellable, 0 };
  GThread *thread = g_thread_new ("cancel", cancel_soon, &delay);
  g_atomic_int_set (&delay.running, 1);
  g_assert_null (stemma_chains_new (snapshot, reading, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_clear_error (&error);
  g_assert_null (stemma_clusters_new (snapshot, reading, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* So many roots over so long a line that every cluster shares it; each of the line declares itself as well, so that
 * none merely hangs on the one before. */
static StemmaSnapshot *
make_funnel (guint n_roots, guint n_line)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  for (guint i = 0; i < n_roots; i++)
    add (fixture, "root", i, FALSE, STEMMA_RELATION_FINETUNE);
  guint32 merge = add (fixture, "line", 0, TRUE, STEMMA_RELATION_MERGE);
  for (guint i = 0; i < n_roots; i++)
    graph_fixture_edge (fixture, merge, name_of ("root", i), STEMMA_RELATION_MERGE);
  for (guint i = 1; i < n_line; i++)
    {
      guint32 key = add (fixture, "line", i, TRUE, STEMMA_RELATION_FINETUNE);
      graph_fixture_edge (fixture, key, name_of ("line", i - 1), STEMMA_RELATION_FINETUNE);
      graph_fixture_edge (fixture, key, name_of ("line", i), STEMMA_RELATION_FINETUNE);
    }
  return graph_fixture_seal (fixture);
}

static void
test_funnel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaSnapshot) few = make_funnel (50, 300);
  g_autoptr (StemmaClusters) clusters = stemma_clusters_new (few, STEMMA_READING_EXACT, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (clusters->n_clusters, ==, 50);
  g_assert_cmpuint (clusters->members, ==, 50 * 301);
  g_autoptr (StemmaSnapshot) many = make_funnel (20000, 20000);
  g_autoptr (StemmaChains) chains = chains_of (many, STEMMA_READING_EXACT);
  g_assert_cmpuint (chains->count, ==, 20000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Delay delay = { cancellable, 0 };
  GThread *thread = g_thread_new ("cancel", cancel_soon, &delay);
  g_atomic_int_set (&delay.running, 1);
  g_assert_null (stemma_clusters_new (many, STEMMA_READING_EXACT, chains, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tangled/line", test_line);
  g_test_add_func ("/tangled/star", test_star);
  g_test_add_func ("/tangled/layers", test_layers);
  g_test_add_func ("/tangled/mixed-layers", test_mixed_layers);
  g_test_add_func ("/tangled/saturated", test_saturated);
  g_test_add_func ("/tangled/abridged", test_abridged);
  g_test_add_data_func ("/tangled/cancelled/exact", GUINT_TO_POINTER (STEMMA_READING_EXACT), test_cancelled);
  g_test_add_data_func ("/tangled/cancelled/paper", GUINT_TO_POINTER (STEMMA_READING_PAPER), test_cancelled);
  g_test_add_func ("/tangled/funnel", test_funnel);
  return g_test_run ();
}
