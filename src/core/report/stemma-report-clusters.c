#include <glib/gi18n-lib.h>

#include "analysis/stemma-clusters.h"
#include "report/stemma-report-private.h"

static const char *
task_of (const StemmaSnapshot *snapshot, const StemmaCluster *cluster)
{
  return cluster->task != 0 ? stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, cluster->task) : NULL;
}

static void
add_cluster (JsonBuilder *json, const StemmaSnapshot *snapshot, const StemmaCluster *cluster)
{
  json_builder_begin_object (json);
  stemma_json_add_text (json, "root", stemma_snapshot_get_node_name (snapshot, cluster->head));
  stemma_json_add_count (json, "size", cluster->size);
  stemma_json_add_count (json, "chains", cluster->chains);
  stemma_json_add_count (json, "longest", cluster->longest);
  for (StemmaRelation relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    if (relation != STEMMA_RELATION_OTHER || cluster->relations[relation] > 0)
      stemma_json_add_count (json, stemma_relation_word (relation), cluster->relations[relation]);
  stemma_json_add_text (json, "task", task_of (snapshot, cluster));
  stemma_json_add_count (json, "downloads", cluster->downloads);
  json_builder_end_object (json);
}

static void
add_list (JsonBuilder *json, const char *member, const StemmaSnapshot *snapshot, const StemmaCluster *list, guint n)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint i = 0; i < n; i++)
    add_cluster (json, snapshot, &list[i]);
  json_builder_end_array (json);
}

static void
add_sizes (JsonBuilder *json, const StemmaClusters *clusters)
{
  stemma_json_begin (json, "size");
  for (guint i = 0; i < clusters->n_sizes; i++)
    {
      g_autofree char *member = g_strdup_printf ("%u", clusters->sizes[i].size);
      stemma_json_add_count (json, member, clusters->sizes[i].count);
    }
  json_builder_end_object (json);
}

static void
add_diversity (JsonBuilder *json, const StemmaClusters *clusters)
{
  guint64 diversity[STEMMA_N_KINDS + 1];
  for (guint n = 0; n <= STEMMA_N_KINDS; n++)
    diversity[n] = clusters->diversity[n];
  stemma_json_begin (json, "diversity");
  stemma_json_add_diversity (json, diversity);
  json_builder_end_object (json);
  stemma_json_begin (json, "dominant");
  for (guint n = 1; n <= STEMMA_N_KINDS; n++)
    {
      char member[2] = { (char) ('0' + n), '\0' };
      guint64 counts[STEMMA_N_KINDS];
      if (n == STEMMA_N_KINDS && clusters->diversity[n] == 0)
        continue;
      for (guint kind = 0; kind < STEMMA_N_KINDS; kind++)
        counts[kind] = clusters->dominant[n][kind];
      stemma_json_begin (json, member);
      stemma_json_add_kinds (json, counts);
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
}

static JsonBuilder *
build_json (const StemmaSnapshot *snapshot, const StemmaReportOptions *options, const StemmaClusters *clusters)
{
  JsonBuilder *json = json_builder_new ();
  stemma_json_head (json, snapshot, options);
  stemma_json_add_count (json, "count", clusters->n_clusters);
  stemma_json_add_count (json, "largest", clusters->largest);
  json_builder_set_member_name (json, "mean_size");
  json_builder_add_double_value (json, (double) (guint64) (clusters->mean_size * 1000 + 0.5) / 1000);
  add_sizes (json, clusters);
  add_diversity (json, clusters);
  add_list (json, "top", snapshot, clusters->clusters, MIN (options->top, clusters->n_clusters));
  stemma_json_add_count (json, "ghost_families", clusters->n_ghost_families);
  add_list (json, "top_ghost_families", snapshot, clusters->ghost_families,
            MIN (options->top, clusters->n_ghost_families));
  json_builder_end_object (json);
  return json;
}

static void
add_cluster_table (StemmaReport *report, const char *name, const char *title, const StemmaSnapshot *snapshot,
                   const StemmaCluster *list, guint n)
{
  StemmaTable *table = stemma_report_add_table (report, name, title);
  stemma_table_set_name (table, name, g_str_equal (name, "ghosts"));
  stemma_table_add_column (table, "root", _ ("Root"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "size", _ ("Models"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "chains", _ ("Chains"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "longest", _ ("Longest"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "finetune", _ ("Fine-tune"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "adapter", _ ("Adapter"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "merge", _ ("Merge"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "quantized", _ ("Quantized"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "downloads", _ ("Downloads, 30 days"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "task", _ ("Task"), STEMMA_COLUMN_TEXT);
  for (guint i = 0; i < n; i++)
    {
      const StemmaCluster *cluster = &list[i];
      stemma_table_add_text (table, stemma_snapshot_get_node_name (snapshot, cluster->head));
      stemma_table_add_count (table, cluster->size);
      stemma_table_add_count (table, cluster->chains);
      stemma_table_add_count (table, cluster->longest);
      for (StemmaRelation relation = 0; relation < STEMMA_RELATION_OTHER; relation++)
        stemma_table_add_count (table, cluster->relations[relation]);
      stemma_table_add_count (table, cluster->downloads);
      stemma_table_add_text (table, task_of (snapshot, cluster));
    }
}

static void
add_tables (StemmaReport *report, const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
            const StemmaClusters *clusters)
{
  g_autofree char *title = g_strdup_printf (_ ("Clusters (reading: %s)"), stemma_reading_word (clusters->reading));
  StemmaTable *table = stemma_report_add_pairs (report, "summary", title, _ ("What"), _ ("Number"));
  stemma_table_add_pair (table, "count", _ ("clusters"), clusters->n_clusters);
  stemma_table_add_pair (table, "largest", _ ("models in the largest"), clusters->largest);
  stemma_table_add_label (table, "mean_size", _ ("models on average"));
  stemma_table_add_number (table, clusters->mean_size, 3);
  stemma_table_add_pair (table, "diversity.1", _ ("of one kind"), clusters->diversity[1]);
  stemma_table_add_pair (table, "diversity.2", _ ("of two kinds"), clusters->diversity[2]);
  stemma_table_add_pair (table, "diversity.3", _ ("of three kinds"), clusters->diversity[3]);
  stemma_table_add_pair (table, "ghost_families", _ ("families of ghosts, counted apart"), clusters->n_ghost_families);
  add_cluster_table (report, "top", _ ("The largest clusters"), snapshot, clusters->clusters,
                     MIN (options->top, clusters->n_clusters));
  add_cluster_table (report, "ghosts", _ ("The largest families of ghosts"), snapshot, clusters->ghost_families,
                     MIN (options->top, clusters->n_ghost_families));
  report->main = "top";
}

/**
 * stemma_report_clusters:
 * @snapshot: a snapshot
 * @options: the reading, and how many of the largest
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full): the figures of all clusters, or %NULL
 */
StemmaReport *
stemma_report_clusters (const StemmaSnapshot *snapshot, const StemmaReportOptions *options, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (StemmaChains) chains = stemma_chains_new (snapshot, options->reading, 0, cancellable, error);
  g_autoptr (StemmaClusters) clusters
      = chains == NULL ? NULL : stemma_clusters_new (snapshot, options->reading, chains, cancellable, error);
  if (clusters == NULL)
    return NULL;
  g_autoptr (JsonBuilder) json = build_json (snapshot, options, clusters);
  StemmaReport *report = stemma_report_new (json);
  add_tables (report, snapshot, options, clusters);
  return report;
}
