#include "report/stemma-lineage-file.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"
#include "diagram/stemma-diagram.h"
#include "export/stemma-atomic.h"
#include "export/stemma-graph-writer.h"
#include "export/stemma-raster.h"
#include "export/stemma-svg.h"

/* What a PNG may be enlarged to, pixels on a side and in all; larger pictures keep their size. */
#define SHARP_SCALE 2.0
#define MAX_SIDE 32000.0
#define MAX_PIXELS 64e6

typedef enum
{
  FORMAT_SVG,
  FORMAT_PDF,
  FORMAT_PNG,
  FORMAT_DOT,
  FORMAT_GRAPHML,
  FORMAT_JSON,
  FORMAT_CSV,
  N_FORMATS
} Format;

static const StemmaLineageFormat formats[N_FORMATS] = {
  [FORMAT_SVG] = { ".svg", N_ ("Drawing that can be opened again (SVG)") },
  [FORMAT_PDF] = { ".pdf", N_ ("Document (PDF)") },
  [FORMAT_PNG] = { ".png", N_ ("Picture (PNG)") },
  [FORMAT_DOT] = { ".dot", N_ ("Whole graph for Graphviz (DOT)") },
  [FORMAT_GRAPHML] = { ".graphml", N_ ("Whole graph for graph tools (GraphML)") },
  [FORMAT_JSON] = { ".json", N_ ("Whole graph as JSON") },
  [FORMAT_CSV] = { ".csv", N_ ("Whole graph as a table of edges (CSV)") },
};

/** stemma_lineage_file_get_formats: Returns: (transfer none) (array length=n_formats): all there are */
const StemmaLineageFormat *
stemma_lineage_file_get_formats (guint *n_formats)
{
  *n_formats = N_FORMATS;
  return formats;
}

/**
 * stemma_lineage_file_find_format:
 * @path: a file name
 *
 * Returns: (transfer none) (nullable): the format that its suffix stands for, in whatever letter case
 */
const StemmaLineageFormat *
stemma_lineage_file_find_format (const char *path)
{
  gsize length = strlen (path);
  for (guint i = 0; i < N_FORMATS; i++)
    {
      gsize suffix = strlen (formats[i].suffix);
      if (length > suffix && g_ascii_strcasecmp (path + length - suffix, formats[i].suffix) == 0)
        return &formats[i];
    }
  return NULL;
}

typedef struct
{
  StemmaGraphDocument *document;
  const StemmaSnapshot *snapshot;
  const StemmaColumns *columns;
  guint listed, side, distance, outside, downloads, likes, task, licence;
} Facts;

static void
add_columns (Facts *facts)
{
  facts->listed = stemma_graph_document_add_column (facts->document, "listed", STEMMA_GRAPH_BOOLEAN);
  facts->side = stemma_graph_document_add_column (facts->document, "side", STEMMA_GRAPH_TEXT);
  facts->distance = stemma_graph_document_add_column (facts->document, "distance", STEMMA_GRAPH_INTEGER);
  facts->outside = stemma_graph_document_add_column (facts->document, "parents_outside", STEMMA_GRAPH_INTEGER);
  facts->downloads = stemma_graph_document_add_column (facts->document, "downloads", STEMMA_GRAPH_INTEGER);
  facts->likes = stemma_graph_document_add_column (facts->document, "likes", STEMMA_GRAPH_INTEGER);
  facts->task = stemma_graph_document_add_column (facts->document, "task", STEMMA_GRAPH_TEXT);
  facts->licence = stemma_graph_document_add_column (facts->document, "licence", STEMMA_GRAPH_TEXT);
}

static void
set_facts_of_row (const Facts *facts, guint at, StemmaRow row)
{
  const StemmaColumns *columns = facts->columns;
  guint64 downloads = stemma_packed_get (&columns->downloads, row);
  guint32 task = (guint32) stemma_packed_get (&columns->task, row);
  guint32 licence = (guint32) stemma_packed_get (&columns->licence, row);
  if (stemma_columns_get_known (columns, row) & STEMMA_KNOWN_DOWNLOADS)
    stemma_graph_document_set_integer (facts->document, at, facts->downloads,
                                       (gint64) MIN (downloads, (guint64) G_MAXINT64));
  if (stemma_columns_get_known (columns, row) & STEMMA_KNOWN_LIKES)
    stemma_graph_document_set_integer (facts->document, at, facts->likes,
                                       (gint64) stemma_packed_get (&columns->likes, row));
  if (task != 0)
    stemma_graph_document_set_text (facts->document, at, facts->task,
                                    stemma_snapshot_get_word (facts->snapshot, STEMMA_WORD_TASK, task));
  if (licence != 0)
    stemma_graph_document_set_text (facts->document, at, facts->licence,
                                    stemma_snapshot_get_word (facts->snapshot, STEMMA_WORD_LICENCE, licence));
}

static void
add_node (const Facts *facts, const StemmaSubgraphNode *node)
{
  static const char *const sides[] = { "focus", "ancestor", "descendant", "guest" };
  guint at = stemma_graph_document_add_node (facts->document, node->name, NULL);
  stemma_graph_document_set_boolean (facts->document, at, facts->listed, node->row != STEMMA_NONE);
  stemma_graph_document_set_text (facts->document, at, facts->side, sides[node->side]);
  stemma_graph_document_set_integer (facts->document, at, facts->distance, node->distance);
  stemma_graph_document_set_integer (facts->document, at, facts->outside, node->n_parents_outside);
  if (node->row != STEMMA_NONE)
    set_facts_of_row (facts, at, node->row);
}

/**
 * stemma_lineage_file_graph:
 * @subgraph: a family, nothing folded
 * @view: the view it is of
 *
 * Returns: (transfer full): the family as a plain graph, with what is known of its models
 */
StemmaGraphDocument *
stemma_lineage_file_graph (const StemmaSubgraph *subgraph, StemmaView *view)
{
  g_autofree char *title = g_strdup_printf (_ ("Lineage of %s"), stemma_view_get_focus (view));
  Facts facts = { .document = stemma_graph_document_new (title),
                  .snapshot = subgraph->snapshot,
                  .columns = stemma_snapshot_get_columns (subgraph->snapshot) };
  add_columns (&facts);
  for (guint i = 0; i < subgraph->nodes->len; i++)
    add_node (&facts, &g_array_index (subgraph->nodes, StemmaSubgraphNode, i));
  for (guint i = 0; i < subgraph->edges->len; i++)
    {
      const StemmaSubgraphEdge *edge = &g_array_index (subgraph->edges, StemmaSubgraphEdge, i);
      stemma_graph_document_add_edge (facts.document, edge->from, edge->to, edge->relation, NULL);
    }
  return facts.document;
}

static double
sharp_scale (const StemmaScene *scene)
{
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  double width = ceil (bounds.width) * SHARP_SCALE, height = ceil (bounds.height) * SHARP_SCALE;
  return width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS ? SHARP_SCALE : 1;
}

static GBytes *
write_picture (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view, StemmaLayouter *layouter,
               Format format, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaDiagram) diagram
    = stemma_diagram_new (snapshot, before, view, layouter, cancellable, error);
  if (diagram == NULL)
    return NULL;
  g_autoptr (StemmaScene) scene = stemma_diagram_get_export_scene (diagram);
  if (format == FORMAT_SVG)
    return stemma_svg_write (scene);
  if (format == FORMAT_PDF)
    return stemma_raster_pdf (scene, stemma_palette_light (), cancellable, error);
  return stemma_raster_png (scene, stemma_palette_light (), sharp_scale (scene), cancellable, error);
}

static GBytes *
write_graph (StemmaSnapshot *snapshot, StemmaView *view, Format format, GCancellable *cancellable,
             GError **error)
{
  static const StemmaGraphFormat graph_formats[N_FORMATS] = {
    [FORMAT_DOT] = STEMMA_GRAPH_FORMAT_DOT,
    [FORMAT_GRAPHML] = STEMMA_GRAPH_FORMAT_GRAPHML,
    [FORMAT_JSON] = STEMMA_GRAPH_FORMAT_JSON,
    [FORMAT_CSV] = STEMMA_GRAPH_FORMAT_CSV,
  };
  g_autoptr (StemmaSubgraph) subgraph = stemma_lineage_subgraph (snapshot, view, error);
  if (subgraph == NULL)
    return NULL;
  g_autoptr (StemmaGraphDocument) document = stemma_lineage_file_graph (subgraph, view);
  return stemma_graph_write (document, graph_formats[format], cancellable, error);
}

/**
 * stemma_lineage_file_write:
 * @snapshot: a snapshot
 * @before: (nullable): the snapshot that the view compares with, stemma_view_get_since()
 * @view: what to show of it; the picture carries it, with the snapshot's date, so that it can be brought back
 * @layouter: who places the cards of a picture
 * @format: one of stemma_lineage_file_get_formats()
 * @cancellable: (nullable): polled
 * @error: return location; as stemma_diagram_new(), stemma_lineage_subgraph() and the writers set it
 *
 * The view says how its cards stood before the last edit: the same view of the same snapshot gives the same
 * bytes, and the picture that is on screen, wherever it is asked for. A graph is the whole family, nothing folded.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
stemma_lineage_file_write (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view,
                           StemmaLayouter *layouter, const StemmaLineageFormat *format,
                           GCancellable *cancellable, GError **error)
{
  Format number = (Format) (format - formats);
  g_autoptr (StemmaView) dated = stemma_view_with_date (view, stemma_snapshot_get_date (snapshot));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return number <= FORMAT_PNG ? write_picture (snapshot, before, dated, layouter, number, cancellable, error)
                              : write_graph (snapshot, dated, number, cancellable, error);
}

/**
 * stemma_save_lineage:
 * @snapshot: a snapshot
 * @before: (nullable): the snapshot that the view compares with, stemma_view_get_since()
 * @view: what to show of it
 * @layouter: who places the cards of a picture
 * @path: where to; its suffix tells the format
 * @cancellable: (nullable): polled
 * @error: return location; %STEMMA_ERROR_USAGE for a suffix that stands for nothing, else as
 *   stemma_lineage_file_write() and stemma_atomic_write() set it
 *
 * What window and command line save a lineage with. What was at @path stays until the new file is whole.
 *
 * Returns: whether the file is written
 */
gboolean
stemma_save_lineage (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view,
                     StemmaLayouter *layouter, const char *path, GCancellable *cancellable, GError **error)
{
  const StemmaLineageFormat *format = stemma_lineage_file_find_format (path);
  if (format == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);
      g_set_error (
        error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
        _ ("What to write to %s is not clear: its name must end in .svg, .pdf, .png, .dot, .graphml, "
           ".json or .csv"),
        shown);
      return FALSE;
    }
  g_autoptr (GBytes) bytes
    = stemma_lineage_file_write (snapshot, before, view, layouter, format, cancellable, error);
  return bytes != NULL && stemma_atomic_write (path, bytes, error);
}
