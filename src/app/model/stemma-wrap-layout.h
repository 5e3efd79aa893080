#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_WRAP_LAYOUT (stemma_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (StemmaWrapLayout, stemma_wrap_layout, STEMMA, WRAP_LAYOUT, GtkLayoutManager)

GtkWidget *stemma_wrap_box_new (int spacing);

G_END_DECLS
