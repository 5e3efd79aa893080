#include "app/lineage/stemma-canvas-private.h"

#include <math.h>

/* How far a notch of the wheel moves the picture, and how far a drag has to go to be one, pixels. */
#define NOTCH 64.0
#define DRAG_FROM 6.0
/* How fast a picture that was let go comes to rest: what is left of its speed after a second; and when
   it rests. */
#define FRICTION 0.012
#define SLOWEST 12.0

static StemmaRect
get_bounds (StemmaCanvas *canvas)
{
  return canvas->diagram != NULL ? stemma_scene_get_bounds (stemma_diagram_get_scene (canvas->diagram))
                                 : (StemmaRect){ 0, 0, 0, 0 };
}

static void
pan (StemmaCanvas *canvas, double dx, double dy)
{
  StemmaViewport moved = stemma_viewport_moved (canvas->viewport, dx, dy);
  stemma_canvas_set_viewport (canvas, stemma_viewport_within (moved, get_bounds (canvas), canvas->viewport),
                              FALSE);
}

static void
stop_kinetic (StemmaCanvas *canvas)
{
  if (canvas->kinetic != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (canvas), canvas->kinetic);
  canvas->kinetic = 0;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data G_GNUC_UNUSED)
{
  StemmaCanvas *canvas = STEMMA_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = MIN ((double) (now - canvas->kinetic_time) / G_USEC_PER_SEC, 0.1);
  canvas->kinetic_time = now;
  pan (canvas, -canvas->kinetic_x * seconds, -canvas->kinetic_y * seconds);
  canvas->kinetic_x *= pow (FRICTION, seconds);
  canvas->kinetic_y *= pow (FRICTION, seconds);
  if (hypot (canvas->kinetic_x, canvas->kinetic_y) >= SLOWEST)
    return G_SOURCE_CONTINUE;
  canvas->kinetic = 0;
  return G_SOURCE_REMOVE;
}

static void
on_decelerate (GtkEventControllerScroll *scroll G_GNUC_UNUSED, double x, double y, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  stop_kinetic (canvas);
  if (!adw_get_enable_animations (GTK_WIDGET (canvas)))
    return;
  canvas->kinetic_x = x;
  canvas->kinetic_y = y;
  canvas->kinetic_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (canvas)));
  canvas->kinetic = gtk_widget_add_tick_callback (GTK_WIDGET (canvas), on_tick, NULL, NULL);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));
  gboolean notches = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;
  double step = notches ? NOTCH : 1;
  stop_kinetic (canvas);
  if (state & GDK_CONTROL_MASK)
    {
      double zoom = canvas->viewport.zoom * pow (STEMMA_ZOOM_STEP, -dy * (notches ? 1 : 0.02));
      stemma_canvas_set_viewport (
        canvas, stemma_viewport_zoomed (canvas->viewport, zoom, canvas->pointer_x, canvas->pointer_y), FALSE);
    }
  else if ((state & GDK_SHIFT_MASK) && dx == 0)
    pan (canvas, -dy * step, 0);
  else
    pan (canvas, -dx * step, -dy * step);
  stemma_canvas_hover (canvas, canvas->pointer_x, canvas->pointer_y);
  return TRUE;
}

static void
on_drag_begin (GtkGestureDrag *drag G_GNUC_UNUSED, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED,
               gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  stop_kinetic (canvas);
  canvas->drag_from = canvas->viewport;
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  GdkEventSequence *sequence = gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (drag));
  gboolean ours = gtk_gesture_get_sequence_state (GTK_GESTURE (drag), sequence) == GTK_EVENT_SEQUENCE_CLAIMED;
  if (!ours && hypot (dx, dy) < DRAG_FROM)
    return;
  if (!ours)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      stemma_canvas_unhover (canvas);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (canvas), "grabbing");
    }
  StemmaViewport moved = stemma_viewport_moved (canvas->drag_from, dx, dy);
  moved.zoom = canvas->viewport.zoom;
  stemma_canvas_set_viewport (canvas, stemma_viewport_within (moved, get_bounds (canvas), canvas->drag_from),
                              FALSE);
}

static void
on_drag_end (GtkGestureDrag *drag G_GNUC_UNUSED, double dx G_GNUC_UNUSED, double dy G_GNUC_UNUSED,
             gpointer user_data)
{
  gtk_widget_set_cursor (GTK_WIDGET (user_data), NULL);
}

static void
on_pinch_begin (GtkGesture *gesture G_GNUC_UNUSED, GdkEventSequence *sequence G_GNUC_UNUSED,
                gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  stop_kinetic (canvas);
  canvas->pinch_from = canvas->viewport.zoom;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  double x = canvas->viewport.width / 2, y = canvas->viewport.height / 2;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  stemma_canvas_set_viewport (
    canvas, stemma_viewport_zoomed (canvas->viewport, canvas->pinch_from * scale, x, y), FALSE);
}

static void
on_released (GtkGestureClick *click G_GNUC_UNUSED, int n_press, double x, double y, gpointer user_data)
{
  stemma_canvas_click (user_data, x, y, (guint) n_press);
}

static void
on_secondary (GtkGestureClick *click G_GNUC_UNUSED, int n_press G_GNUC_UNUSED, double x, double y,
              gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  StemmaHitInfo info;
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
  if (canvas->diagram == NULL
      || !stemma_diagram_hit_info (canvas->diagram, stemma_canvas_hit (canvas, x, y), &info))
    return;
  stemma_canvas_select (canvas, info.card, FALSE);
  stemma_canvas_act (canvas, STEMMA_CANVAS_MENU, info.card, STEMMA_NONE);
}

static void
on_motion (GtkEventControllerMotion *motion G_GNUC_UNUSED, double x, double y, gpointer user_data)
{
  stemma_canvas_hover (user_data, x, y);
}

static void
on_leave (GtkEventControllerMotion *motion G_GNUC_UNUSED, gpointer user_data)
{
  stemma_canvas_unhover (user_data);
}

static void
add_drag (StemmaCanvas *canvas, guint button)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), canvas);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), canvas);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), canvas);
  gtk_widget_add_controller (GTK_WIDGET (canvas), GTK_EVENT_CONTROLLER (drag));
}

static void
add_click (StemmaCanvas *canvas, guint button, const char *when, GCallback callback)
{
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect (click, when, callback, canvas);
  gtk_widget_add_controller (GTK_WIDGET (canvas), GTK_EVENT_CONTROLLER (click));
}

/** Lets pointers, wheels and fingers move the canvas and its cards. */
void
stemma_canvas_add_input (StemmaCanvas *canvas)
{
  GtkWidget *widget = GTK_WIDGET (canvas);
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES
                                                                | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), canvas);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (on_decelerate), canvas);
  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), canvas);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), canvas);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), canvas);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), canvas);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), canvas);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  add_drag (canvas, GDK_BUTTON_PRIMARY);
  add_drag (canvas, GDK_BUTTON_MIDDLE);
  add_click (canvas, GDK_BUTTON_PRIMARY, "released", G_CALLBACK (on_released));
  add_click (canvas, GDK_BUTTON_SECONDARY, "pressed", G_CALLBACK (on_secondary));
}

/** Lets go of what still moves by itself. */
void
stemma_canvas_stop_input (StemmaCanvas *canvas)
{
  stop_kinetic (canvas);
  g_clear_handle_id (&canvas->hover_timer, g_source_remove);
}
