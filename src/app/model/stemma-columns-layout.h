#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_COLUMNS_LAYOUT (stemma_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (StemmaColumnsLayout, stemma_columns_layout, STEMMA, COLUMNS_LAYOUT, GtkLayoutManager)

GtkWidget *stemma_columns_box_new (int column_width, int spacing);

G_END_DECLS
