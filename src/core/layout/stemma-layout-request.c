#include "layout/stemma-layout-request.h"
#include "base/stemma-error.h"
#include "layout/stemma-layout-columns.h"
#include "layout/stemma-layout-draft.h"
#include "layout/stemma-layout-seats.h"
#include "layout/stemma-layout-wire.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* To be raised when the same request is laid out in another way than before. */
#define VERSION_OF_RULES 2u

static gboolean
check_boxes (const StemmaLayoutRequest *request, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < request->n_boxes; i++)
    {
      const StemmaLayoutBox *box = &request->boxes[i];
      if (!isfinite (box->width) || box->width <= 0 || box->width > STEMMA_WIRE_MAX_SIZE ||
          !isfinite (box->height) || box->height <= 0 || box->height > STEMMA_WIRE_MAX_SIZE)
        {
          g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                       _("Cannot lay out: card %u has no size that can be drawn (%g × %g)"), i, box->width,
                       box->height);
          return FALSE;
        }
      if (!g_hash_table_add (ids, (gpointer) &box->id))
        {
          g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                       _("Cannot lay out: card %u has the id of another card"), i);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_edges (const StemmaLayoutRequest *request, GError **error)
{
  for (guint i = 0; i < request->n_edges; i++)
    {
      const StemmaLayoutEdge *edge = &request->edges[i];
      if (edge->from >= request->n_boxes || edge->to >= request->n_boxes)
        {
          g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                       _("Cannot lay out: edge %u leads to a card that is not there"), i);
          return FALSE;
        }
      if (!isfinite (edge->weight))
        {
          g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                       _("Cannot lay out: the weight of edge %u is no number"), i);
          return FALSE;
        }
    }
  return TRUE;
}

/*
 * stemma_layout_request_check:
 * @request: what somebody asks for
 * @error: STEMMA_ERROR_LAYOUT, with what is wrong
 *
 * Returns: whether it can be laid out
 */
gboolean
stemma_layout_request_check (const StemmaLayoutRequest *request, GError **error)
{
  if (request->n_boxes > STEMMA_WIRE_MAX_BOXES || request->n_edges > STEMMA_WIRE_MAX_EDGES)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                   _("Cannot lay out %u cards and %u edges: %u cards and %u edges are the most. Fold or "
                     "filter some"),
                   request->n_boxes, request->n_edges, STEMMA_WIRE_MAX_BOXES, STEMMA_WIRE_MAX_EDGES);
      return FALSE;
    }
  return check_boxes (request, error) && check_edges (request, error);
}

static void
hash_number (GChecksum *sum, guint64 number)
{
  number = GUINT64_TO_LE (number);
  g_checksum_update (sum, (const guchar *) &number, sizeof number);
}

static void
hash_double (GChecksum *sum, double number)
{
  union
  {
    double number;
    guint64 bits;
  } both = { number };
  hash_number (sum, both.bits);
}

/* Of how boxes stood before, what is looked at: the column and the place in it of those that still are there. */
static void
hash_previous (GChecksum *sum, const StemmaLayoutRequest *request)
{
  hash_number (sum, request->previous != NULL ? 1 : 0);
  for (guint i = 0; i < request->n_boxes && request->previous != NULL; i++)
    {
      const StemmaLayoutPlace *place = stemma_layout_find (request->previous, request->boxes[i].id);
      guint64 stood = place != NULL ? (guint64) place->column << 32 | place->rank_in_column : G_MAXUINT64;
      hash_number (sum, stood);
    }
}

/*
 * stemma_layout_request_hash:
 * @request: a request
 * @plain: whether it goes to stemma_layout_grid()
 * @key: (out caller-allocates): SHA-256 of everything that decides the layout
 */
void
stemma_layout_request_hash (const StemmaLayoutRequest *request, gboolean plain,
                            guint8 key[STEMMA_LAYOUT_KEY_SIZE])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  hash_number (sum, VERSION_OF_RULES);
  hash_number (sum, plain ? 1 : 0);
  hash_number (sum, request->n_boxes);
  hash_number (sum, request->n_edges);
  for (guint i = 0; i < request->n_boxes; i++)
    {
      hash_number (sum, request->boxes[i].id);
      hash_double (sum, request->boxes[i].width);
      hash_double (sum, request->boxes[i].height);
    }
  for (guint i = 0; i < request->n_edges; i++)
    {
      hash_number (sum, (guint64) request->edges[i].from << 32 | request->edges[i].to);
      hash_double (sum, request->edges[i].weight);
      hash_number (sum, request->edges[i].backward ? 1 : 0);
    }
  hash_previous (sum, request);
  gsize size = STEMMA_LAYOUT_KEY_SIZE;
  g_checksum_get_digest (sum, key, &size);
}

/* The edges that dot is told of: those that push to the right, each pair of boxes once. Returns indices.
 * Where columns are given, a cycle that nobody marked has an edge that leads back. */
static GArray *
choose_edges (const StemmaLayoutRequest *request, const gint32 *columns)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < request->n_edges; i++)
    {
      const StemmaLayoutEdge *edge = &request->edges[i];
      guint64 pair = (guint64) edge->from << 32 | edge->to;
      if (!stemma_layout_columns_pushes (edge))
        continue;
      if (columns != NULL && columns[edge->from] >= columns[edge->to])
        continue;
      if (g_hash_table_add (seen, g_memdup2 (&pair, sizeof pair)))
        g_array_append_val (chosen, i);
    }
  return chosen;
}

/* dot keeps the order in which the children of a box are told: so those that were on screen are told as they
 * stood. */
static void
keep_old_emission (const StemmaLayoutRequest *request, GArray *chosen)
{
  g_autoptr (GArray) seats = g_array_new (FALSE, FALSE, sizeof (StemmaLayoutSeat));
  for (guint slot = 0; slot < chosen->len && request->previous != NULL; slot++)
    {
      guint item = g_array_index (chosen, guint, slot);
      const StemmaLayoutEdge *edge = &request->edges[item];
      const StemmaLayoutPlace *place = stemma_layout_find (request->previous, request->boxes[edge->to].id);
      if (place == NULL)
        continue;
      guint64 group = (guint64) edge->from << 32 | place->column;
      StemmaLayoutSeat seat = { group, slot, place->rank_in_column, item };
      g_array_append_val (seats, seat);
    }
  if (seats->len > 0)
    stemma_layout_seats_restore (seats, &g_array_index (chosen, guint, 0));
}

static void
append (GByteArray *bytes, gconstpointer data, gsize size)
{
  g_byte_array_append (bytes, data, (guint) size);
}

static void
append_int (GByteArray *bytes, gint32 number)
{
  append (bytes, &number, sizeof number);
}

static void
append_boxes (GByteArray *bytes, const StemmaLayoutRequest *request)
{
  for (guint i = 0; i < request->n_boxes; i++)
    {
      append (bytes, &request->boxes[i].width, sizeof (double));
      append (bytes, &request->boxes[i].height, sizeof (double));
    }
}

static void
append_edges (GByteArray *bytes, const StemmaLayoutRequest *request, GArray *chosen)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      const StemmaLayoutEdge *edge = &request->edges[g_array_index (chosen, guint, i)];
      append_int (bytes, (gint32) edge->from);
      append_int (bytes, (gint32) edge->to);
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      const StemmaLayoutEdge *edge = &request->edges[g_array_index (chosen, guint, i)];
      append_int (bytes, (gint32) CLAMP (round (edge->weight), 1, STEMMA_WIRE_MAX_WEIGHT));
    }
}

static void
append_old_places (GByteArray *bytes, const StemmaLayoutRequest *request, const gint32 *columns)
{
  g_autoptr (GByteArray) ranks = g_byte_array_new ();
  for (guint i = 0; i < request->n_boxes; i++)
    append_int (bytes, columns != NULL ? columns[i] : 0);
  for (guint i = 0; i < request->n_boxes; i++)
    {
      const StemmaLayoutPlace *place = NULL;
      if (request->previous != NULL)
        place = stemma_layout_find (request->previous, request->boxes[i].id);
      append_int (bytes, place != NULL ? (gint32) place->column : -1);
      append_int (ranks, place != NULL ? (gint32) place->rank_in_column : 0);
    }
  append (bytes, ranks->data, ranks->len);
}

/*
 * stemma_layout_request_encode:
 * @request: a request that has been checked
 * @serial: number that the answer has to bear
 *
 * Returns: (transfer full): the request as the helper reads it; no id and no name is in it
 */
GByteArray *
stemma_layout_request_encode (const StemmaLayoutRequest *request, guint32 serial)
{
  g_autofree gint32 *columns = request->previous != NULL ? stemma_layout_columns_new (request) : NULL;
  g_autoptr (GArray) chosen = choose_edges (request, columns);
  GByteArray *bytes = g_byte_array_new ();
  StemmaWireRequest header = {
    .magic = STEMMA_WIRE_REQUEST_MAGIC,
    .version = STEMMA_WIRE_VERSION,
    .serial = serial,
    .n_boxes = request->n_boxes,
    .n_edges = chosen->len,
    .given = columns != NULL ? 1 : 0,
    .gap = STEMMA_LAYOUT_GAP,
    .gutter = STEMMA_LAYOUT_GUTTER,
  };
  keep_old_emission (request, chosen);
  append (bytes, &header, sizeof header);
  append_boxes (bytes, request);
  append_edges (bytes, request, chosen);
  append_old_places (bytes, request, columns);
  return bytes;
}
