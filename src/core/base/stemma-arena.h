#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StemmaArena:
 *
 * Memory that is handed out piece by piece and taken back all at once: what one record needs. Resetting keeps
 * the blocks, so that a stream of records allocates next to nothing.
 */
typedef struct _StemmaArena StemmaArena;

StemmaArena *stemma_arena_new (void);
void stemma_arena_free (StemmaArena *arena);
void stemma_arena_reset (StemmaArena *arena);
gsize stemma_arena_get_size (const StemmaArena *arena);
gpointer stemma_arena_alloc (StemmaArena *arena, gsize size);
char *stemma_arena_strndup (StemmaArena *arena, const char *text, gsize length);
char *stemma_arena_strdup (StemmaArena *arena, const char *text);
gpointer stemma_arena_memdup (StemmaArena *arena, gconstpointer data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaArena, stemma_arena_free)

G_END_DECLS
