#include "app/lineage/stemma-minimap.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/stemma-scene-view.h"

#define WIDTH 176
#define HEIGHT 112
#define PAD 6.0

/**
 * StemmaMinimap:
 *
 * All of the picture, small, and in it a frame around what the canvas shows; dragging the frame moves the
 * canvas.
 */
struct _StemmaMinimap
{
  GtkWidget parent_instance;
  StemmaCanvas *canvas;
  GskRenderNode *node;  /* the cards; what moves lies over it */
};

G_DEFINE_FINAL_TYPE (StemmaMinimap, stemma_minimap, GTK_TYPE_WIDGET)

/* How the scene lies in the widget. */
static StemmaViewport
get_map (StemmaMinimap *map)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (map->canvas);
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (diagram));
  StemmaViewport viewport = { .width = WIDTH, .height = HEIGHT };
  viewport.zoom
    = MIN ((WIDTH - 2 * PAD) / MAX (bounds.width, 1), (HEIGHT - 2 * PAD) / MAX (bounds.height, 1));
  return stemma_viewport_centred (viewport, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
}

static void
set_colour (cairo_t *cr, StemmaRole role, double opacity)
{
  guint32 rgba = stemma_app_palette ()->rgba[role];
  cairo_set_source_rgba (cr, (rgba >> 24) / 255.0, ((rgba >> 16) & 0xff) / 255.0,
                         ((rgba >> 8) & 0xff) / 255.0, opacity);
}

/* As on the cards; where that is no single colour, a card is neutral. */
static StemmaRole
get_role (StemmaDiagram *diagram, guint32 card)
{
  StemmaRole role = stemma_diagram_get_card_role (diagram, card);
  if (card == stemma_lineage_get_focus (stemma_diagram_get_lineage (diagram)))
    return STEMMA_ROLE_ACCENT;
  return role != STEMMA_ROLE_NONE ? role : STEMMA_ROLE_BAR;
}

static void
draw_cards (StemmaMinimap *map, cairo_t *cr)
{
  StemmaDiagram *diagram = stemma_canvas_get_diagram (map->canvas);
  StemmaLineage *lineage = stemma_diagram_get_lineage (diagram);
  StemmaViewport viewport = get_map (map);
  guint n_cards;
  stemma_lineage_get_cards (lineage, &n_cards);
  for (guint32 i = 0; i < n_cards; i++)
    {
      StemmaRect at = stemma_viewport_rect_to_screen (&viewport, stemma_diagram_get_card_rect (diagram, i));
      set_colour (cr, get_role (diagram, i), 0.75);
      cairo_rectangle (cr, at.x, at.y, MAX (at.width, 1), MAX (at.height, 1));
      cairo_fill (cr);
    }
}

/* Painted once: what is kept as commands would be carried out anew whenever the frame moves over it. */
static GskRenderNode *
paint_cards (StemmaMinimap *map)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (map));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * scale, HEIGHT * scale);
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_t *cr = cairo_create (surface);
  draw_cards (map, cr);
  cairo_destroy (cr);
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

static void
draw_frame (StemmaMinimap *map, GtkSnapshot *snapshot)
{
  StemmaViewport seen = stemma_canvas_get_viewport (map->canvas), viewport = get_map (map);
  StemmaRect at = stemma_viewport_rect_to_screen (&viewport, stemma_viewport_get_visible (&seen));
  double left = CLAMP (at.x, 1, WIDTH - 7), top = CLAMP (at.y, 1, HEIGHT - 7);
  double right = CLAMP (at.x + at.width, left + 6, WIDTH - 1),
         bottom = CLAMP (at.y + at.height, top + 6, HEIGHT - 1);
  guint32 rgba = stemma_app_palette ()->rgba[STEMMA_ROLE_ACCENT];
  GdkRGBA line = { (float) (rgba >> 24) / 255.0f, (float) ((rgba >> 16) & 0xff) / 255.0f,
                   (float) ((rgba >> 8) & 0xff) / 255.0f, 1 };
  GdkRGBA fill = line;
  GskRoundedRect round;
  const float widths[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
  graphene_rect_t frame
      = GRAPHENE_RECT_INIT ((float) left, (float) top, (float) (right - left), (float) (bottom - top));
  fill.alpha = 0.1f;
  gsk_rounded_rect_init_from_rect (&round, &frame, 3);
  gtk_snapshot_append_color (snapshot, &fill, &frame);
  gtk_snapshot_append_border (snapshot, &round, widths, (GdkRGBA[4]){ line, line, line, line });
}

static void
stemma_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  StemmaMinimap *map = STEMMA_MINIMAP (widget);
  if (map->canvas == NULL || stemma_canvas_get_diagram (map->canvas) == NULL)
    return;
  if (map->node == NULL)
    map->node = paint_cards (map);
  gtk_snapshot_append_node (snapshot, map->node);
  draw_frame (map, snapshot);
}

static void
stemma_minimap_measure (GtkWidget *widget G_GNUC_UNUSED, GtkOrientation orientation,
                        int for_size G_GNUC_UNUSED, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
forget_cards (StemmaMinimap *map)
{
  g_clear_pointer (&map->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (map));
}

static void
go_to (StemmaMinimap *map, double x, double y, gboolean moving)
{
  if (stemma_canvas_get_diagram (map->canvas) == NULL)
    return;
  StemmaViewport viewport = get_map (map);
  StemmaPoint at = stemma_viewport_to_scene (&viewport, x, y);
  stemma_canvas_set_viewport (
      map->canvas, stemma_viewport_centred (stemma_canvas_get_viewport (map->canvas), at.x, at.y), moving);
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, gpointer user_data)
{
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  go_to (user_data, x, y, TRUE);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, gpointer user_data)
{
  double x, y;
  if ((dx != 0 || dy != 0) && gtk_gesture_drag_get_start_point (drag, &x, &y))
    go_to (user_data, x + dx, y + dy, FALSE);
}

static void
stemma_minimap_dispose (GObject *object)
{
  g_clear_pointer (&STEMMA_MINIMAP (object)->node, gsk_render_node_unref);
  g_clear_object (&STEMMA_MINIMAP (object)->canvas);
  G_OBJECT_CLASS (stemma_minimap_parent_class)->dispose (object);
}

static void
stemma_minimap_class_init (StemmaMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_minimap_dispose;
  widget_class->snapshot = stemma_minimap_snapshot;
  widget_class->measure = stemma_minimap_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
stemma_minimap_init (StemmaMinimap *map)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), map);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), map);
  gtk_widget_add_controller (GTK_WIDGET (map), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_overflow (GTK_WIDGET (map), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Small map of the whole picture"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (forget_cards), map,
                           G_CONNECT_SWAPPED);
}

/** stemma_minimap_new: Returns: (transfer floating): a small map of what @canvas shows */
GtkWidget *
stemma_minimap_new (StemmaCanvas *canvas)
{
  StemmaMinimap *map = g_object_new (STEMMA_TYPE_MINIMAP, NULL);
  map->canvas = g_object_ref (canvas);
  g_signal_connect_object (canvas, "moved", G_CALLBACK (gtk_widget_queue_draw), map, G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "shown", G_CALLBACK (forget_cards), map, G_CONNECT_SWAPPED);
  return GTK_WIDGET (map);
}
