#include "listing.h"

#include "item.h"
#include "match.h"
#include "simulate/sim-facts.h"

#include <string.h>

#define MOST_SELECTIONS 12

typedef struct
{
  guint n;
  guint32 *refs;
  gint64 *values; /* NULL by date of creation */
} Selection;

struct _StandInListing
{
  const StandInWorld *world;
  guint version; /* of the world, that the selections are of */
  GHashTable *selections;
};

static void
free_selection (gpointer data)
{
  Selection *selection = data;
  g_free (selection->refs);
  g_free (selection->values);
  g_free (selection);
}

/**
 * stand_in_listing_new:
 * @world: a world that outlives the listing
 *
 * Returns: (transfer full): a listing
 */
StandInListing *
stand_in_listing_new (const StandInWorld *world)
{
  StandInListing *listing = g_new0 (StandInListing, 1);
  listing->world = world;
  listing->selections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_selection);
  return listing;
}

void
stand_in_listing_free (StandInListing *listing)
{
  if (listing == NULL)
    return;
  g_hash_table_unref (listing->selections);
  g_free (listing);
}

static gint64
value_of (const StandInWorld *world, guint32 ref, StandInSort sort)
{
  const StandInExtra *extra = stand_in_world_extra (world, ref);
  if (extra != NULL)
    return sort == STAND_IN_SORT_MODIFIED ? extra->created : 0;
  switch (sort)
    {
    case STAND_IN_SORT_DOWNLOADS:
      return (gint64) sim_downloads (world->sim, ref, world->week);
    case STAND_IN_SORT_LIKES:
      return (gint64) sim_likes (world->sim, ref, world->week);
    case STAND_IN_SORT_MODIFIED:
      return sim_modified (world->sim, ref, world->week);
    case STAND_IN_SORT_TRENDING:
      return (gint64) (2 * stand_in_trending_score (world, ref));
    case STAND_IN_SORT_CREATED:
      break;
    }
  return 0;
}

typedef struct
{
  gint64 value;
  guint32 place; /* in ascending order of oids */
  guint32 ref;
} Ranked;

static int
compare_rising (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->value != y->value)
    return x->value < y->value ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static int
compare_falling (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static void
rank (const StandInWorld *world, Selection *selection, StandInSort sort, gboolean ascending)
{
  g_autofree Ranked *ranked = g_new (Ranked, selection->n + 1);
  for (guint i = 0; i < selection->n; i++)
    ranked[i] = (Ranked){ value_of (world, selection->refs[i], sort), i, selection->refs[i] };
  qsort (ranked, selection->n, sizeof *ranked, ascending ? compare_rising : compare_falling);
  selection->values = g_new (gint64, selection->n + 1);
  for (guint i = 0; i < selection->n; i++)
    {
      selection->refs[i] = ranked[i].ref;
      selection->values[i] = ranked[i].value;
    }
}

/* Those who could be meant, ascending by oid: all, or who declares the base that is asked for. */
static GArray *
candidates (const StandInWorld *world, const StandInQuery *query, const StandInFamily *family)
{
  GArray *refs = g_array_new (FALSE, FALSE, sizeof (guint32));
  const char *base = stand_in_match_base (query);
  if (base != NULL)
    {
      guint n;
      const guint32 *found = stand_in_family_declaring (family, base, &n);
      for (guint i = 0; i < n; i++)
        if ((i == 0 || found[i] != found[i - 1]) && sim_world_lists (world->sim, found[i], world->week))
          g_array_append_val (refs, found[i]);
      return refs;
    }
  guint next = 0;
  for (guint32 model = 0; model < world->sim->week_start[world->week + 1]; model++)
    {
      for (; next < world->extras->len; next++)
        {
          guint32 extra = next | STAND_IN_EXTRA;
          if (stand_in_world_compare (world, model, stand_in_world_extra (world, extra)->oid) < 0)
            break;
          g_array_append_val (refs, extra);
        }
      if (sim_world_lists (world->sim, model, world->week))
        g_array_append_val (refs, model);
    }
  for (; next < world->extras->len; next++)
    {
      guint32 extra = next | STAND_IN_EXTRA;
      g_array_append_val (refs, extra);
    }
  return refs;
}

static Selection *
select_models (const StandInWorld *world, const StandInQuery *query, const StandInFamily *family)
{
  Selection *selection = g_new0 (Selection, 1);
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  g_autoptr (GArray) refs = candidates (world, query, family);
  for (guint i = 0; i < refs->len; i++)
    {
      guint32 ref = g_array_index (refs, guint32, i);
      if (stand_in_match (world, ref, query, arena))
        g_array_index (refs, guint32, selection->n++) = ref;
    }
  g_array_set_size (refs, selection->n);
  selection->refs = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&refs), FALSE);
  if (query->sort != STAND_IN_SORT_CREATED)
    rank (world, selection, query->sort, query->ascending);
  return selection;
}

static const Selection *
get_selection (StandInListing *listing, const StandInQuery *query, const StandInFamily *family)
{
  g_autofree char *key = stand_in_query_selection (query);
  if (listing->version != listing->world->version
      || g_hash_table_size (listing->selections) >= MOST_SELECTIONS)
    g_hash_table_remove_all (listing->selections);
  listing->version = listing->world->version;
  Selection *selection = g_hash_table_lookup (listing->selections, key);
  if (selection == NULL)
    {
      selection = select_models (listing->world, query, family);
      g_hash_table_insert (listing->selections, g_steal_pointer (&key), selection);
    }
  return selection;
}

/* Whether the model at a place comes behind the cursor as the selection stands, from its first to its last.
 */
static gboolean
is_behind (const StandInWorld *world, const Selection *selection, guint place, gboolean ascending,
           const StandInCursor *cursor)
{
  if (selection->values != NULL && selection->values[place] != cursor->value)
    return ascending ? selection->values[place] > cursor->value : selection->values[place] < cursor->value;
  return stand_in_world_compare (world, selection->refs[place], cursor->oid) > 0;
}

/* The first place behind the cursor. */
static guint
find_place (const StandInWorld *world, const Selection *selection, gboolean ascending,
            const StandInCursor *cursor)
{
  guint low = 0, high = selection->n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (is_behind (world, selection, middle, ascending, cursor))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* By date of creation and falling: how many come before the model of the cursor. */
static guint
find_end (const StandInWorld *world, const Selection *selection, const StandInCursor *cursor)
{
  guint place = find_place (world, selection, TRUE, cursor);
  if (place > 0 && stand_in_world_compare (world, selection->refs[place - 1], cursor->oid) == 0)
    place--;
  return place;
}

/**
 * stand_in_listing_turn:
 * @listing: the listing
 * @query: what is asked for
 * @with_token: whether private models are shown
 * @family: who declares whom
 * @after: (nullable): where the page before ended
 * @page: (out caller-allocates): the page
 *
 * Finds the next page as the world is now: by what the cursor says and not by counting, so that a crawl
 * loses nobody who stays.
 */
void
stand_in_listing_turn (StandInListing *listing, const StandInQuery *query, gboolean with_token,
                       const StandInFamily *family, const StandInCursor *after, StandInPage *page)
{
  const StandInWorld *world = listing->world;
  const Selection *selection = get_selection (listing, query, family);
  gboolean backwards = query->sort == STAND_IN_SORT_CREATED && !query->ascending;
  guint limit = MIN (query->limit, STAND_IN_MOST_ITEMS), skip = after == NULL ? query->skip : 0;
  guint place = backwards ? selection->n : 0;
  if (after != NULL)
    place = backwards ? find_end (world, selection, after)
                      : find_place (world, selection, query->ascending, after);
  if (after != NULL)
    place = backwards ? MIN (place + query->overlap, selection->n) : place - MIN (place, query->overlap);
  *page = (StandInPage){ .refs = g_array_sized_new (FALSE, FALSE, sizeof (guint32), limit) };
  while (backwards ? place > 0 : place < selection->n)
    {
      guint at = backwards ? --place : place++;
      guint32 ref = selection->refs[at];
      if (!stand_in_world_has (world, ref) || !stand_in_world_shows (world, ref, with_token))
        continue;
      if (skip > 0 && skip-- > 0)
        continue;
      page->more = page->refs->len == limit;
      if (page->more)
        break;
      g_array_append_val (page->refs, ref);
      page->end.value = selection->values != NULL ? selection->values[at] : 0;
      stand_in_world_oid (world, ref, page->end.oid);
    }
}

void
stand_in_page_clear (StandInPage *page)
{
  g_clear_pointer (&page->refs, g_array_unref);
}
