#include "view/stemma-view-private.h"

#include <string.h>

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_scalars (const StemmaView *a, const StemmaView *b)
{
  int orders[] = {
    ORDER (a->date, b->date),
    ORDER (a->since, b->since),
    ORDER (a->depth[STEMMA_UP], b->depth[STEMMA_UP]),
    ORDER (a->depth[STEMMA_DOWN], b->depth[STEMMA_DOWN]),
    ORDER (a->fold, b->fold),
    ORDER (a->relations, b->relations),
    ORDER (a->min_downloads, b->min_downloads),
    ORDER (a->colour_by, b->colour_by),
    ORDER (a->reading, b->reading),
    ORDER (a->entries->len, b->entries->len),
  };
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0)
      return orders[i];
  return 0;
}

/* What is looked at, however it stood before. */
static int
compare_content (const StemmaView *first, const StemmaView *second)
{
  int order = strcmp (first->focus, second->focus);
  if (order == 0)
    order = strcmp (first->store, second->store);
  if (order == 0)
    order = strcmp (first->text, second->text);
  if (order == 0)
    order = compare_scalars (first, second);
  for (guint i = 0; order == 0 && i < first->entries->len; i++)
    {
      const StemmaViewEntry *left = &g_array_index (first->entries, StemmaViewEntry, i);
      const StemmaViewEntry *right = &g_array_index (second->entries, StemmaViewEntry, i);
      order = stemma_view_entry_compare (left, right);
      if (order == 0)
        order = ORDER (left->value, right->value);
    }
  return order;
}

/**
 * stemma_view_compare:
 * @a: (type StemmaView): a view
 * @b: (type StemmaView): a view
 *
 * A total order: by focus first, the rest only tells different views apart.
 *
 * Returns: less than, equal to or greater than 0
 */
int
stemma_view_compare (gconstpointer a, gconstpointer b)
{
  int order = compare_content (a, b);
  return order != 0 ? order : stemma_view_order_compare (a, b);
}

/**
 * stemma_view_equal:
 * @a: (type StemmaView): a view
 * @b: (type StemmaView): a view
 *
 * Returns: whether both look at the same thing in the same way
 */
gboolean
stemma_view_equal (gconstpointer a, gconstpointer b)
{
  return stemma_view_compare (a, b) == 0;
}

/**
 * stemma_view_equal_but_order:
 * @a: a view
 * @b: a view
 *
 * Returns: whether both look at the same thing in the same way, but for how it stood on screen before
 */
gboolean
stemma_view_equal_but_order (const StemmaView *a, const StemmaView *b)
{
  return compare_content (a, b) == 0;
}

/**
 * stemma_view_hash:
 * @view: (type StemmaView): a view
 *
 * Returns: a number that equal views share
 */
guint
stemma_view_hash (gconstpointer view)
{
  g_autofree char *uri = stemma_view_to_uri (view);
  return g_str_hash (uri);
}

/* The first entry that stands in only one of two sorted lists, or has another value there. */
static const StemmaViewEntry *
first_difference (const GArray *before, const GArray *after)
{
  guint i = 0;
  for (; i < before->len && i < after->len; i++)
    {
      const StemmaViewEntry *left = &g_array_index (before, StemmaViewEntry, i);
      const StemmaViewEntry *right = &g_array_index (after, StemmaViewEntry, i);
      int order = stemma_view_entry_compare (left, right);
      if (order != 0)
        return order < 0 ? left : right;
      if (left->value != right->value)
        return right;
    }
  const GArray *longer = before->len > after->len ? before : after;
  return i < longer->len ? &g_array_index (longer, StemmaViewEntry, i) : NULL;
}

/**
 * stemma_view_find_edited:
 * @before: a view
 * @after: the view that an edit made of it
 *
 * Returns: (transfer none) (nullable): the name of the model to whose card something was done, which is not
 * to move on screen; it belongs to one of the two views. %NULL where no single card was edited
 */
const char *
stemma_view_find_edited (const StemmaView *before, const StemmaView *after)
{
  const StemmaViewEntry *entry = first_difference (before->entries, after->entries);
  return entry != NULL ? entry->model : NULL;
}
