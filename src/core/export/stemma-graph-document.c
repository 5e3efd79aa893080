#include "export/stemma-graph-document.h"

#include <math.h>

#include "export/stemma-graph-private.h"

#define POLL_EVERY 1024

/* Whatever came in is UTF-8 from here on. */
static const char *
keep (StemmaGraphDocument *document, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  return stemma_arena_strdup (document->arena, valid);
}

/**
 * stemma_graph_document_new:
 * @title: (nullable): what the graph is called
 *
 * Returns: (transfer full): a graph without nodes
 */
StemmaGraphDocument *
stemma_graph_document_new (const char *title)
{
  StemmaGraphDocument *document = g_new0 (StemmaGraphDocument, 1);
  document->arena = stemma_arena_new ();
  document->title = keep (document, title);
  document->columns = g_array_new (FALSE, FALSE, sizeof (StemmaGraphColumn));
  document->nodes = g_array_new (FALSE, FALSE, sizeof (StemmaGraphNode));
  document->edges = g_array_new (FALSE, FALSE, sizeof (StemmaGraphEdge));
  return document;
}

/**
 * stemma_graph_document_free:
 * @document: (nullable) (transfer full): a graph
 */
void
stemma_graph_document_free (StemmaGraphDocument *document)
{
  if (document == NULL)
    return;
  for (guint i = 0; i < document->columns->len; i++)
    g_array_unref (g_array_index (document->columns, StemmaGraphColumn, i).values);
  g_array_unref (document->columns);
  g_array_unref (document->nodes);
  g_array_unref (document->edges);
  stemma_arena_free (document->arena);
  g_free (document);
}

/**
 * stemma_graph_document_add_column:
 * @document: a graph
 * @key: name of an attribute of nodes, unique
 * @type: of its values
 *
 * Returns: the column's number
 */
guint
stemma_graph_document_add_column (StemmaGraphDocument *document, const char *key, StemmaGraphType type)
{
  StemmaGraphColumn column = { keep (document, key), type, NULL };
  column.values = g_array_new (FALSE, TRUE, sizeof (StemmaGraphValue));
  g_array_append_val (document->columns, column);
  return document->columns->len - 1;
}

/**
 * stemma_graph_document_add_node:
 * @document: a graph
 * @id: its name in files, unique in the graph
 * @label: (nullable): what is shown for it; the id if %NULL
 *
 * Returns: the node's number
 */
guint
stemma_graph_document_add_node (StemmaGraphDocument *document, const char *id, const char *label)
{
  StemmaGraphNode node = { keep (document, id), NULL };
  node.label = label != NULL ? keep (document, label) : node.id;
  g_array_append_val (document->nodes, node);
  return document->nodes->len - 1;
}

static void
set_value (StemmaGraphDocument *document, guint node, guint column, StemmaGraphType type,
           StemmaGraphValue value)
{
  g_return_if_fail (node < document->nodes->len && column < document->columns->len);
  StemmaGraphColumn *at = &g_array_index (document->columns, StemmaGraphColumn, column);
  g_return_if_fail (at->type == type);
  if (node >= at->values->len)
    g_array_set_size (at->values, node + 1);
  g_array_index (at->values, StemmaGraphValue, node) = value;
}

/**
 * stemma_graph_document_set_text:
 * @document: a graph
 * @node: a node's number
 * @column: a column of %STEMMA_GRAPH_TEXT
 * @value: (nullable): %NULL for not known
 */
void
stemma_graph_document_set_text (StemmaGraphDocument *document, guint node, guint column, const char *value)
{
  StemmaGraphValue kept = { .is_set = value != NULL, .text = keep (document, value) };
  set_value (document, node, column, STEMMA_GRAPH_TEXT, kept);
}

/**
 * stemma_graph_document_set_integer:
 * @document: a graph
 * @node: a node's number
 * @column: a column of %STEMMA_GRAPH_INTEGER
 * @value: a figure
 */
void
stemma_graph_document_set_integer (StemmaGraphDocument *document, guint node, guint column, gint64 value)
{
  set_value (document, node, column, STEMMA_GRAPH_INTEGER,
             (StemmaGraphValue){ .is_set = TRUE, .integer = value });
}

/**
 * stemma_graph_document_set_real:
 * @document: a graph
 * @node: a node's number
 * @column: a column of %STEMMA_GRAPH_REAL
 * @value: a figure; what is no number is not known
 */
void
stemma_graph_document_set_real (StemmaGraphDocument *document, guint node, guint column, double value)
{
  StemmaGraphValue kept = { .is_set = isfinite (value), .real = value };
  set_value (document, node, column, STEMMA_GRAPH_REAL, kept);
}

/**
 * stemma_graph_document_set_boolean:
 * @document: a graph
 * @node: a node's number
 * @column: a column of %STEMMA_GRAPH_BOOLEAN
 * @value: yes or no
 */
void
stemma_graph_document_set_boolean (StemmaGraphDocument *document, guint node, guint column, gboolean value)
{
  set_value (document, node, column, STEMMA_GRAPH_BOOLEAN,
             (StemmaGraphValue){ .is_set = TRUE, .boolean = value != FALSE });
}

/**
 * stemma_graph_document_add_edge:
 * @document: a graph
 * @parent: a node's number
 * @child: a node's number
 * @relation: how the child came from the parent
 * @word: (nullable): what the source called it, kept where @relation is %STEMMA_RELATION_OTHER
 */
void
stemma_graph_document_add_edge (StemmaGraphDocument *document, guint parent, guint child,
                                StemmaRelation relation, const char *word)
{
  g_return_if_fail (parent < document->nodes->len && child < document->nodes->len);
  gboolean own = relation == STEMMA_RELATION_OTHER && word != NULL && *word != '\0';
  StemmaGraphEdge edge
    = { parent, child, relation, own ? keep (document, word) : stemma_relation_word (relation) };
  g_array_append_val (document->edges, edge);
}

/**
 * stemma_graph_value:
 * @column: a column
 * @node: a node's number
 *
 * Returns: (transfer none) (nullable): the value, %NULL if it is not known
 */
const StemmaGraphValue *
stemma_graph_value (const StemmaGraphColumn *column, guint node)
{
  if (node >= column->values->len)
    return NULL;
  const StemmaGraphValue *value = &g_array_index (column->values, StemmaGraphValue, node);
  return value->is_set ? value : NULL;
}

/**
 * stemma_graph_value_text:
 * @column: a column
 * @value: one of its values
 *
 * Returns: (transfer full): the value in words, the same in every locale; not escaped
 */
char *
stemma_graph_value_text (const StemmaGraphColumn *column, const StemmaGraphValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  switch (column->type)
    {
    case STEMMA_GRAPH_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case STEMMA_GRAPH_REAL:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", value->real));
    case STEMMA_GRAPH_BOOLEAN:
      return g_strdup (value->boolean ? "true" : "false");
    default:
      return g_strdup (value->text);
    }
}

/**
 * stemma_graph_is_cancelled:
 * @at: how many nodes or edges are written
 * @cancellable: (nullable): looked at now and then
 *
 * Returns: whether to stop
 */
gboolean
stemma_graph_is_cancelled (guint at, GCancellable *cancellable)
{
  return at % POLL_EVERY == 0 && g_cancellable_is_cancelled (cancellable);
}
