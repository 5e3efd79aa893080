#pragma once

#include "base/stemma-progress.h"
#include "files/stemma-source.h"

G_BEGIN_DECLS

/** The longest row or record that is read, in bytes: what one reading may cost in memory. */
#define STEMMA_WINDOW_MAX (64 * 1024 * 1024)

/**
 * StemmaWindow:
 * @data: the bytes in memory; those from @start to @end are not yet taken, and one more may be written
 * @line: the line of @start, from 1
 * @at_end: nothing follows @end
 *
 * The part of a file that is in memory. It slides along; it grows only as far as one row or record needs.
 */
typedef struct
{
  char *data;
  gsize start;
  gsize end;
  guint64 line;
  gboolean at_end;
  /*< private >*/
  gsize capacity;
  StemmaSource *source;
  const StemmaProgress *progress;
  GCancellable *cancellable;
  char *what;
} StemmaWindow;

gboolean stemma_window_open (StemmaWindow *window, const char *path, const StemmaProgress *progress,
                             GCancellable *cancellable, GError **error);
void stemma_window_clear (StemmaWindow *window);
gboolean stemma_window_more (StemmaWindow *window, GError **error);
void stemma_window_take (StemmaWindow *window, gsize n);
gboolean stemma_window_fail (const StemmaWindow *window, guint64 line, GError **error, const char *format,
                             ...) G_GNUC_PRINTF (4, 5);
guint64 stemma_window_newlines (const char *text, gsize length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StemmaWindow, stemma_window_clear)

G_END_DECLS
