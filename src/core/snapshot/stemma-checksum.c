#include "snapshot/stemma-checksum.h"

#include <string.h>

#define LANES 4
#define FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

static inline guint64
stir (guint64 lane, guint64 word)
{
  lane ^= word;
  lane = (lane << 29) | (lane >> 35);
  return lane * FACTOR;
}

static inline guint64
load (const guint8 *bytes)
{
  guint64 word;
  memcpy (&word, bytes, sizeof word);
  return word;
}

/**
 * stemma_checksum_init:
 * @sum: (out caller-allocates): a sum of nothing
 */
void
stemma_checksum_init (StemmaChecksum *sum)
{
  *sum = (StemmaChecksum){ .lanes = { 1, 2, 3, 4 } };
}

/**
 * stemma_checksum_add:
 * @sum: a sum
 * @data: what comes next
 * @size: how many bytes
 *
 * The pieces in which the bytes come make no difference.
 */
void
stemma_checksum_add (StemmaChecksum *sum, gconstpointer data, gsize size)
{
  const guint8 *bytes = data;
  while (size > 0)
    {
      gsize filled = sum->size % sizeof sum->pending;
      gsize take = MIN (size, sizeof sum->pending - filled);
      if (filled > 0 || take < sizeof sum->pending)
        memcpy (sum->pending + filled, bytes, take);
      const guint8 *block = filled > 0 ? sum->pending : bytes;
      if (filled + take == sizeof sum->pending)
        for (guint i = 0; i < LANES; i++)
          sum->lanes[i] = stir (sum->lanes[i], load (block + i * 8));
      sum->size += take;
      bytes += take;
      size -= take;
    }
}

/**
 * stemma_checksum_finish:
 * @sum: a sum
 *
 * Returns: the sum, in this machine's byte order
 */
guint64
stemma_checksum_finish (const StemmaChecksum *sum)
{
  StemmaChecksum last = *sum;
  gsize left = sum->size % sizeof sum->pending;
  memset (last.pending + left, 0, sizeof last.pending - left);
  for (guint i = 0; i * 8 < left; i++)
    last.lanes[i] = stir (last.lanes[i], load (last.pending + i * 8));
  guint64 result = stir (FACTOR, sum->size);
  for (guint i = 0; i < LANES; i++)
    result = stir (result, last.lanes[i]);
  return result;
}

/**
 * stemma_checksum:
 * @data: bytes
 * @size: how many
 *
 * A fast sum against damage, not against malice. Every step can be undone, so a change within one word always
 * changes the sum; four lanes keep the multiplier busy.
 *
 * Returns: the sum, in this machine's byte order
 */
guint64
stemma_checksum (gconstpointer data, gsize size)
{
  StemmaChecksum sum;
  stemma_checksum_init (&sum);
  stemma_checksum_add (&sum, data, size);
  return stemma_checksum_finish (&sum);
}
