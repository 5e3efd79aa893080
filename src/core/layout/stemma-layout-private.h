#pragma once

#include "layout/stemma-layout.h"

G_BEGIN_DECLS

#define STEMMA_LAYOUT_KEY_SIZE 32

/** StemmaLayoutParts: what a layout is made of. The arrays become the layout's. */
typedef struct
{
  guint8 key[STEMMA_LAYOUT_KEY_SIZE];
  gboolean plain;
  guint n_places;
  guint n_curves;
  StemmaLayoutPlace *places; /* n_places, in the order of the request */
  guint *starts;             /* n_curves + 1: where in the points each begins; the last is their number */
  double *points;            /* x and y in turn: a point is two of them */
} StemmaLayoutParts;

StemmaLayout *stemma_layout_new (const StemmaLayoutParts *parts);
const StemmaLayoutParts *stemma_layout_get_parts (const StemmaLayout *layout);

G_END_DECLS
