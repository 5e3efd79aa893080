#include "hub.h"

#include "simulate/sim-json.h"

#include <string.h>

static void
add_world (GString *json, const StandInHub *hub)
{
  char day[STEMMA_DATE_TEXT_SIZE];
  const StandInWorld *world = hub->world;
  guint n = 0;
  for (guint32 model = 0; model < world->sim->week_start[world->week + 1]; model++)
    n += sim_world_lists (world->sim, model, world->week);
  sim_json_number (json, "week", world->week);
  sim_json_text (json, "date", stemma_date_format (sim_week_date (world->week), day));
  sim_json_number (json, "models", n);
  sim_json_number (json, "extras", world->extras->len);
  sim_json_number (json, "cached", stand_in_cache_get_size (hub->cache));
}

static void
add_window (GString *json, const char *key, const StandInWindow *window)
{
  sim_json_object (json, key);
  sim_json_number (json, "quota", window->quota);
  sim_json_number (json, "used", window->used);
  sim_json_number (json, "most", window->most);
  g_string_append_c (json, '}');
}

static StandInReply *
reply_json (GString *json)
{
  StandInReply *reply = stand_in_reply_new (200, "application/json; charset=utf-8", NULL);
  stand_in_reply_take (reply, json);
  return reply;
}

static StandInReply *
status (const StandInHub *hub)
{
  GString *json = g_string_new ("{");
  add_world (json, hub);
  sim_json_number (json, "requests", hub->number);
  stand_in_tally_append (json, "routes", &hub->routes);
  stand_in_tally_append (json, "answers", &hub->answers);
  stand_in_tally_append (json, "faults", &hub->given);
  stand_in_tally_append (json, "violations", &hub->violations);
  sim_json_object (json, "windows");
  add_window (json, "anonymous", &hub->anonymous);
  add_window (json, "token", &hub->known);
  g_string_append_c (json, '}');
  sim_json_object (json, "connections");
  sim_json_number (json, "open", hub->open);
  sim_json_number (json, "most", hub->most_open);
  g_string_append_c (json, '}');
  sim_json_object (json, "elsewhere");
  sim_json_text (json, "origin", hub->elsewhere);
  sim_json_number (json, "requests", hub->elsewhere_requests);
  sim_json_number (json, "with_authorization", hub->elsewhere_tokens);
  g_string_append (json, "}}");
  return reply_json (json);
}

/* What the broken models are, and which of them must come through all the same. */
static StandInReply *
broken (const StandInHub *hub)
{
  GString *json = g_string_new ("[");
  for (guint i = 0; i < hub->world->extras->len; i++)
    {
      char oid[2 * STEMMA_OID_SIZE + 1];
      const StandInExtra *extra = &g_array_index (hub->world->extras, StandInExtra, i);
      if (extra->broken == NULL)
        continue;
      stemma_oid_format (extra->oid, oid);
      sim_json_object (json, NULL);
      sim_json_text (json, "kind", extra->broken->kind);
      sim_json_text (json, "key", extra->broken->key);
      sim_json_text (json, "_id", oid);
      sim_json_text (json, "id", extra->name);
      sim_json_truth (json, "survives", extra->broken->survives);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  return reply_json (json);
}

/* Names of those who may vanish while pages are read; everybody else must be found. */
static StandInReply *
fickle (const StandInHub *hub)
{
  GString *json = g_string_new ("[");
  const StandInWorld *world = hub->world;
  for (guint32 model = 0; model < world->sim->week_start[world->week + 1]; model++)
    {
      char name[SIM_NAME_SIZE];
      if (sim_world_lists (world->sim, model, world->week) && stand_in_world_is_fickle (world, model))
        sim_json_text (json, NULL, stand_in_world_name (world, model, name));
    }
  g_string_append_c (json, ']');
  return reply_json (json);
}

static void
reset (StandInHub *hub)
{
  stand_in_tally_reset (&hub->routes);
  stand_in_tally_reset (&hub->answers);
  stand_in_tally_reset (&hub->given);
  stand_in_tally_reset (&hub->violations);
  hub->anonymous.most = hub->anonymous.used;
  hub->known.most = hub->known.used;
  hub->most_open = hub->open;
  hub->elsewhere_requests = hub->elsewhere_tokens = 0;
}

/**
 * stand_in_control_answer:
 * @hub: the Hub
 * @method: of HTTP
 * @path: below /stand-in/
 *
 * Returns: (transfer full): what the test is told
 */
StandInReply *
stand_in_control_answer (StandInHub *hub, const char *method, const char *path)
{
  gboolean post = g_str_equal (method, "POST");
  if (post && g_str_equal (path, "week"))
    return stand_in_hub_pass_week (hub) ? status (hub)
                                        : stand_in_reply_error (409, "That was the last week.");
  if (post && g_str_equal (path, "reset"))
    reset (hub);
  else if (!g_str_equal (method, "GET"))
    return stand_in_reply_error (405, "Not like that.");
  if (g_str_equal (path, "status") || g_str_equal (path, "reset"))
    return status (hub);
  if (g_str_equal (path, "broken"))
    return broken (hub);
  return g_str_equal (path, "fickle") ? fickle (hub) : stand_in_reply_error (404, "Nothing here.");
}
