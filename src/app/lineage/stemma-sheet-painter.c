#include "app/lineage/stemma-sheet-painter.h"

struct _StemmaSheetPainter
{
  GThreadPool *pool;
};

static void
paint_in_thread (gpointer data, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GTask) task = data;
  StemmaSheet *sheet = stemma_sheet_paint (g_task_get_task_data (task), g_task_get_cancellable (task));
  g_task_return_pointer (task, sheet, (GDestroyNotify) stemma_sheet_unref);
}

/** stemma_sheet_painter_new: Returns: (transfer full): a painter */
StemmaSheetPainter *
stemma_sheet_painter_new (void)
{
  StemmaSheetPainter *painter = g_new0 (StemmaSheetPainter, 1);
  painter->pool = g_thread_pool_new (paint_in_thread, NULL, 1, TRUE, NULL);
  return painter;
}

/**
 * stemma_sheet_painter_free: @painter: (transfer full) (nullable): work that waits is done yet; cancel it
 * before
 */
void
stemma_sheet_painter_free (StemmaSheetPainter *painter)
{
  if (painter == NULL)
    return;
  g_thread_pool_free (painter->pool, FALSE, FALSE);
  g_free (painter);
}

/**
 * stemma_sheet_painter_paint:
 * @painter: a painter
 * @source: who asks; kept until @callback was called
 * @job: (transfer none): what to paint; copied
 * @cancellable: (nullable): polled while painting
 * @callback: called on this thread once it is done or was cancelled
 * @user_data: for @callback
 */
void
stemma_sheet_painter_paint (StemmaSheetPainter *painter, GObject *source, const StemmaSheetJob *job,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_task_data (task, stemma_sheet_job_copy (job), (GDestroyNotify) stemma_sheet_job_free);
  g_task_set_check_cancellable (task, FALSE);
  g_thread_pool_push (painter->pool, task, NULL);
}

/** stemma_sheet_painter_finish: Returns: (transfer full) (nullable): the sheet, %NULL if it was cancelled */
StemmaSheet *
stemma_sheet_painter_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
