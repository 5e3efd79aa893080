#include "app/stemma-drawing.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/lineage/stemma-lineage-page.h"

/** stemma_drawing_is_one: Returns: whether @path is named like a drawing, which may bring its view back */
gboolean
stemma_drawing_is_one (const char *path)
{
  gsize length = strlen (path);
  return length > 4 && g_ascii_strcasecmp (path + length - 4, ".svg") == 0;
}

static void
open_now (StemmaWindow *window, const char *path)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *page = stemma_window_get_page (window, "lineage");
  if (!stemma_lineage_page_open_svg (STEMMA_LINEAGE_PAGE (page), path, &error))
    stemma_window_fail (window, _ ("The drawing cannot be opened"), error);
}

static void
on_changed (StemmaDocument *document, gpointer user_data)
{
  StemmaWindow *window = user_data;
  StemmaDocumentState state = stemma_document_get_state (document);
  if (state == STEMMA_DOCUMENT_EMPTY || state == STEMMA_DOCUMENT_LOADING)
    return;
  g_autofree char *path = g_object_steal_data (G_OBJECT (window), "drawing");
  g_signal_handlers_disconnect_by_func (document, on_changed, window);
  if (path != NULL && state == STEMMA_DOCUMENT_READY)
    open_now (window, path);
}

/**
 * stemma_drawing_open:
 * @window: a window
 * @path: a drawing that was saved here
 *
 * Brings back the view that a drawing shows, at once or as soon as the store is open that is being opened.
 */
void
stemma_drawing_open (StemmaWindow *window, const char *path)
{
  StemmaDocument *document = stemma_window_get_document (window);
  switch (stemma_document_get_state (document))
    {
    case STEMMA_DOCUMENT_READY:
      open_now (window, path);
      break;
    case STEMMA_DOCUMENT_LOADING:
      g_object_set_data_full (G_OBJECT (window), "drawing", g_strdup (path), g_free);
      g_signal_handlers_disconnect_by_func (document, on_changed, window);
      g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), window, G_CONNECT_AFTER);
      break;
    default:
      stemma_window_toast (window, _ ("Open the store first that the drawing was made of"));
    }
}
