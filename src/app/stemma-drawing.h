#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

gboolean stemma_drawing_is_one (const char *path);
void stemma_drawing_open (StemmaWindow *window, const char *path);

G_END_DECLS
