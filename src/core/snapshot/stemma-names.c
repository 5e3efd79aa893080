#include "snapshot/stemma-names-private.h"

#include <string.h>

#define BLOCK_SIZE (256 * 1024)

static void
clear_block (gpointer data)
{
  StemmaNamesBlock *block = data;
  g_free (block->text);
}

/**
 * stemma_names_new:
 *
 * Returns: (transfer full): an arena without a name
 */
StemmaNames *
stemma_names_new (void)
{
  StemmaNames *names = g_new0 (StemmaNames, 1);
  g_atomic_ref_count_init (&names->ref_count);
  names->added = g_ptr_array_new ();
  names->blocks = g_array_new (FALSE, FALSE, sizeof (StemmaNamesBlock));
  g_array_set_clear_func (names->blocks, clear_block);
  return names;
}

/**
 * stemma_names_ref:
 * @names: names
 *
 * Returns: (transfer full): @names
 */
StemmaNames *
stemma_names_ref (StemmaNames *names)
{
  g_atomic_ref_count_inc (&names->ref_count);
  return names;
}

/**
 * stemma_names_unref:
 * @names: (nullable) (transfer full): names
 */
void
stemma_names_unref (StemmaNames *names)
{
  if (names == NULL || !g_atomic_ref_count_dec (&names->ref_count))
    return;
  g_clear_pointer (&names->file, g_mapped_file_unref);
  g_ptr_array_unref (names->added);
  g_array_unref (names->blocks);
  g_free (names);
}

static StemmaNamesBlock *
block_with_room (StemmaNames *names, gsize size)
{
  if (names->blocks->len > 0)
    {
      StemmaNamesBlock *last = &g_array_index (names->blocks, StemmaNamesBlock, names->blocks->len - 1);
      if (last->size - last->used >= size)
        return last;
    }
  StemmaNamesBlock fresh = { .size = MAX (size, BLOCK_SIZE), .first = stemma_names_get_count (names) };
  fresh.text = g_malloc (fresh.size);
  g_array_append_val (names->blocks, fresh);
  return &g_array_index (names->blocks, StemmaNamesBlock, names->blocks->len - 1);
}

/**
 * stemma_names_append:
 * @names: names that are not sealed
 * @text: a name, UTF-8
 *
 * Adds a name. The caller sees to it that no name is added twice: equal texts would get different ids. What
 * stemma_names_get() returned before stays where it is.
 *
 * Returns: its id, one more than the last
 */
guint32
stemma_names_append (StemmaNames *names, const char *text)
{
  g_return_val_if_fail (!names->sealed, G_MAXUINT32);
  gsize size = strlen (text) + 1;
  StemmaNamesBlock *block = block_with_room (names, size);
  char *place = block->text + block->used;
  memcpy (place, text, size);
  block->used += size;
  g_ptr_array_add (names->added, place);
  return stemma_names_get_count (names) - 1;
}

/**
 * stemma_names_seal:
 * @names: names
 *
 * From here on nothing can be added, and every thread may read.
 */
void
stemma_names_seal (StemmaNames *names)
{
  names->sealed = TRUE;
}

/**
 * stemma_names_get:
 * @names: names
 * @id: an id
 *
 * Returns: (transfer none): the name, good as long as @names; "" for an id that there is not
 */
const char *
stemma_names_get (const StemmaNames *names, guint32 id)
{
  if (id < names->n_mapped)
    {
      guint32 offset = names->mapped_offset[id];
      return G_LIKELY (offset < names->mapped_size) ? names->mapped_text + offset : "";
    }
  id -= names->n_mapped;
  return id < names->added->len ? g_ptr_array_index (names->added, id) : "";
}

/**
 * stemma_names_get_count:
 * @names: names
 *
 * Returns: how many there are; ids are 0 to one less
 */
guint32
stemma_names_get_count (const StemmaNames *names)
{
  return names->n_mapped + names->added->len;
}
