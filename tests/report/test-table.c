#include "report/stemma-table.h"

#include <string.h>

static StemmaTable *
make_table (void)
{
  StemmaTable *table = stemma_table_new ("Title\033[2J");
  stemma_table_set_name (table, "main", FALSE);
  stemma_table_add_column (table, "what", "What", STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "known", "Known", STEMMA_COLUMN_IN_FILES);
  stemma_table_add_column (table, "value", "Value", STEMMA_COLUMN_NUMBER);
  stemma_table_add_label (table, "gated", "closed to most");
  stemma_table_add_flag (table, TRUE);
  stemma_table_add_count (table, 12345);
  stemma_table_add_text (table, "=1+1\342\200\256");
  stemma_table_add_flag (table, FALSE);
  stemma_table_add_number (table, 0.5, 3);
  stemma_table_add_label (table, NULL, "not known");
  stemma_table_add_none (table);
  stemma_table_add_none (table);
  return table;
}

static void
test_text (void)
{
  g_autoptr (StemmaTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);
  stemma_table_write_text (table, out);
  g_assert_cmpstr (out->str, ==,
                   "Title\342\220\233[2J\n"
                   "What            Value\n"
                   "closed to most  12345\n"
                   "=1+1\357\277\275           0.500\n"
                   "not known           \342\200\223\n");
}

static void
test_csv (void)
{
  g_autoptr (StemmaTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);
  stemma_table_write_csv (table, out);
  g_assert_cmpstr (out->str, ==,
                   "what,known,value\r\ngated,true,12345\r\n'=1+1\342\200\256,false,0.500\r\n,,\r\n");
}

static void
test_long_csv (void)
{
  g_autoptr (StemmaTable) table = make_table ();
  g_autoptr (StemmaTable) other = stemma_table_new ("Other");
  stemma_table_set_name (other, "other", TRUE);
  stemma_table_add_column (other, "n", "N", STEMMA_COLUMN_NUMBER);
  StemmaTable *tables[] = { other, table };
  g_autoptr (GString) out = g_string_new (NULL);
  stemma_tables_write_long_csv (tables, 2, out);
  g_assert_true (g_str_has_prefix (out->str, "table,row,column,value\r\nmain,1,what,gated\r\nmain,1,known,true\r\n"));
  stemma_table_add_count (other, 7);
  g_string_truncate (out, 0);
  stemma_tables_write_long_csv (tables, 2, out);
  g_assert_true (g_str_has_prefix (out->str, "table,row,column,value\r\nother,1,n,7\r\nmain,1,what,gated\r\n"));
}

static void
test_optional (void)
{
  g_autoptr (StemmaTable) table = make_table ();
  g_autoptr (StemmaTable) empty = stemma_table_new ("Empty");
  StemmaTable *tables[] = { empty, table };
  g_autoptr (GString) out = g_string_new (NULL);
  stemma_table_add_column (empty, "n", "N", STEMMA_COLUMN_NUMBER);
  stemma_tables_write_text (tables, 2, out);
  g_assert_true (g_str_has_prefix (out->str, "Empty\nN\n\nTitle"));
  stemma_table_set_name (empty, "empty", TRUE);
  g_string_truncate (out, 0);
  stemma_tables_write_text (tables, 2, out);
  g_assert_true (g_str_has_prefix (out->str, "Title"));
}

static void
test_json (void)
{
  g_autoptr (StemmaTable) table = make_table ();
  g_autoptr (JsonNode) json = stemma_table_to_json (table, "rows");
  JsonArray *rows = json_object_get_array_member (json_node_get_object (json), "rows");
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, 0), "what"), ==, "gated");
  g_assert_true (json_object_get_null_member (json_array_get_object_element (rows, 2), "what"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/text", test_text);
  g_test_add_func ("/table/csv", test_csv);
  g_test_add_func ("/table/long-csv", test_long_csv);
  g_test_add_func ("/table/optional", test_optional);
  g_test_add_func ("/table/json", test_json);
  return g_test_run ();
}
