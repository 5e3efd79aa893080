#include "hub/stemma-hub-id.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SEGMENT 96
#define MAX_PASTE 4096

static gboolean
is_segment (const char *text, gsize length)
{
  if (length == 0 || length > MAX_SEGMENT)
    return FALSE;
  if ((length == 1 && text[0] == '.') || g_strstr_len (text, (gssize) length, "..") != NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("._-", text[i]) == NULL)
      return FALSE;
  return g_strstr_len (text, (gssize) length, "--") == NULL
         && !(length >= 4 && memcmp (text + length - 4, ".git", 4) == 0);
}

static gboolean
is_id (const char *id)
{
  const char *slash = strchr (id, '/');
  if (slash == NULL)
    return is_segment (id, strlen (id));
  return is_segment (id, (gsize) (slash - id)) && is_segment (slash + 1, strlen (slash + 1));
}

/**
 * stemma_hub_id_check:
 * @id: what may name a model
 * @error: STEMMA_ERROR_INPUT
 *
 * The Hub's rules: one or two segments of letters, digits, ".", "_" and "-", 96 at most each, without "--"
 * and "..", not ending in ".git".
 *
 * Returns: whether a model can be called that
 */
gboolean
stemma_hub_id_check (const char *id, GError **error)
{
  if (is_id (id))
    return TRUE;
  g_autofree char *shown = stemma_hub_clean_text (id);
  g_set_error (
      error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
      _ ("“%s” cannot be the name of a model on the Hub: a name is like owner/name, with letters, digits, "
         "“.”, “_” and “-” only"),
      shown != NULL ? shown : "");
  return FALSE;
}

static gboolean
is_hub_host (const char *host, const char *endpoint)
{
  static const char *const hosts[] = { "huggingface.co", "www.huggingface.co", "hf.co", "www.hf.co" };
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_ascii_strcasecmp (host, hosts[i]) == 0)
      return TRUE;
  g_autoptr (GUri) uri = endpoint != NULL ? stemma_hub_uri_parse (endpoint) : NULL;
  return uri != NULL && g_ascii_strcasecmp (host, g_uri_get_host (uri)) == 0;
}

/* Pages of the Hub that stand where a model's owner would. */
static gboolean
is_page (const char *segment)
{
  static const char *const pages[] = {
    "api",      "blog",   "chat",          "collections", "datasets", "docs",   "enterprise", "join",
    "kernels",  "learn",  "login",         "new",         "models",   "papers", "posts",      "pricing",
    "settings", "spaces", "organizations", "search",      "tasks",    "brand",  "buckets",    NULL,
  };
  return g_strv_contains (pages, segment);
}

/* What may follow the name of a model in a link. */
static gboolean
is_view (const char *segment)
{
  static const char *const views[] = {
    "tree",  "blob",        "resolve", "raw",      "commit",   "commits",
    "blame", "discussions", "edit",    "settings", "revision", NULL,
  };
  return g_strv_contains (views, segment);
}

/* Takes the name out of the path of a link; @segments are unescaped. */
static char *
id_of_path (char **segments, const char *text, GError **error)
{
  if (g_strcmp0 (segments[0], "api") == 0 && g_strcmp0 (segments[1], "models") == 0)
    segments += 2;
  else if (g_strcmp0 (segments[0], "models") == 0 && segments[1] != NULL && segments[2] != NULL)
    segments++;
  if (segments[0] == NULL || is_page (segments[0]))
    {
      g_autofree char *shown = stemma_hub_clean_text (text);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("“%s” is a link to the Hub, but not to a model: that is like "
                      "https://huggingface.co/owner/name"),
                   shown);
      return NULL;
    }
  g_autofree char *id = NULL;
  if (segments[1] == NULL || is_view (segments[1]))
    id = g_strdup (segments[0]);
  else
    id = g_strconcat (segments[0], "/", segments[1], NULL);
  return stemma_hub_id_check (id, error) ? g_steal_pointer (&id) : NULL;
}

static char *
id_of_link (const char *link, const char *prefix, const char *text, GError **error)
{
  gsize length = strcspn (link, "?#");
  g_autofree char *path = g_strndup (link, length);
  const char *at = path;
  if (prefix != NULL && g_str_has_prefix (at, prefix)
      && (at[strlen (prefix)] == '/' || at[strlen (prefix)] == '\0'))
    at += strlen (prefix);
  g_auto (GStrv) parts = g_strsplit (at, "/", -1);
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        char *segment = g_uri_unescape_string (parts[i], NULL);
        /* What is wrongly escaped stays as it is, and no name has a percent sign. */
        g_ptr_array_add (segments, segment != NULL ? segment : g_strdup (parts[i]));
      }
  g_ptr_array_add (segments, NULL);
  return id_of_path ((char **) segments->pdata, text, error);
}

/* Where the host of a link begins, %NULL if the text is none. */
static const char *
find_host (const char *text, const char *endpoint)
{
  static const char *const schemes[] = { "https://", "http://" };
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return text + strlen (schemes[i]);
  if (g_str_has_prefix (text, "//"))
    return text + 2;
  g_autofree char *host = g_strndup (text, strcspn (text, "/:?#"));
  return *host != '\0' && text[strlen (host)] != '\0' && is_hub_host (host, endpoint) ? text : NULL;
}

/**
 * stemma_hub_id_parse:
 * @text: what a person typed or pasted: a name, or a link to a model or to one of its pages
 * @endpoint: (nullable): links to it are taken beside those to the Hub itself
 * @error: STEMMA_ERROR_INPUT
 *
 * Returns: (transfer full) (nullable): the name
 */
char *
stemma_hub_id_parse (const char *text, const char *endpoint, GError **error)
{
  g_autofree char *clean = NULL;
  if (strnlen (text, MAX_PASTE + 1) <= MAX_PASTE && g_utf8_validate (text, -1, NULL))
    clean = g_strstrip (g_strdup (text));
  if (clean == NULL || *clean == '\0')
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                           _ ("There is neither the name of a model (owner/name) nor a link to one"));
      return NULL;
    }
  const char *host = find_host (clean, endpoint);
  if (host == NULL)
    {
      const char *name = g_str_has_prefix (clean, "hf://") ? clean + 5 : clean;
      return stemma_hub_id_check (name, error) ? g_strdup (name) : NULL;
    }
  gsize length = strcspn (host, "/?#");
  g_autofree char *authority = g_strndup (host, length);
  g_autofree char *name = g_strndup (authority, strcspn (authority, ":"));
  if (strchr (authority, '@') != NULL || !is_hub_host (name, endpoint))
    {
      g_autofree char *shown = stemma_hub_clean_text (clean);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("“%s” is not a link to the Hub: that is like https://huggingface.co/owner/name"),
                   shown);
      return NULL;
    }
  g_autoptr (GUri) uri = endpoint != NULL ? stemma_hub_uri_parse (endpoint) : NULL;
  const char *prefix = uri != NULL && *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : NULL;
  return id_of_link (host + length, prefix, clean, error);
}
