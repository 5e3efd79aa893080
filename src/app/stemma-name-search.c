#include "app/stemma-name-search.h"

typedef struct
{
  StemmaSnapshot *snapshot;
  char *text;
  guint limit;
  StemmaNameSearchMode mode;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  stemma_snapshot_unref (query->snapshot);
  g_free (query->text);
  g_free (query);
}

static void
search_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const Query *query = data;
  GError *error = NULL;
  GArray *hits = stemma_search (query->snapshot, query->text, query->limit, cancellable, &error);
  if (hits != NULL && hits->len == 0 && query->mode == STEMMA_NAME_SEARCH_ELSE_NEAREST)
    {
      g_array_unref (hits);
      hits = stemma_search_nearest (query->snapshot, query->text, query->limit, cancellable, &error);
    }
  if (hits != NULL)
    g_task_return_pointer (task, hits, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * stemma_name_search_async:
 * @source: the object that asks; kept until the answer is there
 * @snapshot: the week whose names are searched
 * @text: a part of a name
 * @limit: how many at most, best fits first
 * @mode: what to do where nothing fits
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Searches all names of a week, on a thread.
 */
void
stemma_name_search_async (gpointer source,
                          StemmaSnapshot *snapshot,
                          const char *text,
                          guint limit,
                          StemmaNameSearchMode mode,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Query *query = g_new0 (Query, 1);
  query->snapshot = stemma_snapshot_ref (snapshot);
  query->text = g_strdup (text);
  query->limit = limit;
  query->mode = mode;
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_task_data (task, query, query_free);
  g_task_run_in_thread (task, search_in_thread);
}

/**
 * stemma_name_search_finish:
 * @result: what the callback was given
 * @snapshot: (out) (transfer none) (optional): the week that was searched; good as long as @result
 * @error: what went wrong, or that it was cancelled
 *
 * Returns: (transfer full) (element-type StemmaSearchHit): what was found, or %NULL
 */
GArray *
stemma_name_search_finish (GAsyncResult *result, StemmaSnapshot **snapshot, GError **error)
{
  const Query *query = g_task_get_task_data (G_TASK (result));
  if (snapshot != NULL)
    *snapshot = query->snapshot;
  return g_task_propagate_pointer (G_TASK (result), error);
}
