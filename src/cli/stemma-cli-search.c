#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "report/stemma-report-model.h"

#define DEFAULT_TOP 10

static gboolean
search (StemmaCli *cli, const char *text, int top, GError **error)
{
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_READ, error);
  g_autoptr (StemmaSnapshot) snapshot = stemma_cli_load (cli, workspace, cli->snapshot, error);
  g_autoptr (StemmaReport) report
    = snapshot == NULL ? NULL : stemma_report_search (snapshot, text, (guint) top, cli->cancellable, error);
  return stemma_cli_print_report (cli, report, error);
}

/** stemma_cli_run_search: finds models by name. Returns: whether that worked, also where nothing is found */
gboolean
stemma_cli_run_search (StemmaCli *cli, int argc, char **argv, GError **error)
{
  int top = DEFAULT_TOP;
  const GOptionEntry entries[] = {
    { "top", 0, 0, G_OPTION_ARG_INT, &top, N_ ("How many at most"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  return stemma_cli_parse (cli, "search", STEMMA_CLI_FORMAT | STEMMA_CLI_OUTPUT | STEMMA_CLI_SNAPSHOT,
                           entries, &argc, &argv, error)
         && stemma_cli_no_more (argc, argv, 1, error) && search (cli, argv[1], top, error);
}
