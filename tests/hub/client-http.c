#include "client-case.h"

#include <string.h>

static void
test_get (void)
{
  Steps steps = {
    1,
    { "200|RateLimit: \"api\";r=499;t=295~RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300~"
      "ETag: W/\"x\"~X-Request-Id: Root=1~X-HF-Warning: a; b~X-HF-Warning: c; d~"
      "Link: <https://x/>; rel=\"first\"~Link: <https://y/>; rel=\"next\"|{\"id\":\"amber/finch\"}" }
  };
  Case c;
  case_init (&c, serve_steps, &steps);
  g_autoptr (StemmaHubReply) reply = case_get (&c);
  g_assert_cmpuint (reply->status, ==, 200);
  expect_body (reply, "{\"id\":\"amber/finch\"}");
  g_assert_cmpstr (reply->url, ==, c.url);
  g_assert_cmpuint (reply->hops, ==, 0);
  g_assert_cmpstr (reply->etag, ==, "W/\"x\"");
  g_assert_cmpstr (reply->request_id, ==, "Root=1");
  g_assert_cmpstr (reply->link, ==, "<https://x/>; rel=\"first\", <https://y/>; rel=\"next\"");
  g_assert_cmpstr (reply->warnings[0], ==, "a; b");
  g_assert_cmpstr (reply->warnings[1], ==, "c; d");
  g_assert_null (reply->warnings[2]);
  g_assert_cmpint (reply->quota.remaining, ==, 499);
  g_assert_cmpuint (reply->quota.limit, ==, 500);
  g_autofree char *head = server_head (c.server, 0);
  g_assert_nonnull (strstr (head, "\r\nAuthorization: Bearer " CASE_TOKEN "\r\n"));
  g_assert_nonnull (strstr (head, "\r\nUser-Agent: Stemma/"));
  g_assert_nonnull (strstr (head, "gzip"));
  /* The same connection again. */
  g_autoptr (StemmaHubReply) again = case_get (&c);
  g_assert_cmpuint (c.server->connections, ==, 1);
  StemmaHubStatus status;
  stemma_hub_client_get_status (c.client, &status);
  g_assert_cmpuint (status.requests, ==, 2);
  g_assert_cmpuint (status.bytes, ==, 2 * strlen ("{\"id\":\"amber/finch\"}"));
  g_assert_cmpint (status.wait, ==, STEMMA_HUB_WAIT_NONE);
  case_clear (&c);
}

static void
test_offline_and_foreign (void)
{
  Steps steps = { 1, { "200||{}" } };
  Case c;
  case_init (&c, serve_steps, &steps);
  c.options->offline = TRUE;
  case_renew (&c);
  case_expect_error (&c, STEMMA_ERROR_OFFLINE, "HF_HUB_OFFLINE");
  c.options->offline = FALSE;
  case_renew (&c);
  g_free (c.url);
  c.url = g_strdup ("http://127.0.0.2:9/api/models");
  case_expect_error (&c, STEMMA_ERROR_USAGE, "127.0.0.2");
  g_assert_cmpuint (server_requests (c.server), ==, 0);
  case_clear (&c);
}

static const struct
{
  Steps steps;
  guint requests;
  double waits[5];
  gboolean fails;
} retries[] = {
  { { 3, { "500||{}", "502|Content-Type: text/html|<html>", "200||{\"id\":\"x\"}" } }, 3, { 1, 2 }, FALSE },
  { { 2, { "408||", "200||{}" } }, 2, { 1 }, FALSE },
  { { 2, { "503|Retry-After: 7|{}", "200||{}" } }, 2, { 7 }, FALSE },
  { { 2, { "504||{}", "200||{}" } }, 2, { 1 }, FALSE },
  { { 2, { NULL, "200||{}" } }, 2, { 1 }, FALSE },
  { { 2,
      { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n[1,2", "200||{}" } },
    2,
    { 1 },
    FALSE },
  { { 2, { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"id\":", "200||{}" } },
    2,
    { 1 },
    FALSE },
  { { 2,
      { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2,",
        "200||{}" } },
    2,
    { 1 },
    FALSE },
  { { 2, { "nonsense\r\n\r\n", "200||{}" } }, 2, { 1 }, FALSE },
  { { 2, { "200||{\"error\":\"Internal\"}", "200||{}" } }, 2, { 1 }, FALSE },
  { { 2, { "200||", "200||{}" } }, 2, { 1 }, FALSE },
  { { 1, { "500||{\"error\":\"out of nuts\"}" } }, 5, { 1, 2, 4, 8 }, TRUE },
  { { 1, { NULL } }, 5, { 1, 2, 4, 8 }, TRUE },
};

/* What is retried, how often, and how long is waited in between. */
static void
test_retries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (retries); i++)
    {
      Case c;
      case_init (&c, serve_steps, (gpointer) &retries[i].steps);
      if (retries[i].fails)
        case_expect_error (&c, STEMMA_ERROR_NETWORK, "is kept");
      else
        stemma_hub_reply_free (case_get (&c));
      g_assert_cmpuint (server_requests (c.server), ==, retries[i].requests);
      StemmaHubStatus status;
      stemma_hub_client_get_status (c.client, &status);
      g_assert_cmpuint (status.retries, ==, retries[i].requests - 1);
      for (guint j = 0; j + 1 < retries[i].requests; j++)
        {
          double slept = test_clock_slept (&c.clock, j);
          g_assert_cmpfloat (slept, >=, retries[i].waits[j] * 0.75);
          g_assert_cmpfloat (slept, <=, retries[i].waits[j] * 1.25);
        }
      g_assert_cmpfloat (test_clock_slept (&c.clock, retries[i].requests - 1), ==, -1);
      case_clear (&c);
    }
}

static void
test_too_many (void)
{
  static const char nothing_left[]
      = "429|RateLimit: \"api\";r=0;t=41~RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300|{}";
  Steps rounds = { 8,
                   { nothing_left, nothing_left, nothing_left, nothing_left, nothing_left, nothing_left,
                     nothing_left, "200||{}" } };
  Case c;
  case_init (&c, serve_steps, &rounds);
  /* More waits than attempts: they are none. */
  stemma_hub_reply_free (case_get (&c));
  for (guint i = 0; i < 7; i++)
    g_assert_cmpfloat (test_clock_slept (&c.clock, i), ==, 42);
  StemmaHubStatus status;
  stemma_hub_client_get_status (c.client, &status);
  g_assert_cmpuint (status.retries, ==, 0);
  case_clear (&c);

  Steps asked = {
    4, { "429|RateLimit: \"api\";r=9;t=41~Retry-After: 3|{}", "429||<html>", "429||{}", "200||{}" }
  };
  case_init (&c, serve_steps, &asked);
  stemma_hub_reply_free (case_get (&c));
  g_assert_cmpfloat (test_clock_slept (&c.clock, 0), ==, 3);
  g_assert_cmpfloat_with_epsilon (test_clock_slept (&c.clock, 1), 2, 0.5);
  g_assert_cmpfloat_with_epsilon (test_clock_slept (&c.clock, 2), 4, 1);
  case_clear (&c);

  Steps dated = {
    2, { "429|Date: Mon, 23 Nov 2026 08:00:00 GMT~Retry-After: Mon, 23 Nov 2026 08:01:30 GMT|{}", "200||{}" }
  };
  case_init (&c, serve_steps, &dated);
  stemma_hub_reply_free (case_get (&c));
  g_assert_cmpfloat (test_clock_slept (&c.clock, 0), ==, 90);
  case_clear (&c);

  Steps ever = { 1, { nothing_left } };
  case_init (&c, serve_steps, &ever);
  case_expect_error (&c, STEMMA_ERROR_LIMITED, "too often");
  g_assert_cmpuint (server_requests (c.server), ==, 13);
  case_clear (&c);
}

static void
test_pace (void)
{
  Steps steps = {
    1, { "200|RateLimit: \"api\";r=400;t=200~RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300|{}" }
  };
  Case c;
  case_init (&c, serve_steps, &steps);
  gint64 start = c.clock.now;
  for (guint i = 0; i < 310; i++)
    stemma_hub_reply_free (case_get (&c));
  /* 60 % of 500 in 300 s, so the ten behind them have to wait for the next window. */
  g_assert_cmpint (c.clock.now - start, >=, 300 * G_USEC_PER_SEC);
  g_assert_cmpint (c.clock.now - start, <=, 330 * G_USEC_PER_SEC);
  case_clear (&c);
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *answer;
    int code; /* of STEMMA_ERROR; -1 if the answer is handed over */
    const char *says;
  } rows[] = {
    { "404|X-Error-Code: RepoNotFound|{\"error\":\"Repository not found\"}", -1, NULL },
    { "400||{\"error\":\"bad\"}", -1, NULL },
    { "403|X-Error-Code: GatedRepo|{}", -1, NULL },
    { "401|X-Error-Message: Invalid credentials in Authorization header|{\"error\":\"no\"}",
      STEMMA_ERROR_REFUSED, "token" },
    { "401||{\"error\":\"Invalid username or password.\"}", STEMMA_ERROR_REFUSED,
      "Nothing is taken for deleted" },
    { "401||{\"error\":\"" CASE_TOKEN " is no good\"}", STEMMA_ERROR_REFUSED, "token" },
    { "500|X-Request-Id: nut-7|{\"error\":\"for " CASE_TOKEN " no\"}", STEMMA_ERROR_NETWORK,
      "for … no, request nut-7" },
    { "200|Content-Type: text/html; charset=utf-8|<html>log in</html>", STEMMA_ERROR_NETWORK,
      "not of the Hub" },
    { "200|Content-Type: text/html|{\"id\":\"x\"}", STEMMA_ERROR_NETWORK, "not of the Hub" },
    { "200|Content-Type: text/plain|hello", STEMMA_ERROR_NETWORK, "not of the Hub" },
    { "502|Content-Type: text/html|<html>", STEMMA_ERROR_NETWORK, "not of the Hub" },
    { "511|Content-Type: text/html|<html>", STEMMA_ERROR_NETWORK, "not of the Hub" },
    { "407||{}", STEMMA_ERROR_NETWORK, "proxy" },
    { "302||{}", STEMMA_ERROR_NETWORK, "on and on" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Steps steps = { 1, { rows[i].answer } };
      Case c;
      case_init (&c, serve_steps, &steps);
      if (rows[i].code >= 0)
        case_expect_error (&c, (StemmaError) rows[i].code, rows[i].says);
      else
        {
          g_autoptr (StemmaHubReply) reply = case_get (&c);
          g_assert_cmpuint (reply->status, ==, g_ascii_strtoull (rows[i].answer, NULL, 10));
        }
      case_clear (&c);
    }
}

static GBytes *
serve_redirects (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) then;
  const char *other = user_data;
  if (strstr (head, CASE_PATH " ") != NULL)
    return answer (307, "Location: /api/models/amber/goldfinch?x=1\r\nContent-Type: text/plain\r\n",
                   "Temporary Redirect");
  if (strstr (head, "/goldfinch?x=1 ") != NULL)
    return answer (200, "", "{\"id\":\"amber/goldfinch\"}");
  if (strstr (head, "/away ") != NULL)
    {
      g_autofree char *location = g_strdup_printf ("Location: %s/there\r\n", other);
      return answer (302, location, "");
    }
  if (strstr (head, "/file ") != NULL)
    return answer (302, "Location: file:///etc/passwd\r\n", "");
  if (strstr (head, "/password ") != NULL)
    return answer (302, "Location: http://u:p@127.0.0.1/\r\n", "");
  return answer (302, "Location: ring\r\n", "");
}

static void
ask_for (Case *c, const char *path)
{
  g_free (c->url);
  c->url = g_strconcat (c->server->url, path, NULL);
}

static void
test_redirects (void)
{
  Steps steps = { 1, { "200||{\"id\":\"elsewhere\"}" } };
  g_autoptr (Server) other = server_new (serve_steps, &steps);
  Case c;
  case_init (&c, serve_redirects, other->url);
  g_autoptr (StemmaHubReply) reply = case_get (&c);
  g_autofree char *final = g_strconcat (c.server->url, "/api/models/amber/goldfinch?x=1", NULL);
  g_assert_cmpstr (reply->url, ==, final);
  g_assert_cmpuint (reply->hops, ==, 1);
  g_autofree char *second = server_head (c.server, 1);
  g_assert_nonnull (strstr (second, CASE_TOKEN));

  ask_for (&c, "/away");
  g_autoptr (StemmaHubReply) away = case_get (&c);
  expect_body (away, "{\"id\":\"elsewhere\"}");
  g_autofree char *there = server_head (other, 0);
  g_assert_null (strstr (there, "Authorization"));
  g_assert_null (strstr (there, "hf_"));

  ask_for (&c, "/file");
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "file:///etc/passwd");
  ask_for (&c, "/password");
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "on and on");
  guint before = server_requests (c.server);
  ask_for (&c, "/ring");
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "on and on");
  g_assert_cmpuint (server_requests (c.server) - before, ==, 6);
  case_clear (&c);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/http/get", test_get);
  g_test_add_func ("/hub/http/offline-and-foreign", test_offline_and_foreign);
  g_test_add_func ("/hub/http/retries", test_retries);
  g_test_add_func ("/hub/http/too-many", test_too_many);
  g_test_add_func ("/hub/http/pace", test_pace);
  g_test_add_func ("/hub/http/statuses", test_statuses);
  g_test_add_func ("/hub/http/redirects", test_redirects);
  return g_test_run ();
}
