#include "broken.h"

#include "simulate/sim-json.h"

#include <string.h>

#define KIB 1024
#define MIB (1024 * 1024)

#define CARD(kind, value)                                                                                    \
  {                                                                                                          \
    kind, "cardData", value, TRUE                                                                            \
  }
#define BASES(kind, value)                                                                                   \
  {                                                                                                          \
    kind, "baseModels", value, TRUE                                                                          \
  }
#define TAGS(kind, value)                                                                                    \
  {                                                                                                          \
    kind, "tags", value, TRUE                                                                                \
  }
#define SELF(kind) "broken-records/" kind

static const StandInBroken list[] = {
  CARD ("base-null", "{\"base_model\":null}"),
  CARD ("base-empty", "{\"base_model\":\"\"}"),
  CARD ("base-blank", "{\"base_model\":\" \"}"),
  CARD ("base-empty-list", "{\"base_model\":[]}"),
  CARD ("base-list-of-null", "{\"base_model\":[null]}"),
  CARD ("base-number", "{\"base_model\":17}"),
  CARD ("base-object", "{\"base_model\":{\"name\":\"x/y\"}}"),
  CARD ("base-nested-list", "{\"base_model\":[[\"x/y\"]]}"),
  CARD ("base-twice", "{\"base_model\":[\"x/y\",\"x/y\"]}"),
  CARD ("base-self", "{\"base_model\":\"" SELF ("base-self") "\"}"),
  CARD ("cycle-a", "{\"base_model\":\"" SELF ("cycle-b") "\"}"),
  CARD ("cycle-b", "{\"base_model\":\"" SELF ("cycle-a") "\"}"),
  CARD ("base-slash", "{\"base_model\":\"x/y/\"}"),
  CARD ("base-revision", "{\"base_model\":\"x/y@main\"}"),
  CARD ("base-path", "{\"base_model\":\"/home/somebody/models/y\"}"),
  TAGS ("base-path-in-tag",
        "[\"base_model:/home/somebody/models/y\",\"base_model:finetune:/home/somebody/models/y\"]"),
  CARD ("base-url", "{\"base_model\":\"https://hub.example/x/y\"}"),
  CARD ("quantized-of-two", "{\"base_model\":[\"x/a\",\"x/b\"],\"base_model_relation\":\"quantized\"}"),
  CARD ("relation-unknown", "{\"base_model\":\"x/y\",\"base_model_relation\":\"cousin\"}"),
  CARD ("relation-list", "{\"base_model\":\"x/y\",\"base_model_relation\":[\"merge\"]}"),
  BASES ("bases-null", "null"),
  BASES ("bases-flat", "[\"x/y\"]"),
  BASES ("bases-by-relation", "{\"finetune\":[{\"id\":\"x/y\"}]}"),
  BASES ("bases-none", "{\"relation\":\"merge\",\"models\":[]}"),
  BASES ("bases-fifth-relation", "{\"relation\":\"distilled\",\"models\":[{\"id\":\"x/y\"}]}"),
  CARD ("licence-list", "{\"license\":[\"mit\",\"apache-2.0\"]}"),
  CARD ("licence-false", "{\"license\":false}"),
  CARD ("language-no", "{\"language\":false}"),
  CARD ("datasets-text", "{\"datasets\":\"x/one\"}"),
  CARD ("datasets-paths", "{\"datasets\":[\"/data/set\",\"C:\\\\data\"]}"),
  CARD ("results-none", "{\"model-index\":[{\"name\":\"x\",\"results\":[]}]}"),
  CARD ("metric-text",
        "{\"model-index\":[{\"name\":\"x\",\"results\":[{\"task\":{\"type\":\"t\"},\"dataset\":"
        "{\"name\":\"d\",\"type\":\"d\"},\"metrics\":[{\"type\":\"m\",\"value\":\"20.0 ± 1.2\"}]}]}]}"),
  CARD ("card-list", "[]"),
  CARD ("card-null", "null"),
  CARD ("prompt-long", "@prompt"),
  CARD ("bidi", "{\"license_name\":\"\xe2\x80\xae"
                "evil\xe2\x80\x8b\xe2\x81\xa6\",\"license\":\"other\"}"),
  CARD ("lone-surrogate", "{\"license_name\":\"\\ud800 x\",\"license\":\"other\"}"),
  CARD ("nul", "{\"license_name\":\"a\\u0000b\",\"license\":\"other\"}"),
  CARD ("markup", "{\"license_name\":\"</script><b>&amp;\",\"license\":\"=1+1\"}"),
  CARD ("card-of-10-mib", "@huge"),
  TAGS ("tags-null", "null"),
  TAGS ("tags-mixed", "[1,null,{},[\"x\"],\"license:mit\"]"),
  TAGS ("tags-object", "{\"a\":1}"),
  { "gated-true", "gated", "true", TRUE },
  { "gated-number", "gated", "3", TRUE },
  { "downloads-negative", "downloads", "-5", TRUE },
  { "downloads-text", "downloads", "\"12\"", TRUE },
  { "downloads-vast", "downloads", "18446744073709551616", TRUE },
  { "downloads-large", "downloads", "4294967297", TRUE },
  { "downloads-float", "downloads", "1.5e3", TRUE },
  { "downloads-twice", "downloads", "3,\"downloads\":4", TRUE },
  { "likes-object", "likes", "{}", TRUE },
  { "trending-text", "trendingScore", "\"NaN\"", TRUE },
  { "created-nonsense", "createdAt", "\"yesterday\"", TRUE },
  { "created-number", "createdAt", "1700000000", TRUE },
  { "config-text", "config", "\"none\"", TRUE },
  { "config-empty", "config", "{}", TRUE },
  { "template-vast", "config", "@template", TRUE },
  { "siblings-mixed", "siblings", "[null,{\"rfilename\":5},\"x\"]", TRUE },
  { "sha-short", "sha", "\"abc\"", TRUE },
  { "sha-number", "sha", "12", TRUE },
  { "author-null", "author", "null", TRUE },
  { "deep", "cardData", "@deep", TRUE },
  { "id-null", "id", "null", FALSE },
  { "id-number", "id", "7", FALSE },
  { "id-empty", "id", "\"\"", FALSE },
  { "oid-null", "_id", "null", TRUE },
  { "oid-short", "_id", "\"12ab\"", TRUE },
};

guint
stand_in_broken_n (void)
{
  return G_N_ELEMENTS (list);
}

const StandInBroken *
stand_in_broken_get (guint place)
{
  return &list[place];
}

static void
append_many (GString *json, const char *piece, gsize size)
{
  gsize length = strlen (piece);
  for (gsize done = 0; done < size; done += length)
    g_string_append_len (json, piece, (gssize) length);
}

/**
 * stand_in_broken_append:
 * @json: where to add
 * @broken: a kind
 *
 * Adds the value that is wrong, without its key.
 */
void
stand_in_broken_append (GString *json, const StandInBroken *broken)
{
  if (broken->value[0] != '@')
    {
      g_string_append (json, broken->value);
      return;
    }
  if (g_str_equal (broken->value, "@deep"))
    {
      append_many (json, "[", 100 * 1000);
      append_many (json, "]", 100 * 1000);
      return;
    }
  gboolean huge = g_str_equal (broken->value, "@huge"), prompt = g_str_equal (broken->value, "@prompt");
  g_string_append (json, huge     ? "{\"description\":\""
                         : prompt ? "{\"extra_gated_prompt\":\""
                                  : "{\"tokenizer_config\":{\"chat_template\":\"");
  append_many (json, huge ? "All of it. " : "You agree to {{ all }} of it. ",
               huge     ? 10 * MIB
               : prompt ? 13 * KIB
                        : 2 * MIB);
  g_string_append (json, huge || prompt ? "\"}" : "\"}}");
}
