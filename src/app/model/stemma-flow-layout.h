#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_FLOW_LAYOUT (stemma_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (StemmaFlowLayout, stemma_flow_layout, STEMMA, FLOW_LAYOUT, GtkLayoutManager)

GtkWidget *stemma_columns_box_new (int column_width, int spacing);
GtkWidget *stemma_wrap_box_new (int spacing);

G_END_DECLS
