#include "cli/stemma-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "export/stemma-atomic.h"
#include "export/stemma-json-text.h"
#include "scene/stemma-text.h"

/* Progress on something that is no terminal: a line every so often, µs. */
#define LINE_INTERVAL (3 * G_USEC_PER_SEC)
#define BAR_INTERVAL (G_USEC_PER_SEC / 10)

/**
 * stemma_cli_print:
 * @cli: the command line
 * @text: a result
 * @error: what went wrong
 *
 * Writes a result to standard output or, whole or not at all, to the file of -o.
 *
 * Returns: whether all of it is written
 */
gboolean
stemma_cli_print (StemmaCli *cli, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  stemma_cli_end_progress (cli);
  return stemma_atomic_write (cli->output != NULL ? cli->output : "-", bytes, error);
}

/* Outside of strings JSON is plain; inside, what a terminal could act on or what turns the direction of the text is
 * written as an escape, which means the same. */
static char *
render_json (JsonNode *json)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, json);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  return stemma_json_escape_controls (text);
}

/** stemma_cli_print_csv: as stemma_cli_print(), but a terminal is not given what it would act on. */
gboolean
stemma_cli_print_csv (StemmaCli *cli, const char *csv, GError **error)
{
  gboolean terminal = (cli->output == NULL || g_str_equal (cli->output, "-")) && isatty (STDOUT_FILENO) == 1;
  if (!terminal)
    return stemma_cli_print (cli, csv, error);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autofree char *line = stemma_text_clean (lines[i]);
      g_string_append_printf (shown, "%s\n", line);
    }
  return stemma_cli_print (cli, shown->str, error);
}

static gboolean
print_tables (StemmaCli *cli, StemmaTable *const *tables, guint n_tables, gboolean all, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  if (cli->format == STEMMA_FORMAT_CSV)
    {
      if (all)
        stemma_tables_write_long_csv (tables, n_tables, out);
      else
        stemma_table_write_csv (tables[0], out);
      return stemma_cli_print_csv (cli, out->str, error);
    }
  g_autofree char *heading = stemma_text_clean (cli->heading);
  if (cli->heading != NULL)
    g_string_append_printf (out, "%s\n\n", heading);
  stemma_tables_write_text (tables, n_tables, out);
  return stemma_cli_print (cli, out->str, error);
}

static gboolean
print_json (StemmaCli *cli, JsonNode *json, GError **error)
{
  g_autofree char *text = render_json (json);
  return stemma_cli_print (cli, text, error);
}

/**
 * stemma_cli_print_result:
 * @cli: the command line
 * @json: the result as one object
 * @table: the result as a table
 * @error: what went wrong
 *
 * Prints a result in the form that --format asks for.
 *
 * Returns: whether all of it is written
 */
gboolean
stemma_cli_print_result (StemmaCli *cli, JsonNode *json, StemmaTable *table, GError **error)
{
  return cli->format == STEMMA_FORMAT_JSON ? print_json (cli, json, error)
                                           : print_tables (cli, &table, 1, FALSE, error);
}

/**
 * stemma_cli_print_report:
 * @cli: the command line
 * @report: (nullable): a result in several tables; with %NULL @error is set already
 * @error: what went wrong
 *
 * Prints a report in the form that --format asks for: as text all its tables, as CSV the one that stands for all, and
 * that of --table where it is given.
 *
 * Returns: whether all of it is written
 */
gboolean
stemma_cli_print_report (StemmaCli *cli, const StemmaReport *report, GError **error)
{
  if (report == NULL)
    return FALSE;
  if (cli->format == STEMMA_FORMAT_JSON)
    return print_json (cli, report->json, error);
  gboolean all = cli->table != NULL ? g_str_equal (cli->table, "all") : cli->format == STEMMA_FORMAT_TEXT;
  if (all)
    return print_tables (cli, (StemmaTable *const *) report->tables->pdata, report->tables->len, TRUE, error);
  StemmaTable *table = stemma_report_get_table (report, cli->table);
  if (table != NULL)
    return print_tables (cli, &table, 1, FALSE, error);
  g_autofree char *known = stemma_report_list_tables (report);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no table “%s” in it; there are: %s, all"),
               cli->table, known);
  return FALSE;
}

/**
 * stemma_cli_say:
 * @cli: the command line
 * @format: a remark for a person
 *
 * Prints to standard error, unless --quiet.
 */
void
stemma_cli_say (StemmaCli *cli, const char *format, ...)
{
  if (cli->quiet)
    return;
  stemma_cli_end_progress (cli);
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *shown = stemma_text_clean (text);
  g_printerr ("%s\n", shown);
}

static void
draw_bar (StemmaCli *cli, guint64 done, guint64 total, const char *what)
{
  char bar[31];
  guint filled = total > 0 ? (guint) (MIN (done, total) * 30 / total) : 0;
  memset (bar, ' ', 30);
  memset (bar, '#', filled);
  bar[30] = '\0';
  if (total > 0)
    g_printerr ("\r\033[K%s [%s] %3u %%", what, bar, (guint) (MIN (done, total) * 100 / total));
  else
    g_printerr ("\r\033[K%s …", what);
  cli->progress_open = TRUE;
}

static void
tell_progress (guint64 done, guint64 total, const char *what, gpointer user_data)
{
  StemmaCli *cli = user_data;
  gboolean terminal = isatty (STDERR_FILENO) == 1;
  gint64 now = g_get_monotonic_time ();
  if (cli->progress_told == 0)
    cli->progress_told = now;
  if (now - cli->progress_told < (terminal ? BAR_INTERVAL : LINE_INTERVAL))
    return;
  cli->progress_told = now;
  if (terminal)
    draw_bar (cli, done, total, what);
  else if (total > 0)
    g_printerr ("%s: %u %%\n", what, (guint) (MIN (done, total) * 100 / total));
  else
    g_printerr ("%s\n", what);
}

/** stemma_cli_end_progress: takes the bar off the terminal, if there is one */
void
stemma_cli_end_progress (StemmaCli *cli)
{
  if (cli->progress_open)
    g_printerr ("\r\033[K");
  cli->progress_open = FALSE;
  if (!cli->quiet)
    cli->progress = (StemmaProgress) { tell_progress, cli };
}

/** stemma_cli_find: Returns: (transfer none) (nullable): the command called @name */
const StemmaCliCommand *
stemma_cli_find (const char *name)
{
  for (const StemmaCliCommand *command = stemma_cli_commands; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}
