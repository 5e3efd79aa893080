#pragma once

#include <pango/pango.h>

#include "scene/stemma-text.h"

G_BEGIN_DECLS

PangoLayout *stemma_text_layout (const char *text, StemmaFont font);

G_END_DECLS
