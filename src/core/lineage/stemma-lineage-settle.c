#include "lineage/stemma-lineage-private.h"

static gint
compare_best (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return stemma_family_compare_best (user_data, *(const StemmaNode *) a, *(const StemmaNode *) b);
}

static gboolean
has_room (const Build *build)
{
  return build->n_cards + build->guests->len < STEMMA_LINEAGE_MAX_CARDS;
}

/* A node that is beside the family may stand by a card as its guest. */
static void
add_guest (Build *build, StemmaNode node, guint32 beside)
{
  if (build->family->place[node] != 0 || !has_room (build))
    return;
  guint32 distance = stemma_family_distance (build->family, beside) + 1;
  guint32 guest = stemma_family_add_guest (build->family, node, distance);
  g_array_append_val (build->guests, guest);
}

static void
invite_fan (Build *build, guint32 member, StemmaDirection direction, guint relations)
{
  StemmaFamily *family = build->family;
  const StemmaGraph *graph = family->graph;
  gboolean down = direction == STEMMA_DOWN;
  const guint32 *start = down ? graph->child_start : graph->parent_start;
  const StemmaNode *neighbour = down ? graph->child : graph->parent;
  const guint8 *kind = down ? graph->child_kind : graph->parent_kind;
  StemmaNode node = stemma_family_node (family, member);
  g_autoptr (GArray) fan = g_array_new (FALSE, FALSE, sizeof (StemmaNode));
  for (guint32 e = start[node]; e < start[node + 1]; e++)
    if (family->place[neighbour[e]] == 0 && (relations & (1u << STEMMA_EDGE_RELATION (kind[e]))))
      g_array_append_val (fan, neighbour[e]);
  g_array_sort_with_data (fan, compare_best, family);
  for (guint i = 0; i < MIN (fan->len, STEMMA_LINEAGE_OPENED_FAN); i++)
    add_guest (build, g_array_index (fan, StemmaNode, i), member);
}

static void
invite_one (Build *build, guint32 member, StemmaDirection direction, const char *name)
{
  const StemmaGraph *graph = build->family->graph;
  StemmaNode node = stemma_snapshot_find_node (build->family->snapshot, name);
  if (node == STEMMA_NONE)
    return;
  StemmaNode beside = stemma_family_node (build->family, member);
  StemmaNode parent = direction == STEMMA_DOWN ? beside : node;
  StemmaNode child = direction == STEMMA_DOWN ? node : beside;
  for (guint32 e = graph->parent_start[child]; e < graph->parent_start[child + 1]; e++)
    if (graph->parent[e] == parent)
      add_guest (build, node, member);
}

/* Tells whether the entry is dealt with: its model is on the canvas by now. */
static gboolean
invite_entry (Build *build, const StemmaViewEntry *entry)
{
  guint32 member = stemma_family_find (build->family, entry->model);
  if (member == STEMMA_NONE || !stemma_lineage_is_out (build, member))
    return FALSE;
  if (entry->kind == STEMMA_VIEW_OPEN)
    invite_fan (build, member, entry->direction, entry->value);
  else
    invite_one (build, member, entry->direction, entry->member);
  return TRUE;
}

/**
 * stemma_lineage_invite:
 * @build: a build that has grown
 *
 * Brings in what the view asks for beside the family: siblings of the focus by its ancestors, other parents
 * of its descendants; and from there on, whatever is opened at a guest.
 */
void
stemma_lineage_invite (Build *build)
{
  guint n_entries;
  const StemmaViewEntry *entries = stemma_view_get_entries (build->view, &n_entries);
  g_autofree guint8 *done = g_new0 (guint8, n_entries + 1);
  for (gboolean changed = TRUE; changed;)
    {
      changed = FALSE;
      for (guint i = 0; i < n_entries; i++)
        if (!done[i] && (entries[i].kind == STEMMA_VIEW_OPEN || entries[i].kind == STEMMA_VIEW_PICK)
            && invite_entry (build, &entries[i]))
          changed = done[i] = TRUE;
    }
}

/**
 * stemma_lineage_settle:
 * @build: a build that has grown
 *
 * Gives every unit that never came near the canvas a home: the member that it was first reached from where
 * that one is shown (its side is closed), else the home of the unit that stands between.
 */
void
stemma_lineage_settle (Build *build)
{
  const StemmaFamily *family = build->family;
  for (guint32 member = 1; member < family->n_members; member++)
    {
      guint32 unit = build->unit_of[member];
      if (unit == STEMMA_NONE || build->units[unit].shown || build->units[unit].home != STEMMA_NONE)
        continue;
      Unit *settled = &build->units[unit];
      const Unit *between = &build->units[build->unit_of[family->origin[member]]];
      if (between->shown)
        {
          StemmaDirection direction
              = stemma_family_side (family, member) == STEMMA_SIDE_ANCESTOR ? STEMMA_UP : STEMMA_DOWN;
          settled->home = family->origin[member];
          settled->up = direction == STEMMA_UP;
          settled->head = TRUE;
          build->waiting[direction][settled->home]++;
        }
      else
        {
          settled->home = between->home;
          settled->up = between->up;
          settled->head = FALSE;
        }
    }
}
