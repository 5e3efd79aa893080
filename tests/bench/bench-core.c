/* Times the stages of the core on a store that is there, one line of JSON a stage, with a figure that has to agree
 * and the peak of memory so far. */
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "analysis/stemma-clusters.h"
#include "analysis/stemma-usage.h"
#include "diagram/stemma-diagram.h"
#include "lineage/stemma-lineage.h"
#include "snapshot/stemma-search.h"
#include "snapshot/stemma-traverse.h"
#include "workspace/stemma-layout-service.h"

#define RUNS 5
#define CLICKS 2000

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return x < y ? -1 : x > y;
}

static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* With the peak of memory so far, in MB. */
static void
print_stage (const char *stage, double ms, double worst_ms, guint64 check)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"stage\":\"%s\",\"median_ms\":%.3f,\"worst_ms\":%.3f,\"check\":%" G_GUINT64_FORMAT
           ",\"peak_mb\":%ld}\n",
           stage, ms, worst_ms, check, usage.ru_maxrss / 1024);
}

static StemmaWorkspace *
open_workspace (const char *path)
{
  g_autoptr (GError) error = NULL;
  StemmaWorkspace *workspace = stemma_workspace_open (path, STEMMA_STORE_READ, &error);
  if (workspace == NULL)
    g_error ("%s", error->message);
  return workspace;
}

static StemmaSnapshot *
load (StemmaWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  StemmaSnapshot *snapshot = stemma_workspace_load (workspace, "latest", NULL, &error);
  if (snapshot == NULL)
    g_error ("%s", error->message);
  return snapshot;
}

/* The saved snapshot alone, without the store around it, which was opened before. */
static void
bench_open (const char *path)
{
  double times[RUNS];
  guint64 models = 0;
  g_autoptr (StemmaWorkspace) first = open_workspace (path);
  stemma_snapshot_unref (load (first));
  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (StemmaWorkspace) workspace = open_workspace (path);
      double start = now_ms ();
      g_autoptr (StemmaSnapshot) snapshot = load (workspace);
      times[i] = now_ms () - start;
      models = stemma_snapshot_get_columns (snapshot)->n_models;
    }
  double middle = median (times, RUNS);
  print_stage ("open a saved snapshot", middle, times[RUNS - 1], models);
}

static void
bench_figures (StemmaSnapshot *snapshot)
{
  double chains_ms[RUNS], clusters_ms[RUNS], both[RUNS];
  guint64 chains_check = 0, clusters_check = 0;
  for (guint i = 0; i < RUNS; i++)
    {
      double start = now_ms ();
      g_autoptr (StemmaChains) chains = stemma_chains_new (snapshot, STEMMA_READING_EXACT, 10, NULL, NULL);
      double middle = now_ms ();
      g_autoptr (StemmaClusters) clusters
          = stemma_clusters_new (snapshot, STEMMA_READING_EXACT, chains, NULL, NULL);
      double end = now_ms ();
      chains_ms[i] = middle - start;
      clusters_ms[i] = end - middle;
      both[i] = end - start;
      chains_check = chains->count;
      clusters_check = clusters->members;
    }
  double middle = median (chains_ms, RUNS);
  print_stage ("all chain figures", middle, chains_ms[RUNS - 1], chains_check);
  middle = median (clusters_ms, RUNS);
  print_stage ("all cluster figures", middle, clusters_ms[RUNS - 1], clusters_check);
  middle = median (both, RUNS);
  print_stage ("chains and clusters together", middle, both[RUNS - 1], chains_check + clusters_check);
}

static void
bench_clicks (StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  g_autofree double *times = g_new (double, CLICKS);
  guint64 met = 0;
  for (guint i = 0; i < CLICKS; i++)
    {
      StemmaNode node = (StemmaNode) g_rand_int_range (rand, 0, (gint32) graph->n_nodes);
      double start = now_ms ();
      met += stemma_walker_walk (walker, node, STEMMA_WALK_UP, G_MAXUINT32);
      met += stemma_walker_walk (walker, node, STEMMA_WALK_DOWN, G_MAXUINT32);
      times[i] = now_ms () - start;
    }
  double middle = median (times, CLICKS);
  print_stage ("a click: all ancestors and descendants", middle, times[CLICKS - 1], met);
}

static void
bench_search (StemmaSnapshot *snapshot)
{
  double times[RUNS];
  guint64 hits = 0;
  for (guint i = 0; i < RUNS; i++)
    {
      double start = now_ms ();
      g_autoptr (GArray) found = stemma_search (snapshot, "gguf", 50, NULL, NULL);
      times[i] = now_ms () - start;
      hits = found->len;
    }
  double middle = median (times, RUNS);
  print_stage ("a name, searched for among all", middle, times[RUNS - 1], hits);
}

/* The hard case is not the largest family but the one with the most cards after folding. */
static char *
find_hardest (StemmaSnapshot *snapshot, const StemmaClusters *clusters, guint *n_cards)
{
  char *hardest = NULL;
  *n_cards = 0;
  for (guint i = 0; i < MIN (clusters->n_clusters, 400); i++)
    {
      const char *name = stemma_snapshot_get_node_name (snapshot, clusters->clusters[i].head);
      g_autoptr (StemmaView) view = stemma_view_new (name);
      g_autoptr (StemmaLineage) lineage = stemma_lineage_new (snapshot, view, NULL);
      guint n = 0;
      stemma_lineage_get_cards (lineage, &n);
      if (n <= *n_cards)
        continue;
      *n_cards = n;
      g_free (hardest);
      hardest = g_strdup (name);
    }
  return hardest;
}

static void
bench_picture (StemmaWorkspace *workspace, StemmaSnapshot *snapshot)
{
  g_autoptr (StemmaChains) chains = stemma_chains_new (snapshot, STEMMA_READING_EXACT, 0, NULL, NULL);
  g_autoptr (StemmaClusters) clusters = stemma_clusters_new (snapshot, STEMMA_READING_EXACT, chains, NULL, NULL);
  guint n_cards = 0;
  g_autofree char *hardest = find_hardest (snapshot, clusters, &n_cards);
  double times[RUNS];
  for (guint i = 0; hardest != NULL && i < RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaLayouter) layouter = stemma_layout_service_new (workspace);
      stemma_layouter_set_cache_dir (layouter, NULL);
      g_autoptr (StemmaView) view = stemma_view_new (hardest);
      double start = now_ms ();
      g_autoptr (StemmaDiagram) diagram = stemma_diagram_new (snapshot, NULL, view, layouter, NULL, &error);
      times[i] = now_ms () - start;
      if (diagram == NULL)
        g_error ("%s", error->message);
    }
  double middle = median (times, RUNS);
  print_stage ("first picture of the family with the most cards", middle, times[RUNS - 1], n_cards);
  g_autofree char *escaped = hardest != NULL ? g_strescape (hardest, NULL) : NULL;
  if (escaped != NULL)
    g_print ("{\"hardest\":\"%s\"}\n", escaped);
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    g_error ("which store?");
  bench_open (argv[1]);
  g_autoptr (StemmaWorkspace) workspace = open_workspace (argv[1]);
  g_autoptr (StemmaSnapshot) snapshot = load (workspace);
  bench_figures (snapshot);
  bench_clicks (snapshot);
  bench_search (snapshot);
  bench_picture (workspace, snapshot);
  return 0;
}
