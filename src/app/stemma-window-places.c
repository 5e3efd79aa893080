/* Where the user is in a window, where he has been, and which model is the one that is looked at. */
#include <glib/gi18n.h>

#include "app/stemma-page-widget.h"
#include "app/stemma-pages.h"
#include "app/stemma-window-private.h"

static void
mark_sidebar (StemmaWindow *window, const char *page)
{
  for (int i = 0; i < (int) stemma_pages_get_count (); i++)
    if (g_str_equal (stemma_pages[i].name, page))
      gtk_list_box_select_row (window->sidebar, gtk_list_box_get_row_at_index (window->sidebar, i));
}

/** stemma_window_select_model: @name: what the panel shows from then on, and the pages that are about one model */
void
stemma_window_select_model (StemmaWindow *window, const char *name)
{
  char *kept = g_strdup (name);
  g_free (window->selected);
  window->selected = kept;
  stemma_model_view_show (window->panel, kept);
}

/** stemma_window_take_model: what the page has come to be about is what is selected from then on */
void
stemma_window_take_model (StemmaWindow *window)
{
  GtkWidget *page = gtk_stack_get_visible_child (window->pages);
  g_autofree char *model = page != NULL ? stemma_page_widget_get_model (STEMMA_PAGE_WIDGET (page)) : NULL;
  if (model == NULL || g_strcmp0 (model, window->page_model) == 0)
    return;
  g_free (window->page_model);
  window->page_model = g_strdup (model);
  stemma_window_select_model (window, model);
}

/* A page about one model that is turned to without being told which shows the one that is selected. */
static const char *
choose_target (StemmaWindow *window, const StemmaPlace *place, GtkWidget *page)
{
  if (place->target != NULL || !stemma_pages_find (place->page)->of_one_model)
    return place->target;
  g_autofree char *model = stemma_page_widget_get_model (STEMMA_PAGE_WIDGET (page));
  return g_strcmp0 (model, window->selected) != 0 ? window->selected : NULL;
}

static void
show_place (StemmaWindow *window, const StemmaPlace *place)
{
  GtkWidget *page = stemma_window_get_page (window, place->page);
  const StemmaPageInfo *info = stemma_pages_find (place->page);
  gtk_stack_set_visible_child_name (window->pages, place->page);
  stemma_week_button_set_title (window->week_button, _ (info->title));
  mark_sidebar (window, place->page);
  stemma_page_widget_show (STEMMA_PAGE_WIDGET (page), choose_target (window, place, page));
  g_clear_pointer (&window->page_model, g_free);
  stemma_window_take_model (window);
  stemma_window_update_navigation (window);
}

/** stemma_window_remember_place: keeps what the page shows by now with its place, so that coming back finds it as it
 * was left */
void
stemma_window_remember_place (StemmaWindow *window)
{
  const StemmaPlace *place = stemma_places_get (window->places);
  if (place == NULL)
    return;
  stemma_window_take_model (window);
  g_autofree char *target
    = stemma_page_widget_get_target (STEMMA_PAGE_WIDGET (stemma_window_get_page (window, place->page)));
  if (target != NULL)
    stemma_places_update (window->places, target);
}

/**
 * stemma_window_go:
 * @window: a window
 * @page: a page's name
 * @target: (nullable): what it is to show; %NULL leaves what it shows
 *
 * Turns to a page and remembers the place for back and forward.
 */
void
stemma_window_go (StemmaWindow *window, const char *page, const char *target)
{
  g_return_if_fail (stemma_window_get_page (window, page) != NULL);
  stemma_window_remember_place (window);
  stemma_places_go (window->places, page, target);
  show_place (window, stemma_places_get (window->places));
  stemma_split_show_content (window->split);
}

/** stemma_window_step: @direction: -1 back, 1 forward */
void
stemma_window_step (StemmaWindow *window, int direction)
{
  stemma_window_remember_place (window);
  const StemmaPlace *place = stemma_places_step (window->places, direction);
  if (place != NULL)
    show_place (window, place);
}
