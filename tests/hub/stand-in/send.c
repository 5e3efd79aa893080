#include "send.h"

#include "gzip.h"

#include <string.h>

#define WORTH_PACKING 256 /* bytes */
#define PATIENCE 10       /* seconds that a client may take to read what is cut short */

/* What is done to a message a little later. */
typedef struct
{
  SoupServerMessage *message;
  GBytes *bytes; /* (nullable): written by hand before the connection ends */
  guint source;
  gulong finished;
  guint pause; /* milliseconds between those bytes and the end */
  GIOStream *stream;
} Later;

static void
free_later (gpointer data)
{
  Later *later = data;
  if (later->message != NULL && later->finished != 0)
    g_signal_handler_disconnect (later->message, later->finished);
  g_clear_object (&later->message);
  g_clear_object (&later->stream);
  g_clear_pointer (&later->bytes, g_bytes_unref);
  g_free (later);
}

static void
on_gone (G_GNUC_UNUSED SoupServerMessage *message, gpointer user_data)
{
  Later *later = user_data;
  g_source_remove (later->source);
}

static void
do_later (SoupServerMessage *message, guint milliseconds, GSourceFunc func, GBytes *bytes, guint pause)
{
  Later *later = g_new0 (Later, 1);
  later->message = g_object_ref (message);
  later->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  later->pause = pause;
  later->finished = g_signal_connect (message, "disconnected", G_CALLBACK (on_gone), later);
  later->source = g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, func, later, free_later);
  soup_server_message_pause (message);
}

static gboolean
go_on (gpointer user_data)
{
  Later *later = user_data;
  soup_server_message_unpause (later->message);
  return G_SOURCE_REMOVE;
}

static gboolean
hang_up (gpointer user_data)
{
  Later *later = user_data;
  g_io_stream_close (later->stream, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Takes the connection away from libsoup, which would never send less than it said. */
static gboolean
break_off (gpointer user_data)
{
  Later *later = user_data;
  g_autoptr (GSocket) socket = soup_server_message_get_socket (later->message);
  if (socket != NULL)
    g_object_ref (socket);
  g_signal_handler_disconnect (later->message, later->finished);
  later->finished = 0;
  later->stream = soup_server_message_steal_connection (later->message);
  if (later->stream == NULL)
    return G_SOURCE_REMOVE;
  if (later->bytes != NULL && socket != NULL)
    {
      gsize size;
      const char *data = g_bytes_get_data (later->bytes, &size);
      g_socket_set_blocking (socket, TRUE);
      g_socket_set_timeout (socket, PATIENCE);
      g_output_stream_write_all (g_io_stream_get_output_stream (later->stream), data, size, NULL, NULL, NULL);
    }
  if (later->pause == 0)
    return hang_up (later);
  Later *end = g_new0 (Later, 1);
  end->stream = g_steal_pointer (&later->stream);
  g_timeout_add_full (G_PRIORITY_DEFAULT, later->pause, hang_up, end, free_later);
  return G_SOURCE_REMOVE;
}

/**
 * stand_in_send_silence:
 * @message: what somebody asked
 *
 * Ends the connection without a word.
 */
void
stand_in_send_silence (SoupServerMessage *message)
{
  do_later (message, 0, break_off, NULL, 0);
}

/* A head by hand, the whole length in it, and half of the body. */
static GBytes *
half_by_hand (const StandInReply *reply, GBytes *body, gboolean packed)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (body, &size);
  GString *text = g_string_new (NULL);
  g_string_append_printf (text,
                          "HTTP/1.1 %u OK\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s",
                          reply->status, reply->type, size, packed ? "Content-Encoding: gzip\r\n" : "");
  for (guint i = 0; i + 1 < reply->headers->len; i += 2)
    g_string_append_printf (text, "%s: %s\r\n", (const char *) reply->headers->pdata[i],
                            (const char *) reply->headers->pdata[i + 1]);
  g_string_append (text, "\r\n");
  g_string_append_len (text, data, (gssize) (size / 2));
  return g_string_free_to_bytes (text);
}

/* Wrong in several places, the first of them early. */
static GBytes *
spoil (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_malloc (size + 1);
  memcpy (copy, data, size);
  for (guint i = 1; i < 8 && size > 64; i++)
    copy[size / 8 * i + 20] = (guint8) (copy[size / 8 * i + 20] ^ 0x85);
  return g_bytes_new_take (copy, size);
}

static GBytes *
halve (GBytes *bytes)
{
  return g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
}

static void
replace (GBytes **bytes, GBytes *other)
{
  g_bytes_unref (*bytes);
  *bytes = other;
}

/* What the body becomes on the wire; @packed tells in what form. */
static GBytes *
make_wire (const StandInRequest *request, const StandInReply *reply, gboolean *packed)
{
  GBytes *wire = reply->body != NULL ? g_bytes_ref (reply->body) : NULL;
  StandInFault fault = reply->status == 200 ? request->fault : STAND_IN_FAULT_NONE;
  if (wire != NULL && fault == STAND_IN_FAULT_CORRUPT)
    replace (&wire, spoil (wire));
  if (wire != NULL && fault == STAND_IN_FAULT_SHORT)
    replace (&wire, halve (wire));
  *packed
    = reply->packed != NULL || (wire != NULL && request->gzip && g_bytes_get_size (wire) >= WORTH_PACKING);
  if (!*packed)
    {
      if (wire != NULL && fault == STAND_IN_FAULT_SHORT_GZIP)
        replace (&wire, halve (wire));
      if (wire != NULL && fault == STAND_IN_FAULT_CORRUPT_GZIP)
        replace (&wire, spoil (wire));
      return wire;
    }
  GBytes *made = reply->packed != NULL ? g_bytes_ref (reply->packed) : stand_in_gzip (wire);
  g_clear_pointer (&wire, g_bytes_unref);
  if (fault == STAND_IN_FAULT_SHORT_GZIP)
    replace (&made, halve (made));
  if (fault == STAND_IN_FAULT_CORRUPT_GZIP)
    replace (&made, spoil (made));
  return made;
}

static gboolean
is_known (SoupServerMessage *message, const char *etag)
{
  const char *sent
    = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "If-None-Match");
  return etag != NULL && sent != NULL && strstr (sent, etag) != NULL;
}

static void
set_headers (SoupServerMessage *message, const StandInReply *reply, gboolean packed)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  for (guint i = 0; i + 1 < reply->headers->len; i += 2)
    soup_message_headers_append (headers, reply->headers->pdata[i], reply->headers->pdata[i + 1]);
  if (reply->etag != NULL)
    soup_message_headers_append (headers, "ETag", reply->etag);
  if (packed)
    soup_message_headers_append (headers, "Content-Encoding", "gzip");
  soup_message_headers_append (headers, "Vary", "Accept-Encoding");
}

/**
 * stand_in_send:
 * @hub: the Hub
 * @message: what somebody asked
 * @request: what of it matters
 * @reply: the answer, on which the request's fault takes effect now
 */
void
stand_in_send (StandInHub *hub, SoupServerMessage *message, const StandInRequest *request,
               StandInReply *reply)
{
  gboolean packed;
  guint stall = (guint) (hub->options->stall * 1000);
  if (reply->status == 200 && is_known (message, reply->etag))
    {
      reply->status = 304;
      g_clear_pointer (&reply->body, g_bytes_unref);
      g_clear_pointer (&reply->packed, g_bytes_unref);
    }
  char code[8];
  g_snprintf (code, sizeof code, "%u", reply->status);
  stand_in_tally_count (&hub->answers, code);
  g_autoptr (GBytes) wire = make_wire (request, reply, &packed);
  gboolean half = request->fault == STAND_IN_FAULT_TRUNCATED || request->fault == STAND_IN_FAULT_STALL_BODY;
  if (half && wire != NULL && reply->status == 200)
    {
      g_autoptr (GBytes) by_hand = half_by_hand (reply, wire, packed);
      do_later (message, 0, break_off, by_hand, request->fault == STAND_IN_FAULT_STALL_BODY ? stall : 0);
      return;
    }
  set_headers (message, reply, packed);
  soup_server_message_set_status (message, reply->status, NULL);
  if (wire != NULL)
    {
      soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), reply->type,
                                             NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (message), wire);
    }
  if (request->fault == STAND_IN_FAULT_STALL)
    do_later (message, stall, go_on, NULL, 0);
}
