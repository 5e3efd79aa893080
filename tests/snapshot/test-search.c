#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "analysis/graph-fixture.h"
#include "snapshot/stemma-edit-distance.h"
#include "snapshot/stemma-name-scan.h"
#include "snapshot/stemma-search.h"

static char *
found (const StemmaSnapshot *snapshot, const char *text, guint limit, gboolean nearest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hits = nearest ? stemma_search_nearest (snapshot, text, limit, NULL, &error)
                                    : stemma_search (snapshot, text, limit, NULL, &error);
  g_assert_no_error (error);
  GString *names = g_string_new (NULL);
  for (guint i = 0; i < hits->len; i++)
    {
      const StemmaSearchHit *hit = &g_array_index (hits, StemmaSearchHit, i);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", stemma_search_hit_name (snapshot, hit));
    }
  return g_string_free (names, FALSE);
}

static void
assert_found (const StemmaSnapshot *snapshot, const char *text, guint limit, const char *expected)
{
  g_autofree char *names = found (snapshot, text, limit, FALSE);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_ranks (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot (
    "Lark lark/one+5 nest/Lark+1 nest/larks+9 nest/larksong+20 nest/skylark+900 z/owl y/owl<skylarks/ghost");
  assert_found (snapshot, "LARK", 10,
                "Lark lark/one nest/Lark nest/larksong nest/larks nest/skylark skylarks/ghost");
  assert_found (snapshot, "lark", 3, "Lark lark/one nest/Lark");
  assert_found (snapshot, "lark", 0, "");
  assert_found (snapshot, "", 3, "");
  assert_found (snapshot, "z/OWL", 3, "z/owl");
  assert_found (snapshot, "k/o", 3, "lark/one");
  assert_found (snapshot, "no such thing at all", 3, "");
}

static void
test_nearest (void)
{
  g_autoptr (StemmaSnapshot) snapshot
    = graph_fixture_snapshot ("nest/skylark-7b+3 heath/plover-2b nest/skylark-7c moor/curlew+5 b/a");
  g_autofree char *typo = found (snapshot, "nest/skylrk-7b", 5, TRUE);
  g_assert_cmpstr (typo, ==, "nest/skylark-7b nest/skylark-7c");
  g_autofree char *owner = found (snapshot, "elsewhere/Curlew", 5, TRUE);
  g_assert_cmpstr (owner, ==, "moor/curlew");
  g_autofree char *bare = found (snapshot, "plover-2b", 5, TRUE);
  g_assert_cmpstr (bare, ==, "heath/plover-2b");
  g_autofree char *none = found (snapshot, "quite/another-thing", 5, TRUE);
  g_assert_cmpstr (none, ==, "");
}

/* Letter by letter, against what a plain loop over all names finds. */
static void
assert_scan (const StemmaNames *names, const char *text)
{
  StemmaNameScan scan;
  g_autofree char *small = g_ascii_strdown (text, -1);
  guint32 id = G_MAXUINT32;
  stemma_name_scan_init (&scan, names, text);
  for (guint32 i = 0; i < stemma_names_get_count (names); i++)
    {
      g_autofree char *name = g_ascii_strdown (stemma_names_get (names, i), -1);
      if (strstr (name, small) == NULL)
        continue;
      g_assert_true (stemma_name_scan_next (&scan, &id));
      g_assert_cmpuint (id, ==, i);
    }
  g_assert_false (stemma_name_scan_next (&scan, &id));
}

static char *
random_text (GRand *random, guint max_length)
{
  static const char letters[] = "abAB/\303-@[`{";
  guint length = (guint) g_rand_int_range (random, 1, (gint32) max_length + 1);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < length; i++)
    g_string_append_c (text, letters[g_rand_int_range (random, 0, sizeof letters - 1)]);
  return g_string_free (text, FALSE);
}

static void
test_scan (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  close (g_file_open_tmp ("stemma-names-XXXXXX", &path, &error));
  g_assert_no_error (error);
  g_autoptr (StemmaNames) names = stemma_names_new ();
  for (guint i = 0; i < 30000; i++)
    {
      g_autofree char *name = random_text (random, i % 100 == 0 ? 120 : 14);
      stemma_names_append (names, name);
      if (i == 15000)
        {
          g_assert_true (stemma_names_save (names, path, &error));
          g_clear_pointer (&names, stemma_names_unref);
          names = stemma_names_open (path, 0, &error);
          g_assert_no_error (error);
        }
    }
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = random_text (random, 1 + i / 6);
      assert_scan (names, text);
    }
  g_remove (path);
}

static guint
plain_distance (const char *a, const char *b)
{
  guint n = (guint) strlen (b);
  guint row[80];
  for (guint j = 0; j <= n; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint corner = row[0];
      row[0] = i;
      for (guint j = 1; j <= n; j++)
        {
          guint change = corner + (g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1]));
          corner = row[j];
          row[j] = MIN (change, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n];
}

static void
test_edit_distance (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *a = random_text (random, i % 2 == 0 ? 64 : 8);
      g_autofree char *b = random_text (random, i % 2 == 0 ? 64 : 8);
      guint distance = plain_distance (a, b);
      guint bound = (guint) g_rand_int_range (random, 0, 70);
      StemmaEditPattern pattern;
      stemma_edit_pattern_init (&pattern, a);
      guint told = stemma_edit_distance (&pattern, b, bound);
      if (distance <= bound)
        g_assert_cmpuint (told, ==, distance);
      else
        g_assert_cmpuint (told, >, bound);
    }
}

static void
test_cancel (void)
{
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_snapshot ("a/b");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_search (snapshot, "a", 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (stemma_search_nearest (snapshot, "a", 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/ranks", test_ranks);
  g_test_add_func ("/search/nearest", test_nearest);
  g_test_add_func ("/search/scan", test_scan);
  g_test_add_func ("/search/edit-distance", test_edit_distance);
  g_test_add_func ("/search/cancel", test_cancel);
  return g_test_run ();
}
