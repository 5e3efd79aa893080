#include "app/model/stemma-flow-layout.h"

#define MAX_COLUMNS 3

/**
 * StemmaFlowLayout:
 *
 * Lays children where there is room for them. In columns: as many of equal width as fit, each child at the
 * foot of the one that is shortest by then, so that a wide window and a narrow panel show the same sections.
 * In lines, like words: each child at its natural width, at most that of the line; the flow box of the
 * toolkit lays them in columns instead.
 */
struct _StemmaFlowLayout
{
  GtkLayoutManager parent_instance;
  int column_width; /* 0: in lines */
  int spacing;
};

G_DEFINE_FINAL_TYPE (StemmaFlowLayout, stemma_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
shortest (const int heights[MAX_COLUMNS], int n)
{
  int best = 0;
  for (int i = 1; i < n; i++)
    if (heights[i] < heights[best])
      best = i;
  return best;
}

/* Returns the height of the longest column; places the children too if @place. */
static int
lay_columns (StemmaFlowLayout *layout, GtkWidget *widget, int width, gboolean place)
{
  int n = CLAMP ((width + layout->spacing) / (layout->column_width + layout->spacing), 1, MAX_COLUMNS);
  int each = (width - (n - 1) * layout->spacing) / n;
  int heights[MAX_COLUMNS] = { 0 }, longest = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int height, minimum;
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (each, minimum), NULL, &height, NULL, NULL);
      int at = shortest (heights, n);
      int y = heights[at] > 0 ? heights[at] + layout->spacing : 0;
      if (place)
        gtk_widget_size_allocate (
          child, &(GtkAllocation){ at * (each + layout->spacing), y, MAX (each, minimum), height }, -1);
      heights[at] = y + height;
      longest = MAX (longest, heights[at]);
    }
  return longest;
}

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

/* Returns the height of all lines; places the children too if @place. */
static int
lay_lines (GtkWidget *widget, int width, int spacing, gboolean place)
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

static int
lay (StemmaFlowLayout *layout, GtkWidget *widget, int width, gboolean place)
{
  return layout->column_width > 0 ? lay_columns (layout, widget, width, place)
                                  : lay_lines (widget, width, layout->spacing, place);
}

static void
measure_width (StemmaFlowLayout *layout, GtkWidget *widget, int *minimum, int *natural)
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
      *natural += child_natural + (*natural > 0 ? layout->spacing : 0);
    }
  if (layout->column_width > 0)
    *natural = MAX (*minimum, 2 * layout->column_width + layout->spacing);
}

static void
stemma_flow_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  StemmaFlowLayout *layout = STEMMA_FLOW_LAYOUT (manager);
  *minimum_baseline = *natural_baseline = -1;
  measure_width (layout, widget, minimum, natural);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay (layout, widget, for_size >= 0 ? for_size : *natural, FALSE);
}

static void
stemma_flow_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height G_GNUC_UNUSED,
                             int baseline G_GNUC_UNUSED)
{
  lay (STEMMA_FLOW_LAYOUT (manager), widget, width, TRUE);
}

static GtkSizeRequestMode
stemma_flow_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
stemma_flow_layout_class_init (StemmaFlowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  manager_class->measure = stemma_flow_layout_measure;
  manager_class->allocate = stemma_flow_layout_allocate;
  manager_class->get_request_mode = stemma_flow_layout_get_request_mode;
}

static void
stemma_flow_layout_init (StemmaFlowLayout *layout G_GNUC_UNUSED)
{
}

static GtkWidget *
create_box (GtkOrientation orientation, int column_width, int spacing)
{
  GtkWidget *box = gtk_box_new (orientation, 0);
  StemmaFlowLayout *layout = g_object_new (STEMMA_TYPE_FLOW_LAYOUT, NULL);
  layout->column_width = column_width;
  layout->spacing = spacing;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));
  return box;
}

/**
 * stemma_columns_box_new:
 * @column_width: pixels that a column has at least, where there is more than one
 * @spacing: pixels between children
 *
 * Returns: (transfer floating): a box that lays its children in columns
 */
GtkWidget *
stemma_columns_box_new (int column_width, int spacing)
{
  return create_box (GTK_ORIENTATION_VERTICAL, column_width, spacing);
}

/** stemma_wrap_box_new: @spacing: pixels between children. Returns: (transfer floating): a box that wraps its
 * children */
GtkWidget *
stemma_wrap_box_new (int spacing)
{
  return create_box (GTK_ORIENTATION_HORIZONTAL, 0, spacing);
}
