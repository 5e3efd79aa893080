#pragma once

#include "base/stemma-progress.h"
#include "workspace/stemma-workspace.h"

G_BEGIN_DECLS

char *stemma_sample_path (void);
char *stemma_sample_ensure (const StemmaProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
