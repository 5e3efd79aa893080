#include "lineage/stemma-lineage-private.h"

/* The lines of every card, by one of their ends; inside a card's part they keep the order of the lines. */
typedef struct
{
  guint32 *start; /* of every card, and one more */
  guint32 *line;
} Ends;

/* A walk in depth that meets the lines which close a ring. */
typedef struct
{
  GArray *lines;
  Ends ends;
  gboolean up;    /* from children to parents */
  guint8 *colour; /* of every card: 0 not met, 1 being walked, 2 done */
  GArray *stack;  /* of Step */
} Walk;

typedef struct
{
  guint32 card;
  guint32 next; /* into ends.line */
} Step;

static void
add_line (StemmaLineage *lineage, guint32 from, guint32 to, StemmaRelation relation, guint32 flags)
{
  const StemmaCard *cards = (const StemmaCard *) (void *) lineage->cards->data;
  StemmaLine line = { from, to, relation, flags, MAX (cards[from].distance, cards[to].distance) };
  g_array_append_val (lineage->lines, line);
}

static void
add_model_lines (StemmaLineage *lineage, const Build *build, guint32 card)
{
  const StemmaGraph *graph = build->family->graph;
  StemmaNode node = g_array_index (lineage->cards, StemmaCard, card).node;
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    {
      guint32 from = stemma_lineage_card_of (build, stemma_family_member (build->family, graph->parent[e]));
      guint8 kind = graph->parent_kind[e];
      if (from != STEMMA_NONE && from != card)
        add_line (lineage, from, card, STEMMA_EDGE_RELATION (kind),
                  kind & STEMMA_EDGE_IN_CYCLE ? STEMMA_LINE_DROPPED : 0);
    }
}

static void
add_fold_lines (StemmaLineage *lineage, const Build *build, const Fold *fold, guint32 card)
{
  for (guint32 i = 0; i < fold->n_parents; i++)
    {
      guint32 parent = g_array_index (build->fold_parents, guint32, fold->first_parent + i);
      guint32 from = stemma_lineage_card_of (build, parent);
      if (from != STEMMA_NONE)
        add_line (lineage, from, card, fold->relation, 0);
    }
}

static void
add_more_lines (StemmaLineage *lineage, const Build *build, guint32 member)
{
  guint32 card = build->card_of[member];
  guint32 above = build->more_of[STEMMA_UP][member], below = build->more_of[STEMMA_DOWN][member];
  if (above != STEMMA_NONE)
    add_line (lineage, above, card, STEMMA_RELATION_OTHER, STEMMA_LINE_MIXED);
  if (below != STEMMA_NONE)
    add_line (lineage, card, below, STEMMA_RELATION_OTHER, STEMMA_LINE_MIXED);
}

static void
add_lines (StemmaLineage *lineage, const Build *build)
{
  for (guint i = 0; i < build->shown->len; i++)
    {
      guint32 unit = g_array_index (build->shown, guint32, i);
      const Fold *fold = stemma_lineage_unit_fold (build, unit);
      if (fold != NULL)
        add_fold_lines (lineage, build, fold, build->card_of[unit]);
      else
        {
          add_model_lines (lineage, build, build->card_of[unit]);
          add_more_lines (lineage, build, unit);
        }
    }
  for (guint i = 0; i < build->guest_cards->len; i++)
    add_model_lines (lineage, build, g_array_index (build->guest_cards, guint32, i));
}

static Ends
ends_new (const GArray *lines, guint n_cards, gboolean by_child)
{
  Ends ends = { g_new0 (guint32, n_cards + 1), g_new (guint32, lines->len) };
  const StemmaLine *all = (const StemmaLine *) (void *) lines->data;
  for (guint i = 0; i < lines->len; i++)
    ends.start[(by_child ? all[i].to : all[i].from) + 1]++;
  for (guint card = 0; card < n_cards; card++)
    ends.start[card + 1] += ends.start[card];
  g_autofree guint32 *fill = g_memdup2 (ends.start, n_cards * sizeof *fill);
  for (guint i = 0; i < lines->len; i++)
    ends.line[fill[by_child ? all[i].to : all[i].from]++] = i;
  return ends;
}

static void
ends_clear (Ends *ends)
{
  g_free (ends->start);
  g_free (ends->line);
}

static gint
compare_siblings (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const StemmaLineage *lineage = user_data;
  const StemmaCard *first = &g_array_index (lineage->cards, StemmaCard, *(const guint32 *) a);
  const StemmaCard *second = &g_array_index (lineage->cards, StemmaCard, *(const guint32 *) b);
  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  if (first->kind == STEMMA_CARD_MODEL)
    return stemma_family_compare_best (lineage->family, first->node, second->node);
  return (first->id > second->id) - (first->id < second->id);
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const StemmaLine *first = a, *second = b;
  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;
  return (first->to > second->to) - (first->to < second->to);
}

/* Puts the cards into a new order, and all that knows them by number along. */
static void
reorder (StemmaLineage *lineage, Build *build, const guint32 *order)
{
  guint n = lineage->cards->len;
  g_autofree guint32 *place = g_new (guint32, n);
  GArray *cards = g_array_sized_new (FALSE, FALSE, sizeof (StemmaCard), n);
  for (guint i = 0; i < n; i++)
    {
      place[order[i]] = i;
      g_array_append_val (cards, g_array_index (lineage->cards, StemmaCard, order[i]));
    }
  g_array_unref (lineage->cards);
  lineage->cards = cards;
  lineage->focus = place[lineage->focus];
  for (guint i = 0; i < build->shown->len; i++)
    {
      guint32 unit = g_array_index (build->shown, guint32, i);
      build->card_of[unit] = place[build->card_of[unit]];
      for (guint d = 0; unit < build->family->n_members && d < 2; d++)
        if (build->more_of[d][unit] != STEMMA_NONE)
          build->more_of[d][unit] = place[build->more_of[d][unit]];
    }
  for (guint i = 0; i < build->guest_cards->len; i++)
    g_array_index (build->guest_cards, guint32, i) = place[g_array_index (build->guest_cards, guint32, i)];
  for (guint i = 0; i < lineage->lines->len; i++)
    {
      StemmaLine *line = &g_array_index (lineage->lines, StemmaLine, i);
      line->from = place[line->from];
      line->to = place[line->to];
    }
  g_array_sort (lineage->lines, compare_lines);
}

/* Siblings best first, so that whatever is walked by the lines is walked in that order. */
static void
order_siblings (StemmaLineage *lineage, Build *build)
{
  guint n = lineage->cards->len;
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  for (guint32 i = 0; i < n; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_siblings, lineage);
  reorder (lineage, build, (const guint32 *) (void *) order->data);
}

static void
walk_from (Walk *walk, guint32 card)
{
  Step step = { card, walk->ends.start[card] };
  if (walk->colour[card] != 0)
    return;
  walk->colour[card] = 1;
  g_array_append_val (walk->stack, step);
  while (walk->stack->len > 0)
    {
      Step *top = &g_array_index (walk->stack, Step, walk->stack->len - 1);
      if (top->next == walk->ends.start[top->card + 1])
        {
          walk->colour[top->card] = 2;
          g_array_set_size (walk->stack, walk->stack->len - 1);
          continue;
        }
      StemmaLine *line = &g_array_index (walk->lines, StemmaLine, walk->ends.line[top->next++]);
      guint32 other = walk->up ? line->from : line->to;
      if (line->flags & STEMMA_LINE_BACKWARD)
        continue;
      if (walk->colour[other] == 1)
        line->flags |= STEMMA_LINE_BACKWARD;
      if (walk->colour[other] != 0)
        continue;
      walk->colour[other] = 1;
      step = (Step){ other, walk->ends.start[other] };
      g_array_append_val (walk->stack, step);
    }
}

/*
 * Marks the lines that close a ring as they are met from the focus: first downwards, then, among ancestors,
 * upwards; at last whatever ring is left among guests.
 */
static void
mark_backward (StemmaLineage *lineage)
{
  guint n = lineage->cards->len;
  const StemmaCard *cards = (const StemmaCard *) (void *) lineage->cards->data;
  for (guint pass = 0; pass < 3; pass++)
    {
      gboolean up = pass == 1;
      Walk walk = { lineage->lines, ends_new (lineage->lines, n, up), up, g_new0 (guint8, n),
                    g_array_new (FALSE, FALSE, sizeof (Step)) };
      for (guint card = 0; up && card < n; card++)
        if (cards[card].side != STEMMA_SIDE_ANCESTOR && card != lineage->focus)
          walk.colour[card] = 2;
      walk_from (&walk, lineage->focus);
      for (guint32 card = 0; pass == 2 && card < n; card++)
        walk_from (&walk, card);
      ends_clear (&walk.ends);
      g_free (walk.colour);
      g_array_unref (walk.stack);
    }
}

/* Parents before children, wave by wave, the children of each card in the order they have. */
static void
order_waves (StemmaLineage *lineage, Build *build)
{
  guint n = lineage->cards->len;
  Ends below = ends_new (lineage->lines, n, FALSE);
  g_autofree guint32 *missing = g_new0 (guint32, n);
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  const StemmaLine *lines = (const StemmaLine *) (void *) lineage->lines->data;
  for (guint i = 0; i < lineage->lines->len; i++)
    missing[lines[i].to] += !(lines[i].flags & STEMMA_LINE_BACKWARD);
  for (guint32 card = 0; card < n; card++)
    if (missing[card] == 0)
      g_array_append_val (order, card);
  for (guint i = 0; i < order->len; i++)
    {
      guint32 card = g_array_index (order, guint32, i);
      for (guint32 e = below.start[card]; e < below.start[card + 1]; e++)
        {
          const StemmaLine *line = &lines[below.line[e]];
          if (!(line->flags & STEMMA_LINE_BACKWARD) && --missing[line->to] == 0)
            g_array_append_val (order, line->to);
        }
    }
  g_assert (order->len == n);
  reorder (lineage, build, (const guint32 *) (void *) order->data);
  ends_clear (&below);
}

/**
 * stemma_lineage_emit_lines:
 * @lineage: what is built, with its cards
 * @build: the build
 *
 * Makes the lines, marks those that close a ring, and puts cards and lines into their final order.
 */
void
stemma_lineage_emit_lines (StemmaLineage *lineage, Build *build)
{
  add_lines (lineage, build);
  order_siblings (lineage, build);
  mark_backward (lineage);
  order_waves (lineage, build);
}
