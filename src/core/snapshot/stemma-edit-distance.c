#include "snapshot/stemma-edit-distance.h"

#include <string.h>

#define MAX_LENGTH 64

static const char *
last_bytes (const char *text, guint *length)
{
  gsize whole = strlen (text);
  *length = (guint) MIN (whole, MAX_LENGTH);
  return text + (whole - *length);
}

/**
 * stemma_edit_pattern_init:
 * @pattern: (out caller-allocates): a pattern
 * @text: the word
 */
void
stemma_edit_pattern_init (StemmaEditPattern *pattern, const char *text)
{
  memset (pattern, 0, sizeof *pattern);
  text = last_bytes (text, &pattern->length);
  for (guint i = 0; i < pattern->length; i++)
    pattern->places[(guint8) g_ascii_tolower (text[i])] |= G_GUINT64_CONSTANT (1) << i;
}

/**
 * stemma_edit_distance:
 * @pattern: a pattern
 * @text: another word
 * @bound: a distance beyond which it does not matter
 *
 * Levenshtein's distance, by Myers' bit-parallel method: a column of the table in two words, a few operations
 * a byte.
 *
 * Returns: how many insertions, deletions and replacements turn one into the other, or more than @bound if it
 * is more
 */
guint
stemma_edit_distance (const StemmaEditPattern *pattern, const char *text, guint bound)
{
  guint length = 0;
  text = last_bytes (text, &length);
  guint m = pattern->length;
  guint apart = m > length ? m - length : length - m;
  if (apart > bound || m == 0)
    return m == 0 ? length : bound + 1;
  guint64 up = ~G_GUINT64_CONSTANT (0);
  guint64 down = 0;
  guint64 last = G_GUINT64_CONSTANT (1) << (m - 1);
  guint distance = m;
  for (guint i = 0; i < length; i++)
    {
      guint64 equal = pattern->places[(guint8) g_ascii_tolower (text[i])];
      guint64 vertical = equal | down;
      guint64 diagonal = (((equal & up) + up) ^ up) | equal;
      guint64 plus = down | ~(diagonal | up);
      guint64 minus = up & diagonal;
      if (plus & last)
        distance++;
      if (minus & last)
        distance--;
      plus = plus << 1 | 1;
      minus <<= 1;
      up = minus | ~(vertical | plus);
      down = plus & vertical;
      if (distance > bound + (length - 1 - i))
        return bound + 1;
    }
  return distance;
}
