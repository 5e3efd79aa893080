#include "client-case.h"
#include "client-listing.h"

static void
test_prefetch (void)
{
  TestHub hub = { .total = 295 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPrefetch) prefetch = stemma_hub_prefetch_new (listing_pager (&c, 10), 2);
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
      listing_take (&c, page);
      g_assert_cmpuint (server_requests (c.server), <=, c.pages + 4);
    }
  g_assert_cmpuint (g_hash_table_size (c.seen), ==, 295);
  g_autoptr (StemmaHubListPage) again = NULL;
  g_assert_true (stemma_hub_prefetch_next (prefetch, &again, NULL, NULL));
  g_assert_null (again);
  g_clear_pointer (&prefetch, stemma_hub_prefetch_free);
  listing_clear (&c);
}

/* Pages before a failure are handed over first; then it is told again and again. */
static void
test_prefetch_fault (void)
{
  TestHub hub = { .total = 95, .breaks_at = 2 };
  Listing c;
  listing_init (&c, &hub);
  g_autoptr (StemmaHubPrefetch) prefetch = stemma_hub_prefetch_new (listing_pager (&c, 10), 5);
  g_autoptr (StemmaHubListPage) page = NULL;
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (stemma_hub_prefetch_next (prefetch, &page, NULL, NULL));
      listing_take (&c, page);
      g_clear_pointer (&page, stemma_hub_list_page_free);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (stemma_hub_prefetch_next (prefetch, &page, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
    }
  g_clear_pointer (&prefetch, stemma_hub_prefetch_free);
  listing_clear (&c);
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

/* The reader's wait ends, and freeing ends the thread: in a request, in a real wait, and with no room for a
 * page. */
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

  TestHub hub = { .total = 295 };
  Listing c;
  listing_init (&c, &hub);
  prefetch = stemma_hub_prefetch_new (listing_pager (&c, 10), 1);
  while (server_requests (c.server) < 2)
    g_usleep (1000);
  stemma_hub_prefetch_free (prefetch);
  listing_clear (&c);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/prefetch/ahead", test_prefetch);
  g_test_add_func ("/hub/prefetch/fault", test_prefetch_fault);
  g_test_add_func ("/hub/prefetch/cancel", test_prefetch_cancel);
  return g_test_run ();
}
