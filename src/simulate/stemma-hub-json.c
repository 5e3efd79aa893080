#include "simulate/stemma-hub-json.h"

#include "simulate/sim-json.h"

#include <string.h>

static void
add_author (GString *json, const StemmaRecord *record)
{
  const char *slash = strchr (record->name, '/');
  if (slash == NULL)
    return;
  sim_json_key (json, "author");
  g_string_append_c (json, '"');
  sim_json_inside (json, record->name, (gsize) (slash - record->name));
  g_string_append_c (json, '"');
}

static void
add_access (GString *json, const StemmaRecord *record, StemmaHubKeys keys)
{
  if (keys & STEMMA_HUB_PRIVATE)
    sim_json_truth (json, "private", (record->flags & STEMMA_FLAG_PRIVATE) != 0);
  if (keys & STEMMA_HUB_DISABLED)
    sim_json_truth (json, "disabled", (record->flags & STEMMA_FLAG_DISABLED) != 0);
  if ((keys & STEMMA_HUB_GATED) == 0)
    return;
  if (record->flags & STEMMA_FLAG_GATED)
    sim_json_text (json, "gated", record->flags & STEMMA_FLAG_GATED_AUTO ? "auto" : "manual");
  else
    sim_json_truth (json, "gated", FALSE);
}

static void
add_head (GString *json, const StemmaRecord *record, StemmaHubKeys keys)
{
  if (record->has_oid)
    sim_json_oid (json, "_id", record->oid, STEMMA_OID_SIZE);
  sim_json_text (json, "id", record->name);
  if (keys & STEMMA_HUB_AUTHOR)
    add_author (json, record);
  add_access (json, record, keys);
  if (keys & STEMMA_HUB_SHA)
    sim_json_text (json, "sha", record->sha);
  if (keys & STEMMA_HUB_CREATED_AT)
    sim_json_time (json, "createdAt", record->created);
  if (keys & STEMMA_HUB_LAST_MODIFIED)
    sim_json_time (json, "lastModified", record->modified);
  if (keys & STEMMA_HUB_DOWNLOADS)
    sim_json_number (json, "downloads", record->downloads);
  if (keys & STEMMA_HUB_DOWNLOADS_ALL_TIME)
    sim_json_number (json, "downloadsAllTime", record->downloads_all);
  if (keys & STEMMA_HUB_LIKES)
    sim_json_number (json, "likes", record->likes);
  if (keys & STEMMA_HUB_LIBRARY_NAME)
    sim_json_text (json, "library_name", record->library);
  if (keys & STEMMA_HUB_PIPELINE_TAG)
    sim_json_text (json, "pipeline_tag", record->task);
}

static void
add_prefixed (GString *json, const char *prefix, const char *relation, const char *text)
{
  sim_json_key (json, NULL);
  g_string_append_c (json, '"');
  g_string_append (json, prefix);
  if (relation != NULL)
    {
      sim_json_inside (json, relation, strlen (relation));
      g_string_append_c (json, ':');
    }
  sim_json_inside (json, text, strlen (text));
  g_string_append_c (json, '"');
}

static void
add_lines (GString *json, const char *lines)
{
  while (lines != NULL && *lines != '\0')
    {
      const char *end = strchrnul (lines, '\n');
      sim_json_key (json, NULL);
      g_string_append_c (json, '"');
      sim_json_inside (json, lines, (gsize) (end - lines));
      g_string_append_c (json, '"');
      lines = *end == '\0' ? end : end + 1;
    }
}

static void
add_tags (GString *json, const StemmaRecord *record)
{
  sim_json_list (json, "tags");
  add_lines (json, record->tags);
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
    sim_json_text (json, NULL, "custom_code");
  sim_json_text (json, NULL, "region:us");
  g_string_append_c (json, ']');
}

static void
add_base_models (GString *json, const StemmaRecord *record)
{
  if (record->n_edges == 0 || record->edges[0].source != STEMMA_EDGE_SOURCE_BASE_MODELS)
    return;
  sim_json_object (json, "baseModels");
  sim_json_text (json, "relation", stemma_relation_word (record->relation));
  sim_json_list (json, "models");
  for (guint i = 0; i < record->n_edges; i++)
    {
      sim_json_object (json, NULL);
      if (record->edges[i].has_oid)
        sim_json_oid (json, "_id", record->edges[i].parent_oid, STEMMA_OID_SIZE);
      sim_json_text (json, "id", record->edges[i].parent);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
}

static void
add_weights (GString *json, const StemmaRecord *record, StemmaHubKeys keys)
{
  gboolean gguf = (record->flags & STEMMA_FLAG_GGUF) != 0;
  if (record->parameters == 0 || (keys & (gguf ? STEMMA_HUB_GGUF : STEMMA_HUB_SAFETENSORS)) == 0)
    return;
  if (gguf)
    {
      sim_json_object (json, "gguf");
      sim_json_number (json, "total", record->parameters);
      sim_json_text (json, "architecture", record->model_type);
      sim_json_number (json, "context_length", 32768);
      sim_json_text (json, "chat_template", record->template_text);
      g_string_append_c (json, '}');
      return;
    }
  sim_json_object (json, "safetensors");
  sim_json_object (json, "parameters");
  sim_json_number (json, "BF16", record->parameters);
  g_string_append_c (json, '}');
  sim_json_number (json, "total", record->parameters);
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
  sim_json_object (json, "config");
  if (!gguf)
    sim_json_text (json, "model_type", record->model_type);
  if (record->template_text != NULL && !gguf)
    {
      sim_json_object (json, "tokenizer_config");
      sim_json_text (json, "chat_template", record->template_text);
      g_string_append_c (json, '}');
    }
  if (record->bits > 0 && !gguf)
    {
      sim_json_object (json, "quantization_config");
      sim_json_text (json, "quant_method", method_of (record));
      sim_json_number (json, "bits", record->bits);
      g_string_append_c (json, '}');
    }
  if ((record->flags & STEMMA_FLAG_ADAPTER_FILES) != 0 && record->n_edges > 0)
    {
      sim_json_object (json, "peft");
      sim_json_text (json, "base_model_name_or_path", record->edges[0].parent);
      sim_json_text (json, "task_type", "CAUSAL_LM");
      g_string_append_c (json, '}');
    }
  if (record->flags & STEMMA_FLAG_CUSTOM_CODE)
    {
      const char *other = record->code_repository;
      g_autofree char *code
        = g_strconcat (other != NULL ? other : "", other != NULL ? "--" : "", "modeling.Model", NULL);
      sim_json_object (json, "auto_map");
      sim_json_text (json, "AutoModel", code);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
add_result (GString *json, const StemmaRecordEvaluation *result)
{
  sim_json_object (json, NULL);
  sim_json_object (json, "task");
  sim_json_text (json, "type", result->task);
  g_string_append_c (json, '}');
  sim_json_object (json, "dataset");
  sim_json_text (json, "name", result->dataset);
  sim_json_text (json, "type", result->dataset);
  sim_json_text (json, "config", result->config);
  sim_json_text (json, "split", result->split);
  g_string_append_c (json, '}');
  sim_json_list (json, "metrics");
  sim_json_object (json, NULL);
  sim_json_text (json, "type", result->metric);
  sim_json_real (json, "value", result->value);
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
  sim_json_list (json, "model-index");
  sim_json_object (json, NULL);
  sim_json_text (json, "name",
                 strrchr (record->name, '/') != NULL ? strrchr (record->name, '/') + 1 : record->name);
  sim_json_list (json, "results");
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
  sim_json_list (json, "evalResults");
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *result = &record->evaluations[i];
      if (!result->verified)
        continue;
      sim_json_object (json, NULL);
      sim_json_text (json, "filename", ".eval_results/board.yaml");
      sim_json_truth (json, "verified", TRUE);
      sim_json_object (json, "data");
      sim_json_object (json, "dataset");
      sim_json_text (json, "id", result->dataset);
      sim_json_text (json, "task_id", result->task);
      sim_json_text (json, "config", result->config);
      sim_json_text (json, "split", result->split);
      g_string_append_c (json, '}');
      sim_json_real (json, "value", result->value);
      sim_json_object (json, "source");
      sim_json_text (json, "url", result->source);
      g_string_append (json, "}}}");
    }
  g_string_append_c (json, ']');
}

static void
add_card (GString *json, const StemmaRecord *record)
{
  sim_json_object (json, "cardData");
  gboolean peft = record->n_edges > 0 && record->edges[0].source == STEMMA_EDGE_SOURCE_PEFT;
  if (record->n_edges == 1 && !peft)
    sim_json_text (json, "base_model", record->edges[0].parent);
  else if (record->n_edges > 1)
    {
      sim_json_list (json, "base_model");
      for (guint i = 0; i < record->n_edges; i++)
        sim_json_text (json, NULL, record->edges[i].parent);
      g_string_append_c (json, ']');
    }
  if (record->n_edges > 0 && !peft && record->edges[0].source >= STEMMA_EDGE_SOURCE_TAG)
    sim_json_text (json, "base_model_relation", stemma_relation_word (record->relation));
  sim_json_text (json, "license", record->licence);
  sim_json_text (json, "license_name", record->licence_name);
  sim_json_text (json, "license_link", record->licence_link);
  sim_json_text (json, "new_version", record->new_version);
  sim_json_text (json, "library_name", record->library);
  sim_json_text (json, "pipeline_tag", record->task);
  if (record->n_datasets > 0)
    {
      sim_json_list (json, "datasets");
      for (guint i = 0; i < record->n_datasets; i++)
        sim_json_text (json, NULL, record->datasets[i]);
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
  sim_json_object (json, NULL);
  sim_json_text (json, "rfilename", name);
  g_string_append_c (json, '}');
}

static void
add_siblings (GString *json, const StemmaRecord *record)
{
  gboolean gguf = (record->flags & STEMMA_FLAG_GGUF) != 0;
  gboolean adapter = (record->flags & STEMMA_FLAG_ADAPTER_FILES) != 0;
  gboolean safe = !gguf && (record->flags & STEMMA_FLAG_SAFETENSORS) != 0;
  gboolean pickle = (record->flags & STEMMA_FLAG_PICKLE) != 0;
  sim_json_list (json, "siblings");
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
 * stemma_hub_json_append_keys:
 * @json: where to add
 * @record: a record
 * @keys: what to tell of it beside its _id and its name
 *
 * Adds the record as one JSON object on one line, without a line end, in the shape in which the Hub's list
 * route gives it with these keys expanded. Some keys are absent where there is nothing to tell.
 */
void
stemma_hub_json_append_keys (GString *json, const StemmaRecord *record, StemmaHubKeys keys)
{
  g_string_append_c (json, '{');
  add_head (json, record, keys);
  if (keys & STEMMA_HUB_TAGS)
    add_tags (json, record);
  if (keys & STEMMA_HUB_BASE_MODELS)
    add_base_models (json, record);
  add_weights (json, record, keys);
  if (keys & STEMMA_HUB_CONFIG)
    add_config (json, record);
  if (keys & STEMMA_HUB_CARD_DATA)
    add_card (json, record);
  if (keys & STEMMA_HUB_MODEL_INDEX)
    add_model_index (json, record);
  if (keys & STEMMA_HUB_EVAL_RESULTS)
    add_checked_results (json, record);
  if (keys & STEMMA_HUB_SIBLINGS)
    add_siblings (json, record);
  g_string_append_c (json, '}');
}

/**
 * stemma_hub_json_append:
 * @json: where to add
 * @record: a record
 *
 * Adds the record with every key that a crawl asks for.
 */
void
stemma_hub_json_append (GString *json, const StemmaRecord *record)
{
  stemma_hub_json_append_keys (json, record, STEMMA_HUB_EVERYTHING);
}
