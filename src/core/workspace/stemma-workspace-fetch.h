#pragma once

#include "intake/stemma-crawl.h"
#include "intake/stemma-family-fetch.h"
#include "workspace/stemma-workspace.h"

G_BEGIN_DECLS

gboolean stemma_workspace_fetch (StemmaWorkspace *workspace, StemmaHubClient *client, const StemmaCrawlOptions *options,
                                 StemmaCrawlSummary *summary, GCancellable *cancellable, GError **error);
gboolean stemma_workspace_fetch_family (StemmaWorkspace *workspace, StemmaHubClient *client,
                                        const StemmaFamilyOptions *options, StemmaFamilySummary *summary,
                                        GCancellable *cancellable, GError **error);

G_END_DECLS
