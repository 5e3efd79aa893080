#include <string.h>

#include "analysis/graph-fixture.h"
#include "base/stemma-error.h"

/* The children of a node as one line: "relation:name", those of dropped edges in brackets. */
static char *
children_text (const StemmaSnapshot *snapshot, const char *name)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  StemmaNode node = graph_fixture_node (snapshot, name);
  GString *text = g_string_new (NULL);
  for (guint32 i = graph->child_start[node]; i < graph->child_start[node + 1]; i++)
    {
      guint8 kind = graph->child_kind[i];
      g_string_append_printf (text, kind & STEMMA_EDGE_DROPPED ? "%s(%c:%s)" : "%s%c:%s",
                              text->len > 0 ? " " : "", stemma_relation_letter (STEMMA_EDGE_RELATION (kind)),
                              stemma_snapshot_get_node_name (snapshot, graph->child[i]));
    }
  return g_string_free (text, FALSE);
}

static void
assert_children (const StemmaSnapshot *snapshot, const char *name, const char *expected)
{
  g_autofree char *text = children_text (snapshot, name);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_edges (void)
{
  g_autoptr (StemmaSnapshot) snapshot
    = graph_fixture_snapshot ("o/base o/q<q:o/base o/f2<o/base,o/base,q:o/base o/ring1<o/ring2,f:o/base "
                              "o/ring2<a:o/ring1 o/self<o/self,lost "
                              "o/alone o/mix<m:lost,o/f2,gone/too");
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  g_assert_cmpuint (graph->n_nodes, ==, 9);
  g_assert_cmpuint (graph->n_ghosts, ==, 2);
  g_assert_cmpuint (graph->n_edges, ==, 10);
  assert_children (snapshot, "o/base", "F:o/f2 F:o/ring1 Q:o/q");
  assert_children (snapshot, "o/ring1", "(A:o/ring2)");
  assert_children (snapshot, "o/ring2", "(F:o/ring1)");
  assert_children (snapshot, "o/self", "(F:o/self)");
  assert_children (snapshot, "lost", "F:o/self M:o/mix");
  assert_children (snapshot, "o/f2", "M:o/mix");
  g_assert_cmpuint (stemma_snapshot_find_node (snapshot, "o/alone"), ==, STEMMA_NONE);
  g_assert_cmpuint (stemma_snapshot_find_row (snapshot, "o/alone"), !=, STEMMA_NONE);
  g_assert_cmpuint (stemma_snapshot_find_row (snapshot, "lost"), ==, STEMMA_NONE);
  g_assert_cmpuint (stemma_snapshot_find_node (snapshot, "o/nobody"), ==, STEMMA_NONE);
}

static void
test_flags (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (
    "o/base o/f<o/base o/ring1<o/ring2 o/ring2<a:o/ring1 o/self<o/self o/odd<q:lost");
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  struct
  {
    const char *name;
    guint flags;
  } const expected[] = {
    { "o/base", STEMMA_NODE_BASE | STEMMA_NODE_ROOT },
    { "o/f", STEMMA_NODE_DERIVED },
    { "o/ring1", STEMMA_NODE_DERIVED | STEMMA_NODE_BASE | STEMMA_NODE_IN_CYCLE },
    { "o/self", STEMMA_NODE_DERIVED | STEMMA_NODE_BASE | STEMMA_NODE_SELF_LOOP },
    { "o/odd", STEMMA_NODE_DERIVED },
    { "lost", STEMMA_NODE_GHOST },
  };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (graph->flags[graph_fixture_node (snapshot, expected[i].name)], ==, expected[i].flags);
  g_assert_cmpuint (graph->relation[graph_fixture_node (snapshot, "o/odd")], ==, STEMMA_RELATION_QUANTIZED);
}

/* Whom a declared name means: the key that is given, else the holder of the name, else nobody. */
static void
test_whom_a_name_means (void)
{
  g_autoptr (StemmaNames) names = stemma_names_new ();
  guint32 old = stemma_names_append (names, "o/old");
  guint32 new = stemma_names_append (names, "o/new");
  guint32 child = stemma_names_append (names, "o/child");
  guint32 other = stemma_names_append (names, "o/other");
  g_autoptr (StemmaSnapshotBuilder) builder = stemma_snapshot_builder_new (names, 0, NULL);
  StemmaSnapshotModel renamed = { .key = 3, .name = new };
  StemmaSnapshotModel first = { .key = 7, .name = child, .derived = TRUE };
  StemmaSnapshotModel taken_over = { .key = 9, .name = old };
  StemmaSnapshotModel second = { .key = 12, .name = other, .derived = TRUE };
  stemma_snapshot_builder_add_model (builder, &renamed);
  stemma_snapshot_builder_add_model (builder, &first);
  stemma_snapshot_builder_add_model (builder, &taken_over);
  stemma_snapshot_builder_add_model (builder, &second);
  stemma_snapshot_builder_add_edge (builder, 7, old, 3, STEMMA_RELATION_MERGE, STEMMA_EDGE_SOURCE_TAG);
  stemma_snapshot_builder_add_edge (builder, 7, new, STEMMA_NONE, STEMMA_RELATION_MERGE,
                                    STEMMA_EDGE_SOURCE_TAG);
  stemma_snapshot_builder_add_edge (builder, 7, old, STEMMA_NONE, STEMMA_RELATION_MERGE,
                                    STEMMA_EDGE_SOURCE_TAG);
  stemma_snapshot_builder_add_edge (builder, 12, old, 5, STEMMA_RELATION_MERGE, STEMMA_EDGE_SOURCE_CARD);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaSnapshot) snapshot = stemma_snapshot_builder_seal (builder, NULL, &error);
  g_assert_no_error (error);
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  StemmaNode node = graph_fixture_node (snapshot, "o/child");
  g_assert_cmpuint (graph->parent_start[node + 1] - graph->parent_start[node], ==, 2);
  guint32 at = graph->parent_start[node];
  g_assert_cmpuint (graph->parent[at], ==, graph_fixture_node (snapshot, "o/new"));
  g_assert_cmpuint (stemma_snapshot_get_declared (snapshot, at), ==, old);
  g_assert_cmpuint (graph->parent[at + 1], ==, graph_fixture_node (snapshot, "o/old"));
  node = graph_fixture_node (snapshot, "o/other");
  StemmaNode ghost = graph->parent[graph->parent_start[node]];
  g_assert_cmpuint (graph->flags[ghost], ==, STEMMA_NODE_GHOST);
  g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, ghost), ==, "o/old");
  g_assert_cmpuint (graph->parent_source[graph->parent_start[node]], ==, STEMMA_EDGE_SOURCE_CARD);
  g_assert_cmpuint (stemma_snapshot_find_key (snapshot, 9), ==, 2);
  g_assert_cmpuint (stemma_snapshot_find_key (snapshot, 10), ==, STEMMA_NONE);
}

static const char *
word_of (const StemmaSnapshot *snapshot, StemmaWordKind kind, const StemmaPacked *codes, StemmaRow row)
{
  return stemma_snapshot_get_word (snapshot, kind, (guint32) stemma_packed_get (codes, row));
}

static void
test_columns (void)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  StemmaSnapshotModel plain
    = { .downloads = 7, .likes = G_MAXUINT64, .created = -5, .modified = 20000 * 86400 + 5, .sha = 9,
        .known = STEMMA_KNOWN_SHA, .task = "fill-mask" };
  StemmaSnapshotModel bare = { .licence = "mit", .library = "gguf", .flags = STEMMA_FLAG_GGUF };
  graph_fixture_add (fixture, &plain, "own/er");
  graph_fixture_add (fixture, &bare, "legacy");
  graph_fixture_add (fixture, &plain, "own-er/x");
  graph_fixture_add (fixture, &plain, "own/a");
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_seal (fixture);
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  g_assert_cmpuint (stemma_packed_get (&columns->likes, 0), ==, G_MAXUINT32);
  g_assert_cmpuint (stemma_packed_get (&columns->created, 0), ==, 0);
  g_assert_cmpuint (stemma_packed_get (&columns->modified, 0), ==, 20000);
  g_assert_cmpuint (stemma_packed_get (&columns->downloads, 0), ==, 7);
  g_assert_cmpuint (stemma_packed_get (&columns->downloads, 1), ==, 0);
  g_assert_cmpuint (stemma_packed_get (&columns->sha, 3), !=, 0);
  g_assert_cmpuint (stemma_packed_get (&columns->sha, 1), ==, 0);
  g_assert_cmpuint (stemma_columns_get_flags (columns, 1), ==, STEMMA_FLAG_GGUF);
  g_assert_cmpuint (stemma_columns_get_flags (columns, 0), ==, 0);
  g_assert_cmpuint (stemma_columns_get_known (columns, 0), ==, STEMMA_KNOWN_SHA);
  g_assert_cmpuint (stemma_columns_get_known (columns, 1), ==, 0);
  g_assert_cmpstr (word_of (snapshot, STEMMA_WORD_TASK, &columns->task, 0), ==, "fill-mask");
  g_assert_cmpstr (word_of (snapshot, STEMMA_WORD_TASK, &columns->task, 1), ==, "");
  g_assert_cmpstr (word_of (snapshot, STEMMA_WORD_LICENCE, &columns->licence, 1), ==, "mit");
  g_assert_cmpstr (stemma_snapshot_get_word (snapshot, STEMMA_WORD_LICENCE, 99), ==, "");
  g_assert_cmpuint (stemma_snapshot_get_n_words (snapshot, STEMMA_WORD_TASK), ==, 2);
  gsize n_words = 0;
  const guint64 *presence = stemma_snapshot_get_presence (snapshot, &n_words);
  g_assert_cmpuint (n_words, ==, 1);
  g_assert_cmpuint (presence[0], ==, 0x1e);
}

static void
test_faults (void)
{
  g_autoptr (StemmaNames) names = stemma_names_new ();
  guint32 name = stemma_names_append (names, "o/a");
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (StemmaSnapshotBuilder) builder = stemma_snapshot_builder_new (names, 0, NULL);
      StemmaSnapshotModel model = { .key = 3, .name = round == 1 ? name + 1 : name };
      stemma_snapshot_builder_add_model (builder, &model);
      if (round == 0)
        stemma_snapshot_builder_add_model (builder, &model);
      if (round == 2)
        stemma_snapshot_builder_add_edge (builder, 4, name, STEMMA_NONE, STEMMA_RELATION_MERGE,
                                          STEMMA_EDGE_SOURCE_TAG);
      if (round == 3)
        stemma_snapshot_builder_add_edge (builder, 3, 8, STEMMA_NONE, STEMMA_RELATION_MERGE,
                                          STEMMA_EDGE_SOURCE_TAG);
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_snapshot_builder_seal (builder, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
    }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (StemmaNames) names = stemma_names_new ();
  g_autoptr (StemmaSnapshotBuilder) builder = stemma_snapshot_builder_new (names, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_snapshot_builder_seal (builder, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_nothing (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot ("");
  g_assert_cmpuint (stemma_snapshot_get_columns (snapshot)->n_models, ==, 0);
  g_assert_cmpuint (stemma_snapshot_get_graph (snapshot)->n_nodes, ==, 0);
  g_assert_cmpuint (stemma_snapshot_find_row (snapshot, ""), ==, STEMMA_NONE);
  g_autoptr (GError) error = NULL;
  g_assert_true (stemma_snapshot_verify (snapshot, NULL, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builder/edges", test_edges);
  g_test_add_func ("/builder/flags", test_flags);
  g_test_add_func ("/builder/whom-a-name-means", test_whom_a_name_means);
  g_test_add_func ("/builder/columns", test_columns);
  g_test_add_func ("/builder/faults", test_faults);
  g_test_add_func ("/builder/cancel", test_cancel);
  g_test_add_func ("/builder/nothing", test_nothing);
  return g_test_run ();
}
