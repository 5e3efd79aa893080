#include "scene/stemma-dash.h"

/**
 * stemma_dash_of_relation:
 * @relation: a relation
 *
 * Returns: the line it is drawn with, so that it can be told without its colour
 */
StemmaDash
stemma_dash_of_relation (StemmaRelation relation)
{
  static const StemmaDash dashes[STEMMA_N_RELATIONS] = {
    [STEMMA_RELATION_FINETUNE] = STEMMA_DASH_SOLID, [STEMMA_RELATION_ADAPTER] = STEMMA_DASH_LONG,
    [STEMMA_RELATION_MERGE] = STEMMA_DASH_DOUBLE,   [STEMMA_RELATION_QUANTIZED] = STEMMA_DASH_DOTTED,
    [STEMMA_RELATION_OTHER] = STEMMA_DASH_DASH_DOT,
  };
  return (guint) relation < STEMMA_N_RELATIONS ? dashes[relation] : STEMMA_DASH_DASH_DOT;
}

/**
 * stemma_dash_name:
 * @dash: a dash
 *
 * Returns: (transfer none): its name in listings of a scene
 */
const char *
stemma_dash_name (StemmaDash dash)
{
  static const char *const names[] = { "solid", "long", "double", "dotted", "dash-dot", "short" };
  return (guint) dash < G_N_ELEMENTS (names) ? names[dash] : names[0];
}

/**
 * stemma_dash_lengths:
 * @dash: a dash
 * @width: of the stroke, pixels
 * @lengths: (out): strokes and gaps in turn, pixels
 *
 * Returns: how many lengths there are; 0 for a line without gaps
 */
guint
stemma_dash_lengths (StemmaDash dash, double width, double lengths[STEMMA_DASH_MAX])
{
  static const double shares[][STEMMA_DASH_MAX] = {
    [STEMMA_DASH_LONG] = { 7, 3.5 },
    [STEMMA_DASH_DOTTED] = { 0, 2.5 },
    [STEMMA_DASH_DASH_DOT] = { 6, 2.5, 1.2, 2.5 },
    [STEMMA_DASH_SHORT] = { 4, 3 },
  };
  static const guint counts[] = {
    [STEMMA_DASH_LONG] = 2, [STEMMA_DASH_DOTTED] = 2, [STEMMA_DASH_DASH_DOT] = 4, [STEMMA_DASH_SHORT] = 2
  };
  guint n = (guint) dash < G_N_ELEMENTS (counts) ? counts[dash] : 0;
  for (guint i = 0; i < n; i++)
    lengths[i] = shares[dash][i] * MAX (width, 1);
  return n;
}

/**
 * stemma_dash_is_round:
 * @dash: a dash
 *
 * Returns: whether its strokes have round ends; without them a dot has no length and is not seen
 */
gboolean
stemma_dash_is_round (StemmaDash dash)
{
  return dash == STEMMA_DASH_DOTTED;
}
