#include "record/stemma-hub-name.h"

#include <string.h>

#define HUB "https://huggingface.co/"
#define MAX_SEGMENT 96

static gboolean
is_mark (char c)
{
  return c == '.' || c == '-';
}

/* An owner or a model, as the Hub lets them be named. */
static gboolean
is_segment (const char *segment, gsize length)
{
  if (length == 0 || length > MAX_SEGMENT || is_mark (segment[0]) || is_mark (segment[length - 1]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      char c = segment[i];
      if (!g_ascii_isalnum (c) && c != '_' && !is_mark (c))
        return FALSE;
      if (i > 0 && is_mark (c) && segment[i - 1] == c)
        return FALSE;
    }
  return TRUE;
}

/**
 * stemma_hub_link:
 * @name: the name of a model, from anywhere
 *
 * Returns: (transfer full) (nullable): the address of its page on the Hub; %NULL for a name that cannot be one of
 *   the Hub's
 */
char *
stemma_hub_link (const char *name)
{
  const char *slash = strchr (name, '/');
  gsize first = slash != NULL ? (gsize) (slash - name) : strlen (name);
  if (!is_segment (name, first) || (slash != NULL && !is_segment (slash + 1, strlen (slash + 1)))
      || g_str_has_suffix (name, ".git"))
    return NULL;
  g_autofree char *escaped = g_uri_escape_string (name, "/", FALSE);
  return g_strconcat (HUB, escaped, NULL);
}
