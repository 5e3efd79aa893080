#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StandInOptions: what the command line says; the defaults are those of the Hub. */
typedef struct
{
  gint64 seed;
  double scale;
  int week;
  int port;    /* 0: any */
  char *token; /* (nullable): the one that is valid */
  gboolean no_limits;
  int quota; /* requests a window without a token */
  int token_quota;
  double window;      /* seconds */
  double share;       /* of a quota that a polite client stays under, in percent */
  int connections;    /* that a polite client opens at once */
  int private_models; /* that only the token lets see */
  int gzip;           /* 0: never compress */
  int cache;          /* MiB of pages that are kept */
  char **faults;      /* (nullable): KIND,KIND…[:RATE] each */
  gint64 fault_seed;
  int fault_times; /* that one request is hit at most; 0: a request once hit stays so */
  int retry_after; /* seconds that a made-up limit lasts */
  double stall;    /* seconds */
  int bomb;        /* MiB that a small answer unpacks to */
  gboolean with_parent;
} StandInOptions;

gboolean stand_in_options_parse (StandInOptions *options, int *argc, char ***argv, GError **error);
void stand_in_options_clear (StandInOptions *options);

G_END_DECLS
