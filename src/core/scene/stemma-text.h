#pragma once

#include "scene/stemma-scene.h"

G_BEGIN_DECLS

#define STEMMA_TEXT_MAX_BYTES 4096

char *stemma_text_clean (const char *text);
double stemma_text_width (const char *text, StemmaFont font);
double stemma_text_ascent (StemmaFont font);
double stemma_text_height (StemmaFont font);
char *stemma_text_shorten (const char *text, StemmaFont font, double max_width);
const char *stemma_font_css_family (void);
double stemma_font_size (StemmaFont font);
guint stemma_font_weight (StemmaFont font);

G_END_DECLS
