#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean stemma_hub_id_check (const char *id, GError **error);
char *stemma_hub_id_parse (const char *text, const char *endpoint, GError **error);

G_END_DECLS
