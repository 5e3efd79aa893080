#pragma once

#include <gtk/gtk.h>

#include "record/stemma-relation.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MIX_BAR (stemma_mix_bar_get_type ())
G_DECLARE_FINAL_TYPE (StemmaMixBar, stemma_mix_bar, STEMMA, MIX_BAR, GtkWidget)

GtkWidget *stemma_mix_bar_new (void);
void stemma_mix_bar_set (StemmaMixBar *bar, const guint32 counts[STEMMA_N_RELATIONS], const char *words);

G_END_DECLS
