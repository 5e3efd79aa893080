#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

void stemma_fetch_dialog_present (StemmaWindow *window);

G_END_DECLS
