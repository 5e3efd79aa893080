#include "cli/stemma-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "export/stemma-atomic.h"

/* Progress on something that is no terminal: a line every so often, µs. */
#define LINE_INTERVAL (3 * G_USEC_PER_SEC)
#define BAR_INTERVAL (G_USEC_PER_SEC / 10)

static gboolean
parse_format (StemmaCli *cli, GError **error)
{
  static const char *const words[] = { "text", "json", "csv" };
  cli->format = cli->json ? STEMMA_FORMAT_JSON : STEMMA_FORMAT_TEXT;
  if (cli->format_word == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], cli->format_word))
      {
        cli->format = i;
        return TRUE;
      }
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no format “%s”: text, json and csv are known"),
               cli->format_word);
  return FALSE;
}

static void
add_shared (StemmaCli *cli, StemmaCliOptions shared, GOptionContext *context)
{
  const struct
  {
    StemmaCliOptions option;
    GOptionEntry entry;
  } known[] = {
    { 0, { "store", 0, 0, G_OPTION_ARG_FILENAME, &cli->store_path, N_ ("The store to work on"), N_ ("FILE") } },
    { 0, { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli->quiet, N_ ("No progress and no remarks"), NULL } },
    { STEMMA_CLI_FORMAT,
      { "format", 0, 0, G_OPTION_ARG_STRING, &cli->format_word, N_ ("How to print it"), "text|json|csv" } },
    { STEMMA_CLI_FORMAT, { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_ ("The same as --format json"), NULL } },
    { STEMMA_CLI_OUTPUT,
      { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output, N_ ("Write to FILE"), N_ ("FILE") } },
    { STEMMA_CLI_SNAPSHOT,
      { "snapshot", 0, 0, G_OPTION_ARG_STRING, &cli->snapshot, N_ ("Which snapshot"), "D|latest|previous" } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].option == 0 || (shared & known[i].option) != 0)
      {
        const GOptionEntry entries[] = { known[i].entry, G_OPTION_ENTRY_NULL };
        g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
      }
}

/**
 * stemma_cli_parse:
 * @cli: the command line
 * @command: the command's name
 * @shared: which of the shared options it takes
 * @entries: (nullable): its own
 * @argc: (inout): what is left afterwards
 * @argv: (inout): what is left afterwards, the command's name first
 * @error: what went wrong
 *
 * Returns: whether the options make sense
 */
gboolean
stemma_cli_parse (StemmaCli *cli, const char *command, StemmaCliOptions shared, const GOptionEntry *entries, int *argc,
                  char ***argv, GError **error)
{
  const StemmaCliCommand *known = stemma_cli_find (command);
  g_return_val_if_fail (known != NULL, FALSE);
  g_autoptr (GOptionContext) context = g_option_context_new (known->usage);
  g_option_context_set_summary (context, _ (known->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_shared (cli, shared, context);
  /* GOption tells the program's name in its help: it is two words here. */
  g_autofree char *program = g_strconcat (g_get_prgname (), " ", command, NULL);
  g_set_prgname (program);
  gboolean parsed = g_option_context_parse (context, argc, argv, error);
  g_set_prgname ("stemma-cli");
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)[1] = (*argv)[0];
      (*argv)++;
      (*argc)--;
    }
  return parsed && parse_format (cli, error);
}

/**
 * stemma_cli_no_more:
 * @argc: what is left
 * @argv: what is left, the command's name first
 * @wanted: how many arguments the command takes, -1 for at least one
 * @error: what went wrong
 *
 * Returns: whether that many are left
 */
gboolean
stemma_cli_no_more (int argc, char **argv, int wanted, GError **error)
{
  if (wanted < 0 ? argc > 1 : argc == wanted + 1)
    return TRUE;
  if (wanted < 0 || argc < wanted + 1)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("“%s” wants more; see “stemma-cli %s --help”"), argv[0],
                 argv[0]);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("What is “%s”? See “stemma-cli %s --help”"),
                 argv[wanted + 1], argv[0]);
  return FALSE;
}

/**
 * stemma_cli_open:
 * @cli: the command line
 * @mode: whether to write, and whether to make it
 * @error: what went wrong
 *
 * Returns: (transfer full): the workspace on the chosen store, or %NULL
 */
StemmaWorkspace *
stemma_cli_open (StemmaCli *cli, StemmaStoreMode mode, GError **error)
{
  g_autofree char *usual = stemma_workspace_default_path ();
  return stemma_workspace_open (cli->store_path != NULL ? cli->store_path : usual, mode, error);
}

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

static char *
render_json (JsonNode *json)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, json);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}

/**
 * stemma_cli_print_result:
 * @cli: the command line
 * @json: the result as one object
 * @tables: (array length=n_tables): the result as tables
 * @n_tables: how many
 * @error: what went wrong
 *
 * Prints a result in the form that --format asks for.
 *
 * Returns: whether all of it is written
 */
gboolean
stemma_cli_print_result (StemmaCli *cli, JsonNode *json, StemmaTable *const *tables, guint n_tables, GError **error)
{
  if (cli->format == STEMMA_FORMAT_JSON)
    {
      g_autofree char *text = render_json (json);
      return stemma_cli_print (cli, text, error);
    }
  g_autoptr (GString) out = g_string_new (NULL);
  if (cli->heading != NULL && cli->format == STEMMA_FORMAT_TEXT)
    g_string_append_printf (out, "%s\n\n", cli->heading);
  for (guint i = 0; i < n_tables; i++)
    {
      if (i > 0)
        g_string_append (out, cli->format == STEMMA_FORMAT_CSV ? "\r\n" : "\n");
      if (cli->format == STEMMA_FORMAT_CSV)
        stemma_table_write_csv (tables[i], out);
      else
        stemma_table_write_text (tables[i], out);
    }
  return stemma_cli_print (cli, out->str, error);
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
  g_printerr ("%s\n", text);
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
