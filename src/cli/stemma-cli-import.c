#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"

typedef struct
{
  char *date;
  gboolean replace;
  GPtrArray *snapshot;
  GPtrArray *added;
  GPtrArray *deleted;
} Options;

static GPtrArray **
list_of_option (Options *options, const char *word)
{
  if (g_str_equal (word, "--snapshot"))
    return &options->snapshot;
  if (g_str_equal (word, "--added"))
    return &options->added;
  return g_str_equal (word, "--deleted") ? &options->deleted : NULL;
}

static void
append_file (GPtrArray **list, const char *file)
{
  g_ptr_array_add (*list, (gpointer) file);
}

/* GOption gives an option one value; here one takes all that follow, up to the next option. What is taken is removed
 * from @argv. */
static void
take_lists (Options *options, int *argc, char **argv)
{
  int kept = 1;
  GPtrArray **list = NULL;
  for (int i = 1; i < *argc; i++)
    {
      char *equals = strchr (argv[i], '=');
      g_autofree char *word = equals != NULL ? g_strndup (argv[i], (gsize) (equals - argv[i])) : g_strdup (argv[i]);
      GPtrArray **named = list_of_option (options, word);
      if (named != NULL)
        {
          list = named;
          if (*list == NULL)
            *list = g_ptr_array_new ();
          if (equals != NULL)
            append_file (list, equals + 1);
        }
      else if (list != NULL && (argv[i][0] != '-' || argv[i][1] == '\0'))
        append_file (list, argv[i]);
      else
        {
          /* Another option ends the list, and may take the next word as its value. */
          list = NULL;
          argv[kept++] = argv[i];
        }
    }
  argv[kept] = NULL;
  *argc = kept;
}

static const char *const *
finish_list (GPtrArray *list)
{
  if (list == NULL)
    return NULL;
  g_ptr_array_add (list, NULL);
  return (const char *const *) list->pdata;
}

static void
say_published (StemmaCli *cli, const char *date, const StemmaPublished *p)
{
  g_autofree char *models
    = g_strdup_printf (ngettext ("%" PRIu64 " model", "%" PRIu64 " models", p->models), p->models);
  /* Translators: the first is the day, the second how many models there are. */
  stemma_cli_say (cli,
                  _ ("%s: %s; %" PRIu64 " added, %" PRIu64 " deleted, %" PRIu64 " changed, %" PRIu64 " renamed"),
                  date, models, p->added, p->deleted, p->changed, p->renamed);
  if (p->findings > 0)
    stemma_cli_say (cli,
                    ngettext ("%" PRIu64 " oddity; “stemma-cli snapshots --findings %s” tells it",
                              "%" PRIu64 " oddities; “stemma-cli snapshots --findings %s” lists them", p->findings),
                    p->findings, date);
}

static guint
count_file (const GPtrArray *list, const char *file)
{
  guint n = 0;
  for (guint i = 0; list != NULL && i < list->len; i++)
    n += g_str_equal (g_ptr_array_index (list, i), file);
  return n;
}

/* The same list may be given in several goes, but each with a file at least; standard input is read only once. */
static gboolean
check_lists (const Options *options, GError **error)
{
  const struct
  {
    const char *option;
    const GPtrArray *list;
  } lists[]
    = { { "--snapshot", options->snapshot }, { "--added", options->added }, { "--deleted", options->deleted } };
  guint n_inputs = 0;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      n_inputs += count_file (lists[i].list, "-");
      if (lists[i].list == NULL || (lists[i].list->len > 0 && count_file (lists[i].list, "") == 0))
        continue;
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("%s wants the name of a file"), lists[i].option);
      return FALSE;
    }
  if (n_inputs > 1)
    g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("Standard input, “-”, can be read only once"));
  return n_inputs <= 1;
}

static gboolean
run_import (StemmaCli *cli, Options *options, GError **error)
{
  StemmaImportOptions import = { .snapshot = finish_list (options->snapshot),
                                 .added = finish_list (options->added),
                                 .deleted = finish_list (options->deleted),
                                 .replace = options->replace };
  if (options->date == NULL || !stemma_date_parse (options->date, &import.date))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                   options->date == NULL ? _ ("import wants --date YYYY-MM-DD") : _ ("“%s” is no date: YYYY-MM-DD"),
                   options->date);
      return FALSE;
    }
  if ((import.snapshot != NULL) == (import.added != NULL || import.deleted != NULL))
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                           _ ("import wants either --snapshot FILE…, or --added FILE… and --deleted FILE…"));
      return FALSE;
    }
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_CREATE, error);
  StemmaPublished published;
  if (workspace == NULL
      || !stemma_workspace_import (workspace, &import, &cli->progress, &published, cli->cancellable, error))
    return FALSE;
  say_published (cli, options->date, &published);
  return TRUE;
}

/**
 * stemma_cli_run_import:
 * @cli: the command line
 * @argc: how many words
 * @argv: the words, the command's name first
 * @error: what went wrong
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_cli_run_import (StemmaCli *cli, int argc, char **argv, GError **error)
{
  Options options = { 0 };
  static char *unused;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_ ("The day the files stand for"), N_ ("YYYY-MM-DD") },
    { "snapshot", 0, 0, G_OPTION_ARG_STRING, &unused, N_ ("Files that together list every model"), N_ ("FILE…") },
    { "added", 0, 0, G_OPTION_ARG_STRING, &unused, N_ ("Files of the models that came"), N_ ("FILE…") },
    { "deleted", 0, 0, G_OPTION_ARG_STRING, &unused, N_ ("Files of the models that went"), N_ ("FILE…") },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, N_ ("Replace the newest snapshot, if of the same day"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  take_lists (&options, &argc, argv);
  gboolean done = stemma_cli_parse (cli, "import", 0, entries, &argc, &argv, error)
                  && stemma_cli_no_more (argc, argv, 0, error) && check_lists (&options, error)
                  && run_import (cli, &options, error);
  g_free (options.date);
  g_clear_pointer (&options.snapshot, g_ptr_array_unref);
  g_clear_pointer (&options.added, g_ptr_array_unref);
  g_clear_pointer (&options.deleted, g_ptr_array_unref);
  return done;
}
