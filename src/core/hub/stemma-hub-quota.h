#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StemmaHubQuota:
 * @limit: requests a window, 0 if the Hub did not say
 * @window: its length in seconds
 * @remaining: requests left in the window that runs, -1 if the Hub did not say
 * @reset: seconds until the next one begins
 */
typedef struct
{
  guint limit;
  guint window;
  int remaining;
  guint reset;
} StemmaHubQuota;

#define STEMMA_HUB_QUOTA_INIT \
  {                           \
    0, 0, -1, 0               \
  }

void stemma_hub_quota_parse (StemmaHubQuota *quota, const char *rate_limit, const char *policy);
int stemma_hub_retry_after (const char *header, const char *date);

G_END_DECLS
