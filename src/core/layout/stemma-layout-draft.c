#include "layout/stemma-layout-draft.h"
#include "layout/stemma-layout-seats.h"
#include "layout/stemma-layout-spread.h"

#include <math.h>

/* Numbers the columns that hold a box from 0 upwards, in their order. */
static void
number_columns (StemmaLayoutDraft *draft, const gint32 *columns)
{
  g_autofree guint *numbers = g_new0 (guint, draft->n_boxes + 1);
  for (guint i = 0; i < draft->n_boxes; i++)
    numbers[columns[i]] = 1;
  for (guint c = 0; c < draft->n_boxes; c++)
    if (numbers[c] != 0)
      numbers[c] = draft->n_columns++;
  for (guint i = 0; i < draft->n_boxes; i++)
    draft->column[i] = numbers[columns[i]];
}

typedef struct
{
  const StemmaLayoutDraft *draft;
  const double *centres;
} Placing;

static gint
compare_boxes (gconstpointer a, gconstpointer b, gpointer data)
{
  const Placing *placing = data;
  guint s = *(const guint *) a, t = *(const guint *) b;
  const guint *column = placing->draft->column;
  if (column[s] != column[t])
    return column[s] < column[t] ? -1 : 1;
  if (placing->centres[s] < placing->centres[t])
    return -1;
  if (placing->centres[s] > placing->centres[t])
    return 1;
  return s < t ? -1 : s > t;
}

static void
fill_columns (StemmaLayoutDraft *draft, const double *centres)
{
  Placing placing = { draft, centres };
  draft->start = g_new0 (guint, draft->n_columns + 1);
  for (guint i = 0; i < draft->n_boxes; i++)
    {
      draft->order[i] = i;
      draft->start[draft->column[i] + 1]++;
    }
  for (guint c = 0; c < draft->n_columns; c++)
    draft->start[c + 1] += draft->start[c];
  g_qsort_with_data (draft->order, (gint) draft->n_boxes, sizeof *draft->order, compare_boxes, &placing);
}

/* Boxes that shared a column in the old layout share out the seats they got in a new one in their old
 * order. */
static void
keep_old_order (StemmaLayoutDraft *draft)
{
  const StemmaLayout *previous = draft->request->previous;
  if (previous == NULL)
    return;
  g_autoptr (GArray) seats = g_array_new (FALSE, FALSE, sizeof (StemmaLayoutSeat));
  for (guint slot = 0; slot < draft->n_boxes; slot++)
    {
      guint box = draft->order[slot];
      const StemmaLayoutPlace *place = stemma_layout_find (previous, draft->request->boxes[box].id);
      if (place == NULL)
        continue;
      StemmaLayoutSeat seat = {
        .group = (guint64) draft->column[box] << 32 | place->column,
        .slot = slot,
        .rank = place->rank_in_column,
        .item = box,
      };
      g_array_append_val (seats, seat);
    }
  stemma_layout_seats_restore (seats, draft->order);
}

/* Slides the boxes of a column apart, from where their seats are, and on to whole pixels. */
static void
settle_column (StemmaLayoutDraft *draft, guint column, double *wanted)
{
  const StemmaLayoutBox *boxes = draft->request->boxes;
  const guint *order = draft->order + draft->start[column];
  guint n = draft->start[column + 1] - draft->start[column];
  g_autofree double *distances = g_new0 (double, n + 1);
  for (guint i = 1; i < n; i++)
    distances[i] = (boxes[order[i - 1]].height + boxes[order[i]].height) / 2 + STEMMA_LAYOUT_GAP;
  stemma_layout_spread (wanted, distances, n);
  double lowest = -G_MAXDOUBLE;
  for (guint i = 0; i < n; i++)
    {
      double top = MAX (lowest, round (wanted[i] - boxes[order[i]].height / 2));
      draft->top[order[i]] = top;
      draft->rank[order[i]] = i;
      lowest = top + boxes[order[i]].height + STEMMA_LAYOUT_GAP;
    }
}

/* Edges leave at the middle of a box: a gutter grows with the tallest step it has to hold. */
static double
find_gutter (const double *tallest, guint column)
{
  return STEMMA_LAYOUT_GUTTER + CLAMP (floor (tallest[column] / 160) * 16, 0, STEMMA_LAYOUT_GUTTER);
}

static void
place_columns (StemmaLayoutDraft *draft)
{
  const StemmaLayoutRequest *request = draft->request;
  g_autofree double *tallest = g_new0 (double, draft->n_columns + 1);
  for (guint i = 0; i < request->n_edges; i++)
    {
      guint from = request->edges[i].from, to = request->edges[i].to;
      double leaves = stemma_layout_draft_get_middle (draft, from);
      double step = fabs (leaves - stemma_layout_draft_get_middle (draft, to));
      if (draft->column[to] == draft->column[from] + 1)
        tallest[draft->column[from]] = MAX (tallest[draft->column[from]], step);
    }
  draft->left = g_new0 (double, draft->n_columns + 1);
  draft->right = g_new0 (double, draft->n_columns + 1);
  double x = 0;
  for (guint c = 0; c < draft->n_columns; c++)
    {
      double width = 0;
      for (guint i = draft->start[c]; i < draft->start[c + 1]; i++)
        width = MAX (width, request->boxes[draft->order[i]].width);
      draft->left[c] = x;
      draft->right[c] = x + ceil (width);
      x = draft->right[c] + find_gutter (tallest, c);
    }
}

/*
 * stemma_layout_draft_new:
 * @request: what to lay out; has to live as long as the draft
 * @columns: the column of each box: 0 or more, and less than the number of boxes
 * @centres: where the middle of each box would best be, pixels downwards
 *
 * Returns: (transfer full): boxes in their places: in the old order where there is one, without overlap
 */
StemmaLayoutDraft *
stemma_layout_draft_new (const StemmaLayoutRequest *request, const gint32 *columns, const double *centres)
{
  StemmaLayoutDraft *draft = g_new0 (StemmaLayoutDraft, 1);
  guint n = request->n_boxes;
  draft->request = request;
  draft->n_boxes = n;
  draft->column = g_new0 (guint, n + 1);
  draft->rank = g_new0 (guint, n + 1);
  draft->order = g_new0 (guint, n + 1);
  draft->top = g_new0 (double, n + 1);
  number_columns (draft, columns);
  fill_columns (draft, centres);
  g_autofree double *wanted = g_new (double, n + 1);
  for (guint slot = 0; slot < n; slot++)
    wanted[slot] = centres[draft->order[slot]];
  keep_old_order (draft);
  for (guint c = 0; c < draft->n_columns; c++)
    settle_column (draft, c, wanted + draft->start[c]);
  place_columns (draft);
  return draft;
}

/*
 * stemma_layout_draft_free:
 * @draft: (nullable) (transfer full): a draft
 */
void
stemma_layout_draft_free (StemmaLayoutDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->column);
  g_free (draft->top);
  g_free (draft->rank);
  g_free (draft->start);
  g_free (draft->order);
  g_free (draft->left);
  g_free (draft->right);
  g_free (draft);
}

/*
 * stemma_layout_draft_get_middle:
 * @draft: a draft
 * @box: index of a box
 *
 * Returns: the height at which edges leave and enter the box
 */
double
stemma_layout_draft_get_middle (const StemmaLayoutDraft *draft, guint box)
{
  return draft->top[box] + draft->request->boxes[box].height / 2;
}
