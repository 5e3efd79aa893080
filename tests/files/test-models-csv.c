#include <string.h>

#include "file-reading.h"

#define HEADER "Model ID,Type,Base Model\n"

typedef struct
{
  const char *rows;
  const char *told;
  const char *findings;
} Case;

static void
check_all (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *text = g_strconcat (HEADER, cases[i].rows, NULL);
      g_autoptr (FileReading) reading = file_reading_of (text);
      g_assert_no_error (reading->error);
      g_assert_cmpint (reading->kind, ==, STEMMA_FILE_MODELS_CSV);
      g_assert_cmpstr (reading->told->str, ==, cases[i].told);
      g_assert_cmpstr (reading->findings->str, ==, cases[i].findings);
    }
}

static void
test_rules (void)
{
  static const Case cases[] = {
    { "", "", "" },
    { "a/b,,\n", "2 a/b\n", "" },
    { "a/b,finetune,c/d\n", "2 a/b finetune=c/d\n", "" },
    { "a/b,Adapters,c/d\n", "2 a/b adapter=c/d\n", "" },
    { "a/b, quantize , c/d \n", "2 a/b quantized=c/d\n", "" },
    { "a/b,merged,\"c/d, e/f,g/h\"\n", "2 a/b merge=c/d merge=e/f merge=g/h\n", "" },
    { "a/b,finetune,\"c/d, e/f\"\n", "2 a/b finetune=c/d, e/f\n", "" },
    { "a/b, ,\n", "2 a/b\n", "" },
    { "A/b,,\na/b,,\n a/b,,\n", "2 A/b\n3 a/b\n4  a/b\n", "" },
    { "\"x\ny\",,\nz,,", "2 x\ny\n4 z\n", "x\ny odd-id\n" },
    { "\n\na/b,,\n", "4 a/b\n", "" },
    { "/home/nobody/m,finetune,https://example.org/a/b\n",
      "2 /home/nobody/m finetune=https://example.org/a/b\n", "" },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_oddities (void)
{
  static const Case cases[] = {
    { "a/b,,c/d\n", "2 a/b other=c/d\n", "a/b no-relation\n" },
    { "a/b,distilled,c/d\n", "2 a/b distilled=c/d\n", "a/b unknown-relation\n" },
    { "a/b,distilled,\"c/d,e/f\"\n", "2 a/b distilled=c/d,e/f\n", "a/b unknown-relation\n" },
    { "a/b,finetune,a/b\n", "2 a/b finetune=a/b\n", "a/b self-loop\n" },
    { "a/b,merge,\"c/d,a/b,a/b\"\n", "2 a/b merge=c/d merge=a/b\n", "a/b self-loop\n" },
    { "a/b,finetune,\n", "2 a/b\n", "a/b no-parent\n" },
    { "a/b,nonsense,\n", "2 a/b\n", "a/b no-parent\n" },
    { "a/b,finetune,  \n", "2 a/b\n", "a/b no-parent\n" },
    { "a/b,merge,\" c/d ,, ,c/d\"\n", "2 a/b merge=c/d\n", "a/b no-parent\n" },
    { "a/b,merge,\" , \"\n", "2 a/b\n", "a/b no-parent\n" },
    { "a/b,merge,\"c/d,\"\n", "2 a/b merge=c/d\n", "a/b no-parent\n" },
    { ",finetune,c/d\nx/y,,\n", "3 x/y\n", "line 2 no-id\n" },
    { " ,,\n", "", "line 2 no-id\n" },
    { "\"a\tb\",,\n", "2 a\tb\n", "a\tb odd-id\n" },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_columns (void)
{
  g_autoptr (FileReading) other_order = file_reading_of ("note,Base Model,Model ID,Type\nx,c/d,a/b,merge\n");
  g_assert_cmpstr (other_order->told->str, ==, "2 a/b merge=c/d\n");
  g_autoptr (FileReading) quoted = file_reading_of ("\"Model ID\",\"Type\",\"Base Model\"\r\na/b,,\r\n");
  g_assert_cmpstr (quoted->told->str, ==, "2 a/b\n");
  g_autoptr (FileReading) marked = file_reading_of ("\xef\xbb\xbf" HEADER "a/b,,");
  g_assert_cmpstr (marked->told->str, ==, "2 a/b\n");
  g_autoptr (FileReading) twice = file_reading_of ("Model ID,Type,Base Model,Type\na/b,,,\n");
  file_reading_assert_refused (twice, "line 1");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *rows;
    const char *part;
  } cases[] = {
    { "a/b\n", "line 2: 1 cells where the header has 3" },
    { "a/b,,\nc/d,merge,x,y\n", "line 3: 4 cells where the header has 3" },
    { "a/b,,\n\"c/d,,\ne/f,,\n", "line 3: a quote" },
    { "a/b,,\nc\"d,,\n", "line 3: a quote" },
    { "a/b,,\n\"c\nd\",,\ne/\xff,,\n", "line 5: bytes that are not UTF-8" },
    { "\"a\n\xc0\",,\n", "line 3: bytes that are not UTF-8" },
    { "a/b,,\rc/d,,\n", "line 2: a carriage return" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEADER, cases[i].rows, NULL);
      g_autoptr (FileReading) reading = file_reading_of (text);
      file_reading_assert_refused (reading, cases[i].part);
    }
  g_autoptr (FileReading) nul = file_reading_of_bytes (HEADER "a\0b,,\n", sizeof (HEADER "a\0b,,\n") - 1);
  file_reading_assert_refused (nul, "line 2: a NUL byte");
}

/* A merge of more parents than anybody ever saw, in one cell of 2 MB, each of them twice. */
static void
test_many_parents (void)
{
  g_autoptr (GString) text = g_string_new (HEADER "a/b,merge,\"");
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "%so/m%u", i > 0 ? ", " : "", i % 50000);
  g_string_append (text, "\"\nlast,,\n");
  g_autoptr (FileReading) reading = file_reading_of (text->str);
  g_assert_no_error (reading->error);
  g_assert_cmpuint (reading->n_records, ==, 2);
  g_assert_cmpuint (reading->n_edges, ==, 50000);
}

/* As long as an id may be, and one byte longer: as a model, as a parent, as one of several. */
static void
test_long_ids (void)
{
  g_autofree char *fits = g_strnfill (STEMMA_ID_MAX, 'x');
  g_autofree char *longer = g_strnfill (STEMMA_ID_MAX + 1, 'x');
  g_autofree char *text
      = g_strdup_printf (HEADER "%s,,\n%s,,\na/b,merge,\"%s,%s,c/d\"\n", fits, longer, fits, longer);
  g_autofree char *told = g_strdup_printf ("2 %s\n4 a/b merge=%s merge=c/d\n", fits, fits);
  g_autoptr (FileReading) reading = file_reading_of (text);
  g_assert_no_error (reading->error);
  g_assert_cmpstr (reading->told->str, ==, told);
  g_assert_cmpstr (reading->findings->str, ==, "line 3 long-id\na/b long-id\n");
}

/* What is shown of an id ends between two characters. */
static void
test_short_form (void)
{
  char text[STEMMA_ID_SHORT_SIZE];
  g_autoptr (GString) id = g_string_new ("");
  for (guint length = 1; length < 3 * STEMMA_ID_SHORT_SIZE; length++)
    {
      g_string_append (id, length % 3 == 0 ? "a" : "é");
      stemma_id_shorten (id->str, text);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      if (id->len < STEMMA_ID_SHORT_SIZE)
        g_assert_cmpstr (text, ==, id->str);
      else
        g_assert_true (g_str_has_suffix (text, "…") && strlen (text) > STEMMA_ID_SHORT_SIZE - 8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/models-csv/rules", test_rules);
  g_test_add_func ("/models-csv/oddities", test_oddities);
  g_test_add_func ("/models-csv/columns", test_columns);
  g_test_add_func ("/models-csv/refused", test_refused);
  g_test_add_func ("/models-csv/long-ids", test_long_ids);
  g_test_add_func ("/models-csv/short-form", test_short_form);
  g_test_add_func ("/models-csv/many-parents", test_many_parents);
  return g_test_run ();
}
