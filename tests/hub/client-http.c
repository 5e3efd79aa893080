#include "client-server.h"

#include "base/stemma-error.h"
#include "client-certificate.h"
#include "hub/stemma-hub-client.h"

#include <glib/gstdio.h>
#include <string.h>

#define TOKEN "hf_finchTokenOfNobody42"
#define PATH "/api/models/amber/finch"

typedef struct
{
  TestClock clock;
  StemmaHubOptions *options;
  StemmaHubClient *client;
  Server *server;
  char *url;
} Case;

static void
set_up (Case *c, ServeFunc serve, gpointer user_data)
{
  c->server = server_new (serve, user_data);
  c->options = test_options (c->server->url, TOKEN);
  test_clock_init (&c->clock);
  c->client = stemma_hub_client_new (c->options, &c->clock.clock);
  c->url = g_strconcat (c->server->url, PATH, NULL);
}

static void
tear_down (Case *c)
{
  stemma_hub_client_unref (c->client);
  stemma_hub_options_free (c->options);
  server_free (c->server);
  test_clock_clear (&c->clock);
  g_free (c->url);
}

static StemmaHubReply *
get (Case *c)
{
  g_autoptr (GError) error = NULL;
  StemmaHubReply *reply = stemma_hub_client_get (c->client, c->url, c->clock.cancellable, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply);
  return reply;
}

static void
expect_body (const StemmaHubReply *reply, const char *body)
{
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), body, strlen (body));
}

/* Whatever goes wrong, the token is in no message, and the message says something of what is kept. */
static void
expect_error (Case *c, StemmaError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_client_get (c->client, c->url, c->clock.cancellable, &error));
  g_assert_error (error, STEMMA_ERROR, (int) code);
  g_assert_null (strstr (error->message, "finchToken"));
  if (strstr (error->message, says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, says);
}

static void
test_get (void)
{
  Steps steps = { 1, { "200|RateLimit: \"api\";r=499;t=295~RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300~"
                       "ETag: W/\"x\"~X-Request-Id: Root=1~X-HF-Warning: a; b~X-HF-Warning: c; d~"
                       "Link: <https://x/>; rel=\"first\"~Link: <https://y/>; rel=\"next\"|{\"id\":\"amber/finch\"}" } };
  Case c;
  set_up (&c, serve_steps, &steps);
  g_autoptr (StemmaHubReply) reply = get (&c);
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
  g_assert_nonnull (strstr (head, "\r\nAuthorization: Bearer " TOKEN "\r\n"));
  g_assert_nonnull (strstr (head, "\r\nUser-Agent: Stemma/"));
  g_assert_nonnull (strstr (head, "gzip"));
  /* The same connection again. */
  g_autoptr (StemmaHubReply) again = get (&c);
  g_assert_cmpuint (c.server->connections, ==, 1);
  StemmaHubStatus status;
  stemma_hub_client_get_status (c.client, &status);
  g_assert_cmpuint (status.requests, ==, 2);
  g_assert_cmpuint (status.bytes, ==, 2 * strlen ("{\"id\":\"amber/finch\"}"));
  g_assert_cmpint (status.wait, ==, STEMMA_HUB_WAIT_NONE);
  tear_down (&c);
}

static void
test_offline_and_foreign (void)
{
  Steps steps = { 1, { "200||{}" } };
  Case c;
  set_up (&c, serve_steps, &steps);
  stemma_hub_client_unref (c.client);
  c.options->offline = TRUE;
  c.client = stemma_hub_client_new (c.options, &c.clock.clock);
  expect_error (&c, STEMMA_ERROR_OFFLINE, "HF_HUB_OFFLINE");
  stemma_hub_client_unref (c.client);
  c.options->offline = FALSE;
  c.client = stemma_hub_client_new (c.options, &c.clock.clock);
  g_free (c.url);
  c.url = g_strdup ("http://127.0.0.2:9/api/models");
  expect_error (&c, STEMMA_ERROR_USAGE, "127.0.0.2");
  g_assert_cmpuint (server_requests (c.server), ==, 0);
  tear_down (&c);
}

/* What is retried, how often, and how long is waited in between. */
static void
test_retries (void)
{
  static const struct
  {
    Steps steps;
    guint requests;
    double waits[5];
    gboolean fails;
  } rows[] = {
    { { 3, { "500||{}", "502|Content-Type: text/html|<html>", "200||{\"id\":\"x\"}" } }, 3, { 1, 2 }, FALSE },
    { { 2, { "408||", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "503|Retry-After: 7|{}", "200||{}" } }, 2, { 7 }, FALSE },
    { { 2, { "504||{}", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { NULL, "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n[1,2", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"id\":", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2,", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "nonsense\r\n\r\n", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "200||{\"error\":\"Internal\"}", "200||{}" } }, 2, { 1 }, FALSE },
    { { 2, { "200||", "200||{}" } }, 2, { 1 }, FALSE },
    { { 1, { "500||{\"error\":\"out of nuts\"}" } }, 5, { 1, 2, 4, 8 }, TRUE },
    { { 1, { NULL } }, 5, { 1, 2, 4, 8 }, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case c;
      set_up (&c, serve_steps, (gpointer) &rows[i].steps);
      if (rows[i].fails)
        expect_error (&c, STEMMA_ERROR_NETWORK, "is kept");
      else
        stemma_hub_reply_free (get (&c));
      g_assert_cmpuint (server_requests (c.server), ==, rows[i].requests);
      StemmaHubStatus status;
      stemma_hub_client_get_status (c.client, &status);
      g_assert_cmpuint (status.retries, ==, rows[i].requests - 1);
      for (guint j = 0; j + 1 < rows[i].requests; j++)
        {
          double slept = test_clock_slept (&c.clock, j);
          g_assert_cmpfloat (slept, >=, rows[i].waits[j] * 0.75);
          g_assert_cmpfloat (slept, <=, rows[i].waits[j] * 1.25);
        }
      g_assert_cmpfloat (test_clock_slept (&c.clock, rows[i].requests - 1), ==, -1);
      tear_down (&c);
    }
}

static void
test_too_many (void)
{
  static const char nothing_left[]
    = "429|RateLimit: \"api\";r=0;t=41~RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300|{}";
  Steps rounds = { 8, { nothing_left, nothing_left, nothing_left, nothing_left, nothing_left, nothing_left,
                        nothing_left, "200||{}" } };
  Case c;
  set_up (&c, serve_steps, &rounds);
  /* More waits than attempts: they are none. */
  stemma_hub_reply_free (get (&c));
  for (guint i = 0; i < 7; i++)
    g_assert_cmpfloat (test_clock_slept (&c.clock, i), ==, 42);
  StemmaHubStatus status;
  stemma_hub_client_get_status (c.client, &status);
  g_assert_cmpuint (status.retries, ==, 0);
  tear_down (&c);

  Steps asked = { 4, { "429|RateLimit: \"api\";r=9;t=41~Retry-After: 3|{}", "429||<html>", "429||{}", "200||{}" } };
  set_up (&c, serve_steps, &asked);
  stemma_hub_reply_free (get (&c));
  g_assert_cmpfloat (test_clock_slept (&c.clock, 0), ==, 3);
  g_assert_cmpfloat_with_epsilon (test_clock_slept (&c.clock, 1), 2, 0.5);
  g_assert_cmpfloat_with_epsilon (test_clock_slept (&c.clock, 2), 4, 1);
  tear_down (&c);

  Steps dated = { 2, { "429|Date: Mon, 23 Nov 2026 08:00:00 GMT~Retry-After: Mon, 23 Nov 2026 08:01:30 GMT|{}", "200||{}" } };
  set_up (&c, serve_steps, &dated);
  stemma_hub_reply_free (get (&c));
  g_assert_cmpfloat (test_clock_slept (&c.clock, 0), ==, 90);
  tear_down (&c);

  Steps ever = { 1, { nothing_left } };
  set_up (&c, serve_steps, &ever);
  expect_error (&c, STEMMA_ERROR_LIMITED, "too often");
  g_assert_cmpuint (server_requests (c.server), ==, 13);
  tear_down (&c);
}

static void
test_pace (void)
{
  Steps steps = { 1, { "200|RateLimit: \"api\";r=400;t=200~RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300|{}" } };
  Case c;
  set_up (&c, serve_steps, &steps);
  gint64 start = c.clock.now;
  for (guint i = 0; i < 310; i++)
    stemma_hub_reply_free (get (&c));
  /* 60 % of 500 in 300 s, so the ten behind them have to wait for the next window. */
  g_assert_cmpint (c.clock.now - start, >=, 300 * G_USEC_PER_SEC);
  g_assert_cmpint (c.clock.now - start, <=, 330 * G_USEC_PER_SEC);
  tear_down (&c);
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
    { "401|X-Error-Message: Invalid credentials in Authorization header|{\"error\":\"no\"}", STEMMA_ERROR_REFUSED, "token" },
    { "401||{\"error\":\"Invalid username or password.\"}", STEMMA_ERROR_REFUSED, "Nothing is taken for deleted" },
    { "401||{\"error\":\"" TOKEN " is no good\"}", STEMMA_ERROR_REFUSED, "token" },
    { "500|X-Request-Id: nut-7|{\"error\":\"for " TOKEN " no\"}", STEMMA_ERROR_NETWORK, "for … no, request nut-7" },
    { "200|Content-Type: text/html; charset=utf-8|<html>log in</html>", STEMMA_ERROR_NETWORK, "not of the Hub" },
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
      set_up (&c, serve_steps, &steps);
      if (rows[i].code >= 0)
        expect_error (&c, (StemmaError) rows[i].code, rows[i].says);
      else
        {
          g_autoptr (StemmaHubReply) reply = get (&c);
          g_assert_cmpuint (reply->status, ==, g_ascii_strtoull (rows[i].answer, NULL, 10));
        }
      tear_down (&c);
    }
}

static GBytes *
serve_redirects (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) then;
  const char *other = user_data;
  if (strstr (head, PATH " ") != NULL)
    return answer (307, "Location: /api/models/amber/goldfinch?x=1\r\nContent-Type: text/plain\r\n", "Temporary Redirect");
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
  set_up (&c, serve_redirects, other->url);
  g_autoptr (StemmaHubReply) reply = get (&c);
  g_autofree char *final = g_strconcat (c.server->url, "/api/models/amber/goldfinch?x=1", NULL);
  g_assert_cmpstr (reply->url, ==, final);
  g_assert_cmpuint (reply->hops, ==, 1);
  g_autofree char *second = server_head (c.server, 1);
  g_assert_nonnull (strstr (second, TOKEN));

  ask_for (&c, "/away");
  g_autoptr (StemmaHubReply) away = get (&c);
  expect_body (away, "{\"id\":\"elsewhere\"}");
  g_autofree char *there = server_head (other, 0);
  g_assert_null (strstr (there, "Authorization"));
  g_assert_null (strstr (there, "hf_"));

  ask_for (&c, "/file");
  expect_error (&c, STEMMA_ERROR_NETWORK, "file:///etc/passwd");
  ask_for (&c, "/password");
  expect_error (&c, STEMMA_ERROR_NETWORK, "on and on");
  guint before = server_requests (c.server);
  ask_for (&c, "/ring");
  expect_error (&c, STEMMA_ERROR_NETWORK, "on and on");
  g_assert_cmpuint (server_requests (c.server) - before, ==, 6);
  tear_down (&c);
}

static GBytes *
gzip (gconstpointer data, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_output_stream_write_all (stream, data, length, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

typedef struct
{
  GBytes *body;
  const char *headers;
} Packed;

static GBytes *
serve_packed (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) head;
  (void) then;
  const Packed *packed = user_data;
  gsize length;
  gconstpointer data = g_bytes_get_data (packed->body, &length);
  return answer_bytes (200, packed->headers, data, length);
}

static void
test_packed (void)
{
  static const char brotli[]
    = "\x1b\x32\x01\x70\xc4\xdc\x46\xa9\xca\x65\xe1\x01\x31\x98\xea\x18\x32\x3f\x5c\xd0\x60\x15\x1d\xe3\x80\xf5"
      "\x06\x1d\xec\x81\x68\xe7\x19\x87\x0d\x38\x6c\xda\xd6\x75\xe1\x07\xf4\x50\xb4\x23\x23\x45\x11\xaf\x04\x58"
      "\x8c\x26\xbb\x8e\xeb\xa6\x9e\xb6\x9a\x37\x40\x04\x9f\x64\x62\xf0\x67";
  static const char text[] = "[{\"id\":\"amber/finch\"}]";
  g_autoptr (GBytes) zipped = gzip (text, strlen (text));
  g_autoptr (GBytes) br = g_bytes_new_static (brotli, sizeof brotli - 1);
  Packed packed = { zipped, "Content-Encoding: gzip\r\n" };
  Case c;
  set_up (&c, serve_packed, &packed);
  g_autoptr (StemmaHubReply) reply = get (&c);
  expect_body (reply, text);
  tear_down (&c);
  /* Where libsoup was built without brotli, it does not ask for it either. */
  packed = (Packed){ br, "Content-Encoding: br\r\n" };
  set_up (&c, serve_packed, &packed);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubReply) other = stemma_hub_client_get (c.client, c.url, NULL, &error);
  g_autofree char *head = server_head (c.server, 0);
  if (strstr (head, "br") != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (other->body), ==, 307);
    }
  tear_down (&c);
}

/* Half of a gzip stream is an answer that was cut off, though its length is as announced. */
static void
test_truncated_gzip (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "%u,", g_rand_int (rand));
  g_string_append (text, "0]");
  g_autoptr (GBytes) zipped = gzip (text->str, text->len);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (zipped, 0, g_bytes_get_size (zipped) / 2);
  Packed packed = { half, "Content-Encoding: gzip\r\n" };
  Case c;
  set_up (&c, serve_packed, &packed);
  expect_error (&c, STEMMA_ERROR_NETWORK, "is kept");
  g_assert_cmpuint (server_requests (c.server), ==, c.options->attempts);
  tear_down (&c);
}

static void
test_bomb (void)
{
  gsize size = 100u * 1024 * 1024;
  g_autofree char *spaces = g_malloc (size);
  memset (spaces, ' ', size);
  spaces[0] = '[';
  spaces[size - 1] = ']';
  g_autoptr (GBytes) once = gzip (spaces, size);
  Packed packed = { once, "Content-Encoding: gzip\r\n" };
  Case c;
  set_up (&c, serve_packed, &packed);
  /* By its ratio, long before its size; and it is not asked for again. */
  expect_error (&c, STEMMA_ERROR_NETWORK, "far too large");
  g_assert_cmpuint (server_requests (c.server), ==, 1);
  stemma_hub_client_unref (c.client);
  c.options->max_ratio = 100000;
  c.options->max_body = 1024 * 1024;
  c.client = stemma_hub_client_new (c.options, &c.clock.clock);
  expect_error (&c, STEMMA_ERROR_NETWORK, "far too large");
  g_assert_cmpuint (server_requests (c.server), ==, 2);
  tear_down (&c);

  /* Ten megabytes that pack well are no bomb. */
  spaces[10u * 1024 * 1024 - 1] = ']';
  g_autoptr (GBytes) closed = gzip (spaces, 10u * 1024 * 1024);
  packed.body = closed;
  set_up (&c, serve_packed, &packed);
  g_autoptr (StemmaHubReply) reply = get (&c);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 10u * 1024 * 1024);
  tear_down (&c);

  /* Not packed at all. */
  g_autoptr (GBytes) plain = g_bytes_new_static (spaces, 70u * 1024 * 1024);
  packed = (Packed){ plain, "" };
  set_up (&c, serve_packed, &packed);
  expect_error (&c, STEMMA_ERROR_NETWORK, "far too large");
  tear_down (&c);
}

static void
test_no_server (void)
{
  Steps steps = { 1, { "200||{}" } };
  Case c;
  set_up (&c, serve_steps, &steps);
  server_free (c.server);
  expect_error (&c, STEMMA_ERROR_NETWORK, "cannot be reached");
  /* There never was an answer, so nobody is kept waiting. */
  g_assert_cmpfloat (test_clock_slept (&c.clock, 0), ==, -1);
  c.server = server_new (serve_steps, &steps);
  tear_down (&c);
}

static void
test_lost_server (void)
{
  Steps steps = { 1, { "200||{}" } };
  Case c;
  set_up (&c, serve_steps, &steps);
  stemma_hub_reply_free (get (&c));
  Server *gone = c.server;
  c.server = NULL;
  server_free (gone);
  expect_error (&c, STEMMA_ERROR_NETWORK, "127.0.0.1");
  g_assert_cmpfloat (test_clock_slept (&c.clock, 3), >, 0);
  g_assert_cmpfloat (test_clock_slept (&c.clock, 4), ==, -1);
  c.server = server_new (serve_steps, &steps);
  tear_down (&c);
}

static void
test_proxy (void)
{
  Steps steps = { 1, { "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" } };
  g_autoptr (Server) proxy = server_new (serve_steps, &steps);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy->url, NULL);
  StemmaHubOptions *options = test_options ("https://hub.invalid", TOKEN);
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

static void
test_certificate (void)
{
  Steps steps = { 1, { "200||{\"id\":\"x\"}" } };
  g_autoptr (Server) server = server_new_tls (serve_steps, &steps);
  if (server == NULL)
    {
      g_test_skip ("GLib has no TLS here: glib-networking is missing");
      return;
    }
  TestClock clock;
  test_clock_init (&clock);
  g_autoptr (StemmaHubOptions) options = test_options (server->url, TOKEN);
  g_autofree char *url = g_strconcat (server->url, "/api/models", NULL);
  g_autoptr (StemmaHubClient) client = stemma_hub_client_new (options, &clock.clock);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_client_get (client, url, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "certificate of 127.0.0.1"));
  /* Nothing was sent, and nothing is tried again. */
  g_assert_cmpuint (server_requests (server), ==, 0);
  g_assert_cmpfloat (test_clock_slept (&clock, 0), ==, -1);

  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("stemma-XXXXXX.pem", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_file_set_contents (path, TEST_CERTIFICATE, -1, NULL));
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, NULL);
  g_assert_nonnull (database);
  g_autoptr (StemmaHubClient) trusting = stemma_hub_client_new (options, &clock.clock);
  stemma_hub_client_set_tls_database (trusting, database);
  g_clear_error (&error);
  g_autoptr (StemmaHubReply) reply = stemma_hub_client_get (trusting, url, NULL, &error);
  g_assert_no_error (error);
  expect_body (reply, "{\"id\":\"x\"}");
  g_close (fd, NULL);
  g_unlink (path);
  test_clock_clear (&clock);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (50000);
  g_cancellable_cancel (user_data);
  return NULL;
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

/* In the middle of waiting for headers, and of a body. */
static void
test_cancel_io (void)
{
  static const char *const firsts[]
    = { NULL, "HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2," };
  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      Case c;
      set_up (&c, serve_hanging, (gpointer) firsts[i]);
      GThread *thread = g_thread_new ("cancel", cancel_soon, c.clock.cancellable);
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_hub_client_get (c.client, c.url, c.clock.cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
      tear_down (&c);
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
      set_up (&c, serve_steps, (gpointer) &rows[i]);
      c.clock.cancel_at = 1;
      g_autoptr (GError) error = NULL;
      if (i == 2)
        stemma_hub_reply_free (get (&c));
      g_assert_null (stemma_hub_client_get (c.client, c.url, c.clock.cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (server_requests (c.server), ==, 1);
      g_assert_cmpfloat (test_clock_slept (&c.clock, 0), >=, i == 1 ? 0.75 : 42);
      tear_down (&c);
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
  set_up (&c, serve_hanging, NULL);
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
  tear_down (&c);
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
  set_up (&c, serve_steps, &steps);
  stemma_hub_reply_free (get (&c));
  g_assert_null (g_main_context_get_thread_default ());
  tear_down (&c);
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
  g_test_add_func ("/hub/http/get", test_get);
  g_test_add_func ("/hub/http/offline-and-foreign", test_offline_and_foreign);
  g_test_add_func ("/hub/http/retries", test_retries);
  g_test_add_func ("/hub/http/too-many", test_too_many);
  g_test_add_func ("/hub/http/pace", test_pace);
  g_test_add_func ("/hub/http/statuses", test_statuses);
  g_test_add_func ("/hub/http/redirects", test_redirects);
  g_test_add_func ("/hub/http/packed", test_packed);
  g_test_add_func ("/hub/http/truncated-gzip", test_truncated_gzip);
  g_test_add_func ("/hub/http/bomb", test_bomb);
  g_test_add_func ("/hub/http/no-server", test_no_server);
  g_test_add_func ("/hub/http/lost-server", test_lost_server);
  g_test_add_func ("/hub/http/proxy", test_proxy);
  g_test_add_func ("/hub/http/certificate", test_certificate);
  g_test_add_func ("/hub/http/cancel-io", test_cancel_io);
  g_test_add_func ("/hub/http/cancel-waits", test_cancel_waits);
  g_test_add_func ("/hub/http/cancel-busy", test_cancel_busy);
  g_test_add_func ("/hub/http/context", test_context);
  g_test_add_func ("/hub/http/real-sleep", test_real_sleep);
  return g_test_run ();
}
