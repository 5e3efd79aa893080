#include "workspace/stemma-figures.h"

#include "snapshot/stemma-traverse.h"

/* Heads between two looks at whether somebody gave up. */
#define POLL_EVERY 256

static void
before_free (StemmaFiguresBefore *before)
{
  if (before == NULL)
    return;
  g_free (before->sizes);
  g_free (before->ghost_sizes);
  g_free (before);
}

/** stemma_figures_ref: Returns: (transfer full): @figures */
StemmaFigures *
stemma_figures_ref (StemmaFigures *figures)
{
  g_atomic_ref_count_inc (&figures->ref_count);
  return figures;
}

/** stemma_figures_unref: @figures: (nullable) (transfer full): what is done with */
void
stemma_figures_unref (StemmaFigures *figures)
{
  if (figures == NULL || !g_atomic_ref_count_dec (&figures->ref_count))
    return;
  before_free (figures->before);
  g_clear_pointer (&figures->degrees_in, g_array_unref);
  g_clear_pointer (&figures->degrees_out, g_array_unref);
  g_clear_pointer (&figures->clusters, stemma_clusters_unref);
  g_clear_pointer (&figures->chains, stemma_chains_unref);
  stemma_snapshot_unref (figures->snapshot);
  g_free (figures);
}

/**
 * stemma_figures_new:
 * @snapshot: a snapshot
 * @reading: which of their two meanings the figures have
 * @cancellable: (nullable): to give up
 * @error: that it was cancelled
 *
 * Returns: (transfer full): all figures, compared with nothing, or %NULL
 */
StemmaFigures *
stemma_figures_new (StemmaSnapshot *snapshot,
                    StemmaReading reading,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (StemmaFigures) figures = g_new0 (StemmaFigures, 1);
  g_atomic_ref_count_init (&figures->ref_count);
  figures->snapshot = stemma_snapshot_ref (snapshot);
  figures->reading = reading;
  figures->chains = stemma_chains_new (snapshot, reading, STEMMA_FIGURES_TOP, cancellable, error);
  if (figures->chains == NULL)
    return NULL;
  figures->clusters = stemma_clusters_new (snapshot, reading, figures->chains, cancellable, error);
  if (figures->clusters == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  figures->usage = stemma_usage (snapshot);
  figures->tasks = stemma_tasks (snapshot);
  figures->degrees_in = stemma_degrees_in (snapshot, STEMMA_FIGURES_TOP);
  figures->degrees_out = stemma_degrees_out (snapshot, STEMMA_FIGURES_TOP);
  return g_steal_pointer (&figures);
}

/* How large the families of another snapshot were, whoever headed them. */
typedef struct
{
  StemmaSnapshot *snapshot;
  guint32 *sizes; /* by node: 0 where no cluster and no listed ghost family stands */
  StemmaWalker *walker;
} Past;

static Past
past_of (const StemmaFigures *before)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (before->snapshot);
  const StemmaClusters *clusters = before->clusters;
  Past past
    = { before->snapshot, g_new0 (guint32, MAX (graph->n_nodes, 1)), stemma_walker_new (before->snapshot) };
  for (guint32 i = 0; i < clusters->n_clusters; i++)
    past.sizes[clusters->clusters[i].head] = clusters->clusters[i].size;
  for (guint32 i = 0; i < clusters->n_ghost_families; i++)
    past.sizes[clusters->ghost_families[i].head] = clusters->ghost_families[i].size;
  return past;
}

static void
past_clear (Past *past)
{
  g_free (past->sizes);
  stemma_walker_free (past->walker);
}

/* A head that was no root then still had those below it. */
static guint32
count_below (const Past *past, StemmaNode node)
{
  if (node == STEMMA_NONE)
    return 0;
  if (past->sizes[node] == 0)
    return stemma_walker_walk (past->walker, node, STEMMA_WALK_DOWN, STEMMA_WALK_UNBOUNDED);
  return past->sizes[node] - 1;
}

/* The head counts, also one that was alone then, and a ghost that was a model then. */
static guint32
size_of_head_then (const Past *past, const StemmaSnapshot *snapshot, StemmaNode head)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  StemmaRow row = STEMMA_NONE;
  StemmaNode node = STEMMA_NONE;
  if (graph->row[head] == STEMMA_NONE)
    {
      guint32 name = stemma_snapshot_get_node_name_id (snapshot, head);
      gboolean known = stemma_snapshot_find_name_id (past->snapshot, name, &row, &node);
      return known ? 1 + count_below (past, node) : 0;
    }
  row = stemma_snapshot_find_key (past->snapshot,
                                  stemma_columns_get_key (stemma_snapshot_get_columns (snapshot), graph->row[head]));
  if (row == STEMMA_NONE)
    return 0;
  return 1 + count_below (past, stemma_columns_get_node (stemma_snapshot_get_columns (past->snapshot), row));
}

static guint32 *
sizes_then (const Past *past,
            const StemmaSnapshot *snapshot,
            const StemmaCluster *list,
            guint32 n,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree guint32 *sizes = g_new0 (guint32, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    {
      if (i % POLL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      sizes[i] = size_of_head_then (past, snapshot, list[i].head);
    }
  return g_steal_pointer (&sizes);
}

static StemmaFiguresBefore *
compare (const StemmaFigures *figures, const StemmaFigures *before, GCancellable *cancellable, GError **error)
{
  const StemmaClusters *clusters = figures->clusters;
  StemmaFiguresBefore *told = g_new0 (StemmaFiguresBefore, 1);
  told->date = stemma_snapshot_get_date (before->snapshot);
  told->revision = stemma_snapshot_get_revision (before->snapshot);
  told->models = before->usage.models;
  told->relational = before->usage.relational;
  told->n_clusters = before->clusters->n_clusters;
  told->n_ghost_families = before->clusters->n_ghost_families;
  told->chains = before->chains->count;
  Past past = past_of (before);
  told->sizes
    = sizes_then (&past, figures->snapshot, clusters->clusters, clusters->n_clusters, cancellable, error);
  if (told->sizes != NULL)
    told->ghost_sizes = sizes_then (&past, figures->snapshot, clusters->ghost_families,
                                    clusters->n_ghost_families, cancellable, error);
  past_clear (&past);
  if (told->ghost_sizes == NULL)
    g_clear_pointer (&told, before_free);
  return told;
}

/**
 * stemma_figures_new_compared:
 * @figures: figures of a snapshot
 * @before: those of another snapshot of the same store, in the same reading
 * @cancellable: (nullable): to give up
 * @error: that it was cancelled
 *
 * Returns: (transfer full): the same figures as @figures, which they share, with what @before had, or %NULL
 */
StemmaFigures *
stemma_figures_new_compared (const StemmaFigures *figures,
                             const StemmaFigures *before,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (figures->reading == before->reading, NULL);
  StemmaFiguresBefore *told = compare (figures, before, cancellable, error);
  if (told == NULL)
    return NULL;
  StemmaFigures *compared = g_new0 (StemmaFigures, 1);
  g_atomic_ref_count_init (&compared->ref_count);
  compared->snapshot = stemma_snapshot_ref (figures->snapshot);
  compared->reading = figures->reading;
  compared->usage = figures->usage;
  compared->chains = stemma_chains_ref (figures->chains);
  compared->clusters = stemma_clusters_ref (figures->clusters);
  compared->degrees_in = g_array_ref (figures->degrees_in);
  compared->degrees_out = g_array_ref (figures->degrees_out);
  compared->tasks = figures->tasks;
  compared->before = told;
  return compared;
}
