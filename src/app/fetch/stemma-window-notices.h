#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

void stemma_window_notices_add (StemmaWindow *window);
void stemma_window_notices_update (StemmaWindow *window);
void stemma_window_notices_forget_unfinished (StemmaWindow *window);
void stemma_window_notices_ask_again (StemmaWindow *window);
gboolean stemma_window_notices_has_unfinished (StemmaWindow *window);

G_END_DECLS
