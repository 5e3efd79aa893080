#include "app/model/stemma-model-page.h"

#include <glib/gi18n.h>

#include "app/model/stemma-model-chooser.h"
#include "app/model/stemma-model-save.h"
#include "app/model/stemma-model-view.h"
#include "app/stemma-page-widget.h"

/**
 * StemmaModelPage:
 *
 * May I use this model, what is wrong with it, what happened to it? Without a model it asks for one.
 */
struct _StemmaModelPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  StemmaModelChooser *chooser;
  StemmaModelView *view;
};

static gboolean
model_page_start_search (StemmaPageWidget *page)
{
  StemmaModelPage *self = STEMMA_MODEL_PAGE (page);
  gtk_stack_set_visible_child_name (self->stack, "chooser");
  stemma_model_chooser_start (self->chooser);
  return TRUE;
}

static void
show_what_there_is (StemmaModelPage *self)
{
  gboolean chosen = stemma_model_view_get_name (self->view) != NULL;
  gtk_stack_set_visible_child_name (self->stack, chosen ? "view" : "chooser");
}

static void
model_page_show (StemmaPageWidget *page, const char *target)
{
  StemmaModelPage *self = STEMMA_MODEL_PAGE (page);
  stemma_model_view_show (self->view, target);
  show_what_there_is (self);
}

static char *
model_page_get_target (StemmaPageWidget *page)
{
  return g_strdup (stemma_model_view_get_name (STEMMA_MODEL_PAGE (page)->view));
}

static gboolean
model_page_save (StemmaPageWidget *page)
{
  StemmaModelSheet *sheet = stemma_model_view_get_sheet (STEMMA_MODEL_PAGE (page)->view);
  if (sheet != NULL)
    stemma_model_ask_save (GTK_WIDGET (page), sheet);
  return sheet != NULL;
}

static void
model_page_iface_init (StemmaPageWidgetInterface *iface)
{
  iface->start_search = model_page_start_search;
  iface->show = model_page_show;
  iface->get_target = model_page_get_target;
  iface->get_model = model_page_get_target;
  iface->save = model_page_save;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaModelPage,
                               stemma_model_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (STEMMA_TYPE_PAGE_WIDGET, model_page_iface_init))

static gboolean
on_escape (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  show_what_there_is (STEMMA_MODEL_PAGE (widget));
  return TRUE;
}

static void
stemma_model_page_class_init (StemmaModelPageClass *klass)
{
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
stemma_model_page_init (StemmaModelPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/** stemma_model_page_new: Returns: (transfer floating): the page of @window that shows one model */
GtkWidget *
stemma_model_page_new (StemmaWindow *window)
{
  StemmaModelPage *self = g_object_new (STEMMA_TYPE_MODEL_PAGE, NULL);
  StemmaDocument *document = stemma_window_get_document (window);
  self->chooser = STEMMA_MODEL_CHOOSER (stemma_model_chooser_new (document));
  self->view = STEMMA_MODEL_VIEW (stemma_model_view_new (document, FALSE));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->chooser), "chooser");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "view");
  /* Another store is open: there is no model any more. */
  g_signal_connect_object (document, "changed", G_CALLBACK (show_what_there_is), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}
