#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void stemma_recent_add (GSettings *settings, const char *path);
GStrv stemma_recent_list (GSettings *settings);
void stemma_recent_fill (GSettings *settings, GMenu *menu);

G_END_DECLS
