#include "hub/stemma-hub-link.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_URL 16384

static const char *
skip (const char *at, const char *set)
{
  return at + strspn (at, set);
}

/* A token or a quoted string, without its quotes. */
static const char *
read_value (const char *at, GString *value)
{
  g_string_truncate (value, 0);
  if (*at != '"')
    {
      gsize length = strcspn (at, ";, \t");
      g_string_append_len (value, at, (gssize) length);
      return at + length;
    }
  for (at++; *at != '\0' && *at != '"'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      g_string_append_c (value, *at);
    }
  return *at == '"' ? at + 1 : at;
}

/* Whether a list of relations, parted by spaces, has the one. */
static gboolean
has_rel (const char *list, const char *rel)
{
  g_auto (GStrv) words = g_strsplit_set (list, " \t", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], rel) == 0)
      return TRUE;
  return FALSE;
}

/* Reads the parameters of one link, up to the comma behind it or the end. The first rel counts (RFC
 * 8288, 3.3). */
static const char *
read_parameters (const char *at, const char *rel, gboolean *found)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean seen = FALSE;
  while (*(at = skip (at, " \t")) == ';')
    {
      at = skip (at + 1, " \t");
      gsize length = strcspn (at, "=;, \t");
      gboolean is_rel = length == 3 && g_ascii_strncasecmp (at, "rel", 3) == 0;
      at = skip (at + length, " \t");
      if (*at != '=')
        continue;
      at = read_value (skip (at + 1, " \t"), value);
      if (is_rel && !seen)
        {
          seen = TRUE;
          *found = has_rel (value->str, rel);
        }
    }
  return at;
}

/**
 * stemma_hub_link_find:
 * @header: (nullable): Link headers, several joined by commas
 * @rel: a relation
 *
 * Reads the header as RFC 8288 has it: commas, semicolons and quotes may stand inside of addresses and
 * values.
 *
 * Returns: (transfer full) (nullable): the first address with the relation, as it is written
 */
char *
stemma_hub_link_find (const char *header, const char *rel)
{
  const char *at = header;
  while (at != NULL && *(at = skip (at, ", \t\r\n")) != '\0')
    {
      if (*at != '<')
        {
          at = strchr (at, ',');
          continue;
        }
      const char *end = strchr (at, '>');
      if (end == NULL)
        return NULL;
      gboolean found = FALSE;
      const char *next = read_parameters (end + 1, rel, &found);
      if (found)
        return g_strndup (at + 1, (gsize) (end - at - 1));
      at = *next == '\0' || *next == ',' ? next : strchr (next, ',');
    }
  return NULL;
}

static char *
refuse (const char *target, GError **error)
{
  g_autofree char *shown = stemma_hub_clean_text (target);
  g_set_error (
      error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
      _ ("The Hub's list goes on at an address that is none of its own: “%s”. It was not asked; what came "
         "so far is kept. Please try again later, or check the address of the Hub"),
      shown != NULL ? shown : "");
  return NULL;
}

/**
 * stemma_hub_link_next:
 * @header: (nullable): Link headers
 * @base: the page's own address
 * @endpoint: where the Hub is
 * @error: STEMMA_ERROR_NETWORK: an address that is no list of models
 *
 * Mirrors hand out links to the Hub that they mirror; so whatever host stands there, the endpoint is put in
 * its place, and nothing but a list of models is followed.
 *
 * Returns: (transfer full) (nullable): the address of the next page, %NULL without @error after the last
 */
char *
stemma_hub_link_next (const char *header, const char *base, const char *endpoint, GError **error)
{
  g_autofree char *target = stemma_hub_link_find (header, "next");
  if (target == NULL)
    return NULL;
  g_autoptr (GUri) page = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) next = page != NULL && strlen (target) <= MAX_URL
                              ? g_uri_parse_relative (page, target, SOUP_HTTP_URI_FLAGS, NULL)
                              : NULL;
  g_autofree char *text = next != NULL ? g_uri_to_string_partial (next, G_URI_HIDE_USERINFO) : NULL;
  g_autoptr (GUri) checked = text != NULL ? stemma_hub_uri_parse (text) : NULL;
  g_autoptr (GUri) hub = g_uri_parse (endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  if (checked == NULL || hub == NULL)
    return refuse (target, error);
  const char *path = g_uri_get_path (next);
  const char *prefix = strcmp (g_uri_get_path (hub), "/") != 0 ? g_uri_get_path (hub) : "";
  if (*prefix != '\0' && g_str_has_prefix (path, prefix))
    path += strlen (prefix);
  if (strcmp (path, "/api/models") != 0 || g_uri_get_query (next) == NULL)
    return refuse (target, error);
  return g_strconcat (endpoint, path, "?", g_uri_get_query (next), NULL);
}
