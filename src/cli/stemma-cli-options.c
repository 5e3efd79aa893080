/* Options are GOption's, with two rules more: what takes one value is given once, and never an empty one. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "scene/stemma-text.h"

typedef struct
{
  StemmaCli *cli;
  GArray *entries; /* GOptionEntry, as the command gave them */
} Options;

static void
options_free (gpointer data)
{
  Options *options = data;
  g_array_unref (options->entries);
  g_free (options);
}

static const GOptionEntry *
find_entry (const Options *options, const char *name)
{
  for (guint i = 0; i < options->entries->len; i++)
    {
      const GOptionEntry *entry = &g_array_index (options->entries, GOptionEntry, i);
      if (name[1] == '-' ? g_str_equal (name + 2, entry->long_name) : name[1] == entry->short_name)
        return entry;
    }
  return NULL;
}

static gboolean
take_number (const GOptionEntry *entry, const char *name, const char *value, GError **error)
{
  gint64 number;
  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT, &number, NULL))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("%s wants a number from 0 to %d, not “%s”"), name,
                   G_MAXINT, value);
      return FALSE;
    }
  *(int *) entry->arg_data = (int) number;
  return TRUE;
}

static gboolean
take_value (const char *name, const char *value, gpointer data, GError **error)
{
  Options *options = data;
  const GOptionEntry *entry = find_entry (options, name);
  g_return_val_if_fail (entry != NULL, FALSE);
  if (!g_hash_table_add (options->cli->given, entry->arg_data))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--%s is given twice"), entry->long_name);
  else if (*value == '\0')
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("%s wants a value, not nothing"), name);
  else if (entry->arg == G_OPTION_ARG_INT)
    return take_number (entry, name, value, error);
  else
    {
      *(char **) entry->arg_data = g_strdup (value);
      return TRUE;
    }
  return FALSE;
}

/* What takes no value may stand twice: it says the same. */
static void
add_entry (GOptionGroup *group, Options *options, GOptionEntry entry)
{
  g_array_append_val (options->entries, entry);
  if (entry.arg != G_OPTION_ARG_NONE)
    {
      entry.flags |= entry.arg == G_OPTION_ARG_FILENAME ? G_OPTION_FLAG_FILENAME : 0;
      entry.arg = G_OPTION_ARG_CALLBACK;
      entry.arg_data = (gpointer) take_value;
    }
  const GOptionEntry entries[] = { entry, G_OPTION_ENTRY_NULL };
  g_option_group_add_entries (group, entries);
}

static void
add_shared (GOptionGroup *group, Options *options, StemmaCliOptions shared)
{
  StemmaCli *cli = options->cli;
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
      { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output, N_ ("Write to FILE, in the format of its ending"),
        N_ ("FILE") } },
    { STEMMA_CLI_SNAPSHOT,
      { "snapshot", 0, 0, G_OPTION_ARG_STRING, &cli->snapshot, N_ ("Which snapshot"), "D|latest|previous" } },
    { STEMMA_CLI_TABLE,
      { "table", 0, 0, G_OPTION_ARG_STRING, &cli->table, N_ ("Which of the tables, or all"), N_ ("NAME|all") } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].option == 0 || (shared & known[i].option) != 0)
      add_entry (group, options, known[i].entry);
}

/**
 * stemma_cli_add_options:
 * @cli: the command line
 * @context: where to add them
 * @shared: which of the shared options
 * @entries: (nullable): others; values are strings, file names and numbers from 0 up
 *
 * An option that takes a value is wrong usage when it is given twice, here or before, or when the value is empty.
 */
void
stemma_cli_add_options (StemmaCli *cli, GOptionContext *context, StemmaCliOptions shared, const GOptionEntry *entries)
{
  Options *options = g_new0 (Options, 1);
  options->cli = cli;
  options->entries = g_array_new (FALSE, FALSE, sizeof (GOptionEntry));
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, options, options_free);
  for (; entries != NULL && entries->long_name != NULL; entries++)
    add_entry (group, options, *entries);
  add_shared (group, options, shared);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
}

static const char *const format_words[] = { "text", "json", "csv" };

/* Only these two endings say how a result is written; any other name is free. */
static gboolean
format_of_ending (const char *path, StemmaFormat *format)
{
  for (StemmaFormat i = STEMMA_FORMAT_JSON; path != NULL && i <= STEMMA_FORMAT_CSV; i++)
    {
      const char *point = strrchr (path, '.');
      if (point != NULL && g_ascii_strcasecmp (point + 1, format_words[i]) == 0)
        {
          *format = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
parse_word (StemmaCli *cli, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_words); i++)
    if (g_str_equal (format_words[i], cli->format_word))
      {
        cli->format = i;
        return TRUE;
      }
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no format “%s”: text, json and csv are known"),
               cli->format_word);
  return FALSE;
}

static gboolean
parse_format (StemmaCli *cli, GError **error)
{
  StemmaFormat ending;
  cli->format_given = cli->json || cli->format_word != NULL;
  cli->format = cli->json ? STEMMA_FORMAT_JSON : STEMMA_FORMAT_TEXT;
  if (cli->format_word != NULL && !parse_word (cli, error))
    return FALSE;
  if (cli->json && cli->format != STEMMA_FORMAT_JSON)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--json and --format %s contradict each other"),
                   cli->format_word);
      return FALSE;
    }
  if (!format_of_ending (cli->output, &ending))
    return TRUE;
  if (cli->format_given && cli->format != ending)
    {
      g_autofree char *shown = g_filename_display_name (cli->output);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--format %s and -o %s contradict each other"),
                   format_words[cli->format], shown);
      return FALSE;
    }
  cli->format = ending;
  return TRUE;
}

/* Said before the work is done. What cannot be known beforehand is told when it is written. */
static gboolean
check_output (const StemmaCli *cli, GError **error)
{
  if (cli->output == NULL || g_str_equal (cli->output, "-"))
    return TRUE;
  g_autofree char *shown = g_filename_display_name (cli->output);
  g_autofree char *folder = g_path_get_dirname (cli->output);
  g_autofree char *shown_folder = g_filename_display_name (folder);
  if (g_file_test (cli->output, G_FILE_TEST_IS_DIR))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s is a folder; -o wants the name of a file"), shown);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("There is no folder %s to write into"), shown_folder);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_words (int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc; i++)
    if (argv[i][0] == '\0')
      {
        g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("“%s” wants a word, not nothing"), argv[0]);
        return FALSE;
      }
    else if (!g_utf8_validate (argv[i], -1, NULL))
      {
        g_autofree char *shown = stemma_text_clean (argv[i]);
        g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("“%s” is not UTF-8, as every name of a model is"),
                     shown);
        return FALSE;
      }
  return TRUE;
}

static gboolean
parse (GOptionContext *context, const char *command, int *argc, char ***argv, GError **error)
{
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
  return parsed;
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
  g_option_context_set_description (context, cli->help_more);
  stemma_cli_add_options (cli, context, shared, entries);
  if (!parse (context, command, argc, argv, error) || !parse_format (cli, error) || !check_output (cli, error)
      || !check_words (*argc, *argv, error))
    return FALSE;
  if (cli->table == NULL || cli->format != STEMMA_FORMAT_JSON)
    return TRUE;
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                       _ ("--table does not go with JSON, which holds everything as one object"));
  return FALSE;
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
