#pragma once

#include "base/stemma-progress.h"
#include "files/stemma-source.h"

G_BEGIN_DECLS

/** The longest row or record that is read, in bytes: what one reading may cost in memory. */
#define STEMMA_WINDOW_MAX (64 * 1024 * 1024)

/**
 * StemmaReadWindow:
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
  const char *over; /* (nullable): of somebody else's */
} StemmaReadWindow;

gboolean stemma_read_window_open (StemmaReadWindow *window, const char *path, const StemmaProgress *progress,
                             GCancellable *cancellable, GError **error);
void stemma_read_window_over (StemmaReadWindow *window, const char *text, gsize length, const char *what);
void stemma_read_window_clear (StemmaReadWindow *window);
gboolean stemma_read_window_more (StemmaReadWindow *window, GError **error);
void stemma_read_window_take (StemmaReadWindow *window, gsize n);
gboolean stemma_read_window_fail (const StemmaReadWindow *window, guint64 line, GError **error, const char *format,
                             ...) G_GNUC_PRINTF (4, 5);
guint64 stemma_read_window_newlines (const char *text, gsize length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StemmaReadWindow, stemma_read_window_clear)

G_END_DECLS
