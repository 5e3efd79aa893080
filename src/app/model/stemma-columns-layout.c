#include "app/model/stemma-columns-layout.h"

#define MAX_COLUMNS 3

/**
 * StemmaColumnsLayout:
 *
 * Lays children in as many columns of equal width as there is room for, each child at the foot of the column
 * that is shortest by then; so a wide window and a narrow panel show the same sections.
 */
struct _StemmaColumnsLayout
{
  GtkLayoutManager parent_instance;
  int column_width;
  int spacing;
};

G_DEFINE_FINAL_TYPE (StemmaColumnsLayout, stemma_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

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
lay (StemmaColumnsLayout *layout, GtkWidget *widget, int width, gboolean place)
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

static void
stemma_columns_layout_measure (GtkLayoutManager *manager,
                               GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  StemmaColumnsLayout *layout = STEMMA_COLUMNS_LAYOUT (manager);
  *minimum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
    }
  *natural = MAX (*minimum, 2 * layout->column_width + layout->spacing);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay (layout, widget, for_size >= 0 ? for_size : *natural, FALSE);
  *minimum_baseline = *natural_baseline = -1;
}

static void
stemma_columns_layout_allocate (GtkLayoutManager *manager,
                                GtkWidget *widget,
                                int width,
                                int height G_GNUC_UNUSED,
                                int baseline G_GNUC_UNUSED)
{
  lay (STEMMA_COLUMNS_LAYOUT (manager), widget, width, TRUE);
}

static GtkSizeRequestMode
stemma_columns_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED,
                                        GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
stemma_columns_layout_class_init (StemmaColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  manager_class->measure = stemma_columns_layout_measure;
  manager_class->allocate = stemma_columns_layout_allocate;
  manager_class->get_request_mode = stemma_columns_layout_get_request_mode;
}

static void
stemma_columns_layout_init (StemmaColumnsLayout *layout G_GNUC_UNUSED)
{
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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  StemmaColumnsLayout *layout = g_object_new (STEMMA_TYPE_COLUMNS_LAYOUT, NULL);
  layout->column_width = column_width;
  layout->spacing = spacing;
  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));
  return box;
}
