#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *stemma_hub_link_find (const char *header, const char *rel);
char *stemma_hub_link_next (const char *header, const char *base, const char *endpoint, GError **error);

G_END_DECLS
