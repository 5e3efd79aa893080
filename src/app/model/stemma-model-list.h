#pragma once

#include <adwaita.h>

#include "report/stemma-model-sheet.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MODEL_LIST (stemma_model_list_get_type ())
G_DECLARE_FINAL_TYPE (StemmaModelList, stemma_model_list, STEMMA, MODEL_LIST, AdwWindow)

StemmaModelList *stemma_model_list_new (GtkWindow *parent, StemmaModelSheet *sheet, StemmaRelation relation);

G_END_DECLS
