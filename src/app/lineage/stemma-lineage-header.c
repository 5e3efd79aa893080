#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "scene/stemma-dash.h"
#include "style/stemma-mark.h"

#define SAMPLE 26.0
#define SAMPLE_HEIGHT 10.0

static const StemmaColourBy colours[] = { STEMMA_COLOUR_RELATION, STEMMA_COLOUR_LICENCE, STEMMA_COLOUR_TASK,
                                          STEMMA_COLOUR_CHANGE };

/* A short line as it is drawn in the picture: colour is never the only sign. */
static GtkWidget *
create_sample (StemmaRelation relation)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  StemmaPaint paint
    = { .stroke = stemma_mark_role (relation), .width = 2.5, .dash = stemma_dash_of_relation (relation) };
  stemma_scene_builder_line (builder, (StemmaPoint){ 0, SAMPLE_HEIGHT / 2 },
                             (StemmaPoint){ SAMPLE, SAMPLE_HEIGHT / 2 }, paint);
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ 0, 0, SAMPLE, SAMPLE_HEIGHT });
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  GtkWidget *view = stemma_scene_view_new ();
  stemma_scene_view_set_scene (STEMMA_SCENE_VIEW (view), scene);
  gtk_widget_set_valign (view, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (view, FALSE);
  return view;
}

static void
on_relation (StemmaLineagePage *page)
{
  guint relations = 0;
  if (page->telling || page->history == NULL)
    return;
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    relations |= gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (page->relations[i])) ? 1u << i : 0;
  g_autoptr (StemmaView) view
      = stemma_view_with_relations (stemma_history_get_view (page->history), relations);
  stemma_lineage_page_edit (page, view);
  stemma_lineage_page_update_header (page);
}

static GtkWidget *
create_relation (StemmaLineagePage *page, StemmaRelation relation)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *letter = gtk_label_new (stemma_mark_letter (relation));
  g_autofree char *tip
    = g_strdup_printf (_ ("Show edges of relation: %s"), stemma_diagram_relation_name (relation));
  gtk_widget_add_css_class (letter, "relation-letter");
  gtk_box_append (GTK_BOX (box), letter);
  gtk_box_append (GTK_BOX (box), create_sample (relation));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_relation), page);
  page->relations[relation] = button;
  return button;
}

static void
on_colour (StemmaLineagePage *page)
{
  guint at = gtk_drop_down_get_selected (page->colour);
  if (page->telling || page->history == NULL || at >= G_N_ELEMENTS (colours))
    return;
  g_autoptr (StemmaView) view
      = stemma_view_with_colour_by (stemma_history_get_view (page->history), colours[at]);
  stemma_lineage_page_edit (page, view);
}

static GtkWidget *
create_colour (StemmaLineagePage *page)
{
  const char *const words[] = { _ ("By relation"), _ ("By licence"), _ ("By task"), _ ("By change"), NULL };
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);
  page->colour = GTK_DROP_DOWN (drop);
  gtk_widget_set_tooltip_text (drop, _ ("What the colours stand for"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the colours stand for"), -1);
  gtk_widget_add_css_class (drop, "flat");
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (on_colour), page);
  return drop;
}

static GtkWidget *
create_button (const char *icon, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
append_section (GMenu *menu, const char *title, const char *const rows[][2])
{
  g_autoptr (GMenu) section = g_menu_new ();
  for (guint i = 0; rows[i][0] != NULL; i++)
    g_menu_append (section, _ (rows[i][0]), rows[i][1]);
  g_menu_append_section (menu, title, G_MENU_MODEL (section));
}

static GtkWidget *
create_menu (void)
{
  static const char *const readings[][2] = { { N_ ("_Exact"), "lineage.reading::exact" },
                                             { N_ ("As in the _paper"), "lineage.reading::paper" },
                                             { NULL, NULL } };
  static const char *const picture[][2] = { { N_ ("_Fold what is alike"), "lineage.fold" },
                                            { N_ ("_Undo all edits of cards"), "lineage.reset" },
                                            { NULL, NULL } };
  static const char *const parts[][2] = { { N_ ("_Legend"), "lineage.legend" },
                                          { N_ ("_Map"), "lineage.minimap" },
                                          { N_ ("_Zoom controls"), "lineage.zoom-controls" },
                                          { NULL, NULL } };
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  append_section (menu, _ ("Reading of the figures"), readings);
  append_section (menu, _ ("Picture"), picture);
  append_section (menu, _ ("Show"), parts);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("What is shown, and how"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is shown, and how"), -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
create_tools (StemmaLineagePage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *filter = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *gap = gtk_label_new (NULL);
  gtk_widget_add_css_class (filter, "linked");
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    gtk_box_append (GTK_BOX (filter), create_relation (page, i));
  gtk_widget_set_hexpand (gap, TRUE);
  gtk_box_append (GTK_BOX (box), filter);
  gtk_box_append (GTK_BOX (box), create_colour (page));
  gtk_box_append (GTK_BOX (box), gap);
  gtk_box_append (GTK_BOX (box), create_button ("edit-undo-symbolic", "lineage.undo", _ ("Undo")));
  gtk_box_append (GTK_BOX (box), create_button ("edit-redo-symbolic", "lineage.redo", _ ("Redo")));
  gtk_box_append (GTK_BOX (box),
                  create_button ("edit-find-symbolic", "lineage.find", _ ("Find on the canvas")));
  gtk_box_append (GTK_BOX (box),
                  create_button ("document-save-symbolic", "lineage.save", _ ("Save the picture")));
  gtk_box_append (GTK_BOX (box), create_menu ());
  page->tools = box;
  return box;
}

static GtkWidget *
create_label (GtkLabel **label, const char *style)
{
  *label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (*label, 0);
  gtk_label_set_ellipsize (*label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (*label), style);
  return GTK_WIDGET (*label);
}

static void
on_chosen (StemmaNameEntry *entry G_GNUC_UNUSED, const char *name, gpointer user_data)
{
  stemma_window_go (STEMMA_LINEAGE_PAGE (user_data)->window, "lineage", name);
}

/**
 * Creates what stands above the picture: whose lineage it is, the answer in a sentence, filters and tools.
 */
GtkWidget *
stemma_lineage_page_create_header (StemmaLineagePage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8),
            *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  gtk_box_append (GTK_BOX (words), create_label (&page->name, "title-3"));
  gtk_box_append (GTK_BOX (words), create_label (&page->sentence, "dim-label"));
  gtk_label_set_ellipsize (page->sentence, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (page->sentence, TRUE);
  gtk_label_set_selectable (page->name, FALSE);
  gtk_widget_set_hexpand (words, TRUE);
  page->entry = STEMMA_NAME_ENTRY (stemma_name_entry_new ());
  gtk_widget_set_valign (GTK_WIDGET (page->entry), GTK_ALIGN_CENTER);
  g_signal_connect (page->entry, "chosen", G_CALLBACK (on_chosen), page);
  gtk_box_append (GTK_BOX (top), words);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (page->entry));
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), create_tools (page));
  gtk_widget_add_css_class (box, "lineage-header");
  return box;
}

static void
tell_controls (StemmaLineagePage *page, StemmaView *view)
{
  guint relations = stemma_view_get_relations (view);
  page->telling = TRUE;
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (page->relations[i]), (relations & (1u << i)) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    if (colours[i] == stemma_view_get_colour_by (view))
      gtk_drop_down_set_selected (page->colour, i);
  page->telling = FALSE;
}

/** Shows what the present view is. */
void
stemma_lineage_page_update_header (StemmaLineagePage *page)
{
  StemmaView *view = stemma_lineage_page_get_view (page);
  gtk_widget_set_visible (page->tools, view != NULL);
  gtk_widget_set_visible (GTK_WIDGET (page->entry), view != NULL);
  if (view == NULL)
    {
      gtk_label_set_text (page->name, _ ("Lineage"));
      gtk_label_set_text (page->sentence, _ ("Where does a model come from, what hangs on it?"));
      return;
    }
  if (g_strcmp0 (gtk_label_get_text (page->name), stemma_view_get_focus (view)) != 0)
    gtk_label_set_text (page->sentence, "");
  gtk_label_set_text (page->name, stemma_view_get_focus (view));
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->name), stemma_view_get_focus (view));
  tell_controls (page, view);
}

/** Shows the answer. */
void
stemma_lineage_page_set_sentence (StemmaLineagePage *page, const char *sentence)
{
  gtk_label_set_text (page->sentence, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->sentence),
                               _ ("Ancestors: all that the model is declared to come from, those not listed "
                                  "included. Descendants: all that "
                                  "comes from it. A cluster is a root and all its descendants. A chain is a "
                                  "path from a root to a leaf; its "
                                  "length is its number of models."));
}
