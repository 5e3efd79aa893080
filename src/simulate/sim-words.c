#include "simulate/sim-words.h"

#include <string.h>

/* Names of models, of those who make them and of kin: no made-up word may hold one of them. */
static const char *const known[] = {
  "adobe",    "aleph",  "alexa",   "alibaba", "amazon", "apple", "arctic",  "aya",     "baichuan", "baidu",
  "bark",     "bart",   "bert",    "bing",    "bloom",  "camel", "chat",    "claude",  "clip",     "cohere",
  "copilot",  "dalle",  "danube",  "dbrx",    "deep",   "dino",  "dolly",   "dolphin", "ernie",    "electra",
  "elmo",     "exa",    "falcon",  "fair",    "flan",   "flux",  "gemini",  "gemma",   "glm",      "gpt",
  "granite",  "grok",   "hermes",  "hugging", "hun",    "ibm",   "intel",   "jais",    "jamba",    "jina",
  "jurassic", "kimi",   "lama",    "llama",   "llava",  "lamda", "luma",    "mamba",   "megatron", "meta",
  "mini",     "mira",   "mistral", "mixtral", "moshi",  "mpt",   "nemo",    "nomic",   "nova",     "nous",
  "nvidia",   "olmo",   "open",    "opus",    "orca",   "palm",  "pega",    "phi",     "pixtral",  "pythia",
  "qwen",     "qwq",    "replit",  "riva",    "sailor", "sana",  "siri",    "solar",   "sonar",    "sora",
  "suno",     "tulu",   "vera",    "veo",     "vicuna", "vit",   "whisper", "wan",     "yi",       "yolo",
  "zamba",    "zephyr", "zero",    "nazi",    "fuck",   "shit",  "sex",     "porn",    "rape",     "kike",
  "fag",      "cum",    "tit",     "cock",    "dick",   "puta",  "merd",    "kkk",     "slut",     "nig",
  "anal",
};

static gboolean
is_known (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (word, known[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
make_word (SimRandom *random, char word[SIM_WORD_SIZE])
{
  static const char *const onsets[] = { "b", "d", "f", "g", "k",  "l",  "m",  "n",  "p",  "r",
                                        "s", "t", "v", "z", "br", "dr", "kr", "tr", "sk", "st" };
  static const char *const vowels[] = { "a", "e", "i", "o", "u", "a", "e", "o", "ia", "ei" };
  static const char *const codas[] = { "", "", "", "", "n", "r", "l", "s", "k", "m" };
  guint syllables = 2 + (sim_below (random, 3) != 0);
  word[0] = '\0';
  for (guint i = 0; i < syllables; i++)
    {
      gboolean last = i + 1 == syllables;
      g_strlcat (word, onsets[sim_below (random, i == 0 ? G_N_ELEMENTS (onsets) : 14)], SIM_WORD_SIZE);
      g_strlcat (word, vowels[sim_below (random, i == 1 ? 8 : G_N_ELEMENTS (vowels))], SIM_WORD_SIZE);
      if (last || sim_below (random, 4) == 0)
        g_strlcat (word, codas[sim_below (random, G_N_ELEMENTS (codas))], SIM_WORD_SIZE);
    }
}

void
sim_words_init (SimWords *words, guint32 seed)
{
  SimRandom random = { sim_hash (seed, 3, 0) };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < SIM_N_WORDS;)
    {
      char *word = words->word[i];
      make_word (&random, word);
      if (is_known (word) || strlen (word) < 4 || g_hash_table_contains (seen, word))
        continue;
      g_hash_table_add (seen, word);
      i++;
    }
}

void
sim_text_add_char (SimText *text, char c)
{
  if (text->length + 1 < text->limit)
    text->text[text->length++] = c;
  text->text[text->length] = '\0';
}

void
sim_text_add (SimText *text, const char *piece)
{
  guint room = text->limit > text->length ? text->limit - 1 - text->length : 0;
  guint length = (guint) MIN (strlen (piece), room);
  memcpy (text->text + text->length, piece, length);
  text->length += length;
  text->text[text->length] = '\0';
}

void
sim_text_add_number (SimText *text, guint64 number)
{
  char digits[24];
  guint at = sizeof digits - 1;
  digits[at] = '\0';
  do
    {
      digits[--at] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);
  sim_text_add (text, digits + at);
}

void
sim_text_add_word (SimText *text, const SimWords *words, guint64 hash, gboolean capital)
{
  const char *word = words->word[(hash >> 20) % SIM_N_WORDS];
  sim_text_add_char (text, capital ? g_ascii_toupper (word[0]) : word[0]);
  sim_text_add (text, word + 1);
}

/* A name cut short must not end in a mark. */
void
sim_text_finish (SimText *text, guint from)
{
  while (text->length > from + 1 && !g_ascii_isalnum (text->text[text->length - 1]))
    text->length--;
  text->text[text->length] = '\0';
}
