#pragma once

#include "workspace/stemma-figures.h"

G_BEGIN_DECLS

GBytes *stemma_cluster_csv (
  const StemmaFigures *figures, gboolean ghosts, GArray *places, GCancellable *cancellable, GError **error);

G_END_DECLS
