#include "app/model/stemma-wrap-layout.h"

/**
 * StemmaWrapLayout:
 *
 * Lays children in lines like words: each at its natural width, at most that of the line. The flow box of the
 * toolkit lays them in columns instead.
 */
struct _StemmaWrapLayout
{
  GtkLayoutManager parent_instance;
  int spacing;
};

G_DEFINE_FINAL_TYPE (StemmaWrapLayout, stemma_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
natural_width (GtkWidget *child, int most)
{
  int minimum, natural;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, most));
}

static int
natural_height (GtkWidget *child, int width)
{
  int natural;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
place_line (GtkWidget *first, GtkWidget *end, int width, int y, int height, int spacing)
{
  int x = 0;
  gboolean rtl = gtk_widget_get_direction (first) == GTK_TEXT_DIR_RTL;
  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      int child_width = natural_width (child, width);
      gtk_widget_size_allocate (
        child, &(GtkAllocation){ rtl ? width - x - child_width : x, y, child_width, height }, -1);
      x += child_width + spacing;
    }
}

/* Returns the height of all lines; places them too if @place. */
static int
lay (GtkWidget *widget, int width, int spacing, gboolean place)
{
  GtkWidget *line = gtk_widget_get_first_child (widget);
  int x = 0, y = 0, height = 0;
  for (GtkWidget *child = line; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      int child_width = natural_width (child, width);
      if (x > 0 && x + child_width > width)
        {
          if (place)
            place_line (line, child, width, y, height, spacing);
          y += height + spacing;
          x = height = 0;
          line = child;
        }
      x += child_width + spacing;
      height = MAX (height, natural_height (child, child_width));
    }
  if (place && line != NULL)
    place_line (line, NULL, width, y, height, spacing);
  return y + height;
}

static void
measure_width (GtkWidget *widget, int spacing, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? spacing : 0);
    }
}

static void
stemma_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  int spacing = STEMMA_WRAP_LAYOUT (manager)->spacing;
  *minimum_baseline = *natural_baseline = -1;
  measure_width (widget, spacing, minimum, natural);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay (widget, for_size >= 0 ? for_size : *natural, spacing, FALSE);
}

static void
stemma_wrap_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height G_GNUC_UNUSED,
                             int baseline G_GNUC_UNUSED)
{
  lay (widget, width, STEMMA_WRAP_LAYOUT (manager)->spacing, TRUE);
}

static GtkSizeRequestMode
stemma_wrap_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
stemma_wrap_layout_class_init (StemmaWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  manager_class->measure = stemma_wrap_layout_measure;
  manager_class->allocate = stemma_wrap_layout_allocate;
  manager_class->get_request_mode = stemma_wrap_layout_get_request_mode;
}

static void
stemma_wrap_layout_init (StemmaWrapLayout *layout G_GNUC_UNUSED)
{
}

/** stemma_wrap_box_new: @spacing: pixels between children. Returns: (transfer floating): a box that wraps its
 * children */
GtkWidget *
stemma_wrap_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  StemmaWrapLayout *layout = g_object_new (STEMMA_TYPE_WRAP_LAYOUT, NULL);
  layout->spacing = spacing;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));
  return box;
}
