#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean stemma_screenshot_save (GtkWidget *widget, const char *path, GError **error);

G_END_DECLS
