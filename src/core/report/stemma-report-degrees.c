#include <glib/gi18n-lib.h>

#include "analysis/stemma-degrees.h"
#include "report/stemma-report-private.h"

static const char *
task_of (const StemmaSnapshot *snapshot, StemmaNode node)
{
  StemmaRow row = stemma_snapshot_get_graph (snapshot)->row[node];
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  guint32 code = row != STEMMA_NONE ? (guint32) stemma_packed_get (&columns->task, row) : 0;
  return code != 0 ? stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, code) : NULL;
}

static void
add_list (JsonBuilder *json, const char *member, const StemmaSnapshot *snapshot, const GArray *degrees)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint i = 0; i < degrees->len; i++)
    {
      const StemmaDegree *degree = &g_array_index (degrees, StemmaDegree, i);
      json_builder_begin_object (json);
      stemma_json_add_text (json, "model", stemma_snapshot_get_node_name (snapshot, degree->node));
      stemma_json_add_text (json, "task", task_of (snapshot, degree->node));
      stemma_json_add_count (json, "degree", degree->degree);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_table (StemmaReport *report,
           const char *name,
           const char *title,
           const char *degree_title,
           const StemmaSnapshot *snapshot,
           const GArray *degrees)
{
  StemmaTable *table = stemma_report_add_table (report, name, title);
  stemma_table_add_column (table, "model", _ ("Model"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "degree", degree_title, STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "task", _ ("Task"), STEMMA_COLUMN_TEXT);
  for (guint i = 0; i < degrees->len; i++)
    {
      const StemmaDegree *degree = &g_array_index (degrees, StemmaDegree, i);
      stemma_table_add_text (table, stemma_snapshot_get_node_name (snapshot, degree->node));
      stemma_table_add_count (table, degree->degree);
      stemma_table_add_text (table, task_of (snapshot, degree->node));
    }
}

/**
 * stemma_report_degrees:
 * @snapshot: a snapshot
 * @options: how many of the largest
 * @cancellable: (nullable): not used: it takes a moment
 * @error: not used
 *
 * Returns: (transfer full): the models that declare most parents, and those that most models declare
 */
StemmaReport *
stemma_report_degrees (const StemmaSnapshot *snapshot,
                       const StemmaReportOptions *options,
                       GCancellable *cancellable G_GNUC_UNUSED,
                       GError **error G_GNUC_UNUSED)
{
  g_autoptr (GArray) in = stemma_degrees_in (snapshot, options->top);
  g_autoptr (GArray) out = stemma_degrees_out (snapshot, options->top);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  stemma_json_head (json, snapshot, options);
  add_list (json, "in", snapshot, in);
  add_list (json, "out", snapshot, out);
  json_builder_end_object (json);
  StemmaReport *report = stemma_report_new (json);
  add_table (report, "in", _ ("Models that declare most parents"), _ ("Parents"), snapshot, in);
  add_table (report, "out", _ ("Models that most models declare"), _ ("Children"), snapshot, out);
  return report;
}
