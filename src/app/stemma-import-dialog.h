#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_IMPORT_DIALOG (stemma_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (StemmaImportDialog, stemma_import_dialog, STEMMA, IMPORT_DIALOG, AdwWindow)

StemmaImportDialog *stemma_import_dialog_new (StemmaWindow *window, GListModel *files);

G_END_DECLS
