#include "record/stemma-json.h"

#include <string.h>

#define EVERY_BYTE(b) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint8) (b))

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;
  return at;
}

/* The first quote or backslash, @end or behind it if there is none. Strings are short: a call costs more than they do. */
static const char *
find_mark (const char *at, const char *end)
{
  for (; end - at >= 8; at += 8)
    {
      guint64 word;
      memcpy (&word, at, sizeof word);
      word = GUINT64_FROM_LE (word);
      guint64 quote = word ^ EVERY_BYTE ('"'), slash = word ^ EVERY_BYTE ('\\');
      /* The lowest byte that is marked is one of the two; what stands behind it may be marked by its borrow. */
      guint64 marked = (((quote - EVERY_BYTE (1)) & ~quote) | ((slash - EVERY_BYTE (1)) & ~slash)) & EVERY_BYTE (0x80);
      if (marked != 0)
        return at + __builtin_ctzll (marked) / 8;
    }
  while (at < end && *at != '"' && *at != '\\')
    at++;
  return at;
}

/**
 * stemma_json_string_end:
 * @at: behind an opening quote
 * @end: the end of the text
 *
 * Returns: (transfer none) (nullable): the closing quote, %NULL if there is none
 */
const char *
stemma_json_string_end (const char *at, const char *end)
{
  while ((at = find_mark (at, end)) < end)
    {
      if (*at == '"')
        return at;
      at += 2;
    }
  return NULL;
}

/* Where a value of a sound text ends. */
static const char *
value_end (const char *at, const char *end)
{
  gsize depth = 0;
  do
    {
      char byte = *at;
      if (byte == '"')
        at = stemma_json_string_end (at + 1, end) + 1;
      else
        {
          if (byte == '{' || byte == '[')
            depth++;
          else if (byte == '}' || byte == ']')
            depth--;
          at++;
          if (byte != '{' && byte != '[' && byte != '}' && byte != ']' && depth == 0)
            while (at < end && *at != ',' && *at != '}' && *at != ']' && !g_ascii_isspace (*at))
              at++;
        }
    }
  while (depth > 0);
  return at;
}

/**
 * stemma_json_type:
 * @value: a value, possibly absent
 *
 * Returns: what it is
 */
StemmaJsonType
stemma_json_type (StemmaJson value)
{
  if (value.start == NULL)
    return STEMMA_JSON_ABSENT;
  switch (*value.start)
    {
    case '{':
      return STEMMA_JSON_OBJECT;
    case '[':
      return STEMMA_JSON_ARRAY;
    case '"':
      return STEMMA_JSON_STRING;
    case 't':
    case 'f':
      return STEMMA_JSON_BOOLEAN;
    case 'n':
      return STEMMA_JSON_NULL;
    default:
      return STEMMA_JSON_NUMBER;
    }
}

/**
 * stemma_json_is_empty:
 * @value: a value, possibly absent
 *
 * Returns: whether it is absent, null, or a container without content
 */
gboolean
stemma_json_is_empty (StemmaJson value)
{
  StemmaJsonType type = stemma_json_type (value);
  if (type == STEMMA_JSON_ARRAY || type == STEMMA_JSON_OBJECT)
    return skip_space (value.start + 1, value.end) == value.end - 1;
  return type == STEMMA_JSON_ABSENT || type == STEMMA_JSON_NULL;
}

/**
 * stemma_json_iter_init:
 * @iter: (out): the walk
 * @value: an array or an object; anything else is walked as if empty
 */
void
stemma_json_iter_init (StemmaJsonIter *iter, StemmaJson value)
{
  StemmaJsonType type = stemma_json_type (value);
  iter->members = type == STEMMA_JSON_OBJECT;
  iter->at = iter->end = NULL;
  if (type == STEMMA_JSON_ARRAY || type == STEMMA_JSON_OBJECT)
    {
      iter->at = value.start + 1;
      iter->end = value.end - 1;
    }
}

static StemmaJson
take_value (StemmaJsonIter *iter)
{
  StemmaJson value = { iter->at, value_end (iter->at, iter->end) };
  iter->at = skip_space (value.end, iter->end);
  return value;
}

/**
 * stemma_json_iter_next:
 * @iter: a walk
 * @key: (out) (optional): the member's key, a string; absent in an array
 * @value: (out): the element
 *
 * Returns: whether there was one more
 */
gboolean
stemma_json_iter_next (StemmaJsonIter *iter, StemmaJson *key, StemmaJson *value)
{
  if (iter->at == NULL)
    return FALSE;
  iter->at = skip_space (iter->at, iter->end);
  if (iter->at == iter->end)
    return FALSE;
  StemmaJson name = { NULL, NULL };
  if (iter->members)
    {
      name = take_value (iter);
      iter->at = skip_space (iter->at + 1, iter->end); /* the colon */
    }
  *value = take_value (iter);
  if (iter->at < iter->end)
    iter->at++; /* the comma */
  if (key != NULL)
    *key = name;
  return TRUE;
}

/* A key spelt with escapes is rare; it is worth a decoded copy. */
static gboolean
equals_escaped (StemmaJson string, const char *text)
{
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  gboolean damaged = FALSE;
  const char *plain = stemma_json_text (string, arena, &damaged);
  return !damaged && g_strcmp0 (plain, text) == 0;
}

/**
 * stemma_json_equals:
 * @string: a value
 * @text: a text
 *
 * Returns: whether @string is a string that reads @text
 */
gboolean
stemma_json_equals (StemmaJson string, const char *text)
{
  if (stemma_json_type (string) != STEMMA_JSON_STRING)
    return FALSE;
  gsize length = (gsize) (string.end - string.start) - 2;
  if (memchr (string.start, '\\', length + 1) != NULL)
    return equals_escaped (string, text);
  return strlen (text) == length && memcmp (string.start + 1, text, length) == 0;
}

/* The innermost loop of all reading: most keys differ from most of the wanted ones in their first bytes. */
static guint
find_key (StemmaJson key, const char *const *keys, guint n_keys)
{
  gsize length = (gsize) (key.end - key.start) - 2;
  const char *text = key.start + 1;
  gboolean plain = memchr (text, '\\', length) == NULL;
  guint i = 0;
  if (plain)
    while (i < n_keys
           && (keys[i][0] != text[0] || (length > 1 && keys[i][1] != text[1]) || strncmp (keys[i], text, length) != 0 || keys[i][length] != '\0'))
      i++;
  else
    while (i < n_keys && !equals_escaped (key, keys[i]))
      i++;
  return i;
}

/**
 * stemma_json_pick:
 * @object: a value; anything but an object has no members
 * @keys: (array length=n_keys): the members that are wanted
 * @n_keys: how many, 64 at most
 * @values: (out caller-allocates) (array length=n_keys): their values, absent where there is none. Of a key
 *   given twice the last one counts
 *
 * Returns: the places of keys that were given twice, as bits
 */
guint64
stemma_json_pick (StemmaJson object, const char *const *keys, guint n_keys, StemmaJson *values)
{
  guint64 doubled = 0;
  for (guint i = 0; i < n_keys; i++)
    values[i] = (StemmaJson) { NULL, NULL };
  if (stemma_json_type (object) != STEMMA_JSON_OBJECT)
    return 0;

  StemmaJsonIter iter;
  StemmaJson key, value;
  stemma_json_iter_init (&iter, object);
  while (stemma_json_iter_next (&iter, &key, &value))
    {
      guint i = find_key (key, keys, n_keys);
      if (i == n_keys)
        continue;
      if (values[i].start != NULL)
        doubled |= G_GUINT64_CONSTANT (1) << i;
      values[i] = value;
    }
  return doubled;
}

/**
 * stemma_json_member:
 * @object: a value
 * @key: a key
 *
 * Returns: the member of that key, absent if there is none
 */
StemmaJson
stemma_json_member (StemmaJson object, const char *key)
{
  StemmaJson value;
  stemma_json_pick (object, &key, 1, &value);
  return value;
}
