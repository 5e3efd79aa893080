#include "app/lineage/stemma-name-entry.h"

#include <glib/gi18n.h>

#include "app/stemma-name-search.h"

#define MAX_HITS 10
#define DELAY_MS 60

/**
 * StemmaNameEntry:
 *
 * An entry for the name of any model of a week, which offers what fits while one types. Signal `chosen`
 * (name).
 */
struct _StemmaNameEntry
{
  AdwBin parent_instance;
  StemmaSnapshot *snapshot;
  GtkWidget *entry;
  GtkPopover *popover;
  GtkListBox *list;
  GtkLabel *none;
  GCancellable *cancellable;
  gboolean choosing; /* the text is being set, not typed */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaNameEntry, stemma_name_entry, ADW_TYPE_BIN)

static void
forget_query (StemmaNameEntry *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static GtkWidget *
create_row (const char *name, const StemmaSearchHit *hit)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *count = g_strdup_printf ("%'" G_GUINT64_FORMAT, hit->downloads);
  GtkWidget *side = gtk_label_new (hit->row == STEMMA_NONE ? _ ("not listed")
                                   : hit->downloads > 0    ? count
                                                           : "");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, name);
  gtk_widget_add_css_class (side, "dim-label");
  gtk_widget_add_css_class (side, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), side);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  return row;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaNameEntry *self = STEMMA_NAME_ENTRY (source);
  StemmaSnapshot *searched = NULL;
  g_autoptr (GArray) hits = stemma_name_search_finish (result, &searched, NULL);
  GtkWidget *child;
  if (hits == NULL || self->list == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < hits->len; i++)
    {
      const StemmaSearchHit *hit = &g_array_index (hits, StemmaSearchHit, i);
      gtk_list_box_append (self->list, create_row (stemma_search_hit_name (searched, hit), hit));
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->list), hits->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), hits->len == 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popup (self->popover);
}

static void
on_search_changed (StemmaNameEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  forget_query (self);
  if (self->choosing || text[0] == '\0' || self->snapshot == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  self->cancellable = g_cancellable_new ();
  stemma_name_search_async (self, self->snapshot, text, MAX_HITS, STEMMA_NAME_SEARCH_ELSE_NEAREST,
                            self->cancellable, on_found, NULL);
}

static void
choose (StemmaNameEntry *self, const char *name)
{
  g_autofree char *kept = g_strdup (name);
  forget_query (self);
  gtk_popover_popdown (self->popover);
  self->choosing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CHOSEN], 0, kept);
  self->choosing = FALSE;
}

static void
on_row (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, gpointer user_data)
{
  choose (user_data, g_object_get_data (G_OBJECT (row), "name"));
}

/* A name that was typed or pasted whole is taken as it is; else the best of what is offered. */
static void
on_activate (StemmaNameEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkListBoxRow *row
    = gtk_widget_get_visible (GTK_WIDGET (self->popover)) ? gtk_list_box_get_selected_row (self->list) : NULL;
  if (row != NULL)
    choose (self, g_object_get_data (G_OBJECT (row), "name"));
  else if (text[0] != '\0')
    choose (self, text);
}

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED,
        GdkModifierType state, gpointer user_data)
{
  StemmaNameEntry *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  if (key == GDK_KEY_Escape && gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    gtk_popover_popdown (self->popover);
  else if ((key == GDK_KEY_Down || key == GDK_KEY_Up) && (state & GDK_MODIFIER_MASK) == 0)
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
stemma_name_entry_dispose (GObject *object)
{
  StemmaNameEntry *self = STEMMA_NAME_ENTRY (object);
  forget_query (self);
  self->list = NULL;
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_pointer (&self->snapshot, stemma_snapshot_unref);
  G_OBJECT_CLASS (stemma_name_entry_parent_class)->dispose (object);
}

static void
stemma_name_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  StemmaNameEntry *self = STEMMA_NAME_ENTRY (widget);
  GTK_WIDGET_CLASS (stemma_name_entry_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (self->popover);
}

static gboolean
stemma_name_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (STEMMA_NAME_ENTRY (widget)->entry);
}

static void
stemma_name_entry_class_init (StemmaNameEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_name_entry_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = stemma_name_entry_size_allocate;
  GTK_WIDGET_CLASS (klass)->grab_focus = stemma_name_entry_grab_focus;
  /* StemmaNameEntry::chosen: @name: a model's name, or what was typed instead of one. */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
create_popover (StemmaNameEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->none = GTK_LABEL (gtk_label_new (_ ("No such model in this week")));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Models found"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row), self);
  gtk_widget_add_css_class (GTK_WIDGET (self->none), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->none));
  gtk_widget_set_size_request (box, 360, -1);
  gtk_popover_set_child (self->popover, box);
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "name-popover");
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

static void
stemma_name_entry_init (StemmaNameEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), DELAY_MS);
  g_object_set (self->entry, "placeholder-text", _ ("Go to a model"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Go to a model"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  adw_bin_set_child (ADW_BIN (self), self->entry);
  create_popover (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_popover_popdown), self->popover);
  gtk_widget_add_controller (self->entry, focus);
}

/** stemma_name_entry_new: Returns: (transfer floating): an entry that knows no names yet */
GtkWidget *
stemma_name_entry_new (void)
{
  return g_object_new (STEMMA_TYPE_NAME_ENTRY, NULL);
}

/** stemma_name_entry_set_snapshot: @snapshot: (nullable) (transfer none): the week whose names are offered */
void
stemma_name_entry_set_snapshot (StemmaNameEntry *entry, StemmaSnapshot *snapshot)
{
  StemmaSnapshot *kept = snapshot != NULL ? stemma_snapshot_ref (snapshot) : NULL;
  forget_query (entry);
  g_clear_pointer (&entry->snapshot, stemma_snapshot_unref);
  entry->snapshot = kept;
}

/** stemma_name_entry_start: turns to the entry, with @text in it as if it had been typed */
void
stemma_name_entry_start (StemmaNameEntry *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry->entry), text);
  gtk_widget_grab_focus (entry->entry);
  gtk_editable_set_position (GTK_EDITABLE (entry->entry), -1);
}
