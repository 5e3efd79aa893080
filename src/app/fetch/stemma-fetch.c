/* The work of one fetch, on a thread of its own with a client of its own. */
#include "app/fetch/stemma-fetch.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/fetch/stemma-fetch-store.h"
#include "app/fetch/stemma-fetch-words.h"
#include "base/stemma-error.h"

/**
 * stemma_fetch_new:
 * @path: the store, which is made if it is not there
 * @model: (nullable): the model whose family is wanted; %NULL for the whole Hub
 * @settings: (transfer full): the preferences
 *
 * Returns: (transfer full): a fetch that has not begun
 */
StemmaFetch *
stemma_fetch_new (const char *path, const char *model, StemmaFetchSettings *settings)
{
  StemmaFetch *fetch = g_new0 (StemmaFetch, 1);
  fetch->path = g_strdup (path);
  fetch->model = g_strdup (model);
  fetch->settings = settings;
  return fetch;
}

/** stemma_fetch_free: @fetch: (nullable) (transfer full) */
void
stemma_fetch_free (StemmaFetch *fetch)
{
  if (fetch == NULL)
    return;
  g_clear_pointer (&fetch->workspace, stemma_workspace_unref);
  stemma_fetch_settings_free (fetch->settings);
  g_clear_error (&fetch->error);
  g_free (fetch->path);
  g_free (fetch->model);
  g_free (fetch->found);
  g_free (fetch);
}

static void
tell_progress (const StemmaCrawlProgress *progress, gpointer user_data)
{
  g_autofree char *line = stemma_fetch_words_progress (progress);
  gboolean list = !progress->family && progress->phase == STEMMA_CRAWL_LIST;
  stemma_progress_tell (stemma_job_get_progress (user_data), list ? progress->models : progress->asked,
                        list ? progress->expected : progress->to_ask, line);
}

static gboolean
fetch_hub (
  StemmaFetch *fetch, StemmaHubClient *client, StemmaJob *job, GCancellable *cancellable, GError **error)
{
  StemmaCrawlSummary summary;
  StemmaCrawlOptions options = { .date = STEMMA_DATE_NONE,
                                 .restart = fetch->restart,
                                 .accept = fetch->accept,
                                 .max_lookups = STEMMA_CRAWL_LOOKUPS,
                                 .progress = tell_progress,
                                 .user_data = job };
  if (!stemma_workspace_fetch (fetch->workspace, client, &options, &summary, cancellable, error))
    return FALSE;
  fetch->date = summary.date;
  fetch->resumed = summary.resumed;
  fetch->published = summary.published;
  fetch->forgotten = stemma_fetch_store_retain (fetch->workspace, fetch->settings->keep);
  return TRUE;
}

static gboolean
fetch_family (
  StemmaFetch *fetch, StemmaHubClient *client, StemmaJob *job, GCancellable *cancellable, GError **error)
{
  StemmaFamilySummary summary = { 0 };
  StemmaFamilyOptions options
    = { .model = fetch->model, .date = STEMMA_DATE_NONE, .progress = tell_progress, .user_data = job };
  gboolean done
    = stemma_workspace_fetch_family (fetch->workspace, client, &options, &summary, cancellable, error);
  fetch->date = summary.date;
  fetch->published = summary.published;
  fetch->found = summary.model;
  fetch->ancestors = summary.ancestors;
  fetch->descendants = summary.descendants;
  fetch->bounded = summary.bounded;
  return done;
}

/* A store that was made for this and got nothing is none; pages that wait to be published are something. */
static void
discard_if_empty (StemmaFetch *fetch)
{
  g_autoptr (StemmaCrawlState) state = NULL;
  StemmaStore *store = stemma_workspace_get_store (fetch->workspace);
  if (stemma_crawl_state_load (store, &state, NULL, NULL) && state == NULL)
    stemma_store_discard_if_new (store);
}

static gboolean
run (StemmaFetch *fetch, StemmaJob *job, GCancellable *cancellable, GError **error)
{
  stemma_progress_tell (stemma_job_get_progress (job), 0, 0, _ ("Asking the Hub"));
  g_autoptr (StemmaHubOptions) options
    = stemma_fetch_settings_make_options (fetch->settings, cancellable, error);
  if (options == NULL)
    return FALSE;
  g_autoptr (StemmaHubClient) client = stemma_hub_client_new (options, stemma_clock_system ());
  if (fetch->workspace == NULL)
    {
      fetch->workspace = stemma_workspace_open (fetch->path, STEMMA_STORE_CREATE, error);
      if (fetch->workspace == NULL)
        return FALSE;
    }
  gboolean done = fetch->model != NULL ? fetch_family (fetch, client, job, cancellable, error)
                                       : fetch_hub (fetch, client, job, cancellable, error);
  if (!done)
    discard_if_empty (fetch);
  return done;
}

static StemmaFetchFault
classify (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return STEMMA_FETCH_FAULT_CANCELLED;
  if (error->domain != STEMMA_ERROR)
    return STEMMA_FETCH_FAULT_AGAIN;
  switch ((StemmaError) error->code)
    {
    case STEMMA_ERROR_REFUSED:
    case STEMMA_ERROR_USAGE:
      return STEMMA_FETCH_FAULT_PREFERENCES;
    case STEMMA_ERROR_INPUT:
    case STEMMA_ERROR_NOT_FOUND:
    case STEMMA_ERROR_NEWER:
    case STEMMA_ERROR_DAMAGED:
    case STEMMA_ERROR_OFFLINE:
      return STEMMA_FETCH_FAULT_FINAL;
    default:
      return STEMMA_FETCH_FAULT_AGAIN;
    }
}

static void
reword (StemmaFetch *fetch, StemmaFetchFault fault, char *text)
{
  fetch->fault = fault;
  g_clear_error (&fetch->error);
  fetch->error = g_error_new_literal (STEMMA_ERROR, STEMMA_ERROR_INPUT, text);
  g_free (text);
}

/* Where the advice is about the command line, the window has its own. */
static void
explain (StemmaFetch *fetch)
{
  g_autoptr (StemmaCrawlState) state = NULL;
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (fetch->settings);
  fetch->fault = classify (fetch->error);
  if (fetch->workspace == NULL || fetch->error->domain != STEMMA_ERROR
      || !stemma_crawl_state_load (stemma_workspace_get_store (fetch->workspace), &state, NULL, NULL)
      || state == NULL)
    return;
  if (fetch->model != NULL && fetch->error->code == STEMMA_ERROR_LOCKED)
    reword (fetch, STEMMA_FETCH_FAULT_UNFINISHED,
            g_strdup_printf (
              _ ("the fetch of the whole Hub into this store is not finished, and comes first: %" PRIu64
                 " models are kept"),
              state->models));
  else if (fetch->model == NULL && fetch->error->code == STEMMA_ERROR_INPUT
           && !g_str_equal (state->endpoint, endpoint))
    reword (
      fetch, STEMMA_FETCH_FAULT_OTHER_HUB,
      g_strdup_printf (_ ("the fetch that is not finished is from %s, and the preferences name %s. %" PRIu64
                          " models are kept"),
                       state->endpoint, endpoint, state->models));
  else if (fetch->model == NULL && fetch->error->code == STEMMA_ERROR_INPUT
           && state->phase == STEMMA_CRAWL_CONFIRM && !state->accepted)
    reword (
      fetch, STEMMA_FETCH_FAULT_SHORT,
      g_strdup_printf (_ ("the list ended after %" PRIu64 " models, and the snapshot before holds %" PRIu64
                          ": it seems that not all was told. Nothing is published, and what came is kept"),
                       state->models, state->expected));
}

/**
 * stemma_fetch_work:
 * @job: the job
 * @data: a #StemmaFetch
 * @result: nothing
 * @cancellable: to stop
 * @error: never: what went wrong is told in @data
 *
 * Fetches; a #StemmaJobFunc.
 *
 * Returns: %TRUE
 */
gboolean
stemma_fetch_work (StemmaJob *job,
                   gpointer data,
                   gpointer *result G_GNUC_UNUSED,
                   GCancellable *cancellable,
                   GError **error G_GNUC_UNUSED)
{
  StemmaFetch *fetch = data;
  fetch->done = run (fetch, job, cancellable, &fetch->error);
  if (!fetch->done)
    explain (fetch);
  /* To close a store takes time, which this thread has. */
  g_clear_pointer (&fetch->workspace, stemma_workspace_unref);
  return TRUE;
}
