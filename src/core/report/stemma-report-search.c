#include <glib/gi18n-lib.h>

#include "report/stemma-report-model.h"
#include "report/stemma-report-private.h"
#include "snapshot/stemma-search.h"

static const char *const rank_words[] = { "exact", "segment", "prefix", "substring", "near" };

/* Downloads are told only where they were fetched. */
static gboolean
has_downloads (const StemmaSnapshot *snapshot, const StemmaSearchHit *hit)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  return hit->row != STEMMA_NONE && (stemma_columns_get_known (columns, hit->row) & STEMMA_KNOWN_DOWNLOADS) != 0;
}

static void
add_hit (JsonBuilder *json, StemmaTable *table, const StemmaSnapshot *snapshot, const StemmaSearchHit *hit)
{
  const char *name = stemma_search_hit_name (snapshot, hit);
  gboolean listed = hit->row != STEMMA_NONE;
  json_builder_begin_object (json);
  stemma_json_add_text (json, "model", name);
  stemma_json_add_flag (json, "listed", listed);
  if (has_downloads (snapshot, hit))
    stemma_json_add_count (json, "downloads", hit->downloads);
  else
    stemma_json_add_text (json, "downloads", NULL);
  stemma_json_add_text (json, "rank", rank_words[hit->rank]);
  json_builder_end_object (json);

  stemma_table_add_text (table, name);
  stemma_table_add_flag (table, listed);
  if (has_downloads (snapshot, hit))
    stemma_table_add_count (table, hit->downloads);
  else
    stemma_table_add_none (table);
  stemma_table_add_text (table, rank_words[hit->rank]);
}

static StemmaTable *
create_table (const StemmaSnapshot *snapshot, guint n_hits)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (stemma_snapshot_get_date (snapshot), date);
  g_autofree char *title = g_strdup_printf (n_hits > 0 ? _ ("Models found in the snapshot of %s")
                                                       : _ ("Nothing like it in the snapshot of %s"),
                                            date);
  StemmaTable *table = stemma_table_new (title);
  stemma_table_set_name (table, "hits", FALSE);
  stemma_table_add_column (table, "model", _ ("Model"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "listed", _ ("Listed"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "downloads", _ ("Downloads, 30 days"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "rank", _ ("Fits"), STEMMA_COLUMN_TEXT);
  return table;
}

/**
 * stemma_report_search:
 * @snapshot: a snapshot
 * @text: a part of a name
 * @top: how many at most
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Where no name contains @text, those that are spelt like it.
 *
 * Returns: (transfer full): the models and ghosts found, the best first, or %NULL
 */
StemmaReport *
stemma_report_search (
  const StemmaSnapshot *snapshot, const char *text, guint top, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hits = stemma_search (snapshot, text, top, cancellable, error);
  if (hits != NULL && hits->len == 0 && top > 0)
    {
      g_array_unref (hits);
      hits = stemma_search_nearest (snapshot, text, top, cancellable, error);
    }
  if (hits == NULL)
    return NULL;
  char date[STEMMA_DATE_TEXT_SIZE];
  g_autoptr (StemmaTable) table = create_table (snapshot, hits->len);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  stemma_json_add_text (json, "text", text);
  stemma_json_add_text (json, "snapshot", stemma_date_format (stemma_snapshot_get_date (snapshot), date));
  json_builder_set_member_name (json, "hits");
  json_builder_begin_array (json);
  for (guint i = 0; i < hits->len; i++)
    add_hit (json, table, snapshot, &g_array_index (hits, StemmaSearchHit, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  StemmaReport *report = stemma_report_new (json);
  g_ptr_array_add (report->tables, g_steal_pointer (&table));
  return report;
}
