#include "app/stemma-search-dialog.h"

#include <glib/gi18n.h>

#include "app/stemma-hit-row.h"
#include "app/stemma-name-search.h"

#define MAX_HITS 50
/* How long after the last key the search begins, ms. */
#define DELAY_MS 60

/**
 * StemmaSearchDialog:
 *
 * Any model of the week by a part of its name: best fits first, ghosts marked. Return opens the lineage of
 * the selected one, Control and Return its page.
 */
struct _StemmaSearchDialog
{
  AdwWindow parent_instance;
  StemmaWindow *window;
  StemmaSnapshot *snapshot;
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *stack;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (StemmaSearchDialog, stemma_search_dialog, ADW_TYPE_WINDOW)

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaSearchDialog *self = STEMMA_SEARCH_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hits = stemma_name_search_finish (result, NULL, &error);
  if (hits == NULL)
    return;
  stemma_hit_rows_fill (self->list, self->snapshot, hits);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gboolean asked = gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] != '\0';
  gtk_stack_set_visible_child_name (self->stack, hits->len > 0 ? "list" : asked ? "none" : "empty");
}

static void
on_search_changed (StemmaSearchDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (text[0] == '\0')
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->cancellable = g_cancellable_new ();
  stemma_name_search_async (self, self->snapshot, text, MAX_HITS, STEMMA_NAME_SEARCH_ELSE_NEAREST,
                            self->cancellable, on_found, NULL);
}

static void
choose (StemmaSearchDialog *self, GtkListBoxRow *row, gboolean model_page)
{
  if (row == NULL)
    return;
  g_autofree char *name = g_strdup (stemma_hit_row_get_name (row));
  gboolean lineage = !model_page && stemma_hit_row_has_lineage (row);
  StemmaWindow *window = self->window;
  gtk_window_close (GTK_WINDOW (self));
  stemma_window_go (window, lineage ? "lineage" : "model", name);
}

static void
on_row (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, gpointer user_data)
{
  choose (user_data, row, FALSE);
}

static void
on_activate (StemmaSearchDialog *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list), FALSE);
}

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED,
        guint key,
        guint code G_GNUC_UNUSED,
        GdkModifierType state,
        gpointer user_data)
{
  StemmaSearchDialog *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    choose (self, row, TRUE);
  else if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    {
      GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, key == GDK_KEY_Down ? at + 1 : at - 1);
      if (next != NULL)
        gtk_list_box_select_row (self->list, next);
    }
  else
    return FALSE;
  return TRUE;
}

static void
stemma_search_dialog_dispose (GObject *object)
{
  StemmaSearchDialog *self = STEMMA_SEARCH_DIALOG (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->snapshot, stemma_snapshot_unref);
  G_OBJECT_CLASS (stemma_search_dialog_parent_class)->dispose (object);
}

static void
stemma_search_dialog_class_init (StemmaSearchDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_search_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
create_status (const char *icon, const char *title, const char *description)
{
  return g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", icon, "title", title, "description", description,
                       NULL);
}

static GtkWidget *
create_stack (StemmaSearchDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Models found"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_stack_add_named (
    self->stack,
    create_status ("system-search-symbolic", _ ("Find any model"),
                   _ ("Type a part of its name. Return shows its lineage, Ctrl+Return its page.")),
    "empty");
  gtk_stack_add_named (self->stack,
                       create_status ("system-search-symbolic", _ ("No such model"),
                                      _ ("Nothing in this week has such a name; another week may.")),
                       "none");
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

static void
stemma_search_dialog_init (StemmaSearchDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *entry = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  self->entry = GTK_SEARCH_ENTRY (entry);
  gtk_search_entry_set_search_delay (self->entry, DELAY_MS);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_size_request (entry, 360, -1);
  g_object_set (entry, "placeholder-text", _ ("Owner or model"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Owner or model"),
                                  -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (gtk_window_close), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (entry, keys);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), entry);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), create_stack (self));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/** stemma_search_dialog_new: Returns: (transfer floating): a search over the week that @window looks at */
StemmaSearchDialog *
stemma_search_dialog_new (StemmaWindow *window)
{
  StemmaSearchDialog *self
    = g_object_new (STEMMA_TYPE_SEARCH_DIALOG, "transient-for", window, "modal", TRUE, "title",
                    _ ("Find any model"), "default-width", 560, "default-height", 480, NULL);
  self->window = window;
  self->snapshot = stemma_snapshot_ref (stemma_document_get_snapshot (stemma_window_get_document (window)));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
