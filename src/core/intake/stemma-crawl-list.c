/* The list, page by page. What has come is written as often as the Hub makes us wait, and otherwise every second, so
 * that a process that is killed loses next to nothing and the indexes are not written anew for every page. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "files/stemma-json-splitter.h"
#include "intake/stemma-crawl-private.h"
#include "record/stemma-finding.h"

#define MAX_PAGES 12
#define MAX_BYTES (12 * 1024 * 1024)
#define MAX_AGE G_USEC_PER_SEC
/* How long to wait for a page before looking up, µs. */
#define TICK (G_USEC_PER_SEC / 4)

/**
 * stemma_crawl_flush:
 * @crawl: a crawl
 * @error: what went wrong with what was handed over before
 *
 * Hands what is collected to the writer, together with where the crawl stands after it.
 *
 * Returns: whether to go on
 */
gboolean
stemma_crawl_flush (StemmaCrawl *crawl, GError **error)
{
  StemmaPage *full = g_steal_pointer (&crawl->reader.page);
  stemma_page_set_crawl (full, crawl->state);
  crawl->collected = 0;
  gboolean written = stemma_stage_write_page (crawl->stage, full, error);
  crawl->reader.page = stemma_stage_take_page (crawl->stage);
  return written;
}

static gboolean
is_due (const StemmaCrawl *crawl)
{
  return crawl->collected > 0
         && (crawl->collected >= MAX_PAGES || stemma_page_get_bytes (crawl->reader.page) >= MAX_BYTES
             || g_get_monotonic_time () - crawl->since >= MAX_AGE);
}

/**
 * stemma_crawl_next_page:
 * @crawl: a crawl that reads the list
 * @page: (out) (nullable): the next page, %NULL behind the last
 * @error: what went wrong; what had come before is on its way into the store
 *
 * Returns: whether to go on
 */
gboolean
stemma_crawl_next_page (StemmaCrawl *crawl, StemmaHubListPage **page, GError **error)
{
  *page = NULL;
  while (!crawl->hub->wait (crawl->hub->user_data, TICK))
    if (g_cancellable_set_error_if_cancelled (crawl->cancellable, error)
        || (crawl->collected > 0 && !stemma_crawl_flush (crawl, error)))
      return FALSE;
  return crawl->hub->next (crawl->hub->user_data, page, crawl->cancellable, error);
}

/* What was made after the crawl began is left for the next one. In the order of making, the rest is younger still. */
static gboolean
is_too_young (StemmaCrawl *crawl, const StemmaRecord *record, gboolean *ended)
{
  if (!record->has_oid)
    return FALSE;
  gint64 second = stemma_crawl_oid_second (record->oid);
  if (second >= crawl->state->started)
    {
      *ended = crawl->state->order == STEMMA_HUB_ASCENDING;
      return TRUE;
    }
  if (crawl->state->order != STEMMA_HUB_DESCENDING)
    crawl->state->newest = MAX (crawl->state->newest, second);
  return FALSE;
}

static gboolean
take_models (StemmaCrawl *crawl, GBytes *json, gboolean *ended, GError **error)
{
  gsize length, size;
  const char *text = g_bytes_get_data (json, &size), *value;
  guint64 line;
  g_auto (StemmaReadWindow) window = { 0 };
  StemmaJsonSplitter splitter;
  stemma_read_window_over (&window, text, size, _ ("a page of the Hub's list"));
  if (!stemma_json_splitter_init (&splitter, &window, error))
    return FALSE;
  while (!*ended)
    {
      StemmaRecord record;
      if (!stemma_json_splitter_next (&splitter, &value, &length, &line, error))
        return FALSE;
      if (value == NULL)
        return TRUE;
      if (!stemma_crawl_reader_read (&crawl->reader, value, length, &record)
          || is_too_young (crawl, &record, ended))
        continue;
      stemma_page_add_record (crawl->reader.page, &record, 0);
      crawl->taken++;
      if (crawl->options->max_models > 0 && crawl->taken >= crawl->options->max_models)
        crawl->cut = *ended = TRUE;
    }
  return TRUE;
}

/* Once for the whole crawl: the Hub says the same with every page. */
static void
take_remarks (StemmaCrawl *crawl, const StemmaHubListPage *page)
{
  StemmaCrawlState *state = crawl->state;
  for (guint i = 0; state->pages == 0 && page->warnings != NULL && page->warnings[i] != NULL; i++)
    stemma_page_add_finding (crawl->reader.page, state->endpoint, STEMMA_FINDING_HUB_SAYS, page->warnings[i]);
  for (guint i = 0; page->dropped != NULL && page->dropped[i] != NULL; i++)
    {
      g_auto (GStrv) known = g_strsplit (state->dropped, " ", -1);
      if (g_strv_contains ((const char *const *) known, page->dropped[i]))
        continue;
      char *all = g_strjoin (*state->dropped != '\0' ? " " : "", state->dropped, page->dropped[i], NULL);
      g_free (state->dropped);
      state->dropped = all;
      stemma_page_add_finding (crawl->reader.page, page->dropped[i], STEMMA_FINDING_UNKNOWN_KEY,
                               _ ("the Hub does not know this key any more; what it told stays unknown"));
    }
  stemma_crawl_reader_drop_keys (&crawl->reader, state->dropped);
}

static gboolean
take_page (StemmaCrawl *crawl, const StemmaHubListPage *page, gboolean *ended, GError **error)
{
  guint64 before = crawl->taken;
  take_remarks (crawl, page);
  if (!take_models (crawl, page->json, ended, error))
    return FALSE;
  StemmaCrawlState *state = crawl->state;
  state->pages++;
  state->unreadable = crawl->reader.unreadable;
  g_free (state->next_url);
  state->next_url = g_strdup (page->next_url);
  *ended = *ended || page->next_url == NULL;
  if (crawl->collected++ == 0)
    crawl->since = g_get_monotonic_time ();
  stemma_crawl_meter_count (crawl->meter, state, crawl->taken - before);
  return *ended || !is_due (crawl) || stemma_crawl_flush (crawl, error);
}

static gboolean
read_pages (StemmaCrawl *crawl, StemmaHubListPage *first, GError **error)
{
  gboolean ended = FALSE;
  g_autoptr (StemmaHubListPage) page = first;
  while (!ended)
    {
      if (page == NULL && !stemma_crawl_next_page (crawl, &page, error))
        return FALSE;
      if (page == NULL)
        return TRUE;
      if (!take_page (crawl, page, &ended, error))
        return FALSE;
      g_clear_pointer (&page, stemma_hub_list_page_free);
    }
  return TRUE;
}

/**
 * stemma_crawl_list:
 * @crawl: a crawl, the list open
 * @first: (nullable) (transfer full): its first page, if that has been read
 * @error: what went wrong; what came before is kept
 *
 * Returns: whether the list was read to its end
 */
gboolean
stemma_crawl_list (StemmaCrawl *crawl, StemmaHubListPage *first, GError **error)
{
  stemma_crawl_meter_begin (crawl->meter, crawl->state, FALSE, 0);
  gboolean done = read_pages (crawl, first, error);
  crawl->hub->close (crawl->hub->user_data);
  if (!done)
    {
      /* What had come before the failure is good; another failure would only hide the first. */
      if (crawl->collected > 0)
        stemma_crawl_flush (crawl, NULL);
      stemma_stage_wait (crawl->stage, NULL);
      return FALSE;
    }
  crawl->state->phase = crawl->cut ? STEMMA_CRAWL_READY : STEMMA_CRAWL_CONFIRM;
  g_clear_pointer (&crawl->state->next_url, g_free);
  return stemma_crawl_flush (crawl, error) && stemma_stage_wait (crawl->stage, error);
}
