#pragma once

#include "record/stemma-hub-record.h"

G_BEGIN_DECLS

/* Keys that are read, in the order of the tables in stemma-hub-record.c. */
enum
{
  HUB_ID,
  HUB_MODEL_ID,
  HUB_OID,
  HUB_PRIVATE,
  HUB_DISABLED,
  HUB_GATED,
  HUB_SHA,
  HUB_CREATED,
  HUB_MODIFIED,
  HUB_DOWNLOADS,
  HUB_DOWNLOADS_ALL,
  HUB_LIKES,
  HUB_LIBRARY,
  HUB_TASK,
  HUB_TAGS,
  HUB_MODEL_INDEX,
  HUB_BASE_MODELS,
  HUB_SAFETENSORS,
  HUB_GGUF,
  HUB_CONFIG,
  HUB_CARD,
  HUB_SIBLINGS,
  HUB_EVAL_RESULTS,
  HUB_USED_STORAGE,
  N_HUB_KEYS
};

enum
{
  CARD_BASE_MODEL,
  CARD_RELATION,
  CARD_NEW_VERSION,
  CARD_LICENCE,
  CARD_LICENCE_NAME,
  CARD_LICENCE_LINK,
  CARD_DATASETS,
  CARD_TASK,
  CARD_LIBRARY,
  CARD_MODEL_INDEX,
  N_CARD_KEYS
};

enum
{
  CONFIG_MODEL_TYPE,
  CONFIG_AUTO_MAP,
  CONFIG_QUANTIZATION,
  CONFIG_PEFT,
  CONFIG_TEMPLATE,
  CONFIG_TOKENIZER,
  CONFIG_PROCESSOR,
  N_CONFIG_KEYS
};

/** StemmaHubReading: what the parts of the reader of one record share. */
typedef struct
{
  StemmaArena *arena;
  StemmaRecord *record;
  StemmaFindingFunc finding; /* (nullable) */
  gpointer user_data;
  StemmaJson top[N_HUB_KEYS];
  StemmaJson card[N_CARD_KEYS];
  StemmaJson config[N_CONFIG_KEYS];
  const char **tags; /* decoded, trimmed, none empty */
  guint n_tags;
} StemmaHubReading;

void stemma_hub_finding (const StemmaHubReading *reading, const char *kind, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean stemma_hub_is_long (const StemmaHubReading *reading, const char *id);
void stemma_hub_ill_typed (const StemmaHubReading *reading, const char *field);
StemmaJson stemma_hub_object (const StemmaHubReading *reading, StemmaJson value, const char *field);
const char *stemma_hub_text (const StemmaHubReading *reading, StemmaJson value, const char *field);
GPtrArray *stemma_hub_texts (const StemmaHubReading *reading, StemmaJson value, const char *field);
gboolean stemma_hub_count (const StemmaHubReading *reading, StemmaJson value, const char *field,
                           guint64 *count);
const char *stemma_hub_tag_value (const char *tag, const char *prefix);

void stemma_hub_read_tags (StemmaHubReading *reading);
void stemma_hub_read_parents (StemmaHubReading *reading);
void stemma_hub_read_card (StemmaHubReading *reading);
void stemma_hub_read_config (StemmaHubReading *reading);
void stemma_hub_read_files (StemmaHubReading *reading);
void stemma_hub_read_evaluations (StemmaHubReading *reading);

G_END_DECLS
