#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "analysis/stemma-model-facts.h"
#include "app/lineage/stemma-lineage-request.h"
#include "app/lineage/stemma-lineage-words.h"
#include "base/stemma-error.h"

/* Work that is done sooner shows no progress. */
#define SLOW_MS 200

typedef struct
{
  StemmaDiagram *diagram;
  char *sentence;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;
  stemma_diagram_unref (answer->diagram);
  g_free (answer->sentence);
  g_free (answer);
}

/* Models in the longest of the chains that the view's reading counts: through the model, or, as the paper's
   walk says nothing of a single model, of the clusters that it is in. 0 where there is none. */
static gboolean
find_longest (const StemmaLineageRequest *request, const StemmaModelFacts *facts, guint32 *longest,
              GCancellable *cancellable, GError **error)
{
  *longest = facts->longest_chain;
  if (stemma_view_get_reading (request->view) == STEMMA_READING_EXACT || facts->n_roots == 0)
    return TRUE;
  g_autoptr (StemmaFigures) figures = stemma_workspace_get_figures (
    request->workspace, request->snapshot, NULL, STEMMA_READING_PAPER, cancellable, error);
  if (figures == NULL)
    return FALSE;
  *longest = 0;
  for (guint i = 0; i < facts->n_roots; i++)
    {
      const StemmaChainsRoot *root = stemma_chains_find_root (figures->chains, facts->roots[i]);
      *longest = root != NULL ? MAX (*longest, root->longest) : *longest;
    }
  return TRUE;
}

static char *
make_sentence (const StemmaLineageRequest *request, StemmaDiagram *diagram, GCancellable *cancellable,
               GError **error)
{
  StemmaLineage *lineage = stemma_diagram_get_lineage (diagram);
  guint n_cards;
  const StemmaCard *focus
      = &stemma_lineage_get_cards (lineage, &n_cards)[stemma_lineage_get_focus (lineage)];
  g_autoptr (StemmaWalker) walker = stemma_walker_new (request->snapshot);
  g_autoptr (StemmaModelFacts) facts = stemma_model_facts_new (walker, focus->row, focus->node);
  guint32 longest;
  return find_longest (request, facts, &longest, cancellable, error)
           ? stemma_lineage_sentence (facts, lineage, longest)
           : NULL;
}

static gboolean
work (StemmaJob *job, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  const StemmaLineageRequest *request = data;
  stemma_progress_tell (stemma_job_get_progress (job), 0, 0, _ ("Placing the cards"));
  g_autoptr (StemmaDiagram) diagram
    = stemma_diagram_new (request->snapshot, request->before, request->view, request->layouter, cancellable, error);
  if (diagram == NULL)
    return FALSE;
  char *sentence = make_sentence (request, diagram, cancellable, error);
  if (sentence == NULL)
    return FALSE;
  Answer *answer = g_new0 (Answer, 1);
  answer->diagram = g_steal_pointer (&diagram);
  answer->sentence = sentence;
  *result = answer;
  return TRUE;
}

static void
forget_job (StemmaLineagePage *page)
{
  g_clear_object (&page->job);
  g_clear_handle_id (&page->slow_timer, g_source_remove);
  stemma_lineage_page_show_progress (page, FALSE);
}

/* The picture that there was stays, and what is to be done is said beside it. */
static void
tell_failure (StemmaLineagePage *page, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (cancelled && !page->stopped)
    return;
  if (g_error_matches (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND))
    stemma_lineage_page_show_absent (page);
  else if (stemma_canvas_get_diagram (page->canvas) == NULL)
    stemma_lineage_page_show_failed (page, error);
  else
    {
      g_autofree char *text
          = cancelled ? g_strdup (_ ("Cancelled: the picture is as it was before"))
                      : g_strdup_printf (_ ("The picture is as it was before: %s"), error->message);
      stemma_banner_show (page->banner, text, _ ("Retry"), "lineage.retry");
    }
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (StemmaLineagePage) page = user_data;
  g_autoptr (GError) error = NULL;
  Answer *answer = stemma_job_finish (STEMMA_JOB (source), result, &error);
  if (page->job != STEMMA_JOB (source))
    {
      g_clear_pointer (&answer, answer_free);
      return;
    }
  forget_job (page);
  if (answer != NULL)
    {
      stemma_banner_hide (page->banner);
      stemma_lineage_page_set_sentence (page, answer->sentence);
      stemma_canvas_show (page->canvas, answer->diagram);
      answer_free (answer);
    }
  else
    tell_failure (page, error);
  page->stopped = FALSE;
}

static gboolean
on_slow (gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  page->slow_timer = 0;
  stemma_document_add_job (page->document, page->job);
  stemma_lineage_page_show_progress (page, TRUE);
  return G_SOURCE_REMOVE;
}

/** Gives up what is being worked out. */
void
stemma_lineage_page_stop (StemmaLineagePage *page)
{
  if (page->job != NULL)
    stemma_job_cancel (page->job);
  if (page->job != NULL)
    forget_job (page);
  page->stopped = FALSE;
}

/** Returns: (transfer full) (nullable): the open store's id as text */
char *
stemma_lineage_page_get_store_id (StemmaLineagePage *page)
{
  StemmaWorkspace *workspace = stemma_document_get_workspace (page->document);
  return workspace != NULL ? stemma_workspace_get_id (workspace) : NULL;
}

static StemmaView *
replace (StemmaView *old, StemmaView *view)
{
  stemma_view_unref (old);
  return view;
}

/** Returns: (transfer full) (nullable): the view with the store and the weeks that it is shown of */
StemmaView *
stemma_lineage_page_get_dated_view (StemmaLineagePage *page)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  StemmaSnapshot *before = stemma_document_get_before (page->document);
  g_autofree char *store = stemma_lineage_page_get_store_id (page);
  if (page->history == NULL || snapshot == NULL || store == NULL)
    return NULL;
  g_autoptr (StemmaView) dated
      = stemma_view_with_date (stemma_history_get_view (page->history), stemma_snapshot_get_date (snapshot));
  if (before != NULL && stemma_view_get_colour_by (dated) == STEMMA_COLOUR_CHANGE)
    dated = replace (dated, stemma_view_with_since (dated, stemma_snapshot_get_date (before)));
  dated = replace (dated, stemma_view_with_store (dated, store));
  return g_steal_pointer (&dated);
}

/** Works out the picture of the present view, in a thread; what was being worked out before is given up. */
void
stemma_lineage_page_refresh (StemmaLineagePage *page)
{
  stemma_lineage_page_stop (page);
  stemma_lineage_page_update_header (page);
  stemma_lineage_page_update_actions (page);
  StemmaLineageRequest *request = stemma_lineage_request_new (page, NULL);
  if (request == NULL)
    return;
  page->job = stemma_job_new (_ ("Drawing a lineage"));
  page->slow_timer = g_timeout_add (SLOW_MS, on_slow, page);
  stemma_job_run (page->job, work, request, stemma_lineage_request_free, answer_free, on_done, g_object_ref (page));
}

/** Takes over @history: (transfer full). */
void
stemma_lineage_page_take_history (StemmaLineagePage *page, StemmaHistory *history)
{
  g_clear_pointer (&page->history, stemma_history_unref);
  page->history = history;
  if (page->list != NULL)
    stemma_member_list_set_view (STEMMA_MEMBER_LIST (page->list), stemma_history_get_view (history));
}

/* An edit that takes the one before it back leads to the very picture that there was; else the cards keep the
   order that they have on screen. */
static StemmaView *
settle_order (StemmaLineagePage *page, StemmaView *view)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  g_autoptr (StemmaHistory) undone = stemma_history_undo (page->history);
  StemmaView *before = stemma_history_get_view (undone);
  if (stemma_view_equal_but_order (before, view))
    return stemma_view_ref (before);
  return diagram != NULL ? stemma_diagram_keep_order (diagram, view) : stemma_view_ref (view);
}

/** Shows @view in place of the present one, which can be gone back to by undo. */
void
stemma_lineage_page_edit (StemmaLineagePage *page, StemmaView *view)
{
  if (page->history == NULL || stemma_view_equal (stemma_history_get_view (page->history), view))
    return;
  g_autoptr (StemmaView) settled = settle_order (page, view);
  stemma_lineage_page_take_history (page, stemma_history_edit (page->history, settled));
  stemma_lineage_page_refresh (page);
}

/** Shows the present view as it first stands, nothing done to its cards. */
void
stemma_lineage_page_reset (StemmaLineagePage *page)
{
  g_autoptr (StemmaView) plain
    = stemma_view_with_nothing_edited (stemma_history_get_view (page->history));
  stemma_lineage_page_take_history (page, stemma_history_edit (page->history, plain));
  stemma_lineage_page_refresh (page);
}

/**
 * Shows the present view in the week that the document has turned to: what is on screen keeps its order,
 * unless a link says how the cards are to stand.
 */
void
stemma_lineage_page_show_week (StemmaLineagePage *page)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  if (diagram != NULL && snapshot != NULL && !page->as_linked
      && stemma_snapshot_get_date (stemma_lineage_get_snapshot (stemma_diagram_get_lineage (diagram)))
           != stemma_snapshot_get_date (snapshot))
    {
      g_autoptr (StemmaView) view
        = stemma_diagram_keep_order (diagram, stemma_history_get_view (page->history));
      stemma_lineage_page_take_history (page, stemma_history_replace (page->history, view));
    }
  page->as_linked = FALSE;
  stemma_lineage_page_refresh (page);
}
