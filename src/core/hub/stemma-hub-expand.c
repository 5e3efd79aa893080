#include "hub/stemma-hub-private.h"
#include "hub/stemma-hub-url.h"

#include <string.h>

#define MAX_BODY 65536
#define BEFORE_LIST "must be one of ["

/**
 * stemma_hub_expand_allowed:
 * @body: of an answer 400: `{"error":"\"expand\" must be one of [author, baseModels, …]"}`
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the keys that the Hub knows, %NULL if it is
 * not about them
 */
char **
stemma_hub_expand_allowed (GBytes *body)
{
  StemmaJson root;
  if (!stemma_hub_read_json (body, MAX_BODY, STEMMA_JSON_OBJECT, &root))
    return NULL;
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  gboolean damaged = FALSE;
  StemmaJson value = stemma_json_member (root, "error");
  const char *said = stemma_json_type (value) == STEMMA_JSON_STRING
                         ? stemma_json_text (value, arena, &damaged)
                         : NULL;
  const char *list = said != NULL && strstr (said, "expand") != NULL ? strstr (said, BEFORE_LIST) : NULL;
  const char *end = list != NULL ? strchr (list, ']') : NULL;
  if (end == NULL)
    return NULL;
  list += strlen (BEFORE_LIST);
  g_autofree char *inside = g_strndup (list, (gsize) (end - list));
  /* Bare today; quoted would be the same to us. */
  g_auto (GStrv) words = g_strsplit_set (inside, ", \"'", -1);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (keys, g_strdup (words[i]));
  if (keys->len == 0)
    return NULL;
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/**
 * stemma_hub_client_negotiate:
 * @client: a client
 * @url: (inout): what to get; without the keys that the Hub does not know, if it said so
 * @dropped: (element-type utf8): those keys are appended to it
 * @fault: (out): what to make of a failure
 * @cancellable: (nullable): ends it
 * @error: as of stemma_hub_client_get()
 *
 * One key that the Hub does not know would cost the whole answer; it names those that it knows, and is asked
 * once more with them.
 *
 * Returns: (transfer full) (nullable): the answer
 */
StemmaHubReply *
stemma_hub_client_negotiate (StemmaHubClient *client, char **url, GPtrArray *dropped, StemmaHubFault *fault,
                             GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaHubReply) reply = stemma_hub_client_try (client, *url, fault, cancellable, error);
  if (reply == NULL || reply->status != SOUP_STATUS_BAD_REQUEST)
    return g_steal_pointer (&reply);
  g_auto (GStrv) allowed = stemma_hub_expand_allowed (reply->body);
  char *without = allowed != NULL ? stemma_hub_url_keep_expand (*url, (const char *const *) allowed, dropped)
                                  : NULL;
  if (without == NULL)
    return g_steal_pointer (&reply);
  g_free (*url);
  *url = without;
  return stemma_hub_client_try (client, *url, fault, cancellable, error);
}
