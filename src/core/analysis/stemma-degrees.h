#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/** StemmaDegree: how many parents a listed model declares, or how many listed models declare it. */
typedef struct
{
  StemmaNode node;
  guint32 degree;
} StemmaDegree;

GArray *stemma_degrees_in (const StemmaSnapshot *snapshot, guint n_top);
GArray *stemma_degrees_out (const StemmaSnapshot *snapshot, guint n_top);

G_END_DECLS
