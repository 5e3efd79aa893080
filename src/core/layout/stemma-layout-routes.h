#pragma once

#include "layout/stemma-layout-draft.h"

G_BEGIN_DECLS

/** StemmaLayoutPass: where an edge crosses a column: through which gap (0 is above all boxes), at which
 * height. */
typedef struct
{
  guint column;
  guint gap;
  double y;
} StemmaLayoutPass;

/**
 * StemmaLayoutRoutes:
 * @starts: for each edge where its passes begin, and one more
 * @passes: from the parent to the child, StemmaLayoutPass
 */
typedef struct
{
  guint *starts;
  GArray *passes;
} StemmaLayoutRoutes;

StemmaLayoutRoutes *stemma_layout_routes_new (const StemmaLayoutDraft *draft, GCancellable *cancellable,
                                              GError **error);
gboolean stemma_layout_routes_goes_back (const StemmaLayoutDraft *draft, const StemmaLayoutEdge *edge);
void stemma_layout_routes_free (StemmaLayoutRoutes *routes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaLayoutRoutes, stemma_layout_routes_free)

G_END_DECLS
