#include "lineage/stemma-subgraph.h"

#include <string.h>

#include "lineage/invented.h"
#include "lineage/stemma-lineage.h"

static StemmaSnapshot *
small_family (void)
{
  Invented *invented = invented_new ();
  invented_model (invented, "acme/base", 900);
  invented_model (invented, "acme/tuned", 80);
  invented_edge (invented, "acme/tuned", "acme/base", STEMMA_RELATION_FINETUNE);
  invented_model (invented, "acme/blend", 70);
  invented_edge (invented, "acme/blend", "acme/tuned", STEMMA_RELATION_MERGE);
  invented_edge (invented, "acme/blend", "gone/other", STEMMA_RELATION_MERGE);
  invented_model (invented, "acme/blend-q4", 20);
  invented_edge (invented, "acme/blend-q4", "acme/blend", STEMMA_RELATION_QUANTIZED);
  invented_model (invented, "acme/blend-q8", 30);
  invented_edge (invented, "acme/blend-q8", "acme/blend", STEMMA_RELATION_QUANTIZED);
  invented_edge (invented, "acme/blend-q8", "acme/blend-q8", STEMMA_RELATION_QUANTIZED);
  invented_model (invented, "acme/beside", 5);
  invented_edge (invented, "acme/beside", "acme/base", STEMMA_RELATION_ADAPTER);
  invented_model (invented, "acme/lone", 5);
  return invented_seal (invented);
}

static void
test_subgraph (void)
{
  g_autoptr (StemmaSnapshot) snapshot = small_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/blend");
  g_autoptr (StemmaSubgraph) subgraph = stemma_lineage_subgraph (snapshot, view, NULL);
  static const char *const expected[]
      = { "acme/blend", "acme/blend-q4", "acme/blend-q8", "acme/tuned", "gone/other", "acme/base" };
  g_assert_cmpuint (subgraph->nodes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (g_array_index (subgraph->nodes, StemmaSubgraphNode, i).name, ==, expected[i]);
  g_assert_cmpuint (g_array_index (subgraph->nodes, StemmaSubgraphNode, 4).row, ==, STEMMA_NONE);
  g_assert_cmpuint (subgraph->edges->len, ==, 6);
  guint in_cycle = 0;
  for (guint i = 0; i < subgraph->edges->len; i++)
    in_cycle += (guint) g_array_index (subgraph->edges, StemmaSubgraphEdge, i).in_cycle;
  g_assert_cmpuint (in_cycle, ==, 1);
}

static void
test_subgraph_depth (void)
{
  g_autoptr (StemmaSnapshot) snapshot = small_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/blend");
  g_autoptr (StemmaView) near = stemma_view_with_depth (view, STEMMA_UP, 1);
  g_autoptr (StemmaView) nearer = stemma_view_with_depth (near, STEMMA_DOWN, 0);
  g_autoptr (StemmaSubgraph) subgraph = stemma_lineage_subgraph (snapshot, nearer, NULL);
  g_assert_cmpuint (subgraph->nodes->len, ==, 3);
  g_assert_cmpuint (subgraph->edges->len, ==, 2);
}

static guint
count_edges (const StemmaSubgraph *subgraph, const char *parent, const char *child)
{
  guint n = 0;
  for (guint i = 0; i < subgraph->edges->len; i++)
    {
      const StemmaSubgraphEdge *edge = &g_array_index (subgraph->edges, StemmaSubgraphEdge, i);
      n += g_str_equal (g_array_index (subgraph->nodes, StemmaSubgraphNode, edge->from).name, parent)
           && g_str_equal (g_array_index (subgraph->nodes, StemmaSubgraphNode, edge->to).name, child);
    }
  return n;
}

/* Seen from a parent of a merge the other one is outside: it is counted, and comes in with its edge where the
 * view shows it. */
static void
test_subgraph_other_parents (void)
{
  g_autoptr (StemmaSnapshot) snapshot = small_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/tuned");
  g_autoptr (StemmaSubgraph) alone = stemma_lineage_subgraph (snapshot, view, NULL);
  guint outside = 0;
  for (guint i = 0; i < alone->nodes->len; i++)
    {
      const StemmaSubgraphNode *node = &g_array_index (alone->nodes, StemmaSubgraphNode, i);
      g_assert_cmpuint (node->n_parents_outside, ==, g_str_equal (node->name, "acme/blend") ? 1 : 0);
      outside += node->n_parents_outside;
    }
  g_assert_cmpuint (outside, ==, 1);
  g_assert_cmpuint (count_edges (alone, "acme/tuned", "acme/blend"), ==, 1);
  g_autoptr (StemmaView) picked = stemma_view_with_picked (view, "acme/blend", STEMMA_UP, "gone/other", TRUE);
  g_autoptr (StemmaView) sibling
    = stemma_view_with_picked (picked, "acme/base", STEMMA_DOWN, "acme/beside", TRUE);
  g_autoptr (StemmaSubgraph) both = stemma_lineage_subgraph (snapshot, sibling, NULL);
  g_assert_cmpuint (both->nodes->len, ==, alone->nodes->len + 2);
  g_assert_cmpuint (both->edges->len, ==, alone->edges->len + 2);
  g_assert_cmpuint (count_edges (both, "gone/other", "acme/blend"), ==, 1);
  g_assert_cmpuint (count_edges (both, "acme/base", "acme/beside"), ==, 1);
  for (guint i = 0; i < both->nodes->len; i++)
    g_assert_cmpuint (g_array_index (both->nodes, StemmaSubgraphNode, i).n_parents_outside, ==, 0);
}

/* The subgraph holds who the lineage says is in the family, and each edge between them once. */
static void
test_subgraph_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
      if (graph->n_nodes == 0)
        continue;
      StemmaNode focus = (StemmaNode) g_rand_int_range (rand, 0, (gint32) graph->n_nodes);
      g_autoptr (StemmaView) view = stemma_view_new (stemma_snapshot_get_node_name (snapshot, focus));
      g_autoptr (StemmaSubgraph) subgraph = stemma_lineage_subgraph (snapshot, view, NULL);
      g_autoptr (StemmaLineage) lineage = stemma_lineage_new (snapshot, view, NULL);
      g_autofree guint8 *in = g_new0 (guint8, graph->n_nodes);
      guint n_edges = 0, n_nodes = 0;
      guint32 card, chip;
      for (guint n = 0; n < subgraph->nodes->len; n++)
        in[g_array_index (subgraph->nodes, StemmaSubgraphNode, n).node]++;
      for (StemmaNode v = 0; v < graph->n_nodes; v++)
        {
          g_assert_cmpuint (in[v], ==, stemma_lineage_locate (lineage, v, &card, &chip));
          n_nodes += in[v];
          for (guint32 e = graph->parent_start[v]; e < graph->parent_start[v + 1]; e++)
            n_edges += in[v] && in[graph->parent[e]];
        }
      g_assert_cmpuint (subgraph->nodes->len, ==, n_nodes);
      g_assert_cmpuint (subgraph->edges->len, ==, n_edges);
    }
}

static void
test_tree (void)
{
  g_autoptr (StemmaSnapshot) snapshot = small_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/blend");
  g_autofree char *text = stemma_lineage_tree_text (snapshot, view, 100, NULL);
  g_assert_cmpstr (text, ==,
                   "acme/blend  (2 parents)\n"
                   "comes from 3 models\n"
                   "  M acme/tuned\n"
                   "    F acme/base  (root)\n"
                   "  M gone/other  (not listed)\n"
                   "2 models hang on it\n"
                   "  Q acme/blend-q8  (declares itself)\n"
                   "  Q acme/blend-q4\n");
  g_autoptr (StemmaView) lone = stemma_view_new ("acme/lone");
  g_autofree char *alone = stemma_lineage_tree_text (snapshot, lone, 100, NULL);
  g_assert_nonnull (strstr (alone, "acme/lone"));
}

static guint
count_lines (const char *text)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* Whatever is left out is counted: listed models and "more" add up to the family. */
static void
test_tree_adds_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
      if (graph->n_nodes == 0)
        continue;
      g_autoptr (StemmaView) view = stemma_view_new (stemma_snapshot_get_node_name (snapshot, 0));
      g_autoptr (StemmaSubgraph) subgraph = stemma_lineage_subgraph (snapshot, view, NULL);
      g_autofree char *text = stemma_lineage_tree_text (snapshot, view, 20, NULL);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      guint64 total = 1;
      for (guint n = 1; lines[n] != NULL; n++)
        {
          const char *line = g_strchug (lines[n]);
          if (g_str_has_prefix (line, "… "))
            total += g_ascii_strtoull (line + strlen ("… "), NULL, 10);
          else if (line[0] != '\0' && line[1] == ' ' && !g_ascii_isdigit (line[0]))
            total++;
        }
      g_assert_cmpuint (total, ==, subgraph->nodes->len);
      g_assert_cmpuint (count_lines (text), <=, 24);
    }
}

static void
test_tree_is_bounded (void)
{
  g_autoptr (StemmaSnapshot) star = invented_star (20000, 50);
  g_autoptr (StemmaView) view = stemma_view_new ("acme/root");
  g_autofree char *text = stemma_lineage_tree_text (star, view, 100, NULL);
  g_assert_cmpuint (count_lines (text), <=, 110);
  g_autoptr (StemmaSnapshot) deep = invented_deep (20000);
  g_autoptr (StemmaView) bottom = stemma_view_new ("deep/n19999");
  g_autofree char *chain = stemma_lineage_tree_text (deep, bottom, 100, NULL);
  g_assert_cmpuint (count_lines (chain), <=, 110);
}

static void
test_tree_steers_no_terminal (void)
{
  Invented *invented = invented_new ();
  invented_model (invented, "acme/child", 1);
  invented_edge (invented, "acme/child", "evil/\x1b[31m\nx\xE2\x80\xAEy", STEMMA_RELATION_FINETUNE);
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaView) view = stemma_view_new ("acme/child");
  g_autofree char *text = stemma_lineage_tree_text (snapshot, view, 100, NULL);
  g_assert_null (strchr (text, '\x1b'));
  g_assert_null (strstr (text, "\xE2\x80\xAE"));
  g_assert_cmpuint (count_lines (text), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subgraph/small", test_subgraph);
  g_test_add_func ("/subgraph/depth", test_subgraph_depth);
  g_test_add_func ("/subgraph/other-parents", test_subgraph_other_parents);
  g_test_add_func ("/subgraph/random", test_subgraph_random);
  g_test_add_func ("/subgraph/tree", test_tree);
  g_test_add_func ("/subgraph/tree-adds-up", test_tree_adds_up);
  g_test_add_func ("/subgraph/tree-is-bounded", test_tree_is_bounded);
  g_test_add_func ("/subgraph/tree-steers-no-terminal", test_tree_steers_no_terminal);
  return g_test_run ();
}
