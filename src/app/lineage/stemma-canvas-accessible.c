#include "app/lineage/stemma-canvas-private.h"

#include <string.h>

#include <glib/gi18n.h>

#define TOOLTIP_CHARS 56

/** Tells a screen reader which card the canvas is on, and what the picture is of. */
void
stemma_canvas_tell_accessible (StemmaCanvas *canvas)
{
  g_autofree char *label = NULL;
  if (canvas->diagram == NULL)
    label = g_strdup (_ ("Lineage"));
  else if (canvas->selected == STEMMA_NONE)
    label = g_strdup_printf (_ ("Lineage of %s"),
                             stemma_scene_get_title (stemma_diagram_get_scene (canvas->diagram)));
  else
    label = stemma_diagram_describe_card (canvas->diagram, canvas->selected);
  const char *facts = canvas->diagram != NULL
                        ? stemma_scene_get_description (stemma_diagram_get_scene (canvas->diagram))
                        : "";
  gtk_accessible_update_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, facts != NULL ? facts : "", -1);
}

static GtkWidget *
create_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TOOLTIP_CHARS);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* The whole name by itself, below it the rest of the sentence. */
static GtkWidget *
create_tooltip (StemmaDiagram *diagram, const StemmaHitInfo *info)
{
  const char *name = stemma_lineage_get_card_name (stemma_diagram_get_lineage (diagram), info->card);
  g_autofree char *text = info->kind == STEMMA_HIT_CHIP ? stemma_diagram_describe_chip (diagram, info->chip)
                                                        : stemma_diagram_describe_card (diagram, info->card);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *rest = text;
  if (g_str_has_prefix (text, name))
    {
      gtk_box_append (GTK_BOX (box), create_line (name, "heading"));
      rest += strlen (name);
      while (*rest == ',' || *rest == ' ')
        rest++;
    }
  if (*rest != '\0')
    gtk_box_append (GTK_BOX (box), create_line (rest, "tooltip-text"));
  return box;
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  gpointer data G_GNUC_UNUSED)
{
  StemmaCanvas *canvas = STEMMA_CANVAS (widget);
  guint32 hit = keyboard || canvas->diagram == NULL ? 0 : stemma_canvas_hit (canvas, x, y);
  StemmaHitInfo info = { .card = canvas->selected, .kind = STEMMA_HIT_CARD };
  if (canvas->diagram == NULL || (!keyboard && !stemma_diagram_hit_info (canvas->diagram, hit, &info))
      || info.card == STEMMA_NONE)
    return FALSE;
  StemmaRect at = info.kind == STEMMA_HIT_CHIP ? stemma_canvas_get_chip_place (canvas, info.chip)
                                               : stemma_canvas_get_card_place (canvas, info.card);
  GdkRectangle area = { (int) at.x, (int) at.y, (int) at.width, (int) at.height };
  gtk_tooltip_set_custom (tooltip, create_tooltip (canvas->diagram, &info));
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

/** Gives the canvas a name and its cards their whole names. */
void
stemma_canvas_add_accessible (StemmaCanvas *canvas)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (canvas), TRUE);
  g_signal_connect (canvas, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  stemma_canvas_tell_accessible (canvas);
}
