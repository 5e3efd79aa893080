#include "client-case.h"

#include <string.h>

static void
test_no_server (void)
{
  Steps steps = { 1, { "200||{}" } };
  Case c;
  case_init (&c, serve_steps, &steps);
  server_free (c.server);
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "cannot be reached");
  /* There never was an answer, so nobody is kept waiting. */
  g_assert_cmpfloat (test_clock_slept (&c.clock, 0), ==, -1);
  c.server = server_new (serve_steps, &steps);
  case_clear (&c);
}

static void
test_lost_server (void)
{
  Steps steps = { 1, { "200||{}" } };
  Case c;
  case_init (&c, serve_steps, &steps);
  stemma_hub_reply_free (case_get (&c));
  Server *gone = c.server;
  c.server = NULL;
  server_free (gone);
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "127.0.0.1");
  g_assert_cmpfloat (test_clock_slept (&c.clock, 3), >, 0);
  g_assert_cmpfloat (test_clock_slept (&c.clock, 4), ==, -1);
  c.server = server_new (serve_steps, &steps);
  case_clear (&c);
}

static void
test_proxy (void)
{
  Steps steps = { 1, { "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" } };
  g_autoptr (Server) proxy = server_new (serve_steps, &steps);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy->url, NULL);
  StemmaHubOptions *options = test_options ("https://hub.invalid", CASE_TOKEN);
  Case c = { 0 };
  test_clock_init (&c.clock);
  c.options = options;
  c.client = stemma_hub_client_new (options, &c.clock.clock);
  stemma_hub_client_set_proxy_resolver (c.client, resolver);
  c.url = g_strdup ("https://hub.invalid/api/models");
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubReply) reply = stemma_hub_client_get (c.client, c.url, NULL, &error);
  g_assert_null (reply);
  /* What a proxy is told is where to go, never the token. */
  g_autofree char *head = server_head (proxy, 0);
  g_assert_true (g_str_has_prefix (head, "CONNECT hub.invalid:443"));
  g_assert_null (strstr (head, "hf_"));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "The proxy on the way to hub.invalid"));
  stemma_hub_client_unref (c.client);
  stemma_hub_options_free (options);
  test_clock_clear (&c.clock);
  g_free (c.url);
}

static GBytes *
serve_hanging (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) head;
  const char *first = user_data;
  *then = SERVE_HANG;
  return first != NULL ? g_bytes_new (first, strlen (first)) : NULL;
}

/* A connection on which nothing comes, and an answer that takes for ever. */
static void
test_slow (void)
{
  Case c;
  case_init (&c, serve_hanging, NULL);
  c.options->timeout = 1;
  c.options->attempts = 1;
  case_renew (&c);
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "127.0.0.1 broke off");
  case_clear (&c);

  Steps steps = { 1, { "200||{\"id\":\"amber/finch\"}" } };
  case_init (&c, serve_steps, &steps);
  c.options->deadline = 5;
  c.options->attempts = 2;
  case_renew (&c);
  stemma_hub_reply_free (case_get (&c));
  c.clock.tick = 6 * G_USEC_PER_SEC;
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "so slowly");
  g_assert_cmpuint (server_requests (c.server), ==, 3);
  case_clear (&c);
}

/* In the middle of waiting for headers, and of a body. */
static void
test_cancel_io (void)
{
  static const char *const firsts[] = { NULL, "HTTP/1.1 200 OK\r\nContent-Ty",
                                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2," };
  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      Case c;
      case_init (&c, serve_hanging, (gpointer) firsts[i]);
      GThread *thread = g_thread_new ("cancel", cancel_soon, c.clock.cancellable);
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_hub_client_get (c.client, c.url, c.clock.cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
      case_clear (&c);
    }
}

/* In the wait for one's turn, for the quota, and before another attempt. */
static void
test_cancel_waits (void)
{
  static const Steps rows[] = {
    { 1, { "429|RateLimit: \"api\";r=0;t=41|{}" } },
    { 1, { "500||{}" } },
    { 1, { "200|RateLimit: \"api\";r=0;t=41|{}" } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case c;
      case_init (&c, serve_steps, (gpointer) &rows[i]);
      c.clock.cancel_at = 1;
      g_autoptr (GError) error = NULL;
      if (i == 2)
        stemma_hub_reply_free (case_get (&c));
      g_assert_null (stemma_hub_client_get (c.client, c.url, c.clock.cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (server_requests (c.server), ==, 1);
      g_assert_cmpfloat (test_clock_slept (&c.clock, 0), >=, i == 1 ? 0.75 : 42);
      case_clear (&c);
    }
}

typedef struct
{
  StemmaHubClient *client;
  const char *url;
  GCancellable *cancellable;
} Asking;

static gpointer
ask (gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_client_get (asking->client, asking->url, asking->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return NULL;
}

/* While another thread is inside a call. */
static void
test_cancel_busy (void)
{
  Case c;
  case_init (&c, serve_hanging, NULL);
  g_autoptr (GCancellable) mine = g_cancellable_new ();
  Asking asking = { c.client, c.url, c.clock.cancellable };
  GThread *first = g_thread_new ("ask", ask, &asking);
  while (server_requests (c.server) == 0)
    g_usleep (1000);
  GThread *soon = g_thread_new ("cancel", cancel_soon, mine);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_client_get (c.client, c.url, mine, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (server_requests (c.server), ==, 1);
  g_cancellable_cancel (c.clock.cancellable);
  g_thread_join (first);
  g_thread_join (soon);
  case_clear (&c);
}

/* The caller's own context is never run: what waits on it is still there. */
static gboolean
must_not_run (gpointer user_data)
{
  (void) user_data;
  g_assert_not_reached ();
}

static void
test_context (void)
{
  Steps steps = { 2, { "500||{}", "200||{}" } };
  guint id = g_idle_add (must_not_run, NULL);
  Case c;
  case_init (&c, serve_steps, &steps);
  stemma_hub_reply_free (case_get (&c));
  g_assert_null (g_main_context_get_thread_default ());
  case_clear (&c);
  g_source_remove (id);
}

static void
test_real_sleep (void)
{
  const StemmaClock *clock = stemma_clock_system ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 until = stemma_clock_now (clock) + 20000;
  g_assert_true (stemma_clock_sleep_until (clock, until, cancellable, &error));
  g_assert_cmpint (stemma_clock_now (clock), >=, until);
  g_assert_true (stemma_clock_sleep_until (clock, 0, NULL, &error));
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (stemma_clock_sleep_until (clock, G_MAXINT64 / 2, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/network/no-server", test_no_server);
  g_test_add_func ("/hub/network/lost-server", test_lost_server);
  g_test_add_func ("/hub/network/proxy", test_proxy);
  g_test_add_func ("/hub/network/slow", test_slow);
  g_test_add_func ("/hub/network/cancel-io", test_cancel_io);
  g_test_add_func ("/hub/network/cancel-waits", test_cancel_waits);
  g_test_add_func ("/hub/network/cancel-busy", test_cancel_busy);
  g_test_add_func ("/hub/network/context", test_context);
  g_test_add_func ("/hub/network/real-sleep", test_real_sleep);
  return g_test_run ();
}
