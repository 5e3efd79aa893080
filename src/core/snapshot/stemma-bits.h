#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** StemmaBits: a set of numbers, a bit each, that knows which of its members is the how-manyeth. */
typedef struct
{
  const guint64 *words;
  const guint32 *rank; /* by word: members before it */
  guint32 n_words;
  guint32 n; /* members */
} StemmaBits;

void stemma_bits_rank (const guint64 *words, guint32 n_words, guint32 *rank);
guint32 stemma_bits_select (const StemmaBits *bits, guint32 nth);

static inline gboolean
stemma_bits_has (const StemmaBits *bits, guint32 number)
{
  return number / 64 < bits->n_words && (bits->words[number / 64] >> (number % 64) & 1) != 0;
}

/** stemma_bits_count_before: Returns: how many members are lower than @number, which is one */
static inline guint32
stemma_bits_count_before (const StemmaBits *bits, guint32 number)
{
  guint64 lower = bits->words[number / 64] & ((G_GUINT64_CONSTANT (1) << (number % 64)) - 1);
  return bits->rank[number / 64] + (guint32) __builtin_popcountll (lower);
}

G_END_DECLS
