#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "snapshot/stemma-snapshot.h"
#include "store/stemma-check.h"

/* Whatever else --store may name is not ours to rename: a store is known by its beginning, or by the lock beside it. */
static gboolean
looks_like_store (const char *path)
{
  static const char magic[] = "SQLite format 3";
  g_autofree char *lock = g_strconcat (path, "-intake", NULL);
  char start[sizeof magic] = { 0 };
  FILE *file = fopen (path, "rb");
  gboolean known = file != NULL && fread (start, 1, sizeof start, file) == sizeof start
                   && memcmp (start, magic, sizeof magic) == 0;
  if (file != NULL)
    fclose (file);
  return known || g_file_test (lock, G_FILE_TEST_EXISTS);
}

/* A damaged store is set aside, whole; what is derived is built again by whoever asks next. */
static gboolean
set_aside (StemmaCli *cli, GError **error)
{
  g_autofree char *path = stemma_cli_get_store_path (cli);
  if (!looks_like_store (path))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s is not a store of Stemma; it was not touched"),
                   path);
      return FALSE;
    }
  g_autofree char *aside = stemma_store_set_aside (path, error);
  if (aside == NULL)
    return FALSE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
               _ ("The store was damaged. It was set aside as %s, whole; the next import begins a new one"), aside);
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
      g_autoptr (StemmaSnapshot) snapshot = stemma_workspace_load_info (workspace, info, cli->cancellable, &fault);
      if (snapshot == NULL || !stemma_snapshot_verify (snapshot, cli->cancellable, &fault))
        {
          if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
            return FALSE;
          g_ptr_array_add (problems, g_strdup_printf ("%s: %s", date, fault->message));
        }
      else if (stemma_snapshot_get_columns (snapshot)->n_models != info->models)
        g_ptr_array_add (problems,
                         g_strdup_printf (_ ("%s: the saved snapshot and the store count differently"), date));
    }
  return TRUE;
}

static gboolean
print_problems (StemmaCli *cli, GPtrArray *problems, GError **error)
{
  g_autoptr (StemmaTable) table = stemma_table_new (problems->len > 0 ? _ ("Faults") : _ ("Everything is in order"));
  stemma_table_add_column (table, "problem", _ ("What is wrong"), STEMMA_COLUMN_TEXT);
  for (guint i = 0; i < problems->len; i++)
    stemma_table_add_text (table, g_ptr_array_index (problems, i));
  g_autoptr (JsonNode) json = stemma_table_to_json (table, "problems");
  return problems->len == 0 && cli->format == STEMMA_FORMAT_TEXT
             ? stemma_cli_print (cli, _ ("Everything is in order\n"), error)
             : stemma_cli_print_result (cli, json, table, error);
}

static gboolean
run_check (StemmaCli *cli, gboolean repair, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StemmaWorkspace) workspace
      = stemma_cli_open (cli, repair ? STEMMA_STORE_WRITE : STEMMA_STORE_READ, &failure);
  if (workspace == NULL && repair && g_error_matches (failure, STEMMA_ERROR, STEMMA_ERROR_DAMAGED))
    return set_aside (cli, error);
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
  if (!print_problems (cli, problems, error) || problems->len == 0)
    return problems->len == 0;
  if (in_store > 0 && repair)
    {
      g_clear_pointer (&workspace, stemma_workspace_unref);
      return set_aside (cli, error);
    }
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
               in_store > 0
                 ? ngettext ("%u fault was found in the store; “stemma-cli check --repair” sets it aside",
                             "%u faults were found in the store; “stemma-cli check --repair” sets it aside",
                             problems->len)
                 : ngettext ("%u fault was found in what is derived; “stemma-cli check --repair” rebuilds it",
                             "%u faults were found in what is derived; “stemma-cli check --repair” rebuilds it",
                             problems->len),
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
  return stemma_cli_parse (cli, "check", STEMMA_CLI_FORMAT | STEMMA_CLI_OUTPUT, entries, &argc, &argv, error)
         && stemma_cli_no_more (argc, argv, 0, error) && run_check (cli, repair, error);
}
