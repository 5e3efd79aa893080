#include "app/model/stemma-model-parts.h"

#include <glib/gi18n.h>

#include "app/model/stemma-model-words.h"
#include "app/stemma-number.h"
#include "scene/stemma-text.h"

/**
 * stemma_model_section_new:
 * @title: what it shows, translated
 * @definition: (nullable): what the figures in it mean, translated
 * @list: (out): where its rows go
 *
 * Returns: (transfer floating): a heading above a list
 */
GtkWidget *
stemma_model_section_new (const char *title, const char *definition, GtkListBox **list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = stemma_model_text_new (title, "heading");
  *list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (*list), "boxed-list");
  gtk_list_box_set_selection_mode (*list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_tooltip_text (heading, definition);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*list));
  return box;
}

/** stemma_model_text_new: @css_class: (nullable). Returns: (transfer floating): words of ours, or cleaned
 * ones, that wrap */
GtkWidget *
stemma_model_text_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/** stemma_model_name_new: Returns: (transfer floating): a name on one line, shortened in its middle, whole in
 * a tooltip */
GtkWidget *
stemma_model_name_new (const char *name)
{
  g_autofree char *clean = stemma_text_clean (name);
  GtkWidget *label = gtk_label_new (clean);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (label, clean);
  return label;
}

/** stemma_model_badge_new: Returns: (transfer floating): the letter of @relation in its colour */
GtkWidget *
stemma_model_badge_new (StemmaRelation relation)
{
  char letter[2] = { stemma_relation_letter (relation), '\0' };
  GtkWidget *badge = gtk_label_new (letter);
  gtk_widget_add_css_class (badge, "relation-badge");
  gtk_widget_add_css_class (badge, stemma_model_relation_class (relation));
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (badge, stemma_model_relation_title (relation));
  gtk_accessible_update_property (GTK_ACCESSIBLE (badge), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  stemma_model_relation_title (relation), -1);
  return badge;
}

/**
 * stemma_model_row_new:
 * @prefix: (nullable): stands before all else
 * @title: what the row is about
 * @subtitle: (nullable): stands below @title; words of ours, or cleaned ones
 * @suffix: (nullable): stands at the end
 *
 * Returns: (transfer floating): a row that cannot be activated
 */
GtkWidget *
stemma_model_row_new (GtkWidget *prefix, GtkWidget *title, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (box, "model-row");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  if (subtitle != NULL)
    {
      GtkWidget *below = stemma_model_text_new (subtitle, "dim-label");
      gtk_widget_add_css_class (below, "caption");
      gtk_box_append (GTK_BOX (texts), below);
    }
  if (prefix != NULL)
    gtk_box_append (GTK_BOX (box), prefix);
  gtk_box_append (GTK_BOX (box), texts);
  if (suffix != NULL)
    gtk_box_append (GTK_BOX (box), suffix);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/**
 * stemma_model_name_row_new:
 * @name: a model
 * @relation: how it came, or how what is shown came from it
 * @has_relation: whether to show that
 * @subtitle: (nullable): as for stemma_model_row_new()
 * @suffix: (nullable): as for stemma_model_row_new()
 *
 * Returns: (transfer floating): a row that leads to the model's page
 */
GtkWidget *
stemma_model_name_row_new (
  const char *name, StemmaRelation relation, gboolean has_relation, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = stemma_model_row_new (has_relation ? stemma_model_badge_new (relation) : NULL,
                                         stemma_model_name_new (name), subtitle, suffix);
  g_autofree char *clean = stemma_text_clean (name);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", clean, subtitle != NULL ? subtitle : _ ("model"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go-model");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

/**
 * stemma_model_fact_row_new:
 * @title: which fact, translated
 * @value: (nullable): what is known
 * @state: whether anything is
 * @definition: (nullable): what the fact means, translated
 *
 * Returns: (transfer floating): a row; what is not known is never shown as absent
 */
GtkWidget *
stemma_model_fact_row_new (const char *title,
                           const char *value,
                           StemmaFactState state,
                           const char *definition)
{
  const char *text = state == STEMMA_FACT_UNKNOWN  ? _ ("Not known")
                     : state == STEMMA_FACT_ABSENT ? _ ("None")
                                                   : value;
  g_autofree char *clean = stemma_text_clean (text);
  GtkWidget *label = stemma_model_text_new (clean, state == STEMMA_FACT_KNOWN ? NULL : "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  GtkWidget *name = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  GtkWidget *row = stemma_model_row_new (NULL, name, NULL, label);
  gtk_widget_set_hexpand (gtk_widget_get_parent (name), FALSE);
  gtk_widget_set_tooltip_text (row, definition);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, clean);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

/** stemma_model_figure_row_new: Returns: (transfer floating): a row with a figure at its end */
GtkWidget *
stemma_model_figure_row_new (const char *title, guint64 figure, const char *definition)
{
  g_autofree char *text = stemma_number_text (figure);
  return stemma_model_fact_row_new (title, text, STEMMA_FACT_KNOWN, definition);
}

/** stemma_model_link_new: Returns: (transfer floating): a button as wide as its name that leads to the
 * model's page */
GtkWidget *
stemma_model_link_new (const char *name)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *clean = stemma_text_clean (name);
  gtk_button_set_child (GTK_BUTTON (button), stemma_model_name_new (name));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "name-link");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go-model");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, clean, -1);
  return button;
}
