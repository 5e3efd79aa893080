/* The figures that pages and reports share: the same as the analysis gives, compared by head, kept for the
 * next. */
#include <glib/gstdio.h>

#include "base/stemma-error.h"
#include "workspace/stemma-workspace.h"

#define N_WEEKS 2

/* "old/base" grows, "lone/base" gets its first child, "new/base" comes, "mid/tuned" drops its parent,
 * "gone/base" is deleted but still declared; "lost/ghost" was never listed, nor was "fresh/ghost", which
 * nobody declared before. */
static const char *const weeks[N_WEEKS] = {
  "Model ID,Type,Base Model\n"
  "old/base,,\nacme/a,finetune,old/base\nacme/b,quantized,old/base\n"
  "big/base,,\nmid/tuned,finetune,big/base\nacme/c,adapter,mid/tuned\nacme/d,adapter,mid/tuned\n"
  "gone/base,,\nacme/e,finetune,gone/base\n"
  "lone/base,,\nacme/f,finetune,lost/ghost\n",

  "Model ID,Type,Base Model\n"
  "old/base,,\nacme/a,finetune,old/base\nacme/b,quantized,old/base\nacme/g,quantized,acme/a\n"
  "mid/tuned,,\nacme/c,adapter,mid/tuned\n"
  "acme/e,finetune,gone/base\n"
  "lone/base,,\nacme/h,finetune,lone/base\n"
  "new/base,,\nacme/i,finetune,new/base\nacme/j,finetune,new/base\n"
  "acme/f,finetune,lost/ghost\nacme/k,finetune,lost/ghost\nacme/l,finetune,fresh/ghost\n",
};

typedef struct
{
  char *folder;
  StemmaWorkspace *workspace;
  StemmaSnapshot *before;
  StemmaSnapshot *now;
} Fixture;

static void
import_models (Fixture *fixture, const char *table, const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "models.csv", NULL);
  g_file_set_contents (path, table, -1, &error);
  g_assert_no_error (error);
  const char *const files[] = { path, NULL };
  StemmaImportOptions options = { .snapshot = files };
  StemmaPublished published;
  g_assert_true (stemma_date_parse (date, &options.date));
  stemma_workspace_import (fixture->workspace, &options, NULL, &published, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("stemma-figures-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *store = g_build_filename (fixture->folder, "weeks.db", NULL);
  fixture->workspace = stemma_workspace_open (store, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  import_models (fixture, weeks[0], "2025-03-12");
  import_models (fixture, weeks[1], "2025-03-19");
  fixture->before = stemma_workspace_load (fixture->workspace, "previous", NULL, &error);
  g_assert_no_error (error);
  fixture->now = stemma_workspace_load (fixture->workspace, "latest", NULL, &error);
  g_assert_no_error (error);
}

static void
remove_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  stemma_snapshot_unref (fixture->before);
  stemma_snapshot_unref (fixture->now);
  g_autofree char *cache = g_strdup (stemma_workspace_get_cache_folder (fixture->workspace));
  stemma_workspace_unref (fixture->workspace);
  remove_files (cache);
  remove_files (fixture->folder);
  g_free (fixture->folder);
}

static StemmaFigures *
get (Fixture *fixture, StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaReading reading)
{
  g_autoptr (GError) error = NULL;
  StemmaFigures *figures
    = stemma_workspace_get_figures (fixture->workspace, snapshot, before, reading, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (figures);
  return figures;
}

/* "head now/then", families in the order in which they are listed. */
static char *
describe (const StemmaFigures *figures, const StemmaCluster *list, guint32 n, const guint32 *then)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint32 i = 0; i < n; i++)
    g_string_append_printf (text, "%s %u/%u, ",
                            stemma_snapshot_get_node_name (figures->snapshot, list[i].head), list[i].size,
                            then[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_compared (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (StemmaFigures) figures = get (fixture, fixture->now, fixture->before, STEMMA_READING_EXACT);
  const StemmaClusters *clusters = figures->clusters;
  g_assert_nonnull (figures->before);
  g_assert_cmpint (figures->before->date, ==, stemma_snapshot_get_date (fixture->before));
  g_autofree char *told
    = describe (figures, clusters->clusters, clusters->n_clusters, figures->before->sizes);
  g_autofree char *ghosts
    = describe (figures, clusters->ghost_families, clusters->n_ghost_families, figures->before->ghost_sizes);
  g_assert_cmpstr (told, ==, "old/base 4/3, new/base 3/0, lone/base 2/1, mid/tuned 2/3, ");
  g_assert_cmpstr (ghosts, ==, "lost/ghost 3/2, fresh/ghost 2/0, gone/base 2/2, ");
  g_assert_cmpuint (figures->before->models, ==, 11);
  g_assert_cmpuint (figures->before->n_clusters, ==, 3);
  g_assert_cmpuint (figures->before->n_ghost_families, ==, 1);
  g_assert_cmpuint (figures->before->relational, ==, 10);
  g_assert_cmpuint (figures->before->chains, ==, 5);
}

static void
test_same_as_analysis (Fixture *fixture, gconstpointer data)
{
  StemmaReading reading = (StemmaReading) GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaFigures) figures = get (fixture, fixture->now, NULL, reading);
  g_autoptr (StemmaClusters) clusters = stemma_clusters_new (fixture->now, reading, NULL, NULL, &error);
  g_assert_no_error (error);
  StemmaUsage usage = stemma_usage (fixture->now);
  g_assert_null (figures->before);
  g_assert_cmpint (figures->reading, ==, reading);
  g_assert_cmpmem (&figures->usage, sizeof usage, &usage, sizeof usage);
  g_assert_cmpuint (figures->clusters->n_clusters, ==, clusters->n_clusters);
  g_assert_cmpuint (figures->clusters->n_clusters, ==, usage.roots);
  guint64 chains = 0;
  for (guint32 i = 0; i < clusters->n_clusters; i++)
    {
      g_assert_cmpuint (figures->clusters->clusters[i].head, ==, clusters->clusters[i].head);
      g_assert_cmpuint (figures->clusters->clusters[i].size, ==, clusters->clusters[i].size);
      chains += clusters->clusters[i].chains;
    }
  g_assert_cmpuint (figures->chains->count, ==, chains);
  const StemmaDegree *most = &g_array_index (figures->degrees_out, StemmaDegree, 0);
  g_assert_cmpuint (most->degree, ==, 2);
}

static void
test_kept (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (StemmaFigures) first = get (fixture, fixture->now, fixture->before, STEMMA_READING_EXACT);
  g_autoptr (StemmaFigures) again = get (fixture, fixture->now, fixture->before, STEMMA_READING_EXACT);
  g_autoptr (StemmaFigures) paper = get (fixture, fixture->now, fixture->before, STEMMA_READING_PAPER);
  g_autoptr (StemmaFigures) alone = get (fixture, fixture->now, NULL, STEMMA_READING_EXACT);
  g_assert_true (first == again);
  g_assert_true (first != paper);
  g_assert_true (first != alone);
  g_assert_true (first->clusters == alone->clusters);
  stemma_workspace_clear_cache (fixture->workspace);
  g_autoptr (StemmaFigures) anew = get (fixture, fixture->now, fixture->before, STEMMA_READING_EXACT);
  g_assert_true (first != anew);
  g_assert_cmpuint (anew->clusters->n_clusters, ==, first->clusters->n_clusters);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (StemmaFigures) now = get (fixture, fixture->now, NULL, STEMMA_READING_EXACT);
  g_autoptr (StemmaFigures) then = get (fixture, fixture->before, NULL, STEMMA_READING_EXACT);
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_workspace_get_figures (fixture->workspace, fixture->now, fixture->before,
                                               STEMMA_READING_PAPER, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (stemma_figures_new_compared (now, then, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
get_in_thread (gpointer data)
{
  Fixture *fixture = data;
  return get (fixture, fixture->now, fixture->before, STEMMA_READING_EXACT);
}

static void
test_threads (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GThread *threads[4];
  g_autoptr (StemmaFigures) mine = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("figures", get_in_thread, fixture);
  mine = get_in_thread (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (StemmaFigures) theirs = g_thread_join (threads[i]);
      g_assert_true (theirs == mine);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("stemma-cache-XXXXXX", NULL);
  g_autofree char *inside = g_build_filename (cache, "stemma", NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/figures/exact", Fixture, GINT_TO_POINTER (STEMMA_READING_EXACT), set_up,
              test_same_as_analysis, tear_down);
  g_test_add ("/figures/paper", Fixture, GINT_TO_POINTER (STEMMA_READING_PAPER), set_up,
              test_same_as_analysis, tear_down);
  g_test_add ("/figures/compared", Fixture, NULL, set_up, test_compared, tear_down);
  g_test_add ("/figures/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/figures/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/figures/threads", Fixture, NULL, set_up, test_threads, tear_down);
  int status = g_test_run ();
  g_rmdir (inside);
  g_rmdir (cache);
  return status;
}
