#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_SPLIT (stemma_split_get_type ())
G_DECLARE_FINAL_TYPE (StemmaSplit, stemma_split, STEMMA, SPLIT, AdwBin)

void stemma_split_set_panel (StemmaSplit *split, GtkWidget *panel);
GtkWidget *stemma_split_get_panel (StemmaSplit *split);
gboolean stemma_split_get_folded (StemmaSplit *split);
void stemma_split_show_sidebar (StemmaSplit *split);
void stemma_split_show_content (StemmaSplit *split);
gboolean stemma_split_get_show_panel (StemmaSplit *split);
void stemma_split_set_show_panel (StemmaSplit *split, gboolean show);

G_END_DECLS
