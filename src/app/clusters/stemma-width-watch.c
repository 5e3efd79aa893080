#include "app/clusters/stemma-width-watch.h"

/* The least width it asks for, pixels. */
#define LEAST 300

/**
 * StemmaWidthWatch:
 *
 * Holds one widget and tells by the signal `width` how wide it has become, as soon as what it holds may be
 * changed again: while sizes are given out it may not. It can be made narrower than what it holds would like,
 * which is then expected to be rearranged.
 */
struct _StemmaWidthWatch
{
  GtkWidget parent_instance;
  GtkWidget *child;
  int told;
  guint idle;
};

enum
{
  PROP_CHILD = 1,
};

enum
{
  WIDTH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaWidthWatch, stemma_width_watch, GTK_TYPE_WIDGET)

static int
least_width (StemmaWidthWatch *watch)
{
  int minimum;
  gtk_widget_measure (watch->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
stemma_width_watch_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  StemmaWidthWatch *watch = STEMMA_WIDTH_WATCH (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum_baseline = *natural_baseline = -1;
  if (!across && for_size >= 0)
    for_size = MAX (for_size, least_width (watch));
  gtk_widget_measure (watch->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (across)
    *minimum = MIN (*minimum, LEAST);
}

static gboolean
tell (gpointer data)
{
  StemmaWidthWatch *watch = data;
  watch->idle = 0;
  watch->told = gtk_widget_get_width (GTK_WIDGET (watch));
  g_signal_emit (watch, signals[WIDTH], 0, watch->told);
  return G_SOURCE_REMOVE;
}

static void
stemma_width_watch_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  StemmaWidthWatch *watch = STEMMA_WIDTH_WATCH (widget);
  gtk_widget_allocate (watch->child, MAX (width, least_width (watch)), height, baseline, NULL);
  if (width != watch->told && watch->idle == 0)
    watch->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell, watch, NULL);
}

static void
stemma_width_watch_dispose (GObject *object)
{
  StemmaWidthWatch *watch = STEMMA_WIDTH_WATCH (object);
  g_clear_handle_id (&watch->idle, g_source_remove);
  g_clear_pointer (&watch->child, gtk_widget_unparent);
  G_OBJECT_CLASS (stemma_width_watch_parent_class)->dispose (object);
}

static void
stemma_width_watch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  StemmaWidthWatch *watch = STEMMA_WIDTH_WATCH (object);
  if (id != PROP_CHILD)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  watch->child = g_value_get_object (value);
  if (watch->child != NULL)
    gtk_widget_set_parent (watch->child, GTK_WIDGET (watch));
}

static GtkSizeRequestMode
stemma_width_watch_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (STEMMA_WIDTH_WATCH (widget)->child);
}

static void
stemma_width_watch_class_init (StemmaWidthWatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_width_watch_dispose;
  G_OBJECT_CLASS (klass)->set_property = stemma_width_watch_set_property;
  g_object_class_install_property (
    G_OBJECT_CLASS (klass), PROP_CHILD,
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  widget_class->measure = stemma_width_watch_measure;
  widget_class->size_allocate = stemma_width_watch_size_allocate;
  widget_class->get_request_mode = stemma_width_watch_get_request_mode;
  /* StemmaWidthWatch::width: @width: pixels */
  signals[WIDTH] = g_signal_new ("width", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
stemma_width_watch_init (StemmaWidthWatch *watch)
{
  gtk_widget_set_overflow (GTK_WIDGET (watch), GTK_OVERFLOW_HIDDEN);
}

/** stemma_width_watch_new: @child: what it holds. Returns: (transfer floating): a widget around it */
GtkWidget *
stemma_width_watch_new (GtkWidget *child)
{
  return g_object_new (STEMMA_TYPE_WIDTH_WATCH, "child", child, "hexpand", TRUE, "vexpand", TRUE, NULL);
}
