#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *stemma_json_escape_controls (const char *json);

G_END_DECLS
