#include "layout/stemma-layout-gaps.h"

/* Between a card and a curve that passes it, pixels; in a narrow gap a share of it. */
#define MAX_CLEARANCE 14.0
#define SHARE_OF_CLEARANCE 0.33

/*
 * stemma_layout_gap_index:
 *
 * Returns: a number of the gap in the whole draft: less than the number of boxes and columns together
 */
guint
stemma_layout_gap_index (const StemmaLayoutDraft *draft, guint column, guint gap)
{
  return draft->start[column] + column + gap;
}

/*
 * stemma_layout_gap_get:
 * @draft: a draft
 * @column: a column
 * @gap: 0 for what is above all boxes of the column, their number for what is below them
 *
 * Returns: the room there is, open above and below the column
 */
StemmaLayoutGap
stemma_layout_gap_get (const StemmaLayoutDraft *draft, guint column, guint gap)
{
  StemmaLayoutGap room = { -G_MAXDOUBLE, G_MAXDOUBLE };
  guint first = draft->start[column], n = draft->start[column + 1] - first;
  double clearance = MAX_CLEARANCE;
  if (gap > 0)
    {
      guint above = draft->order[first + gap - 1];
      room.upper = draft->top[above] + draft->request->boxes[above].height;
    }
  if (gap < n)
    room.lower = draft->top[draft->order[first + gap]];
  if (gap > 0 && gap < n)
    clearance = MIN (clearance, (room.lower - room.upper) * SHARE_OF_CLEARANCE);
  room.upper += clearance;
  room.lower -= clearance;
  return room;
}

/*
 * stemma_layout_gap_find:
 *
 * Returns: the gap above the first box whose middle is below @y
 */
guint
stemma_layout_gap_find (const StemmaLayoutDraft *draft, guint column, double y)
{
  guint first = draft->start[column], low = 0, high = draft->start[column + 1] - first;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (stemma_layout_draft_get_middle (draft, draft->order[first + middle]) < y)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

double
stemma_layout_gap_clamp (StemmaLayoutGap gap, double y)
{
  return CLAMP (y, gap.upper, gap.lower);
}
