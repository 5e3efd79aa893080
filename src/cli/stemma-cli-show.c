#include <glib/gi18n.h>

#include "cli/stemma-cli.h"
#include "report/stemma-report-model.h"

static gboolean
show (StemmaCli *cli, const char *name, GError **error)
{
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_READ, error);
  g_autoptr (StemmaSnapshot) snapshot = stemma_cli_load (cli, workspace, cli->snapshot, error);
  g_autoptr (StemmaModelSheet) sheet
    = snapshot == NULL ? NULL
                       : stemma_model_sheet_new (snapshot, stemma_workspace_get_store (workspace), name, 0,
                                                 cli->cancellable, error);
  if (sheet == NULL || !stemma_model_sheet_check (sheet, cli->cancellable, error))
    return FALSE;
  g_autoptr (StemmaReport) report = stemma_report_show (sheet);
  return stemma_cli_print_report (cli, report, error);
}

/** stemma_cli_run_show: prints all that is known of one model in one week. Returns: whether that worked */
gboolean
stemma_cli_run_show (StemmaCli *cli, int argc, char **argv, GError **error)
{
  StemmaCliOptions shared = STEMMA_CLI_FORMAT | STEMMA_CLI_TABLE | STEMMA_CLI_OUTPUT | STEMMA_CLI_SNAPSHOT;
  return stemma_cli_parse (cli, "show", shared, NULL, &argc, &argv, error)
         && stemma_cli_no_more (argc, argv, 1, error) && show (cli, argv[1], error);
}
