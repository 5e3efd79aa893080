#include "app/stemma-session.h"

#define KEY "session"
/* Parts of the value; no part holds a line break. */
#define SEPARATOR "\n"

/**
 * stemma_session_save:
 * @settings: the user's preferences
 * @store: the store that is open
 * @place: (nullable): where the user is
 */
void
stemma_session_save (GSettings *settings, const char *store, const StemmaPlace *place)
{
  if (place == NULL)
    return;
  g_autofree char *value
    = g_strjoin (SEPARATOR, store, place->page, place->target != NULL ? place->target : "", NULL);
  g_settings_set_string (settings, KEY, value);
}

/**
 * stemma_session_restore:
 * @settings: the user's preferences
 * @store: the store that is open
 * @page: (out): the page's name
 * @target: (out) (nullable): what it showed
 *
 * Returns: whether the last session ended in @store
 */
gboolean
stemma_session_restore (GSettings *settings, const char *store, char **page, char **target)
{
  g_autofree char *value = g_settings_get_string (settings, KEY);
  g_auto (GStrv) parts = g_strsplit (value, SEPARATOR, 3);
  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], store))
    return FALSE;
  *page = g_strdup (parts[1]);
  *target = parts[2][0] != '\0' ? g_strdup (parts[2]) : NULL;
  return TRUE;
}
