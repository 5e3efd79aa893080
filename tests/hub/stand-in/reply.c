#include "reply.h"

#include "simulate/sim-json.h"

#include <string.h>

/**
 * stand_in_reply_new:
 * @status: of HTTP
 * @type: (transfer none): of the body, for ever
 * @body: (nullable): text
 *
 * Returns: (transfer full): a reply
 */
StandInReply *
stand_in_reply_new (guint status, const char *type, const char *body)
{
  StandInReply *reply = g_new0 (StandInReply, 1);
  reply->status = status;
  reply->type = type;
  reply->headers = g_ptr_array_new_with_free_func (g_free);
  if (body != NULL)
    reply->body = g_bytes_new (body, strlen (body));
  return reply;
}

/**
 * stand_in_reply_error:
 * @status: of HTTP
 * @message: what the Hub says
 *
 * Returns: (transfer full): the reply {"error":message}
 */
StandInReply *
stand_in_reply_error (guint status, const char *message)
{
  g_autoptr (GString) json = g_string_new ("{");
  sim_json_text (json, "error", message);
  g_string_append_c (json, '}');
  return stand_in_reply_new (status, "application/json; charset=utf-8", json->str);
}

void
stand_in_reply_free (StandInReply *reply)
{
  if (reply == NULL)
    return;
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->packed, g_bytes_unref);
  g_ptr_array_unref (reply->headers);
  g_free (reply->etag);
  g_free (reply);
}

/**
 * stand_in_reply_take:
 * @reply: a reply
 * @body: (transfer full): its body
 */
void
stand_in_reply_take (StandInReply *reply, GString *body)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_string_free_to_bytes (body);
}

void
stand_in_reply_add (StandInReply *reply, const char *name, const char *value)
{
  g_ptr_array_add (reply->headers, g_strdup (name));
  g_ptr_array_add (reply->headers, g_strdup (value));
}
