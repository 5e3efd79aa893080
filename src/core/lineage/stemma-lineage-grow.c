#include <string.h>

#include "lineage/stemma-lineage-private.h"

/* Units that may come out next, best on top: a binary heap. */
typedef struct
{
  const Build *build;
  GArray *units; /* of guint32 */
} Heap;

/* One for each StemmaDirection. */
typedef struct
{
  Heap heap[2];
} Heaps;

static void
heaps_init (Heaps *heaps, const Build *build)
{
  for (guint direction = 0; direction < 2; direction++)
    heaps->heap[direction] = (Heap){ build, g_array_new (FALSE, FALSE, sizeof (guint32)) };
}

static void
heaps_clear (Heaps *heaps)
{
  for (guint direction = 0; direction < 2; direction++)
    g_array_unref (heaps->heap[direction].units);
}

static StemmaNode
unit_node (const Build *build, guint32 unit)
{
  const Fold *fold = stemma_lineage_unit_fold (build, unit);
  guint32 member = fold == NULL ? unit : g_array_index (build->fold_members, guint32, fold->first);
  return stemma_family_node (build->family, member);
}

/* Ancestors: the nearest first. Then the most downloaded, then what most hangs on, then the name. */
static gboolean
comes_before (const Build *build, guint32 a, guint32 b)
{
  const Unit *first = &build->units[a], *second = &build->units[b];
  if (first->up && second->up)
    {
      guint32 near = stemma_family_distance (build->family, a);
      guint32 far = stemma_family_distance (build->family, b);
      if (near != far)
        return near < far;
    }
  if (first->downloads != second->downloads)
    return first->downloads > second->downloads;
  if (first->size != second->size)
    return first->size > second->size;
  return stemma_family_compare_best (build->family, unit_node (build, a), unit_node (build, b)) < 0;
}

static void
heap_push (Heap *heap, guint32 unit)
{
  g_array_append_val (heap->units, unit);
  guint32 *units = (guint32 *) (void *) heap->units->data;
  guint place = heap->units->len - 1;
  while (place > 0 && comes_before (heap->build, unit, units[(place - 1) / 2]))
    {
      units[place] = units[(place - 1) / 2];
      place = (place - 1) / 2;
    }
  units[place] = unit;
}

static guint32
heap_pop (Heap *heap)
{
  guint32 *units = (guint32 *) (void *) heap->units->data;
  guint32 top = units[0];
  guint n = heap->units->len - 1;
  guint32 last = units[n];
  guint place = 0;
  for (guint child = 1; child < n; child = 2 * place + 1)
    {
      if (child + 1 < n && comes_before (heap->build, units[child + 1], units[child]))
        child++;
      if (!comes_before (heap->build, units[child], last))
        break;
      units[place] = units[child];
      place = child;
    }
  units[place] = last;
  g_array_set_size (heap->units, n);
  return top;
}

static gboolean
within_depth (const Build *build, guint32 unit)
{
  const Fold *fold = stemma_lineage_unit_fold (build, unit);
  guint32 member = fold == NULL ? unit : g_array_index (build->fold_members, guint32, fold->first);
  StemmaDirection direction = build->units[unit].up ? STEMMA_UP : STEMMA_DOWN;
  return stemma_family_distance (build->family, member) <= stemma_view_get_depth (build->view, direction);
}

static void
meet (Build *build, Heaps *heaps, guint32 home, guint32 unit, gboolean up)
{
  StemmaDirection direction = up ? STEMMA_UP : STEMMA_DOWN;
  Unit *met = &build->units[unit];
  if (met->shown || met->home != STEMMA_NONE)
    return;
  met->home = home;
  met->up = (guint8) up;
  met->head = TRUE;
  build->waiting[direction][home]++;
  if (within_depth (build, unit))
    heap_push (&heaps->heap[direction], unit);
}

/* Descendants that are neighbours of a member that came out may come out next. */
static void
meet_children (Build *build, Heaps *heaps, guint32 member)
{
  const StemmaFamily *family = build->family;
  const StemmaGraph *graph = family->graph;
  StemmaNode node = stemma_family_node (family, member);
  if (member > family->n_descendants || (build->collapsed[member] & (1u << STEMMA_DOWN)))
    return;
  for (guint32 e = graph->child_start[node]; e < graph->child_start[node + 1]; e++)
    {
      guint32 child = stemma_family_member (family, graph->child[e]);
      if (child != STEMMA_NONE && child > 0 && child <= family->n_descendants
          && build->unit_of[child] != STEMMA_NONE)
        meet (build, heaps, member, build->unit_of[child], FALSE);
    }
}

/* So may ancestors; of a descendant only those that are reached through it alone, on a cycle. */
static void
meet_parents (Build *build, Heaps *heaps, guint32 member)
{
  const StemmaFamily *family = build->family;
  const StemmaGraph *graph = family->graph;
  StemmaNode node = stemma_family_node (family, member);
  gboolean below = stemma_family_side (family, member) == STEMMA_SIDE_DESCENDANT;
  if (build->collapsed[member] & (1u << STEMMA_UP))
    return;
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    {
      guint32 parent = stemma_family_member (family, graph->parent[e]);
      if (parent != STEMMA_NONE && parent > family->n_descendants
          && (!below || family->origin[parent] == member))
        meet (build, heaps, member, parent, TRUE);
    }
}

static void
show (Build *build, Heaps *heaps, guint32 unit)
{
  Unit *shown = &build->units[unit];
  shown->shown = TRUE;
  g_array_append_val (build->shown, unit);
  build->n_cards++;
  if (shown->home != STEMMA_NONE)
    {
      StemmaDirection direction = shown->up ? STEMMA_UP : STEMMA_DOWN;
      gboolean before = stemma_lineage_needs_more (build, shown->home, direction);
      build->waiting[direction][shown->home]--;
      build->out[direction][shown->home]++;
      build->n_cards += stemma_lineage_needs_more (build, shown->home, direction);
      build->n_cards -= before;
    }
  if (unit >= build->family->n_members)
    return;
  meet_children (build, heaps, unit);
  meet_parents (build, heaps, unit);
}

/* How many cards there would be more if a waiting unit came out. */
static guint
cost (const Build *build, guint32 unit)
{
  const Unit *waiting = &build->units[unit];
  StemmaDirection direction = waiting->up ? STEMMA_UP : STEMMA_DOWN;
  gboolean before = stemma_lineage_needs_more (build, waiting->home, direction);
  gboolean after = build->waiting[direction][waiting->home] > 1;
  return 1u + (guint) after - (guint) before;
}

/* How many came out beside a unit without being asked for. */
static guint32
count_fan (const Build *build, guint32 unit, StemmaDirection direction)
{
  guint32 home = build->units[unit].home;
  return build->out[direction][home] - build->asked[direction][home];
}

/*
 * Shows the best that fit into @max_cards, of one home no more than @max_fan, then those that only take the
 * place of a "more" of their own. Tells whether nothing was left over.
 */
static gboolean
fill (Build *build, Heaps *heaps, StemmaDirection direction, guint max_cards, guint max_fan)
{
  Heap *heap = &heaps->heap[direction];
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (guint32));
  while (heap->units->len > 0 && build->n_cards < max_cards)
    {
      guint32 unit = heap_pop (heap);
      if (build->units[unit].shown)
        continue;
      if (build->n_cards + cost (build, unit) <= max_cards && count_fan (build, unit, direction) < max_fan)
        show (build, heaps, unit);
      else
        g_array_append_val (left, unit);
    }
  g_array_append_vals (left, heap->units->data, heap->units->len);
  g_array_set_size (heap->units, 0);
  gboolean all = TRUE;
  for (guint i = 0; i < left->len; i++)
    {
      guint32 unit = g_array_index (left, guint32, i);
      if (!build->units[unit].shown && cost (build, unit) == 0)
        show (build, heaps, unit);
      all = all && build->units[unit].shown;
    }
  return all && heap->units->len == 0;
}

/* Brings a member out by way of everybody between it and what is shown already. */
static void
show_forced (Build *build, Heaps *heaps, guint32 member)
{
  const StemmaFamily *family = build->family;
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 m = member; !build->units[m].shown; m = family->origin[m])
    g_array_append_val (path, m);
  for (guint i = path->len; i-- > 0;)
    {
      guint32 m = g_array_index (path, guint32, i);
      meet (build, heaps, family->origin[m], m, stemma_family_side (family, m) == STEMMA_SIDE_ANCESTOR);
      show (build, heaps, m);
    }
}

/* What the view asks for comes out first, and takes no room from the others. */
static guint
show_all_forced (Build *build, Heaps *heaps)
{
  guint before = build->n_cards;
  for (guint32 member = 1; member < build->family->n_members; member++)
    if (build->forced[member] && !build->units[member].shown && build->n_cards < STEMMA_LINEAGE_MAX_CARDS)
      show_forced (build, heaps, member);
  for (guint d = 0; d < 2; d++)
    memcpy (build->asked[d], build->out[d], build->family->n_members * sizeof (guint32));
  return build->n_cards - before;
}

/* Brings out the best of those that wait at one member, as many as were asked for. */
static void
show_more (Build *build, const StemmaViewEntry *entry)
{
  guint32 member = stemma_family_find (build->family, entry->model);
  gboolean up = entry->direction == STEMMA_UP;
  if (member == STEMMA_NONE || member >= build->family->n_members || !stemma_lineage_is_out (build, member)
      || build->waiting[entry->direction][member] == 0)
    return;
  Heaps waiting, met;
  heaps_init (&waiting, build);
  heaps_init (&met, build);
  Heap *heap = &waiting.heap[entry->direction];
  for (guint32 unit = 0; unit < build->n_units; unit++)
    {
      const Unit *u = &build->units[unit];
      if (!u->shown && u->home == member && u->up == up)
        heap_push (heap, unit);
    }
  for (guint left = entry->value; left > 0 && heap->units->len > 0; left--)
    if (build->n_cards < STEMMA_LINEAGE_MAX_CARDS)
      show (build, &met, heap_pop (heap));
    else
      break;
  heaps_clear (&waiting);
  heaps_clear (&met);
}

static void
show_all_more (Build *build)
{
  guint n_entries;
  const StemmaViewEntry *entries = stemma_view_get_entries (build->view, &n_entries);
  for (guint i = 0; i < n_entries; i++)
    if (entries[i].kind == STEMMA_VIEW_MORE)
      show_more (build, &entries[i]);
}

/**
 * stemma_lineage_grow:
 * @build: a build whose units are known
 * @max_cards: how many cards there may be, those apart that the view asks for
 * @max_ancestors: how many of them before descendants get room
 * @max_fan: how many children of one model
 *
 * Brings units out from the focus: what the view asks for, then ancestors, then descendants, best first; what
 * does not fit waits at the member by which it was first met.
 *
 * Returns: whether everything came out that is within the view's depth and not closed
 */
gboolean
stemma_lineage_grow (Build *build, guint max_cards, guint max_ancestors, guint max_fan)
{
  Heaps heaps;
  heaps_init (&heaps, build);
  show (build, &heaps, 0);
  guint extra = show_all_forced (build, &heaps);
  if (heaps.heap[STEMMA_DOWN].units->len == 0)
    max_ancestors = max_cards;
  gboolean all = fill (build, &heaps, STEMMA_UP, max_ancestors + extra, G_MAXUINT);
  all = fill (build, &heaps, STEMMA_DOWN, max_cards + extra, max_fan) && all;
  all = fill (build, &heaps, STEMMA_UP, max_cards + extra, G_MAXUINT) && all;
  heaps_clear (&heaps);
  show_all_more (build);
  return all;
}
