#include <math.h>
#include <string.h>

#include "diagram/stemma-diagram-private.h"
#include "record/stemma-hub-name.h"
#include "scene/stemma-text.h"
#include "style/stemma-mark.h"

#define OWNER_LINE 15.0
#define NAME_LINE 18.0
#define CHIPS_ABOVE 6.0
#define CHIP_ROW 22.0
#define FOOT 15.0
#define GROUP_HEIGHT 62.0
#define FOCUS_GAP 3.0
#define LOADS_HEIGHT 3.0
/* Downloads that fill the bar: no model has more in 30 days. */
#define LOADS_FULL 1e9

/* How high a card has to be for what stands on it. */
double
stemma_diagram_card_height (const StemmaLineage *lineage, const StemmaCard *card)
{
  guint rows = stemma_diagram_chip_rows (lineage, card);
  if (card->kind != STEMMA_CARD_MODEL)
    return GROUP_HEIGHT + (card->kind == STEMMA_CARD_FOLD ? 2 * CARD_STACK : 0);
  return CARD_TOP + OWNER_LINE + NAME_LINE + (rows > 0 ? CHIPS_ABOVE + rows * CHIP_ROW - 2 : 0) + FOOT;
}

/* The strip along the left edge of a card, its corners those of the card. */
static void
draw_bar (StemmaDraw *draw, StemmaRect rect, StemmaRole role)
{
  double r = CARD_RADIUS, left = rect.x, bottom = rect.y + rect.height, x = rect.x + CARD_BAR;
  /* Where the card's round corner is as far from the edge as the strip is wide, and the arc up to there. */
  double rise = r - sqrt (r * r - (r - CARD_BAR) * (r - CARD_BAR));
  double angle = acos ((r - CARD_BAR) / r), k = 4.0 / 3 * tan (angle / 4) * r;
  double tx = k * sin (angle), ty = k * cos (angle);
  StemmaPoint points[13] = {
    { x, rect.y + rise }, { x - tx, rect.y + rise + ty }, { left, rect.y + r - k },
    { left, rect.y + r }, { left, rect.y + r },           { left, bottom - r },
    { left, bottom - r }, { left, bottom - r + k },       { x - tx, bottom - rise - ty },
    { x, bottom - rise }, { x, bottom - rise },           { x, rect.y + rise },
    { x, rect.y + rise },
  };
  stemma_scene_builder_path (draw->builder, points, 13, TRUE, (StemmaPaint){ .fill = role });
}

/**
 * stemma_diagram_draw_frame:
 * @draw: what is drawn
 * @rect: the card
 * @fill: its colour; %STEMMA_ROLE_NONE gives the dashed outline of what is not listed
 * @bar: the colour of the strip on its left edge, %STEMMA_ROLE_NONE for none
 * @letter: (nullable): what the strip stands for
 */
void
stemma_diagram_draw_frame (StemmaDraw *draw, StemmaRect rect, StemmaRole fill, StemmaRole bar,
                           const char *letter)
{
  gboolean hollow = fill == STEMMA_ROLE_NONE;
  StemmaPaint outline = { .stroke = hollow ? STEMMA_ROLE_INK_DIM : STEMMA_ROLE_LINE,
                          .width = 1,
                          .dash = hollow ? STEMMA_DASH_SHORT : STEMMA_DASH_SOLID };
  stemma_scene_builder_rect (draw->builder, rect, CARD_RADIUS, (StemmaPaint){ .fill = fill });
  if (bar != STEMMA_ROLE_NONE)
    draw_bar (draw, rect, bar);
  stemma_scene_builder_rect (draw->builder, rect, CARD_RADIUS, outline);
  if (letter == NULL)
    return;
  double ascent = stemma_text_ascent (STEMMA_FONT_OWNER), height = stemma_text_height (STEMMA_FONT_OWNER);
  stemma_scene_builder_set_min_zoom (draw->builder, ZOOM_DETAIL);
  stemma_scene_builder_text (draw->builder, rect.x + CARD_LETTER,
                             rect.y + (rect.height - height) / 2 + ascent, letter, STEMMA_FONT_OWNER,
                             STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK);
  stemma_scene_builder_set_min_zoom (draw->builder, 0);
}

/* Owner and badges share the upper line, the name has the lower one for itself. */
static void
draw_name (StemmaDraw *draw, guint32 card, const StemmaCard *c, StemmaRect rect)
{
  const char *name = stemma_lineage_get_card_name (draw->diagram->lineage, card), *slash = strchr (name, '/');
  double x = rect.x + CARD_TEXT, right = rect.x + rect.width - CARD_END, y = rect.y + CARD_TOP;
  double owner_height = stemma_text_height (STEMMA_FONT_OWNER);
  stemma_scene_builder_set_min_zoom (draw->builder, ZOOM_DETAIL);
  double begin = stemma_diagram_draw_badges (draw, c, right + 2, y + owner_height / 2);
  if (slash != NULL && slash > name)
    {
      g_autofree char *owner = g_strndup (name, (gsize) (slash - name));
      g_autofree char *shown = stemma_text_shorten (owner, STEMMA_FONT_OWNER, begin - x - 2);
      stemma_scene_builder_text (draw->builder, x, y + stemma_text_ascent (STEMMA_FONT_OWNER), shown,
                                 STEMMA_FONT_OWNER, STEMMA_ANCHOR_START, STEMMA_ROLE_INK_DIM);
    }
  g_autofree char *shown
      = stemma_text_shorten (slash != NULL && slash > name ? slash + 1 : name, STEMMA_FONT_NAME, right - x);
  stemma_scene_builder_set_min_zoom (draw->builder, ZOOM_NAME);
  stemma_scene_builder_text (draw->builder, x, y + OWNER_LINE + stemma_text_ascent (STEMMA_FONT_NAME), shown,
                             STEMMA_FONT_NAME, STEMMA_ANCHOR_START, STEMMA_ROLE_INK);
}

/* Downloads of 30 days on a scale of powers of ten, from 1 to LOADS_FULL. */
static void
draw_downloads (StemmaDraw *draw, const StemmaCard *c, StemmaRect rect)
{
  StemmaRect track
      = { rect.x + CARD_TEXT, rect.y + rect.height - 10, rect.width - CARD_TEXT - CARD_END, LOADS_HEIGHT };
  StemmaRect bar = track;
  if (!stemma_diagram_card_knows (draw->diagram, c, STEMMA_KNOWN_DOWNLOADS))
    return;
  bar.width *= MIN (log1p ((double) c->downloads) / log (LOADS_FULL), 1);
  stemma_scene_builder_set_min_zoom (draw->builder, ZOOM_DETAIL);
  stemma_scene_builder_rect (draw->builder, track, LOADS_HEIGHT / 2,
                             (StemmaPaint){ .fill = STEMMA_ROLE_SURFACE_DIM });
  if (c->downloads > 0)
    stemma_scene_builder_rect (draw->builder, bar, LOADS_HEIGHT / 2,
                               (StemmaPaint){ .fill = STEMMA_ROLE_BAR });
}

static void
draw_model (StemmaDraw *draw, guint32 card, const StemmaCard *c, StemmaRect rect)
{
  StemmaRelation relation;
  gboolean derived = stemma_diagram_card_relation (draw->diagram, c, &relation);
  gboolean ghost = (stemma_diagram_card_node_flags (draw->diagram, c) & STEMMA_NODE_GHOST) != 0;
  if (c->side == STEMMA_SIDE_FOCUS)
    {
      StemmaRect ring = { rect.x - FOCUS_GAP, rect.y - FOCUS_GAP, rect.width + 2 * FOCUS_GAP,
                          rect.height + 2 * FOCUS_GAP };
      stemma_scene_builder_rect (draw->builder, ring, CARD_RADIUS + FOCUS_GAP,
                                 (StemmaPaint){ .stroke = STEMMA_ROLE_ACCENT, .width = 2.5 });
    }
  stemma_diagram_draw_frame (draw, rect, ghost ? STEMMA_ROLE_NONE : STEMMA_ROLE_SURFACE,
                             stemma_diagram_card_role (draw->diagram, c),
                             derived ? stemma_mark_letter (relation) : NULL);
  draw_name (draw, card, c, rect);
  draw_downloads (draw, c, rect);
  stemma_diagram_draw_chips (draw, card, rect.x + CARD_TEXT,
                             rect.y + CARD_TOP + OWNER_LINE + NAME_LINE + CHIPS_ABOVE);
}

/**
 * stemma_diagram_draw_card:
 * @draw: what is drawn
 * @card: one of the lineage's cards
 *
 * Draws a card as a group that says in words what it is, and leads to the Hub where the name can be one of
 * the Hub's.
 */
void
stemma_diagram_draw_card (StemmaDraw *draw, guint32 card)
{
  static const char *const roles[] = { "model", "fold", "more" };
  guint n_cards;
  const StemmaCard *c = &stemma_lineage_get_cards (draw->diagram->lineage, &n_cards)[card];
  StemmaRect rect = stemma_diagram_get_card_rect (draw->diagram, card);
  g_autofree char *title = stemma_diagram_describe_card (draw->diagram, card);
  g_autofree char *link
      = c->kind == STEMMA_CARD_MODEL
            ? stemma_hub_link (stemma_lineage_get_card_name (draw->diagram->lineage, card))
            : NULL;
  rect.x += draw->dx;
  rect.y += draw->dy;
  stemma_diagram_begin_hit (draw, card, STEMMA_NONE);
  stemma_scene_builder_begin_group (draw->builder, roles[c->kind], title, link);
  if (c->kind == STEMMA_CARD_MODEL)
    draw_model (draw, card, c, rect);
  else
    stemma_diagram_draw_group_card (draw, card, rect);
  stemma_scene_builder_end_group (draw->builder);
  stemma_scene_builder_set_hit (draw->builder, 0);
  stemma_scene_builder_set_min_zoom (draw->builder, 0);
}
