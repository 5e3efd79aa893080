#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_WIDTH_WATCH (stemma_width_watch_get_type ())
G_DECLARE_FINAL_TYPE (StemmaWidthWatch, stemma_width_watch, STEMMA, WIDTH_WATCH, GtkWidget)

GtkWidget *stemma_width_watch_new (GtkWidget *child);

G_END_DECLS
