#pragma once

#include "hub/stemma-hub-client.h"
#include "hub/stemma-hub-url.h"

G_BEGIN_DECLS

/**
 * StemmaHubListPage:
 * @json: a JSON array of models, whole but not checked any further
 * @url: where it came from
 * @next_url: (nullable): what to store with it; %NULL after the last page
 * @dropped: (array zero-terminated=1): keys that the Hub does not know, of this page and all that follow
 * @order: how the list is sorted, as its first page shows
 * @warnings: (array zero-terminated=1): what the Hub had to say
 * @date: when it came, seconds since 1970 on the Hub's clock; 0 if the Hub did not say
 * @quota: what the Hub said of it
 */
typedef struct
{
  GBytes *json;
  char *url;
  char *next_url;
  char **dropped;
  StemmaHubOrder order;
  char **warnings;
  gint64 date;
  StemmaHubQuota quota;
} StemmaHubListPage;

/** StemmaHubPager: walks over a list page by page, from its beginning or from a stored place. One thread at a
 * time. */
typedef struct _StemmaHubPager StemmaHubPager;

StemmaHubPager *stemma_hub_pager_new (StemmaHubClient *client, const StemmaHubQuery *query);
StemmaHubPager *stemma_hub_pager_new_at (StemmaHubClient *client, const char *next_url);
void stemma_hub_pager_free (StemmaHubPager *pager);
gboolean stemma_hub_pager_next (StemmaHubPager *pager, StemmaHubListPage **page, GCancellable *cancellable,
                                GError **error);

void stemma_hub_list_page_free (StemmaHubListPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubPager, stemma_hub_pager_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubListPage, stemma_hub_list_page_free)

G_END_DECLS
