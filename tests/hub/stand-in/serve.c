#include "serve.h"

#include "bomb.h"
#include "guests.h"
#include "send.h"

#include <string.h>

#define API "/api/models"
#define CONTROL "/stand-in/"
#define PORTAL                                                                                               \
  "<!DOCTYPE html><html><body><h1>Welcome to our network</h1><p>Please sign in.</p></body></html>\n"
#define SORRY                                                                                                \
  "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"

struct _StandInServer
{
  StandInHub *hub;
  SoupServer *server, *elsewhere;
  StandInGuests *guests;
  GRegex *agent;
};

typedef enum
{
  CALLER_UNKNOWN,
  CALLER_KNOWN,
  CALLER_WRONG, /* with a token that is none */
} Caller;

static Caller
who_calls (const StandInHub *hub, SoupMessageHeaders *headers)
{
  const char *sent = soup_message_headers_get_one (headers, "Authorization");
  const char *token = hub->options->token;
  if (sent == NULL)
    return CALLER_UNKNOWN;
  return token != NULL && g_str_has_prefix (sent, "Bearer ") && g_str_equal (sent + strlen ("Bearer "), token)
           ? CALLER_KNOWN
           : CALLER_WRONG;
}

static void
add_limits (const StandInHub *hub, StandInReply *reply, const StandInWindow *window, StandInFault fault)
{
  gboolean made_up = fault == STAND_IN_FAULT_LIMIT;
  guint left = made_up ? 0 : stand_in_window_left (window);
  guint seconds
    = made_up ? (guint) hub->options->retry_after : stand_in_window_seconds (window, g_get_monotonic_time ());
  g_autofree char *limit = g_strdup_printf ("\"api\";r=%u;t=%u", left, seconds);
  g_autofree char *policy
    = g_strdup_printf ("\"fixed window\";\"api\";q=%u;w=%u", window->quota,
                       (guint) ((window->length + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
  stand_in_reply_add (reply, "RateLimit", limit);
  stand_in_reply_add (reply, "RateLimit-Policy", policy);
}

static StandInReply *
too_many (StandInHub *hub, StandInFault fault)
{
  StandInReply *reply = stand_in_reply_error (429, "We had to rate limit you. Wait, or log in.");
  guint seconds = (guint) hub->options->retry_after;
  if (fault == STAND_IN_FAULT_LIMIT_SECONDS)
    {
      g_autofree char *text = g_strdup_printf ("%u", seconds);
      stand_in_reply_add (reply, "Retry-After", text);
    }
  if (fault == STAND_IN_FAULT_LIMIT_DATE)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr (GDateTime) then = g_date_time_add_seconds (now, seconds);
      g_autofree char *text = soup_date_time_to_string (then, SOUP_DATE_HTTP);
      stand_in_reply_add (reply, "Retry-After", text);
    }
  if (fault != STAND_IN_FAULT_LIMIT_BARE)
    hub->wait_until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  return reply;
}

static StandInReply *
wrong_token (void)
{
  StandInReply *reply = stand_in_reply_error (401, "Invalid credentials in Authorization header");
  stand_in_reply_add (reply, "X-Error-Message", "Invalid credentials in Authorization header");
  return reply;
}

static StandInReply *
server_error (const StandInHub *hub)
{
  static const guint codes[] = { 500, 502, 503, 504, 408 };
  guint64 number = stand_in_faults_number (hub->faults, hub->number);
  return stand_in_reply_error (codes[number % G_N_ELEMENTS (codes)], "Internal Error - We're working on it");
}

static StandInReply *
redirect_to (const char *origin, const StandInRequest *request)
{
  StandInReply *reply = stand_in_reply_new (307, "text/plain; charset=utf-8", "Temporary Redirect");
  g_autofree char *location = g_strdup_printf ("%s%s%s%s", origin, request->path, request->query ? "?" : "",
                                               request->query ? request->query : "");
  stand_in_reply_add (reply, "Location", location);
  return reply;
}

static StandInReply *
bomb (const StandInHub *hub)
{
  StandInReply *reply = stand_in_reply_new (200, "application/json; charset=utf-8", NULL);
  reply->packed = stand_in_bomb ((guint) hub->options->bomb);
  return reply;
}

/* What is said instead of an answer; NULL where there is one. */
static StandInReply *
answer_by_fault (StandInHub *hub, const StandInRequest *request)
{
  switch (request->fault)
    {
    case STAND_IN_FAULT_LIMIT:
    case STAND_IN_FAULT_LIMIT_SECONDS:
    case STAND_IN_FAULT_LIMIT_DATE:
    case STAND_IN_FAULT_LIMIT_BARE:
      return too_many (hub, request->fault);
    case STAND_IN_FAULT_SERVER_ERROR:
      return server_error (hub);
    case STAND_IN_FAULT_HTML_ERROR:
      return stand_in_reply_new (502, "text/html", SORRY);
    case STAND_IN_FAULT_PORTAL:
      return stand_in_reply_new (200, "text/html", PORTAL);
    case STAND_IN_FAULT_ERROR_200:
      return stand_in_reply_error (200, "Something went wrong");
    case STAND_IN_FAULT_TOKEN_REFUSED:
      return wrong_token ();
    case STAND_IN_FAULT_REDIRECT_LOOP:
      return redirect_to ("", request);
    case STAND_IN_FAULT_REDIRECT_ELSEWHERE:
      return redirect_to (hub->elsewhere, request);
    case STAND_IN_FAULT_BOMB:
      return bomb (hub);
    default:
      return NULL;
    }
}

static StandInReply *
answer (StandInHub *hub, const StandInRequest *request, Caller caller)
{
  StandInReply *reply = answer_by_fault (hub, request);
  if (reply != NULL)
    return reply;
  if (caller == CALLER_WRONG)
    return wrong_token ();
  if (g_str_equal (request->path, API))
    return stand_in_list_answer (hub, request);
  if (g_str_has_prefix (request->path, API "/"))
    return stand_in_detail_answer (hub, request, request->path + strlen (API "/"));
  return stand_in_reply_error (404, "Sorry, we can't find the page you are looking for.");
}

static void
note_manners (StandInServer *server, SoupServerMessage *message, const StandInWindow *window,
              const char *query)
{
  StandInHub *hub = server->hub;
  const char *agent
    = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "User-Agent");
  if (agent == NULL || !g_regex_match (server->agent, agent, 0, NULL))
    stand_in_hub_violation (hub, "user-agent");
  if (window->used > window->quota * hub->options->share / 100)
    stand_in_hub_violation (hub, "too-fast");
  if (g_get_monotonic_time () < hub->wait_until)
    stand_in_hub_violation (hub, "too-early");
  if (hub->open > (guint) hub->options->connections)
    stand_in_hub_violation (hub, "too-many-connections");
  if (query != NULL && hub->options->token != NULL && strstr (query, hub->options->token) != NULL)
    stand_in_hub_violation (hub, "token-in-address");
}

static void
add_request_id (const StandInHub *hub, StandInReply *reply)
{
  guint64 number = stand_in_faults_number (hub->faults, hub->number);
  g_autofree char *id = g_strdup_printf ("Root=1-%08x-%016" G_GINT64_MODIFIER "x%08x", (guint) hub->number,
                                         number, (guint) (number >> 7));
  stand_in_reply_add (reply, "X-Request-Id", id);
}

static gboolean
takes_gzip (const StandInHub *hub, SoupMessageHeaders *headers)
{
  const char *encodings = soup_message_headers_get_list (headers, "Accept-Encoding");
  return hub->options->gzip != 0 && encodings != NULL && strstr (encodings, "gzip") != NULL;
}

static StandInFault
draw_fault (StandInHub *hub, const StandInRequest *request)
{
  g_autofree char *uri = g_strconcat (request->path, "?", request->query, NULL);
  StandInAsked asked
    = { hub->number, uri, g_str_equal (request->path, API) ? STAND_IN_ROUTE_LIST : STAND_IN_ROUTE_DETAIL,
        request->with_token };
  StandInFault fault = stand_in_faults_draw (hub->faults, &asked);
  if (fault != STAND_IN_FAULT_NONE)
    stand_in_tally_count (&hub->given, stand_in_fault_name (fault));
  return fault;
}

static void
serve_api (StandInServer *server, SoupServerMessage *message, const char *path)
{
  StandInHub *hub = server->hub;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Caller caller = who_calls (hub, headers);
  StandInWindow *window = caller == CALLER_KNOWN ? &hub->known : &hub->anonymous;
  StandInRequest request = { .path = path,
                             .query = g_uri_get_query (soup_server_message_get_uri (message)),
                             .with_token = caller == CALLER_KNOWN,
                             .gzip = takes_gzip (hub, headers) };
  hub->number++;
  stand_in_tally_count (&hub->routes, g_str_equal (path, API)            ? "list"
                                      : g_str_has_prefix (path, API "/") ? "detail"
                                                                         : "other");
  gboolean within = stand_in_window_take (window, g_get_monotonic_time ());
  note_manners (server, message, window, request.query);
  request.fault = within ? draw_fault (hub, &request) : STAND_IN_FAULT_NONE;
  if (request.fault == STAND_IN_FAULT_CUT)
    {
      stand_in_send_silence (message);
      return;
    }
  g_autoptr (StandInReply) reply
    = within ? answer (hub, &request, caller) : too_many (hub, STAND_IN_FAULT_NONE);
  if (!within)
    hub->wait_until = window->start + window->length;
  add_limits (hub, reply, window, request.fault);
  add_request_id (hub, reply);
  stand_in_send (hub, message, &request, reply);
}

static gboolean
is_near (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  return G_IS_INET_SOCKET_ADDRESS (address)
         && g_inet_address_get_is_loopback (
           g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static void
serve_control (StandInServer *server, SoupServerMessage *message, const char *path)
{
  StandInRequest request = { .path = path };
  const char *method = soup_server_message_get_method (message);
  g_autoptr (StandInReply) reply = is_near (message)
                                     ? stand_in_control_answer (server->hub, method, path + strlen (CONTROL))
                                     : stand_in_reply_error (403, "Not from there.");
  stand_in_send (server->hub, message, &request, reply);
}

static void
on_request (G_GNUC_UNUSED SoupServer *soup, SoupServerMessage *message, const char *path,
            G_GNUC_UNUSED GHashTable *query, gpointer user_data)
{
  StandInServer *server = user_data;
  const char *method = soup_server_message_get_method (message);
  if (g_str_has_prefix (path, CONTROL))
    serve_control (server, message, path);
  else if (g_str_equal (method, "GET"))
    serve_api (server, message, path);
  else
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
}

/* Where a client is sent by links and redirections that it should not follow with its token. */
static void
on_request_elsewhere (G_GNUC_UNUSED SoupServer *soup, SoupServerMessage *message,
                      G_GNUC_UNUSED const char *path, G_GNUC_UNUSED GHashTable *query, gpointer user_data)
{
  StandInServer *server = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  server->hub->elsewhere_requests++;
  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    {
      server->hub->elsewhere_tokens++;
      stand_in_hub_violation (server->hub, "token-elsewhere");
    }
  soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

/* The address without its last slash. */
static char *
listen_on (SoupServer *soup, guint port, GError **error)
{
  if (!soup_server_listen_local (soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  GSList *uris = soup_server_get_uris (soup);
  g_autofree char *text = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  if (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';
  return g_steal_pointer (&text);
}

/**
 * stand_in_server_new:
 * @hub: the Hub, which outlives the server
 * @port: 0 for any
 * @error: return location
 *
 * Listens on the loopback device and nowhere else.
 *
 * Returns: (transfer full): a server, or %NULL
 */
StandInServer *
stand_in_server_new (StandInHub *hub, guint port, GError **error)
{
  g_autoptr (StandInServer) server = g_new0 (StandInServer, 1);
  server->hub = hub;
  server->agent = g_regex_new ("^Stemma/[^ ;]+; glib/[^ ;]+; libsoup/[^ ;]+(; origin/[^ ;]+)?$", 0, 0, NULL);
  server->server = soup_server_new ("raw-paths", TRUE, "server-header", "stemma-stand-in-hub", NULL);
  server->elsewhere = soup_server_new ("server-header", "elsewhere", NULL);
  soup_server_add_handler (server->server, NULL, on_request, server, NULL);
  soup_server_add_handler (server->elsewhere, NULL, on_request_elsewhere, server, NULL);
  server->guests = stand_in_guests_new (server->server, &hub->open, &hub->most_open);
  hub->origin = listen_on (server->server, port, error);
  hub->elsewhere = hub->origin != NULL ? listen_on (server->elsewhere, 0, error) : NULL;
  return hub->elsewhere != NULL ? g_steal_pointer (&server) : NULL;
}

void
stand_in_server_free (StandInServer *server)
{
  if (server == NULL)
    return;
  stand_in_guests_free (server->guests);
  soup_server_disconnect (server->server);
  soup_server_disconnect (server->elsewhere);
  g_object_unref (server->server);
  g_object_unref (server->elsewhere);
  g_regex_unref (server->agent);
  g_free (server);
}
