#pragma once

#include <adwaita.h>

#include "app/stemma-scene-view.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_FIGURE_CARD (stemma_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (StemmaFigureCard, stemma_figure_card, STEMMA, FIGURE_CARD, AdwBin)

GtkWidget *stemma_figure_card_new (const char *title, const char *definition);
void stemma_figure_card_begin (StemmaFigureCard *card, const char *unit, const char *file_name);
void
stemma_figure_card_add_column (StemmaFigureCard *card, const char *key, const char *title, gboolean number);
void stemma_figure_card_add_text (StemmaFigureCard *card, const char *text);
void stemma_figure_card_add_model (StemmaFigureCard *card, const char *name);
void stemma_figure_card_add_count (StemmaFigureCard *card, guint64 count);
void stemma_figure_card_set_picture (StemmaFigureCard *card,
                                     StemmaSceneMaker maker,
                                     gpointer user_data,
                                     GDestroyNotify destroy);
gboolean stemma_figure_card_save (StemmaFigureCard *card, const char *path, GError **error);

G_END_DECLS
