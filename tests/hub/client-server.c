#include "client-server.h"

#include "client-certificate.h"

#include <stdlib.h>
#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

/* Whatever is logged, by whom and how quietly ever, the tests' tokens are not in it. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0 && strstr (fields[i].value, "finchToken") != NULL)
      {
        g_printerr ("A token was logged\n");
        abort ();
      }
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* No proxy of the machine's own stands before the tests. */
void
hub_test_init (int *argc, char ***argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_init (argc, argv, NULL);
}

/* Reads up to the empty line behind the headers; %NULL at the end of the connection. */
static char *
read_head (Server *server, GInputStream *input)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char byte;
  while (g_input_stream_read (input, &byte, 1, server->stop, NULL) == 1)
    {
      g_string_append_c (head, byte);
      if (g_str_has_suffix (head->str, "\r\n\r\n"))
        return g_string_free (g_steal_pointer (&head), FALSE);
    }
  return NULL;
}

static void
hang (Server *server)
{
  while (!g_cancellable_is_cancelled (server->stop))
    g_usleep (1000);
}

static void
talk (Server *server, GIOStream *stream)
{
  ServeThen then = SERVE_KEEP;
  char *head;
  while (then == SERVE_KEEP && (head = read_head (server, g_io_stream_get_input_stream (stream))) != NULL)
    {
      g_mutex_lock (&server->lock);
      guint number = server->heads->len;
      g_ptr_array_add (server->heads, head);
      g_mutex_unlock (&server->lock);
      g_autoptr (GBytes) bytes = server->serve (number, head, &then, server->user_data);
      if (bytes == NULL && then == SERVE_KEEP)
        then = SERVE_CLOSE;
      gsize length = 0;
      gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
      if (!g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, length, NULL,
                                      server->stop, NULL))
        break;
      if (then == SERVE_HANG)
        hang (server);
    }
  g_io_stream_close (stream, NULL, NULL);
}

typedef struct
{
  Server *server;
  GIOStream *stream;
} Talk;

static gpointer
run_talk (gpointer user_data)
{
  Talk *arguments = user_data;
  Server *server = arguments->server;
  g_autoptr (GIOStream) stream = arguments->stream;
  g_free (arguments);
  g_autoptr (GIOStream) safe = NULL;
  if (server->certificate != NULL)
    {
      safe = g_tls_server_connection_new (stream, server->certificate, NULL);
      if (!g_tls_connection_handshake (G_TLS_CONNECTION (safe), server->stop, NULL))
        return NULL;
    }
  talk (server, safe != NULL ? safe : stream);
  return NULL;
}

static gpointer
run (gpointer user_data)
{
  Server *server = user_data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  GSocketConnection *connection;
  while ((connection = g_socket_listener_accept (server->listener, NULL, server->stop, NULL)) != NULL)
    {
      g_socket_set_option (g_socket_connection_get_socket (connection), 6 /* TCP */, 1 /* no delay */, 1,
                           NULL);
      Talk *arguments = g_new (Talk, 1);
      *arguments = (Talk){ server, G_IO_STREAM (connection) };
      g_mutex_lock (&server->lock);
      server->connections++;
      g_mutex_unlock (&server->lock);
      g_ptr_array_add (threads, g_thread_new ("test-talk", run_talk, arguments));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return NULL;
}

Server *
server_new (ServeFunc serve, gpointer user_data)
{
  Server *server = g_new0 (Server, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;
  server->listener = g_socket_listener_new ();
  g_socket_listener_add_address (server->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &effective, &error);
  g_assert_no_error (error);
  server->url = g_strdup_printf ("http://127.0.0.1:%u",
                                 g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective)));
  server->heads = g_ptr_array_new_with_free_func (g_free);
  server->serve = serve;
  server->user_data = user_data;
  server->stop = g_cancellable_new ();
  g_mutex_init (&server->lock);
  server->thread = g_thread_new ("test-server", run, server);
  return server;
}

/* %NULL where GLib has no TLS. */
Server *
server_new_tls (ServeFunc serve, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    return NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (TEST_CERTIFICATE TEST_KEY, -1, &error);
  g_assert_no_error (error);
  Server *server = server_new (serve, user_data);
  g_autofree char *open = server->url;
  server->url = g_strconcat ("https", open + strlen ("http"), NULL);
  server->certificate = certificate;
  return server;
}

void
server_free (Server *server)
{
  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  g_socket_listener_close (server->listener);
  g_object_unref (server->listener);
  g_clear_object (&server->certificate);
  g_object_unref (server->stop);
  g_ptr_array_unref (server->heads);
  g_mutex_clear (&server->lock);
  g_free (server->url);
  g_free (server);
}

guint
server_requests (Server *server)
{
  g_mutex_lock (&server->lock);
  guint n = server->heads->len;
  g_mutex_unlock (&server->lock);
  return n;
}

char *
server_head (Server *server, guint number)
{
  g_mutex_lock (&server->lock);
  g_assert_cmpuint (number, <, server->heads->len);
  char *head = g_strdup (g_ptr_array_index (server->heads, number));
  g_mutex_unlock (&server->lock);
  return head;
}

/* The path and the query of a request. */
char *
server_target (Server *server, guint number)
{
  g_autofree char *head = server_head (server, number);
  g_auto (GStrv) words = g_strsplit (head, " ", 3);
  return g_strdup (words[1]);
}

GBytes *
answer_bytes (guint status, const char *headers, gconstpointer body, gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %u Answer\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s%s\r\n", status, length,
      strstr (headers, "Content-Type") != NULL ? "" : "Content-Type: application/json\r\n", headers);
  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (bytes, body, (guint) length);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
answer (guint status, const char *headers, const char *body)
{
  return answer_bytes (status, headers, body, strlen (body));
}

GBytes *
serve_steps (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) head;
  (void) then;
  const Steps *steps = user_data;
  /* "STATUS|HEADERS|BODY", the headers parted by "~"; bytes as they are where there is no "|". */
  const char *text = steps->answers[MIN (number, steps->n - 1)];
  if (text == NULL)
    return NULL;
  g_auto (GStrv) parts = g_strsplit (text, "|", 3);
  if (g_strv_length (parts) < 3)
    {
      *then = SERVE_CLOSE;
      return g_bytes_new (text, strlen (text));
    }
  g_auto (GStrv) lines = g_strsplit (parts[1], "~", -1);
  g_autoptr (GString) headers = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (headers, "%s\r\n", lines[i]);
  return answer ((guint) g_ascii_strtoull (parts[0], NULL, 10), headers->str, parts[2]);
}

static gint64
test_now (gpointer user_data)
{
  TestClock *clock = user_data;
  g_mutex_lock (&clock->lock);
  gint64 now = clock->now += clock->tick;
  g_mutex_unlock (&clock->lock);
  return now;
}

static gboolean
test_sleep_until (gint64 until, GCancellable *cancellable, gpointer user_data, GError **error)
{
  TestClock *clock = user_data;
  g_mutex_lock (&clock->lock);
  gint64 span = MAX (until - clock->now, 0);
  g_array_append_val (clock->slept, span);
  gboolean cancel = clock->slept->len == clock->cancel_at;
  if (!cancel)
    clock->now += span;
  g_mutex_unlock (&clock->lock);
  if (cancel)
    g_cancellable_cancel (clock->cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

void
test_clock_init (TestClock *clock)
{
  *clock = (TestClock){ .clock = { test_now, test_sleep_until, clock }, .now = 5 * SECOND };
  g_mutex_init (&clock->lock);
  clock->slept = g_array_new (FALSE, FALSE, sizeof (gint64));
  clock->cancellable = g_cancellable_new ();
}

void
test_clock_clear (TestClock *clock)
{
  g_array_unref (clock->slept);
  g_object_unref (clock->cancellable);
  g_mutex_clear (&clock->lock);
}

/* Seconds of one sleep, -1 if there were not so many. */
double
test_clock_slept (TestClock *clock, guint number)
{
  g_mutex_lock (&clock->lock);
  double seconds = number < clock->slept->len ? (double) g_array_index (clock->slept, gint64, number) / SECOND
                                              : -1;
  g_mutex_unlock (&clock->lock);
  return seconds;
}

static const char *
no_environment (const char *name, gpointer user_data)
{
  (void) name;
  (void) user_data;
  return NULL;
}

StemmaHubOptions *
test_options (const char *endpoint, const char *token)
{
  g_autoptr (GError) error = NULL;
  StemmaHubOptions *options = stemma_hub_options_new (endpoint, token, no_environment, NULL, &error);
  g_assert_no_error (error);
  options->seed = 7;
  options->timeout = 10;
  return options;
}
