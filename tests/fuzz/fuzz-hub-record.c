#include "fuzz.h"

#include "base/stemma-error.h"
#include "record/stemma-hub-record.h"
#include "record/stemma-utf8.h"
#include "store/stemma-record-digest.h"

#include <string.h>

const char *const fuzz_seeds[] = {
  "{\"id\":\"a/b\"}",
  "{\"_id\":\"0123456789abcdef01234567\",\"id\":\"a/"
  "b\",\"gated\":\"auto\",\"private\":false,\"disabled\":true,"
  "\"sha\":\"0123456789abcdef0123456789abcdef01234567\",\"createdAt\":\"2022-03-02T23:29:04.000Z\","
  "\"downloads\":57,\"downloadsAllTime\":3400446695,\"likes\":0,\"trendingScore\":0.5,\"pipeline_tag\":"
  "\"x\"}",
  "{\"id\":\"a/"
  "b\",\"baseModels\":{\"relation\":\"merge\",\"models\":[{\"_id\":\"0123456789abcdef01234567\",\"id\":\"c/"
  "d\"}]},"
  "\"tags\":[\"base_model:merge:c/d\",\"base_model:c/d\",\"license:mit\",\"dataset:e/f\",\"4-bit\",null]}",
  "{\"id\":\"a/b\",\"baseModels\":{\"merge\":[{\"id\":\"c/d\"},\"e/f\",[]],\"x\":{\"models\":null}}}",
  "{\"id\":\"a/b\",\"cardData\":{\"base_model\":[[\"c/"
  "d\"],null,{}],\"base_model_relation\":[\"merge\"],\"license\":[\"mit\",false],"
  "\"datasets\":\"e/f\",\"new_version\":\"g/"
  "h\",\"model-index\":[{\"results\":[{\"task\":{\"type\":\"t\"},\"dataset\":{\"name\":\"n\"},"
  "\"metrics\":[{\"type\":\"m\",\"value\":\"20.0 ± 1.2\"},{\"value\":{}}]}]}]}}",
  "{\"id\":\"a/b\",\"config\":{\"model_type\":\"x\",\"auto_map\":{\"A\":[null,\"c/"
  "d--m.C\"]},\"quantization_config\":{\"bits\":4},"
  "\"peft\":{\"base_model_name_or_path\":\"/home/"
  "x\"},\"tokenizer_config\":{\"chat_template\":[{\"name\":\"default\","
  "\"template\":\"{{ \\ud83c\\udf31 "
  "}}\"}]}},\"gguf\":{\"total\":9,\"architecture\":\"y\",\"chat_template\":\"\\ud800\\u0000\"}}",
  "{\"id\":\"a/"
  "b\",\"siblings\":[{\"rfilename\":\"pytorch_model.bin\"},{\"rfilename\":\"x.gguf\"},\"y.pt\",1],"
  "\"evalResults\":[{\"verified\":true,\"data\":{\"dataset\":{\"id\":\"d\"},\"value\":1e308}}],"
  "\"safetensors\":{\"total\":-1}}",
  "{\"id\":\"\\u0061/b\",\"\\u0069d\":\"c\",\"likes\":18446744073709551616,\"x\":[[[[[[]]]]],{\"a\":{}}]}",
  NULL,
};

const char *const fuzz_words[] = {
  "\"",
  "\\",
  "\\u",
  "\\ud800",
  "\\udc00",
  "\\u0000",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "true",
  "false",
  "1e999",
  "-0",
  "\"id\":",
  "\"tags\":",
  "\"baseModels\":",
  "\"cardData\":",
  "\"config\":",
  "\"models\":",
  "\"relation\":",
  "base_model:",
  "finetune:",
  "\"base_model\":",
  "\xef\xbb\xbf",
  "\xed\xa0\x80",
  "\xf0\x9f\x8c\xb1",
  " ",
  "\n",
  "--",
  "[]",
  "{}",
  "[null]",
  "\"\"",
  "\" \"",
  "\"\\ud800\"",
  "\"\\u0000\"",
  "\"c/d\"",
  "[\"c/d\",\"e/f\"]",
  "[[\"c/d\"]]",
  "{\"id\":\"c/d\"}",
  "{\"models\":[\"c/d\"]}",
  "7",
  "-7",
  "0.5",
  "\"7\"",
  "\"base_model:quantized:c/d\"",
  "\"a/b\"",
  NULL,
};

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_record (const StemmaRecord *r)
{
  const char *const texts[]
    = { r->name,    r->sha,         r->licence,    r->licence_name,  r->licence_link,    r->task,
        r->library, r->new_version, r->model_type, r->template_text, r->code_repository, r->tags };
  g_assert_true (r->name != NULL && !stemma_utf8_is_blank (r->name, strlen (r->name)));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_text (texts[i]);
  for (guint i = 0; i < r->n_edges; i++)
    {
      const char *parent = r->edges[i].parent;
      check_text (parent);
      check_text (r->edges[i].relation_word);
      g_assert_true (*parent != '\0' && r->edges[i].relation < STEMMA_N_RELATIONS);
      g_assert_true (r->edges[i].relation_word == NULL || r->edges[i].relation == STEMMA_RELATION_OTHER);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (parent, !=, r->edges[j].parent);
    }
  for (guint i = 0; i < r->n_datasets; i++)
    check_text (r->datasets[i]);
  for (guint i = 0; i < r->n_evaluations; i++)
    check_text (r->evaluations[i].metric);
  g_assert_true (r->bits <= 64);
  g_assert_true (r->n_edges == 0 || (r->known & STEMMA_KNOWN_PARENTS));
  StemmaRecordHashes hashes;
  static const guint8 key[16] = { 0 };
  g_autoptr (StemmaRecordDigest) digest = stemma_record_digest_new (key);
  stemma_record_digest_take (digest, r, &hashes);
  g_assert_cmpuint (hashes.content, !=, 0);
}

static void
check_finding (const char *id, const char *kind, const char *text, gpointer user_data G_GNUC_UNUSED)
{
  check_text (id);
  check_text (text);
  g_assert_true (id != NULL && *kind != '\0' && *text != '\0');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  g_autoptr (GError) error = NULL;
  StemmaRecord record;
  if (stemma_hub_record_parse ((const char *) data, size, arena, &record, check_finding, NULL, &error))
    check_record (&record);
  else
    g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  return 0;
}
