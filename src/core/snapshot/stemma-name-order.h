#pragma once

#include "snapshot/stemma-names.h"

G_BEGIN_DECLS

void stemma_name_order (const StemmaNames *names, const guint32 *name_ids, guint32 n, guint32 *order);

G_END_DECLS
