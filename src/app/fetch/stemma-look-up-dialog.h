#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_LOOK_UP_DIALOG (stemma_look_up_dialog_get_type ())
G_DECLARE_FINAL_TYPE (StemmaLookUpDialog, stemma_look_up_dialog, STEMMA, LOOK_UP_DIALOG, AdwWindow)

StemmaLookUpDialog *stemma_look_up_dialog_new (StemmaWindow *window);

G_END_DECLS
