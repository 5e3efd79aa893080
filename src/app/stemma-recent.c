#include "app/stemma-recent.h"

#define MAX_RECENT 8
#define KEY "recent-stores"

/** stemma_recent_add: puts @path first among the stores that were open lately */
void
stemma_recent_add (GSettings *settings, const char *path)
{
  g_auto (GStrv) old = g_settings_get_strv (settings, KEY);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_ptr_array_add (list, (gpointer) path);
  for (guint i = 0; old[i] != NULL && list->len < MAX_RECENT; i++)
    if (!g_str_equal (old[i], path))
      g_ptr_array_add (list, old[i]);
  g_ptr_array_add (list, NULL);
  g_settings_set_strv (settings, KEY, (const char *const *) list->pdata);
}

/** stemma_recent_list: Returns: (transfer full): the stores that were open lately and are still there, the
 * last first */
GStrv
stemma_recent_list (GSettings *settings)
{
  g_auto (GStrv) paths = g_settings_get_strv (settings, KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; paths[i] != NULL; i++)
    if (g_file_test (paths[i], G_FILE_TEST_EXISTS))
      g_strv_builder_add (builder, paths[i]);
  return g_strv_builder_end (builder);
}

/** stemma_recent_fill: @menu: made to hold the stores that were open lately and are still there */
void
stemma_recent_fill (GSettings *settings, GMenu *menu)
{
  g_auto (GStrv) paths = stemma_recent_list (settings);
  g_menu_remove_all (menu);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = g_path_get_basename (paths[i]);
      g_autofree char *shown = g_filename_display_name (name);
      /* An underscore in a menu's label would mark a key. */
      g_autoptr (GString) label = g_string_new (shown);
      g_string_replace (label, "_", "__", 0);
      g_autoptr (GMenuItem) item = g_menu_item_new (label->str, NULL);
      g_menu_item_set_action_and_target (item, "win.open-path", "s", paths[i]);
      g_menu_append_item (menu, item);
    }
}
