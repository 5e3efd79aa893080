#pragma once

#include "intake/stemma-crawl-hub.h"
#include "store/stemma-crawl-state.h"

G_BEGIN_DECLS

/**
 * StemmaCrawlProgress:
 * @phase: how far it has come
 * @family: whether it is one family and not the whole Hub
 * @pages: of the list
 * @models: read so far
 * @expected: models in all, as far as can be told; 0 where it cannot
 * @asked: models and names looked up in this phase
 * @to_ask: how many are to be looked up in it
 * @rate: models a second since the process began
 * @seconds_left: of this phase, -1 where that cannot be told
 * @seconds_to_wait: until the Hub is asked again, 0 while it is at work
 * @hub: what the client says of itself
 */
typedef struct
{
  StemmaCrawlPhase phase;
  gboolean family;
  guint64 pages;
  guint64 models;
  guint64 expected;
  guint64 asked;
  guint64 to_ask;
  double rate;
  gint64 seconds_left;
  gint64 seconds_to_wait;
  StemmaHubStatus hub;
} StemmaCrawlProgress;

/** StemmaCrawlProgressFunc: told twice a second, on a thread of the crawl's own: while it waits, too. */
typedef void (*StemmaCrawlProgressFunc) (const StemmaCrawlProgress *progress, gpointer user_data);

char *stemma_crawl_progress_describe (const StemmaCrawlProgress *progress);

/** StemmaCrawlMeter: counts what a crawl does and tells it; counted from one thread. */
typedef struct _StemmaCrawlMeter StemmaCrawlMeter;

StemmaCrawlMeter *stemma_crawl_meter_new (const StemmaCrawlHub *hub, StemmaCrawlProgressFunc func, gpointer user_data);
void stemma_crawl_meter_free (StemmaCrawlMeter *meter);
void stemma_crawl_meter_begin (StemmaCrawlMeter *meter, const StemmaCrawlState *state, gboolean family, guint64 to_ask);
void stemma_crawl_meter_count (StemmaCrawlMeter *meter, const StemmaCrawlState *state, guint64 models);
void stemma_crawl_meter_ask (StemmaCrawlMeter *meter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaCrawlMeter, stemma_crawl_meter_free)

G_END_DECLS
