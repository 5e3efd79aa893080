#include "app/lineage/stemma-lineage-request.h"

#include "app/lineage/stemma-lineage-page-private.h"
#include "workspace/stemma-layout-service.h"

/* Made when it is first needed; only with an open store. */
static StemmaLayouter *
get_layouter (StemmaLineagePage *page)
{
  if (page->layouter == NULL)
    page->layouter = stemma_layout_service_new (stemma_document_get_workspace (page->document));
  return page->layouter;
}

/**
 * stemma_lineage_request_new:
 * @page: a page
 * @path: (nullable): of a file
 *
 * Returns: (transfer full) (nullable): what @page is to show at this moment; %NULL where that is nothing
 */
StemmaLineageRequest *
stemma_lineage_request_new (StemmaLineagePage *page, const char *path)
{
  g_autoptr (StemmaView) view = stemma_lineage_page_get_dated_view (page);
  StemmaSnapshot *before = stemma_document_get_before (page->document);
  if (view == NULL)
    return NULL;
  StemmaLineageRequest *request = g_new0 (StemmaLineageRequest, 1);
  request->workspace = stemma_workspace_ref (stemma_document_get_workspace (page->document));
  request->snapshot = stemma_snapshot_ref (stemma_document_get_snapshot (page->document));
  request->before = before != NULL ? stemma_snapshot_ref (before) : NULL;
  request->view = g_steal_pointer (&view);
  request->layouter = stemma_layouter_ref (get_layouter (page));
  request->path = g_strdup (path);
  return request;
}

/** stemma_lineage_request_free: @request: (transfer full): a #StemmaLineageRequest */
void
stemma_lineage_request_free (gpointer data)
{
  StemmaLineageRequest *request = data;
  stemma_workspace_unref (request->workspace);
  stemma_snapshot_unref (request->snapshot);
  g_clear_pointer (&request->before, stemma_snapshot_unref);
  stemma_view_unref (request->view);
  stemma_layouter_unref (request->layouter);
  g_free (request->path);
  g_free (request);
}
