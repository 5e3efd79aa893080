#include "app/stemma-week-button.h"

#include <glib/gi18n.h>

#include "app/stemma-application.h"
#include "app/stemma-number.h"
#include "app/stemma-recent.h"
#include "app/stemma-scene-view.h"
#include "chart/stemma-chart.h"

#define SPARK_WIDTH 300
#define SPARK_HEIGHT 40
#define MAX_RECENT 4
/* In how many frames a popover gets its size, at most. */
#define SETTLING 12

/**
 * StemmaWeekButton:
 *
 * The page's title and the snapshot's date; opened, the weeks there are, with a line of how many models each
 * has, and the ways to another store.
 */
struct _StemmaWeekButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkLabel *title;
  GtkLabel *date;
  GtkLabel *store;
  GtkListBox *weeks;
  GtkWidget *weeks_shown;
  guint settling; /* frames since it came up */
  GtkWidget *recent_title;
  GtkListBox *recent;
  AdwBin *spark;
  StemmaDocument *document;
};

G_DEFINE_FINAL_TYPE (StemmaWeekButton, stemma_week_button, ADW_TYPE_BIN)

static void
stemma_week_button_dispose (GObject *object)
{
  g_clear_object (&STEMMA_WEEK_BUTTON (object)->document);
  G_OBJECT_CLASS (stemma_week_button_parent_class)->dispose (object);
}

static void
stemma_week_button_class_init (StemmaWeekButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_week_button_dispose;
}

/** stemma_week_format: Returns: (transfer full): @date as the locale writes days */
char *
stemma_week_format (StemmaDate date)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) date * 86400);
  return g_date_time_format (time, "%-e %B %Y");
}

static void
on_week (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, gpointer user_data)
{
  StemmaWeekButton *self = user_data;
  gtk_menu_button_popdown (self->button);
  if (g_object_get_data (G_OBJECT (row), "part") != NULL)
    stemma_document_select_newest (self->document);
  else
    stemma_document_select (self->document,
                            (StemmaDate) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "date")));
}

static GtkWidget *
create_button_child (StemmaWeekButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->title = GTK_LABEL (gtk_label_new ("Stemma"));
  self->date = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title");
  gtk_widget_add_css_class (GTK_WIDGET (self->date), "subtitle");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->date, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->date));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (outer), box);
  gtk_box_append (GTK_BOX (outer), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  return outer;
}

static void
on_recent (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, gpointer user_data)
{
  StemmaWeekButton *self = user_data;
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), "path"));
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-path", "s", path);
}

static void
on_open (StemmaWeekButton *self)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", NULL);
}

static GtkWidget *
create_recent_row (const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *where = g_filename_display_name (folder);
  g_autofree char *title = g_markup_escape_text (shown, -1);
  g_autofree char *subtitle = g_markup_escape_text (where, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  return row;
}

static void
fill_recent (StemmaWeekButton *self)
{
  g_auto (GStrv) paths = stemma_recent_list (stemma_application_get_settings ());
  const char *open = stemma_document_get_path (self->document);
  GtkWidget *child;
  guint n = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_list_box_remove (self->recent, child);
  for (guint i = 0; paths[i] != NULL && n < MAX_RECENT; i++)
    if (g_strcmp0 (paths[i], open) != 0)
      {
        gtk_list_box_append (self->recent, create_recent_row (paths[i]));
        n++;
      }
  gtk_widget_set_visible (self->recent_title, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), n > 0);
}

/* Rows have no places before they were laid out once, and a popover that comes up gets its size in several
 * steps, each of which may begin from the top again. */
static gboolean
scroll_to_current (GtkWidget *weeks, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data)
{
  double y;
  StemmaWeekButton *self = user_data;
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->weeks_shown));
  GtkWidget *row = gtk_widget_get_first_child (weeks);
  while (row != NULL && g_object_get_data (G_OBJECT (row), "current") == NULL)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (row) == 0 || gtk_adjustment_get_page_size (down) <= 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_translate_coordinates (row, weeks, 0, 0, NULL, &y);
  gtk_adjustment_clamp_page (down, y - gtk_widget_get_height (row), y + 2 * gtk_widget_get_height (row));
  return ++self->settling < SETTLING ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Where the user is, not where the list begins. */
static void
show_current (StemmaWeekButton *self)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->weeks, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->weeks, i);
      if (g_object_get_data (G_OBJECT (row), "current") != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  self->settling = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (self->weeks), scroll_to_current, self, NULL);
}

static void
on_shown (StemmaWeekButton *self)
{
  fill_recent (self);
  show_current (self);
}

static GtkWidget *
create_weeks (StemmaWeekButton *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  self->weeks = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->weeks), "boxed-list");
  gtk_list_box_set_selection_mode (self->weeks, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->weeks), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Weeks"),
                                  -1);
  g_signal_connect (self->weeks, "row-activated", G_CALLBACK (on_week), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->weeks));
  self->weeks_shown = scrolled;
  return scrolled;
}

static void
append_stores (StemmaWeekButton *self, GtkBox *box)
{
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Open another store…"));
  self->recent_title = gtk_label_new (_ ("Recent stores"));
  self->recent = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_xalign (GTK_LABEL (self->recent_title), 0);
  gtk_widget_add_css_class (self->recent_title, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->recent), "boxed-list");
  gtk_list_box_set_selection_mode (self->recent, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->recent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Recent stores"), -1);
  g_signal_connect (self->recent, "row-activated", G_CALLBACK (on_recent), self);
  g_signal_connect_swapped (open, "clicked", G_CALLBACK (on_open), self);
  gtk_box_append (box, self->recent_title);
  gtk_box_append (box, GTK_WIDGET (self->recent));
  gtk_box_append (box, open);
}

static GtkWidget *
create_popover (StemmaWeekButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->store = GTK_LABEL (gtk_label_new (NULL));
  self->spark = ADW_BIN (adw_bin_new ());
  gtk_label_set_xalign (self->store, 0);
  gtk_label_set_wrap (self->store, TRUE);
  gtk_label_set_max_width_chars (self->store, 40);
  gtk_widget_add_css_class (GTK_WIDGET (self->store), "heading");
  gtk_widget_add_css_class (box, "week-selector");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->store));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spark));
  gtk_box_append (GTK_BOX (box), create_weeks (self));
  append_stores (self, GTK_BOX (box));
  g_signal_connect_object (popover, "map", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
stemma_week_button_init (StemmaWeekButton *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_child (self->button, create_button_child (self));
  gtk_menu_button_set_popover (self->button, create_popover (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a week or another store"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

static GtkWidget *
create_week_row (const StemmaSnapshotInfo *info, gboolean selected)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *date = stemma_week_format (info->date);
  g_autofree char *count = stemma_number_text (info->models);
  g_autofree char *models
    = g_strdup_printf (g_dngettext (NULL, "%s model", "%s models", (gulong) info->models), count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_strstrip (date));
  g_autofree char *part = g_strdup_printf (_ ("%s, with families that were refreshed"), models);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), info->complete ? models : part);
  if (!info->complete)
    g_object_set_data (G_OBJECT (row), "part", row);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "date", GINT_TO_POINTER (info->date));
  if (selected)
    {
      g_object_set_data (G_OBJECT (row), "current", row);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("object-select-symbolic"));
    }
  return row;
}

/* How many models each week lists, as a line. */
static void
draw_spark (StemmaWeekButton *self)
{
  GPtrArray *infos = stemma_document_get_infos (self->document);
  if (infos == NULL || infos->len < 2)
    {
      adw_bin_set_child (self->spark, NULL);
      return;
    }
  g_autofree double *values = g_new (double, infos->len);
  for (guint i = 0; i < infos->len; i++)
    values[i] = (double) ((const StemmaSnapshotInfo *) infos->pdata[i])->models;
  g_autoptr (StemmaScene) scene = stemma_chart_sparkline (SPARK_WIDTH, SPARK_HEIGHT, values, infos->len);
  GtkWidget *view = stemma_scene_view_new ();
  stemma_scene_view_set_scene (STEMMA_SCENE_VIEW (view), scene);
  gtk_widget_set_tooltip_text (view, _ ("Listed models, week by week"));
  adw_bin_set_child (self->spark, view);
}

static void
fill_weeks (StemmaWeekButton *self)
{
  GPtrArray *infos = stemma_document_get_infos (self->document);
  const StemmaSnapshotInfo *shown = stemma_document_get_info (self->document);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->weeks))) != NULL)
    gtk_list_box_remove (self->weeks, child);
  for (guint i = infos != NULL ? infos->len : 0; i > 0; i--)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i - 1);
      gtk_list_box_append (self->weeks, create_week_row (info, info == shown));
    }
}

static void
on_changed (StemmaWeekButton *self)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (self->document);
  g_autofree char *store = stemma_document_get_title (self->document);
  g_autofree char *date
    = snapshot != NULL ? stemma_week_format (stemma_snapshot_get_date (snapshot)) : g_strdup ("");
  g_strstrip (date);
  g_autofree char *subtitle = snapshot != NULL ? g_strdup_printf ("%s · %s", store, date) : g_strdup (store);
  gtk_label_set_text (self->date, subtitle);
  gtk_label_set_text (self->store, store);
  gtk_widget_set_visible (self->weeks_shown, snapshot != NULL);
  fill_weeks (self);
  draw_spark (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->weeks)))
    show_current (self);
}

/** stemma_week_button_set_document: shows the weeks of @document; called once */
void
stemma_week_button_set_document (StemmaWeekButton *self, StemmaDocument *document)
{
  g_set_object (&self->document, document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

/** stemma_week_button_set_title: shows @title, that of the page */
void
stemma_week_button_set_title (StemmaWeekButton *self, const char *title)
{
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/** stemma_week_button_step: turns to the week that is @steps later, or earlier if negative, if there is one
 */
void
stemma_week_button_step (StemmaWeekButton *self, int steps)
{
  GPtrArray *infos = stemma_document_get_infos (self->document);
  StemmaDate from = stemma_document_get_wanted (self->document);
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i);
      int wanted = (int) i + steps;
      if (info->date != from || wanted < 0 || wanted >= (int) infos->len)
        continue;
      stemma_document_select (self->document, ((const StemmaSnapshotInfo *) infos->pdata[wanted])->date);
      return;
    }
}
