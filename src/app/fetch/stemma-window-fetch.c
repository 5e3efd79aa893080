/* What a window does with the Hub: looks models up, refreshes families, fetches the whole, and shows what
 * came of it. */
#include "app/fetch/stemma-window-fetch.h"

#include <glib/gi18n.h>

#include "app/fetch/stemma-fetch-dialog.h"
#include "app/fetch/stemma-fetch-store.h"
#include "app/fetch/stemma-fetch-words.h"
#include "app/fetch/stemma-fetcher.h"
#include "app/fetch/stemma-look-up-dialog.h"
#include "app/fetch/stemma-schedule.h"
#include "app/fetch/stemma-window-notices.h"
#include "app/stemma-application.h"

/* Kept with the window. */
typedef struct
{
  StemmaWindow *window;
  char *looked_up;  /* (nullable): what was looked up last */
  char *opening;    /* (nullable): a store that was fetched into and is being opened */
  char *going;      /* (nullable): the model to show once it is */
  gboolean related; /* whether that has relatives */
} WindowFetch;

static void
window_fetch_free (gpointer data)
{
  WindowFetch *self = data;
  g_free (self->looked_up);
  g_free (self->opening);
  g_free (self->going);
  g_free (self);
}

static WindowFetch *
get_self (gpointer window)
{
  return g_object_get_data (G_OBJECT (window), "stemma-fetch");
}

static StemmaFetch *
prepare (StemmaWindow *window, const char *model)
{
  StemmaWorkspace *workspace;
  StemmaDocument *document = stemma_window_get_document (window);
  g_autofree char *path = stemma_fetch_store_choose (document, model == NULL, &workspace);
  StemmaFetch *fetch
    = stemma_fetch_new (path, model, stemma_fetch_settings_read (stemma_application_get_settings ()));
  fetch->workspace = workspace;
  fetch->origin = window;
  return fetch;
}

static gboolean
start (StemmaWindow *window, StemmaFetch *fetch)
{
  stemma_window_settle (window);
  if (stemma_fetcher_start (stemma_fetcher_get (), fetch) != NULL)
    return TRUE;
  stemma_window_toast (window,
                       _ ("Something is being fetched into this store already; its progress is at the top"));
  stemma_window_show_jobs (window);
  return FALSE;
}

/**
 * stemma_window_look_up:
 * @window: a window
 * @model: a model's name
 *
 * Fetches the family of @model in the background and shows it.
 *
 * Returns: whether that has begun
 */
gboolean
stemma_window_look_up (StemmaWindow *window, const char *model)
{
  WindowFetch *self = get_self (window);
  char *kept = g_strdup (model);
  g_free (self->looked_up);
  self->looked_up = kept;
  return start (window, prepare (window, kept));
}

/**
 * stemma_window_fetch_hub:
 * @window: a window
 * @accept: publish a list that is far too short
 * @restart: forget what is unfinished
 *
 * Fetches the whole Hub in the background, or goes on with what is unfinished.
 *
 * Returns: whether that has begun
 */
gboolean
stemma_window_fetch_hub (StemmaWindow *window, gboolean accept, gboolean restart)
{
  StemmaFetch *fetch = prepare (window, NULL);
  fetch->accept = accept;
  fetch->restart = restart;
  stemma_window_notices_forget_unfinished (window);
  if (!start (window, fetch))
    return FALSE;
  stemma_window_show_jobs (window);
  return TRUE;
}

static void
on_look_up (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (stemma_look_up_dialog_new (user_data)));
}

static void
on_look_up_again (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  WindowFetch *self = get_self (user_data);
  if (self->looked_up != NULL)
    stemma_window_look_up (user_data, self->looked_up);
}

static void
on_fetch (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_fetch_dialog_present (user_data);
}

static void
on_fetch_resume (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_window_fetch_hub (user_data, FALSE, FALSE);
}

static void
on_fetch_accept (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_window_fetch_hub (user_data, TRUE, FALSE);
}

static void
on_fetch_restart (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_window_fetch_hub (user_data, FALSE, TRUE);
}

static void
on_refresh_family (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaDocument *document = stemma_window_get_document (user_data);
  const char *path = stemma_document_get_path (document);
  g_autofree char *model = stemma_window_get_model (user_data);
  if (stemma_document_get_state (document) != STEMMA_DOCUMENT_READY || model == NULL)
    stemma_window_toast (user_data, _ ("Choose a model first: its family is what is refreshed"));
  else if (stemma_application_is_sample (path))
    stemma_window_toast (user_data,
                         _ ("The models of the sample are invented: the Hub knows nothing of them"));
  else if (stemma_document_is_read_only (document))
    stemma_window_toast (user_data, _ ("This store cannot be written to, so nothing in it can be refreshed"));
  else
    stemma_window_look_up (user_data, model);
}

static void
on_show_snapshot (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_document_reload (stemma_window_get_document (user_data));
}

static void
on_started (StemmaFetcher *fetcher G_GNUC_UNUSED, StemmaFetch *fetch, StemmaJob *job, gpointer user_data)
{
  StemmaDocument *document = stemma_window_get_document (user_data);
  if (fetch->origin == user_data || fetch->scheduled
      || g_strcmp0 (stemma_document_get_path (document), fetch->path) == 0)
    stemma_document_add_job (document, job);
}

/* Once its store is open. A family stands on what is complete and is shown where it is newer. */
static void
go (WindowFetch *self)
{
  g_autofree char *model = g_steal_pointer (&self->going);
  g_clear_pointer (&self->opening, g_free);
  if (model != NULL)
    stemma_window_go (self->window, self->related ? "lineage" : "model", model);
}

static void
on_changed (StemmaWindow *window)
{
  WindowFetch *self = get_self (window);
  StemmaDocument *document = stemma_window_get_document (window);
  const StemmaSnapshotInfo *info = stemma_document_get_info (document);
  GPtrArray *infos = stemma_document_get_infos (document);
  stemma_window_notices_update (window);
  if (self->opening == NULL || info == NULL
      || g_strcmp0 (self->opening, stemma_document_get_path (document)) != 0)
    return;
  /* The store opens at what is complete; the family is in the newest. */
  if (self->going != NULL && info != g_ptr_array_index (infos, infos->len - 1))
    stemma_document_select_newest (document);
  else
    go (self);
}

static void
show_done (WindowFetch *self, const StemmaFetch *fetch)
{
  StemmaDocument *document = stemma_window_get_document (self->window);
  gboolean open = g_strcmp0 (stemma_document_get_path (document), fetch->path) == 0
                  && stemma_document_get_workspace (document) != NULL;
  g_autofree char *line = stemma_fetch_words_changed (fetch);
  if (!open && fetch->origin != self->window)
    return;
  if (fetch->origin == self->window)
    {
      g_free (self->opening);
      g_free (self->going);
      self->opening = g_strdup (fetch->path);
      self->going = g_strdup (fetch->found);
      self->related = fetch->ancestors + fetch->descendants > 0;
    }
  if (!open)
    stemma_document_open (document, fetch->path, STEMMA_STORE_WRITE);
  else if (fetch->model != NULL)
    stemma_document_select_newest (document);
  else
    stemma_document_reload (document);
  stemma_window_toast (self->window, line);
}

static void
show_fault (WindowFetch *self, const StemmaFetch *fetch)
{
  const char *action = NULL;
  const char *word = stemma_fetch_words_remedy (fetch->fault, fetch->model != NULL, &action);
  if (fetch->fault == STEMMA_FETCH_FAULT_CANCELLED)
    stemma_window_toast (self->window, fetch->model != NULL ? _ ("Stopped; the store is as before")
                                                            : fetch->error->message);
  else
    stemma_window_fail_offering (self->window,
                                 fetch->model != NULL ? _ ("The model cannot be looked up")
                                                      : _ ("The Hub was not fetched to its end"),
                                 fetch->error, word, action);
  if (fetch->fault == STEMMA_FETCH_FAULT_CANCELLED && fetch->model == NULL)
    stemma_window_notices_ask_again (self->window);
}

static void
on_ended (StemmaFetcher *fetcher G_GNUC_UNUSED, StemmaFetch *fetch, gpointer user_data)
{
  WindowFetch *self = get_self (user_data);
  StemmaDocument *document = stemma_window_get_document (user_data);
  if (fetch->done)
    show_done (self, fetch);
  else if (fetch->origin == user_data || g_strcmp0 (stemma_document_get_path (document), fetch->path) == 0)
    show_fault (self, fetch);
}

/* With the last window goes what was asked for in it; what came of it is kept, and the next start offers to
 * go on. */
static gboolean
on_close (StemmaWindow *window)
{
  GListModel *jobs = stemma_document_get_jobs (stemma_window_get_document (window));
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (StemmaJob) job = g_list_model_get_item (jobs, i);
      stemma_job_cancel (job);
    }
  return GDK_EVENT_PROPAGATE;
}

static void
tell_length (StemmaWindow *window)
{
  GObject *button = gtk_widget_get_template_child (GTK_WIDGET (window), STEMMA_TYPE_WINDOW, "fetch_button");
  double share = g_settings_get_int (stemma_application_get_settings (), "hub-share") / 100.0;
  g_autofree char *length = stemma_schedule_describe_length (0, share, STEMMA_QUOTA_ANONYMOUS);
  g_autofree char *label = g_strdup_printf (_ ("_Fetch the whole Hub (about %s)…"), length);
  gtk_button_set_label (GTK_BUTTON (button), label);
}

/** stemma_window_add_fetch: gives @window the actions about the Hub, and tells it what the fetcher does */
void
stemma_window_add_fetch (StemmaWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "look-up", .activate = on_look_up },
    { .name = "look-up-again", .activate = on_look_up_again },
    { .name = "fetch", .activate = on_fetch },
    { .name = "fetch-resume", .activate = on_fetch_resume },
    { .name = "fetch-accept", .activate = on_fetch_accept },
    { .name = "fetch-restart", .activate = on_fetch_restart },
    { .name = "refresh-family", .activate = on_refresh_family },
    { .name = "show-snapshot", .activate = on_show_snapshot },
  };
  WindowFetch *self = g_new0 (WindowFetch, 1);
  self->window = window;
  g_object_set_data_full (G_OBJECT (window), "stemma-fetch", self, window_fetch_free);
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  stemma_window_notices_add (window);
  g_signal_connect_object (stemma_fetcher_get (), "started", G_CALLBACK (on_started), window, 0);
  g_signal_connect_object (stemma_fetcher_get (), "ended", G_CALLBACK (on_ended), window, 0);
  g_signal_connect_object (stemma_window_get_document (window), "changed", G_CALLBACK (on_changed), window,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close), NULL);
  g_signal_connect_object (stemma_application_get_settings (), "changed::hub-share", G_CALLBACK (tell_length),
                           window, G_CONNECT_SWAPPED);
  tell_length (window);
  stemma_window_notices_update (window);
}
