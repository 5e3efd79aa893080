#include "hub/stemma-hub-private.h"

#include "base/stemma-error.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  BROKEN,
  NO_TLS,
  CERTIFICATE,
  PROXY,
  NOT_FOUND,
  UNREACHABLE,
} Kind;

/* Errors of @domain with codes from @first to @last; the first row that fits counts. */
static const struct
{
  GQuark (*domain) (void);
  int first;
  int last;
  StemmaHubFault fault;
  Kind kind;
} rows[] = {
  { g_tls_error_quark, G_TLS_ERROR_UNAVAILABLE, G_TLS_ERROR_UNAVAILABLE, STEMMA_HUB_FAULT_FATAL, NO_TLS },
  { g_tls_error_quark, G_TLS_ERROR_EOF, G_TLS_ERROR_EOF, STEMMA_HUB_FAULT_TRANSIENT, BROKEN },
  { g_tls_error_quark, G_TLS_ERROR_MISC, G_TLS_ERROR_MISC, STEMMA_HUB_FAULT_TRANSIENT, BROKEN },
  { g_tls_error_quark, 0, G_MAXINT, STEMMA_HUB_FAULT_FATAL, CERTIFICATE },
  { g_io_error_quark, G_IO_ERROR_PROXY_FAILED, G_IO_ERROR_PROXY_NOT_ALLOWED, STEMMA_HUB_FAULT_FATAL, PROXY },
  { g_resolver_error_quark, 0, G_MAXINT, STEMMA_HUB_FAULT_UNREACHABLE, NOT_FOUND },
  { g_io_error_quark, G_IO_ERROR_HOST_NOT_FOUND, G_IO_ERROR_HOST_NOT_FOUND, STEMMA_HUB_FAULT_UNREACHABLE,
    NOT_FOUND },
  { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, G_IO_ERROR_HOST_UNREACHABLE, STEMMA_HUB_FAULT_UNREACHABLE,
    UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, G_IO_ERROR_NETWORK_UNREACHABLE,
    STEMMA_HUB_FAULT_UNREACHABLE, UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_CONNECTION_REFUSED,
    STEMMA_HUB_FAULT_UNREACHABLE, UNREACHABLE },
};

static void
set_text (Kind kind, const char *host, const char *said, GError **error)
{
  g_autofree char *text = NULL;
  switch (kind)
    {
    case NO_TLS:
      text = g_strdup_printf (
          _ ("%s cannot be asked: this machine has no TLS for GLib (%s). Nothing was changed; please "
             "install glib-networking"),
          host, said);
      break;
    case CERTIFICATE:
      text = g_strdup_printf (
          _ ("The certificate of %s is not to be trusted (%s): someone may stand in between, or the clock "
             "or the certificates of this machine are out of date. Nothing was sent, and what came before "
             "is kept; please look into that first"),
          host, said);
      break;
    case PROXY:
      text = g_strdup_printf (
          _ ("The proxy on the way to %s does not let Stemma through (%s). What came before is kept; "
             "please check the proxy settings of this machine"),
          host, said);
      break;
    case NOT_FOUND:
      text = g_strdup_printf (
          _ ("%s is not found: there is no network, or no such address (%s). What came before is kept; "
             "please try again when there is a network"),
          host, said);
      break;
    case UNREACHABLE:
      text = g_strdup_printf (
          _ ("%s cannot be reached (%s). What came before is kept; please check the network and try "
             "again"),
          host, said);
      break;
    default:
      text = g_strdup_printf (
          _ ("The connection to %s broke off (%s). What came before is kept; please try again"), host, said);
      break;
    }
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK, text);
}

/**
 * stemma_hub_fault_of:
 * @cause: what GIO or libsoup said
 * @options: with the token, which no message repeats
 * @uri: what was asked
 * @error: (out): the same for a person; G_IO_ERROR_CANCELLED stays what it is
 *
 * Returns: what to make of it
 */
StemmaHubFault
stemma_hub_fault_of (const GError *cause, const StemmaHubOptions *options, GUri *uri, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return STEMMA_HUB_FAULT_FATAL;
    }
  Kind kind = BROKEN;
  StemmaHubFault fault = STEMMA_HUB_FAULT_TRANSIENT;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (cause->domain == rows[i].domain () && cause->code >= rows[i].first && cause->code <= rows[i].last)
      {
        kind = rows[i].kind;
        fault = rows[i].fault;
        break;
      }
  g_autofree char *said = stemma_hub_clean_reply_text (options, cause->message);
  set_text (kind, g_uri_get_host (uri), said != NULL ? said : "", error);
  return fault;
}

/** stemma_hub_fault_proxy: a proxy answered that it does not let the request pass. */
void
stemma_hub_fault_proxy (GUri *uri, guint status, GError **error)
{
  g_autofree char *said = g_strdup_printf ("HTTP %u", status);
  set_text (PROXY, g_uri_get_host (uri), said, error);
}

/** stemma_hub_fault_offline: what a request ends with that the user's setting forbids. */
void
stemma_hub_fault_offline (GError **error)
{
  g_set_error_literal (
      error, STEMMA_ERROR, STEMMA_ERROR_OFFLINE,
      _ ("The Hub was not asked, because HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set. What is in the "
         "store is as it was; unset the variable to fetch"));
}

/** stemma_hub_fault_limited: the Hub says "too many requests" however long one waits. */
void
stemma_hub_fault_limited (GError **error)
{
  g_set_error_literal (
      error, STEMMA_ERROR, STEMMA_ERROR_LIMITED,
      _ ("The Hub goes on to say that it is asked too often, though Stemma waited as long as it was told "
         "to, again and again. What came before is kept; please try again in an hour, or with a token "
         "(HF_TOKEN), which is allowed more"));
}

/** stemma_hub_fault_token: the token is not accepted, which says nothing of any model. */
void
stemma_hub_fault_token (GError **error)
{
  g_set_error_literal (
      error, STEMMA_ERROR, STEMMA_ERROR_REFUSED,
      _ ("The Hub does not accept the token that it was sent, or wants one. Nothing is taken for deleted "
         "for that, and what came before is kept; please set a token that is valid (HF_TOKEN), or none"));
}

/** stemma_hub_fault_too_large: more than an answer may have, packed or unpacked. */
void
stemma_hub_fault_too_large (GUri *uri, GError **error)
{
  g_set_error (
      error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
      _ ("An answer of %s is far too large, and was left where it is. What came before is kept; please "
         "check that this is the Hub"),
      g_uri_get_host (uri));
}

/** stemma_hub_fault_slow: an answer that takes longer than an answer may. */
void
stemma_hub_fault_slow (GUri *uri, GError **error)
{
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
               _ ("An answer of %s came so slowly that it was given up. What came before is kept; please "
                  "try again later"),
               g_uri_get_host (uri));
}

/** stemma_hub_fault_cut_off: an answer without its end. */
void
stemma_hub_fault_cut_off (const StemmaHubReply *reply, GError **error)
{
  g_autoptr (GUri) uri = stemma_hub_uri_parse (reply->url);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
               _ ("An answer of %s was cut off in its middle. What came before is kept; please try again"),
               uri != NULL ? g_uri_get_host (uri) : "?");
}

/** stemma_hub_fault_not_hub: somebody else answered. */
void
stemma_hub_fault_not_hub (const StemmaHubReply *reply, GError **error)
{
  g_autoptr (GUri) uri = stemma_hub_uri_parse (reply->url);
  g_autofree char *type = stemma_hub_clean_text (reply->content_type);
  g_set_error (
      error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
      _ ("What %s answered (status %u, %s) is not of the Hub: the network may want a login first, a proxy "
         "may stand in between, or the address is not that of a Hub. What came before is kept; please open "
         "the address in a browser"),
      uri != NULL ? g_uri_get_host (uri) : "?", reply->status, type != NULL ? type : "?");
}

/** stemma_hub_fault_redirect: a redirect that is not followed. */
void
stemma_hub_fault_redirect (const StemmaHubReply *reply, GError **error)
{
  g_autofree char *shown = stemma_hub_clean_text (reply->location);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
               _ ("The Hub sends Stemma on and on, or to a place where it will not go (“%s”). What came "
                  "before is kept; please check the address of the Hub"),
               shown != NULL ? shown : "");
}

/* What the Hub itself said, with the id under which it can be asked about that. */
static char *
word_of (const StemmaHubReply *reply)
{
  const char *said = reply->body_error != NULL ? reply->body_error : reply->error_message;
  g_autofree char *id = reply->request_id != NULL ? g_strdup_printf (_ (", request %s"), reply->request_id)
                                                  : g_strdup ("");
  return g_strdup_printf ("%s%s", said != NULL ? said : "-", id);
}

/**
 * stemma_hub_fault_status:
 * @reply: an answer that is not what was asked for
 * @error: (out): that for a person
 */
void
stemma_hub_fault_status (const StemmaHubReply *reply, GError **error)
{
  g_autofree char *said = word_of (reply);
  if (reply->status == SOUP_STATUS_PROXY_UNAUTHORIZED)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
                 _ ("The proxy wants a login. What came before is kept; please check the proxy settings of "
                    "this machine"));
  else if (reply->status == SOUP_STATUS_UNAUTHORIZED || reply->status == SOUP_STATUS_FORBIDDEN)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_REFUSED,
                 _ ("The Hub does not let this be read (status %u: %s). Nothing is taken for deleted for "
                    "that, and what came before is kept; please set a token that may read it (HF_TOKEN)"),
                 reply->status, said);
  else if (reply->status == 511
           || (reply->status >= 500 && reply->content_type != NULL && !stemma_hub_reply_is_json (reply)
               && g_strrstr (reply->content_type, "html") != NULL))
    stemma_hub_fault_not_hub (reply, error);
  else if (reply->status >= 500 || reply->status == SOUP_STATUS_REQUEST_TIMEOUT
           || SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
                 _ ("The Hub has a fault of its own (status %u: %s). What came before is kept; please try "
                    "again later"),
                 reply->status, said);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
                 _ ("The Hub does not answer what it was asked (status %u: %s). What came before is kept; "
                    "the address may not be that of a Hub, or the Hub may have changed"),
                 reply->status, said);
}
