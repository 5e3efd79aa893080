/* What an intake has brought is seen by nobody until it is published, and leaves no trace when it is dropped or killed. */
#include <string.h>

#include "base/stemma-error.h"
#include "store-fixture.h"
#include "store/stemma-check.h"
#include "store/stemma-db.h"
#include "store/stemma-intern.h"
#include "store/stemma-store-model.h"
#include "store/stemma-text-hash.h"

#define LINES(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
publish (StoreFixture *fixture, StemmaDate date, gboolean whole, const char *const *lines)
{
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_publish (fixture, (StemmaStageOptions) { .whole = whole, .date = date }, lines, &published, &error);
  g_assert_no_error (error);
}

/* Stages new models and changed ones, waits until they are written, and leaves them there as a killed process does. */
static void
stage_and_leave (StoreFixture *fixture, StemmaDate date)
{
  g_autoptr (GError) error = NULL;
  StemmaStageOptions options = { .whole = TRUE, .date = date, .source = "test" };
  g_autoptr (StemmaFeed) feed = stemma_feed_begin (fixture->store, &options, &error);
  g_assert_no_error (error);
  StemmaRecordEdge edge
      = { .parent = "a/x", .relation = STEMMA_RELATION_MERGE, .source = STEMMA_EDGE_SOURCE_FILE };
  static const char *const names[] = { "a/x", "b/y", "c/new", "d/new" };
  static const char *const datasets[] = { "set/one" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      StemmaRecordEvaluation evaluation = { .metric = "accuracy", .value = 0.5 };
      StemmaRecord record = { .name = names[i],
                              .known = STEMMA_KNOWN_PARENTS | STEMMA_KNOWN_DOWNLOADS,
                              .relation = STEMMA_RELATION_MERGE,
                              .edges = &edge,
                              .n_edges = i > 0 ? 1 : 0,
                              .datasets = datasets,
                              .n_datasets = 1,
                              .evaluations = &evaluation,
                              .n_evaluations = 1,
                              .downloads = 7 };
      stemma_feed_add (feed, &record, i + 2, &error);
      g_assert_no_error (error);
    }
  stemma_feed_flush (feed, &error);
  g_assert_no_error (error);
}

static gboolean
count_rows (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return stemma_db_get_int (db,
                            "SELECT (SELECT count(*) FROM fact) * 1000 + (SELECT count(*) FROM edge) * 100 + "
                            "(SELECT count(*) FROM model) + (SELECT count(*) FROM data) + "
                            "(SELECT count(*) FROM evaluation) + (SELECT count(*) FROM stage) + "
                            "(SELECT count(*) FROM stage_fact)",
                            data, error);
}

static gint64
rows (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0;
  stemma_store_read (fixture->store, count_rows, &count, NULL, &error);
  g_assert_no_error (error);
  return count;
}

static void
expect_in_order (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  stemma_store_check (fixture->store, problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL, ==, NULL);
}

static void
expect_first_week_only (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *week = store_fixture_dump (fixture, 100);
  g_assert_cmpstr (week, ==, "a/x\nb/y < a/x finetune");
  g_autoptr (GPtrArray) list = stemma_snapshots_list (fixture->store, NULL, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_autoptr (GArray) keys = stemma_store_find_keys (fixture->store, "c/new", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 0);
  expect_in_order (fixture);
}

static void
test_staged_is_not_seen (void)
{
  StoreFixture fixture = { 0 };
  store_fixture_open (&fixture);
  publish (&fixture, 100, TRUE, LINES ("a/x", "b/y < a/x finetune"));
  gint64 before = rows (&fixture);
  stage_and_leave (&fixture, 107);
  g_assert_cmpint (rows (&fixture), >, before);
  expect_first_week_only (&fixture);
  store_fixture_reopen (&fixture);
  expect_first_week_only (&fixture);
  store_fixture_close (&fixture);
}

static void
test_next_intake_begins_anew (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  publish (&fixture, 100, TRUE, LINES ("a/x", "b/y < a/x finetune"));
  gint64 before = rows (&fixture);
  stage_and_leave (&fixture, 107);
  /* Refused: and what lay there is gone too. */
  g_assert_false (store_fixture_publish (&fixture, (StemmaStageOptions) { .whole = TRUE, .date = 107 },
                                         LINES ("c/new", "c/new"), &published, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  g_assert_cmpint (rows (&fixture), ==, before);
  stage_and_leave (&fixture, 107);
  publish (&fixture, 107, FALSE, LINES ("c/new < b/y merge", "- a/x"));
  g_autofree char *week = store_fixture_dump (&fixture, 107);
  g_assert_cmpstr (week, ==, "b/y < a/x finetune\nc/new < b/y merge");
  expect_in_order (&fixture);
  store_fixture_close (&fixture);
}

static void
test_forgetting_clears_the_stage (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  publish (&fixture, 100, TRUE, LINES ("a/x", "b/y < a/x finetune"));
  publish (&fixture, 107, TRUE, LINES ("a/x"));
  stage_and_leave (&fixture, 114);
  stemma_snapshots_forget (fixture.store, 107, &error);
  g_assert_no_error (error);
  expect_first_week_only (&fixture);
  publish (&fixture, 114, FALSE, LINES ("c/new"));
  g_autofree char *week = store_fixture_dump (&fixture, 114);
  g_assert_cmpstr (week, ==, "a/x\nb/y < a/x finetune\nc/new");
  expect_in_order (&fixture);
  store_fixture_close (&fixture);
}

/* SipHash's own example: the key 00 … 0f, and the texts of 0 and of 15 bytes 00, 01, … */
static void
test_text_hash (void)
{
  guint8 bytes[16];
  for (guint8 i = 0; i < sizeof bytes; i++)
    bytes[i] = i;
  StemmaTextHash none = stemma_text_hash (bytes, (const char *) bytes, 0);
  g_assert_cmphex (none.low, ==, G_GUINT64_CONSTANT (0xe6a825ba047f81a3));
  g_assert_cmphex (none.high, ==, G_GUINT64_CONSTANT (0x930255c71472f66d));
  StemmaTextHash some = stemma_text_hash (bytes, (const char *) bytes, 15);
  g_assert_cmphex (some.low, ==, G_GUINT64_CONSTANT (0x11a8b03399e99354));
  g_assert_cmphex (some.high, ==, G_GUINT64_CONSTANT (0xd9c3cf970fec087e));
}

/* Puts other texts under the hash of the name @data. */
static gboolean
crowd (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const char *const text = data;
  gint64 hash = (gint64) (stemma_text_hash (stemma_db_get_key (db), text, strlen (text)).low >> 2);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO name (hash, text) VALUES (%" G_GINT64_FORMAT ", 'squatter %u')", hash, i);
      if (!stemma_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_shared_hashes (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  stemma_store_write (fixture.store, crowd, (gpointer) "a/x", &error);
  g_assert_no_error (error);
  publish (&fixture, 100, TRUE, LINES ("a/x", "b/y < a/x finetune"));
  publish (&fixture, 107, TRUE, LINES ("a/x", "b/y < a/x finetune", "a/z < a/x merge"));
  g_autofree char *week = store_fixture_dump (&fixture, 107);
  g_assert_cmpstr (week, ==, "a/x\na/z < a/x merge\nb/y < a/x finetune");
  g_autoptr (GArray) keys = stemma_store_find_keys (fixture.store, "a/x", NULL, &error);
  g_assert_cmpuint (keys->len, ==, 1);
  g_autoptr (GArray) none = stemma_store_find_keys (fixture.store, "squatter 0", NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  expect_in_order (&fixture);
  store_fixture_close (&fixture);
}

/* Lists @n models with identities, of which @twice, if not 0, comes a second time at the end, under another name. */
static gboolean
publish_identities (StoreFixture *fixture, StemmaDate date, guint n, guint twice, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  StemmaPublished published;
  StemmaStageOptions options = { .whole = TRUE, .date = date, .memory = 16 };
  for (guint i = 1; i <= n; i++)
    g_ptr_array_add (lines, g_strdup_printf ("a/m%02u@621ffdc036468d709f17%04x < b/p%02u merge", i, i, i));
  if (twice != 0)
    g_ptr_array_add (lines, g_strdup_printf ("c/again@621ffdc036468d709f17%04x", twice));
  g_ptr_array_add (lines, NULL);
  gboolean done = store_fixture_publish (fixture, options, (const char *const *) lines->pdata, &published, error);
  g_assert_true (!done || published.models == n);
  return done;
}

/* Names and identities that are not remembered any more are found in the store, also before it is indexed. */
static void
test_more_than_is_remembered (void)
{
  static const guint twice[] = { 1, 39, 40 };
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (twice); i++)
    {
      g_assert_false (publish_identities (&fixture, 100, 40, twice[i], &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, "c/again is added twice"));
      g_clear_error (&error);
    }
  publish_identities (&fixture, 100, 40, 0, &error);
  g_assert_no_error (error);
  publish_identities (&fixture, 107, 60, 0, &error);
  g_assert_no_error (error);
  g_assert_false (publish_identities (&fixture, 114, 60, 2, &error));
  g_clear_error (&error);
  g_autofree char *week = store_fixture_dump (&fixture, 107);
  g_assert_true (g_str_has_prefix (week, "a/m01 < b/p01 merge\na/m02 < b/p02 merge\n"));
  g_assert_true (g_str_has_suffix (week, "\na/m60 < b/p60 merge"));
  expect_in_order (&fixture);
  store_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/staged-is-not-seen", test_staged_is_not_seen);
  g_test_add_func ("/stage/next-intake-begins-anew", test_next_intake_begins_anew);
  g_test_add_func ("/stage/forgetting-clears-the-stage", test_forgetting_clears_the_stage);
  g_test_add_func ("/stage/text-hash", test_text_hash);
  g_test_add_func ("/stage/more-than-is-remembered", test_more_than_is_remembered);
  g_test_add_func ("/stage/shared-hashes", test_shared_hashes);
  return g_test_run ();
}
