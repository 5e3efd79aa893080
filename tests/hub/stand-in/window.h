#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StandInWindow: a fixed window of requests for one sort of client. Times are g_get_monotonic_time()'s. */
typedef struct
{
  guint quota;   /* 0: without limits */
  gint64 length; /* microseconds */
  gint64 start;
  guint used, most; /* most: of all windows */
} StandInWindow;

gboolean stand_in_window_take (StandInWindow *window, gint64 now);
guint stand_in_window_left (const StandInWindow *window);
guint stand_in_window_seconds (const StandInWindow *window, gint64 now);

G_END_DECLS
