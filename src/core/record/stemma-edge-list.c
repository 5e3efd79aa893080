#include "record/stemma-edge-list.h"

#include <string.h>

/* Merges have three parents in the middle and 65 at most; the table is worth its cost for forged ones only.
 */
#define FEW 24

struct _StemmaEdgeList
{
  GArray *edges;
  GHashTable *seen; /* parents, once there are more than FEW; (nullable) */
};

/**
 * stemma_edge_list_new:
 *
 * Returns: (transfer full): an empty list
 */
StemmaEdgeList *
stemma_edge_list_new (void)
{
  StemmaEdgeList *list = g_new0 (StemmaEdgeList, 1);
  list->edges = g_array_new (FALSE, TRUE, sizeof (StemmaRecordEdge));
  return list;
}

/**
 * stemma_edge_list_free:
 * @list: (nullable) (transfer full): a list
 */
void
stemma_edge_list_free (StemmaEdgeList *list)
{
  if (list == NULL)
    return;
  g_array_unref (list->edges);
  g_clear_pointer (&list->seen, g_hash_table_unref);
  g_free (list);
}

/**
 * stemma_edge_list_reset:
 * @list: a list
 *
 * Empties @list for the next record.
 */
void
stemma_edge_list_reset (StemmaEdgeList *list)
{
  g_array_set_size (list->edges, 0);
  g_clear_pointer (&list->seen, g_hash_table_unref);
}

static gboolean
is_listed (StemmaEdgeList *list, const char *parent)
{
  if (list->seen != NULL)
    return g_hash_table_contains (list->seen, parent);
  for (guint i = 0; i < list->edges->len; i++)
    if (strcmp (g_array_index (list->edges, StemmaRecordEdge, i).parent, parent) == 0)
      return TRUE;
  return FALSE;
}

static void
remember_all (StemmaEdgeList *list)
{
  list->seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < list->edges->len; i++)
    g_hash_table_add (list->seen, (gpointer) g_array_index (list->edges, StemmaRecordEdge, i).parent);
}

/**
 * stemma_edge_list_add:
 * @list: a list
 * @edge: an edge; its strings are not copied and must outlive the list's use
 *
 * Adds @edge unless its parent, byte for byte, is there already: the first declaration counts.
 *
 * Returns: whether it was added
 */
gboolean
stemma_edge_list_add (StemmaEdgeList *list, const StemmaRecordEdge *edge)
{
  if (is_listed (list, edge->parent))
    return FALSE;
  g_array_append_val (list->edges, *edge);
  if (list->seen != NULL)
    g_hash_table_add (list->seen, (gpointer) edge->parent);
  else if (list->edges->len > FEW)
    remember_all (list);
  return TRUE;
}

/**
 * stemma_edge_list_edges:
 * @list: a list
 * @n_edges: (out): how many
 *
 * Returns: (transfer none) (array length=n_edges): the edges, until @list is changed
 */
StemmaRecordEdge *
stemma_edge_list_edges (StemmaEdgeList *list, guint *n_edges)
{
  *n_edges = list->edges->len;
  return (StemmaRecordEdge *) (gpointer) list->edges->data;
}
