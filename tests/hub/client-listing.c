#include "client-listing.h"

#include "record/stemma-json.h"

#include <string.h>

static char *
parameter (const char *head, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("[?&]%s=([^& ]*)", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  return g_regex_match (regex, head, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static guint
number_of (const char *head, const char *name, guint otherwise)
{
  g_autofree char *value = parameter (head, name);
  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : otherwise;
}

static gboolean
asks_unknown (const TestHub *hub, const char *head)
{
  g_autofree char *target = g_strndup (head, strcspn (head, "\r"));
  g_auto (GStrv) parts = g_strsplit (target, "expand=", -1);
  for (guint i = 1; hub->allowed != NULL && i < g_strv_length (parts); i++)
    {
      g_autofree char *key = g_strndup (parts[i], strcspn (parts[i], "& "));
      if (strstr (hub->allowed, key) == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
append_models (const TestHub *hub, GString *body, guint from, guint n, gboolean up)
{
  for (guint i = from; i < from + n; i++)
    {
      guint at = up ? i : hub->total - 1 - i;
      if (hub->unsorted)
        at = (at * 7919) % 10007;
      g_string_append_printf (body, "%s{\"_id\":\"64aa00000000000000%06u\",\"id\":\"amber/finch-%u\"}",
                              i > from ? "," : "", at, at);
    }
}

static GBytes *
serve_page (const TestHub *hub, const char *head)
{
  guint limit = number_of (head, "limit", 1000);
  guint cursor = number_of (head, "cursor", 0);
  guint from = cursor > hub->empty_before ? cursor - hub->empty_before : 0;
  gboolean empty = cursor < hub->empty_before;
  g_autofree char *direction = parameter (head, "direction");
  guint n = empty ? 0 : MIN (limit, hub->total - from);
  g_autoptr (GString) body = g_string_new ("[");
  append_models (hub, body, from, n, g_strcmp0 (direction, "1") == 0 && !hub->descending_only);
  g_string_append (body, "]");
  if (hub->big_limit > 0 && limit > hub->big_limit && n > hub->big_limit)
    {
      g_autofree char *padding = g_strnfill (100000, ' ');
      g_string_append (body, padding);
    }
  g_autofree char *link = NULL;
  if (from + n < hub->total)
    {
      g_autofree char *target = g_strndup (strchr (head, ' ') + 1, strcspn (strchr (head, ' ') + 1, " "));
      char *at = strstr (target, "&cursor=");
      if (at != NULL)
        *at = '\0';
      guint next = empty ? cursor + 1 : cursor + n;
      link = g_strdup_printf ("Link: <x>; rel=\"first\", <%s%s&cursor=%u>; rel=\"next\"\r\n",
                              hub->link_host != NULL ? hub->link_host : hub->url, target,
                              hub->loops ? 3 : next);
    }
  return answer (200, link != NULL ? link : "", body->str);
}

static GBytes *
serve_hub (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) then;
  const TestHub *hub = user_data;
  if (hub->breaks_at > 0 && number >= hub->breaks_at)
    return answer (500, "", "{}");
  if (!asks_unknown (hub, head))
    return serve_page (hub, head);
  g_autofree char *body = g_strdup_printf ("{\"error\":\"\\\"expand\\\" must be one of [%s]\"}",
                                           hub->allowed);
  return answer (400, "", body);
}

void
listing_init (Listing *c, TestHub *hub)
{
  *c = (Listing){ .hub = hub };
  test_clock_init (&c->clock);
  c->server = server_new (serve_hub, hub);
  hub->url = c->server->url;
  g_autoptr (StemmaHubOptions) options = test_options (c->server->url, NULL);
  if (hub->big_limit > 0)
    options->max_body = 100000;
  c->client = stemma_hub_client_new (options, &c->clock.clock);
  c->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
listing_clear (Listing *c)
{
  stemma_hub_client_unref (c->client);
  server_free (c->server);
  g_hash_table_unref (c->seen);
  test_clock_clear (&c->clock);
}

void
listing_take (Listing *c, const StemmaHubListPage *page)
{
  gsize length, at;
  const char *text = g_bytes_get_data (page->json, &length);
  const char *fault;
  StemmaJson root, item;
  StemmaJsonIter iter;
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  g_assert_true (stemma_json_check (text, length, &root, &at, &fault));
  stemma_json_iter_init (&iter, root);
  while (stemma_json_iter_next (&iter, NULL, &item))
    {
      gboolean damaged;
      const char *id = stemma_json_text (stemma_json_member (item, "id"), arena, &damaged);
      g_assert_true (g_hash_table_add (c->seen, g_strdup (id)));
    }
  c->pages++;
}

/* The last page's order and number of dropped keys. */
StemmaHubOrder
listing_walk (Listing *c, StemmaHubPager *pager, guint *dropped)
{
  StemmaHubOrder order = STEMMA_HUB_UNSORTED;
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaHubListPage) page = NULL;
      g_assert_true (stemma_hub_pager_next (pager, &page, NULL, &error));
      g_assert_no_error (error);
      if (page == NULL)
        return order;
      listing_take (c, page);
      order = page->order;
      if (dropped != NULL)
        *dropped = g_strv_length (page->dropped);
      if (page->next_url != NULL)
        g_assert_true (g_str_has_prefix (page->next_url, c->server->url));
    }
}

StemmaHubPager *
listing_pager (Listing *c, guint limit)
{
  StemmaHubQuery query = { .limit = limit };
  return stemma_hub_pager_new (c->client, &query);
}
