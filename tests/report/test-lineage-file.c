/* A lineage as a file: the same bytes every time, the suffix decides, and nothing is left half written. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/stemma-error.h"
#include "export/stemma-svg.h"
#include "lineage/invented.h"
#include "report/stemma-lineage-file.h"

static StemmaSnapshot *
make_family (void)
{
  Invented *invented = invented_new ();
  invented_model (invented, "acme/base", 100);
  invented_model (invented, "=cmd()|'x'!A1", 7);
  invented_model (invented, "quote\"/<b>&amp;", 3);
  invented_edge (invented, "acme/base", "lost/origin", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "=cmd()|'x'!A1", "acme/base", STEMMA_RELATION_QUANTIZED);
  invented_edge (invented, "quote\"/<b>&amp;", "acme/base", STEMMA_RELATION_MERGE);
  return invented_seal (invented);
}

static StemmaLayouter *
make_layouter (void)
{
  g_autofree char *helper = stemma_layouter_find_helper (NULL);
  return stemma_layouter_new (helper);
}

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("stemma-lineage-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return folder;
}

static char *
save (StemmaSnapshot *snapshot, StemmaView *view, const char *path, gsize *size)
{
  g_autoptr (StemmaLayouter) layouter = make_layouter ();
  g_autoptr (GError) error = NULL;
  char *content = NULL;
  g_assert_true (stemma_save_lineage (snapshot, NULL, view, layouter, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, size, NULL));
  g_unlink (path);
  return content;
}

static void
test_formats (void)
{
  static const struct
  {
    const char *name;
    const char *begin;
  } rows[] = {
    { "family.svg", "<?xml" },
    { "family.PDF", "%PDF" },
    { "family.png", "\x89PNG" },
    { "family.dot", "digraph" },
    { "family.json", "{" },
    { "family.graphml", "<?xml" },
    { "family.csv", "parent,child,relation" },
  };
  g_autoptr (StemmaSnapshot) snapshot = make_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autofree char *folder = make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_build_filename (folder, rows[i].name, NULL);
      gsize first, second;
      g_autofree char *once = save (snapshot, view, path, &first),
                      *twice = save (snapshot, view, path, &second);
      g_assert_cmpuint (first, >, strlen (rows[i].begin));
      g_assert_cmpmem (once, strlen (rows[i].begin), rows[i].begin, strlen (rows[i].begin));
      if (!g_str_has_suffix (rows[i].name, "PDF")) /* a PDF says when it was made */
        g_assert_cmpmem (once, first, twice, second);
    }
  g_rmdir (folder);
}

/* The picture carries its view with the day, and the graph holds every model, folded or not. */
static void
test_content (void)
{
  g_autoptr (StemmaSnapshot) snapshot = make_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base");
  g_autoptr (StemmaLayouter) layouter = make_layouter ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "family.svg", NULL);
  g_assert_true (stemma_save_lineage (snapshot, NULL, view, layouter, path, NULL, &error));
  g_autofree char *uri = stemma_svg_read_metadata (path, "view", &error);
  g_assert_no_error (error);
  g_autoptr (StemmaView) back = stemma_view_from_uri (uri, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stemma_view_get_focus (back), ==, "acme/base");
  g_assert_cmpuint (stemma_view_get_date (back), ==, stemma_snapshot_get_date (snapshot));
  g_unlink (path);
  g_autofree char *table = g_build_filename (folder, "family.csv", NULL);
  gsize size;
  g_autofree char *text = save (snapshot, view, table, &size);
  g_assert_nonnull (strstr (text, "lost/origin,acme/base,finetune"));
  g_assert_nonnull (strstr (text, "\"quote\"\"/<b>&amp;\""));
  /* No cell begins like a formula of a spreadsheet. */
  g_assert_null (strstr (text, ",=cmd"));
  g_rmdir (folder);
}

static void
test_refusals (void)
{
  g_autoptr (StemmaSnapshot) snapshot = make_family ();
  g_autoptr (StemmaView) view = stemma_view_new ("acme/base"), absent = stemma_view_new ("no/such");
  g_autoptr (StemmaLayouter) layouter = make_layouter ();
  g_autofree char *folder = make_folder ();
  g_autofree char *odd = g_build_filename (folder, "family.exe", NULL);
  g_autofree char *path = g_build_filename (folder, "family.svg", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_false (stemma_save_lineage (snapshot, NULL, view, layouter, odd, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (stemma_save_lineage (snapshot, NULL, absent, layouter, path, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* What was there stays when the writing is given up. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_assert_false (stemma_save_lineage (snapshot, NULL, view, layouter, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *kept = NULL;
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lineage-file/formats", test_formats);
  g_test_add_func ("/lineage-file/content", test_content);
  g_test_add_func ("/lineage-file/refusals", test_refusals);
  return g_test_run ();
}
