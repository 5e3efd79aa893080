#include "export/stemma-json-text.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "export/hostile.h"

static char *
to_json (const char *text)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "name");
  json_builder_add_string_value (json, text);
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  g_autofree char *plain = json_generator_to_data (generator, NULL);
  return stemma_json_escape_controls (plain);
}

static void
check_says (const char *json, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), "name"), ==,
                   text);
}

static void
check_harmless (const char *json)
{
  g_assert_true (g_utf8_validate (json, -1, NULL));
  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      g_assert_true (c == '\n' || (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT));
      g_assert_true (type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR);
    }
}

static void
test_escapes (void)
{
  static const char *const texts[][2] = {
    { "\"a\302\233b\"", "\"a\\u009bb\"\n" },
    { "\"\342\200\256\"", "\"\\u202e\"\n" },
    { "\"\363\240\201\201\"", "\"\\udb40\\udc41\"\n" },
    { "{\n  \"\303\251\" : 1\n}", "{\n  \"\303\251\" : 1\n}\n" },
    { "[]\n", "[]\n" },
    { "\"\037\"", "\"\\u001f\"\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *escaped = stemma_json_escape_controls (texts[i][0]);
      g_assert_cmpstr (escaped, ==, texts[i][1]);
    }
}

static void
test_hostile (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autofree char *valid = g_utf8_make_valid (hostile_texts[i], -1);
      g_autofree char *json = to_json (valid);
      check_says (json, valid);
      check_harmless (json);
    }
}

/* Any character, one at a time, and many of them in a row. */
static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint i = 0; i < 40; i++)
        {
          gunichar c = (gunichar) g_test_rand_int_range (1, round % 3 == 0 ? 0x110000 : round % 3 == 1 ? 0x3000 : 0xa0);
          if (g_unichar_validate (c))
            g_string_append_unichar (text, c);
        }
      g_autofree char *json = to_json (text->str);
      check_says (json, text->str);
      check_harmless (json);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-text/escapes", test_escapes);
  g_test_add_func ("/json-text/hostile", test_hostile);
  g_test_add_func ("/json-text/random", test_random);
  return g_test_run ();
}
