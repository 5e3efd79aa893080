#include "base/stemma-clock.h"

/* How long to wait at most without looking at the cancellable, where it has no descriptor to wait on. */
#define SLICE_MS 100

static gint64
system_now (gpointer user_data)
{
  (void) user_data;
  return g_get_monotonic_time ();
}

static gboolean
system_sleep_until (gint64 until, GCancellable *cancellable, gpointer user_data, GError **error)
{
  (void) user_data;
  GPollFD poll_fd = { -1, G_IO_IN, 0 };
  gboolean has_fd = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &poll_fd);
  gint64 left;
  while (!g_cancellable_is_cancelled (cancellable) && (left = until - g_get_monotonic_time ()) > 0)
    {
      gint64 ms = MIN (left / 1000 + 1, G_MAXINT / 2);
      if (!has_fd && cancellable != NULL)
        ms = MIN (ms, SLICE_MS);
      g_poll (has_fd ? &poll_fd : NULL, has_fd ? 1 : 0, (int) ms);
    }
  if (has_fd)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * stemma_clock_system:
 *
 * Returns: (transfer none): the machine's own clock, which does not follow changes of the date
 */
const StemmaClock *
stemma_clock_system (void)
{
  static const StemmaClock clock = { system_now, system_sleep_until, NULL };
  return &clock;
}

/**
 * stemma_clock_now:
 * @clock: a clock
 *
 * Returns: microseconds since some beginning
 */
gint64
stemma_clock_now (const StemmaClock *clock)
{
  return clock->now (clock->user_data);
}

/**
 * stemma_clock_sleep_until:
 * @clock: a clock
 * @until: microseconds on it
 * @cancellable: (nullable): wakes the sleeper
 * @error: G_IO_ERROR_CANCELLED
 *
 * Waits without using the processor; at once if @until is past.
 *
 * Returns: whether @until has come
 */
gboolean
stemma_clock_sleep_until (const StemmaClock *clock, gint64 until, GCancellable *cancellable, GError **error)
{
  return clock->sleep_until (until, cancellable, clock->user_data, error);
}
