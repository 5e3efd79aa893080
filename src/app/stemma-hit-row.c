/* Rows of lists of models that were found by their names, wherever one is searched for. */
#include "app/stemma-hit-row.h"

#include <glib/gi18n.h>

#include "app/stemma-number.h"
#include "scene/stemma-text.h"

static char *
describe (const StemmaSnapshot *snapshot, const StemmaSearchHit *hit)
{
  if (hit->row == STEMMA_NONE)
    return g_strdup (_ ("Ghost: declared as a parent, not listed"));
  if ((stemma_columns_get_known (stemma_snapshot_get_columns (snapshot), hit->row) & STEMMA_KNOWN_DOWNLOADS) == 0)
    return NULL;
  g_autofree char *count = stemma_number_text (hit->downloads);
  return g_strdup_printf (_ ("%s downloads in 30 days"), count);
}

/**
 * stemma_hit_row_new:
 * @snapshot: the week that was searched
 * @hit: a model, or a ghost
 *
 * Returns: (transfer floating): a row that can be activated; what that does is the list's affair
 */
GtkWidget *
stemma_hit_row_new (const StemmaSnapshot *snapshot, const StemmaSearchHit *hit)
{
  const char *name = stemma_search_hit_name (snapshot, hit);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *clean = stemma_text_clean (name);
  g_autofree char *title = g_markup_escape_text (clean, -1);
  g_autofree char *subtitle = describe (snapshot, hit);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (row), "lineage", GINT_TO_POINTER (hit->node != STEMMA_NONE));
  return row;
}

/** stemma_hit_row_get_name: Returns: (transfer none): the name of the model, as it came in */
const char *
stemma_hit_row_get_name (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

/** stemma_hit_row_has_lineage: Returns: whether the model has relations that could be drawn */
gboolean
stemma_hit_row_has_lineage (GtkListBoxRow *row)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "lineage")) != 0;
}

/** stemma_hit_rows_fill: @hits: (nullable) (element-type StemmaSearchHit): what @list holds from now on */
void
stemma_hit_rows_fill (GtkListBox *list, const StemmaSnapshot *snapshot, GArray *hits)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    gtk_list_box_append (list, stemma_hit_row_new (snapshot, &g_array_index (hits, StemmaSearchHit, i)));
}
