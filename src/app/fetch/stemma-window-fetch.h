#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

void stemma_window_add_fetch (StemmaWindow *window);
gboolean stemma_window_look_up (StemmaWindow *window, const char *model);
gboolean stemma_window_fetch_hub (StemmaWindow *window, gboolean accept, gboolean restart);

G_END_DECLS
