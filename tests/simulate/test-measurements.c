#include "listing.h"

#include <math.h>

typedef struct
{
  const Listing *listing;
  GHashTable *values; /* model, variant and metric -> value */
  GHashTable *rows;   /* as text */
  guint n, wrong, conflicting, twice, groups[5];
} Reader;

static void
note_value (Reader *reader, const char *model, const char *variant, const char *metric, double value)
{
  g_assert_true (g_hash_table_contains (reader->listing->by_name, model));
  g_assert_cmpfloat (value, >=, 0);
  g_assert_cmpfloat (value, <=, 1);
  char *key = g_strdup_printf ("%s %s %s", model, variant != NULL ? variant : "", metric);
  const double *known = g_hash_table_lookup (reader->values, key);
  reader->conflicting += known != NULL && fabs (*known - value) > 0.0005;
  g_hash_table_insert (reader->values, key, g_memdup2 (&value, sizeof value));
}

static gboolean
read_measurement (const StemmaSimulatorMeasurement *row, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  static const char *const metrics[] = { "HR", "JSR", "PSR" };
  static const char *const groups[] = { "PEFT", "SFT", "OTHERS", "MERGE", "QUANTIZE" };
  Reader *reader = user_data;
  g_assert_cmpstr (row->metric, ==, metrics[reader->n % 3]);
  g_assert_cmpuint (row->pair, ==, reader->n / 3);
  reader->n++;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    reader->groups[i] += g_str_equal (row->group, groups[i]);
  note_value (reader, row->base, row->base_variant, row->metric, row->base_value);
  note_value (reader, row->model, row->variant, row->metric, row->value);
  reader->wrong += fabs (row->stated - (row->value - row->base_value)) > 0.0005;
  char *text
    = g_strdup_printf ("%s %s %s %s %s", row->base, row->model, row->variant, row->metric, row->group);
  reader->twice += !g_hash_table_add (reader->rows, text);
  return TRUE;
}

/* A hundred pairs of listed models, with the slips that are promised and no others. */
static void
test_measurements (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (4, 0.02);
  g_autoptr (Listing) listing = listing_new (simulator, 16);
  Reader reader = { .listing = listing };
  reader.values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_assert_true (stemma_simulator_list_measurements (simulator, read_measurement, &reader, NULL));
  g_assert_cmpuint (reader.n % 3, ==, 0);
  g_assert_cmpuint (reader.n / 3, >, 70);
  g_assert_cmpuint (reader.n / 3, <, 130);
  g_assert_cmpuint (reader.wrong, ==, 1);
  g_assert_cmpuint (reader.twice, ==, 3);
  g_assert_cmpuint (reader.conflicting, >=, 1);
  g_assert_cmpuint (reader.conflicting, <=, 2);
  for (guint i = 0; i < G_N_ELEMENTS (reader.groups); i++)
    g_assert_cmpuint (reader.groups[i], >, 0);
  g_hash_table_unref (reader.values);
  g_hash_table_unref (reader.rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measurements/slips", test_measurements);
  return g_test_run ();
}
