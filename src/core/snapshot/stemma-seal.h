#pragma once

#include "snapshot/stemma-names.h"
#include "snapshot/stemma-snapshot.h"
#include "store/stemma-snapshots.h"

G_BEGIN_DECLS

gboolean stemma_seal_names (StemmaStore *store, StemmaNames *names, GCancellable *cancellable, GError **error);
StemmaSnapshot *stemma_seal_snapshot (StemmaStore *store, const StemmaSnapshotInfo *info, StemmaNames *names,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
