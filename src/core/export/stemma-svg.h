#pragma once

#include <gio/gio.h>

#include "scene/stemma-scene.h"

G_BEGIN_DECLS

GBytes *stemma_svg_write (const StemmaScene *scene);
char *stemma_svg_read_metadata (const char *path, const char *key, GError **error);

G_END_DECLS
