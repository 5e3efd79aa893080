#include <glib/gstdio.h>
#include <string.h>

#include "analysis/graph-fixture.h"
#include "base/stemma-error.h"
#include "snapshot/stemma-traverse.h"

static const guint8 store_id[16] = "a store of ours";

typedef struct
{
  char *folder;
  char *names;
  char *snapshot;
} Folder;

static void
folder_clear (Folder *folder)
{
  g_remove (folder->names);
  g_remove (folder->snapshot);
  g_rmdir (folder->folder);
  g_free (folder->names);
  g_free (folder->snapshot);
  g_free (folder->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_clear)

static Folder
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  Folder folder = { .folder = g_dir_make_tmp ("stemma-XXXXXX", &error) };
  g_assert_no_error (error);
  folder.names = g_build_filename (folder.folder, "names", NULL);
  folder.snapshot = g_build_filename (folder.folder, "snapshot", NULL);
  return folder;
}

static StemmaSnapshot *
sample (void)
{
  g_autoptr (StemmaNames) names = stemma_names_new ();
  g_autoptr (StemmaSnapshotBuilder) builder = stemma_snapshot_builder_new (names, 20000, "sample");
  stemma_snapshot_builder_set_origin (builder, store_id, 5);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("owner%u/model-%u", i % 7, i * 7919 % 1000);
      StemmaSnapshotModel model = { .key = 2 * i + 1,
                                    .name = stemma_names_append (names, name),
                                    .derived = i % 3 == 1,
                                    .task = i % 2 == 0 ? "fill-mask" : NULL,
                                    .downloads = i,
                                    .licence = "mit" };
      stemma_snapshot_builder_add_model (builder, &model);
      if (i % 3 == 1)
        stemma_snapshot_builder_add_edge (builder, model.key, i % 6 == 1 ? i / 2 : i - 1, STEMMA_NONE, i % 5,
                                          STEMMA_EDGE_SOURCE_FILE);
    }
  guint32 ghost = stemma_names_append (names, "gone/ghost");
  for (guint i = 1; i < 300; i += 3)
    stemma_snapshot_builder_add_edge (builder, 2 * i + 1, ghost, STEMMA_NONE, 2, STEMMA_EDGE_SOURCE_FILE);
  g_autoptr (GError) error = NULL;
  stemma_names_seal (names);
  StemmaSnapshot *snapshot = stemma_snapshot_builder_seal (builder, NULL, &error);
  g_assert_no_error (error);
  return snapshot;
}

static void
save (const StemmaSnapshot *snapshot, const Folder *folder)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (stemma_names_save (stemma_snapshot_get_names (snapshot), folder->names, &error));
  g_assert_no_error (error);
  g_assert_true (stemma_snapshot_save (snapshot, folder->snapshot, &error));
  g_assert_no_error (error);
}

static void
assert_same (const StemmaSnapshot *a, const StemmaSnapshot *b)
{
  const StemmaGraph *x = stemma_snapshot_get_graph (a);
  const StemmaGraph *y = stemma_snapshot_get_graph (b);
  const StemmaColumns *columns = stemma_snapshot_get_columns (a);
  g_assert_cmpuint (x->n_nodes, ==, y->n_nodes);
  g_assert_cmpmem (x->child, x->n_edges * 4, y->child, y->n_edges * 4);
  g_assert_cmpmem (x->parent_kind, x->n_edges, y->parent_kind, y->n_edges);
  g_assert_cmpuint (columns->n_models, ==, stemma_snapshot_get_columns (b)->n_models);
  for (StemmaRow row = 0; row < columns->n_models; row++)
    {
      const char *name = stemma_snapshot_get_row_name (a, row);
      g_assert_cmpstr (name, ==, stemma_snapshot_get_row_name (b, row));
      g_assert_cmpuint (stemma_snapshot_find_row (b, name), ==, row);
      g_assert_cmpuint (stemma_packed_get (&columns->downloads, row), ==,
                        stemma_packed_get (&stemma_snapshot_get_columns (b)->downloads, row));
      g_assert_cmpuint (stemma_columns_get_key (columns, row), ==,
                        stemma_columns_get_key (stemma_snapshot_get_columns (b), row));
    }
  g_assert_cmpuint (stemma_snapshot_find_node (a, "gone/ghost"), ==,
                    stemma_snapshot_find_node (b, "gone/ghost"));
  g_assert_cmpstr (stemma_snapshot_get_source (b), ==, "sample");
  g_assert_cmpint (stemma_snapshot_get_date (b), ==, 20000);
  g_assert_cmpuint (stemma_snapshot_get_revision (b), ==, 5);
}

static void
test_round_trip (void)
{
  g_auto (Folder) folder = make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaSnapshot) snapshot = sample ();
  g_assert_true (stemma_snapshot_verify (snapshot, NULL, &error));
  save (snapshot, &folder);
  g_autoptr (StemmaNames) names = stemma_names_open (folder.names, 301, &error);
  g_assert_no_error (error);
  g_assert_true (stemma_names_verify (names, &error));
  g_autoptr (StemmaSnapshot) opened = stemma_snapshot_open (folder.snapshot, names, store_id, 5, &error);
  g_assert_no_error (error);
  g_assert_true (stemma_snapshot_verify (opened, NULL, &error));
  g_assert_no_error (error);
  assert_same (snapshot, opened);
  g_assert_cmpuint (stemma_names_append (names, "later/one"), ==, 301);
  g_assert_cmpstr (stemma_names_get (names, 301), ==, "later/one");
  save (opened, &folder);
  g_autoptr (StemmaNames) more = stemma_names_open (folder.names, 302, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stemma_names_get (more, 301), ==, "later/one");
  assert_same (snapshot, opened);
}

static void
test_wrong_file (void)
{
  g_auto (Folder) folder = make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaSnapshot) snapshot = sample ();
  StemmaNames *names = stemma_snapshot_get_names (snapshot);
  save (snapshot, &folder);
  g_assert_null (stemma_snapshot_open (folder.snapshot, names, store_id, 6, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (
    stemma_snapshot_open (folder.snapshot, names, (const guint8 *) "another store!!", 5, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (stemma_snapshot_open (folder.names, names, store_id, 5, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (stemma_names_open (folder.snapshot, 0, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (stemma_names_open (folder.names, 302, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
  g_clear_error (&error);
  g_autoptr (StemmaNames) few = stemma_names_new ();
  g_assert_null (stemma_snapshot_open (folder.snapshot, few, store_id, 5, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (stemma_snapshot_open ("/nowhere/at/all", few, store_id, 5, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
write_file (const char *path, const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_remove (path); /* so that nothing is waited for to reach the disk */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, &error));
}

/* Whether a file whose bytes were touched is refused, at the door or on verification; it must never crash. */
static gboolean
snapshot_refused (const Folder *folder, StemmaNames *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaSnapshot) opened = stemma_snapshot_open (folder->snapshot, names, store_id, 5, &error);
  if (opened == NULL)
    return error != NULL;
  stemma_snapshot_find_node (opened, "gone/ghost");
  for (guint32 code = 0; code < 5; code++)
    stemma_snapshot_get_word (opened, STEMMA_WORD_TASK, code);
  return !stemma_snapshot_verify (opened, NULL, &error) && error != NULL;
}

static gboolean
names_refused (const Folder *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaNames) names = stemma_names_open (folder->names, 301, &error);
  if (names == NULL)
    return error != NULL;
  gsize size = 0;
  for (guint32 id = 0; id <= stemma_names_get_count (names); id++)
    size += strlen (stemma_names_get (names, id));
  return size < G_MAXSIZE && !stemma_names_verify (names, &error) && error != NULL;
}

static void
test_truncated (void)
{
  g_auto (Folder) folder = make_folder ();
  g_autoptr (StemmaSnapshot) snapshot = sample ();
  StemmaNames *names = stemma_snapshot_get_names (snapshot);
  save (snapshot, &folder);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (folder.snapshot, &bytes, &size, NULL));
  for (gsize cut = 0; cut < size; cut += 1 + cut / 5)
    {
      write_file (folder.snapshot, bytes, cut);
      g_assert_true (snapshot_refused (&folder, names));
    }
  g_clear_pointer (&bytes, g_free);
  g_assert_true (g_file_get_contents (folder.names, &bytes, &size, NULL));
  for (gsize cut = 0; cut < size; cut += 1 + cut / 5)
    {
      write_file (folder.names, bytes, cut);
      g_assert_true (names_refused (&folder));
    }
}

static void
test_damaged (void)
{
  g_auto (Folder) folder = make_folder ();
  g_autoptr (StemmaSnapshot) snapshot = sample ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20250704);
  StemmaNames *names = stemma_snapshot_get_names (snapshot);
  save (snapshot, &folder);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  for (guint round = 0; round < 1200; round++)
    {
      const char *path = round % 2 == 0 ? folder.snapshot : folder.names;
      g_clear_pointer (&bytes, g_free);
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) (round % 8 < 2 ? 900 : size)) % size;
      char bit = (char) (1 << g_rand_int_range (random, 0, 8));
      bytes[at] ^= bit;
      write_file (path, bytes, size);
      g_assert_true (path == folder.names ? names_refused (&folder) : snapshot_refused (&folder, names));
      bytes[at] ^= bit;
      write_file (path, bytes, size);
    }
  g_assert_false (snapshot_refused (&folder, names));
  g_assert_false (names_refused (&folder));
}

static void
test_newer (void)
{
  g_auto (Folder) folder = make_folder ();
  g_autoptr (StemmaSnapshot) snapshot = sample ();
  save (snapshot, &folder);
  const char *paths[] = { folder.snapshot, folder.names };
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize size = 0;
      g_assert_true (g_file_get_contents (paths[i], &bytes, &size, NULL));
      guint32 version = 99;
      memcpy (bytes + 8, &version, sizeof version);
      write_file (paths[i], bytes, size);
      g_assert_null (i == 0 ? (gpointer) stemma_snapshot_open (
                       folder.snapshot, stemma_snapshot_get_names (snapshot), store_id, 5, &error)
                            : (gpointer) stemma_names_open (folder.names, 0, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NEWER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file/round-trip", test_round_trip);
  g_test_add_func ("/file/wrong-file", test_wrong_file);
  g_test_add_func ("/file/truncated", test_truncated);
  g_test_add_func ("/file/damaged", test_damaged);
  g_test_add_func ("/file/newer", test_newer);
  return g_test_run ();
}
