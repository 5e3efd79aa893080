#include "app/stemma-screenshot.h"

#include <glib/gi18n.h>

#include "base/stemma-error.h"

static GskRenderNode *
render_node (GtkWidget *widget, int *width, int *height)
{
  /* At the paintable's own size: at the widget's the picture would be blurred. */
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * stemma_screenshot_save:
 * @widget: a widget that is shown
 * @path: a PNG file
 * @error: what went wrong
 *
 * Returns: whether the picture of @widget is saved
 */
gboolean
stemma_screenshot_save (GtkWidget *widget, const char *path, GError **error)
{
  int width, height;
  GskRenderNode *node = render_node (widget, &width, &height);
  g_autoptr (GdkTexture) texture = NULL;
  if (node != NULL)
    {
      GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
      graphene_rect_t viewport = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
      texture = gsk_renderer_render_texture (renderer, node, &viewport);
      gsk_render_node_unref (node);
    }
  if (texture != NULL && gdk_texture_save_to_png (texture, path))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, _ ("Could not write the picture %s"), path);
  return FALSE;
}
