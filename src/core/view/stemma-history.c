#include "view/stemma-history.h"

/* A list of which one element is the present one: the views of a place, or the places. Never changed once
 * made. */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *items;
  guint current;
} Trail;

struct _StemmaHistory
{
  gatomicrefcount ref_count;
  Trail *places; /* of Trail, each of StemmaView */
};

static Trail *
trail_new (gpointer item, GDestroyNotify free_item)
{
  Trail *trail = g_new0 (Trail, 1);
  g_atomic_ref_count_init (&trail->ref_count);
  trail->items = g_ptr_array_new_with_free_func (free_item);
  g_ptr_array_add (trail->items, item);
  return trail;
}

static Trail *
trail_ref (Trail *trail)
{
  g_atomic_ref_count_inc (&trail->ref_count);
  return trail;
}

static void
trail_unref (Trail *trail)
{
  if (!g_atomic_ref_count_dec (&trail->ref_count))
    return;
  g_ptr_array_unref (trail->items);
  g_free (trail);
}

static gpointer
take_view (gconstpointer view, gpointer unused G_GNUC_UNUSED)
{
  return stemma_view_ref ((StemmaView *) view);
}

static gpointer
take_trail (gconstpointer trail, gpointer unused G_GNUC_UNUSED)
{
  return trail_ref ((Trail *) trail);
}

static Trail *
trail_at (const Trail *trail, guint current, GCopyFunc take)
{
  Trail *copy = g_new0 (Trail, 1);
  g_atomic_ref_count_init (&copy->ref_count);
  copy->items = g_ptr_array_copy (trail->items, take, NULL);
  copy->current = current;
  return copy;
}

/* What came after the present item is dropped, @item comes last and is the present one; at most @max are
 * kept. */
static Trail *
trail_with (const Trail *trail, gpointer item, guint max, GCopyFunc take)
{
  Trail *copy = trail_at (trail, trail->current + 1, take);
  g_ptr_array_set_size (copy->items, (int) copy->current);
  g_ptr_array_add (copy->items, item);
  if (copy->items->len > max)
    g_ptr_array_remove_range (copy->items, 0, copy->items->len - max);
  copy->current = copy->items->len - 1;
  return copy;
}

static StemmaHistory *
history_take (Trail *places)
{
  StemmaHistory *history = g_new0 (StemmaHistory, 1);
  g_atomic_ref_count_init (&history->ref_count);
  history->places = places;
  return history;
}

static Trail *
present_place (const StemmaHistory *history)
{
  return g_ptr_array_index (history->places->items, history->places->current);
}

/* The same places, but for the present one. */
static StemmaHistory *
with_present_place (const StemmaHistory *history, Trail *place)
{
  Trail *places = trail_at (history->places, history->places->current, take_trail);
  trail_unref (g_ptr_array_index (places->items, places->current));
  g_ptr_array_index (places->items, places->current) = place;
  return history_take (places);
}

/**
 * stemma_history_new:
 * @view: the first view
 *
 * Returns: (transfer full): a history that begins with @view
 */
StemmaHistory *
stemma_history_new (StemmaView *view)
{
  Trail *place = trail_new (stemma_view_ref (view), (GDestroyNotify) stemma_view_unref);
  return history_take (trail_new (place, (GDestroyNotify) trail_unref));
}

/**
 * stemma_history_ref:
 * @history: a history
 *
 * Returns: (transfer full): @history
 */
StemmaHistory *
stemma_history_ref (StemmaHistory *history)
{
  g_atomic_ref_count_inc (&history->ref_count);
  return history;
}

/**
 * stemma_history_unref:
 * @history: (nullable) (transfer full): a history
 */
void
stemma_history_unref (StemmaHistory *history)
{
  if (history == NULL || !g_atomic_ref_count_dec (&history->ref_count))
    return;
  trail_unref (history->places);
  g_free (history);
}

/**
 * stemma_history_get_view:
 * @history: a history
 *
 * Returns: (transfer none): the present view
 */
StemmaView *
stemma_history_get_view (const StemmaHistory *history)
{
  const Trail *place = present_place (history);
  return g_ptr_array_index (place->items, place->current);
}

/**
 * stemma_history_can_undo:
 * @history: a history
 *
 * Returns: whether anything done at this place can be undone
 */
gboolean
stemma_history_can_undo (const StemmaHistory *history)
{
  return present_place (history)->current > 0;
}

/**
 * stemma_history_can_redo:
 * @history: a history
 *
 * Returns: whether anything undone at this place can be done again
 */
gboolean
stemma_history_can_redo (const StemmaHistory *history)
{
  const Trail *place = present_place (history);
  return place->current + 1 < place->items->len;
}

/**
 * stemma_history_can_go_back:
 * @history: a history
 *
 * Returns: whether there is a place before this one
 */
gboolean
stemma_history_can_go_back (const StemmaHistory *history)
{
  return history->places->current > 0;
}

/**
 * stemma_history_can_go_forward:
 * @history: a history
 *
 * Returns: whether there is a place after this one
 */
gboolean
stemma_history_can_go_forward (const StemmaHistory *history)
{
  return history->places->current + 1 < history->places->items->len;
}

/**
 * stemma_history_edit:
 * @history: a history
 * @view: what an edit made of the present view
 *
 * What had been undone is forgotten; of too many edits the oldest are. An edit that changed nothing is none.
 *
 * Returns: (transfer full): the history with @view as the present one at this place
 */
StemmaHistory *
stemma_history_edit (StemmaHistory *history, StemmaView *view)
{
  if (stemma_view_equal (stemma_history_get_view (history), view))
    return stemma_history_ref (history);
  Trail *place
      = trail_with (present_place (history), stemma_view_ref (view), STEMMA_HISTORY_MAX_EDITS, take_view);
  return with_present_place (history, place);
}

/**
 * stemma_history_replace:
 * @history: a history
 * @view: what to take for the present view; nothing was done to it
 *
 * Returns: (transfer full): the history with @view in place of the present one; undo and redo lead where they
 *   led
 */
StemmaHistory *
stemma_history_replace (StemmaHistory *history, StemmaView *view)
{
  const Trail *place = present_place (history);
  Trail *copy = trail_at (place, place->current, take_view);
  stemma_view_unref (g_ptr_array_index (copy->items, copy->current));
  g_ptr_array_index (copy->items, copy->current) = stemma_view_ref (view);
  return with_present_place (history, copy);
}

/**
 * stemma_history_go:
 * @history: a history
 * @view: a view of another place
 *
 * The places that lay ahead are forgotten; of too many places the oldest are.
 *
 * Returns: (transfer full): the history with a new place
 */
StemmaHistory *
stemma_history_go (StemmaHistory *history, StemmaView *view)
{
  if (stemma_view_equal (stemma_history_get_view (history), view))
    return stemma_history_ref (history);
  Trail *place = trail_new (stemma_view_ref (view), (GDestroyNotify) stemma_view_unref);
  return history_take (trail_with (history->places, place, STEMMA_HISTORY_MAX_PLACES, take_trail));
}

static StemmaHistory *
step_edit (StemmaHistory *history, gboolean possible, int step)
{
  if (!possible)
    return stemma_history_ref (history);
  const Trail *place = present_place (history);
  return with_present_place (history, trail_at (place, place->current + (guint) step, take_view));
}

static StemmaHistory *
step_place (StemmaHistory *history, gboolean possible, int step)
{
  if (!possible)
    return stemma_history_ref (history);
  return history_take (trail_at (history->places, history->places->current + (guint) step, take_trail));
}

/**
 * stemma_history_undo:
 * @history: a history
 *
 * Returns: (transfer full): the history one edit earlier; @history itself where there is none
 */
StemmaHistory *
stemma_history_undo (StemmaHistory *history)
{
  return step_edit (history, stemma_history_can_undo (history), -1);
}

/**
 * stemma_history_redo:
 * @history: a history
 *
 * Returns: (transfer full): the history one edit later; @history itself where there is none
 */
StemmaHistory *
stemma_history_redo (StemmaHistory *history)
{
  return step_edit (history, stemma_history_can_redo (history), 1);
}

/**
 * stemma_history_go_back:
 * @history: a history
 *
 * Returns: (transfer full): the history at the place before; @history itself where there is none
 */
StemmaHistory *
stemma_history_go_back (StemmaHistory *history)
{
  return step_place (history, stemma_history_can_go_back (history), -1);
}

/**
 * stemma_history_go_forward:
 * @history: a history
 *
 * Returns: (transfer full): the history at the place after; @history itself where there is none
 */
StemmaHistory *
stemma_history_go_forward (StemmaHistory *history)
{
  return step_place (history, stemma_history_can_go_forward (history), 1);
}
