#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

void stemma_window_add_files (StemmaWindow *window);

G_END_DECLS
