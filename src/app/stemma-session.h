#pragma once

#include "app/stemma-places.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void stemma_session_save (GSettings *settings, const char *store, const StemmaPlace *place);
gboolean stemma_session_restore (GSettings *settings, const char *store, char **page, char **target);

G_END_DECLS
