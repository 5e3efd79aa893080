#include "analysis/stemma-reading.h"

#include <string.h>

/**
 * stemma_reading_word:
 * @reading: a reading
 *
 * Returns: (transfer none): its word in options and results, never translated
 */
const char *
stemma_reading_word (StemmaReading reading)
{
  return reading == STEMMA_READING_PAPER ? "paper" : "exact";
}

/**
 * stemma_reading_parse:
 * @word: a word
 * @reading: (out): what it names
 *
 * Returns: whether it names a reading
 */
gboolean
stemma_reading_parse (const char *word, StemmaReading *reading)
{
  if (g_strcmp0 (word, "exact") != 0 && g_strcmp0 (word, "paper") != 0)
    return FALSE;
  *reading = strcmp (word, "paper") == 0 ? STEMMA_READING_PAPER : STEMMA_READING_EXACT;
  return TRUE;
}

/**
 * stemma_kind_word:
 * @kind: a kind
 *
 * Returns: (transfer none): its word in results, never translated
 */
const char *
stemma_kind_word (StemmaKind kind)
{
  static const char *const words[STEMMA_N_KINDS] = { "finetune", "merge", "quantized", "other" };
  return kind < STEMMA_N_KINDS ? words[kind] : words[STEMMA_KIND_OTHER];
}
