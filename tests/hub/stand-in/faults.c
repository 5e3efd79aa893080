#include "faults.h"

#include "simulate/sim-random.h"

#include <gio/gio.h>
#include <string.h>

enum
{
  FIELD_HIT = 220,
  FIELD_WHICH,
  FIELD_DETAIL,
};

#define DEFAULT_RATE 0.1

typedef struct
{
  const char *name, *help;
  gboolean list_only;
} Kind;

static const Kind kinds[STAND_IN_N_FAULTS] = {
  [STAND_IN_FAULT_LIMIT] = { "limit", "429, nothing left in the window", FALSE },
  [STAND_IN_FAULT_LIMIT_SECONDS] = { "limit-seconds", "429 with Retry-After in seconds", FALSE },
  [STAND_IN_FAULT_LIMIT_DATE] = { "limit-date", "429 with a date in Retry-After", FALSE },
  [STAND_IN_FAULT_LIMIT_BARE] = { "limit-bare", "429 without Retry-After", FALSE },
  [STAND_IN_FAULT_SERVER_ERROR] = { "server-error", "408, 500, 502, 503 or 504", FALSE },
  [STAND_IN_FAULT_HTML_ERROR] = { "html-error", "502 with a page for people", FALSE },
  [STAND_IN_FAULT_PORTAL] = { "portal", "200 with a page for people", FALSE },
  [STAND_IN_FAULT_ERROR_200] = { "error-200", "200 with {\"error\"}", FALSE },
  [STAND_IN_FAULT_TOKEN_REFUSED] = { "token-refused", "401 although the token is good", FALSE },
  [STAND_IN_FAULT_REDIRECT_LOOP] = { "redirect-loop", "307 to itself", FALSE },
  [STAND_IN_FAULT_REDIRECT_ELSEWHERE] = { "redirect-elsewhere", "307 to another host", FALSE },
  [STAND_IN_FAULT_CUT] = { "cut", "the connection ends without an answer", FALSE },
  [STAND_IN_FAULT_BOMB] = { "bomb", "a small answer that unpacks to --bomb MiB", FALSE },
  [STAND_IN_FAULT_STALL] = { "stall", "--stall seconds of silence, then the answer", FALSE },
  [STAND_IN_FAULT_STALL_BODY] = { "stall-body", "half the answer, silence, and the end", FALSE },
  [STAND_IN_FAULT_TRUNCATED] = { "truncated", "half the answer, and the end", FALSE },
  [STAND_IN_FAULT_SHORT] = { "short", "half the answer as if it were all", FALSE },
  [STAND_IN_FAULT_SHORT_GZIP] = { "short-gzip", "half the compressed answer as if it were all", FALSE },
  [STAND_IN_FAULT_CORRUPT] = { "corrupt", "wrong bytes in the answer", FALSE },
  [STAND_IN_FAULT_CORRUPT_GZIP] = { "corrupt-gzip", "wrong bytes in the compressed answer", FALSE },
  [STAND_IN_FAULT_LINK_LOOP] = { "link-loop", "the next page is this page", TRUE },
  [STAND_IN_FAULT_LINK_ELSEWHERE] = { "link-elsewhere", "the next page is on another host", TRUE },
  [STAND_IN_FAULT_EMPTY] = { "empty", "an empty page, and a next one", TRUE },
  [STAND_IN_FAULT_DUPLICATES] = { "duplicates", "the page before ends as this one begins", TRUE },
};

static const Kind modes[] = {
  { "broken-records", "one model of every broken sort among the others", FALSE },
  { "descending-only", "direction=1 is ignored", FALSE },
  { "expand-refused", "some keys cannot be expanded any more", FALSE },
  { "churn", "models come and vanish while pages are read", FALSE },
};

typedef struct
{
  StandInFault faults[STAND_IN_N_FAULTS];
  guint n;
  double rate;
} Group;

typedef struct
{
  guint times;
  StandInFault fault; /* the first one */
} Past;

struct _StandInFaults
{
  guint32 seed;
  guint times;
  GArray *groups;
  StandInModes modes;
  GHashTable *past; /* uri -> Past */
};

static void
add_fault (Group *group, StandInFault fault)
{
  for (guint i = 0; i < group->n; i++)
    if (group->faults[i] == fault)
      return;
  group->faults[group->n++] = fault;
}

static gboolean
add_kind (StandInFaults *faults, Group *group, const char *name, GError **error)
{
  gboolean all = g_str_equal (name, "all"), known = FALSE;
  for (guint i = 1; i < STAND_IN_N_FAULTS; i++)
    if (all || g_str_equal (kinds[i].name, name))
      {
        add_fault (group, (StandInFault) i);
        known = TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (all || g_str_equal (modes[i].name, name))
      {
        faults->modes |= (StandInModes) (1 << i);
        known = TRUE;
      }
  if (!known)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "There is no fault “%s”; --faults help.",
                 name);
  return known;
}

static gboolean
add_group (StandInFaults *faults, const char *text, GError **error)
{
  Group group = { .rate = DEFAULT_RATE };
  const char *colon = strchr (text, ':');
  char *end = NULL;
  if (colon != NULL)
    group.rate = g_ascii_strtod (colon + 1, &end);
  if (colon != NULL && (end == colon + 1 || *end != '\0' || !(group.rate >= 0 && group.rate <= 1)))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "A rate is 0 to 1: “%s”.", text);
      return FALSE;
    }
  g_autofree char *list = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  g_auto (GStrv) names = g_strsplit (list, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (!add_kind (faults, &group, names[i], error))
      return FALSE;
  if (group.n > 0)
    g_array_append_val (faults->groups, group);
  return TRUE;
}

/**
 * stand_in_faults_new:
 * @options: what the command line says
 * @error: return location: #GOptionError
 *
 * Returns: (transfer full): the faults, or %NULL
 */
StandInFaults *
stand_in_faults_new (const StandInOptions *options, GError **error)
{
  g_autoptr (StandInFaults) faults = g_new0 (StandInFaults, 1);
  faults->seed = (guint32) options->fault_seed;
  faults->times = (guint) options->fault_times;
  faults->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  faults->past = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; options->faults != NULL && options->faults[i] != NULL; i++)
    if (!add_group (faults, options->faults[i], error))
      return NULL;
  return g_steal_pointer (&faults);
}

void
stand_in_faults_free (StandInFaults *faults)
{
  if (faults == NULL)
    return;
  g_array_unref (faults->groups);
  g_hash_table_unref (faults->past);
  g_free (faults);
}

StandInModes
stand_in_faults_get_modes (const StandInFaults *faults)
{
  return faults->modes;
}

static StandInFault
draw_from (const StandInFaults *faults, guint place, const StandInAsked *asked)
{
  const Group *group = &g_array_index (faults->groups, Group, place);
  guint64 id = asked->number << 8 | place;
  if (sim_unit (sim_hash (faults->seed, FIELD_HIT, id)) >= group->rate)
    return STAND_IN_FAULT_NONE;
  StandInFault fault = group->faults[sim_hash (faults->seed, FIELD_WHICH, id) % group->n];
  if ((kinds[fault].list_only && asked->route != STAND_IN_ROUTE_LIST)
      || (fault == STAND_IN_FAULT_TOKEN_REFUSED && !asked->with_token))
    return STAND_IN_FAULT_NONE;
  return fault;
}

static Past *
add_past (StandInFaults *faults, const char *uri, StandInFault fault)
{
  Past *past = g_new0 (Past, 1);
  past->fault = fault;
  g_hash_table_insert (faults->past, g_strdup (uri), past);
  return past;
}

/**
 * stand_in_faults_draw:
 * @faults: the faults
 * @asked: a request
 *
 * Depends on nothing but the seed, the number of the request, and how often the same was hit before.
 *
 * Returns: what happens to it
 */
StandInFault
stand_in_faults_draw (StandInFaults *faults, const StandInAsked *asked)
{
  if (faults->groups->len == 0)
    return STAND_IN_FAULT_NONE;
  Past *past = g_hash_table_lookup (faults->past, asked->uri);
  if (past != NULL && faults->times == 0)
    return past->fault;
  if (past != NULL && past->times >= faults->times)
    return STAND_IN_FAULT_NONE;
  StandInFault fault = STAND_IN_FAULT_NONE;
  for (guint i = 0; fault == STAND_IN_FAULT_NONE && i < faults->groups->len; i++)
    fault = draw_from (faults, i, asked);
  if (fault == STAND_IN_FAULT_NONE)
    return fault;
  if (past == NULL)
    past = add_past (faults, asked->uri, fault);
  past->times++;
  return fault;
}

/**
 * stand_in_faults_spare:
 * @faults: the faults
 * @uri: where a fault leads to
 *
 * Lets what follows on a fault go well, unless faults last for ever: an empty page leads to the page that
 * should have stood in its place, and that one is another request.
 */
void
stand_in_faults_spare (StandInFaults *faults, const char *uri)
{
  if (faults->times > 0 && !g_hash_table_contains (faults->past, uri))
    add_past (faults, uri, STAND_IN_FAULT_NONE)->times = faults->times;
}

/* A number by which the fault of a request may vary. */
guint64
stand_in_faults_number (const StandInFaults *faults, guint64 number)
{
  return sim_hash (faults->seed, FIELD_DETAIL, number);
}

const char *
stand_in_fault_name (StandInFault fault)
{
  return kinds[fault].name;
}

/**
 * stand_in_faults_help:
 *
 * Returns: (transfer full): a line for each kind
 */
char *
stand_in_faults_help (void)
{
  GString *text = g_string_new (NULL);
  for (guint i = 1; i < STAND_IN_N_FAULTS; i++)
    g_string_append_printf (text, "%-20s %s\n", kinds[i].name, kinds[i].help);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    g_string_append_printf (text, "%-20s %s (the whole time)\n", modes[i].name, modes[i].help);
  return g_string_free (text, FALSE);
}
