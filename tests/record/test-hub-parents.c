#include "hub-reading.h"

#define OID "0123456789abcdef01234567"

/* The fields of a record, what its edges are to be, and a finding that is to be told, if any. */
typedef struct
{
  const char *fields;
  const char *parents;
  const char *finding;
} Case;

static void
check_all (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\":\"own/child\",%s}", cases[i].fields);
      g_autoptr (HubReading) reading = hub_reading_of (json);
      g_assert_no_error (reading->error);
      g_autofree char *parents = hub_reading_parents (reading);
      if (g_strcmp0 (parents, cases[i].parents) != 0)
        g_error ("%s gave “%s”, not “%s”", json, parents, cases[i].parents);
      if (cases[i].finding == NULL && reading->findings->len > 0)
        g_error ("%s: %s", json, (char *) g_ptr_array_index (reading->findings, 0));
      if (cases[i].finding != NULL && hub_reading_count (reading, cases[i].finding) == 0)
        g_error ("%s: no finding %s", json, cases[i].finding);
      if (reading->record.n_edges > 0)
        {
          g_assert_true (reading->record.known & STEMMA_KNOWN_PARENTS);
          g_assert_cmpint (reading->record.relation, ==, reading->record.edges[0].relation);
        }
      for (guint j = 0; j < reading->ids->len; j++)
        g_assert_cmpstr (g_ptr_array_index (reading->ids, j), ==, "own/child");
    }
}

#define BM(relation, models) "\"baseModels\":{\"relation\":" relation ",\"models\":" models "}"
#define TAGS(list) "\"tags\":[" list "]"
#define CARD(members) "\"cardData\":{" members "}"
#define PEFT(base) "\"config\":{\"peft\":{\"base_model_name_or_path\":" base "}}"

static void
test_order_of_sources (void)
{
  static const Case cases[] = {
    { BM ("\"finetune\"", "[{\"_id\":\"" OID "\",\"id\":\"a/one\"}]") "," TAGS (
        "\"base_model:merge:a/two\"") "," CARD ("\"base_model\":\"a/three\"") "," PEFT ("\"a/four\""),
      "finetune a/one baseModels oid", NULL },
    { BM ("\"finetune\"", "[]") "," TAGS ("\"base_model:a/x\",\"base_model:merge:a/two\"") "," CARD (
        "\"base_model\":\"a/three\""),
      "merge a/two typed-tag", NULL },
    { TAGS ("\"base_model:a/x\"") "," CARD (
        "\"base_model\":\"a/three\",\"base_model_relation\":\"quantized\""),
      "quantized a/x tag", NULL },
    { CARD ("\"base_model\":[\"a/three\",\"a/four\"],\"base_model_relation\":\"merge\"") "," PEFT (
        "\"a/five\""),
      "merge a/three cardData; merge a/four cardData", NULL },
    { PEFT ("\"a/four\""), "adapter a/four peft", NULL },
    { TAGS ("\"x\"") "," CARD ("\"license\":\"mit\""), "", NULL },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_missing_relation (void)
{
  static const Case cases[] = {
    { BM ("null", "[{\"id\":\"a/one\"},{\"id\":\"a/two\"}]") ","
        TAGS ("\"base_model:merge:a/zero\",\"base_model:quantized:a/two\""),
      "merge a/one baseModels; quantized a/two baseModels", NULL },
    { BM ("null", "[{\"id\":\"a/one\"}]") "," CARD ("\"base_model_relation\":\"adapter\""),
      "adapter a/one baseModels", NULL },
    { BM ("null", "[{\"id\":\"a/one\"}]") "," PEFT ("\"a/one\""), "adapter a/one baseModels", NULL },
    { CARD ("\"base_model\":\"a/one\"") "," PEFT ("\"elsewhere\""), "adapter a/one cardData", NULL },
    { CARD ("\"base_model\":\"a/one\",\"base_model_relation\":\"finetune\"") "," PEFT ("\"a/one\""),
      "finetune a/one cardData", NULL },
    { CARD ("\"base_model\":\"a/one\""), "other a/one cardData", STEMMA_FINDING_NO_RELATION },
    { TAGS ("\"base_model:a/one\""), "other a/one tag", STEMMA_FINDING_NO_RELATION },
    { CARD ("\"base_model\":\"a/one\",\"base_model_relation\":\"distilled\""), "distilled a/one cardData",
      STEMMA_FINDING_UNKNOWN_RELATION },
    { BM ("\"distilled\"", "[{\"id\":\"a/one\"}]") "," TAGS ("\"base_model:merge:a/one\""),
      "distilled a/one baseModels", STEMMA_FINDING_UNKNOWN_RELATION },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_tags (void)
{
  static const Case cases[] = {
    { TAGS ("\"base_model:a/one\",\"base_model:finetune:a/one\",\"base_model:finetune:a/one\""),
      "finetune a/one typed-tag", NULL },
    { TAGS ("\"base_model:distill:a/one\""), "other distill:a/one tag", STEMMA_FINDING_NO_RELATION },
    { TAGS ("\"base_model:quantized:\",\"base_model:\""), "other quantized: tag",
      STEMMA_FINDING_NO_RELATION },
    { TAGS ("\"base_model:finetune:/home/nobody/models/x\""), "finetune /home/nobody/models/x typed-tag",
      NULL },
    { TAGS ("\"base_model:adapter:https://example.org/a/b\""), "adapter https://example.org/a/b typed-tag",
      NULL },
    { TAGS ("\" base_model: merge: a/one \""), "merge a/one typed-tag", NULL },
    { TAGS ("\" base_model:merge:  a/one \""), "merge a/one typed-tag", NULL },
    { TAGS ("\"base_model:Merged:a/one\""), "merge a/one typed-tag", NULL },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_shapes_of_base_models (void)
{
  static const Case cases[] = {
    { "\"baseModels\":null", "", NULL },
    { "\"baseModels\":{}", "", NULL },
    { BM ("\"merge\"", "[]"), "", NULL },
    { BM ("\"merge\"", "null"), "", NULL },
    { "\"baseModels\":[\"a/one\",{\"id\":\"a/two\",\"_id\":\"" OID
      "\"}]," CARD ("\"base_model_relation\":\"merge\""),
      "merge a/one baseModels; merge a/two baseModels oid", NULL },
    { "\"baseModels\":{\"adapter\":[{\"id\":\"a/one\"}],\"merge\":{\"models\":[{\"id\":\"a/two\"}]}}",
      "adapter a/one baseModels; merge a/two baseModels", NULL },
    { "\"baseModels\":{\"id\":\"a/one\",\"relation\":\"quantize\"}", "quantized a/one baseModels", NULL },
    { "\"baseModels\":{\"nonsense\":[{\"id\":\"a/one\"}]}", "", STEMMA_FINDING_ILL_TYPED },
    { "\"baseModels\":7", "", STEMMA_FINDING_ILL_TYPED },
    { BM ("\"merge\"", "[{\"id\":5},{\"id\":\"a/one\"},null,{\"_id\":\"" OID "\"}]"),
      "merge a/one baseModels", STEMMA_FINDING_ILL_TYPED },
    { BM ("[\"quantized\",\"merge\"]", "[{\"id\":\"a/one\"},{\"id\":\"b/two\"}]"),
      "quantized a/one baseModels; quantized b/two baseModels", STEMMA_FINDING_ILL_TYPED },
    { BM ("5", "[{\"id\":\"a/one\"}]"), "other a/one baseModels", STEMMA_FINDING_ILL_TYPED },
    { BM ("\"merge\"", "[{\"id\":\"a/one\",\"_id\":\"zz\"}]"), "merge a/one baseModels", NULL },
    { BM ("\"merge\"", "[{\"id\":\" a/one \"},{\"id\":\"a/one\"},{\"id\":\"\"}]"), "merge a/one baseModels",
      NULL },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_shapes_of_base_model (void)
{
  static const Case cases[] = {
    { CARD ("\"base_model\":null"), "", NULL },
    { CARD ("\"base_model\":\"\""), "", NULL },
    { CARD ("\"base_model\":\" \""), "", NULL },
    { CARD ("\"base_model\":[]"), "", NULL },
    { CARD ("\"base_model\":[null]"), "", STEMMA_FINDING_ILL_TYPED },
    { CARD ("\"base_model\":4"), "", STEMMA_FINDING_ILL_TYPED },
    { CARD ("\"base_model\":{\"a\":\"b\"}"), "", STEMMA_FINDING_ILL_TYPED },
    { CARD ("\"base_model\":[[\"a/one\"],[\"a/two\"]],\"base_model_relation\":\"merge\""),
      "merge a/one cardData; merge a/two cardData", STEMMA_FINDING_ILL_TYPED },
    { CARD ("\"base_model\":[\"a/b\",\"a/b\",\" a/b \"],\"base_model_relation\":\"quantized\""),
      "quantized a/b cardData", NULL },
    { CARD ("\"base_model\":[\"a/b\",\"c/d\"],\"base_model_relation\":\"quantized\""),
      "quantized a/b cardData; quantized c/d cardData", NULL },
    { CARD ("\"base_model\":\"a/b/\",\"base_model_relation\":\"finetune\""), "finetune a/b/ cardData", NULL },
    { CARD ("\"base_model\":\"a/b@main\",\"base_model_relation\":[\"finetune\"]"),
      "finetune a/b@main cardData", STEMMA_FINDING_ILL_TYPED },
    { CARD ("\"base_model\":\"own/child\",\"base_model_relation\":\"finetune\""),
      "finetune own/child cardData", STEMMA_FINDING_SELF_LOOP },
    { "\"_id\":\"" OID "\"," BM ("\"merge\"", "[{\"id\":\"old/name\",\"_id\":\"" OID "\"}]"),
      "merge old/name baseModels oid", STEMMA_FINDING_SELF_LOOP },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

/* As many as a forged record can hold must not take quadratic time, and each counts once. */
static void
test_many (void)
{
  g_autoptr (GString) json = g_string_new ("{\"id\":\"own/child\",\"baseModels\":{\"models\":[");
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (json, "%s{\"id\":\"a/m%u\"}", i > 0 ? "," : "", i % 30000);
  g_string_append (json, "]},\"tags\":[");
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (json, "%s\"base_model:%s:a/m%u\"", i > 0 ? "," : "",
                            i < 30000 ? "merge" : "finetune", i);
  g_string_append (json, "]}");
  g_autoptr (HubReading) reading = hub_reading_of (json->str);
  g_assert_cmpuint (reading->record.n_edges, ==, 30000);
  for (guint i = 0; i < 30000; i++)
    g_assert_cmpint (reading->record.edges[i].relation, ==, STEMMA_RELATION_MERGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-parents/order-of-sources", test_order_of_sources);
  g_test_add_func ("/hub-parents/missing-relation", test_missing_relation);
  g_test_add_func ("/hub-parents/tags", test_tags);
  g_test_add_func ("/hub-parents/shapes-of-base-models", test_shapes_of_base_models);
  g_test_add_func ("/hub-parents/shapes-of-base-model", test_shapes_of_base_model);
  g_test_add_func ("/hub-parents/many", test_many);
  return g_test_run ();
}
