#pragma once

#include "hub/stemma-hub-pager.h"

G_BEGIN_DECLS

/**
 * StemmaHubPrefetch:
 *
 * A pager on a thread of its own that keeps a few pages ahead, so that waiting for the Hub, parsing and
 * storing overlap. Freeing it stops the thread and waits for its end.
 */
typedef struct _StemmaHubPrefetch StemmaHubPrefetch;

StemmaHubPrefetch *stemma_hub_prefetch_new (StemmaHubPager *pager, guint ahead);
void stemma_hub_prefetch_free (StemmaHubPrefetch *prefetch);
gboolean stemma_hub_prefetch_wait (StemmaHubPrefetch *prefetch, gint64 timeout);
gboolean stemma_hub_prefetch_next (StemmaHubPrefetch *prefetch, StemmaHubListPage **page,
                                   GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubPrefetch, stemma_hub_prefetch_free)

G_END_DECLS
