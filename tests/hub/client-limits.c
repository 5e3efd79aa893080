#include "client-server.h"

#include "hub/stemma-hub-limits.h"

#include <math.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
test_parse (void)
{
  static const struct
  {
    const char *rate;
    const char *policy;
    StemmaHubQuota quota;
  } rows[] = {
    { "\"api\";r=499;t=295", "\"fixed window\";\"api\";q=500;w=300", { 500, 300, 499, 295 } },
    { "\"pages\";r=1;t=2, \"api\";r=3;t=4",
      "\"x\";\"pages\";q=1;w=2 , \"x\";\"api\";q=5;w=6",
      { 5, 6, 3, 4 } },
    { "\"other\";r=3;t=4", "q=5;w=6", { 5, 6, 3, 4 } },
    { " \"api\" ; r=3 ; t=4 ", "\"a;q=9\";\"api\";q=5;w=6;x=7", { 5, 6, 3, 4 } },
    { "\"api\";t=4;r=0", NULL, { 0, 0, 0, 4 } },
    { "\"api\";r=3", "\"api\";q=5", { 0, 0, -1, 0 } },
    { "\"api\";r=-3;t=4", "\"api\";q=0;w=6", { 0, 0, -1, 0 } },
    { "\"api\";r=3.5;t=4", "\"api\";q=5;w=0", { 0, 0, -1, 0 } },
    { "\"api\";r=99999999999999999999;t=4", "\"api\";q=5;w=86400", { 0, 0, -1, 0 } },
    { "\"api\";r=7777777777;t=7777777777", "\"api\";q=7777777777;w=60", { 100000000, 60, 100000000, 3600 } },
    { "", ";;,,\"", { 0, 0, -1, 0 } },
    { NULL, NULL, { 0, 0, -1, 0 } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      StemmaHubQuota quota;
      stemma_hub_quota_parse (&quota, rows[i].rate, rows[i].policy);
      g_assert_cmpuint (quota.limit, ==, rows[i].quota.limit);
      g_assert_cmpuint (quota.window, ==, rows[i].quota.window);
      g_assert_cmpint (quota.remaining, ==, rows[i].quota.remaining);
      g_assert_cmpuint (quota.reset, ==, rows[i].quota.reset);
    }
}

static void
test_retry_after (void)
{
  static const char date[] = "Mon, 23 Nov 2026 08:00:00 GMT";
  g_assert_cmpint (stemma_hub_retry_after (NULL, date), ==, -1);
  g_assert_cmpint (stemma_hub_retry_after ("soon", date), ==, -1);
  g_assert_cmpint (stemma_hub_retry_after ("-7", date), ==, -1);
  g_assert_cmpint (stemma_hub_retry_after (" 7 ", date), ==, 7);
  g_assert_cmpint (stemma_hub_retry_after ("99999999", date), ==, 3600);
  g_assert_cmpint (stemma_hub_retry_after ("Mon, 23 Nov 2026 08:02:00 GMT", date), ==, 120);
  g_assert_cmpint (stemma_hub_retry_after ("Mon, 23 Nov 2026 07:00:00 GMT", date), ==, 0);
  g_assert_cmpint (stemma_hub_retry_after ("Mon, 23 Nov 2099 07:00:00 GMT", date), ==, 3600);
  g_assert_cmpint (stemma_hub_retry_after ("Mon, 23 Nov 2099 07:00:00 GMT", NULL), ==, 3600);
}

/* Sends as often as it may, against a Hub that counts; in no stretch of a window is the share exceeded. */
static void
send_all (guint q, guint w, double share, guint n, guint others)
{
  StemmaHubLimits limits;
  stemma_hub_limits_init (&limits, share);
  g_autoptr (GArray) sent = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now = 1000 * SECOND, start = now;
  gint64 window = w * SECOND;
  guint used = 0;
  gint64 opened = now;
  for (guint i = 0; i < n; i++)
    {
      now = stemma_hub_limits_next (&limits, now);
      stemma_hub_limits_spend (&limits, now);
      g_array_append_val (sent, now);
      if (now - opened >= window)
        {
          opened += (now - opened) / window * window;
          used = 0;
        }
      used += 1 + others;
      g_assert_cmpuint (used, <=, q);
      StemmaHubQuota quota = { q, w, (int) (q - used),
                               (guint) ((opened + window - now + SECOND - 1) / SECOND) };
      stemma_hub_limits_learn (&limits, &quota, now);
    }
  guint allowed = MAX ((guint) (q * share), 1);
  for (guint i = allowed; i < n; i++)
    g_assert_cmpint (g_array_index (sent, gint64, i) - g_array_index (sent, gint64, i - allowed), >=,
                     window - 1000);
  /* And nothing is given away either. */
  if (others == 0)
    g_assert_cmpfloat ((double) (now - start), <=, (n / (q * share) + 1.5) * 1.35 * (double) window);
}

static void
test_pace (void)
{
  send_all (500, 300, 0.6, 2000, 0);
  send_all (1000, 300, 0.5, 3000, 0);
  send_all (10, 2, 0.6, 200, 0);
  send_all (5, 1, 0.8, 100, 0);
  send_all (100, 60, 0.3, 300, 2);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (guint i = 0; i < 60; i++)
    send_all ((guint) g_rand_int_range (rand, 4, 3000), (guint) g_rand_int_range (rand, 1, 600),
              g_rand_double_range (rand, 0.3, 0.9), 500, 0);
}

static void
test_unknown_quota (void)
{
  StemmaHubLimits limits;
  stemma_hub_limits_init (&limits, 0.6);
  StemmaHubQuota none = STEMMA_HUB_QUOTA_INIT;
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpint (stemma_hub_limits_next (&limits, 7), ==, 7);
      stemma_hub_limits_spend (&limits, 7);
      stemma_hub_limits_learn (&limits, &none, 7);
    }
  /* What is left is heeded even so. */
  StemmaHubQuota empty = { 0, 0, 0, 9 };
  stemma_hub_limits_learn (&limits, &empty, 7);
  g_assert_cmpint (stemma_hub_limits_next (&limits, 7), ==, 7 + 10 * SECOND);
}

static void
test_bad_share (void)
{
  const double bad[] = { 0, -1, 2, (double) NAN, (double) INFINITY };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      StemmaHubLimits limits;
      StemmaHubQuota quota = { 100, 100, 100, 100 };
      stemma_hub_limits_init (&limits, bad[i]);
      stemma_hub_limits_learn (&limits, &quota, 0);
      g_assert_cmpfloat (limits.rate, <=, 1);
      g_assert_cmpfloat (limits.rate, >=, 0.9);
    }
}

/* Others use the quota too: what is left is stretched over what is left of the window. */
static void
test_shared_quota (void)
{
  StemmaHubLimits limits;
  stemma_hub_limits_init (&limits, 0.6);
  StemmaHubQuota quota = { 500, 300, 10, 200 };
  stemma_hub_limits_learn (&limits, &quota, 0);
  g_assert_cmpint (stemma_hub_limits_next (&limits, 0), ==, 20 * SECOND);
  quota = (StemmaHubQuota){ 500, 300, 400, 200 };
  stemma_hub_limits_learn (&limits, &quota, 0);
  g_assert_cmpint (stemma_hub_limits_next (&limits, 0), ==, 0);
}

/* A clock that is set back neither opens the gate nor shuts it for long. */
static void
test_clock_back (void)
{
  StemmaHubLimits limits;
  stemma_hub_limits_init (&limits, 0.6);
  StemmaHubQuota quota = { 500, 300, 400, 200 };
  gint64 now = 5000 * SECOND;
  stemma_hub_limits_learn (&limits, &quota, now);
  for (guint i = 0; i < 50; i++)
    {
      now = stemma_hub_limits_next (&limits, now);
      stemma_hub_limits_spend (&limits, now);
    }
  gint64 back = now - 3 * SECOND;
  gint64 next = stemma_hub_limits_next (&limits, back);
  g_assert_cmpint (next, >=, back);
  g_assert_cmpint (next, <=, back + 2 * SECOND);
}

static void
test_backoff (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  StemmaHubQuota unknown = STEMMA_HUB_QUOTA_INIT;
  StemmaHubQuota empty = { 500, 300, 0, 295 };
  StemmaHubQuota some = { 500, 300, 7, 295 };
  gboolean differs = FALSE;
  for (guint i = 0; i < 200; i++)
    for (guint round = 0; round < 6; round++)
      {
        double base = round < 3 ? 1 << round : 8;
        double seconds = (double) stemma_hub_limits_after_429 (&some, -1, round, rand) / SECOND;
        g_assert_cmpfloat (seconds, >=, base * 0.75);
        g_assert_cmpfloat (seconds, <=, base * 1.25);
        differs = differs || ABS (seconds - base) > base * 0.1;
      }
  g_assert_true (differs);
  g_assert_cmpint (stemma_hub_limits_after_429 (&empty, 3, 0, rand), ==, 296 * SECOND);
  g_assert_cmpint (stemma_hub_limits_after_429 (&some, 3, 0, rand), ==, 3 * SECOND);
  g_assert_cmpint (stemma_hub_limits_after_429 (&unknown, 0, 0, rand), ==, SECOND);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/limits/parse", test_parse);
  g_test_add_func ("/hub/limits/retry-after", test_retry_after);
  g_test_add_func ("/hub/limits/pace", test_pace);
  g_test_add_func ("/hub/limits/unknown-quota", test_unknown_quota);
  g_test_add_func ("/hub/limits/bad-share", test_bad_share);
  g_test_add_func ("/hub/limits/shared-quota", test_shared_quota);
  g_test_add_func ("/hub/limits/clock-back", test_clock_back);
  g_test_add_func ("/hub/limits/backoff", test_backoff);
  return g_test_run ();
}
