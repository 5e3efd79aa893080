#include "analysis/graph-fixture.h"
#include "snapshot/stemma-traverse.h"

static char *
names_of (const StemmaSnapshot *snapshot, const StemmaNode *nodes, guint n)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            stemma_snapshot_get_node_name (snapshot, nodes[i]));
  return g_string_free (text, FALSE);
}

static void
assert_walk (StemmaWalker *walker,
             const StemmaSnapshot *snapshot,
             const char *start,
             StemmaWalk direction,
             guint32 max_depth,
             const char *expected)
{
  guint32 n = stemma_walker_walk (walker, graph_fixture_node (snapshot, start), direction, max_depth);
  g_autofree char *names = names_of (snapshot, stemma_walker_get_nodes (walker), n);
  g_assert_cmpstr (names, ==, expected);
}

static const char family[]
  = "a b<q:a c<f:a d<m:b,c e<d ring1<ring2,m:e ring2<ring1 x<x,m:ghost y<m:x,e loose z<m:loose";

static void
test_walks (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (family);
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  assert_walk (walker, snapshot, "a", STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED, "c b d e ring1 y ring2");
  assert_walk (walker, snapshot, "a", STEMMA_WALK_DOWN, 2, "c b d");
  assert_walk (walker, snapshot, "a", STEMMA_WALK_DOWN, 0, "");
  assert_walk (walker, snapshot, "y", STEMMA_WALK_UP, STEMMA_WALK_UNBOUNDED, "x e ghost d b c a");
  assert_walk (walker, snapshot, "y", STEMMA_WALK_UP, 1, "x e");
  g_assert_cmpuint (stemma_walker_get_depth (walker, graph_fixture_node (snapshot, "e")), ==, 1);
  g_assert_cmpuint (stemma_walker_get_depth (walker, graph_fixture_node (snapshot, "y")), ==, 0);
  g_assert_cmpuint (stemma_walker_get_depth (walker, graph_fixture_node (snapshot, "a")), ==, STEMMA_NONE);
  assert_walk (walker, snapshot, "ring2", STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED, "ring1");
  StemmaNode starts[] = { graph_fixture_node (snapshot, "loose"), graph_fixture_node (snapshot, "x"),
                          graph_fixture_node (snapshot, "loose") };
  g_assert_cmpuint (stemma_walker_walk_all (walker, starts, 3, STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED), ==,
                    2);
}

static void
test_paths (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (family);
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  g_autoptr (GArray) path = stemma_walker_path_to_root (walker, graph_fixture_node (snapshot, "ring2"));
  g_autofree char *names = names_of (snapshot, (StemmaNode *) (gpointer) path->data, path->len);
  g_assert_cmpstr (names, ==, "a b d e ring1 ring2");
  g_assert_null (stemma_walker_path_to_root (walker, graph_fixture_node (snapshot, "x")));
  g_autoptr (GArray) own = stemma_walker_path_to_root (walker, graph_fixture_node (snapshot, "a"));
  g_assert_cmpuint (own->len, ==, 1);
}

static void
test_between (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (family);
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  g_autoptr (GArray) nodes
    = stemma_walker_between (walker, graph_fixture_node (snapshot, "a"), graph_fixture_node (snapshot, "d"));
  g_assert_cmpuint (nodes->len, ==, 4);
  g_assert_cmpuint (g_array_index (nodes, StemmaNode, 0), ==, graph_fixture_node (snapshot, "a"));
  g_assert_cmpuint (g_array_index (nodes, StemmaNode, 3), ==, graph_fixture_node (snapshot, "d"));
  g_autoptr (GArray) nothing
    = stemma_walker_between (walker, graph_fixture_node (snapshot, "d"), graph_fixture_node (snapshot, "a"));
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* Far more steps than the machine's stack could take. */
static void
test_long_line (void)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  guint n = 200000;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("line/%u", i);
      g_autofree char *parent = g_strdup_printf ("line/%u", i - 1);
      StemmaSnapshotModel model = { .derived = i > 0 };
      guint32 key = graph_fixture_add (fixture, &model, name);
      if (i > 0)
        graph_fixture_edge (fixture, key, parent, STEMMA_RELATION_FINETUNE);
    }
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_seal (fixture);
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  g_autoptr (GArray) path = stemma_walker_path_to_root (walker, graph_fixture_node (snapshot, "line/199999"));
  g_assert_cmpuint (path->len, ==, n);
  g_assert_cmpuint (
    stemma_walker_walk (walker, g_array_index (path, StemmaNode, 0), STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED),
    ==, n - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/traverse/walks", test_walks);
  g_test_add_func ("/traverse/paths", test_paths);
  g_test_add_func ("/traverse/between", test_between);
  g_test_add_func ("/traverse/long-line", test_long_line);
  return g_test_run ();
}
