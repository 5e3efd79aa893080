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

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *s = a, *t = b;
  return *s < *t ? -1 : *s > *t;
}

static double
median_of (GArray *numbers)
{
  g_array_sort (numbers, compare_doubles);
  return round (g_array_index (numbers, double, numbers->len / 2));
}

/* Nothing was edited: most boxes stay where they were. */
static gboolean
find_common_shift (const StemmaLayoutRequest *request, const StemmaLayoutParts *parts, double *dx, double *dy)
{
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < parts->n_places && request->previous != NULL; i++)
    {
      const StemmaLayoutPlace *old = stemma_layout_find (request->previous, parts->places[i].id);
      if (old == NULL)
        continue;
      double x = old->x - parts->places[i].x, y = old->y - parts->places[i].y;
      g_array_append_val (xs, x);
      g_array_append_val (ys, y);
    }
  if (xs->len == 0)
    return FALSE;
  *dx = median_of (xs);
  *dy = median_of (ys);
  return TRUE;
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

static StemmaLayoutPlace *
find_anchor (const StemmaLayoutRequest *request, const StemmaLayoutParts *parts)
{
  for (guint i = 0; i < parts->n_places && request->anchor != 0; i++)
    if (parts->places[i].id == request->anchor)
      return &parts->places[i];
  return NULL;
}

/* Moves the whole so that the anchor is where it was; sums of fractions may be a hair beside it, so it is put
 * there. */
static void
come_to_rest (const StemmaLayoutRequest *request, StemmaLayoutParts *parts)
{
  StemmaLayoutPlace *anchor = request->previous != NULL ? find_anchor (request, parts) : NULL;
  const StemmaLayoutPlace *old = anchor != NULL ? stemma_layout_find (request->previous, anchor->id) : NULL;
  double dx = 0, dy = 0;
  if (parts->n_places == 0)
    return;
  if (old != NULL)
    {
      double x = old->x, y = old->y;
      shift (parts, x - anchor->x, y - anchor->y);
      anchor->x = x;
      anchor->y = y;
      return;
    }
  if (!find_common_shift (request, parts, &dx, &dy))
    {
      find_corner (parts, &dx, &dy);
      dx = -floor (dx);
      dy = -floor (dy);
    }
  shift (parts, dx, dy);
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
  come_to_rest (request, &parts);
  return stemma_layout_new (&parts);
}
