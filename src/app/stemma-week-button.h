#pragma once

#include <adwaita.h>

#include "app/stemma-document.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_WEEK_BUTTON (stemma_week_button_get_type ())
G_DECLARE_FINAL_TYPE (StemmaWeekButton, stemma_week_button, STEMMA, WEEK_BUTTON, AdwBin)

void stemma_week_button_set_document (StemmaWeekButton *button, StemmaDocument *document);
void stemma_week_button_set_title (StemmaWeekButton *button, const char *title);
void stemma_week_button_step (StemmaWeekButton *button, int steps);
char *stemma_week_format (StemmaDate date);

G_END_DECLS
