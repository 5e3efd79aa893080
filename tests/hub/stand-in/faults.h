#pragma once

#include "keys.h"
#include "options.h"

G_BEGIN_DECLS

typedef enum
{
  STAND_IN_FAULT_NONE,
  /* Instead of an answer. */
  STAND_IN_FAULT_LIMIT,         /* 429, nothing left in the window */
  STAND_IN_FAULT_LIMIT_SECONDS, /* 429 although something is left, Retry-After in seconds */
  STAND_IN_FAULT_LIMIT_DATE,    /* the same with a date */
  STAND_IN_FAULT_LIMIT_BARE,    /* the same without Retry-After */
  STAND_IN_FAULT_SERVER_ERROR,  /* 408, 500, 502, 503 or 504 */
  STAND_IN_FAULT_HTML_ERROR,    /* 502 with a page for people */
  STAND_IN_FAULT_PORTAL,        /* 200 with a page for people */
  STAND_IN_FAULT_ERROR_200,     /* 200 with an error in it */
  STAND_IN_FAULT_TOKEN_REFUSED, /* 401 although the token is good */
  STAND_IN_FAULT_REDIRECT_LOOP,
  STAND_IN_FAULT_REDIRECT_ELSEWHERE,
  STAND_IN_FAULT_CUT, /* the connection ends without an answer */
  STAND_IN_FAULT_BOMB,
  /* Of the answer. */
  STAND_IN_FAULT_STALL,          /* silence, then all of it */
  STAND_IN_FAULT_STALL_BODY,     /* half of it, silence, then the end of the connection */
  STAND_IN_FAULT_TRUNCATED,      /* half of it, then the end of the connection */
  STAND_IN_FAULT_SHORT,          /* half of it, and its length says that this was all */
  STAND_IN_FAULT_SHORT_GZIP,     /* the same, of the compressed bytes */
  STAND_IN_FAULT_CORRUPT,        /* wrong bytes in it */
  STAND_IN_FAULT_CORRUPT_GZIP,   /* the same, in the compressed bytes */
  STAND_IN_FAULT_LINK_LOOP,      /* next is this page */
  STAND_IN_FAULT_LINK_ELSEWHERE, /* next is on another host */
  STAND_IN_FAULT_EMPTY,          /* an empty page, and next goes on from where it began */
  STAND_IN_FAULT_DUPLICATES,     /* begins with the last models of the page before */
  STAND_IN_N_FAULTS,
} StandInFault;

typedef enum
{
  STAND_IN_MODE_BROKEN_RECORDS = 1 << 0,
  STAND_IN_MODE_DESCENDING_ONLY = 1 << 1,
  STAND_IN_MODE_EXPAND_REFUSED = 1 << 2,
  STAND_IN_MODE_CHURN = 1 << 3,
} StandInModes;

/** StandInAsked: what the choice of a fault depends on. */
typedef struct
{
  guint64 number; /* of the request, from 1 */
  const char *uri;
  StandInRoute route;
  gboolean with_token;
} StandInAsked;

/** StandInFaults: which requests go wrong, and how. */
typedef struct _StandInFaults StandInFaults;

StandInFaults *stand_in_faults_new (const StandInOptions *options, GError **error);
void stand_in_faults_free (StandInFaults *faults);
StandInModes stand_in_faults_get_modes (const StandInFaults *faults);
StandInFault stand_in_faults_draw (StandInFaults *faults, const StandInAsked *asked);
void stand_in_faults_spare (StandInFaults *faults, const char *uri);
guint64 stand_in_faults_number (const StandInFaults *faults, guint64 number);
const char *stand_in_fault_name (StandInFault fault);
char *stand_in_faults_help (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInFaults, stand_in_faults_free)

G_END_DECLS
