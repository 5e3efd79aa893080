#include "export/stemma-graph-writer.h"

#include <string.h>

#include "export/stemma-csv.h"
#include "export/stemma-graph-private.h"
#include "export/stemma-json-text.h"

static GBytes *
edges_as_csv (const StemmaGraphDocument *document, GCancellable *cancellable)
{
  static const char *const header[] = { "parent", "child", "relation", NULL };
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  stemma_csv_header (csv, header);
  for (guint i = 0; i < document->edges->len; i++)
    {
      const StemmaGraphEdge *edge = &g_array_index (document->edges, StemmaGraphEdge, i);
      if (stemma_graph_is_cancelled (i, cancellable))
        return NULL;
      stemma_csv_text (csv, g_array_index (document->nodes, StemmaGraphNode, edge->parent).id);
      stemma_csv_text (csv, g_array_index (document->nodes, StemmaGraphNode, edge->child).id);
      stemma_csv_text (csv, edge->word);
      stemma_csv_end_row (csv);
    }
  return stemma_csv_finish (csv);
}

static void
put_cell (StemmaCsv *csv, const StemmaGraphColumn *column, guint node)
{
  const StemmaGraphValue *value = stemma_graph_value (column, node);
  if (value == NULL)
    stemma_csv_empty (csv);
  else if (column->type == STEMMA_GRAPH_INTEGER)
    stemma_csv_integer (csv, value->integer);
  else if (column->type == STEMMA_GRAPH_REAL)
    stemma_csv_real (csv, value->real, 4);
  else
    {
      g_autofree char *text = stemma_graph_value_text (column, value);
      stemma_csv_text (csv, text);
    }
}

static GBytes *
nodes_as_csv (const StemmaGraphDocument *document, GCancellable *cancellable)
{
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  stemma_csv_text (csv, "id");
  stemma_csv_text (csv, "label");
  for (guint i = 0; i < document->columns->len; i++)
    stemma_csv_text (csv, g_array_index (document->columns, StemmaGraphColumn, i).key);
  stemma_csv_end_row (csv);
  for (guint i = 0; i < document->nodes->len; i++)
    {
      const StemmaGraphNode *node = &g_array_index (document->nodes, StemmaGraphNode, i);
      if (stemma_graph_is_cancelled (i, cancellable))
        return NULL;
      stemma_csv_text (csv, node->id);
      stemma_csv_text (csv, node->label);
      for (guint j = 0; j < document->columns->len; j++)
        put_cell (csv, &g_array_index (document->columns, StemmaGraphColumn, j), i);
      stemma_csv_end_row (csv);
    }
  return stemma_csv_finish (csv);
}

static GBytes *
as_text (const StemmaGraphDocument *document, StemmaGraphFormat format, GCancellable *cancellable)
{
  GString *out = g_string_new (NULL);
  gboolean done;
  if (format == STEMMA_GRAPH_FORMAT_DOT)
    done = stemma_graph_write_dot (document, out, cancellable);
  else if (format == STEMMA_GRAPH_FORMAT_GRAPHML)
    done = stemma_graph_write_graphml (document, out, cancellable);
  else
    done = stemma_graph_write_json (document, out, cancellable);
  if (done && format == STEMMA_GRAPH_FORMAT_JSON)
    {
      char *harmless = stemma_json_escape_controls (out->str);
      g_string_free (out, TRUE);
      return g_bytes_new_take (harmless, strlen (harmless));
    }
  if (done)
    return g_string_free_to_bytes (out);
  g_string_free (out, TRUE);
  return NULL;
}

/**
 * stemma_graph_write:
 * @document: a graph
 * @format: of the file
 * @cancellable: (nullable): polled while writing
 * @error: return location; only ever that it was cancelled
 *
 * Names and attributes may come from anywhere: each format escapes them its own way.
 *
 * Returns: (transfer full): the file
 */
GBytes *
stemma_graph_write (const StemmaGraphDocument *document, StemmaGraphFormat format, GCancellable *cancellable,
                    GError **error)
{
  GBytes *file = NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (format == STEMMA_GRAPH_FORMAT_CSV)
    file = edges_as_csv (document, cancellable);
  else if (format == STEMMA_GRAPH_FORMAT_CSV_NODES)
    file = nodes_as_csv (document, cancellable);
  else
    file = as_text (document, format, cancellable);
  if (file == NULL)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return file;
}
