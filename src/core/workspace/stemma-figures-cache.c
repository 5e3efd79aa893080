#include "workspace/stemma-figures-cache.h"

/* Enough to go to and fro between a few weeks in both readings; about 4 MB each for the whole Hub. */
#define MAX_KEPT 12

struct _StemmaFiguresCache
{
  GMutex mutex;
  GPtrArray *kept; /* StemmaFigures, the last used last */
};

/** stemma_figures_cache_new: Returns: (transfer full): a cache of nothing */
StemmaFiguresCache *
stemma_figures_cache_new (void)
{
  StemmaFiguresCache *cache = g_new0 (StemmaFiguresCache, 1);
  g_mutex_init (&cache->mutex);
  cache->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_figures_unref);
  return cache;
}

/** stemma_figures_cache_free: @cache: (transfer full): what is done with */
void
stemma_figures_cache_free (StemmaFiguresCache *cache)
{
  g_ptr_array_unref (cache->kept);
  g_mutex_clear (&cache->mutex);
  g_free (cache);
}

/** stemma_figures_cache_clear: forgets all figures; those in use stay good */
void
stemma_figures_cache_clear (StemmaFiguresCache *cache)
{
  g_mutex_lock (&cache->mutex);
  g_ptr_array_set_size (cache->kept, 0);
  g_mutex_unlock (&cache->mutex);
}

static gboolean
answers (const StemmaFigures *figures,
         StemmaSnapshot *snapshot,
         StemmaSnapshot *before,
         StemmaReading reading)
{
  return figures->reading == reading
         && stemma_snapshot_get_revision (figures->snapshot) == stemma_snapshot_get_revision (snapshot)
         && (figures->before != NULL) == (before != NULL)
         && (before == NULL || figures->before->revision == stemma_snapshot_get_revision (before));
}

/* The mutex is held. */
static StemmaFigures *
find (StemmaFiguresCache *cache, StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaReading reading)
{
  for (guint i = cache->kept->len; i > 0; i--)
    {
      StemmaFigures *figures = g_ptr_array_index (cache->kept, i - 1);
      if (!answers (figures, snapshot, before, reading))
        continue;
      g_ptr_array_add (cache->kept, g_ptr_array_steal_index (cache->kept, i - 1));
      return stemma_figures_ref (figures);
    }
  return NULL;
}

static StemmaFigures *
look_up (StemmaFiguresCache *cache, StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaReading reading)
{
  g_mutex_lock (&cache->mutex);
  StemmaFigures *figures = find (cache, snapshot, before, reading);
  g_mutex_unlock (&cache->mutex);
  return figures;
}

/* Takes @figures; gives what another thread kept meanwhile, if one did, so that all share the same. */
static StemmaFigures *
keep (StemmaFiguresCache *cache, StemmaFigures *figures, StemmaSnapshot *before)
{
  g_mutex_lock (&cache->mutex);
  StemmaFigures *other = find (cache, figures->snapshot, before, figures->reading);
  if (other == NULL)
    {
      g_ptr_array_add (cache->kept, stemma_figures_ref (figures));
      if (cache->kept->len > MAX_KEPT)
        g_ptr_array_remove_index (cache->kept, 0);
    }
  g_mutex_unlock (&cache->mutex);
  if (other == NULL)
    return figures;
  stemma_figures_unref (figures);
  return other;
}

static StemmaFigures *
get_plain (StemmaFiguresCache *cache,
           StemmaSnapshot *snapshot,
           StemmaReading reading,
           GCancellable *cancellable,
           GError **error)
{
  StemmaFigures *figures = look_up (cache, snapshot, NULL, reading);
  if (figures == NULL)
    figures = stemma_figures_new (snapshot, reading, cancellable, error);
  return figures != NULL ? keep (cache, figures, NULL) : NULL;
}

/**
 * stemma_figures_cache_get:
 * @cache: the cache of one store
 * @snapshot: a snapshot of it
 * @before: (nullable): an earlier one to compare with
 * @reading: which of their two meanings the figures have
 * @cancellable: (nullable): to give up
 * @error: that it was cancelled
 *
 * Returns: (transfer full): the figures, computed now unless they are kept, or %NULL
 */
StemmaFigures *
stemma_figures_cache_get (StemmaFiguresCache *cache,
                          StemmaSnapshot *snapshot,
                          StemmaSnapshot *before,
                          StemmaReading reading,
                          GCancellable *cancellable,
                          GError **error)
{
  if (before == NULL)
    return get_plain (cache, snapshot, reading, cancellable, error);
  StemmaFigures *kept = look_up (cache, snapshot, before, reading);
  if (kept != NULL)
    return kept;
  g_autoptr (StemmaFigures) now = get_plain (cache, snapshot, reading, cancellable, error);
  g_autoptr (StemmaFigures) then
    = now != NULL ? get_plain (cache, before, reading, cancellable, error) : NULL;
  StemmaFigures *compared = then != NULL ? stemma_figures_new_compared (now, then, cancellable, error) : NULL;
  return compared != NULL ? keep (cache, compared, before) : NULL;
}
