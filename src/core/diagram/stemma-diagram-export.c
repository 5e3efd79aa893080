#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"
#include "scene/stemma-text.h"

#define MARGIN 32.0
#define AFTER_TITLE 4.0
#define AFTER_HEAD 28.0
#define BEFORE_LEGEND 24.0
#define NARROWEST 420.0

/* The title, and below it which week, source and reading this is. Returns where it ends. */
static double
draw_head (StemmaDraw *draw, const char *title, double width)
{
  g_autofree char *facts = stemma_diagram_facts (draw->diagram);
  g_autofree char *shown_title = stemma_text_shorten (title, STEMMA_FONT_TITLE, width);
  g_autofree char *shown_facts = stemma_text_shorten (facts, STEMMA_FONT_OWNER, width);
  double y = MARGIN;
  stemma_scene_builder_text (draw->builder, MARGIN, y + stemma_text_ascent (STEMMA_FONT_TITLE), shown_title,
                             STEMMA_FONT_TITLE, STEMMA_ANCHOR_START, STEMMA_ROLE_INK);
  y += stemma_text_height (STEMMA_FONT_TITLE) + AFTER_TITLE;
  stemma_scene_builder_text (draw->builder, MARGIN, y + stemma_text_ascent (STEMMA_FONT_OWNER), shown_facts,
                             STEMMA_FONT_OWNER, STEMMA_ANCHOR_START, STEMMA_ROLE_INK_DIM);
  return y + stemma_text_height (STEMMA_FONT_OWNER);
}

/**
 * stemma_diagram_get_export_scene:
 * @diagram: a diagram
 *
 * Draws the picture as it goes into a file: with a title, the week, the source and the reading above it, and
 * the legend at the bottom left.
 *
 * Returns: (transfer full): the scene, drawn anew by every call
 */
StemmaScene *
stemma_diagram_get_export_scene (const StemmaDiagram *diagram)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  g_autofree char *uri = stemma_view_to_uri (diagram->view);
  g_autofree char *facts = stemma_diagram_facts (diagram);
  g_autofree char *title = g_strdup_printf (_ ("Lineage of %s"), stemma_view_get_focus (diagram->view));
  StemmaRect area;
  stemma_layout_get_bounds (diagram->layout, &area.x, &area.y, &area.width, &area.height);
  double width = MAX (area.width, NARROWEST);
  StemmaDraw draw = { .diagram = diagram, .builder = builder };
  double top = draw_head (&draw, title, width) + AFTER_HEAD;
  draw.dx = MARGIN - area.x;
  draw.dy = top - area.y;
  stemma_scene_builder_set_title (builder, title, facts);
  stemma_scene_builder_set_metadata (builder, "view", uri);
  stemma_diagram_draw_lines (&draw);
  stemma_diagram_draw_cards (&draw);
  StemmaRect legend = stemma_diagram_draw_legend (&draw, MARGIN - 12, top + area.height + BEFORE_LEGEND);
  double right = MAX (MARGIN + width, legend.x + legend.width), bottom = legend.y + legend.height;
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ 0, 0, right + MARGIN, bottom + MARGIN - 12 });
  return stemma_scene_builder_seal (builder);
}
