#include <string.h>

#include "analysis/graph-fixture.h"
#include "analysis/naive-graph.h"
#include "analysis/stemma-degrees.h"
#include "analysis/stemma-model-facts.h"
#include "analysis/stemma-tasks.h"

static gboolean
lies_on (const GArray *chain, guint model)
{
  for (guint i = 0; i < chain->len; i++)
    if (g_array_index (chain, guint, i) == model)
      return TRUE;
  return FALSE;
}

static void
compare_chains (const StemmaModelFacts *facts, const GPtrArray *chains, guint model)
{
  guint n = 0;
  guint longest = 0;
  for (guint i = 0; i < chains->len; i++)
    {
      const GArray *chain = g_ptr_array_index (chains, i);
      if (!lies_on (chain, model))
        continue;
      n++;
      longest = MAX (longest, chain->len);
    }
  g_assert_cmpuint (facts->chains, ==, n);
  g_assert_cmpuint (facts->longest_chain, ==, longest);
}

static void
compare_relatives (const StemmaModelFacts *facts, const NaiveGraph *graph, guint model)
{
  StemmaModelFacts expected = { 0 };
  for (guint other = 0; other < graph->n; other++)
    {
      if (other == model)
        continue;
      if (graph->edge[model][other])
        expected.children[graph->edge_relation[model][other]]++;
      if (graph->reach[model][other])
        {
          expected.descendants++;
          expected.descendants_by_relation[graph->relation[other]]++;
          expected.descendant_downloads += graph->downloads[other];
        }
      if (graph->reach[other][model])
        {
          expected.ancestors++;
          expected.ghost_ancestors += other >= graph->n_models;
        }
    }
  g_assert_cmpuint (facts->descendants, ==, expected.descendants);
  g_assert_cmpuint (facts->descendant_downloads, ==, expected.descendant_downloads);
  g_assert_cmpuint (facts->ancestors, ==, expected.ancestors);
  g_assert_cmpuint (facts->ghost_ancestors, ==, expected.ghost_ancestors);
  g_assert_cmpmem (facts->children, sizeof facts->children, expected.children, sizeof expected.children);
  g_assert_cmpmem (facts->descendants_by_relation, sizeof facts->descendants_by_relation,
                   expected.descendants_by_relation, sizeof expected.descendants_by_relation);
}

static void
compare_roots (const StemmaModelFacts *facts,
               const StemmaSnapshot *snapshot,
               const NaiveGraph *graph,
               guint model)
{
  guint n = 0;
  for (guint root = 0; root < graph->n_models; root++)
    if (naive_is_root (graph, root) && (root == model || graph->reach[root][model]))
      {
        gboolean there = FALSE;
        for (guint32 i = 0; i < facts->n_roots; i++)
          there
            |= strcmp (stemma_snapshot_get_node_name (snapshot, facts->roots[i]), graph->names[root]) == 0;
        g_assert_true (there);
        n++;
      }
  g_assert_cmpuint (facts->n_roots, ==, n);
  for (guint32 i = 1; i < facts->n_roots; i++)
    g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, facts->roots[i - 1]), <,
                     stemma_snapshot_get_node_name (snapshot, facts->roots[i]));
}

/* Parents in the order of declaration, each once. */
static void
compare_parents (const StemmaModelFacts *facts,
                 const StemmaSnapshot *snapshot,
                 const NaiveGraph *graph,
                 guint model)
{
  guint32 n = 0;
  for (guint i = 0; i < graph->n_parents[model]; i++)
    {
      guint parent = graph->parents[model][i];
      gboolean repeated = FALSE;
      for (guint j = 0; j < i; j++)
        repeated |= graph->parents[model][j] == parent;
      if (repeated)
        continue;
      g_assert_cmpuint (n, <, facts->n_parents);
      const StemmaParentFact *fact = &facts->parents[n++];
      g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, fact->node), ==, graph->names[parent]);
      g_assert_cmpstr (stemma_snapshot_get_name (snapshot, fact->declared), ==, graph->names[parent]);
      g_assert_cmpuint (fact->relation, ==, graph->parent_relations[model][i]);
      g_assert_cmpuint (fact->source, ==, STEMMA_EDGE_SOURCE_FILE);
      g_assert_cmpint (fact->ghost, ==, parent >= graph->n_models);
      g_assert_cmpint (fact->self, ==, parent == model);
      g_assert_cmpint (fact->in_cycle, ==, parent != model && graph->reach[model][parent]);
    }
  g_assert_cmpuint (facts->n_parents, ==, n);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2718);
  for (guint round = 0; round < 1200; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      g_autoptr (GPtrArray) chains = naive_chains (graph, STEMMA_READING_EXACT);
      g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
      for (guint model = 0; model < graph->n; model++)
        {
          StemmaRow row = stemma_snapshot_find_row (snapshot, graph->names[model]);
          StemmaNode node = stemma_snapshot_find_node (snapshot, graph->names[model]);
          if (row == STEMMA_NONE && node == STEMMA_NONE)
            continue;
          g_autoptr (StemmaModelFacts) facts = stemma_model_facts_new (walker, row, node);
          compare_chains (facts, chains, model);
          compare_relatives (facts, graph, model);
          compare_roots (facts, snapshot, graph, model);
          compare_parents (facts, snapshot, graph, model);
        }
    }
}

static void
assert_degrees (const StemmaSnapshot *snapshot, const GArray *degrees, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < degrees->len; i++)
    {
      const StemmaDegree *degree = &g_array_index (degrees, StemmaDegree, i);
      g_string_append_printf (text, "%s%s:%u", i > 0 ? " " : "",
                              stemma_snapshot_get_node_name (snapshot, degree->node), degree->degree);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_degrees (void)
{
  g_autoptr (StemmaSnapshot) snapshot
    = graph_fixture_snapshot ("b a m<m:a,b,lost,lost z<z,a y<q:a alone lone<lost l2<lost l3<lost l4<lost");
  g_autoptr (GArray) in = stemma_degrees_in (snapshot, 3);
  g_autoptr (GArray) out = stemma_degrees_out (snapshot, 9);
  g_autoptr (GArray) none = stemma_degrees_out (snapshot, 0);
  assert_degrees (snapshot, in, "m:3 z:2 l2:1");
  assert_degrees (snapshot, out, "a:3 b:1 z:1");
  assert_degrees (snapshot, none, "");
}

static void
test_tasks (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (
    "r@text-generation a@text-generation<a:r f@fill-mask<r m@text-to-image<m:r,f m2<m:r,f q@robotics<q:r "
    "o@no-such-task<o:r v@image-text-to-text<q:lost w@voice-activity-detection<r t@tabular-regression<r");
  StemmaTasks tasks = stemma_tasks (snapshot);
  const StemmaTaskRow *fine = &tasks.rows[STEMMA_KIND_FINETUNE];
  g_assert_cmpuint (fine->fields[STEMMA_FIELD_NLP], ==, 2);
  g_assert_cmpuint (fine->fields[STEMMA_FIELD_AUDIO], ==, 1);
  g_assert_cmpuint (fine->fields[STEMMA_FIELD_TABULAR], ==, 1);
  g_assert_cmpuint (fine->total, ==, 4);
  g_assert_cmpuint (fine->unknown, ==, 0);
  g_assert_cmpuint (tasks.rows[STEMMA_KIND_MERGE].fields[STEMMA_FIELD_CV], ==, 1);
  g_assert_cmpuint (tasks.rows[STEMMA_KIND_MERGE].total, ==, 1);
  g_assert_cmpuint (tasks.rows[STEMMA_KIND_MERGE].unknown, ==, 1);
  g_assert_cmpuint (tasks.rows[STEMMA_KIND_QUANTIZED].fields[STEMMA_FIELD_RL], ==, 1);
  g_assert_cmpuint (tasks.rows[STEMMA_KIND_QUANTIZED].fields[STEMMA_FIELD_MULTIMODAL], ==, 1);
  g_assert_cmpuint (tasks.rows[STEMMA_KIND_OTHER].fields[STEMMA_FIELD_OTHER], ==, 1);
}

/* The table is searched by halving, so every task has to be found where it stands. */
static void
test_fields (void)
{
  g_assert_cmpuint (stemma_field_of_task ("any-to-any"), ==, STEMMA_FIELD_MULTIMODAL);
  g_assert_cmpuint (stemma_field_of_task ("audio-classification"), ==, STEMMA_FIELD_AUDIO);
  g_assert_cmpuint (stemma_field_of_task ("depth-estimation"), ==, STEMMA_FIELD_CV);
  g_assert_cmpuint (stemma_field_of_task ("image-to-text"), ==, STEMMA_FIELD_CV);
  g_assert_cmpuint (stemma_field_of_task ("reinforcement-learning"), ==, STEMMA_FIELD_RL);
  g_assert_cmpuint (stemma_field_of_task ("tabular-classification"), ==, STEMMA_FIELD_TABULAR);
  g_assert_cmpuint (stemma_field_of_task ("text2text-generation"), ==, STEMMA_FIELD_NLP);
  g_assert_cmpuint (stemma_field_of_task ("text-to-speech"), ==, STEMMA_FIELD_AUDIO);
  g_assert_cmpuint (stemma_field_of_task ("time-series-forecasting"), ==, STEMMA_FIELD_TABULAR);
  g_assert_cmpuint (stemma_field_of_task ("zero-shot-object-detection"), ==, STEMMA_FIELD_CV);
  g_assert_cmpuint (stemma_field_of_task ("graph-ml"), ==, STEMMA_FIELD_OTHER);
  g_assert_cmpuint (stemma_field_of_task ("weaving"), ==, STEMMA_FIELD_OTHER);
  g_assert_cmpstr (stemma_field_word (STEMMA_FIELD_MULTIMODAL), ==, "multimodal");
}

static void
test_words (void)
{
  StemmaReading reading = STEMMA_READING_EXACT;
  g_assert_true (stemma_reading_parse ("paper", &reading));
  g_assert_cmpuint (reading, ==, STEMMA_READING_PAPER);
  g_assert_cmpstr (stemma_reading_word (reading), ==, "paper");
  g_assert_false (stemma_reading_parse ("papers", &reading));
  g_assert_false (stemma_reading_parse (NULL, &reading));
  g_assert_true (stemma_reading_parse ("exact", &reading));
  g_assert_cmpuint (reading, ==, STEMMA_READING_EXACT);
  g_assert_cmpstr (stemma_kind_word (STEMMA_KIND_QUANTIZED), ==, "quantized");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/random", test_random);
  g_test_add_func ("/facts/degrees", test_degrees);
  g_test_add_func ("/facts/tasks", test_tasks);
  g_test_add_func ("/facts/fields", test_fields);
  g_test_add_func ("/facts/words", test_words);
  return g_test_run ();
}
