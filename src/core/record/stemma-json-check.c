#include "record/stemma-json.h"
#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EVERY_BYTE(b) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint8) (b))

/* One bit a level says whether it is an object. Depth costs a bit, not a stack frame, so that nesting needs
 * no bound of its own: a text of 64 MB can open at most as many levels, in 8 MB of bits. */
typedef struct
{
  const char *at;
  const char *end;
  const char *fault;
  guint8 *levels;
  gsize depth;
  gsize room; /* bytes of levels */
} Checker;

static gboolean
refuse (Checker *c, const char *fault)
{
  c->fault = fault;
  return FALSE;
}

static void
skip_space (Checker *c)
{
  while (c->at < c->end && (*c->at == ' ' || *c->at == '\n' || *c->at == '\r' || *c->at == '\t'))
    c->at++;
}

static gboolean
in_object (const Checker *c)
{
  gsize level = c->depth - 1;
  return (c->levels[level / 8] >> (level % 8)) & 1;
}

static void
push (Checker *c, gboolean object)
{
  if (c->depth / 8 >= c->room)
    {
      c->room = MAX (64, c->room * 2);
      c->levels = g_realloc (c->levels, c->room);
    }
  guint8 bit = (guint8) (1u << (c->depth % 8));
  if (object)
    c->levels[c->depth / 8] |= bit;
  else
    c->levels[c->depth / 8] &= (guint8) ~bit;
  c->depth++;
}

static gboolean
check_escape (Checker *c)
{
  if (c->end - c->at < 2)
    return refuse (c, _("a string that does not end"));
  if (c->at[1] == 'u')
    {
      if (c->end - c->at < 6)
        return refuse (c, _("a string that does not end"));
      for (guint i = 2; i < 6; i++)
        if (!g_ascii_isxdigit (c->at[i]))
          return refuse (c, _("\\u without four hexadecimal digits"));
      c->at += 6;
      return TRUE;
    }
  if (c->at[1] == '\0' || strchr ("\"\\/bfnrt", c->at[1]) == NULL)
    return refuse (c, _("an unknown escape in a string"));
  c->at += 2;
  return TRUE;
}

/* Over the ASCII that needs no thought, eight bytes at a time. A byte of a word is above 0x7f in @odd if it is a control
 * character, a quote, a backslash or no ASCII, and perhaps if such a byte stands before it. */
static const char *
skip_plain (const char *at, const char *end)
{
  while (end - at >= 8)
    {
      guint64 word;
      memcpy (&word, at, sizeof word);
      word = GUINT64_FROM_LE (word);
      guint64 quote = word ^ EVERY_BYTE ('"'), slash = word ^ EVERY_BYTE ('\\');
      guint64 odd = (word | (word - EVERY_BYTE (0x20)) | (quote - EVERY_BYTE (1)) | (slash - EVERY_BYTE (1)))
                    & EVERY_BYTE (0x80);
      if (odd != 0)
        return at + (__builtin_ctzll (odd) / 8);
      at += 8;
    }
  while (at < end && (guint8) *at >= 0x20 && (guint8) *at < 0x80 && *at != '"' && *at != '\\')
    at++;
  return at;
}

static gboolean
check_string (Checker *c)
{
  c->at++;
  while (c->at < c->end)
    {
      c->at = skip_plain (c->at, c->end);
      if (c->at == c->end)
        break;
      guint8 byte = (guint8) *c->at;
      if (byte == '"')
        {
          c->at++;
          return TRUE;
        }
      if (byte == '\\')
        {
          if (!check_escape (c))
            return FALSE;
        }
      else if (byte < 0x20)
        return refuse (c, _("a bare control character in a string"));
      else
        {
          gsize n = stemma_utf8_sequence (c->at, (gsize) (c->end - c->at));
          if (n == 0)
            return refuse (c, _("bytes that are not UTF-8"));
          c->at += n;
        }
    }
  return refuse (c, _("a string that does not end"));
}

static gsize
skip_digits (Checker *c)
{
  const char *start = c->at;
  while (c->at < c->end && g_ascii_isdigit (*c->at))
    c->at++;
  return (gsize) (c->at - start);
}

static gboolean
check_number (Checker *c)
{
  if (*c->at == '-')
    c->at++;
  const char *first = c->at;
  gsize whole = skip_digits (c);
  if (whole == 0 || (whole > 1 && *first == '0'))
    return refuse (c, _("a malformed number"));
  if (c->at < c->end && *c->at == '.')
    {
      c->at++;
      if (skip_digits (c) == 0)
        return refuse (c, _("a malformed number"));
    }
  if (c->at < c->end && (*c->at == 'e' || *c->at == 'E'))
    {
      c->at++;
      if (c->at < c->end && (*c->at == '+' || *c->at == '-'))
        c->at++;
      if (skip_digits (c) == 0)
        return refuse (c, _("a malformed number"));
    }
  return TRUE;
}

static gboolean
check_word (Checker *c)
{
  static const char *const words[] = { "true", "false", "null" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);
      if ((gsize) (c->end - c->at) >= n && memcmp (c->at, words[i], n) == 0)
        {
          c->at += n;
          return TRUE;
        }
    }
  return refuse (c, _("something that is no JSON value"));
}

static gboolean
check_key (Checker *c)
{
  skip_space (c);
  if (c->at == c->end || *c->at != '"')
    return refuse (c, _("a member without a key"));
  if (!check_string (c))
    return FALSE;
  skip_space (c);
  if (c->at == c->end || *c->at != ':')
    return refuse (c, _("a key without a colon"));
  c->at++;
  return TRUE;
}

/* Takes one scalar, one empty container or the opening of a container and its first key.
 * @whole tells whether a whole value lies behind. */
static gboolean
check_begin (Checker *c, gboolean *whole)
{
  *whole = TRUE;
  skip_space (c);
  if (c->at == c->end)
    return refuse (c, _("a value is missing"));
  char first = *c->at;
  if (first == '"')
    return check_string (c);
  if (first == '-' || g_ascii_isdigit (first))
    return check_number (c);
  if (first != '{' && first != '[')
    return check_word (c);

  c->at++;
  skip_space (c);
  if (c->at < c->end && *c->at == (first == '{' ? '}' : ']'))
    {
      c->at++;
      return TRUE;
    }
  *whole = FALSE;
  push (c, first == '{');
  return first == '[' || check_key (c);
}

/* After a whole value: closes what closes, up to a comma or the end of everything. */
static gboolean
check_after (Checker *c)
{
  while (c->depth > 0)
    {
      skip_space (c);
      if (c->at == c->end)
        return refuse (c, _("it breaks off in the middle"));
      char byte = *c->at;
      if (byte == ',')
        {
          c->at++;
          return !in_object (c) || check_key (c);
        }
      if (byte != (in_object (c) ? '}' : ']'))
        return refuse (c, _("neither a comma nor the right closing bracket"));
      c->at++;
      c->depth--;
    }
  return TRUE;
}

static gboolean
check_all (Checker *c)
{
  do
    {
      gboolean whole;
      if (!check_begin (c, &whole))
        return FALSE;
      if (whole && !check_after (c))
        return FALSE;
      if (whole && c->depth == 0)
        break;
    }
  while (TRUE);
  skip_space (c);
  return c->at == c->end || refuse (c, _("something follows the value"));
}

/**
 * stemma_json_check:
 * @text: bytes, not necessarily terminated
 * @length: how many
 * @value: (out): the whole value, without the space around it
 * @fault_at: (out): where the fault lies, if there is one
 * @fault: (out) (transfer none): the fault in words for a person, translated
 *
 * Holds @text against RFC 8259: one value, nothing after it, no comments, no single quotes, UTF-8 throughout.
 * Numbers of any size, doubled keys, \u0000 and lone surrogates are well-formed; what becomes of them is up
 * to who reads the value. Takes no stack, however deep the nesting.
 *
 * Returns: whether @text is sound
 */
gboolean
stemma_json_check (const char *text, gsize length, StemmaJson *value, gsize *fault_at, const char **fault)
{
  Checker checker = { .at = text, .end = text + length };
  skip_space (&checker);
  const char *start = checker.at;
  gboolean sound = check_all (&checker);
  g_free (checker.levels);
  const char *end = text + length;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;
  *value = sound ? (StemmaJson) { start, end } : (StemmaJson) { NULL, NULL };
  *fault_at = (gsize) (checker.at - text);
  *fault = checker.fault;
  return sound;
}
