#include <glib/gi18n-lib.h>

#include "analysis/stemma-usage.h"
#include "report/stemma-report-private.h"

static JsonBuilder *
build_json (const StemmaSnapshot *snapshot, const StemmaReportOptions *options, const StemmaUsage *u)
{
  const struct
  {
    const char *member;
    guint64 count;
  } counts[] = {
    { "models", u->models },         { "base", u->base },
    { "derived", u->derived },       { "relational", u->relational },
    { "isolated", u->isolated },     { "roots", u->roots },
    { "leaves", u->leaves },         { "fine_tuned", u->fine_tuned },
    { "adapters", u->adapters },     { "quantized", u->quantized },
    { "merged", u->merged },         { "other", u->other },
    { "ghosts", u->ghosts },         { "orphans", u->orphans },
    { "self_loops", u->self_loops }, { "models_in_cycles", u->models_in_cycles },
    { "edges", u->edges },
  };
  JsonBuilder *json = json_builder_new ();
  stemma_json_head (json, snapshot, options);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    stemma_json_add_count (json, counts[i].member, counts[i].count);
  stemma_json_begin (json, "downloads");
  stemma_json_add_count (json, "base", u->downloads.base);
  stemma_json_add_count (json, "derived", u->downloads.derived);
  stemma_json_add_count (json, "relational", u->downloads.relational);
  stemma_json_add_count (json, "isolated", u->downloads.isolated);
  stemma_json_add_count (json, "all", u->downloads.all);
  json_builder_end_object (json);
  json_builder_end_object (json);
  return json;
}

static void
add_tables (StemmaReport *report, const StemmaUsage *u)
{
  StemmaTable *table = stemma_report_add_table (report, "models", _ ("Models and their downloads in the last 30 days"));
  stemma_table_add_column (table, "what", _ ("Models"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "count", _ ("Number"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "downloads", _ ("Downloads"), STEMMA_COLUMN_NUMBER);
  const struct
  {
    const char *word, *label;
    guint64 count, downloads;
  } rows[] = {
    { "base", _ ("base"), u->base, u->downloads.base },
    { "derived", _ ("derived"), u->derived, u->downloads.derived },
    { "relational", _ ("relational"), u->relational, u->downloads.relational },
    { "isolated", _ ("isolated"), u->isolated, u->downloads.isolated },
    { "models", _ ("all"), u->models, u->downloads.all },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      stemma_table_add_pair (table, rows[i].word, rows[i].label, rows[i].count);
      stemma_table_add_count (table, rows[i].downloads);
    }

  StemmaTable *kinds
    = stemma_report_add_pairs (report, "kinds", _ ("Derived models, and what is odd"), _ ("Models"), _ ("Number"));
  stemma_table_add_pair (kinds, "fine_tuned", _ ("fine-tuned (adapters counted in)"), u->fine_tuned);
  stemma_table_add_pair (kinds, "adapters", _ ("of these, adapters"), u->adapters);
  stemma_table_add_pair (kinds, "quantized", _ ("quantized"), u->quantized);
  stemma_table_add_pair (kinds, "merged", _ ("merged"), u->merged);
  stemma_table_add_pair (kinds, "other", _ ("by another relation"), u->other);
  stemma_table_add_pair (kinds, "roots", _ ("roots"), u->roots);
  stemma_table_add_pair (kinds, "leaves", _ ("leaves"), u->leaves);
  stemma_table_add_pair (kinds, "ghosts", _ ("ghosts (declared, not listed)"), u->ghosts);
  stemma_table_add_pair (kinds, "orphans", _ ("orphans (no way up to a root)"), u->orphans);
  stemma_table_add_pair (kinds, "self_loops", _ ("declaring themselves"), u->self_loops);
  stemma_table_add_pair (kinds, "models_in_cycles", _ ("in cycles"), u->models_in_cycles);
}

/**
 * stemma_report_usage:
 * @snapshot: a snapshot
 * @options: what is asked for
 * @cancellable: (nullable): not used: it takes a moment
 * @error: not used
 *
 * Returns: (transfer full): how many models there are of each sort
 */
StemmaReport *
stemma_report_usage (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                     GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  StemmaUsage usage = stemma_usage (snapshot);
  g_autoptr (JsonBuilder) json = build_json (snapshot, options, &usage);
  StemmaReport *report = stemma_report_new (json);
  add_tables (report, &usage);
  return report;
}
