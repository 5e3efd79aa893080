#include "record/stemma-hub-private.h"

#include <string.h>

/* A template as it stands: space at its ends is part of what it writes. */
static const char *
template_text (const StemmaHubReading *reading, StemmaJson value, const char *field)
{
  gboolean damaged = FALSE;
  if (stemma_hub_text (reading, value, field) == NULL)
    return NULL;
  return stemma_json_text (value, reading->arena, &damaged);
}

/* [{"name", "template"}]: the one named default, or else the first. */
static const char *
named_template (const StemmaHubReading *reading, StemmaJson list, const char *field)
{
  static const char *const keys[] = { "name", "template" };
  StemmaJson chosen = { NULL, NULL };
  StemmaJsonIter iter;
  StemmaJson entry;
  stemma_json_iter_init (&iter, list);
  while (stemma_json_iter_next (&iter, NULL, &entry))
    {
      StemmaJson values[G_N_ELEMENTS (keys)];
      stemma_json_pick (entry, keys, G_N_ELEMENTS (keys), values);
      if (stemma_json_type (values[1]) != STEMMA_JSON_STRING)
        continue;
      gboolean is_default = stemma_json_equals (values[0], "default");
      if (chosen.start == NULL || is_default)
        chosen = values[1];
      if (is_default)
        break;
    }
  if (chosen.start == NULL && !stemma_json_is_empty (list))
    stemma_hub_ill_typed (reading, field);
  return template_text (reading, chosen, field);
}

static const char *
read_template (const StemmaHubReading *reading)
{
  const struct
  {
    StemmaJson value;
    const char *field;
  } places[] = {
    { stemma_json_member (reading->top[HUB_GGUF], "chat_template"), "gguf.chat_template" },
    { reading->config[CONFIG_TEMPLATE], "config.chat_template_jinja" },
    { stemma_json_member (reading->config[CONFIG_TOKENIZER], "chat_template"),
      "config.tokenizer_config.chat_template" },
    { stemma_json_member (reading->config[CONFIG_PROCESSOR], "chat_template"),
      "config.processor_config.chat_template" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gboolean list = stemma_json_type (places[i].value) == STEMMA_JSON_ARRAY;
      const char *text = list ? named_template (reading, places[i].value, places[i].field)
                              : template_text (reading, places[i].value, places[i].field);
      if (text != NULL)
        return text;
    }
  return NULL;
}

/* "owner/name--module.Class" runs code of owner/name; without "--" the code is the model's own. */
static void
take_class (StemmaHubReading *reading, StemmaJson value)
{
  StemmaRecord *record = reading->record;
  gboolean damaged = FALSE;
  const char *text = stemma_json_text (value, reading->arena, &damaged);
  const char *dashes = text == NULL ? NULL : strstr (text, "--");
  if (dashes == NULL || dashes == text || record->code_repository != NULL)
    return;
  const char *repository = stemma_arena_strndup (reading->arena, text, (gsize) (dashes - text));
  if (strcmp (repository, record->name) == 0)
    return;
  record->flags |= STEMMA_FLAG_REMOTE_AUTO_MAP;
  record->code_repository = repository;
}

/* A class, or a list of a slow and a fast one, either of which may be null. */
static void
take_code (StemmaHubReading *reading, StemmaJson auto_map, const char *field)
{
  StemmaJsonIter iter, classes;
  StemmaJson value, element;
  stemma_json_iter_init (&iter, stemma_hub_object (reading, auto_map, field));
  while (stemma_json_iter_next (&iter, NULL, &value))
    {
      reading->record->flags |= STEMMA_FLAG_CUSTOM_CODE;
      take_class (reading, value);
      if (stemma_json_type (value) != STEMMA_JSON_ARRAY)
        continue;
      stemma_json_iter_init (&classes, value);
      while (stemma_json_iter_next (&classes, NULL, &element))
        take_class (reading, element);
    }
}

static guint
read_bits (const StemmaHubReading *reading)
{
  static const char *const keys[] = { "bits", "load_in_4bit", "load_in_8bit", "quant_method" };
  StemmaJson values[G_N_ELEMENTS (keys)];
  stemma_json_pick (reading->config[CONFIG_QUANTIZATION], keys, G_N_ELEMENTS (keys), values);
  guint64 bits;
  if (stemma_hub_count (reading, values[0], "config.quantization_config.bits", &bits) && bits >= 1
      && bits <= 64)
    return (guint) bits;
  gboolean four = FALSE, eight = FALSE;
  stemma_json_boolean (values[1], &four);
  stemma_json_boolean (values[2], &eight);
  if (four)
    return 4;
  return eight || stemma_json_equals (values[3], "fp8") ? 8 : 0;
}

static void
read_weights (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  StemmaJson safetensors = reading->top[HUB_SAFETENSORS];
  StemmaJson gguf = reading->top[HUB_GGUF];
  guint64 total = 0;
  if (!stemma_hub_count (reading, stemma_json_member (safetensors, "total"), "safetensors.total", &total))
    stemma_hub_count (reading, stemma_json_member (gguf, "total"), "gguf.total", &total);
  record->parameters = total;
  if (safetensors.start != NULL)
    record->flags |= STEMMA_FLAG_SAFETENSORS;
  if (gguf.start != NULL)
    record->flags |= STEMMA_FLAG_GGUF | STEMMA_FLAG_SAFETENSORS;
  if (safetensors.start != NULL || gguf.start != NULL)
    record->known |= STEMMA_KNOWN_FILES;

  const char *type = stemma_hub_text (reading, reading->config[CONFIG_MODEL_TYPE], "config.model_type");
  if (type == NULL)
    type = stemma_hub_text (reading, stemma_json_member (gguf, "architecture"), "gguf.architecture");
  record->model_type = type;
}

/**
 * stemma_hub_read_config:
 * @reading: a record being read
 *
 * Reads what the model's own files say of it: architecture, size, bits of a quantization, the chat template
 * (gguf, chat_template_jinja, tokenizer_config, processor_config, in this order) and code that is run with
 * it.
 */
void
stemma_hub_read_config (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  read_weights (reading);
  guint bits = read_bits (reading);
  if (bits != 0)
    record->bits = bits;
  record->template_text = read_template (reading);
  if (record->template_text != NULL)
    record->flags |= STEMMA_FLAG_TEMPLATE;
  take_code (reading, reading->config[CONFIG_AUTO_MAP], "config.auto_map");
  StemmaJson tokenizer = reading->config[CONFIG_TOKENIZER];
  take_code (reading, stemma_json_member (tokenizer, "auto_map"), "config.tokenizer_config.auto_map");
}
