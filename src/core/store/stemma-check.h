#pragma once

#include "store/stemma-store.h"

G_BEGIN_DECLS

gboolean stemma_store_check (StemmaStore *store, GPtrArray *problems, GCancellable *cancellable, GError **error);

G_END_DECLS
