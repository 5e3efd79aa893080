#include "style/stemma-role.h"

#include <math.h>

static const char *const classes[STEMMA_N_ROLES] = {
  [STEMMA_ROLE_NONE] = "none",
  [STEMMA_ROLE_PAPER] = "paper",
  [STEMMA_ROLE_SURFACE] = "surface",
  [STEMMA_ROLE_SURFACE_DIM] = "surface-dim",
  [STEMMA_ROLE_INK] = "ink",
  [STEMMA_ROLE_INK_DIM] = "ink-dim",
  [STEMMA_ROLE_LINE] = "line",
  [STEMMA_ROLE_HAIRLINE] = "hairline",
  [STEMMA_ROLE_ACCENT] = "accent",
  [STEMMA_ROLE_BAR] = "bar",
  [STEMMA_ROLE_WARNING] = "warning",
  [STEMMA_ROLE_FINETUNE] = "finetune",
  [STEMMA_ROLE_ADAPTER] = "adapter",
  [STEMMA_ROLE_MERGE] = "merge",
  [STEMMA_ROLE_QUANTIZED] = "quantized",
  [STEMMA_ROLE_OTHER] = "other",
  [STEMMA_ROLE_ADDED] = "added",
  [STEMMA_ROLE_GONE] = "gone",
  [STEMMA_ROLE_CHANGED] = "changed",
  [STEMMA_ROLE_RAMP_0] = "ramp-0",
  [STEMMA_ROLE_RAMP_1] = "ramp-1",
  [STEMMA_ROLE_RAMP_2] = "ramp-2",
  [STEMMA_ROLE_RAMP_3] = "ramp-3",
  [STEMMA_ROLE_RAMP_4] = "ramp-4",
  [STEMMA_ROLE_DELTA_LESS_2] = "delta-less-2",
  [STEMMA_ROLE_DELTA_LESS_1] = "delta-less-1",
  [STEMMA_ROLE_DELTA_ZERO] = "delta-zero",
  [STEMMA_ROLE_DELTA_MORE_1] = "delta-more-1",
  [STEMMA_ROLE_DELTA_MORE_2] = "delta-more-2",
};

/**
 * stemma_role_class:
 * @role: a role
 *
 * Returns: (transfer none): its name in SVG classes and in listings of a scene, such as "ink-dim"
 */
const char *
stemma_role_class (StemmaRole role)
{
  return (guint) role < STEMMA_N_ROLES ? classes[role] : classes[STEMMA_ROLE_NONE];
}

/**
 * stemma_role_ramp:
 * @share: a rate from 0 to 1
 *
 * Returns: the step of the sequential ramp for @share, in five equal steps; what is out of range takes the
 *   nearest end, and what is not a number has no colour
 */
StemmaRole
stemma_role_ramp (double share)
{
  if (isnan (share))
    return STEMMA_ROLE_NONE;
  return STEMMA_ROLE_RAMP_0 + (int) CLAMP (floor (share * 5), 0, 4);
}

/**
 * stemma_role_delta:
 * @delta: a difference
 * @limit: the largest difference of the picture, above 0
 *
 * Returns: the step of the diverging ramp: neutral within a tenth of @limit from zero, strong above half of
 *   it; what is not a number has no colour
 */
StemmaRole
stemma_role_delta (double delta, double limit)
{
  if (isnan (delta) || !(limit > 0))
    return STEMMA_ROLE_NONE;
  double share = delta / limit;
  if (fabs (share) <= 0.1)
    return STEMMA_ROLE_DELTA_ZERO;
  int steps = fabs (share) > 0.5 ? 2 : 1;
  return STEMMA_ROLE_DELTA_ZERO + (share > 0 ? steps : -steps);
}

/**
 * stemma_role_ink_on:
 * @fill: what text stands on
 *
 * Text stands on paper, on surfaces and on the ramps; on a relation's colour it does not stand at all.
 *
 * Returns: the role of text that is readable there (4.5:1) in the light and in the dark palette
 */
StemmaRole
stemma_role_ink_on (StemmaRole fill)
{
  switch (fill)
    {
    case STEMMA_ROLE_RAMP_3:
    case STEMMA_ROLE_RAMP_4:
    case STEMMA_ROLE_DELTA_LESS_2:
    case STEMMA_ROLE_DELTA_MORE_2:
      return STEMMA_ROLE_PAPER;
    default:
      return STEMMA_ROLE_INK;
    }
}
