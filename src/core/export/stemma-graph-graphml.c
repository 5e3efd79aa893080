#include "export/stemma-graph-private.h"
#include "export/stemma-xml.h"

static const char *
type_name (StemmaGraphType type)
{
  static const char *const names[] = { "string", "long", "double", "boolean" };
  return names[type];
}

static void
put_key (GString *out, const char *id, const char *owner, const char *name, const char *type)
{
  g_string_append_printf (out, "  <key id=\"%s\" for=\"%s\" attr.type=\"%s\"", id, owner, type);
  stemma_xml_append_attribute (out, "attr.name", name);
  g_string_append (out, "/>\n");
}

static void
put_data (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "<data key=\"%s\">", key);
  stemma_xml_append (out, text);
  g_string_append (out, "</data>");
}

static void
put_head (const StemmaGraphDocument *document, GString *out)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  put_key (out, "title", "graph", "title", "string");
  put_key (out, "name", "node", "name", "string");
  put_key (out, "label", "node", "label", "string");
  put_key (out, "relation", "edge", "relation", "string");
  for (guint i = 0; i < document->columns->len; i++)
    {
      const StemmaGraphColumn *column = &g_array_index (document->columns, StemmaGraphColumn, i);
      g_autofree char *id = g_strdup_printf ("d%u", i);
      put_key (out, id, "node", column->key, type_name (column->type));
    }
  g_string_append (out, "  <graph id=\"G\" edgedefault=\"directed\">\n    ");
  put_data (out, "title", document->title);
  g_string_append_c (out, '\n');
}

static void
put_node (const StemmaGraphDocument *document, GString *out, guint number)
{
  const StemmaGraphNode *node = &g_array_index (document->nodes, StemmaGraphNode, number);
  g_string_append_printf (out, "    <node id=\"n%u\">", number);
  put_data (out, "name", node->id);
  put_data (out, "label", node->label);
  for (guint i = 0; i < document->columns->len; i++)
    {
      const StemmaGraphColumn *column = &g_array_index (document->columns, StemmaGraphColumn, i);
      const StemmaGraphValue *value = stemma_graph_value (column, number);
      if (value == NULL)
        continue;
      g_autofree char *text = stemma_graph_value_text (column, value);
      g_autofree char *key = g_strdup_printf ("d%u", i);
      put_data (out, key, text);
    }
  g_string_append (out, "</node>\n");
}

/**
 * stemma_graph_write_graphml:
 * @document: a graph
 * @out: where to write
 * @cancellable: (nullable): polled
 *
 * A node's id is not a name that XML allows, so it is an attribute called "name".
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
stemma_graph_write_graphml (const StemmaGraphDocument *document, GString *out, GCancellable *cancellable)
{
  put_head (document, out);
  for (guint i = 0; i < document->nodes->len; i++)
    {
      if (stemma_graph_is_cancelled (i, cancellable))
        return FALSE;
      put_node (document, out, i);
    }
  for (guint i = 0; i < document->edges->len; i++)
    {
      const StemmaGraphEdge *edge = &g_array_index (document->edges, StemmaGraphEdge, i);
      if (stemma_graph_is_cancelled (i, cancellable))
        return FALSE;
      g_string_append_printf (out, "    <edge source=\"n%u\" target=\"n%u\">", edge->parent, edge->child);
      put_data (out, "relation", edge->word);
      g_string_append (out, "</edge>\n");
    }
  g_string_append (out, "  </graph>\n</graphml>\n");
  return TRUE;
}
