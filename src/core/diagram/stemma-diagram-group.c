#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"
#include "scene/stemma-text.h"
#include "style/stemma-mark.h"

#define FIGURE_LINE 25.0
#define MIX_HEIGHT 5.0

/* What is inside, as one bar: a part for each relation, in the order of relations. */
static void
draw_mix (StemmaDraw *draw, const StemmaCard *c, StemmaRect track)
{
  double x = track.x, total = 0;
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    total += c->mix[i];
  for (guint i = 0; i < STEMMA_N_RELATIONS && total > 0; i++)
    {
      double width = track.width * c->mix[i] / total;
      StemmaRect part = { x, track.y, MAX (width - 1, 1), track.height };
      if (c->mix[i] > 0)
        stemma_scene_builder_rect (draw->builder, part, 1.5,
                                   (StemmaPaint){ .fill = stemma_diagram_relation_role (draw->diagram, i) });
      x += width;
    }
}

/* "F 38 · Q 76": the letters that belong to the bar. */
static char *
mix_text (const StemmaCard *c)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    {
      g_autofree char *count = stemma_diagram_number (c->mix[i]);
      if (c->mix[i] > 0)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", stemma_mark_letter (i), count);
    }
  return g_string_free (text, FALSE);
}

static void
draw_count (StemmaDraw *draw, const StemmaCard *c, double x, double right, double baseline)
{
  gboolean fold = c->kind == STEMMA_CARD_FOLD;
  g_autofree char *members = stemma_diagram_number (c->n_members);
  g_autofree char *figure = fold ? g_strdup (members) : g_strconcat ("+", members, NULL);
  const char *word = fold ? stemma_diagram_relation_plural (c->relation, c->n_members)
                          : g_dngettext (GETTEXT_PACKAGE, "more", "more", c->n_members);
  double end = x + stemma_text_width (figure, STEMMA_FONT_FIGURE) + 6;
  g_autofree char *shown = stemma_text_shorten (word, STEMMA_FONT_NAME, right - end);
  stemma_scene_builder_text (draw->builder, x, baseline, figure, STEMMA_FONT_FIGURE, STEMMA_ANCHOR_START,
                             STEMMA_ROLE_INK);
  stemma_scene_builder_set_min_zoom (draw->builder, ZOOM_NAME);
  stemma_scene_builder_text (draw->builder, end, baseline, shown, STEMMA_FONT_NAME, STEMMA_ANCHOR_START,
                             STEMMA_ROLE_INK);
}

/**
 * stemma_diagram_draw_group_card:
 * @draw: what is drawn
 * @card: a card that stands for several models
 * @rect: where it stands
 *
 * Draws a stack of edges with the count in large figures, a word for what it holds, and what is inside as a
 * bar.
 */
void
stemma_diagram_draw_group_card (StemmaDraw *draw, guint32 card, StemmaRect rect)
{
  guint n_cards;
  const StemmaCard *c = &stemma_lineage_get_cards (draw->diagram->lineage, &n_cards)[card];
  gboolean fold = c->kind == STEMMA_CARD_FOLD;
  StemmaPaint edge = { .fill = STEMMA_ROLE_SURFACE_DIM, .stroke = STEMMA_ROLE_LINE, .width = 1 };
  StemmaRect top = { rect.x, rect.y, rect.width - 2 * CARD_STACK, rect.height - 2 * CARD_STACK };
  for (guint i = 2; fold && i > 0; i--)
    {
      StemmaRect behind = { top.x + i * CARD_STACK, top.y + i * CARD_STACK, top.width, top.height };
      stemma_scene_builder_rect (draw->builder, behind, CARD_RADIUS, edge);
    }
  if (!fold)
    top = rect;
  StemmaRelation relation;
  gboolean derived = stemma_diagram_card_relation (draw->diagram, c, &relation);
  stemma_diagram_draw_frame (draw, top, fold ? STEMMA_ROLE_SURFACE : STEMMA_ROLE_SURFACE_DIM,
                             stemma_diagram_card_role (draw->diagram, c),
                             derived ? stemma_mark_letter (relation) : NULL);
  double x = top.x + CARD_TEXT, right = top.x + top.width - CARD_END, y = top.y + CARD_TOP - 3;
  draw_count (draw, c, x, right, y + stemma_text_ascent (STEMMA_FONT_FIGURE));
  g_autofree char *mix = mix_text (c);
  g_autofree char *shown = stemma_text_shorten (mix, STEMMA_FONT_OWNER, right - x);
  stemma_scene_builder_set_min_zoom (draw->builder, ZOOM_DETAIL);
  stemma_scene_builder_text (draw->builder, x, y + FIGURE_LINE + stemma_text_ascent (STEMMA_FONT_OWNER),
                             shown, STEMMA_FONT_OWNER, STEMMA_ANCHOR_START, STEMMA_ROLE_INK_DIM);
  draw_mix (draw, c, (StemmaRect){ x, top.y + top.height - 12, right - x, MIX_HEIGHT });
}
