#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/* Whether what a mapped snapshot holds is what it should be. Only src/core/snapshot/ includes this. */
gboolean stemma_verify_below (const guint32 *values, gsize n, guint32 bound, gboolean none_allowed);
gboolean stemma_verify_starts (const guint32 *start, gsize n, guint32 end);
gboolean stemma_verify_graph (const StemmaSnapshot *snapshot);

G_END_DECLS
