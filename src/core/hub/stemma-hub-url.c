#include "hub/stemma-hub-private.h"
#include "hub/stemma-hub-url.h"

#include <string.h>

#define LIMIT 1000
#define MAX_LIMIT 1000000

const char *const stemma_hub_list_keys[] = {
  "author",       "baseModels",   "cardData",         "config",      "createdAt",
  "disabled",     "downloads",    "downloadsAllTime", "evalResults", "gated",
  "gguf",         "lastModified", "library_name",     "likes",       "model-index",
  "pipeline_tag", "private",      "safetensors",      "sha",         "siblings",
  "tags",         NULL,
};

/* The list route rejects the last one. */
const char *const stemma_hub_detail_keys[] = {
  "author",           "baseModels",   "cardData", "config",      "createdAt",    "disabled",     "downloads",
  "downloadsAllTime", "evalResults",  "gated",    "gguf",        "lastModified", "library_name", "likes",
  "model-index",      "pipeline_tag", "private",  "safetensors", "sha",          "siblings",     "tags",
  "usedStorage",      NULL,
};

static void
append_expand (GString *url, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    {
      g_string_append_c (url, strchr (url->str, '?') != NULL ? '&' : '?');
      g_string_append (url, "expand=");
      g_string_append_uri_escaped (url, *keys, NULL, FALSE);
    }
}

/**
 * stemma_hub_url_list:
 * @endpoint: where the Hub is
 * @query: what is asked for
 *
 * Returns: (transfer full): the address of the first page
 */
char *
stemma_hub_url_list (const char *endpoint, const StemmaHubQuery *query)
{
  g_autoptr (GString) url = g_string_new (endpoint);
  g_string_append_printf (url, "/api/models?limit=%u&sort=createdAt&direction=%d",
                          query->limit > 0 ? query->limit : LIMIT,
                          query->order == STEMMA_HUB_DESCENDING ? -1 : 1);
  if (query->base_model != NULL)
    {
      g_string_append (url, "&filter=base_model:");
      g_string_append_uri_escaped (url, query->base_model, "/", FALSE);
    }
  append_expand (url, query->expand != NULL ? query->expand : stemma_hub_list_keys);
  return g_string_free (g_steal_pointer (&url), FALSE);
}

/**
 * stemma_hub_url_detail:
 * @endpoint: where the Hub is
 * @id: of a model; each of its segments is escaped
 * @expand: (array zero-terminated=1): what to ask of it
 *
 * Returns: (transfer full): the address of its record
 */
char *
stemma_hub_url_detail (const char *endpoint, const char *id, const char *const *expand)
{
  g_autoptr (GString) url = g_string_new (endpoint);
  g_string_append (url, "/api/models/");
  g_string_append_uri_escaped (url, id, "/", FALSE);
  append_expand (url, expand);
  return g_string_free (g_steal_pointer (&url), FALSE);
}

/* The name of a parameter as it is written, "expand[]" and its escaped form told as "expand". */
static gboolean
is_parameter (const char *parameter, const char *name)
{
  gsize length = strlen (name);
  if (strncmp (parameter, name, length) != 0)
    return FALSE;
  const char *rest = parameter + length;
  if (g_ascii_strncasecmp (rest, "%5B%5D", 6) == 0)
    rest += 6;
  else if (strncmp (rest, "[]", 2) == 0)
    rest += 2;
  return *rest == '=';
}

/* The value of the first parameter of the name, unescaped. */
static char *
get_parameter (const char *url, const char *name)
{
  const char *query = strchr (url, '?');
  g_auto (GStrv) parameters = g_strsplit (query != NULL ? query + 1 : "", "&", -1);
  for (guint i = 0; parameters[i] != NULL; i++)
    if (is_parameter (parameters[i], name))
      return g_uri_unescape_string (strchr (parameters[i], '=') + 1, NULL);
  return NULL;
}

/**
 * stemma_hub_url_keep_expand:
 * @url: an address
 * @allowed: (array zero-terminated=1): the keys that the Hub knows
 * @dropped: (element-type utf8): the others are appended to it
 *
 * Returns: (transfer full) (nullable): the address without the others, %NULL if there are none
 */
char *
stemma_hub_url_keep_expand (const char *url, const char *const *allowed, GPtrArray *dropped)
{
  const char *query = strchr (url, '?');
  if (query == NULL)
    return NULL;
  g_auto (GStrv) parameters = g_strsplit (query + 1, "&", -1);
  g_autoptr (GString) kept = g_string_new_len (url, query - url);
  guint before = dropped->len;
  char separator = '?';
  for (guint i = 0; parameters[i] != NULL; i++)
    {
      g_autofree char *key = NULL;
      if (is_parameter (parameters[i], "expand"))
        key = g_uri_unescape_string (strchr (parameters[i], '=') + 1, NULL);
      if (key != NULL && !g_strv_contains (allowed, key))
        {
          g_ptr_array_add (dropped, g_steal_pointer (&key));
          continue;
        }
      g_string_append_c (kept, separator);
      g_string_append (kept, parameters[i]);
      separator = '&';
    }
  return dropped->len > before ? g_string_free (g_steal_pointer (&kept), FALSE) : NULL;
}

/**
 * stemma_hub_url_get_limit:
 * @url: of a page of a list
 *
 * Returns: how many models it asks for, 0 if it does not say
 */
guint
stemma_hub_url_get_limit (const char *url)
{
  g_autofree char *value = get_parameter (url, "limit");
  guint64 limit = 0;
  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, MAX_LIMIT, &limit, NULL) ? (guint) limit
                                                                                             : 0;
}

/**
 * stemma_hub_url_set_limit:
 * @url: of a page of a list
 * @limit: models a page
 *
 * Returns: (transfer full): the address with the limit in the place of its own; as it was if it had none
 */
char *
stemma_hub_url_set_limit (const char *url, guint limit)
{
  const char *query = strchr (url, '?');
  g_auto (GStrv) parameters = g_strsplit (query != NULL ? query + 1 : "", "&", -1);
  for (guint i = 0; parameters[i] != NULL; i++)
    if (is_parameter (parameters[i], "limit"))
      {
        g_free (parameters[i]);
        parameters[i] = g_strdup_printf ("limit=%u", limit);
      }
  if (query == NULL)
    return g_strdup (url);
  g_autofree char *joined = g_strjoinv ("&", parameters);
  return g_strdup_printf ("%.*s?%s", (int) (query - url), url, joined);
}

/**
 * stemma_hub_url_get_order:
 * @url: of a page of a list
 *
 * Returns: the order that it asks for
 */
StemmaHubOrder
stemma_hub_url_get_order (const char *url)
{
  g_autofree char *direction = get_parameter (url, "direction");
  if (g_strcmp0 (direction, "1") == 0)
    return STEMMA_HUB_ASCENDING;
  return g_strcmp0 (direction, "-1") == 0 ? STEMMA_HUB_DESCENDING : STEMMA_HUB_UNSORTED;
}

/**
 * stemma_hub_url_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: whether scheme, host and port of both are the same
 */
gboolean
stemma_hub_url_same_origin (const char *a, const char *b)
{
  g_autoptr (GUri) uri_a = stemma_hub_uri_parse (a);
  g_autoptr (GUri) uri_b = stemma_hub_uri_parse (b);
  return uri_a != NULL && uri_b != NULL && stemma_hub_uri_same_origin (uri_a, uri_b);
}
