#pragma once

#include "simulate/stemma-hub-json.h"

G_BEGIN_DECLS

/** StandInKeys: what an answer tells of a model: the keys that the simulator writes, and some more. */
typedef guint64 StandInKeys;

#define STAND_IN_TRENDING_SCORE (G_GUINT64_CONSTANT (1) << 32)
#define STAND_IN_MODEL_ID (G_GUINT64_CONSTANT (1) << 33)
#define STAND_IN_INFERENCE (G_GUINT64_CONSTANT (1) << 34)
#define STAND_IN_PROVIDERS (G_GUINT64_CONSTANT (1) << 35)
#define STAND_IN_PROVIDERS_BY_NAME (G_GUINT64_CONSTANT (1) << 36)
#define STAND_IN_SPACES (G_GUINT64_CONSTANT (1) << 37)
#define STAND_IN_TRANSFORMERS_INFO (G_GUINT64_CONSTANT (1) << 38)
#define STAND_IN_WIDGET_DATA (G_GUINT64_CONSTANT (1) << 39)
#define STAND_IN_MASK_TOKEN (G_GUINT64_CONSTANT (1) << 40)
#define STAND_IN_RESOURCE_GROUP (G_GUINT64_CONSTANT (1) << 41)
#define STAND_IN_XET_ENABLED (G_GUINT64_CONSTANT (1) << 42)
#define STAND_IN_CHILDREN (G_GUINT64_CONSTANT (1) << 43)
#define STAND_IN_USED_STORAGE (G_GUINT64_CONSTANT (1) << 44)
#define STAND_IN_SECURITY (G_GUINT64_CONSTANT (1) << 45)

#define STAND_IN_KEYS_DEFAULT                                                                                \
  (STEMMA_HUB_LIKES | STAND_IN_TRENDING_SCORE | STEMMA_HUB_PRIVATE | STEMMA_HUB_DOWNLOADS | STEMMA_HUB_TAGS  \
   | STEMMA_HUB_PIPELINE_TAG | STEMMA_HUB_LIBRARY_NAME | STEMMA_HUB_CREATED_AT | STAND_IN_MODEL_ID)
#define STAND_IN_KEYS_FULL                                                                                   \
  (STEMMA_HUB_AUTHOR | STEMMA_HUB_SHA | STEMMA_HUB_LAST_MODIFIED | STEMMA_HUB_GATED | STEMMA_HUB_DISABLED    \
   | STEMMA_HUB_SIBLINGS)
#define STAND_IN_KEYS_DETAIL                                                                                 \
  (STAND_IN_KEYS_DEFAULT | STAND_IN_KEYS_FULL | STEMMA_HUB_CARD_DATA | STEMMA_HUB_CONFIG                     \
   | STEMMA_HUB_SAFETENSORS | STEMMA_HUB_GGUF | STEMMA_HUB_MODEL_INDEX | STAND_IN_SPACES                     \
   | STAND_IN_TRANSFORMERS_INFO | STAND_IN_WIDGET_DATA | STAND_IN_USED_STORAGE | STEMMA_HUB_BASE_MODELS)

typedef enum
{
  STAND_IN_ROUTE_LIST,
  STAND_IN_ROUTE_DETAIL,
} StandInRoute;

StandInKeys stand_in_key_find (const char *name, StandInRoute route, gboolean refusing);
const char *stand_in_key_name (guint place, StandInKeys *key);
char *stand_in_keys_complaint (StandInRoute route, gboolean refusing);

G_END_DECLS
