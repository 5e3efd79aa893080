#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

gboolean stemma_snapshot_require (const StemmaSnapshot *snapshot, const char *name, StemmaNode *node, StemmaRow *row,
                                  GError **error);

G_END_DECLS
