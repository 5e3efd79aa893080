#include <glib/gi18n.h>

#include "cli/stemma-cli.h"

const StemmaCliCommand stemma_cli_commands[] = {
  { "import", "--date D (--snapshot FILE… | --added FILE… --deleted FILE…)",
    N_ ("Read files into a new snapshot"), stemma_cli_run_import },
  { "snapshots", "[--forget D]", N_ ("List the snapshots there are"), stemma_cli_run_snapshots },
  { "report", "KIND", N_ ("Print the figures of a snapshot"), stemma_cli_run_report },
  { "check", "[--repair]", N_ ("Verify the store and what is derived from it"), stemma_cli_run_check },
  { NULL, NULL, NULL, NULL },
};
