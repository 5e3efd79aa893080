#include "app/clusters/stemma-mix-bar.h"

#include "app/stemma-scene-view.h"
#include "chart/stemma-chart.h"
#include "scene/stemma-painter.h"
#include "style/stemma-mark.h"

/* From 16 on a mix has room for letters. */
#define HEIGHT 18
#define WIDTH 48

/**
 * StemmaMixBar:
 *
 * The mix of relations in a cell: colours, and a letter above each part that has the room.
 */
struct _StemmaMixBar
{
  GtkWidget parent_instance;
  guint32 counts[STEMMA_N_RELATIONS];
  StemmaScene *scene;
  int made_for; /* width in pixels */
};

G_DEFINE_FINAL_TYPE (StemmaMixBar, stemma_mix_bar, GTK_TYPE_WIDGET)

static void
stemma_mix_bar_measure (GtkWidget *widget G_GNUC_UNUSED,
                        GtkOrientation orientation,
                        int for_size G_GNUC_UNUSED,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static StemmaScene *
make_scene (const StemmaMixBar *bar, int width)
{
  StemmaChartBar parts[STEMMA_N_RELATIONS];
  for (StemmaRelation i = 0; i < STEMMA_N_RELATIONS; i++)
    parts[i] = (StemmaChartBar){ "", bar->counts[i], stemma_mark_role (i), stemma_mark_letter (i) };
  return stemma_chart_mix (width, HEIGHT, parts, STEMMA_N_RELATIONS);
}

static void
stemma_mix_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  StemmaMixBar *bar = STEMMA_MIX_BAR (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (width <= 0 || height <= 0)
    return;
  if (bar->made_for != width)
    {
      g_clear_pointer (&bar->scene, stemma_scene_unref);
      bar->scene = make_scene (bar, width);
      bar->made_for = width;
    }
  cairo_t *cr
    = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  StemmaRect visible = { 0, 0, width, HEIGHT };
  cairo_translate (cr, 0, (height - HEIGHT) / 2);
  stemma_painter_paint (bar->scene, cr, stemma_app_palette (), &visible, 1);
  cairo_destroy (cr);
}

static void
stemma_mix_bar_dispose (GObject *object)
{
  g_clear_pointer (&STEMMA_MIX_BAR (object)->scene, stemma_scene_unref);
  STEMMA_MIX_BAR (object)->made_for = 0;
  G_OBJECT_CLASS (stemma_mix_bar_parent_class)->dispose (object);
}

static void
stemma_mix_bar_class_init (StemmaMixBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_mix_bar_dispose;
  widget_class->measure = stemma_mix_bar_measure;
  widget_class->snapshot = stemma_mix_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
stemma_mix_bar_init (StemmaMixBar *bar)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), bar, G_CONNECT_SWAPPED);
}

/** stemma_mix_bar_new: Returns: (transfer floating): a bar of nothing */
GtkWidget *
stemma_mix_bar_new (void)
{
  return g_object_new (STEMMA_TYPE_MIX_BAR, NULL);
}

/** stemma_mix_bar_set: @words: (nullable): the same in words, for a screen reader */
void
stemma_mix_bar_set (StemmaMixBar *bar, const guint32 counts[STEMMA_N_RELATIONS], const char *words)
{
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    bar->counts[i] = counts[i];
  bar->made_for = 0;
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (bar));
}
