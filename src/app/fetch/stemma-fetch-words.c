#include "app/fetch/stemma-fetch-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/stemma-number.h"
#include "app/stemma-week-button.h"

/** stemma_fetch_words_day: Returns: (transfer full): "today", or the day as the locale writes it */
char *
stemma_fetch_words_day (StemmaDate date)
{
  if (date == stemma_date_from_unix (g_get_real_time () / G_USEC_PER_SEC))
    return g_strdup (_ ("today"));
  g_autofree char *day = stemma_week_format (date);
  return g_strdup (g_strstrip (day));
}

static char *
describe_family (const StemmaFetch *fetch)
{
  g_autofree char *above = stemma_number_text (fetch->ancestors);
  g_autofree char *below = stemma_number_text (fetch->descendants);
  return g_strdup_printf (fetch->bounded
                            ? _ ("The family of %s: %s above it, %s below it; there may be more below it")
                            : _ ("The family of %s: %s above it, %s below it"),
                          fetch->found, above, below);
}

static void
append_count (GString *text, guint64 count, const char *format)
{
  g_autofree char *number = stemma_number_text (count);
  if (count == 0)
    return;
  g_string_append (text, ", ");
  g_autoptr (GString) phrase = g_string_new (format);
  g_string_replace (phrase, "%s", number, 1);
  g_string_append (text, phrase->str);
}

/** stemma_fetch_words_changed: Returns: (transfer full): a line of what a fetch that went well has changed */
char *
stemma_fetch_words_changed (const StemmaFetch *fetch)
{
  if (fetch->model != NULL)
    return describe_family (fetch);
  g_autofree char *day = stemma_week_format (fetch->date);
  g_autofree char *models = stemma_number_text (fetch->published.models);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%s: %s models"), g_strstrip (day), models);
  append_count (text, fetch->published.added, _ ("%s added"));
  append_count (text, fetch->published.deleted, _ ("%s deleted"));
  append_count (text, fetch->published.changed, _ ("%s changed"));
  append_count (text, fetch->published.renamed, _ ("%s renamed"));
  if (fetch->forgotten > 0)
    append_count (text, fetch->forgotten,
                  g_dngettext (GETTEXT_PACKAGE, "%s old snapshot forgotten", "%s old snapshots forgotten",
                               fetch->forgotten));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_left (GString *text, gint64 seconds)
{
  if (seconds >= 90)
    g_string_append_printf (text, _ (" · %" PRId64 " min left"), (seconds + 30) / 60);
  else if (seconds >= 0)
    g_string_append_printf (text, _ (" · %" PRId64 " s left"), seconds);
}

static void
append_hub (GString *text, const StemmaCrawlProgress *progress)
{
  const StemmaHubQuota *quota = &progress->hub.quota;
  if (quota->limit > 0 && quota->remaining >= 0)
    {
      g_autofree char *remaining = stemma_number_text ((guint64) quota->remaining);
      g_autofree char *limit = stemma_number_text (quota->limit);
      g_string_append_printf (text, _ (" · quota %s of %s"), remaining, limit);
    }
  if (progress->seconds_to_wait > 1)
    g_string_append_printf (text,
                            progress->hub.wait == STEMMA_HUB_WAIT_RETRY
                              ? _ (" · no answer, next try in %" PRId64 " s")
                              : _ (" · the Hub’s limit: waits %" PRId64 " s"),
                            progress->seconds_to_wait);
}

/**
 * stemma_fetch_words_progress:
 * @progress: how a crawl goes
 *
 * Returns: (transfer full): models, pages, rate, time left and what is left of the quota, for a row that is
 * narrow
 */
char *
stemma_fetch_words_progress (const StemmaCrawlProgress *progress)
{
  if (progress->family || progress->phase != STEMMA_CRAWL_LIST)
    return stemma_crawl_progress_describe (progress);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *models = stemma_number_text (progress->models);
  g_autofree char *expected = stemma_number_text (progress->expected);
  g_autofree char *pages = stemma_number_text (progress->pages);
  g_autofree char *rate = stemma_number_text ((guint64) progress->rate);
  if (progress->expected > 0)
    g_string_append_printf (text, _ ("%s of about %s models\npage %s"), models, expected, pages);
  else
    g_string_append_printf (text, _ ("%s models\npage %s"), models, pages);
  if (progress->rate >= 1)
    g_string_append_printf (text, _ (" · %s a second"), rate);
  append_left (text, progress->seconds_left);
  append_hub (text, progress);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * stemma_fetch_words_remedy:
 * @fault: what became of a fetch
 * @family: whether one family was fetched
 * @action: (out): what the button calls
 *
 * Returns: (nullable): the word on a button that does something about it
 */
const char *
stemma_fetch_words_remedy (StemmaFetchFault fault, gboolean family, const char **action)
{
  switch (fault)
    {
    case STEMMA_FETCH_FAULT_AGAIN:
      *action = family ? "win.look-up-again" : "win.fetch-resume";
      return _ ("Try again");
    case STEMMA_FETCH_FAULT_PREFERENCES:
      *action = "app.preferences";
      return _ ("Preferences");
    case STEMMA_FETCH_FAULT_SHORT:
      *action = "win.fetch-accept";
      return _ ("Publish anyway");
    case STEMMA_FETCH_FAULT_OTHER_HUB:
      *action = "win.fetch-restart";
      return _ ("Begin anew");
    case STEMMA_FETCH_FAULT_UNFINISHED:
      *action = "win.fetch-resume";
      return _ ("Finish it");
    default:
      *action = NULL;
      return NULL;
    }
}
