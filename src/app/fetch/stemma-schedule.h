#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaSchedule: how often the whole Hub is fetched. The numbers are those of the settings. */
typedef enum
{
  STEMMA_SCHEDULE_NEVER,
  STEMMA_SCHEDULE_DAILY,
  STEMMA_SCHEDULE_WEEKLY,
} StemmaSchedule;

gboolean stemma_schedule_is_due (StemmaSchedule schedule, gint64 now, gint64 fetched, gint64 tried);
char *stemma_schedule_describe_length (guint64 models, double share, guint quota);

#define STEMMA_QUOTA_ANONYMOUS 500
#define STEMMA_QUOTA_TOKEN 1000

G_END_DECLS
