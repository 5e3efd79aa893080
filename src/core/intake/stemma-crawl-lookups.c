/* After the list: models that it does not tell of any more, and names that it does not explain, one by one. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/stemma-error.h"
#include "hub/stemma-hub-id.h"
#include "intake/stemma-crawl-private.h"
#include "record/stemma-finding.h"

/* Answers that are written together. */
#define BATCH 16
#define MAX_AGE (2 * G_USEC_PER_SEC)

/* Takes the record that came along; whether it could be read. */
static gboolean
take_record (StemmaCrawl *crawl, const StemmaHubLookup *lookup)
{
  gsize length;
  const char *text = lookup->json != NULL ? g_bytes_get_data (lookup->json, &length) : NULL;
  StemmaRecord record;
  if (text == NULL || !stemma_crawl_reader_read (&crawl->reader, text, length, &record))
    return FALSE;
  stemma_page_add_record (crawl->reader.page, &record, 0);
  return TRUE;
}

/* Identity decides: the same one is the same model under whatever name; another one is another model. */
static void
judge_missing (StemmaCrawl *crawl, const StemmaCrawlQuestion *question, const StemmaHubLookup *lookup,
               StemmaCrawlAnswer *answer)
{
  gboolean found = lookup->presence == STEMMA_HUB_FOUND;
  if (lookup->presence == STEMMA_HUB_GONE)
    return;
  gboolean same = question->has_oid && answer->has_oid
                      ? memcmp (question->oid, answer->oid, STEMMA_OID_SIZE) == 0
                      : found;
  if (same)
    {
      answer->outcome = found ? STEMMA_CRAWL_KEPT : STEMMA_CRAWL_RENAMED;
      answer->unread = !take_record (crawl, lookup);
    }
  else
    answer->outcome = found ? STEMMA_CRAWL_RECREATED : STEMMA_CRAWL_LEADS_ON;
}

static void
judge_ghost (const StemmaHubLookup *lookup, StemmaCrawlAnswer *answer)
{
  if (lookup->presence == STEMMA_HUB_FOUND)
    answer->outcome = STEMMA_CRAWL_KEPT;
  else if (lookup->presence == STEMMA_HUB_MOVED)
    answer->outcome = STEMMA_CRAWL_LEADS_ON;
  /* Only a name that leads on is remembered with the model it leads to. */
  answer->has_oid = answer->has_oid && answer->outcome == STEMMA_CRAWL_LEADS_ON;
}

static gboolean
ask (StemmaCrawl *crawl, const StemmaCrawlQuestion *question, gboolean ghost, GError **error)
{
  StemmaCrawlAnswer answer = { .ord = question->ord, .outcome = STEMMA_CRAWL_GONE };
  g_autoptr (GError) fault = NULL;
  g_autoptr (StemmaHubLookup) lookup
      = crawl->hub->lookup (crawl->hub->user_data, question->name, crawl->cancellable, &fault);
  /* What no model can be called is gone without being asked for. */
  if (lookup == NULL && !g_error_matches (fault, STEMMA_ERROR, STEMMA_ERROR_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  answer.has_oid = lookup != NULL && stemma_oid_parse (lookup->oid, answer.oid);
  if (lookup != NULL && ghost)
    judge_ghost (lookup, &answer);
  else if (lookup != NULL)
    judge_missing (crawl, question, lookup, &answer);
  stemma_page_add_answer (crawl->reader.page, &answer);
  stemma_crawl_meter_ask (crawl->meter);
  if (crawl->collected++ == 0)
    crawl->since = g_get_monotonic_time ();
  return (crawl->collected < BATCH && g_get_monotonic_time () - crawl->since < MAX_AGE)
         || stemma_crawl_flush (crawl, error);
}

static gboolean
ask_all (StemmaCrawl *crawl, gboolean ghosts, GError **error)
{
  g_autoptr (GPtrArray) questions = stemma_crawl_list_questions (crawl->stage, ghosts, error);
  if (questions == NULL)
    return FALSE;
  stemma_crawl_meter_begin (crawl->meter, crawl->state, FALSE, questions->len);
  gboolean done = TRUE;
  for (guint i = 0; done && i < questions->len; i++)
    done = !g_cancellable_set_error_if_cancelled (crawl->cancellable, error)
           && ask (crawl, g_ptr_array_index (questions, i), ghosts, error);
  if (!done && crawl->collected > 0)
    stemma_crawl_flush (crawl, NULL);
  if (!done)
    stemma_stage_wait (crawl->stage, NULL);
  return done && stemma_crawl_flush (crawl, error) && stemma_stage_wait (crawl->stage, error);
}

static gboolean
check_whole (const StemmaCrawl *crawl, GError **error)
{
  const StemmaCrawlState *state = crawl->state;
  if (state->accepted || state->models >= state->expected - state->expected / 10)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               _ ("The list of %s ended after %" PRIu64 " models, and the snapshot before holds %" PRIu64
                  ": it seems that not all was told. Nothing is published. If it is right all the same, publish it with "
                  "“stemma-cli fetch --accept”; “stemma-cli fetch --restart” begins anew"),
               state->endpoint, state->models, state->expected);
  return FALSE;
}

static gboolean
tell_missing (StemmaCrawl *crawl, GError **error)
{
  StemmaCrawlTally t;
  if (!stemma_crawl_get_tally (crawl->stage, FALSE, &t, error))
    return FALSE;
  if (t.asked == 0 && t.missing == 0)
    return TRUE;
  const guint64 *n = t.outcomes;
  guint64 gone = n[STEMMA_CRAWL_GONE] + n[STEMMA_CRAWL_RECREATED] + n[STEMMA_CRAWL_LEADS_ON];
  g_autofree char *text = g_strdup_printf (
      _ ("%" PRIu64 " of the models that were not listed any more were asked for, those with most children first: %" PRIu64
         " are gone, %" PRIu64 " are still there, %" PRIu64 " bear another name, %" PRIu64 " gave their name to another "
         "model. %" PRIu64 " were not asked for and count as deleted, because the list was whole"),
      t.asked, n[STEMMA_CRAWL_GONE] + n[STEMMA_CRAWL_LEADS_ON], n[STEMMA_CRAWL_KEPT], n[STEMMA_CRAWL_RENAMED],
      n[STEMMA_CRAWL_RECREATED], t.missing - MIN (t.missing, gone));
  stemma_page_add_finding (crawl->reader.page, crawl->state->endpoint, STEMMA_FINDING_NOT_LISTED, text);
  return TRUE;
}

/**
 * stemma_crawl_confirm:
 * @crawl: a crawl whose list was read to its end
 * @error: what went wrong: the list falls far short, or the Hub cannot be asked
 *
 * Tells deletions from renames, for as many as may be asked for; the others were not in a whole list and are gone.
 *
 * Returns: whether to go on
 */
gboolean
stemma_crawl_confirm (StemmaCrawl *crawl, GError **error)
{
  if (!check_whole (crawl, error)
      || !stemma_crawl_choose_missing (crawl->stage, crawl->options->max_lookups, error)
      || !ask_all (crawl, FALSE, error) || !tell_missing (crawl, error))
    return FALSE;
  crawl->state->phase = STEMMA_CRAWL_RESOLVE;
  return stemma_crawl_flush (crawl, error) && stemma_stage_wait (crawl->stage, error);
}

static gboolean
can_be_asked (const char *name, gpointer user_data G_GNUC_UNUSED)
{
  return stemma_hub_id_check (name, NULL);
}

/**
 * stemma_crawl_resolve:
 * @crawl: a crawl whose deletions are confirmed
 * @error: what went wrong
 *
 * Asks where names lead that some model declares as its parent and that no model bears.
 *
 * Returns: whether to go on
 */
gboolean
stemma_crawl_resolve (StemmaCrawl *crawl, GError **error)
{
  if (!stemma_crawl_choose_ghosts (crawl->stage, crawl->options->max_lookups, can_be_asked, NULL, error)
      || !ask_all (crawl, TRUE, error))
    return FALSE;
  crawl->state->phase = STEMMA_CRAWL_READY;
  return stemma_crawl_flush (crawl, error) && stemma_stage_wait (crawl->stage, error);
}
