#include "hub/stemma-hub-private.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-limits.h"

#include <glib/gi18n-lib.h>

#define MAX_HOPS 5
/* Waits in a row for a quota that never comes back: an hour of the Hub's windows. */
#define MAX_WAITS 12
#define MAX_CONNECTIONS 2
/* Not in the enumeration of libsoup 3.2. */
#define TOO_MANY_REQUESTS 429u
#define SECOND ((gint64) G_USEC_PER_SEC)

struct _StemmaHubClient
{
  gatomicrefcount references;
  StemmaHubOptions *options;
  const StemmaClock *clock;
  GMainContext *context; /* nothing of the caller's is ever run */
  SoupSession *session;
  StemmaHubLimits limits;
  GRand *rand;
  gboolean answered; /* at least once */
  StemmaHubGate gate;
  gboolean busy;          /* guarded by the gate's lock, */
  StemmaHubStatus status; /* so is this, */
  GPtrArray *unknown;     /* and this: keys that the Hub does not know of a single model */
};

/**
 * stemma_hub_client_new:
 * @options: copied
 * @clock: (nullable): %NULL for the machine's own; must outlive the client
 *
 * Returns: (transfer full): a client that has not asked anything yet
 */
StemmaHubClient *
stemma_hub_client_new (const StemmaHubOptions *options, const StemmaClock *clock)
{
  StemmaHubClient *client = g_new0 (StemmaHubClient, 1);
  g_atomic_ref_count_init (&client->references);
  client->options = stemma_hub_options_copy (options);
  client->clock = clock != NULL ? clock : stemma_clock_system ();
  client->rand = options->seed != 0 ? g_rand_new_with_seed (options->seed) : g_rand_new ();
  client->status.quota = (StemmaHubQuota) STEMMA_HUB_QUOTA_INIT;
  stemma_hub_limits_init (&client->limits, options->share);
  stemma_hub_gate_init (&client->gate);
  client->unknown = g_ptr_array_new_with_free_func (g_free);
  client->context = g_main_context_new ();
  g_main_context_push_thread_default (client->context);
  client->session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS * 2, "max-conns-per-host",
                                                   MAX_CONNECTIONS, "timeout", options->timeout, "user-agent",
                                                   options->user_agent, NULL);
  g_main_context_pop_thread_default (client->context);
  return client;
}

/* HTTP/2 takes leave of streams that were left in their middle when its context runs. */
static void
settle (StemmaHubClient *client)
{
  while (g_main_context_iteration (client->context, FALSE))
    ;
}

/**
 * stemma_hub_client_ref:
 * @client: a client
 *
 * Returns: (transfer full): it
 */
StemmaHubClient *
stemma_hub_client_ref (StemmaHubClient *client)
{
  g_atomic_ref_count_inc (&client->references);
  return client;
}

/**
 * stemma_hub_client_unref:
 * @client: (transfer full) (nullable): a client; nobody may be inside a call when the last one goes
 */
void
stemma_hub_client_unref (StemmaHubClient *client)
{
  if (client == NULL || !g_atomic_ref_count_dec (&client->references))
    return;
  g_main_context_push_thread_default (client->context);
  soup_session_abort (client->session);
  settle (client);
  g_object_unref (client->session);
  g_main_context_pop_thread_default (client->context);
  g_main_context_unref (client->context);
  stemma_hub_options_free (client->options);
  g_rand_free (client->rand);
  g_ptr_array_unref (client->unknown);
  stemma_hub_gate_clear (&client->gate);
  g_free (client);
}

/** stemma_hub_client_get_options: (transfer none): what it asks with. */
const StemmaHubOptions *
stemma_hub_client_get_options (const StemmaHubClient *client)
{
  return client->options;
}

/** stemma_hub_client_get_clock: (transfer none): by which it waits. */
const StemmaClock *
stemma_hub_client_get_clock (const StemmaHubClient *client)
{
  return client->clock;
}

/**
 * stemma_hub_client_get_status:
 * @client: a client
 * @status: (out): how things stand
 *
 * May be called from any thread at any time.
 */
void
stemma_hub_client_get_status (StemmaHubClient *client, StemmaHubStatus *status)
{
  g_mutex_lock (&client->gate.lock);
  *status = client->status;
  g_mutex_unlock (&client->gate.lock);
}

/**
 * stemma_hub_client_set_tls_database:
 * @client: a client that has not asked anything yet
 * @database: whom to trust instead of those that the machine trusts
 */
void
stemma_hub_client_set_tls_database (StemmaHubClient *client, GTlsDatabase *database)
{
  soup_session_set_tls_database (client->session, database);
}

/**
 * stemma_hub_client_set_proxy_resolver:
 * @client: a client that has not asked anything yet
 * @resolver: (nullable): which way to go instead of the machine's, %NULL for straight
 */
void
stemma_hub_client_set_proxy_resolver (StemmaHubClient *client, GProxyResolver *resolver)
{
  soup_session_set_proxy_resolver (client->session, resolver);
}

/** stemma_hub_client_count_page: tells the status of one more page of a list. */
void
stemma_hub_client_count_page (StemmaHubClient *client)
{
  g_mutex_lock (&client->gate.lock);
  client->status.pages++;
  g_mutex_unlock (&client->gate.lock);
}

/** stemma_hub_client_detail_keys: (transfer full): what to ask of a single model, as far as the Hub knows it.
 */
char **
stemma_hub_client_detail_keys (StemmaHubClient *client)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_mutex_lock (&client->gate.lock);
  for (guint i = 0; stemma_hub_detail_keys[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (client->unknown, stemma_hub_detail_keys[i], g_str_equal, NULL))
      g_ptr_array_add (keys, g_strdup (stemma_hub_detail_keys[i]));
  g_mutex_unlock (&client->gate.lock);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/** stemma_hub_client_drop_keys: they are not asked for again; each attempt would cost a request. */
void
stemma_hub_client_drop_keys (StemmaHubClient *client, GPtrArray *keys)
{
  g_mutex_lock (&client->gate.lock);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (client->unknown, g_strdup (g_ptr_array_index (keys, i)));
  g_mutex_unlock (&client->gate.lock);
}

static void
tell_wait (StemmaHubClient *client, StemmaHubWait wait, gint64 until)
{
  g_mutex_lock (&client->gate.lock);
  client->status.wait = wait;
  client->status.wait_until = until;
  client->status.retries += wait == STEMMA_HUB_WAIT_RETRY ? 1 : 0;
  g_mutex_unlock (&client->gate.lock);
}

static gboolean
wait_until (StemmaHubClient *client, StemmaHubWait wait, gint64 until, GCancellable *cancellable,
            GError **error)
{
  tell_wait (client, wait, until);
  gboolean slept = stemma_clock_sleep_until (client->clock, until, cancellable, error);
  tell_wait (client, STEMMA_HUB_WAIT_NONE, 0);
  return slept;
}

static gboolean
wait_for_turn (StemmaHubClient *client, GCancellable *cancellable, GError **error)
{
  gint64 now = stemma_clock_now (client->clock);
  gint64 next = stemma_hub_limits_next (&client->limits, now);
  if (next > now && !wait_until (client, STEMMA_HUB_WAIT_PACE, next, cancellable, error))
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  stemma_hub_limits_spend (&client->limits, stemma_clock_now (client->clock));
  return TRUE;
}

static void
learn (StemmaHubClient *client, const StemmaHubReply *reply)
{
  /* What another host says of its quota is of no concern here. */
  if (reply != NULL && stemma_hub_url_same_origin (reply->url, client->options->endpoint))
    stemma_hub_limits_learn (&client->limits, &reply->quota, stemma_clock_now (client->clock));
  client->answered = client->answered || reply != NULL;
  g_mutex_lock (&client->gate.lock);
  client->status.requests++;
  client->status.bytes += reply != NULL ? g_bytes_get_size (reply->body) : 0;
  client->status.quota = client->limits.quota;
  g_mutex_unlock (&client->gate.lock);
}

/* One request in its turn. */
static StemmaHubReply *
send_once (StemmaHubClient *client, GUri *uri, StemmaHubFault *fault, GCancellable *cancellable,
           GError **error)
{
  if (!wait_for_turn (client, cancellable, error))
    {
      *fault = STEMMA_HUB_FAULT_FATAL;
      return NULL;
    }
  g_autoptr (StemmaHubReply) reply = stemma_hub_exchange (client->session, client->options, client->clock,
                                                          uri, fault, cancellable, error);
  learn (client, reply);
  if (reply != NULL && reply->status != TOO_MANY_REQUESTS && !SOUP_STATUS_IS_REDIRECTION (reply->status))
    *fault = stemma_hub_reply_check (reply, client->options, error);
  else if (*fault == STEMMA_HUB_FAULT_UNREACHABLE && client->answered)
    *fault = STEMMA_HUB_FAULT_TRANSIENT;
  return g_steal_pointer (&reply);
}

/* Sends until there is an answer, or no more hope of one. */
static StemmaHubReply *
send_until (StemmaHubClient *client, GUri *uri, StemmaHubFault *fault, GCancellable *cancellable,
            GError **error)
{
  guint waits = 0;
  for (guint attempt = 1;;)
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (StemmaHubReply) reply = send_once (client, uri, fault, cancellable, &cause);
      gboolean limited = reply != NULL && reply->status == TOO_MANY_REQUESTS;
      gint64 delay;
      if (limited && waits == MAX_WAITS)
        stemma_hub_fault_limited (&cause);
      if (cause == NULL && !limited)
        return g_steal_pointer (&reply);
      if (cause != NULL
          && (limited || *fault != STEMMA_HUB_FAULT_TRANSIENT || attempt >= client->options->attempts))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      if (limited)
        delay = stemma_hub_limits_after_429 (&reply->quota, reply->retry_after, waits++, client->rand);
      else
        delay = stemma_hub_limits_backoff (attempt++ - 1, client->rand);
      if (!limited && reply != NULL && reply->retry_after >= 0)
        delay = MAX (delay, reply->retry_after * SECOND);
      if (!wait_until (client, limited ? STEMMA_HUB_WAIT_LIMIT : STEMMA_HUB_WAIT_RETRY,
                       stemma_clock_now (client->clock) + delay, cancellable, error))
        return NULL;
    }
}

/* Where a redirect leads, %NULL if Stemma will not go there: never from a safe connection to an open one. */
static GUri *
next_hop (GUri *from, const StemmaHubReply *reply)
{
  g_autoptr (GUri) to = g_uri_parse_relative (from, reply->location, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *text = to != NULL ? g_uri_to_string_partial (to, G_URI_HIDE_FRAGMENT) : NULL;
  g_autoptr (GUri) checked = text != NULL ? stemma_hub_uri_parse (text) : NULL;
  if (checked == NULL)
    return NULL;
  if (g_strcmp0 (g_uri_get_scheme (from), "https") == 0
      && g_strcmp0 (g_uri_get_scheme (checked), "https") != 0)
    return NULL;
  return g_steal_pointer (&checked);
}

static StemmaHubReply *
follow (StemmaHubClient *client, GUri *start, StemmaHubFault *fault, GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GUri) uri = g_uri_ref (start);
  for (guint hops = 0;; hops++)
    {
      g_autoptr (StemmaHubReply) reply = send_until (client, uri, fault, cancellable, error);
      if (reply == NULL)
        return NULL;
      reply->hops = hops;
      if (!SOUP_STATUS_IS_REDIRECTION (reply->status))
        return g_steal_pointer (&reply);
      GUri *next = hops < MAX_HOPS && reply->location != NULL ? next_hop (uri, reply) : NULL;
      if (next == NULL)
        {
          *fault = STEMMA_HUB_FAULT_FATAL;
          stemma_hub_fault_redirect (reply, error);
          return NULL;
        }
      g_uri_unref (uri);
      uri = next;
    }
}

static gboolean
become_busy (gpointer user_data)
{
  StemmaHubClient *client = user_data;
  gboolean was = client->busy;
  client->busy = TRUE;
  return !was;
}

/**
 * stemma_hub_client_try:
 * @client: a client
 * @url: what to get; of the endpoint's origin
 * @fault: (out): what to make of a failure
 * @cancellable: (nullable): ends it
 * @error: as of stemma_hub_client_get()
 *
 * Returns: (transfer full) (nullable): the answer
 */
StemmaHubReply *
stemma_hub_client_try (StemmaHubClient *client, const char *url, StemmaHubFault *fault,
                       GCancellable *cancellable, GError **error)
{
  *fault = STEMMA_HUB_FAULT_FATAL;
  if (client->options->offline)
    {
      stemma_hub_fault_offline (error);
      return NULL;
    }
  g_autoptr (GUri) uri = stemma_hub_uri_parse (url);
  if (uri == NULL || !stemma_hub_url_same_origin (url, client->options->endpoint))
    {
      g_autofree char *shown = stemma_hub_clean_text (url);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                   _ ("“%s” is not an address of this Hub; it was not asked"), shown != NULL ? shown : "");
      return NULL;
    }
  if (!stemma_hub_gate_pass (&client->gate, become_busy, client, cancellable, error))
    return NULL;
  g_main_context_push_thread_default (client->context);
  StemmaHubReply *reply = follow (client, uri, fault, cancellable, error);
  settle (client);
  g_main_context_pop_thread_default (client->context);
  stemma_hub_gate_open (&client->gate);
  client->busy = FALSE;
  stemma_hub_gate_close (&client->gate);
  return reply;
}

/**
 * stemma_hub_client_get:
 * @client: a client
 * @url: what to get; of the endpoint's origin
 * @cancellable: (nullable): ends it
 * @error: STEMMA_ERROR_OFFLINE, STEMMA_ERROR_NETWORK, STEMMA_ERROR_REFUSED (the token), STEMMA_ERROR_LIMITED,
 *   STEMMA_ERROR_USAGE (not an address of the Hub), G_IO_ERROR_CANCELLED
 *
 * Waits for its turn, asks, waits and asks again where that helps, and follows redirects, each of which takes
 * its turn too. An answer of status 2xx is JSON; 4xx is handed over as it is.
 *
 * Returns: (transfer full) (nullable): the answer
 */
StemmaHubReply *
stemma_hub_client_get (StemmaHubClient *client, const char *url, GCancellable *cancellable, GError **error)
{
  StemmaHubFault fault;
  return stemma_hub_client_try (client, url, &fault, cancellable, error);
}
