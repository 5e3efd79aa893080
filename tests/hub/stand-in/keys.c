#include "keys.h"

#include <string.h>

typedef struct
{
  const char *name;
  StandInKeys list, detail; /* 0: refused */
  gboolean doubtful;        /* refused where the Hub takes keys back */
} Key;

#define BOTH(name, key)                                                                                      \
  {                                                                                                          \
    name, key, key, FALSE                                                                                    \
  }

static const Key keys[] = {
  BOTH ("author", STEMMA_HUB_AUTHOR),
  BOTH ("baseModels", STEMMA_HUB_BASE_MODELS),
  BOTH ("cardData", STEMMA_HUB_CARD_DATA),
  { "childrenModelCount", 0, STAND_IN_CHILDREN, FALSE },
  BOTH ("config", STEMMA_HUB_CONFIG),
  BOTH ("createdAt", STEMMA_HUB_CREATED_AT),
  BOTH ("disabled", STEMMA_HUB_DISABLED),
  BOTH ("downloads", STEMMA_HUB_DOWNLOADS),
  { "downloadsAllTime", STEMMA_HUB_DOWNLOADS_ALL_TIME, STEMMA_HUB_DOWNLOADS_ALL_TIME, TRUE },
  { "evalResults", STEMMA_HUB_EVAL_RESULTS, STEMMA_HUB_EVAL_RESULTS, TRUE },
  BOTH ("gated", STEMMA_HUB_GATED),
  BOTH ("inference", STAND_IN_INFERENCE),
  { "inferenceProviderMapping", STAND_IN_PROVIDERS, STAND_IN_PROVIDERS_BY_NAME, FALSE },
  BOTH ("lastModified", STEMMA_HUB_LAST_MODIFIED),
  BOTH ("library_name", STEMMA_HUB_LIBRARY_NAME),
  BOTH ("likes", STEMMA_HUB_LIKES),
  BOTH ("mask_token", STAND_IN_MASK_TOKEN),
  BOTH ("model-index", STEMMA_HUB_MODEL_INDEX),
  BOTH ("pipeline_tag", STEMMA_HUB_PIPELINE_TAG),
  BOTH ("private", STEMMA_HUB_PRIVATE),
  BOTH ("safetensors", STEMMA_HUB_SAFETENSORS),
  BOTH ("sha", STEMMA_HUB_SHA),
  BOTH ("siblings", STEMMA_HUB_SIBLINGS),
  BOTH ("spaces", STAND_IN_SPACES),
  BOTH ("tags", STEMMA_HUB_TAGS),
  BOTH ("transformersInfo", STAND_IN_TRANSFORMERS_INFO),
  BOTH ("trendingScore", STAND_IN_TRENDING_SCORE),
  { "usedStorage", 0, STAND_IN_USED_STORAGE, FALSE },
  BOTH ("widgetData", STAND_IN_WIDGET_DATA),
  { "gguf", STEMMA_HUB_GGUF, STEMMA_HUB_GGUF, TRUE },
  BOTH ("resourceGroup", STAND_IN_RESOURCE_GROUP),
  { "xetEnabled", STAND_IN_XET_ENABLED, STAND_IN_XET_ENABLED, TRUE },
};

static StandInKeys
key_on_route (const Key *key, StandInRoute route, gboolean refusing)
{
  if (refusing && key->doubtful)
    return 0;
  return route == STAND_IN_ROUTE_LIST ? key->list : key->detail;
}

/**
 * stand_in_key_find:
 * @name: a name to expand
 * @route: where
 * @refusing: whether the Hub has dropped some of its keys
 *
 * Returns: the key, or 0 where the route takes no such name
 */
StandInKeys
stand_in_key_find (const char *name, StandInRoute route, gboolean refusing)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].name, name))
      return key_on_route (&keys[i], route, refusing);
  return 0;
}

/**
 * stand_in_key_name:
 * @place: from 0
 * @key: (out): which it is
 *
 * Returns: (nullable): the name of the key at a place; %NULL behind the last
 */
const char *
stand_in_key_name (guint place, StandInKeys *key)
{
  if (place >= G_N_ELEMENTS (keys))
    return NULL;
  *key = keys[place].detail;
  return keys[place].name;
}

/**
 * stand_in_keys_complaint:
 * @route: where
 * @refusing: whether the Hub has dropped some of its keys
 *
 * Returns: (transfer full): what the Hub says to a name that it does not take
 */
char *
stand_in_keys_complaint (StandInRoute route, gboolean refusing)
{
  GString *text = g_string_new ("\"expand\" must be one of [");
  const char *comma = "";
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (key_on_route (&keys[i], route, refusing) != 0)
      {
        g_string_append_printf (text, "%s%s", comma, keys[i].name);
        comma = ", ";
      }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}
