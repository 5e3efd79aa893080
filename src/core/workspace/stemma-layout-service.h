#pragma once

#include "layout/stemma-layout.h"
#include "workspace/stemma-workspace.h"

G_BEGIN_DECLS

StemmaLayouter *stemma_layout_service_new (StemmaWorkspace *workspace);

G_END_DECLS
