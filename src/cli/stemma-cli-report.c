#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "report/stemma-report.h"

#define DEFAULT_TOP 10

static gboolean
parse_reading (const char *reading, StemmaReportOptions *options, GError **error)
{
  if (reading == NULL || stemma_reading_parse (reading, &options->reading))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no reading “%s”: exact and paper are known"),
               reading);
  return FALSE;
}

static gboolean
print_report (StemmaCli *cli, const char *kind, const StemmaReportOptions *options, GError **error)
{
  StemmaReportFunc func = stemma_report_find (kind);
  if (func == NULL)
    {
      g_autofree char *known = stemma_report_list_kinds ();
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no report “%s”; there are: %s"), kind,
                   known);
      return FALSE;
    }
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_READ, error);
  g_autoptr (StemmaSnapshot) snapshot = stemma_cli_load (cli, workspace, cli->snapshot, error);
  g_autoptr (StemmaReport) report = snapshot == NULL ? NULL : func (snapshot, options, cli->cancellable, error);
  if (report == NULL)
    return FALSE;
  char date[STEMMA_DATE_TEXT_SIZE];
  cli->heading = g_strdup_printf (_ ("Snapshot of %s, from %s; reading: %s"),
                                  stemma_date_format (stemma_snapshot_get_date (snapshot), date),
                                  stemma_snapshot_get_source (snapshot), stemma_reading_word (options->reading));
  return stemma_cli_print_report (cli, report, error);
}

/** stemma_cli_run_report: prints a report of a snapshot. Returns: whether that worked */
gboolean
stemma_cli_run_report (StemmaCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *reading = NULL;
  int top = DEFAULT_TOP;
  const GOptionEntry entries[] = {
    { "reading", 0, 0, G_OPTION_ARG_STRING, &reading, N_ ("Which of the two meanings of a figure"), "exact|paper" },
    { "top", 0, 0, G_OPTION_ARG_INT, &top, N_ ("How many of the largest"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  StemmaReportOptions options = { .reading = STEMMA_READING_EXACT };
  StemmaCliOptions shared = STEMMA_CLI_FORMAT | STEMMA_CLI_TABLE | STEMMA_CLI_OUTPUT | STEMMA_CLI_SNAPSHOT;
  g_autofree char *kinds = stemma_report_list_kinds ();
  cli->help_more = g_strdup_printf (_ ("KIND is one of: %s"), kinds);
  gboolean done = stemma_cli_parse (cli, "report", shared, entries, &argc, &argv, error)
                  && stemma_cli_no_more (argc, argv, 1, error) && parse_reading (reading, &options, error);
  options.top = (guint) top;
  return done && print_report (cli, argv[1], &options, error);
}
