#include "layout/stemma-layout-finish.h"
#include "layout/stemma-layout-curve.h"
#include "layout/stemma-layout-draft.h"
#include "layout/stemma-layout-request.h"
#include "layout/stemma-layout-routes.h"

#include <math.h>
#include <string.h>

static StemmaLayoutPlace *
make_places (const StemmaLayoutDraft *draft)
{
  StemmaLayoutPlace *places = g_new (StemmaLayoutPlace, draft->n_boxes + 1);
  for (guint i = 0; i < draft->n_boxes; i++)
    {
      const StemmaLayoutBox *box = &draft->request->boxes[i];
      places[i] = (StemmaLayoutPlace){
        .id = box->id,
        .x = draft->left[draft->column[i]],
        .y = draft->top[i],
        .width = box->width,
        .height = box->height,
        .column = draft->column[i],
        .rank_in_column = draft->rank[i],
      };
    }
  return places;
}

static void
make_curves (const StemmaLayoutDraft *draft, const StemmaLayoutRoutes *routes, StemmaLayoutParts *parts)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (double));
  parts->n_curves = draft->request->n_edges;
  parts->starts = g_new0 (guint, parts->n_curves + 1);
  for (guint i = 0; i < parts->n_curves; i++)
    {
      stemma_layout_curve_append (draft, routes, i, points);
      parts->starts[i + 1] = points->len / 2;
    }
  parts->points = (double *) (gpointer) g_array_free (points, FALSE);
}

static void
find_corner (const StemmaLayoutParts *parts, double *left, double *top)
{
  *left = *top = G_MAXDOUBLE;
  for (guint i = 0; i < parts->n_places; i++)
    {
      *left = MIN (*left, parts->places[i].x);
      *top = MIN (*top, parts->places[i].y);
    }
  for (guint i = 0; i < parts->starts[parts->n_curves]; i++)
    {
      *left = MIN (*left, parts->points[2 * i]);
      *top = MIN (*top, parts->points[2 * i + 1]);
    }
}

static void
shift (StemmaLayoutParts *parts, double dx, double dy)
{
  for (guint i = 0; i < parts->n_places; i++)
    {
      parts->places[i].x += dx;
      parts->places[i].y += dy;
    }
  for (guint i = 0; i < parts->starts[parts->n_curves]; i++)
    {
      parts->points[2 * i] += dx;
      parts->points[2 * i + 1] += dy;
    }
}

/* The top left corner comes to 0, 0: where a layout stands says nothing of the one before it. */
static void
come_to_rest (StemmaLayoutParts *parts)
{
  double left, top;
  if (parts->n_places == 0)
    return;
  find_corner (parts, &left, &top);
  shift (parts, -floor (left), -floor (top));
}

/*
 * stemma_layout_finish:
 * @request: a request that has been checked
 * @columns: the column of each box
 * @centres: where the middle of each box would best be, pixels downwards
 * @plain: whether no Graphviz was at work
 * @cancellable: (nullable): polled
 * @error: set only when cancelled
 *
 * Returns: (transfer full) (nullable): the layout
 */
StemmaLayout *
stemma_layout_finish (const StemmaLayoutRequest *request, const gint32 *columns, const double *centres,
                      gboolean plain, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaLayoutDraft) draft = stemma_layout_draft_new (request, columns, centres);
  g_autoptr (StemmaLayoutRoutes) routes = stemma_layout_routes_new (draft, cancellable, error);
  if (routes == NULL)
    return NULL;
  StemmaLayoutParts parts = { .plain = plain, .n_places = draft->n_boxes, .places = make_places (draft) };
  stemma_layout_request_hash (request, plain, parts.key);
  make_curves (draft, routes, &parts);
  come_to_rest (&parts);
  return stemma_layout_new (&parts);
}
