#include "layout/stemma-layout-private.h"

#include <string.h>

struct _StemmaLayout
{
  gatomicrefcount references;
  StemmaLayoutParts parts;
  GHashTable *by_id; /* ids in the places to places; owns nothing */
  double left, top, right, bottom;
};

static void
cover (StemmaLayout *layout, double x, double y)
{
  layout->left = MIN (layout->left, x);
  layout->top = MIN (layout->top, y);
  layout->right = MAX (layout->right, x);
  layout->bottom = MAX (layout->bottom, y);
}

/* The hull of a curve's points holds the curve. */
static void
find_bounds (StemmaLayout *layout)
{
  const StemmaLayoutParts *parts = &layout->parts;
  if (parts->n_places == 0)
    return;
  layout->left = layout->right = parts->places[0].x;
  layout->top = layout->bottom = parts->places[0].y;
  for (guint i = 0; i < parts->n_places; i++)
    {
      const StemmaLayoutPlace *place = &parts->places[i];
      cover (layout, place->x, place->y);
      cover (layout, place->x + place->width, place->y + place->height);
    }
  for (guint i = 0; i < parts->starts[parts->n_curves]; i++)
    cover (layout, parts->points[2 * i], parts->points[2 * i + 1]);
}

/*
 * stemma_layout_new:
 * @parts: (transfer full): what it is made of
 *
 * Returns: (transfer full): a sealed layout
 */
StemmaLayout *
stemma_layout_new (const StemmaLayoutParts *parts)
{
  StemmaLayout *layout = g_new0 (StemmaLayout, 1);
  g_atomic_ref_count_init (&layout->references);
  layout->parts = *parts;
  layout->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < parts->n_places; i++)
    g_hash_table_insert (layout->by_id, &parts->places[i].id, &parts->places[i]);
  find_bounds (layout);
  return layout;
}

const StemmaLayoutParts *
stemma_layout_get_parts (const StemmaLayout *layout)
{
  return &layout->parts;
}

/**
 * stemma_layout_new_order:
 * @ids: (array length=n_boxes): boxes column by column, each column from the top; none twice
 * @columns: (array length=n_boxes): the column of each
 * @n_boxes: how many
 *
 * What a request goes by of the layout before it, brought back from where it was written down.
 *
 * Returns: (transfer full): a layout to be the previous one of a request, and of no other use: everything
 *   stands at 0, 0, and there are no curves
 */
StemmaLayout *
stemma_layout_new_order (const guint64 *ids, const guint32 *columns, guint n_boxes)
{
  StemmaLayoutParts parts = { .plain = TRUE, .n_places = n_boxes };
  parts.places = g_new0 (StemmaLayoutPlace, n_boxes + 1);
  parts.starts = g_new0 (guint, 1);
  for (guint i = 0; i < n_boxes; i++)
    {
      gboolean below = i > 0 && columns[i] == columns[i - 1];
      parts.places[i].id = ids[i];
      parts.places[i].column = columns[i];
      parts.places[i].rank_in_column = below ? parts.places[i - 1].rank_in_column + 1 : 0;
    }
  return stemma_layout_new (&parts);
}

/**
 * stemma_layout_ref:
 * @layout: a layout
 *
 * Returns: (transfer full): @layout
 */
StemmaLayout *
stemma_layout_ref (StemmaLayout *layout)
{
  g_atomic_ref_count_inc (&layout->references);
  return layout;
}

/**
 * stemma_layout_unref:
 * @layout: (nullable) (transfer full): a layout
 */
void
stemma_layout_unref (StemmaLayout *layout)
{
  if (layout == NULL || !g_atomic_ref_count_dec (&layout->references))
    return;
  g_hash_table_unref (layout->by_id);
  g_free (layout->parts.places);
  g_free (layout->parts.starts);
  g_free (layout->parts.points);
  g_free (layout);
}

/**
 * stemma_layout_get_places:
 * @layout: a layout
 * @n_places: (out) (optional): how many
 *
 * Returns: (transfer none) (array length=n_places): where each box stands, in the order of the request
 */
const StemmaLayoutPlace *
stemma_layout_get_places (const StemmaLayout *layout, guint *n_places)
{
  if (n_places != NULL)
    *n_places = layout->parts.n_places;
  return layout->parts.places;
}

/**
 * stemma_layout_find:
 * @layout: a layout
 * @id: id of a box
 *
 * Returns: (transfer none) (nullable): where that box stands
 */
const StemmaLayoutPlace *
stemma_layout_find (const StemmaLayout *layout, guint64 id)
{
  return g_hash_table_lookup (layout->by_id, &id);
}

/**
 * stemma_layout_get_n_curves:
 * @layout: a layout
 *
 * Returns: how many curves there are: one for each edge of the request
 */
guint
stemma_layout_get_n_curves (const StemmaLayout *layout)
{
  return layout->parts.n_curves;
}

/**
 * stemma_layout_get_curve:
 * @layout: a layout
 * @edge: index of an edge of the request
 * @n_points: (out): how many points, each of two numbers
 *
 * The curve leaves the parent at the middle of its right side and enters the child at the middle of its left
 * side.
 *
 * Returns: (transfer none): a start, then three points a cubic piece; x and y in turn, pixels
 */
const double *
stemma_layout_get_curve (const StemmaLayout *layout, guint edge, guint *n_points)
{
  const StemmaLayoutParts *parts = &layout->parts;
  *n_points = 0;
  g_return_val_if_fail (edge < parts->n_curves, NULL);
  *n_points = parts->starts[edge + 1] - parts->starts[edge];
  return parts->points + 2 * (gsize) parts->starts[edge];
}

/**
 * stemma_layout_get_width:
 * @layout: a layout
 *
 * Returns: how far boxes and curves reach from left to right, pixels
 */
double
stemma_layout_get_width (const StemmaLayout *layout)
{
  return layout->right - layout->left;
}

/**
 * stemma_layout_get_height:
 * @layout: a layout
 *
 * Returns: how far boxes and curves reach from top to bottom, pixels
 */
double
stemma_layout_get_height (const StemmaLayout *layout)
{
  return layout->bottom - layout->top;
}

/**
 * stemma_layout_get_bounds:
 * @layout: a layout
 * @x: (out) (optional): left end, which may be negative
 * @y: (out) (optional): upper end, which may be negative
 * @width: (out) (optional): pixels
 * @height: (out) (optional): pixels
 *
 * The rectangle that holds all boxes and curves.
 */
void
stemma_layout_get_bounds (const StemmaLayout *layout, double *x, double *y, double *width, double *height)
{
  if (x != NULL)
    *x = layout->left;
  if (y != NULL)
    *y = layout->top;
  if (width != NULL)
    *width = stemma_layout_get_width (layout);
  if (height != NULL)
    *height = stemma_layout_get_height (layout);
}

/**
 * stemma_layout_is_plain:
 * @layout: a layout
 *
 * Returns: whether it comes from stemma_layout_grid(), which should be said where it is shown
 */
gboolean
stemma_layout_is_plain (const StemmaLayout *layout)
{
  return layout->parts.plain;
}

/* Two decimals, and no -0.00. */
static void
append_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (buffer, sizeof buffer, "%.2f", number);
  g_string_append_c (text, ' ');
  g_string_append (text, strcmp (buffer, "-0.00") == 0 ? "0.00" : buffer);
}

/**
 * stemma_layout_dump:
 * @layout: a layout
 *
 * Returns: (transfer full): the layout as text, a line a box and a line a curve: the same text for the same
 * layout
 */
char *
stemma_layout_dump (const StemmaLayout *layout)
{
  const StemmaLayoutParts *parts = &layout->parts;
  GString *text = g_string_new (parts->plain ? "plain" : "layout");
  append_number (text, layout->left);
  append_number (text, layout->top);
  append_number (text, stemma_layout_get_width (layout));
  append_number (text, stemma_layout_get_height (layout));
  for (guint i = 0; i < parts->n_places; i++)
    {
      const StemmaLayoutPlace *place = &parts->places[i];
      g_string_append_printf (text, "\nbox %" G_GUINT64_FORMAT " %u %u", place->id, place->column,
                              place->rank_in_column);
      append_number (text, place->x);
      append_number (text, place->y);
      append_number (text, place->width);
      append_number (text, place->height);
    }
  for (guint i = 0; i < parts->n_curves; i++)
    {
      g_string_append_printf (text, "\ncurve %u", i);
      for (guint p = 2 * parts->starts[i]; p < 2 * parts->starts[i + 1]; p++)
        append_number (text, parts->points[p]);
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
