#include "view/stemma-view-private.h"

#include <string.h>

static void
entry_clear (gpointer data)
{
  StemmaViewEntry *entry = data;
  g_ref_string_release ((char *) entry->model);
  g_ref_string_release ((char *) entry->member);
}

static GArray *
entries_new (guint reserve)
{
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (StemmaViewEntry), reserve);
  g_array_set_clear_func (entries, entry_clear);
  return entries;
}

/**
 * stemma_view_new:
 * @focus: the name of the model that is looked at, UTF-8
 *
 * Returns: (transfer full): a view of @focus as it first opens: the latest snapshot, every depth, folded
 */
StemmaView *
stemma_view_new (const char *focus)
{
  StemmaView *view = g_new0 (StemmaView, 1);
  g_atomic_ref_count_init (&view->ref_count);
  view->focus = g_ref_string_new (focus);
  view->store = g_ref_string_new_intern ("");
  view->text = g_ref_string_new_intern ("");
  view->date = STEMMA_DATE_NONE;
  view->since = STEMMA_DATE_NONE;
  view->depth[STEMMA_UP] = STEMMA_VIEW_ALL;
  view->depth[STEMMA_DOWN] = STEMMA_VIEW_ALL;
  view->relations = STEMMA_VIEW_ALL_RELATIONS;
  view->entries = entries_new (0);
  return view;
}

/* A copy that its maker may still change. */
StemmaView *
stemma_view_copy (const StemmaView *view)
{
  StemmaView *copy = g_memdup2 (view, sizeof *view);
  g_atomic_ref_count_init (&copy->ref_count);
  g_ref_string_acquire (copy->focus);
  g_ref_string_acquire (copy->store);
  g_ref_string_acquire (copy->text);
  if (copy->order != NULL)
    g_bytes_ref (copy->order);
  copy->entries = entries_new (view->entries->len + 1);
  g_array_append_vals (copy->entries, view->entries->data, view->entries->len);
  for (guint i = 0; i < copy->entries->len; i++)
    {
      StemmaViewEntry *entry = &g_array_index (copy->entries, StemmaViewEntry, i);
      g_ref_string_acquire ((char *) entry->model);
      g_ref_string_acquire ((char *) entry->member);
    }
  return copy;
}

/**
 * stemma_view_ref:
 * @view: a view
 *
 * Returns: (transfer full): @view
 */
StemmaView *
stemma_view_ref (StemmaView *view)
{
  g_atomic_ref_count_inc (&view->ref_count);
  return view;
}

/**
 * stemma_view_unref:
 * @view: (nullable) (transfer full): a view
 */
void
stemma_view_unref (StemmaView *view)
{
  if (view == NULL || !g_atomic_ref_count_dec (&view->ref_count))
    return;
  g_ref_string_release (view->focus);
  g_ref_string_release (view->store);
  g_ref_string_release (view->text);
  g_clear_pointer (&view->order, g_bytes_unref);
  g_array_unref (view->entries);
  g_free (view);
}

int
stemma_view_entry_compare (const StemmaViewEntry *a, const StemmaViewEntry *b)
{
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  int order = strcmp (a->model, b->model);
  if (order == 0)
    order = (int) a->direction - (int) b->direction;
  return order != 0 ? order : strcmp (a->member, b->member);
}

/* Where @entry stands or would stand among the sorted entries. */
static guint
entry_place (const StemmaView *view, const StemmaViewEntry *entry, gboolean *found)
{
  guint low = 0, high = view->entries->len;
  *found = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = stemma_view_entry_compare (&g_array_index (view->entries, StemmaViewEntry, middle), entry);
      if (order == 0)
        {
          *found = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const StemmaViewEntry *
stemma_view_lookup_entry (const StemmaView *view, const StemmaViewEntry *entry)
{
  gboolean found;
  guint place = entry_place (view, entry, &found);
  return found ? &g_array_index (view->entries, StemmaViewEntry, place) : NULL;
}

/* Sets the value of an entry, or adds it. A view that is full stays as it is. */
void
stemma_view_put_entry (StemmaView *view, const StemmaViewEntry *entry)
{
  gboolean found;
  guint place = entry_place (view, entry, &found);
  if (found)
    {
      g_array_index (view->entries, StemmaViewEntry, place).value = entry->value;
      return;
    }
  if (view->entries->len >= STEMMA_VIEW_MAX_ENTRIES)
    return;
  StemmaViewEntry own = *entry;
  own.model = g_ref_string_new (entry->model);
  own.member = g_ref_string_new (entry->member);
  g_array_insert_val (view->entries, place, own);
}

void
stemma_view_drop_entry (StemmaView *view, const StemmaViewEntry *entry)
{
  gboolean found;
  guint place = entry_place (view, entry, &found);
  if (found)
    g_array_remove_index (view->entries, place);
}

/**
 * stemma_view_get_focus:
 * @view: a view
 *
 * Returns: (transfer none): the name of the model that is looked at
 */
const char *
stemma_view_get_focus (const StemmaView *view)
{
  return view->focus;
}

/**
 * stemma_view_get_store:
 * @view: a view
 *
 * Returns: (transfer none): the id of the store, "" for the one that is open
 */
const char *
stemma_view_get_store (const StemmaView *view)
{
  return view->store;
}

/**
 * stemma_view_get_date:
 * @view: a view
 *
 * Returns: the snapshot's date, %STEMMA_DATE_NONE for the latest
 */
StemmaDate
stemma_view_get_date (const StemmaView *view)
{
  return view->date;
}

/**
 * stemma_view_get_since:
 * @view: a view
 *
 * Returns: the first date of the weeks that are compared, %STEMMA_DATE_NONE where nothing is compared
 */
StemmaDate
stemma_view_get_since (const StemmaView *view)
{
  return view->since;
}

/**
 * stemma_view_get_depth:
 * @view: a view
 * @direction: up or down
 *
 * Returns: how many steps from the focus are shown, %STEMMA_VIEW_ALL for all
 */
guint
stemma_view_get_depth (const StemmaView *view, StemmaDirection direction)
{
  return view->depth[direction];
}

/**
 * stemma_view_get_fold:
 * @view: a view
 *
 * Returns: whether much is folded into little
 */
StemmaFold
stemma_view_get_fold (const StemmaView *view)
{
  return view->fold;
}

/**
 * stemma_view_get_relations:
 * @view: a view
 *
 * Returns: the relations that are let through, bit 1 << #StemmaRelation each
 */
guint
stemma_view_get_relations (const StemmaView *view)
{
  return view->relations;
}

/**
 * stemma_view_get_min_downloads:
 * @view: a view
 *
 * Returns: downloads of the last 30 days below which a model is left out, unless it leads to one that is not
 */
guint64
stemma_view_get_min_downloads (const StemmaView *view)
{
  return view->min_downloads;
}

/**
 * stemma_view_get_text:
 * @view: a view
 *
 * Returns: (transfer none): what the names let through contain, "" for anything
 */
const char *
stemma_view_get_text (const StemmaView *view)
{
  return view->text;
}

/**
 * stemma_view_get_colour_by:
 * @view: a view
 *
 * Returns: what colours stand for
 */
StemmaColourBy
stemma_view_get_colour_by (const StemmaView *view)
{
  return view->colour_by;
}

/**
 * stemma_view_get_reading:
 * @view: a view
 *
 * Returns: the reading in which figures are given
 */
StemmaReading
stemma_view_get_reading (const StemmaView *view)
{
  return view->reading;
}

/**
 * stemma_view_get_entries:
 * @view: a view
 * @n_entries: (out): how many
 *
 * Returns: (transfer none) (array length=n_entries): what was done to single cards, sorted by kind, then
 * model
 */
const StemmaViewEntry *
stemma_view_get_entries (const StemmaView *view, guint *n_entries)
{
  *n_entries = view->entries->len;
  return (const StemmaViewEntry *) (void *) view->entries->data;
}

/**
 * stemma_view_find_entry:
 * @view: a view
 * @kind: what was done
 * @model: to which model, by name
 * @direction: on which side of it; %STEMMA_DOWN for a kind that has no side
 * @member: (nullable): with which other model, for %STEMMA_VIEW_PICK
 *
 * Returns: (transfer none) (nullable): the entry, or %NULL if that was not done
 */
const StemmaViewEntry *
stemma_view_find_entry (const StemmaView *view, StemmaViewEntryKind kind, const char *model,
                        StemmaDirection direction, const char *member)
{
  StemmaViewEntry key = { kind, direction, model, member != NULL ? member : "", 0 };
  return stemma_view_lookup_entry (view, &key);
}

/**
 * stemma_view_is_filtered:
 * @view: a view
 *
 * Returns: whether the relations, the downloads or the text leave any model out
 */
gboolean
stemma_view_is_filtered (const StemmaView *view)
{
  return view->relations != STEMMA_VIEW_ALL_RELATIONS || view->min_downloads > 0 || view->text[0] != '\0';
}
