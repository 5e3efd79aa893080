#include "app/clusters/stemma-cluster-query.h"

#include <string.h>

#include "app/clusters/stemma-cluster-item.h"

/* Rows between two looks at whether somebody gave up. */
#define POLL_EVERY 4096

/** stemma_cluster_query_init: all clusters, the largest first */
void
stemma_cluster_query_init (StemmaClusterQuery *query)
{
  *query = (StemmaClusterQuery){ .dominant = STEMMA_CLUSTER_ANY,
                                 .diversity = STEMMA_CLUSTER_ANY,
                                 .sort = STEMMA_CLUSTER_SIZE,
                                 .descending = TRUE };
}

/** stemma_cluster_query_copy: @query: (out caller-allocates): to be cleared */
void
stemma_cluster_query_copy (StemmaClusterQuery *query, const StemmaClusterQuery *from)
{
  *query = *from;
  query->text = g_strdup (from->text);
  query->task = g_strdup (from->task);
}

/** stemma_cluster_query_clear: frees what @query holds */
void
stemma_cluster_query_clear (StemmaClusterQuery *query)
{
  g_clear_pointer (&query->text, g_free);
  g_clear_pointer (&query->task, g_free);
}

/** stemma_cluster_query_is_filtered: Returns: whether it leaves anything out */
gboolean
stemma_cluster_query_is_filtered (const StemmaClusterQuery *query)
{
  return (query->text != NULL && query->text[0] != '\0') || query->min_size > 1 || query->task != NULL
         || query->dominant != STEMMA_CLUSTER_ANY || query->diversity != STEMMA_CLUSTER_ANY;
}

static gboolean
contains (const char *name, const char *text, gsize length)
{
  for (; *name != '\0'; name++)
    if (g_ascii_strncasecmp (name, text, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
fits (const StemmaClusterQuery *query, const StemmaFigures *figures, const StemmaCluster *cluster)
{
  if (cluster->size < query->min_size)
    return FALSE;
  if (query->dominant != STEMMA_CLUSTER_ANY && cluster->dominant != query->dominant)
    return FALSE;
  if (query->diversity != STEMMA_CLUSTER_ANY && cluster->diversity != query->diversity)
    return FALSE;
  if (query->task != NULL
      && !g_str_equal (stemma_snapshot_get_word (figures->snapshot, STEMMA_WORD_TASK, cluster->task),
                       query->task))
    return FALSE;
  return query->text == NULL || query->text[0] == '\0'
         || contains (stemma_snapshot_get_node_name (figures->snapshot, cluster->head), query->text,
                      strlen (query->text));
}

/* What rows are compared by: a number each, which for words is the word's rank. */
typedef struct
{
  const StemmaClusterQuery *query;
  const StemmaFigures *figures;
  const StemmaCluster *list;
  double *keys; /* by place; NULL where names are compared */
} Sort;

static int
compare_words (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const StemmaSnapshot *snapshot = user_data;
  return strcmp (stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, *(const guint16 *) a),
                 stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, *(const guint16 *) b));
}

static double *
rank_tasks (const StemmaSnapshot *snapshot)
{
  guint32 n = stemma_snapshot_get_n_words (snapshot, STEMMA_WORD_TASK);
  g_autofree guint16 *codes = g_new (guint16, MAX (n, 1));
  double *ranks = g_new0 (double, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    codes[i] = (guint16) i;
  g_qsort_with_data (codes, (int) n, sizeof *codes, compare_words, (gpointer) snapshot);
  for (guint32 i = 0; i < n; i++)
    ranks[codes[i]] = i;
  return ranks;
}

static double
key_of (const Sort *sort, guint32 place, const double *task_ranks)
{
  const StemmaCluster *cluster = &sort->list[place];
  gint64 change;
  gboolean is_new;
  switch (sort->query->sort)
    {
    case STEMMA_CLUSTER_SIZE:
      return cluster->size;
    case STEMMA_CLUSTER_CHANGE:
      stemma_cluster_change (sort->figures, sort->query->ghosts, place, &change, &is_new);
      return (double) change;
    case STEMMA_CLUSTER_MIX:
      return 1 - stemma_cluster_largest_share (cluster);
    case STEMMA_CLUSTER_DOWNLOADS:
      return (double) cluster->downloads;
    case STEMMA_CLUSTER_CHAINS:
      return (double) cluster->chains;
    case STEMMA_CLUSTER_LONGEST:
      return cluster->longest;
    case STEMMA_CLUSTER_DOMINANT:
      return cluster->dominant;
    case STEMMA_CLUSTER_DIVERSITY:
      return cluster->diversity;
    case STEMMA_CLUSTER_TASK:
      return task_ranks[cluster->task];
    default:
      return 0;
    }
}

static int
compare_names (const Sort *sort, guint32 a, guint32 b)
{
  const StemmaSnapshot *snapshot = sort->figures->snapshot;
  const char *x = stemma_snapshot_get_node_name (snapshot, sort->list[a].head);
  const char *y = stemma_snapshot_get_node_name (snapshot, sort->list[b].head);
  int side = g_ascii_strcasecmp (x, y);
  return side != 0 ? side : strcmp (x, y);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Sort *sort = user_data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  int side = sort->keys == NULL ? compare_names (sort, x, y)
                                : (sort->keys[x] > sort->keys[y]) - (sort->keys[x] < sort->keys[y]);
  if (side != 0)
    return sort->query->descending ? -side : side;
  return x < y ? -1 : x > y;
}

static void
sort_places (GArray *places,
             const StemmaClusterQuery *query,
             const StemmaFigures *figures,
             const StemmaCluster *list,
             guint32 n)
{
  Sort sort = { .query = query, .figures = figures, .list = list };
  /* The list comes by size, and equals stay as they are. */
  if (query->sort == STEMMA_CLUSTER_SIZE && query->descending)
    return;
  g_autofree double *keys = NULL;
  g_autofree double *ranks = query->sort == STEMMA_CLUSTER_TASK ? rank_tasks (figures->snapshot) : NULL;
  if (query->sort != STEMMA_CLUSTER_ROOT)
    {
      sort.keys = keys = g_new (double, MAX (n, 1));
      for (guint32 i = 0; i < n; i++)
        keys[i] = key_of (&sort, i, ranks);
    }
  g_array_sort_with_data (places, compare_places, &sort);
}

/**
 * stemma_cluster_query_run:
 * @query: what to show
 * @figures: figures; safe to be read in any thread
 * @cancellable: (nullable): to give up
 * @error: that it was cancelled
 *
 * Returns: (transfer full) (element-type guint32): the places of the rows in their order
 */
GArray *
stemma_cluster_query_run (const StemmaClusterQuery *query,
                          const StemmaFigures *figures,
                          GCancellable *cancellable,
                          GError **error)
{
  guint32 n;
  const StemmaCluster *list = stemma_cluster_list_of (figures, query->ghosts, &n);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < n; i++)
    {
      if (i % POLL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (fits (query, figures, &list[i]))
        g_array_append_val (places, i);
    }
  sort_places (places, query, figures, list, n);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&places);
}
