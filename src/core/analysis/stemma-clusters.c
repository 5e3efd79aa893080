#include "analysis/stemma-clusters.h"

#include <string.h>

#include "analysis/stemma-rank-sort.h"
#include "analysis/stemma-stems.h"

/* How many joints are met between two looks at the cancellable. */
#define POLL_EVERY (1u << 18)

typedef struct
{
  const StemmaGraph *graph;
  const StemmaPacked *task; /* by row */
  gboolean other_is_kind; /* `exact` knows a fourth kind */
  StemmaStems *stems;
  guint64 met;
  guint64 polled;
} Walk;

static void
judge (const Walk *walk, StemmaCluster *cluster)
{
  guint32 kinds[STEMMA_N_KINDS] = { 0 };
  guint n_kinds = walk->other_is_kind ? STEMMA_N_KINDS : STEMMA_KIND_OTHER;
  for (guint r = 0; r < STEMMA_N_RELATIONS; r++)
    kinds[stemma_kind_of ((StemmaRelation) r)] += cluster->relations[r];
  guint best = n_kinds;
  for (guint k = 0; k < n_kinds; k++)
    {
      cluster->diversity += kinds[k] > 0;
      if (kinds[k] > 0 && (best == n_kinds || kinds[k] > kinds[best]))
        best = k;
    }
  cluster->dominant = best == n_kinds ? STEMMA_KIND_OTHER : (guint8) best;
}

static void
fill_cluster (Walk *walk, StemmaCluster *cluster, StemmaNode head)
{
  StemmaRow row = walk->graph->row[head];
  StemmaStem sum = { 0 };
  walk->met += stemma_stems_sum (walk->stems, head, &sum);
  cluster->head = head;
  cluster->size = sum.n + 1;
  cluster->listed = sum.n + (row != STEMMA_NONE ? 1 : 0);
  memcpy (cluster->relations, sum.relations, sizeof sum.relations);
  cluster->downloads = sum.downloads;
  cluster->task = row != STEMMA_NONE ? (guint16) stemma_packed_get (walk->task, row) : 0;
  judge (walk, cluster);
}

/* The largest first, then by id. */
static void
sort_clusters (StemmaCluster *clusters, guint32 n, const StemmaGraph *graph)
{
  g_autofree StemmaRanked *ranked = g_new (StemmaRanked, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    ranked[i] = (StemmaRanked){ stemma_rank_key (clusters[i].size, graph->name_rank[clusters[i].head]), i };
  stemma_rank_sort (ranked, n);
  /* Round each ring of places: a cluster leaves its place to the one that belongs there. */
  for (guint32 i = 0; i < n; i++)
    {
      StemmaCluster first = clusters[i];
      guint32 at = i;
      while (ranked[at].place != i)
        {
          guint32 from = ranked[at].place;
          clusters[at] = clusters[from];
          ranked[at].place = at;
          at = from;
        }
      clusters[at] = first;
      ranked[at].place = at;
    }
}

/* The clusters of all heads of one sort: roots, or ghosts; both have children. */
static gboolean
fill_all (
  Walk *walk, guint8 flag, StemmaCluster **clusters, guint32 *n, GCancellable *cancellable, GError **error)
{
  const StemmaGraph *graph = walk->graph;
  guint32 n_heads = 0;
  for (StemmaNode node = 0; node < graph->n_inner; node++)
    n_heads += (graph->flags[node] & flag) != 0;
  *clusters = g_new0 (StemmaCluster, MAX (n_heads, 1));
  for (StemmaNode node = 0; node < graph->n_inner; node++)
    {
      if ((graph->flags[node] & flag) == 0)
        continue;
      if (walk->met - walk->polled >= POLL_EVERY)
        {
          walk->polled = walk->met;
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
      fill_cluster (walk, &(*clusters)[(*n)++], node);
    }
  return TRUE;
}

/* Sizes fall from cluster to cluster, so equal ones stand together. */
static void
sum_up (StemmaClusters *clusters)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (StemmaClusterSize));
  for (guint32 i = clusters->n_clusters; i-- > 0;)
    {
      const StemmaCluster *cluster = &clusters->clusters[i];
      StemmaClusterSize fresh = { cluster->size, 0 };
      if (sizes->len == 0 || g_array_index (sizes, StemmaClusterSize, sizes->len - 1).size != cluster->size)
        g_array_append_val (sizes, fresh);
      g_array_index (sizes, StemmaClusterSize, sizes->len - 1).count++;
      clusters->members += cluster->size;
      clusters->largest = MAX (clusters->largest, cluster->size);
      clusters->diversity[cluster->diversity]++;
      clusters->dominant[cluster->diversity][cluster->dominant]++;
    }
  if (clusters->n_clusters > 0)
    clusters->mean_size = (double) clusters->members / clusters->n_clusters;
  gsize n_sizes = 0;
  clusters->sizes = g_array_steal (sizes, &n_sizes);
  clusters->n_sizes = (guint32) n_sizes;
}

/* Chains list the same heads in the same order, as long as the clusters are not sorted. */
static void
add_chains (StemmaCluster *clusters, guint32 n, const StemmaChainsRoot *heads)
{
  for (guint32 i = 0; i < n; i++)
    {
      clusters[i].chains = heads[i].count;
      clusters[i].longest = heads[i].longest;
    }
}

static gboolean
fill (StemmaClusters *clusters,
      const StemmaSnapshot *snapshot,
      const StemmaChains *chains,
      GCancellable *cancellable,
      GError **error)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  gboolean exact = clusters->reading == STEMMA_READING_EXACT;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  g_autoptr (StemmaStems) stems = stemma_stems_new (graph);
  Walk walk = { .graph = graph,
                .task = &stemma_snapshot_get_columns (snapshot)->task,
                .other_is_kind = exact,
                .stems = stems };
  if (!fill_all (&walk, STEMMA_NODE_ROOT, &clusters->clusters, &clusters->n_clusters, cancellable, error)
      || (exact
          && !fill_all (&walk, STEMMA_NODE_GHOST, &clusters->ghost_families, &clusters->n_ghost_families,
                        cancellable, error)))
    return FALSE;
  add_chains (clusters->clusters, clusters->n_clusters, chains->roots);
  add_chains (clusters->ghost_families, clusters->n_ghost_families, chains->ghosts);
  sort_clusters (clusters->clusters, clusters->n_clusters, graph);
  sort_clusters (clusters->ghost_families, clusters->n_ghost_families, graph);
  return TRUE;
}

/**
 * stemma_clusters_new:
 * @snapshot: a snapshot
 * @reading: `exact` counts a relation that is none of the four as a kind of its own and lists the ghost
 * families; the members of a cluster are the same in both
 * @chains: (nullable): the chains of the same snapshot and reading, if they are at hand
 * @cancellable: (nullable): to stop it
 * @error: that it was cancelled
 *
 * Walks down from every root, cycles included. Clusters overlap: a merge belongs to each of its roots.
 *
 * Returns: (transfer full): the clusters
 */
StemmaClusters *
stemma_clusters_new (const StemmaSnapshot *snapshot,
                     StemmaReading reading,
                     const StemmaChains *chains,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (StemmaClusters) clusters = g_new0 (StemmaClusters, 1);
  g_atomic_ref_count_init (&clusters->ref_count);
  clusters->reading = reading;
  g_return_val_if_fail (chains == NULL || chains->reading == reading, NULL);
  g_autoptr (StemmaChains) own = NULL;
  if (chains == NULL)
    chains = own = stemma_chains_new (snapshot, reading, 0, cancellable, error);
  if (chains == NULL || !fill (clusters, snapshot, chains, cancellable, error))
    return NULL;
  sum_up (clusters);
  return g_steal_pointer (&clusters);
}

/**
 * stemma_clusters_ref:
 * @clusters: clusters
 *
 * Returns: (transfer full): @clusters
 */
StemmaClusters *
stemma_clusters_ref (StemmaClusters *clusters)
{
  g_atomic_ref_count_inc (&clusters->ref_count);
  return clusters;
}

/**
 * stemma_clusters_unref:
 * @clusters: (nullable) (transfer full): clusters
 */
void
stemma_clusters_unref (StemmaClusters *clusters)
{
  if (clusters == NULL || !g_atomic_ref_count_dec (&clusters->ref_count))
    return;
  g_free (clusters->clusters);
  g_free (clusters->sizes);
  g_free (clusters->ghost_families);
  g_free (clusters);
}
