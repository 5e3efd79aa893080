#include "export/stemma-graph-private.h"
#include "scene/stemma-dash.h"
#include "style/stemma-mark.h"
#include "style/stemma-palette.h"

/*
 * Always in quotes, so that nothing is taken for a keyword or for markup. A backslash is doubled: one before
 * a quote would end the string, one before a letter would stand for the name of the node or of the graph.
 */
static void
put_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append (out, "\357\277\275");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
put_attribute (GString *out, const char *key, const char *value)
{
  g_string_append_c (out, ' ');
  put_quoted (out, key);
  g_string_append_c (out, '=');
  put_quoted (out, value);
}

static void
put_node (const StemmaGraphDocument *document, GString *out, guint number)
{
  const StemmaGraphNode *node = &g_array_index (document->nodes, StemmaGraphNode, number);
  g_string_append (out, "  ");
  put_quoted (out, node->id);
  g_string_append (out, " [label=");
  put_quoted (out, node->label);
  for (guint i = 0; i < document->columns->len; i++)
    {
      const StemmaGraphColumn *column = &g_array_index (document->columns, StemmaGraphColumn, i);
      const StemmaGraphValue *value = stemma_graph_value (column, number);
      if (value == NULL)
        continue;
      g_autofree char *text = stemma_graph_value_text (column, value);
      put_attribute (out, column->key, text);
    }
  g_string_append (out, "];\n");
}

/* Graphviz knows three lines; a merge's two are two colours to it. */
static const char *
line_style (StemmaRelation relation)
{
  switch (stemma_dash_of_relation (relation))
    {
    case STEMMA_DASH_LONG:
    case STEMMA_DASH_DASH_DOT:
      return "dashed";
    case STEMMA_DASH_DOTTED:
      return "dotted";
    default:
      return "solid";
    }
}

static void
put_edge (const StemmaGraphDocument *document, GString *out, const StemmaGraphEdge *edge)
{
  char hex[STEMMA_PALETTE_HEX_SIZE];
  stemma_palette_hex (stemma_palette_light (), stemma_mark_role (edge->relation), hex);
  gboolean twice = stemma_dash_of_relation (edge->relation) == STEMMA_DASH_DOUBLE;
  g_string_append (out, "  ");
  put_quoted (out, g_array_index (document->nodes, StemmaGraphNode, edge->parent).id);
  g_string_append (out, " -> ");
  put_quoted (out, g_array_index (document->nodes, StemmaGraphNode, edge->child).id);
  g_string_append (out, " [relation=");
  put_quoted (out, edge->word);
  g_string_append_printf (out, " color=\"%s%s%s\" style=%s];\n", hex, twice ? ":" : "", twice ? hex : "",
                          line_style (edge->relation));
}

/**
 * stemma_graph_write_dot:
 * @document: a graph
 * @out: where to write
 * @cancellable: (nullable): polled
 *
 * The language of Graphviz; attributes it does not know are kept by it as they are.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
stemma_graph_write_dot (const StemmaGraphDocument *document, GString *out, GCancellable *cancellable)
{
  g_string_append (out, "digraph ");
  put_quoted (out, document->title);
  g_string_append (out, " {\n  rankdir=LR;\n  node [shape=box];\n");
  for (guint i = 0; i < document->nodes->len; i++)
    {
      if (stemma_graph_is_cancelled (i, cancellable))
        return FALSE;
      put_node (document, out, i);
    }
  for (guint i = 0; i < document->edges->len; i++)
    {
      if (stemma_graph_is_cancelled (i, cancellable))
        return FALSE;
      put_edge (document, out, &g_array_index (document->edges, StemmaGraphEdge, i));
    }
  g_string_append (out, "}\n");
  return TRUE;
}
