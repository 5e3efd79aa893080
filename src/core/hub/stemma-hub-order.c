#include "hub/stemma-hub-private.h"
#include "hub/stemma-hub-url.h"

#include <string.h>

/* One in so many may be out of order: a model that came in while the page was made. */
#define TOLERANCE 20

typedef struct
{
  guint up;
  guint down;
  StemmaJson before;
} Walk;

static int
compare (StemmaJson a, StemmaJson b)
{
  gsize length_a = (gsize) (a.end - a.start);
  gsize length_b = (gsize) (b.end - b.start);
  int order = memcmp (a.start, b.start, MIN (length_a, length_b));
  return order != 0 ? order : (length_a > length_b) - (length_a < length_b);
}

static void
look (Walk *walk, StemmaJson value)
{
  if (walk->before.start != NULL)
    {
      int order = compare (walk->before, value);
      walk->up += order < 0 ? 1 : 0;
      walk->down += order > 0 ? 1 : 0;
    }
  walk->before = value;
}

static gboolean
judge (const Walk *walk, StemmaHubOrder *order)
{
  if (walk->up == 0 && walk->down == 0)
    return FALSE;
  *order = STEMMA_HUB_UNSORTED;
  if (walk->down * TOLERANCE <= walk->up)
    *order = STEMMA_HUB_ASCENDING;
  else if (walk->up * TOLERANCE <= walk->down)
    *order = STEMMA_HUB_DESCENDING;
  return TRUE;
}

/**
 * stemma_hub_order_look:
 * @page: a list of models
 * @order: (out): how it is sorted by the time they were made
 *
 * The `_id` begins with that time and is what the Hub sorts by; where a stand-in has none, createdAt tells.
 * Both are of one length, so that their bytes compare as they do.
 *
 * Returns: whether there is enough on the page to tell
 */
gboolean
stemma_hub_order_look (GBytes *page, StemmaHubOrder *order)
{
  static const char *const keys[] = { "_id", "createdAt" };
  StemmaJson root, item, values[G_N_ELEMENTS (keys)];
  if (!stemma_hub_read_json (page, G_MAXSIZE, STEMMA_JSON_ARRAY, &root))
    return FALSE;
  Walk walks[G_N_ELEMENTS (keys)] = { 0 };
  StemmaJsonIter iter;
  stemma_json_iter_init (&iter, root);
  while (stemma_json_iter_next (&iter, NULL, &item))
    {
      if (stemma_json_type (item) != STEMMA_JSON_OBJECT)
        continue;
      memset (values, 0, sizeof values);
      stemma_json_pick (item, keys, G_N_ELEMENTS (keys), values);
      for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
        if (stemma_json_type (values[i]) == STEMMA_JSON_STRING)
          look (&walks[i], values[i]);
    }
  return judge (&walks[0], order) || judge (&walks[1], order);
}
