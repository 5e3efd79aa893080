#pragma once

#include "layout/stemma-layout-private.h"

G_BEGIN_DECLS

#define STEMMA_LAYOUT_CACHE_ENTRIES 64
#define STEMMA_LAYOUT_CACHE_FILES 256

/**
 * StemmaLayoutCache:
 *
 * Finished layouts by key: the last ones used in memory, more of them in a folder. Safe to call from several
 * threads.
 */
typedef struct _StemmaLayoutCache StemmaLayoutCache;

StemmaLayoutCache *stemma_layout_cache_new (void);
void stemma_layout_cache_free (StemmaLayoutCache *cache);
void stemma_layout_cache_set_dir (StemmaLayoutCache *cache, const char *folder);
StemmaLayout *stemma_layout_cache_find (StemmaLayoutCache *cache, const guint8 key[STEMMA_LAYOUT_KEY_SIZE],
                                        const StemmaLayoutRequest *request);
void stemma_layout_cache_add (StemmaLayoutCache *cache, StemmaLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaLayoutCache, stemma_layout_cache_free)

G_END_DECLS
