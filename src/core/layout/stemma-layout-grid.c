#include "layout/stemma-layout-columns.h"
#include "layout/stemma-layout-draft.h"
#include "layout/stemma-layout-finish.h"
#include "layout/stemma-layout-request.h"

/* Each column is stacked in the order of emission, around one line. */
static void
stack_boxes (const StemmaLayoutRequest *request, const gint32 *columns, double *centres)
{
  g_autofree double *heights = g_new0 (double, request->n_boxes + 1);
  g_autofree double *filled = g_new0 (double, request->n_boxes + 1);
  for (guint i = 0; i < request->n_boxes; i++)
    heights[columns[i]] += request->boxes[i].height + STEMMA_LAYOUT_GAP;
  for (guint i = 0; i < request->n_boxes; i++)
    {
      double room = request->boxes[i].height + STEMMA_LAYOUT_GAP;
      gint32 column = columns[i];
      centres[i] = filled[column] + room / 2 - heights[column] / 2;
      filled[column] += room;
    }
}

/**
 * stemma_layout_grid:
 * @request: what to lay out; the deadline is not looked at
 * @cancellable: (nullable): polled
 * @error: STEMMA_ERROR_LAYOUT if the request makes no sense, G_IO_ERROR_CANCELLED
 *
 * A plain layout, made here and at once: columns by the longest path, each in the order of emission, with old
 * columns and old order kept as stemma_layouter_run() keeps them. It does not look for few
 * crossings: show it when that failed, and say so.
 *
 * Returns: (transfer full) (nullable): a layout of which stemma_layout_is_plain() holds
 */
StemmaLayout *
stemma_layout_grid (const StemmaLayoutRequest *request, GCancellable *cancellable, GError **error)
{
  if (!stemma_layout_request_check (request, error))
    return NULL;
  g_autofree gint32 *columns = stemma_layout_columns_new (request);
  g_autofree double *centres = g_new0 (double, request->n_boxes + 1);
  stack_boxes (request, columns, centres);
  return stemma_layout_finish (request, columns, centres, TRUE, cancellable, error);
}
