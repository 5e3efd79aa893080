#include "file-reading.h"

#include <json-glib/json-glib.h>
#include <string.h>

static char *
shared_path (const char *name)
{
  const char *folder = g_getenv ("STEMMA_SHARED_DATA");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : ".", name, NULL);
  if (folder != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the recorded data (STEMMA_SHARED_DATA) is not there");
  return NULL;
}

static void
check_table (const char *name, guint n_rows)
{
  g_autofree char *relative = g_build_filename ("msc", name, NULL);
  g_autofree char *path = shared_path (relative);
  if (path == NULL)
    return;
  g_autoptr (FileReading) reading = file_reading_of_path (path, NULL);
  g_assert_no_error (reading->error);
  g_assert_cmpint (reading->kind, ==, STEMMA_FILE_MODELS_CSV);
  g_assert_cmpuint (reading->n_records, ==, n_rows);
  g_assert_null (strstr (reading->findings->str, "no-relation"));
  g_assert_null (strstr (reading->findings->str, "unknown-relation"));
}

static void
test_tables (void)
{
  check_table ("snapshot_2025-03-12.csv", 54996);
  check_table ("added_2025-03-19.csv", 24255);
  check_table ("added_2025-05-07.csv", 31134);
  check_table ("added_2025-06-04.csv", 27583);
  check_table ("deleted_2025-05-07.csv", 19649);
  check_table ("deleted_2025-06-04.csv", 4842);
}

/** Sums: what a table holds, counted by a reader of its own. */
typedef struct
{
  guint by_relation[STEMMA_N_RELATIONS];
  guint parents;
  guint derived;
} Sums;

static gboolean
add_record (const StemmaRecord *record, guint64 line G_GNUC_UNUSED, gpointer user_data,
            GError **error G_GNUC_UNUSED)
{
  Sums *sums = user_data;
  sums->parents += record->n_edges;
  sums->derived += record->n_edges > 0;
  if (record->n_edges > 0)
    sums->by_relation[record->relation]++;
  return TRUE;
}

static void
test_sums (void)
{
  g_autofree char *path = shared_path ("msc/snapshot_2025-03-12.csv");
  if (path == NULL)
    return;
  Sums sums = { 0 };
  StemmaReaderHandler handler = { .record = add_record, .user_data = &sums };
  g_assert_true (stemma_reader_read (path, &handler, NULL, NULL, NULL, NULL));
  /* Of the 19,507 rows with a type, 201 are merges, which name 680 parents together. */
  g_assert_cmpuint (sums.derived, ==, 19507);
  g_assert_cmpuint (sums.by_relation[STEMMA_RELATION_FINETUNE], ==, 3804);
  g_assert_cmpuint (sums.by_relation[STEMMA_RELATION_ADAPTER], ==, 14179);
  g_assert_cmpuint (sums.by_relation[STEMMA_RELATION_MERGE], ==, 201);
  g_assert_cmpuint (sums.by_relation[STEMMA_RELATION_QUANTIZED], ==, 1323);
  g_assert_cmpuint (sums.parents, ==, 19507 - 201 + 680);
}

/* "relation=parent" by the typed tags alone, as another parser sees them. */
static char *
parents_by_tags (JsonObject *record)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *tags = json_object_get_array_member (record, "tags");
  for (guint i = 0; i < json_array_get_length (tags); i++)
    {
      g_auto (GStrv) parts = g_strsplit (json_array_get_string_element (tags, i), ":", 3);
      if (g_strv_length (parts) == 3 && strcmp (parts[0], "base_model") == 0)
        g_string_append_printf (text, " %s=%s", parts[1], parts[2]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_hub (void)
{
  g_autofree char *path = shared_path ("hub/mistral-small-24b_2025-04-05.json");
  if (path == NULL)
    return;
  g_autoptr (FileReading) reading = file_reading_of_path (path, NULL);
  g_assert_no_error (reading->error);
  g_assert_cmpuint (reading->n_records, ==, 67);
  g_assert_cmpstr (reading->findings->str, ==, "");

  g_autoptr (JsonParser) parser = json_parser_new ();
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  JsonArray *records = json_node_get_array (json_parser_get_root (parser));
  g_auto (GStrv) lines = g_strsplit (reading->told->str, "\n", -1);
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);
      g_autofree char *parents = parents_by_tags (record);
      g_autofree char *expected
          = g_strconcat (" ", json_object_get_string_member (record, "id"), parents, NULL);
      g_assert_false (json_object_has_member (record, "baseModels"));
      g_assert_cmpstr (strchr (lines[i], ' '), ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real/tables", test_tables);
  g_test_add_func ("/real/sums", test_sums);
  g_test_add_func ("/real/hub", test_hub);
  return g_test_run ();
}
