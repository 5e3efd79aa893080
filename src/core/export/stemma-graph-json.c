#include "export/stemma-graph-private.h"

/* "<" is written as an escape so that the file can be put into a page as it is. */
static void
put_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *p < 0x20 || *p == '<' || *p == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
put_value (GString *out, const StemmaGraphColumn *column, const StemmaGraphValue *value)
{
  g_autofree char *text = stemma_graph_value_text (column, value);
  if (column->type == STEMMA_GRAPH_TEXT)
    put_string (out, text);
  else
    g_string_append (out, text);
}

static void
put_node (const StemmaGraphDocument *document, GString *out, guint number)
{
  const StemmaGraphNode *node = &g_array_index (document->nodes, StemmaGraphNode, number);
  const char *separator = "";
  g_string_append (out, "{\"id\":");
  put_string (out, node->id);
  g_string_append (out, ",\"label\":");
  put_string (out, node->label);
  g_string_append (out, ",\"attributes\":{");
  for (guint i = 0; i < document->columns->len; i++)
    {
      const StemmaGraphColumn *column = &g_array_index (document->columns, StemmaGraphColumn, i);
      const StemmaGraphValue *value = stemma_graph_value (column, number);
      if (value == NULL)
        continue;
      g_string_append (out, separator);
      put_string (out, column->key);
      g_string_append_c (out, ':');
      put_value (out, column, value);
      separator = ",";
    }
  g_string_append (out, "}}");
}

static void
put_edge (const StemmaGraphDocument *document, GString *out, const StemmaGraphEdge *edge)
{
  g_string_append (out, "{\"parent\":");
  put_string (out, g_array_index (document->nodes, StemmaGraphNode, edge->parent).id);
  g_string_append (out, ",\"child\":");
  put_string (out, g_array_index (document->nodes, StemmaGraphNode, edge->child).id);
  g_string_append (out, ",\"relation\":");
  put_string (out, edge->word);
  g_string_append_c (out, '}');
}

/**
 * stemma_graph_write_json:
 * @document: a graph
 * @out: where to write
 * @cancellable: (nullable): polled
 *
 * `{"title","nodes":[{"id","label","attributes":{…}}],"edges":[{"parent","child","relation"}]}`, a node or an
 * edge a line; what is not known is left out.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
stemma_graph_write_json (const StemmaGraphDocument *document, GString *out, GCancellable *cancellable)
{
  g_string_append (out, "{\"title\":");
  put_string (out, document->title);
  g_string_append (out, ",\"nodes\":[");
  for (guint i = 0; i < document->nodes->len; i++)
    {
      if (stemma_graph_is_cancelled (i, cancellable))
        return FALSE;
      g_string_append (out, i == 0 ? "\n" : ",\n");
      put_node (document, out, i);
    }
  g_string_append (out, "],\n\"edges\":[");
  for (guint i = 0; i < document->edges->len; i++)
    {
      if (stemma_graph_is_cancelled (i, cancellable))
        return FALSE;
      g_string_append (out, i == 0 ? "\n" : ",\n");
      put_edge (document, out, &g_array_index (document->edges, StemmaGraphEdge, i));
    }
  g_string_append (out, "]}\n");
  return TRUE;
}
