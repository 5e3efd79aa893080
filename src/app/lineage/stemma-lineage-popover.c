#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "app/lineage/stemma-lineage-words.h"

static gboolean
unparent (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* What a popover has begun is finished before it goes. */
static void
on_closed (GtkPopover *popover, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  if (page->popover != GTK_WIDGET (popover))
    return;
  page->popover = page->list = NULL;
  gtk_widget_grab_focus (GTK_WIDGET (page->canvas));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent, g_object_ref (popover), g_object_unref);
}

/** Closes the list or menu that is open at a card. */
void
stemma_lineage_page_close_popover (StemmaLineagePage *page)
{
  GtkWidget *popover = page->popover;
  page->popover = page->list = NULL;
  if (popover == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent, g_object_ref (popover), g_object_unref);
}

static void
open_at (StemmaLineagePage *page, GtkWidget *popover, StemmaRect place)
{
  double width = gtk_widget_get_width (GTK_WIDGET (page->canvas));
  double height = gtk_widget_get_height (GTK_WIDGET (page->canvas));
  double x = CLAMP (place.x, 0, width - 1), y = CLAMP (place.y, 0, height - 1);
  GdkRectangle at = { (int) x, (int) y, (int) CLAMP (place.x + place.width - x, 1, width - x),
                      (int) CLAMP (place.y + place.height - y, 1, height - y) };
  page->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (page->canvas));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
  g_signal_connect_object (popover, "closed", G_CALLBACK (on_closed), page, 0);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_pick (StemmaMemberList *list, const char *name, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  g_autoptr (StemmaView) view = stemma_member_list_pick (list, stemma_lineage_page_get_view (page), name);
  stemma_lineage_page_edit (page, view);
}

static void
on_pick_first (StemmaMemberList *list, guint count, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  g_autoptr (StemmaView) view
    = stemma_member_list_pick_first (list, stemma_lineage_page_get_view (page), count);
  stemma_lineage_page_edit (page, view);
}

static void
on_focus (StemmaMemberList *list G_GNUC_UNUSED, const char *name, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  stemma_lineage_page_close_popover (page);
  stemma_window_go (page->window, "lineage", name);
}

static void
on_open_model (StemmaMemberList *list G_GNUC_UNUSED, const char *name, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  stemma_lineage_page_close_popover (page);
  stemma_window_go (page->window, "model", name);
}

/** Lists what stands behind @chip of @card, or behind the card itself. */
void
stemma_lineage_page_open_list (StemmaLineagePage *page, guint32 card, guint32 chip)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  StemmaLineage *lineage = stemma_diagram_get_lineage (diagram);
  g_autofree char *title = chip != STEMMA_NONE ? stemma_diagram_describe_chip (diagram, chip)
                                               : stemma_diagram_describe_card (diagram, card);
  GtkWidget *popover = gtk_popover_new ();
  stemma_lineage_page_close_popover (page);
  page->list = stemma_member_list_new (lineage, card, chip, title);
  stemma_member_list_set_view (STEMMA_MEMBER_LIST (page->list), stemma_lineage_page_get_view (page));
  g_signal_connect (page->list, "pick", G_CALLBACK (on_pick), page);
  g_signal_connect (page->list, "pick-first", G_CALLBACK (on_pick_first), page);
  g_signal_connect (page->list, "focus", G_CALLBACK (on_focus), page);
  g_signal_connect (page->list, "open-model", G_CALLBACK (on_open_model), page);
  gtk_popover_set_child (GTK_POPOVER (popover), page->list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  open_at (page, popover, chip != STEMMA_NONE ? stemma_canvas_get_chip_place (page->canvas, chip)
                                              : stemma_canvas_get_card_place (page->canvas, card));
}

static void
append_act (GMenu *menu, const char *label, StemmaCanvasAct act)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "lineage.card", "i", (int) act);
  g_menu_append_item (menu, item);
}

static void
on_light (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  stemma_canvas_light_path (page->canvas, stemma_canvas_get_selected (page->canvas));
}

static const char *
get_selected_name (StemmaLineagePage *page)
{
  return stemma_lineage_get_card_name (stemma_diagram_get_lineage (stemma_canvas_get_diagram (page->canvas)),
                                       stemma_canvas_get_selected (page->canvas));
}

static void
on_copy (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (user_data)), get_selected_name (user_data));
}

static void
on_model (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  stemma_window_go (page->window, "model", get_selected_name (page));
}

/* Where the scene says that the card's model lives: an https address, or nothing. */
static const char *
get_link (StemmaLineagePage *page, guint32 card)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  guint n_items;
  const StemmaSceneItem *items = stemma_scene_get_items (stemma_diagram_get_scene (diagram), &n_items);
  return items[stemma_diagram_get_card_items (diagram, card).first].group.link;
}

static void
on_hub (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  const char *link = get_link (page, stemma_canvas_get_selected (page->canvas));
  if (link != NULL)
    gtk_show_uri (GTK_WINDOW (page->window), link, GDK_CURRENT_TIME);
}

static void
fill_menu_of_model (StemmaLineagePage *page, guint32 card, gboolean focus, GMenu *go, GMenu *change,
                    GMenu *take)
{
  if (!focus)
    append_act (go, _ ("Make it the _focus"), STEMMA_CANVAS_FOCUS);
  g_menu_append (go, _ ("Open its _page"), "card.model");
  append_act (change, _ ("Expand or collapse _children"), STEMMA_CANVAS_CHILDREN);
  append_act (change, _ ("Expand or collapse p_arents"), STEMMA_CANVAS_PARENTS);
  append_act (change, _ ("P_in or unpin"), STEMMA_CANVAS_PIN);
  if (!focus)
    append_act (change, _ ("_Hide"), STEMMA_CANVAS_HIDE);
  g_menu_append (take, _ ("_Copy the name"), "card.copy");
  if (get_link (page, card) != NULL)
    g_menu_append (take, _ ("Open on the H_ub"), "card.hub");
}

static GMenuModel *
create_menu (StemmaLineagePage *page, guint32 card)
{
  guint n_cards;
  StemmaLineage *lineage = stemma_diagram_get_lineage (stemma_canvas_get_diagram (page->canvas));
  const StemmaCard *c = &stemma_lineage_get_cards (lineage, &n_cards)[card];
  g_autoptr (GMenu) go = g_menu_new (), change = g_menu_new (), take = g_menu_new ();
  GMenu *menu = g_menu_new ();
  if (c->kind == STEMMA_CARD_MODEL)
    fill_menu_of_model (page, card, card == stemma_lineage_get_focus (lineage), go, change, take);
  else
    append_act (change, _ ("Bring _out"), STEMMA_CANVAS_CHILDREN);
  if (c->kind != STEMMA_CARD_MODEL || c->n_chips > 0)
    append_act (go, _ ("_List what is folded"), STEMMA_CANVAS_LIST);
  g_menu_append (go, _ ("_Light the path to the root"), "card.light");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (go));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (take));
  return G_MENU_MODEL (menu);
}

/** Opens a menu of what can be done with @card. */
void
stemma_lineage_page_open_menu (StemmaLineagePage *page, guint32 card)
{
  static const GActionEntry entries[] = { { .name = "light", .activate = on_light },
                                          { .name = "copy", .activate = on_copy },
                                          { .name = "model", .activate = on_model },
                                          { .name = "hub", .activate = on_hub } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenuModel) menu = create_menu (page, card);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);
  stemma_lineage_page_close_popover (page);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (popover, "card", G_ACTION_GROUP (group));
  open_at (page, popover, stemma_canvas_get_card_place (page->canvas, card));
}
