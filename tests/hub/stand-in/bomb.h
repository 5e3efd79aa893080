#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *stand_in_bomb (guint mebibytes);

G_END_DECLS
