#include "fuzz.h"

#include <string.h>

#define N_MUTATIONS 20000
#define MAX_SIZE 4096

static void
put_in (GByteArray *bytes, guint at, const char *word)
{
  guint length = (guint) strlen (word);
  guint rest = bytes->len - at;
  g_byte_array_append (bytes, (const guint8 *) word, length);
  memmove (bytes->data + at + length, bytes->data + at, rest);
  memcpy (bytes->data + at, word, length);
}

/* Puts a word in the place of a whole token, so that much of what comes out is still well-formed. */
static void
replace_token (GByteArray *bytes, guint at, const char *word)
{
  while (at < bytes->len && !g_ascii_isalnum (bytes->data[at]) && bytes->data[at] != '"')
    at++;
  guint end = at;
  if (at < bytes->len && bytes->data[at] == '"')
    for (end++; end < bytes->len && bytes->data[end] != '"';)
      end++;
  else
    while (end < bytes->len && (g_ascii_isalnum (bytes->data[end]) || bytes->data[end] == '.'))
      end++;
  if (end >= bytes->len)
    return;
  g_byte_array_remove_range (bytes, at, end + (bytes->data[at] == '"') - at);
  put_in (bytes, at, word);
}

static void
mutate (GByteArray *bytes, GRand *rand)
{
  guint n_words = g_strv_length ((char **) fuzz_words);
  guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len + 1);
  guint rest = bytes->len - at;
  const char *word = fuzz_words[g_rand_int_range (rand, 0, (gint32) n_words)];
  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      if (rest > 0)
        bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      if (rest > 0)
        bytes->data[at] ^= (guint8) (1u << g_rand_int_range (rand, 0, 8));
      break;
    case 2:
      g_byte_array_set_size (bytes, at);
      break;
    case 3:
      if (rest > 0)
        g_byte_array_remove_range (bytes, at,
                                   (guint) g_rand_int_range (rand, 0, (gint32) MIN (rest, 20)) + 1);
      break;
    case 4:
      {
        g_autofree guint8 *copy = g_memdup2 (bytes->data + at, MIN (rest, 200));
        g_byte_array_append (bytes, copy, MIN (rest, 200));
      }
      break;
    case 5:
      put_in (bytes, at, word);
      break;
    default:
      replace_token (bytes, at, word);
      break;
    }
  if (bytes->len > MAX_SIZE)
    g_byte_array_set_size (bytes, MAX_SIZE);
}

static void
run (const guint8 *data, gsize size)
{
  /* An exact copy on the heap, so that a sanitizer sees one byte too many. */
  g_autofree guint8 *copy = g_memdup2 (data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250625);
  guint n_seeds = g_strv_length ((char **) fuzz_seeds);
  for (guint i = 0; i < n_seeds; i++)
    run ((const guint8 *) fuzz_seeds[i], strlen (fuzz_seeds[i]));
  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      const char *seed = fuzz_seeds[g_rand_int_range (rand, 0, (gint32) n_seeds)];
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_byte_array_append (bytes, (const guint8 *) seed, (guint) strlen (seed));
      guint rounds = (guint) g_rand_int_range (rand, 1, 4);
      for (guint j = 0; j < rounds; j++)
        mutate (bytes, rand);
      run (bytes->data, bytes->len);
    }
  g_print ("%u seeds, %u mutations\n", n_seeds, N_MUTATIONS);
  return 0;
}
