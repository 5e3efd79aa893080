#pragma once

#include "simulate/sim-random.h"

G_BEGIN_DECLS

#define SIM_N_WORDS 8192
#define SIM_WORD_SIZE 12

/* Made-up words that can be spoken, all different, none of which holds the name of anything known in the
 * field. */
typedef struct
{
  char word[SIM_N_WORDS][SIM_WORD_SIZE];
} SimWords;

void sim_words_init (SimWords *words, guint32 seed);

/* Text that grows in a buffer and never past a limit. */
typedef struct
{
  char *text;
  guint length, limit;
} SimText;

void sim_text_add (SimText *text, const char *piece);
void sim_text_add_char (SimText *text, char c);
void sim_text_add_number (SimText *text, guint64 number);
void sim_text_add_word (SimText *text, const SimWords *words, guint64 hash, gboolean capital);
void sim_text_finish (SimText *text, guint from);

G_END_DECLS
