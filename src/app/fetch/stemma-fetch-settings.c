/* What is in force when the Hub is asked: the environment first, as with the Hub's own tools, then the
 * preferences. */
#include "app/fetch/stemma-fetch-settings.h"

#include "app/fetch/stemma-secret.h"

/** stemma_fetch_settings_read: Returns: (transfer full): the preferences as they are now; on the main thread
 */
StemmaFetchSettings *
stemma_fetch_settings_read (GSettings *settings)
{
  StemmaFetchSettings *read = g_new0 (StemmaFetchSettings, 1);
  g_autofree char *endpoint = g_settings_get_string (settings, "hub-endpoint");
  if (stemma_fetch_settings_endpoint_variable () == NULL && *g_strstrip (endpoint) != '\0')
    read->endpoint = g_steal_pointer (&endpoint);
  read->share = g_settings_get_int (settings, "hub-share") / 100.0;
  read->keep = (guint) g_settings_get_int (settings, "keep-snapshots");
  return read;
}

/** stemma_fetch_settings_free: @settings: (nullable) (transfer full) */
void
stemma_fetch_settings_free (StemmaFetchSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->endpoint);
  g_free (settings);
}

static gboolean
is_set (const char *name)
{
  const char *value = g_getenv (name);
  return value != NULL && *value != '\0';
}

/** stemma_fetch_settings_endpoint_variable: Returns: (nullable): the variable that says where the Hub is */
const char *
stemma_fetch_settings_endpoint_variable (void)
{
  return is_set ("HF_ENDPOINT") ? "HF_ENDPOINT" : NULL;
}

/* The client's own reading of one variable, as if no other were set. */
static const char *
only (const char *name, gpointer wanted)
{
  return g_str_equal (name, wanted) ? g_getenv (name) : NULL;
}

/** stemma_fetch_settings_offline_variable: Returns: (nullable): the variable that forbids to ask the Hub */
const char *
stemma_fetch_settings_offline_variable (void)
{
  static const char *const names[] = { "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (StemmaHubOptions) options
        = stemma_hub_options_new (NULL, NULL, only, (gpointer) names[i], NULL);
      if (options != NULL && options->offline)
        return names[i];
    }
  return NULL;
}

static const char *
all_but_tokens (const char *name, gpointer user_data G_GNUC_UNUSED)
{
  static const char *const tokens[]
    = { "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HOME", "XDG_CACHE_HOME", "HOME", NULL };
  return g_strv_contains (tokens, name) ? NULL : g_getenv (name);
}

static const char *
all_but_token_variables (const char *name, gpointer user_data G_GNUC_UNUSED)
{
  static const char *const tokens[] = { "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", NULL };
  return g_strv_contains (tokens, name) ? NULL : g_getenv (name);
}

/** stemma_fetch_settings_token_variable: Returns: (nullable): the variable that holds the token */
const char *
stemma_fetch_settings_token_variable (void)
{
  static const char *const names[] = { "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN" };
  const char *off = g_getenv ("HF_HUB_DISABLE_IMPLICIT_TOKEN");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_set (names[i]) && (off == NULL || *off == '\0' || g_str_equal (off, "0")))
      return names[i];
  return NULL;
}

/** stemma_fetch_settings_get_endpoint: Returns: (transfer full): where the Hub is; what is no address as it
 * stands */
char *
stemma_fetch_settings_get_endpoint (const StemmaFetchSettings *settings)
{
  g_autoptr (StemmaHubOptions) options
    = stemma_hub_options_new (settings->endpoint, NULL, all_but_tokens, NULL, NULL);
  if (options != NULL)
    return g_strdup (options->endpoint);
  return g_strdup (settings->endpoint != NULL ? settings->endpoint : g_getenv ("HF_ENDPOINT"));
}

/* A desktop without a secret store has no token in it; that is said where one is to be kept. */
static char *
look_up_secret (const StemmaFetchSettings *settings, GCancellable *cancellable)
{
  g_autoptr (GError) none = NULL;
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (settings);
  char *token = NULL;
  if (stemma_secret_is_built () && !stemma_secret_look_up (endpoint, &token, cancellable, &none))
    g_info ("%s", none->message);
  return token;
}

/**
 * stemma_fetch_settings_make_options:
 * @settings: the preferences
 * @cancellable: (nullable): to give up
 * @error: an address or a token that cannot be one
 *
 * Asks the secret store if the environment has no token, which may wait for the user.
 *
 * Returns: (transfer full): what a client of the Hub needs to know
 */
StemmaHubOptions *
stemma_fetch_settings_make_options (const StemmaFetchSettings *settings,
                                    GCancellable *cancellable,
                                    GError **error)
{
  char *token
    = stemma_fetch_settings_token_variable () == NULL ? look_up_secret (settings, cancellable) : NULL;
  StemmaHubOptions *options
    = g_cancellable_set_error_if_cancelled (cancellable, error)
        ? NULL
        : stemma_hub_options_new (settings->endpoint, token, stemma_hub_environment, NULL, error);
  stemma_secret_free (token);
  if (options != NULL)
    options->share = settings->share;
  return options;
}

/** stemma_fetch_settings_find_token: Returns: where the token in force comes from; blocks, like the function
 * above */
StemmaTokenSource
stemma_fetch_settings_find_token (const StemmaFetchSettings *settings, GCancellable *cancellable)
{
  if (stemma_fetch_settings_token_variable () != NULL)
    return STEMMA_TOKEN_ENVIRONMENT;
  char *secret = look_up_secret (settings, cancellable);
  gboolean kept = secret != NULL;
  stemma_secret_free (secret);
  if (kept)
    return STEMMA_TOKEN_SECRET;
  g_autoptr (StemmaHubOptions) options
    = stemma_hub_options_new (STEMMA_HUB_ENDPOINT, NULL, all_but_token_variables, NULL, NULL);
  if (options == NULL)
    return STEMMA_TOKEN_UNUSABLE;
  return options->token != NULL ? STEMMA_TOKEN_FILE : STEMMA_TOKEN_NONE;
}
