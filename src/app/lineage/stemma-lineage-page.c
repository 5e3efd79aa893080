#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "app/stemma-page-widget.h"

static void init_page_widget (StemmaPageWidgetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaLineagePage, stemma_lineage_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (STEMMA_TYPE_PAGE_WIDGET, init_page_widget))

/* The history keeps views as such: which week and store they are of is the document's to say. */
static StemmaView *
without_week (StemmaView *view)
{
  g_autoptr (StemmaView) undated = stemma_view_with_date (view, STEMMA_DATE_NONE);
  g_autoptr (StemmaView) alone = stemma_view_with_since (undated, STEMMA_DATE_NONE);
  return stemma_view_with_store (alone, "");
}

/* Back or forward, if that leads to @view; else a new place. */
static StemmaHistory *
find_place (StemmaHistory *history, StemmaView *view, gboolean *known)
{
  g_autoptr (StemmaHistory) back = stemma_history_go_back (history),
                            forth = stemma_history_go_forward (history);
  *known = TRUE;
  if (stemma_view_equal (stemma_history_get_view (history), view))
    return stemma_history_ref (history);
  if (stemma_view_equal (stemma_history_get_view (back), view))
    return g_steal_pointer (&back);
  if (stemma_view_equal (stemma_history_get_view (forth), view))
    return g_steal_pointer (&forth);
  *known = FALSE;
  return stemma_history_go (history, view);
}

/* Turns the document to the week of @view if there is such a one; tells whether it is on its way. */
static gboolean
turn_to_week (StemmaLineagePage *page, StemmaView *view)
{
  StemmaDate date = stemma_view_get_date (view);
  GPtrArray *infos = stemma_document_get_infos (page->document);
  if (date == STEMMA_DATE_NONE || stemma_document_get_wanted (page->document) == date)
    return FALSE;
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    if (((const StemmaSnapshotInfo *) g_ptr_array_index (infos, i))->date == date)
      {
        page->as_linked = TRUE;
        stemma_document_select (page->document, date);
        return TRUE;
      }
  char text[STEMMA_DATE_TEXT_SIZE];
  g_autofree char *said = g_strdup_printf (
    _ ("There is no snapshot of %s here; this is how it looks in another"), stemma_date_format (date, text));
  stemma_window_toast (page->window, said);
  return FALSE;
}

static void
go_to_view (StemmaLineagePage *page, StemmaView *view)
{
  g_autoptr (StemmaView) place = without_week (view);
  gboolean known = FALSE;
  StemmaHistory *next
      = page->history != NULL ? find_place (page->history, place, &known) : stemma_history_new (place);
  stemma_lineage_page_take_history (page, next);
  if (known || !turn_to_week (page, view))
    stemma_lineage_page_refresh (page);
}

static void
show_link (StemmaLineagePage *page, const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) view = stemma_view_from_uri (uri, &error);
  g_autofree char *store = stemma_lineage_page_get_store_id (page);
  if (view == NULL)
    {
      stemma_window_fail (page->window, _ ("The link cannot be followed"), error);
      return;
    }
  if (stemma_view_get_store (view)[0] != '\0' && store != NULL
      && !g_str_equal (stemma_view_get_store (view), store))
    stemma_window_toast (page->window,
                         _ ("The link was made in another store; this is how it looks in this one"));
  go_to_view (page, view);
}

static void
show_model (StemmaLineagePage *page, const char *name)
{
  if (page->history == NULL)
    {
      g_autoptr (StemmaView) view = stemma_view_new (name);
      go_to_view (page, view);
      return;
    }
  g_autoptr (StemmaView) view = stemma_view_with_focus (stemma_history_get_view (page->history), name);
  go_to_view (page, view);
}

static void
show_target (StemmaPageWidget *widget, const char *target)
{
  StemmaLineagePage *page = STEMMA_LINEAGE_PAGE (widget);
  if (target == NULL || target[0] == '\0')
    {
      if (page->history == NULL)
        stemma_lineage_page_show_empty (page);
      return;
    }
  if (g_str_has_prefix (target, "stemma:"))
    show_link (page, target);
  else
    show_model (page, target);
  gtk_widget_grab_focus (GTK_WIDGET (page->canvas));
}

static char *
get_target (StemmaPageWidget *widget)
{
  g_autoptr (StemmaView) view = stemma_lineage_page_get_dated_view (STEMMA_LINEAGE_PAGE (widget));
  return view != NULL ? stemma_view_to_uri (view) : NULL;
}

static gboolean
start_search (StemmaPageWidget *widget)
{
  return stemma_lineage_page_start_find (STEMMA_LINEAGE_PAGE (widget));
}

static gboolean
save (StemmaPageWidget *widget)
{
  return stemma_lineage_page_ask_where (STEMMA_LINEAGE_PAGE (widget));
}

static void
init_page_widget (StemmaPageWidgetInterface *iface)
{
  iface->start_search = start_search;
  iface->show = show_target;
  iface->get_target = get_target;
  iface->save = save;
}

/* Another store begins anew; another week shows the same view. */
static void
on_changed (StemmaLineagePage *page)
{
  const char *path = stemma_document_get_path (page->document);
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  if (g_strcmp0 (path, page->shown_store) != 0)
    {
      g_free (page->shown_store);
      page->shown_store = g_strdup (path);
      stemma_lineage_page_stop (page);
      g_clear_pointer (&page->history, stemma_history_unref);
      g_clear_pointer (&page->layouter, stemma_layouter_unref);
      stemma_canvas_forget (page->canvas);
    }
  stemma_lineage_page_close_popover (page);
  stemma_name_entry_set_snapshot (page->entry, snapshot);
  stemma_name_entry_set_snapshot (page->empty_entry, snapshot);
  if (stemma_document_get_state (page->document) != STEMMA_DOCUMENT_READY)
    return;
  page->dirty = !gtk_widget_get_mapped (GTK_WIDGET (page));
  if (page->history == NULL)
    stemma_lineage_page_show_empty (page);
  else if (!page->dirty)
    stemma_lineage_page_show_week (page);
}

static void
stemma_lineage_page_map (GtkWidget *widget)
{
  StemmaLineagePage *page = STEMMA_LINEAGE_PAGE (widget);
  GTK_WIDGET_CLASS (stemma_lineage_page_parent_class)->map (widget);
  if (page->dirty && page->history != NULL)
    stemma_lineage_page_show_week (page);
  page->dirty = FALSE;
}

static gboolean
stemma_lineage_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (STEMMA_LINEAGE_PAGE (widget)->canvas));
}

static void
stemma_lineage_page_dispose (GObject *object)
{
  StemmaLineagePage *page = STEMMA_LINEAGE_PAGE (object);
  stemma_lineage_page_stop (page);
  g_cancellable_cancel (page->asking);
  g_clear_object (&page->asking);
  if (page->canvas != NULL)
    stemma_lineage_page_close_popover (page);
  g_clear_object (&page->document);
  g_clear_object (&page->actions);
  g_clear_pointer (&page->history, stemma_history_unref);
  g_clear_pointer (&page->layouter, stemma_layouter_unref);
  g_clear_pointer (&page->shown_store, g_free);
  G_OBJECT_CLASS (stemma_lineage_page_parent_class)->dispose (object);
}

static void
stemma_lineage_page_class_init (StemmaLineagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_lineage_page_dispose;
  widget_class->map = stemma_lineage_page_map;
  widget_class->grab_focus = stemma_lineage_page_grab_focus;
}

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED,
        GdkModifierType state, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  guint plain = gdk_keyval_to_lower (key);
  if (!(state & GDK_CONTROL_MASK) || (state & GDK_ALT_MASK))
    return FALSE;
  if (plain == GDK_KEY_z)
    g_action_group_activate_action (G_ACTION_GROUP (page->actions), shift ? "redo" : "undo", NULL);
  else if (plain == GDK_KEY_y)
    g_action_group_activate_action (G_ACTION_GROUP (page->actions), "redo", NULL);
  else if (plain == GDK_KEY_l)
    gtk_widget_grab_focus (GTK_WIDGET (page->entry));
  else if (plain == GDK_KEY_g)
    stemma_lineage_page_find_next (page, shift ? -1 : 1);
  else
    return FALSE;
  return TRUE;
}

static void
on_act (StemmaCanvas *canvas G_GNUC_UNUSED, int act, guint card, guint chip, gpointer user_data)
{
  stemma_lineage_page_act (user_data, (StemmaCanvasAct) act, card, chip);
}

static void
stemma_lineage_page_init (StemmaLineagePage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *overlay = gtk_overlay_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  page->canvas = STEMMA_CANVAS (stemma_canvas_new ());
  page->banner = g_object_new (STEMMA_TYPE_BANNER, NULL);
  page->stack = GTK_STACK (gtk_stack_new ());
  stemma_lineage_page_add_actions (page);
  gtk_box_append (GTK_BOX (box), stemma_lineage_page_create_header (page));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->banner));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (page->stack));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), stemma_lineage_page_create_progress (page));
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_stack_add_named (page->stack, stemma_lineage_page_create_overlay (page), "canvas");
  stemma_lineage_page_add_states (page);
  adw_bin_set_child (ADW_BIN (page), box);
  g_signal_connect (page->canvas, "act", G_CALLBACK (on_act), page);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), page);
  gtk_widget_add_controller (GTK_WIDGET (page), keys);
}

/** stemma_lineage_page_new: Returns: (transfer floating): the page of @window that shows lineages */
GtkWidget *
stemma_lineage_page_new (StemmaWindow *window)
{
  StemmaLineagePage *page = g_object_new (STEMMA_TYPE_LINEAGE_PAGE, NULL);
  page->window = window;
  page->document = g_object_ref (stemma_window_get_document (window));
  g_signal_connect_object (page->document, "changed", G_CALLBACK (on_changed), page, G_CONNECT_SWAPPED);
  stemma_lineage_page_show_empty (page);
  return GTK_WIDGET (page);
}

/** stemma_lineage_page_get_canvas: Returns: (transfer none): its canvas */
StemmaCanvas *
stemma_lineage_page_get_canvas (StemmaLineagePage *page)
{
  return page->canvas;
}

/** stemma_lineage_page_get_view: Returns: (transfer none) (nullable): what it is asked to show */
StemmaView *
stemma_lineage_page_get_view (StemmaLineagePage *page)
{
  return page->history != NULL ? stemma_history_get_view (page->history) : NULL;
}

/** stemma_lineage_page_get_list: Returns: (transfer none) (nullable): the list that is open */
StemmaMemberList *
stemma_lineage_page_get_list (StemmaLineagePage *page)
{
  return page->list != NULL ? STEMMA_MEMBER_LIST (page->list) : NULL;
}

/** stemma_lineage_page_is_busy: Returns: whether a picture is being worked out, painted or moved */
gboolean
stemma_lineage_page_is_busy (StemmaLineagePage *page)
{
  return page->job != NULL || !stemma_canvas_is_settled (page->canvas);
}
