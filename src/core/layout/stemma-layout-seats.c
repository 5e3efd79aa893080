#include "layout/stemma-layout-seats.h"

static int
compare_by_slot (gconstpointer a, gconstpointer b)
{
  const StemmaLayoutSeat *s = a, *t = b;
  if (s->group != t->group)
    return s->group < t->group ? -1 : 1;
  return s->slot < t->slot ? -1 : s->slot > t->slot;
}

static int
compare_by_rank (gconstpointer a, gconstpointer b)
{
  const StemmaLayoutSeat *s = a, *t = b;
  if (s->group != t->group)
    return s->group < t->group ? -1 : 1;
  if (s->rank != t->rank)
    return s->rank < t->rank ? -1 : 1;
  return s->item < t->item ? -1 : s->item > t->item;
}

/*
 * stemma_layout_seats_restore:
 * @seats: the things in the row that have a group
 * @row: (inout): the row: an item for every slot
 *
 * Gives each group the slots that its members hold, filled in the order of their ranks. What has no group,
 * and which slots belong to which group, stays. @seats is sorted.
 *
 * Returns: whether anything changed
 */
gboolean
stemma_layout_seats_restore (GArray *seats, guint *row)
{
  gboolean changed = FALSE;
  g_array_sort (seats, compare_by_slot);
  g_autofree guint *slots = g_new (guint, seats->len + 1);
  for (guint i = 0; i < seats->len; i++)
    slots[i] = g_array_index (seats, StemmaLayoutSeat, i).slot;
  g_array_sort (seats, compare_by_rank);
  for (guint i = 0; i < seats->len; i++)
    {
      const StemmaLayoutSeat *seat = &g_array_index (seats, StemmaLayoutSeat, i);
      changed = changed || seat->slot != slots[i];
      row[slots[i]] = seat->item;
    }
  return changed;
}
