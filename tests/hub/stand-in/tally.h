#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StandInTally: what has happened, counted by word, in the order in which the words were first met. */
typedef struct
{
  GPtrArray *words;
  GArray *counts; /* guint64 */
} StandInTally;

void stand_in_tally_init (StandInTally *tally);
void stand_in_tally_clear (StandInTally *tally);
void stand_in_tally_reset (StandInTally *tally);
void stand_in_tally_count (StandInTally *tally, const char *word);
void stand_in_tally_append (GString *json, const char *key, const StandInTally *tally);

G_END_DECLS
