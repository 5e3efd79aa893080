#include "snapshot/stemma-bits.h"

/**
 * stemma_bits_rank:
 * @words: bits
 * @n_words: how many words of 64
 * @rank: (out caller-allocates): room for @n_words numbers
 */
void
stemma_bits_rank (const guint64 *words, guint32 n_words, guint32 *rank)
{
  guint32 n = 0;
  for (guint32 i = 0; i < n_words; i++)
    {
      rank[i] = n;
      n += (guint32) __builtin_popcountll (words[i]);
    }
}

/**
 * stemma_bits_select:
 * @bits: a set
 * @nth: which member, from 0
 *
 * Returns: that member; %G_MAXUINT32 if there are fewer
 */
guint32
stemma_bits_select (const StemmaBits *bits, guint32 nth)
{
  guint32 low = 0;
  guint32 high = bits->n_words;
  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;
      if (bits->rank[middle] <= nth)
        low = middle;
      else
        high = middle;
    }
  if (nth >= bits->n || bits->n_words == 0 || bits->rank[low] > nth)
    return G_MAXUINT32;
  guint64 word = bits->words[low];
  for (guint32 skip = nth - bits->rank[low]; skip > 0 && word != 0; skip--)
    word &= word - 1;
  return word == 0 ? G_MAXUINT32 : low * 64 + (guint32) __builtin_ctzll (word);
}
