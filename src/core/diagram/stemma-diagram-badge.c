#include <math.h>

#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"
#include "scene/stemma-text.h"

#define BADGE_HEIGHT 14.0
#define BADGE_GAP 4.0
#define LICENCE_WIDTH 74.0
/* How far the handles of a quarter circle stand out: 4/3 (sqrt 2 - 1). */
#define QUARTER 0.5523

/* A padlock, 9 pixels wide: what is gated. */
void
stemma_diagram_draw_lock (StemmaSceneBuilder *builder, double x, double middle, StemmaRole role)
{
  StemmaPaint body = { .fill = role };
  StemmaPaint bow = { .stroke = role, .width = 1.3 };
  double left = x + 2, right = x + 7, top = middle - 5.5;
  StemmaPoint points[7] = {
    { left, middle - 1 }, { left, middle - 4 },  { left + 0.5, top },   { x + 4.5, top },
    { right - 0.5, top }, { right, middle - 4 }, { right, middle - 1 },
  };
  stemma_scene_builder_path (builder, points, 7, FALSE, bow);
  stemma_scene_builder_rect (builder, (StemmaRect){ x, middle - 1, 9, 6.5 }, 1.5, body);
}

/* Three quarters of a ring with an arrow head, 10 pixels wide: what leads back to itself. */
void
stemma_diagram_draw_ring (StemmaSceneBuilder *builder, double x, double middle, StemmaRole role)
{
  StemmaPaint paint = { .stroke = role, .width = 1.3 };
  double r = 3.7, k = QUARTER * r, cx = x + 5, tip = cx + 3.6, top = middle - r;
  StemmaPoint points[10] = {
    { cx + r, middle },     { cx + r, middle + k }, { cx + k, middle + r }, { cx, middle + r },
    { cx - k, middle + r }, { cx - r, middle + k }, { cx - r, middle },     { cx - r, middle - k },
    { cx - k, middle - r }, { cx, middle - r },
  };
  StemmaPoint head[7] = { { cx, top - 2.6 }, { cx, top - 2.6 }, { tip, top },     { tip, top },
                          { tip, top },      { cx, top + 2.6 }, { cx, top + 2.6 } };
  stemma_scene_builder_path (builder, points, 10, FALSE, paint);
  stemma_scene_builder_path (builder, head, 7, TRUE, (StemmaPaint){ .fill = role });
}

/* A drawing pin, 8 pixels wide: what stays out because somebody wants it to. */
void
stemma_diagram_draw_pin (StemmaSceneBuilder *builder, double x, double middle, StemmaRole role)
{
  StemmaPaint needle = { .stroke = role, .width = 1.3 };
  double centre = x + 4;
  stemma_scene_builder_line (builder, (StemmaPoint){ centre, middle }, (StemmaPoint){ centre, middle + 6 }, needle);
  stemma_scene_builder_rect (builder, (StemmaRect){ centre - 2.5, middle - 6, 5, 6 }, 1, (StemmaPaint){ .fill = role });
  stemma_scene_builder_rect (builder, (StemmaRect){ x, middle - 0.5, 8, 2 }, 1, (StemmaPaint){ .fill = role });
}

/* A word in a small outline that ends at @right; returns where it begins. */
static double
draw_word (StemmaDraw *draw, const char *word, double max_width, double right, double middle, gboolean dashed)
{
  g_autofree char *text = stemma_text_shorten (word, STEMMA_FONT_SMALL, max_width - 8);
  double width = MAX (stemma_text_width (text, STEMMA_FONT_SMALL) + 8, BADGE_HEIGHT);
  StemmaPaint paint
      = { .stroke = STEMMA_ROLE_LINE, .width = 1, .dash = dashed ? STEMMA_DASH_SHORT : STEMMA_DASH_SOLID };
  StemmaRect rect = { right - width, middle - BADGE_HEIGHT / 2, width, BADGE_HEIGHT };
  double ascent = stemma_text_ascent (STEMMA_FONT_SMALL), height = stemma_text_height (STEMMA_FONT_SMALL);
  stemma_scene_builder_rect (draw->builder, rect, BADGE_HEIGHT / 2, paint);
  stemma_scene_builder_text (draw->builder, right - width / 2, middle - height / 2 + ascent, text,
                             STEMMA_FONT_SMALL, STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK_DIM);
  return right - width;
}

/* The word that colours stand for is on the card too; else the licence is. */
static const char *
badge_word (const StemmaDiagram *diagram, const StemmaCard *card)
{
  return stemma_diagram_card_word (diagram, card, stemma_diagram_colour_words (diagram));
}

/**
 * stemma_diagram_draw_badges:
 * @draw: what is drawn
 * @card: a model's card
 * @right: where they end
 * @middle: their middle line
 *
 * Draws the badges of a card, from the right: pin, change, root, ring, gate, licence.
 *
 * Returns: where they begin
 */
double
stemma_diagram_draw_badges (StemmaDraw *draw, const StemmaCard *card, double right, double middle)
{
  StemmaNodeFlags flags = stemma_diagram_card_node_flags (draw->diagram, card);
  const char *word = badge_word (draw->diagram, card);
  guint changes = stemma_diagram_card_changes (draw->diagram, card);
  if (stemma_diagram_card_is_pinned (draw->diagram, card))
    {
      stemma_diagram_draw_pin (draw->builder, right - 9, middle, STEMMA_ROLE_ACCENT);
      right -= 9 + BADGE_GAP;
    }
  if (changes != 0)
    {
      stemma_diagram_draw_change (draw->builder, right - 9, middle, changes);
      right -= 9 + BADGE_GAP;
    }
  if (flags & STEMMA_NODE_GHOST)
    right = draw_word (draw, _ ("not listed"), 90, right, middle, TRUE) - BADGE_GAP;
  if (flags & STEMMA_NODE_ROOT)
    /* Translators: one letter on the card of a root */
    right = draw_word (draw, _ ("R"), 40, right, middle, FALSE) - BADGE_GAP;
  if (flags & (STEMMA_NODE_SELF_LOOP | STEMMA_NODE_IN_CYCLE))
    {
      stemma_diagram_draw_ring (draw->builder, right - 11, middle, STEMMA_ROLE_WARNING);
      right -= 11 + BADGE_GAP;
    }
  if (stemma_diagram_card_flags (draw->diagram, card) & STEMMA_FLAG_GATED)
    {
      stemma_diagram_draw_lock (draw->builder, right - 10, middle, STEMMA_ROLE_INK_DIM);
      right -= 10 + BADGE_GAP;
    }
  if (word != NULL)
    right = draw_word (draw, word, LICENCE_WIDTH, right, middle, FALSE) - BADGE_GAP;
  return right;
}
