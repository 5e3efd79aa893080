/* Lines above the page that last as long as their reason: no network, a family newer than its snapshot, a
 * fetch that is not finished. */
#include "app/fetch/stemma-window-notices.h"

#include <glib/gi18n.h>

#include "app/compat/stemma-banner.h"
#include "app/fetch/stemma-fetch-settings.h"
#include "app/fetch/stemma-fetch-store.h"
#include "app/fetch/stemma-fetch-words.h"
#include "app/fetch/stemma-fetcher.h"
#include "app/fetch/stemma-network.h"
#include "app/stemma-application.h"
#include "app/stemma-number.h"

typedef struct
{
  StemmaBanner *offline;
  StemmaBanner *newer;
  StemmaBanner *unfinished;
  StemmaNetworkState network; /* as it was told last */
  gboolean is_unfinished;
  char *asked; /* (nullable): the store that was asked for an unfinished fetch */
} Notices;

static void
notices_free (gpointer data)
{
  g_free (((Notices *) data)->asked);
  g_free (data);
}

static Notices *
get_notices (gpointer window)
{
  return g_object_get_data (G_OBJECT (window), "stemma-notices");
}

/* One that was closed stays so until something else is to be told. */
static void
update_network (StemmaWindow *window)
{
  Notices *notices = get_notices (window);
  g_autoptr (StemmaFetchSettings) settings = stemma_fetch_settings_read (stemma_application_get_settings ());
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (settings);
  StemmaNetworkState state = stemma_network_get_state (endpoint);
  g_autofree char *text = stemma_network_describe (state);
  if (state == notices->network)
    return;
  notices->network = state;
  if (text != NULL)
    stemma_banner_show (notices->offline, text, NULL, NULL);
  else
    stemma_banner_hide (notices->offline);
}

static const StemmaSnapshotInfo *
find_complete (GPtrArray *infos)
{
  for (guint i = infos->len; i > 0; i--)
    if (((const StemmaSnapshotInfo *) g_ptr_array_index (infos, i - 1))->complete)
      return g_ptr_array_index (infos, i - 1);
  return NULL;
}

static void
update_newer (StemmaWindow *window)
{
  Notices *notices = get_notices (window);
  StemmaDocument *document = stemma_window_get_document (window);
  const StemmaSnapshotInfo *info = stemma_document_get_info (document);
  if (info == NULL || info->complete)
    {
      stemma_banner_hide (notices->newer);
      return;
    }
  const StemmaSnapshotInfo *complete = find_complete (stemma_document_get_infos (document));
  g_autofree char *day = stemma_fetch_words_day (info->date);
  g_autofree char *since = complete != NULL ? stemma_fetch_words_day (complete->date) : NULL;
  g_autofree char *text
    = complete != NULL
        ? g_strdup_printf (
          _ ("Families were refreshed here, the last %s: they are newer than the snapshot of %s."), day,
          since)
        : g_strdup_printf (
          _ ("Families that were looked up, the last %s. The rest of the Hub is not here yet."), day);
  stemma_banner_show (notices->newer, text,
                      complete != NULL ? _ ("Back to the snapshot") : _ ("Fetch the whole Hub…"),
                      complete != NULL ? "win.show-snapshot" : "win.fetch");
}

/* What the thread is given, and what it found. */
typedef struct
{
  char *path;
  StemmaWorkspace *workspace; /* (nullable) */
  StemmaCrawlState *state;    /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  g_free (question->path);
  g_clear_pointer (&question->workspace, stemma_workspace_unref);
  g_clear_pointer (&question->state, stemma_crawl_state_free);
  g_free (question);
}

static void
look (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  if (question->workspace == NULL && g_file_test (question->path, G_FILE_TEST_EXISTS))
    question->workspace = stemma_workspace_open (question->path, STEMMA_STORE_READ, NULL);
  if (question->workspace != NULL)
    stemma_crawl_state_load (stemma_workspace_get_store (question->workspace), &question->state, cancellable,
                             NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaWindow *window = STEMMA_WINDOW (source);
  Notices *notices = get_notices (window);
  const Question *question = g_task_get_task_data (G_TASK (result));
  if (question->state == NULL || stemma_fetcher_is_busy (stemma_fetcher_get (), question->path)
      || stemma_window_get_document (window) == NULL)
    return;
  g_autofree char *models = stemma_number_text (question->state->models);
  g_autofree char *pages = stemma_number_text (question->state->pages);
  g_autofree char *day = stemma_fetch_words_day (question->state->date);
  g_autofree char *text = g_strdup_printf (
    _ ("A fetch of the Hub, begun %s, is not finished: %s models on %s pages are kept."), day, models, pages);
  notices->is_unfinished = TRUE;
  stemma_banner_show (notices->unfinished, text, _ ("Go on"), "win.fetch-resume");
}

/** stemma_window_notices_forget_unfinished: the fetch goes on, or begins anew */
void
stemma_window_notices_forget_unfinished (StemmaWindow *window)
{
  get_notices (window)->is_unfinished = FALSE;
  stemma_banner_hide (get_notices (window)->unfinished);
}

/* Once for each store that is opened, and at the start for the one that the Hub is fetched into. */
static void
ask_unfinished (StemmaWindow *window)
{
  Notices *notices = get_notices (window);
  StemmaWorkspace *workspace;
  g_autofree char *path = stemma_fetch_store_choose (stemma_window_get_document (window), TRUE, &workspace);
  if (g_strcmp0 (path, notices->asked) == 0 || stemma_fetcher_is_busy (stemma_fetcher_get (), path))
    {
      g_clear_pointer (&workspace, stemma_workspace_unref);
      return;
    }
  Question *question = g_new0 (Question, 1);
  question->path = g_strdup (path);
  question->workspace = workspace;
  g_free (notices->asked);
  notices->asked = g_steal_pointer (&path);
  stemma_window_notices_forget_unfinished (window);
  g_autoptr (GTask) task = g_task_new (window, NULL, on_looked, NULL);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, look);
}

/** stemma_window_notices_update: tells what is to be told of the week that is looked at */
void
stemma_window_notices_update (StemmaWindow *window)
{
  update_newer (window);
  if (stemma_document_get_state (stemma_window_get_document (window)) != STEMMA_DOCUMENT_LOADING)
    ask_unfinished (window);
}

/** stemma_window_notices_ask_again: a fetch was stopped: what it left is told */
void
stemma_window_notices_ask_again (StemmaWindow *window)
{
  g_clear_pointer (&get_notices (window)->asked, g_free);
  ask_unfinished (window);
}

/** stemma_window_notices_has_unfinished: Returns: whether a fetch is known that is not finished */
gboolean
stemma_window_notices_has_unfinished (StemmaWindow *window)
{
  return get_notices (window)->is_unfinished;
}

static StemmaBanner *
add_banner (StemmaWindow *window)
{
  GtkWidget *banner = g_object_new (STEMMA_TYPE_BANNER, NULL);
  stemma_window_add_notice (window, banner);
  return STEMMA_BANNER (banner);
}

/** stemma_window_notices_add: gives @window its notices */
void
stemma_window_notices_add (StemmaWindow *window)
{
  Notices *notices = g_new0 (Notices, 1);
  notices->offline = add_banner (window);
  notices->newer = add_banner (window);
  notices->unfinished = add_banner (window);
  g_object_set_data_full (G_OBJECT (window), "stemma-notices", notices, notices_free);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (update_network),
                           window, G_CONNECT_SWAPPED);
  g_signal_connect_object (stemma_application_get_settings (), "changed::hub-endpoint",
                           G_CALLBACK (update_network), window, G_CONNECT_SWAPPED);
  update_network (window);
}
