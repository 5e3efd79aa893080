#include "options.h"

#include "simulate/stemma-simulator.h"

#include <gio/gio.h>
#include <math.h>

#define SUMMARY                                                                                              \
  "Serves an invented Hub on this machine: its list and detail routes, limits and bad days. The first "      \
  "line\n"                                                                                                   \
  "on standard output is its address. POST /stand-in/week or SIGUSR1 lets a week pass."

static gboolean
check (const StandInOptions *options, GError **error)
{
  const char *fault = NULL;
  if (options->week < 0 || options->week > 16)
    fault = "--week is 0 to 16.";
  else if (options->seed < 0 || options->seed > G_MAXUINT32)
    fault = "--seed is 0 to 4294967295.";
  else if (!(options->scale >= STEMMA_SIMULATOR_MIN_SCALE && options->scale <= STEMMA_SIMULATOR_MAX_SCALE))
    fault = "--scale is 0.0005 to 4.";
  else if (options->port < 0 || options->port > 65535)
    fault = "--port is 0 to 65535.";
  else if (options->quota < 1 || options->token_quota < 1)
    fault = "A quota is at least 1.";
  else if (!(options->window >= 0.1) || !isfinite (options->window))
    fault = "--window is at least 0.1 seconds.";
  else if (options->fault_times < 0 || options->retry_after < 0 || !(options->stall >= 0)
           || options->private_models < 0 || options->private_models > 1000)
    fault = "A count cannot be negative.";
  else if (options->bomb < 1 || options->bomb > 4000 || options->cache < 0 || options->cache > 100000)
    fault = "--bomb is 1 to 4000 MiB, --cache 0 to 100000.";
  if (fault != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, fault);
  return fault == NULL;
}

static void
set_defaults (StandInOptions *options)
{
  *options = (StandInOptions){
    .seed = 1,
    .scale = 0.02,
    .quota = 500,
    .token_quota = 1000,
    .window = 300,
    .share = 80,
    .connections = 4,
    .gzip = 1,
    .cache = 512,
    .fault_seed = 1,
    .fault_times = 2,
    .retry_after = 1,
    .stall = 0.5,
    .bomb = 1024,
  };
}

static void
add_entries (GOptionContext *context, StandInOptions *o)
{
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT64, &o->seed, "Where all models come from (1)", "N" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &o->scale, "Size; 1 is 1,817,398 models (0.02)", "S" },
    { "week", 0, 0, G_OPTION_ARG_INT, &o->week, "To begin with: 0 is 2025-03-12, 16 is 2025-07-02 (0)", "W" },
    { "port", 0, 0, G_OPTION_ARG_INT, &o->port, "0 is any that is free (0)", "PORT" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &o->token, "The token that is valid (none is)", "TEXT" },
    { "private", 0, 0, G_OPTION_ARG_INT, &o->private_models, "Models that only the token shows (0)", "N" },
    { "no-limits", 0, 0, G_OPTION_ARG_NONE, &o->no_limits, "Do not limit requests", NULL },
    { "quota", 0, 0, G_OPTION_ARG_INT, &o->quota, "Requests a window without a token (500)", "N" },
    { "token-quota", 0, 0, G_OPTION_ARG_INT, &o->token_quota, "Requests a window with the token (1000)",
      "N" },
    { "window", 0, 0, G_OPTION_ARG_DOUBLE, &o->window, "Length of a window in seconds (300)", "S" },
    { "share", 0, 0, G_OPTION_ARG_DOUBLE, &o->share, "Percent of a quota that is polite (80)", "N" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &o->connections, "Connections at once that are polite (4)",
      "N" },
    { "gzip", 0, 0, G_OPTION_ARG_INT, &o->gzip, "0: never compress (1)", "0|1" },
    { "cache", 0, 0, G_OPTION_ARG_INT, &o->cache, "MiB of finished pages to keep (512)", "N" },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };
  const GOptionEntry faults[] = {
    { "faults", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->faults,
      "Bad days, KIND,KIND…[:RATE], or all; may be repeated; 'help' lists them", "LIST" },
    { "fault-seed", 0, 0, G_OPTION_ARG_INT64, &o->fault_seed, "Where faults come from (1)", "N" },
    { "fault-times", 0, 0, G_OPTION_ARG_INT, &o->fault_times,
      "How often a request is hit at most; 0: for ever (2)", "N" },
    { "retry-after", 0, 0, G_OPTION_ARG_INT, &o->retry_after, "Seconds that a made-up limit lasts (1)", "N" },
    { "stall", 0, 0, G_OPTION_ARG_DOUBLE, &o->stall, "Seconds of silence (0.5)", "S" },
    { "bomb", 0, 0, G_OPTION_ARG_INT, &o->bomb, "MiB that a bomb unpacks to (1024)", "N" },
    { "with-parent", 0, 0, G_OPTION_ARG_NONE, &o->with_parent, "End when standard input does", NULL },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, faults, NULL);
}

/**
 * stand_in_options_parse:
 * @options: (out): what was said, and defaults; to be cleared even after an error
 * @argc: (inout): of main()
 * @argv: (inout): of main()
 * @error: return location: #GOptionError
 *
 * Returns: whether all of it made sense
 */
gboolean
stand_in_options_parse (StandInOptions *options, int *argc, char ***argv, GError **error)
{
  set_defaults (options);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context, SUMMARY);
  add_entries (context, options);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "What is “%s” for?", (*argv)[1]);
      return FALSE;
    }
  return check (options, error);
}

void
stand_in_options_clear (StandInOptions *options)
{
  g_clear_pointer (&options->token, g_free);
  g_clear_pointer (&options->faults, g_strfreev);
}
