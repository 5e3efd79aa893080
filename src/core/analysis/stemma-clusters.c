#include "analysis/stemma-clusters.h"

#include "analysis/stemma-rank-sort.h"
#include "analysis/stemma-saturate.h"

/* How many nodes are met between two looks at the cancellable. */
#define POLL_EVERY (1u << 20)

/* A walk over the descendants of one head after the other; marks are told apart by their epoch. */
typedef struct
{
  const StemmaGraph *graph;
  const StemmaColumns *columns;
  gboolean other_is_kind; /* `exact` knows a fourth kind */
  guint32 *mark;
  StemmaNode *queue;
  guint32 epoch;
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

/* Counts @node in; only what has children is walked on from. */
static inline gboolean
meet (Walk *walk, StemmaCluster *cluster, StemmaNode node)
{
  const StemmaGraph *graph = walk->graph;
  if (walk->mark[node] == walk->epoch)
    return FALSE;
  walk->mark[node] = walk->epoch;
  cluster->size++;
  cluster->relations[graph->relation[node]]++;
  cluster->downloads = stemma_saturating_add (cluster->downloads, graph->downloads[node]);
  return graph->child_start[node] < graph->child_start[node + 1];
}

static void
fill_cluster (Walk *walk, StemmaCluster *cluster, StemmaNode head)
{
  const StemmaGraph *graph = walk->graph;
  gboolean listed = graph->row[head] != STEMMA_NONE;
  guint32 n = 1;
  cluster->head = head;
  cluster->size = listed;
  cluster->task = listed ? walk->columns->task[graph->row[head]] : 0;
  walk->mark[head] = ++walk->epoch;
  walk->queue[0] = head;
  for (guint32 i = 0; i < n; i++)
    for (guint32 j = graph->child_start[walk->queue[i]]; j < graph->child_start[walk->queue[i] + 1]; j++)
      if (meet (walk, cluster, graph->child[j]))
        walk->queue[n++] = graph->child[j];
  walk->met += cluster->size;
  judge (walk, cluster);
}

/* The largest first, then by id. */
static void
sort_clusters (StemmaCluster *clusters, guint32 n, const StemmaGraph *graph)
{
  g_autofree StemmaRanked *ranked = g_new (StemmaRanked, MAX (n, 1));
  g_autofree StemmaCluster *unsorted = g_memdup2 (clusters, n * sizeof *clusters);
  for (guint32 i = 0; i < n; i++)
    ranked[i] = (StemmaRanked){ stemma_rank_key (clusters[i].size, graph->name_rank[clusters[i].head]), i };
  stemma_rank_sort (ranked, n);
  for (guint32 i = 0; i < n; i++)
    clusters[i] = unsorted[ranked[i].place];
}

/* The clusters of all heads of one sort: roots, or ghosts. */
static gboolean
fill_all (
  Walk *walk, guint8 flag, StemmaCluster **clusters, guint32 *n, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (StemmaCluster));
  for (StemmaNode node = 0; node < walk->graph->n_nodes; node++)
    {
      if ((walk->graph->flags[node] & flag) == 0)
        continue;
      if (walk->met - walk->polled >= POLL_EVERY)
        {
          walk->polled = walk->met;
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
      g_array_set_size (all, all->len + 1);
      fill_cluster (walk, &g_array_index (all, StemmaCluster, all->len - 1), node);
    }
  gsize length = 0;
  *clusters = g_array_steal (all, &length);
  *n = (guint32) length;
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

/* Chains list the same roots in the same order, as long as the clusters are not sorted. */
static gboolean
add_chains (StemmaClusters *clusters,
            const StemmaSnapshot *snapshot,
            const StemmaChains *given,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (StemmaChains) own = NULL;
  if (given == NULL)
    given = own = stemma_chains_new (snapshot, clusters->reading, 0, cancellable, error);
  if (given == NULL)
    return FALSE;
  for (guint32 i = 0; i < clusters->n_clusters; i++)
    {
      clusters->clusters[i].chains = given->roots[i].count;
      clusters->clusters[i].longest = given->roots[i].longest;
    }
  return TRUE;
}

static gboolean
fill (StemmaClusters *clusters,
      const StemmaSnapshot *snapshot,
      const StemmaChains *chains,
      GCancellable *cancellable,
      GError **error)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  g_autofree guint32 *mark = g_new0 (guint32, MAX (graph->n_nodes, 1));
  g_autofree StemmaNode *queue = g_new (StemmaNode, MAX (graph->n_nodes, 1));
  Walk walk = { .graph = graph,
                .columns = stemma_snapshot_get_columns (snapshot),
                .other_is_kind = clusters->reading == STEMMA_READING_EXACT,
                .mark = mark,
                .queue = queue };
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !fill_all (&walk, STEMMA_NODE_ROOT, &clusters->clusters, &clusters->n_clusters, cancellable, error)
      || !add_chains (clusters, snapshot, chains, cancellable, error))
    return FALSE;
  sort_clusters (clusters->clusters, clusters->n_clusters, graph);
  if (clusters->reading != STEMMA_READING_EXACT)
    return TRUE;
  if (!fill_all (&walk, STEMMA_NODE_GHOST, &clusters->ghost_families, &clusters->n_ghost_families,
                 cancellable, error))
    return FALSE;
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
  if (!fill (clusters, snapshot, chains, cancellable, error))
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
