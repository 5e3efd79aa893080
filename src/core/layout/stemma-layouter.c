#include "layout/stemma-layout-cache.h"
#include "layout/stemma-layout-exchange.h"
#include "layout/stemma-layout-finish.h"

#include <glib/gi18n-lib.h>

/* How often a call that waits for its turn looks at its cancellable, microseconds. */
#define TURN_SLICE (10 * G_TIME_SPAN_MILLISECOND)

struct _StemmaLayouter
{
  gatomicrefcount references;
  char *helper_path;
  StemmaLayoutCache *cache;
  GMutex mutex;
  GCond turn;
  gboolean busy; /* under @mutex: who sets it has @process and @serial to himself until he clears it */
  StemmaLayoutProcess process;
  guint32 serial;
};

/**
 * stemma_layouter_new:
 * @helper_path: of stemma-layout-helper: see stemma_layouter_find_helper()
 *
 * The helper is started when it is first needed.
 *
 * Returns: (transfer full): a layouter that caches in memory alone
 */
StemmaLayouter *
stemma_layouter_new (const char *helper_path)
{
  StemmaLayouter *layouter = g_new0 (StemmaLayouter, 1);
  g_atomic_ref_count_init (&layouter->references);
  layouter->helper_path = g_strdup (helper_path);
  layouter->cache = stemma_layout_cache_new ();
  g_mutex_init (&layouter->mutex);
  g_cond_init (&layouter->turn);
  return layouter;
}

/**
 * stemma_layouter_ref:
 * @layouter: a layouter
 *
 * Returns: (transfer full): @layouter
 */
StemmaLayouter *
stemma_layouter_ref (StemmaLayouter *layouter)
{
  g_atomic_ref_count_inc (&layouter->references);
  return layouter;
}

/**
 * stemma_layouter_unref:
 * @layouter: (nullable) (transfer full): a layouter; the helper ends with the last reference
 */
void
stemma_layouter_unref (StemmaLayouter *layouter)
{
  if (layouter == NULL || !g_atomic_ref_count_dec (&layouter->references))
    return;
  stemma_layout_process_stop (&layouter->process);
  stemma_layout_cache_free (layouter->cache);
  g_mutex_clear (&layouter->mutex);
  g_cond_clear (&layouter->turn);
  g_free (layouter->helper_path);
  g_free (layouter);
}

/**
 * stemma_layouter_set_cache_dir:
 * @layouter: a layouter
 * @folder: (nullable): where finished layouts are kept, 256 at most; made when the first is written
 *
 * Files are checked when they are read; damaged ones are ignored and replaced. The folder should hold nothing
 * else.
 */
void
stemma_layouter_set_cache_dir (StemmaLayouter *layouter, const char *folder)
{
  stemma_layout_cache_set_dir (layouter->cache, folder);
}

static gboolean
take_turn (StemmaLayouter *layouter, GCancellable *cancellable, GError **error)
{
  gboolean cancelled = FALSE;
  g_mutex_lock (&layouter->mutex);
  while (layouter->busy && !cancelled)
    {
      g_cond_wait_until (&layouter->turn, &layouter->mutex, g_get_monotonic_time () + TURN_SLICE);
      cancelled = g_cancellable_is_cancelled (cancellable);
    }
  if (!cancelled)
    layouter->busy = TRUE;
  g_mutex_unlock (&layouter->mutex);
  if (cancelled)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The layout was cancelled"));
  return !cancelled;
}

static void
end_turn (StemmaLayouter *layouter)
{
  g_mutex_lock (&layouter->mutex);
  layouter->busy = FALSE;
  g_cond_signal (&layouter->turn);
  g_mutex_unlock (&layouter->mutex);
}

/* Called by the one whose turn it is. A helper that served before may have been killed meanwhile, or be worn
 * out: what it ends at is tried once more with a fresh one. */
static gboolean
ask_helper (StemmaLayouter *layouter, const StemmaLayoutRequest *request, StemmaLayoutAnswer *answer,
            GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) problem = NULL;
      gboolean ended, used = stemma_layout_process_is_alive (&layouter->process);
      if (!used && !stemma_layout_process_start (&layouter->process, layouter->helper_path, error))
        return FALSE;
      if (stemma_layout_exchange (&layouter->process, request, ++layouter->serial, answer, &ended,
                                  cancellable, &problem))
        return TRUE;
      stemma_layout_answer_clear (answer);
      if (ended && used)
        continue;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
}

static StemmaLayout *
lay_out (StemmaLayouter *layouter, const StemmaLayoutRequest *request, GCancellable *cancellable,
         GError **error)
{
  g_auto (StemmaLayoutAnswer) answer = { NULL, NULL };
  if (!take_turn (layouter, cancellable, error))
    return NULL;
  gboolean answered = ask_helper (layouter, request, &answer, cancellable, error);
  end_turn (layouter);
  if (!answered)
    return NULL;
  return stemma_layout_finish (request, answer.columns, answer.centres, FALSE, cancellable, error);
}

/**
 * stemma_layouter_run:
 * @layouter: a layouter
 * @request: what to lay out: its arrays and the previous layout have to live as long as the call
 * @cancellable: (nullable): kills the helper at once; also while the call waits for its turn
 * @error: STEMMA_ERROR_LAYOUT (helper missing, crashed, answered nonsense; request without sense),
 *   STEMMA_ERROR_TIMEOUT (the helper did not end before the deadline and was killed), G_IO_ERROR_CANCELLED
 *
 * Places boxes in columns and draws curves between them, from 0, 0 to the right and downwards. With a previous
 * layout no two boxes that share a column in both change their order. The same request gives the same layout,
 * whatever was laid out before it. After an error the next call works with a fresh helper;
 * stemma_layout_grid() needs none.
 *
 * Blocks; to be called from a worker thread. Calls are served one after the other, what is cached at once.
 *
 * Returns: (transfer full) (nullable): the layout
 */
StemmaLayout *
stemma_layouter_run (StemmaLayouter *layouter, const StemmaLayoutRequest *request, GCancellable *cancellable,
                     GError **error)
{
  guint8 key[STEMMA_LAYOUT_KEY_SIZE];
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!stemma_layout_request_check (request, error))
    return NULL;
  stemma_layout_request_hash (request, FALSE, key);
  StemmaLayout *layout = stemma_layout_cache_find (layouter->cache, key, request);
  if (layout != NULL)
    return layout;
  layout = lay_out (layouter, request, cancellable, error);
  if (layout != NULL)
    stemma_layout_cache_add (layouter->cache, layout);
  return layout;
}
