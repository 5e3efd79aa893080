#include "window.h"

/**
 * stand_in_window_take:
 * @window: a window
 * @now: the time
 *
 * Counts a request.
 *
 * Returns: whether it is within the quota
 */
gboolean
stand_in_window_take (StandInWindow *window, gint64 now)
{
  if (now - window->start >= window->length)
    {
      window->start += (now - window->start) / window->length * window->length;
      window->used = 0;
    }
  window->used++;
  window->most = MAX (window->most, window->used);
  return window->quota == 0 || window->used <= window->quota;
}

guint
stand_in_window_left (const StandInWindow *window)
{
  return window->used < window->quota ? window->quota - window->used : 0;
}

/* Until the next window, rounded up: who waits that long is not too early. */
guint
stand_in_window_seconds (const StandInWindow *window, gint64 now)
{
  gint64 left = MAX (window->start + window->length - now, 0);
  return (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}
