#include "hub.h"

#include "item.h"
#include "match.h"
#include "gzip.h"

#include <string.h>

#define OVERLAP 3
#define USUAL_ITEM 1100 /* bytes */

/* A neighbour that no model has: goes on from the same place by another cursor. */
static void
nudge (StandInCursor *cursor, gboolean up)
{
  for (int i = STEMMA_OID_SIZE - 1; i >= 0; i--)
    {
      guint8 before = cursor->oid[i];
      cursor->oid[i] = (guint8) (before + (up ? 1 : -1));
      if (before != (up ? 0xff : 0))
        return;
    }
}

/* Where a list begins, as a cursor. */
static void
set_begin (StandInCursor *cursor, const StandInQuery *query)
{
  gboolean created = query->sort == STAND_IN_SORT_CREATED;
  memset (cursor->oid, created && !query->ascending ? 0xff : 0, STEMMA_OID_SIZE);
  cursor->value = created ? 0 : query->ascending ? -1 : G_MAXINT64;
}

static char *
make_next (const StandInHub *hub, const StandInRequest *request, const StandInQuery *query,
           const StandInCursor *end)
{
  const char *origin = request->fault == STAND_IN_FAULT_LINK_ELSEWHERE ? hub->elsewhere : hub->origin;
  if (request->fault == STAND_IN_FAULT_LINK_LOOP)
    return g_strdup_printf ("<%s%s%s%s>; rel=\"next\"", origin, request->path,
                            request->query != NULL ? "?" : "", request->query != NULL ? request->query : "");
  g_autofree char *cursor = stand_in_cursor_write (end, query->sort, query->ascending);
  g_autofree char *text = stand_in_query_with_cursor (query, cursor);
  g_autofree char *uri = g_strconcat (request->path, "?", text, NULL);
  if (request->fault == STAND_IN_FAULT_EMPTY)
    stand_in_faults_spare (hub->faults, uri);
  return g_strdup_printf ("<%s/api/models?%s>; rel=\"next\"", origin, text);
}

/* Other relations may stand in the same header, before it or behind it. */
static char *
make_link (const StandInHub *hub, const StandInRequest *request, const StandInQuery *query,
           const StandInCursor *end)
{
  g_autofree char *next = make_next (hub, request, query, end);
  g_autofree char *other = g_strdup_printf ("<%s/api/models>; rel=\"first\"", hub->origin);
  switch (end->oid[STEMMA_OID_SIZE - 1] % 3)
    {
    case 0:
      return g_steal_pointer (&next);
    case 1:
      return g_strdup_printf ("%s, %s", other, next);
    default:
      return g_strdup_printf ("%s, %s", next, other);
    }
}

static GString *
render (StandInHub *hub, const GArray *refs, StandInKeys keys)
{
  GString *json = g_string_sized_new (refs->len * USUAL_ITEM);
  g_string_append_c (json, '[');
  for (guint i = 0; i < refs->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      stand_in_item_append (json, hub->world, g_array_index (refs, guint32, i), keys, NULL, hub->arena);
    }
  g_string_append_c (json, ']');
  return json;
}

/* Made once for all its times; NULL as the link where there is no next page. */
static StandInCached
make_page (StandInHub *hub, const StandInRequest *request, StandInQuery *query, const StandInCursor *after)
{
  g_auto (StandInPage) page = { 0 };
  StandInCached made = { 0 };
  const StandInFamily *family = stand_in_match_base (query) != NULL ? stand_in_hub_get_family (hub) : NULL;
  query->overlap = request->fault == STAND_IN_FAULT_DUPLICATES ? OVERLAP : 0;
  stand_in_listing_turn (hub->listing, query, request->with_token, family, after, &page);
  if (request->fault == STAND_IN_FAULT_EMPTY && page.refs->len > 0)
    {
      if (after != NULL)
        page.end = *after;
      else
        set_begin (&page.end, query);
      if (query->sort != STAND_IN_SORT_CREATED || after != NULL)
        nudge (&page.end, query->sort != STAND_IN_SORT_CREATED || query->ascending);
      g_array_set_size (page.refs, 0);
      page.more = TRUE;
    }
  if (page.more || request->fault == STAND_IN_FAULT_LINK_LOOP)
    made.link = make_link (hub, request, query, &page.end);
  made.body = g_string_free_to_bytes (render (hub, page.refs, query->keys));
  made.etag
    = g_strdup_printf ("W/\"%x-%x.%x-%08x\"", (guint) g_bytes_get_size (made.body), hub->world->version,
                       hub->world->step, g_str_hash (request->query != NULL ? request->query : ""));
  return made;
}

static StandInReply *
reply_with (const StandInCached *page)
{
  StandInReply *reply = stand_in_reply_new (200, "application/json; charset=utf-8", NULL);
  reply->body = page->body != NULL ? g_bytes_ref (page->body) : NULL;
  reply->packed = page->packed != NULL ? g_bytes_ref (page->packed) : NULL;
  reply->etag = g_strdup (page->etag);
  if (page->link != NULL)
    stand_in_reply_add (reply, "Link", page->link);
  return reply;
}

static void
clear_page (StandInCached *page)
{
  g_clear_pointer (&page->body, g_bytes_unref);
  g_clear_pointer (&page->packed, g_bytes_unref);
  g_clear_pointer (&page->link, g_free);
  g_clear_pointer (&page->etag, g_free);
}

static char *
make_key (const StandInHub *hub, const StandInRequest *request)
{
  return g_strdup_printf ("%u %d %d %s", hub->world->version, request->with_token, request->gzip,
                          request->query != NULL ? request->query : "");
}

/* A page that goes into the cache, in the one form that will be sent. */
static StandInCached
make_lasting_page (StandInHub *hub, const StandInRequest *request, StandInQuery *query,
                   const StandInCursor *after)
{
  g_autofree char *key = make_key (hub, request);
  StandInCached made = make_page (hub, request, query, after);
  if (request->gzip)
    {
      made.packed = stand_in_gzip (made.body);
      g_clear_pointer (&made.body, g_bytes_unref);
    }
  stand_in_cache_put (hub->cache, key, &made);
  return made;
}

/* Makes the next page while the client reads this one, as the Hub's many machines would. */
static gboolean
make_ahead (gpointer user_data)
{
  StandInHub *hub = user_data;
  StandInCursor after;
  g_autofree char *text = g_steal_pointer (&hub->ahead.query), *complaint = NULL;
  StandInRequest request
    = { .path = "/api/models", .query = text, .with_token = hub->ahead.with_token, .gzip = hub->ahead.gzip };
  g_autofree char *key = make_key (hub, &request);
  g_autoptr (StandInQuery) query = stand_in_query_new (text, STAND_IN_ROUTE_LIST, FALSE, &complaint);
  hub->ahead.source = 0;
  if (query == NULL || query->cursor == NULL || stand_in_cache_get (hub->cache, key) != NULL)
    return G_SOURCE_REMOVE;
  if (stand_in_faults_get_modes (hub->faults) & STAND_IN_MODE_DESCENDING_ONLY)
    query->ascending = FALSE;
  if (stand_in_cursor_read (query->cursor, query->sort, query->ascending, &after))
    {
      StandInCached made = make_lasting_page (hub, &request, query, &after);
      clear_page (&made);
    }
  return G_SOURCE_REMOVE;
}

static void
plan_ahead (StandInHub *hub, const StandInRequest *request, const char *link)
{
  const char *end = link != NULL ? strstr (link, ">; rel=\"next\"") : NULL;
  const char *begin = end != NULL ? g_strrstr_len (link, end - link, "/api/models?") : NULL;
  if (begin == NULL || hub->options->cache == 0)
    return;
  begin += strlen ("/api/models?");
  g_free (hub->ahead.query);
  hub->ahead.query = g_strndup (begin, (gsize) (end - begin));
  hub->ahead.with_token = request->with_token;
  hub->ahead.gzip = request->gzip;
  if (hub->ahead.source == 0)
    hub->ahead.source = g_idle_add_full (G_PRIORITY_LOW, make_ahead, hub, NULL);
}

static StandInReply *
answer (StandInHub *hub, const StandInRequest *request, StandInQuery *query, const StandInCursor *after)
{
  StandInCached made;
  if (request->fault != STAND_IN_FAULT_NONE || hub->world->churning)
    {
      made = make_page (hub, request, query, after);
      stand_in_world_churn (hub->world);
    }
  else
    {
      g_autofree char *key = make_key (hub, request);
      const StandInCached *kept = stand_in_cache_get (hub->cache, key);
      if (kept != NULL)
        {
          plan_ahead (hub, request, kept->link);
          return reply_with (kept);
        }
      made = make_lasting_page (hub, request, query, after);
      plan_ahead (hub, request, made.link);
    }
  StandInReply *reply = reply_with (&made);
  clear_page (&made);
  return reply;
}

static void
note_violations (StandInHub *hub, const StandInQuery *query)
{
  if (!query->has_limit)
    stand_in_hub_violation (hub, "no-limit");
  if (query->limit > STAND_IN_MOST_ITEMS && query->has_limit)
    stand_in_hub_violation (hub, "limit-too-large");
  if (query->mixed)
    stand_in_hub_violation (hub, "expand-mixed");
}

/**
 * stand_in_list_answer:
 * @hub: the Hub
 * @request: a request for /api/models
 *
 * Returns: (transfer full): the answer
 */
StandInReply *
stand_in_list_answer (StandInHub *hub, const StandInRequest *request)
{
  StandInModes modes = stand_in_faults_get_modes (hub->faults);
  g_autofree char *complaint = NULL;
  g_autoptr (StandInQuery) query = stand_in_query_new (
    request->query, STAND_IN_ROUTE_LIST, (modes & STAND_IN_MODE_EXPAND_REFUSED) != 0, &complaint);
  if (query == NULL)
    return stand_in_reply_error (400, complaint);
  note_violations (hub, query);
  if (modes & STAND_IN_MODE_DESCENDING_ONLY)
    query->ascending = FALSE;
  StandInCursor after;
  if (query->cursor != NULL && !stand_in_cursor_read (query->cursor, query->sort, query->ascending, &after))
    return stand_in_reply_error (400, "Invalid cursor");
  StandInReply *reply = answer (hub, request, query, query->cursor != NULL ? &after : NULL);
  if (query->unknown_sort)
    stand_in_reply_add (reply, "X-HF-Warning", "sort; unknown, ignored");
  if (modes & STAND_IN_MODE_DESCENDING_ONLY)
    stand_in_reply_add (reply, "X-HF-Warning", "direction; deprecated, ignored");
  return reply;
}
