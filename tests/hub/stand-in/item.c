#include "item.h"

#include "simulate/sim-facts.h"
#include "simulate/sim-json.h"
#include "simulate/sim-record.h"
#include "simulate/sim-traits.h"

#include <string.h>

enum
{
  FIELD_TRENDING = 210,
  FIELD_WARM,
  FIELD_SPACES,
};

/* In halves, as the Hub has it. */
double
stand_in_trending_score (const StandInWorld *world, guint32 ref)
{
  if (ref & STAND_IN_EXTRA)
    return 0;
  double unit = sim_unit (sim_hash (world->sim->seed, FIELD_TRENDING, (guint64) ref << 8 | world->week));
  return (double) (guint64) ((double) sim_likes (world->sim, ref, world->week) * unit * unit) / 2;
}

static void
add_children (GString *json, const StandInWorld *world, guint32 ref, const StandInFamily *family)
{
  static const struct
  {
    const char *word;
    SimKind kind;
  } words[] = { { "adapter", SIM_ADAPTER },
                { "merge", SIM_MERGE },
                { "quantized", SIM_QUANTIZED },
                { "finetune", SIM_FINETUNE } };
  guint counts[SIM_N_KINDS] = { 0 };
  if ((ref & STAND_IN_EXTRA) == 0)
    stand_in_family_count (family, world, ref, counts);
  sim_json_object (json, "childrenModelCount");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    sim_json_number (json, words[i].word, counts[words[i].kind]);
  g_string_append_c (json, '}');
}

/* The same facts, a list on one route and an object on the other. */
static void
add_providers (GString *json, gboolean warm, gboolean by_name)
{
  if (by_name)
    sim_json_object (json, "inferenceProviderMapping");
  else
    sim_json_list (json, "inferenceProviderMapping");
  if (warm)
    {
      sim_json_object (json, by_name ? "example-cloud" : NULL);
      if (!by_name)
        sim_json_text (json, "provider", "example-cloud");
      sim_json_text (json, "status", "live");
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, by_name ? '}' : ']');
}

static void
add_spaces (GString *json, const StandInWorld *world, guint32 ref)
{
  guint64 hash = sim_hash (world->sim->seed, FIELD_SPACES, ref);
  guint n = hash % 16 == 0 ? (guint) (hash >> 8) % 100 : 0;
  sim_json_list (json, "spaces");
  for (guint i = 0; i < n; i++)
    {
      char name[32];
      g_snprintf (name, sizeof name, "invented/space-%u", (guint) (hash >> 20) % 5000 + i);
      sim_json_text (json, NULL, name);
    }
  g_string_append_c (json, ']');
}

static void
add_transformers_info (GString *json, const StandInWorld *world, guint32 ref)
{
  const char *library = ref & STAND_IN_EXTRA ? NULL : sim_library (world->sim, ref);
  if (g_strcmp0 (library, "transformers") != 0)
    return;
  sim_json_object (json, "transformersInfo");
  sim_json_text (json, "auto_model", "AutoModel");
  sim_json_text (json, "pipeline_tag", sim_task (world->sim, ref));
  sim_json_text (json, "processor", "AutoTokenizer");
  g_string_append_c (json, '}');
}

static void
add_security (GString *json)
{
  sim_json_object (json, "securityRepoStatus");
  sim_json_truth (json, "scansDone", TRUE);
  sim_json_list (json, "filesWithIssues");
  g_string_append (json, "]}");
}

static void
add_more (GString *json, const StandInWorld *world, guint32 ref, StandInKeys keys,
          const StandInFamily *family)
{
  gboolean warm = sim_hash (world->sim->seed, FIELD_WARM, ref) % 50 == 0;
  if (keys & STAND_IN_TRENDING_SCORE)
    sim_json_real (json, "trendingScore", stand_in_trending_score (world, ref));
  if ((keys & STAND_IN_INFERENCE) && warm)
    sim_json_text (json, "inference", "warm");
  if (keys & (STAND_IN_PROVIDERS | STAND_IN_PROVIDERS_BY_NAME))
    add_providers (json, warm, (keys & STAND_IN_PROVIDERS_BY_NAME) != 0);
  if (keys & STAND_IN_SPACES)
    add_spaces (json, world, ref);
  if (keys & STAND_IN_TRANSFORMERS_INFO)
    add_transformers_info (json, world, ref);
  if (keys & STAND_IN_XET_ENABLED)
    sim_json_truth (json, "xetEnabled", TRUE);
  if (keys & STAND_IN_CHILDREN)
    add_children (json, world, ref, family);
  if (keys & STAND_IN_USED_STORAGE)
    sim_json_number (json, "usedStorage", ref & STAND_IN_EXTRA ? 0 : 2 * sim_parameters (world->sim, ref));
  if (keys & STAND_IN_SECURITY)
    add_security (json);
}

/* What an extra says where nothing is wrong with it; NULL: nothing. */
static const char *
plain_value (const char *key)
{
  static const struct
  {
    const char *key, *value;
  } values[] = {
    { "private", "false" },
    { "disabled", "false" },
    { "gated", "false" },
    { "sha", "\"0123456789abcdef0123456789abcdef01234567\"" },
    { "downloads", "1" },
    { "downloadsAllTime", "1" },
    { "likes", "0" },
    { "pipeline_tag", "\"text-generation\"" },
    { "tags", "[\"region:us\"]" },
    { "config", "{}" },
    { "cardData", "{}" },
    { "siblings", "[{\"rfilename\":\"README.md\"}]" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].key, key))
      return values[i].value;
  return NULL;
}

static void
add_extra_key (GString *json, const StandInExtra *extra, const char *key)
{
  char oid[2 * STEMMA_OID_SIZE + 1];
  const char *plain = plain_value (key);
  if (extra->broken != NULL && g_str_equal (extra->broken->key, key))
    {
      sim_json_key (json, key);
      stand_in_broken_append (json, extra->broken);
      return;
    }
  stemma_oid_format (extra->oid, oid);
  if (g_str_equal (key, "_id"))
    sim_json_text (json, key, oid);
  else if (g_str_equal (key, "id"))
    sim_json_text (json, key, extra->name);
  else if (g_str_equal (key, "createdAt") || g_str_equal (key, "lastModified"))
    sim_json_time (json, key, extra->created);
  else if (g_str_equal (key, "private"))
    sim_json_truth (json, key, extra->kind == STAND_IN_EXTRA_PRIVATE);
  else if (g_str_equal (key, "author"))
    {
      sim_json_key (json, key);
      g_string_append_c (json, '"');
      sim_json_inside (json, extra->name, strcspn (extra->name, "/"));
      g_string_append_c (json, '"');
    }
  else if (plain != NULL)
    {
      sim_json_key (json, key);
      g_string_append (json, plain);
    }
}

static void
add_extra (GString *json, const StandInExtra *extra, StandInKeys keys)
{
  StandInKeys key;
  const char *name;
  g_string_append_c (json, '{');
  add_extra_key (json, extra, "_id");
  add_extra_key (json, extra, "id");
  for (guint i = 0; (name = stand_in_key_name (i, &key)) != NULL; i++)
    if (keys & key)
      add_extra_key (json, extra, name);
  g_string_append_c (json, '}');
}

/**
 * stand_in_item_append:
 * @json: where to add
 * @world: the world
 * @ref: a model that is there
 * @keys: what to tell of it beside _id and id
 * @family: (nullable): needed for %STAND_IN_CHILDREN
 * @arena: scratch
 *
 * Adds what a route answers of one model.
 */
void
stand_in_item_append (GString *json, const StandInWorld *world, guint32 ref, StandInKeys keys,
                      const StandInFamily *family, StemmaArena *arena)
{
  const StandInKeys more = ~(StandInKeys) 0 << 32;
  const StandInExtra *extra = stand_in_world_extra (world, ref);
  char name[SIM_NAME_SIZE];
  if (extra != NULL)
    add_extra (json, extra, keys);
  else
    {
      StemmaRecord record;
      stemma_arena_reset (arena);
      sim_record_make (world->sim, ref, world->week, arena, &record);
      stemma_hub_json_append_keys (json, &record, (StemmaHubKeys) (keys & ~more));
    }
  if ((keys & more) == 0)
    return;
  g_string_truncate (json, json->len - 1);
  gboolean spoilt
    = extra != NULL && extra->broken != NULL && g_str_equal (extra->broken->key, "trendingScore");
  add_more (json, world, ref, spoilt ? keys & ~STAND_IN_TRENDING_SCORE : keys, family);
  if (keys & STAND_IN_MODEL_ID)
    sim_json_text (json, "modelId", stand_in_world_name (world, ref, name));
  g_string_append_c (json, '}');
}
