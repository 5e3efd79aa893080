#pragma once

#include "base/stemma-progress.h"
#include "report/stemma-table.h"
#include "workspace/stemma-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_FORMAT_TEXT,
  STEMMA_FORMAT_JSON,
  STEMMA_FORMAT_CSV,
} StemmaFormat;

/**
 * StemmaCli:
 *
 * What every command is given: the options that stand before its name, and the way to the store.
 */
typedef struct
{
  char *store_path;     /* (nullable): the default place */
  gboolean quiet;
  char *format_word;    /* (nullable): of --format */
  gboolean json;        /* --json, short for --format json */
  StemmaFormat format;
  char *output;         /* (nullable): of -o; NULL and "-" are standard output */
  char *snapshot;       /* (nullable): of --snapshot */
  char *heading;        /* (nullable): what stands above the tables of a result in text */
  GCancellable *cancellable;
  StemmaProgress progress;
  const char *progress_what;
  gint64 progress_told; /* monotonic time of the last line, µs */
  gboolean progress_open; /* a bar stands on the terminal's last line */
} StemmaCli;

/** StemmaCliCommand: one word of the command line. @run gets its own arguments, its name first. */
typedef struct
{
  const char *name;
  const char *usage;   /* what follows the name */
  const char *summary; /* untranslated, marked with N_() */
  gboolean (*run) (StemmaCli *cli, int argc, char **argv, GError **error);
} StemmaCliCommand;

extern const StemmaCliCommand stemma_cli_commands[];

/* Which of the shared options a command takes. */
typedef enum
{
  STEMMA_CLI_FORMAT = 1 << 0,
  STEMMA_CLI_OUTPUT = 1 << 1,
  STEMMA_CLI_SNAPSHOT = 1 << 2,
} StemmaCliOptions;

gboolean stemma_cli_parse (StemmaCli *cli, const char *command, StemmaCliOptions shared, const GOptionEntry *entries,
                           int *argc, char ***argv, GError **error);
gboolean stemma_cli_no_more (int argc, char **argv, int wanted, GError **error);
StemmaWorkspace *stemma_cli_open (StemmaCli *cli, StemmaStoreMode mode, GError **error);
gboolean stemma_cli_print (StemmaCli *cli, const char *text, GError **error);
gboolean stemma_cli_print_result (StemmaCli *cli, JsonNode *json, StemmaTable *const *tables, guint n_tables,
                                  GError **error);
void stemma_cli_say (StemmaCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
void stemma_cli_end_progress (StemmaCli *cli);
const StemmaCliCommand *stemma_cli_find (const char *name);

gboolean stemma_cli_run_import (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_fetch (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_snapshots (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_report (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_lineage (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_show (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_history (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_search (StemmaCli *cli, int argc, char **argv, GError **error);
gboolean stemma_cli_run_check (StemmaCli *cli, int argc, char **argv, GError **error);

G_END_DECLS
