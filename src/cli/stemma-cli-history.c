#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "report/stemma-report-model.h"
#include "scene/stemma-text.h"

static gboolean
print_history (StemmaCli *cli, const char *name, GError **error)
{
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_READ, error);
  g_autoptr (StemmaSnapshot) latest = stemma_cli_load (cli, workspace, NULL, error);
  g_autoptr (StemmaModelSheet) sheet
    = latest == NULL ? NULL
                     : stemma_model_sheet_new (latest, stemma_workspace_get_store (workspace), name, 0,
                                               cli->cancellable, error);
  if (sheet == NULL)
    return FALSE;
  if (sheet->stored == NULL)
    {
      g_autofree char *shown = stemma_text_clean (name);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                   _ ("“%s” was never listed, only declared as a parent: it has no history"), shown);
      return FALSE;
    }
  g_autoptr (StemmaReport) report = stemma_report_history (sheet);
  return stemma_cli_print_report (cli, report, error);
}

/** stemma_cli_run_history: prints what happened to a model, by week. Returns: whether that worked */
gboolean
stemma_cli_run_history (StemmaCli *cli, int argc, char **argv, GError **error)
{
  StemmaCliOptions shared = STEMMA_CLI_FORMAT | STEMMA_CLI_TABLE | STEMMA_CLI_OUTPUT;
  return stemma_cli_parse (cli, "history", shared, NULL, &argc, &argv, error)
         && stemma_cli_no_more (argc, argv, 1, error) && print_history (cli, argv[1], error);
}
