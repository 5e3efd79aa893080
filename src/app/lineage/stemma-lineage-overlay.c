#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "app/lineage/stemma-minimap.h"
#include "app/stemma-application.h"

#define MARGIN 12
#define CORNER_GAP 6
/* Of the room around a picture so much may be out of sight. */
#define EDGE 24.0
/* Where there is less room, there is none for a map and a legend. */
#define NARROW 480.0
#define LOW 360.0

static void
place (GtkWidget *widget, GtkAlign across, GtkAlign down)
{
  gtk_widget_set_halign (widget, across);
  gtk_widget_set_valign (widget, down);
  gtk_widget_set_margin_start (widget, MARGIN);
  gtk_widget_set_margin_end (widget, MARGIN);
  gtk_widget_set_margin_top (widget, MARGIN);
  gtk_widget_set_margin_bottom (widget, MARGIN);
}

static GtkWidget *
create_plate (GtkWidget *child)
{
  GtkWidget *plate = adw_bin_new ();
  adw_bin_set_child (ADW_BIN (plate), child);
  gtk_widget_add_css_class (plate, "lineage-plate");
  return plate;
}

static GtkWidget *
create_zoom_button (const char *icon, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  return button;
}

static GtkWidget *
create_zoom_controls (StemmaLineagePage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  page->zoom_label = gtk_button_new_with_label ("100 %");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->zoom_label), "lineage.zoom-one");
  gtk_widget_set_tooltip_text (page->zoom_label, _ ("Show at 1:1 (1)"));
  gtk_widget_add_css_class (page->zoom_label, "flat");
  gtk_widget_add_css_class (page->zoom_label, "numeric");
  gtk_widget_set_size_request (page->zoom_label, 76, -1);
  gtk_box_append (GTK_BOX (box),
                  create_zoom_button ("zoom-out-symbolic", "lineage.zoom-out", _ ("Zoom out (−)")));
  gtk_box_append (GTK_BOX (box), page->zoom_label);
  gtk_box_append (GTK_BOX (box),
                  create_zoom_button ("zoom-in-symbolic", "lineage.zoom-in", _ ("Zoom in (+)")));
  gtk_box_append (GTK_BOX (box),
                  create_zoom_button ("zoom-fit-best-symbolic", "lineage.fit", _ ("Show all (0)")));
  page->zoom_controls = create_plate (box);
  return page->zoom_controls;
}

/* Lets it be seen or not without anything else moving for it. */
static void
show_plate (GtkWidget *plate, gboolean show)
{
  gtk_widget_set_opacity (plate, show ? 1 : 0);
  gtk_widget_set_can_target (plate, show);
}

static gboolean
is_roomy (const StemmaViewport *viewport)
{
  return viewport->width >= NARROW && viewport->height >= LOW;
}

/* The map serves where there is more than is in sight, and the legend where it leaves room for a picture. */
static void
show_what_serves (StemmaLineagePage *page)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  if (diagram == NULL)
    return;
  StemmaViewport viewport = stemma_canvas_get_viewport (page->canvas);
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (diagram));
  StemmaRect at = stemma_viewport_rect_to_screen (&viewport, bounds);
  gboolean all = at.x > -EDGE && at.y > -EDGE && at.x + at.width < viewport.width + EDGE
                 && at.y + at.height < viewport.height + EDGE;
  show_plate (page->minimap, !all && is_roomy (&viewport));
  show_plate (page->legend, is_roomy (&viewport));
}

/* At 1:1; then there is no map. It is not asked for what is seen now, which depends on what the map covers. */
static gboolean
has_room_for_all (StemmaLineagePage *page)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  StemmaViewport viewport = stemma_canvas_get_viewport (page->canvas);
  if (diagram == NULL)
    return TRUE;
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (diagram));
  return bounds.width <= viewport.width && bounds.height <= viewport.height;
}

/* Adds the size that a plate takes in its corner to @cover. */
static void
add_size (GtkWidget *plate, StemmaRect *cover)
{
  int width, height;
  if (!gtk_widget_get_visible (plate))
    return;
  gtk_widget_measure (plate, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (plate, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  cover->width = MAX (cover->width, width);
  cover->height += (cover->height > 0 ? CORNER_GAP : 0) + height;
}

/* Tells the canvas what lies over it: what it brings into sight is not to stand behind that. */
static void
tell_covers (StemmaLineagePage *page)
{
  StemmaViewport viewport = stemma_canvas_get_viewport (page->canvas);
  StemmaRect covers[STEMMA_CANVAS_COVERS] = { { 0, 0, 0, 0 }, { 0, 0, 0, 0 } };
  if (is_roomy (&viewport))
    add_size (page->legend, &covers[0]);
  if (is_roomy (&viewport) && !has_room_for_all (page))
    add_size (page->minimap, &covers[1]);
  add_size (page->zoom_controls, &covers[1]);
  for (guint i = 0; i < STEMMA_CANVAS_COVERS; i++)
    {
      if (covers[i].width <= 0)
        continue;
      covers[i].width += 2 * MARGIN;
      covers[i].height += 2 * MARGIN;
      covers[i].x = i == 0 ? 0 : viewport.width - covers[i].width;
      covers[i].y = viewport.height - covers[i].height;
    }
  stemma_canvas_set_covers (page->canvas, covers);
}

static void
on_moved (StemmaLineagePage *page)
{
  show_what_serves (page);
  tell_covers (page);
  /* Translators: how much the picture is enlarged */
  g_autofree char *text
    = g_strdup_printf (_ ("%.0f %%"), stemma_canvas_get_viewport (page->canvas).zoom * 100);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (page->zoom_label)), text) != 0)
    gtk_button_set_label (GTK_BUTTON (page->zoom_label), text);
}

static void
on_shown (StemmaLineagePage *page)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (page->canvas);
  gtk_stack_set_visible_child_name (page->stack, "canvas");
  stemma_scene_view_set_scene (page->legend_view, stemma_diagram_get_legend_scene (diagram));
  show_what_serves (page);
  tell_covers (page);
  stemma_lineage_page_update_actions (page);
}

static void
show_count (StemmaLineagePage *page, guint at, guint count)
{
  const char *text = gtk_editable_get_text (page->find_entry);
  g_autofree char *words = count > 0          ? g_strdup_printf (_ ("%u of %u"), at, count)
                           : text[0] != '\0' ? g_strdup (_ ("none"))
                                              : g_strdup ("");
  gtk_label_set_text (page->find_count, words);
}

static void
on_find_changed (StemmaLineagePage *page)
{
  guint count = stemma_canvas_find (page->canvas, gtk_editable_get_text (page->find_entry));
  show_count (page, 1, count);
  g_object_set_data (G_OBJECT (page->find_entry), "count", GUINT_TO_POINTER (count));
}

/** Goes on to the next of what was found, or to the one before. */
void
stemma_lineage_page_find_next (StemmaLineagePage *page, int step)
{
  guint count = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (page->find_entry), "count"));
  guint at = stemma_canvas_find_next (page->canvas, step);
  if (at > 0)
    show_count (page, at, count);
}

static void
on_next (StemmaLineagePage *page)
{
  stemma_lineage_page_find_next (page, 1);
}

static void
on_previous (StemmaLineagePage *page)
{
  stemma_lineage_page_find_next (page, -1);
}

/** Turns to the search on the canvas. Returns: whether there is anything to search */
gboolean
stemma_lineage_page_start_find (StemmaLineagePage *page)
{
  if (stemma_canvas_get_diagram (page->canvas) == NULL
      || g_strcmp0 (gtk_stack_get_visible_child_name (page->stack), "canvas") != 0)
    return gtk_widget_grab_focus (GTK_WIDGET (page->entry));
  gtk_widget_set_visible (GTK_WIDGET (page->find_bar), TRUE);
  gtk_revealer_set_reveal_child (page->find_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (page->find_entry));
  gtk_editable_select_region (page->find_entry, 0, -1);
  on_find_changed (page);
  return TRUE;
}

/** Goes back to the canvas, on the card that was found. */
void
stemma_lineage_page_stop_find (StemmaLineagePage *page)
{
  gtk_revealer_set_reveal_child (page->find_bar, FALSE);
  stemma_canvas_find (page->canvas, "");
  gtk_widget_grab_focus (GTK_WIDGET (page->canvas));
}

static GtkWidget *
create_find_button (StemmaLineagePage *page, const char *icon, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_signal_connect_swapped (button, "clicked", callback, page);
  return button;
}

static GtkWidget *
create_find_bar (StemmaLineagePage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *entry = gtk_search_entry_new ();
  page->find_bar = GTK_REVEALER (gtk_revealer_new ());
  page->find_entry = GTK_EDITABLE (entry);
  page->find_count = GTK_LABEL (gtk_label_new (NULL));
  g_object_set (entry, "placeholder-text", _ ("Find on the canvas"), NULL);
  gtk_editable_set_width_chars (page->find_entry, 22);
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (entry), 60);
  gtk_label_set_width_chars (page->find_count, 8);
  gtk_widget_add_css_class (GTK_WIDGET (page->find_count), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (page->find_count), "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find on the canvas"), -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (on_find_changed), page);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_next), page);
  g_signal_connect_swapped (entry, "next-match", G_CALLBACK (on_next), page);
  g_signal_connect_swapped (entry, "previous-match", G_CALLBACK (on_previous), page);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (stemma_lineage_page_stop_find), page);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->find_count));
  gtk_box_append (GTK_BOX (box), create_find_button (page, "go-up-symbolic", _ ("The one before"),
                                                     G_CALLBACK (on_previous)));
  gtk_box_append (GTK_BOX (box),
                  create_find_button (page, "go-down-symbolic", _ ("The next"), G_CALLBACK (on_next)));
  gtk_box_append (GTK_BOX (box), create_find_button (page, "window-close-symbolic", _ ("Close"),
                                                     G_CALLBACK (stemma_lineage_page_stop_find)));
  gtk_revealer_set_child (page->find_bar, create_plate (box));
  gtk_widget_set_visible (GTK_WIDGET (page->find_bar), FALSE);
  place (GTK_WIDGET (page->find_bar), GTK_ALIGN_END, GTK_ALIGN_START);
  return GTK_WIDGET (page->find_bar);
}

/** Creates what tells that a picture is being worked out, and stops it. */
GtkWidget *
stemma_lineage_page_create_progress (StemmaLineagePage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *spinner = gtk_spinner_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "lineage.cancel");
  gtk_widget_add_css_class (cancel, "flat");
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Placing the cards…")));
  gtk_box_append (GTK_BOX (box), cancel);
  page->progress = create_plate (box);
  gtk_widget_add_css_class (page->progress, "lineage-progress");
  gtk_widget_set_visible (page->progress, FALSE);
  place (page->progress, GTK_ALIGN_CENTER, GTK_ALIGN_START);
  return page->progress;
}

/** Tells, or no longer tells, that a picture is being worked out. */
void
stemma_lineage_page_show_progress (StemmaLineagePage *page, gboolean show)
{
  if (page->progress != NULL)
    gtk_widget_set_visible (page->progress, show);
}

/* What lies over the picture can be hidden, and stays so. */
static void
remember_hidden (StemmaLineagePage *page, GtkWidget *plate, const char *name)
{
  g_autofree char *key = g_strconcat ("lineage-", name, NULL);
  g_autoptr (GPropertyAction) action = g_property_action_new (name, plate, "visible");
  g_settings_bind (stemma_application_get_settings (), key, plate, "visible", G_SETTINGS_BIND_DEFAULT);
  g_action_map_add_action (G_ACTION_MAP (page->actions), G_ACTION (action));
  g_signal_connect_object (plate, "notify::visible", G_CALLBACK (tell_covers), page, G_CONNECT_SWAPPED);
}

/** Creates the canvas with what lies over it. */
GtkWidget *
stemma_lineage_page_create_overlay (StemmaLineagePage *page)
{
  GtkWidget *overlay = gtk_overlay_new (), *corner = gtk_box_new (GTK_ORIENTATION_VERTICAL, CORNER_GAP);
  page->legend_view = STEMMA_SCENE_VIEW (stemma_scene_view_new ());
  page->legend = create_plate (GTK_WIDGET (page->legend_view));
  gtk_widget_set_name (GTK_WIDGET (page->legend_view), "lineage-legend");
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->legend_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);
  place (page->legend, GTK_ALIGN_START, GTK_ALIGN_END);
  page->minimap = create_plate (stemma_minimap_new (page->canvas));
  gtk_box_append (GTK_BOX (corner), page->minimap);
  gtk_box_append (GTK_BOX (corner), create_zoom_controls (page));
  gtk_widget_set_halign (page->zoom_controls, GTK_ALIGN_END);
  place (corner, GTK_ALIGN_END, GTK_ALIGN_END);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (page->canvas));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), page->legend);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), corner);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), create_find_bar (page));
  remember_hidden (page, page->legend, "legend");
  remember_hidden (page, page->minimap, "minimap");
  remember_hidden (page, page->zoom_controls, "zoom-controls");
  g_signal_connect_swapped (page->canvas, "moved", G_CALLBACK (on_moved), page);
  g_signal_connect_swapped (page->canvas, "shown", G_CALLBACK (on_shown), page);
  return overlay;
}
