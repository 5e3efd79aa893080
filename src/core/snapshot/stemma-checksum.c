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
  const guint8 *bytes = data;
  guint64 lanes[LANES] = { 1, 2, 3, 4 };
  gsize at = 0;
  for (; at + LANES * 8 <= size; at += LANES * 8)
    for (guint i = 0; i < LANES; i++)
      lanes[i] = stir (lanes[i], load (bytes + at + i * 8));
  for (guint i = 0; at < size; at += 8, i++)
    {
      guint8 rest[8] = { 0 };
      memcpy (rest, bytes + at, MIN (size - at, 8));
      lanes[i] = stir (lanes[i], load (rest));
    }
  guint64 sum = stir (FACTOR, size);
  for (guint i = 0; i < LANES; i++)
    sum = stir (sum, lanes[i]);
  return sum;
}
