/* What is read of one model, beside a naive memory that keeps every week whole. */
#include <string.h>

#include "base/stemma-error.h"
#include "intake/stemma-feed.h"
#include "store-fixture.h"
#include "store/stemma-store-model.h"

#define N_MODELS 12
#define N_WEEKS 9
#define FIRST_DAY 100

/* One model in one week of the naive memory. */
typedef struct
{
  gboolean listed;
  guint name, licence, sha, parent, dataset; /* 0 stands for none */
  guint32 flags;
  StemmaRelation relation;
  double result;
  guint64 downloads;
} Naive;

static char *
model_name (guint model, guint name)
{
  return g_strdup_printf ("owner%u/model-%u", name % 2, model * 10 + name);
}

static void
set_oid (guint model, guint8 oid[STEMMA_OID_SIZE])
{
  memset (oid, 0, STEMMA_OID_SIZE);
  oid[3] = (guint8) (model + 1);
}

static void
change (GRand *rand, Naive *now)
{
  if (!now->listed || g_rand_int_range (rand, 0, 5) == 0)
    now->listed = g_rand_int_range (rand, 0, 3) > 0;
  else if (g_rand_int_range (rand, 0, 3) == 0)
    now->name = (guint) g_rand_int_range (rand, 0, 3);
  if (g_rand_int_range (rand, 0, 3) == 0)
    now->licence = (guint) g_rand_int_range (rand, 0, 3);
  if (g_rand_int_range (rand, 0, 3) == 0)
    now->sha = (guint) g_rand_int_range (rand, 0, 3);
  if (g_rand_int_range (rand, 0, 3) == 0)
    now->parent = (guint) g_rand_int_range (rand, 0, 4);
  if (g_rand_int_range (rand, 0, 4) == 0)
    now->relation = (StemmaRelation) g_rand_int_range (rand, 0, STEMMA_RELATION_OTHER);
  if (g_rand_int_range (rand, 0, 3) == 0)
    now->dataset = (guint) g_rand_int_range (rand, 0, 3);
  if (g_rand_int_range (rand, 0, 3) == 0)
    now->flags ^= STEMMA_FLAG_GATED_AUTO;
  if (g_rand_int_range (rand, 0, 3) == 0)
    now->result = g_rand_int_range (rand, 0, 4) / 4.0;
  now->downloads = (guint64) g_rand_int_range (rand, 0, 1000);
}

static void
feed_model (StemmaFeed *feed, guint model, const Naive *now)
{
  g_autoptr (GError) error = NULL;
  static const char *const licences[] = { NULL, "mit", "apache-2.0" };
  static const char *const shas[]
    = { NULL, "1111111111111111111111111111111111111111", "2222222222222222222222222222222222222222" };
  static const char *const datasets[] = { NULL, "acme/corpus", "acme/chat" };
  g_autofree char *name = model_name (model, now->name);
  g_autofree char *parent = g_strdup_printf ("acme/base-%u", now->parent);
  StemmaRecordEdge edge = { .parent = parent, .relation = now->relation, .source = STEMMA_EDGE_SOURCE_TAG };
  StemmaRecordEvaluation result
    = { .dataset = "acme/exam", .metric = "score", .value = now->result, .verified = TRUE };
  StemmaRecord record = { .name = name,
                          .has_oid = TRUE,
                          .known = 0x1ffff,
                          .flags = now->flags,
                          .relation = now->relation,
                          .edges = &edge,
                          .n_edges = now->parent > 0,
                          .licence = licences[now->licence],
                          .sha = shas[now->sha],
                          .datasets = &datasets[now->dataset],
                          .n_datasets = now->dataset > 0,
                          .evaluations = &result,
                          .n_evaluations = now->result > 0,
                          .downloads = now->downloads,
                          .created = 1000 + model,
                          .parameters = 7 };
  set_oid (model, record.oid);
  stemma_feed_add (feed, &record, 1, &error);
  g_assert_no_error (error);
}

static void
publish (StoreFixture *fixture, const Naive *week, guint number)
{
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  StemmaStageOptions options
    = { .whole = TRUE, .date = FIRST_DAY + 7 * (StemmaDate) number, .source = "test" };
  g_autoptr (StemmaFeed) feed = stemma_feed_begin (fixture->store, &options, &error);
  g_assert_no_error (error);
  for (guint model = 0; model < N_MODELS; model++)
    if (week[model].listed)
      feed_model (feed, model, &week[model]);
  stemma_feed_publish (feed, &published, &error);
  g_assert_no_error (error);
}

/* The only dataset, parent or result of a week, or NULL; none of them stands there twice. */
#define FIND_AT(array, Type, snapshot)                                                                       \
  ({                                                                                                         \
    const Type *found = NULL;                                                                                \
    for (guint i_ = 0; i_ < (array)->len; i_++)                                                              \
      {                                                                                                      \
        const Type *at = &g_array_index (array, Type, i_);                                                   \
        if (!stemma_span_holds (&at->span, snapshot))                                                        \
          continue;                                                                                          \
        g_assert_null (found);                                                                               \
        found = at;                                                                                          \
      }                                                                                                      \
    found;                                                                                                   \
  })

static void
check_facts (const StemmaStoredHistory *history, const StemmaFactSpan *fact, guint model, const Naive *now)
{
  g_autofree char *name = model_name (model, now->name);
  g_assert_cmpstr (fact->name, ==, name);
  g_assert_cmpstr (fact->licence, ==, now->licence == 0 ? NULL : now->licence == 1 ? "mit" : "apache-2.0");
  g_assert_cmpint (fact->sha != NULL ? fact->sha[0] : '0', ==, '0' + (int) now->sha);
  g_assert_cmpuint (fact->flags, ==, now->flags);
  g_assert_cmpint (fact->relation, ==, now->parent > 0 ? (int) now->relation : -1);
  g_assert_cmpint (fact->created, ==, 1000 + (gint64) model);
  g_assert_cmpuint (fact->parameters, ==, 7);
  g_assert_true (history->has_oid);
}

static void
check_week (const StemmaStoredHistory *history, const StemmaModelWeek *week, guint model, const Naive *now)
{
  const StemmaFactSpan *fact = stemma_stored_history_at (history, week->snapshot);
  const StemmaEdgeSpan *edge = FIND_AT (history->edges, StemmaEdgeSpan, week->snapshot);
  const StemmaDatasetSpan *dataset = FIND_AT (history->datasets, StemmaDatasetSpan, week->snapshot);
  const StemmaEvaluationSpan *result = FIND_AT (history->evaluations, StemmaEvaluationSpan, week->snapshot);
  g_assert_true ((fact != NULL) == now->listed);
  g_assert_true ((edge != NULL) == (now->listed && now->parent > 0));
  g_assert_true ((dataset != NULL) == (now->listed && now->dataset > 0));
  g_assert_true ((result != NULL) == (now->listed && now->result > 0));
  if (!now->listed)
    return;
  check_facts (history, fact, model, now);
  g_autofree char *parent = g_strdup_printf ("acme/base-%u", now->parent);
  if (edge != NULL)
    {
      g_assert_cmpstr (edge->parent, ==, parent);
      g_assert_cmpint (edge->relation, ==, now->relation);
      g_assert_cmpint (edge->source, ==, STEMMA_EDGE_SOURCE_TAG);
    }
  if (dataset != NULL)
    g_assert_cmpstr (dataset->dataset, ==, now->dataset == 1 ? "acme/corpus" : "acme/chat");
  if (result != NULL)
    g_assert_cmpfloat (result->result.value, ==, now->result);
  g_assert_cmpuint (week->downloads, ==, now->downloads);
}

static void
check_model (StoreFixture *fixture, guint32 key, guint model, Naive weeks[N_WEEKS][N_MODELS])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaStoredHistory) history = stemma_store_read_model (fixture->store, key, TRUE, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (history->weeks, StemmaModelWeek, i);
      check_week (history, week, model, &weeks[(week->date - FIRST_DAY) / 7][model]);
    }
  for (guint i = 0; i < history->facts->len; i++)
    {
      const StemmaFactSpan *fact = &g_array_index (history->facts, StemmaFactSpan, i);
      g_assert_true (fact->span.until == STEMMA_DATE_NONE || fact->span.until > fact->span.since);
      g_assert_true (i == 0 || fact[-1].span.to <= fact->span.from);
    }
}

/* Which models the naive memory knows by a name, as bits. */
static guint
naive_holders (const char *name, Naive weeks[N_WEEKS][N_MODELS], const gboolean forgotten[N_WEEKS])
{
  guint holders = 0;
  for (guint w = 0; w < N_WEEKS; w++)
    for (guint model = 0; model < N_MODELS; model++)
      {
        g_autofree char *held = model_name (model, weeks[w][model].name);
        if (!forgotten[w] && weeks[w][model].listed && g_str_equal (held, name))
          holders |= 1u << model;
      }
  return holders;
}

static void
check_names (StoreFixture *fixture, Naive weeks[N_WEEKS][N_MODELS], const gboolean forgotten[N_WEEKS])
{
  for (guint model = 0; model < N_MODELS; model++)
    for (guint number = 0; number < 3; number++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *name = model_name (model, number);
        g_autoptr (GArray) keys = stemma_store_find_keys (fixture->store, name, NULL, &error);
        g_assert_no_error (error);
        guint holders = naive_holders (name, weeks, forgotten);
        g_assert_cmpuint (keys->len, ==, (guint) __builtin_popcount (holders));
        for (guint i = 0; i < keys->len; i++)
          {
            g_autoptr (StemmaStoredHistory) history = stemma_store_read_model (
              fixture->store, g_array_index (keys, guint32, i), FALSE, NULL, &error);
            g_assert_no_error (error);
            g_assert_true ((holders & (1u << (history->oid[3] - 1))) != 0);
            check_model (fixture, history->key, history->oid[3] - 1u, weeks);
          }
      }
}

static void
test_random_weeks (void)
{
  for (guint seed = 0; seed < 6; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GError) error = NULL;
      static Naive weeks[N_WEEKS][N_MODELS];
      gboolean forgotten[N_WEEKS] = { FALSE };
      StoreFixture fixture = { 0 };
      store_fixture_open (&fixture);
      memset (weeks, 0, sizeof weeks);
      for (guint w = 0; w < N_WEEKS; w++)
        {
          if (w > 0)
            memcpy (weeks[w], weeks[w - 1], sizeof weeks[w]);
          for (guint model = 0; model < N_MODELS; model++)
            change (rand, &weeks[w][model]);
          publish (&fixture, weeks[w], w);
        }
      check_names (&fixture, weeks, forgotten);
      guint w = (guint) g_rand_int_range (rand, 0, N_WEEKS);
      forgotten[w] = TRUE;
      stemma_snapshots_forget (fixture.store, FIRST_DAY + 7 * (StemmaDate) w, &error);
      g_assert_no_error (error);
      check_names (&fixture, weeks, forgotten);
      store_fixture_close (&fixture);
    }
}

#define LINES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
publish_lines (StoreFixture *fixture, StemmaDate date, const char *const *lines)
{
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_publish (fixture, (StemmaStageOptions){ .whole = TRUE, .date = date }, lines, &published,
                         &error);
  g_assert_no_error (error);
}

static guint32
only_key (StoreFixture *fixture, const char *name, guint at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = stemma_store_find_keys (fixture->store, name, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, >, at);
  return g_array_index (keys, guint32, at);
}

/* A name that passes from one model to another: the one that bears it now comes first. */
static void
test_name_passes (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  publish_lines (&fixture, 100, LINES ("a/x@621ffdc036468d709f17434d"));
  publish_lines (&fixture, 107, LINES ("a/y@621ffdc036468d709f17434d", "a/x@721ffdc036468d709f17434d"));
  publish_lines (&fixture, 114, LINES ("a/y@621ffdc036468d709f17434d"));
  guint32 old = only_key (&fixture, "a/y", 0);
  g_assert_cmpuint (only_key (&fixture, "a/x", 1), ==, old);
  g_assert_cmpuint (only_key (&fixture, "a/x", 0), !=, old);
  g_autoptr (StemmaStoredHistory) history = stemma_store_read_model (fixture.store, old, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->former_names->len, ==, 1);
  g_assert_cmpstr (g_array_index (history->former_names, StemmaFormerName, 0).name, ==, "a/x");
  g_assert_cmpint (g_array_index (history->former_names, StemmaFormerName, 0).date, ==, 107);
  g_assert_cmpuint (history->weeks->len, ==, 3);
  g_assert_cmpuint (g_array_index (history->weeks, StemmaModelWeek, 0).downloads, ==, G_MAXUINT64);
  store_fixture_close (&fixture);
}

static void
test_unknown (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  store_fixture_open (&fixture);
  publish_lines (&fixture, 100, LINES ("a/x < a/y finetune"));
  g_autoptr (GArray) keys = stemma_store_find_keys (fixture.store, "a/y", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 0);
  g_autoptr (GArray) quoted = stemma_store_find_keys (fixture.store, "' OR 1 --", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (quoted->len, ==, 0);
  g_assert_null (stemma_store_read_model (fixture.store, 4711, TRUE, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  store_fixture_close (&fixture);
}

static void
test_cancelled (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  store_fixture_open (&fixture);
  publish_lines (&fixture, 100, LINES ("a/x"));
  guint32 key = only_key (&fixture, "a/x", 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_store_read_model (fixture.store, key, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (stemma_store_find_keys (fixture.store, "a/x", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  store_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/model/random-weeks", test_random_weeks);
  g_test_add_func ("/store/model/name-passes", test_name_passes);
  g_test_add_func ("/store/model/unknown", test_unknown);
  g_test_add_func ("/store/model/cancelled", test_cancelled);
  return g_test_run ();
}
