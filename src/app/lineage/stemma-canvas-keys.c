#include "app/lineage/stemma-canvas-private.h"

#define PAN 80.0
/* Of the view, for a page. */
#define PAGE 0.8

#define NO_MODIFIER 0
#define ANY_SHIFT ((GdkModifierType) ~0u)

typedef struct
{
  guint key;
  GdkModifierType modifiers; /* %ANY_SHIFT: with and without Shift */
  void (*run) (StemmaCanvas *canvas, int argument);
  int argument;
} Key;

static void
walk (StemmaCanvas *canvas, int step)
{
  if (!stemma_canvas_step (canvas, (StemmaStep) step))
    gtk_widget_error_bell (GTK_WIDGET (canvas));
}

static void
pan (StemmaCanvas *canvas, int direction)
{
  static const double steps[][2] = { { PAN, 0 }, { -PAN, 0 }, { 0, PAN }, { 0, -PAN } };
  StemmaViewport moved = stemma_viewport_moved (canvas->viewport, steps[direction][0], steps[direction][1]);
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (canvas->diagram));
  stemma_canvas_set_viewport (canvas, stemma_viewport_within (moved, bounds, canvas->viewport), FALSE);
}

static void
page (StemmaCanvas *canvas, int direction)
{
  StemmaViewport moved
    = stemma_viewport_moved (canvas->viewport, 0, -direction * PAGE * canvas->viewport.height);
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (canvas->diagram));
  stemma_canvas_set_viewport (canvas, stemma_viewport_within (moved, bounds, canvas->viewport), TRUE);
}

static void
zoom (StemmaCanvas *canvas, int direction)
{
  double factor = direction > 0 ? STEMMA_ZOOM_STEP : 1 / STEMMA_ZOOM_STEP;
  stemma_canvas_zoom (canvas, direction == 0 ? 1 : canvas->viewport.zoom * factor);
}

static void
fit (StemmaCanvas *canvas, int unused G_GNUC_UNUSED)
{
  stemma_canvas_fit (canvas);
}

static void
go_home (StemmaCanvas *canvas, int unused G_GNUC_UNUSED)
{
  stemma_canvas_go_home (canvas);
}

static void
light (StemmaCanvas *canvas, int unused G_GNUC_UNUSED)
{
  if (canvas->selected != STEMMA_NONE)
    stemma_canvas_light_path (canvas, canvas->selected);
}

static void
act (StemmaCanvas *canvas, int what)
{
  if (canvas->selected == STEMMA_NONE)
    gtk_widget_error_bell (GTK_WIDGET (canvas));
  stemma_canvas_act (canvas, (StemmaCanvasAct) what, canvas->selected, STEMMA_NONE);
}

static const Key keys[] = {
  { GDK_KEY_Left, NO_MODIFIER, walk, STEMMA_STEP_PARENT },
  { GDK_KEY_Right, NO_MODIFIER, walk, STEMMA_STEP_CHILD },
  { GDK_KEY_Down, NO_MODIFIER, walk, STEMMA_STEP_NEXT },
  { GDK_KEY_Up, NO_MODIFIER, walk, STEMMA_STEP_PREVIOUS },
  { GDK_KEY_KP_Left, NO_MODIFIER, walk, STEMMA_STEP_PARENT },
  { GDK_KEY_KP_Right, NO_MODIFIER, walk, STEMMA_STEP_CHILD },
  { GDK_KEY_KP_Down, NO_MODIFIER, walk, STEMMA_STEP_NEXT },
  { GDK_KEY_KP_Up, NO_MODIFIER, walk, STEMMA_STEP_PREVIOUS },
  { GDK_KEY_Left, GDK_CONTROL_MASK, pan, 0 },
  { GDK_KEY_Right, GDK_CONTROL_MASK, pan, 1 },
  { GDK_KEY_Up, GDK_CONTROL_MASK, pan, 2 },
  { GDK_KEY_Down, GDK_CONTROL_MASK, pan, 3 },
  { GDK_KEY_Page_Down, NO_MODIFIER, page, 1 },
  { GDK_KEY_Page_Up, NO_MODIFIER, page, -1 },
  { GDK_KEY_plus, ANY_SHIFT, zoom, 1 },
  { GDK_KEY_equal, ANY_SHIFT, zoom, 1 },
  { GDK_KEY_KP_Add, ANY_SHIFT, zoom, 1 },
  { GDK_KEY_minus, ANY_SHIFT, zoom, -1 },
  { GDK_KEY_KP_Subtract, ANY_SHIFT, zoom, -1 },
  { GDK_KEY_1, ANY_SHIFT, zoom, 0 },
  { GDK_KEY_KP_1, ANY_SHIFT, zoom, 0 },
  { GDK_KEY_0, ANY_SHIFT, fit, 0 },
  { GDK_KEY_KP_0, ANY_SHIFT, fit, 0 },
  { GDK_KEY_Home, NO_MODIFIER, go_home, 0 },
  { GDK_KEY_r, NO_MODIFIER, light, 0 },
  { GDK_KEY_Return, NO_MODIFIER, act, STEMMA_CANVAS_FOCUS },
  { GDK_KEY_KP_Enter, NO_MODIFIER, act, STEMMA_CANVAS_FOCUS },
  { GDK_KEY_e, NO_MODIFIER, act, STEMMA_CANVAS_CHILDREN },
  { GDK_KEY_u, NO_MODIFIER, act, STEMMA_CANVAS_PARENTS },
  { GDK_KEY_l, NO_MODIFIER, act, STEMMA_CANVAS_LIST },
  { GDK_KEY_p, NO_MODIFIER, act, STEMMA_CANVAS_PIN },
  { GDK_KEY_Delete, NO_MODIFIER, act, STEMMA_CANVAS_HIDE },
  { GDK_KEY_KP_Delete, NO_MODIFIER, act, STEMMA_CANVAS_HIDE },
  { GDK_KEY_Menu, NO_MODIFIER, act, STEMMA_CANVAS_MENU },
  { GDK_KEY_F10, GDK_SHIFT_MASK, act, STEMMA_CANVAS_MENU },
};

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED,
        GdkModifierType state, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  GdkModifierType held
    = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK);
  guint plain = gdk_keyval_to_lower (key);
  if (canvas->diagram == NULL)
    return FALSE;
  if (plain == GDK_KEY_Escape && held == 0)
    return stemma_canvas_clear (canvas);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean fits
        = keys[i].modifiers == ANY_SHIFT ? (held & ~GDK_SHIFT_MASK) == 0 : held == keys[i].modifiers;
      if (keys[i].key != plain || !fits)
        continue;
      keys[i].run (canvas, keys[i].argument);
      return TRUE;
    }
  return FALSE;
}

/** Lets keys walk over the cards, move the picture and do something to the selected card. */
void
stemma_canvas_add_keys (StemmaCanvas *canvas)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), canvas);
  gtk_widget_add_controller (GTK_WIDGET (canvas), controller);
}
