#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *stand_in_gzip (GBytes *bytes);

G_END_DECLS
