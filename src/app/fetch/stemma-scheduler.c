#include "app/fetch/stemma-scheduler.h"

#include "app/fetch/stemma-fetch-store.h"
#include "app/fetch/stemma-network.h"
#include "app/fetch/stemma-schedule.h"

/* The clock behind a timeout stands still while the machine sleeps: this long after it wakes the schedule is
 * looked at. */
#define INTERVAL_S (10 * 60)
#define FIRST_S 60

/**
 * StemmaScheduler:
 *
 * Fetches the whole Hub by the user's schedule, for as long as the application runs.
 */
struct _StemmaScheduler
{
  GObject parent_instance;
  StemmaFetcher *fetcher;
  GCancellable *cancellable;
  guint first;
  guint timer;
  gboolean looking;
};

G_DEFINE_FINAL_TYPE (StemmaScheduler, stemma_scheduler, G_TYPE_OBJECT)

static void
stemma_scheduler_dispose (GObject *object)
{
  StemmaScheduler *scheduler = STEMMA_SCHEDULER (object);
  g_clear_handle_id (&scheduler->first, g_source_remove);
  g_clear_handle_id (&scheduler->timer, g_source_remove);
  if (scheduler->cancellable != NULL)
    g_cancellable_cancel (scheduler->cancellable);
  g_clear_object (&scheduler->cancellable);
  g_clear_object (&scheduler->fetcher);
  G_OBJECT_CLASS (stemma_scheduler_parent_class)->dispose (object);
}

static void
stemma_scheduler_class_init (StemmaSchedulerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_scheduler_dispose;
}

static void
stemma_scheduler_init (StemmaScheduler *scheduler)
{
  scheduler->cancellable = g_cancellable_new ();
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
is_due (StemmaScheduler *scheduler, gint64 fetched)
{
  GSettings *settings = stemma_fetcher_get_settings (scheduler->fetcher);
  return stemma_schedule_is_due (g_settings_get_enum (settings, "fetch-schedule"), get_now (), fetched,
                                 g_settings_get_int64 (settings, "last-fetch-attempt"));
}

static gboolean
is_allowed (StemmaScheduler *scheduler)
{
  GSettings *settings = stemma_fetcher_get_settings (scheduler->fetcher);
  g_autoptr (StemmaFetchSettings) now = stemma_fetch_settings_read (settings);
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (now);
  return stemma_network_get_state (endpoint) == STEMMA_NETWORK_THERE
         && (g_settings_get_boolean (settings, "fetch-metered") || !stemma_network_is_metered ());
}

/* The command line may have fetched since, by hand or by a timer. */
static void
look (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  g_autoptr (StemmaWorkspace) workspace
    = g_file_test (data, G_FILE_TEST_EXISTS) ? stemma_workspace_open (data, STEMMA_STORE_READ, NULL) : NULL;
  gint64 *newest = g_new0 (gint64, 1);
  if (workspace != NULL)
    *newest = stemma_fetch_store_newest (workspace, cancellable);
  g_task_return_pointer (task, newest, g_free);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaScheduler *scheduler = STEMMA_SCHEDULER (source);
  g_autofree gint64 *newest = g_task_propagate_pointer (G_TASK (result), NULL);
  scheduler->looking = FALSE;
  if (newest != NULL && is_due (scheduler, *newest) && is_allowed (scheduler))
    stemma_scheduler_fetch (scheduler);
}

/** stemma_scheduler_check: fetches if it is time to and nothing is in the way */
void
stemma_scheduler_check (StemmaScheduler *scheduler)
{
  GSettings *settings = stemma_fetcher_get_settings (scheduler->fetcher);
  if (scheduler->looking || stemma_fetcher_is_busy (scheduler->fetcher, NULL)
      || !is_due (scheduler, g_settings_get_int64 (settings, "last-fetch")) || !is_allowed (scheduler))
    return;
  g_autoptr (GTask) task = g_task_new (scheduler, scheduler->cancellable, on_looked, NULL);
  g_task_set_task_data (task, stemma_fetch_store_of_schedule (settings), g_free);
  scheduler->looking = TRUE;
  g_task_run_in_thread (task, look);
}

/** stemma_scheduler_fetch: fetches the whole Hub now, without anybody's having asked for it in a window */
void
stemma_scheduler_fetch (StemmaScheduler *scheduler)
{
  GSettings *settings = stemma_fetcher_get_settings (scheduler->fetcher);
  g_autofree char *path = stemma_fetch_store_of_schedule (settings);
  StemmaFetch *fetch = stemma_fetch_new (path, NULL, stemma_fetch_settings_read (settings));
  fetch->scheduled = TRUE;
  g_settings_set_int64 (settings, "last-fetch-attempt", get_now ());
  stemma_fetcher_start (scheduler->fetcher, fetch);
}

static gboolean
on_first (gpointer data)
{
  STEMMA_SCHEDULER (data)->first = 0;
  stemma_scheduler_check (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timer (gpointer data)
{
  stemma_scheduler_check (data);
  return G_SOURCE_CONTINUE;
}

/** stemma_scheduler_new: Returns: (transfer full): what looks at the schedule from now on */
StemmaScheduler *
stemma_scheduler_new (StemmaFetcher *fetcher)
{
  StemmaScheduler *scheduler = g_object_new (STEMMA_TYPE_SCHEDULER, NULL);
  scheduler->fetcher = g_object_ref (fetcher);
  scheduler->first = g_timeout_add_seconds (FIRST_S, on_first, scheduler);
  scheduler->timer = g_timeout_add_seconds (INTERVAL_S, on_timer, scheduler);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (stemma_scheduler_check), scheduler, G_CONNECT_SWAPPED);
  return scheduler;
}
