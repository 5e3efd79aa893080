#include "hub/stemma-hub-private.h"

#include "base/stemma-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define SHARE 0.6
#define TIMEOUT_S 30
#define DEADLINE_S 300
#define ATTEMPTS 5
#define MAX_RATIO 200
#define FREE_BODY (16u * 1024 * 1024)

/**
 * stemma_hub_environment:
 * @name: of a variable
 * @user_data: unused
 *
 * Returns: (transfer none) (nullable): its value in this process
 */
const char *
stemma_hub_environment (const char *name, gpointer user_data)
{
  (void) user_data;
  return g_getenv (name);
}

/* The port that counts, whether written or not. */
static int
port_of (GUri *uri)
{
  int port = g_uri_get_port (uri);
  if (port > 0)
    return port;
  return strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/**
 * stemma_hub_uri_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: whether scheme, host and port are the same, which decides who may see the token
 */
gboolean
stemma_hub_uri_same_origin (GUri *a, GUri *b)
{
  const char *host_a = g_uri_get_host (a);
  const char *host_b = g_uri_get_host (b);
  return host_a != NULL && host_b != NULL && strcmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_ascii_strcasecmp (host_a, host_b) == 0 && port_of (a) == port_of (b);
}

/**
 * stemma_hub_uri_parse:
 * @url: an address
 *
 * Returns: (transfer full) (nullable): it, if it is one of http or https with a host, and without a password
 */
GUri *
stemma_hub_uri_parse (const char *url)
{
  /* GLib lets them pass, even in a host. */
  for (const char *c = url; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || *c == ' ')
      return NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  if (strcmp (g_uri_get_scheme (uri), "http") != 0 && strcmp (g_uri_get_scheme (uri), "https") != 0)
    return NULL;
  if (g_uri_get_user (uri) != NULL || g_uri_get_password (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  return g_steal_pointer (&uri);
}

static char *
clean_endpoint (const char *endpoint, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (endpoint));
  while (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';
  g_autoptr (GUri) uri = stemma_hub_uri_parse (text);
  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      /* What stands there may hold a password, so it is not repeated. */
      g_set_error_literal (
          error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
          _ ("The address of the Hub (--endpoint or HF_ENDPOINT) is not usable: it has to be like "
             "https://huggingface.co, with http or https, without user, password, “?” or “#”"));
      return NULL;
    }
  return g_steal_pointer (&text);
}

/**
 * stemma_hub_is_true:
 * @value: (nullable): of a variable
 *
 * Returns: whether it is one of the words that the Hub's own tools take for yes
 */
gboolean
stemma_hub_is_true (const char *value)
{
  static const char *const words[] = { "1", "ON", "YES", "TRUE" };
  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (value, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
make_user_agent (const char *origin)
{
  g_autofree char *base = g_strdup_printf (
      "Stemma/" STEMMA_VERSION "; glib/%u.%u.%u; libsoup/%u.%u.%u", glib_major_version, glib_minor_version,
      glib_micro_version, soup_get_major_version (), soup_get_minor_version (), soup_get_micro_version ());
  g_autofree char *clean = stemma_hub_clean_text (origin);
  /* Only what may stand in a header. */
  if (clean != NULL)
    g_strstrip (g_strcanon (clean, STEMMA_HUB_HEADER_BYTES, '_'));
  if (clean == NULL || *clean == '\0')
    return g_steal_pointer (&base);
  return g_strconcat (base, "; origin/", clean, NULL);
}

/**
 * stemma_hub_options_new:
 * @endpoint: (nullable): where the Hub is, %NULL for HF_ENDPOINT, else the Hub itself
 * @token: (nullable): %NULL for that of the environment: HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the file
 * HF_TOKEN_PATH
 * @environment: (scope call): gives variables; stemma_hub_environment() outside tests
 * @user_data: for @environment
 * @error: STEMMA_ERROR_USAGE (an address or a token that cannot be one; no message repeats them), or what
 *   reading the token's file ended with
 *
 * Returns: (transfer full): the options that the environment asks for
 */
StemmaHubOptions *
stemma_hub_options_new (const char *endpoint, const char *token, StemmaHubEnvironment environment,
                        gpointer user_data, GError **error)
{
  if (endpoint == NULL || *endpoint == '\0')
    endpoint = environment ("HF_ENDPOINT", user_data);
  if (endpoint == NULL || *endpoint == '\0')
    endpoint = STEMMA_HUB_ENDPOINT;
  g_autoptr (StemmaHubOptions) options = g_new0 (StemmaHubOptions, 1);
  options->endpoint = clean_endpoint (endpoint, error);
  if (options->endpoint == NULL
      || !stemma_hub_token_find (token, environment, user_data, &options->token, error))
    return NULL;
  options->user_agent = make_user_agent (environment ("HF_HUB_USER_AGENT_ORIGIN", user_data));
  options->offline = stemma_hub_is_true (environment ("HF_HUB_OFFLINE", user_data))
                     || stemma_hub_is_true (environment ("TRANSFORMERS_OFFLINE", user_data));
  options->share = SHARE;
  options->timeout = TIMEOUT_S;
  options->deadline = DEADLINE_S;
  options->attempts = ATTEMPTS;
  options->max_body = STEMMA_HUB_PAGE_BYTES;
  options->max_ratio = MAX_RATIO;
  options->free_body = FREE_BODY;
  return g_steal_pointer (&options);
}

/**
 * stemma_hub_options_copy:
 * @options: options
 *
 * Returns: (transfer full): the same once more
 */
StemmaHubOptions *
stemma_hub_options_copy (const StemmaHubOptions *options)
{
  StemmaHubOptions *copy = g_memdup2 (options, sizeof *options);
  copy->endpoint = g_strdup (options->endpoint);
  copy->token = g_strdup (options->token);
  copy->user_agent = g_strdup (options->user_agent);
  return copy;
}

/**
 * stemma_hub_options_free:
 * @options: (transfer full) (nullable): options
 */
void
stemma_hub_options_free (StemmaHubOptions *options)
{
  if (options == NULL)
    return;
  g_free (options->endpoint);
  stemma_hub_token_free (options->token);
  g_free (options->user_agent);
  g_free (options);
}
