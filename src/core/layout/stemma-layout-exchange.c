#include "layout/stemma-layout-exchange.h"
#include "base/stemma-error.h"
#include "layout/stemma-layout-wire.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <sys/wait.h>

/* One question and what is known of its answer. */
typedef struct
{
  StemmaLayoutProcess *process;
  const StemmaLayoutRequest *request;
  guint32 serial;
  guint deadline_ms;
  StemmaLayoutPatience patience;
  gboolean *ended;
} Talk;

static void
report_end (const Talk *talk, GError **error)
{
  int status = stemma_layout_process_stop (talk->process);
  *talk->ended = TRUE;
  if (WIFEXITED (status))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                 _("The layout helper ended (status %d) while it placed %u cards. It is started afresh the "
                   "next time: try again, fold or hide some cards, or show the plain layout"),
                 WEXITSTATUS (status), talk->request->n_boxes);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                 _("The layout helper crashed (signal %d) while it placed %u cards. It is started afresh the "
                   "next time: try again, fold or hide some cards, or show the plain layout"),
                 WIFSIGNALED (status) ? WTERMSIG (status) : 0, talk->request->n_boxes);
}

/* Whatever went wrong, nobody knows what the helper does now: so it is stopped. */
static gboolean
report (const Talk *talk, StemmaLayoutTrouble trouble, GError **error)
{
  if (trouble == STEMMA_LAYOUT_TROUBLE_CLOSED)
    {
      report_end (talk, error);
      return FALSE;
    }
  stemma_layout_process_stop (talk->process);
  if (trouble == STEMMA_LAYOUT_TROUBLE_CANCELLED)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The layout was cancelled"));
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_TIMEOUT,
                 _("Placing %u cards took longer than %u ms and was stopped. Fold, hide or filter some of "
                   "them, or show the plain layout"), talk->request->n_boxes, talk->deadline_ms);
  return FALSE;
}

static gboolean
report_nonsense (const Talk *talk, const char *what, GError **error)
{
  stemma_layout_process_stop (talk->process);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
               _("The layout helper answered nonsense (%s) and was stopped. Is it of this version of Stemma? "
                 "Install Stemma again, or show the plain layout"), what);
  return FALSE;
}

static gboolean
check_header (const Talk *talk, const StemmaWireReply *reply, GError **error)
{
  if (reply->magic != STEMMA_WIRE_REPLY_MAGIC)
    return report_nonsense (talk, _("no answer to a layout request"), error);
  if (reply->version != STEMMA_WIRE_VERSION)
    return report_nonsense (talk, _("another version"), error);
  if (reply->serial != talk->serial)
    return report_nonsense (talk, _("the answer to another request"), error);
  if (reply->status > STEMMA_WIRE_FAILED)
    return report_nonsense (talk, _("an unknown status"), error);
  if (reply->n_boxes != (reply->status == STEMMA_WIRE_DONE ? talk->request->n_boxes : 0))
    return report_nonsense (talk, _("another number of cards"), error);
  if (reply->status == STEMMA_WIRE_NO_PLUGIN)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                 _("Graphviz has no dot layout here. Install Graphviz with its plugins, or show the plain "
                   "layout"));
  if (reply->status == STEMMA_WIRE_FAILED)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
                 _("Graphviz could not place these %u cards. Fold or hide some, or show the plain layout"),
                 talk->request->n_boxes);
  return reply->status == STEMMA_WIRE_DONE;
}

static gboolean
check_answer (const Talk *talk, const StemmaLayoutAnswer *answer, GError **error)
{
  guint n = talk->request->n_boxes;
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (answer->centres[i]) || fabs (answer->centres[i]) > STEMMA_WIRE_MAX_COORDINATE)
        return report_nonsense (talk, _("a place that is nowhere"), error);
      if (answer->columns[i] < 0 || (guint) answer->columns[i] >= n)
        return report_nonsense (talk, _("a column that is not there"), error);
    }
  return TRUE;
}

static StemmaLayoutTrouble
receive_arrays (const Talk *talk, StemmaLayoutAnswer *answer)
{
  gsize n = talk->request->n_boxes;
  answer->centres = g_new0 (double, n + 1);
  answer->columns = g_new0 (gint32, n + 1);
  StemmaLayoutTrouble trouble;
  trouble = stemma_layout_process_read (talk->process, answer->centres, n * sizeof (double), &talk->patience);
  if (trouble == STEMMA_LAYOUT_TROUBLE_NONE)
    trouble = stemma_layout_process_read (talk->process, answer->columns, n * sizeof (gint32),
                                          &talk->patience);
  return trouble;
}

/*
 * stemma_layout_exchange:
 * @process: a running helper; stopped after any error but one that it reports itself
 * @request: what is asked
 * @serial: another one for each request
 * @answer: (out caller-allocates): zeroed; to be cleared in any case
 * @ended: (out): whether the helper ended of itself, as one does that was killed while nobody asked
 * @cancellable: (nullable): kills the helper
 * @error: STEMMA_ERROR_LAYOUT, STEMMA_ERROR_TIMEOUT, G_IO_ERROR_CANCELLED
 *
 * Asks the helper and checks every number of its answer.
 *
 * Returns: whether there is an answer
 */
gboolean
stemma_layout_exchange (StemmaLayoutProcess *process, const StemmaLayoutRequest *request, guint32 serial,
                        StemmaLayoutAnswer *answer, gboolean *ended, GCancellable *cancellable,
                        GError **error)
{
  guint deadline_ms = request->deadline_ms > 0 ? request->deadline_ms : STEMMA_LAYOUT_DEADLINE_MS;
  gint64 end = g_get_monotonic_time () + (gint64) deadline_ms * 1000;
  Talk talk = { process, request, serial, deadline_ms, { end, cancellable }, ended };
  StemmaWireReply reply;
  *ended = FALSE;
  g_autoptr (GByteArray) bytes = stemma_layout_request_encode (request, serial);
  StemmaLayoutTrouble trouble;
  trouble = stemma_layout_process_write (process, bytes->data, bytes->len, &talk.patience);
  if (trouble == STEMMA_LAYOUT_TROUBLE_NONE)
    trouble = stemma_layout_process_read (process, &reply, sizeof reply, &talk.patience);
  if (trouble != STEMMA_LAYOUT_TROUBLE_NONE)
    return report (&talk, trouble, error);
  if (!check_header (&talk, &reply, error))
    return FALSE;
  trouble = receive_arrays (&talk, answer);
  if (trouble != STEMMA_LAYOUT_TROUBLE_NONE)
    return report (&talk, trouble, error);
  return check_answer (&talk, answer, error);
}

/*
 * stemma_layout_answer_clear:
 * @answer: an answer, or zeroes
 */
void
stemma_layout_answer_clear (StemmaLayoutAnswer *answer)
{
  g_clear_pointer (&answer->centres, g_free);
  g_clear_pointer (&answer->columns, g_free);
}
