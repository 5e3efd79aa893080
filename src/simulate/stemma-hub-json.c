#include "simulate/stemma-hub-json.h"

#include <string.h>

static void
add_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      guchar byte = (guchar) *c;
      if (byte == '"' || byte == '\\')
        g_string_append_c (json, '\\');
      if (byte == '\n')
        g_string_append (json, "\\n");
      else if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (json, "\\u%04x", byte);
      else
        g_string_append_c (json, *c);
    }
  g_string_append_c (json, '"');
}

/* "key": with a comma before it unless it is the first of its object. */
static void
add_key (GString *json, const char *key)
{
  char last = json->len > 0 ? json->str[json->len - 1] : '{';
  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  if (key == NULL)
    return;
  add_string (json, key);
  g_string_append_c (json, ':');
}

static void
add_text (GString *json, const char *key, const char *text)
{
  if (text == NULL)
    return;
  add_key (json, key);
  add_string (json, text);
}

static void
add_truth (GString *json, const char *key, gboolean value)
{
  add_key (json, key);
  g_string_append (json, value ? "true" : "false");
}

static void
add_number (GString *json, const char *key, guint64 number)
{
  add_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, number);
}

static void
add_real (GString *json, const char *key, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  add_key (json, key);
  g_string_append (json, g_ascii_dtostr (digits, sizeof digits, value));
}

static void
add_time (GString *json, const char *key, gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = time == NULL ? NULL : g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000Z");
  add_text (json, key, text);
}

static void
open_object (GString *json, const char *key)
{
  add_key (json, key);
  g_string_append_c (json, '{');
}

static void
open_list (GString *json, const char *key)
{
  add_key (json, key);
  g_string_append_c (json, '[');
}

static void
add_head (GString *json, const StemmaRecord *record)
{
  char oid[2 * STEMMA_OID_SIZE + 1];
  const char *slash = strchr (record->name, '/');
  g_autofree char *author = slash == NULL ? NULL : g_strndup (record->name, (gsize) (slash - record->name));
  stemma_oid_format (record->oid, oid);
  add_text (json, "_id", record->has_oid ? oid : NULL);
  add_text (json, "id", record->name);
  add_text (json, "author", author);
  add_truth (json, "private", (record->flags & STEMMA_FLAG_PRIVATE) != 0);
  add_truth (json, "disabled", (record->flags & STEMMA_FLAG_DISABLED) != 0);
  if (record->flags & STEMMA_FLAG_GATED)
    add_text (json, "gated", record->flags & STEMMA_FLAG_GATED_AUTO ? "auto" : "manual");
  else
    add_truth (json, "gated", FALSE);
  add_text (json, "sha", record->sha);
  add_time (json, "createdAt", record->created);
  add_time (json, "lastModified", record->modified);
  add_number (json, "downloads", record->downloads);
  add_number (json, "downloadsAllTime", record->downloads_all);
  add_number (json, "likes", record->likes);
  add_text (json, "library_name", record->library);
  add_text (json, "pipeline_tag", record->task);
}

static void
add_prefixed (GString *json, const char *prefix, const char *relation, const char *text)
{
  g_autofree char *tag
    = g_strconcat (prefix, relation != NULL ? relation : "", relation != NULL ? ":" : "", text, NULL);
  add_text (json, NULL, tag);
}

static void
add_tags (GString *json, const StemmaRecord *record)
{
  open_list (json, "tags");
  g_auto (GStrv) others = g_strsplit (record->tags != NULL ? record->tags : "", "\n", -1);
  for (guint i = 0; others[i] != NULL; i++)
    add_text (json, NULL, others[i]);
  for (guint i = 0; i < record->n_datasets; i++)
    add_prefixed (json, "dataset:", NULL, record->datasets[i]);
  for (guint i = 0; i < record->n_edges; i++)
    if (record->edges[i].source <= STEMMA_EDGE_SOURCE_TAG)
      add_prefixed (json, "base_model:", NULL, record->edges[i].parent);
  for (guint i = 0; i < record->n_edges; i++)
    if (record->edges[i].source <= STEMMA_EDGE_SOURCE_TYPED_TAG)
      add_prefixed (json, "base_model:", stemma_relation_word (record->edges[i].relation),
                    record->edges[i].parent);
  if (record->licence != NULL)
    add_prefixed (json, "license:", NULL, record->licence);
  if (record->flags & STEMMA_FLAG_CUSTOM_CODE)
    add_text (json, NULL, "custom_code");
  add_text (json, NULL, "region:us");
  g_string_append_c (json, ']');
}

static void
add_base_models (GString *json, const StemmaRecord *record)
{
  if (record->n_edges == 0 || record->edges[0].source != STEMMA_EDGE_SOURCE_BASE_MODELS)
    return;
  open_object (json, "baseModels");
  add_text (json, "relation", stemma_relation_word (record->relation));
  open_list (json, "models");
  for (guint i = 0; i < record->n_edges; i++)
    {
      char oid[2 * STEMMA_OID_SIZE + 1];
      stemma_oid_format (record->edges[i].parent_oid, oid);
      open_object (json, NULL);
      add_text (json, "_id", record->edges[i].has_oid ? oid : NULL);
      add_text (json, "id", record->edges[i].parent);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
}

static void
add_weights (GString *json, const StemmaRecord *record)
{
  if (record->parameters == 0)
    return;
  if (record->flags & STEMMA_FLAG_GGUF)
    {
      open_object (json, "gguf");
      add_number (json, "total", record->parameters);
      add_text (json, "architecture", record->model_type);
      add_number (json, "context_length", 32768);
      add_text (json, "chat_template", record->template_text);
      g_string_append_c (json, '}');
      return;
    }
  open_object (json, "safetensors");
  open_object (json, "parameters");
  add_number (json, "BF16", record->parameters);
  g_string_append_c (json, '}');
  add_number (json, "total", record->parameters);
  g_string_append_c (json, '}');
}

static const char *
method_of (const StemmaRecord *record)
{
  const char *name = record->name;
  if (strstr (name, "GPTQ") != NULL)
    return "gptq";
  if (strstr (name, "AWQ") != NULL)
    return "awq";
  return strstr (name, "FP8") != NULL ? "fp8" : "bitsandbytes";
}

static void
add_config (GString *json, const StemmaRecord *record)
{
  gboolean gguf = (record->flags & STEMMA_FLAG_GGUF) != 0;
  open_object (json, "config");
  if (!gguf)
    add_text (json, "model_type", record->model_type);
  if (record->template_text != NULL && !gguf)
    {
      open_object (json, "tokenizer_config");
      add_text (json, "chat_template", record->template_text);
      g_string_append_c (json, '}');
    }
  if (record->bits > 0 && !gguf)
    {
      open_object (json, "quantization_config");
      add_text (json, "quant_method", method_of (record));
      add_number (json, "bits", record->bits);
      g_string_append_c (json, '}');
    }
  if ((record->flags & STEMMA_FLAG_ADAPTER_FILES) != 0 && record->n_edges > 0)
    {
      open_object (json, "peft");
      add_text (json, "base_model_name_or_path", record->edges[0].parent);
      add_text (json, "task_type", "CAUSAL_LM");
      g_string_append_c (json, '}');
    }
  if (record->flags & STEMMA_FLAG_CUSTOM_CODE)
    {
      const char *other = record->code_repository;
      g_autofree char *code
        = g_strconcat (other != NULL ? other : "", other != NULL ? "--" : "", "modeling.Model", NULL);
      open_object (json, "auto_map");
      add_text (json, "AutoModel", code);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
add_result (GString *json, const StemmaRecordEvaluation *result)
{
  open_object (json, NULL);
  open_object (json, "task");
  add_text (json, "type", result->task);
  g_string_append_c (json, '}');
  open_object (json, "dataset");
  add_text (json, "name", result->dataset);
  add_text (json, "type", result->dataset);
  add_text (json, "config", result->config);
  add_text (json, "split", result->split);
  g_string_append_c (json, '}');
  open_list (json, "metrics");
  open_object (json, NULL);
  add_text (json, "type", result->metric);
  add_real (json, "value", result->value);
  g_string_append (json, "}]}");
}

/* Results by the author; those that the Hub checked stand in a field of their own. */
static void
add_model_index (GString *json, const StemmaRecord *record)
{
  guint n = 0;
  for (guint i = 0; i < record->n_evaluations; i++)
    n += !record->evaluations[i].verified;
  if (n == 0)
    return;
  open_list (json, "model-index");
  open_object (json, NULL);
  add_text (json, "name",
            strrchr (record->name, '/') != NULL ? strrchr (record->name, '/') + 1 : record->name);
  open_list (json, "results");
  for (guint i = 0; i < record->n_evaluations; i++)
    if (!record->evaluations[i].verified)
      add_result (json, &record->evaluations[i]);
  g_string_append (json, "]}]");
}

static void
add_checked_results (GString *json, const StemmaRecord *record)
{
  if ((record->flags & STEMMA_FLAG_EVAL_VERIFIED) == 0)
    return;
  open_list (json, "evalResults");
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *result = &record->evaluations[i];
      if (!result->verified)
        continue;
      open_object (json, NULL);
      add_text (json, "filename", ".eval_results/board.yaml");
      add_truth (json, "verified", TRUE);
      open_object (json, "data");
      open_object (json, "dataset");
      add_text (json, "id", result->dataset);
      add_text (json, "task_id", result->task);
      add_text (json, "config", result->config);
      add_text (json, "split", result->split);
      g_string_append_c (json, '}');
      add_real (json, "value", result->value);
      open_object (json, "source");
      add_text (json, "url", result->source);
      g_string_append (json, "}}}");
    }
  g_string_append_c (json, ']');
}

static void
add_card (GString *json, const StemmaRecord *record)
{
  open_object (json, "cardData");
  gboolean peft = record->n_edges > 0 && record->edges[0].source == STEMMA_EDGE_SOURCE_PEFT;
  if (record->n_edges == 1 && !peft)
    add_text (json, "base_model", record->edges[0].parent);
  else if (record->n_edges > 1)
    {
      open_list (json, "base_model");
      for (guint i = 0; i < record->n_edges; i++)
        add_text (json, NULL, record->edges[i].parent);
      g_string_append_c (json, ']');
    }
  if (record->n_edges > 0 && !peft && record->edges[0].source >= STEMMA_EDGE_SOURCE_TAG)
    add_text (json, "base_model_relation", stemma_relation_word (record->relation));
  add_text (json, "license", record->licence);
  add_text (json, "license_name", record->licence_name);
  add_text (json, "license_link", record->licence_link);
  add_text (json, "new_version", record->new_version);
  add_text (json, "library_name", record->library);
  add_text (json, "pipeline_tag", record->task);
  if (record->n_datasets > 0)
    {
      open_list (json, "datasets");
      for (guint i = 0; i < record->n_datasets; i++)
        add_text (json, NULL, record->datasets[i]);
      g_string_append_c (json, ']');
    }
  add_model_index (json, record);
  g_string_append_c (json, '}');
}

static void
add_file (GString *json, gboolean there, const char *name)
{
  if (!there)
    return;
  open_object (json, NULL);
  add_text (json, "rfilename", name);
  g_string_append_c (json, '}');
}

static void
add_siblings (GString *json, const StemmaRecord *record)
{
  gboolean gguf = (record->flags & STEMMA_FLAG_GGUF) != 0;
  gboolean adapter = (record->flags & STEMMA_FLAG_ADAPTER_FILES) != 0;
  gboolean safe = !gguf && (record->flags & STEMMA_FLAG_SAFETENSORS) != 0;
  gboolean pickle = (record->flags & STEMMA_FLAG_PICKLE) != 0;
  open_list (json, "siblings");
  add_file (json, TRUE, ".gitattributes");
  add_file (json, TRUE, "README.md");
  add_file (json, adapter, "adapter_config.json");
  add_file (json, adapter && safe, "adapter_model.safetensors");
  add_file (json, adapter && pickle, "adapter_model.bin");
  add_file (json, !adapter, "config.json");
  add_file (json, gguf, "model.gguf");
  add_file (json, !adapter && safe, "model.safetensors");
  add_file (json, !adapter && pickle, "pytorch_model.bin");
  add_file (json, (record->flags & STEMMA_FLAG_CUSTOM_CODE) != 0 && record->code_repository == NULL,
            "modeling.py");
  g_string_append_c (json, ']');
}

/**
 * stemma_hub_json_append:
 * @json: where to add
 * @record: a record
 *
 * Adds the record as one JSON object on one line, without a line end, in the shape in which the Hub's list
 * route gives it with every key expanded.
 */
void
stemma_hub_json_append (GString *json, const StemmaRecord *record)
{
  /* Its own text, so that the comma rule sees no neighbour. */
  g_autoptr (GString) own = g_string_new ("{");
  add_head (own, record);
  add_tags (own, record);
  add_base_models (own, record);
  add_weights (own, record);
  add_config (own, record);
  add_card (own, record);
  add_checked_results (own, record);
  add_siblings (own, record);
  g_string_append_c (own, '}');
  g_string_append_len (json, own->str, (gssize) own->len);
}
