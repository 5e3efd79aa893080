/* A crawl is a state machine: list, confirm, resolve, ready. Its state lies in the store, beside what it has brought. */
#include "intake/stemma-crawl.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/stemma-error.h"
#include "intake/stemma-crawl-private.h"

static void
clear_crawl (StemmaCrawl *crawl)
{
  if (crawl->hub != NULL)
    crawl->hub->close (crawl->hub->user_data);
  g_clear_pointer (&crawl->meter, stemma_crawl_meter_free);
  stemma_page_free (crawl->reader.page);
  stemma_crawl_reader_clear (&crawl->reader);
  g_clear_pointer (&crawl->stage, stemma_stage_free);
  g_clear_pointer (&crawl->state, stemma_crawl_state_free);
}

/* An unfinished crawl goes on as it was begun: its pages are of that Hub, and its snapshot is of that day. */
static gboolean
check_same (const StemmaCrawl *crawl, const StemmaCrawlState *state, GError **error)
{
  char began[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (state->date, began);
  gboolean other_hub = !g_str_equal (state->endpoint, crawl->hub->endpoint);
  if (!other_hub && (crawl->options->date == STEMMA_DATE_NONE || crawl->options->date == state->date))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               other_hub ? _ ("The fetch of %s from %s is not finished. Go on with “--endpoint %s”, or begin anew with "
                              "“--restart”")
                         : _ ("The fetch of %s from %s is not finished. Go on without “--date”, or begin anew with "
                              "“--restart”"),
               began, state->endpoint, state->endpoint);
  return FALSE;
}

static gboolean
resume (StemmaCrawl *crawl, GError **error)
{
  if (!check_same (crawl, crawl->state, error))
    return FALSE;
  crawl->stage = stemma_stage_resume (crawl->store, error);
  if (crawl->stage == NULL)
    return FALSE;
  stemma_crawl_state_free (crawl->state);
  crawl->state = stemma_crawl_state_copy (stemma_stage_get_crawl (crawl->stage));
  crawl->state->accepted = crawl->state->accepted || crawl->options->accept;
  crawl->taken = crawl->state->models;
  crawl->reader.unreadable = crawl->state->unreadable;
  stemma_crawl_reader_drop_keys (&crawl->reader, crawl->state->dropped);
  if (crawl->state->phase == STEMMA_CRAWL_LIST)
    crawl->hub->open (crawl->hub->user_data, crawl->state->next_url);
  return TRUE;
}

/* A Hub that has not one model is none; better told before anything is begun. */
static gboolean
read_first (StemmaCrawl *crawl, StemmaHubListPage **first, GError **error)
{
  crawl->hub->open (crawl->hub->user_data, NULL);
  if (!stemma_crawl_next_page (crawl, first, error))
    return FALSE;
  gsize length = 0;
  const char *text = *first != NULL ? g_bytes_get_data ((*first)->json, &length) : NULL;
  if (text != NULL && (memchr (text, '{', length) != NULL || (*first)->next_url != NULL))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
               _ ("%s lists no model; is it the Hub? The store is as before"), crawl->hub->endpoint);
  g_clear_pointer (first, stemma_hub_list_page_free);
  return FALSE;
}

/* On the Hub's clock, not on this machine's, which may be set to any time. */
static gint64
start_second (const StemmaHubListPage *first)
{
  return first->date > 0 ? first->date : g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
begin (StemmaCrawl *crawl, StemmaHubListPage **first, GError **error)
{
  if (!read_first (crawl, first, error))
    return FALSE;
  StemmaCrawlState *state = g_new0 (StemmaCrawlState, 1);
  crawl->state = state;
  state->endpoint = g_strdup (crawl->hub->endpoint);
  state->dropped = g_strdup ("");
  state->order = (*first)->order;
  state->started = start_second (*first);
  state->accepted = crawl->options->accept;
  state->date = crawl->options->date != STEMMA_DATE_NONE ? crawl->options->date
                                                         : stemma_date_from_unix (state->started);
  StemmaStageOptions options = { .whole = TRUE,
                                 .incomplete = crawl->options->max_models > 0,
                                 .date = state->date,
                                 .source = state->endpoint,
                                 .crawl = state };
  crawl->stage = stemma_stage_begin (crawl->store, &options, error);
  if (crawl->stage == NULL)
    return FALSE;
  state->expected = stemma_stage_get_crawl (crawl->stage)->expected;
  return TRUE;
}

/* The writer counts what came for the first time. */
static void
take_counts (StemmaCrawl *crawl)
{
  const StemmaCrawlState *written = stemma_stage_get_crawl (crawl->stage);
  crawl->state->models = written->models;
  crawl->state->repeated = written->repeated;
}

static gboolean
publish (StemmaCrawl *crawl, StemmaCrawlSummary *summary, GError **error)
{
  stemma_crawl_meter_begin (crawl->meter, crawl->state, FALSE, 0);
  summary->date = crawl->state->date;
  summary->pages = crawl->state->pages;
  summary->models = crawl->state->models;
  summary->repeated = crawl->state->repeated;
  summary->unreadable = crawl->state->unreadable;
  return stemma_crawl_get_tally (crawl->stage, FALSE, &summary->missing, error)
         && stemma_crawl_get_tally (crawl->stage, TRUE, &summary->ghosts, error)
         && !g_cancellable_set_error_if_cancelled (crawl->cancellable, error)
         && stemma_stage_publish (crawl->stage, &summary->published, error);
}

static gboolean
run (StemmaCrawl *crawl, StemmaCrawlSummary *summary, GError **error)
{
  g_autoptr (StemmaHubListPage) first = NULL;
  if (!stemma_crawl_state_load (crawl->store, &crawl->state, crawl->cancellable, error))
    return FALSE;
  summary->resumed = crawl->state != NULL;
  if (!(summary->resumed ? resume (crawl, error) : begin (crawl, &first, error)))
    return FALSE;
  if (crawl->state->phase == STEMMA_CRAWL_LIST && !stemma_crawl_list (crawl, g_steal_pointer (&first), error))
    return FALSE;
  take_counts (crawl);
  if (crawl->state->phase == STEMMA_CRAWL_CONFIRM && !stemma_crawl_confirm (crawl, error))
    return FALSE;
  if (crawl->state->phase == STEMMA_CRAWL_RESOLVE && !stemma_crawl_resolve (crawl, error))
    return FALSE;
  summary->complete = !crawl->cut;
  stemma_stage_set_complete (crawl->stage, summary->complete);
  return publish (crawl, summary, error);
}

/* What was kept, and what to do: the error itself tells what happened. */
static void
tell_what_is_kept (StemmaStore *store, GError **error)
{
  g_autoptr (StemmaCrawlState) state = NULL;
  if (error == NULL || *error == NULL || !stemma_crawl_state_load (store, &state, NULL, NULL) || state == NULL)
    return;
  g_autofree char *kept = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%" PRIu64 " page with %" PRIu64 " models is kept; fetch again to go on from there",
                   "%" PRIu64 " pages with %" PRIu64 " models are kept; fetch again to go on from there", state->pages),
      state->pages, state->models);
  GError *told = g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                     ? g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. %s"), kept)
                     : g_error_new ((*error)->domain, (*error)->code, "%s. %s", (*error)->message, kept);
  g_clear_error (error);
  *error = told;
}

/**
 * stemma_crawl_run:
 * @store: a store that may be written
 * @hub: the Hub
 * @options: what is wanted
 * @summary: (out): what came of it
 * @cancellable: (nullable): to stop; what came is kept
 * @error: what went wrong, what was kept and what to do
 *
 * Reads the whole Hub into a new snapshot, or goes on with an earlier run that did not come to its end. Blocks for an
 * hour or so; memory does not grow with the Hub.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_crawl_run (StemmaStore *store, const StemmaCrawlHub *hub, const StemmaCrawlOptions *options,
                  StemmaCrawlSummary *summary, GCancellable *cancellable, GError **error)
{
  GError *fault = NULL;
  gboolean dropped;
  *summary = (StemmaCrawlSummary) { 0 };
  if (options->restart && !stemma_crawl_state_drop (store, &dropped, error))
    return FALSE;
  StemmaCrawl crawl = { .store = store, .hub = hub, .options = options, .cancellable = cancellable };
  stemma_crawl_reader_init (&crawl.reader, stemma_hub_list_keys);
  crawl.reader.page = stemma_page_new (stemma_store_get_id (store));
  crawl.meter = stemma_crawl_meter_new (hub, options->progress, options->user_data);
  gboolean done = run (&crawl, summary, &fault);
  clear_crawl (&crawl);
  if (done)
    return TRUE;
  tell_what_is_kept (store, &fault);
  g_propagate_error (error, fault);
  return FALSE;
}
