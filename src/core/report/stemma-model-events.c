/* What happened to a model, week by week, from what the store remembers of it. */
#include "report/stemma-model-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *word; /* in files, never translated */
  const char *title;
} kinds[STEMMA_N_EVENTS] = {
  [STEMMA_EVENT_LISTED] = { "listed", N_ ("Listed when the record begins") },
  [STEMMA_EVENT_ADDED] = { "added", N_ ("Added") },
  [STEMMA_EVENT_DELETED] = { "deleted", N_ ("Deleted, or made private") },
  [STEMMA_EVENT_RETURNED] = { "returned", N_ ("Returned") },
  [STEMMA_EVENT_RENAMED] = { "renamed", N_ ("Renamed") },
  [STEMMA_EVENT_RECREATED] = { "recreated", N_ ("Took a name that another model bore before") },
  [STEMMA_EVENT_NAME_TAKEN] = { "name_taken", N_ ("Its former name was taken by another model") },
  [STEMMA_EVENT_PARENTS] = { "parents", N_ ("Other parents") },
  [STEMMA_EVENT_RELATION] = { "relation", N_ ("Other relation") },
  [STEMMA_EVENT_LICENCE] = { "licence", N_ ("Other licence") },
  [STEMMA_EVENT_GATED] = { "gated", N_ ("Gated") },
  [STEMMA_EVENT_UNGATED] = { "ungated", N_ ("No longer gated") },
  [STEMMA_EVENT_DISABLED] = { "disabled", N_ ("Disabled by the Hub") },
  [STEMMA_EVENT_ENABLED] = { "enabled", N_ ("No longer disabled") },
  [STEMMA_EVENT_PRIVATE] = { "private", N_ ("Made private") },
  [STEMMA_EVENT_PUBLIC] = { "public", N_ ("Made public") },
  [STEMMA_EVENT_UPDATED] = { "updated", N_ ("Updated: another commit") },
  [STEMMA_EVENT_NEW_VERSION] = { "new_version", N_ ("Names another newer version") },
  [STEMMA_EVENT_TASK] = { "task", N_ ("Other task") },
  [STEMMA_EVENT_LIBRARY] = { "library", N_ ("Other library") },
  [STEMMA_EVENT_DATASETS] = { "datasets", N_ ("Other datasets") },
  [STEMMA_EVENT_EVALUATIONS] = { "evaluations", N_ ("Other evaluation results") },
  [STEMMA_EVENT_TEMPLATE] = { "template", N_ ("Other chat template") },
};

/** stemma_model_event_word: Returns: (transfer none): its word in results, never translated */
const char *
stemma_model_event_word (StemmaModelEventKind kind)
{
  return kinds[kind].word;
}

/** stemma_model_event_title: Returns: (transfer none): what happened, for a person, translated */
const char *
stemma_model_event_title (StemmaModelEventKind kind)
{
  return _ (kinds[kind].title);
}

static void
event_free (gpointer data)
{
  StemmaModelEvent *event = data;
  g_free (event->before);
  g_free (event->after);
  g_free (event);
}

static StemmaModelEvent *
add_event (
  GPtrArray *events, StemmaDate date, StemmaModelEventKind kind, const char *before, const char *after)
{
  StemmaModelEvent *event = g_new0 (StemmaModelEvent, 1);
  event->date = date;
  event->kind = kind;
  event->before = g_strdup (before);
  event->after = g_strdup (after);
  g_ptr_array_add (events, event);
  return event;
}

/* A part of the record as text, so that two weeks can be compared and shown; NULL where there is none. */
typedef char *(*FieldFunc) (const StemmaStoredHistory *history, const StemmaFactSpan *fact);

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join (GPtrArray *texts, gboolean sorted)
{
  if (texts->len == 0)
    return NULL;
  if (sorted)
    g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **) texts->pdata);
}

static char *
get_parents (const StemmaStoredHistory *history, const StemmaFactSpan *fact)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < history->edges->len; i++)
    {
      const StemmaEdgeSpan *edge = &g_array_index (history->edges, StemmaEdgeSpan, i);
      if (stemma_span_holds (&edge->span, fact->span.from))
        g_ptr_array_add (names, (gpointer) edge->parent);
    }
  return join (names, FALSE);
}

static const char *
edge_word (const StemmaEdgeSpan *edge)
{
  return edge->word != NULL ? edge->word : stemma_relation_word (edge->relation);
}

/* One word where all parents have the same relation, else one a parent. */
static char *
get_relation (const StemmaStoredHistory *history, const StemmaFactSpan *fact)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  gboolean same = TRUE;
  for (guint i = 0; i < history->edges->len; i++)
    {
      const StemmaEdgeSpan *edge = &g_array_index (history->edges, StemmaEdgeSpan, i);
      if (!stemma_span_holds (&edge->span, fact->span.from))
        continue;
      g_ptr_array_add (words, (gpointer) edge_word (edge));
      same = same && g_str_equal (words->pdata[0], edge_word (edge));
    }
  if (same && words->len > 1)
    g_ptr_array_set_size (words, 1);
  return join (words, FALSE);
}

static char *
get_licence (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  const char *more = fact->licence_name != NULL ? fact->licence_name : fact->licence_link;
  if (fact->licence == NULL || more == NULL)
    return g_strdup (fact->licence);
  return g_strdup_printf ("%s (%s)", fact->licence, more);
}

static char *
get_gating (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  if ((fact->flags & STEMMA_FLAG_GATED_MANUAL) != 0)
    return g_strdup ("manual");
  return (fact->flags & STEMMA_FLAG_GATED_AUTO) != 0 ? g_strdup ("auto") : NULL;
}

static char *
get_disabled (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return (fact->flags & STEMMA_FLAG_DISABLED) != 0 ? g_strdup ("disabled") : NULL;
}

static char *
get_private (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return (fact->flags & STEMMA_FLAG_PRIVATE) != 0 ? g_strdup ("private") : NULL;
}

static char *
get_sha (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return g_strdup (fact->sha);
}

static char *
get_new_version (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return g_strdup (fact->new_version);
}

static char *
get_task (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return g_strdup (fact->task);
}

static char *
get_library (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return g_strdup (fact->library);
}

static char *
get_datasets (const StemmaStoredHistory *history, const StemmaFactSpan *fact)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < history->datasets->len; i++)
    {
      const StemmaDatasetSpan *span = &g_array_index (history->datasets, StemmaDatasetSpan, i);
      if (stemma_span_holds (&span->span, fact->span.from))
        g_ptr_array_add (names, (gpointer) span->dataset);
    }
  return join (names, TRUE);
}

static char *
get_evaluations (const StemmaStoredHistory *history, const StemmaFactSpan *fact)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < history->evaluations->len; i++)
    {
      const StemmaEvaluationSpan *span = &g_array_index (history->evaluations, StemmaEvaluationSpan, i);
      const StemmaRecordEvaluation *r = &span->result;
      char value[G_ASCII_DTOSTR_BUF_SIZE];
      const char *of = r->dataset != NULL ? r->dataset : r->task != NULL ? r->task : "?";
      if (stemma_span_holds (&span->span, fact->span.from))
        g_ptr_array_add (texts, g_strdup_printf ("%s %s %s", of, r->metric != NULL ? r->metric : "?",
                                                 g_ascii_dtostr (value, sizeof value, r->value)));
    }
  return join (texts, TRUE);
}

/* The number only tells templates apart; what is shown is whether there is one. */
static char *
get_template (const StemmaStoredHistory *history G_GNUC_UNUSED, const StemmaFactSpan *fact)
{
  return fact->template_id != 0 ? g_strdup_printf ("#%u", fact->template_id) : NULL;
}

static const struct
{
  StemmaKnown known;
  StemmaModelEventKind set, unset;
  FieldFunc get;
} fields[] = {
  { STEMMA_KNOWN_PARENTS, STEMMA_EVENT_PARENTS, STEMMA_EVENT_PARENTS, get_parents },
  { STEMMA_KNOWN_PARENTS, STEMMA_EVENT_RELATION, STEMMA_EVENT_RELATION, get_relation },
  { STEMMA_KNOWN_LICENCE, STEMMA_EVENT_LICENCE, STEMMA_EVENT_LICENCE, get_licence },
  { STEMMA_KNOWN_ACCESS, STEMMA_EVENT_GATED, STEMMA_EVENT_UNGATED, get_gating },
  { STEMMA_KNOWN_ACCESS, STEMMA_EVENT_DISABLED, STEMMA_EVENT_ENABLED, get_disabled },
  { STEMMA_KNOWN_ACCESS, STEMMA_EVENT_PRIVATE, STEMMA_EVENT_PUBLIC, get_private },
  { STEMMA_KNOWN_SHA, STEMMA_EVENT_UPDATED, STEMMA_EVENT_UPDATED, get_sha },
  { STEMMA_KNOWN_NEW_VERSION, STEMMA_EVENT_NEW_VERSION, STEMMA_EVENT_NEW_VERSION, get_new_version },
  { STEMMA_KNOWN_TASK, STEMMA_EVENT_TASK, STEMMA_EVENT_TASK, get_task },
  { STEMMA_KNOWN_LIBRARY, STEMMA_EVENT_LIBRARY, STEMMA_EVENT_LIBRARY, get_library },
  { STEMMA_KNOWN_DATASETS, STEMMA_EVENT_DATASETS, STEMMA_EVENT_DATASETS, get_datasets },
  { STEMMA_KNOWN_PERFORMANCE, STEMMA_EVENT_EVALUATIONS, STEMMA_EVENT_EVALUATIONS, get_evaluations },
  { STEMMA_KNOWN_TEMPLATE, STEMMA_EVENT_TEMPLATE, STEMMA_EVENT_TEMPLATE, get_template },
};

static void
compare_field (GPtrArray *events,
               const StemmaStoredHistory *history,
               const StemmaFactSpan *before,
               const StemmaFactSpan *after,
               guint field)
{
  g_autofree char *old = fields[field].get (history, before);
  g_autofree char *new = fields[field].get (history, after);
  if (g_strcmp0 (old, new) == 0)
    return;
  /* A relation that comes or goes with the only parent is told by the parents. */
  if (fields[field].set == STEMMA_EVENT_RELATION && (old == NULL || new == NULL))
    return;
  add_event (events, after->span.since, new != NULL ? fields[field].set : fields[field].unset, old, new);
}

static void
add_presence (GPtrArray *events, const StemmaStoredHistory *history, guint at)
{
  const StemmaFactSpan *fact = &g_array_index (history->facts, StemmaFactSpan, at);
  const StemmaFactSpan *before = at > 0 ? fact - 1 : NULL;
  guint32 first = g_array_index (history->weeks, StemmaModelWeek, 0).snapshot;
  if (before == NULL)
    add_event (events, fact->span.since, fact->span.from == first ? STEMMA_EVENT_LISTED : STEMMA_EVENT_ADDED,
               NULL, fact->name);
  else if (before->span.to != fact->span.from)
    {
      add_event (events, before->span.until, STEMMA_EVENT_DELETED, before->name, NULL);
      add_event (events, fact->span.since, STEMMA_EVENT_RETURNED, NULL, fact->name);
    }
  if (before != NULL && !g_str_equal (before->name, fact->name))
    add_event (events, fact->span.since, STEMMA_EVENT_RENAMED, before->name, fact->name);
}

/* A field is compared with the last week in which it was known: what was not fetched is no change. */
static void
add_changes (GPtrArray *events, const StemmaStoredHistory *history)
{
  const StemmaFactSpan *known[G_N_ELEMENTS (fields)] = { NULL };
  for (guint i = 0; i < history->facts->len; i++)
    {
      const StemmaFactSpan *fact = &g_array_index (history->facts, StemmaFactSpan, i);
      add_presence (events, history, i);
      for (guint field = 0; field < G_N_ELEMENTS (fields); field++)
        {
          if ((fact->known & fields[field].known) == 0)
            continue;
          if (known[field] != NULL)
            compare_field (events, history, known[field], fact, field);
          known[field] = fact;
        }
    }
  const StemmaFactSpan *last = &g_array_index (history->facts, StemmaFactSpan, history->facts->len - 1);
  if (last->span.until != STEMMA_DATE_NONE)
    add_event (events, last->span.until, STEMMA_EVENT_DELETED, last->name, NULL);
}

/* The first and the last span in which a model bore @name. */
static gboolean
find_bearing (const StemmaStoredHistory *history, const char *name, StemmaSpan *bearing)
{
  gboolean found = FALSE;
  for (guint i = 0; i < history->facts->len; i++)
    {
      const StemmaFactSpan *fact = &g_array_index (history->facts, StemmaFactSpan, i);
      if (!g_str_equal (fact->name, name))
        continue;
      if (!found)
        *bearing = fact->span;
      bearing->to = fact->span.to;
      bearing->until = fact->span.until;
      found = TRUE;
    }
  return found;
}

static void
add_namesake (GPtrArray *events, const StemmaStoredHistory *history, const StemmaStoredHistory *other)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < history->facts->len; i++)
    {
      const char *name = g_array_index (history->facts, StemmaFactSpan, i).name;
      StemmaSpan mine, theirs;
      if (!g_hash_table_add (met, (gpointer) name) || !find_bearing (other, name, &theirs)
          || !find_bearing (history, name, &mine))
        continue;
      gboolean mine_first = mine.from < theirs.from;
      add_event (events, mine_first ? theirs.since : mine.since,
                 mine_first ? STEMMA_EVENT_NAME_TAKEN : STEMMA_EVENT_RECREATED, NULL, name)
        ->other
        = other->key;
    }
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const StemmaModelEvent *x = *(const StemmaModelEvent *const *) a;
  const StemmaModelEvent *y = *(const StemmaModelEvent *const *) b;
  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  if (x->kind != y->kind)
    return (int) x->kind - (int) y->kind;
  return x->other < y->other ? -1 : x->other > y->other;
}

/**
 * stemma_model_events_new:
 * @history: all that is known of a model
 * @namesakes: (nullable) (element-type StemmaStoredHistory): other models that bore one of its names
 *
 * Compares each week with the one before, each field with the last week in which it was known.
 *
 * Returns: (transfer full) (element-type StemmaModelEvent): what happened, oldest first
 */
GPtrArray *
stemma_model_events_new (const StemmaStoredHistory *history, GPtrArray *namesakes)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (event_free);
  add_changes (events, history);
  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    add_namesake (events, history, g_ptr_array_index (namesakes, i));
  g_ptr_array_sort (events, compare_events);
  return events;
}
