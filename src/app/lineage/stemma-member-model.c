#include "app/lineage/stemma-member-model.h"

#include <string.h>

/**
 * StemmaMember:
 *
 * One row of a #StemmaMemberModel, made when it is looked at.
 */
struct _StemmaMember
{
  GObject parent_instance;
  StemmaSnapshot *snapshot;
  StemmaNode node;
};

G_DEFINE_FINAL_TYPE (StemmaMember, stemma_member, G_TYPE_OBJECT)

static void
stemma_member_finalize (GObject *object)
{
  stemma_snapshot_unref (STEMMA_MEMBER (object)->snapshot);
  G_OBJECT_CLASS (stemma_member_parent_class)->finalize (object);
}

static void
stemma_member_class_init (StemmaMemberClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_member_finalize;
}

static void
stemma_member_init (StemmaMember *member G_GNUC_UNUSED)
{
}

/** stemma_member_get_name: Returns: (transfer none): the model's whole name */
const char *
stemma_member_get_name (StemmaMember *member)
{
  return stemma_snapshot_get_node_name (member->snapshot, member->node);
}

/** stemma_member_is_ghost: Returns: whether it is only declared, not listed */
gboolean
stemma_member_is_ghost (StemmaMember *member)
{
  return (stemma_snapshot_get_graph (member->snapshot)->flags[member->node] & STEMMA_NODE_GHOST) != 0;
}

static gboolean
known_downloads (const StemmaSnapshot *snapshot, StemmaNode node, guint64 *downloads)
{
  StemmaRow row = stemma_snapshot_get_graph (snapshot)->row[node];
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  if (row == STEMMA_NONE || !(stemma_columns_get_known (columns, row) & STEMMA_KNOWN_DOWNLOADS))
    return FALSE;
  *downloads = stemma_packed_get (&columns->downloads, row);
  return TRUE;
}

/** stemma_member_get_downloads: Returns: whether they are known; @downloads are those of the last 30 days */
gboolean
stemma_member_get_downloads (StemmaMember *member, guint64 *downloads)
{
  return known_downloads (member->snapshot, member->node, downloads);
}

/**
 * stemma_member_get_relation: Returns: whether it came from anything; @relation is the one under which it
 * counts
 */
gboolean
stemma_member_get_relation (StemmaMember *member, StemmaRelation *relation)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (member->snapshot);
  *relation = MIN ((StemmaRelation) graph->relation[member->node], STEMMA_RELATION_OTHER);
  return (graph->flags[member->node] & STEMMA_NODE_DERIVED) != 0;
}

/**
 * StemmaMemberModel:
 *
 * The models behind a chip or a fold, as many as there may be: an array of numbers in the order in which
 * they are shown, rows only where they are looked at.
 */
struct _StemmaMemberModel
{
  GObject parent_instance;
  StemmaSnapshot *snapshot;
  GArray *nodes; /* of StemmaNode: all, in the present order */
  GArray *shown; /* of StemmaNode: those that pass the filter */
  char *text;
};

static GType
get_item_type (GListModel *list G_GNUC_UNUSED)
{
  return STEMMA_TYPE_MEMBER;
}

static guint
get_n_items (GListModel *list)
{
  return STEMMA_MEMBER_MODEL (list)->shown->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  StemmaMemberModel *model = STEMMA_MEMBER_MODEL (list);
  if (position >= model->shown->len)
    return NULL;
  StemmaMember *member = g_object_new (STEMMA_TYPE_MEMBER, NULL);
  member->snapshot = stemma_snapshot_ref (model->snapshot);
  member->node = g_array_index (model->shown, StemmaNode, position);
  return member;
}

static void
init_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaMemberModel, stemma_member_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list))

static void
stemma_member_model_finalize (GObject *object)
{
  StemmaMemberModel *model = STEMMA_MEMBER_MODEL (object);
  stemma_snapshot_unref (model->snapshot);
  g_array_unref (model->nodes);
  g_array_unref (model->shown);
  g_free (model->text);
  G_OBJECT_CLASS (stemma_member_model_parent_class)->finalize (object);
}

static void
stemma_member_model_class_init (StemmaMemberModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_member_model_finalize;
}

static void
stemma_member_model_init (StemmaMemberModel *model)
{
  model->shown = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  model->text = g_strdup ("");
}

static void
refill (StemmaMemberModel *model)
{
  guint before = model->shown->len;
  g_array_set_size (model->shown, 0);
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (model), 0, before, 0);
  for (guint i = 0; i < model->nodes->len; i++)
    {
      StemmaNode node = g_array_index (model->nodes, StemmaNode, i);
      if (strcasestr (stemma_snapshot_get_node_name (model->snapshot, node), model->text) != NULL)
        g_array_append_val (model->shown, node);
    }
  if (model->shown->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (model), 0, 0, model->shown->len);
}

/**
 * stemma_member_model_new:
 * @snapshot: (transfer none): a snapshot
 * @nodes: (transfer full) (element-type StemmaNode): nodes of it, in their first order
 *
 * Returns: (transfer full): a list of them all
 */
StemmaMemberModel *
stemma_member_model_new (StemmaSnapshot *snapshot, GArray *nodes)
{
  StemmaMemberModel *model = g_object_new (STEMMA_TYPE_MEMBER_MODEL, NULL);
  model->snapshot = stemma_snapshot_ref (snapshot);
  model->nodes = nodes;
  refill (model);
  return model;
}

/** stemma_member_model_filter: shows only those whose names contain @text, in whatever letter case */
void
stemma_member_model_filter (StemmaMemberModel *model, const char *text)
{
  if (g_str_equal (model->text, text))
    return;
  g_free (model->text);
  model->text = g_strdup (text);
  refill (model);
}

typedef struct
{
  const StemmaSnapshot *snapshot;
  StemmaMemberColumn column;
  gboolean descending;
} Order;

static int
compare_downloads (const StemmaSnapshot *snapshot, StemmaNode a, StemmaNode b)
{
  guint64 first = 0, second = 0;
  gboolean first_known = known_downloads (snapshot, a, &first),
           second_known = known_downloads (snapshot, b, &second);
  if (first_known != second_known)
    return first_known ? 1 : -1;
  return (first > second) - (first < second);
}

static int
compare_nodes (gconstpointer first, gconstpointer second, gpointer user_data)
{
  const Order *order = user_data;
  const StemmaGraph *graph = stemma_snapshot_get_graph (order->snapshot);
  StemmaNode a = *(const StemmaNode *) first, b = *(const StemmaNode *) second;
  int by_name = strcmp (stemma_snapshot_get_node_name (order->snapshot, a),
                        stemma_snapshot_get_node_name (order->snapshot, b));
  int result = order->column == STEMMA_MEMBER_DOWNLOADS  ? compare_downloads (order->snapshot, a, b)
               : order->column == STEMMA_MEMBER_RELATION ? graph->relation[a] - graph->relation[b]
                                                         : by_name;
  if (result == 0)
    return by_name;
  return order->descending ? -result : result;
}

/** stemma_member_model_sort: puts all in order of @column; what is alike in it stands by name */
void
stemma_member_model_sort (StemmaMemberModel *model, StemmaMemberColumn column, gboolean descending)
{
  Order order = { model->snapshot, column, descending };
  g_array_sort_with_data (model->nodes, compare_nodes, &order);
  refill (model);
}

/** stemma_member_model_get_total: Returns: how many there are, whatever the filter */
guint
stemma_member_model_get_total (StemmaMemberModel *model)
{
  return model->nodes->len;
}

/** stemma_member_model_get_name: Returns: (transfer none): the name of what is shown at @position */
const char *
stemma_member_model_get_name (StemmaMemberModel *model, guint position)
{
  return stemma_snapshot_get_node_name (model->snapshot, g_array_index (model->shown, StemmaNode, position));
}
