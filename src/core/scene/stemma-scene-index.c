#include "scene/stemma-scene-index.h"

#include <math.h>

#include "scene/stemma-geometry.h"

#define MAX_CELLS 65536
#define PIECES 32

struct _StemmaSceneIndex
{
  const StemmaSceneItem *items;
  StemmaRect area;
  guint columns, rows;
  guint32 *starts;  /* cells + 1: where each cell's part of entries begins */
  guint32 *entries; /* item numbers, rising inside a cell */
};

/* Called with the cells of one item; a cell may come twice. */
typedef void (*CellFunc) (guint32 cell, guint32 item, gpointer data);

static gboolean
can_be_hit (const StemmaSceneItem *item)
{
  return item->hit != 0 && item->type <= STEMMA_ITEM_TEXT;
}

static guint
clamp_cell (double position, guint n)
{
  return position <= 0 ? 0 : position >= n - 1 ? n - 1 : (guint) position;
}

static void
cells_of_rect (const StemmaSceneIndex *index, const StemmaRect *rect, guint *left, guint *right, guint *top,
               guint *bottom)
{
  double per_x = index->columns / MAX (index->area.width, 1e-9);
  double per_y = index->rows / MAX (index->area.height, 1e-9);
  *left = clamp_cell ((rect->x - index->area.x) * per_x, index->columns);
  *right = clamp_cell ((rect->x + rect->width - index->area.x) * per_x, index->columns);
  *top = clamp_cell ((rect->y - index->area.y) * per_y, index->rows);
  *bottom = clamp_cell ((rect->y + rect->height - index->area.y) * per_y, index->rows);
}

static void
each_cell_of_rect (const StemmaSceneIndex *index, const StemmaRect *rect, guint32 item, CellFunc func,
                   gpointer data)
{
  guint left, right, top, bottom;
  cells_of_rect (index, rect, &left, &right, &top, &bottom);
  for (guint row = top; row <= bottom; row++)
    for (guint column = left; column <= right; column++)
      func (row * index->columns + column, item, data);
}

/* An edge crosses much but covers little: its pieces' boxes are entered, not its whole box. */
static void
each_cell_of_curve (const StemmaSceneIndex *index, const StemmaSceneItem *item, guint32 number, CellFunc func,
                    gpointer data)
{
  double reach = stemma_stroke_reach (&item->paint);
  for (guint i = 0; i + 3 < item->path.n_points; i += 3)
    {
      const StemmaPoint *p = item->path.points + i;
      for (guint piece = 0; piece < PIECES; piece++)
        {
          StemmaPoint part[4];
          stemma_cubic_part (p, piece / (double) PIECES, (piece + 1) / (double) PIECES, part);
          StemmaRect box = stemma_path_bounds (part, 4);
          box = stemma_rect_outset (box, reach);
          each_cell_of_rect (index, &box, number, func, data);
        }
    }
}

static void
each_cell_of_item (const StemmaSceneIndex *index, guint32 number, CellFunc func, gpointer data)
{
  const StemmaSceneItem *item = &index->items[number];
  if (item->type == STEMMA_ITEM_PATH && item->paint.fill == STEMMA_ROLE_NONE && !item->path.closed)
    each_cell_of_curve (index, item, number, func, data);
  else
    each_cell_of_rect (index, &item->bounds, number, func, data);
}

typedef struct
{
  guint32 *counts;
  guint32 *last; /* the item entered last, plus one: keeps an item from being entered twice */
  guint32 *entries;
} Filling;

static void
count_cell (guint32 cell, guint32 item, gpointer data)
{
  Filling *filling = data;
  if (filling->last[cell] == item + 1)
    return;
  filling->last[cell] = item + 1;
  filling->counts[cell]++;
}

static void
fill_cell (guint32 cell, guint32 item, gpointer data)
{
  Filling *filling = data;
  if (filling->last[cell] == item + 1)
    return;
  filling->last[cell] = item + 1;
  filling->entries[filling->counts[cell]++] = item;
}

static guint
measure (StemmaSceneIndex *index, guint n_items)
{
  guint n = 0;
  for (guint i = 0; i < n_items; i++)
    if (can_be_hit (&index->items[i]))
      index->area
        = n++ == 0 ? index->items[i].bounds : stemma_rect_union (index->area, index->items[i].bounds);
  double cells = CLAMP (n, 1, MAX_CELLS);
  double aspect = MAX (index->area.width, 1) / MAX (index->area.height, 1);
  index->columns = CLAMP (sqrt (cells * aspect), 1, cells);
  index->rows = CLAMP (cells / index->columns, 1, cells);
  return n;
}

static void
fill (StemmaSceneIndex *index, guint n_items)
{
  guint n_cells = index->columns * index->rows;
  Filling filling = { g_new0 (guint32, n_cells + 1), g_new0 (guint32, n_cells), NULL };
  for (guint i = 0; i < n_items; i++)
    if (can_be_hit (&index->items[i]))
      each_cell_of_item (index, i, count_cell, &filling);
  index->starts = g_new0 (guint32, n_cells + 1);
  for (guint i = 0; i < n_cells; i++)
    {
      index->starts[i + 1] = index->starts[i] + filling.counts[i];
      filling.counts[i] = index->starts[i];
      filling.last[i] = 0;
    }
  index->entries = filling.entries = g_new (guint32, MAX (index->starts[n_cells], 1));
  for (guint i = 0; i < n_items; i++)
    if (can_be_hit (&index->items[i]))
      each_cell_of_item (index, i, fill_cell, &filling);
  g_free (filling.counts);
  g_free (filling.last);
}

/**
 * stemma_scene_index_new:
 * @items: (transfer none): what is drawn; must outlive the index
 * @n_items: how many
 *
 * Returns: (transfer full) (nullable): the index; %NULL where nothing can be pointed at
 */
StemmaSceneIndex *
stemma_scene_index_new (const StemmaSceneItem *items, guint n_items)
{
  StemmaSceneIndex *index = g_new0 (StemmaSceneIndex, 1);
  index->items = items;
  if (measure (index, n_items) == 0)
    {
      g_free (index);
      return NULL;
    }
  fill (index, n_items);
  return index;
}

/**
 * stemma_scene_index_free:
 * @index: (nullable) (transfer full): an index
 */
void
stemma_scene_index_free (StemmaSceneIndex *index)
{
  if (index == NULL)
    return;
  g_free (index->starts);
  g_free (index->entries);
  g_free (index);
}

static double
path_distance (const StemmaSceneItem *item, double x, double y, double limit)
{
  const StemmaPoint *points = item->path.points;
  guint n = item->path.n_points;
  if (item->paint.fill != STEMMA_ROLE_NONE && stemma_path_contains (points, n, x, y))
    return 0;
  double reach = stemma_stroke_reach (&item->paint);
  double distance = stemma_path_distance (points, n, x, y, limit + reach);
  if (item->path.closed)
    {
      StemmaPoint a = points[n - 1], b = points[0];
      StemmaPoint side[4] = { a, a, b, b };
      distance = stemma_path_distance (side, 4, x, y, distance);
    }
  return MAX (distance - reach, 0);
}

static double
item_distance (const StemmaSceneItem *item, double x, double y, double limit)
{
  double outside = stemma_rect_distance (&item->bounds, x, y);
  if (outside > limit || item->type != STEMMA_ITEM_PATH)
    return outside;
  /* Somewhat more than asked for, so that rounding does not make a hit of what is merely not nearer. */
  return path_distance (item, x, y, limit + 0.01);
}

/**
 * stemma_scene_index_hit:
 * @index: (nullable): an index
 * @x: pixels
 * @y: pixels
 * @tolerance: how far from an item the pointer may be, pixels
 *
 * Of what covers the point the topmost is hit; where nothing does, the nearest within @tolerance. A rectangle
 * is hit all over, also if it is not filled; a path along its stroke, and inside if it is filled.
 *
 * Returns: its hit id, 0 for nothing
 */
guint32
stemma_scene_index_hit (const StemmaSceneIndex *index, double x, double y, double tolerance)
{
  if (index == NULL || !isfinite (x) || !isfinite (y))
    return 0;
  tolerance = tolerance > 0 ? tolerance : 0;
  StemmaRect around = { x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance };
  if (!stemma_rect_overlaps (&around, &index->area))
    return 0;
  guint left, right, top, bottom;
  cells_of_rect (index, &around, &left, &right, &top, &bottom);
  double best = tolerance;
  gint64 found = -1;
  for (guint row = top; row <= bottom; row++)
    for (guint cell = row * index->columns + left; cell <= row * index->columns + right; cell++)
      for (guint32 i = index->starts[cell]; i < index->starts[cell + 1]; i++)
        {
          guint32 number = index->entries[i];
          double distance = item_distance (&index->items[number], x, y, best);
          if (distance < best || (distance == best && (gint64) number > found))
            {
              best = distance;
              found = number;
            }
        }
  return found < 0 ? 0 : index->items[found].hit;
}
