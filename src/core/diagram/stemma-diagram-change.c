#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"

#define MARK 4.0

/* The rights that "moved on" looks at. */
#define ACCESS_FLAGS (STEMMA_FLAG_GATED | STEMMA_FLAG_DISABLED)

static gboolean
is_same_name (const StemmaDiagram *diagram, guint32 now, guint32 then)
{
  return g_str_equal (stemma_snapshot_get_name (diagram->snapshot, now),
                      stemma_snapshot_get_name (diagram->before, then));
}

/* The same strings were declared, each under the same relation, in whatever order. */
static gboolean
has_same_parents (const StemmaDiagram *diagram, StemmaNode node, StemmaNode old)
{
  const StemmaGraph *now = stemma_snapshot_get_graph (diagram->snapshot);
  const StemmaGraph *then = stemma_snapshot_get_graph (diagram->before);
  guint32 first = node != STEMMA_NONE ? now->parent_start[node] : 0;
  guint32 end = node != STEMMA_NONE ? now->parent_start[node + 1] : 0;
  guint32 old_first = old != STEMMA_NONE ? then->parent_start[old] : 0;
  guint32 old_end = old != STEMMA_NONE ? then->parent_start[old + 1] : 0;
  if (end - first != old_end - old_first)
    return FALSE;
  for (guint32 e = first; e < end; e++)
    {
      gboolean found = FALSE;
      for (guint32 o = old_first; o < old_end && !found; o++)
        found = is_same_name (diagram, stemma_snapshot_get_declared (diagram->snapshot, e),
                              stemma_snapshot_get_declared (diagram->before, o))
                && STEMMA_EDGE_RELATION (now->parent_kind[e]) == STEMMA_EDGE_RELATION (then->parent_kind[o]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_same_licence (const StemmaDiagram *diagram, guint32 now, guint32 then)
{
  const char *a = now != 0 ? stemma_snapshot_get_word (diagram->snapshot, STEMMA_WORD_LICENCE, now) : "";
  const char *b = then != 0 ? stemma_snapshot_get_word (diagram->before, STEMMA_WORD_LICENCE, then) : "";
  return g_str_equal (a, b);
}

static guint
compare_rows (const StemmaDiagram *diagram, StemmaRow row, StemmaRow old)
{
  const StemmaColumns *now = stemma_snapshot_get_columns (diagram->snapshot);
  const StemmaColumns *then = stemma_snapshot_get_columns (diagram->before);
  guint changes = 0;
  guint64 sha = stemma_packed_get (&now->sha, row), old_sha = stemma_packed_get (&then->sha, old);
  if (sha != 0 && old_sha != 0 && sha != old_sha)
    changes |= STEMMA_CHANGE_UPDATED;
  if (!has_same_parents (diagram, stemma_columns_get_node (now, row), stemma_columns_get_node (then, old)))
    changes |= STEMMA_CHANGE_PARENTS;
  if (!has_same_licence (diagram, (guint32) stemma_packed_get (&now->licence, row),
                         (guint32) stemma_packed_get (&then->licence, old)))
    changes |= STEMMA_CHANGE_LICENCE;
  if ((stemma_columns_get_flags (now, row) ^ stemma_columns_get_flags (then, old)) & ACCESS_FLAGS)
    changes |= STEMMA_CHANGE_ACCESS;
  return changes;
}

/* What is different about a card's model since the snapshot before, as StemmaChange; 0 for what stands for
 * several, and where nothing is compared. */
guint
stemma_diagram_card_changes (const StemmaDiagram *diagram, const StemmaCard *card)
{
  if (diagram->before == NULL || card->kind != STEMMA_CARD_MODEL)
    return 0;
  if (card->row != STEMMA_NONE)
    {
      guint32 key = stemma_columns_get_key (stemma_snapshot_get_columns (diagram->snapshot), card->row);
      StemmaRow old = stemma_snapshot_find_key (diagram->before, key);
      return old == STEMMA_NONE ? STEMMA_CHANGE_ADDED : compare_rows (diagram, card->row, old);
    }
  const char *name = stemma_snapshot_get_node_name (diagram->snapshot, card->node);
  return stemma_snapshot_find_row (diagram->before, name) != STEMMA_NONE ? STEMMA_CHANGE_GONE : 0;
}

StemmaRole
stemma_diagram_change_role (guint changes)
{
  if (changes & STEMMA_CHANGE_ADDED)
    return STEMMA_ROLE_ADDED;
  if (changes & STEMMA_CHANGE_GONE)
    return STEMMA_ROLE_GONE;
  return changes != 0 ? STEMMA_ROLE_CHANGED : STEMMA_ROLE_NONE;
}

static void
draw_stroke (StemmaSceneBuilder *builder, double x, double y, double dx, double dy, StemmaRole role)
{
  StemmaPaint paint = { .stroke = role, .width = 2 };
  stemma_scene_builder_line (builder, (StemmaPoint){ x - dx, y - dy }, (StemmaPoint){ x + dx, y + dy }, paint);
}

/* A plus for what is new, a cross for what is gone, a dot for what changed: 8 pixels wide. */
void
stemma_diagram_draw_change (StemmaSceneBuilder *builder, double x, double middle, guint changes)
{
  StemmaRole role = stemma_diagram_change_role (changes);
  double centre = x + MARK;
  if (changes & STEMMA_CHANGE_ADDED)
    {
      draw_stroke (builder, centre, middle, MARK, 0, role);
      draw_stroke (builder, centre, middle, 0, MARK, role);
    }
  else if (changes & STEMMA_CHANGE_GONE)
    {
      draw_stroke (builder, centre, middle, MARK - 0.5, MARK - 0.5, role);
      draw_stroke (builder, centre, middle, MARK - 0.5, 0.5 - MARK, role);
    }
  else if (changes != 0)
    stemma_scene_builder_rect (builder, (StemmaRect){ centre - 3, middle - 3, 6, 6 }, 3,
                               (StemmaPaint){ .fill = role });
}

/* Adds what is different, in words. */
void
stemma_diagram_describe_changes (guint changes, GPtrArray *parts)
{
  if (changes & STEMMA_CHANGE_ADDED)
    g_ptr_array_add (parts, g_strdup (_ ("new since the week before")));
  if (changes & STEMMA_CHANGE_GONE)
    g_ptr_array_add (parts, g_strdup (_ ("listed the week before")));
  if (changes & STEMMA_CHANGE_UPDATED)
    g_ptr_array_add (parts, g_strdup (_ ("updated since the week before")));
  if (changes & STEMMA_CHANGE_PARENTS)
    g_ptr_array_add (parts, g_strdup (_ ("declares other parents than the week before")));
  if (changes & STEMMA_CHANGE_LICENCE)
    g_ptr_array_add (parts, g_strdup (_ ("under another licence than the week before")));
  if (changes & STEMMA_CHANGE_ACCESS)
    g_ptr_array_add (parts, g_strdup (_ ("gated or disabled otherwise than the week before")));
}
