#include <glib/gi18n-lib.h>

#include "report/stemma-report-model.h"
#include "report/stemma-report-private.h"
#include "report/stemma-report-show.h"

static void
add_time (JsonBuilder *json, const char *member, gboolean known, gint64 seconds)
{
  g_autoptr (GDateTime) time = known ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  stemma_json_add_text (json, member, text);
}

static void
add_known_count (JsonBuilder *json, const char *member, gboolean known, guint64 count)
{
  if (known)
    stemma_json_add_count (json, member, count);
  else
    stemma_json_add_text (json, member, NULL);
}

static void
add_known_flag (JsonBuilder *json, const char *member, gboolean known, gboolean flag)
{
  if (known)
    stemma_json_add_flag (json, member, flag);
  else
    stemma_json_add_text (json, member, NULL);
}

static void
add_parents (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  json_builder_set_member_name (json, "parents");
  json_builder_begin_array (json);
  for (guint32 i = 0; i < sheet->facts->n_parents; i++)
    {
      const StemmaParentFact *parent = &sheet->facts->parents[i];
      json_builder_begin_object (json);
      stemma_json_add_text (json, "model", stemma_snapshot_get_node_name (sheet->snapshot, parent->node));
      stemma_json_add_text (json, "relation", stemma_relation_word (parent->relation));
      stemma_json_add_text (json, "source", stemma_edge_source_word (parent->source));
      stemma_json_add_flag (json, "ghost", parent->ghost);
      stemma_json_add_text (json, "declared", stemma_snapshot_get_name (sheet->snapshot, parent->declared));
      stemma_json_add_flag (json, "self", parent->self);
      stemma_json_add_flag (json, "in_cycle", parent->in_cycle);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_relations (JsonBuilder *json, const char *member, const guint32 counts[STEMMA_N_RELATIONS])
{
  stemma_json_begin (json, member);
  for (StemmaRelation relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    stemma_json_add_count (json, stemma_relation_word (relation), counts[relation]);
  json_builder_end_object (json);
}

static void
add_graph (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  const StemmaModelFacts *facts = sheet->facts;
  add_parents (json, sheet);
  add_relations (json, "children", facts->children);
  stemma_json_add_count (json, "descendants", facts->descendants);
  add_relations (json, "descendants_by_relation", facts->descendants_by_relation);
  stemma_json_add_count (json, "descendant_downloads", facts->descendant_downloads);
  stemma_json_add_count (json, "ancestors", facts->ancestors);
  stemma_json_add_count (json, "ghost_ancestors", facts->ghost_ancestors);
  json_builder_set_member_name (json, "roots");
  json_builder_begin_array (json);
  for (guint32 i = 0; i < facts->n_roots; i++)
    json_builder_add_string_value (json, stemma_snapshot_get_node_name (sheet->snapshot, facts->roots[i]));
  json_builder_end_array (json);
  stemma_json_add_count (json, "chains", facts->chains);
  stemma_json_add_count (json, "longest_chain", facts->longest_chain);
}

static void
add_flags (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  StemmaNodeFlags flags = stemma_model_sheet_flags (sheet);
  const struct
  {
    const char *word;
    gboolean set;
  } words[] = {
    { "base", (flags & STEMMA_NODE_BASE) != 0 },
    { "derived", (flags & STEMMA_NODE_DERIVED) != 0 },
    { "root", (flags & STEMMA_NODE_ROOT) != 0 },
    { "leaf", stemma_model_sheet_is_leaf (sheet) },
    { "orphan", stemma_model_sheet_is_orphan (sheet) },
    { "self_loop", (flags & STEMMA_NODE_SELF_LOOP) != 0 },
    { "in_cycle", (flags & STEMMA_NODE_IN_CYCLE) != 0 },
  };
  json_builder_set_member_name (json, "flags");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].set)
      json_builder_add_string_value (json, words[i].word);
  json_builder_end_array (json);
}

static void
add_kind (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  gboolean derived = (stemma_model_sheet_flags (sheet) & STEMMA_NODE_DERIVED) != 0;
  const StemmaGraph *graph = stemma_snapshot_get_graph (sheet->snapshot);
  stemma_json_add_text (json, "kind", stemma_model_sheet_kind (sheet));
  stemma_json_add_text (
    json, "relation", derived ? stemma_relation_word ((StemmaRelation) graph->relation[sheet->node]) : NULL);
  add_flags (json, sheet);
}

static void
add_datasets (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  json_builder_set_member_name (json, "datasets");
  if (!stemma_model_sheet_knows (sheet, STEMMA_KNOWN_DATASETS))
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_array (json);
  for (guint i = 0; i < sheet->stored->datasets->len; i++)
    {
      const StemmaDatasetSpan *span = &g_array_index (sheet->stored->datasets, StemmaDatasetSpan, i);
      if (stemma_span_holds (&span->span, sheet->week))
        json_builder_add_string_value (json, span->dataset);
    }
  json_builder_end_array (json);
}

static void
add_evaluation (JsonBuilder *json, const StemmaRecordEvaluation *result)
{
  json_builder_begin_object (json);
  stemma_json_add_text (json, "task", result->task);
  stemma_json_add_text (json, "dataset", result->dataset);
  stemma_json_add_text (json, "config", result->config);
  stemma_json_add_text (json, "split", result->split);
  stemma_json_add_text (json, "metric", result->metric);
  json_builder_set_member_name (json, "value");
  json_builder_add_double_value (json, result->value);
  stemma_json_add_flag (json, "verified", result->verified);
  stemma_json_add_text (json, "source", result->source);
  json_builder_end_object (json);
}

static void
add_evaluations (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  json_builder_set_member_name (json, "evaluations");
  if (!stemma_model_sheet_knows (sheet, STEMMA_KNOWN_PERFORMANCE))
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_array (json);
  for (guint i = 0; i < sheet->stored->evaluations->len; i++)
    {
      const StemmaEvaluationSpan *span = &g_array_index (sheet->stored->evaluations, StemmaEvaluationSpan, i);
      if (stemma_span_holds (&span->span, sheet->week))
        add_evaluation (json, &span->result);
    }
  json_builder_end_array (json);
}

/* Names of what was fetched: null stands for nothing there where the field is among them, for not known where
 * not. */
static void
add_known (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  static const struct
  {
    StemmaKnown known;
    const char *word;
  } words[] = {
    { STEMMA_KNOWN_PARENTS, "parents" },     { STEMMA_KNOWN_SHA, "sha" },
    { STEMMA_KNOWN_LICENCE, "licence" },     { STEMMA_KNOWN_TASK, "task" },
    { STEMMA_KNOWN_LIBRARY, "library" },     { STEMMA_KNOWN_DATASETS, "datasets" },
    { STEMMA_KNOWN_DOWNLOADS, "downloads" }, { STEMMA_KNOWN_LIKES, "likes" },
    { STEMMA_KNOWN_CREATED, "created" },     { STEMMA_KNOWN_MODIFIED, "modified" },
    { STEMMA_KNOWN_ACCESS, "access" },       { STEMMA_KNOWN_FILES, "files" },
    { STEMMA_KNOWN_TEMPLATE, "template" },   { STEMMA_KNOWN_PERFORMANCE, "evaluations" },
    { STEMMA_KNOWN_CODE, "code" },           { STEMMA_KNOWN_NEW_VERSION, "new_version" },
    { STEMMA_KNOWN_CONFIG, "config" },
  };
  json_builder_set_member_name (json, "known");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (stemma_model_sheet_knows (sheet, words[i].known))
      json_builder_add_string_value (json, words[i].word);
  json_builder_end_array (json);
}

static void
add_facts (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  static const StemmaFactSpan nothing;
  const StemmaFactSpan *fact = sheet->fact != NULL ? sheet->fact : &nothing;
  const struct
  {
    const char *member, *text;
  } texts[] = {
    { "licence", fact->licence },
    { "licence_name", fact->licence_name },
    { "licence_link", fact->licence_link },
    { "task", fact->task },
    { "library", fact->library },
    { "model_type", fact->model_type },
    { "new_version", fact->new_version },
    { "sha", fact->sha },
    { "code_repository", fact->code_repository },
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    stemma_json_add_text (json, texts[i].member, texts[i].text);
  add_known_count (json, "downloads", sheet->counts.downloads != G_MAXUINT64, sheet->counts.downloads);
  add_known_count (json, "likes", sheet->counts.likes != G_MAXUINT64, sheet->counts.likes);
  add_known_count (json, "parameters", fact->parameters > 0, fact->parameters);
  add_known_count (json, "bits", fact->bits > 0, fact->bits);
  add_time (json, "created", stemma_model_sheet_knows (sheet, STEMMA_KNOWN_CREATED), fact->created);
  add_time (json, "modified", stemma_model_sheet_knows (sheet, STEMMA_KNOWN_MODIFIED), fact->modified);
  gboolean access = stemma_model_sheet_knows (sheet, STEMMA_KNOWN_ACCESS);
  add_known_flag (json, "gated", access, (fact->flags & STEMMA_FLAG_GATED) != 0);
  add_known_flag (json, "private", access, (fact->flags & STEMMA_FLAG_PRIVATE) != 0);
  add_known_flag (json, "disabled", access, (fact->flags & STEMMA_FLAG_DISABLED) != 0);
  add_known_flag (json, "template", stemma_model_sheet_knows (sheet, STEMMA_KNOWN_TEMPLATE),
                  fact->template_id != 0);
  add_known_flag (json, "custom_code", stemma_model_sheet_knows (sheet, STEMMA_KNOWN_CODE),
                  (fact->flags & STEMMA_FLAG_CUSTOM_CODE) != 0);
  add_datasets (json, sheet);
  add_evaluations (json, sheet);
}

static void
add_seen (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  char first[STEMMA_DATE_TEXT_SIZE], last[STEMMA_DATE_TEXT_SIZE];
  StemmaDate from, to;
  gboolean seen = stemma_model_sheet_get_seen (sheet, &from, &to);
  stemma_json_add_text (json, "first_seen", seen ? stemma_date_format (from, first) : NULL);
  stemma_json_add_text (json, "last_seen", seen ? stemma_date_format (to, last) : NULL);
}

/**
 * stemma_report_show:
 * @sheet: a model that is in its week, listed or as a ghost
 *
 * Returns: (transfer full): all that is known of it
 */
StemmaReport *
stemma_report_show (const StemmaModelSheet *sheet)
{
  g_return_val_if_fail (sheet->facts != NULL, NULL);
  char date[STEMMA_DATE_TEXT_SIZE];
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  stemma_json_add_text (json, "model", sheet->name);
  stemma_json_add_text (json, "snapshot",
                        stemma_date_format (stemma_snapshot_get_date (sheet->snapshot), date));
  stemma_json_add_flag (json, "listed", sheet->row != STEMMA_NONE);
  add_known_count (json, "key", sheet->row != STEMMA_NONE, sheet->key);
  add_kind (json, sheet);
  add_graph (json, sheet);
  add_facts (json, sheet);
  add_seen (json, sheet);
  add_known (json, sheet);
  json_builder_end_object (json);
  StemmaReport *report = stemma_report_new (json);
  stemma_report_show_add_tables (report, sheet);
  return report;
}
