#pragma once

#include "hub/stemma-hub-lookup.h"
#include "hub/stemma-hub-pager.h"

G_BEGIN_DECLS

/**
 * StemmaCrawlHub:
 * @open: begins to read the list, from @next_url or from its beginning
 * @wait: waits for the next page for @timeout µs at most; whether @next would return at once
 * @next: the next page, %NULL behind the last
 * @close: ends the reading of the list
 * @lookup: asks for one model
 * @children: (element-type GBytes): asks for the models that name one as their base
 * @get_status: what is going on, from any thread
 * @user_data: given to all of them
 * @endpoint: where the Hub is
 *
 * The Hub as a crawl sees it; tests bring one of their own.
 */
typedef struct
{
  void (*open) (gpointer user_data, const char *next_url);
  gboolean (*wait) (gpointer user_data, gint64 timeout);
  gboolean (*next) (gpointer user_data, StemmaHubListPage **page, GCancellable *cancellable, GError **error);
  void (*close) (gpointer user_data);
  StemmaHubLookup *(*lookup) (gpointer user_data, const char *id, GCancellable *cancellable, GError **error);
  GPtrArray *(*children) (gpointer user_data, const char *id, guint max_models, gboolean *more,
                          GCancellable *cancellable, GError **error);
  void (*get_status) (gpointer user_data, StemmaHubStatus *status);
  gpointer user_data;
  const char *endpoint;
} StemmaCrawlHub;

StemmaCrawlHub *stemma_crawl_hub_new (StemmaHubClient *client);
void stemma_crawl_hub_free (StemmaCrawlHub *hub);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaCrawlHub, stemma_crawl_hub_free)

G_END_DECLS
