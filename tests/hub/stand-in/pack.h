#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *stand_in_pack (GBytes *bytes);
GBytes *stand_in_pack_bomb (guint mebibytes);

G_END_DECLS
