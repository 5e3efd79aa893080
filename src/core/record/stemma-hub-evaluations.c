#include "record/stemma-hub-private.h"
#include "record/stemma-utf8.h"

#include <math.h>
#include <string.h>

typedef struct
{
  StemmaHubReading *reading;
  GArray *list; /* StemmaRecordEvaluation */
  const char *field;
  gboolean odd;
} Evaluations;

/* Says nothing by itself: a list of a thousand results is worth one finding at most. */
static const char *
text_of (Evaluations *e, StemmaJson value)
{
  gboolean damaged = FALSE;
  const char *text = stemma_json_text (value, e->reading->arena, &damaged);
  e->odd |= text == NULL && stemma_json_type (value) > STEMMA_JSON_NULL;
  return text != NULL && *text != '\0' ? text : NULL;
}

static const char *
member_text (Evaluations *e, StemmaJson object, const char *key)
{
  return text_of (e, stemma_json_member (object, key));
}

static const char *
either_text (Evaluations *e, StemmaJson object, const char *key, const char *other)
{
  const char *text = member_text (e, object, key);
  return text != NULL ? text : member_text (e, object, other);
}

/* "20.0 ± 1.2" and "53.2 %" state a number that can be read; anything else behind the digits does not. */
static gboolean
value_of_text (const char *text, double *value)
{
  char *rest = NULL;
  while (g_ascii_isspace (*text))
    text++;
  if (!g_ascii_isdigit (*text) && *text != '-' && *text != '+' && *text != '.')
    return FALSE;
  *value = g_ascii_strtod (text, &rest);
  if (rest == text || !isfinite (*value))
    return FALSE;
  while (g_ascii_isspace (*rest))
    rest++;
  return *rest == '\0' || strcmp (rest, "%") == 0 || g_str_has_prefix (rest, "±")
         || g_str_has_prefix (rest, "+/-");
}

static gboolean
value_of (Evaluations *e, StemmaJson json, double *value)
{
  if (stemma_json_number (json, value))
    return TRUE;
  e->odd = TRUE;
  gboolean damaged = FALSE;
  const char *text = stemma_json_text (json, e->reading->arena, &damaged);
  return text != NULL && value_of_text (text, value);
}

static void
take_metrics (Evaluations *e, StemmaJson metrics, StemmaRecordEvaluation result)
{
  StemmaJsonIter iter;
  StemmaJson metric;
  e->odd |= stemma_json_type (metrics) > STEMMA_JSON_NULL && stemma_json_type (metrics) != STEMMA_JSON_ARRAY;
  if (stemma_json_type (metrics) != STEMMA_JSON_ARRAY)
    return;
  stemma_json_iter_init (&iter, metrics);
  while (stemma_json_iter_next (&iter, NULL, &metric))
    {
      if (!value_of (e, stemma_json_member (metric, "value"), &result.value))
        continue;
      result.metric = either_text (e, metric, "type", "name");
      g_array_append_val (e->list, result);
    }
}

static void
take_result (Evaluations *e, StemmaJson result)
{
  static const char *const keys[] = { "task", "dataset", "metrics", "source" };
  StemmaJson values[G_N_ELEMENTS (keys)];
  e->odd |= stemma_json_type (result) != STEMMA_JSON_OBJECT;
  stemma_json_pick (result, keys, G_N_ELEMENTS (keys), values);
  StemmaRecordEvaluation common = {
    .task = either_text (e, values[0], "type", "name"),
    .dataset = either_text (e, values[1], "type", "name"),
    .config = member_text (e, values[1], "config"),
    .split = member_text (e, values[1], "split"),
    .source = either_text (e, values[3], "url", "name"),
  };
  take_metrics (e, values[2], common);
  e->reading->record->flags |= STEMMA_FLAG_PERFORMANCE;
}

static void
take_indexed_model (Evaluations *e, StemmaJson model)
{
  StemmaJson results = stemma_json_member (model, "results");
  StemmaJsonType type = stemma_json_type (results);
  e->odd |= stemma_json_type (model) != STEMMA_JSON_OBJECT;
  e->odd |= type > STEMMA_JSON_NULL && type != STEMMA_JSON_ARRAY;
  if (type != STEMMA_JSON_ARRAY)
    return;
  StemmaJsonIter iter;
  StemmaJson result;
  stemma_json_iter_init (&iter, results);
  while (stemma_json_iter_next (&iter, NULL, &result))
    take_result (e, result);
}

static void
take_each (Evaluations *e, StemmaJson list, void (*take) (Evaluations *e, StemmaJson element))
{
  StemmaJsonType type = stemma_json_type (list);
  e->odd = type > STEMMA_JSON_NULL && type != STEMMA_JSON_ARRAY;
  StemmaJsonIter iter;
  StemmaJson element;
  stemma_json_iter_init (&iter, type == STEMMA_JSON_ARRAY ? list : (StemmaJson) { NULL, NULL });
  while (stemma_json_iter_next (&iter, NULL, &element))
    take (e, element);
  if (e->odd)
    stemma_hub_ill_typed (e->reading, e->field);
}

static void
take_eval_result (Evaluations *e, StemmaJson result)
{
  static const char *const keys[] = { "dataset", "value", "source" };
  StemmaJson values[G_N_ELEMENTS (keys)];
  StemmaRecordEvaluation evaluation = { 0 };
  stemma_json_pick (stemma_json_member (result, "data"), keys, G_N_ELEMENTS (keys), values);
  if (!value_of (e, values[1], &evaluation.value))
    return;
  evaluation.dataset = either_text (e, values[0], "id", "name");
  evaluation.task = member_text (e, values[0], "task_id");
  evaluation.config = member_text (e, values[0], "config");
  evaluation.split = member_text (e, values[0], "split");
  evaluation.source = either_text (e, values[2], "url", "name");
  stemma_json_boolean (stemma_json_member (result, "verified"), &evaluation.verified);
  e->reading->record->flags |= STEMMA_FLAG_PERFORMANCE;
  if (evaluation.verified)
    e->reading->record->flags |= STEMMA_FLAG_EVAL_VERIFIED;
  g_array_append_val (e->list, evaluation);
}

/**
 * stemma_hub_read_evaluations:
 * @reading: a record being read
 *
 * Reads the evaluation results of the card (`model-index`) and of the Hub (`evalResults`), every metric one
 * row, values as they are given. A result counts as verified where the Hub says so; the card's own "verified"
 * is the author's word and not taken.
 */
void
stemma_hub_read_evaluations (StemmaHubReading *reading)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (StemmaRecordEvaluation));
  StemmaJson index = reading->top[HUB_MODEL_INDEX];
  if (stemma_json_is_empty (index))
    index = reading->card[CARD_MODEL_INDEX];
  Evaluations card = { .reading = reading, .list = list, .field = "model-index" };
  take_each (&card, index, take_indexed_model);
  Evaluations hub = { .reading = reading, .list = list, .field = "evalResults" };
  take_each (&hub, reading->top[HUB_EVAL_RESULTS], take_eval_result);
  StemmaRecord *record = reading->record;
  record->n_evaluations = list->len;
  if (list->len > 0)
    record->evaluations
        = stemma_arena_memdup (reading->arena, list->data, list->len * sizeof (StemmaRecordEvaluation));
}
