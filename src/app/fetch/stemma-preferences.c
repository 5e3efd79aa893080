/* The preferences: every row says what is in force, and where it comes from. */
#include "app/fetch/stemma-preferences.h"

#include <glib/gi18n.h>

#include "app/stemma-application.h"

/**
 * stemma_preferences_add_row:
 * @group: a group
 * @title: plain text, translated
 * @suffix: (transfer floating): what the value is chosen with
 *
 * Returns: (transfer none): a row at the end of @group
 */
AdwActionRow *
stemma_preferences_add_row (AdwPreferencesGroup *group, const char *title, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (suffix), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  adw_preferences_group_add (group, row);
  return ADW_ACTION_ROW (row);
}

/** stemma_preferences_say: @text: plain text: what is in force in @row, and why */
void
stemma_preferences_say (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (row, escaped);
}

/** stemma_preferences_toast: tells something in the window that @inside is in */
void
stemma_preferences_toast (GtkWidget *inside, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (inside);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (escaped));
}

static void
say_keep (AdwActionRow *row)
{
  gint64 keep = g_settings_get_int (stemma_application_get_settings (), "keep-snapshots");
  g_autofree char *text
    = keep == 0 ? g_strdup (_ ("0 keeps all of them; a year of weeks takes a few gigabytes"))
                : g_strdup_printf (
                  g_dngettext (GETTEXT_PACKAGE, "After a fetch all but the newest are forgotten: %d is kept",
                               "After a fetch all but the newest are forgotten: %d are kept", (gulong) keep),
                  (int) keep);
  stemma_preferences_say (row, text);
}

static void
add_snapshots (AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GSettings *settings = stemma_application_get_settings ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 1000, 1);
  AdwActionRow *row = stemma_preferences_add_row (group, _ ("Snapshots to keep"), spin);
  adw_preferences_group_set_title (group, _ ("Snapshots"));
  gtk_widget_set_name (spin, "keep-snapshots");
  g_settings_bind (settings, "keep-snapshots", spin, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::keep-snapshots", G_CALLBACK (say_keep), row,
                           G_CONNECT_SWAPPED);
  say_keep (row);
  adw_preferences_page_add (page, group);
}

/** stemma_preferences_new: @parent: (nullable): the window before which they stand. Returns: (transfer
 * floating) */
GtkWidget *
stemma_preferences_new (GtkWindow *parent)
{
  GtkWidget *window
    = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", parent != NULL,
                    "search-enabled", FALSE, "default-width", 640, "default-height", 720, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  stemma_preferences_add_hub (page);
  stemma_preferences_add_schedule (page);
  add_snapshots (page);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  return window;
}
