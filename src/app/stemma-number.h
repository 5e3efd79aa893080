#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *stemma_number_text (guint64 number);
char *stemma_number_change_text (gint64 change);

G_END_DECLS
