#include <string.h>

#include "lineage/stemma-lineage-private.h"

/* Of alike siblings so many stay out, the most downloaded ones; fewer than three are not worth a fold. */
#define STAY_OUT 2
#define SMALLEST_FOLD 3

/* A member that may fold, with the parents and the relation that it would fold by. */
typedef struct
{
  guint32 member;
  guint32 first_parent; /* into fold_parents */
  guint32 n_parents;
  StemmaRelation relation;
} Candidate;

/* Who is reached only through a side that is closed by hand is not forced out. Origins come before whom they
 * reach. */
static void
mark_closed (Build *build)
{
  const StemmaFamily *family = build->family;
  for (guint32 member = 1; member < family->n_members; member++)
    {
      guint32 origin = family->origin[member];
      gboolean down = stemma_family_side (family, member) == STEMMA_SIDE_DESCENDANT;
      if (build->collapsed[origin] & (STEMMA_LINEAGE_CLOSED | 1u << (down ? STEMMA_DOWN : STEMMA_UP)))
        build->collapsed[member] |= STEMMA_LINEAGE_CLOSED;
    }
}

/* A member that is to stay out keeps everybody between it and the focus out of folds and chips. */
static void
force_out (Build *build, guint32 member)
{
  const StemmaFamily *family = build->family;
  for (guint32 m = member; !build->kept[m]; m = family->origin[m])
    build->kept[m] = 1;
  build->forced[member] = !(build->collapsed[member] & STEMMA_LINEAGE_CLOSED);
}

static void
read_entry (Build *build, const StemmaViewEntry *entry)
{
  const char *name = entry->kind == STEMMA_VIEW_PICK ? entry->member : entry->model;
  guint32 member = stemma_family_find (build->family, name);
  if (member == STEMMA_NONE)
    return;
  if (entry->kind == STEMMA_VIEW_PICK || entry->kind == STEMMA_VIEW_PIN)
    force_out (build, member);
}

static gint
compare_best (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const StemmaFamily *family = user_data;
  return stemma_family_compare_best (family, stemma_family_node (family, *(const guint32 *) a),
                                     stemma_family_node (family, *(const guint32 *) b));
}

/* An opened fan brings its best members out, to a bound; the others stay in their chip or fold. */
static void
open_fan (Build *build, const StemmaViewEntry *entry)
{
  const StemmaFamily *family = build->family;
  const StemmaGraph *graph = family->graph;
  guint32 member = stemma_family_find (family, entry->model);
  if (member == STEMMA_NONE || entry->direction != STEMMA_DOWN)
    return;
  g_autoptr (GArray) fan = g_array_new (FALSE, FALSE, sizeof (guint32));
  StemmaNode node = stemma_family_node (family, member);
  for (guint32 e = graph->child_start[node]; e < graph->child_start[node + 1]; e++)
    {
      guint32 child = stemma_family_member (family, graph->child[e]);
      if (child != STEMMA_NONE && child != member && !build->kept[child]
          && (entry->value & (1u << STEMMA_EDGE_RELATION (graph->child_kind[e]))))
        g_array_append_val (fan, child);
    }
  g_array_sort_with_data (fan, compare_best, (gpointer) family);
  for (guint i = 0; i < MIN (fan->len, STEMMA_LINEAGE_OPENED_FAN); i++)
    force_out (build, g_array_index (fan, guint32, i));
}

static void
read_view (Build *build)
{
  guint n_entries;
  const StemmaViewEntry *entries = stemma_view_get_entries (build->view, &n_entries);
  for (guint i = 0; i < n_entries; i++)
    if (entries[i].kind == STEMMA_VIEW_COLLAPSE)
      {
        guint32 member = stemma_family_find (build->family, entries[i].model);
        if (member != STEMMA_NONE)
          build->collapsed[member] |= (guint8) (1u << entries[i].direction);
      }
  mark_closed (build);
  for (guint i = 0; i < n_entries; i++)
    read_entry (build, &entries[i]);
  for (guint i = 0; i < n_entries; i++)
    if (entries[i].kind == STEMMA_VIEW_OPEN)
      open_fan (build, &entries[i]);
}

/* How many members are among the parents of a node, itself left out. */
static guint32
count_parents (const StemmaFamily *family, StemmaNode node)
{
  const StemmaGraph *graph = family->graph;
  guint32 n = 0;
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    n += graph->parent[e] != node && stemma_family_member (family, graph->parent[e]) != STEMMA_NONE;
  return n;
}

static gboolean
has_children (const StemmaFamily *family, StemmaNode node)
{
  const StemmaGraph *graph = family->graph;
  for (guint32 e = graph->child_start[node]; e < graph->child_start[node + 1]; e++)
    if (graph->child[e] != node && stemma_family_member (family, graph->child[e]) != STEMMA_NONE)
      return TRUE;
  return FALSE;
}

static void
mark_chip_leaves (Build *build)
{
  const StemmaFamily *family = build->family;
  for (guint32 member = 1; member <= family->n_descendants; member++)
    {
      StemmaNode node = stemma_family_node (family, member);
      if (!build->kept[member] && !has_children (family, node) && count_parents (family, node) == 1)
        build->unit_of[member] = STEMMA_NONE;
    }
}

static gboolean
has_only_chip_leaves (const Build *build, StemmaNode node)
{
  const StemmaGraph *graph = build->family->graph;
  for (guint32 e = graph->child_start[node]; e < graph->child_start[node + 1]; e++)
    {
      guint32 child = stemma_family_member (build->family, graph->child[e]);
      if (child != STEMMA_NONE && graph->child[e] != node && build->unit_of[child] != STEMMA_NONE)
        return FALSE;
    }
  return TRUE;
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;
  return (first > second) - (first < second);
}

static void
add_candidate (Build *build, GArray *candidates, guint32 member)
{
  const StemmaFamily *family = build->family;
  const StemmaGraph *graph = family->graph;
  StemmaNode node = stemma_family_node (family, member);
  Candidate candidate = { member, build->fold_parents->len, 0, STEMMA_RELATION_OTHER };
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    {
      guint32 parent = stemma_family_member (family, graph->parent[e]);
      if (parent == STEMMA_NONE || parent == member)
        continue;
      if (candidate.n_parents++ == 0)
        candidate.relation = STEMMA_EDGE_RELATION (graph->parent_kind[e]);
      g_array_append_val (build->fold_parents, parent);
    }
  guint32 *parents = &g_array_index (build->fold_parents, guint32, candidate.first_parent);
  qsort (parents, candidate.n_parents, sizeof *parents, compare_numbers);
  g_array_append_val (candidates, candidate);
}

static int
compare_keys (const Build *build, const Candidate *a, const Candidate *b)
{
  if (a->n_parents != b->n_parents)
    return a->n_parents < b->n_parents ? -1 : 1;
  const guint32 *parents = (const guint32 *) (void *) build->fold_parents->data;
  for (guint32 i = 0; i < a->n_parents; i++)
    {
      guint32 first = parents[a->first_parent + i], second = parents[b->first_parent + i];
      if (first != second)
        return first < second ? -1 : 1;
    }
  return (int) a->relation - (int) b->relation;
}

static gint
compare_candidates (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Build *build = user_data;
  const Candidate *first = a, *second = b;
  int order = compare_keys (build, first, second);
  return order != 0 ? order : compare_best (&first->member, &second->member, build->family);
}

static void
make_fold (Build *build, const Candidate *candidates, guint32 n)
{
  Fold fold = { build->fold_members->len, n, candidates[0].relation, candidates[0].first_parent,
                candidates[0].n_parents };
  guint32 unit = build->family->n_members + build->folds->len;
  for (guint32 i = 0; i < n; i++)
    {
      g_array_append_val (build->fold_members, candidates[i].member);
      build->unit_of[candidates[i].member] = unit;
    }
  g_array_append_val (build->folds, fold);
}

static void
make_folds (Build *build, GArray *candidates)
{
  g_array_sort_with_data (candidates, compare_candidates, build);
  const Candidate *all = (const Candidate *) (void *) candidates->data;
  for (guint32 i = 0, end; i < candidates->len; i = end)
    {
      for (end = i + 1; end < candidates->len && compare_keys (build, &all[i], &all[end]) == 0;)
        end++;
      if (end - i >= STAY_OUT + SMALLEST_FOLD)
        make_fold (build, &all[i + STAY_OUT], end - i - STAY_OUT);
    }
}

/* What hangs on each unit, by the way in which it was first reached; members come nearest first. */
static void
measure_units (Build *build)
{
  const StemmaFamily *family = build->family;
  build->n_units = family->n_members + build->folds->len;
  build->units = g_new0 (Unit, build->n_units);
  for (guint32 unit = 0; unit < build->n_units; unit++)
    build->units[unit].home = STEMMA_NONE;
  g_autofree guint32 *sizes = g_new (guint32, family->n_members);
  for (guint32 member = 0; member < family->n_members; member++)
    sizes[member] = 1;
  for (guint32 member = family->n_members; member-- > 1;)
    sizes[family->origin[member]] += sizes[member];
  for (guint32 member = 0; member < family->n_members; member++)
    {
      guint32 unit = build->unit_of[member];
      if (unit == STEMMA_NONE)
        continue;
      build->units[unit].size += sizes[member];
      build->units[unit].downloads
          += stemma_family_node_downloads (family, stemma_family_node (family, member));
    }
}

/**
 * stemma_lineage_fold:
 * @build: a build with its family
 *
 * Decides what is a chip, what folds and what may be a card: a leaf with one parent is counted on its
 * parent's chip; alike siblings (the same parents, the same relation) none of whose children is more than
 * such a leaf fold into one unit, the most downloaded stay out.
 */
void
stemma_lineage_fold (Build *build)
{
  const StemmaFamily *family = build->family;
  build->kept[0] = 1;
  read_view (build);
  if (stemma_view_get_fold (build->view) == STEMMA_FOLD_AUTO)
    {
      g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
      mark_chip_leaves (build);
      for (guint32 member = 1; member <= family->n_descendants; member++)
        if (!build->kept[member] && build->unit_of[member] != STEMMA_NONE
            && has_only_chip_leaves (build, stemma_family_node (family, member)))
          add_candidate (build, candidates, member);
      make_folds (build, candidates);
    }
  measure_units (build);
}
