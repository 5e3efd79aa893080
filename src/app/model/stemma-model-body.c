/* The answer first, then where the model comes from, then everything else in as many columns as there is room
 * for. */
#include "app/model/stemma-model-body.h"

#include <glib/gi18n.h>

#include "app/model/stemma-flow-layout.h"
#include "app/model/stemma-model-parts.h"
#include "app/model/stemma-model-words.h"
#include "app/stemma-week-button.h"
#include "app/stemma-window.h"
#include "record/stemma-hub-name.h"
#include "scene/stemma-text.h"

#define COLUMN_WIDTH 400
#define MAX_WIDTH 1100
#define MAX_WEEKS 16

static void
on_copy (GtkButton *button, gpointer user_data)
{
  const char *name = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), name);
  if (STEMMA_IS_WINDOW (root))
    stemma_window_toast (STEMMA_WINDOW (root), _ ("The name was copied"));
}

static void
on_hub (GtkButton *button, gpointer user_data)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), user_data, GDK_CURRENT_TIME);
}

static void
free_text (gpointer text, GClosure *closure G_GNUC_UNUSED)
{
  g_free (text);
}

/* In the panel what is done seldom has an icon for a face. */
static GtkWidget *
create_button (const char *label, const char *icon, gboolean narrow)
{
  GtkWidget *button = narrow ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_label (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (button, narrow ? label : NULL);
  return button;
}

static GtkWidget *
create_action_button (const char *label, const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  return button;
}

static GtkWidget *
create_buttons (const StemmaModelSheet *sheet, gboolean narrow)
{
  GtkWidget *box = stemma_wrap_box_new (6);
  GtkWidget *copy = create_button (_ ("Copy name"), "edit-copy-symbolic", narrow);
  char *link = stemma_hub_link (sheet->name);
  g_signal_connect_data (copy, "clicked", G_CALLBACK (on_copy), g_strdup (sheet->name), free_text, 0);
  if (sheet->node != STEMMA_NONE)
    {
      GtkWidget *lineage
        = create_action_button (narrow ? _ ("Lineage") : _ ("Show lineage"), "win.go-lineage", sheet->name);
      gtk_widget_add_css_class (lineage, "suggested-action");
      gtk_box_append (GTK_BOX (box), lineage);
    }
  if (narrow)
    gtk_box_append (GTK_BOX (box), create_action_button (_ ("Page"), "win.go-model", sheet->name));
  gtk_box_append (GTK_BOX (box), copy);
  if (link != NULL)
    {
      GtkWidget *hub = create_button (_ ("Open on the Hub"), "web-browser-symbolic", narrow);
      if (!narrow)
        gtk_widget_set_tooltip_text (hub, link);
      g_signal_connect_data (hub, "clicked", G_CALLBACK (on_hub), link, free_text, 0);
      gtk_box_append (GTK_BOX (box), hub);
    }
  return box;
}

static GtkWidget *
create_warning (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Warning"), -1);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "model-warning");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), stemma_model_text_new (text, NULL));
  return box;
}

static GtkWidget *
create_head (const StemmaModelSheet *sheet, gboolean narrow)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *clean = stemma_text_clean (sheet->name);
  g_autofree char *answer = stemma_model_answer (sheet);
  g_autoptr (GPtrArray) warnings = stemma_model_warnings (sheet);
  GtkWidget *name = stemma_model_text_new (clean, narrow ? "title-4" : "title-2");
  GtkWidget *sentence = stemma_model_text_new (answer, narrow ? NULL : "model-answer");
  gtk_widget_set_name (sentence, "model-answer");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), sentence);
  for (guint i = 0; i < warnings->len; i++)
    gtk_box_append (GTK_BOX (box), create_warning (g_ptr_array_index (warnings, i)));
  gtk_box_append (GTK_BOX (box), create_buttons (sheet, narrow));
  return box;
}

static void
on_week (GtkButton *button, gpointer user_data)
{
  stemma_document_select (user_data,
                          (StemmaDate) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "date")));
}

static GtkWidget *
create_week_button (StemmaDocument *document, StemmaDate date)
{
  g_autofree char *text = stemma_week_format (date);
  GtkWidget *button = gtk_button_new_with_label (g_strstrip (text));
  g_object_set_data (G_OBJECT (button), "date", GINT_TO_POINTER (date));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_week), document, 0);
  return button;
}

/* Where the model is not listed: the weeks in which it is, the newest first. */
static GtkWidget *
create_weeks (const StemmaModelSheet *sheet, StemmaDocument *document)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = stemma_wrap_box_new (6);
  guint n = 0;
  gtk_box_append (GTK_BOX (box), stemma_model_text_new (_ ("Weeks in which it is listed"), "heading"));
  for (guint i = sheet->stored->weeks->len; i > 0; i--)
    {
      const StemmaModelWeek *week = &g_array_index (sheet->stored->weeks, StemmaModelWeek, i - 1);
      if (stemma_stored_history_at (sheet->stored, week->snapshot) != NULL && n++ < MAX_WEEKS)
        gtk_box_append (GTK_BOX (buttons), create_week_button (document, week->date));
    }
  gtk_box_append (GTK_BOX (box), buttons);
  if (n > MAX_WEEKS)
    gtk_box_append (GTK_BOX (box),
                    stemma_model_text_new (_ ("and earlier ones, in the list of weeks"), "dim-label"));
  return box;
}

static void
append (GtkWidget *box, GtkWidget *section)
{
  if (section != NULL)
    gtk_box_append (GTK_BOX (box), section);
}

static void
add_sections (GtkWidget *columns, StemmaModelSheet *sheet, gboolean narrow)
{
  if (sheet->facts != NULL)
    {
      append (columns, stemma_model_create_parents (sheet));
      append (columns, stemma_model_create_terms (sheet));
      append (columns, stemma_model_create_children (sheet, narrow));
      append (columns, stemma_model_create_clusters (sheet));
      append (columns, stemma_model_create_chains (sheet));
    }
  if (sheet->stored != NULL)
    append (columns, stemma_model_create_downloads (sheet));
  append (columns, stemma_model_create_history (sheet, narrow ? 6 : 12));
  stemma_model_add_facts (columns, sheet);
}

/**
 * stemma_model_body_new:
 * @sheet: a model
 * @document: whose weeks are offered where the model is not in this one
 * @narrow: whether it stands in the panel
 *
 * Returns: (transfer floating): all that is known of it, to be scrolled
 */
GtkWidget *
stemma_model_body_new (StemmaModelSheet *sheet, StemmaDocument *document, gboolean narrow)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *columns = stemma_columns_box_new (COLUMN_WIDTH, 18);
  gtk_widget_add_css_class (box, "page-content");
  gtk_box_append (GTK_BOX (box), create_head (sheet, narrow));
  if (sheet->row == STEMMA_NONE && sheet->stored != NULL)
    gtk_box_append (GTK_BOX (box), create_weeks (sheet, document));
  append (box, stemma_model_create_strip (sheet, narrow));
  add_sections (columns, sheet, narrow);
  gtk_box_append (GTK_BOX (box), columns);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}
