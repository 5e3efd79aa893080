#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "report/stemma-table.h"

static void
add_snapshot (JsonBuilder *json, StemmaTable *table, const StemmaSnapshotInfo *info)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (info->date, date);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "date");
  json_builder_add_string_value (json, date);
  json_builder_set_member_name (json, "source");
  json_builder_add_string_value (json, info->source);
  json_builder_set_member_name (json, "models");
  json_builder_add_int_value (json, (gint64) info->models);
  json_builder_set_member_name (json, "complete");
  json_builder_add_boolean_value (json, info->complete);
  json_builder_set_member_name (json, "findings");
  json_builder_add_int_value (json, (gint64) info->findings);
  json_builder_end_object (json);
  stemma_table_add_text (table, date);
  stemma_table_add_count (table, info->models);
  stemma_table_add_count (table, info->findings);
  stemma_table_add_flag (table, info->complete);
  stemma_table_add_text (table, info->source);
}

static gboolean
print_list (StemmaCli *cli, StemmaWorkspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) list = stemma_workspace_list (workspace, cli->cancellable, error);
  if (list == NULL)
    return FALSE;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (StemmaTable) table = stemma_table_new (_ ("Snapshots"));
  stemma_table_add_column (table, "date", _ ("Date"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "models", _ ("Models"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "findings", _ ("Oddities"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "complete", _ ("Complete"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "source", _ ("Source"), STEMMA_COLUMN_TEXT);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "snapshots");
  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    add_snapshot (json, table, g_ptr_array_index (list, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return stemma_cli_print_result (cli, root, table, error);
}

static gboolean
print_findings (StemmaCli *cli, StemmaWorkspace *workspace, const char *day, GError **error)
{
  guint32 id;
  if (!stemma_cli_find_day (cli, workspace, day, &id, error))
    return FALSE;
  g_autoptr (GPtrArray) findings
      = stemma_snapshots_list_findings (stemma_workspace_get_store (workspace), id, cli->cancellable, error);
  if (findings == NULL)
    return FALSE;
  g_autoptr (StemmaTable) table = stemma_table_new (_ ("Oddities met while reading"));
  stemma_table_add_column (table, "kind", _ ("Kind"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "id", _ ("Where"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "text", _ ("What"), STEMMA_COLUMN_TEXT);
  for (guint i = 0; i < findings->len; i++)
    {
      const StemmaStoredFinding *finding = g_ptr_array_index (findings, i);
      stemma_table_add_text (table, finding->kind);
      stemma_table_add_text (table, finding->id);
      stemma_table_add_text (table, finding->text);
    }
  g_autoptr (JsonNode) root = stemma_table_to_json (table, "findings");
  return stemma_cli_print_result (cli, root, table, error);
}

static gboolean
forget (StemmaCli *cli, const char *day, GError **error)
{
  StemmaDate date;
  guint32 id;
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_WRITE, error);
  if (workspace == NULL || !stemma_cli_find_day (cli, workspace, day, &id, error) || !stemma_date_parse (day, &date)
      || !stemma_snapshots_forget (stemma_workspace_get_store (workspace), date, error))
    return FALSE;
  stemma_cli_say (cli, _ ("The snapshot of %s is forgotten; the others are as before"), day);
  return TRUE;
}

/** stemma_cli_run_snapshots: lists the snapshots, or forgets one. Returns: whether that worked */
gboolean
stemma_cli_run_snapshots (StemmaCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *forgotten = NULL;
  g_autofree char *findings = NULL;
  const GOptionEntry entries[] = {
    { "forget", 0, 0, G_OPTION_ARG_STRING, &forgotten, N_ ("Take the snapshot of day D out"), "D" },
    { "findings", 0, 0, G_OPTION_ARG_STRING, &findings, N_ ("List the oddities met while reading day D"), "D" },
    G_OPTION_ENTRY_NULL,
  };
  if (!stemma_cli_parse (cli, "snapshots", STEMMA_CLI_FORMAT | STEMMA_CLI_OUTPUT, entries, &argc, &argv, error)
      || !stemma_cli_no_more (argc, argv, 0, error))
    return FALSE;
  if (forgotten != NULL && (findings != NULL || cli->format_given || cli->output != NULL))
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                           findings != NULL ? _ ("--forget and --findings contradict each other")
                                            : _ ("--forget prints no result that --format, --json or -o could be for"));
      return FALSE;
    }
  if (forgotten != NULL)
    return forget (cli, forgotten, error);
  g_autoptr (StemmaWorkspace) workspace = stemma_cli_open (cli, STEMMA_STORE_READ, error);
  if (workspace == NULL)
    return FALSE;
  return findings != NULL ? print_findings (cli, workspace, findings, error) : print_list (cli, workspace, error);
}
