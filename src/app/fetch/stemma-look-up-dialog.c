#include "app/fetch/stemma-look-up-dialog.h"

#include <glib/gi18n.h>

#include "app/fetch/stemma-fetch-settings.h"
#include "app/fetch/stemma-fetcher.h"
#include "app/fetch/stemma-window-fetch.h"
#include "app/stemma-application.h"
#include "hub/stemma-hub-id.h"

/**
 * StemmaLookUpDialog:
 *
 * Takes a model's name or a link to it, and stays until its family is there.
 */
struct _StemmaLookUpDialog
{
  AdwWindow parent_instance;
  StemmaWindow *window;
  GtkEditable *entry;
  GtkButton *button;
  GtkWidget *working;
  GtkLabel *what;
  GtkLabel *fault;
  StemmaJob *job; /* (nullable): while it is looked up */
};

G_DEFINE_FINAL_TYPE (StemmaLookUpDialog, stemma_look_up_dialog, ADW_TYPE_WINDOW)

static void
show_fault (StemmaLookUpDialog *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
update (StemmaLookUpDialog *self)
{
  gboolean empty = gtk_editable_get_text (self->entry)[0] == '\0';
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !empty && self->job == NULL);
  gtk_editable_set_editable (self->entry, self->job == NULL);
  gtk_widget_set_visible (self->working, self->job != NULL);
}

static void
on_typed (StemmaLookUpDialog *self)
{
  show_fault (self, NULL);
  update (self);
}

static void
on_look_up (StemmaLookUpDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaFetchSettings) settings = stemma_fetch_settings_read (stemma_application_get_settings ());
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (settings);
  g_autofree char *model = stemma_hub_id_parse (gtk_editable_get_text (self->entry), endpoint, &error);
  if (self->job != NULL)
    return;
  if (model == NULL)
    show_fault (self, error->message);
  else
    stemma_window_look_up (self->window, model);
}

static void
on_what (StemmaLookUpDialog *self, GParamSpec *pspec G_GNUC_UNUSED, StemmaJob *job)
{
  g_autofree char *what = NULL;
  g_object_get (job, "what", &what, NULL);
  gtk_label_set_text (self->what, what != NULL ? what : "");
}

static void
on_started (StemmaLookUpDialog *self, StemmaFetch *fetch, StemmaJob *job)
{
  if (fetch->origin != self->window || fetch->model == NULL)
    return;
  g_set_object (&self->job, job);
  g_signal_connect_object (job, "notify::what", G_CALLBACK (on_what), self, G_CONNECT_SWAPPED);
  gtk_label_set_text (self->what, _ ("Asking the Hub"));
  update (self);
}

/* A fault is told here, where it can be mended, and not behind this window. */
static void
on_ended (StemmaLookUpDialog *self, StemmaFetch *fetch)
{
  if (self->job == NULL || fetch->origin != self->window || fetch->model == NULL)
    return;
  g_clear_object (&self->job);
  update (self);
  if (fetch->done)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  stemma_window_settle (self->window);
  show_fault (self, fetch->fault != STEMMA_FETCH_FAULT_CANCELLED ? fetch->error->message : NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
stemma_look_up_dialog_dispose (GObject *object)
{
  StemmaLookUpDialog *self = STEMMA_LOOK_UP_DIALOG (object);
  if (self->job != NULL)
    stemma_job_cancel (self->job);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (stemma_look_up_dialog_parent_class)->dispose (object);
}

static void
stemma_look_up_dialog_class_init (StemmaLookUpDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_look_up_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkLabel *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkWidget *
create_working (StemmaLookUpDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *spinner = gtk_spinner_new ();
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), TRUE);
  self->what = create_label (NULL, "numeric");
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->what));
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static GtkWidget *
create_body (StemmaLookUpDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_entry_new ();
  self->entry = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("owner/name, or a link to the model"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Model"), -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_typed), self);
  self->fault = create_label (NULL, "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  self->working = create_working (self);
  gtk_box_append (
    GTK_BOX (box),
    GTK_WIDGET (create_label (_ ("Its ancestors and its descendants are asked of the Hub, which takes a few "
                                 "seconds."),
                              "dim-label")));
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), self->working);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  gtk_widget_add_css_class (box, "look-up");
  return box;
}

static void
stemma_look_up_dialog_init (StemmaLookUpDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Look up"));
  self->button = GTK_BUTTON (button);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_look_up), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), create_body (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), button);
  g_signal_connect_object (stemma_fetcher_get (), "started", G_CALLBACK (on_started), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (stemma_fetcher_get (), "ended", G_CALLBACK (on_ended), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}

/** stemma_look_up_dialog_new: Returns: (transfer floating): asks which model to look up, for @window */
StemmaLookUpDialog *
stemma_look_up_dialog_new (StemmaWindow *window)
{
  StemmaLookUpDialog *self
    = g_object_new (STEMMA_TYPE_LOOK_UP_DIALOG, "transient-for", window, "modal", TRUE, "destroy-with-parent",
                    TRUE, "title", _ ("Look up a model"), "default-width", 460, NULL);
  self->window = window;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
