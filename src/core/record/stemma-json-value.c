#include "record/stemma-json.h"

#include <math.h>
#include <string.h>

static guint
hex4 (const char *digits)
{
  guint code = 0;
  for (guint i = 0; i < 4; i++)
    code = code << 4 | (guint) g_ascii_xdigit_value (digits[i]);
  return code;
}

/* Reads the escape \uXXXX at @at, with the second half of a pair where one follows. */
static gunichar
unescape_unicode (const char **at, const char *end, gboolean *damaged)
{
  guint code = hex4 (*at + 2);
  *at += 6;
  if (code >= 0xd800 && code < 0xdc00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u')
    {
      guint low = hex4 (*at + 2);
      if (low >= 0xdc00 && low < 0xe000)
        {
          *at += 6;
          return 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
        }
    }
  if (code == 0 || (code >= 0xd800 && code < 0xe000))
    {
      *damaged = TRUE;
      return 0xfffd;
    }
  return code;
}

static char
unescape_letter (char letter)
{
  static const char letters[] = "bfnrt";
  static const char values[] = "\b\f\n\r\t";
  const char *found = strchr (letters, letter);
  return found == NULL ? letter : values[found - letters];
}

static const char *
unescape (const char *at, const char *end, StemmaArena *arena, gboolean *damaged)
{
  /* Decoded text is never longer: an escape of six bytes gives three at most. */
  char *text = stemma_arena_alloc (arena, (gsize) (end - at) + 1);
  char *out = text;
  while (at < end)
    {
      const char *slash = memchr (at, '\\', (gsize) (end - at));
      gsize plain = (gsize) ((slash == NULL ? end : slash) - at);
      memcpy (out, at, plain);
      out += plain;
      at += plain;
      if (slash == NULL)
        break;
      if (at[1] == 'u')
        out += g_unichar_to_utf8 (unescape_unicode (&at, end, damaged), out);
      else
        {
          *out++ = unescape_letter (at[1]);
          at += 2;
        }
    }
  *out = '\0';
  return text;
}

/**
 * stemma_json_text:
 * @value: a value
 * @arena: where the text goes
 * @damaged: (inout): set when a lone surrogate or a NUL had to be replaced by U+FFFD; else left alone
 *
 * Returns: (transfer none) (nullable): the decoded string, %NULL if @value is none
 */
const char *
stemma_json_text (StemmaJson value, StemmaArena *arena, gboolean *damaged)
{
  if (stemma_json_type (value) != STEMMA_JSON_STRING)
    return NULL;
  const char *at = value.start + 1;
  const char *end = value.end - 1;
  gsize length = (gsize) (end - at);
  if (memchr (at, '\\', length) == NULL)
    return stemma_arena_strndup (arena, at, length);
  return unescape (at, end, arena, damaged);
}

/**
 * stemma_json_number:
 * @value: a value
 * @number: (out): the number
 *
 * Returns: whether @value is a number that a double can hold
 */
gboolean
stemma_json_number (StemmaJson value, double *number)
{
  if (stemma_json_type (value) != STEMMA_JSON_NUMBER)
    return FALSE;
  gsize length = (gsize) (value.end - value.start);
  char buffer[64];
  g_autofree char *large = NULL;
  char *digits = buffer;
  if (length >= sizeof buffer)
    digits = large = g_malloc (length + 1);
  memcpy (digits, value.start, length);
  digits[length] = '\0';
  double result = g_ascii_strtod (digits, NULL);
  if (!isfinite (result))
    return FALSE;
  *number = result;
  return TRUE;
}

/**
 * stemma_json_count:
 * @value: a value
 * @count: (out): the number
 *
 * Returns: whether @value is a whole number from 0 to 2^64 - 1. One written with a fraction or an exponent is
 *   taken where it is whole
 */
gboolean
stemma_json_count (StemmaJson value, guint64 *count)
{
  if (stemma_json_type (value) != STEMMA_JSON_NUMBER)
    return FALSE;
  guint64 sum = 0;
  const char *at = value.start;
  for (; at < value.end && g_ascii_isdigit (*at); at++)
    if (!g_uint64_checked_mul (&sum, sum, 10) || !g_uint64_checked_add (&sum, sum, (guint64) (*at - '0')))
      return FALSE;
  if (at == value.end)
    {
      *count = sum;
      return TRUE;
    }
  double number;
  if (!stemma_json_number (value, &number) || number < 0 || number >= 0x1p64 || number != floor (number))
    return FALSE;
  *count = (guint64) number;
  return TRUE;
}

/**
 * stemma_json_boolean:
 * @value: a value
 * @truth: (out): what it says
 *
 * Returns: whether @value is true or false
 */
gboolean
stemma_json_boolean (StemmaJson value, gboolean *truth)
{
  if (stemma_json_type (value) != STEMMA_JSON_BOOLEAN)
    return FALSE;
  *truth = *value.start == 't';
  return TRUE;
}
