#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include <unistd.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "scene/stemma-text.h"

#define INTERRUPTED 130

static void
print_commands (void)
{
  g_print ("\n%s\n", _ ("Commands:"));
  for (const StemmaCliCommand *command = stemma_cli_commands; command->name != NULL; command++)
    g_print ("  %-14s %s\n", command->name, _ (command->summary));
  g_print ("\n%s\n", _ ("“stemma-cli COMMAND --help” tells the options of each."));
}

static void
print_version (void)
{
  g_print ("stemma-cli %s\n", STEMMA_VERSION);
}

/* The signal comes in on a thread of its own, so that whatever the main thread does is told to stop. What does not hear
 * it, as a read from a terminal, is ended by the second. */
static gpointer
wait_for_interrupt (gpointer data)
{
  sigset_t set;
  int number;
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  while (sigwait (&set, &number) == 0)
    {
      if (g_cancellable_is_cancelled (data))
        _exit (INTERRUPTED);
      g_cancellable_cancel (data);
    }
  return NULL;
}

static void
watch_interrupts (GCancellable *cancellable)
{
  sigset_t set;
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  g_thread_unref (g_thread_new ("interrupts", wait_for_interrupt, g_object_ref (cancellable)));
}

static gboolean
parse_global (StemmaCli *cli, int *argc, char ***argv, GError **error)
{
  gboolean version = FALSE, help = FALSE;
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Print this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND …"));
  g_option_context_set_summary (context, _ ("Shows the supply chain of AI models."));
  stemma_cli_add_options (cli, context, 0, entries);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (version)
    print_version ();
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);
      g_print ("%s", text);
      print_commands ();
    }
  if (version || help)
    *argc = 0;
  return TRUE;
}

static gboolean
run (StemmaCli *cli, int argc, char **argv, GError **error)
{
  if (!parse_global (cli, &argc, &argv, error))
    return FALSE;
  if (argc == 0)
    return TRUE;
  /* A "--" that parted the global options is not a command. */
  if (argc > 1 && g_str_equal (argv[1], "--"))
    argc--, argv++;
  const StemmaCliCommand *command = argc > 1 ? stemma_cli_find (argv[1]) : NULL;
  if (command != NULL && argc == 3 && g_str_equal (argv[2], "--version"))
    {
      print_version ();
      return TRUE;
    }
  cli->kept = command != NULL ? command->kept : NULL;
  if (command != NULL)
    return command->run (cli, argc - 1, argv + 1, error);
  if (argc > 1)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no command “%s”; see “stemma-cli --help”"),
                 argv[1]);
  else
    g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("Which command? See “stemma-cli --help”"));
  return FALSE;
}

/* Names from anywhere stand in messages: a terminal must not act on them. */
static void
print_error (const char *message)
{
  g_autofree char *shown = stemma_text_clean (message);
  g_printerr ("stemma-cli: %s\n", shown);
}

/* Whoever read the results has gone: the end that other tools come to, unless whoever started it wants none of that. */
static void
die_of_broken_pipe (void)
{
  signal (SIGPIPE, SIG_DFL);
  raise (SIGPIPE);
}

/* An interruption shows in different ways, also as a helper that died of the same signal. */
static int
finish (StemmaCli *cli, const GError *error, gboolean pipes_kill)
{
  stemma_cli_end_progress (cli);
  if (error == NULL)
    return 0;
  if (g_cancellable_is_cancelled (cli->cancellable) && stemma_error_exit_status (error) != 2)
    {
      if (cli->kept != NULL && *cli->kept == '\0')
        print_error (error->message);
      else
        print_error (cli->kept != NULL ? _ (cli->kept)
                                       : _ ("Interrupted: nothing was written, the store is as before"));
      return INTERRUPTED;
    }
  if (pipes_kill && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    die_of_broken_pipe ();
  print_error (error->message);
  return stemma_error_exit_status (error);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, STEMMA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("stemma-cli");
  /* The layout helper's pipe may break as well, and that is no reason to end. */
  gboolean pipes_kill = signal (SIGPIPE, SIG_IGN) == SIG_DFL;

  g_autoptr (GError) error = NULL;
  /* The strings are the arguments as the locale has them; file names stay as they are. */
  g_auto (GStrv) arguments = g_strdupv (argv);
  char **left = g_memdup2 (arguments, ((gsize) argc + 1) * sizeof *arguments);
  StemmaCli cli = { .cancellable = g_cancellable_new (), .given = g_hash_table_new (NULL, NULL) };
  watch_interrupts (cli.cancellable);
  run (&cli, argc, left, &error);
  int status = finish (&cli, error, pipes_kill);
  g_free (left);
  g_free (cli.store_path);
  g_free (cli.format_word);
  g_free (cli.output);
  g_free (cli.snapshot);
  g_free (cli.table);
  g_free (cli.heading);
  g_free (cli.help_more);
  g_hash_table_unref (cli.given);
  g_object_unref (cli.cancellable);
  return status;
}
