#include "record/stemma-utf8.h"

#include <string.h>

#define EVERY_BYTE(b) (G_GUINT64_CONSTANT (0x0101010101010101) * (b))

/* Whether eight bytes are all from 0x20 to 0x7f. Wrong only in saying no too often, which costs time alone.
 */
static inline gboolean
is_plain_word (const char *text)
{
  guint64 word;
  memcpy (&word, text, sizeof word);
  return ((word | (word - EVERY_BYTE (0x20))) & EVERY_BYTE (0x80)) == 0;
}

/**
 * stemma_utf8_sequence:
 * @text: bytes, the first of them 0x80 or more
 * @length: how many there are
 *
 * Returns: the length of the character at @text, 0 if it is none by RFC 3629 (overlong, a surrogate, past
 *   U+10FFFF, cut off)
 */
gsize
stemma_utf8_sequence (const char *text, gsize length)
{
  const guint8 *b = (const guint8 *) text;
  gsize n = b[0] < 0xc2 ? 0 : b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : b[0] < 0xf5 ? 4 : 0;
  if (n == 0 || length < n)
    return 0;
  for (gsize i = 1; i < n; i++)
    if ((b[i] & 0xc0) != 0x80)
      return 0;
  gboolean overlong = (b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xf0 && b[1] < 0x90);
  gboolean outside = (b[0] == 0xed && b[1] > 0x9f) || (b[0] == 0xf4 && b[1] > 0x8f);
  return overlong || outside ? 0 : n;
}

/**
 * stemma_utf8_scan:
 * @text: bytes
 * @length: how many
 * @control: (out) (optional): whether there are bytes below 0x20 among those that are sound
 *
 * Returns: the place of the first byte that is NUL or no UTF-8; @length if all is sound
 */
gsize
stemma_utf8_scan (const char *text, gsize length, gboolean *control)
{
  gboolean found = FALSE;
  gsize i = 0;
  while (i < length)
    {
      guint8 byte = (guint8) text[i];
      gsize step = 1;
      if (length - i >= 8 && is_plain_word (text + i))
        step = 8;
      else if (byte >= 0x80)
        step = stemma_utf8_sequence (text + i, length - i);
      else if (byte == 0)
        step = 0;
      else if (byte < 0x20)
        found = TRUE;
      if (step == 0)
        break;
      i += step;
    }
  if (control != NULL)
    *control = found;
  return i;
}

/**
 * stemma_utf8_trim:
 * @text: bytes
 * @length: (inout): how many; on return without the ASCII white space at both ends
 *
 * Returns: (transfer none): where the rest begins in @text
 */
const char *
stemma_utf8_trim (const char *text, gsize *length)
{
  gsize n = *length;
  while (n > 0 && g_ascii_isspace (text[n - 1]))
    n--;
  while (n > 0 && g_ascii_isspace (*text))
    {
      text++;
      n--;
    }
  *length = n;
  return text;
}

/**
 * stemma_utf8_is_blank:
 * @text: bytes
 * @length: how many
 *
 * Returns: whether there is nothing but ASCII white space
 */
gboolean
stemma_utf8_is_blank (const char *text, gsize length)
{
  stemma_utf8_trim (text, &length);
  return length == 0;
}
