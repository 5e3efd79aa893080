#include "snapshot/stemma-words.h"

#include <string.h>

/* What all further words count as once the codes of a column are used up. */
#define OVERFLOW_WORD "other"

struct _StemmaWords
{
  GHashTable *codes; /* word to code */
  GByteArray *text;  /* terminated words */
  GArray *starts;    /* of guint32, by code */
  guint32 max_code;
};

/**
 * stemma_words_new:
 * @max_code: the highest code that the column can hold
 *
 * Returns: (transfer full): a dictionary that knows "" as 0
 */
StemmaWords *
stemma_words_new (guint32 max_code)
{
  StemmaWords *words = g_new0 (StemmaWords, 1);
  words->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->text = g_byte_array_new ();
  words->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  words->max_code = max_code;
  stemma_words_append (words, "", 0);
  return words;
}

/**
 * stemma_words_free:
 * @words: (nullable) (transfer full): a dictionary
 */
void
stemma_words_free (StemmaWords *words)
{
  if (words == NULL)
    return;
  g_hash_table_unref (words->codes);
  g_byte_array_unref (words->text);
  g_array_unref (words->starts);
  g_free (words);
}

/**
 * stemma_words_append:
 * @words: a dictionary
 * @word: bytes
 * @length: how many
 *
 * Adds a word that the caller knows to be new. Words beyond the highest code count as "other".
 *
 * Returns: its code
 */
guint32
stemma_words_append (StemmaWords *words, const char *word, gsize length)
{
  if (words->starts->len > words->max_code)
    return words->max_code;
  if (words->starts->len == words->max_code && words->max_code > 0)
    {
      word = OVERFLOW_WORD;
      length = strlen (OVERFLOW_WORD);
    }
  guint32 start = words->text->len;
  g_array_append_val (words->starts, start);
  if (length > 0)
    g_byte_array_append (words->text, (const guint8 *) word, (guint) length);
  g_byte_array_append (words->text, (const guint8 *) "", 1);
  return words->starts->len - 1;
}

/**
 * stemma_words_code:
 * @words: a dictionary
 * @word: (nullable): a word
 *
 * Returns: its code, a new one if it is new; 0 for %NULL and ""
 */
guint32
stemma_words_code (StemmaWords *words, const char *word)
{
  if (word == NULL || *word == '\0')
    return 0;
  gpointer code = NULL;
  if (g_hash_table_lookup_extended (words->codes, word, NULL, &code))
    return GPOINTER_TO_UINT (code);
  guint32 fresh = stemma_words_append (words, word, strlen (word));
  g_hash_table_insert (words->codes, g_strdup (word), GUINT_TO_POINTER (fresh));
  return fresh;
}

/**
 * stemma_words_get_count:
 * @words: a dictionary
 *
 * Returns: how many codes there are, 0 included
 */
guint32
stemma_words_get_count (const StemmaWords *words)
{
  return words->starts->len;
}

/**
 * stemma_words_get_text_size:
 * @words: a dictionary
 *
 * Returns: bytes of all words, terminators included
 */
gsize
stemma_words_get_text_size (const StemmaWords *words)
{
  return words->text->len;
}

/**
 * stemma_words_write:
 * @words: a dictionary
 * @start: (out caller-allocates): where each word starts, and the end: one entry more than there are codes
 * @text: (out caller-allocates): the words, each terminated
 */
void
stemma_words_write (const StemmaWords *words, guint32 *start, char *text)
{
  memcpy (start, words->starts->data, words->starts->len * sizeof (guint32));
  start[words->starts->len] = words->text->len;
  memcpy (text, words->text->data, words->text->len);
}
