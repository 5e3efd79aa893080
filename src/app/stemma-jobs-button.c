#include "app/stemma-jobs-button.h"

#include <glib/gi18n.h>

/**
 * StemmaJobsButton:
 *
 * There is one while work goes on in the background; opened it shows each piece of work with its progress and
 * a way to cancel it.
 */
struct _StemmaJobsButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (StemmaJobsButton, stemma_jobs_button, ADW_TYPE_BIN)

static void
stemma_jobs_button_class_init (StemmaJobsButtonClass *klass G_GNUC_UNUSED)
{
}

static void
stemma_jobs_button_init (StemmaJobsButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *spinner = gtk_spinner_new ();
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_size_request (GTK_WIDGET (self->list), 280, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->list));
  gtk_menu_button_set_popover (self->button, popover);
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), TRUE);
  gtk_menu_button_set_child (self->button, spinner);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Work in progress"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Work in progress"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_fraction (StemmaJob *job, GParamSpec *pspec G_GNUC_UNUSED, gpointer user_data)
{
  double fraction = stemma_job_get_fraction (job);
  if (fraction < 0)
    gtk_progress_bar_pulse (user_data);
  else
    gtk_progress_bar_set_fraction (user_data, fraction);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data G_GNUC_UNUSED)
{
  StemmaJob *job = item;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *title = gtk_label_new (stemma_job_get_title (job));
  GtkWidget *what = gtk_label_new (NULL);
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *cancel = gtk_button_new_from_icon_name ("process-stop-symbolic");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_wrap (GTK_LABEL (what), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (what), 40);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (what, "dim-label");
  gtk_widget_add_css_class (what, "numeric");
  gtk_widget_add_css_class (what, "caption");
  g_object_bind_property (job, "what", what, "label", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (job, "notify::fraction", G_CALLBACK (on_fraction), bar, 0);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_tooltip_text (cancel, _ ("Cancel"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Cancel"), -1);
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (cancel, "flat");
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (stemma_job_cancel), job, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), bar);
  gtk_box_append (GTK_BOX (texts), what);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), cancel);
  gtk_widget_set_margin_top (row, 9);
  gtk_widget_set_margin_bottom (row, 9);
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  return row;
}

static void
on_jobs (GListModel *jobs,
         guint position G_GNUC_UNUSED,
         guint removed G_GNUC_UNUSED,
         guint added G_GNUC_UNUSED,
         gpointer user_data)
{
  StemmaJobsButton *self = user_data;
  gboolean any = g_list_model_get_n_items (jobs) > 0;
  if (!any)
    gtk_menu_button_popdown (self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

/** stemma_jobs_button_set_document: shows the work that goes on for @document; called once */
void
stemma_jobs_button_set_document (StemmaJobsButton *self, StemmaDocument *document)
{
  GListModel *jobs = stemma_document_get_jobs (document);
  gtk_list_box_bind_model (self->list, jobs, create_row, NULL, NULL);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (on_jobs), self, 0);
  on_jobs (jobs, 0, 0, 0, self);
}

/** stemma_jobs_button_popup: brings out the list of the work that goes on */
void
stemma_jobs_button_popup (StemmaJobsButton *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_menu_button_popup (self->button);
}
