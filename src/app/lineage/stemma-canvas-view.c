#include "app/lineage/stemma-canvas-private.h"

#include <string.h>

#include "scene/stemma-geometry.h"

#define GLIDE_MS 180
/* How far the ring around the focus reaches. */
#define FOCUS_REACH 5.0

static StemmaRect
get_bounds (StemmaDiagram *diagram)
{
  return stemma_scene_get_bounds (stemma_diagram_get_scene (diagram));
}

static StemmaLineage *
get_lineage (StemmaCanvas *canvas)
{
  return stemma_diagram_get_lineage (canvas->diagram);
}

/* What is the same from one diagram to the next; 0 for no card. */
static guint64
get_id (StemmaDiagram *diagram, guint32 card)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (stemma_diagram_get_lineage (diagram), &n_cards);
  return card < n_cards ? cards[card].id : 0;
}

/* The card of a model, by name; STEMMA_NONE where it has none of its own. */
static guint32
find_model (StemmaDiagram *diagram, const char *name)
{
  StemmaLineage *lineage = stemma_diagram_get_lineage (diagram);
  StemmaNode node = stemma_snapshot_find_node (stemma_lineage_get_snapshot (lineage), name);
  guint32 card, chip, n_cards;
  if (node == STEMMA_NONE || !stemma_lineage_locate (lineage, node, &card, &chip) || chip != STEMMA_NONE)
    return STEMMA_NONE;
  return stemma_lineage_get_cards (lineage, &n_cards)[card].node == node ? card : STEMMA_NONE;
}

/* The card that is not to move on screen: the one that was edited, else the selected one, else the focus. */
static guint32
find_anchor (StemmaCanvas *canvas, StemmaDiagram *diagram)
{
  StemmaLineage *before = get_lineage (canvas), *after = stemma_diagram_get_lineage (diagram);
  const char *edited
      = stemma_view_find_edited (stemma_lineage_get_view (before), stemma_lineage_get_view (after));
  guint32 card = edited != NULL ? find_model (diagram, edited) : STEMMA_NONE;
  if (card != STEMMA_NONE && stemma_lineage_find_card (before, get_id (diagram, card)) != STEMMA_NONE)
    return card;
  card = edited == NULL ? stemma_lineage_find_card (after, get_id (canvas->diagram, canvas->selected))
                        : STEMMA_NONE;
  return card != STEMMA_NONE ? card : stemma_lineage_get_focus (after);
}

/** Returns: whether one came to another model than the one that is shown */
gboolean
stemma_canvas_has_other_focus (StemmaCanvas *canvas, StemmaDiagram *next)
{
  StemmaLineage *after = stemma_diagram_get_lineage (next);
  return canvas->diagram == NULL || !canvas->placed
         || !g_str_equal (stemma_view_get_focus (stemma_lineage_get_view (get_lineage (canvas))),
                          stemma_view_get_focus (stemma_lineage_get_view (after)));
}

/** Returns: @viewport moved as far as needed to see @rect beside what lies over the canvas */
StemmaViewport
stemma_canvas_uncover (const StemmaCanvas *canvas, StemmaViewport viewport, StemmaRect rect)
{
  for (guint i = 0; i < STEMMA_CANVAS_COVERS; i++)
    if (canvas->covers[i].width > 0)
      viewport = stemma_viewport_uncovering (viewport, rect, canvas->covers[i]);
  return viewport;
}

/* At 1:1, on the focus. What lies over the canvas covers nothing where there is room for all, and never the
   focus. */
static StemmaViewport
open_at_focus (StemmaCanvas *canvas, StemmaDiagram *diagram)
{
  guint32 card = stemma_lineage_get_focus (stemma_diagram_get_lineage (diagram));
  StemmaRect focus = stemma_diagram_get_card_rect (diagram, card), bounds = get_bounds (diagram);
  StemmaViewport viewport = stemma_viewport_opened (canvas->viewport, bounds, focus);
  if (bounds.width <= viewport.width && bounds.height <= viewport.height)
    viewport = stemma_canvas_uncover (canvas, viewport, bounds);
  return stemma_canvas_uncover (canvas, viewport, stemma_rect_outset (focus, FOCUS_REACH));
}

static gboolean
sees_any_card (const StemmaViewport *viewport, StemmaDiagram *diagram)
{
  guint n_places;
  const StemmaLayoutPlace *places
    = stemma_layout_get_places (stemma_diagram_get_layout (diagram), &n_places);
  StemmaRect visible = stemma_viewport_get_visible (viewport);
  for (guint i = 0; i < n_places; i++)
    {
      StemmaRect rect = { places[i].x, places[i].y, places[i].width, places[i].height };
      if (stemma_rect_overlaps (&rect, &visible))
        return TRUE;
    }
  return FALSE;
}

/* So that the card that was edited stays where it is on screen; tells whether it can. */
static gboolean
follow_anchor (StemmaCanvas *canvas, StemmaDiagram *diagram, StemmaViewport *viewport)
{
  if (stemma_canvas_has_other_focus (canvas, diagram))
    return FALSE;
  guint32 anchor = find_anchor (canvas, diagram);
  guint32 old = stemma_lineage_find_card (get_lineage (canvas), get_id (diagram, anchor));
  if (old == STEMMA_NONE)
    return FALSE;
  StemmaRect from = stemma_diagram_get_card_rect (canvas->diagram, old);
  StemmaRect to = stemma_diagram_get_card_rect (diagram, anchor);
  *viewport = canvas->viewport;
  viewport->x += to.x - from.x;
  viewport->y += to.y - from.y;
  return sees_any_card (viewport, diagram);
}

/** Returns: how a diagram is seen that follows upon the one that is shown; @opened: whether as at first */
StemmaViewport
stemma_canvas_place (StemmaCanvas *canvas, StemmaDiagram *diagram, gboolean *opened)
{
  StemmaViewport viewport;
  *opened = !follow_anchor (canvas, diagram, &viewport);
  return *opened ? open_at_focus (canvas, diagram) : viewport;
}

/** Returns: whether there is any room to draw in */
gboolean
stemma_canvas_has_size (const StemmaCanvas *canvas)
{
  return canvas->viewport.width >= 1 && canvas->viewport.height >= 1;
}

/** stemma_canvas_get_card_place: Returns: where on the canvas @card is seen */
StemmaRect
stemma_canvas_get_card_place (StemmaCanvas *canvas, guint32 card)
{
  return stemma_viewport_rect_to_screen (&canvas->viewport,
                                         stemma_diagram_get_card_rect (canvas->diagram, card));
}

static gboolean
is_in_sight (const StemmaViewport *viewport, StemmaRect rect)
{
  StemmaRect seen = stemma_viewport_get_visible (viewport);
  return rect.x >= seen.x && rect.y >= seen.y && rect.x + rect.width <= seen.x + seen.width
         && rect.y + rect.height <= seen.y + seen.height;
}

/**
 * As long as nobody has moved it a picture opens anew in every size; later it stays, but for what is needed to
 * keep the selected card in sight.
 */
void
stemma_canvas_fit_to_size (StemmaCanvas *canvas, const StemmaViewport *before)
{
  if (canvas->diagram == NULL || !stemma_canvas_has_size (canvas))
    return;
  if (!canvas->placed || canvas->untouched)
    {
      if (canvas->gliding != NULL)
        adw_animation_pause (canvas->gliding);
      canvas->viewport = open_at_focus (canvas, canvas->diagram);
      canvas->placed = canvas->untouched = TRUE;
      return;
    }
  if (canvas->selected == STEMMA_NONE)
    return;
  StemmaRect rect = stemma_diagram_get_card_rect (canvas->diagram, canvas->selected);
  if (is_in_sight (before, rect) && !is_in_sight (&canvas->viewport, rect))
    canvas->viewport = stemma_canvas_uncover (
      canvas, stemma_viewport_revealing (canvas->viewport, rect, STEMMA_CANVAS_REVEAL_MARGIN), rect);
}

/**
 * stemma_canvas_set_covers:
 * @canvas: a canvas
 * @covers: what lies over its lower corners, pixels on screen, with some room around it; without a size: nothing
 *
 * Cards that are brought into sight come to stand beside it.
 */
void
stemma_canvas_set_covers (StemmaCanvas *canvas, const StemmaRect covers[STEMMA_CANVAS_COVERS])
{
  if (memcmp (canvas->covers, covers, sizeof canvas->covers) == 0)
    return;
  memcpy (canvas->covers, covers, sizeof canvas->covers);
  if (canvas->diagram == NULL || !canvas->placed || !canvas->untouched)
    return;
  canvas->viewport = open_at_focus (canvas, canvas->diagram);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  stemma_canvas_tell_moved (canvas);
}

static void
glide (double share, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  StemmaViewport now = stemma_viewport_between (canvas->glide_from, canvas->glide_to, share);
  now.width = canvas->viewport.width;
  now.height = canvas->viewport.height;
  canvas->viewport = stemma_viewport_snapped (now, gtk_widget_get_scale_factor (GTK_WIDGET (canvas)));
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  stemma_canvas_tell_moved (canvas);
}

/**
 * stemma_canvas_set_viewport:
 * @canvas: a canvas
 * @viewport: which part of the scene to show; its size is left aside
 * @moving: whether to show the way there, if the desktop wants such
 */
void
stemma_canvas_set_viewport (StemmaCanvas *canvas, StemmaViewport viewport, gboolean moving)
{
  if (canvas->gliding == NULL)
    {
      canvas->gliding = adw_timed_animation_new (GTK_WIDGET (canvas), 0, 1, GLIDE_MS,
                                                 adw_callback_animation_target_new (glide, canvas, NULL));
      adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (canvas->gliding), ADW_EASE_OUT_CUBIC);
    }
  adw_animation_pause (canvas->gliding);
  canvas->untouched = FALSE;
  viewport.width = canvas->viewport.width;
  viewport.height = canvas->viewport.height;
  canvas->glide_from = canvas->viewport;
  canvas->glide_to = viewport;
  if (moving)
    adw_animation_play (canvas->gliding);
  else
    glide (1, canvas);
}

/** stemma_canvas_zoom: shows @zoom pixels for one of the scene, what is in the middle staying there */
void
stemma_canvas_zoom (StemmaCanvas *canvas, double zoom)
{
  stemma_canvas_set_viewport (
    canvas,
    stemma_viewport_zoomed (canvas->viewport, zoom, canvas->viewport.width / 2, canvas->viewport.height / 2),
    TRUE);
}

/** stemma_canvas_fit: shows all of the picture */
void
stemma_canvas_fit (StemmaCanvas *canvas)
{
  if (canvas->diagram != NULL)
    stemma_canvas_set_viewport (
      canvas, stemma_viewport_fitted (canvas->viewport, get_bounds (canvas->diagram)), TRUE);
}

/** stemma_canvas_go_home: selects the focus and brings it into the middle, at 1:1 */
void
stemma_canvas_go_home (StemmaCanvas *canvas)
{
  if (canvas->diagram == NULL)
    return;
  guint32 focus = stemma_lineage_get_focus (get_lineage (canvas));
  stemma_canvas_select (canvas, focus, FALSE);
  stemma_canvas_set_viewport (canvas, open_at_focus (canvas, canvas->diagram), TRUE);
}
