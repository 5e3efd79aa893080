#include "hub/stemma-hub-quota.h"

#include <libsoup/soup.h>
#include <string.h>

/* No window and no wait is believed to be longer, no quota larger: what is beyond is a slip or worse. */
#define MAX_SECONDS 3600
#define MAX_REQUESTS 100000000

/* Splits at a byte that is not inside quotes. */
static GPtrArray *
split (const char *text, char at)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  gboolean quoted = FALSE;
  const char *start = text;
  for (const char *c = text;; c++)
    {
      if (*c == '"')
        quoted = !quoted;
      if (*c != '\0' && (*c != at || quoted))
        continue;
      g_ptr_array_add (parts, g_strstrip (g_strndup (start, (gsize) (c - start))));
      if (*c == '\0')
        return parts;
      start = c + 1;
    }
}

/* One entry of either header. The Hub's policy has two names before its parameters. */
typedef struct
{
  gboolean is_api;
  guint64 values[4];
  gboolean has[4];
} Entry;

static const char entry_keys[] = "rtqw";

static void
read_entry (const char *text, Entry *entry)
{
  *entry = (Entry){ 0 };
  g_autoptr (GPtrArray) parts = split (text, ';');
  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);
      const char *key = part[0] != '\0' ? strchr (entry_keys, g_ascii_tolower (part[0])) : NULL;
      if (strcmp (part, "\"api\"") == 0 || strcmp (part, "api") == 0)
        entry->is_api = TRUE;
      if (key == NULL || part[1] != '=')
        continue;
      guint64 value;
      entry->has[key - entry_keys] = g_ascii_string_to_unsigned (part + 2, 10, 0, G_MAXUINT64, &value, NULL);
      if (entry->has[key - entry_keys])
        entry->values[key - entry_keys] = value;
    }
}

/* The entry for the API, else the first that says anything. */
static gboolean
find_entry (const char *header, guint a, guint b, Entry *found)
{
  if (header == NULL)
    return FALSE;
  g_autoptr (GPtrArray) entries = split (header, ',');
  gboolean any = FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      Entry entry;
      read_entry (g_ptr_array_index (entries, i), &entry);
      if (!entry.has[a] || !entry.has[b] || (any && !entry.is_api))
        continue;
      *found = entry;
      any = TRUE;
      if (entry.is_api)
        break;
    }
  return any;
}

/**
 * stemma_hub_quota_parse:
 * @quota: (out): what the headers say; fields that they do not say, or not soundly, are as of
 *   STEMMA_HUB_QUOTA_INIT
 * @rate_limit: (nullable): `"api";r=499;t=295`
 * @policy: (nullable): `"fixed window";"api";q=500;w=300`
 */
void
stemma_hub_quota_parse (StemmaHubQuota *quota, const char *rate_limit, const char *policy)
{
  Entry entry;
  *quota = (StemmaHubQuota) STEMMA_HUB_QUOTA_INIT;
  if (find_entry (rate_limit, 0, 1, &entry))
    {
      quota->remaining = (int) MIN (entry.values[0], MAX_REQUESTS);
      quota->reset = (guint) MIN (entry.values[1], MAX_SECONDS);
    }
  if (find_entry (policy, 2, 3, &entry) && entry.values[2] > 0 && entry.values[3] > 0
      && entry.values[3] <= MAX_SECONDS)
    {
      quota->limit = (guint) MIN (entry.values[2], MAX_REQUESTS);
      quota->window = (guint) entry.values[3];
    }
}

/**
 * stemma_hub_retry_after:
 * @header: (nullable): Retry-After: seconds, or an HTTP date
 * @date: (nullable): the answer's own Date, by which a date is reckoned: the two clocks need not agree
 *
 * Returns: seconds to wait, an hour at most; -1 if the header does not say
 */
int
stemma_hub_retry_after (const char *header, const char *date)
{
  guint64 seconds;
  if (header == NULL)
    return -1;
  g_autofree char *text = g_strstrip (g_strdup (header));
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (int) MIN (seconds, MAX_SECONDS);
  g_autoptr (GDateTime) then = soup_date_time_new_from_http_string (text);
  g_autoptr (GDateTime) now = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  if (now == NULL)
    now = g_date_time_new_now_utc ();
  if (then == NULL)
    return -1;
  GTimeSpan span = g_date_time_difference (then, now) / G_TIME_SPAN_SECOND;
  return (int) CLAMP (span, 0, MAX_SECONDS);
}
