/* What is known of one model, for a person. */
#include <glib/gi18n-lib.h>

#include "report/stemma-report-private.h"
#include "report/stemma-report-show.h"
#include "scene/stemma-text.h"

/* What is not known is not shown as absent. */
static void
add_value (StemmaTable *table, gboolean known, const char *word, const char *label)
{
  stemma_table_add_label (table, known ? "true" : "false", known ? _ ("yes") : _ ("no"));
  if (known && word != NULL)
    stemma_table_add_label (table, word, label);
  else
    stemma_table_add_label (table, NULL, known ? _ ("none") : _ ("not known"));
}

static void
add_text_row (StemmaTable *table, const char *word, const char *what, gboolean known, const char *text)
{
  stemma_table_add_label (table, word, what);
  add_value (table, known, text, text);
}

static void
add_count_row (StemmaTable *table, const char *word, const char *what, gboolean known, guint64 count)
{
  stemma_table_add_label (table, word, what);
  if (!known)
    {
      add_value (table, FALSE, NULL, NULL);
      return;
    }
  stemma_table_add_flag (table, TRUE);
  stemma_table_add_count (table, count);
}

static void
add_flag_row (StemmaTable *table, const char *word, const char *what, gboolean known, gboolean flag)
{
  stemma_table_add_label (table, word, what);
  add_value (table, known, flag ? "true" : "false", flag ? _ ("yes") : _ ("no"));
}

static void
add_time_row (StemmaTable *table, const char *word, const char *what, gboolean known, gint64 seconds)
{
  g_autoptr (GDateTime) time = known ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *exact = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
  stemma_table_add_label (table, word, what);
  add_value (table, time != NULL, exact, text);
}

static StemmaTable *
add_pairs (StemmaReport *report, const char *name, const char *title)
{
  StemmaTable *table = stemma_report_add_table (report, name, title);
  stemma_table_add_column (table, "what", _ ("What"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "known", _ ("Known"), STEMMA_COLUMN_IN_FILES);
  stemma_table_add_column (table, "value", _ ("Value"), STEMMA_COLUMN_TEXT);
  return table;
}

static void
add_place (StemmaReport *report, const StemmaModelSheet *sheet)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  const StemmaModelFacts *facts = sheet->facts;
  g_autofree char *name = stemma_text_clean (sheet->name);
  g_autofree char *title
    = g_strdup_printf (_ ("%s in the snapshot of %s (chains: reading exact)"), name,
                       stemma_date_format (stemma_snapshot_get_date (sheet->snapshot), date));
  StemmaTable *table = add_pairs (report, "graph", title);
  stemma_table_add_label (table, "listed", _ ("listed"));
  if (sheet->row != STEMMA_NONE)
    add_value (table, TRUE, "true", _ ("yes"));
  else
    add_value (table, TRUE, "false", _ ("no: a ghost, only declared as a parent"));
  static const char *const words[STEMMA_N_RELATIONS]
    = { "children.finetune", "children.adapter", "children.merge", "children.quantized", "children.other" };
  const char *const children[STEMMA_N_RELATIONS]
    = { _ ("children: fine-tunes"), _ ("children: adapters"), _ ("children: merges"),
        _ ("children: quantized"), _ ("children: other relations") };
  for (StemmaRelation relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    if (relation != STEMMA_RELATION_OTHER || facts->children[relation] > 0)
      add_count_row (table, words[relation], children[relation], TRUE, facts->children[relation]);
  add_count_row (table, "descendants", _ ("descendants"), TRUE, facts->descendants);
  add_count_row (table, "ancestors", _ ("ancestors"), TRUE, facts->ancestors);
  add_count_row (table, "chains", _ ("chains through it"), TRUE, facts->chains);
  add_count_row (table, "longest_chain", _ ("models in the longest of them"), TRUE, facts->longest_chain);
}

static void
add_remark (StemmaTable *table, const StemmaParentFact *parent)
{
  if (parent->self)
    stemma_table_add_label (table, "self", _ ("itself"));
  else if (parent->in_cycle)
    stemma_table_add_label (table, "in_cycle", _ ("in a cycle"));
  else if (parent->ghost)
    stemma_table_add_label (table, "ghost", _ ("a ghost: not listed"));
  else
    stemma_table_add_none (table);
}

static void
add_parents (StemmaReport *report, const StemmaModelSheet *sheet)
{
  StemmaTable *table = stemma_report_add_table (report, "parents", _ ("Parents"));
  stemma_table_set_name (table, "parents", TRUE);
  stemma_table_add_column (table, "model", _ ("Model"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "relation", _ ("Relation"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "source", _ ("Declared in"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "remark", _ ("Remarks"), STEMMA_COLUMN_TEXT);
  for (guint32 i = 0; i < sheet->facts->n_parents; i++)
    {
      const StemmaParentFact *parent = &sheet->facts->parents[i];
      stemma_table_add_text (table, stemma_snapshot_get_node_name (sheet->snapshot, parent->node));
      stemma_table_add_text (table, stemma_relation_word (parent->relation));
      stemma_table_add_text (table, stemma_edge_source_word (parent->source));
      add_remark (table, parent);
    }
}

static void
add_roots (StemmaReport *report, const StemmaModelSheet *sheet)
{
  StemmaTable *table = stemma_report_add_table (report, "roots", _ ("Clusters that it belongs to"));
  stemma_table_set_name (table, "roots", TRUE);
  stemma_table_add_column (table, "root", _ ("Root"), STEMMA_COLUMN_TEXT);
  for (guint32 i = 0; i < sheet->facts->n_roots; i++)
    stemma_table_add_text (table, stemma_snapshot_get_node_name (sheet->snapshot, sheet->facts->roots[i]));
}

static char *
join_datasets (const StemmaModelSheet *sheet)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < sheet->stored->datasets->len; i++)
    {
      const StemmaDatasetSpan *span = &g_array_index (sheet->stored->datasets, StemmaDatasetSpan, i);
      if (stemma_span_holds (&span->span, sheet->week))
        g_ptr_array_add (names, (gpointer) span->dataset);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
add_card_rows (StemmaTable *table, const StemmaModelSheet *sheet)
{
  const StemmaFactSpan *fact = sheet->fact;
  gboolean config = stemma_model_sheet_knows (sheet, STEMMA_KNOWN_CONFIG);
  g_autofree char *datasets = join_datasets (sheet);
  add_text_row (table, "licence", _ ("licence"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_LICENCE), fact->licence);
  if (fact->licence_name != NULL)
    add_text_row (table, "licence_name", _ ("licence, by name"), TRUE, fact->licence_name);
  if (fact->licence_link != NULL)
    add_text_row (table, "licence_link", _ ("licence, link"), TRUE, fact->licence_link);
  add_text_row (table, "task", _ ("task"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_TASK), fact->task);
  add_text_row (table, "library", _ ("library"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_LIBRARY), fact->library);
  add_text_row (table, "model_type", _ ("architecture"), config, fact->model_type);
  add_count_row (table, "parameters", _ ("parameters"), fact->parameters > 0, fact->parameters);
  add_text_row (table, "datasets", _ ("datasets"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_DATASETS), datasets);
  add_text_row (table, "new_version", _ ("newer version"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_NEW_VERSION),
                fact->new_version);
  add_flag_row (table, "template", _ ("chat template"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_TEMPLATE),
                fact->template_id != 0);
  add_flag_row (table, "evaluations", _ ("evaluation results"),
                stemma_model_sheet_knows (sheet, STEMMA_KNOWN_PERFORMANCE), (fact->flags & STEMMA_FLAG_PERFORMANCE) != 0);
}

static void
add_facts (StemmaReport *report, const StemmaModelSheet *sheet)
{
  char first[STEMMA_DATE_TEXT_SIZE], last[STEMMA_DATE_TEXT_SIZE];
  StemmaDate from, to;
  StemmaTable *table = add_pairs (report, "facts", _ ("What it says of itself"));
  stemma_table_set_name (table, "facts", TRUE);
  if (sheet->fact == NULL)
    return;
  gboolean access = stemma_model_sheet_knows (sheet, STEMMA_KNOWN_ACCESS);
  add_card_rows (table, sheet);
  add_flag_row (table, "gated", _ ("gated"), access, (sheet->fact->flags & STEMMA_FLAG_GATED) != 0);
  add_flag_row (table, "disabled", _ ("disabled"), access, (sheet->fact->flags & STEMMA_FLAG_DISABLED) != 0);
  add_count_row (table, "downloads", _ ("downloads in 30 days"), sheet->counts.downloads != G_MAXUINT64,
                 sheet->counts.downloads);
  add_count_row (table, "likes", _ ("likes"), sheet->counts.likes != G_MAXUINT64, sheet->counts.likes);
  add_time_row (table, "created", _ ("created"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_CREATED),
                sheet->fact->created);
  add_time_row (table, "modified", _ ("last modified"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_MODIFIED),
                sheet->fact->modified);
  add_text_row (table, "sha", _ ("commit"), stemma_model_sheet_knows (sheet, STEMMA_KNOWN_SHA), sheet->fact->sha);
  if (stemma_model_sheet_get_seen (sheet, &from, &to))
    {
      add_text_row (table, "first_seen", _ ("first seen"), TRUE, stemma_date_format (from, first));
      add_text_row (table, "last_seen", _ ("last seen"), TRUE, stemma_date_format (to, last));
    }
}

/**
 * stemma_report_show_add_tables:
 * @report: where to add them
 * @sheet: a model that is in its week
 */
void
stemma_report_show_add_tables (StemmaReport *report, const StemmaModelSheet *sheet)
{
  add_place (report, sheet);
  add_parents (report, sheet);
  add_roots (report, sheet);
  add_facts (report, sheet);
}
