#include "export/stemma-graph-writer.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "export/golden.h"
#include "export/hostile.h"

static StemmaGraphDocument *
small_graph (void)
{
  StemmaGraphDocument *document = stemma_graph_document_new ("Family of \"acorn\"");
  guint downloads = stemma_graph_document_add_column (document, "downloads", STEMMA_GRAPH_INTEGER);
  guint share = stemma_graph_document_add_column (document, "share", STEMMA_GRAPH_REAL);
  guint gated = stemma_graph_document_add_column (document, "gated", STEMMA_GRAPH_BOOLEAN);
  guint task = stemma_graph_document_add_column (document, "task", STEMMA_GRAPH_TEXT);
  guint base = stemma_graph_document_add_node (document, "acorn/base", NULL);
  guint tuned = stemma_graph_document_add_node (document, "oak/tuned", "tuned <v2> & co");
  guint merged = stemma_graph_document_add_node (document, "oak/merged", "");
  stemma_graph_document_set_integer (document, base, downloads, 9007199254740993);
  stemma_graph_document_set_real (document, base, share, 0.25);
  stemma_graph_document_set_boolean (document, tuned, gated, TRUE);
  stemma_graph_document_set_text (document, tuned, task, "text-generation");
  stemma_graph_document_set_text (document, base, task, NULL);
  stemma_graph_document_set_real (document, merged, share, NAN);
  stemma_graph_document_add_edge (document, base, tuned, STEMMA_RELATION_FINETUNE, "finetuned");
  stemma_graph_document_add_edge (document, base, merged, STEMMA_RELATION_MERGE, NULL);
  stemma_graph_document_add_edge (document, tuned, merged, STEMMA_RELATION_OTHER, "distilled \"from\"");
  return document;
}

static void
test_goldens (void)
{
  static const struct
  {
    StemmaGraphFormat format;
    const char *name;
  } rows[] = {
    { STEMMA_GRAPH_FORMAT_DOT, "graph.dot" },          { STEMMA_GRAPH_FORMAT_GRAPHML, "graph.graphml" },
    { STEMMA_GRAPH_FORMAT_JSON, "graph.json" },        { STEMMA_GRAPH_FORMAT_CSV, "graph.csv" },
    { STEMMA_GRAPH_FORMAT_CSV_NODES, "graph-nodes.csv" },
  };
  g_autoptr (StemmaGraphDocument) document = small_graph ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = stemma_graph_write (document, rows[i].format, NULL, &error);
      g_assert_no_error (error);
      assert_golden ("export", rows[i].name, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file));
    }
}

static StemmaGraphDocument *
hostile_graph (void)
{
  StemmaGraphDocument *document = stemma_graph_document_new (hostile_texts[0]);
  guint column = stemma_graph_document_add_column (document, hostile_texts[3], STEMMA_GRAPH_TEXT);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      guint node = stemma_graph_document_add_node (document, hostile_texts[i], hostile_texts[i]);
      stemma_graph_document_set_text (document, node, column, hostile_texts[i]);
      stemma_graph_document_add_edge (document, 0, node, STEMMA_RELATION_OTHER, hostile_texts[i]);
    }
  return document;
}

static void
test_hostile_graphml (void)
{
  g_autoptr (StemmaGraphDocument) document = hostile_graph ();
  g_autoptr (GBytes) file = stemma_graph_write (document, STEMMA_GRAPH_FORMAT_GRAPHML, NULL, NULL);
  g_autoptr (GString) texts = g_string_new (NULL);
  assert_well_formed (file, texts);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    if (g_utf8_validate (hostile_texts[i], -1, NULL) && strpbrk (hostile_texts[i], "\a\x1b\xef") == NULL)
      g_assert_nonnull (strstr (texts->str, hostile_texts[i]));
}

static void
test_hostile_json (void)
{
  g_autoptr (StemmaGraphDocument) document = hostile_graph ();
  g_autoptr (GBytes) file = stemma_graph_write (document, STEMMA_GRAPH_FORMAT_JSON, NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  json_parser_load_from_data (parser, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), &error);
  g_assert_no_error (error);
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonArray *nodes = json_object_get_array_member (root, "nodes");
  JsonArray *edges = json_object_get_array_member (root, "edges");
  g_assert_cmpuint (json_array_get_length (nodes), ==, G_N_ELEMENTS (hostile_texts));
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      JsonObject *node = json_array_get_object_element (nodes, i);
      JsonObject *edge = json_array_get_object_element (edges, i);
      g_autofree char *valid = g_utf8_make_valid (hostile_texts[i], -1);
      g_assert_cmpstr (json_object_get_string_member (node, "id"), ==, valid);
      JsonObject *attributes = json_object_get_object_member (node, "attributes");
      g_assert_cmpstr (json_object_get_string_member (attributes, hostile_texts[3]), ==, valid);
      g_assert_cmpstr (json_object_get_string_member (edge, "relation"), ==,
                       *valid != '\0' ? valid : "other");
    }
  g_assert_null (memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "<", 1));
}

/* Outside of quotes only what the writer itself says may stand: names cannot end their string. */
static char *
without_strings (const char *dot)
{
  GString *out = g_string_new (NULL);
  gboolean quoted = FALSE;
  for (const char *p = dot; *p != '\0'; p++)
    {
      if (quoted && *p == '\\')
        p++;
      else if (*p == '"')
        quoted = !quoted;
      else if (!quoted)
        g_string_append_c (out, *p);
    }
  g_assert_false (quoted);
  return g_string_free (out, FALSE);
}

static void
test_hostile_dot (void)
{
  g_autoptr (StemmaGraphDocument) document = hostile_graph ();
  g_autoptr (GBytes) file = stemma_graph_write (document, STEMMA_GRAPH_FORMAT_DOT, NULL, NULL);
  g_autofree char *dot = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_assert_true (g_utf8_validate (dot, -1, NULL));
  g_autofree char *bare = without_strings (dot);
  g_auto (GStrv) lines = g_strsplit (bare, "\n", 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3 + 2 * G_N_ELEMENTS (hostile_texts) + 2);
  for (guint i = 3; i < 3 + G_N_ELEMENTS (hostile_texts); i++)
    g_assert_cmpstr (lines[i], ==, "   [label= =];");
  for (guint i = 3 + G_N_ELEMENTS (hostile_texts); i < 3 + 2 * G_N_ELEMENTS (hostile_texts); i++)
    g_assert_cmpstr (lines[i], ==, "   ->  [relation= color= style=dashed];");
}

static void
test_cancel (void)
{
  g_autoptr (StemmaGraphDocument) document = small_graph ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  for (StemmaGraphFormat format = STEMMA_GRAPH_FORMAT_DOT; format <= STEMMA_GRAPH_FORMAT_CSV_NODES; format++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_graph_write (document, format, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph-writer/goldens", test_goldens);
  g_test_add_func ("/graph-writer/hostile/graphml", test_hostile_graphml);
  g_test_add_func ("/graph-writer/hostile/json", test_hostile_json);
  g_test_add_func ("/graph-writer/hostile/dot", test_hostile_dot);
  g_test_add_func ("/graph-writer/cancel", test_cancel);
  return g_test_run ();
}
