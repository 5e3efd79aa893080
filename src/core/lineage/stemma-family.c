#include "lineage/stemma-family.h"

#include <string.h>

/* What is gathered while the family is walked; settled into plain arrays at the end. */
typedef struct
{
  StemmaFamily *family;
  GArray *origins; /* of guint32 */
  GArray *kinds;   /* of guint8 */
} Walk;

static guint32
append_member (Walk *walk, StemmaNode node, StemmaSide side, guint32 distance, guint32 origin, guint8 kind)
{
  StemmaFamily *family = walk->family;
  guint8 side_byte = (guint8) side;
  guint32 member = family->nodes->len;
  g_array_append_val (family->nodes, node);
  g_array_append_val (family->sides, side_byte);
  g_array_append_val (family->distances, distance);
  g_array_append_val (walk->origins, origin);
  g_array_append_val (walk->kinds, kind);
  family->place[node] = member + 1;
  return member;
}

static void
walk_down (Walk *walk)
{
  StemmaFamily *family = walk->family;
  const StemmaGraph *graph = family->graph;
  for (guint32 member = 0; member < family->nodes->len; member++)
    {
      StemmaNode node = stemma_family_node (family, member);
      guint32 distance = stemma_family_distance (family, member) + 1;
      for (guint32 e = graph->child_start[node]; e < graph->child_start[node + 1]; e++)
        if (family->place[graph->child[e]] == 0)
          append_member (walk, graph->child[e], STEMMA_SIDE_DESCENDANT, distance, member,
                         graph->child_kind[e]);
    }
}

/* Walks up through everything, descendants on a cycle included, but adds only who is not a member yet. */
static void
walk_up (Walk *walk)
{
  StemmaFamily *family = walk->family;
  const StemmaGraph *graph = family->graph;
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *seen = g_new0 (guint8, family->nodes->len);
  guint32 n_below = family->nodes->len, zero = 0;
  g_array_append_val (queue, zero);
  g_array_append_val (steps, zero);
  seen[0] = 1;
  for (guint32 i = 0; i < queue->len; i++)
    {
      guint32 member = g_array_index (queue, guint32, i);
      guint32 distance = g_array_index (steps, guint32, i) + 1;
      StemmaNode node = stemma_family_node (family, member);
      for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
        {
          StemmaNode parent = graph->parent[e];
          guint32 place = family->place[parent], next;
          if (place == STEMMA_FAMILY_AWAY || (place != 0 && (place > n_below || seen[place - 1])))
            continue;
          if (place == 0)
            next
                = append_member (walk, parent, STEMMA_SIDE_ANCESTOR, distance, member, graph->parent_kind[e]);
          else
            seen[next = place - 1] = 1;
          g_array_append_val (queue, next);
          g_array_append_val (steps, distance);
        }
    }
}

/* Whether @name holds @text, ASCII letters in either case. */
static gboolean
name_has (const char *name, const char *text)
{
  gsize length = strlen (text);
  for (; *name != '\0'; name++)
    if (g_ascii_strncasecmp (name, text, length) == 0)
      return TRUE;
  return length == 0;
}

static gboolean
passes (const StemmaFamily *family, guint32 member, guint8 kind, const StemmaView *view)
{
  StemmaNode node = stemma_family_node (family, member);
  StemmaRelation relation = STEMMA_EDGE_RELATION (kind);
  return (stemma_view_get_relations (view) & (1u << relation)) != 0
         && stemma_family_node_downloads (family, node) >= stemma_view_get_min_downloads (view)
         && name_has (stemma_snapshot_get_node_name (family->snapshot, node), stemma_view_get_text (view));
}

/* Keeps @member, and everybody between the focus and it. */
static void
keep_path (const StemmaFamily *family, guint8 *kept, GArray *stack, guint32 member)
{
  const StemmaGraph *graph = family->graph;
  kept[member] = 1;
  g_array_append_val (stack, member);
  while (stack->len > 0)
    {
      StemmaNode node = stemma_family_node (family, g_array_index (stack, guint32, stack->len - 1));
      g_array_set_size (stack, stack->len - 1);
      for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
        {
          guint32 parent = stemma_family_member (family, graph->parent[e]);
          if (parent == STEMMA_NONE || kept[parent])
            continue;
          kept[parent] = 1;
          g_array_append_val (stack, parent);
        }
    }
}

/* Marks the descendants that pass, and those that lead to one that does, or back to the focus. */
static guint8 *
mark_kept (const Walk *walk, const StemmaView *view)
{
  const StemmaFamily *family = walk->family;
  guint8 *kept = g_new0 (guint8, family->nodes->len);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  keep_path (family, kept, stack, 0);
  for (guint32 member = 1; member < family->nodes->len; member++)
    if (!kept[member] && passes (family, member, g_array_index (walk->kinds, guint8, member), view))
      keep_path (family, kept, stack, member);
  return kept;
}

/* Takes out who is not kept; nearest first stays nearest first, and the origin of who is kept is kept too. */
static void
drop_filtered (Walk *walk, const StemmaView *view)
{
  StemmaFamily *family = walk->family;
  g_autofree guint8 *kept = mark_kept (walk, view);
  g_autofree guint32 *fresh = g_new (guint32, family->nodes->len);
  guint32 n = 0;
  for (guint32 member = 0; member < family->nodes->len; member++)
    {
      StemmaNode node = stemma_family_node (family, member);
      if (!kept[member])
        {
          family->place[node] = STEMMA_FAMILY_AWAY;
          continue;
        }
      fresh[member] = n;
      g_array_index (family->nodes, StemmaNode, n) = node;
      g_array_index (family->distances, guint32, n) = stemma_family_distance (family, member);
      g_array_index (family->sides, guint8, n) = (guint8) stemma_family_side (family, member);
      g_array_index (walk->origins, guint32, n) = fresh[g_array_index (walk->origins, guint32, member)];
      g_array_index (walk->kinds, guint8, n) = g_array_index (walk->kinds, guint8, member);
      family->place[node] = ++n;
    }
  family->n_filtered = family->nodes->len - n;
  g_array_set_size (family->nodes, n);
  g_array_set_size (family->distances, n);
  g_array_set_size (family->sides, n);
  g_array_set_size (walk->origins, n);
  g_array_set_size (walk->kinds, n);
}

static gboolean
hide_nodes (StemmaFamily *family, StemmaNode focus, const StemmaView *view)
{
  guint n_entries;
  gboolean any = FALSE;
  const StemmaViewEntry *entries = stemma_view_get_entries (view, &n_entries);
  for (guint i = 0; i < n_entries; i++)
    {
      if (entries[i].kind != STEMMA_VIEW_HIDE)
        continue;
      StemmaNode node = stemma_snapshot_find_node (family->snapshot, entries[i].model);
      if (node == STEMMA_NONE || node == focus)
        continue;
      family->place[node] = STEMMA_FAMILY_AWAY;
      any = TRUE;
    }
  return any;
}

static StemmaFamily *
family_alloc (const StemmaSnapshot *snapshot)
{
  StemmaFamily *family = g_new0 (StemmaFamily, 1);
  family->snapshot = snapshot;
  family->graph = stemma_snapshot_get_graph (snapshot);
  family->columns = stemma_snapshot_get_columns (snapshot);
  family->nodes = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  family->sides = g_array_new (FALSE, FALSE, sizeof (guint8));
  family->distances = g_array_new (FALSE, FALSE, sizeof (guint32));
  family->place = g_new0 (guint32, family->graph->n_nodes);
  return family;
}

static StemmaFamily *
family_walk (const StemmaSnapshot *snapshot, StemmaNode focus, const StemmaView *view, gboolean *any_hidden)
{
  StemmaFamily *family = family_alloc (snapshot);
  Walk walk = { family, g_array_new (FALSE, FALSE, sizeof (guint32)), g_array_new (FALSE, FALSE, 1) };
  if (any_hidden != NULL)
    *any_hidden = hide_nodes (family, focus, view);
  append_member (&walk, focus, STEMMA_SIDE_FOCUS, 0, 0, 0);
  walk_down (&walk);
  if (any_hidden != NULL && stemma_view_is_filtered (view))
    drop_filtered (&walk, view);
  family->n_descendants = family->nodes->len - 1;
  walk_up (&walk);
  family->n_members = family->nodes->len;
  family->n_ancestors = family->n_members - family->n_descendants - 1;
  family->origin = (guint32 *) (void *) g_array_free (walk.origins, FALSE);
  family->kind = (guint8 *) g_array_free (walk.kinds, FALSE);
  return family;
}

/**
 * stemma_family_new:
 * @snapshot: a snapshot, which has to outlive the family
 * @focus: a node of it
 * @view: what is hidden and filtered away
 *
 * Returns: (transfer full): the family of @focus. Takes time in proportion to its size
 */
StemmaFamily *
stemma_family_new (const StemmaSnapshot *snapshot, StemmaNode focus, const StemmaView *view)
{
  gboolean any_hidden = FALSE;
  StemmaFamily *family = family_walk (snapshot, focus, view, &any_hidden);
  if (any_hidden)
    {
      g_autoptr (StemmaFamily) whole = family_walk (snapshot, focus, view, NULL);
      family->n_hidden = whole->n_members - family->n_members - family->n_filtered;
    }
  return family;
}

/**
 * stemma_family_free:
 * @family: (nullable) (transfer full): a family
 */
void
stemma_family_free (StemmaFamily *family)
{
  if (family == NULL)
    return;
  g_array_unref (family->nodes);
  g_array_unref (family->sides);
  g_array_unref (family->distances);
  g_free (family->origin);
  g_free (family->kind);
  g_free (family->place);
  g_free (family);
}

/**
 * stemma_family_add_guest:
 * @family: a family
 * @node: a node that is no member
 * @distance: steps from the focus
 *
 * Returns: the number it is known by from now on
 */
guint32
stemma_family_add_guest (StemmaFamily *family, StemmaNode node, guint32 distance)
{
  guint8 side = STEMMA_SIDE_GUEST;
  guint32 member = family->nodes->len;
  g_array_append_val (family->nodes, node);
  g_array_append_val (family->sides, side);
  g_array_append_val (family->distances, distance);
  family->place[node] = member + 1;
  return member;
}

/**
 * stemma_family_find:
 * @family: a family
 * @name: the name of a model
 *
 * Returns: the member of that name, guests included, or %STEMMA_NONE
 */
guint32
stemma_family_find (const StemmaFamily *family, const char *name)
{
  StemmaNode node = stemma_snapshot_find_node (family->snapshot, name);
  return node == STEMMA_NONE ? STEMMA_NONE : stemma_family_member (family, node);
}

/**
 * stemma_family_node_downloads:
 * @family: a family
 * @node: any node of its snapshot
 *
 * Returns: downloads of the last 30 days; 0 for a ghost
 */
guint64
stemma_family_node_downloads (const StemmaFamily *family, StemmaNode node)
{
  StemmaRow row = family->graph->row[node];
  return row == STEMMA_NONE ? 0 : stemma_packed_get (&family->columns->downloads, row);
}

/**
 * stemma_family_compare_best:
 * @family: a family
 * @a: a node
 * @b: a node
 *
 * Returns: below 0 where @a comes first: more downloads, then the name by bytes
 */
int
stemma_family_compare_best (const StemmaFamily *family, StemmaNode a, StemmaNode b)
{
  guint64 first = stemma_family_node_downloads (family, a);
  guint64 second = stemma_family_node_downloads (family, b);
  if (first != second)
    return first > second ? -1 : 1;
  return strcmp (stemma_snapshot_get_node_name (family->snapshot, a),
                 stemma_snapshot_get_node_name (family->snapshot, b));
}
