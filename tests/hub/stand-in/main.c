#include "serve.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
int __lsan_is_turned_off (void);

/* The server of libsoup 3.2 loses connections it has accepted; what leaks here is none of Stemma's. */
int
__lsan_is_turned_off (void)
{
  return 1;
}
#endif

static gboolean
on_end (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_week (gpointer user_data)
{
  stand_in_hub_pass_week (user_data);
  return G_SOURCE_CONTINUE;
}

/* Whoever started this holds the other end, even when it is killed. */
static gboolean
on_input (int fd, G_GNUC_UNUSED GIOCondition condition, gpointer user_data)
{
  char room[256];
  if (read (fd, room, sizeof room) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
run (const StandInOptions *options, GError **error)
{
  g_autoptr (StandInHub) hub = stand_in_hub_new (options, error);
  g_autoptr (StandInServer) server
    = hub != NULL ? stand_in_server_new (hub, (guint) options->port, error) : NULL;
  if (server == NULL)
    return FALSE;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, on_end, loop);
  g_unix_signal_add (SIGINT, on_end, loop);
  g_unix_signal_add (SIGUSR1, on_week, hub);
  if (options->with_parent)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, loop);
  g_print ("%s\n", hub->origin);
  fflush (stdout);
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  StandInOptions options;
  g_autoptr (GError) error = NULL;
  gboolean done = stand_in_options_parse (&options, &argc, &argv, &error);
  if (done && options.faults != NULL && g_strcmp0 (options.faults[0], "help") == 0)
    {
      g_autofree char *help = stand_in_faults_help ();
      g_print ("%s", help);
    }
  else
    done = done && run (&options, &error);
  if (!done)
    g_printerr ("stemma-stand-in-hub: %s\n", error->message);
  stand_in_options_clear (&options);
  return done ? 0 : 2;
}
