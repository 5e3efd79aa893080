/* Fills a store with the seventeen weeks of an invented Hub: the sample that the app opens on, and what
 * benchmarks measure. */
#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "base/stemma-error.h"
#include "intake/stemma-feed.h"
#include "simulate/stemma-simulator.h"
#include "store/stemma-measurements.h"

/* Above this scale a week is told as what changed, so that it takes seconds and not minutes. */
#define WHOLE_LISTINGS_UP_TO 0.05

typedef struct
{
  StemmaFeed *feed;
} Carry;

static gboolean
carry_record (const StemmaRecord *record, gpointer user_data, GError **error)
{
  return stemma_feed_add (((Carry *) user_data)->feed, record, 0, error);
}

static gboolean
carry_deletion (const char *name, const guint8 oid[STEMMA_OID_SIZE] G_GNUC_UNUSED, gpointer user_data,
                GError **error)
{
  return stemma_feed_delete (((Carry *) user_data)->feed, name, 0, error);
}

static gboolean
fill_week (StemmaStore *store, StemmaSimulator *simulator, guint week, gboolean whole, GError **error)
{
  StemmaStageOptions options = { .whole = whole,
                                 .update = !whole,
                                 .date = stemma_simulator_get_date (simulator, week),
                                 .source = stemma_simulator_get_source (simulator) };
  StemmaPublished published;
  g_autoptr (StemmaFeed) feed = stemma_feed_begin (store, &options, error);
  if (feed == NULL)
    return FALSE;
  Carry carry = { feed };
  gboolean done = whole ? stemma_simulator_list (simulator, week, carry_record, &carry, NULL, error)
                        : stemma_simulator_list_changes (simulator, week, carry_record, carry_deletion,
                                                         &carry, NULL, error);
  if (!done || !stemma_feed_publish (feed, &published, error))
    {
      stemma_feed_drop (feed);
      return FALSE;
    }
  return TRUE;
}

static gboolean
carry_measurement (const StemmaSimulatorMeasurement *m, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  GArray *list = user_data;
  StemmaMeasurement measurement = { .model = g_strdup (m->model),
                                    .variant = g_strdup (m->variant),
                                    .metric = g_strdup (m->metric),
                                    .group = g_strdup (m->group),
                                    .value = m->value,
                                    .base = g_strdup (m->base),
                                    .base_variant = g_strdup (m->base_variant),
                                    .base_value = m->base_value,
                                    .stated = m->stated,
                                    .date = m->date };
  g_array_append_val (list, measurement);
  return TRUE;
}

static gboolean
fill_measurements (StemmaStore *store, StemmaSimulator *simulator, GError **error)
{
  g_autoptr (GArray) list = stemma_measurements_new ();
  return stemma_simulator_list_measurements (simulator, carry_measurement, list, error)
         && stemma_measurements_add (store, stemma_simulator_get_source (simulator), list, error);
}

static gboolean
fill (const char *path, guint32 seed, double scale, guint weeks, GError **error)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (seed, scale);
  g_autoptr (StemmaStore) store = stemma_store_open (path, STEMMA_STORE_CREATE, error);
  if (store == NULL)
    return FALSE;
  for (guint week = 0; week < MIN (weeks, stemma_simulator_get_n_weeks (simulator)); week++)
    if (!fill_week (store, simulator, week, week == 0 || scale <= WHOLE_LISTINGS_UP_TO, error))
      return FALSE;
  return fill_measurements (store, simulator, error);
}

static void
remove_store (const char *path)
{
  static const char *const companions[] = { "", "-wal", "-shm", "-intake" };
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *name = g_strconcat (path, companions[i], NULL);
      g_unlink (name);
    }
}

/* Under another name first, so that what was cut short is never taken for a sample. */
static gboolean
make (const char *path, guint32 seed, double scale, guint weeks, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  remove_store (part);
  gboolean done = fill (part, seed, scale, weeks, error);
  if (done && g_rename (part, path) != 0)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY, "%s: %s", path, g_strerror (errno));
      done = FALSE;
    }
  remove_store (part);
  return done;
}

int
main (int argc, char **argv)
{
  int seed = 1, weeks = G_MAXINT;
  double scale = 0.02;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Which of all invented Hubs", "N" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, "1 is the Hub of June 2025", "S" },
    { "weeks", 0, 0, G_OPTION_ARG_INT, &weeks, "How many, from the first on", "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("STORE");
  setlocale (LC_ALL, "");
  g_option_context_set_summary (context, "Makes a store of an invented Hub.");
  g_option_context_add_main_entries (context, entries, NULL);
  gboolean parsed = g_option_context_parse (context, &argc, &argv, &error);
  if (parsed
      && (argc != 2 || weeks < 1
          || !(scale >= STEMMA_SIMULATOR_MIN_SCALE && scale <= STEMMA_SIMULATOR_MAX_SCALE)))
    g_set_error (&error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                 "one store, at least one week, a scale from %g to %g", STEMMA_SIMULATOR_MIN_SCALE,
                 STEMMA_SIMULATOR_MAX_SCALE);
  if (error == NULL && make (argv[1], (guint32) seed, scale, (guint) weeks, &error))
    return EXIT_SUCCESS;
  g_printerr ("stemma-sample: %s\n", error->message);
  return stemma_error_exit_status (error);
}
