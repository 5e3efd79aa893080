#include "record/stemma-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

static gboolean
is_sound (const char *text, gsize length, StemmaJson *value)
{
  gsize at = 0;
  const char *fault = NULL;
  gboolean sound = stemma_json_check (text, length, value, &at, &fault);
  g_assert_cmpuint (at, <=, length);
  g_assert_true (sound == (fault == NULL));
  return sound;
}

static void
test_accepts (void)
{
  static const char *const good[] = {
    "0", "-0", "1.5e+10", "-12.25E-3", "\"\"", "true", " null ", "[]", "{}", "[ ]", "{ }", "[1,2]", "[[],{}]",
    "{\"a\":1,\"a\":2}", "\"\\u0000\\ud800\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\xf0\x9f\x8c\xb1\"",
    "123456789012345678901234567890", "\r\n\t {\"a\" : [ 1 , \"x\" ] }\n",
  };
  StemmaJson value;
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!is_sound (good[i], strlen (good[i]), &value))
      g_error ("refused: %s", good[i]);
}

static const char *const bad[] = {
  "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{1:2}",
  "{a:1}", "{'a':1}", "['a']", "tru", "nul", "True", "NaN", "Infinity", "01", "-", "1.", ".5", "1e",
  "1e+", "+1", "0x1", "\"", "\"\\\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "\"\n\"", "\"\x01\"",
  "\"\xff\"", "\"\xed\xa0\x80\"", "[1]]", "[1}", "{\"a\":1]", "[1] [2]", "1 2", "// x\n1", "/* x */ 1",
  "[1] // x", "\xef\xbb\xbf{}", "]", "}", "[1 2]", "{\"a\":1 \"b\":2}", "{\"a\" 1}", "\xc2\xa0{}",
};

static void
test_refuses (void)
{
  StemmaJson value;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (is_sound (bad[i], strlen (bad[i]), &value))
      g_error ("accepted: %s", bad[i]);
  g_assert_false (is_sound ("[1]\0", 4, &value));
  g_assert_false (is_sound ("\"a\0b\"", 5, &value));
}

/* Deeper than any stack would bear. */
static void
test_depth (void)
{
  const gsize depth = 2000000;
  g_autofree char *text = g_malloc (2 * depth);
  StemmaJson value;
  memset (text, '[', depth);
  memset (text + depth, ']', depth);
  g_assert_true (is_sound (text, 2 * depth, &value));
  g_assert_false (is_sound (text, 2 * depth - 1, &value));
  g_assert_false (is_sound (text, depth, &value));
  text[depth] = '}';
  g_assert_false (is_sound (text, 2 * depth, &value));

  StemmaJsonIter iter;
  StemmaJson element;
  text[depth] = ']';
  g_assert_true (is_sound (text, 2 * depth, &value));
  stemma_json_iter_init (&iter, value);
  g_assert_true (stemma_json_iter_next (&iter, NULL, &element));
  g_assert_cmpuint ((gsize) (element.end - element.start), ==, 2 * depth - 2);
  g_assert_false (stemma_json_iter_next (&iter, NULL, &element));
}

static void
test_values (void)
{
  const char *text
    = "{\"n\": null, \"t\":true,\"f\":false ,\"i\":18446744073709551615,\"o\":18446744073709551616,"
      "\"d\":2.5,\"e\":1e3,\"m\":-1,\"s\":\"x\",\"a\":[1,[2,3],{}],\"h\":1e999,\"\\u006bey\":7}";
  static const char *const keys[] = { "n", "t", "f", "i", "o", "d", "e", "m", "s", "a", "h", "key", "none" };
  StemmaJson value, v[G_N_ELEMENTS (keys)];
  g_assert_true (is_sound (text, strlen (text), &value));
  g_assert_cmpuint (stemma_json_pick (value, keys, G_N_ELEMENTS (keys), v), ==, 0);
  gboolean truth;
  guint64 count;
  double number;
  g_assert_cmpint (stemma_json_type (v[0]), ==, STEMMA_JSON_NULL);
  g_assert_true (stemma_json_boolean (v[1], &truth) && truth);
  g_assert_true (stemma_json_boolean (v[2], &truth) && !truth);
  g_assert_true (stemma_json_count (v[3], &count) && count == G_MAXUINT64);
  g_assert_false (stemma_json_count (v[4], &count));
  g_assert_true (stemma_json_number (v[4], &number) && number == 0x1p64);
  g_assert_false (stemma_json_count (v[5], &count));
  g_assert_true (stemma_json_number (v[5], &number) && number == 2.5);
  g_assert_true (stemma_json_count (v[6], &count) && count == 1000);
  g_assert_false (stemma_json_count (v[7], &count));
  g_assert_false (stemma_json_number (v[8], &number));
  g_assert_false (stemma_json_number (v[10], &number));
  g_assert_true (stemma_json_count (v[11], &count) && count == 7);
  g_assert_cmpint (stemma_json_type (v[12]), ==, STEMMA_JSON_ABSENT);
  g_assert_true (stemma_json_equals (v[8], "x") && !stemma_json_equals (v[8], "xy"));
  g_assert_true (stemma_json_is_empty (v[0]) && stemma_json_is_empty (v[12]) && !stemma_json_is_empty (v[9]));
}

static void
test_doubled_key (void)
{
  static const char *const keys[] = { "b", "a" };
  const char *text = "{\"a\":1,\"b\":2,\"a\":3}";
  StemmaJson value, picked[2];
  guint64 count;
  g_assert_true (is_sound (text, strlen (text), &value));
  g_assert_cmpuint (stemma_json_pick (value, keys, 2, picked), ==, 2);
  g_assert_true (stemma_json_count (picked[1], &count) && count == 3);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *json;
    const char *text;
    gboolean damaged;
  } cases[] = {
    { "\"\"", "", FALSE },
    { "\"a\\nb\\/\\\"\\\\\"", "a\nb/\"\\", FALSE },
    { "\"\\u00e9\\u20AC\\ud83c\\udf31!\"", "é€🌱!", FALSE },
    { "\"a\\u0000b\"", "a\xef\xbf\xbd" "b", TRUE },
    { "\"\\ud83cx\"", "\xef\xbf\xbdx", TRUE },
    { "\"\\udf31\"", "\xef\xbf\xbd", TRUE },
    { "\"\\ud83c\\ud83c\\udf31\"", "\xef\xbf\xbd🌱", TRUE },
    { "\"\\ud83c\\u0041\"", "\xef\xbf\xbd" "A", TRUE },
    { "\"\\ud83c\"", "\xef\xbf\xbd", TRUE },
    { "7", NULL, FALSE },
  };
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      StemmaJson value;
      gboolean damaged = FALSE;
      gsize length = strlen (cases[i].json);
      g_autofree char *exact = g_memdup2 (cases[i].json, length);
      g_assert_true (is_sound (exact, length, &value));
      g_assert_cmpstr (stemma_json_text (value, arena, &damaged), ==, cases[i].text);
      g_assert_true (damaged == cases[i].damaged);
    }
}

/* A random value as text; JsonNode of it is what json-glib makes of that text. */
static void
append_random (GString *text, GRand *rand, guint depth)
{
  static const char *const scalars[] = { "0", "-3.5e2", "true", "false", "null", "\"\"", "\"a\\\"b\\\\\"",
                                         "\"\\ud83c\\udf31 é\"", "\"]},{[\"", "12345678901", "\"\\u0041\"" };
  guint n = (guint) g_rand_int_range (rand, 0, 4);
  gboolean object = g_rand_boolean (rand);
  if (depth == 0 || g_rand_int_range (rand, 0, 3) == 0)
    {
      g_string_append (text, scalars[g_rand_int_range (rand, 0, G_N_ELEMENTS (scalars))]);
      return;
    }
  g_string_append (text, object ? "{ " : "[\n");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? " , " : "");
      if (object)
        g_string_append_printf (text, "\"k%u\":", i);
      append_random (text, rand, depth - 1);
    }
  g_string_append (text, object ? "}" : " ]");
}

static void
assert_same (StemmaJson value, JsonNode *node, StemmaArena *arena)
{
  StemmaJsonIter iter;
  StemmaJson key, element;
  guint n = 0;
  gboolean damaged = FALSE;
  stemma_json_iter_init (&iter, value);
  while (stemma_json_iter_next (&iter, &key, &element))
    {
      JsonNode *other = JSON_NODE_HOLDS_OBJECT (node)
                          ? json_object_get_member (json_node_get_object (node),
                                                    stemma_json_text (key, arena, &damaged))
                          : json_array_get_element (json_node_get_array (node), n);
      g_assert_nonnull (other);
      assert_same (element, other, arena);
      n++;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    g_assert_cmpuint (n, ==, json_object_get_size (json_node_get_object (node)));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    g_assert_cmpuint (n, ==, json_array_get_length (json_node_get_array (node)));
  else if (stemma_json_type (value) == STEMMA_JSON_STRING)
    g_assert_cmpstr (stemma_json_text (value, arena, &damaged), ==, json_node_get_string (node));
  else if (stemma_json_type (value) == STEMMA_JSON_NUMBER)
    {
      double number = 0;
      g_assert_true (stemma_json_number (value, &number));
      g_assert_cmpfloat (number, ==, json_node_get_double (node));
    }
  else
    g_assert_true (JSON_NODE_HOLDS_NULL (node) == (stemma_json_type (value) == STEMMA_JSON_NULL));
}

static void
test_against_another_parser (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250604);
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_string_append_c (text, '[');
      append_random (text, rand, 5);
      g_string_append_c (text, ']');
      g_autoptr (JsonParser) parser = json_parser_new ();
      StemmaJson value;
      g_assert_true (is_sound (text->str, text->len, &value));
      g_assert_true (json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL));
      assert_same (value, json_parser_get_root (parser), arena);
      stemma_arena_reset (arena);

      /* What is sound to the strict one must be so to the lenient one, but for halves of surrogate pairs. */
      if (strstr (text->str, "ud83c") != NULL)
        continue;
      gsize place = (gsize) g_rand_int_range (rand, 1, (gint32) text->len);
      text->str[place] = "[]{},:\"\\x0 "[g_rand_int_range (rand, 0, 11)];
      if (is_sound (text->str, text->len, &value))
        g_assert_true (json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL));
    }
}

/* Strings are walked eight bytes at a time: every byte at every place in one, and what the byte makes of it. */
static void
test_every_byte_at_every_place (void)
{
  for (guint length = 1; length < 20; length++)
    for (guint place = 0; place < length; place++)
      for (guint byte = 0; byte < 256; byte++)
        {
          char text[32];
          StemmaJson value;
          memset (text, 'x', sizeof text);
          text[0] = text[length + 1] = '"';
          text[place + 1] = (char) byte;
          /* A backslash takes what follows with it: an x it may not, the closing quote leaves the string open. */
          gboolean sound = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
          g_assert_true (is_sound (text, length + 2, &value) == sound);
          const char *end = stemma_json_string_end (text + 1, text + length + 2);
          const char *expected = text + (byte == '"' ? place + 1 : length + 1);
          g_assert_true (end == (byte == '\\' && place + 1 == length ? NULL : expected));
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/accepts", test_accepts);
  g_test_add_func ("/json/refuses", test_refuses);
  g_test_add_func ("/json/every-byte-at-every-place", test_every_byte_at_every_place);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/doubled-key", test_doubled_key);
  g_test_add_func ("/json/texts", test_texts);
  g_test_add_func ("/json/against-another-parser", test_against_another_parser);
  return g_test_run ();
}
