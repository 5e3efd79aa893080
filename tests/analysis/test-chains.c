#include <string.h>

#include "analysis/graph-fixture.h"
#include "analysis/naive-graph.h"
#include "analysis/stemma-chain-iter.h"
#include "analysis/stemma-chains.h"

#define ROUNDS 3000

static StemmaChains *
chains_of (const StemmaSnapshot *snapshot, StemmaReading reading, guint n_top)
{
  g_autoptr (GError) error = NULL;
  StemmaChains *chains = stemma_chains_new (snapshot, reading, n_top, NULL, &error);
  g_assert_no_error (error);
  return chains;
}

/* The longest chain of a root, the first of them by ids; NULL if it has none. */
static const GArray *
naive_longest (const NaiveGraph *graph, const GPtrArray *all, guint root)
{
  const GArray *best = NULL;
  for (guint i = 0; i < all->len; i++)
    {
      const GArray *chain = g_ptr_array_index (all, i);
      if (g_array_index (chain, guint, 0) == root
          && (best == NULL || naive_compare_chains (graph, chain, best) < 0))
        best = chain;
    }
  return best;
}

static void
assert_same_chain (const StemmaSnapshot *snapshot,
                   const NaiveGraph *graph,
                   const StemmaChain *chain,
                   const GArray *expected)
{
  guint kinds[STEMMA_N_KINDS] = { 0 };
  g_assert_cmpuint (chain->n_nodes, ==, expected->len);
  for (guint i = 0; i < chain->n_nodes; i++)
    {
      guint model = g_array_index (expected, guint, i);
      g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, chain->nodes[i]), ==, graph->names[model]);
      if (i > 0)
        kinds[stemma_kind_of (graph->edge_relation[g_array_index (expected, guint, i - 1)][model])]++;
    }
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    g_assert_cmpuint (chain->kinds[k], ==, kinds[k]);
}

static void
compare_figures (const StemmaChains *chains,
                 const NaiveGraph *graph,
                 const GPtrArray *all,
                 StemmaReading reading)
{
  guint64 lengths[NAIVE_MAX + 1] = { 0 };
  guint64 dominant[STEMMA_N_KINDS] = { 0 };
  guint64 diversity[STEMMA_N_KINDS + 1] = { 0 };
  guint longest = 0;
  guint longer_than_2 = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const GArray *chain = g_ptr_array_index (all, i);
      lengths[chain->len]++;
      dominant[naive_dominant (graph, chain, reading)]++;
      diversity[naive_diversity (graph, chain, reading)]++;
      longest = MAX (longest, chain->len);
      longer_than_2 += chain->len > 2;
    }
  g_assert_cmpuint (chains->count, ==, all->len);
  g_assert_cmpuint (chains->longest, ==, longest);
  g_assert_cmpuint (chains->longer_than_2, ==, longer_than_2);
  g_assert_false (chains->saturated || chains->abridged);
  g_assert_cmpmem (chains->lengths, (longest + 1) * sizeof (guint64), lengths,
                   (longest + 1) * sizeof (guint64));
  g_assert_cmpmem (chains->dominant, sizeof chains->dominant, dominant, sizeof dominant);
  g_assert_cmpmem (chains->diversity, sizeof chains->diversity, diversity, sizeof diversity);
}

static void
compare_roots (const StemmaSnapshot *snapshot,
               const StemmaChains *chains,
               const NaiveGraph *graph,
               const GPtrArray *all)
{
  guint n_roots = 0;
  for (guint root = 0; root < graph->n_models; root++)
    {
      if (!naive_is_root (graph, root))
        continue;
      const GArray *longest = naive_longest (graph, all, root);
      const StemmaChainsRoot *figures
        = stemma_chains_find_root (chains, graph_fixture_node (snapshot, graph->names[root]));
      guint count = 0;
      for (guint i = 0; i < all->len; i++)
        count += g_array_index ((const GArray *) g_ptr_array_index (all, i), guint, 0) == root;
      g_assert_nonnull (figures);
      g_assert_cmpuint (figures->count, ==, count);
      g_assert_cmpuint (figures->longest, ==, longest != NULL ? longest->len : 0);
      n_roots++;
    }
  g_assert_cmpuint (chains->n_roots, ==, n_roots);
}

static int
compare_by_root (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const NaiveGraph *graph = user_data;
  const GArray *x = *(GArray *const *) a;
  const GArray *y = *(GArray *const *) b;
  if (x->len != y->len)
    return x->len > y->len ? -1 : 1;
  return strcmp (graph->names[g_array_index (x, guint, 0)], graph->names[g_array_index (y, guint, 0)]);
}

static void
compare_top (const StemmaSnapshot *snapshot,
             const StemmaChains *chains,
             const NaiveGraph *graph,
             const GPtrArray *all,
             guint n_top)
{
  g_autoptr (GPtrArray) top = g_ptr_array_new ();
  for (guint root = 0; root < graph->n_models; root++)
    {
      const GArray *longest = naive_longest (graph, all, root);
      if (longest != NULL)
        g_ptr_array_add (top, (gpointer) longest);
    }
  g_ptr_array_sort_with_data (top, compare_by_root, (gpointer) graph);
  g_assert_cmpuint (chains->top->len, ==, MIN (top->len, n_top));
  for (guint i = 0; i < chains->top->len; i++)
    assert_same_chain (snapshot, graph, g_ptr_array_index (chains->top, i), g_ptr_array_index (top, i));
}

static void
test_random (gconstpointer data)
{
  StemmaReading reading = (StemmaReading) GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  guint64 all_chains = 0;
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      g_autoptr (GPtrArray) all = naive_chains (graph, reading);
      guint n_top = round % 5;
      g_autoptr (StemmaChains) chains = chains_of (snapshot, reading, n_top);
      compare_figures (chains, graph, all, reading);
      compare_roots (snapshot, chains, graph, all);
      compare_top (snapshot, chains, graph, all, n_top);
      all_chains += all->len;
    }
  g_assert_cmpuint (all_chains, >, 4 * ROUNDS); /* the graphs are worth the trouble */
}

static int
compare_naive (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return naive_compare_chains (user_data, *(GArray *const *) a, *(GArray *const *) b);
}

static gboolean
has_model (const GArray *chain, guint model)
{
  for (guint i = 0; i < chain->len; i++)
    if (g_array_index (chain, guint, i) == model)
      return TRUE;
  return FALSE;
}

static void
test_listed (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1217);
  for (guint round = 0; round < 600; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      g_autoptr (GPtrArray) all = naive_chains (graph, STEMMA_READING_EXACT);
      g_ptr_array_sort_with_data (all, compare_naive, graph);
      for (guint model = 0; model < graph->n; model++)
        {
          StemmaNode node = stemma_snapshot_find_node (snapshot, graph->names[model]);
          if (node == STEMMA_NONE)
            continue;
          g_autoptr (StemmaChainIter) iter = stemma_chain_iter_new (snapshot, node);
          for (guint i = 0; i < all->len; i++)
            {
              if (!has_model (g_ptr_array_index (all, i), model))
                continue;
              g_autoptr (StemmaChain) chain = stemma_chain_iter_next (iter);
              g_assert_nonnull (chain);
              assert_same_chain (snapshot, graph, chain, g_ptr_array_index (all, i));
            }
          g_assert_null (stemma_chain_iter_next (iter));
          g_assert_null (stemma_chain_iter_next (iter));
        }
    }
}

static void
test_pages (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot ("r d<q:r b<r c<b a<r e<m:a,c");
  g_autoptr (StemmaChainIter) iter = stemma_chain_iter_new (snapshot, graph_fixture_node (snapshot, "r"));
  g_autoptr (GPtrArray) first = stemma_chain_iter_next_page (iter, 2);
  g_autoptr (GPtrArray) rest = stemma_chain_iter_next_page (iter, 2);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpuint (rest->len, ==, 1);
  const StemmaChain *longest = g_ptr_array_index (first, 0);
  g_assert_cmpuint (longest->n_nodes, ==, 4);
  g_assert_cmpuint (longest->kinds[STEMMA_KIND_FINETUNE], ==, 2);
  g_assert_cmpuint (longest->kinds[STEMMA_KIND_MERGE], ==, 1);
  g_assert_cmpuint (((const StemmaChain *) g_ptr_array_index (rest, 0))->kinds[STEMMA_KIND_QUANTIZED], ==, 1);
}

/* The tie of one merge and one quantization goes to what the root meets first. */
static void
test_ties (void)
{
  g_autoptr (StemmaSnapshot) snapshot
    = graph_fixture_snapshot ("r m<m:r mq<q:m q<q:r qm<m:q s t<q:s u<m:t v<m:u w<q:v");
  for (guint reading = 0; reading < 2; reading++)
    {
      g_autoptr (StemmaChains) chains = chains_of (snapshot, (StemmaReading) reading, 1);
      g_assert_cmpuint (chains->count, ==, 3);
      g_assert_cmpuint (chains->dominant[STEMMA_KIND_MERGE], ==, 1);
      g_assert_cmpuint (chains->dominant[STEMMA_KIND_QUANTIZED], ==, 2);
      g_assert_cmpuint (chains->diversity[2], ==, 3);
    }
}

/* The study's walk loses paths that the exact count has, and keeps repeated ones. */
static void
test_readings_differ (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot ("r a<r b<a c<m:r,b d<c x<x,m:a y<x");
  g_autoptr (StemmaChains) exact = chains_of (snapshot, STEMMA_READING_EXACT, 0);
  g_autoptr (StemmaChains) paper = chains_of (snapshot, STEMMA_READING_PAPER, 0);
  g_assert_cmpuint (exact->count, ==, 3); /* r c d, r a b c d, r a x y */
  g_assert_cmpuint (exact->longest, ==, 5);
  g_assert_cmpuint (paper->count, ==, 2); /* r c d, r a x: c was visited, and x lost its children */
  g_assert_cmpuint (paper->longest, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/chains/exact", GUINT_TO_POINTER (STEMMA_READING_EXACT), test_random);
  g_test_add_data_func ("/chains/paper", GUINT_TO_POINTER (STEMMA_READING_PAPER), test_random);
  g_test_add_func ("/chains/listed", test_listed);
  g_test_add_func ("/chains/pages", test_pages);
  g_test_add_func ("/chains/ties", test_ties);
  g_test_add_func ("/chains/readings-differ", test_readings_differ);
  return g_test_run ();
}
