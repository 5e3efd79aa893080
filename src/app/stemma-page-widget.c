#include "app/stemma-page-widget.h"

#include "view/stemma-view.h"

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

/** stemma_page_widget_get_target: Returns: (transfer full) (nullable): the way back to what @page shows now
 */
char *
stemma_page_widget_get_target (StemmaPageWidget *page)
{
  StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  return iface->get_target != NULL ? iface->get_target (page) : NULL;
}

/** stemma_page_widget_get_model: Returns: (transfer full) (nullable): the model that @page is about */
char *
stemma_page_widget_get_model (StemmaPageWidget *page)
{
  const StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  if (iface->get_model != NULL)
    return iface->get_model (page);
  g_autofree char *target = stemma_page_widget_get_target (page);
  if (target == NULL || !g_str_has_prefix (target, "stemma:"))
    return NULL;
  g_autoptr (StemmaView) view = stemma_view_from_uri (target, NULL);
  return view != NULL ? g_strdup (stemma_view_get_focus (view)) : NULL;
}

/** stemma_page_widget_save: Returns: whether @page has something to save and has asked where */
gboolean
stemma_page_widget_save (StemmaPageWidget *page)
{
  StemmaPageWidgetInterface *iface = STEMMA_PAGE_WIDGET_GET_IFACE (page);
  return iface->save != NULL && iface->save (page);
}
