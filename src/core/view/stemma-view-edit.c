#include "view/stemma-view-private.h"

#include <string.h>

static void
set_string (char **place, const char *text)
{
  char *fresh = g_ref_string_new (text);
  g_ref_string_release (*place);
  *place = fresh;
}

/**
 * stemma_view_with_focus:
 * @view: a view
 * @focus: the name of another model
 *
 * What was done to single cards belongs to the old place: only what is pinned or hidden goes along.
 *
 * Returns: (transfer full): a view of @focus
 */
StemmaView *
stemma_view_with_focus (StemmaView *view, const char *focus)
{
  if (strcmp (view->focus, focus) == 0)
    return stemma_view_ref (view);
  StemmaView *copy = stemma_view_copy (view);
  set_string (&copy->focus, focus);
  g_clear_pointer (&copy->order, g_bytes_unref);
  for (guint i = copy->entries->len; i-- > 0;)
    {
      StemmaViewEntry *entry = &g_array_index (copy->entries, StemmaViewEntry, i);
      gboolean kept = entry->kind == STEMMA_VIEW_PIN
                      || (entry->kind == STEMMA_VIEW_HIDE && strcmp (entry->model, focus) != 0);
      if (!kept)
        g_array_remove_index (copy->entries, i);
    }
  return copy;
}

/**
 * stemma_view_with_store:
 * @view: a view
 * @store: the id of a store, "" for the one that is open
 *
 * Returns: (transfer full): the same view of another store
 */
StemmaView *
stemma_view_with_store (StemmaView *view, const char *store)
{
  StemmaView *copy = stemma_view_copy (view);
  set_string (&copy->store, store);
  return copy;
}

/**
 * stemma_view_with_date:
 * @view: a view
 * @date: a snapshot's date, %STEMMA_DATE_NONE for the latest
 *
 * Returns: (transfer full): the same view of another week
 */
StemmaView *
stemma_view_with_date (StemmaView *view, StemmaDate date)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->date = date;
  return copy;
}

/**
 * stemma_view_with_since:
 * @view: a view
 * @since: the first of the weeks to compare, %STEMMA_DATE_NONE for none
 *
 * Returns: (transfer full): the view with other weeks compared
 */
StemmaView *
stemma_view_with_since (StemmaView *view, StemmaDate since)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->since = since;
  return copy;
}

/**
 * stemma_view_with_depth:
 * @view: a view
 * @direction: up or down
 * @depth: steps from the focus, %STEMMA_VIEW_ALL for all
 *
 * Returns: (transfer full): the view with another depth
 */
StemmaView *
stemma_view_with_depth (StemmaView *view, StemmaDirection direction, guint depth)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->depth[direction] = depth;
  return copy;
}

/**
 * stemma_view_with_fold:
 * @view: a view
 * @fold: whether much is folded into little
 *
 * Returns: (transfer full): the view, folded otherwise
 */
StemmaView *
stemma_view_with_fold (StemmaView *view, StemmaFold fold)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->fold = fold;
  return copy;
}

/**
 * stemma_view_with_relations:
 * @view: a view
 * @relations: a set of relations, bit 1 << #StemmaRelation each; an empty one is read as all
 *
 * Returns: (transfer full): the view with other relations let through
 */
StemmaView *
stemma_view_with_relations (StemmaView *view, guint relations)
{
  StemmaView *copy = stemma_view_copy (view);
  relations &= STEMMA_VIEW_ALL_RELATIONS;
  copy->relations = relations == 0 ? STEMMA_VIEW_ALL_RELATIONS : relations;
  return copy;
}

/**
 * stemma_view_with_min_downloads:
 * @view: a view
 * @min_downloads: downloads of the last 30 days, 0 for any
 *
 * Returns: (transfer full): the view with another threshold
 */
StemmaView *
stemma_view_with_min_downloads (StemmaView *view, guint64 min_downloads)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->min_downloads = min_downloads;
  return copy;
}

/**
 * stemma_view_with_text:
 * @view: a view
 * @text: what a name has to contain, whatever its letter case; "" for anything
 *
 * Returns: (transfer full): the view with another text
 */
StemmaView *
stemma_view_with_text (StemmaView *view, const char *text)
{
  StemmaView *copy = stemma_view_copy (view);
  set_string (&copy->text, text);
  return copy;
}

/**
 * stemma_view_with_colour_by:
 * @view: a view
 * @colour_by: what colours are to stand for
 *
 * Returns: (transfer full): the view, coloured otherwise
 */
StemmaView *
stemma_view_with_colour_by (StemmaView *view, StemmaColourBy colour_by)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->colour_by = colour_by;
  return copy;
}

/**
 * stemma_view_with_reading:
 * @view: a view
 * @reading: how figures are to be read
 *
 * Returns: (transfer full): the view in another reading
 */
StemmaView *
stemma_view_with_reading (StemmaView *view, StemmaReading reading)
{
  StemmaView *copy = stemma_view_copy (view);
  copy->reading = reading;
  return copy;
}

/* Takes back whatever was brought out on one side of a model; tells whether there was anything. */
static gboolean
close_side (StemmaView *view, const char *model, StemmaDirection direction)
{
  guint before = view->entries->len;
  for (guint i = before; i-- > 0;)
    {
      StemmaViewEntry *entry = &g_array_index (view->entries, StemmaViewEntry, i);
      if (entry->kind <= STEMMA_VIEW_PICK && entry->direction == direction
          && strcmp (entry->model, model) == 0)
        g_array_remove_index (view->entries, i);
    }
  return view->entries->len < before;
}

/**
 * stemma_view_with_expanded:
 * @view: a view
 * @model: a model, by name
 * @direction: on which side
 * @relations: which fans, bit 1 << #StemmaRelation each
 *
 * One step towards more: a collapsed side becomes as it first was; else the fans of @relations are opened
 * too.
 *
 * Returns: (transfer full): the view with that side more open
 */
StemmaView *
stemma_view_with_expanded (StemmaView *view, const char *model, StemmaDirection direction, guint relations)
{
  StemmaViewEntry collapse = { STEMMA_VIEW_COLLAPSE, direction, model, "", 0 };
  StemmaViewEntry open = { STEMMA_VIEW_OPEN, direction, model, "", relations & STEMMA_VIEW_ALL_RELATIONS };
  StemmaView *copy = stemma_view_copy (view);
  if (stemma_view_lookup_entry (copy, &collapse) != NULL)
    {
      stemma_view_drop_entry (copy, &collapse);
      return copy;
    }
  const StemmaViewEntry *old = stemma_view_lookup_entry (copy, &open);
  if (old != NULL)
    open.value |= old->value;
  if (open.value != 0)
    stemma_view_put_entry (copy, &open);
  return copy;
}

/**
 * stemma_view_with_collapsed:
 * @view: a view
 * @model: a model, by name
 * @direction: on which side
 *
 * One step towards less, the inverse of stemma_view_with_expanded(): what was brought out on that side by
 * hand goes back; where nothing was, the side is closed.
 *
 * Returns: (transfer full): the view with that side less open
 */
StemmaView *
stemma_view_with_collapsed (StemmaView *view, const char *model, StemmaDirection direction)
{
  StemmaView *copy = stemma_view_copy (view);
  StemmaViewEntry collapse = { STEMMA_VIEW_COLLAPSE, direction, model, "", 0 };
  if (!close_side (copy, model, direction))
    stemma_view_put_entry (copy, &collapse);
  return copy;
}

/**
 * stemma_view_with_more:
 * @view: a view
 * @model: a model, by name
 * @direction: on which side
 * @count: how many more than so far
 *
 * Returns: (transfer full): the view with the best @count of what waits behind "+N more" brought out
 */
StemmaView *
stemma_view_with_more (StemmaView *view, const char *model, StemmaDirection direction, guint count)
{
  StemmaViewEntry more = { STEMMA_VIEW_MORE, direction, model, "", count };
  StemmaView *copy = stemma_view_copy (view);
  const StemmaViewEntry *old = stemma_view_lookup_entry (copy, &more);
  if (old != NULL)
    more.value = old->value > G_MAXUINT - count ? G_MAXUINT : old->value + count;
  if (more.value != 0)
    stemma_view_put_entry (copy, &more);
  return copy;
}

/* A view in which the entry stands or does not. */
static StemmaView *
with_mark (StemmaView *view, StemmaViewEntry entry, gboolean marked)
{
  StemmaView *copy = stemma_view_copy (view);
  if (marked)
    stemma_view_put_entry (copy, &entry);
  else
    stemma_view_drop_entry (copy, &entry);
  return copy;
}

/**
 * stemma_view_with_picked:
 * @view: a view
 * @model: the model from whose fan it is picked, by name
 * @direction: on which side
 * @member: the model picked, by name
 * @picked: whether it is to stand on the canvas; else it goes back where it came from
 *
 * Returns: (transfer full): the view with @member picked or not
 */
StemmaView *
stemma_view_with_picked (StemmaView *view, const char *model, StemmaDirection direction, const char *member,
                         gboolean picked)
{
  if (member[0] == '\0')
    return stemma_view_ref (view);
  return with_mark (view, (StemmaViewEntry){ STEMMA_VIEW_PICK, direction, model, member, 0 }, picked);
}

/**
 * stemma_view_with_hidden:
 * @view: a view
 * @model: a model, by name; the focus cannot be hidden
 * @hidden: whether to hide it
 *
 * Returns: (transfer full): the view with @model hidden or shown again
 */
StemmaView *
stemma_view_with_hidden (StemmaView *view, const char *model, gboolean hidden)
{
  if (hidden && strcmp (model, view->focus) == 0)
    return stemma_view_ref (view);
  return with_mark (view, (StemmaViewEntry){ STEMMA_VIEW_HIDE, STEMMA_DOWN, model, "", 0 }, hidden);
}

/**
 * stemma_view_with_pinned:
 * @view: a view
 * @model: a model, by name
 * @pinned: whether it is to stay out, however much is folded
 *
 * Returns: (transfer full): the view with @model pinned or not
 */
StemmaView *
stemma_view_with_pinned (StemmaView *view, const char *model, gboolean pinned)
{
  return with_mark (view, (StemmaViewEntry){ STEMMA_VIEW_PIN, STEMMA_DOWN, model, "", 0 }, pinned);
}

/**
 * stemma_view_with_nothing_edited:
 * @view: a view
 *
 * Returns: (transfer full): the view without anything that was done to single cards, as it first stands
 */
StemmaView *
stemma_view_with_nothing_edited (StemmaView *view)
{
  StemmaView *copy = stemma_view_copy (view);
  g_array_set_size (copy->entries, 0);
  g_clear_pointer (&copy->order, g_bytes_unref);
  return copy;
}
