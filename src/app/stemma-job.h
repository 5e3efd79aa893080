#pragma once

#include <gio/gio.h>

#include "base/stemma-progress.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_JOB (stemma_job_get_type ())
G_DECLARE_FINAL_TYPE (StemmaJob, stemma_job, STEMMA, JOB, GObject)

/** StemmaJobFunc: the work, on a thread of its own; @result is handed to the one who asked. */
typedef gboolean (*StemmaJobFunc) (
  StemmaJob *job, gpointer data, gpointer *result, GCancellable *cancellable, GError **error);

StemmaJob *stemma_job_new (const char *title);
void stemma_job_run (StemmaJob *job,
                     StemmaJobFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_result,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
gpointer stemma_job_finish (StemmaJob *job, GAsyncResult *result, GError **error);
void stemma_job_cancel (StemmaJob *job);
const StemmaProgress *stemma_job_get_progress (StemmaJob *job);
gpointer stemma_job_get_data (StemmaJob *job);
const char *stemma_job_get_title (StemmaJob *job);
double stemma_job_get_fraction (StemmaJob *job);
gboolean stemma_job_is_running (StemmaJob *job);

G_END_DECLS
