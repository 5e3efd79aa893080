#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "report/stemma-report.h"

#define DEFAULT_TOP 10

static gboolean
parse_options (const char *reading, int top, StemmaReportOptions *options, GError **error)
{
  if (reading != NULL && !stemma_reading_parse (reading, &options->reading))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no reading “%s”: exact and paper are known"),
                 reading);
  else if (top < 0)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--top wants a number from 0 up"));
  else
    {
      options->top = (guint) top;
      return TRUE;
    }
  return FALSE;
}

static gboolean
print_report (StemmaCli *cli, const char *kind, const StemmaReportOptions *options, GError **error)
{
  StemmaReportFunc func = stemma_report_find (kind);
  if (func == NULL)
    {
      g_autofree char *known = stemma_report_list_kinds ();
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no report “%s”; there are: %s"), kind, known);
      return FALSE;
    }
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_READ, error);
  g_autoptr (StemmaSnapshot) snapshot
      = workspace == NULL ? NULL : stemma_workspace_load (workspace, cli->snapshot, cli->cancellable, error);
  g_autoptr (StemmaReport) report = snapshot == NULL ? NULL : func (snapshot, options, cli->cancellable, error);
  if (report == NULL)
    return FALSE;
  char date[STEMMA_DATE_TEXT_SIZE];
  cli->heading = g_strdup_printf (_ ("Snapshot of %s, from %s; reading: %s"),
                                  stemma_date_format (stemma_snapshot_get_date (snapshot), date),
                                  stemma_snapshot_get_source (snapshot), stemma_reading_word (options->reading));
  return stemma_cli_print_result (cli, report->json, (StemmaTable *const *) report->tables->pdata,
                                  report->tables->len, error);
}

/** stemma_cli_run_report: prints a report of a snapshot. Returns: whether that worked */
gboolean
stemma_cli_run_report (StemmaCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *reading = NULL;
  int top = DEFAULT_TOP;
  StemmaReportOptions options = { .reading = STEMMA_READING_EXACT };
  const GOptionEntry entries[] = {
    { "reading", 0, 0, G_OPTION_ARG_STRING, &reading, N_ ("Which of the two meanings of a figure"), "exact|paper" },
    { "top", 0, 0, G_OPTION_ARG_INT, &top, N_ ("How many of the largest"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  return stemma_cli_parse (cli, "report", STEMMA_CLI_FORMAT | STEMMA_CLI_OUTPUT | STEMMA_CLI_SNAPSHOT, entries, &argc,
                           &argv, error)
         && stemma_cli_no_more (argc, argv, 1, error) && parse_options (reading, top, &options, error)
         && print_report (cli, argv[1], &options, error);
}
