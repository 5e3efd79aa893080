#pragma once

#include <gtk/gtk.h>

#include "report/stemma-model-sheet.h"

G_BEGIN_DECLS

void stemma_model_ask_save (GtkWidget *widget, StemmaModelSheet *sheet);
void stemma_model_save_to (GtkWidget *widget,
                           StemmaModelSheet *sheet,
                           const char *path,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean stemma_model_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
