#pragma once

#include <gio/gio.h>

#include "app/fetch/stemma-schedule.h"

G_BEGIN_DECLS

/**
 * StemmaTimerUnits:
 * @program: the path of the command line
 * @store: the path of the store
 * @endpoint: (nullable): the Hub, %NULL for what the command line takes by itself
 * @share: percent of the quota
 * @metered: whether to fetch on metered connections too
 * @schedule: how often
 */
typedef struct
{
  char *program;
  char *store;
  char *endpoint;
  guint share;
  gboolean metered;
  StemmaSchedule schedule;
} StemmaTimerUnits;

void stemma_timer_units_free (StemmaTimerUnits *units);
char *stemma_timer_units_find_program (void);
char *stemma_timer_units_escape (const char *word);
char *stemma_timer_units_write_service (const StemmaTimerUnits *units);
char *stemma_timer_units_write_timer (const StemmaTimerUnits *units);
gboolean stemma_timer_units_are_installed (void);
gboolean
stemma_timer_units_install (const StemmaTimerUnits *units, GCancellable *cancellable, GError **error);
gboolean stemma_timer_units_remove (GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaTimerUnits, stemma_timer_units_free)

G_END_DECLS
