#pragma once

#include "base/stemma-clock.h"
#include "hub/stemma-hub-quota.h"

G_BEGIN_DECLS

/**
 * StemmaHubLimits:
 *
 * When the next request may go: never more than a share of the Hub's quota in any window. It belongs to one
 * thread and only reckons; who asks it waits.
 */
typedef struct
{
  double share;
  double rate;       /* requests a second, 0 while no quota is known */
  double capacity;   /* requests that may follow each other at once */
  double saved;      /* requests that may go now */
  gint64 saved_at;   /* µs */
  gint64 not_before; /* µs; what is left of the window is used up, or is to be stretched */
  StemmaHubQuota quota;
} StemmaHubLimits;

void stemma_hub_limits_init (StemmaHubLimits *limits, double share);
void stemma_hub_limits_learn (StemmaHubLimits *limits, const StemmaHubQuota *quota, gint64 now);
gint64 stemma_hub_limits_next (StemmaHubLimits *limits, gint64 now);
void stemma_hub_limits_spend (StemmaHubLimits *limits, gint64 now);
gint64 stemma_hub_limits_after_429 (const StemmaHubQuota *quota, int retry_after, guint round, GRand *rand);
gint64 stemma_hub_limits_backoff (guint round, GRand *rand);

G_END_DECLS
