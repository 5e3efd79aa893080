#include "record/stemma-hub-record.h"

#include "base/stemma-error.h"
#include "record/stemma-hub-private.h"
#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the detail of one model leaves out only where there is nothing to tell. */
#define KNOWN_BY_DETAIL \
  (STEMMA_KNOWN_NEW_VERSION | STEMMA_KNOWN_PERFORMANCE | STEMMA_KNOWN_TEMPLATE | STEMMA_KNOWN_CODE \
   | STEMMA_KNOWN_CONFIG)

/* What is known once a key was fetched, whatever it holds. The Hub leaves out what is empty, so a key speaks
 * for others that would have come along with it:
 * - the tags repeat parents, licence and datasets, tell remote code, and come with task and library;
 * - the card holds what is only in cards, and evaluation results;
 * - config is there, if empty, whenever it was asked for: template and code would stand in it;
 * - tags together with usedStorage are the whole detail of one model (no list gives usedStorage).
 * A flag or number that has its own key is known only where that can be read; see the readers. */
static const struct
{
  const char *key;
  guint32 known;
} top_keys[N_HUB_KEYS] = {
  [HUB_ID] = { "id", 0 },
  [HUB_MODEL_ID] = { "modelId", 0 },
  [HUB_OID] = { "_id", 0 },
  [HUB_PRIVATE] = { "private", 0 },
  [HUB_DISABLED] = { "disabled", 0 },
  [HUB_GATED] = { "gated", 0 },
  [HUB_SHA] = { "sha", 0 },
  [HUB_CREATED] = { "createdAt", 0 },
  [HUB_MODIFIED] = { "lastModified", 0 },
  [HUB_DOWNLOADS] = { "downloads", 0 },
  [HUB_DOWNLOADS_ALL] = { "downloadsAllTime", 0 },
  [HUB_LIKES] = { "likes", 0 },
  [HUB_LIBRARY] = { "library_name", STEMMA_KNOWN_LIBRARY },
  [HUB_TASK] = { "pipeline_tag", STEMMA_KNOWN_TASK },
  [HUB_TAGS] = { "tags", STEMMA_KNOWN_PARENTS | STEMMA_KNOWN_LICENCE | STEMMA_KNOWN_DATASETS
                           | STEMMA_KNOWN_TASK | STEMMA_KNOWN_LIBRARY | STEMMA_KNOWN_CODE },
  [HUB_MODEL_INDEX] = { "model-index", STEMMA_KNOWN_PERFORMANCE },
  [HUB_BASE_MODELS] = { "baseModels", STEMMA_KNOWN_PARENTS },
  [HUB_SAFETENSORS] = { "safetensors", STEMMA_KNOWN_CONFIG },
  [HUB_GGUF] = { "gguf", STEMMA_KNOWN_CONFIG | STEMMA_KNOWN_TEMPLATE },
  [HUB_CONFIG] = { "config", STEMMA_KNOWN_CONFIG | STEMMA_KNOWN_TEMPLATE | STEMMA_KNOWN_CODE },
  [HUB_CARD] = { "cardData", STEMMA_KNOWN_PARENTS | STEMMA_KNOWN_LICENCE | STEMMA_KNOWN_DATASETS
                               | STEMMA_KNOWN_NEW_VERSION | STEMMA_KNOWN_PERFORMANCE },
  [HUB_SIBLINGS] = { "siblings", STEMMA_KNOWN_FILES },
  [HUB_EVAL_RESULTS] = { "evalResults", STEMMA_KNOWN_PERFORMANCE },
  [HUB_USED_STORAGE] = { "usedStorage", 0 },
};

static const char *const card_keys[N_CARD_KEYS] = {
  [CARD_BASE_MODEL] = "base_model",     [CARD_RELATION] = "base_model_relation",
  [CARD_NEW_VERSION] = "new_version",   [CARD_LICENCE] = "license",
  [CARD_LICENCE_NAME] = "license_name", [CARD_LICENCE_LINK] = "license_link",
  [CARD_DATASETS] = "datasets",         [CARD_TASK] = "pipeline_tag",
  [CARD_LIBRARY] = "library_name",      [CARD_MODEL_INDEX] = "model-index",
};

static const char *const config_keys[N_CONFIG_KEYS] = {
  [CONFIG_MODEL_TYPE] = "model_type",
  [CONFIG_AUTO_MAP] = "auto_map",
  [CONFIG_QUANTIZATION] = "quantization_config",
  [CONFIG_PEFT] = "peft",
  [CONFIG_TEMPLATE] = "chat_template_jinja",
  [CONFIG_TOKENIZER] = "tokenizer_config",
  [CONFIG_PROCESSOR] = "processor_config",
};

static guint64
pick_top (StemmaHubReading *reading, StemmaJson json)
{
  const char *keys[N_HUB_KEYS];
  for (guint i = 0; i < N_HUB_KEYS; i++)
    keys[i] = top_keys[i].key;
  return stemma_json_pick (json, keys, N_HUB_KEYS, reading->top);
}

static gboolean
read_name (StemmaHubReading *reading, GError **error)
{
  StemmaJson id = reading->top[HUB_ID];
  if (stemma_json_type (id) <= STEMMA_JSON_NULL)
    id = reading->top[HUB_MODEL_ID];
  gboolean damaged = FALSE;
  const char *name = stemma_json_text (id, reading->arena, &damaged);
  if (name == NULL || stemma_utf8_is_blank (name, strlen (name)))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("the record has no id"));
      return FALSE;
    }
  if (damaged)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _("the record's id holds a NUL or half a surrogate pair"));
      return FALSE;
    }
  if (strlen (name) > STEMMA_ID_MAX)
    {
      char text[STEMMA_ID_SHORT_SIZE];
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("the record's id has more than %d bytes: “%s”"),
                   STEMMA_ID_MAX, stemma_id_shorten (name, text));
      return FALSE;
    }
  reading->record->name = name;
  return TRUE;
}

static void
read_identity (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  gboolean control;
  stemma_utf8_scan (record->name, strlen (record->name), &control);
  if (control)
    stemma_hub_finding (reading, STEMMA_FINDING_ODD_ID, _("control characters in the id"));
  const char *oid = stemma_hub_text (reading, reading->top[HUB_OID], "_id");
  record->has_oid = stemma_oid_parse (oid, record->oid);
  if (oid != NULL && !record->has_oid)
    stemma_hub_ill_typed (reading, "_id");
}

/* The parts that are objects, or else not there, so that no reader has to ask again. */
static void
open_objects (StemmaHubReading *reading)
{
  static const struct
  {
    guint key;
    const char *field;
  } tops[] = { { HUB_CARD, "cardData" },
               { HUB_CONFIG, "config" },
               { HUB_GGUF, "gguf" },
               { HUB_SAFETENSORS, "safetensors" } },
    configs[] = { { CONFIG_PEFT, "config.peft" },
                  { CONFIG_QUANTIZATION, "config.quantization_config" },
                  { CONFIG_TOKENIZER, "config.tokenizer_config" },
                  { CONFIG_PROCESSOR, "config.processor_config" } };
  for (guint i = 0; i < G_N_ELEMENTS (tops); i++)
    reading->top[tops[i].key] = stemma_hub_object (reading, reading->top[tops[i].key], tops[i].field);
  guint64 doubled = stemma_json_pick (reading->top[HUB_CARD], card_keys, N_CARD_KEYS, reading->card);
  doubled |= stemma_json_pick (reading->top[HUB_CONFIG], config_keys, N_CONFIG_KEYS, reading->config);
  for (guint i = 0; i < G_N_ELEMENTS (configs); i++)
    reading->config[configs[i].key]
        = stemma_hub_object (reading, reading->config[configs[i].key], configs[i].field);
  if (doubled != 0)
    stemma_hub_finding (reading, STEMMA_FINDING_DUPLICATE_KEY,
                        _("a key of cardData or config is given twice"));
}

static void
read_gated (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  StemmaJson gated = reading->top[HUB_GATED];
  gboolean truth = FALSE;
  gboolean boolean = stemma_json_boolean (gated, &truth);
  gboolean automatic = stemma_json_equals (gated, "auto");
  gboolean manual = stemma_json_equals (gated, "manual");
  if (stemma_json_type (gated) <= STEMMA_JSON_NULL)
    return;
  if (!automatic && !manual && !(boolean && !truth))
    stemma_hub_ill_typed (reading, "gated");
  if (!boolean && stemma_json_type (gated) != STEMMA_JSON_STRING)
    return;
  /* Gated in a way that is not said: the stricter one is taken. */
  record->known |= STEMMA_KNOWN_ACCESS;
  if (automatic)
    record->flags |= STEMMA_FLAG_GATED_AUTO;
  else if (!boolean || truth)
    record->flags |= STEMMA_FLAG_GATED_MANUAL;
}

static void
read_access (StemmaHubReading *reading)
{
  static const struct
  {
    guint key;
    guint32 flag;
  } facts[] = { { HUB_PRIVATE, STEMMA_FLAG_PRIVATE }, { HUB_DISABLED, STEMMA_FLAG_DISABLED } };
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      gboolean truth = FALSE;
      StemmaJson value = reading->top[facts[i].key];
      if (stemma_json_boolean (value, &truth))
        reading->record->flags |= truth ? facts[i].flag : 0;
      else if (stemma_json_type (value) > STEMMA_JSON_NULL)
        stemma_hub_ill_typed (reading, top_keys[facts[i].key].key);
    }
  read_gated (reading);
}

static void
read_sha (StemmaHubReading *reading)
{
  const char *sha = stemma_hub_text (reading, reading->top[HUB_SHA], "sha");
  if (sha == NULL)
    return;
  if (strlen (sha) == 40 && strspn (sha, "0123456789abcdefABCDEF") == 40)
    {
      reading->record->sha = sha;
      reading->record->known |= STEMMA_KNOWN_SHA;
    }
  else
    stemma_hub_ill_typed (reading, "sha");
}

static guint
two_digits (const char *text)
{
  return (guint) (text[0] - '0') * 10 + (guint) (text[1] - '0');
}

/* The one form in which the Hub writes times, "2025-03-12T08:30:00.000Z". Anything else, right or wrong, is not for
 * here. */
static gboolean
read_usual_time (const char *text, gint64 *seconds)
{
  static const char form[] = "dddd-dd-ddTdd:dd:dd.dddZ";
  for (guint i = 0; i < sizeof form; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  guint year = two_digits (text) * 100 + two_digits (text + 2);
  guint month = two_digits (text + 5), day = two_digits (text + 8);
  guint hour = two_digits (text + 11), minute = two_digits (text + 14), second = two_digits (text + 17);
  if (year < 1970 || month == 0 || month > 12 || day == 0 || day > 28 || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  /* Years that begin in March have their leap day at the end. */
  guint late = month > 2 ? year : year - 1, after_march = (month + 9) % 12;
  gint64 days = late * 365 + late / 4 - late / 100 + late / 400 + (153 * after_march + 2) / 5 + day - 1 - 719468;
  *seconds = days * 86400 + hour * 3600 + minute * 60 + second;
  return TRUE;
}

static void
read_time (StemmaHubReading *reading, guint key, guint32 known, gint64 *seconds)
{
  const char *text = stemma_hub_text (reading, reading->top[key], top_keys[key].key);
  if (text == NULL)
    return;
  if (read_usual_time (text, seconds))
    {
      reading->record->known |= known;
      return;
    }
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    {
      stemma_hub_ill_typed (reading, top_keys[key].key);
      return;
    }
  *seconds = g_date_time_to_unix (time);
  reading->record->known |= known;
}

static void
read_counters (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  if (stemma_hub_count (reading, reading->top[HUB_DOWNLOADS], "downloads", &record->downloads))
    record->known |= STEMMA_KNOWN_DOWNLOADS;
  else
    record->downloads = 0;
  if (stemma_hub_count (reading, reading->top[HUB_LIKES], "likes", &record->likes))
    record->known |= STEMMA_KNOWN_LIKES;
  else
    record->likes = 0;
  if (!stemma_hub_count (reading, reading->top[HUB_DOWNLOADS_ALL], "downloadsAllTime",
                         &record->downloads_all))
    record->downloads_all = 0;
}

/* @word is in small letters. */
static gboolean
contains_word (const char *name, const char *word)
{
  gsize n = strlen (word);
  for (; *name != '\0'; name++)
    if (g_ascii_tolower (*name) == *word && g_ascii_strncasecmp (name, word, n) == 0)
      return TRUE;
  return FALSE;
}

static void
judge_chat (StemmaRecord *record)
{
  if ((record->flags & STEMMA_FLAG_TEMPLATE) != 0 || contains_word (record->name, "instruct")
      || contains_word (record->name, "chat"))
    record->flags |= STEMMA_FLAG_CHAT;
}

static guint32
known_by_keys (const StemmaHubReading *reading)
{
  guint32 known = 0;
  for (guint i = 0; i < N_HUB_KEYS; i++)
    if (reading->top[i].start != NULL)
      known |= top_keys[i].known;
  if (reading->top[HUB_TAGS].start != NULL && reading->top[HUB_USED_STORAGE].start != NULL)
    known |= KNOWN_BY_DETAIL;
  return known;
}

static void
read_parts (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  read_identity (reading);
  open_objects (reading);
  read_access (reading);
  read_sha (reading);
  read_time (reading, HUB_CREATED, STEMMA_KNOWN_CREATED, &record->created);
  read_time (reading, HUB_MODIFIED, STEMMA_KNOWN_MODIFIED, &record->modified);
  read_counters (reading);
  stemma_hub_read_tags (reading);
  stemma_hub_read_parents (reading);
  stemma_hub_read_card (reading);
  stemma_hub_read_config (reading);
  stemma_hub_read_files (reading);
  stemma_hub_read_evaluations (reading);
  judge_chat (record);
  if ((record->flags & STEMMA_FLAG_TEMPLATE) != 0)
    record->known |= STEMMA_KNOWN_TEMPLATE;
  if ((record->flags & STEMMA_FLAG_PERFORMANCE) != 0)
    record->known |= STEMMA_KNOWN_PERFORMANCE;
}

/**
 * stemma_hub_record_read:
 * @json: a value of a text that stemma_json_check() found sound
 * @arena: where the record's strings go; resetting it is up to the caller
 * @record: (out): the record
 * @finding: (nullable): told of oddities, with the model's id
 * @user_data: for @finding
 * @error: return location
 *
 * Reads one record as the Hub gives it. Every key may be missing; a field of the wrong shape is read as far
 * as it can be and is a finding, never a failure. Which fields are known follows from the keys that are
 * there.
 *
 * Returns: %FALSE with %STEMMA_ERROR_INPUT if @json names no model
 */
gboolean
stemma_hub_record_read (StemmaJson json, StemmaArena *arena, StemmaRecord *record, StemmaFindingFunc finding,
                        gpointer user_data, GError **error)
{
  memset (record, 0, sizeof *record);
  if (stemma_json_type (json) != STEMMA_JSON_OBJECT)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("the value is not a record"));
      return FALSE;
    }
  StemmaHubReading reading = { .arena = arena, .record = record, .finding = finding, .user_data = user_data };
  guint64 doubled = pick_top (&reading, json);
  if (!read_name (&reading, error))
    return FALSE;
  if (doubled != 0)
    stemma_hub_finding (&reading, STEMMA_FINDING_DUPLICATE_KEY, _("a key of the record is given twice"));
  record->known = known_by_keys (&reading);
  read_parts (&reading);
  return TRUE;
}

/**
 * stemma_hub_record_parse:
 * @json: one record as JSON, not necessarily terminated
 * @length: bytes in @json
 * @arena: where the record's strings go; resetting it is up to the caller
 * @record: (out): the record
 * @finding: (nullable): told of oddities, with the model's id
 * @user_data: for @finding
 * @error: return location
 *
 * The same as stemma_hub_record_read() for a text that nobody checked yet.
 *
 * Returns: %FALSE with %STEMMA_ERROR_INPUT if @json is no JSON or names no model
 */
gboolean
stemma_hub_record_parse (const char *json, gsize length, StemmaArena *arena, StemmaRecord *record,
                         StemmaFindingFunc finding, gpointer user_data, GError **error)
{
  StemmaJson value;
  gsize fault_at;
  const char *fault;
  if (!stemma_json_check (json, length, &value, &fault_at, &fault))
    {
      memset (record, 0, sizeof *record);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("not JSON: %s, at byte %zu"), fault,
                   fault_at);
      return FALSE;
    }
  return stemma_hub_record_read (value, arena, record, finding, user_data, error);
}

/**
 * stemma_hub_record_asked:
 * @record: a record
 * @keys: (array length=n_keys): keys that were asked of the Hub
 * @n_keys: how many
 *
 * Makes known what follows from having asked: the Hub leaves out what is empty, so that a record alone cannot
 * tell a model without a card from one whose card nobody wanted. Keys that are not known here change nothing.
 */
void
stemma_hub_record_asked (StemmaRecord *record, const char *const *keys, guint n_keys)
{
  for (guint i = 0; i < n_keys; i++)
    for (guint j = 0; j < N_HUB_KEYS; j++)
      if (strcmp (keys[i], top_keys[j].key) == 0)
        record->known |= top_keys[j].known;
}
