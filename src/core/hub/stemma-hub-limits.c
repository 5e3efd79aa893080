#include "hub/stemma-hub-limits.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
/* Requests that may follow each other at once, where the quota is large enough: a small family comes in one
 * go. */
#define MAX_BURST 10
#define BURST_PART 0.1
#define MAX_BACKOFF_ROUND 3
#define JITTER 0.25

/**
 * stemma_hub_limits_init:
 * @limits: (out): what is known before the first answer: nothing
 * @share: the part of the quota that is to be used; what is no part of it is taken for all of it
 */
void
stemma_hub_limits_init (StemmaHubLimits *limits, double share)
{
  *limits = (StemmaHubLimits){ .share = share > 0 && share < 1 ? share : 1, .quota = STEMMA_HUB_QUOTA_INIT };
}

/* Requests are saved up at an even rate; the burst is taken off, so that no window ever sees more than the
 * share: at most capacity + rate * window. */
static void
set_policy (StemmaHubLimits *limits, const StemmaHubQuota *quota, gint64 now)
{
  double allowed = MAX ((guint) (quota->limit * limits->share), 1);
  gboolean first = limits->rate <= 0;
  limits->capacity = CLAMP (allowed * BURST_PART, 1, MAX_BURST);
  limits->rate = (allowed - (limits->capacity - 1)) / quota->window;
  limits->saved = MIN (first ? limits->capacity - 1 : limits->saved, limits->capacity);
  if (first)
    limits->saved_at = now;
}

static void
save_up (StemmaHubLimits *limits, gint64 now)
{
  double seconds = (double) MAX (now - limits->saved_at, 0) / SECOND;
  limits->saved = MIN (limits->saved + seconds * limits->rate, limits->capacity);
  limits->saved_at = MAX (now, limits->saved_at);
}

/**
 * stemma_hub_limits_learn:
 * @limits: what is known
 * @quota: of an answer
 * @now: microseconds
 *
 * Others may use the same quota (it goes by address or by token): what is left is stretched over what is left
 * of the window, and where nothing is left the next request waits for the next window.
 */
void
stemma_hub_limits_learn (StemmaHubLimits *limits, const StemmaHubQuota *quota, gint64 now)
{
  if (quota->limit > 0
      && (limits->rate <= 0 || quota->limit != limits->quota.limit || quota->window != limits->quota.window))
    set_policy (limits, quota, now);
  if (quota->limit > 0)
    {
      limits->quota.limit = quota->limit;
      limits->quota.window = quota->window;
    }
  if (quota->remaining < 0)
    return;
  limits->quota.remaining = quota->remaining;
  limits->quota.reset = quota->reset;
  limits->not_before = now;
  if (quota->remaining == 0)
    limits->not_before = now + (quota->reset + 1) * SECOND;
  else if (limits->rate > 0 && (double) quota->remaining < limits->rate * quota->reset)
    limits->not_before = now + quota->reset * SECOND / quota->remaining;
}

/**
 * stemma_hub_limits_next:
 * @limits: what is known
 * @now: microseconds
 *
 * Returns: when the next request may go, @now if at once
 */
gint64
stemma_hub_limits_next (StemmaHubLimits *limits, gint64 now)
{
  gint64 next = MAX (now, limits->not_before);
  if (limits->rate <= 0)
    return next;
  save_up (limits, now);
  if (limits->saved < 1)
    next = MAX (next, now + (gint64) ((1 - limits->saved) / limits->rate * SECOND) + 1);
  return next;
}

/**
 * stemma_hub_limits_spend:
 * @limits: what is known
 * @now: microseconds, of a request that goes out
 */
void
stemma_hub_limits_spend (StemmaHubLimits *limits, gint64 now)
{
  if (limits->rate <= 0)
    return;
  save_up (limits, now);
  limits->saved = MAX (limits->saved - 1, 0);
}

/**
 * stemma_hub_limits_backoff:
 * @round: how many attempts have failed before, from 0
 * @rand: for the jitter, which keeps many clients from coming back at once
 *
 * Returns: microseconds to wait: 1, 2, 4, 8 s, give or take a quarter
 */
gint64
stemma_hub_limits_backoff (guint round, GRand *rand)
{
  double seconds = 1u << MIN (round, MAX_BACKOFF_ROUND);
  return (gint64) (seconds * g_rand_double_range (rand, 1 - JITTER, 1 + JITTER) * SECOND);
}

/**
 * stemma_hub_limits_after_429:
 * @quota: of the answer that said "too many requests"
 * @retry_after: seconds, -1 if it did not say
 * @round: how many such answers came before in a row, from 0
 * @rand: for the jitter
 *
 * Returns: microseconds to wait: for the next window if nothing is left of this one, else as the Hub asks,
 * else ever longer
 */
gint64
stemma_hub_limits_after_429 (const StemmaHubQuota *quota, int retry_after, guint round, GRand *rand)
{
  if (quota->remaining == 0)
    return (quota->reset + 1) * SECOND;
  if (retry_after >= 0)
    return MAX (retry_after, 1) * SECOND;
  return stemma_hub_limits_backoff (round, rand);
}
