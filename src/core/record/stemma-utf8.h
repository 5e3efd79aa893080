#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize stemma_utf8_scan (const char *text, gsize length, gboolean *control);
gsize stemma_utf8_sequence (const char *text, gsize length);
gboolean stemma_utf8_is_blank (const char *text, gsize length);
const char *stemma_utf8_trim (const char *text, gsize *length);

G_END_DECLS
