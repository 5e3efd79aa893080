#include "hub.h"

#include "item.h"

#include <string.h>

/* One path without its escapes; NULL where one of them is none or hides a zero. */
static char *
unescape (const char *path)
{
  return g_uri_unescape_string (path, NULL);
}

/* Who is not there and who may not be seen look the same. */
static StandInReply *
refuse (const StandInRequest *request)
{
  if (!request->with_token)
    return stand_in_reply_error (401, "Invalid username or password.");
  StandInReply *reply = stand_in_reply_error (404, "Repository not found");
  stand_in_reply_add (reply, "X-Error-Code", "RepoNotFound");
  stand_in_reply_add (reply, "X-Error-Message", "Repository not found");
  return reply;
}

static StandInReply *
redirect (const char *name, const char *rest, const char *query)
{
  g_autofree char *location = g_strdup_printf ("/api/models/%s%s%s%s", name, rest, query != NULL ? "?" : "",
                                               query != NULL ? query : "");
  g_autofree char *body = g_strdup_printf ("Temporary Redirect. Redirecting to %s", location);
  StandInReply *reply = stand_in_reply_new (307, "text/plain; charset=utf-8", body);
  stand_in_reply_add (reply, "Location", location);
  return reply;
}

static StandInReply *
tell (StandInHub *hub, const StandInRequest *request, guint32 ref)
{
  gboolean refusing = (stand_in_faults_get_modes (hub->faults) & STAND_IN_MODE_EXPAND_REFUSED) != 0;
  g_autofree char *complaint = NULL;
  g_autoptr (StandInQuery) query
    = stand_in_query_new (request->query, STAND_IN_ROUTE_DETAIL, refusing, &complaint);
  if (query == NULL)
    return stand_in_reply_error (400, complaint);
  if (query->mixed)
    stand_in_hub_violation (hub, "expand-mixed");
  const StandInFamily *family = query->keys & STAND_IN_CHILDREN ? stand_in_hub_get_family (hub) : NULL;
  GString *json = g_string_new (NULL);
  stand_in_item_append (json, hub->world, ref, query->keys, family, hub->arena);
  StandInReply *reply = stand_in_reply_new (200, "application/json; charset=utf-8", NULL);
  stand_in_reply_take (reply, json);
  reply->etag
    = g_strdup_printf ("W/\"%x-%08x\"", (guint) g_bytes_get_size (reply->body), g_bytes_hash (reply->body));
  return reply;
}

/**
 * stand_in_detail_answer:
 * @hub: the Hub
 * @request: a request
 * @name: what stands behind /api/models/, as sent: a model, and maybe a revision
 *
 * Returns: (transfer full): the answer
 */
StandInReply *
stand_in_detail_answer (StandInHub *hub, const StandInRequest *request, const char *name)
{
  const char *revision = strstr (name, "/revision/");
  g_autofree char *sent = revision != NULL ? g_strndup (name, (gsize) (revision - name)) : g_strdup (name);
  g_autofree char *wanted = unescape (sent);
  guint32 ref = STAND_IN_NOBODY;
  if (wanted == NULL || *wanted == '\0')
    return refuse (request);
  StandInFound found = stand_in_locator_find (stand_in_hub_get_locator (hub), wanted, &ref);
  if (found == STAND_IN_FOUND_NOTHING || !stand_in_world_has (hub->world, ref)
      || !stand_in_world_shows (hub->world, ref, request->with_token))
    return refuse (request);
  char own[SIM_NAME_SIZE];
  if (found == STAND_IN_FOUND_MOVED)
    return redirect (stand_in_world_name (hub->world, ref, own), revision != NULL ? revision : "",
                     request->query);
  if (revision != NULL && !g_str_equal (revision, "/revision/main"))
    {
      StandInReply *reply = stand_in_reply_error (404, "Invalid rev id");
      stand_in_reply_add (reply, "X-Error-Code", "RevisionNotFound");
      return reply;
    }
  return tell (hub, request, ref);
}
