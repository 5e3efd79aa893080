/* One family, asked for and stored in seconds: the model, all its ancestors, and its descendants within bounds. */
#include "intake/stemma-family-fetch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "hub/stemma-hub-id.h"
#include "intake/stemma-crawl-reader.h"
#include "store/stemma-snapshots.h"

#define MAX_ANCESTORS 500
#define MAX_DEPTH 64
#define MAX_DESCENDANTS 1000
/* After so long no more is asked for: who looks a model up is waiting. */
#define MAX_TIME (60 * G_USEC_PER_SEC)
/* Requests of the Hub's quota that are left alone. */
#define QUOTA_LEFT 5

/* A model whose relatives are still to be asked for. */
typedef struct
{
  char *name;
  guint depth;
  gboolean leafy; /* quantized: hardly anything is made from those */
  guint64 downloads;
} Relative;

typedef struct
{
  const StemmaCrawlHub *hub;
  const StemmaFamilyOptions *options;
  GCancellable *cancellable;
  StemmaCrawlReader reader;
  StemmaCrawlMeter *meter;
  StemmaCrawlState state; /* only for the meter */
  GHashTable *met;        /* names and identities that came already */
  GPtrArray *up, *down;   /* Relative */
  gint64 begun;
  StemmaFamilySummary *summary;
} Family;

static void
relative_free (gpointer data)
{
  g_free (((Relative *) data)->name);
  g_free (data);
}

static void
add_relative (GPtrArray *list, const char *name, guint depth, const StemmaRecord *record)
{
  Relative *relative = g_new0 (Relative, 1);
  relative->name = g_strdup (name);
  relative->depth = depth;
  relative->leafy = record != NULL && record->n_edges > 0 && record->relation == STEMMA_RELATION_QUANTIZED;
  relative->downloads = record != NULL ? record->downloads : 0;
  g_ptr_array_add (list, relative);
}

/* Whether a model comes for the first time, by its name and by its identity. */
static gboolean
meet (Family *family, const StemmaRecord *record)
{
  char *oid = NULL;
  if (record->has_oid)
    {
      oid = g_malloc (2 * STEMMA_OID_SIZE + 1);
      stemma_oid_format (record->oid, oid);
    }
  gboolean known = g_hash_table_contains (family->met, record->name)
                   || (oid != NULL && g_hash_table_contains (family->met, oid));
  g_hash_table_add (family->met, g_strdup (record->name));
  if (oid != NULL)
    g_hash_table_add (family->met, oid);
  return !known;
}

/* Takes a model in. Of an ancestor the parents are asked for next, of a descendant the children. */
static gboolean
take_model (Family *family, GBytes *json, guint depth, gboolean up, gboolean down)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  StemmaRecord record;
  if (!stemma_crawl_reader_read (&family->reader, text, length, &record) || !meet (family, &record))
    return FALSE;
  stemma_page_add_record (family->reader.page, &record, 0);
  for (guint i = 0; up && depth < MAX_DEPTH && i < record.n_edges; i++)
    add_relative (family->up, record.edges[i].parent, depth + 1, NULL);
  if (down && depth < MAX_DEPTH)
    add_relative (family->down, record.name, depth, &record);
  stemma_crawl_meter_count (family->meter, &family->state, 1);
  return TRUE;
}

static gboolean
fetch_root (Family *family, GError **error)
{
  const char *model = family->options->model;
  g_autoptr (StemmaHubLookup) lookup
      = family->hub->lookup (family->hub->user_data, model, family->cancellable, error);
  if (lookup == NULL)
    return FALSE;
  if (lookup->presence == STEMMA_HUB_GONE)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                   _ ("%s knows no model “%s”: it does not exist, was deleted, or is private. The store is as before"),
                   family->hub->endpoint, model);
      return FALSE;
    }
  family->summary->model = g_strdup (lookup->id);
  if (take_model (family, lookup->json, 0, TRUE, TRUE))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("What %s says of “%s” cannot be read. The store is as before"),
               family->hub->endpoint, model);
  return FALSE;
}

/* A parent that the Hub does not know is a ghost, here as anywhere. */
static gboolean
fetch_ancestors (Family *family, GError **error)
{
  for (guint i = 0; i < family->up->len && family->summary->ancestors < MAX_ANCESTORS; i++)
    {
      const Relative *parent = g_ptr_array_index (family->up, i);
      if (g_hash_table_contains (family->met, parent->name) || !stemma_hub_id_check (parent->name, NULL))
        continue;
      guint depth = parent->depth;
      g_hash_table_add (family->met, g_strdup (parent->name));
      g_autoptr (StemmaHubLookup) lookup
          = family->hub->lookup (family->hub->user_data, parent->name, family->cancellable, error);
      if (lookup == NULL)
        return FALSE;
      /* The name was met when it was asked for; the model was not. */
      if (lookup->presence == STEMMA_HUB_FOUND)
        g_hash_table_remove (family->met, lookup->id);
      if (lookup->presence != STEMMA_HUB_GONE && take_model (family, lookup->json, depth, TRUE, FALSE))
        family->summary->ancestors++;
    }
  return TRUE;
}

static int
compare_relatives (gconstpointer a, gconstpointer b)
{
  const Relative *x = *(const Relative *const *) a, *y = *(const Relative *const *) b;
  if (x->depth != y->depth)
    return x->depth < y->depth ? -1 : 1;
  if (x->leafy != y->leafy)
    return x->leafy ? 1 : -1;
  if (x->downloads != y->downloads)
    return x->downloads > y->downloads ? -1 : 1;
  return strcmp (x->name, y->name);
}

static gboolean
may_go_on (Family *family, guint max)
{
  StemmaHubStatus status;
  family->hub->get_status (family->hub->user_data, &status);
  gboolean quota = status.quota.limit == 0 || status.quota.remaining < 0 || status.quota.remaining > QUOTA_LEFT;
  return quota && family->summary->descendants < max && g_get_monotonic_time () - family->begun < MAX_TIME;
}

static gboolean
fetch_children (Family *family, const char *name, guint depth, guint max, GError **error)
{
  gboolean more = FALSE;
  /* One more than there is room for: those that were met already take none. */
  g_autoptr (GPtrArray) children = family->hub->children (family->hub->user_data, name, max, &more,
                                                          family->cancellable, error);
  if (children == NULL)
    return FALSE;
  family->summary->bounded = family->summary->bounded || more;
  for (guint i = 0; i < children->len; i++)
    {
      if (family->summary->descendants >= max)
        family->summary->bounded = TRUE;
      else if (take_model (family, g_ptr_array_index (children, i), depth + 1, FALSE, TRUE))
        family->summary->descendants++;
    }
  return TRUE;
}

/* Generation after generation; in each, those first from which most is likely to be made. */
static gboolean
fetch_descendants (Family *family, GError **error)
{
  guint max = family->options->max_models > 0 ? family->options->max_models : MAX_DESCENDANTS;
  while (family->down->len > 0)
    {
      g_autoptr (GPtrArray) generation = g_steal_pointer (&family->down);
      family->down = g_ptr_array_new_with_free_func (relative_free);
      g_ptr_array_sort (generation, compare_relatives);
      for (guint i = 0; i < generation->len; i++)
        {
          const Relative *parent = g_ptr_array_index (generation, i);
          if (!may_go_on (family, max))
            {
              family->summary->bounded = TRUE;
              return TRUE;
            }
          if (!fetch_children (family, parent->name, parent->depth, max, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* A family stands on the newest complete snapshot, and so is never older; whatever this machine's clock says. */
static gboolean
choose_date (StemmaStore *store, StemmaDate *date, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = stemma_snapshots_list (store, cancellable, error);
  if (list == NULL)
    return FALSE;
  if (*date != STEMMA_DATE_NONE)
    return TRUE;
  *date = stemma_date_from_unix (g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; i < list->len; i++)
    *date = MAX (*date, ((const StemmaSnapshotInfo *) g_ptr_array_index (list, i))->date);
  return TRUE;
}

static gboolean
store_family (StemmaStore *store, Family *family, GError **error)
{
  StemmaFamilySummary *summary = family->summary;
  g_autofree char *source = g_strdup_printf ("%s: %s", family->hub->endpoint, summary->model);
  summary->date = family->options->date;
  if (!choose_date (store, &summary->date, family->cancellable, error))
    return FALSE;
  StemmaStageOptions options
      = { .update = TRUE, .incomplete = TRUE, .date = summary->date, .source = source };
  g_autoptr (StemmaStage) stage = stemma_stage_begin (store, &options, error);
  if (stage == NULL)
    return FALSE;
  if (stemma_stage_write_page (stage, g_steal_pointer (&family->reader.page), error)
      && stemma_stage_wait (stage, error) && !g_cancellable_set_error_if_cancelled (family->cancellable, error)
      && stemma_stage_publish (stage, &summary->published, error))
    return TRUE;
  stemma_stage_drop (stage, NULL);
  return FALSE;
}

static void
clear_family (Family *family)
{
  g_clear_pointer (&family->meter, stemma_crawl_meter_free);
  stemma_page_free (family->reader.page);
  stemma_crawl_reader_clear (&family->reader);
  g_hash_table_unref (family->met);
  g_ptr_array_unref (family->up);
  g_ptr_array_unref (family->down);
}

/**
 * stemma_family_fetch_run:
 * @store: a store that may be written
 * @hub: the Hub
 * @options: which family
 * @summary: (out): what came of it; the caller frees @model
 * @cancellable: (nullable): to stop; the store is as before then
 * @error: what went wrong; the store is as before then
 *
 * Fetches a model, its ancestors and its descendants into an incomplete snapshot on top of what is known. One that was
 * there is replaced, what it held goes on in the new one.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_family_fetch_run (StemmaStore *store, const StemmaCrawlHub *hub, const StemmaFamilyOptions *options,
                         StemmaFamilySummary *summary, GCancellable *cancellable, GError **error)
{
  *summary = (StemmaFamilySummary) { 0 };
  Family family = { .hub = hub,
                    .options = options,
                    .cancellable = cancellable,
                    .met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                    .up = g_ptr_array_new_with_free_func (relative_free),
                    .down = g_ptr_array_new_with_free_func (relative_free),
                    .begun = g_get_monotonic_time (),
                    .summary = summary };
  stemma_crawl_reader_init (&family.reader, stemma_hub_list_keys);
  family.reader.page = stemma_page_new (stemma_store_get_id (store));
  family.meter = stemma_crawl_meter_new (hub, options->progress, options->user_data);
  stemma_crawl_meter_begin (family.meter, &family.state, TRUE, 0);
  gboolean done = fetch_root (&family, error) && fetch_ancestors (&family, error)
                  && fetch_descendants (&family, error) && store_family (store, &family, error);
  clear_family (&family);
  return done;
}
