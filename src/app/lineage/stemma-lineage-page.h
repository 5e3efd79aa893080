#pragma once

#include <adwaita.h>

#include "app/lineage/stemma-canvas.h"
#include "app/lineage/stemma-member-list.h"
#include "app/stemma-window.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_LINEAGE_PAGE (stemma_lineage_page_get_type ())
G_DECLARE_FINAL_TYPE (StemmaLineagePage, stemma_lineage_page, STEMMA, LINEAGE_PAGE, AdwBin)

GtkWidget *stemma_lineage_page_new (StemmaWindow *window);
StemmaCanvas *stemma_lineage_page_get_canvas (StemmaLineagePage *page);
StemmaView *stemma_lineage_page_get_view (StemmaLineagePage *page);
StemmaMemberList *stemma_lineage_page_get_list (StemmaLineagePage *page);
gboolean stemma_lineage_page_is_busy (StemmaLineagePage *page);
void stemma_lineage_page_save_to (StemmaLineagePage *page, const char *path);
gboolean stemma_lineage_page_open_svg (StemmaLineagePage *page, const char *path, GError **error);

G_END_DECLS
