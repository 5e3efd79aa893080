#pragma once

#include "base/stemma-progress.h"
#include "report/stemma-report.h"
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
  gboolean format_given; /* by --format or --json; else an ending of -o may say it */
  char *table;          /* (nullable): of --table */
  char *output;         /* (nullable): of -o; NULL and "-" are standard output */
  char *snapshot;       /* (nullable): of --snapshot */
  char *heading;        /* (nullable): what stands above the tables of a result in text */
  GHashTable *given;    /* where the values of the options go that were given, one each */
  char *help_more;      /* (nullable): what a command's help ends with */
  const char *kept;     /* (nullable): what an interruption leaves, untranslated, marked with N_(); empty: the error says it */
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
  const char *kept;    /* (nullable): what an interruption leaves, marked with N_() */
} StemmaCliCommand;

extern const StemmaCliCommand stemma_cli_commands[];

/* Which of the shared options a command takes. */
typedef enum
{
  STEMMA_CLI_FORMAT = 1 << 0,
  STEMMA_CLI_OUTPUT = 1 << 1,
  STEMMA_CLI_SNAPSHOT = 1 << 2,
  STEMMA_CLI_TABLE = 1 << 3,
} StemmaCliOptions;

void stemma_cli_add_options (StemmaCli *cli, GOptionContext *context, StemmaCliOptions shared,
                             const GOptionEntry *entries);
gboolean stemma_cli_parse (StemmaCli *cli, const char *command, StemmaCliOptions shared, const GOptionEntry *entries,
                           int *argc, char ***argv, GError **error);
gboolean stemma_cli_no_more (int argc, char **argv, int wanted, GError **error);
char *stemma_cli_get_store_path (const StemmaCli *cli);
StemmaWorkspace *stemma_cli_open (StemmaCli *cli, StemmaStoreMode mode, GError **error);
gboolean stemma_cli_find_day (StemmaCli *cli, StemmaWorkspace *workspace, const char *day, guint32 *id, GError **error);
StemmaSnapshot *stemma_cli_load (StemmaCli *cli, StemmaWorkspace *workspace, const char *selector, GError **error);
gboolean stemma_cli_print (StemmaCli *cli, const char *text, GError **error);
gboolean stemma_cli_print_result (StemmaCli *cli, JsonNode *json, StemmaTable *table, GError **error);
gboolean stemma_cli_print_report (StemmaCli *cli, const StemmaReport *report, GError **error);
gboolean stemma_cli_print_csv (StemmaCli *cli, const char *csv, GError **error);
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
