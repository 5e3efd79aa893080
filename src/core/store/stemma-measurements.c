#include "store/stemma-measurements.h"

#include "store/stemma-db.h"

static void
clear_measurement (gpointer data)
{
  StemmaMeasurement *m = data;
  g_free (m->model);
  g_free (m->variant);
  g_free (m->metric);
  g_free (m->group);
  g_free (m->base);
  g_free (m->base_variant);
}

/** stemma_measurements_new: Returns: (transfer full) (element-type StemmaMeasurement): an empty list that owns its texts */
GArray *
stemma_measurements_new (void)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (StemmaMeasurement));
  g_array_set_clear_func (list, clear_measurement);
  return list;
}

typedef struct
{
  const char *source;
  GArray *list;
} Job;

static gboolean
add_one (StemmaDb *db, const char *source, const StemmaMeasurement *m, GError **error)
{
  g_autoptr (StemmaStatement) add
      = stemma_db_prepare (db,
                           "INSERT INTO measurement (model, variant, metric, grouping, value, base, base_variant, "
                           "base_value, stated, source, date) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                           error);
  if (add == NULL)
    return FALSE;
  const char *const texts[] = { m->model, m->variant, m->metric, m->group };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    stemma_statement_bind_text (add, (int) i, texts[i]);
  stemma_statement_bind_double (add, 4, m->value);
  stemma_statement_bind_text (add, 5, m->base);
  stemma_statement_bind_text (add, 6, m->base_variant);
  if (m->base != NULL)
    {
      stemma_statement_bind_double (add, 7, m->base_value);
      stemma_statement_bind_double (add, 8, m->stated);
    }
  stemma_statement_bind_text (add, 9, source);
  if (m->date != STEMMA_DATE_NONE)
    stemma_statement_bind_int (add, 10, m->date);
  return stemma_statement_run (add, error);
}

static gboolean
add_all (StemmaDb *db, const Job *job, GError **error)
{
  for (guint i = 0; i < job->list->len; i++)
    if (!add_one (db, job->source, &g_array_index (job->list, StemmaMeasurement, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return stemma_db_begin (db, error) && stemma_db_end (db, add_all (db, data, error), error);
}

/**
 * stemma_measurements_add:
 * @store: a store that may be written
 * @source: where they come from
 * @measurements: (element-type StemmaMeasurement): what to keep, in the order of the source
 * @error: what went wrong; none is kept then
 *
 * Returns: whether all are kept
 */
gboolean
stemma_measurements_add (StemmaStore *store, const char *source, GArray *measurements, GError **error)
{
  Job job = { source, measurements };
  return stemma_store_write (store, add_job, &job, error);
}

static gboolean
list_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  GArray *list = data;
  g_autoptr (StemmaStatement) find
      = stemma_db_prepare (db,
                           "SELECT model, variant, metric, grouping, value, base, base_variant, base_value, stated, "
                           "date FROM measurement ORDER BY id",
                           error);
  if (find == NULL)
    return FALSE;
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW)
    {
      StemmaMeasurement m = { .model = g_strdup (stemma_statement_get_text (find, 0)),
                              .variant = g_strdup (stemma_statement_get_text (find, 1)),
                              .metric = g_strdup (stemma_statement_get_text (find, 2)),
                              .group = g_strdup (stemma_statement_get_text (find, 3)),
                              .value = stemma_statement_get_double (find, 4),
                              .base = g_strdup (stemma_statement_get_text (find, 5)),
                              .base_variant = g_strdup (stemma_statement_get_text (find, 6)),
                              .base_value = stemma_statement_get_double (find, 7),
                              .stated = stemma_statement_get_double (find, 8),
                              .date = stemma_statement_is_null (find, 9)
                                          ? STEMMA_DATE_NONE
                                          : (StemmaDate) stemma_statement_get_int (find, 9) };
      g_array_append_val (list, m);
    }
  return step == STEMMA_STEP_DONE;
}

/**
 * stemma_measurements_list:
 * @store: a store
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type StemmaMeasurement): all of them, in the order in which they came, or %NULL
 */
GArray *
stemma_measurements_list (StemmaStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) list = stemma_measurements_new ();
  if (!stemma_store_read (store, list_job, list, cancellable, error))
    return NULL;
  return g_steal_pointer (&list);
}
