#include "hub/stemma-hub-private.h"

#include <string.h>

#define CHUNK 65536
#define SECOND ((gint64) G_USEC_PER_SEC)

/* What is read is unpacked piece by piece, so that a few bytes that unpack to more than memory holds end
 * here. */
static StemmaHubFault
check_size (const StemmaHubOptions *options, SoupMessage *message, gsize size, GError **error)
{
  guint64 packed = soup_message_metrics_get_response_body_bytes_received (soup_message_get_metrics (message));
  /* Where it is not known how much was received, the other bound has to do. */
  gboolean bomb = size > options->free_body && packed > 0 && size / options->max_ratio > packed;
  if (size <= options->max_body && !bomb)
    return STEMMA_HUB_FAULT_NONE;
  stemma_hub_fault_too_large (soup_message_get_uri (message), error);
  return STEMMA_HUB_FAULT_TOO_LARGE;
}

static StemmaHubFault
read_body (const StemmaHubOptions *options, const StemmaClock *clock, SoupMessage *message,
           GInputStream *stream, GByteArray *body, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gint64 deadline = stemma_clock_now (clock) + options->deadline * SECOND;
  GUri *uri = soup_message_get_uri (message);
  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      gssize got = g_input_stream_read (stream, chunk, CHUNK, cancellable, &cause);
      if (got == 0)
        return STEMMA_HUB_FAULT_NONE;
      if (got < 0)
        return stemma_hub_fault_of (cause, options, uri, error);
      StemmaHubFault fault = check_size (options, message, body->len + (gsize) got, error);
      if (fault != STEMMA_HUB_FAULT_NONE)
        return fault;
      g_byte_array_append (body, chunk, (guint) got);
      if (stemma_clock_now (clock) > deadline)
        {
          stemma_hub_fault_slow (uri, error);
          return STEMMA_HUB_FAULT_TRANSIENT;
        }
    }
}

static SoupMessage *
make_message (const StemmaHubOptions *options, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS
                                       | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_headers_append (headers, "Accept", "application/json");
  g_autoptr (GUri) endpoint = stemma_hub_uri_parse (options->endpoint);
  if (options->token != NULL && endpoint != NULL && stemma_hub_uri_same_origin (uri, endpoint))
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", options->token, NULL);
      soup_message_headers_append (headers, "Authorization", bearer);
      explicit_bzero (bearer, strlen (bearer));
    }
  return message;
}

/**
 * stemma_hub_exchange:
 * @session: its context has to be the thread's own
 * @options: what to ask with
 * @clock: for the deadline
 * @uri: what to ask
 * @fault: (out): what to make of a failure
 * @cancellable: (nullable): ends it
 * @error: what went wrong
 *
 * One request and its answer: no redirect is followed, nothing is tried again. The token goes along only to
 * the endpoint's origin.
 *
 * Returns: (transfer full) (nullable): the answer, of whatever status
 */
StemmaHubReply *
stemma_hub_exchange (SoupSession *session, const StemmaHubOptions *options, const StemmaClock *clock,
                     GUri *uri, StemmaHubFault *fault, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SoupMessage) message = make_message (options, uri);
  g_autoptr (GInputStream) stream = soup_session_send (session, message, cancellable, &cause);
  if (stream == NULL)
    {
      *fault = stemma_hub_fault_of (cause, options, uri, error);
      return NULL;
    }
  /* An answer of the proxy's, to the wish to pass, is handed over as if it were the Hub's; it has no
   * certificate. */
  if (strcmp (g_uri_get_scheme (uri), "https") == 0
      && soup_message_get_tls_peer_certificate (message) == NULL)
    {
      g_input_stream_close (stream, NULL, NULL);
      stemma_hub_fault_proxy (uri, soup_message_get_status (message), error);
      *fault = STEMMA_HUB_FAULT_FATAL;
      return NULL;
    }
  g_autoptr (GByteArray) body = g_byte_array_new ();
  *fault = read_body (options, clock, message, stream, body, cancellable, error);
  /* Closing in the middle of an answer closes the connection; that fault is not of interest. */
  g_input_stream_close (stream, NULL, NULL);
  if (*fault != STEMMA_HUB_FAULT_NONE)
    return NULL;
  return stemma_hub_reply_new (options, message, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
}
