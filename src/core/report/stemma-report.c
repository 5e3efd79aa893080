#include "report/stemma-report.h"

#include <glib/gi18n-lib.h>

#include "report/stemma-report-private.h"

static const struct
{
  const char *kind;
  StemmaReportFunc func;
} kinds[] = {
  { "usage", stemma_report_usage },
  { "chains", stemma_report_chains },
  { "clusters", stemma_report_clusters },
  { "degrees", stemma_report_degrees },
  { "tasks", stemma_report_tasks },
};

/** stemma_report_find: Returns: (nullable): what makes reports of @kind */
StemmaReportFunc
stemma_report_find (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return kinds[i].func;
  return NULL;
}

/** stemma_report_list_kinds: Returns: (transfer full): all kinds, for a message */
char *
stemma_report_list_kinds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", kinds[i].kind);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** stemma_report_free: @report: (nullable) (transfer full): what is done with */
void
stemma_report_free (StemmaReport *report)
{
  if (report == NULL)
    return;
  json_node_unref (report->json);
  g_ptr_array_unref (report->tables);
  g_free (report);
}

/** stemma_report_new: @json: a finished object. Returns: (transfer full): a report without tables */
StemmaReport *
stemma_report_new (JsonBuilder *json)
{
  StemmaReport *report = g_new0 (StemmaReport, 1);
  report->json = json_builder_get_root (json);
  report->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_table_free);
  return report;
}

/**
 * stemma_report_get_table:
 * @report: a report
 * @name: (nullable): a table's name; %NULL for the one that stands for all
 *
 * Returns: (transfer none) (nullable): the table
 */
StemmaTable *
stemma_report_get_table (const StemmaReport *report, const char *name)
{
  if (name == NULL && report->main == NULL)
    return g_ptr_array_index (report->tables, 0);
  for (guint i = 0; i < report->tables->len; i++)
    {
      StemmaTable *table = g_ptr_array_index (report->tables, i);
      if (g_str_equal (stemma_table_get_name (table), name != NULL ? name : report->main))
        return table;
    }
  return NULL;
}

/** stemma_report_list_tables: Returns: (transfer full): the names of all tables, for a message */
char *
stemma_report_list_tables (const StemmaReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < report->tables->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            stemma_table_get_name (g_ptr_array_index (report->tables, i)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** stemma_report_add_table: @name: a word that lives on. Returns: (transfer none): another table of @report */
StemmaTable *
stemma_report_add_table (StemmaReport *report, const char *name, const char *title)
{
  StemmaTable *table = stemma_table_new (title);
  stemma_table_set_name (table, name, FALSE);
  g_ptr_array_add (report->tables, table);
  return table;
}

/** stemma_report_add_pairs: Returns: (transfer none): a table of two columns, what is counted and how many */
StemmaTable *
stemma_report_add_pairs (StemmaReport *report, const char *name, const char *title, const char *what,
                         const char *count)
{
  StemmaTable *table = stemma_report_add_table (report, name, title);
  stemma_table_add_column (table, "what", what, STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "count", count, STEMMA_COLUMN_NUMBER);
  return table;
}

/** stemma_table_add_pair: a row of stemma_report_add_pairs(); @word is the member of the same count in JSON */
void
stemma_table_add_pair (StemmaTable *table, const char *word, const char *label, guint64 count)
{
  stemma_table_add_label (table, word, label);
  stemma_table_add_count (table, count);
}

/** stemma_json_add_text: adds @member, null where @text is %NULL */
void
stemma_json_add_text (JsonBuilder *json, const char *member, const char *text)
{
  json_builder_set_member_name (json, member);
  json_builder_add_string_value (json, text);
}

/** stemma_json_add_count: adds @member; what passes the largest number that JSON libraries agree on is cut there */
void
stemma_json_add_count (JsonBuilder *json, const char *member, guint64 count)
{
  json_builder_set_member_name (json, member);
  json_builder_add_int_value (json, (gint64) MIN (count, (guint64) G_MAXINT64));
}

/** stemma_json_add_flag: adds @member */
void
stemma_json_add_flag (JsonBuilder *json, const char *member, gboolean flag)
{
  json_builder_set_member_name (json, member);
  json_builder_add_boolean_value (json, flag);
}

/** stemma_json_begin: opens an object as @member */
void
stemma_json_begin (JsonBuilder *json, const char *member)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_object (json);
}

/** stemma_json_head: opens the report's object and says which week and which reading it is of */
void
stemma_json_head (JsonBuilder *json, const StemmaSnapshot *snapshot, const StemmaReportOptions *options)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  json_builder_begin_object (json);
  stemma_json_add_text (json, "snapshot", stemma_date_format (stemma_snapshot_get_date (snapshot), date));
  stemma_json_add_text (json, "reading", stemma_reading_word (options->reading));
}

/** stemma_json_add_kinds: adds a count a kind; that of other relations only where it occurs */
void
stemma_json_add_kinds (JsonBuilder *json, const guint64 counts[STEMMA_N_KINDS])
{
  for (StemmaKind kind = 0; kind < STEMMA_N_KINDS; kind++)
    if (kind != STEMMA_KIND_OTHER || counts[kind] > 0)
      stemma_json_add_count (json, stemma_kind_word (kind), counts[kind]);
}

/** stemma_json_add_diversity: adds a count by how many kinds occur; four of them only where that occurs */
void
stemma_json_add_diversity (JsonBuilder *json, const guint64 counts[STEMMA_N_KINDS + 1])
{
  for (guint n = 1; n <= STEMMA_N_KINDS; n++)
    {
      char member[2] = { (char) ('0' + n), '\0' };
      if (n < STEMMA_N_KINDS || counts[n] > 0)
        stemma_json_add_count (json, member, counts[n]);
    }
}
