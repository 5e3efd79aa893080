#include "snapshot/stemma-search.h"

#include <string.h>

#include "snapshot/stemma-edit-distance.h"
#include "snapshot/stemma-name-scan.h"

/* How often a scan looks whether it was cancelled. */
#define POLL_MASK 0xffff

/* The best hits so far; the worst of them stands first, as in a heap. */
typedef struct
{
  const StemmaSnapshot *snapshot;
  GArray *hits; /* of StemmaSearchHit */
  guint limit;
} Best;

/**
 * stemma_search_hit_name:
 * @snapshot: the snapshot that was searched
 * @hit: what was found
 *
 * Returns: (transfer none): its name
 */
const char *
stemma_search_hit_name (const StemmaSnapshot *snapshot, const StemmaSearchHit *hit)
{
  return hit->row != STEMMA_NONE ? stemma_snapshot_get_row_name (snapshot, hit->row)
                                 : stemma_snapshot_get_node_name (snapshot, hit->node);
}

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const StemmaSearchHit *x = a;
  const StemmaSearchHit *y = b;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->downloads != y->downloads)
    return x->downloads > y->downloads ? -1 : 1;
  return strcmp (stemma_search_hit_name (user_data, x), stemma_search_hit_name (user_data, y));
}

static gboolean
worse (const Best *best, guint i, guint j)
{
  return compare_hits (&g_array_index (best->hits, StemmaSearchHit, i),
                       &g_array_index (best->hits, StemmaSearchHit, j), (gpointer) best->snapshot)
         > 0;
}

static void
swap_hits (Best *best, guint i, guint j)
{
  StemmaSearchHit hit = g_array_index (best->hits, StemmaSearchHit, i);
  g_array_index (best->hits, StemmaSearchHit, i) = g_array_index (best->hits, StemmaSearchHit, j);
  g_array_index (best->hits, StemmaSearchHit, j) = hit;
}

static void
sink (Best *best)
{
  for (guint i = 0;;)
    {
      guint worst = i;
      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < best->hits->len; child++)
        if (worse (best, child, worst))
          worst = child;
      if (worst == i)
        return;
      swap_hits (best, i, worst);
      i = worst;
    }
}

static void
offer (Best *best, const StemmaSearchHit *hit)
{
  if (best->limit == 0)
    return;
  if (best->hits->len < best->limit)
    {
      g_array_append_val (best->hits, *hit);
      for (guint i = best->hits->len - 1; i > 0 && worse (best, i, (i - 1) / 2); i = (i - 1) / 2)
        swap_hits (best, i, (i - 1) / 2);
      return;
    }
  StemmaSearchHit *worst = &g_array_index (best->hits, StemmaSearchHit, 0);
  if (compare_hits (hit, worst, (gpointer) best->snapshot) >= 0)
    return;
  *worst = *hit;
  sink (best);
}

static gboolean
hit_for_name (const StemmaSnapshot *snapshot, guint32 name_id, StemmaSearchHit *hit)
{
  *hit = (StemmaSearchHit){ 0 };
  if (!stemma_snapshot_find_name_id (snapshot, name_id, &hit->row, &hit->node))
    return FALSE;
  if (hit->row != STEMMA_NONE)
    hit->downloads = stemma_snapshot_get_columns (snapshot)->downloads[hit->row];
  return TRUE;
}

/* Where @text and @name cease to agree, or the end of @text. */
static inline gsize
common_length (const char *name, const char *text)
{
  gsize n = 0;
  while (text[n] != '\0' && g_ascii_tolower (name[n]) == g_ascii_tolower (text[n]))
    n++;
  return n;
}

static StemmaSearchRank
rank_of (const char *name, const char *text, gsize length)
{
  StemmaSearchRank best = STEMMA_SEARCH_SUBSTRING;
  for (const char *segment = name; segment != NULL; segment = strchr (segment, '/'))
    {
      if (*segment == '/')
        segment++;
      if (common_length (segment, text) < length)
        continue;
      if (segment[length] == '\0' && segment == name)
        return STEMMA_SEARCH_EXACT;
      gboolean whole = segment[length] == '\0' || segment[length] == '/';
      best = MIN (best, whole ? STEMMA_SEARCH_SEGMENT : STEMMA_SEARCH_PREFIX);
    }
  return best;
}

static gboolean
scan (Best *best, const char *text, StemmaSearchRank worst, GCancellable *cancellable, GError **error)
{
  StemmaNameScan names;
  guint32 id = 0;
  gsize length = strlen (text);
  stemma_name_scan_init (&names, stemma_snapshot_get_names (best->snapshot), text);
  for (guint32 n = 0; stemma_name_scan_next (&names, &id); n++)
    {
      StemmaSearchHit hit;
      if ((n & POLL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!hit_for_name (best->snapshot, id, &hit))
        continue;
      hit.rank = rank_of (stemma_snapshot_get_name (best->snapshot, id), text, length);
      if (hit.rank <= worst)
        offer (best, &hit);
    }
  return TRUE;
}

/**
 * stemma_search:
 * @snapshot: a snapshot
 * @text: what to look for, anywhere in a name; ASCII letters are found capital and small
 * @limit: how many at most
 * @cancellable: (nullable): to stop it
 * @error: that it was cancelled
 *
 * Looks through the names of all listed models and ghosts: whole names first, then whole segments, how
 * segments begin, the rest; inside of each the most downloaded first, then by the bytes of the names.
 *
 * Returns: (transfer full) (element-type StemmaSearchHit): the best @limit of them, best first
 */
GArray *
stemma_search (
  const StemmaSnapshot *snapshot, const char *text, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (StemmaSearchHit));
  Best best = { snapshot, hits, limit };
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !scan (&best, text, STEMMA_SEARCH_SUBSTRING, cancellable, error))
    return NULL;
  g_array_sort_with_data (hits, compare_hits, (gpointer) snapshot);
  return g_steal_pointer (&hits);
}

static gboolean
same_place (const StemmaSearchHit *x, const StemmaSearchHit *y)
{
  return x->row == y->row && x->node == y->node;
}

/* Adds hits that are not there yet, each as good as an edit distance of @distance. */
static void
add_as (GArray *to, const GArray *hits, guint distance)
{
  for (guint i = 0; i < hits->len; i++)
    {
      StemmaSearchHit hit = g_array_index (hits, StemmaSearchHit, i);
      gboolean there = FALSE;
      for (guint j = 0; j < to->len && !there; j++)
        there = same_place (&g_array_index (to, StemmaSearchHit, j), &hit);
      if (hit.rank != STEMMA_SEARCH_NEAR)
        hit.distance = distance + hit.rank;
      if (!there)
        g_array_append_val (to, hit);
    }
}

static gboolean
scan_near (Best *best, const char *name, GCancellable *cancellable, GError **error)
{
  StemmaEditPattern pattern;
  stemma_edit_pattern_init (&pattern, name);
  guint bound = CLAMP (pattern.length / 4, 2, 8);
  const StemmaNames *names = stemma_snapshot_get_names (best->snapshot);
  guint32 count = stemma_names_get_count (names);
  for (guint32 id = 0; id < count; id++)
    {
      StemmaSearchHit hit;
      if ((id & POLL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      guint distance = stemma_edit_distance (&pattern, stemma_names_get (names, id), bound);
      if (distance > bound || !hit_for_name (best->snapshot, id, &hit))
        continue;
      hit.rank = STEMMA_SEARCH_NEAR;
      hit.distance = distance;
      offer (best, &hit);
      if (best->hits->len == best->limit)
        bound = MIN (bound, g_array_index (best->hits, StemmaSearchHit, 0).distance);
    }
  return TRUE;
}

/**
 * stemma_search_nearest:
 * @snapshot: a snapshot
 * @name: a name that there is not
 * @limit: how many at most
 * @cancellable: (nullable): to stop it
 * @error: that it was cancelled
 *
 * What may have been meant: names that contain it, that end in the same model name under another owner, or
 * that are spelt nearly alike.
 *
 * Returns: (transfer full) (element-type StemmaSearchHit): the nearest first
 */
GArray *
stemma_search_nearest (
  const StemmaSnapshot *snapshot, const char *name, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) contain = stemma_search (snapshot, name, limit, cancellable, error);
  if (contain == NULL)
    return NULL;
  g_autoptr (GArray) other_owner = g_array_new (FALSE, FALSE, sizeof (StemmaSearchHit));
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (StemmaSearchHit));
  Best best_other = { snapshot, other_owner, limit };
  Best best_near = { snapshot, near, limit };
  const char *slash = strrchr (name, '/');
  if (slash != NULL && slash[1] != '\0'
      && !scan (&best_other, slash + 1, STEMMA_SEARCH_SEGMENT, cancellable, error))
    return NULL;
  if (!scan_near (&best_near, name, cancellable, error))
    return NULL;
  GArray *all = g_array_new (FALSE, FALSE, sizeof (StemmaSearchHit));
  add_as (all, contain, 0);
  add_as (all, near, 0);
  add_as (all, other_owner, 1);
  g_array_sort_with_data (all, compare_hits, (gpointer) snapshot);
  g_array_set_size (all, MIN (all->len, limit));
  return all;
}
