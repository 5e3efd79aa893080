#include "workspace/stemma-workspace-fetch.h"

/* The snapshot is published; a sealing that fails is made up for when somebody asks for it. */
static void
seal_newest (StemmaWorkspace *workspace, GCancellable *cancellable)
{
  g_autoptr (GError) ignored = NULL;
  g_autoptr (StemmaSnapshot) sealed = stemma_workspace_load (workspace, "newest", cancellable, &ignored);
  if (sealed == NULL)
    g_info ("not sealed yet: %s", ignored->message);
}

/**
 * stemma_workspace_fetch:
 * @workspace: a workspace that may be written
 * @client: the way to the Hub
 * @options: what is wanted
 * @summary: (out): what came of it
 * @cancellable: (nullable): to stop; what came is kept
 * @error: what went wrong, what was kept and what to do
 *
 * Crawls the Hub, see stemma_crawl_run(), and seals the new snapshot.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_workspace_fetch (StemmaWorkspace *workspace, StemmaHubClient *client, const StemmaCrawlOptions *options,
                        StemmaCrawlSummary *summary, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaCrawlHub) hub = stemma_crawl_hub_new (client);
  if (!stemma_crawl_run (stemma_workspace_get_store (workspace), hub, options, summary, cancellable, error))
    return FALSE;
  seal_newest (workspace, cancellable);
  return TRUE;
}

/**
 * stemma_workspace_fetch_family:
 * @workspace: a workspace that may be written
 * @client: the way to the Hub
 * @options: which family
 * @summary: (out): what came of it; the caller frees its model
 * @cancellable: (nullable): to stop; the store is as before then
 * @error: what went wrong; the store is as before then
 *
 * Fetches one family, see stemma_family_fetch_run(), and seals the new snapshot.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_workspace_fetch_family (StemmaWorkspace *workspace, StemmaHubClient *client, const StemmaFamilyOptions *options,
                               StemmaFamilySummary *summary, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaCrawlHub) hub = stemma_crawl_hub_new (client);
  if (!stemma_family_fetch_run (stemma_workspace_get_store (workspace), hub, options, summary, cancellable, error))
    return FALSE;
  seal_newest (workspace, cancellable);
  return TRUE;
}
