#include "app/lineage/stemma-canvas-private.h"

/**
 * stemma_canvas_find:
 * @canvas: a canvas
 * @text: what to look for in the names of the cards; "" for nothing
 *
 * Marks the cards whose models have such a name, and goes to the first.
 *
 * Returns: how many there are
 */
guint
stemma_canvas_find (StemmaCanvas *canvas, const char *text)
{
  g_clear_pointer (&canvas->found, g_free);
  canvas->n_found = canvas->at_found = 0;
  if (canvas->diagram != NULL)
    canvas->found
      = stemma_lineage_find_text (stemma_diagram_get_lineage (canvas->diagram), text, &canvas->n_found);
  if (canvas->n_found > 0)
    stemma_canvas_select (canvas, canvas->found[0], TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  return canvas->n_found;
}

/**
 * stemma_canvas_find_next:
 * @canvas: a canvas
 * @step: 1 for the next, -1 for the one before; from the last it goes on with the first
 *
 * Returns: which of those found is selected now, from 1; 0 if nothing was found
 */
guint
stemma_canvas_find_next (StemmaCanvas *canvas, int step)
{
  if (canvas->n_found == 0)
    return 0;
  canvas->at_found = (guint) ((int) (canvas->at_found + canvas->n_found) + step) % canvas->n_found;
  stemma_canvas_select (canvas, canvas->found[canvas->at_found], TRUE);
  return canvas->at_found + 1;
}

/** stemma_canvas_clear: takes away what is lit, found or selected. Returns: whether there was any */
gboolean
stemma_canvas_clear (StemmaCanvas *canvas)
{
  gboolean any = canvas->path != STEMMA_NONE || canvas->n_found > 0;
  if (canvas->path != STEMMA_NONE)
    stemma_canvas_light_path (canvas, STEMMA_NONE);
  canvas->path = STEMMA_NONE;
  g_clear_pointer (&canvas->found, g_free);
  canvas->n_found = canvas->at_found = 0;
  if (!any && canvas->selected != STEMMA_NONE)
    {
      stemma_canvas_select (canvas, STEMMA_NONE, FALSE);
      any = TRUE;
    }
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  return any;
}
