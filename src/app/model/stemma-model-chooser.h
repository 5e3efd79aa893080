#pragma once

#include <adwaita.h>

#include "app/stemma-document.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MODEL_CHOOSER (stemma_model_chooser_get_type ())
G_DECLARE_FINAL_TYPE (StemmaModelChooser, stemma_model_chooser, STEMMA, MODEL_CHOOSER, AdwBin)

GtkWidget *stemma_model_chooser_new (StemmaDocument *document);
void stemma_model_chooser_start (StemmaModelChooser *chooser);

G_END_DECLS
