#include "intake/stemma-crawl-hub.h"

#include "hub/stemma-hub-prefetch.h"

/* Pages that wait: a few, so that a page that takes long does not stop the other side. */
#define AHEAD 4

typedef struct
{
  StemmaHubClient *client;
  StemmaHubPrefetch *prefetch; /* (nullable) */
} Real;

static void
real_close (gpointer user_data)
{
  Real *real = user_data;
  g_clear_pointer (&real->prefetch, stemma_hub_prefetch_free);
}

static void
real_open (gpointer user_data, const char *next_url)
{
  Real *real = user_data;
  const StemmaHubQuery query = { .order = STEMMA_HUB_ASCENDING };
  real_close (real);
  real->prefetch = stemma_hub_prefetch_new (next_url != NULL ? stemma_hub_pager_new_at (real->client, next_url)
                                                             : stemma_hub_pager_new (real->client, &query),
                                            AHEAD);
}

static gboolean
real_wait (gpointer user_data, gint64 timeout)
{
  Real *real = user_data;
  return stemma_hub_prefetch_wait (real->prefetch, timeout);
}

static gboolean
real_next (gpointer user_data, StemmaHubListPage **page, GCancellable *cancellable, GError **error)
{
  Real *real = user_data;
  return stemma_hub_prefetch_next (real->prefetch, page, cancellable, error);
}

static StemmaHubLookup *
real_lookup (gpointer user_data, const char *id, GCancellable *cancellable, GError **error)
{
  Real *real = user_data;
  return stemma_hub_lookup (real->client, id, cancellable, error);
}

static GPtrArray *
real_children (gpointer user_data, const char *id, guint max_models, gboolean *more, GCancellable *cancellable,
               GError **error)
{
  Real *real = user_data;
  return stemma_hub_children (real->client, id, max_models, more, cancellable, error);
}

static void
real_get_status (gpointer user_data, StemmaHubStatus *status)
{
  Real *real = user_data;
  stemma_hub_client_get_status (real->client, status);
}

/** stemma_crawl_hub_new: @client: the way to a Hub. Returns: (transfer full): that Hub */
StemmaCrawlHub *
stemma_crawl_hub_new (StemmaHubClient *client)
{
  Real *real = g_new0 (Real, 1);
  real->client = stemma_hub_client_ref (client);
  StemmaCrawlHub *hub = g_new0 (StemmaCrawlHub, 1);
  *hub = (StemmaCrawlHub) { real_open,
                            real_wait,
                            real_next,
                            real_close,
                            real_lookup,
                            real_children,
                            real_get_status,
                            real,
                            stemma_hub_client_get_options (client)->endpoint };
  return hub;
}

/** stemma_crawl_hub_free: @hub: (nullable) (transfer full): made by stemma_crawl_hub_new() */
void
stemma_crawl_hub_free (StemmaCrawlHub *hub)
{
  if (hub == NULL)
    return;
  Real *real = hub->user_data;
  real_close (real);
  stemma_hub_client_unref (real->client);
  g_free (real);
  g_free (hub);
}
