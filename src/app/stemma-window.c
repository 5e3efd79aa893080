#include "app/stemma-window-private.h"

#include <glib/gi18n.h>

#include "app/fetch/stemma-window-fetch.h"
#include "app/stemma-page-widget.h"
#include "app/stemma-pages.h"
#include "app/stemma-application.h"
#include "app/stemma-recent.h"
#include "app/stemma-search-dialog.h"
#include "app/stemma-session.h"
#include "app/stemma-window-files.h"

G_DEFINE_FINAL_TYPE (StemmaWindow, stemma_window, ADW_TYPE_APPLICATION_WINDOW)

static void
enable (StemmaWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/** stemma_window_update_navigation: offers what can be done by now */
void
stemma_window_update_navigation (StemmaWindow *window)
{
  gboolean ready = stemma_document_get_state (window->document) == STEMMA_DOCUMENT_READY;
  enable (window, "back", ready && stemma_places_can_step (window->places, -1));
  enable (window, "forward", ready && stemma_places_can_step (window->places, 1));
  enable (window, "search", ready);
  enable (window, "page-search", ready);
  enable (window, "save", ready);
  gtk_widget_set_visible (window->sidebar_button, stemma_split_get_folded (window->split));
}

static void
on_back (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_window_step (user_data, -1);
}

static void
on_forward (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_window_step (user_data, 1);
}

static void
on_page (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  stemma_window_go (user_data, g_variant_get_string (parameter, NULL), NULL);
}

static void
on_go_lineage (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  stemma_window_go (user_data, "lineage", g_variant_get_string (parameter, NULL));
}

static void
on_go_model (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  stemma_window_go (user_data, "model", g_variant_get_string (parameter, NULL));
}

static void
on_select_model (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  stemma_window_select_model (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_week (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  StemmaWindow *window = user_data;
  stemma_week_button_step (window->week_button, g_variant_get_int32 (parameter));
}

static void
on_page_search (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaWindow *window = user_data;
  GtkWidget *page = gtk_stack_get_visible_child (window->pages);
  if (page == NULL || !stemma_page_widget_start_search (STEMMA_PAGE_WIDGET (page)))
    gtk_widget_error_bell (GTK_WIDGET (window));
}

static void
on_search (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (stemma_search_dialog_new (user_data)));
}

static void
on_save (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaWindow *window = user_data;
  GtkWidget *page = gtk_stack_get_visible_child (window->pages);
  if (page == NULL || !stemma_page_widget_save (STEMMA_PAGE_WIDGET (page)))
    stemma_window_toast (window, _ ("There is nothing to save on this page yet"));
}

static void
on_show_sidebar (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaWindow *window = user_data;
  stemma_split_show_sidebar (window->split);
  gtk_widget_grab_focus (GTK_WIDGET (window->sidebar));
}

static void
on_change_panel (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  StemmaWindow *window = user_data;
  stemma_split_set_show_panel (window->split, g_variant_get_boolean (state));
}

/* It may also have been swiped away. An action on the split's property would keep that, and all pages in it,
 * for as long as GTK remembers the window's actions: its tooltip does so until another window has one. */
static void
on_panel (StemmaWindow *window)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), "panel");
  gboolean shown = stemma_split_get_show_panel (window->split);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shown));
  stemma_window_take_model (window);
}

static void
on_recent (StemmaWindow *window)
{
  stemma_recent_fill (stemma_application_get_settings (), window->recent_menu);
}

static void
on_sidebar (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, gpointer user_data)
{
  stemma_window_go (user_data, stemma_pages[gtk_list_box_row_get_index (row)].name, NULL);
}

static void
show_state (StemmaWindow *window)
{
  static const char *const names[] = { "welcome", "loading", "bare", "pages", "failed" };
  const GError *error = stemma_document_get_error (window->document);
  StemmaDocumentState state = stemma_document_get_state (window->document);
  gtk_stack_set_visible_child_name (window->states, names[state]);
  if (state == STEMMA_DOCUMENT_FAILED && error != NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);
      adw_status_page_set_description (window->failed, text);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stemma_window_fail_offering (window, _ ("The store cannot be opened"), error, _ ("Open another…"),
                                 "win.open");
}

/* Where the last session in this store ended, or the first page. */
static void
go_to_start (StemmaWindow *window)
{
  g_autofree char *page = NULL;
  g_autofree char *target = NULL;
  const char *store = stemma_document_get_path (window->document);
  if (stemma_session_restore (stemma_application_get_settings (), store, &page, &target)
      && stemma_window_get_page (window, page) != NULL)
    stemma_window_go (window, page, target);
  else
    stemma_window_go (window, stemma_pages[0].name, NULL);
}

static gboolean
on_close (StemmaWindow *window)
{
  const char *store = stemma_document_get_path (window->document);
  stemma_window_remember_place (window);
  if (store != NULL)
    stemma_session_save (stemma_application_get_settings (), store, stemma_places_get (window->places));
  return GDK_EVENT_PROPAGATE;
}

/* The store that the next start opens, and the first of the recent ones, however it came to be opened. */
static void
remember_store (StemmaWindow *window)
{
  GSettings *settings = stemma_application_get_settings ();
  const char *path = stemma_document_get_path (window->document);
  g_autofree char *last = g_settings_get_string (settings, "last-store");
  if (g_str_equal (last, path))
    return;
  g_settings_set_string (settings, "last-store", path);
  stemma_recent_add (settings, path);
}

/* Once a store, as soon as it is open. */
static void
tell_read_only (StemmaWindow *window)
{
  if (window->told_read_only || !stemma_document_is_read_only (window->document))
    return;
  window->told_read_only = TRUE;
  stemma_banner_show (
    window->banner,
    _ ("This store can be read but not written to: what is imported goes into a store of its own."), NULL,
    NULL);
}

static void
on_changed (StemmaWindow *window)
{
  const char *path = stemma_document_get_path (window->document);
  if (g_strcmp0 (path, window->shown_store) != 0)
    {
      g_free (window->shown_store);
      window->shown_store = g_strdup (path);
      stemma_places_clear (window->places);
      g_clear_pointer (&window->selected, g_free);
      stemma_banner_hide (window->banner);
      window->told_read_only = FALSE;
    }
  tell_read_only (window);
  show_state (window);
  if (stemma_document_get_state (window->document) == STEMMA_DOCUMENT_READY)
    remember_store (window);
  if (stemma_document_get_state (window->document) == STEMMA_DOCUMENT_READY
      && stemma_places_get (window->places) == NULL)
    go_to_start (window);
  else if (stemma_document_get_state (window->document) != STEMMA_DOCUMENT_READY)
    stemma_week_button_set_title (window->week_button, "Stemma");
  stemma_window_update_navigation (window);
}

static GtkWidget *
create_sidebar_row (const StemmaPageInfo *info)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (info->title));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_tooltip_text (box, _ (info->question));
  return box;
}

static void
add_pages (StemmaWindow *window)
{
  for (guint i = 0; i < stemma_pages_get_count (); i++)
    {
      GtkWidget *page = stemma_pages[i].create (window);
      gtk_list_box_append (window->sidebar, create_sidebar_row (&stemma_pages[i]));
      gtk_stack_add_named (window->pages, page, stemma_pages[i].name);
    }
}

static void
restore_size (StemmaWindow *window)
{
  GSettings *settings = stemma_application_get_settings ();
  gtk_window_set_default_size (GTK_WINDOW (window), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_SET);
  g_settings_bind (settings, "window-height", window, "default-height", G_SETTINGS_BIND_SET);
  g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
stemma_window_dispose (GObject *object)
{
  StemmaWindow *window = STEMMA_WINDOW (object);
  g_clear_object (&window->panel);
  g_clear_object (&window->document);
  g_clear_pointer (&window->places, stemma_places_free);
  g_clear_pointer (&window->shown_store, g_free);
  g_clear_pointer (&window->selected, g_free);
  g_clear_pointer (&window->page_model, g_free);
  G_OBJECT_CLASS (stemma_window_parent_class)->dispose (object);
}

static void
stemma_window_class_init (StemmaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_window_dispose;
  g_type_ensure (STEMMA_TYPE_SPLIT);
  g_type_ensure (STEMMA_TYPE_BANNER);
  g_type_ensure (STEMMA_TYPE_WEEK_BUTTON);
  g_type_ensure (STEMMA_TYPE_JOBS_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stemma/Stemma/stemma-window.ui");
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, split);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, states);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, notices);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, week_button);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, jobs_button);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, StemmaWindow, recent_menu);
}

static void
add_actions (StemmaWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "back", .activate = on_back },
    { .name = "forward", .activate = on_forward },
    { .name = "page", .activate = on_page, .parameter_type = "s" },
    { .name = "go-lineage", .activate = on_go_lineage, .parameter_type = "s" },
    { .name = "go-model", .activate = on_go_model, .parameter_type = "s" },
    { .name = "select-model", .activate = on_select_model, .parameter_type = "s" },
    { .name = "week", .activate = on_week, .parameter_type = "i" },
    { .name = "search", .activate = on_search },
    { .name = "page-search", .activate = on_page_search },
    { .name = "save", .activate = on_save },
    { .name = "show-sidebar", .activate = on_show_sidebar },
    { .name = "panel", .state = "false", .change_state = on_change_panel },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

static void
stemma_window_init (StemmaWindow *window)
{
  window->document = stemma_document_new ();
  window->places = stemma_places_new ();
  gtk_widget_init_template (GTK_WIDGET (window));
  add_actions (window);
  stemma_week_button_set_document (window->week_button, window->document);
  stemma_jobs_button_set_document (window->jobs_button, window->document);
  add_pages (window);
  window->panel = g_object_ref_sink (STEMMA_MODEL_VIEW (stemma_model_view_new (window->document, TRUE)));
  stemma_window_set_panel (window, GTK_WIDGET (window->panel));
  g_signal_connect (window->sidebar, "row-activated", G_CALLBACK (on_sidebar), window);
  g_signal_connect_object (window->document, "changed", G_CALLBACK (on_changed), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (window->split, "notify::show-panel", G_CALLBACK (on_panel), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window->split, "notify::folded", G_CALLBACK (stemma_window_update_navigation), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (stemma_application_get_settings (), "changed::recent-stores",
                           G_CALLBACK (on_recent), window, G_CONNECT_SWAPPED);
  on_recent (window);
  restore_size (window);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close), NULL);
  stemma_window_add_files (window);
  stemma_window_add_fetch (window);
  on_changed (window);
}

/** stemma_window_new: Returns: (transfer floating): a window without a store */
StemmaWindow *
stemma_window_new (GtkApplication *application)
{
  return g_object_new (STEMMA_TYPE_WINDOW, "application", application, NULL);
}

/** stemma_window_get_document: Returns: (transfer none): what the window looks at */
StemmaDocument *
stemma_window_get_document (StemmaWindow *window)
{
  return window->document;
}

/** stemma_window_get_page: Returns: (transfer none) (nullable): the page called @name */
GtkWidget *
stemma_window_get_page (StemmaWindow *window, const char *name)
{
  return gtk_stack_get_child_by_name (window->pages, name);
}

/** stemma_window_get_page_name: Returns: (transfer none) (nullable): the name of the page that is shown */
const char *
stemma_window_get_page_name (StemmaWindow *window)
{
  return gtk_stack_get_visible_child_name (window->pages);
}

/** stemma_window_get_model: Returns: (transfer full) (nullable): the model that the page is about, or that is selected */
char *
stemma_window_get_model (StemmaWindow *window)
{
  GtkWidget *page = gtk_stack_get_visible_child (window->pages);
  char *model = page != NULL ? stemma_page_widget_get_model (STEMMA_PAGE_WIDGET (page)) : NULL;
  return model != NULL ? model : g_strdup (window->selected);
}

/** stemma_window_add_notice: @notice: (transfer floating): a line that stands above the page while there is need of it */
void
stemma_window_add_notice (StemmaWindow *window, GtkWidget *notice)
{
  gtk_box_append (window->notices, notice);
}

/** stemma_window_show_jobs: brings out the list of what goes on in the background */
void
stemma_window_show_jobs (StemmaWindow *window)
{
  stemma_jobs_button_popup (window->jobs_button);
}

/** stemma_window_settle: takes back what the banner said of a failure */
void
stemma_window_settle (StemmaWindow *window)
{
  stemma_banner_hide (window->banner);
}

/** stemma_window_set_panel: @panel: (transfer none): what F9 brings out at the right */
void
stemma_window_set_panel (StemmaWindow *window, GtkWidget *panel)
{
  stemma_split_set_panel (window->split, panel);
}

/** stemma_window_toast: tells what was done */
void
stemma_window_toast (StemmaWindow *window, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (window->toasts, adw_toast_new (escaped));
}

/**
 * stemma_window_fail_offering:
 * @window: a window
 * @what: what was tried, translated
 * @error: why it failed
 * @button: (nullable): what can be done about it, translated
 * @action: (nullable): the action that does it
 *
 * Tells it in a banner that stays.
 */
void
stemma_window_fail_offering (
  StemmaWindow *window, const char *what, const GError *error, const char *button, const char *action)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", what, error->message);
  stemma_banner_show (window->banner, text, button, action);
}

/** stemma_window_fail: @what: what was tried, translated; tells it and @error in a banner that stays */
void
stemma_window_fail (StemmaWindow *window, const char *what, const GError *error)
{
  stemma_window_fail_offering (window, what, error, NULL, NULL);
}
