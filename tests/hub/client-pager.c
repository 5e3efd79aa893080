#include "client-server.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-prefetch.h"
#include "record/stemma-json.h"

#include <string.h>

/* A small Hub with so many models, and what may be wrong with it. */
typedef struct
{
  guint total;
  gboolean descending_only; /* direction is not heeded */
  gboolean unsorted;
  const char *allowed; /* (nullable): "expand" has to be one of these */
  guint empty_before;  /* empty pages at the beginning */
  gboolean loops;
  const char *link_host; /* (nullable): stands in the links */
  guint big_limit;     /* pages of more models are too large, 0 for none */
  guint breaks_at;     /* a request that is answered 500 for ever, 0 for none */
  char *url;
} Hub;

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
asks_unknown (const Hub *hub, const char *head)
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
append_models (const Hub *hub, GString *body, guint from, guint n, gboolean up)
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
serve_page (const Hub *hub, const char *head)
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
                              hub->link_host != NULL ? hub->link_host : hub->url, target, hub->loops ? 3 : next);
    }
  return answer (200, link != NULL ? link : "", body->str);
}

static GBytes *
serve_hub (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) then;
  const Hub *hub = user_data;
  if (hub->breaks_at > 0 && number >= hub->breaks_at)
    return answer (500, "", "{}");
  if (!asks_unknown (hub, head))
    return serve_page (hub, head);
  g_autofree char *body = g_strdup_printf ("{\"error\":\"\\\"expand\\\" must be one of [%s]\"}", hub->allowed);
  return answer (400, "", body);
}

typedef struct
{
  TestClock clock;
  Hub *hub;
  Server *server;
  StemmaHubClient *client;
  GHashTable *seen;
  guint pages;
} Case;

static void
set_up (Case *c, Hub *hub)
{
  *c = (Case){ .hub = hub };
  test_clock_init (&c->clock);
  c->server = server_new (serve_hub, hub);
  hub->url = c->server->url;
  g_autoptr (StemmaHubOptions) options = test_options (c->server->url, NULL);
  if (hub->big_limit > 0)
    options->max_body = 100000;
  c->client = stemma_hub_client_new (options, &c->clock.clock);
  c->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Case *c)
{
  stemma_hub_client_unref (c->client);
  server_free (c->server);
  g_hash_table_unref (c->seen);
  test_clock_clear (&c->clock);
}

static void
take (Case *c, const StemmaHubListPage *page)
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
static StemmaHubOrder
walk (Case *c, StemmaHubPager *pager, guint *dropped)
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
      take (c, page);
      order = page->order;
      if (dropped != NULL)
        *dropped = g_strv_length (page->dropped);
      if (page->next_url != NULL)
        g_assert_true (g_str_has_prefix (page->next_url, c->server->url));
    }
}

static StemmaHubPager *
pager_of (Case *c, guint limit)
{
  StemmaHubQuery query = { .limit = limit };
  return stemma_hub_pager_new (c->client, &query);
}

static void
test_walk (void)
{
  Hub hub = { .total = 95 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  g_assert_cmpint (walk (&c, pager, NULL), ==, STEMMA_HUB_ASCENDING);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  g_assert_cmpuint (c.pages, ==, 10);
  g_assert_cmpuint (server_requests (c.server), ==, 10);
  g_autofree char *first = server_target (c.server, 0);
  g_assert_true (g_str_has_prefix (first, "/api/models?limit=10&sort=createdAt&direction=1&expand=author&expand=baseModels&"));
  StemmaHubStatus status;
  stemma_hub_client_get_status (c.client, &status);
  g_assert_cmpuint (status.pages, ==, 10);
  tear_down (&c);
}

static void
test_no_models (void)
{
  Hub hub = { 0 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  walk (&c, pager, NULL);
  g_assert_cmpuint (c.pages, ==, 1);
  tear_down (&c);
}

static void
test_order (void)
{
  Hub descending = { .total = 25, .descending_only = TRUE };
  Case c;
  set_up (&c, &descending);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  g_assert_cmpint (walk (&c, pager, NULL), ==, STEMMA_HUB_DESCENDING);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 25);
  g_assert_cmpuint (server_requests (c.server), ==, 4);
  g_autofree char *second = server_target (c.server, 1);
  g_assert_nonnull (strstr (second, "direction=-1"));
  tear_down (&c);

  Hub unsorted = { .total = 95, .unsorted = TRUE };
  set_up (&c, &unsorted);
  g_autoptr (StemmaHubPager) other = pager_of (&c, 40);
  g_assert_cmpint (walk (&c, other, NULL), ==, STEMMA_HUB_UNSORTED);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  tear_down (&c);
}

static void
test_expand (void)
{
  Hub hub = { .total = 25, .allowed = "author, baseModels, cardData, config, createdAt, sha, tags, likes, downloads" };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  guint dropped = 0;
  walk (&c, pager, &dropped);
  g_assert_cmpuint (dropped, ==, 12);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 25);
  /* One request more, not one more a page. */
  g_assert_cmpuint (server_requests (c.server), ==, 4);
  g_autofree char *second = server_target (c.server, 1);
  g_assert_null (strstr (second, "gguf"));
  g_assert_nonnull (strstr (second, "expand=tags"));
  tear_down (&c);
}

/* A 400 that is about something else, or goes on after the keys were dropped, is an error. */
static void
test_bad_request (void)
{
  static const char *const bodies[] = { "{\"error\":\"bad cursor\"}", "{\"error\":\"\\\"expand\\\" must be one of []\"}",
                                        "{\"error\":\"\\\"expand\\\" must be one of [author\"}", "[]", "",
                                        "{\"error\":\"\\\"expand\\\" must be one of [nothing, of, this]\"}" };
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *text = g_strconcat ("400||", bodies[i], NULL);
      Steps steps = { 1, { text } };
      g_autoptr (Server) server = server_new (serve_steps, &steps);
      g_autoptr (StemmaHubOptions) options = test_options (server->url, NULL);
      g_autoptr (StemmaHubClient) client = stemma_hub_client_new (options, NULL);
      StemmaHubQuery query = { 0 };
      g_autoptr (StemmaHubPager) pager = stemma_hub_pager_new (client, &query);
      g_autoptr (StemmaHubListPage) page = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_false (stemma_hub_pager_next (pager, &page, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
      g_assert_cmpuint (server_requests (server), ==, i == 5 ? 2 : 1);
    }
}

static void
test_empty_pages (void)
{
  Hub hub = { .total = 25, .empty_before = 3 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  walk (&c, pager, NULL);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 25);
  g_assert_cmpuint (c.pages, ==, 6);
  tear_down (&c);
}

/* What a walk ends with that cannot come to its end, and how many pages it gave before. */
static void
expect_fault (Hub *hub, guint pages, const char *says)
{
  Case c;
  set_up (&c, hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  for (;; n++)
    {
      g_autoptr (StemmaHubListPage) page = NULL;
      if (!stemma_hub_pager_next (pager, &page, NULL, &error))
        break;
      g_assert_nonnull (page);
      g_assert_cmpuint (n, <, 1000);
    }
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_cmpuint (n, ==, pages);
  tear_down (&c);
}

static void
test_circles (void)
{
  Hub loops = { .total = 95, .loops = TRUE };
  expect_fault (&loops, 1, "circle");
  Hub endless = { .total = 95, .empty_before = 100000 };
  expect_fault (&endless, 100, "circle");
  Hub foreign = { .total = 95, .link_host = "ftp://hub.invalid" };
  expect_fault (&foreign, 0, "ftp://hub.invalid");
}

/* A mirror hands out links to the Hub that it mirrors. */
static void
test_mirror (void)
{
  Hub hub = { .total = 95, .link_host = "https://huggingface.co" };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  walk (&c, pager, NULL);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  tear_down (&c);
}

/* After a failure, and in another run, it goes on where it was. */
static void
test_resume (void)
{
  Hub hub = { .total = 95, .breaks_at = 4 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 10);
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (StemmaHubListPage) page = NULL;
      g_assert_true (stemma_hub_pager_next (pager, &page, NULL, &error));
      take (&c, page);
      g_free (stored);
      stored = g_strdup (page->next_url);
    }
  g_autoptr (StemmaHubListPage) none = NULL;
  g_assert_false (stemma_hub_pager_next (pager, &none, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_assert_null (none);
  hub.breaks_at = 0;
  g_clear_error (&error);
  g_assert_true (stemma_hub_pager_next (pager, &none, NULL, &error));
  g_autoptr (StemmaHubPager) later = stemma_hub_pager_new_at (c.client, stored);
  g_assert_cmpint (walk (&c, later, NULL), ==, STEMMA_HUB_ASCENDING);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  tear_down (&c);
  /* Of another Hub: refused, nothing is sent. */
  Hub other = { .total = 5 };
  set_up (&c, &other);
  g_autoptr (StemmaHubPager) foreign = stemma_hub_pager_new_at (c.client, "http://127.0.0.2:1/api/models?limit=1");
  g_assert_false (stemma_hub_pager_next (foreign, &none, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE);
  g_assert_cmpuint (server_requests (c.server), ==, 0);
  tear_down (&c);
}

/* Pages that are too large come in smaller ones, and only those. */
static void
test_too_large (void)
{
  Hub hub = { .total = 195, .big_limit = 60 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPager) pager = pager_of (&c, 100);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubListPage) page = NULL;
  g_assert_true (stemma_hub_pager_next (pager, &page, NULL, &error));
  g_assert_no_error (error);
  take (&c, page);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 10);
  g_assert_nonnull (strstr (page->next_url, "limit=100&"));
  walk (&c, pager, NULL);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 195);
  tear_down (&c);
}

static void
test_not_a_list (void)
{
  static const char *const answers[] = { "200||{\"id\":\"x\"}", "404||{\"error\":\"no\"}", "401||{\"error\":\"no\"}",
                                         "403||{}" };
  static const int codes[] = { STEMMA_ERROR_NETWORK, STEMMA_ERROR_NETWORK, STEMMA_ERROR_REFUSED, STEMMA_ERROR_REFUSED };
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Steps steps = { 1, { answers[i] } };
      g_autoptr (Server) server = server_new (serve_steps, &steps);
      g_autoptr (StemmaHubOptions) options = test_options (server->url, NULL);
      g_autoptr (StemmaHubClient) client = stemma_hub_client_new (options, NULL);
      StemmaHubQuery query = { 0 };
      g_autoptr (StemmaHubPager) pager = stemma_hub_pager_new (client, &query);
      g_autoptr (StemmaHubListPage) page = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_false (stemma_hub_pager_next (pager, &page, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, codes[i]);
    }
}

static void
test_prefetch (void)
{
  Hub hub = { .total = 295 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPrefetch) prefetch = stemma_hub_prefetch_new (pager_of (&c, 10), 2);
  /* Two wait, one is in hand; never more. */
  while (server_requests (c.server) < 3)
    g_usleep (1000);
  g_usleep (30000);
  g_assert_cmpuint (server_requests (c.server), ==, 3);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaHubListPage) page = NULL;
      g_assert_true (stemma_hub_prefetch_next (prefetch, &page, NULL, &error));
      if (page == NULL)
        break;
      take (&c, page);
      g_assert_cmpuint (server_requests (c.server), <=, c.pages + 4);
    }
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 295);
  g_autoptr (StemmaHubListPage) again = NULL;
  g_assert_true (stemma_hub_prefetch_next (prefetch, &again, NULL, NULL));
  g_assert_null (again);
  g_clear_pointer (&prefetch, stemma_hub_prefetch_free);
  tear_down (&c);
}

/* Pages before a failure are handed over first; then it is told again and again. */
static void
test_prefetch_fault (void)
{
  Hub hub = { .total = 95, .breaks_at = 2 };
  Case c;
  set_up (&c, &hub);
  g_autoptr (StemmaHubPrefetch) prefetch = stemma_hub_prefetch_new (pager_of (&c, 10), 5);
  g_autoptr (StemmaHubListPage) page = NULL;
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (stemma_hub_prefetch_next (prefetch, &page, NULL, NULL));
      take (&c, page);
      g_clear_pointer (&page, stemma_hub_list_page_free);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (stemma_hub_prefetch_next (prefetch, &page, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
    }
  g_clear_pointer (&prefetch, stemma_hub_prefetch_free);
  tear_down (&c);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (50000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static GBytes *
serve_nothing (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) head;
  (void) user_data;
  *then = SERVE_HANG;
  return NULL;
}

/* The reader's wait ends, and freeing ends the thread: in a request, in a real wait, and with no room for a page. */
static void
test_prefetch_cancel (void)
{
  g_autoptr (Server) server = server_new (serve_nothing, NULL);
  g_autoptr (StemmaHubOptions) options = test_options (server->url, NULL);
  g_autoptr (StemmaHubClient) client = stemma_hub_client_new (options, NULL);
  StemmaHubQuery query = { 0 };
  StemmaHubPrefetch *prefetch = stemma_hub_prefetch_new (stemma_hub_pager_new (client, &query), 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (StemmaHubListPage) page = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_false (stemma_hub_prefetch_next (prefetch, &page, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  stemma_hub_prefetch_free (prefetch);

  Steps limited = { 1, { "429|RateLimit: \"api\";r=0;t=3000|{}" } };
  g_autoptr (Server) stern = server_new (serve_steps, &limited);
  g_autoptr (StemmaHubOptions) other_options = test_options (stern->url, NULL);
  g_autoptr (StemmaHubClient) other = stemma_hub_client_new (other_options, NULL);
  prefetch = stemma_hub_prefetch_new (stemma_hub_pager_new (other, &query), 1);
  StemmaHubStatus status;
  do
    {
      g_usleep (1000);
      stemma_hub_client_get_status (other, &status);
    }
  while (status.wait != STEMMA_HUB_WAIT_LIMIT);
  g_assert_cmpint (status.wait_until, >, g_get_monotonic_time () + (gint64) 2900 * G_USEC_PER_SEC);
  stemma_hub_prefetch_free (prefetch);

  Hub hub = { .total = 295 };
  Case c;
  set_up (&c, &hub);
  prefetch = stemma_hub_prefetch_new (pager_of (&c, 10), 1);
  while (server_requests (c.server) < 2)
    g_usleep (1000);
  stemma_hub_prefetch_free (prefetch);
  tear_down (&c);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/pager/walk", test_walk);
  g_test_add_func ("/hub/pager/no-models", test_no_models);
  g_test_add_func ("/hub/pager/order", test_order);
  g_test_add_func ("/hub/pager/expand", test_expand);
  g_test_add_func ("/hub/pager/bad-request", test_bad_request);
  g_test_add_func ("/hub/pager/empty-pages", test_empty_pages);
  g_test_add_func ("/hub/pager/circles", test_circles);
  g_test_add_func ("/hub/pager/mirror", test_mirror);
  g_test_add_func ("/hub/pager/resume", test_resume);
  g_test_add_func ("/hub/pager/too-large", test_too_large);
  g_test_add_func ("/hub/pager/not-a-list", test_not_a_list);
  g_test_add_func ("/hub/pager/prefetch", test_prefetch);
  g_test_add_func ("/hub/pager/prefetch-fault", test_prefetch_fault);
  g_test_add_func ("/hub/pager/prefetch-cancel", test_prefetch_cancel);
  return g_test_run ();
}
