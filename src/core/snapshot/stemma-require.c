#include "snapshot/stemma-require.h"

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-search.h"

#define MAX_NEAREST 5

static char *
list_nearest (const StemmaSnapshot *snapshot, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) hits = stemma_search_nearest (snapshot, name, MAX_NEAREST, NULL, NULL);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            stemma_search_hit_name (snapshot, &g_array_index (hits, StemmaSearchHit, i)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * stemma_snapshot_require:
 * @snapshot: a snapshot
 * @name: the name of a model or a ghost
 * @node: (out): its node, %STEMMA_NONE if it has neither parent nor child
 * @row: (out): its row, %STEMMA_NONE if it is a ghost
 * @error: %STEMMA_ERROR_NOT_FOUND, with the nearest names
 *
 * Returns: whether @snapshot knows it
 */
gboolean
stemma_snapshot_require (const StemmaSnapshot *snapshot, const char *name, StemmaNode *node, StemmaRow *row,
                         GError **error)
{
  *node = stemma_snapshot_find_node (snapshot, name);
  *row = *node != STEMMA_NONE ? stemma_snapshot_get_graph (snapshot)->row[*node]
                              : stemma_snapshot_find_row (snapshot, name);
  if (*node != STEMMA_NONE || *row != STEMMA_NONE)
    return TRUE;
  char date[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (stemma_snapshot_get_date (snapshot), date);
  g_autofree char *nearest = list_nearest (snapshot, name);
  if (nearest[0] != '\0')
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("There is no model %s in the snapshot of %s; the nearest names are %s"), name, date, nearest);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("There is no model %s in the snapshot of %s"), name,
                 date);
  return FALSE;
}
