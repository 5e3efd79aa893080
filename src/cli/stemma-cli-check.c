#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "snapshot/stemma-snapshot.h"
#include "store/stemma-check.h"

/* A store that cannot be opened at all is set aside; what is derived is built again by whoever asks next. */
static gboolean
set_aside (StemmaCli *cli, GError *damage, GError **error)
{
  g_autofree char *usual = stemma_workspace_default_path ();
  const char *path = cli->store_path != NULL ? cli->store_path : usual;
  g_autofree char *aside = stemma_store_set_aside (path, error);
  if (aside == NULL)
    return FALSE;
  stemma_cli_say (cli, "%s", damage->message);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
               _ ("The store was damaged. It was set aside as %s, whole; the next import or fetch begins a new one"),
               aside);
  return FALSE;
}

static gboolean
check_snapshots (StemmaCli *cli, StemmaWorkspace *workspace, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) list = stemma_workspace_list (workspace, cli->cancellable, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i);
      char date[STEMMA_DATE_TEXT_SIZE];
      stemma_date_format (info->date, date);
      stemma_progress_tell (&cli->progress, i, list->len, _ ("Checking snapshots"));
      g_autoptr (GError) fault = NULL;
      g_autoptr (StemmaSnapshot) snapshot = stemma_workspace_load (workspace, date, cli->cancellable, &fault);
      if (snapshot == NULL || !stemma_snapshot_verify (snapshot, cli->cancellable, &fault))
        {
          if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
            return FALSE;
          g_ptr_array_add (problems, g_strdup_printf ("%s: %s", date, fault->message));
        }
      else if (stemma_snapshot_get_columns (snapshot)->n_models != info->models)
        g_ptr_array_add (problems, g_strdup_printf (_ ("%s: the saved snapshot and the store count differently"), date));
    }
  return TRUE;
}

static gboolean
run_check (StemmaCli *cli, gboolean repair, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StemmaWorkspace) workspace
      = stemma_cli_open (cli, repair ? STEMMA_STORE_WRITE : STEMMA_STORE_READ, &failure);
  if (workspace == NULL && repair && g_error_matches (failure, STEMMA_ERROR, STEMMA_ERROR_DAMAGED))
    return set_aside (cli, failure, error);
  if (workspace == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  if (!stemma_store_check (stemma_workspace_get_store (workspace), problems, cli->cancellable, error))
    return FALSE;
  guint in_store = problems->len;
  if (repair)
    stemma_workspace_clear_cache (workspace);
  if (!check_snapshots (cli, workspace, problems, error))
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    stemma_cli_say (cli, "%s", (const char *) g_ptr_array_index (problems, i));
  if (problems->len == 0)
    return stemma_cli_print (cli, _ ("Everything is in order\n"), error);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
               in_store > 0 ? _ ("%u faults were found in the store; it was left as it is")
                            : _ ("%u faults were found in what is derived; “stemma-cli check --repair” rebuilds it"),
               problems->len);
  return FALSE;
}

/** stemma_cli_run_check: verifies the store and its saved snapshots. Returns: whether all is in order */
gboolean
stemma_cli_run_check (StemmaCli *cli, int argc, char **argv, GError **error)
{
  gboolean repair = FALSE;
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &repair, N_ ("Rebuild what is derived; set a damaged store aside"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  return stemma_cli_parse (cli, "check", 0, entries, &argc, &argv, error)
         && stemma_cli_no_more (argc, argv, 0, error) && run_check (cli, repair, error);
}
