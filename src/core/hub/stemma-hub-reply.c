#include "hub/stemma-hub-private.h"

#include <string.h>

#define MAX_WARNINGS 20
/* An error is a line; a body beyond this is none. */
#define MAX_ERROR_BODY 65536

/**
 * stemma_hub_clean_reply_text:
 * @options: with the token
 * @text: (nullable): what the other side sent
 *
 * Returns: (transfer full) (nullable): it, fit for a message, and without the token, should it be told back
 */
char *
stemma_hub_clean_reply_text (const StemmaHubOptions *options, const char *text)
{
  if (text == NULL || options->token == NULL || strstr (text, options->token) == NULL)
    return stemma_hub_clean_text (text);
  g_auto (GStrv) parts = g_strsplit (text, options->token, -1);
  g_autofree char *without = g_strjoinv ("…", parts);
  return stemma_hub_clean_text (without);
}

static char **
read_warnings (const StemmaHubOptions *options, SoupMessageHeaders *headers)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  SoupMessageHeadersIter iter;
  const char *name, *value;
  soup_message_headers_iter_init (&iter, headers);
  while (warnings->len < MAX_WARNINGS && soup_message_headers_iter_next (&iter, &name, &value))
    {
      char *text = g_ascii_strcasecmp (name, "X-HF-Warning") == 0
                       ? stemma_hub_clean_reply_text (options, value)
                       : NULL;
      if (text != NULL)
        g_ptr_array_add (warnings, text);
    }
  g_ptr_array_add (warnings, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&warnings), FALSE);
}

/* The "error" of {"error": "…"}, as the Hub words it. */
static char *
read_error (const StemmaHubOptions *options, GBytes *body)
{
  StemmaJson root;
  if (!stemma_hub_read_json (body, MAX_ERROR_BODY, STEMMA_JSON_OBJECT, &root))
    return NULL;
  StemmaJson value = stemma_json_member (root, "error");
  if (stemma_json_type (value) != STEMMA_JSON_STRING)
    return NULL;
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  gboolean damaged = FALSE;
  return stemma_hub_clean_reply_text (options, stemma_json_text (value, arena, &damaged));
}

static char *
read_type (SoupMessageHeaders *headers)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  return type != NULL ? g_ascii_strdown (type, -1) : NULL;
}

static gint64
read_date (const char *header)
{
  g_autoptr (GDateTime) date = header != NULL ? soup_date_time_new_from_http_string (header) : NULL;
  return date != NULL ? MAX (g_date_time_to_unix (date), 0) : 0;
}

/**
 * stemma_hub_reply_new:
 * @options: with the token, which is kept out of every text
 * @message: a finished exchange
 * @body: (transfer full): what came
 *
 * Returns: (transfer full): what the Hub said
 */
StemmaHubReply *
stemma_hub_reply_new (const StemmaHubOptions *options, SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  StemmaHubReply *reply = g_new0 (StemmaHubReply, 1);
  reply->status = soup_message_get_status (message);
  reply->url = g_uri_to_string (soup_message_get_uri (message));
  reply->body = body;
  reply->content_type = read_type (headers);
  reply->link = g_strdup (soup_message_headers_get_list (headers, "Link"));
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  reply->error_code = stemma_hub_clean_reply_text (options,
                                                   soup_message_headers_get_one (headers, "X-Error-Code"));
  reply->error_message = stemma_hub_clean_reply_text (
      options, soup_message_headers_get_one (headers, "X-Error-Message"));
  reply->body_error = read_error (options, body);
  reply->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  reply->request_id = stemma_hub_clean_reply_text (options,
                                                   soup_message_headers_get_one (headers, "X-Request-Id"));
  reply->warnings = read_warnings (options, headers);
  reply->date = read_date (soup_message_headers_get_one (headers, "Date"));
  reply->retry_after = stemma_hub_retry_after (soup_message_headers_get_one (headers, "Retry-After"),
                                               soup_message_headers_get_one (headers, "Date"));
  stemma_hub_quota_parse (&reply->quota, soup_message_headers_get_list (headers, "RateLimit"),
                          soup_message_headers_get_list (headers, "RateLimit-Policy"));
  return reply;
}

/**
 * stemma_hub_reply_free:
 * @reply: (transfer full) (nullable): a reply
 */
void
stemma_hub_reply_free (StemmaHubReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->url);
  g_bytes_unref (reply->body);
  g_free (reply->content_type);
  g_free (reply->link);
  g_free (reply->location);
  g_free (reply->error_code);
  g_free (reply->error_message);
  g_free (reply->body_error);
  g_free (reply->etag);
  g_free (reply->request_id);
  g_strfreev (reply->warnings);
  g_free (reply);
}

/* The first and the last byte that are no space. */
static void
find_ends (const StemmaHubReply *reply, char *first, char *last)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);
  gsize start = 0;
  while (start < length && g_ascii_isspace (text[start]))
    start++;
  while (length > start && g_ascii_isspace (text[length - 1]))
    length--;
  *first = start < length ? text[start] : '\0';
  *last = start < length ? text[length - 1] : '\0';
}

/**
 * stemma_hub_reply_is_json:
 * @reply: an answer
 *
 * Returns: whether it begins like one of the Hub's and says nothing else of itself; portals and gateways
 * answer with pages
 */
gboolean
stemma_hub_reply_is_json (const StemmaHubReply *reply)
{
  char first, last;
  find_ends (reply, &first, &last);
  gboolean page = reply->content_type != NULL && strstr (reply->content_type, "html") != NULL;
  return !page && (first == '{' || first == '[');
}

/**
 * stemma_hub_reply_refuses_token:
 * @reply: an answer
 * @options: with the token that was sent
 *
 * A refused token is no word on the model that was asked for.
 *
 * Returns: whether the answer is for the token's sake
 */
gboolean
stemma_hub_reply_refuses_token (const StemmaHubReply *reply, const StemmaHubOptions *options)
{
  if (reply->status != SOUP_STATUS_UNAUTHORIZED)
    return FALSE;
  g_autofree char *said = g_strconcat (reply->error_message != NULL ? reply->error_message : "", " ",
                                       reply->body_error != NULL ? reply->body_error : "", NULL);
  g_autofree char *folded = g_ascii_strdown (said, -1);
  if (strstr (folded, "credentials") != NULL || strstr (folded, "authorization header") != NULL
      || strstr (folded, "token") != NULL)
    return TRUE;
  return options->token != NULL && g_strcmp0 (reply->error_code, "RepoNotFound") != 0;
}

static gboolean
is_transient (guint status)
{
  return status == SOUP_STATUS_REQUEST_TIMEOUT || status == SOUP_STATUS_INTERNAL_SERVER_ERROR
         || status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_SERVICE_UNAVAILABLE
         || status == SOUP_STATUS_GATEWAY_TIMEOUT;
}

/* Of an answer that claims to be one of the Hub's. */
static StemmaHubFault
check_body (const StemmaHubReply *reply, GError **error)
{
  char first, last;
  find_ends (reply, &first, &last);
  /* An empty answer, and one that ends in its middle, is one that was cut off. */
  if ((first == '\0' && reply->content_type != NULL && strstr (reply->content_type, "json") != NULL)
      || (stemma_hub_reply_is_json (reply) && last != (first == '[' ? ']' : '}')))
    {
      stemma_hub_fault_cut_off (reply, error);
      return STEMMA_HUB_FAULT_TRANSIENT;
    }
  if (!stemma_hub_reply_is_json (reply))
    {
      stemma_hub_fault_not_hub (reply, error);
      return STEMMA_HUB_FAULT_FATAL;
    }
  if (reply->body_error == NULL)
    return STEMMA_HUB_FAULT_NONE;
  stemma_hub_fault_status (reply, error);
  return STEMMA_HUB_FAULT_TRANSIENT;
}

/**
 * stemma_hub_reply_check:
 * @reply: an answer
 * @options: what it was asked with
 * @error: what is wrong with it
 *
 * Finds what is wrong whatever was asked for. 404 and the like are for the asker to judge and are well here.
 *
 * Returns: %STEMMA_HUB_FAULT_NONE if nothing is, else what to make of it
 */
StemmaHubFault
stemma_hub_reply_check (const StemmaHubReply *reply, const StemmaHubOptions *options, GError **error)
{
  if (is_transient (reply->status))
    {
      stemma_hub_fault_status (reply, error);
      return STEMMA_HUB_FAULT_TRANSIENT;
    }
  if (reply->status == SOUP_STATUS_PROXY_UNAUTHORIZED || reply->status == 511)
    {
      stemma_hub_fault_status (reply, error);
      return STEMMA_HUB_FAULT_FATAL;
    }
  if (stemma_hub_reply_refuses_token (reply, options))
    {
      stemma_hub_fault_token (error);
      return STEMMA_HUB_FAULT_FATAL;
    }
  return SOUP_STATUS_IS_SUCCESSFUL (reply->status) ? check_body (reply, error) : STEMMA_HUB_FAULT_NONE;
}
