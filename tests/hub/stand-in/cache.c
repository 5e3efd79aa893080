#include "cache.h"

struct _StandInCache
{
  GHashTable *pages; /* owned key -> StandInCached */
  GQueue order;      /* the same keys, the oldest first */
  gsize size, bound;
};

static gsize
size_of (const StandInCached *page)
{
  return (page->body != NULL ? g_bytes_get_size (page->body) : 0)
         + (page->packed != NULL ? g_bytes_get_size (page->packed) : 0);
}

static void
free_page (gpointer data)
{
  StandInCached *page = data;
  g_clear_pointer (&page->body, g_bytes_unref);
  g_clear_pointer (&page->packed, g_bytes_unref);
  g_free (page->link);
  g_free (page->etag);
  g_free (page);
}

/**
 * stand_in_cache_new:
 * @bound: bytes of bodies to hold at most
 *
 * Returns: (transfer full): an empty cache
 */
StandInCache *
stand_in_cache_new (gsize bound)
{
  StandInCache *cache = g_new0 (StandInCache, 1);
  cache->bound = bound;
  cache->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_page);
  g_queue_init (&cache->order);
  return cache;
}

void
stand_in_cache_free (StandInCache *cache)
{
  if (cache == NULL)
    return;
  g_queue_clear (&cache->order);
  g_hash_table_unref (cache->pages);
  g_free (cache);
}

const StandInCached *
stand_in_cache_get (const StandInCache *cache, const char *key)
{
  return g_hash_table_lookup (cache->pages, key);
}

static void
drop_oldest (StandInCache *cache)
{
  const char *key = g_queue_pop_head (&cache->order);
  cache->size -= size_of (g_hash_table_lookup (cache->pages, key));
  g_hash_table_remove (cache->pages, key);
}

/**
 * stand_in_cache_put:
 * @cache: a cache
 * @key: what was asked for
 * @page: the page, of which the cache takes references and copies
 *
 * A page larger than the whole cache is not kept, and neither is another form of a page that is there.
 */
void
stand_in_cache_put (StandInCache *cache, const char *key, const StandInCached *page)
{
  if (size_of (page) > cache->bound || g_hash_table_contains (cache->pages, key))
    return;
  while (cache->size + size_of (page) > cache->bound)
    drop_oldest (cache);
  StandInCached *copy = g_new0 (StandInCached, 1);
  char *own = g_strdup (key);
  copy->body = page->body != NULL ? g_bytes_ref (page->body) : NULL;
  copy->packed = page->packed != NULL ? g_bytes_ref (page->packed) : NULL;
  copy->link = g_strdup (page->link);
  copy->etag = g_strdup (page->etag);
  g_hash_table_insert (cache->pages, own, copy);
  g_queue_push_tail (&cache->order, own);
  cache->size += size_of (copy);
}

gsize
stand_in_cache_get_size (const StandInCache *cache)
{
  return cache->size;
}
