#include "file-reading.h"

#include <string.h>

#define A "{\"id\":\"a/one\"}"
#define B "{\"id\":\"b/two\",\"tags\":[\"base_model:merge:a/one\"]}"
#define TOLD_B " b/two merge=a/one\n"

static void
test_frames (void)
{
  static const struct
  {
    const char *text;
    const char *told;
  } cases[] = {
    { "[]", "" },
    { " [ ] \n", "" },
    { "[" A "," B "]", "1 a/one\n1" TOLD_B },
    { "\xef\xbb\xbf[\n" A "\n,\n" B "\n]\n", "2 a/one\n4" TOLD_B },
    { A, "1 a/one\n" },
    { A "\n" B "\n", "1 a/one\n2" TOLD_B },
    { A "\r\n\r\n" B, "1 a/one\n3" TOLD_B },
    { "\n\n" A "\n", "3 a/one\n" },
    { "{\n\"id\":\n\"a/one\"}\n" B, "1 a/one\n4" TOLD_B },
    { "[{\"id\":\"a\\\"]}\",\"x\":\"\\\\\"},{\"id\":\"[{\"}]", "1 a\"]}\n1 [{\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileReading) reading = file_reading_of (cases[i].text);
      g_assert_no_error (reading->error);
      g_assert_cmpint (reading->kind, ==, STEMMA_FILE_HUB_JSON);
      g_assert_cmpstr (reading->told->str, ==, cases[i].told);
      g_assert_cmpstr (reading->findings->str, ==, "");
    }
}

/* One bad record in a sound frame is told and is not the end. */
static void
test_bad_records (void)
{
  static const struct
  {
    const char *text;
    const char *findings;
  } cases[] = {
    { "[{\"id\":null},\n" A "]", "line 1 no-record\n" },
    { "[" A ",\n5,\"x\",null,[" A "]]",
      "line 2 no-record\nline 2 no-record\nline 2 no-record\nline 2 no-record\n" },
    { A "\n{\"error\":\"Sorry\"}\n", "line 2 no-record\n" },
    { "[{\"id\":\"x\\u0000y\"}," A "]", "line 1 no-record\n" },
    { "[{\"id\":\"\\udfff\"}," A "]", "line 1 no-record\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileReading) reading = file_reading_of (cases[i].text);
      g_assert_no_error (reading->error);
      g_assert_cmpuint (reading->n_records, ==, 1);
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
    { "[", "line 1: the array breaks off" },
    { "[\n" A, "line 2" },
    { "[" A ",", "line 1: the array breaks off" },
    { "[" A ",\n]", "line 2: a comma without a value" },
    { "[," A "]", "a comma without a value" },
    { "[" A " " B "]", "a comma or the end" },
    { "[" A "]]", "something follows" },
    { "[" A "]\n" B, "line 2: something follows" },
    { "[" A "] x", "something follows" },
    { A B, "something follows the record" },
    { A " " B, "something follows the record" },
    { A "\n{\"id\":\"b", "line 2: what begins here breaks off" },
    { A "\nhello\n", "line 2: not JSON" },
    { A "\n]\n", "line 2: not JSON" },
    { A ",\n" B, "something follows" },
    { "[" A ",\n{\"id\":\"b\",\n\"x\":tru}]", "line 3: not JSON" },
    { "[" A ",{'id':'b'}]", "not JSON" },
    { "[" A ",{\"id\":\"b\"/*x*/}]", "not JSON" },
    { "[" A ",{\"id\":\"b\"]}", "not JSON" },
    { "[" A ",{\"id\":\"\xff\"}]", "bytes that are not UTF-8" },
    { "{}", "no record of a model" },
    { "[{\"error\":\"Sorry\"}]", "no record of a model" },
    { "{\"models\":[" A "]}", "no record of a model" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileReading) reading = file_reading_of (cases[i].text);
      if (reading->read)
        g_error ("read: %s", cases[i].text);
      file_reading_assert_refused (reading, cases[i].part);
    }
  g_autoptr (FileReading) nul = file_reading_of_bytes ("[" A "]\0", strlen (A) + 3);
  file_reading_assert_refused (nul, "something follows");
  g_autoptr (FileReading) inner = file_reading_of_bytes ("[{\"id\":\"a\0b\"}]", 14);
  file_reading_assert_refused (inner, "control character");
}

static void
test_nesting (void)
{
  const gsize depth = 300000;
  g_autoptr (GString) open = g_string_new ("[" A ",{\"x\":");
  for (gsize i = 0; i < depth; i++)
    g_string_append_c (open, '[');
  g_autoptr (FileReading) endless = file_reading_of (open->str);
  file_reading_assert_refused (endless, "breaks off");

  for (gsize i = 0; i < depth; i++)
    g_string_append_c (open, ']');
  g_string_append (open, ",\"id\":\"deep\"}]");
  g_autoptr (FileReading) balanced = file_reading_of (open->str);
  g_assert_no_error (balanced->error);
  g_assert_cmpstr (balanced->told->str, ==, "1 a/one\n1 deep\n");
}

/* Records on and around the borders of the window, and one of 10 MB. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GString) expected = g_string_new (NULL);
  for (guint i = 0; i < 300; i++)
    {
      gsize size = i == 150 ? 10 * 1024 * 1024 : 1 + (i * 7919) % 9000;
      g_string_append_printf (text, "%s{\"x\":\"", i > 0 ? "," : "");
      for (gsize j = 0; j < size; j += 6)
        g_string_append (text, j % 60 == 0 ? "\\\\\\\"]" : "{[}],:");
      g_string_append_printf (text, "\",\"id\":\"o/m%u\"}", i);
      g_string_append_printf (expected, "1 o/m%u\n", i);
    }
  g_string_append_c (text, ']');
  g_autoptr (FileReading) reading = file_reading_of_bytes (text->str, text->len);
  g_assert_no_error (reading->error);
  g_assert_cmpstr (reading->told->str, ==, expected->str);
}

/* A record with such an id is no record; a parent or a dataset with one is passed over. */
static void
test_long_ids (void)
{
  g_autofree char *longer = g_strnfill (STEMMA_ID_MAX + 1, 'x');
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"%s\"}\n{\"id\":\"a/b\",\"tags\":[\"base_model:merge:%s\",\"base_model:merge:c/d\",\"dataset:%s\"]}\n",
      longer, longer, longer);
  g_autoptr (FileReading) reading = file_reading_of (text);
  g_assert_no_error (reading->error);
  g_assert_cmpuint (reading->n_records, ==, 1);
  g_assert_cmpuint (reading->n_edges, ==, 1);
  g_assert_cmpstr (reading->findings->str, ==, "line 1 no-record\na/b long-id\na/b long-id\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-json/frames", test_frames);
  g_test_add_func ("/hub-json/bad-records", test_bad_records);
  g_test_add_func ("/hub-json/refused", test_refused);
  g_test_add_func ("/hub-json/nesting", test_nesting);
  g_test_add_func ("/hub-json/long", test_long);
  g_test_add_func ("/hub-json/long-ids", test_long_ids);
  return g_test_run ();
}
