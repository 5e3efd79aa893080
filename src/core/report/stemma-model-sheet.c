#include "report/stemma-model-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "scene/stemma-text.h"
#include "snapshot/stemma-search.h"

#define MAX_PATHS 6
#define MAX_NAMESAKES 16
#define MAX_NEAREST 5

static void
path_free (gpointer data)
{
  StemmaModelPath *path = data;
  g_free (path->nodes);
  g_free (path->relations);
  g_free (path);
}

/** stemma_model_sheet_ref: Returns: (transfer full): @sheet */
StemmaModelSheet *
stemma_model_sheet_ref (StemmaModelSheet *sheet)
{
  g_atomic_ref_count_inc (&sheet->ref_count);
  return sheet;
}

/** stemma_model_sheet_unref: @sheet: (nullable) (transfer full): what is done with */
void
stemma_model_sheet_unref (StemmaModelSheet *sheet)
{
  if (sheet == NULL || !g_atomic_ref_count_dec (&sheet->ref_count))
    return;
  stemma_model_facts_free (sheet->facts);
  stemma_stored_history_free (sheet->stored);
  g_ptr_array_unref (sheet->namesakes);
  g_ptr_array_unref (sheet->events);
  g_array_unref (sheet->children);
  g_ptr_array_unref (sheet->paths);
  stemma_snapshot_unref (sheet->snapshot);
  g_free (sheet->name);
  g_free (sheet);
}

static void
take_row (StemmaModelSheet *sheet, StemmaRow row)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (sheet->snapshot);
  sheet->row = row;
  sheet->node = stemma_columns_get_node (columns, row);
  sheet->key = stemma_columns_get_key (columns, row);
  g_free (sheet->name);
  sheet->name = g_strdup (stemma_snapshot_get_row_name (sheet->snapshot, row));
}

/* A model is followed by its key through renames; its name alone may by now be another model's, or a ghost's.
 */
static void
find_in_week (StemmaModelSheet *sheet, guint32 key, const GArray *keys)
{
  StemmaRow by_key = key != 0 ? stemma_snapshot_find_key (sheet->snapshot, key) : STEMMA_NONE;
  StemmaRow by_name = stemma_snapshot_find_row (sheet->snapshot, sheet->name);
  StemmaNode node = stemma_snapshot_find_node (sheet->snapshot, sheet->name);
  if (by_key == STEMMA_NONE && key == 0)
    by_key = by_name;
  for (guint i = 0; key == 0 && by_key == STEMMA_NONE && node == STEMMA_NONE && i < keys->len; i++)
    by_key = stemma_snapshot_find_key (sheet->snapshot, g_array_index (keys, guint32, i));
  if (by_key != STEMMA_NONE)
    take_row (sheet, by_key);
  else if (by_name != STEMMA_NONE)
    sheet->namesake = stemma_columns_get_key (stemma_snapshot_get_columns (sheet->snapshot), by_name);
  else
    sheet->node = node;
  if (sheet->key == 0)
    sheet->key = key != 0 ? key : keys->len > 0 ? g_array_index (keys, guint32, 0) : 0;
}

static gboolean
read_namesakes (StemmaModelSheet *sheet, StemmaStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  g_hash_table_add (met, GUINT_TO_POINTER (sheet->key));
  for (guint i = 0; i < sheet->stored->facts->len; i++)
    {
      const StemmaFactSpan *fact = &g_array_index (sheet->stored->facts, StemmaFactSpan, i);
      if (i > 0 && g_str_equal (fact[-1].name, fact->name))
        continue;
      g_autoptr (GArray) keys = stemma_store_find_keys (store, fact->name, cancellable, error);
      if (keys == NULL)
        return FALSE;
      for (guint j = 0; j < keys->len && sheet->namesakes->len < MAX_NAMESAKES; j++)
        {
          guint32 key = g_array_index (keys, guint32, j);
          if (!g_hash_table_add (met, GUINT_TO_POINTER (key)))
            continue;
          StemmaStoredHistory *other = stemma_store_read_model (store, key, FALSE, cancellable, error);
          if (other == NULL)
            return FALSE;
          g_ptr_array_add (sheet->namesakes, other);
        }
    }
  return TRUE;
}

static gboolean
read_stored (StemmaModelSheet *sheet, StemmaStore *store, GCancellable *cancellable, GError **error)
{
  if (sheet->key == 0)
    return TRUE;
  sheet->stored = stemma_store_read_model (store, sheet->key, TRUE, cancellable, error);
  if (sheet->stored == NULL || !read_namesakes (sheet, store, cancellable, error))
    return FALSE;
  const StemmaModelWeek *week
    = stemma_stored_history_week (sheet->stored, stemma_snapshot_get_date (sheet->snapshot));
  if (week != NULL && sheet->row != STEMMA_NONE)
    {
      sheet->week = week->snapshot;
      sheet->counts = *week;
      sheet->fact = stemma_stored_history_at (sheet->stored, week->snapshot);
    }
  g_ptr_array_unref (sheet->events);
  sheet->events = stemma_model_events_new (sheet->stored, sheet->namesakes);
  return TRUE;
}

static int
compare_children (gconstpointer a, gconstpointer b, gpointer snapshot)
{
  const StemmaModelChild *x = a, *y = b;
  if (x->relation != y->relation)
    return (int) x->relation - (int) y->relation;
  if (x->downloads != y->downloads)
    return x->downloads > y->downloads ? -1 : 1;
  return strcmp (stemma_snapshot_get_node_name (snapshot, x->node),
                 stemma_snapshot_get_node_name (snapshot, y->node));
}

static void
add_children (StemmaModelSheet *sheet)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (sheet->snapshot);
  for (guint32 i = graph->child_start[sheet->node]; i < graph->child_start[sheet->node + 1]; i++)
    {
      StemmaNode node = graph->child[i];
      StemmaModelChild child = { node, STEMMA_EDGE_RELATION (graph->child_kind[i]),
                                 stemma_packed_get (&graph->downloads, node) };
      if ((graph->child_kind[i] & STEMMA_EDGE_SELF) == 0)
        g_array_append_val (sheet->children, child);
    }
  g_array_sort_with_data (sheet->children, compare_children, sheet->snapshot);
}

static StemmaRelation
relation_between (const StemmaGraph *graph, StemmaNode parent, StemmaNode child)
{
  for (guint32 i = graph->parent_start[child]; i < graph->parent_start[child + 1]; i++)
    if (graph->parent[i] == parent)
      return STEMMA_EDGE_RELATION (graph->parent_kind[i]);
  return STEMMA_RELATION_OTHER;
}

static StemmaModelPath *
path_new (const StemmaModelSheet *sheet, const StemmaNode *nodes, guint32 n_nodes, gboolean from_root)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (sheet->snapshot);
  StemmaModelPath *path = g_new0 (StemmaModelPath, 1);
  path->n_nodes = n_nodes;
  path->from_root = from_root;
  path->nodes = g_memdup2 (nodes, n_nodes * sizeof *nodes);
  path->relations = g_new (StemmaRelation, n_nodes);
  for (guint32 i = 0; i < n_nodes; i++)
    path->relations[i] = relation_between (graph, nodes[i], i + 1 < n_nodes ? nodes[i + 1] : sheet->node);
  return path;
}

static void
add_paths (StemmaModelSheet *sheet, StemmaWalker *walker)
{
  for (guint32 i = 0; i < sheet->facts->n_parents; i++)
    {
      const StemmaParentFact *parent = &sheet->facts->parents[i];
      if (parent->self)
        continue;
      if (sheet->paths->len == MAX_PATHS)
        {
          sheet->n_more_paths++;
          continue;
        }
      g_autoptr (GArray) nodes = stemma_walker_path_to_root (walker, parent->node);
      if (nodes != NULL)
        g_ptr_array_add (sheet->paths,
                         path_new (sheet, (const StemmaNode *) (gpointer) nodes->data, nodes->len, TRUE));
      else
        g_ptr_array_add (sheet->paths, path_new (sheet, &parent->node, 1, FALSE));
    }
}

static void
add_graph (StemmaModelSheet *sheet)
{
  if (sheet->row == STEMMA_NONE && sheet->node == STEMMA_NONE)
    return;
  g_autoptr (StemmaWalker) walker = stemma_walker_new (sheet->snapshot);
  sheet->facts = stemma_model_facts_new (walker, sheet->row, sheet->node);
  if (sheet->node == STEMMA_NONE)
    return;
  add_children (sheet);
  add_paths (sheet, walker);
}

static char *
list_nearest (const StemmaModelSheet *sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hits
    = stemma_search_nearest (sheet->snapshot, sheet->name, MAX_NEAREST, cancellable, error);
  if (hits == NULL)
    return NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < hits->len; i++)
    {
      const StemmaSearchHit *hit = &g_array_index (hits, StemmaSearchHit, i);
      g_autofree char *shown = stemma_text_clean (stemma_search_hit_name (sheet->snapshot, hit));
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", shown);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* The weeks in which the model is listed, for a message. */
static char *
list_weeks (const StemmaModelSheet *sheet)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; sheet->stored != NULL && i < sheet->stored->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (sheet->stored->weeks, StemmaModelWeek, i);
      gboolean before = i > 0 && stemma_stored_history_at (sheet->stored, week[-1].snapshot) != NULL;
      gboolean here = stemma_stored_history_at (sheet->stored, week->snapshot) != NULL;
      gboolean after = i + 1 < sheet->stored->weeks->len
                       && stemma_stored_history_at (sheet->stored, week[1].snapshot) != NULL;
      char date[STEMMA_DATE_TEXT_SIZE];
      stemma_date_format (week->date, date);
      if (here && !before)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", date);
      else if (here && !after)
        g_string_append_printf (text, " – %s", date);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is meant may be one week, where the name may be known in others, or all of them. */
static void
fail_unknown (const StemmaModelSheet *sheet, gboolean any_week, GCancellable *cancellable, GError **error)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (stemma_snapshot_get_date (sheet->snapshot), date);
  g_autofree char *name = stemma_text_clean (sheet->name);
  g_autofree char *weeks = list_weeks (sheet);
  g_autofree char *nearest = list_nearest (sheet, cancellable, error);
  if (nearest == NULL)
    return;
  g_autofree char *hint = nearest[0] != '\0' ? g_strdup_printf (_ ("; the nearest names are: %s"), nearest)
                                             : g_strdup (_ (", nor one of a name like it"));
  if (any_week)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("No snapshot knows a model “%s”%s"), name, hint);
  else if (weeks[0] != '\0')
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("There is no model “%s” in the snapshot of %s (it is listed %s)%s"), name, date, weeks,
                 hint);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("There is no model “%s” in the snapshot of %s%s"), name, date, hint);
}

/**
 * stemma_model_sheet_check:
 * @sheet: a sheet
 * @cancellable: (nullable): to give up
 * @error: that the model is not in this week; names the weeks it is in, and the nearest names
 *
 * Returns: whether the model is in the week, listed or as a ghost
 */
gboolean
stemma_model_sheet_check (const StemmaModelSheet *sheet, GCancellable *cancellable, GError **error)
{
  if (sheet->facts != NULL)
    return TRUE;
  fail_unknown (sheet, FALSE, cancellable, error);
  return FALSE;
}

static StemmaModelSheet *
sheet_new (StemmaSnapshot *snapshot, const char *name)
{
  StemmaModelSheet *sheet = g_new0 (StemmaModelSheet, 1);
  g_atomic_ref_count_init (&sheet->ref_count);
  sheet->snapshot = stemma_snapshot_ref (snapshot);
  sheet->name = g_strdup (name);
  sheet->row = STEMMA_NONE;
  sheet->node = STEMMA_NONE;
  sheet->counts.downloads = sheet->counts.downloads_all = sheet->counts.likes = G_MAXUINT64;
  sheet->namesakes = g_ptr_array_new_with_free_func ((GDestroyNotify) stemma_stored_history_free);
  sheet->events = g_ptr_array_new ();
  sheet->children = g_array_new (FALSE, FALSE, sizeof (StemmaModelChild));
  sheet->paths = g_ptr_array_new_with_free_func (path_free);
  return sheet;
}

/**
 * stemma_model_sheet_new:
 * @snapshot: a week
 * @store: the store that it is of
 * @name: a model's name, in this week or in any other; or what a parent was declared as
 * @key: the permanent key of the model that is meant, 0 where only the name is known
 * @cancellable: (nullable): to give up
 * @error: what went wrong; %STEMMA_ERROR_NOT_FOUND names the nearest names
 *
 * Returns: (transfer full): all that is known of it, or %NULL if no week knows it
 */
StemmaModelSheet *
stemma_model_sheet_new (StemmaSnapshot *snapshot,
                        StemmaStore *store,
                        const char *name,
                        guint32 key,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (StemmaModelSheet) sheet = sheet_new (snapshot, name);
  g_autoptr (GArray) keys = stemma_store_find_keys (store, name, cancellable, error);
  if (keys == NULL)
    return NULL;
  find_in_week (sheet, key, keys);
  if (sheet->key == 0 && sheet->node == STEMMA_NONE)
    {
      fail_unknown (sheet, TRUE, cancellable, error);
      return NULL;
    }
  if (!read_stored (sheet, store, cancellable, error))
    return NULL;
  add_graph (sheet);
  return g_steal_pointer (&sheet);
}

/** stemma_model_sheet_knows: Returns: whether @what was fetched of the model in this week */
gboolean
stemma_model_sheet_knows (const StemmaModelSheet *sheet, StemmaKnown what)
{
  return sheet->fact != NULL && (sheet->fact->known & (guint32) what) != 0;
}

/** stemma_model_sheet_flags: Returns: what the model is in the graph of this week; 0 for an isolated one */
StemmaNodeFlags
stemma_model_sheet_flags (const StemmaModelSheet *sheet)
{
  return sheet->node != STEMMA_NONE ? stemma_snapshot_get_graph (sheet->snapshot)->flags[sheet->node] : 0;
}

/** stemma_model_sheet_is_orphan: Returns: whether it is derived and no way leads up to a root */
gboolean
stemma_model_sheet_is_orphan (const StemmaModelSheet *sheet)
{
  return (stemma_model_sheet_flags (sheet) & STEMMA_NODE_DERIVED) != 0 && sheet->facts->n_roots == 0;
}

/** stemma_model_sheet_is_leaf: Returns: whether it is listed, derived and has no child but itself */
gboolean
stemma_model_sheet_is_leaf (const StemmaModelSheet *sheet)
{
  return (stemma_model_sheet_flags (sheet) & STEMMA_NODE_DERIVED) != 0 && sheet->children->len == 0;
}

/** stemma_model_sheet_kind: Returns: (transfer none): `ghost`, `isolated`, `root` or `derived`, never
 * translated */
const char *
stemma_model_sheet_kind (const StemmaModelSheet *sheet)
{
  StemmaNodeFlags flags = stemma_model_sheet_flags (sheet);
  if (sheet->row == STEMMA_NONE)
    return "ghost";
  if ((flags & STEMMA_NODE_DERIVED) != 0)
    return "derived";
  return (flags & STEMMA_NODE_ROOT) != 0 ? "root" : "isolated";
}

/**
 * stemma_model_sheet_get_seen:
 * @sheet: a sheet
 * @first: (out): the first week in which the model is listed
 * @last: (out): the last one
 *
 * Returns: whether it is listed in any
 */
gboolean
stemma_model_sheet_get_seen (const StemmaModelSheet *sheet, StemmaDate *first, StemmaDate *last)
{
  gboolean seen = FALSE;
  for (guint i = 0; sheet->stored != NULL && i < sheet->stored->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (sheet->stored->weeks, StemmaModelWeek, i);
      if (stemma_stored_history_at (sheet->stored, week->snapshot) == NULL)
        continue;
      if (!seen)
        *first = week->date;
      *last = week->date;
      seen = TRUE;
    }
  return seen;
}
