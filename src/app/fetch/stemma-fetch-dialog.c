/* Before the whole Hub is fetched: how long it takes, where it goes, and what is left of an earlier fetch. */
#include "app/fetch/stemma-fetch-dialog.h"

#include <glib/gi18n.h>

#include "app/compat/stemma-question.h"
#include "app/fetch/stemma-fetch-settings.h"
#include "app/fetch/stemma-fetch-store.h"
#include "app/fetch/stemma-schedule.h"
#include "app/fetch/stemma-window-fetch.h"
#include "app/fetch/stemma-window-notices.h"
#include "app/stemma-application.h"

static guint64
count_models (StemmaDocument *document)
{
  GPtrArray *infos = stemma_document_get_infos (document);
  for (guint i = infos != NULL ? infos->len : 0; i > 0; i--)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i - 1);
      if (info->complete)
        return info->models;
    }
  return 0;
}

static char *
describe_store (StemmaDocument *document)
{
  StemmaWorkspace *workspace;
  g_autofree char *path = stemma_fetch_store_choose (document, TRUE, &workspace);
  g_autofree char *shown = g_filename_display_basename (path);
  gboolean open = workspace != NULL;
  g_clear_pointer (&workspace, stemma_workspace_unref);
  if (open)
    return g_strdup_printf (_ ("It becomes the newest snapshot of the store that is open, %s."), shown);
  if (stemma_document_get_workspace (document) == NULL)
    return g_strdup_printf (_ ("It goes into the store %s."), shown);
  return g_strdup_printf (_ ("It goes into a store of its own, %s: what is open here is of another kind."),
                          shown);
}

static char *
describe (StemmaWindow *window, gboolean unfinished)
{
  StemmaDocument *document = stemma_window_get_document (window);
  g_autoptr (StemmaFetchSettings) settings = stemma_fetch_settings_read (stemma_application_get_settings ());
  gboolean of_hub = stemma_fetch_store_is_of_hub (stemma_document_get_infos (document));
  guint64 models = of_hub ? count_models (document) : 0;
  g_autofree char *slow = stemma_schedule_describe_length (models, settings->share, STEMMA_QUOTA_ANONYMOUS);
  g_autofree char *fast = stemma_schedule_describe_length (models, settings->share, STEMMA_QUOTA_TOKEN);
  g_autofree char *store = describe_store (document);
  const char *rest
    = unfinished
        ? _ ("An earlier fetch is not finished: what it brought is kept, and going on begins where it ended.")
        : _ ("It can be stopped at any time: what came is kept, and the next fetch goes on from there.");
  return g_strdup_printf (
    _ ("This takes about %s, or %s with a token, because of the Hub’s limits; you can go on working "
       "meanwhile. %s\n\n%s"),
    slow, fast, store, rest);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data G_GNUC_UNUSED)
{
  StemmaWindow *window = STEMMA_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  if (g_str_equal (response, "fetch") || g_str_equal (response, "restart"))
    stemma_window_fetch_hub (window, FALSE, g_str_equal (response, "restart"));
}

/** stemma_fetch_dialog_present: asks whether to fetch the whole Hub, and begins */
void
stemma_fetch_dialog_present (StemmaWindow *window)
{
  gboolean unfinished = stemma_window_notices_has_unfinished (window);
  g_autofree char *body = describe (window, unfinished);
  AdwMessageDialog *question = stemma_question_new (GTK_WINDOW (window), _ ("Fetch the whole Hub?"), body);
  adw_message_dialog_add_response (question, "cancel", _ ("_Cancel"));
  if (unfinished)
    {
      adw_message_dialog_add_response (question, "restart", _ ("_Begin anew"));
      adw_message_dialog_set_response_appearance (question, "restart", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_add_response (question, "fetch", unfinished ? _ ("_Go on") : _ ("_Fetch"));
  adw_message_dialog_set_response_appearance (question, "fetch", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question, "fetch");
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect (question, "response", G_CALLBACK (on_response), NULL);
  gtk_window_present (GTK_WINDOW (question));
}
