#pragma once

#include "base/stemma-clock.h"
#include "hub/stemma-hub-options.h"
#include "hub/stemma-hub-reply.h"

G_BEGIN_DECLS

/** StemmaHubWait: why nothing is being asked at the moment. */
typedef enum
{
  STEMMA_HUB_WAIT_NONE,
  STEMMA_HUB_WAIT_PACE,  /* to stay within the share of the quota */
  STEMMA_HUB_WAIT_LIMIT, /* the Hub said that it was too much */
  STEMMA_HUB_WAIT_RETRY, /* the last attempt failed */
} StemmaHubWait;

/**
 * StemmaHubStatus:
 * @requests: sent so far, every attempt and every hop
 * @pages: of lists, so far
 * @bytes: received so far, unpacked
 * @retries: attempts that had to be made again
 * @quota: the Hub's last word
 * @wait: why it waits
 * @wait_until: until when, µs on the client's clock
 */
typedef struct
{
  guint64 requests;
  guint64 pages;
  guint64 bytes;
  guint64 retries;
  StemmaHubQuota quota;
  StemmaHubWait wait;
  gint64 wait_until;
} StemmaHubStatus;

/**
 * StemmaHubClient:
 *
 * The way to one Hub. Calls block, one at a time, from whatever thread; they never run a main context of the
 * caller's. Only its status may be read while another thread is inside a call.
 */
typedef struct _StemmaHubClient StemmaHubClient;

StemmaHubClient *stemma_hub_client_new (const StemmaHubOptions *options, const StemmaClock *clock);
StemmaHubClient *stemma_hub_client_ref (StemmaHubClient *client);
void stemma_hub_client_unref (StemmaHubClient *client);
const StemmaHubOptions *stemma_hub_client_get_options (const StemmaHubClient *client);
const StemmaClock *stemma_hub_client_get_clock (const StemmaHubClient *client);
void stemma_hub_client_get_status (StemmaHubClient *client, StemmaHubStatus *status);
void stemma_hub_client_set_tls_database (StemmaHubClient *client, GTlsDatabase *database);
void stemma_hub_client_set_proxy_resolver (StemmaHubClient *client, GProxyResolver *resolver);
StemmaHubReply *stemma_hub_client_get (StemmaHubClient *client, const char *url, GCancellable *cancellable,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubClient, stemma_hub_client_unref)

G_END_DECLS
