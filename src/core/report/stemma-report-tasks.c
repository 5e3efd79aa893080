#include <glib/gi18n-lib.h>

#include "analysis/stemma-tasks.h"
#include "report/stemma-report-private.h"

/* A row of other relations stands only where there are such models. */
static gboolean
is_shown (const StemmaTasks *tasks, StemmaKind kind)
{
  return kind != STEMMA_KIND_OTHER || tasks->rows[kind].total + tasks->rows[kind].unknown > 0;
}

static JsonBuilder *
build_json (const StemmaSnapshot *snapshot, const StemmaReportOptions *options, const StemmaTasks *tasks)
{
  JsonBuilder *json = json_builder_new ();
  stemma_json_head (json, snapshot, options);
  json_builder_set_member_name (json, "rows");
  json_builder_begin_array (json);
  for (StemmaKind kind = 0; kind < STEMMA_N_KINDS; kind++)
    {
      const StemmaTaskRow *row = &tasks->rows[kind];
      if (!is_shown (tasks, kind))
        continue;
      json_builder_begin_object (json);
      stemma_json_add_text (json, "relation", stemma_kind_word (kind));
      for (StemmaField field = 0; field < STEMMA_N_FIELDS; field++)
        stemma_json_add_count (json, stemma_field_word (field), row->fields[field]);
      stemma_json_add_count (json, "unknown", row->unknown);
      stemma_json_add_count (json, "total", row->total);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return json;
}

static void
add_columns (StemmaTable *table)
{
  const char *const titles[STEMMA_N_FIELDS]
    = { _ ("Language"), _ ("Vision"), _ ("Audio"), _ ("Multimodal"), _ ("Reinforcement learning"),
        _ ("Tabular"),  _ ("Other") };
  stemma_table_add_column (table, "relation", _ ("Relation"), STEMMA_COLUMN_TEXT);
  for (StemmaField field = 0; field < STEMMA_N_FIELDS; field++)
    stemma_table_add_column (table, stemma_field_word (field), titles[field], STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "unknown", _ ("No task given"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "total", _ ("Total, with a task"), STEMMA_COLUMN_NUMBER);
}

static void
add_table (StemmaReport *report, const StemmaTasks *tasks)
{
  const char *const names[STEMMA_N_KINDS]
    = { _ ("fine-tuned (adapters counted in)"), _ ("merged"), _ ("quantized"), _ ("by another relation") };
  StemmaTable *table = stemma_report_add_table (report, "rows", _ ("Derived models by task, where each counts once"));
  add_columns (table);
  for (StemmaKind kind = 0; kind < STEMMA_N_KINDS; kind++)
    {
      const StemmaTaskRow *row = &tasks->rows[kind];
      if (!is_shown (tasks, kind))
        continue;
      stemma_table_add_label (table, stemma_kind_word (kind), names[kind]);
      for (StemmaField field = 0; field < STEMMA_N_FIELDS; field++)
        stemma_table_add_count (table, row->fields[field]);
      stemma_table_add_count (table, row->unknown);
      stemma_table_add_count (table, row->total);
    }
}

/**
 * stemma_report_tasks:
 * @snapshot: a snapshot
 * @options: what is asked for
 * @cancellable: (nullable): not used: it takes a moment
 * @error: not used
 *
 * Returns: (transfer full): derived models by relation and by the Hub's own groups of tasks
 */
StemmaReport *
stemma_report_tasks (const StemmaSnapshot *snapshot,
                     const StemmaReportOptions *options,
                     GCancellable *cancellable G_GNUC_UNUSED,
                     GError **error G_GNUC_UNUSED)
{
  StemmaTasks tasks = stemma_tasks (snapshot);
  g_autoptr (JsonBuilder) json = build_json (snapshot, options, &tasks);
  StemmaReport *report = stemma_report_new (json);
  add_table (report, &tasks);
  return report;
}
