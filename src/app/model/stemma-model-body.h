#pragma once

#include <adwaita.h>

#include "app/stemma-document.h"
#include "report/stemma-model-sheet.h"

G_BEGIN_DECLS

GtkWidget *stemma_model_body_new (StemmaModelSheet *sheet, StemmaDocument *document, gboolean narrow);

G_END_DECLS
