#include "query.h"

#include <string.h>

/* As forms write it: a plus is a blank. What is no escape stays as it is. */
static char *
decode (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      int high = i + 2 < length ? g_ascii_xdigit_value (text[i + 1]) : -1;
      int low = i + 2 < length ? g_ascii_xdigit_value (text[i + 2]) : -1;
      if (text[i] == '%' && high >= 0 && low >= 0 && (high | low) != 0)
        {
          g_string_append_c (out, (char) (high << 4 | low));
          i += 2;
        }
      else
        g_string_append_c (out, text[i] == '+' ? ' ' : text[i]);
    }
  return g_string_free (out, FALSE);
}

static void
split (StandInQuery *query, const char *text)
{
  while (text != NULL && *text != '\0')
    {
      const char *end = strchrnul (text, '&');
      const char *equals = memchr (text, '=', (gsize) (end - text));
      const char *stop = equals != NULL ? equals : end;
      const char *value = equals != NULL ? equals + 1 : end;
      if (end > text)
        {
          g_autofree char *name = decode (text, (gsize) (stop - text));
          gboolean expand = g_str_equal (name, "expand[]");
          g_ptr_array_add (query->names, g_strdup (expand ? "expand" : name));
          g_ptr_array_add (query->values, decode (value, (gsize) (end - value)));
        }
      text = *end == '\0' ? end : end + 1;
    }
}

static gboolean
is_true (const char *value)
{
  return g_ascii_strcasecmp (value, "true") == 0 || g_str_equal (value, "1");
}

static void
set_sort (StandInQuery *query, const char *value)
{
  static const struct
  {
    const char *name;
    StandInSort sort;
  } sorts[] = {
    { "createdAt", STAND_IN_SORT_CREATED },      { "created_at", STAND_IN_SORT_CREATED },
    { "trendingScore", STAND_IN_SORT_TRENDING }, { "trending_score", STAND_IN_SORT_TRENDING },
    { "downloads", STAND_IN_SORT_DOWNLOADS },    { "likes", STAND_IN_SORT_LIKES },
    { "lastModified", STAND_IN_SORT_MODIFIED },  { "last_modified", STAND_IN_SORT_MODIFIED },
  };
  query->sort = STAND_IN_SORT_TRENDING;
  query->unknown_sort = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (sorts[i].name, value))
      {
        query->sort = sorts[i].sort;
        query->unknown_sort = FALSE;
      }
}

static gboolean
set_number (const char *name, const char *value, guint *number, char **complaint)
{
  guint64 read;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &read, NULL))
    {
      *number = (guint) read;
      return TRUE;
    }
  *complaint = g_strdup_printf ("\"%s\" must be a number", name);
  return FALSE;
}

static void
set_text (StandInQuery *query, const char *name, const char *value)
{
  if (g_str_equal (name, "filter"))
    {
      g_ptr_array_add (query->filters, (gpointer) value);
      return;
    }
  if (g_str_equal (name, "author"))
    query->author = value;
  else if (g_str_equal (name, "search"))
    query->search = value;
  else if (g_str_equal (name, "pipeline_tag"))
    query->task = value;
  else if (g_str_equal (name, "gated"))
    query->gated = value;
  else if (g_str_equal (name, "cursor"))
    query->cursor = value;
  else if (g_str_equal (name, "sort"))
    set_sort (query, value);
  else if (g_str_equal (name, "direction"))
    query->ascending = g_str_equal (value, "1");
}

/* What full, cardData and config and their like add. */
static StandInKeys
switch_of (const char *name, const char *value)
{
  if (!is_true (value))
    return 0;
  if (g_str_equal (name, "full"))
    return STAND_IN_KEYS_FULL;
  if (g_str_equal (name, "cardData"))
    return STEMMA_HUB_CARD_DATA;
  if (g_str_equal (name, "securityStatus"))
    return STAND_IN_SECURITY;
  return g_str_equal (name, "config") ? STEMMA_HUB_CONFIG : 0;
}

static gboolean
read_keys (StandInQuery *query, StandInRoute route, gboolean refusing, char **complaint)
{
  StandInKeys expanded = 0, switched = 0;
  gboolean expand = FALSE;
  for (guint i = 0; i < query->names->len; i++)
    {
      const char *name = query->names->pdata[i], *value = query->values->pdata[i];
      switched |= switch_of (name, value);
      if (!g_str_equal (name, "expand"))
        continue;
      StandInKeys key = stand_in_key_find (value, route, refusing);
      if (key == 0)
        {
          *complaint = stand_in_keys_complaint (route, refusing);
          return FALSE;
        }
      expand = TRUE;
      expanded |= key;
    }
  StandInKeys plain = route == STAND_IN_ROUTE_LIST ? STAND_IN_KEYS_DEFAULT : STAND_IN_KEYS_DETAIL;
  query->mixed = expand && (switched & ~STAND_IN_SECURITY) != 0;
  query->keys = expand ? expanded : plain | switched;
  return TRUE;
}

static gboolean
read_all (StandInQuery *query, char **complaint)
{
  for (guint i = 0; i < query->names->len; i++)
    {
      const char *name = query->names->pdata[i], *value = query->values->pdata[i];
      set_text (query, name, value);
      if (g_str_equal (name, "limit"))
        {
          query->has_limit = TRUE;
          if (!set_number (name, value, &query->limit, complaint))
            return FALSE;
        }
      else if (g_str_equal (name, "skip") && !set_number (name, value, &query->skip, complaint))
        return FALSE;
    }
  if (query->limit > 0)
    return TRUE;
  *complaint = g_strdup ("\"limit\" must be greater than or equal to 1");
  return FALSE;
}

/**
 * stand_in_query_new:
 * @text: (nullable): what stands behind the "?", as it was sent
 * @route: where
 * @refusing: whether the Hub has dropped some of its keys
 * @complaint: (out) (transfer full): what is wrong with it
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL where the Hub answers 400
 */
StandInQuery *
stand_in_query_new (const char *text, StandInRoute route, gboolean refusing, char **complaint)
{
  g_autoptr (StandInQuery) query = g_new0 (StandInQuery, 1);
  query->names = g_ptr_array_new_with_free_func (g_free);
  query->values = g_ptr_array_new_with_free_func (g_free);
  query->filters = g_ptr_array_new ();
  query->sort = STAND_IN_SORT_TRENDING;
  query->limit = STAND_IN_MOST_ITEMS;
  split (query, text);
  if (!read_all (query, complaint) || !read_keys (query, route, refusing, complaint))
    return NULL;
  return g_steal_pointer (&query);
}

void
stand_in_query_free (StandInQuery *query)
{
  if (query == NULL)
    return;
  g_ptr_array_unref (query->names);
  g_ptr_array_unref (query->values);
  g_ptr_array_unref (query->filters);
  g_free (query);
}

static void
append (GString *text, const char *name, const char *value)
{
  g_autofree char *left = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *right = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "&" : "", left, right);
}

/**
 * stand_in_query_with_cursor:
 * @query: a query
 * @cursor: where the next page begins
 *
 * Returns: (transfer full): the same query in the same order, the cursor last
 */
char *
stand_in_query_with_cursor (const StandInQuery *query, const char *cursor)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < query->names->len; i++)
    if (!g_str_equal (query->names->pdata[i], "cursor"))
      append (text, query->names->pdata[i], query->values->pdata[i]);
  append (text, "cursor", cursor);
  return g_string_free (text, FALSE);
}

/**
 * stand_in_query_selection:
 * @query: a query
 *
 * Returns: (transfer full): a text that is the same for all queries that choose the same models in the same
 * order
 */
char *
stand_in_query_selection (const StandInQuery *query)
{
  GString *text = g_string_new (NULL);
  const char *const parts[] = { query->author, query->search, query->task, query->gated };
  g_string_append_printf (text, "%d", query->sort);
  /* By date of creation a list is read from either end. */
  if (query->sort != STAND_IN_SORT_CREATED)
    g_string_append_c (text, query->ascending ? '+' : '-');
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    append (text, "p", parts[i] != NULL ? parts[i] : "");
  for (guint i = 0; i < query->filters->len; i++)
    append (text, "f", query->filters->pdata[i]);
  return g_string_free (text, FALSE);
}
