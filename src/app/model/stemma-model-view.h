#pragma once

#include <adwaita.h>

#include "app/stemma-document.h"
#include "report/stemma-model-sheet.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MODEL_VIEW (stemma_model_view_get_type ())
G_DECLARE_FINAL_TYPE (StemmaModelView, stemma_model_view, STEMMA, MODEL_VIEW, AdwBin)

GtkWidget *stemma_model_view_new (StemmaDocument *document, gboolean narrow);
void stemma_model_view_show (StemmaModelView *view, const char *name);
const char *stemma_model_view_get_name (StemmaModelView *view);
StemmaModelSheet *stemma_model_view_get_sheet (StemmaModelView *view);
gboolean stemma_model_view_is_loading (StemmaModelView *view);

G_END_DECLS
