#include "tally.h"

#include "simulate/sim-json.h"

void
stand_in_tally_init (StandInTally *tally)
{
  tally->words = g_ptr_array_new_with_free_func (g_free);
  tally->counts = g_array_new (FALSE, TRUE, sizeof (guint64));
}

void
stand_in_tally_clear (StandInTally *tally)
{
  g_clear_pointer (&tally->words, g_ptr_array_unref);
  g_clear_pointer (&tally->counts, g_array_unref);
}

void
stand_in_tally_reset (StandInTally *tally)
{
  g_ptr_array_set_size (tally->words, 0);
  g_array_set_size (tally->counts, 0);
}

/**
 * stand_in_tally_count:
 * @tally: a tally
 * @word: what has happened; one of a few
 */
void
stand_in_tally_count (StandInTally *tally, const char *word)
{
  guint place;
  if (!g_ptr_array_find_with_equal_func (tally->words, word, g_str_equal, &place))
    {
      place = tally->words->len;
      g_ptr_array_add (tally->words, g_strdup (word));
      g_array_set_size (tally->counts, place + 1);
    }
  g_array_index (tally->counts, guint64, place)++;
}

void
stand_in_tally_append (GString *json, const char *key, const StandInTally *tally)
{
  sim_json_object (json, key);
  for (guint i = 0; i < tally->words->len; i++)
    sim_json_number (json, tally->words->pdata[i], g_array_index (tally->counts, guint64, i));
  g_string_append_c (json, '}');
}
