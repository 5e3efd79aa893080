#include "report/stemma-lineage-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "diagram/stemma-diagram.h"
#include "export/stemma-atomic.h"
#include "export/stemma-graph-writer.h"
#include "export/stemma-raster.h"
#include "export/stemma-svg.h"
#include "lineage/stemma-subgraph.h"

/* Pixels of a PNG for one of the picture. */
#define PNG_SCALE 2

typedef enum
{
  FORM_SVG,
  FORM_PDF,
  FORM_PNG,
  FORM_DOT,
  FORM_GRAPHML,
  FORM_JSON,
  FORM_CSV,
  N_FORMS
} Form;

static const char *const suffixes[N_FORMS] = { ".svg", ".pdf", ".png", ".dot", ".graphml", ".json", ".csv" };

static Form
form_of (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (Form form = 0; form < N_FORMS; form++)
    if (g_str_has_suffix (lower, suffixes[form]))
      return form;
  return N_FORMS;
}

/** stemma_lineage_file_is_known: Returns: whether the ending of @path says how a lineage is to be written */
gboolean
stemma_lineage_file_is_known (const char *path)
{
  return form_of (path) != N_FORMS;
}

/** stemma_lineage_file_list_suffixes: Returns: (transfer full): the endings that are known, for a message */
char *
stemma_lineage_file_list_suffixes (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (Form form = 0; form < N_FORMS; form++)
    g_string_append_printf (text, "%s%s", form > 0 ? ", " : "", suffixes[form]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GBytes *
write_picture (StemmaSnapshot *snapshot, StemmaView *view, StemmaLayouter *layouter, Form form,
               GCancellable *cancellable, GError **error)
{
  /* From the view alone, never from what was on screen before: the same view gives the same file everywhere. */
  g_autoptr (StemmaDiagram) diagram = stemma_diagram_new (snapshot, view, layouter, NULL, cancellable, error);
  if (diagram == NULL)
    return NULL;
  StemmaScene *scene = stemma_diagram_get_export_scene (diagram);
  if (form == FORM_SVG)
    return stemma_svg_write (scene);
  if (form == FORM_PDF)
    return stemma_raster_pdf (scene, stemma_palette_light (), cancellable, error);
  return stemma_raster_png (scene, stemma_palette_light (), PNG_SCALE, cancellable, error);
}

typedef struct
{
  guint listed, distance, side, downloads, task, licence;
} Columns;

static void
add_columns (StemmaGraphDocument *document, Columns *columns)
{
  columns->listed = stemma_graph_document_add_column (document, "listed", STEMMA_GRAPH_BOOLEAN);
  columns->side = stemma_graph_document_add_column (document, "side", STEMMA_GRAPH_TEXT);
  columns->distance = stemma_graph_document_add_column (document, "distance", STEMMA_GRAPH_INTEGER);
  columns->downloads = stemma_graph_document_add_column (document, "downloads_30_days", STEMMA_GRAPH_INTEGER);
  columns->task = stemma_graph_document_add_column (document, "task", STEMMA_GRAPH_TEXT);
  columns->licence = stemma_graph_document_add_column (document, "licence", STEMMA_GRAPH_TEXT);
}

static const char *
side_word (StemmaSide side)
{
  switch (side)
    {
    case STEMMA_SIDE_FOCUS:
      return "focus";
    case STEMMA_SIDE_ANCESTOR:
      return "ancestor";
    case STEMMA_SIDE_DESCENDANT:
      return "descendant";
    case STEMMA_SIDE_GUEST:
      return "guest";
    default:
      g_return_val_if_reached ("");
    }
}

static void
add_node (StemmaGraphDocument *document, const Columns *columns, const StemmaSnapshot *snapshot,
          const StemmaSubgraphNode *from)
{
  guint node = stemma_graph_document_add_node (document, from->name, from->name);
  stemma_graph_document_set_boolean (document, node, columns->listed, from->row != STEMMA_NONE);
  stemma_graph_document_set_text (document, node, columns->side, side_word (from->side));
  stemma_graph_document_set_integer (document, node, columns->distance, from->distance);
  if (from->row == STEMMA_NONE)
    return;
  const StemmaColumns *facts = stemma_snapshot_get_columns (snapshot);
  if ((facts->known[from->row] & STEMMA_KNOWN_DOWNLOADS) != 0)
    stemma_graph_document_set_integer (document, node, columns->downloads,
                                       (gint64) MIN (facts->downloads[from->row], (guint64) G_MAXINT64));
  if (facts->task[from->row] != 0)
    stemma_graph_document_set_text (document, node, columns->task,
                                    stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, facts->task[from->row]));
  if (facts->licence[from->row] != 0)
    stemma_graph_document_set_text (
        document, node, columns->licence,
        stemma_snapshot_get_word (snapshot, STEMMA_WORD_LICENCE, facts->licence[from->row]));
}

static GBytes *
write_graph (StemmaSnapshot *snapshot, StemmaView *view, StemmaGraphFormat format, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (StemmaSubgraph) subgraph = stemma_lineage_subgraph (snapshot, view, error);
  if (subgraph == NULL)
    return NULL;
  g_autoptr (StemmaGraphDocument) document = stemma_graph_document_new (stemma_view_get_focus (view));
  Columns columns;
  add_columns (document, &columns);
  for (guint i = 0; i < subgraph->nodes->len; i++)
    add_node (document, &columns, snapshot, &g_array_index (subgraph->nodes, StemmaSubgraphNode, i));
  for (guint i = 0; i < subgraph->edges->len; i++)
    {
      const StemmaSubgraphEdge *edge = &g_array_index (subgraph->edges, StemmaSubgraphEdge, i);
      stemma_graph_document_add_edge (document, edge->from, edge->to, edge->relation, NULL);
    }
  return stemma_graph_write (document, format, cancellable, error);
}

/**
 * stemma_lineage_file_write:
 * @snapshot: a week
 * @view: what of it
 * @layouter: for pictures
 * @path: tells the form by its ending: .svg .pdf .png for the picture, .dot .graphml .json .csv for the graph
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * The same view of the same week gives the same bytes, whoever asks (but for a PDF, which holds the time).
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
stemma_lineage_file_write (StemmaSnapshot *snapshot, StemmaView *view, StemmaLayouter *layouter, const char *path,
                           GCancellable *cancellable, GError **error)
{
  static const StemmaGraphFormat graphs[N_FORMS] = { [FORM_DOT] = STEMMA_GRAPH_FORMAT_DOT,
                                                     [FORM_GRAPHML] = STEMMA_GRAPH_FORMAT_GRAPHML,
                                                     [FORM_JSON] = STEMMA_GRAPH_FORMAT_JSON,
                                                     [FORM_CSV] = STEMMA_GRAPH_FORMAT_CSV };
  Form form = form_of (path);
  if (form <= FORM_PNG)
    return write_picture (snapshot, view, layouter, form, cancellable, error);
  if (form < N_FORMS)
    return write_graph (snapshot, view, graphs[form], cancellable, error);
  g_autofree char *known = stemma_lineage_file_list_suffixes ();
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("%s: the ending says how to write a lineage; known are %s"),
               path, known);
  return NULL;
}

/** stemma_lineage_file_save: writes what stemma_lineage_file_write() gives to @path. Returns: whether it is there */
gboolean
stemma_lineage_file_save (StemmaSnapshot *snapshot, StemmaView *view, StemmaLayouter *layouter, const char *path,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = stemma_lineage_file_write (snapshot, view, layouter, path, cancellable, error);
  return bytes != NULL && stemma_atomic_write (path, bytes, error);
}
