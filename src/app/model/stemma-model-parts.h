#pragma once

#include <adwaita.h>

#include "report/stemma-model-sheet.h"

G_BEGIN_DECLS

/* What the sections of a model's page are made of; only src/app/model/ includes this. */
typedef enum
{
  STEMMA_FACT_KNOWN,
  STEMMA_FACT_ABSENT,  /* fetched, and there is none */
  STEMMA_FACT_UNKNOWN, /* never fetched */
} StemmaFactState;

GtkWidget *stemma_model_section_new (const char *title, const char *definition, GtkListBox **list);
GtkWidget *stemma_model_text_new (const char *text, const char *css_class);
GtkWidget *stemma_model_name_new (const char *name);
GtkWidget *stemma_model_badge_new (StemmaRelation relation);
GtkWidget *
stemma_model_row_new (GtkWidget *prefix, GtkWidget *title, const char *subtitle, GtkWidget *suffix);
GtkWidget *stemma_model_name_row_new (
  const char *name, StemmaRelation relation, gboolean has_relation, const char *subtitle, GtkWidget *suffix);
GtkWidget *stemma_model_fact_row_new (const char *title,
                                      const char *value,
                                      StemmaFactState state,
                                      const char *definition);
GtkWidget *stemma_model_figure_row_new (const char *title, guint64 figure, const char *definition);
GtkWidget *stemma_model_link_new (const char *name);

GtkWidget *stemma_model_create_terms (const StemmaModelSheet *sheet);
void stemma_model_add_facts (GtkWidget *box, const StemmaModelSheet *sheet);
GtkWidget *stemma_model_create_strip (const StemmaModelSheet *sheet, gboolean narrow);
GtkWidget *stemma_model_create_parents (const StemmaModelSheet *sheet);
GtkWidget *stemma_model_create_children (StemmaModelSheet *sheet, gboolean narrow);
GtkWidget *stemma_model_create_clusters (const StemmaModelSheet *sheet);
GtkWidget *stemma_model_create_chains (StemmaModelSheet *sheet);
GtkWidget *stemma_model_create_history (const StemmaModelSheet *sheet, guint n_shown);
GtkWidget *stemma_model_create_downloads (StemmaModelSheet *sheet);

G_END_DECLS
