#include "store/stemma-text-hash.h"

#include <string.h>

static inline guint64
rotate (guint64 word, guint bits)
{
  return word << bits | word >> (64 - bits);
}

static inline void
mix (guint64 v[4], guint rounds)
{
  for (guint i = 0; i < rounds; i++)
    {
      v[0] += v[1];
      v[2] += v[3];
      v[1] = rotate (v[1], 13) ^ v[0];
      v[3] = rotate (v[3], 16) ^ v[2];
      v[0] = rotate (v[0], 32);
      v[2] += v[1];
      v[0] += v[3];
      v[1] = rotate (v[1], 17) ^ v[2];
      v[3] = rotate (v[3], 21) ^ v[0];
      v[2] = rotate (v[2], 32);
    }
}

static inline void
take_word (guint64 v[4], guint64 word)
{
  v[3] ^= word;
  mix (v, 2);
  v[0] ^= word;
}

static guint64
read_word (const char *bytes, gsize length)
{
  guint64 word = 0;
  memcpy (&word, bytes, length);
  return GUINT64_FROM_LE (word);
}

/**
 * stemma_text_hash:
 * @key: what only this store knows, so that nobody can choose texts that collide
 * @text: bytes
 * @length: how many
 *
 * SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012). Stored, so it never changes.
 *
 * Returns: a number that no other text of the store is to be expected to have
 */
StemmaTextHash
stemma_text_hash (const guint8 key[STEMMA_TEXT_HASH_KEY_SIZE], const char *text, gsize length)
{
  guint64 k0 = read_word ((const char *) key, 8), k1 = read_word ((const char *) key + 8, 8);
  guint64 v[4] = { k0 ^ G_GUINT64_CONSTANT (0x736f6d6570736575), k1 ^ G_GUINT64_CONSTANT (0x646f72616e646f83),
                   k0 ^ G_GUINT64_CONSTANT (0x6c7967656e657261), k1 ^ G_GUINT64_CONSTANT (0x7465646279746573) };
  gsize rest = length;
  for (; rest >= 8; rest -= 8, text += 8)
    take_word (v, read_word (text, 8));
  take_word (v, read_word (text, rest) | (guint64) length << 56);

  StemmaTextHash hash;
  v[2] ^= 0xee;
  mix (v, 4);
  hash.low = v[0] ^ v[1] ^ v[2] ^ v[3];
  v[1] ^= 0xdd;
  mix (v, 4);
  hash.high = v[0] ^ v[1] ^ v[2] ^ v[3];
  return hash;
}
