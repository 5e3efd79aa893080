#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_BANNER (stemma_banner_get_type ())
G_DECLARE_FINAL_TYPE (StemmaBanner, stemma_banner, STEMMA, BANNER, AdwBin)

void stemma_banner_show (StemmaBanner *banner, const char *text, const char *button, const char *action);
void stemma_banner_hide (StemmaBanner *banner);
const char *stemma_banner_get_text (StemmaBanner *banner);

G_END_DECLS
