#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_SEARCH_DIALOG (stemma_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (StemmaSearchDialog, stemma_search_dialog, STEMMA, SEARCH_DIALOG, AdwWindow)

StemmaSearchDialog *stemma_search_dialog_new (StemmaWindow *window);

G_END_DECLS
