#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *stemma_hub_link (const char *name);

G_END_DECLS
