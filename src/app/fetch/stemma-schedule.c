#include "app/fetch/stemma-schedule.h"

#include <glib/gi18n.h>
#include <math.h>

#define DAY (24 * 60 * 60)
/* After an attempt that failed. */
#define PATIENCE (60 * 60)
#define PAGE 1000
#define WINDOW_S 300
/* What the Hub lists, as long as nobody has counted. */
#define USUAL_MODELS 3000000

/**
 * stemma_schedule_is_due:
 * @schedule: how often
 * @now: seconds since 1970
 * @fetched: when the last complete snapshot was fetched, or the first second of its day; 0: never
 * @tried: when the schedule last began a fetch, 0: never
 *
 * A clock that was set back makes nothing due until it has caught up.
 *
 * Returns: whether it is time for a fetch
 */
gboolean
stemma_schedule_is_due (StemmaSchedule schedule, gint64 now, gint64 fetched, gint64 tried)
{
  gint64 every = schedule == STEMMA_SCHEDULE_DAILY ? DAY : 7 * DAY;
  return schedule != STEMMA_SCHEDULE_NEVER && now - fetched >= every && now - tried >= PATIENCE;
}

/**
 * stemma_schedule_describe_length:
 * @models: how many the Hub lists, 0 where that is not known
 * @share: the part of the quota that is used
 * @quota: requests in five minutes that the Hub allows
 *
 * The limit is what a crawl waits for: it asks for a thousand models at a time.
 *
 * Returns: (transfer full): how long it takes to fetch them all
 */
char *
stemma_schedule_describe_length (guint64 models, double share, guint quota)
{
  double pages = (double) (models > 0 ? models : USUAL_MODELS) / PAGE;
  guint minutes = (guint) ceil (pages / (quota * share) * WINDOW_S / 60);
  if (minutes < 100)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", minutes), minutes);
  guint hours = (minutes + 30) / 60;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour", "%u hours", hours), hours);
}
