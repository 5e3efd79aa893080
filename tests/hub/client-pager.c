#include "client-listing.h"

#include <string.h>

static void
test_walk (void)
{
  TestHub hub = { .total = 95 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  g_assert_cmpint (listing_walk (&c, pager, NULL), ==, STEMMA_HUB_ASCENDING);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  g_assert_cmpuint (c.pages, ==, 10);
  g_assert_cmpuint (server_requests (c.server), ==, 10);
  g_autofree char *first = server_target (c.server, 0);
  g_assert_true (g_str_has_prefix (
      first, "/api/models?limit=10&sort=createdAt&direction=1&expand=author&expand=baseModels&"));
  StemmaHubStatus status;
  stemma_hub_client_get_status (c.client, &status);
  g_assert_cmpuint (status.pages, ==, 10);
  listing_clear (&c);
}

static void
test_no_models (void)
{
  TestHub hub = { 0 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  listing_walk (&c, pager, NULL);
  g_assert_cmpuint (c.pages, ==, 1);
  listing_clear (&c);
}

static void
test_order (void)
{
  TestHub descending = { .total = 25, .descending_only = TRUE };
  Listing c;
  listing_init (&c, &descending);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  g_assert_cmpint (listing_walk (&c, pager, NULL), ==, STEMMA_HUB_DESCENDING);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 25);
  g_assert_cmpuint (server_requests (c.server), ==, 4);
  g_autofree char *second = server_target (c.server, 1);
  g_assert_nonnull (strstr (second, "direction=-1"));
  listing_clear (&c);

  TestHub unsorted = { .total = 95, .unsorted = TRUE };
  listing_init (&c, &unsorted);
  g_autoptr (StemmaHubPager) other = listing_pager (&c, 40);
  g_assert_cmpint (listing_walk (&c, other, NULL), ==, STEMMA_HUB_UNSORTED);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  listing_clear (&c);
}

static void
test_expand (void)
{
  TestHub hub = { .total = 25,
                  .allowed = "author, baseModels, cardData, config, createdAt, sha, tags, likes, downloads" };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  guint dropped = 0;
  listing_walk (&c, pager, &dropped);
  g_assert_cmpuint (dropped, ==, 12);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 25);
  /* One request more, not one more a page. */
  g_assert_cmpuint (server_requests (c.server), ==, 4);
  g_autofree char *second = server_target (c.server, 1);
  g_assert_null (strstr (second, "gguf"));
  g_assert_nonnull (strstr (second, "expand=tags"));
  listing_clear (&c);
}

/* A 400 that is about something else, or goes on after the keys were dropped, is an error. */
static void
test_bad_request (void)
{
  static const char *const bodies[] = { "{\"error\":\"bad cursor\"}",
                                        "{\"error\":\"\\\"expand\\\" must be one of []\"}",
                                        "{\"error\":\"\\\"expand\\\" must be one of [author\"}",
                                        "[]",
                                        "",
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
  TestHub hub = { .total = 25, .empty_before = 3 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  listing_walk (&c, pager, NULL);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 25);
  g_assert_cmpuint (c.pages, ==, 6);
  listing_clear (&c);
}

/* What a walk ends with that cannot come to its end, and how many pages it gave before. */
static void
expect_fault (TestHub *hub, guint pages, const char *says)
{
  Listing c;
  listing_init (&c, hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
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
  listing_clear (&c);
}

static void
test_circles (void)
{
  TestHub loops = { .total = 95, .loops = TRUE };
  expect_fault (&loops, 1, "circle");
  TestHub endless = { .total = 95, .empty_before = 100000 };
  expect_fault (&endless, 100, "circle");
  TestHub foreign = { .total = 95, .link_host = "ftp://hub.invalid" };
  expect_fault (&foreign, 0, "ftp://hub.invalid");
}

/* A mirror hands out links to the TestHub that it mirrors. */
static void
test_mirror (void)
{
  TestHub hub = { .total = 95, .link_host = "https://huggingface.co" };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  listing_walk (&c, pager, NULL);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  listing_clear (&c);
}

/* After a failure, and in another run, it goes on where it was. */
static void
test_resume (void)
{
  TestHub hub = { .total = 95, .breaks_at = 4 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 10);
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (StemmaHubListPage) page = NULL;
      g_assert_true (stemma_hub_pager_next (pager, &page, NULL, &error));
      listing_take (&c, page);
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
  g_clear_pointer (&none, stemma_hub_list_page_free);
  g_autoptr (StemmaHubPager) later = stemma_hub_pager_new_at (c.client, stored);
  g_assert_cmpint (listing_walk (&c, later, NULL), ==, STEMMA_HUB_ASCENDING);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 95);
  listing_clear (&c);
  /* Of another Hub: refused, nothing is sent. */
  TestHub other = { .total = 5 };
  listing_init (&c, &other);
  g_autoptr (StemmaHubPager) foreign = stemma_hub_pager_new_at (c.client,
                                                                "http://127.0.0.2:1/api/models?limit=1");
  g_assert_false (stemma_hub_pager_next (foreign, &none, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE);
  g_assert_cmpuint (server_requests (c.server), ==, 0);
  listing_clear (&c);
}

/* Pages that are too large come in smaller ones, and only those. */
static void
test_too_large (void)
{
  TestHub hub = { .total = 195, .big_limit = 60 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPager) pager = listing_pager (&c, 100);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubListPage) page = NULL;
  g_assert_true (stemma_hub_pager_next (pager, &page, NULL, &error));
  g_assert_no_error (error);
  listing_take (&c, page);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 10);
  g_assert_nonnull (strstr (page->next_url, "limit=100&"));
  listing_walk (&c, pager, NULL);
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 195);
  listing_clear (&c);
}

static void
test_not_a_list (void)
{
  static const char *const answers[] = { "200||{\"id\":\"x\"}", "404||{\"error\":\"no\"}",
                                         "401||{\"error\":\"no\"}", "403||{}" };
  static const int codes[] = { STEMMA_ERROR_NETWORK, STEMMA_ERROR_NETWORK, STEMMA_ERROR_REFUSED,
                               STEMMA_ERROR_REFUSED };
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
  return g_test_run ();
}
