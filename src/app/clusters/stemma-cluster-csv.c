#include "app/clusters/stemma-cluster-csv.h"

#include "app/clusters/stemma-cluster-item.h"
#include "export/stemma-csv.h"

/* Rows between two looks at whether somebody gave up. */
#define POLL_EVERY 1024

static void
add_row (StemmaCsv *csv, const StemmaFigures *figures, gboolean ghosts, guint32 place, const char *date)
{
  const StemmaCluster *cluster = &stemma_cluster_list_of (figures, ghosts, NULL)[place];
  gint64 change;
  gboolean is_new;
  gboolean known = stemma_cluster_change (figures, ghosts, place, &change, &is_new);
  stemma_csv_text (csv, stemma_snapshot_get_node_name (figures->snapshot, cluster->head));
  stemma_csv_unsigned (csv, cluster->size);
  known ? stemma_csv_integer (csv, change) : stemma_csv_empty (csv);
  known ? stemma_csv_unsigned (csv, is_new) : stemma_csv_empty (csv);
  ghosts ? stemma_csv_empty (csv) : stemma_csv_unsigned (csv, cluster->chains);
  ghosts ? stemma_csv_empty (csv) : stemma_csv_unsigned (csv, cluster->longest);
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    stemma_csv_unsigned (csv, cluster->relations[i]);
  stemma_csv_text (csv, stemma_kind_word (cluster->dominant));
  stemma_csv_unsigned (csv, cluster->diversity);
  stemma_csv_text (
    csv, ghosts ? "" : stemma_snapshot_get_word (figures->snapshot, STEMMA_WORD_TASK, cluster->task));
  stemma_csv_unsigned (csv, cluster->downloads);
  stemma_csv_text (csv, stemma_reading_word (figures->reading));
  stemma_csv_text (csv, date);
  stemma_csv_end_row (csv);
}

/**
 * stemma_cluster_csv:
 * @figures: figures
 * @ghosts: whether the rows are ghost families
 * @places: (element-type guint32): the rows in their order
 * @cancellable: (nullable): to give up
 * @error: that it was cancelled
 *
 * Each row names the reading and the day, so that figures of several files can be told apart.
 *
 * Returns: (transfer full): all columns of the rows as CSV, or %NULL
 */
GBytes *
stemma_cluster_csv (
  const StemmaFigures *figures, gboolean ghosts, GArray *places, GCancellable *cancellable, GError **error)
{
  const char *const names[] = { ghosts ? "ghost" : "root",
                                ghosts ? "descendants" : "size",
                                "change",
                                "new",
                                "chains",
                                "longest",
                                "finetune",
                                "adapter",
                                "merge",
                                "quantized",
                                "other",
                                "dominant",
                                "diversity",
                                "task",
                                "downloads",
                                "reading",
                                "snapshot",
                                NULL };
  char date[STEMMA_DATE_TEXT_SIZE];
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  stemma_date_format (stemma_snapshot_get_date (figures->snapshot), date);
  stemma_csv_header (csv, names);
  for (guint i = 0; i < places->len; i++)
    {
      if (i % POLL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_row (csv, figures, ghosts, g_array_index (places, guint32, i), date);
    }
  return stemma_csv_finish (csv);
}
