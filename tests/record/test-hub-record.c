#include "hub-reading.h"
#include "store/stemma-record-digest.h"

#include <string.h>

static HubReading *
of_fields (const char *fields)
{
  g_autofree char *json = g_strdup_printf ("{\"id\":\"own/model\"%s%s}", *fields != '\0' ? "," : "", fields);
  HubReading *reading = hub_reading_of (json);
  g_assert_no_error (reading->error);
  return reading;
}

static const char whole[] =
  "\"_id\":\"0123456789abcdef01234567\",\"private\":false,\"disabled\":true,\"gated\":\"auto\","
  "\"sha\":\"0123456789abcdef0123456789abcdef01234567\",\"createdAt\":\"2022-03-02T23:29:04.000Z\","
  "\"lastModified\":\"2022-03-03T00:00:00.500Z\",\"downloads\":57,\"downloadsAllTime\":3400446695,"
  "\"likes\":4,"
  "\"trendingScore\":0.5,\"library_name\":\"transformers\",\"pipeline_tag\":\"text-generation\","
  "\"tags\":[\"zeta\",\"region:us\",\"license:mit\",\"alpha\",\"custom_code\",\"zeta\",\"conversational\"],"
  "\"model-index\":null,\"safetensors\":{\"total\":109485059},\"siblings\":[{\"rfilename\":\"x."
  "safetensors\"}],"
  "\"config\":{\"model_type\":\"bert\",\"quantization_config\":{\"quant_method\":\"fp8\",\"bits\":4},"
  "\"tokenizer_config\":{\"chat_template\":\"{{ x }}\"},\"auto_map\":{\"AutoModel\":\"b/code--m.C\"}},"
  "\"cardData\":{\"license\":\"other\",\"license_name\":\"my-licence\",\"license_link\":\"LICENSE\","
  "\"datasets\":[\"d/one\",\"d/two\"],\"new_version\":\"own/model2\"}";

/* A record with everything, read field by field. */
static void
test_whole (void)
{
  g_autoptr (HubReading) reading = of_fields (whole);
  const StemmaRecord *r = &reading->record;
  g_assert_cmpuint (reading->findings->len, ==, 0);
  g_assert_cmpstr (r->name, ==, "own/model");
  g_assert_true (r->has_oid && r->oid[0] == 0x01 && r->oid[11] == 0x67);
  g_assert_cmpuint (r->flags, ==,
                    STEMMA_FLAG_DISABLED | STEMMA_FLAG_GATED_AUTO | STEMMA_FLAG_CUSTOM_CODE
                      | STEMMA_FLAG_REMOTE_AUTO_MAP | STEMMA_FLAG_TEMPLATE | STEMMA_FLAG_SAFETENSORS
                      | STEMMA_FLAG_CHAT);
  g_assert_cmpuint (r->known, ==, (STEMMA_KNOWN_CONFIG << 1) - 1);
  g_assert_cmpstr (r->sha, ==, "0123456789abcdef0123456789abcdef01234567");
  g_assert_cmpint (r->created, ==, 1646263744);
  g_assert_cmpint (r->modified, ==, 1646265600);
  g_assert_cmpuint (r->downloads, ==, 57);
  g_assert_cmpuint (r->downloads_all, ==, 3400446695);
  g_assert_cmpuint (r->likes, ==, 4);
  g_assert_cmpstr (r->library, ==, "transformers");
  g_assert_cmpstr (r->task, ==, "text-generation");
  g_assert_cmpstr (r->tags, ==, "alpha\nconversational\nzeta");
  g_assert_cmpuint (r->parameters, ==, 109485059);
  g_assert_cmpuint (r->bits, ==, 4);
  g_assert_cmpstr (r->model_type, ==, "bert");
  g_assert_cmpstr (r->template_text, ==, "{{ x }}");
  g_assert_cmpstr (r->code_repository, ==, "b/code");
  g_assert_cmpstr (r->licence, ==, "other");
  g_assert_cmpstr (r->licence_name, ==, "my-licence");
  g_assert_cmpstr (r->licence_link, ==, "LICENSE");
  g_assert_cmpuint (r->n_datasets, ==, 2);
  g_assert_cmpstr (r->datasets[1], ==, "d/two");
  g_assert_cmpstr (r->new_version, ==, "own/model2");
}

static void
test_known (void)
{
  static const struct
  {
    const char *fields;
    guint32 known;
  } cases[] = {
    { "", 0 },
    { "\"tags\":[]", STEMMA_KNOWN_PARENTS | STEMMA_KNOWN_LICENCE | STEMMA_KNOWN_DATASETS | STEMMA_KNOWN_TASK
                       | STEMMA_KNOWN_LIBRARY | STEMMA_KNOWN_CODE },
    { "\"cardData\":null", STEMMA_KNOWN_PARENTS | STEMMA_KNOWN_LICENCE | STEMMA_KNOWN_DATASETS
                             | STEMMA_KNOWN_NEW_VERSION | STEMMA_KNOWN_PERFORMANCE },
    { "\"config\":{}", STEMMA_KNOWN_CONFIG | STEMMA_KNOWN_TEMPLATE | STEMMA_KNOWN_CODE },
    { "\"baseModels\":null", STEMMA_KNOWN_PARENTS },
    { "\"model-index\":null", STEMMA_KNOWN_PERFORMANCE },
    { "\"siblings\":[]", STEMMA_KNOWN_FILES },
    { "\"gated\":false", STEMMA_KNOWN_ACCESS },
    { "\"private\":false", 0 },
    { "\"gated\":null,\"sha\":null,\"downloads\":null,\"likes\":null,\"createdAt\":null,\"lastModified\":"
      "null",
      0 },
    { "\"sha\":\"abc\"", 0 },
    { "\"usedStorage\":5", 0 },
    { "\"downloads\":0,\"likes\":0", STEMMA_KNOWN_DOWNLOADS | STEMMA_KNOWN_LIKES },
    { "\"pipeline_tag\":\"x\",\"library_name\":\"y\"", STEMMA_KNOWN_TASK | STEMMA_KNOWN_LIBRARY },
    { "\"evalResults\":[]", STEMMA_KNOWN_PERFORMANCE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubReading) reading = of_fields (cases[i].fields);
      if (reading->record.known != cases[i].known)
        g_error ("%s: known %x, not %x", cases[i].fields, reading->record.known, cases[i].known);
    }
  g_autoptr (HubReading) detail = of_fields ("\"tags\":[],\"usedStorage\":5");
  guint32 told
    = STEMMA_KNOWN_TEMPLATE | STEMMA_KNOWN_NEW_VERSION | STEMMA_KNOWN_CONFIG | STEMMA_KNOWN_LICENCE;
  g_assert_cmpuint (detail->record.known & told, ==, told);
  static const char *const asked[] = { "cardData", "sha", "nonsense" };
  g_autoptr (HubReading) bare = of_fields ("");
  stemma_hub_record_asked (&bare->record, asked, G_N_ELEMENTS (asked));
  g_assert_true (bare->record.known & STEMMA_KNOWN_NEW_VERSION);
  g_assert_false (bare->record.known & STEMMA_KNOWN_SHA);
}

static void
test_licence (void)
{
  static const struct
  {
    const char *fields;
    const char *licence;
    guint findings;
  } cases[] = {
    { "\"cardData\":{\"license\":\"mit\"},\"tags\":[\"license:apache-2.0\"]", "mit", 0 },
    { "\"cardData\":{},\"tags\":[\"license:apache-2.0\"]", "apache-2.0", 0 },
    { "\"cardData\":{\"license\":[\"mit\",\"gpl-3.0\"]}", "mit+gpl-3.0", 0 },
    { "\"tags\":[\"license:b\",\"x\",\"license:a\"]", "b+a", 0 },
    { "\"cardData\":{\"license\":false},\"tags\":[\"license:mit\"]", "mit", 1 },
    { "\"cardData\":{\"license\":[]}", NULL, 0 },
    { "\"cardData\":{\"license\":\"\"}", NULL, 0 },
    { "\"cardData\":{\"license\":null}", NULL, 0 },
    { "\"cardData\":\"text\",\"tags\":[\"license:mit\"]", "mit", 1 },
    { "\"tags\":[\"license:\"]", NULL, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubReading) reading = of_fields (cases[i].fields);
      g_assert_cmpstr (reading->record.licence, ==, cases[i].licence);
      g_assert_cmpuint (hub_reading_count (reading, STEMMA_FINDING_ILL_TYPED), ==, cases[i].findings);
    }
}

static void
test_template_order (void)
{
#define GGUF "\"gguf\":{\"chat_template\":\"G\"}"
#define TOKENIZER(t) "\"tokenizer_config\":{\"chat_template\":" t "}"
#define PROCESSOR "\"processor_config\":{\"chat_template\":\"P\"}"
  static const struct
  {
    const char *fields;
    const char *text;
  } cases[] = {
    { GGUF ",\"config\":{\"chat_template_jinja\":\"J\"," TOKENIZER ("\"T\"") "}", "G" },
    { "\"gguf\":{},\"config\":{\"chat_template_jinja\":\"J\"," TOKENIZER ("\"T\"") "}", "J" },
    { "\"config\":{" PROCESSOR "," TOKENIZER ("\"T\"") "}", "T" },
    { "\"config\":{" PROCESSOR "," TOKENIZER ("null") "}", "P" },
    { "\"config\":{" TOKENIZER (
        "[{\"name\":\"rag\",\"template\":\"R\"},{\"name\":\"default\",\"template\":\"D\"}]") "}",
      "D" },
    { "\"config\":{" TOKENIZER (
        "[{\"name\":\"rag\",\"template\":\"R\"},{\"name\":\"x\",\"template\":\"X\"}]") "}",
      "R" },
    { "\"config\":{" TOKENIZER ("[]") "}", NULL },
    { "\"config\":{" TOKENIZER ("[7]") "}", NULL },
    { "\"config\":{" TOKENIZER ("\"\"") "}", NULL },
    { "\"config\":{\"tokenizer_config\":5}", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubReading) reading = of_fields (cases[i].fields);
      g_assert_cmpstr (reading->record.template_text, ==, cases[i].text);
      g_assert_true (((reading->record.flags & STEMMA_FLAG_TEMPLATE) != 0) == (cases[i].text != NULL));
    }
}

static void
test_flags (void)
{
#define FILES(list) "\"siblings\":[" list "]"
#define NAMED(name) "{\"rfilename\":\"" name "\"}"
  static const struct
  {
    const char *fields;
    guint32 flags;
  } cases[] = {
    { FILES (NAMED ("pytorch_model-00001-of-2.bin")), STEMMA_FLAG_PICKLE },
    { FILES (NAMED ("deep/er/model.PT")), STEMMA_FLAG_PICKLE },
    { FILES (NAMED ("adapter_model.bin") "," NAMED ("adapter_config.json")),
      STEMMA_FLAG_PICKLE | STEMMA_FLAG_ADAPTER_FILES },
    { FILES (NAMED ("optimizer.pt") "," NAMED ("openvino_model.bin") "," NAMED ("training_args.bin")), 0 },
    { FILES (NAMED ("m-Q4.gguf")), STEMMA_FLAG_GGUF | STEMMA_FLAG_SAFETENSORS },
    { FILES (NAMED ("chat_template.jinja")), STEMMA_FLAG_TEMPLATE | STEMMA_FLAG_CHAT },
    { FILES ("\"plain.safetensors\",7,{}"), STEMMA_FLAG_SAFETENSORS },
    { "\"gated\":\"manual\"", STEMMA_FLAG_GATED_MANUAL },
    { "\"gated\":true", STEMMA_FLAG_GATED_MANUAL },
    { "\"gated\":\"someday\"", STEMMA_FLAG_GATED_MANUAL },
    { "\"gated\":7", 0 },
    { "\"private\":true,\"disabled\":\"yes\"", STEMMA_FLAG_PRIVATE },
    { "\"config\":{\"auto_map\":{\"A\":\"m.C\"}}", STEMMA_FLAG_CUSTOM_CODE },
    { "\"config\":{\"auto_map\":{\"A\":\"own/model--m.C\"}}", STEMMA_FLAG_CUSTOM_CODE },
    { "\"config\":{\"auto_map\":{}}", 0 },
    { "\"config\":{\"tokenizer_config\":{\"auto_map\":{\"T\":[null,\"b/c--m.C\"]}}}",
      STEMMA_FLAG_CUSTOM_CODE | STEMMA_FLAG_REMOTE_AUTO_MAP },
    { "\"tags\":[\"eval-results\",\"gguf\"]",
      STEMMA_FLAG_PERFORMANCE | STEMMA_FLAG_GGUF | STEMMA_FLAG_SAFETENSORS },
    { "\"evalResults\":[{\"verified\":true,\"data\":{\"value\":1}}]",
      STEMMA_FLAG_PERFORMANCE | STEMMA_FLAG_EVAL_VERIFIED },
    { "\"model-index\":[{\"results\":[]}]", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubReading) reading = of_fields (cases[i].fields);
      if (reading->record.flags != cases[i].flags)
        g_error ("%s: flags %x, not %x", cases[i].fields, reading->record.flags, cases[i].flags);
    }
  g_autoptr (HubReading) named = hub_reading_of ("{\"id\":\"own/Small-Instruct-v1\"}");
  g_assert_cmpuint (named->record.flags, ==, STEMMA_FLAG_CHAT);
}

static void
test_bits (void)
{
  static const struct
  {
    const char *fields;
    guint bits;
  } cases[] = {
    { "\"config\":{\"quantization_config\":{\"bits\":3}},\"tags\":[\"8-bit\"]", 3 },
    { "\"config\":{\"quantization_config\":{\"load_in_4bit\":true}}", 4 },
    { "\"config\":{\"quantization_config\":{\"load_in_8bit\":true}}", 8 },
    { "\"config\":{\"quantization_config\":{\"quant_method\":\"fp8\"}}", 8 },
    { "\"config\":{\"quantization_config\":{\"bits\":\"4\"}}", 4 },
    { "\"config\":{\"quantization_config\":{\"bits\":4000}}", 0 },
    { "\"tags\":[\"4-bit\"]", 4 },
    { "\"tags\":[\"4-bits\",\"0-bit\",\"99999999999999999999-bit\"]", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubReading) reading = of_fields (cases[i].fields);
      g_assert_cmpuint (reading->record.bits, ==, cases[i].bits);
    }
}

static void
test_evaluations (void)
{
  g_autoptr (HubReading) reading = of_fields (
    "\"cardData\":{\"model-index\":[{\"name\":\"m\",\"results\":[{\"task\":{\"type\":\"qa\",\"name\":\"QA\"},"
    "\"dataset\":{\"name\":\"Set\",\"type\":\"o/set\",\"config\":\"en\",\"split\":\"test\"},\"metrics\":["
    "{\"type\":\"acc\",\"value\":0.5,\"verified\":true},{\"name\":\"F1\",\"value\":\"20.0 ± 1.2\"},"
    "{\"type\":\"bad\",\"value\":[1]},{\"type\":\"pct\",\"value\":\"53.5 "
    "%\"},{\"type\":\"x\",\"value\":\"n/a\"}],"
    "\"source\":{\"url\":\"https://example.org\"}}]}]},"
    "\"evalResults\":[{\"verified\":true,\"data\":{\"dataset\":{\"id\":\"o/"
    "bench\",\"task_id\":\"t\"},\"value\":50.1,"
    "\"source\":{\"url\":\"u\"}}}]");
  const StemmaRecordEvaluation *e = reading->record.evaluations;
  g_assert_cmpuint (reading->record.n_evaluations, ==, 4);
  g_assert_cmpstr (e[0].task, ==, "qa");
  g_assert_cmpstr (e[0].dataset, ==, "o/set");
  g_assert_cmpstr (e[0].config, ==, "en");
  g_assert_cmpstr (e[0].split, ==, "test");
  g_assert_cmpstr (e[0].metric, ==, "acc");
  g_assert_cmpstr (e[0].source, ==, "https://example.org");
  g_assert_cmpfloat (e[0].value, ==, 0.5);
  g_assert_false (e[0].verified);
  g_assert_cmpstr (e[1].metric, ==, "F1");
  g_assert_cmpfloat (e[1].value, ==, 20.0);
  g_assert_cmpfloat (e[2].value, ==, 53.5);
  g_assert_cmpstr (e[3].dataset, ==, "o/bench");
  g_assert_cmpstr (e[3].task, ==, "t");
  g_assert_null (e[3].metric);
  g_assert_true (e[3].verified);
  g_assert_cmpuint (reading->findings->len, ==, 1);
  g_assert_true (reading->record.flags & STEMMA_FLAG_EVAL_VERIFIED);
}

static guint64
content_hash (const StemmaRecord *record)
{
  StemmaRecordHashes hashes;
  static const guint8 key[16] = { 0 };
  g_autoptr (StemmaRecordDigest) digest = stemma_record_digest_new (key);
  stemma_record_digest_take (digest, record, &hashes);
  return hashes.content;
}

/* Counters move every week for everybody and must not make a record look changed; all else must. */
static void
test_hash (void)
{
  static const char *const same[]
    = { "\"likes\":4,\"tags\":[\"b\",\"a\"]",
        "\"tags\":[\"a\",\"region:us\",\"b\",\"endpoints_compatible\"],\"likes\":9" };
  static const char *const other[]
    = { "\"likes\":4,\"tags\":[\"b\"]", "\"likes\":4,\"tags\":[\"b\",\"a\",\"license:x\"]",
        "\"likes\":4,\"tags\":[\"b\",\"a\"],\"gated\":\"auto\"" };
  g_autoptr (HubReading) first = of_fields (same[0]);
  g_autoptr (HubReading) second = of_fields (same[1]);
  guint64 hash = content_hash (&first->record);
  g_assert_cmpuint (hash, ==, content_hash (&second->record));
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autoptr (HubReading) changed = of_fields (other[i]);
      g_assert_cmpuint (hash, !=, content_hash (&changed->record));
    }
}

/* What GLib makes of the same text, or nothing. */
static void
check_time (const char *text)
{
  g_autofree char *json = g_strdup_printf ("{\"id\":\"a/b\",\"createdAt\":\"%s\"}", text);
  g_autoptr (HubReading) reading = hub_reading_of (json);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);
  g_assert_no_error (reading->error);
  g_assert_true (((reading->record.known & STEMMA_KNOWN_CREATED) != 0) == (time != NULL));
  if (time != NULL)
    g_assert_cmpint (reading->record.created, ==, g_date_time_to_unix (time));
}

/* Times are mostly read without GLib: every day of some decades, and numbers that are no time. */
static void
test_times (void)
{
  char text[64];
  for (guint day = 0; day < 50000; day += 3)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) day * 86400 + day % 86400);
      g_autofree char *usual = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000Z");
      check_time (usual);
    }
  for (guint i = 0; i < 20000; i++)
    {
      g_snprintf (text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_test_rand_int_range (1960, 2110),
                  g_test_rand_int_range (0, 14), g_test_rand_int_range (0, 33), g_test_rand_int_range (0, 26),
                  g_test_rand_int_range (0, 62), g_test_rand_int_range (0, 62), g_test_rand_int_range (0, 1000));
      check_time (text);
    }
  static const char *const others[] = { "2025-03-12T08:30:00Z", "2025-03-12T08:30:00.000+02:00", "20250312T083000Z",
                                        "2025-03-12T08:30:00.000", "2025-03-12T08:30:00.000ZZ", "2025-03-12",
                                        "2025-03-12T08:30:00.0000Z", "x025-03-12T08:30:00.000Z" };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    check_time (others[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-record/whole", test_whole);
  g_test_add_func ("/hub-record/known", test_known);
  g_test_add_func ("/hub-record/licence", test_licence);
  g_test_add_func ("/hub-record/template-order", test_template_order);
  g_test_add_func ("/hub-record/flags", test_flags);
  g_test_add_func ("/hub-record/bits", test_bits);
  g_test_add_func ("/hub-record/evaluations", test_evaluations);
  g_test_add_func ("/hub-record/times", test_times);
  g_test_add_func ("/hub-record/hash", test_hash);
  return g_test_run ();
}
