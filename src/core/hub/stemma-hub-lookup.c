#include "hub/stemma-hub-lookup.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-id.h"
#include "hub/stemma-hub-pager.h"
#include "hub/stemma-hub-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PAGE 1000

/**
 * stemma_hub_lookup_free:
 * @lookup: (transfer full) (nullable): an answer
 */
void
stemma_hub_lookup_free (StemmaHubLookup *lookup)
{
  if (lookup == NULL)
    return;
  g_free (lookup->id);
  g_free (lookup->oid);
  g_clear_pointer (&lookup->json, g_bytes_unref);
  g_free (lookup);
}

static char *
read_text (StemmaJson object, const char *key)
{
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  gboolean damaged = FALSE;
  StemmaJson value = stemma_json_member (object, key);
  if (stemma_json_type (value) != STEMMA_JSON_STRING)
    return NULL;
  return g_strdup (stemma_json_text (value, arena, &damaged));
}

/* The record of a model: an object with a name that a model can have. */
static gboolean
read_record (StemmaHubLookup *lookup, const char *asked, const StemmaHubReply *reply)
{
  StemmaJson root;
  if (!stemma_hub_read_json (reply->body, G_MAXSIZE, STEMMA_JSON_OBJECT, &root))
    return FALSE;
  lookup->id = read_text (root, "id");
  if (lookup->id == NULL || *lookup->id == '\0')
    return FALSE;
  lookup->oid = read_text (root, "_id");
  lookup->json = g_bytes_ref (reply->body);
  lookup->presence = strcmp (lookup->id, asked) == 0 ? STEMMA_HUB_FOUND : STEMMA_HUB_MOVED;
  return TRUE;
}

/* Only the Hub's own word counts: a page of a portal, or another 404, is no deletion. */
static gboolean
says_gone (const StemmaHubReply *reply)
{
  if (reply->status != SOUP_STATUS_NOT_FOUND && reply->status != SOUP_STATUS_UNAUTHORIZED)
    return FALSE;
  if (reply->error_code != NULL)
    return strcmp (reply->error_code, "RepoNotFound") == 0;
  if (reply->body_error == NULL || !stemma_hub_reply_is_json (reply))
    return FALSE;
  /* To who sends no token the Hub says no more than 401; a 404 without a code may be about the address. */
  return reply->status == SOUP_STATUS_UNAUTHORIZED
         || g_ascii_strcasecmp (reply->body_error, "Repository not found") == 0;
}

/* Names that the Hub's rules of today forbid may still be in an old list; but a path must stay below the
 * models. */
static gboolean
is_askable (const char *id)
{
  g_auto (GStrv) segments = g_strsplit (id, "/", -1);
  guint n = g_strv_length (segments);
  for (guint i = 0; i < n; i++)
    if (*segments[i] == '\0' || strcmp (segments[i], ".") == 0 || strcmp (segments[i], "..") == 0)
      return FALSE;
  return n == 1 || n == 2;
}

/**
 * stemma_hub_lookup:
 * @client: asks
 * @id: of a model
 * @cancellable: (nullable): ends it
 * @error: as of stemma_hub_client_get(), and STEMMA_ERROR_INPUT for what no model is called
 *
 * Asks for one model. That it is gone is an answer and no error; that a token was refused, or that somebody
 * else than the Hub answered, is never taken for that.
 *
 * Returns: (transfer full) (nullable): what the Hub says
 */
StemmaHubLookup *
stemma_hub_lookup (StemmaHubClient *client, const char *id, GCancellable *cancellable, GError **error)
{
  StemmaHubFault fault;
  if (!is_askable (id) && !stemma_hub_id_check (id, error))
    return NULL;
  g_auto (GStrv) keys = stemma_hub_client_detail_keys (client);
  g_autofree char *url = stemma_hub_url_detail (stemma_hub_client_get_options (client)->endpoint, id,
                                                (const char *const *) keys);
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StemmaHubReply) reply = stemma_hub_client_negotiate (client, &url, dropped, &fault, cancellable,
                                                                  error);
  stemma_hub_client_drop_keys (client, dropped);
  if (reply == NULL)
    return NULL;
  g_autoptr (StemmaHubLookup) lookup = g_new0 (StemmaHubLookup, 1);
  lookup->presence = STEMMA_HUB_GONE;
  if (reply->status == SOUP_STATUS_OK ? read_record (lookup, id, reply) : says_gone (reply))
    return g_steal_pointer (&lookup);
  if (reply->status == SOUP_STATUS_OK
      || (!stemma_hub_reply_is_json (reply) && g_bytes_get_size (reply->body) > 0))
    stemma_hub_fault_not_hub (reply, error);
  else
    stemma_hub_fault_status (reply, error);
  return NULL;
}

/* Cuts a page into its models. */
static gboolean
take_models (GPtrArray *models, const StemmaHubListPage *page, guint max_models, gboolean *more,
             GError **error)
{
  const char *text = g_bytes_get_data (page->json, NULL);
  StemmaJson root, item;
  if (!stemma_hub_read_json (page->json, G_MAXSIZE, STEMMA_JSON_ARRAY, &root))
    {
      g_set_error_literal (
          error, STEMMA_ERROR, STEMMA_ERROR_NETWORK,
          _ ("The Hub's list of the models that are made from this one cannot be read. What was there "
             "before is kept; please try again later"));
      return FALSE;
    }
  StemmaJsonIter iter;
  stemma_json_iter_init (&iter, root);
  while (stemma_json_iter_next (&iter, NULL, &item))
    {
      if (models->len == max_models)
        {
          *more = TRUE;
          break;
        }
      g_ptr_array_add (models, g_bytes_new_from_bytes (page->json, (gsize) (item.start - text),
                                                       (gsize) (item.end - item.start)));
    }
  return TRUE;
}

/**
 * stemma_hub_children:
 * @client: asks
 * @id: of a model
 * @max_models: how many at most
 * @more: (out): whether there are more than those
 * @cancellable: (nullable): ends it
 * @error: as of stemma_hub_pager_next(), and STEMMA_ERROR_INPUT for what no model is called
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the records of the models that name this one as
 * their base
 */
GPtrArray *
stemma_hub_children (StemmaHubClient *client, const char *id, guint max_models, gboolean *more,
                     GCancellable *cancellable, GError **error)
{
  *more = FALSE;
  if (!is_askable (id) && !stemma_hub_id_check (id, error))
    return NULL;
  StemmaHubQuery query = { .base_model = id, .limit = CLAMP (max_models, 1, MAX_PAGE) };
  g_autoptr (StemmaHubPager) pager = stemma_hub_pager_new (client, &query);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (gboolean last = FALSE; !last && !*more;)
    {
      g_autoptr (StemmaHubListPage) page = NULL;
      if (!stemma_hub_pager_next (pager, &page, cancellable, error)
          || (page != NULL && !take_models (models, page, max_models, more, error)))
        return NULL;
      last = page == NULL || page->next_url == NULL;
      if (!last && models->len >= max_models)
        *more = TRUE;
    }
  return g_steal_pointer (&models);
}
