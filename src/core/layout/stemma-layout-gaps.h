#pragma once

#include "layout/stemma-layout-draft.h"

G_BEGIN_DECLS

#define STEMMA_LAYOUT_LANE 5.0 /* between two curves in one gap, pixels */

/** StemmaLayoutGap: the room between two boxes of a column, as far as curves may use it. */
typedef struct
{
  double upper, lower;
} StemmaLayoutGap;

guint stemma_layout_gap_index (const StemmaLayoutDraft *draft, guint column, guint gap);
StemmaLayoutGap stemma_layout_gap_get (const StemmaLayoutDraft *draft, guint column, guint gap);
guint stemma_layout_gap_find (const StemmaLayoutDraft *draft, guint column, double y);
double stemma_layout_gap_clamp (StemmaLayoutGap gap, double y);

G_END_DECLS
