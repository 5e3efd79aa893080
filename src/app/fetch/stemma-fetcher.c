#include "app/fetch/stemma-fetcher.h"

#include <glib/gi18n.h>

/**
 * StemmaFetcher:
 *
 * All the fetches of the application, one at a time for each store. Windows are told by signals, so that what
 * the schedule does is shown like what a person asked for.
 */
struct _StemmaFetcher
{
  GObject parent_instance;
  GSettings *settings;
  GHashTable *running; /* path -> StemmaJob */
};

enum
{
  STARTED,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaFetcher, stemma_fetcher, G_TYPE_OBJECT)

static void
stemma_fetcher_finalize (GObject *object)
{
  StemmaFetcher *fetcher = STEMMA_FETCHER (object);
  g_hash_table_unref (fetcher->running);
  g_object_unref (fetcher->settings);
  G_OBJECT_CLASS (stemma_fetcher_parent_class)->finalize (object);
}

static void
stemma_fetcher_class_init (StemmaFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_fetcher_finalize;
  /* StemmaFetcher::started: (StemmaFetch *fetch, StemmaJob *job): of @fetch, only what is wanted may be read.
   */
  signals[STARTED] = g_signal_new ("started", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, STEMMA_TYPE_JOB);
  /* StemmaFetcher::ended: (StemmaFetch *fetch): well or not; lives during the call only. */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
stemma_fetcher_init (StemmaFetcher *fetcher)
{
  fetcher->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/** stemma_fetcher_new: @settings: the preferences. Returns: (transfer full): a fetcher */
StemmaFetcher *
stemma_fetcher_new (GSettings *settings)
{
  StemmaFetcher *fetcher = g_object_new (STEMMA_TYPE_FETCHER, NULL);
  fetcher->settings = g_object_ref (settings);
  return fetcher;
}

/** stemma_fetcher_get_settings: Returns: (transfer none): the preferences */
GSettings *
stemma_fetcher_get_settings (StemmaFetcher *fetcher)
{
  return fetcher->settings;
}

/** stemma_fetcher_get_job: Returns: (transfer none) (nullable): the fetch into @path that is going on */
StemmaJob *
stemma_fetcher_get_job (StemmaFetcher *fetcher, const char *path)
{
  return path != NULL ? g_hash_table_lookup (fetcher->running, path) : NULL;
}

/** stemma_fetcher_is_busy: @path: (nullable): a store, %NULL for any. Returns: whether something is fetched
 * into it */
gboolean
stemma_fetcher_is_busy (StemmaFetcher *fetcher, const char *path)
{
  return path != NULL ? g_hash_table_contains (fetcher->running, path)
                      : g_hash_table_size (fetcher->running) > 0;
}

/* The next fetch and the schedule go on with the store of the last; a family alone makes no store that of the
 * Hub, unless there is none yet. */
static void
remember_store (StemmaFetcher *fetcher, const StemmaFetch *fetch)
{
  g_autofree char *known = g_settings_get_string (fetcher->settings, "hub-store");
  if (fetch->model == NULL || (fetch->workspace == NULL && !g_file_test (known, G_FILE_TEST_EXISTS)))
    g_settings_set_string (fetcher->settings, "hub-store", fetch->path);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  StemmaJob *job = STEMMA_JOB (source);
  g_autoptr (StemmaFetcher) fetcher = user_data;
  g_autoptr (GError) error = NULL;
  StemmaFetch *fetch = stemma_job_get_data (job);
  g_application_release (g_application_get_default ());
  g_hash_table_remove (fetcher->running, fetch->path);
  stemma_job_finish (job, result, &error);
  /* Cancelled before the thread began; what was cancelled after its publication is done all the same. */
  if (!fetch->done && fetch->error == NULL)
    {
      fetch->fault = STEMMA_FETCH_FAULT_CANCELLED;
      fetch->error = g_steal_pointer (&error);
    }
  /* The schedule counts from what is complete. */
  if (fetch->done && fetch->model == NULL)
    g_settings_set_int64 (fetcher->settings, "last-fetch", g_get_real_time () / G_USEC_PER_SEC);
  g_signal_emit (fetcher, signals[ENDED], 0, fetch);
}

/**
 * stemma_fetcher_start:
 * @fetcher: a fetcher
 * @fetch: (transfer full): what is wanted
 *
 * Keeps the application alive until it is done.
 *
 * Returns: (transfer none) (nullable): the job; %NULL if something is being fetched into that store already
 */
StemmaJob *
stemma_fetcher_start (StemmaFetcher *fetcher, StemmaFetch *fetch)
{
  if (g_hash_table_contains (fetcher->running, fetch->path))
    {
      stemma_fetch_free (fetch);
      return NULL;
    }
  remember_store (fetcher, fetch);
  g_autofree char *title = fetch->model != NULL ? g_strdup_printf (_ ("Looking up %s"), fetch->model)
                                                : g_strdup (_ ("Fetching the Hub"));
  StemmaJob *job = stemma_job_new (title);
  g_hash_table_insert (fetcher->running, g_strdup (fetch->path), job);
  g_application_hold (g_application_get_default ());
  stemma_job_run (job, stemma_fetch_work, fetch, (GDestroyNotify) stemma_fetch_free, NULL, on_ended,
                  g_object_ref (fetcher));
  g_signal_emit (fetcher, signals[STARTED], 0, fetch, job);
  return job;
}
