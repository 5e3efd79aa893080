#include "app/stemma-page-widget.h"

G_DEFINE_INTERFACE (StemmaPageWidget, stemma_page_widget, GTK_TYPE_WIDGET)

static void
stemma_page_widget_default_init (StemmaPageWidgetInterface *iface G_GNUC_UNUSED)
{
}

/** stemma_page_widget_start_search: Returns: whether @page has a search of its own, to which it has turned */
gboolean
stemma_page_widget_start_search (StemmaPageWidget *page)
{
  StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  return iface->start_search != NULL && iface->start_search (page);
}

/** stemma_page_widget_show: @target: (nullable): a model's name or a link; what the page is to show */
void
stemma_page_widget_show (StemmaPageWidget *page, const char *target)
{
  StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  if (iface->show != NULL)
    iface->show (page, target);
}

/** stemma_page_widget_get_target: Returns: (transfer full) (nullable): the way back to what @page shows now */
char *
stemma_page_widget_get_target (StemmaPageWidget *page)
{
  StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  return iface->get_target != NULL ? iface->get_target (page) : NULL;
}

/** stemma_page_widget_save: Returns: whether @page has something to save and has asked where */
gboolean
stemma_page_widget_save (StemmaPageWidget *page)
{
  StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  return iface->save != NULL && iface->save (page);
}
