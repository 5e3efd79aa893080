#include "record/stemma-hub-record.h"
#include "simulate/stemma-hub-json.h"
#include "simulate/stemma-simulator.h"
#include "store/stemma-record-digest.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonNode *
parse (const StemmaRecord *record)
{
  g_autoptr (GString) json = g_string_new ("before ");
  stemma_hub_json_append (json, record);
  g_assert_true (g_utf8_validate (json->str, (gssize) json->len, NULL));
  g_assert_null (strchr (json->str, '\n'));
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json->str + strlen ("before "), &error);
  g_assert_no_error (error);
  return node;
}

static void
assert_text (JsonObject *object, const char *key, const char *wanted)
{
  g_assert_cmpstr (json_object_get_string_member_with_default (object, key, NULL), ==, wanted);
}

static gboolean
has_tag (JsonObject *object, const char *prefix, const char *rest)
{
  g_autofree char *wanted = g_strconcat (prefix, rest, NULL);
  JsonArray *tags = json_object_get_array_member (object, "tags");
  for (guint i = 0; i < json_array_get_length (tags); i++)
    if (g_str_equal (json_array_get_string_element (tags, i), wanted))
      return TRUE;
  return FALSE;
}

static void
check_parents (JsonObject *object, const StemmaRecord *record)
{
  gboolean field = record->n_edges > 0 && record->edges[0].source == STEMMA_EDGE_SOURCE_BASE_MODELS;
  g_assert_cmpint (json_object_has_member (object, "baseModels"), ==, field);
  for (guint i = 0; i < record->n_edges; i++)
    g_assert_cmpint (has_tag (object, "base_model:", record->edges[i].parent), ==,
                     record->edges[i].source <= STEMMA_EDGE_SOURCE_TAG);
  if (!field)
    return;
  JsonObject *declared = json_object_get_object_member (object, "baseModels");
  JsonArray *models = json_object_get_array_member (declared, "models");
  assert_text (declared, "relation", stemma_relation_word (record->relation));
  g_assert_cmpuint (json_array_get_length (models), ==, record->n_edges);
  for (guint i = 0; i < record->n_edges; i++)
    {
      char oid[2 * STEMMA_OID_SIZE + 1];
      JsonObject *model = json_array_get_object_element (models, i);
      stemma_oid_format (record->edges[i].parent_oid, oid);
      assert_text (model, "id", record->edges[i].parent);
      assert_text (model, "_id", record->edges[i].has_oid ? oid : NULL);
    }
}

static gboolean
check_record (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  guint *sources = user_data;
  g_autoptr (JsonNode) node = parse (record);
  JsonObject *object = json_node_get_object (node),
             *card = json_object_get_object_member (object, "cardData");
  char oid[2 * STEMMA_OID_SIZE + 1];
  stemma_oid_format (record->oid, oid);
  assert_text (object, "_id", oid);
  assert_text (object, "id", record->name);
  assert_text (object, "sha", record->sha);
  assert_text (object, "pipeline_tag", record->task);
  assert_text (object, "library_name", record->library);
  assert_text (card, "license", record->licence);
  assert_text (card, "new_version", record->new_version);
  g_assert_cmpuint ((guint64) json_object_get_int_member (object, "downloads"), ==, record->downloads);
  g_assert_cmpint (json_object_get_boolean_member (object, "disabled"), ==,
                   (record->flags & STEMMA_FLAG_DISABLED) != 0);
  if (record->licence != NULL)
    g_assert_true (has_tag (object, "license:", record->licence));
  for (guint i = 0; i < record->n_datasets; i++)
    g_assert_true (has_tag (object, "dataset:", record->datasets[i]));
  g_autoptr (GDateTime) created
    = g_date_time_new_from_iso8601 (json_object_get_string_member (object, "createdAt"), NULL);
  g_assert_cmpint (g_date_time_to_unix (created), ==, record->created);
  check_parents (object, record);
  if (record->n_edges > 0)
    sources[record->edges[0].source]++;
  return TRUE;
}

static void
assert_same_results (const StemmaRecord *read, const StemmaRecord *record)
{
  g_assert_cmpuint (read->n_evaluations, ==, record->n_evaluations);
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const StemmaRecordEvaluation *a = &read->evaluations[i], *b = &record->evaluations[i];
      g_assert_cmpstr (a->task, ==, b->task);
      g_assert_cmpstr (a->dataset, ==, b->dataset);
      g_assert_cmpstr (a->metric, ==, b->metric);
      g_assert_cmpfloat (a->value, ==, b->value);
      g_assert_cmpint (a->verified, ==, b->verified);
    }
}

static void
no_finding (const char *id, const char *kind, const char *text, G_GNUC_UNUSED gpointer user_data)
{
  if (strcmp (kind, STEMMA_FINDING_SELF_LOOP) != 0)
    g_error ("%s: %s: %s", id, kind, text);
}

/* What is written is read again as it was: fact by fact first, so that a difference tells where it is. */
static gboolean
check_reading (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) fault = NULL;
  StemmaRecord read;
  stemma_arena_reset (user_data);
  stemma_hub_json_append (json, record);
  stemma_hub_record_parse (json->str, json->len, user_data, &read, no_finding, NULL, &fault);
  g_assert_no_error (fault);
  g_assert_cmpstr (read.tags, ==, record->tags);
  g_assert_cmpstr (read.licence_name, ==, record->licence_name);
  g_assert_cmpstr (read.model_type, ==, record->model_type);
  g_assert_cmpstr (read.template_text, ==, record->template_text);
  g_assert_cmpstr (read.code_repository, ==, record->code_repository);
  g_assert_cmphex (read.flags, ==, record->flags);
  g_assert_cmpuint (read.bits, ==, record->bits);
  g_assert_cmpuint (read.parameters, ==, record->parameters);
  g_assert_cmpint (read.modified, ==, record->modified);
  g_assert_cmpuint (read.likes, ==, record->likes);
  g_assert_cmpuint (read.downloads_all, ==, record->downloads_all);
  assert_same_results (&read, record);
  /* A record that leaves out what is empty cannot know that it is. */
  g_assert_cmphex (read.known & ~record->known, ==, 0);
  read.known = record->known;
  StemmaRecordHashes found, wanted;
  static const guint8 key[16] = { 0 };
  g_autoptr (StemmaRecordDigest) digest = stemma_record_digest_new (key);
  stemma_record_digest_take (digest, &read, &found);
  stemma_record_digest_take (digest, record, &wanted);
  g_assert_cmpmem (&found, sizeof found, &wanted, sizeof wanted);
  return TRUE;
}

static void
test_is_read_again (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (2, 0.01);
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  g_assert_true (stemma_simulator_list (simulator, 9, check_reading, arena, NULL, NULL));
}

static void
test_listing (void)
{
  guint sources[STEMMA_N_EDGE_SOURCES] = { 0 };
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (1, 0.01);
  g_assert_true (stemma_simulator_list (simulator, 12, check_record, sources, NULL, NULL));
  for (guint source = 0; source < STEMMA_EDGE_SOURCE_FILE; source++)
    g_assert_cmpuint (sources[source], >, 0);
  g_assert_cmpuint (sources[0], >, 10 * (sources[1] + sources[2] + sources[3] + sources[4]));
}

static void
test_escapes (void)
{
  const char *nasty = "a\"b\\c\n\t\x01\x7f</script>\xe2\x80\xa8 \xc3\xa9";
  const StemmaRecord record
    = { .name = "x/y", .licence = nasty, .tags = nasty, .template_text = nasty, .sha = nasty };
  g_autoptr (JsonNode) node = parse (&record);
  JsonObject *object = json_node_get_object (node),
             *config = json_object_get_object_member (object, "config");
  assert_text (object, "sha", nasty);
  assert_text (json_object_get_object_member (object, "cardData"), "license", nasty);
  assert_text (json_object_get_object_member (config, "tokenizer_config"), "chat_template", nasty);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulate-json/listing", test_listing);
  g_test_add_func ("/simulate-json/is-read-again", test_is_read_again);
  g_test_add_func ("/simulate-json/escapes", test_escapes);
  return g_test_run ();
}
