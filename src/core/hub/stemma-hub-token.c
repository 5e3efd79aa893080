#include "hub/stemma-hub-private.h"

#include "base/stemma-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer than any token that was ever given out. */
#define MAX_TOKEN 4096

/**
 * stemma_hub_token_free:
 * @token: (transfer full) (nullable): wiped, then freed
 */
void
stemma_hub_token_free (char *token)
{
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}

/**
 * stemma_hub_token_check:
 * @token: without space around it
 * @from: where it comes from, for the message
 * @error: STEMMA_ERROR_USAGE; never repeats the token
 *
 * Returns: whether it can stand in a header
 */
gboolean
stemma_hub_token_check (const char *token, const char *from, GError **error)
{
  gsize length = strlen (token);
  gboolean sound = length > 0 && length <= MAX_TOKEN;
  for (gsize i = 0; sound && i < length; i++)
    sound = token[i] > ' ' && token[i] < 0x7f;
  if (!sound)
    g_set_error (
        error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
        _ ("The Hub token from %s is not usable: it is empty, too long, or holds a space, a line break or "
           "another character that no token has. It was not sent; please put it there again"),
        from);
  return sound;
}

static gboolean
take (const char *text, const char *from, char **token, GError **error)
{
  char *clean = g_strstrip (g_strdup (text));
  if (*clean != '\0' && !stemma_hub_token_check (clean, from, error))
    {
      stemma_hub_token_free (clean);
      return FALSE;
    }
  *token = *clean != '\0' ? clean : NULL;
  if (*clean == '\0')
    g_free (clean);
  return TRUE;
}

/* "~/" as the shell would have it; the Hub's own tools do so too. */
static char *
expand_home (const char *path, const char *home)
{
  if (path[0] != '~' || (path[1] != '/' && path[1] != '\0') || home == NULL)
    return g_strdup (path);
  return g_build_filename (home, path + 1, NULL);
}

static char *
token_path (StemmaHubEnvironment environment, gpointer user_data)
{
  const char *home = environment ("HOME", user_data);
  const char *path = environment ("HF_TOKEN_PATH", user_data);
  if (path != NULL && *path != '\0')
    return expand_home (path, home);
  const char *hf_home = environment ("HF_HOME", user_data);
  const char *cache = environment ("XDG_CACHE_HOME", user_data);
  g_autofree char *folder = NULL;
  if (hf_home != NULL && *hf_home != '\0')
    folder = expand_home (hf_home, home);
  else if (cache != NULL && *cache != '\0')
    folder = g_build_filename (cache, "huggingface", NULL);
  else if (home != NULL && *home != '\0')
    folder = g_build_filename (home, ".cache", "huggingface", NULL);
  return folder != NULL ? g_build_filename (folder, "token", NULL) : NULL;
}

/* Whether there is no such file is no fault; that it cannot be read is one. */
static gboolean
read_file (const char *path, char **token, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &fault);
  char text[MAX_TOKEN + 3] = "";
  gsize length = 0;
  if (stream != NULL)
    g_input_stream_read_all (G_INPUT_STREAM (stream), text, sizeof text - 1, &length, NULL, &fault);
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    return TRUE;
  if (fault != NULL)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                   _ ("The file with the Hub token cannot be read: %s"), fault->message);
      return FALSE;
    }
  if (memchr (text, '\0', length) != NULL)
    text[0] = '\x01'; /* refused like any other control character */
  gboolean taken = take (text, path, token, error);
  explicit_bzero (text, sizeof text);
  return taken;
}

/**
 * stemma_hub_token_find:
 * @given: (nullable): by the caller; comes before all others
 * @environment: gives variables
 * @user_data: for @environment
 * @token: (out) (nullable): the token, to be freed with stemma_hub_token_free()
 * @error: STEMMA_ERROR_USAGE: one that cannot be one, or a file that cannot be read
 *
 * Looks where the Hub's own tools look, in their order. An empty value is none.
 *
 * Returns: whether nothing was wrong; that there is none is not wrong
 */
gboolean
stemma_hub_token_find (const char *given, StemmaHubEnvironment environment, gpointer user_data, char **token,
                       GError **error)
{
  static const char *const names[] = { "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN" };
  *token = NULL;
  if (given != NULL && (!take (given, _ ("the caller"), token, error) || *token != NULL))
    return *token != NULL;
  if (stemma_hub_is_true (environment ("HF_HUB_DISABLE_IMPLICIT_TOKEN", user_data)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = environment (names[i], user_data);
      if (value != NULL && (!take (value, names[i], token, error) || *token != NULL))
        return *token != NULL;
    }
  g_autofree char *path = token_path (environment, user_data);
  return path == NULL || read_file (path, token, error);
}
