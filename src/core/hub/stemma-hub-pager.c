#include "hub/stemma-hub-pager.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-link.h"
#include "hub/stemma-hub-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Pages without a model that may follow each other; deletions do not make more. */
#define MAX_EMPTY 100
#define SMALLER 10

struct _StemmaHubPager
{
  StemmaHubClient *client;
  char *url;      /* (nullable): of the page that comes next */
  char *fallback; /* (nullable): of the first page in the other order, until the order is known */
  StemmaHubOrder order;
  guint limit; /* models a page, as far as the pages allow that */
  guint empty; /* pages in a row */
  GHashTable *followed;
  GPtrArray *dropped;
};

static StemmaHubPager *
new_pager (StemmaHubClient *client, char *url)
{
  StemmaHubPager *pager = g_new0 (StemmaHubPager, 1);
  pager->client = stemma_hub_client_ref (client);
  pager->url = url;
  pager->limit = stemma_hub_url_get_limit (url);
  pager->order = stemma_hub_url_get_order (url);
  pager->followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pager->dropped = g_ptr_array_new_with_free_func (g_free);
  return pager;
}

/**
 * stemma_hub_pager_new:
 * @client: asks
 * @query: what is listed, from its beginning
 *
 * Of all models the first page is looked at: where the Hub does not sort the oldest first, it is asked for
 * the newest first, which it always could.
 *
 * Returns: (transfer full): a pager before the first page
 */
StemmaHubPager *
stemma_hub_pager_new (StemmaHubClient *client, const StemmaHubQuery *query)
{
  const char *endpoint = stemma_hub_client_get_options (client)->endpoint;
  StemmaHubPager *pager = new_pager (client, stemma_hub_url_list (endpoint, query));
  StemmaHubQuery other = *query;
  other.order = STEMMA_HUB_DESCENDING;
  if (query->base_model == NULL && query->order == STEMMA_HUB_ASCENDING)
    pager->fallback = stemma_hub_url_list (endpoint, &other);
  return pager;
}

/**
 * stemma_hub_pager_new_at:
 * @client: asks
 * @next_url: of a page that came before, perhaps in an earlier run
 *
 * Returns: (transfer full): a pager before the page behind that one
 */
StemmaHubPager *
stemma_hub_pager_new_at (StemmaHubClient *client, const char *next_url)
{
  return new_pager (client, g_strdup (next_url));
}

/**
 * stemma_hub_pager_free:
 * @pager: (transfer full) (nullable): a pager
 */
void
stemma_hub_pager_free (StemmaHubPager *pager)
{
  if (pager == NULL)
    return;
  stemma_hub_client_unref (pager->client);
  g_free (pager->url);
  g_free (pager->fallback);
  g_hash_table_unref (pager->followed);
  g_ptr_array_unref (pager->dropped);
  g_free (pager);
}

/**
 * stemma_hub_list_page_free:
 * @page: (transfer full) (nullable): a page
 */
void
stemma_hub_list_page_free (StemmaHubListPage *page)
{
  if (page == NULL)
    return;
  g_bytes_unref (page->json);
  g_free (page->url);
  g_free (page->next_url);
  g_strfreev (page->dropped);
  g_strfreev (page->warnings);
  g_free (page);
}

static gboolean
is_list (const StemmaHubReply *reply)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);
  gsize at = 0;
  while (at < length && g_ascii_isspace (text[at]))
    at++;
  return reply->status == SOUP_STATUS_OK && at < length && text[at] == '[';
}

/* Whether a list has nothing between its brackets. */
static gboolean
is_empty (const StemmaHubReply *reply)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]) && text[i] != '[' && text[i] != ']')
      return FALSE;
  return TRUE;
}

/* One page; of fewer models where so many are too large. */
static StemmaHubReply *
fetch (StemmaHubPager *pager, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      StemmaHubFault fault;
      g_autoptr (GError) cause = NULL;
      g_autoptr (StemmaHubReply) reply = stemma_hub_client_negotiate (
          pager->client, &pager->url, pager->dropped, &fault, cancellable, &cause);
      guint limit = stemma_hub_url_get_limit (pager->url);
      if (reply == NULL && fault == STEMMA_HUB_FAULT_TOO_LARGE && limit > 1)
        {
          char *smaller = stemma_hub_url_set_limit (pager->url, MAX (limit / SMALLER, 1));
          g_free (pager->url);
          pager->url = smaller;
          continue;
        }
      if (reply != NULL && !is_list (reply))
        stemma_hub_fault_status (reply, &cause);
      if (cause == NULL)
        return g_steal_pointer (&reply);
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
}

/* The first page, in an order that is known. */
static StemmaHubReply *
fetch_first (StemmaHubPager *pager, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaHubReply) reply = fetch (pager, cancellable, error);
  StemmaHubOrder order;
  if (reply == NULL)
    return NULL;
  if (!stemma_hub_order_look (reply->body, &order) || order == STEMMA_HUB_ASCENDING)
    {
      g_clear_pointer (&pager->fallback, g_free);
      return g_steal_pointer (&reply);
    }
  g_free (pager->url);
  pager->url = g_strdup (pager->fallback);
  g_autoptr (StemmaHubReply) other = fetch (pager, cancellable, error);
  if (other == NULL)
    return NULL;
  pager->order = STEMMA_HUB_DESCENDING;
  if (stemma_hub_order_look (other->body, &order) && order != STEMMA_HUB_DESCENDING)
    pager->order = STEMMA_HUB_UNSORTED;
  g_clear_pointer (&pager->fallback, g_free);
  return g_steal_pointer (&other);
}

static gboolean
goes_on (StemmaHubPager *pager, const char *next, gboolean empty, GError **error)
{
  pager->empty = empty ? pager->empty + 1 : 0;
  if (!g_hash_table_contains (pager->followed, next) && pager->empty <= MAX_EMPTY)
    return TRUE;
  g_set_error_literal (
      error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
      _ ("The Hub's list runs in a circle: its next page is one that was there before, or there are only "
         "empty ones. What came before is kept; please try again later"));
  return FALSE;
}

static char **
copy_dropped (const StemmaHubPager *pager)
{
  char **dropped = g_new0 (char *, pager->dropped->len + 1);
  for (guint i = 0; i < pager->dropped->len; i++)
    dropped[i] = g_strdup (g_ptr_array_index (pager->dropped, i));
  return dropped;
}

/* Reads where the list goes on, and moves there. */
static gboolean
advance (StemmaHubPager *pager, const StemmaHubReply *reply, GError **error)
{
  const char *endpoint = stemma_hub_client_get_options (pager->client)->endpoint;
  g_autoptr (GError) cause = NULL;
  g_autofree char *next = stemma_hub_link_next (reply->link, reply->url, endpoint, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  /* Where one page had to be smaller, the next need not. */
  if (next != NULL && pager->limit > 0 && stemma_hub_url_get_limit (next) < pager->limit)
    {
      char *restored = stemma_hub_url_set_limit (next, pager->limit);
      g_free (next);
      next = restored;
    }
  g_hash_table_add (pager->followed, g_strdup (pager->url));
  if (next != NULL && !goes_on (pager, next, is_empty (reply), error))
    return FALSE;
  g_free (pager->url);
  pager->url = g_steal_pointer (&next);
  return TRUE;
}

/**
 * stemma_hub_pager_next:
 * @pager: a pager
 * @page: (out) (nullable): the next page, %NULL behind the last
 * @cancellable: (nullable): ends it
 * @error: as of stemma_hub_client_get(), and STEMMA_ERROR_NETWORK for a list that runs in a circle or off the
 * Hub
 *
 * Short and empty pages are pages; only a page that names no next one is the last. After a failure the same
 * page can be asked for again.
 *
 * Returns: whether nothing was wrong
 */
gboolean
stemma_hub_pager_next (StemmaHubPager *pager, StemmaHubListPage **page, GCancellable *cancellable,
                       GError **error)
{
  *page = NULL;
  if (pager->url == NULL)
    return TRUE;
  g_autoptr (StemmaHubReply) reply = pager->fallback != NULL ? fetch_first (pager, cancellable, error)
                                                             : fetch (pager, cancellable, error);
  if (reply == NULL)
    return FALSE;
  g_autofree char *url = g_strdup (pager->url);
  if (!advance (pager, reply, error))
    return FALSE;
  stemma_hub_client_count_page (pager->client);
  *page = g_new0 (StemmaHubListPage, 1);
  (*page)->json = g_bytes_ref (reply->body);
  (*page)->url = g_steal_pointer (&url);
  (*page)->next_url = g_strdup (pager->url);
  (*page)->dropped = copy_dropped (pager);
  (*page)->order = pager->order;
  (*page)->warnings = g_strdupv (reply->warnings);
  (*page)->date = reply->date;
  (*page)->quota = reply->quota;
  return TRUE;
}
