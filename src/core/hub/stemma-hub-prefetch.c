#include "hub/stemma-hub-prefetch.h"

#include "hub/stemma-hub-private.h"

struct _StemmaHubPrefetch
{
  StemmaHubPager *pager; /* of the thread */
  GCancellable *stop;
  GThread *thread;
  guint ahead;
  StemmaHubGate gate; /* guards what follows */
  GQueue pages;
  gboolean ended;
  GError *error; /* (nullable): with which it ended */
};

/* What one call of stemma_hub_prefetch_next() takes or the thread puts. */
typedef struct
{
  StemmaHubPrefetch *prefetch;
  StemmaHubListPage *page;
  GError *error;
} Exchange;

static gboolean
put_page (gpointer user_data)
{
  Exchange *exchange = user_data;
  StemmaHubPrefetch *prefetch = exchange->prefetch;
  if (g_queue_get_length (&prefetch->pages) >= prefetch->ahead)
    return FALSE;
  g_queue_push_tail (&prefetch->pages, g_steal_pointer (&exchange->page));
  g_cond_broadcast (&prefetch->gate.cond);
  return TRUE;
}

static gpointer
run (gpointer user_data)
{
  StemmaHubPrefetch *prefetch = user_data;
  g_autoptr (GError) error = NULL;
  for (;;)
    {
      Exchange exchange = { .prefetch = prefetch };
      if (!stemma_hub_pager_next (prefetch->pager, &exchange.page, prefetch->stop, &error)
          || exchange.page == NULL)
        break;
      if (!stemma_hub_gate_pass (&prefetch->gate, put_page, &exchange, prefetch->stop, &error))
        {
          stemma_hub_list_page_free (exchange.page);
          break;
        }
    }
  stemma_hub_gate_open (&prefetch->gate);
  prefetch->ended = TRUE;
  prefetch->error = g_steal_pointer (&error);
  stemma_hub_gate_close (&prefetch->gate);
  return NULL;
}

/**
 * stemma_hub_prefetch_new:
 * @pager: (transfer full): goes over to the thread
 * @ahead: pages, from 1, that may wait to be taken; one more is under way
 *
 * Returns: (transfer full): a pager that is already at work
 */
StemmaHubPrefetch *
stemma_hub_prefetch_new (StemmaHubPager *pager, guint ahead)
{
  StemmaHubPrefetch *prefetch = g_new0 (StemmaHubPrefetch, 1);
  prefetch->pager = pager;
  prefetch->ahead = MAX (ahead, 1);
  prefetch->stop = g_cancellable_new ();
  stemma_hub_gate_init (&prefetch->gate);
  g_queue_init (&prefetch->pages);
  prefetch->thread = g_thread_new ("stemma-prefetch", run, prefetch);
  return prefetch;
}

/**
 * stemma_hub_prefetch_free:
 * @prefetch: (transfer full) (nullable): stopped, at once even in the middle of a wait
 */
void
stemma_hub_prefetch_free (StemmaHubPrefetch *prefetch)
{
  if (prefetch == NULL)
    return;
  g_cancellable_cancel (prefetch->stop);
  g_thread_join (prefetch->thread);
  g_queue_clear_full (&prefetch->pages, (GDestroyNotify) stemma_hub_list_page_free);
  g_clear_error (&prefetch->error);
  stemma_hub_gate_clear (&prefetch->gate);
  g_object_unref (prefetch->stop);
  stemma_hub_pager_free (prefetch->pager);
  g_free (prefetch);
}

static gboolean
take_page (gpointer user_data)
{
  Exchange *exchange = user_data;
  StemmaHubPrefetch *prefetch = exchange->prefetch;
  exchange->page = g_queue_pop_head (&prefetch->pages);
  if (exchange->page == NULL && !prefetch->ended)
    return FALSE;
  if (exchange->page == NULL && prefetch->error != NULL)
    exchange->error = g_error_copy (prefetch->error);
  g_cond_broadcast (&prefetch->gate.cond);
  return TRUE;
}

/**
 * stemma_hub_prefetch_wait:
 * @prefetch: a pager ahead of its reader
 * @timeout: µs to wait at most
 *
 * For readers that have something better to do than to wait.
 *
 * Returns: whether stemma_hub_prefetch_next() would return at once
 */
gboolean
stemma_hub_prefetch_wait (StemmaHubPrefetch *prefetch, gint64 timeout)
{
  gint64 until = g_get_monotonic_time () + timeout;
  stemma_hub_gate_open (&prefetch->gate);
  while (g_queue_is_empty (&prefetch->pages) && !prefetch->ended
         && g_cond_wait_until (&prefetch->gate.cond, &prefetch->gate.lock, until))
    ;
  gboolean ready = !g_queue_is_empty (&prefetch->pages) || prefetch->ended;
  stemma_hub_gate_close (&prefetch->gate);
  return ready;
}

/**
 * stemma_hub_prefetch_next:
 * @prefetch: a pager ahead of its reader
 * @page: (out) (nullable): the next page, %NULL behind the last
 * @cancellable: (nullable): ends the wait, not the thread
 * @error: as of stemma_hub_pager_next(), once every page before the failure was taken
 *
 * Returns: whether nothing was wrong
 */
gboolean
stemma_hub_prefetch_next (StemmaHubPrefetch *prefetch, StemmaHubListPage **page, GCancellable *cancellable,
                          GError **error)
{
  Exchange exchange = { .prefetch = prefetch };
  *page = NULL;
  if (!stemma_hub_gate_pass (&prefetch->gate, take_page, &exchange, cancellable, error))
    return FALSE;
  *page = exchange.page;
  if (exchange.error == NULL)
    return TRUE;
  g_propagate_error (error, exchange.error);
  return FALSE;
}
