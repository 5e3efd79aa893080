#include "intake/stemma-crawl-meter.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define INTERVAL (G_USEC_PER_SEC / 2)
/* The Hub's first models bear this second, whenever they were made: 2022-03-02T23:29:04Z. */
#define FIRST_SECOND 1646263744
/* Before this part of the time is listed, nothing can be told from it. */
#define ENOUGH 0.05

struct _StemmaCrawlMeter
{
  const StemmaCrawlHub *hub;
  StemmaCrawlProgressFunc func;
  gpointer user_data;
  GThread *thread; /* (nullable) */
  gint64 begun;    /* µs */
  guint64 counted; /* models that came in this process */
  GMutex lock;     /* guards what follows */
  GCond cond;
  gboolean ended;
  StemmaCrawlProgress now;
};

static void
judge (StemmaCrawlMeter *meter)
{
  StemmaCrawlProgress *now = &meter->now;
  double seconds = (double) (g_get_monotonic_time () - meter->begun) / G_USEC_PER_SEC;
  meter->hub->get_status (meter->hub->user_data, &now->hub);
  gint64 wait = now->hub.wait != STEMMA_HUB_WAIT_NONE ? now->hub.wait_until - g_get_monotonic_time () : 0;
  now->seconds_to_wait = wait > 0 ? (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
  now->rate = seconds > 0.1 ? (double) meter->counted / seconds : 0;
  now->seconds_left = -1;
  if (now->phase == STEMMA_CRAWL_LIST && now->rate > 0 && now->expected > 0)
    now->seconds_left
        = (gint64) ((double) (now->expected - MIN (now->models, now->expected)) / now->rate);
}

static gpointer
run (gpointer data)
{
  StemmaCrawlMeter *meter = data;
  g_mutex_lock (&meter->lock);
  while (!meter->ended)
    {
      gint64 until = g_get_monotonic_time () + INTERVAL;
      while (!meter->ended && g_cond_wait_until (&meter->cond, &meter->lock, until))
        ;
      if (meter->ended)
        break;
      judge (meter);
      StemmaCrawlProgress now = meter->now;
      g_mutex_unlock (&meter->lock);
      meter->func (&now, meter->user_data);
      g_mutex_lock (&meter->lock);
    }
  g_mutex_unlock (&meter->lock);
  return NULL;
}

/**
 * stemma_crawl_meter_new:
 * @hub: the Hub; must outlive what is returned
 * @func: (nullable): told of it
 * @user_data: for @func
 *
 * Returns: (transfer full): a meter that is running
 */
StemmaCrawlMeter *
stemma_crawl_meter_new (const StemmaCrawlHub *hub, StemmaCrawlProgressFunc func, gpointer user_data)
{
  StemmaCrawlMeter *meter = g_new0 (StemmaCrawlMeter, 1);
  meter->hub = hub;
  meter->func = func;
  meter->user_data = user_data;
  meter->begun = g_get_monotonic_time ();
  g_mutex_init (&meter->lock);
  g_cond_init (&meter->cond);
  if (func != NULL)
    meter->thread = g_thread_new ("stemma-meter", run, meter);
  return meter;
}

/** stemma_crawl_meter_free: @meter: (nullable) (transfer full): nothing is told any more once this returns */
void
stemma_crawl_meter_free (StemmaCrawlMeter *meter)
{
  if (meter == NULL)
    return;
  g_mutex_lock (&meter->lock);
  meter->ended = TRUE;
  g_cond_broadcast (&meter->cond);
  g_mutex_unlock (&meter->lock);
  if (meter->thread != NULL)
    g_thread_join (meter->thread);
  g_mutex_clear (&meter->lock);
  g_cond_clear (&meter->cond);
  g_free (meter);
}

/* By the snapshot before; the first time by how far the list has come in time, which is about right: most models are
 * young. */
static guint64
guess_total (const StemmaCrawlState *state, guint64 models)
{
  if (state->expected > 0)
    return MAX (state->expected, models);
  double part = (double) (state->newest - FIRST_SECOND) / (double) (state->started - FIRST_SECOND);
  return part > ENOUGH && part <= 1 ? (guint64) ((double) models / part) : 0;
}

/**
 * stemma_crawl_meter_begin:
 * @meter: a meter
 * @state: where the crawl stands
 * @family: whether it is one family
 * @to_ask: what is to be looked up from here on
 */
void
stemma_crawl_meter_begin (StemmaCrawlMeter *meter, const StemmaCrawlState *state, gboolean family, guint64 to_ask)
{
  g_mutex_lock (&meter->lock);
  meter->now.phase = state->phase;
  meter->now.family = family;
  meter->now.pages = state->pages;
  meter->now.models = MAX (meter->now.models, state->models);
  meter->now.asked = 0;
  meter->now.to_ask = to_ask;
  g_mutex_unlock (&meter->lock);
}

/** stemma_crawl_meter_count: @state: where the crawl stands; @models: that came since the last time */
void
stemma_crawl_meter_count (StemmaCrawlMeter *meter, const StemmaCrawlState *state, guint64 models)
{
  g_mutex_lock (&meter->lock);
  meter->counted += models;
  meter->now.models += models;
  meter->now.pages = state->pages;
  meter->now.expected = guess_total (state, meter->now.models);
  g_mutex_unlock (&meter->lock);
}

/** stemma_crawl_meter_ask: one more was looked up */
void
stemma_crawl_meter_ask (StemmaCrawlMeter *meter)
{
  g_mutex_lock (&meter->lock);
  meter->now.asked++;
  g_mutex_unlock (&meter->lock);
}

static void
append_list (GString *text, const StemmaCrawlProgress *p)
{
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "Listing: %" PRIu64 " model", "Listing: %" PRIu64 " models",
                                             p->models),
                          p->models);
  g_string_append_printf (text, _ (", page %" PRIu64), p->pages);
  if (p->rate >= 1)
    g_string_append_printf (text, _ (", %.0f/s"), p->rate);
  if (p->seconds_left >= 60)
    g_string_append_printf (text, _ (", %" PRId64 " min left"), (p->seconds_left + 30) / 60);
  else if (p->seconds_left >= 0)
    g_string_append_printf (text, _ (", %" PRId64 " s left"), p->seconds_left);
}

static void
append_wait (GString *text, const StemmaCrawlProgress *p)
{
  if (p->hub.quota.limit > 0 && p->hub.quota.remaining >= 0)
    g_string_append_printf (text, _ (", quota %d of %u"), p->hub.quota.remaining, p->hub.quota.limit);
  if (p->seconds_to_wait <= 1)
    return;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) until = g_date_time_add_seconds (now, (double) p->seconds_to_wait);
  g_autofree char *time = g_date_time_format (until, "%X");
  if (p->hub.wait == STEMMA_HUB_WAIT_RETRY)
    g_string_append_printf (text, _ ("; no answer, next try at %s"), time);
  else
    g_string_append_printf (text, _ ("; waiting for the Hub's limit until %s"), time);
}

/**
 * stemma_crawl_progress_describe:
 * @progress: how a crawl goes
 *
 * Returns: (transfer full): a line for a person
 */
char *
stemma_crawl_progress_describe (const StemmaCrawlProgress *progress)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (progress->family)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "Fetching the family: %" PRIu64 " model",
                                               "Fetching the family: %" PRIu64 " models", progress->models),
                            progress->models);
  else if (progress->phase == STEMMA_CRAWL_LIST)
    append_list (text, progress);
  else if (progress->phase == STEMMA_CRAWL_CONFIRM)
    g_string_append_printf (text, _ ("Asking for models that are not listed any more: %" PRIu64 " of %" PRIu64),
                            progress->asked, progress->to_ask);
  else if (progress->phase == STEMMA_CRAWL_RESOLVE)
    g_string_append_printf (text, _ ("Asking for names that no model bears: %" PRIu64 " of %" PRIu64), progress->asked,
                            progress->to_ask);
  else
    g_string_append (text, _ ("Publishing the snapshot"));
  append_wait (text, progress);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
