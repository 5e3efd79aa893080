#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_PAGE_WIDGET (stemma_page_widget_get_type ())
G_DECLARE_INTERFACE (StemmaPageWidget, stemma_page_widget, STEMMA, PAGE_WIDGET, GtkWidget)

/**
 * StemmaPageWidgetInterface:
 * @start_search: turns to the page's own search; %FALSE if it has none
 * @show: shows @target: a model's name, a `stemma:` link, or %NULL for what the page shows by itself
 * @get_target: (transfer full) (nullable): what @show would need to come back to what is shown now
 * @get_model: (transfer full) (nullable): the name of the one model that the page is about; without it a page
 * whose target is a `stemma:` link is about what that has in focus
 * @save: asks where to save what the page shows; %FALSE if there is nothing to save
 *
 * What the window asks of a page. A page shows a #StemmaDocument and follows its signal `changed`.
 */
struct _StemmaPageWidgetInterface
{
  GTypeInterface parent;
  gboolean (*start_search) (StemmaPageWidget *page);
  void (*show) (StemmaPageWidget *page, const char *target);
  char *(*get_target) (StemmaPageWidget *page);
  char *(*get_model) (StemmaPageWidget *page);
  gboolean (*save) (StemmaPageWidget *page);
};

gboolean stemma_page_widget_start_search (StemmaPageWidget *page);
void stemma_page_widget_show (StemmaPageWidget *page, const char *target);
char *stemma_page_widget_get_target (StemmaPageWidget *page);
char *stemma_page_widget_get_model (StemmaPageWidget *page);
gboolean stemma_page_widget_save (StemmaPageWidget *page);

G_END_DECLS
