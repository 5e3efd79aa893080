#include "app/clusters/stemma-cluster-rows.h"

#include <gtk/gtk.h>

/* A view makes widgets for about so many rows, whatever it shows; further ones cost nothing. */
#define ROWS_WITH_WIDGETS 230
/* Rows that come or go at a time while they have widgets: a few milliseconds. */
#define STEP 12

/**
 * StemmaClusterRows:
 *
 * The rows of the table in their order, a #GListModel that makes its items when they are asked for.
 *
 * A view takes a fifth of a second to make its widgets anew. So rows are never exchanged: after another order
 * was set, whoever shows a row asks for it again by its position; only at the end rows come or go, a few at a
 * time. Those past the end that are not gone yet are empty.
 */
struct _StemmaClusterRows
{
  GObject parent_instance;
  StemmaFigures *figures; /* (nullable) */
  gboolean ghosts;
  GArray *places; /* guint32 */
  guint told;     /* how many rows the view knows of */
  guint idle;
};

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return STEMMA_TYPE_CLUSTER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return STEMMA_CLUSTER_ROWS (model)->told;
}

/* One past the end has no place. */
static gpointer
get_item (GListModel *model, guint position)
{
  StemmaClusterRows *rows = STEMMA_CLUSTER_ROWS (model);
  if (position >= rows->told || rows->figures == NULL)
    return NULL;
  StemmaClusterItem *item = stemma_cluster_rows_get (rows, position);
  return item != NULL ? item : stemma_cluster_item_new (rows->figures, rows->ghosts, STEMMA_NONE);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaClusterRows,
                               stemma_cluster_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
stemma_cluster_rows_finalize (GObject *object)
{
  StemmaClusterRows *rows = STEMMA_CLUSTER_ROWS (object);
  g_clear_handle_id (&rows->idle, g_source_remove);
  g_clear_pointer (&rows->figures, stemma_figures_unref);
  g_array_unref (rows->places);
  G_OBJECT_CLASS (stemma_cluster_rows_parent_class)->finalize (object);
}

static void
stemma_cluster_rows_class_init (StemmaClusterRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_cluster_rows_finalize;
}

static void
stemma_cluster_rows_init (StemmaClusterRows *rows)
{
  rows->places = g_array_new (FALSE, FALSE, sizeof (guint32));
}

/** stemma_cluster_rows_new: Returns: (transfer full): a model without rows */
StemmaClusterRows *
stemma_cluster_rows_new (void)
{
  return g_object_new (STEMMA_TYPE_CLUSTER_ROWS, NULL);
}

static void
tell_count (StemmaClusterRows *rows, guint count)
{
  guint before = rows->told;
  rows->told = count;
  if (count > before)
    g_list_model_items_changed (G_LIST_MODEL (rows), before, 0, count - before);
  else if (count < before)
    g_list_model_items_changed (G_LIST_MODEL (rows), count, before - count, 0);
}

static guint
next_count (guint told, guint wanted)
{
  if (told > wanted)
    return told > ROWS_WITH_WIDGETS ? MAX (wanted, ROWS_WITH_WIDGETS)
                                    : MAX (wanted, told > STEP ? told - STEP : 0);
  return told >= ROWS_WITH_WIDGETS ? wanted : MIN (wanted, told + STEP);
}

static gboolean
step (gpointer data)
{
  StemmaClusterRows *rows = data;
  tell_count (rows, next_count (rows->told, rows->places->len));
  if (rows->told != rows->places->len)
    return G_SOURCE_CONTINUE;
  rows->idle = 0;
  return G_SOURCE_REMOVE;
}

/**
 * stemma_cluster_rows_set:
 * @rows: a model
 * @figures: figures
 * @ghosts: whether the rows are ghost families
 * @places: (element-type guint32): the rows; not changed any more
 *
 * The view is told by stemma_cluster_rows_follow().
 */
void
stemma_cluster_rows_set (StemmaClusterRows *rows, StemmaFigures *figures, gboolean ghosts, GArray *places)
{
  stemma_figures_ref (figures);
  g_clear_pointer (&rows->figures, stemma_figures_unref);
  rows->figures = figures;
  rows->ghosts = ghosts;
  g_array_ref (places);
  g_array_unref (rows->places);
  rows->places = places;
}

/** stemma_cluster_rows_follow: lets rows come and go at the end, the first @at_least at once */
void
stemma_cluster_rows_follow (StemmaClusterRows *rows, guint at_least)
{
  guint wanted = rows->places->len;
  tell_count (rows, MAX (next_count (rows->told, wanted), MIN (at_least, wanted)));
  if (rows->told != wanted && rows->idle == 0)
    rows->idle = g_idle_add (step, rows);
}

/** stemma_cluster_rows_is_settled: Returns: whether the view knows of as many rows as there are */
gboolean
stemma_cluster_rows_is_settled (StemmaClusterRows *rows)
{
  return rows->idle == 0;
}

/** stemma_cluster_rows_get_count: Returns: how many rows there are */
guint
stemma_cluster_rows_get_count (StemmaClusterRows *rows)
{
  return rows->places->len;
}

/** stemma_cluster_rows_get_figures: Returns: (transfer none) (nullable): what the rows are taken from */
StemmaFigures *
stemma_cluster_rows_get_figures (StemmaClusterRows *rows)
{
  return rows->figures;
}

/** stemma_cluster_rows_get_ghosts: Returns: whether the rows are ghost families */
gboolean
stemma_cluster_rows_get_ghosts (StemmaClusterRows *rows)
{
  return rows->ghosts;
}

/** stemma_cluster_rows_get_places: Returns: (transfer none) (element-type guint32): the rows in their order
 */
GArray *
stemma_cluster_rows_get_places (StemmaClusterRows *rows)
{
  return rows->places;
}

/** stemma_cluster_rows_get: Returns: (transfer full) (nullable): the row that stands at @position now */
StemmaClusterItem *
stemma_cluster_rows_get (StemmaClusterRows *rows, guint position)
{
  if (position >= rows->places->len)
    return NULL;
  return stemma_cluster_item_new (rows->figures, rows->ghosts,
                                  g_array_index (rows->places, guint32, position));
}

/** stemma_cluster_rows_find: Returns: the row of the family that @name heads, or %GTK_INVALID_LIST_POSITION
 */
guint
stemma_cluster_rows_find (StemmaClusterRows *rows, const char *name)
{
  guint32 place
    = rows->figures != NULL ? stemma_cluster_find (rows->figures, rows->ghosts, name) : STEMMA_NONE;
  for (guint i = 0; place != STEMMA_NONE && i < rows->places->len; i++)
    if (g_array_index (rows->places, guint32, i) == place)
      return i;
  return GTK_INVALID_LIST_POSITION;
}
