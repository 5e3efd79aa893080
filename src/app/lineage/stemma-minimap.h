#pragma once

#include "app/lineage/stemma-canvas.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MINIMAP (stemma_minimap_get_type ())
G_DECLARE_FINAL_TYPE (StemmaMinimap, stemma_minimap, STEMMA, MINIMAP, GtkWidget)

GtkWidget *stemma_minimap_new (StemmaCanvas *canvas);

G_END_DECLS
