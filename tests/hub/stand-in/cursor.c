#include "cursor.h"

#include <string.h>

/* Wide enough for every predicate that is ever written. */
#define LONGEST 512

static const char *const fields[] = {
  [STAND_IN_SORT_CREATED] = "_id",           [STAND_IN_SORT_TRENDING] = "trendingScore",
  [STAND_IN_SORT_DOWNLOADS] = "downloads",   [STAND_IN_SORT_LIKES] = "likes",
  [STAND_IN_SORT_MODIFIED] = "lastModified",
};

static char *
predicate (const StandInCursor *cursor, StandInSort sort, gboolean ascending)
{
  char oid[2 * STEMMA_OID_SIZE + 1];
  stemma_oid_format (cursor->oid, oid);
  if (sort == STAND_IN_SORT_CREATED)
    return g_strdup_printf ("{\"_id\":{\"%s\":\"%s\"}}", ascending ? "$gt" : "$lt", oid);
  const char *field = fields[sort];
  return g_strdup_printf ("{\"$or\":[{\"%s\":%" G_GINT64_FORMAT ",\"_id\":{\"$gt\":\"%s\"}},"
                          "{\"%s\":{\"%s\":%" G_GINT64_FORMAT "}},{\"%s\":null}]}",
                          field, cursor->value, oid, field, ascending ? "$gt" : "$lt", cursor->value, field);
}

/**
 * stand_in_cursor_write:
 * @cursor: the last model of a page
 * @sort: what the page is sorted by
 * @ascending: which way
 *
 * Returns: (transfer full): the cursor as the Hub writes it, a predicate in base64
 */
char *
stand_in_cursor_write (const StandInCursor *cursor, StandInSort sort, gboolean ascending)
{
  g_autofree char *text = predicate (cursor, sort, ascending);
  return g_base64_encode ((const guchar *) text, strlen (text));
}

static gboolean
read_oid (const char *json, const char *before, StandInCursor *cursor)
{
  char oid[2 * STEMMA_OID_SIZE + 1];
  const char *found = strstr (json, before);
  if (found == NULL || strlen (found) < strlen (before) + sizeof oid)
    return FALSE;
  g_strlcpy (oid, found + strlen (before), sizeof oid);
  return stemma_oid_parse (oid, cursor->oid);
}

/**
 * stand_in_cursor_read:
 * @text: what came back
 * @sort: what the page is sorted by
 * @ascending: which way
 * @cursor: (out): where the page before ended
 *
 * Takes nothing but what stand_in_cursor_write() gave: to a client a cursor is opaque.
 *
 * Returns: whether it is a cursor of such a list
 */
gboolean
stand_in_cursor_read (const char *text, StandInSort sort, gboolean ascending, StandInCursor *cursor)
{
  gsize length;
  if (strlen (text) > LONGEST)
    return FALSE;
  g_autofree guchar *bytes = g_base64_decode (text, &length);
  g_autofree char *json = g_strndup ((const char *) bytes, length);
  memset (cursor, 0, sizeof *cursor);
  if (sort == STAND_IN_SORT_CREATED)
    {
      if (!read_oid (json, ascending ? "{\"$gt\":\"" : "{\"$lt\":\"", cursor))
        return FALSE;
    }
  else
    {
      g_autofree char *before = g_strdup_printf ("{\"$or\":[{\"%s\":", fields[sort]);
      if (!g_str_has_prefix (json, before) || !read_oid (json, "{\"$gt\":\"", cursor))
        return FALSE;
      cursor->value = g_ascii_strtoll (json + strlen (before), NULL, 10);
    }
  g_autofree char *again = stand_in_cursor_write (cursor, sort, ascending);
  return g_str_equal (again, text);
}
