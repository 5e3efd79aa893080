#include "file-reading.h"

static void
test_rules (void)
{
  static const struct
  {
    const char *text;
    const char *told;
    const char *findings;
  } cases[] = {
    { "parent,child,relation\n", "", "" },
    { "parent,child,relation\na,b,finetune\na,b,merge\n", "2 a>b finetune\n3 a>b merge\n", "" },
    { "source,target,edge\na,b,quantizations\n", "2 a>b quantized\n", "" },
    { "weight,edge,target,source,x\n1,adapter,b,a,\n", "2 a>b adapter\n", "" },
    { "parent,child,relation\n\"a,1\",b,merges\n", "2 a,1>b merge\n", "" },
    { "parent,child,relation\na,b,\n", "2 a>b other\n", "b no-relation\n" },
    { "parent,child,relation\na,b,distill\n", "2 a>b distill\n", "b unknown-relation\n" },
    { "parent,child,relation\na,a,merge\n", "2 a>a merge\n", "a self-loop\n" },
    { "parent,child,relation\n,b,merge\na,,merge\n,,\n", "2 b\n3 a\n",
      "b no-id\na no-id\nline 4 no-id\n" },
    { "parent,child,relation\n a,b ,merge\n", "2  a>b  merge\n", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileReading) reading = file_reading_of (cases[i].text);
      g_assert_no_error (reading->error);
      g_assert_cmpint (reading->kind, ==, STEMMA_FILE_EDGES_CSV);
      g_assert_cmpstr (reading->told->str, ==, cases[i].told);
      g_assert_cmpstr (reading->findings->str, ==, cases[i].findings);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "parent,child\na,b\n", "line 1" },
    { "parent,target,relation\na,b,merge\n", "line 1" },
    { "Parent,Child,Relation\na,b,merge\n", "line 1" },
    { "parent,child,relation\na,b\n", "line 2: 2 cells" },
    { "parent,child,relation,x\na,b,merge\n", "line 2: 3 cells" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileReading) reading = file_reading_of (cases[i].text);
      file_reading_assert_refused (reading, cases[i].part);
      g_assert_cmpuint (reading->n_edges, ==, 0);
    }
}

static void
test_long_ids (void)
{
  g_autofree char *longer = g_strnfill (STEMMA_ID_MAX + 1, 'x');
  g_autofree char *text = g_strdup_printf ("parent,child,relation\n%s,b,merge\na,%s,merge\n%s,%s,merge\n", longer,
                                           longer, longer, longer);
  g_autoptr (FileReading) reading = file_reading_of (text);
  g_assert_no_error (reading->error);
  g_assert_cmpstr (reading->told->str, ==, "2 b\n3 a\n");
  g_assert_cmpstr (reading->findings->str, ==,
                   "b long-id\nline 3 long-id\nline 4 long-id\nline 4 long-id\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edges-csv/rules", test_rules);
  g_test_add_func ("/edges-csv/long-ids", test_long_ids);
  g_test_add_func ("/edges-csv/refused", test_refused);
  return g_test_run ();
}
