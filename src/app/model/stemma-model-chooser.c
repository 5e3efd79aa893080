#include "app/model/stemma-model-chooser.h"

#include <glib/gi18n.h>

#include "app/model/stemma-model-parts.h"
#include "app/stemma-hit-row.h"
#include "app/stemma-name-search.h"

#define MAX_HITS 20

/**
 * StemmaModelChooser:
 *
 * What the page of models shows as long as none is chosen: what it would show, and an entry that completes
 * names.
 */
struct _StemmaModelChooser
{
  AdwBin parent_instance;
  StemmaDocument *document;
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *none;
  GCancellable *cancellable;
  char *first; /* (nullable): the best of what was found */
};

G_DEFINE_FINAL_TYPE (StemmaModelChooser, stemma_model_chooser, ADW_TYPE_BIN)

static void
clear (StemmaModelChooser *self)
{
  stemma_hit_rows_fill (self->list, NULL, NULL);
  g_clear_pointer (&self->first, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->none), FALSE);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaModelChooser *self = STEMMA_MODEL_CHOOSER (source);
  StemmaSnapshot *searched = NULL;
  g_autoptr (GArray) hits = stemma_name_search_finish (result, &searched, NULL);
  if (hits == NULL)
    return;
  clear (self);
  if (hits->len > 0)
    self->first = g_strdup (stemma_search_hit_name (searched, &g_array_index (hits, StemmaSearchHit, 0)));
  stemma_hit_rows_fill (self->list, searched, hits);
  gtk_widget_set_visible (GTK_WIDGET (self->list), hits->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), hits->len == 0);
}

static void
on_search_changed (StemmaModelChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (self->document);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (text[0] == '\0' || snapshot == NULL)
    {
      clear (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  stemma_name_search_async (self, snapshot, text, MAX_HITS, STEMMA_NAME_SEARCH_ELSE_NEAREST,
                            self->cancellable, on_found, NULL);
}

/* Return takes the best that was found, or the name as it stands: one that only another week may know. */
static void
on_activate (StemmaModelChooser *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_strstrip (text);
  if (text[0] != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go-model", "s",
                                self->first != NULL ? self->first : text);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, gpointer user_data G_GNUC_UNUSED)
{
  gtk_widget_activate_action (GTK_WIDGET (list), "win.go-model", "s", stemma_hit_row_get_name (row));
}

static void
stemma_model_chooser_dispose (GObject *object)
{
  StemmaModelChooser *self = STEMMA_MODEL_CHOOSER (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_pointer (&STEMMA_MODEL_CHOOSER (object)->first, g_free);
  G_OBJECT_CLASS (stemma_model_chooser_parent_class)->dispose (object);
}

static void
stemma_model_chooser_class_init (StemmaModelChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_model_chooser_dispose;
}

static GtkWidget *
create_entry (StemmaModelChooser *self)
{
  GtkWidget *entry = gtk_search_entry_new ();
  self->entry = GTK_SEARCH_ENTRY (entry);
  gtk_search_entry_set_search_delay (self->entry, 60);
  g_object_set (entry, "placeholder-text", _ ("Owner or model"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Owner or model"),
                                  -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
  return entry;
}

static void
stemma_model_chooser_init (StemmaModelChooser *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  self->list = list;
  self->none = GTK_LABEL (stemma_model_text_new (
    _ ("No model of this week has such a name, nor one like it. Return looks for it in the other weeks."),
    "dim-label"));
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Models found"),
                                  -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "system-search-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Which model?"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status),
                                   _ ("This page shows where one model comes from, what hangs on it, under "
                                      "which terms it may be used, and what "
                                      "happened to it week by week."));
  gtk_box_append (GTK_BOX (box), create_entry (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->none));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_status_page_set_child (ADW_STATUS_PAGE (status), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), status);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  clear (self);
}

/** stemma_model_chooser_new: Returns: (transfer floating): a chooser over the week that @document is at */
GtkWidget *
stemma_model_chooser_new (StemmaDocument *document)
{
  StemmaModelChooser *self = g_object_new (STEMMA_TYPE_MODEL_CHOOSER, NULL);
  self->document = g_object_ref (document);
  return GTK_WIDGET (self);
}

/** stemma_model_chooser_start: empties the entry and turns to it */
void
stemma_model_chooser_start (StemmaModelChooser *chooser)
{
  gtk_editable_set_text (GTK_EDITABLE (chooser->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (chooser->entry));
}
