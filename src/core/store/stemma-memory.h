#pragma once

#include "store/stemma-text-hash.h"

G_BEGIN_DECLS

/**
 * StemmaMemory:
 *
 * The numbers under which the store keeps texts, by 96 bits of their keyed hashes: so many that no two texts are to be
 * expected to share them, were there 10^9. It grows up to a bound and takes nothing more then.
 */
typedef struct _StemmaMemory StemmaMemory;

StemmaMemory *stemma_memory_new (guint max_slots);
void stemma_memory_free (StemmaMemory *memory);
guint32 stemma_memory_find (const StemmaMemory *memory, const StemmaTextHash *hash);
gboolean stemma_memory_add (StemmaMemory *memory, const StemmaTextHash *hash, guint32 id);
gboolean stemma_memory_is_full (const StemmaMemory *memory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaMemory, stemma_memory_free)

G_END_DECLS
