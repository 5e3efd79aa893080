#include "hub-reading.h"

#include <string.h>

/* Every one of these must be read: the id survives, what is wrong is told once or is nothing odd at all. */
static void
test_fields_of_any_type (void)
{
  static const char *const keys[] = {
    "_id", "author", "private", "disabled", "gated", "sha", "createdAt", "lastModified", "downloads",
    "downloadsAllTime", "likes", "trendingScore", "library_name", "pipeline_tag", "tags", "model-index",
    "baseModels", "safetensors", "gguf", "config", "cardData", "siblings", "evalResults", "modelId", "spaces",
  };
  static const char *const values[] = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e400",
    "123456789012345678901234567890",
    "0.5",
    "\"\"",
    "\" \"",
    "\"text\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "[]",
    "[null]",
    "[[[[[[[\"x\"]]]]]]]",
    "[{}]",
    "[1,\"a\",{\"b\":[]}]",
    "{}",
    "{\"\":{}}",
    "{\"models\":5,\"relation\":{}}",
    "{\"base_model\":{},\"license\":7,\"datasets\":{\"a\":1}}",
    "{\"tokenizer_config\":{\"chat_template\":[[]]},\"auto_map\":[],\"peft\":\"x\",\"quantization_config\":["
    "1]}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      {
        g_autofree char *json = g_strdup_printf ("{\"%s\":%s,\"id\":\"own/m\"}", keys[i], values[j]);
        g_autoptr (HubReading) reading = hub_reading_of (json);
        g_assert_no_error (reading->error);
        g_assert_cmpstr (reading->record.name, ==, "own/m");
        g_assert_cmpuint (reading->findings->len, <=, 8);
      }
}

static void
test_told (void)
{
  static const struct
  {
    const char *fields;
    const char *finding;
  } cases[] = {
    { "\"downloads\":-5", STEMMA_FINDING_ILL_TYPED },
    { "\"downloads\":\"many\"", STEMMA_FINDING_ILL_TYPED },
    { "\"downloads\":[1]", STEMMA_FINDING_ILL_TYPED },
    { "\"likes\":1.5", STEMMA_FINDING_ILL_TYPED },
    { "\"tags\":[\"a\",null]", STEMMA_FINDING_ILL_TYPED },
    { "\"tags\":[7]", STEMMA_FINDING_ILL_TYPED },
    { "\"tags\":\"a\"", STEMMA_FINDING_ILL_TYPED },
    { "\"tags\":[\"\\ud800\"]", STEMMA_FINDING_BAD_TEXT },
    { "\"gated\":true", STEMMA_FINDING_ILL_TYPED },
    { "\"cardData\":{\"license\":false}", STEMMA_FINDING_ILL_TYPED },
    { "\"cardData\":{\"new_version\":\"\\u0000\"}", STEMMA_FINDING_BAD_TEXT },
    { "\"sha\":\"12\"", STEMMA_FINDING_ILL_TYPED },
    { "\"createdAt\":\"yesterday\"", STEMMA_FINDING_ILL_TYPED },
    { "\"createdAt\":1700000000", STEMMA_FINDING_ILL_TYPED },
    { "\"_id\":\"xyz\"", STEMMA_FINDING_ILL_TYPED },
    { "\"likes\":1,\"likes\":2", STEMMA_FINDING_DUPLICATE_KEY },
    { "\"cardData\":{\"license\":\"a\",\"license\":\"b\"}", STEMMA_FINDING_DUPLICATE_KEY },
    { "\"evalResults\":{\"a\":1}", STEMMA_FINDING_ILL_TYPED },
    { "\"model-index\":[{\"results\":{\"a\":1}}]", STEMMA_FINDING_ILL_TYPED },
    { "\"siblings\":{}", STEMMA_FINDING_ILL_TYPED },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\":\"own/m\",%s}", cases[i].fields);
      g_autoptr (HubReading) reading = hub_reading_of (json);
      g_assert_no_error (reading->error);
      if (hub_reading_count (reading, cases[i].finding) != 1)
        g_error ("%s: not one finding %s", json, cases[i].finding);
      g_assert_cmpuint (reading->findings->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (reading->ids, 0), ==, "own/m");
    }
}

static void
test_read_all_the_same (void)
{
  g_autoptr (HubReading) reading = hub_reading_of (
    "{\"id\":\"own/m\",\"downloads\":\"57\",\"likes\":1e2,\"trendingScore\":-0.5,"
    "\"cardData\":{\"language\":false,\"datasets\":\"one/set\",\"license\":\"mit\",\"base_model\":null},"
    "\"tags\":[\"good\",null,5]}");
  g_assert_cmpuint (reading->record.downloads, ==, 57);
  g_assert_cmpuint (reading->record.likes, ==, 100);
  g_assert_cmpuint (reading->record.n_datasets, ==, 1);
  g_assert_cmpstr (reading->record.datasets[0], ==, "one/set");
  g_assert_cmpstr (reading->record.tags, ==, "good");

  g_autoptr (HubReading) free_text = hub_reading_of ("{\"id\":\"own/"
                                                     "m\",\"tags\":[\"\\u202eevil\\u200b\",\"two\\nlines\"],"
                                                     "\"cardData\":{\"extra_gated_prompt\":\"\\ud800\"}}");
  g_assert_cmpuint (free_text->findings->len, ==, 0);
  g_assert_cmpstr (free_text->record.tags, ==, "\xe2\x80\xae" "evil\xe2\x80\x8b");
}

static void
test_no_record (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "5",
    "null",
    "\"id\"",
    "{}",
    "{\"error\":\"Sorry\"}",
    "{\"id\":null}",
    "{\"id\":7}",
    "{\"id\":\"\"}",
    "{\"id\":\" \"}",
    "{\"id\":[\"a/b\"]}",
    "{\"id\":\"a\\u0000b\"}",
    "{\"id\":\"a\\udc00\"}",
    "{\"id\":\"a/b\"",
    "{\"id\":\"a/b\"} {}",
    "{\"id\":'a/b'}",
    "{\"id\":\"a/b\" /* x */}",
    "<html>",
    "{\"id\":\"a\xff\"}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HubReading) reading = hub_reading_of (bad[i]);
      if (reading->read)
        g_error ("read: %s", bad[i]);
      g_assert_cmpuint (reading->findings->len, ==, 0);
    }
  g_autoptr (HubReading) nul = hub_reading_of_bytes ("{\"id\":\"a\0b\"}", 12);
  g_assert_false (nul->read);
  g_autoptr (HubReading) legacy = hub_reading_of ("{\"modelId\":\"legacy\"}");
  g_assert_cmpstr (legacy->record.name, ==, "legacy");
  g_autoptr (HubReading) odd = hub_reading_of ("{\"id\":\"a\\u0007b\"}");
  g_assert_cmpuint (hub_reading_count (odd, STEMMA_FINDING_ODD_ID), ==, 1);
}

static void
test_huge (void)
{
  g_autoptr (GString) json = g_string_new ("{\"cardData\":{\"x\":");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (json, '[');
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (json, ']');
  g_string_append (
    json,
    ",\"base_model\":\"a/b\",\"base_model_relation\":\"merge\"},\"config\":{\"chat_template_jinja\":\"");
  for (guint i = 0; i < 1000000; i++)
    g_string_append (json, "\\u00e9 \\n ");
  g_string_append (json, "\"},\"id\":\"own/m\"}");
  g_autoptr (HubReading) reading = hub_reading_of_bytes (json->str, json->len);
  g_assert_no_error (reading->error);
  g_assert_cmpuint (reading->findings->len, ==, 0);
  g_assert_cmpuint (reading->record.n_edges, ==, 1);
  g_assert_cmpuint (strlen (reading->record.template_text), ==, 5000000);
}

/* No prefix of a record is one, and none is read beyond its end. */
static void
test_prefixes (void)
{
  const char *json
    = "{\"id\":\"own/m\",\"tags\":[\"a\\u00e9\",\"base_model:merge:x/y\"],\"config\":{\"model_type\":\"t\"},"
      "\"downloads\":12,\"cardData\":{\"license\":[\"mit\"],\"x\":[true,false,null,-1.5e3]}}";
  for (gsize n = 0; n < strlen (json); n++)
    {
      g_autoptr (HubReading) reading = hub_reading_of_bytes (json, n);
      g_assert_false (reading->read);
    }
  g_autoptr (HubReading) whole = hub_reading_of (json);
  g_assert_no_error (whole->error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-nasty/fields-of-any-type", test_fields_of_any_type);
  g_test_add_func ("/hub-nasty/told", test_told);
  g_test_add_func ("/hub-nasty/read-all-the-same", test_read_all_the_same);
  g_test_add_func ("/hub-nasty/no-record", test_no_record);
  g_test_add_func ("/hub-nasty/huge", test_huge);
  g_test_add_func ("/hub-nasty/prefixes", test_prefixes);
  return g_test_run ();
}
