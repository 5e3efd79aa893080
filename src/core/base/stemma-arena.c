#include "base/stemma-arena.h"

#include <string.h>

#define BLOCK_SIZE (64 * 1024)
#define ALIGNMENT 16

struct _StemmaArena
{
  GPtrArray *blocks; /* each BLOCK_SIZE bytes */
  GPtrArray *large;  /* pieces that fit no block; freed at reset */
  gsize large_size;
  guint current;
  gsize used;
};

/**
 * stemma_arena_new:
 *
 * Returns: (transfer full): an empty arena
 */
StemmaArena *
stemma_arena_new (void)
{
  StemmaArena *arena = g_new0 (StemmaArena, 1);
  arena->blocks = g_ptr_array_new_with_free_func (g_free);
  arena->large = g_ptr_array_new_with_free_func (g_free);
  return arena;
}

/**
 * stemma_arena_free:
 * @arena: (nullable) (transfer full): an arena
 */
void
stemma_arena_free (StemmaArena *arena)
{
  if (arena == NULL)
    return;
  g_ptr_array_unref (arena->blocks);
  g_ptr_array_unref (arena->large);
  g_free (arena);
}

/**
 * stemma_arena_reset:
 * @arena: an arena
 *
 * Takes back everything handed out; pointers into the arena are dead afterwards.
 */
void
stemma_arena_reset (StemmaArena *arena)
{
  g_ptr_array_set_size (arena->large, 0);
  arena->large_size = 0;
  arena->current = 0;
  arena->used = 0;
}

/** stemma_arena_get_size: Returns: bytes handed out since the last reset, counted in whole blocks but for the last */
gsize
stemma_arena_get_size (const StemmaArena *arena)
{
  return (gsize) arena->current * BLOCK_SIZE + arena->used + arena->large_size;
}

/**
 * stemma_arena_alloc:
 * @arena: an arena
 * @size: bytes
 *
 * Returns: (transfer none): @size bytes, aligned to 16, not cleared
 */
gpointer
stemma_arena_alloc (StemmaArena *arena, gsize size)
{
  if (size > BLOCK_SIZE / 4)
    {
      gpointer piece = g_malloc (size);
      g_ptr_array_add (arena->large, piece);
      arena->large_size += size;
      return piece;
    }
  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  if (arena->current < arena->blocks->len && arena->used + size > BLOCK_SIZE)
    {
      arena->current++;
      arena->used = 0;
    }
  if (arena->current == arena->blocks->len)
    g_ptr_array_add (arena->blocks, g_malloc (BLOCK_SIZE));
  char *block = g_ptr_array_index (arena->blocks, arena->current);
  gpointer piece = block + arena->used;
  arena->used += size;
  return piece;
}

/**
 * stemma_arena_memdup:
 * @arena: an arena
 * @data: what to copy
 * @size: bytes
 *
 * Returns: (transfer none): a copy that lives until the next reset
 */
gpointer
stemma_arena_memdup (StemmaArena *arena, gconstpointer data, gsize size)
{
  gpointer copy = stemma_arena_alloc (arena, size);
  if (size > 0)
    memcpy (copy, data, size);
  return copy;
}

/**
 * stemma_arena_strndup:
 * @arena: an arena
 * @text: bytes, not necessarily terminated
 * @length: how many
 *
 * Returns: (transfer none): a terminated copy that lives until the next reset
 */
char *
stemma_arena_strndup (StemmaArena *arena, const char *text, gsize length)
{
  char *copy = stemma_arena_alloc (arena, length + 1);
  if (length > 0)
    memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

/**
 * stemma_arena_strdup:
 * @arena: an arena
 * @text: (nullable): a string
 *
 * Returns: (transfer none) (nullable): a copy that lives until the next reset
 */
char *
stemma_arena_strdup (StemmaArena *arena, const char *text)
{
  return text == NULL ? NULL : stemma_arena_strndup (arena, text, strlen (text));
}
