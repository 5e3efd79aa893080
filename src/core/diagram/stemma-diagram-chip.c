#include "diagram/stemma-diagram-private.h"
#include "scene/stemma-text.h"

#define CHIP_HEIGHT 18.0
#define CHIP_ROW 22.0
#define CHIP_GAP 5.0
#define CHIP_PAD 8.0
#define CHIP_DOT 6.0

static double
chip_width (const StemmaChip *chip, const char *text)
{
  double dot = chip->kind == STEMMA_CHIP_LEAVES ? CHIP_DOT + 5 : 0;
  return stemma_text_width (text, STEMMA_FONT_OWNER) + 2 * CHIP_PAD + dot;
}

/* Where the chips of a card stand beside and below one another: rows, from the left. */
static guint
place_chips (const StemmaLineage *lineage, const StemmaCard *card, StemmaRect *places)
{
  guint n_chips, rows = 0;
  const StemmaChip *chips = stemma_lineage_get_chips (lineage, &n_chips);
  double room = CARD_WIDTH - CARD_TEXT - CARD_END, x = room;
  for (guint i = 0; i < card->n_chips; i++)
    {
      const StemmaChip *chip = &chips[card->first_chip + i];
      g_autofree char *text = stemma_diagram_chip_text (chip);
      double width = MIN (chip_width (chip, text), room);
      if (rows == 0 || x + width > room)
        {
          rows++;
          x = 0;
        }
      if (places != NULL)
        places[i] = (StemmaRect){ x, (rows - 1) * CHIP_ROW, width, CHIP_HEIGHT };
      x += width + CHIP_GAP;
    }
  return rows;
}

/* How many rows the chips of a card take. */
guint
stemma_diagram_chip_rows (const StemmaLineage *lineage, const StemmaCard *card)
{
  return place_chips (lineage, card, NULL);
}

/* What is counted in the family is filled, what stands beside it is only outlined. */
void
stemma_diagram_draw_chip_outline (StemmaDraw *draw, StemmaRect rect, gboolean counted)
{
  StemmaPaint paint = { .fill = counted ? STEMMA_ROLE_SURFACE_DIM : STEMMA_ROLE_NONE,
                        .stroke = counted ? STEMMA_ROLE_NONE : STEMMA_ROLE_LINE,
                        .width = 1 };
  stemma_scene_builder_rect (draw->builder, rect, rect.height / 2, paint);
}

static void
draw_chip (StemmaDraw *draw, const StemmaChip *chip, StemmaRect rect)
{
  g_autofree char *text = stemma_diagram_chip_text (chip);
  gboolean counted = chip->kind < STEMMA_CHIP_OTHER_CHILDREN;
  double ascent = stemma_text_ascent (STEMMA_FONT_OWNER), height = stemma_text_height (STEMMA_FONT_OWNER);
  double x = rect.x + CHIP_PAD;
  stemma_diagram_draw_chip_outline (draw, rect, counted);
  if (chip->kind == STEMMA_CHIP_LEAVES)
    {
      StemmaRect dot = { x, rect.y + (CHIP_HEIGHT - CHIP_DOT) / 2, CHIP_DOT, CHIP_DOT };
      StemmaRole role = stemma_diagram_relation_role (draw->diagram, chip->relation);
      stemma_scene_builder_rect (draw->builder, dot, CHIP_DOT / 2, (StemmaPaint){ .fill = role });
      x += CHIP_DOT + 5;
    }
  stemma_scene_builder_text (draw->builder, x, rect.y + (CHIP_HEIGHT - height) / 2 + ascent, text,
                             STEMMA_FONT_OWNER, STEMMA_ANCHOR_START,
                             counted ? STEMMA_ROLE_INK : STEMMA_ROLE_INK_DIM);
}

/**
 * stemma_diagram_draw_chips:
 * @draw: what is drawn
 * @card: whose chips
 * @x: their left
 * @y: their top
 *
 * Each chip is a group of its own, to be pointed at by itself.
 */
void
stemma_diagram_draw_chips (StemmaDraw *draw, guint32 card, double x, double y)
{
  const StemmaLineage *lineage = draw->diagram->lineage;
  guint n_cards, n_chips;
  const StemmaCard *c = &stemma_lineage_get_cards (lineage, &n_cards)[card];
  const StemmaChip *chips = stemma_lineage_get_chips (lineage, &n_chips);
  g_autofree StemmaRect *places = g_new (StemmaRect, c->n_chips + 1);
  place_chips (lineage, c, places);
  for (guint i = 0; i < c->n_chips; i++)
    {
      g_autofree char *title = stemma_diagram_describe_chip (draw->diagram, c->first_chip + i);
      StemmaRect rect = places[i];
      rect.x += x;
      rect.y += y;
      stemma_diagram_begin_hit (draw, card, c->first_chip + i);
      stemma_scene_builder_begin_group (draw->builder, "chip", title, NULL);
      draw_chip (draw, &chips[c->first_chip + i], rect);
      stemma_scene_builder_end_group (draw->builder);
    }
}
