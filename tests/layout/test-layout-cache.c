#include "layout/stemma-layout-cache.h"
#include "check.h"
#include "family.h"
#include "layout/stemma-layout-file.h"
#include "layout/stemma-layout-request.h"

#include <glib/gstdio.h>
#include <string.h>

/* Nothing can be laid out here: what comes back comes from the cache. */
#define NO_HELPER "/nonexistent/stemma-layout-helper"

static char *
new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("stemma-layouts-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static GPtrArray *
list_folder (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GPtrArray) paths = list_folder (folder);
  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  g_rmdir (folder);
}

static StemmaLayouter *
new_layouter (const char *folder, gboolean with_helper)
{
  g_autofree char *path = with_helper ? stemma_layouter_find_helper (NULL) : g_strdup (NO_HELPER);
  StemmaLayouter *layouter = stemma_layouter_new (path);
  stemma_layouter_set_cache_dir (layouter, folder);
  return layouter;
}

static StemmaLayout *
try_cache (const char *folder, const StemmaLayoutRequest *request)
{
  g_autoptr (StemmaLayouter) layouter = new_layouter (folder, FALSE);
  return stemma_layouter_run (layouter, request, NULL, NULL);
}

static StemmaLayout *
run (const char *folder, const StemmaLayoutRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaLayouter) layouter = new_layouter (folder, TRUE);
  StemmaLayout *layout = stemma_layouter_run (layouter, request, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

static void
assert_same (const StemmaLayout *a, const StemmaLayout *b)
{
  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_autofree char *one = stemma_layout_dump (a), *other = stemma_layout_dump (b);
  g_assert_cmpstr (one, ==, other);
}

/* A chain of layouts, each after the one before, is found again by a process that begins with nothing. */
static void
test_found_again (void)
{
  g_autofree char *parent = new_folder (), *folder = g_build_filename (parent, "deeper", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (51);
  g_autoptr (Family) family = family_new_random (rand, 40, 0.2, 2);
  StemmaLayoutRequest first = family_ask (family), second = first;
  g_autoptr (StemmaLayout) layout = run (folder, &first);
  second.previous = layout;
  g_autoptr (StemmaLayout) next = run (folder, &second);

  g_autoptr (StemmaLayout) kept = try_cache (folder, &first);
  assert_same (layout, kept);
  check_layout (kept, &first);
  second.previous = kept;
  g_autoptr (StemmaLayout) kept_next = try_cache (folder, &second);
  assert_same (next, kept_next);
  remove_folder (folder);
  remove_folder (parent);
}

/* Whatever decides a layout decides its key; whatever does not, does not. */
static void
test_keys (void)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (52);
  g_autoptr (Family) family = family_new_random (rand, 12, 0.2, 1);
  StemmaLayoutRequest request = family_ask (family), other = request;
  g_autoptr (StemmaLayout) layout = run (folder, &request);
  other.deadline_ms = 1;
  g_autoptr (StemmaLayout) hit = try_cache (folder, &other);
  assert_same (layout, hit);

  other = request;
  other.previous = layout;
  g_assert_null (try_cache (folder, &other));
  other = request;
  other.n_edges--;
  g_assert_null (try_cache (folder, &other));
  StemmaLayoutBox *box = &g_array_index (family->boxes, StemmaLayoutBox, 3);
  box->height += 1;
  g_assert_null (try_cache (folder, &request));
  box->height -= 1;
  box->id += 1000;
  g_assert_null (try_cache (folder, &request));
  box->id -= 1000;
  StemmaLayoutEdge *edge = &g_array_index (family->edges, StemmaLayoutEdge, 2);
  edge->weight = 2;
  g_assert_null (try_cache (folder, &request));
  edge->weight = 1;
  edge->backward = !edge->backward;
  g_assert_null (try_cache (folder, &request));
  remove_folder (folder);
}

static void
write_file (const char *path, const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* The file with a byte changed, or cut short, or with something behind it: never read, then replaced. */
static void
test_damage (void)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (53);
  g_autoptr (Family) family = family_new_random (rand, 8, 0.2, 1);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) layout = run (folder, &request);
  g_autoptr (GPtrArray) paths = list_folder (folder);
  g_assert_cmpuint (paths->len, ==, 1);
  const char *path = g_ptr_array_index (paths, 0);
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize at = 0; at < size; at += 1 + (gsize) g_rand_int_range (rand, 0, 12))
    {
      bytes[at] ^= 0x10;
      write_file (path, bytes, size);
      g_assert_null (try_cache (folder, &request));
      bytes[at] ^= 0x10;
    }
  for (gsize cut = 0; cut < size; cut += 1 + size / 50)
    {
      write_file (path, bytes, cut);
      g_assert_null (try_cache (folder, &request));
    }
  g_autoptr (StemmaLayout) fresh = run (folder, &request);
  g_autoptr (StemmaLayout) replaced = try_cache (folder, &request);
  assert_same (layout, fresh);
  assert_same (layout, replaced);
  remove_folder (folder);
}

/* As test_damage, but with a sum that fits: somebody took pains. Nothing that is read may be out of range. */
static void
test_forgery (void)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (54);
  g_autoptr (Family) family = family_new_random (rand, 8, 0.2, 1);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) layout = run (folder, &request);
  g_autoptr (GPtrArray) paths = list_folder (folder);
  const char *path = g_ptr_array_index (paths, 0);
  g_autofree char *bytes = NULL;
  gsize size, sum_size = 32;
  guint refused = 0, n = 0;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize at = 0; at < size - sum_size; at++, n++)
    {
      char old = bytes[at];
      bytes[at] = (char) 0xff;
      g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
      g_checksum_update (sum, (const guchar *) bytes, (gssize) (size - sum_size));
      g_checksum_get_digest (sum, (guint8 *) bytes + size - sum_size, &sum_size);
      write_file (path, bytes, size);
      g_autoptr (StemmaLayout) forged = try_cache (folder, &request);
      refused += forged == NULL ? 1 : 0;
      for (guint i = 0; forged != NULL && i < request.n_edges; i++)
        {
          guint n_points;
          const double *points = stemma_layout_get_curve (forged, i, &n_points);
          g_assert_cmpuint (n_points % 3, ==, 1);
          g_assert_true (points[2 * n_points - 1] < G_MAXDOUBLE);
        }
      bytes[at] = old;
    }
  g_assert_cmpuint (refused, >, n / 8);
  remove_folder (folder);
}

/* A layout of one card: another for each number. */
static StemmaLayout *
numbered (guint number, StemmaLayoutBox *box, StemmaLayoutRequest *request)
{
  *box = (StemmaLayoutBox){ number + 1, 100, 40 };
  *request = (StemmaLayoutRequest){ .boxes = box, .n_boxes = 1 };
  return stemma_layout_grid (request, NULL, NULL);
}

static gboolean
holds (StemmaLayoutCache *cache, guint number)
{
  StemmaLayoutBox box;
  StemmaLayoutRequest request;
  guint8 key[STEMMA_LAYOUT_KEY_SIZE];
  g_autoptr (StemmaLayout) layout = numbered (number, &box, &request);
  stemma_layout_request_hash (&request, TRUE, key);
  g_autoptr (StemmaLayout) found = stemma_layout_cache_find (cache, key, &request);
  g_assert_true (found == NULL || stemma_layout_find (found, number + 1) != NULL);
  return found != NULL;
}

static void
add (StemmaLayoutCache *cache, guint number)
{
  StemmaLayoutBox box;
  StemmaLayoutRequest request;
  g_autoptr (StemmaLayout) layout = numbered (number, &box, &request);
  stemma_layout_cache_add (cache, layout);
}

static void
test_bounded_in_memory (void)
{
  g_autoptr (StemmaLayoutCache) cache = stemma_layout_cache_new ();
  for (guint i = 0; i < STEMMA_LAYOUT_CACHE_ENTRIES; i++)
    add (cache, i);
  g_assert_true (holds (cache, 0));
  add (cache, 1000);
  add (cache, 1000);
  g_assert_true (holds (cache, 0));
  g_assert_false (holds (cache, 1));
  for (guint i = 2; i < STEMMA_LAYOUT_CACHE_ENTRIES; i++)
    g_assert_true (holds (cache, i));
  g_assert_true (holds (cache, 1000));
}

static void
test_bounded_on_disk (void)
{
  g_autofree char *folder = new_folder ();
  {
    g_autoptr (StemmaLayoutCache) cache = stemma_layout_cache_new ();
    stemma_layout_cache_set_dir (cache, folder);
    for (guint i = 0; i < STEMMA_LAYOUT_CACHE_FILES + 40; i++)
      add (cache, i);
  }
  g_autoptr (StemmaLayoutCache) cache = stemma_layout_cache_new ();
  stemma_layout_cache_set_dir (cache, folder);
  g_autoptr (GPtrArray) paths = list_folder (folder);
  g_assert_cmpuint (paths->len, ==, STEMMA_LAYOUT_CACHE_FILES);
  g_assert_true (holds (cache, STEMMA_LAYOUT_CACHE_FILES + 39));
  remove_folder (folder);
}

/* A folder that cannot be made costs the cache, not the layout. */
static void
test_no_folder (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (55);
  g_autoptr (Family) family = family_new_random (rand, 8, 0.2, 1);
  StemmaLayoutRequest request = family_ask (family);
  g_autoptr (StemmaLayout) layout = run ("/dev/null/layouts", &request);
  check_layout (layout, &request);
  g_assert_null (try_cache ("/dev/null/layouts", &request));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/cache/found-again", test_found_again);
  g_test_add_func ("/layout/cache/keys", test_keys);
  g_test_add_func ("/layout/cache/damage", test_damage);
  g_test_add_func ("/layout/cache/forgery", test_forgery);
  g_test_add_func ("/layout/cache/bounded-in-memory", test_bounded_in_memory);
  g_test_add_func ("/layout/cache/bounded-on-disk", test_bounded_on_disk);
  g_test_add_func ("/layout/cache/no-folder", test_no_folder);
  return g_test_run ();
}
