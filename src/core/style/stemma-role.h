#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StemmaRole:
 *
 * What a colour means. A scene carries roles; a palette turns them into colours when the scene is painted, an
 * SVG names them as classes.
 */
typedef enum
{
  STEMMA_ROLE_NONE,
  STEMMA_ROLE_PAPER,             /* what everything is drawn on */
  STEMMA_ROLE_SURFACE,           /* a card */
  STEMMA_ROLE_SURFACE_DIM,       /* a folded card, a chip */
  STEMMA_ROLE_INK,               /* text and letters */
  STEMMA_ROLE_INK_DIM,           /* secondary text */
  STEMMA_ROLE_LINE,              /* borders of cards */
  STEMMA_ROLE_HAIRLINE,          /* grids */
  STEMMA_ROLE_ACCENT,            /* the focus, the selection */
  STEMMA_ROLE_BAR,               /* neutral bars: downloads, histograms */
  STEMMA_ROLE_WARNING,
  STEMMA_ROLE_FINETUNE,
  STEMMA_ROLE_ADAPTER,
  STEMMA_ROLE_MERGE,
  STEMMA_ROLE_QUANTIZED,
  STEMMA_ROLE_OTHER,
  STEMMA_ROLE_ADDED,
  STEMMA_ROLE_GONE,
  STEMMA_ROLE_CHANGED,
  STEMMA_ROLE_RAMP_0,            /* one sequential ramp, 0 least to 4 most */
  STEMMA_ROLE_RAMP_1,
  STEMMA_ROLE_RAMP_2,
  STEMMA_ROLE_RAMP_3,
  STEMMA_ROLE_RAMP_4,
  STEMMA_ROLE_DELTA_LESS_2,      /* one diverging ramp for differences, neutral at zero */
  STEMMA_ROLE_DELTA_LESS_1,
  STEMMA_ROLE_DELTA_ZERO,
  STEMMA_ROLE_DELTA_MORE_1,
  STEMMA_ROLE_DELTA_MORE_2,
  STEMMA_N_ROLES
} StemmaRole;

const char *stemma_role_class (StemmaRole role);
StemmaRole stemma_role_ramp (double share);
StemmaRole stemma_role_delta (double delta, double limit);
StemmaRole stemma_role_ink_on (StemmaRole fill);

G_END_DECLS
