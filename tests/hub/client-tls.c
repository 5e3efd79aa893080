#include "client-case.h"
#include "client-certificate.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* What the Hub itself speaks: HTTP/2 inside TLS, against the server of libsoup. */
typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GTlsCertificate *certificate;
  char *url;     /* once the thread runs */
  char *trusted; /* a file */
  GMutex lock;
  GCond cond;
  guint requests;
  guint in_http2;
} Hub2;

static void
serve (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
       gpointer user_data)
{
  (void) server;
  (void) query;
  Hub2 *hub = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_mutex_lock (&hub->lock);
  hub->requests++;
  hub->in_http2 += soup_server_message_get_http_version (message) == SOUP_HTTP_2_0 ? 1 : 0;
  g_mutex_unlock (&hub->lock);
  soup_server_message_set_status (message, 200, NULL);
  if (strcmp (path, "/hang") == 0)
    {
      soup_server_message_pause (message);
      return;
    }
  if (strcmp (path, "/moved") == 0)
    {
      soup_server_message_set_status (message, 307, NULL);
      soup_message_headers_append (headers, "Location", "/api/models");
    }
  gsize size = strcmp (path, "/large") == 0 ? 3000000 : 300000;
  char *body = g_malloc (size);
  memset (body, ' ', size);
  body[0] = '[';
  body[size - 1] = ']';
  soup_message_headers_append (headers, "Link", "<x>; rel=\"prev\"");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body, size);
}

static gpointer
run (gpointer user_data)
{
  Hub2 *hub = user_data;
  g_main_context_push_thread_default (hub->context);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", hub->certificate, NULL);
  soup_server_add_handler (server, NULL, serve, hub, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  GSList *uris = soup_server_get_uris (server);
  g_mutex_lock (&hub->lock);
  hub->url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&hub->cond);
  g_mutex_unlock (&hub->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (hub->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (hub->context);
  return NULL;
}

static gboolean
set_up (Hub2 *hub)
{
  g_autoptr (GError) error = NULL;
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GLib has no TLS here: glib-networking is missing");
      return FALSE;
    }
  *hub = (Hub2){ .context = g_main_context_new () };
  hub->loop = g_main_loop_new (hub->context, FALSE);
  hub->certificate = g_tls_certificate_new_from_pem (TEST_CERTIFICATE TEST_KEY, -1, &error);
  g_assert_no_error (error);
  g_mutex_init (&hub->lock);
  g_cond_init (&hub->cond);
  hub->thread = g_thread_new ("test-hub", run, hub);
  g_mutex_lock (&hub->lock);
  while (hub->url == NULL)
    g_cond_wait (&hub->cond, &hub->lock);
  g_mutex_unlock (&hub->lock);
  return TRUE;
}

static void
tear_down (Hub2 *hub)
{
  g_main_loop_quit (hub->loop);
  g_thread_join (hub->thread);
  g_main_loop_unref (hub->loop);
  g_main_context_unref (hub->context);
  g_object_unref (hub->certificate);
  g_mutex_clear (&hub->lock);
  g_cond_clear (&hub->cond);
  g_free (hub->url);
  g_unlink (hub->trusted);
  g_free (hub->trusted);
}

static StemmaHubClient *
client_of (Hub2 *hub, const StemmaHubOptions *options)
{
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("stemma-XXXXXX.pem", &hub->trusted, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (hub->trusted, TEST_CERTIFICATE, -1, NULL));
  /* Reads the file when it is first asked. */
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (hub->trusted, &error);
  g_assert_no_error (error);
  StemmaHubClient *client = stemma_hub_client_new (options, NULL);
  stemma_hub_client_set_tls_database (client, database);
  return client;
}

static void
expect (StemmaHubClient *client, Hub2 *hub, const char *path, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (hub->url, path, NULL);
  g_autoptr (StemmaHubReply) reply = stemma_hub_client_get (client, url, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, size);
  g_assert_cmpstr (reply->link, ==, "<x>; rel=\"prev\"");
}

/* Answers, redirects, an answer that is left in its middle, a cancelled one; and answers again after each. */
static void
test_http2 (void)
{
  Hub2 hub;
  if (!set_up (&hub))
    return;
  g_autoptr (StemmaHubOptions) options = test_options (hub.url, "hf_finch");
  options->max_body = 1000000;
  g_autoptr (StemmaHubClient) client = client_of (&hub, options);
  for (guint i = 0; i < 5; i++)
    expect (client, &hub, "/api/models", 300000);
  expect (client, &hub, "/moved", 300000);
  g_autofree char *large = g_strconcat (hub.url, "/large", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_client_get (client, large, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "far too large"));
  expect (client, &hub, "/api/models", 300000);
  g_autofree char *hang = g_strconcat (hub.url, "/hang", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_clear_error (&error);
  g_assert_null (stemma_hub_client_get (client, hang, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  expect (client, &hub, "/api/models", 300000);
  g_test_message ("%u of %u requests in HTTP/2", hub.in_http2, hub.requests);
  g_assert_cmpuint (hub.requests, ==, 11);
  g_clear_pointer (&client, stemma_hub_client_unref);
  tear_down (&hub);
}

/* Nobody is trusted whom the machine does not trust. */
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
  g_autoptr (StemmaHubOptions) options = test_options (server->url, CASE_TOKEN);
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

int
main (int argc, char **argv)
{
  /* libsoup's own switch for its tests. */
  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/tls/http2", test_http2);
  g_test_add_func ("/hub/tls/certificate", test_certificate);
  return g_test_run ();
}
