#include "app/stemma-scene-view.h"

#include "scene/stemma-painter.h"

/**
 * StemmaSceneView:
 *
 * Shows a small scene (a chart, a legend, a strip) at its own size; tells a screen reader its title and
 * description, a pointer what it points at, and whoever listens which hit was clicked (signal `hit`).
 */
struct _StemmaSceneView
{
  GtkWidget parent_instance;
  StemmaScene *scene;
  StemmaSceneMaker maker;
  gpointer maker_data;
  GDestroyNotify maker_destroy;
  int made_for; /* width in pixels, 0 for none */
  guint hovered;
};

enum
{
  HIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaSceneView, stemma_scene_view, GTK_TYPE_WIDGET)

/** stemma_app_palette: Returns: (transfer none): the colours that go with the platform's style at this moment
 */
const StemmaPalette *
stemma_app_palette (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? stemma_palette_dark ()
                                                                       : stemma_palette_light ();
}

static void
tell_accessible (StemmaSceneView *view)
{
  const char *title = view->scene != NULL ? stemma_scene_get_title (view->scene) : NULL;
  const char *description = view->scene != NULL ? stemma_scene_get_description (view->scene) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

static void
take_scene (StemmaSceneView *view, StemmaScene *scene)
{
  g_clear_pointer (&view->scene, stemma_scene_unref);
  view->scene = scene;
  tell_accessible (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
stemma_scene_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size G_GNUC_UNUSED,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  StemmaSceneView *view = STEMMA_SCENE_VIEW (widget);
  StemmaRect bounds = view->scene != NULL ? stemma_scene_get_bounds (view->scene) : (StemmaRect){ 0 };
  int size
    = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? bounds.x + bounds.width : bounds.y + bounds.height);
  *natural = MAX (size, 1);
  *minimum = view->maker != NULL && orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : *natural;
  *natural = MAX (*natural, *minimum);
  *minimum_baseline = *natural_baseline = -1;
}

static gboolean
remeasure (gpointer widget)
{
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

static void
stemma_scene_view_size_allocate (GtkWidget *widget,
                                 int width,
                                 int height G_GNUC_UNUSED,
                                 int baseline G_GNUC_UNUSED)
{
  StemmaSceneView *view = STEMMA_SCENE_VIEW (widget);
  if (view->maker == NULL || width == view->made_for || width < 1)
    return;
  view->made_for = width;
  take_scene (view, view->maker (width, view->maker_data));
  /* The height may be another now; sizes cannot be asked for anew while they are being given. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, remeasure, g_object_ref (widget), g_object_unref);
}

static void
stemma_scene_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  StemmaSceneView *view = STEMMA_SCENE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (view->scene == NULL || width <= 0 || height <= 0)
    return;
  cairo_t *cr
    = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  StemmaRect visible = { 0, 0, width, height };
  stemma_painter_paint (view->scene, cr, stemma_app_palette (), &visible, 1);
  cairo_destroy (cr);
}

static void
stemma_scene_view_dispose (GObject *object)
{
  StemmaSceneView *view = STEMMA_SCENE_VIEW (object);
  g_clear_pointer (&view->scene, stemma_scene_unref);
  if (view->maker_destroy != NULL)
    view->maker_destroy (view->maker_data);
  view->maker = NULL;
  view->maker_destroy = NULL;
  G_OBJECT_CLASS (stemma_scene_view_parent_class)->dispose (object);
}

static void
stemma_scene_view_class_init (StemmaSceneViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_scene_view_dispose;
  widget_class->measure = stemma_scene_view_measure;
  widget_class->size_allocate = stemma_scene_view_size_allocate;
  widget_class->snapshot = stemma_scene_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  /* StemmaSceneView::hit: @hit: what was clicked, an id of the scene's. */
  signals[HIT] = g_signal_new ("hit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
on_released (
  GtkGestureClick *gesture G_GNUC_UNUSED, int n_press G_GNUC_UNUSED, double x, double y, gpointer user_data)
{
  StemmaSceneView *view = user_data;
  guint32 hit = view->scene != NULL ? stemma_scene_hit (view->scene, x, y, 2) : 0;
  if (hit != 0)
    g_signal_emit (view, signals[HIT], 0, hit);
}

/* The title of the innermost group around what is pointed at. */
static const char *
title_of_hit (StemmaScene *scene, guint32 hit)
{
  guint n = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  const char *title = NULL;
  for (guint i = 0; i < n; i++)
    if (items[i].type == STEMMA_ITEM_GROUP_BEGIN)
      title = items[i].group.title;
    else if (items[i].hit == hit)
      return title;
  return NULL;
}

static gboolean
on_query_tooltip (
  GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data G_GNUC_UNUSED)
{
  StemmaSceneView *view = STEMMA_SCENE_VIEW (widget);
  guint32 hit = view->scene != NULL && !keyboard ? stemma_scene_hit (view->scene, x, y, 2) : 0;
  const char *title = hit != 0 ? title_of_hit (view->scene, hit) : NULL;
  gtk_tooltip_set_text (tooltip, title);
  return title != NULL;
}

static void
stemma_scene_view_init (StemmaSceneView *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "released", G_CALLBACK (on_released), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), view, G_CONNECT_SWAPPED);
}

/** stemma_scene_view_new: Returns: (transfer floating): a view of nothing */
GtkWidget *
stemma_scene_view_new (void)
{
  return g_object_new (STEMMA_TYPE_SCENE_VIEW, NULL);
}

/** stemma_scene_view_set_scene: @scene: (nullable) (transfer none): what to show */
void
stemma_scene_view_set_scene (StemmaSceneView *view, StemmaScene *scene)
{
  take_scene (view, scene != NULL ? stemma_scene_ref (scene) : NULL);
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

/**
 * stemma_scene_view_set_maker:
 * @view: a view
 * @maker: makes the picture for the width that there is, at once and whenever that changes
 * @user_data: for @maker
 * @destroy: (nullable): frees @user_data
 */
void
stemma_scene_view_set_maker (StemmaSceneView *view,
                             StemmaSceneMaker maker,
                             gpointer user_data,
                             GDestroyNotify destroy)
{
  if (view->maker_destroy != NULL)
    view->maker_destroy (view->maker_data);
  view->maker = maker;
  view->maker_data = user_data;
  view->maker_destroy = destroy;
  int width = gtk_widget_get_width (GTK_WIDGET (view));
  view->made_for = width;
  take_scene (view, maker (width > 0 ? width : 320, user_data));
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

/** stemma_scene_view_get_scene: Returns: (transfer none) (nullable): what is shown */
StemmaScene *
stemma_scene_view_get_scene (StemmaSceneView *view)
{
  return view->scene;
}
