#pragma once

#include "record/stemma-record.h"

G_BEGIN_DECLS

/** StemmaHubKeys: the keys of a model that the Hub can be asked for. */
typedef enum
{
  STEMMA_HUB_AUTHOR = 1 << 0,
  STEMMA_HUB_PRIVATE = 1 << 1,
  STEMMA_HUB_DISABLED = 1 << 2,
  STEMMA_HUB_GATED = 1 << 3,
  STEMMA_HUB_SHA = 1 << 4,
  STEMMA_HUB_CREATED_AT = 1 << 5,
  STEMMA_HUB_LAST_MODIFIED = 1 << 6,
  STEMMA_HUB_DOWNLOADS = 1 << 7,
  STEMMA_HUB_DOWNLOADS_ALL_TIME = 1 << 8,
  STEMMA_HUB_LIKES = 1 << 9,
  STEMMA_HUB_LIBRARY_NAME = 1 << 10,
  STEMMA_HUB_PIPELINE_TAG = 1 << 11,
  STEMMA_HUB_TAGS = 1 << 12,
  STEMMA_HUB_BASE_MODELS = 1 << 13,
  STEMMA_HUB_SAFETENSORS = 1 << 14,
  STEMMA_HUB_GGUF = 1 << 15,
  STEMMA_HUB_CONFIG = 1 << 16,
  STEMMA_HUB_CARD_DATA = 1 << 17,
  STEMMA_HUB_EVAL_RESULTS = 1 << 18,
  STEMMA_HUB_SIBLINGS = 1 << 19,
  STEMMA_HUB_MODEL_INDEX = 1 << 20,
} StemmaHubKeys;

/* The card holds the results by the author already. */
#define STEMMA_HUB_EVERYTHING ((StemmaHubKeys) (STEMMA_HUB_MODEL_INDEX - 1))

void stemma_hub_json_append (GString *json, const StemmaRecord *record);
void stemma_hub_json_append_keys (GString *json, const StemmaRecord *record, StemmaHubKeys keys);

G_END_DECLS
