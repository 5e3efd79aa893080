#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StemmaClock:
 * @now: microseconds on a clock that only goes forwards, from some beginning
 * @sleep_until: waits until @now says @until or @cancellable is cancelled; then %FALSE and
 *   G_IO_ERROR_CANCELLED
 * @user_data: what both are given
 *
 * The time, as what waits and paces sees it; tests bring their own, in which nothing takes any time.
 */
typedef struct
{
  gint64 (*now) (gpointer user_data);
  gboolean (*sleep_until) (gint64 until, GCancellable *cancellable, gpointer user_data, GError **error);
  gpointer user_data;
} StemmaClock;

const StemmaClock *stemma_clock_system (void);
gint64 stemma_clock_now (const StemmaClock *clock);
gboolean stemma_clock_sleep_until (const StemmaClock *clock, gint64 until, GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
