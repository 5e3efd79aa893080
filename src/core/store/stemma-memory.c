#include "store/stemma-memory.h"

#define FIRST_SLOTS 1024

typedef struct
{
  guint64 low;
  guint32 high;
  guint32 id; /* 0: nothing */
} Slot;

struct _StemmaMemory
{
  Slot *slots;
  guint n_slots; /* a power of two */
  guint n_used;
  guint max_slots;
};

/**
 * stemma_memory_new:
 * @max_slots: how far it may grow, of 16 bytes each: a power of two; seven eighths of them are used
 *
 * Returns: (transfer full): an empty memory
 */
StemmaMemory *
stemma_memory_new (guint max_slots)
{
  StemmaMemory *memory = g_new0 (StemmaMemory, 1);
  memory->max_slots = max_slots;
  memory->n_slots = MIN (FIRST_SLOTS, max_slots);
  memory->slots = g_new0 (Slot, memory->n_slots);
  return memory;
}

/** stemma_memory_free: @memory: (nullable) (transfer full): what is done with */
void
stemma_memory_free (StemmaMemory *memory)
{
  if (memory == NULL)
    return;
  g_free (memory->slots);
  g_free (memory);
}

/* The slot of @hash, or the empty one where it belongs. */
static Slot *
find_slot (const StemmaMemory *memory, guint64 low, guint32 high)
{
  guint mask = memory->n_slots - 1;
  guint at = (guint) low & mask;
  for (;; at = (at + 1) & mask)
    {
      Slot *slot = &memory->slots[at];
      if (slot->id == 0 || (slot->low == low && slot->high == high))
        return slot;
    }
}

/** stemma_memory_find: Returns: the number that @hash stands for, 0 if it is not remembered */
guint32
stemma_memory_find (const StemmaMemory *memory, const StemmaTextHash *hash)
{
  return find_slot (memory, hash->low, (guint32) hash->high)->id;
}

static gboolean
has_room (const StemmaMemory *memory)
{
  return memory->n_used < memory->n_slots / 8 * 7;
}

/** stemma_memory_is_full: Returns: whether nothing more is taken */
gboolean
stemma_memory_is_full (const StemmaMemory *memory)
{
  return !has_room (memory) && memory->n_slots >= memory->max_slots;
}

static void
grow (StemmaMemory *memory)
{
  g_autofree Slot *before = memory->slots;
  guint n_before = memory->n_slots;
  memory->n_slots *= 2;
  memory->slots = g_new0 (Slot, memory->n_slots);
  for (guint i = 0; i < n_before; i++)
    if (before[i].id != 0)
      *find_slot (memory, before[i].low, before[i].high) = before[i];
}

/**
 * stemma_memory_add:
 * @memory: a memory
 * @hash: what is not remembered yet
 * @id: its number, not 0
 *
 * Returns: whether it is remembered: %FALSE if the memory is full
 */
gboolean
stemma_memory_add (StemmaMemory *memory, const StemmaTextHash *hash, guint32 id)
{
  if (stemma_memory_is_full (memory))
    return FALSE;
  if (!has_room (memory))
    grow (memory);
  *find_slot (memory, hash->low, (guint32) hash->high) = (Slot) { hash->low, (guint32) hash->high, id };
  memory->n_used++;
  return TRUE;
}
