/* What a store remembers of each week, beside a naive memory that keeps every week whole. */
#include <string.h>

#include "base/stemma-error.h"
#include "store-fixture.h"

#define LINES(...) ((const char *const[]) { __VA_ARGS__, NULL })

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A week of the naive memory: name -> line. */
static char *
week_text (GHashTable *week)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer line;
  g_hash_table_iter_init (&iter, week);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    g_ptr_array_add (lines, line);
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
random_line (GRand *rand, const char *name)
{
  static const char *const words[] = { "finetune", "adapter", "quantized", "merge", "other" };
  g_autoptr (GString) line = g_string_new (name);
  guint n = (guint) g_rand_int_range (rand, 0, 4);
  guint first = (guint) g_rand_int_range (rand, 0, 30);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (line, "%s%c/m%u %s", i == 0 ? " < " : ", ", 'a' + (char) (first % 3), first + i,
                            words[g_rand_int_range (rand, 0, 5)]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static GHashTable *
copy_week (GHashTable *week)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, line;
  g_hash_table_iter_init (&iter, week);
  while (g_hash_table_iter_next (&iter, &name, &line))
    g_hash_table_insert (copy, g_strdup (name), g_strdup (line));
  return copy;
}

/* Changes @week at random and tells the change as lines; a whole list when @whole. */
static GPtrArray *
change_week (GRand *rand, GHashTable *week, gboolean whole)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c/m%u", 'a' + (char) (i % 3), i);
      gboolean there = g_hash_table_contains (week, name);
      if (there && g_rand_int_range (rand, 0, 6) == 0)
        {
          g_ptr_array_add (gone, g_strconcat ("- ", name, NULL));
          g_hash_table_remove (week, name);
          there = FALSE;
        }
      gboolean add = !there && g_rand_int_range (rand, 0, 3) == 0;
      if (add || (there && whole && g_rand_int_range (rand, 0, 8) == 0))
        g_hash_table_insert (week, g_strdup (name), random_line (rand, name));
      if (add)
        g_ptr_array_add (lines, g_strdup (g_hash_table_lookup (week, name)));
    }
  if (whole)
    {
      g_ptr_array_set_size (lines, 0);
      g_autofree char *text = week_text (week);
      g_auto (GStrv) all = g_strsplit (text, "\n", -1);
      for (guint i = 0; all[i] != NULL && all[i][0] != '\0'; i++)
        g_ptr_array_add (lines, g_strdup (all[i]));
      g_ptr_array_set_size (gone, 0);
    }
  g_ptr_array_extend_and_steal (gone, g_steal_pointer (&lines));
  g_ptr_array_add (gone, NULL);
  return g_steal_pointer (&gone);
}

static void
check_weeks (StoreFixture *fixture, GPtrArray *weeks)
{
  for (guint w = 0; w < weeks->len; w++)
    {
      GHashTable *week = g_ptr_array_index (weeks, w);
      g_autofree char *dump = store_fixture_dump (fixture, (StemmaDate) (100 + 7 * w));
      g_autofree char *expected = week != NULL ? week_text (week) : NULL;
      g_assert_cmpstr (dump, ==, expected);
    }
}

static void
free_week (gpointer week)
{
  if (week != NULL)
    g_hash_table_unref (week);
}

static void
test_random_weeks (void)
{
  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) weeks = g_ptr_array_new_with_free_func (free_week);
      g_autoptr (GHashTable) week = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      StoreFixture fixture = { 0 };
      store_fixture_open (&fixture);
      for (guint w = 0; w < 8; w++)
        {
          g_autoptr (GError) error = NULL;
          StemmaPublished published;
          StemmaStageOptions options = { .whole = w == 0 || g_rand_boolean (rand), .date = (StemmaDate) (100 + 7 * w) };
          /* More names than can be remembered have to make no difference. */
          options.memory = g_rand_boolean (rand) ? 16 : 0;
          g_autoptr (GPtrArray) lines = change_week (rand, week, options.whole);
          store_fixture_publish (&fixture, options, (const char *const *) lines->pdata, &published, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (published.models, ==, g_hash_table_size (week));
          g_ptr_array_add (weeks, copy_week (week));
        }
      store_fixture_reopen (&fixture);
      check_weeks (&fixture, weeks);
      while (seed % 2 == 0 && weeks->len > 0)
        {
          guint w = (guint) g_rand_int_range (rand, 0, (gint32) weeks->len);
          if (weeks->pdata[w] == NULL)
            break;
          g_autoptr (GError) error = NULL;
          stemma_snapshots_forget (fixture.store, (StemmaDate) (100 + 7 * w), &error);
          g_assert_no_error (error);
          g_clear_pointer ((GHashTable **) &weeks->pdata[w], g_hash_table_unref);
          check_weeks (&fixture, weeks);
        }
      store_fixture_close (&fixture);
    }
}

static void
expect_refusal (StoreFixture *fixture, StemmaStageOptions options, const char *const *lines, const char *id)
{
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  g_assert_false (store_fixture_publish (fixture, options, lines, &published, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  if (strstr (error->message, id) == NULL)
    g_error ("“%s” does not name %s", error->message, id);
}

static void
test_refusals_leave_the_store_as_it_was (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  StemmaStageOptions first = { .whole = TRUE, .date = 100 }, change = { .date = 107 };
  store_fixture_open (&fixture);
  expect_refusal (&fixture, change, LINES ("a/x"), "1970-04-18");
  g_assert_true (store_fixture_publish (&fixture, first, LINES ("a/x", "b/y < a/x merge"), &published, &error));
  expect_refusal (&fixture, change, LINES ("c/z", "c/z"), "line 2: c/z");
  expect_refusal (&fixture, change, LINES ("a/x"), "a/x");
  expect_refusal (&fixture, change, LINES ("- c/z"), "c/z");
  expect_refusal (&fixture, change, LINES ("- a/x", "- a/x"), "a/x");
  expect_refusal (&fixture, first, LINES ("c/z"), "1970-04-11");
  expect_refusal (&fixture, (StemmaStageOptions) { .whole = TRUE, .date = 90 }, LINES ("c/z"), "1970-04-01");
  expect_refusal (&fixture, (StemmaStageOptions) { .whole = TRUE, .date = 100, .replace = TRUE },
                  LINES ("c/z", "c/z"), "c/z");
  g_autofree char *dump = store_fixture_dump (&fixture, 100);
  g_assert_cmpstr (dump, ==, "a/x\nb/y < a/x merge");
  /* A model may leave and come back in one week; its relation is told anew. */
  g_assert_true (store_fixture_publish (&fixture, change, LINES ("- b/y", "b/y < a/x adapter"), &published, &error));
  g_assert_cmpuint (published.deleted, ==, 1);
  g_assert_cmpuint (published.added, ==, 1);
  g_autofree char *later = store_fixture_dump (&fixture, 107);
  g_assert_cmpstr (later, ==, "a/x\nb/y < a/x adapter");
  store_fixture_close (&fixture);
}

static void
test_replace (void)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  StemmaPublished published;
  store_fixture_open (&fixture);
  StemmaStageOptions options = { .whole = TRUE, .date = 100, .replace = TRUE };
  g_assert_true (store_fixture_publish (&fixture, options, LINES ("a/x"), &published, &error));
  g_assert_true (store_fixture_publish (&fixture, options, LINES ("b/y < a/x merge"), &published, &error));
  g_autofree char *dump = store_fixture_dump (&fixture, 100);
  g_assert_cmpstr (dump, ==, "b/y < a/x merge");
  store_fixture_close (&fixture);
}

typedef struct
{
  const char *name;
  GPtrArray *names;
  guint32 key;
} KeySearch;

static gboolean
collect_name (guint32 id G_GNUC_UNUSED, const char *text, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  g_ptr_array_add (((KeySearch *) user_data)->names, g_strdup (text));
  return TRUE;
}

static gboolean
skip_former (guint32 name G_GNUC_UNUSED, guint32 model G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED,
             GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
match_model (const StemmaStoredModel *model, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  KeySearch *search = user_data;
  if (g_str_equal (g_ptr_array_index (search->names, model->name - 1), search->name))
    search->key = model->key;
  return TRUE;
}

static gboolean
skip_edge (const StemmaStoredEdge *edge G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* The key of the model that holds @name in the newest snapshot, 0 if nobody does. */
static guint32
key_of (StoreFixture *fixture, const char *name)
{
  g_autoptr (GPtrArray) list = stemma_snapshots_list (fixture->store, NULL, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const StemmaSnapshotInfo *newest = g_ptr_array_index (list, list->len - 1);
  KeySearch search = { name, names, 0 };
  StemmaSnapshotVisitor visitor = { skip_former, match_model, skip_edge, &search };
  g_assert_true (stemma_snapshots_visit_names (fixture->store, 0, collect_name, &search, NULL, NULL));
  g_assert_true (stemma_snapshots_visit (fixture->store, newest->id, &visitor, NULL, NULL));
  return search.key;
}

#define OID_1 "@621ffdc036468d709f174301"
#define OID_2 "@621ffdc036468d709f174302"

static void
publish_week (StoreFixture *fixture, StemmaDate date, const char *const *lines, StemmaPublished *published)
{
  g_autoptr (GError) error = NULL;
  store_fixture_publish (fixture, (StemmaStageOptions) { .whole = TRUE, .date = date }, lines, published, &error);
  g_assert_no_error (error);
}

static void
test_identity (void)
{
  StoreFixture fixture = { 0 };
  StemmaPublished published;
  store_fixture_open (&fixture);
  publish_week (&fixture, 100, LINES ("a/x" OID_1, "a/named"), &published);
  guint32 x = key_of (&fixture, "a/x"), named = key_of (&fixture, "a/named");

  /* Renamed: the key stays. The name alone came back with an identity: the present model adopts it. */
  publish_week (&fixture, 107, LINES ("a/renamed" OID_1, "a/named" OID_2), &published);
  g_assert_cmpuint (published.renamed, ==, 1);
  g_assert_cmpuint (published.added, ==, 0);
  g_assert_cmpuint (key_of (&fixture, "a/renamed"), ==, x);
  g_assert_cmpuint (key_of (&fixture, "a/named"), ==, named);

  /* Gone, then a name that returns with another identity is another model. */
  publish_week (&fixture, 114, LINES ("a/named" OID_2), &published);
  g_assert_cmpuint (published.deleted, ==, 1);
  publish_week (&fixture, 121, LINES ("a/named" OID_2, "a/renamed@621ffdc036468d709f174303"), &published);
  g_assert_cmpuint (key_of (&fixture, "a/renamed"), !=, x);

  /* Gone, then back with the same identity under another name: the same model, under that name from now on. */
  publish_week (&fixture, 122, LINES ("a/back" OID_1), &published);
  g_assert_cmpuint (published.renamed, ==, 0);
  g_assert_cmpuint (key_of (&fixture, "a/back"), ==, x);
  publish_week (&fixture, 123, LINES ("a/back"), &published);
  g_assert_cmpuint (key_of (&fixture, "a/back"), ==, x);

  /* A name without identity that returns continues its key. */
  publish_week (&fixture, 128, LINES ("a/plain"), &published);
  guint32 plain = key_of (&fixture, "a/plain");
  publish_week (&fixture, 135, LINES ("a/other"), &published);
  publish_week (&fixture, 142, LINES ("a/plain"), &published);
  g_assert_cmpuint (key_of (&fixture, "a/plain"), ==, plain);
  store_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spans/random-weeks", test_random_weeks);
  g_test_add_func ("/spans/refusals-leave-the-store-as-it-was", test_refusals_leave_the_store_as_it_was);
  g_test_add_func ("/spans/replace", test_replace);
  g_test_add_func ("/spans/identity", test_identity);
  return g_test_run ();
}
