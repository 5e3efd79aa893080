#include <glib/gi18n-lib.h>

#include "analysis/stemma-chains.h"
#include "report/stemma-report-private.h"

static void
add_top (JsonBuilder *json, const StemmaSnapshot *snapshot, const StemmaChains *chains)
{
  json_builder_set_member_name (json, "top");
  json_builder_begin_array (json);
  for (guint i = 0; i < chains->top->len; i++)
    {
      const StemmaChain *chain = g_ptr_array_index (chains->top, i);
      guint64 counts[STEMMA_N_KINDS];
      for (guint kind = 0; kind < STEMMA_N_KINDS; kind++)
        counts[kind] = chain->kinds[kind];
      json_builder_begin_object (json);
      stemma_json_add_text (json, "root", stemma_snapshot_get_node_name (snapshot, chain->nodes[0]));
      stemma_json_add_count (json, "length", chain->n_nodes);
      stemma_json_add_kinds (json, counts);
      json_builder_set_member_name (json, "models");
      json_builder_begin_array (json);
      for (guint n = 0; n < chain->n_nodes; n++)
        json_builder_add_string_value (json, stemma_snapshot_get_node_name (snapshot, chain->nodes[n]));
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static JsonBuilder *
build_json (const StemmaSnapshot *snapshot, const StemmaReportOptions *options, const StemmaChains *chains)
{
  JsonBuilder *json = json_builder_new ();
  stemma_json_head (json, snapshot, options);
  stemma_json_add_count (json, "count", chains->count);
  stemma_json_add_count (json, "longest", chains->longest);
  stemma_json_add_count (json, "longer_than_2", chains->longer_than_2);
  stemma_json_begin (json, "length");
  for (guint32 length = 2; length <= chains->longest; length++)
    if (chains->lengths[length] > 0)
      {
        g_autofree char *member = g_strdup_printf ("%u", length);
        stemma_json_add_count (json, member, chains->lengths[length]);
      }
  json_builder_end_object (json);
  stemma_json_begin (json, "dominant");
  stemma_json_add_kinds (json, chains->dominant);
  json_builder_end_object (json);
  stemma_json_begin (json, "diversity");
  stemma_json_add_diversity (json, chains->diversity);
  json_builder_end_object (json);
  stemma_json_add_flag (json, "saturated", chains->saturated);
  if (chains->abridged)
    stemma_json_add_flag (json, "abridged", TRUE);
  add_top (json, snapshot, chains);
  json_builder_end_object (json);
  return json;
}

static void
add_lengths (StemmaReport *report, const StemmaChains *chains)
{
  StemmaTable *table = stemma_report_add_table (report, "lengths", _ ("Chains by length"));
  stemma_table_add_column (table, "length", _ ("Models in the chain"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "count", _ ("Chains"), STEMMA_COLUMN_NUMBER);
  stemma_table_set_name (table, "lengths", chains->abridged);
  /* Given up: what is not known is not shown as none. */
  if (chains->abridged)
    return;
  for (guint32 length = 2; length <= chains->longest; length++)
    if (chains->lengths[length] > 0)
      {
        stemma_table_add_count (table, length);
        stemma_table_add_count (table, chains->lengths[length]);
      }
}

static void
add_summary (StemmaReport *report, const StemmaChains *chains)
{
  g_autofree char *title = g_strdup_printf (_ ("Chains (reading: %s)"), stemma_reading_word (chains->reading));
  StemmaTable *table = stemma_report_add_pairs (report, "summary", title, _ ("What"), _ ("Number"));
  stemma_table_add_pair (table, chains->saturated ? "at_least" : "count",
                         chains->saturated ? _ ("chains (at least)") : _ ("chains"), chains->count);
  stemma_table_add_pair (table, "longest", _ ("models in the longest"), chains->longest);
  stemma_table_add_pair (table, "longer_than_2", _ ("longer than 2 models"), chains->longer_than_2);
  if (chains->abridged)
    {
      /* A row without a figure: what is not known is not shown as none. */
      stemma_table_add_label (table, "abridged", _ ("lengths and kinds: given up, the graph is too tangled"));
      stemma_table_add_none (table);
      return;
    }
  stemma_table_add_pair (table, "dominant.finetune", _ ("fine-tune dominant"),
                         chains->dominant[STEMMA_KIND_FINETUNE]);
  stemma_table_add_pair (table, "dominant.merge", _ ("merge dominant"),
                         chains->dominant[STEMMA_KIND_MERGE]);
  stemma_table_add_pair (table, "dominant.quantized", _ ("quantized dominant"),
                         chains->dominant[STEMMA_KIND_QUANTIZED]);
  stemma_table_add_pair (table, "diversity.1", _ ("of one kind"), chains->diversity[1]);
  stemma_table_add_pair (table, "diversity.2", _ ("of two kinds"), chains->diversity[2]);
  stemma_table_add_pair (table, "diversity.3", _ ("of three kinds"), chains->diversity[3]);
}

static void
add_tables (StemmaReport *report, const StemmaSnapshot *snapshot, const StemmaChains *chains)
{
  add_summary (report, chains);
  add_lengths (report, chains);
  report->main = "top";

  StemmaTable *top = stemma_report_add_table (report, "top", _ ("The longest chain of each root (edges by kind)"));
  stemma_table_add_column (top, "root", _ ("Root"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (top, "length", _ ("Models"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (top, "finetune", _ ("Fine-tune"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (top, "merge", _ ("Merge"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (top, "quantized", _ ("Quantized"), STEMMA_COLUMN_NUMBER);
  for (guint i = 0; i < chains->top->len; i++)
    {
      const StemmaChain *chain = g_ptr_array_index (chains->top, i);
      stemma_table_add_text (top, stemma_snapshot_get_node_name (snapshot, chain->nodes[0]));
      stemma_table_add_count (top, chain->n_nodes);
      stemma_table_add_count (top, chain->kinds[STEMMA_KIND_FINETUNE]);
      stemma_table_add_count (top, chain->kinds[STEMMA_KIND_MERGE]);
      stemma_table_add_count (top, chain->kinds[STEMMA_KIND_QUANTIZED]);
    }
}

/**
 * stemma_report_chains:
 * @snapshot: a snapshot
 * @options: the reading, and how many of the longest
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full): the figures of all chains, or %NULL
 */
StemmaReport *
stemma_report_chains (const StemmaSnapshot *snapshot, const StemmaReportOptions *options, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (StemmaChains) chains
      = stemma_chains_new (snapshot, options->reading, options->top, cancellable, error);
  if (chains == NULL)
    return NULL;
  g_autoptr (JsonBuilder) json = build_json (snapshot, options, chains);
  StemmaReport *report = stemma_report_new (json);
  add_tables (report, snapshot, chains);
  return report;
}
