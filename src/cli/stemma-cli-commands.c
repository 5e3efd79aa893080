#include <glib/gi18n.h>

#include "cli/stemma-cli.h"

const StemmaCliCommand stemma_cli_commands[] = {
  { "import", "--date D (--snapshot FILE… | --added FILE… --deleted FILE…)",
    N_ ("Read files into a new snapshot"), stemma_cli_run_import,
    N_ ("Interrupted: no snapshot was published, the store is as before") },
  { "fetch", "[--endpoint URL] [--family MODEL]", N_ ("Fetch a new snapshot, or one family, from the Hub"),
    stemma_cli_run_fetch, "" },
  { "snapshots", "[--findings D | --forget D]", N_ ("List the snapshots there are"),
    stemma_cli_run_snapshots, NULL },
  { "report", "KIND", N_ ("Print the figures of a snapshot"), stemma_cli_run_report, NULL },
  { "lineage", "MODEL | --view URI", N_ ("Draw the family of a model, or print it as a tree"),
    stemma_cli_run_lineage, NULL },
  { "show", "MODEL", N_ ("Print all that is known of one model"), stemma_cli_run_show, NULL },
  { "history", "MODEL", N_ ("Print what happened to one model, by week"), stemma_cli_run_history, NULL },
  { "search", "TEXT", N_ ("Find models by name"), stemma_cli_run_search, NULL },
  { "check", "[--repair]", N_ ("Verify the store and what is derived from it"), stemma_cli_run_check,
    N_ ("Interrupted: the store is as before; what is derived from it is built again when it is asked for") },
  { NULL, NULL, NULL, NULL, NULL },
};
