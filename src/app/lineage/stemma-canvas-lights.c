#include "app/lineage/stemma-canvas-private.h"

/* How long a pointer rests before a path is lit, ms: crossing the picture does not flicker. */
#define REST_MS 140
#define DIM_MS 160
/* How far off a card may be pointed at, pixels on screen. */
#define TOLERANCE 2.0

/** Returns: what of the scene is at (@x, @y) of the canvas, 0 for nothing */
guint32
stemma_canvas_hit (StemmaCanvas *canvas, double x, double y)
{
  StemmaPoint at = stemma_viewport_to_scene (&canvas->viewport, x, y);
  if (canvas->diagram == NULL)
    return 0;
  return stemma_scene_hit (stemma_diagram_get_scene (canvas->diagram), at.x, at.y,
                           TOLERANCE / canvas->viewport.zoom);
}

/* The first rectangle of a chip's own group: chips stand inside the group of their card. */
static StemmaRect
find_chip_rect (StemmaDiagram *diagram, guint32 card, guint32 hit)
{
  guint n_items;
  const StemmaSceneItem *items = stemma_scene_get_items (stemma_diagram_get_scene (diagram), &n_items);
  StemmaItemRange range = stemma_diagram_get_card_items (diagram, card);
  for (guint i = range.first; i < range.end; i++)
    if (items[i].hit == hit && items[i].type == STEMMA_ITEM_RECT)
      return items[i].rect.rect;
  return stemma_diagram_get_card_rect (diagram, card);
}

/** Returns: where in the scene the card or chip of @hit stands */
StemmaRect
stemma_canvas_hit_rect (StemmaCanvas *canvas, guint32 hit)
{
  StemmaHitInfo info;
  if (!stemma_diagram_hit_info (canvas->diagram, hit, &info))
    return (StemmaRect){ 0, 0, 0, 0 };
  return info.kind == STEMMA_HIT_CHIP ? find_chip_rect (canvas->diagram, info.card, hit)
                                      : stemma_diagram_get_card_rect (canvas->diagram, info.card);
}

/** stemma_canvas_get_chip_place: Returns: where on the canvas @chip is seen */
StemmaRect
stemma_canvas_get_chip_place (StemmaCanvas *canvas, guint32 chip)
{
  guint n_items;
  const StemmaSceneItem *items
    = stemma_scene_get_items (stemma_diagram_get_scene (canvas->diagram), &n_items);
  StemmaHitInfo info;
  for (guint i = 0; i < n_items; i++)
    if (items[i].type == STEMMA_ITEM_RECT && stemma_diagram_hit_info (canvas->diagram, items[i].hit, &info)
        && info.chip == chip)
      return stemma_viewport_rect_to_screen (&canvas->viewport, items[i].rect.rect);
  return (StemmaRect){ 0, 0, 0, 0 };
}

static void
set_dim (double value, gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  canvas->dim = value;
  if (value <= 0 && canvas->lights.cards == NULL)
    g_clear_pointer (&canvas->sheets[STEMMA_SHEET_LIT], stemma_sheet_unref);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

static void
dim_to (StemmaCanvas *canvas, double value)
{
  if (canvas->dimming == NULL)
    canvas->dimming = adw_timed_animation_new (GTK_WIDGET (canvas), 0, 1, DIM_MS,
                                               adw_callback_animation_target_new (set_dim, canvas, NULL));
  adw_animation_pause (canvas->dimming);
  if (canvas->dim == value)
    {
      set_dim (value, canvas);
      return;
    }
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (canvas->dimming), canvas->dim);
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (canvas->dimming), value);
  adw_animation_play (canvas->dimming);
}

/** Takes away at once what stands out. */
void
stemma_canvas_drop_lights (StemmaCanvas *canvas)
{
  g_clear_handle_id (&canvas->hover_timer, g_source_remove);
  stemma_canvas_drop_sheet (canvas, STEMMA_SHEET_LIT);
  g_clear_pointer (&canvas->lights.cards, g_bytes_unref);
  g_clear_pointer (&canvas->lights.lines, g_bytes_unref);
  canvas->hovered = STEMMA_NONE;
  canvas->hovered_hit = 0;
  dim_to (canvas, 0);
}

/* What lies on the way from @card up to the roots. */
static void
trace_up (const StemmaLineage *lineage, guint32 card, guint8 *cards_lit, guint8 *lines_lit)
{
  guint n_lines;
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  cards_lit[card] = 1;
  for (gboolean changed = TRUE; changed;)
    {
      changed = FALSE;
      for (guint i = n_lines; i-- > 0;)
        if (cards_lit[lines[i].to] && !lines_lit[i])
          {
            lines_lit[i] = 1;
            changed = changed || !cards_lit[lines[i].from];
            cards_lit[lines[i].from] = 1;
          }
    }
}

static gboolean
are_all_lit (const guint8 *cards_lit, guint n_cards)
{
  for (guint i = 0; i < n_cards; i++)
    if (!cards_lit[i])
      return FALSE;
  return TRUE;
}

/**
 * Works out what stands out: the path of the card pointed at, or the one up from the card it was asked for.
 */
void
stemma_canvas_update_lights (StemmaCanvas *canvas)
{
  guint n_cards = 0, n_lines = 0;
  StemmaLineage *lineage = canvas->diagram != NULL ? stemma_diagram_get_lineage (canvas->diagram) : NULL;
  g_clear_pointer (&canvas->lights.cards, g_bytes_unref);
  g_clear_pointer (&canvas->lights.lines, g_bytes_unref);
  if (lineage == NULL || (canvas->hovered == STEMMA_NONE && canvas->path == STEMMA_NONE))
    {
      dim_to (canvas, 0);
      return;
    }
  stemma_lineage_get_cards (lineage, &n_cards);
  stemma_lineage_get_lines (lineage, &n_lines);
  guint8 *cards_lit = g_new0 (guint8, n_cards), *lines_lit = g_new0 (guint8, n_lines + 1);
  if (canvas->path != STEMMA_NONE)
    trace_up (lineage, canvas->path, cards_lit, lines_lit);
  else
    stemma_lineage_trace (lineage, canvas->hovered, cards_lit, lines_lit);
  gboolean all = are_all_lit (cards_lit, n_cards);
  canvas->lights.cards = g_bytes_new_take (cards_lit, n_cards);
  canvas->lights.lines = g_bytes_new_take (lines_lit, n_lines);
  if (all)
    {
      g_clear_pointer (&canvas->lights.cards, g_bytes_unref);
      g_clear_pointer (&canvas->lights.lines, g_bytes_unref);
    }
  dim_to (canvas, all ? 0 : 1);
}

static gboolean
on_rest (gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  canvas->hover_timer = 0;
  if (canvas->path == STEMMA_NONE)
    stemma_canvas_update_lights (canvas);
  return G_SOURCE_REMOVE;
}

static void
hover_hit (StemmaCanvas *canvas, guint32 hit)
{
  StemmaHitInfo info = { .card = STEMMA_NONE };
  if (hit == canvas->hovered_hit)
    return;
  if (canvas->diagram != NULL)
    stemma_diagram_hit_info (canvas->diagram, hit, &info);
  canvas->hovered_hit = hit;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (canvas), hit != 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  if (info.card == canvas->hovered)
    return;
  canvas->hovered = info.card;
  g_clear_handle_id (&canvas->hover_timer, g_source_remove);
  canvas->hover_timer = g_timeout_add (REST_MS, on_rest, canvas);
}

/** The pointer is at (@x, @y). */
void
stemma_canvas_hover (StemmaCanvas *canvas, double x, double y)
{
  canvas->pointer_x = x;
  canvas->pointer_y = y;
  hover_hit (canvas, stemma_canvas_hit (canvas, x, y));
}

/** The pointer is gone. */
void
stemma_canvas_unhover (StemmaCanvas *canvas)
{
  hover_hit (canvas, 0);
}

/**
 * stemma_canvas_light_path: lights the way from @card up to the roots; once more, or %STEMMA_NONE: no
 * longer
 */
void
stemma_canvas_light_path (StemmaCanvas *canvas, guint32 card)
{
  canvas->path = canvas->path == card ? STEMMA_NONE : card;
  stemma_canvas_update_lights (canvas);
}
