#include "diagram/stemma-diagram-private.h"

#include <math.h>
#include <stdlib.h>

#define DEADLINE_MS 10000
/* More cards than anybody follows the lines of take Graphviz seconds, or as long as it is let: they are placed plainly.
   It is the number that decides, not the clock: the same view is the same picture on a busy machine. */
#define MOST_FOR_GRAPHVIZ 1000
/* What stands around the picture on the canvas, pixels. */
#define MARGIN 24.0

static void
fill_boxes (const StemmaLineage *lineage, StemmaLayoutBox *boxes)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    boxes[i] = (StemmaLayoutBox){ cards[i].id, CARD_WIDTH, stemma_diagram_card_height (lineage, &cards[i]) };
}

static void
fill_edges (const StemmaLineage *lineage, StemmaLayoutEdge *edges)
{
  guint n_lines;
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    edges[i]
        = (StemmaLayoutEdge){ lines[i].from, lines[i].to, 1, (lines[i].flags & STEMMA_LINE_BACKWARD) != 0 };
}

/* How the cards stood before, as the view has it; NULL where it has nothing. */
static StemmaLayout *
recall_order (StemmaView *view)
{
  guint n_seats;
  const StemmaViewSeat *seats = stemma_view_get_order (view, &n_seats);
  if (n_seats == 0)
    return NULL;
  g_autofree guint64 *ids = g_new (guint64, n_seats);
  g_autofree guint32 *columns = g_new (guint32, n_seats);
  for (guint i = 0; i < n_seats; i++)
    {
      ids[i] = seats[i].id;
      columns[i] = seats[i].column;
    }
  return stemma_layout_new_order (ids, columns, n_seats);
}

static gboolean
lay_out (StemmaDiagram *diagram, StemmaLayouter *layouter, GCancellable *cancellable, GError **error)
{
  guint n_cards, n_lines;
  stemma_lineage_get_cards (diagram->lineage, &n_cards);
  stemma_lineage_get_lines (diagram->lineage, &n_lines);
  g_autofree StemmaLayoutBox *boxes = g_new0 (StemmaLayoutBox, n_cards);
  g_autofree StemmaLayoutEdge *edges = g_new0 (StemmaLayoutEdge, n_lines + 1);
  g_autoptr (StemmaLayout) previous = recall_order (diagram->view);
  fill_boxes (diagram->lineage, boxes);
  fill_edges (diagram->lineage, edges);
  StemmaLayoutRequest request = { .boxes = boxes,
                                  .n_boxes = n_cards,
                                  .edges = edges,
                                  .n_edges = n_lines,
                                  .previous = previous,
                                  .deadline_ms = DEADLINE_MS };
  diagram->layout = n_cards > MOST_FOR_GRAPHVIZ ? stemma_layout_grid (&request, cancellable, error)
                                                : stemma_layouter_run (layouter, &request, cancellable, error);
  return diagram->layout != NULL;
}

/* What is drawn next answers to this card or chip; in a file nothing answers. */
void
stemma_diagram_begin_hit (StemmaDraw *draw, guint32 card, guint32 chip)
{
  StemmaHit hit = { card, chip };
  if (draw->hits == NULL)
    return;
  g_array_append_val (draw->hits, hit);
  stemma_scene_builder_set_hit (draw->builder, draw->hits->len);
}

void
stemma_diagram_draw_cards (StemmaDraw *draw)
{
  guint n_cards;
  stemma_lineage_get_cards (draw->diagram->lineage, &n_cards);
  for (guint32 card = 0; card < n_cards; card++)
    stemma_diagram_draw_card (draw, card);
}

static void
draw_scene (StemmaDiagram *diagram)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  g_autofree char *uri = stemma_view_to_uri (diagram->view);
  g_autofree char *facts = stemma_diagram_facts (diagram);
  StemmaDraw draw = { diagram, builder, diagram->hits, diagram->drawn_lines, 0, 0 };
  StemmaRect bounds;
  stemma_layout_get_bounds (diagram->layout, &bounds.x, &bounds.y, &bounds.width, &bounds.height);
  bounds.x -= MARGIN;
  bounds.y -= MARGIN;
  bounds.width += 2 * MARGIN;
  bounds.height += 2 * MARGIN;
  stemma_scene_builder_set_title (builder, stemma_view_get_focus (diagram->view), facts);
  stemma_scene_builder_set_metadata (builder, "view", uri);
  stemma_scene_builder_set_bounds (builder, bounds);
  stemma_diagram_draw_lines (&draw);
  stemma_diagram_draw_cards (&draw);
  diagram->scene = stemma_scene_builder_seal (builder);
  stemma_diagram_index_items (diagram);
}

static void
draw_legend (StemmaDiagram *diagram)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  StemmaDraw draw = { .diagram = diagram, .builder = builder };
  stemma_scene_builder_set_bounds (builder, stemma_diagram_draw_legend (&draw, 0, 0));
  diagram->legend = stemma_scene_builder_seal (builder);
}

/**
 * stemma_diagram_new:
 * @snapshot: a snapshot
 * @before: (nullable): the snapshot of stemma_view_get_since(); another is not looked at, nor is it where colours
 *   stand for something else than change
 * @view: what to show of it
 * @layouter: who places the cards
 * @cancellable: (nullable): polled while the cards are placed
 * @error: return location; as stemma_lineage_new() and stemma_layouter_run() set it
 *
 * Works out, places and draws a lineage. The view decides the picture: how cards stood on screen before an
 * edit is part of it (stemma_diagram_keep_order()), so that the same view of the same snapshot is the same
 * picture in a window, after undo, in a file and from the command line. It takes some 60 ms, at most 10 s: call it in a thread.
 *
 * Returns: (transfer full) (nullable): the diagram, or %NULL with @error set
 */
StemmaDiagram *
stemma_diagram_new (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view,
                    StemmaLayouter *layouter, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_autoptr (StemmaDiagram) diagram = g_new0 (StemmaDiagram, 1);
  g_atomic_ref_count_init (&diagram->ref_count);
  diagram->snapshot = stemma_snapshot_ref (snapshot);
  if (before != NULL && stemma_view_get_colour_by (view) == STEMMA_COLOUR_CHANGE
      && stemma_view_get_since (view) == stemma_snapshot_get_date (before))
    diagram->before = stemma_snapshot_ref (before);
  diagram->view = stemma_view_ref (view);
  diagram->hits = g_array_new (FALSE, FALSE, sizeof (StemmaHit));
  diagram->drawn_lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  diagram->lineage = stemma_lineage_new (snapshot, view, error);
  if (diagram->lineage == NULL)
    return NULL;
  if (!lay_out (diagram, layouter, cancellable, error))
    return NULL;
  stemma_diagram_choose_colours (diagram);
  draw_scene (diagram);
  draw_legend (diagram);
  return g_steal_pointer (&diagram);
}

static gint
compare_seats (gconstpointer a, gconstpointer b)
{
  const StemmaLayoutPlace *const *first = a, *const *second = b;
  if ((*first)->column != (*second)->column)
    return (*first)->column < (*second)->column ? -1 : 1;
  return (*first)->rank_in_column < (*second)->rank_in_column ? -1 : 1;
}

/**
 * stemma_diagram_keep_order:
 * @diagram: the diagram that is on screen
 * @view: what is to be shown next
 *
 * Returns: (transfer full): @view as it is drawn with the cards of @diagram in their order; @view itself where
 *   it looks at another model
 */
StemmaView *
stemma_diagram_keep_order (const StemmaDiagram *diagram, StemmaView *view)
{
  guint n_places;
  const StemmaLayoutPlace *places = stemma_layout_get_places (diagram->layout, &n_places);
  if (!g_str_equal (stemma_view_get_focus (diagram->view), stemma_view_get_focus (view)))
    return stemma_view_ref (view);
  g_autofree const StemmaLayoutPlace **sorted = g_new (const StemmaLayoutPlace *, n_places + 1);
  g_autofree StemmaViewSeat *seats = g_new (StemmaViewSeat, n_places + 1);
  for (guint i = 0; i < n_places; i++)
    sorted[i] = &places[i];
  qsort (sorted, n_places, sizeof *sorted, compare_seats);
  for (guint i = 0; i < n_places; i++)
    seats[i] = (StemmaViewSeat){ sorted[i]->id, sorted[i]->column };
  return stemma_view_with_order (view, seats, n_places);
}

/**
 * stemma_diagram_ref:
 * @diagram: a diagram
 *
 * Returns: (transfer full): @diagram
 */
StemmaDiagram *
stemma_diagram_ref (StemmaDiagram *diagram)
{
  g_atomic_ref_count_inc (&diagram->ref_count);
  return diagram;
}

/**
 * stemma_diagram_unref:
 * @diagram: (nullable) (transfer full): a diagram
 */
void
stemma_diagram_unref (StemmaDiagram *diagram)
{
  if (diagram == NULL || !g_atomic_ref_count_dec (&diagram->ref_count))
    return;
  stemma_snapshot_unref (diagram->snapshot);
  g_clear_pointer (&diagram->before, stemma_snapshot_unref);
  stemma_view_unref (diagram->view);
  stemma_lineage_unref (diagram->lineage);
  g_clear_pointer (&diagram->layout, stemma_layout_unref);
  g_clear_pointer (&diagram->scene, stemma_scene_unref);
  g_clear_pointer (&diagram->legend, stemma_scene_unref);
  g_array_unref (diagram->hits);
  g_array_unref (diagram->drawn_lines);
  g_free (diagram->card_items);
  g_free (diagram->line_items);
  g_free (diagram);
}

/**
 * stemma_diagram_get_lineage:
 * @diagram: a diagram
 *
 * Returns: (transfer none): what it shows
 */
StemmaLineage *
stemma_diagram_get_lineage (const StemmaDiagram *diagram)
{
  return diagram->lineage;
}

/**
 * stemma_diagram_get_layout:
 * @diagram: a diagram
 *
 * Returns: (transfer none): where its cards stand and its lines run; curve n is line n of the lineage
 */
StemmaLayout *
stemma_diagram_get_layout (const StemmaDiagram *diagram)
{
  return diagram->layout;
}

/**
 * stemma_diagram_get_card_role:
 * @diagram: a diagram
 * @card: one of its lineage's cards
 *
 * Returns: the colour of the bar on the card's edge, by whatever colours stand for; %STEMMA_ROLE_NONE for none
 */
StemmaRole
stemma_diagram_get_card_role (const StemmaDiagram *diagram, guint32 card)
{
  guint n_cards;
  return stemma_diagram_card_role (diagram, &stemma_lineage_get_cards (diagram->lineage, &n_cards)[card]);
}

/**
 * stemma_diagram_get_scene:
 * @diagram: a diagram
 *
 * Returns: (transfer none): what is drawn on the canvas, in places of the layout
 */
StemmaScene *
stemma_diagram_get_scene (const StemmaDiagram *diagram)
{
  return diagram->scene;
}

/**
 * stemma_diagram_get_legend_scene:
 * @diagram: a diagram
 *
 * Returns: (transfer none): the legend by itself, its top left corner at 0, 0, without a ground
 */
StemmaScene *
stemma_diagram_get_legend_scene (const StemmaDiagram *diagram)
{
  return diagram->legend;
}

/**
 * stemma_diagram_hit_info:
 * @diagram: a diagram
 * @hit: what stemma_scene_hit() said of its scene
 * @info: (out): what that is
 *
 * Returns: whether @hit is anything
 */
gboolean
stemma_diagram_hit_info (const StemmaDiagram *diagram, guint32 hit, StemmaHitInfo *info)
{
  *info = (StemmaHitInfo){
    .kind = STEMMA_HIT_NOTHING, .card = STEMMA_NONE, .chip = STEMMA_NONE, .node = STEMMA_NONE
  };
  if (hit == 0 || hit > diagram->hits->len)
    return FALSE;
  guint n_cards, n_chips;
  const StemmaHit *at = &g_array_index (diagram->hits, StemmaHit, hit - 1);
  const StemmaCard *card = &stemma_lineage_get_cards (diagram->lineage, &n_cards)[at->card];
  info->kind = at->chip == STEMMA_NONE ? STEMMA_HIT_CARD : STEMMA_HIT_CHIP;
  info->card = at->card;
  info->chip = at->chip;
  info->id = card->id;
  info->node = card->anchor;
  if (at->chip != STEMMA_NONE)
    {
      const StemmaChip *chip = &stemma_lineage_get_chips (diagram->lineage, &n_chips)[at->chip];
      info->chip_kind = chip->kind;
      info->relation = chip->relation;
    }
  return TRUE;
}

/**
 * stemma_diagram_hit_of_card:
 * @diagram: a diagram
 * @card: one of its lineage's cards
 *
 * Returns: the hit that stands for @card in the scene
 */
guint32
stemma_diagram_hit_of_card (const StemmaDiagram *diagram, guint32 card)
{
  for (guint i = 0; i < diagram->hits->len; i++)
    {
      const StemmaHit *hit = &g_array_index (diagram->hits, StemmaHit, i);
      if (hit->card == card && hit->chip == STEMMA_NONE)
        return i + 1;
    }
  return 0;
}

/**
 * stemma_diagram_get_card_rect:
 * @diagram: a diagram
 * @card: one of its lineage's cards
 *
 * Returns: where the card stands in the scene
 */
StemmaRect
stemma_diagram_get_card_rect (const StemmaDiagram *diagram, guint32 card)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (diagram->lineage, &n_cards);
  const StemmaLayoutPlace *place = stemma_layout_find (diagram->layout, cards[card].id);
  g_return_val_if_fail (place != NULL, ((StemmaRect){ 0, 0, 0, 0 }));
  return (StemmaRect){ place->x, place->y, place->width, place->height };
}

static double
middle_of (const StemmaLayoutPlace *place)
{
  return place->y + place->height / 2;
}

static guint32
step_along_lines (const StemmaDiagram *diagram, guint32 card, gboolean up)
{
  guint n_cards, n_lines;
  const StemmaCard *cards = stemma_lineage_get_cards (diagram->lineage, &n_cards);
  const StemmaLine *lines = stemma_lineage_get_lines (diagram->lineage, &n_lines);
  const StemmaLayoutPlace *here = stemma_layout_find (diagram->layout, cards[card].id);
  guint32 best = STEMMA_NONE;
  double nearest = INFINITY;
  for (guint i = 0; i < n_lines; i++)
    {
      if ((up ? lines[i].to : lines[i].from) != card || (lines[i].flags & STEMMA_LINE_BACKWARD))
        continue;
      guint32 other = up ? lines[i].from : lines[i].to;
      double away
          = fabs (middle_of (stemma_layout_find (diagram->layout, cards[other].id)) - middle_of (here));
      if (away < nearest)
        {
          nearest = away;
          best = other;
        }
    }
  return best;
}

/* The card above or below in the same column. */
static guint32
step_in_column (const StemmaDiagram *diagram, guint32 card, gboolean next)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (diagram->lineage, &n_cards);
  const StemmaLayoutPlace *here = stemma_layout_find (diagram->layout, cards[card].id);
  if (!next && here->rank_in_column == 0)
    return STEMMA_NONE;
  guint32 rank = next ? here->rank_in_column + 1 : here->rank_in_column - 1;
  for (guint32 i = 0; i < n_cards; i++)
    {
      const StemmaLayoutPlace *place = stemma_layout_find (diagram->layout, cards[i].id);
      if (place->column == here->column && place->rank_in_column == rank)
        return i;
    }
  return STEMMA_NONE;
}

/**
 * stemma_diagram_step:
 * @diagram: a diagram
 * @card: one of its lineage's cards
 * @step: where to go from it
 *
 * What the arrow keys do: of several parents or children the one at the nearest height is taken.
 *
 * Returns: the card that is reached, %STEMMA_NONE where there is none
 */
guint32
stemma_diagram_step (const StemmaDiagram *diagram, guint32 card, StemmaStep step)
{
  if (step == STEMMA_STEP_PARENT || step == STEMMA_STEP_CHILD)
    return step_along_lines (diagram, card, step == STEMMA_STEP_PARENT);
  return step_in_column (diagram, card, step == STEMMA_STEP_NEXT);
}
