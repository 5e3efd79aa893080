#include "snapshot/stemma-search.h"

#include <string.h>

#include "snapshot/stemma-edit-distance.h"
#include "snapshot/stemma-image.h"
#include "snapshot/stemma-name-scan.h"

/* How often a scan looks whether it was cancelled. */
#define POLL_MASK 0xffff

typedef struct
{
  StemmaSearchHit hit; /* without its node, if it has a row */
  const char *name;
} Candidate;

/* The best so far; the worst of them stands first, as in a heap. */
typedef struct
{
  const StemmaSnapshot *snapshot;
  GArray *candidates; /* of Candidate */
  guint limit;
} Best;

static void
best_clear (Best *best)
{
  g_array_unref (best->candidates);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Best, best_clear)

static Best
best_of (const StemmaSnapshot *snapshot, guint limit)
{
  return (Best){ snapshot, g_array_new (FALSE, FALSE, sizeof (Candidate)), limit };
}

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
compare_but_names (const StemmaSearchHit *x, const StemmaSearchHit *y)
{
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->downloads != y->downloads)
    return x->downloads > y->downloads ? -1 : 1;
  return 0;
}

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer user_data)
{
  int side = compare_but_names (a, b);
  return side != 0 ? side
                   : strcmp (stemma_search_hit_name (user_data, a), stemma_search_hit_name (user_data, b));
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;
  int side = compare_but_names (&x->hit, &y->hit);
  return side != 0 ? side : strcmp (x->name, y->name);
}

static gboolean
worse (const Best *best, guint i, guint j)
{
  return compare_candidates (&g_array_index (best->candidates, Candidate, i),
                             &g_array_index (best->candidates, Candidate, j))
         > 0;
}

static void
swap_candidates (Best *best, guint i, guint j)
{
  Candidate candidate = g_array_index (best->candidates, Candidate, i);
  g_array_index (best->candidates, Candidate, i) = g_array_index (best->candidates, Candidate, j);
  g_array_index (best->candidates, Candidate, j) = candidate;
}

static void
sink (Best *best)
{
  for (guint i = 0;;)
    {
      guint worst = i;
      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < best->candidates->len; child++)
        if (worse (best, child, worst))
          worst = child;
      if (worst == i)
        return;
      swap_candidates (best, i, worst);
      i = worst;
    }
}

/* The candidate that a better one would push out, or NULL while there is room. */
static const Candidate *
last_of (const Best *best)
{
  return best->candidates->len < best->limit ? NULL : &g_array_index (best->candidates, Candidate, 0);
}

static void
offer (Best *best, const Candidate *candidate)
{
  if (best->limit == 0)
    return;
  const Candidate *last = last_of (best);
  if (last == NULL)
    {
      g_array_append_val (best->candidates, *candidate);
      for (guint i = best->candidates->len - 1; i > 0 && worse (best, i, (i - 1) / 2); i = (i - 1) / 2)
        swap_candidates (best, i, (i - 1) / 2);
      return;
    }
  if (compare_candidates (candidate, last) >= 0)
    return;
  g_array_index (best->candidates, Candidate, 0) = *candidate;
  sink (best);
}

/* Whoever holds the name in the snapshot, if anybody does. The node of a row is left for later: few are ever shown. */
static inline gboolean
find_holder (const StemmaSnapshot *snapshot, guint32 name_id, StemmaSearchHit *hit)
{
  guint64 holder = stemma_packed_get (&snapshot->holder, name_id);
  if (holder == 0)
    return FALSE;
  *hit = (StemmaSearchHit){ .row = STEMMA_NONE, .node = STEMMA_NONE };
  if (holder > snapshot->columns.n_models)
    {
      hit->node = (StemmaNode) (holder - 1 - snapshot->columns.n_models);
      return TRUE;
    }
  hit->row = (StemmaRow) (holder - 1);
  hit->downloads = stemma_packed_get (&snapshot->columns.downloads, hit->row);
  return TRUE;
}

/* (transfer full): The best first. */
static GArray *
take_hits (const Best *best)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (StemmaSearchHit));
  g_array_sort (best->candidates, compare_candidates);
  for (guint i = 0; i < best->candidates->len; i++)
    {
      StemmaSearchHit hit = g_array_index (best->candidates, Candidate, i).hit;
      if (hit.row != STEMMA_NONE)
        hit.node = stemma_columns_get_node (&best->snapshot->columns, hit.row);
      g_array_append_val (hits, hit);
    }
  return hits;
}

static inline gboolean
begins_with (const char *name, const char *text)
{
  gsize n = 0;
  while (text[n] != '\0' && g_ascii_tolower (name[n]) == g_ascii_tolower (text[n]))
    n++;
  return text[n] == '\0';
}

/* @place is where @name contains the text first: no segment before it can begin with it. */
static StemmaSearchRank
rank_of (const char *name, const char *place, const char *text, gsize length)
{
  StemmaSearchRank best = STEMMA_SEARCH_SUBSTRING;
  const char *segment = place;
  if (place != name && place[-1] != '/')
    {
      segment = strchr (place, '/');
      segment = segment != NULL ? segment + 1 : NULL;
    }
  while (segment != NULL)
    {
      if (begins_with (segment, text))
        {
          if (segment[length] == '\0' && segment == name)
            return STEMMA_SEARCH_EXACT;
          gboolean whole = segment[length] == '\0' || segment[length] == '/';
          best = MIN (best, whole ? STEMMA_SEARCH_SEGMENT : STEMMA_SEARCH_PREFIX);
        }
      segment = strchr (segment, '/');
      segment = segment != NULL ? segment + 1 : NULL;
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
      Candidate candidate;
      if ((n & POLL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      StemmaSearchRank rank = rank_of (names.name, names.place, text, length);
      const Candidate *last = last_of (best);
      if (rank > worst || (last != NULL && best->limit > 0 && rank > last->hit.rank)
          || !find_holder (best->snapshot, id, &candidate.hit))
        continue;
      candidate.hit.rank = rank;
      candidate.name = names.name;
      offer (best, &candidate);
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
  g_auto (Best) best = best_of (snapshot, limit);
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !scan (&best, text, STEMMA_SEARCH_SUBSTRING, cancellable, error))
    return NULL;
  return take_hits (&best);
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
      Candidate candidate;
      if ((id & POLL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      candidate.name = stemma_names_get (names, id);
      guint distance = stemma_edit_distance (&pattern, candidate.name, bound);
      if (distance > bound || !find_holder (best->snapshot, id, &candidate.hit))
        continue;
      candidate.hit.rank = STEMMA_SEARCH_NEAR;
      candidate.hit.distance = distance;
      offer (best, &candidate);
      const Candidate *last = last_of (best);
      if (last != NULL && best->limit > 0)
        bound = MIN (bound, last->hit.distance);
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
  g_auto (Best) best_other = best_of (snapshot, limit);
  g_auto (Best) best_near = best_of (snapshot, limit);
  const char *slash = strrchr (name, '/');
  if (slash != NULL && slash[1] != '\0'
      && !scan (&best_other, slash + 1, STEMMA_SEARCH_SEGMENT, cancellable, error))
    return NULL;
  if (!scan_near (&best_near, name, cancellable, error))
    return NULL;
  g_autoptr (GArray) near = take_hits (&best_near);
  g_autoptr (GArray) other_owner = take_hits (&best_other);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (StemmaSearchHit));
  add_as (all, contain, 0);
  add_as (all, near, 0);
  add_as (all, other_owner, 1);
  g_array_sort_with_data (all, compare_hits, (gpointer) snapshot);
  g_array_set_size (all, MIN (all->len, limit));
  return all;
}
