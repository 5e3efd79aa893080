#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StandInCached: a finished page. One of the two forms may be missing. */
typedef struct
{
  GBytes *body, *packed; /* (nullable) */
  char *link, *etag;     /* link: (nullable) */
} StandInCached;

/** StandInCache: finished pages by what was asked for; the oldest go when it is full. */
typedef struct _StandInCache StandInCache;

StandInCache *stand_in_cache_new (gsize bound);
void stand_in_cache_free (StandInCache *cache);
const StandInCached *stand_in_cache_get (const StandInCache *cache, const char *key);
void stand_in_cache_put (StandInCache *cache, const char *key, const StandInCached *page);
gsize stand_in_cache_get_size (const StandInCache *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInCache, stand_in_cache_free)

G_END_DECLS
