#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StemmaProgressFunc:
 * @done: units finished so far
 * @total: units in all, 0 while that is not known
 * @what: a translated phrase for a person: what is being done
 * @user_data: the caller's
 *
 * Told now and then by long work, on the thread that does the work.
 */
typedef void (*StemmaProgressFunc) (guint64 done, guint64 total, const char *what, gpointer user_data);

typedef struct
{
  StemmaProgressFunc func;
  gpointer user_data;
} StemmaProgress;

static inline void
stemma_progress_tell (const StemmaProgress *progress, guint64 done, guint64 total, const char *what)
{
  if (progress != NULL && progress->func != NULL)
    progress->func (done, total, what, progress->user_data);
}

G_END_DECLS
