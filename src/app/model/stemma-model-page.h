#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MODEL_PAGE (stemma_model_page_get_type ())
G_DECLARE_FINAL_TYPE (StemmaModelPage, stemma_model_page, STEMMA, MODEL_PAGE, AdwBin)

GtkWidget *stemma_model_page_new (StemmaWindow *window);

G_END_DECLS
